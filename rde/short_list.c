/* SPDX-License-Identifier: ISC */
/*
 * What could not be sent to a neighbour.  Usually empty, but a
 * next hop that a session cannot carry may put every route here, so it is a
 * hash: open addressing, at most half full, removal by shifting back.
 */
#include <stdlib.h>

#include "base/log.h"
#include "short_list.h"

enum { SLOTS_MIN = 16 };

static uint32_t
home(const struct short_list *l, uint32_t x)
{
	return x * 2654435761U & (l->nslots - 1);
}

static uint32_t
place(const struct short_list *l, uint32_t x)
{
	uint32_t h = home(l, x);

	while (l->slots[h] != 0 && l->slots[h] != x)
		h = (h + 1) & (l->nslots - 1);
	return h;
}

void
short_list_clear(struct short_list *l)
{
	free(l->slots);
	*l = (struct short_list){ 0 };
}

static void
grow(struct short_list *l)
{
	struct short_list old = *l;
	uint32_t i;

	if (l->count * 2 < l->nslots)
		return;
	l->nslots = l->nslots == 0 ? SLOTS_MIN : l->nslots * 2;
	l->slots = xcalloc(l->nslots, sizeof(*l->slots));
	for (i = 0; i < old.nslots; i++)
		if (old.slots[i] != 0)
			l->slots[place(l, old.slots[i])] = old.slots[i];
	free(old.slots);
}

void
short_list_add(struct short_list *l, uint32_t x)
{
	uint32_t h;

	grow(l);
	h = place(l, x);
	if (l->slots[h] == 0)
		l->count++;
	l->slots[h] = x;
}

void
short_list_remove(struct short_list *l, uint32_t x)
{
	uint32_t h, i, mask = l->nslots - 1;

	if (!short_list_has(l, x))
		return;
	h = i = place(l, x);
	for (;;) {
		i = (i + 1) & mask;
		if (l->slots[i] == 0)
			break;
		/* May the one at i stand at h, no later than its home? */
		if (((i - home(l, l->slots[i])) & mask) >= ((i - h) & mask)) {
			l->slots[h] = l->slots[i];
			h = i;
		}
	}
	l->slots[h] = 0;
	if (--l->count == 0)
		short_list_clear(l);
}

bool
short_list_has(const struct short_list *l, uint32_t x)
{
	return l->count > 0 && l->slots[place(l, x)] == x;
}
