/* SPDX-License-Identifier: ISC */
/*
 * Both engines are asked about neighbours in the same words, so they must
 * take them for the same ones.
 */
#include <string.h>

#include "ipc/selector.h"

bool
selector_means(const struct ctl_selector *s, const struct conf_neighbor *n)
{
	switch (s->kind) {
	case CTL_SEL_ALL:
		return true;
	case CTL_SEL_ADDR:
		return addr_eq(&n->remote, &s->addr);
	case CTL_SEL_NAME:
		return strcmp(n->description, s->name) == 0 ||
		    strcmp(n->group, s->name) == 0;
	case CTL_SEL_GROUP:
		return strcmp(n->group, s->name) == 0;
	default:
		return false;
	}
}
