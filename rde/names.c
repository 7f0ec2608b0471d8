/* SPDX-License-Identifier: ISC */
/*
 * Owners, reasons, selectors, route and watchdog names: a hundred thousand
 * injected routes usually share one of each.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/slab.h"
#include "names.h"

enum { SLOTS_MIN = 64, SLAB_SHIFT = 6 };

struct name {
	char		*s;
	uint32_t	 refs;
	uint32_t	 next;
};

struct names {
	struct hash_key	 key;
	struct slab	 slab;
	uint32_t	*slots;
	uint32_t	 nslots;
	size_t		 octets;
};

struct names *
names_new(void)
{
	struct names *n = xcalloc(1, sizeof(*n));

	hash_key_random(&n->key);
	slab_init(&n->slab, sizeof(struct name), SLAB_SHIFT);
	n->nslots = SLOTS_MIN;
	n->slots = xcalloc(n->nslots, sizeof(*n->slots));
	return n;
}

static struct name *
name_at(const struct names *n, uint32_t x)
{
	return slab_get(&n->slab, x);
}

void
names_free(struct names *n)
{
	uint32_t i, x;

	if (n == NULL)
		return;
	for (i = 0; i < n->nslots; i++)
		for (x = n->slots[i]; x != 0; x = name_at(n, x)->next)
			free(name_at(n, x)->s);
	slab_free_all(&n->slab);
	free(n->slots);
	free(n);
}

static uint32_t
slot_of(const struct names *n, const char *s)
{
	return (uint32_t)hash_bytes(&n->key, s, strlen(s)) & (n->nslots - 1);
}

static void
grow(struct names *n)
{
	uint32_t *old = n->slots, count = n->nslots, i, x, next, h;

	if (n->slab.used < n->nslots)
		return;
	n->nslots *= 2;
	n->slots = xcalloc(n->nslots, sizeof(*n->slots));
	for (i = 0; i < count; i++) {
		for (x = old[i]; x != 0; x = next) {
			next = name_at(n, x)->next;
			h = slot_of(n, name_at(n, x)->s);
			name_at(n, x)->next = n->slots[h];
			n->slots[h] = x;
		}
	}
	free(old);
}

uint32_t
names_find(const struct names *n, const char *s)
{
	uint32_t x;

	if (s == NULL || *s == '\0')
		return 0;
	for (x = n->slots[slot_of(n, s)]; x != 0; x = name_at(n, x)->next)
		if (strcmp(name_at(n, x)->s, s) == 0)
			break;
	return x;
}

uint32_t
names_intern(struct names *n, const char *s)
{
	uint32_t h, x = names_find(n, s);

	if (x != 0) {
		name_at(n, x)->refs++;
		return x;
	}
	if (s == NULL || *s == '\0')
		return 0;
	grow(n);
	if ((x = slab_alloc(&n->slab)) == 0)
		fatal("names: no number left");
	h = slot_of(n, s);
	*name_at(n, x) = (struct name){ .s = xstrdup(s), .refs = 1,
	    .next = n->slots[h] };
	n->slots[h] = x;
	n->octets += strlen(s) + 1;
	return x;
}

void
names_ref(struct names *n, uint32_t x)
{
	if (x != 0)
		name_at(n, x)->refs++;
}

void
names_unref(struct names *n, uint32_t x)
{
	uint32_t *at;

	if (x == 0 || --name_at(n, x)->refs > 0)
		return;
	for (at = &n->slots[slot_of(n, name_at(n, x)->s)]; *at != x;
	    at = &name_at(n, *at)->next)
		;
	*at = name_at(n, x)->next;
	n->octets -= strlen(name_at(n, x)->s) + 1;
	free(name_at(n, x)->s);
	slab_release(&n->slab, x);
}

const char *
names_get(const struct names *n, uint32_t x)
{
	return x == 0 ? "" : name_at(n, x)->s;
}

size_t
names_bytes(const struct names *n)
{
	return slab_bytes(&n->slab) + n->nslots * sizeof(*n->slots) +
	    n->octets;
}
