/* SPDX-License-Identifier: ISC */
/*
 * Both engines are asked about neighbours in the same words, so they must
 * take them for the same ones.
 */
#include <string.h>

#include "ipc/selector.h"

bool
selector_fits(const struct ctl_selector *s, const struct addr *remote,
    const char *description, const char *group)
{
	switch (s->kind) {
	case CTL_SEL_ALL:
		return true;
	case CTL_SEL_ADDR:
		return addr_eq(remote, &s->addr);
	case CTL_SEL_NAME:
		return strcmp(description, s->name) == 0 ||
		    strcmp(group, s->name) == 0;
	case CTL_SEL_GROUP:
		return strcmp(group, s->name) == 0;
	case CTL_SEL_RANGE:
		return addr_in(remote, &s->addr, s->plen);
	default:
		return false;
	}
}

bool
selector_means(const struct ctl_selector *s, const struct conf_neighbor *n)
{
	if (s->kind == CTL_SEL_RANGE)
		return conf_is_of_range(n, &s->addr, s->plen);
	return selector_fits(s, &n->remote, n->description, n->group);
}
