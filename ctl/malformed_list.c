/* SPDX-License-Identifier: ISC */
/* A plain array, sorted once. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "malformed_list.h"

void
malformed_list_init(struct malformed_list *l)
{
	*l = (struct malformed_list){ 0 };
}

static void *
owned(const struct malformed_view *v)
{
	return (void *)(uintptr_t)v->msg.p;
}

void
malformed_list_free(struct malformed_list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(owned(&l->v[i]));
	free(l->v);
	malformed_list_init(l);
}

int
malformed_list_add(struct malformed_list *l, const struct malformed_view *v)
{
	struct malformed_view *to;
	uint8_t *octets;

	if (l->n == MALFORMED_LIST_MAX ||
	    v->msg.left > MALFORMED_LIST_OCTETS - l->octets)
		return -1;
	if (l->n == l->room) {
		l->room = l->room > 0 ? l->room * 2 : 64;
		l->v = xreallocarray(l->v, l->room, sizeof(*l->v));
	}
	octets = xmalloc(v->msg.left + 1);
	if (v->msg.left > 0)
		memcpy(octets, v->msg.p, v->msg.left);
	to = &l->v[l->n++];
	*to = *v;
	to->msg.p = octets;
	l->octets += v->msg.left;
	return 0;
}

static int
by_time(const void *a, const void *b)
{
	const struct malformed_view *x = a, *y = b;

	if (x->o.at_ms != y->o.at_ms)
		return x->o.at_ms < y->o.at_ms ? -1 : 1;
	if (x->of_rde != y->of_rde)
		return x->of_rde ? 1 : -1;
	if (x->o.serial != y->o.serial)
		return x->o.serial < y->o.serial ? -1 : 1;
	return 0;
}

void
malformed_list_sort(struct malformed_list *l)
{
	if (l->n > 1)
		qsort(l->v, l->n, sizeof(*l->v), by_time);
}
