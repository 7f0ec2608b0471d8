/* SPDX-License-Identifier: ISC */
/*
 * Objects of many sizes: see mixed_slab.h.  The chunks of a class that have
 * room are a list; a chunk that is full is in none.  A released slot's first
 * octets name the next free one of its chunk.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "mixed_slab.h"

enum {
	EVERY_FOUR = 64,	/* up to here a class each four octets */
	CHUNKS_START = 16,
};

void
mixed_slab_init(struct mixed_slab *s)
{
	*s = (struct mixed_slab){ .next = 1 };
}

void
mixed_slab_free_all(struct mixed_slab *s)
{
	uint32_t i;

	for (i = 1; i < s->next; i++)
		free(s->chunks[i].mem);
	free(s->chunks);
	mixed_slab_init(s);
}

/*
 * The class of this size, and *size rounded up to it: four classes between a
 * power of two and the next, so at most a fifth is lost.
 */
static unsigned
class_of(size_t *size)
{
	size_t n = *size, step;
	unsigned log;

	if (n <= EVERY_FOUR) {
		*size = n <= 4 ? 4 : (n + 3) & ~(size_t)3;
		return (unsigned)(*size / 4 - 1);
	}
	log = 31 - (unsigned)__builtin_clz((unsigned)n - 1);
	step = (size_t)1 << (log - 2);
	*size = (n + step - 1) & ~(step - 1);
	return EVERY_FOUR / 4 + (log - 6) * 4 +
	    (unsigned)((n - 1) >> (log - 2) & 3);
}

static void
list_add(struct mixed_slab *s, uint32_t *head, uint32_t i)
{
	s->chunks[i].prev = 0;
	s->chunks[i].next = *head;
	if (*head != 0)
		s->chunks[*head].prev = i;
	*head = i;
}

static void
list_remove(struct mixed_slab *s, uint32_t *head, uint32_t i)
{
	const struct mixed_chunk *c = &s->chunks[i];

	if (c->prev != 0)
		s->chunks[c->prev].next = c->next;
	else
		*head = c->next;
	if (c->next != 0)
		s->chunks[c->next].prev = c->prev;
}

bool
mixed_slab_has_room(const struct mixed_slab *s, uint32_t n)
{
	return s->in_use + n < MIXED_CHUNKS;
}

static uint32_t
chunk_new(struct mixed_slab *s, size_t size, uint16_t slots)
{
	uint32_t i = s->free;

	if (!mixed_slab_has_room(s, 1))
		fatal("mixed_slab: no more chunks");
	if (i != 0) {
		s->free = s->chunks[i].next;
	} else {
		i = s->next++;
		if (i >= s->nchunks) {
			s->nchunks = s->nchunks == 0 ? CHUNKS_START :
			    s->nchunks * 2;
			s->chunks = xreallocarray(s->chunks, s->nchunks,
			    sizeof(*s->chunks));
		}
	}
	s->chunks[i] = (struct mixed_chunk){
		.mem = xmalloc(size * slots),
		.size = (uint32_t)size,
		.free = MIXED_SLOTS,
		.slots = slots,
	};
	s->in_use++;
	s->octets += size * slots;
	return i;
}

static void
chunk_free(struct mixed_slab *s, uint32_t i)
{
	struct mixed_chunk *c = &s->chunks[i];

	s->in_use--;
	s->octets -= (uint64_t)c->size * c->slots;
	free(c->mem);
	*c = (struct mixed_chunk){ .next = s->free };
	s->free = i;
}

static uint16_t
slot_take(struct mixed_chunk *c)
{
	uint16_t slot = c->free;

	c->used++;
	if (slot == MIXED_SLOTS)
		return c->fresh++;
	memcpy(&c->free, c->mem + (size_t)slot * c->size, sizeof(c->free));
	return slot;
}

uint32_t
mixed_slab_alloc(struct mixed_slab *s, size_t size)
{
	struct mixed_chunk *c;
	uint32_t *room, i;
	size_t slots;
	uint16_t slot;

	if (size > MIXED_LARGE) {
		i = chunk_new(s, size, 1);
		return i << MIXED_SLOT_BITS | slot_take(&s->chunks[i]);
	}
	room = &s->room[class_of(&size)];
	if (*room == 0) {
		slots = MIXED_CHUNK / size;
		i = chunk_new(s, size, (uint16_t)(slots > MIXED_SLOTS ?
		    MIXED_SLOTS : slots));
		list_add(s, room, i);
	}
	i = *room;
	c = &s->chunks[i];
	slot = slot_take(c);
	if (c->used == c->slots)
		list_remove(s, room, i);
	return i << MIXED_SLOT_BITS | slot;
}

void
mixed_slab_release(struct mixed_slab *s, uint32_t idx)
{
	uint32_t i = idx >> MIXED_SLOT_BITS, *room;
	uint16_t slot = (uint16_t)(idx & (MIXED_SLOTS - 1));
	struct mixed_chunk *c;
	size_t size;

	if (i == 0 || i >= s->next || s->chunks[i].mem == NULL ||
	    slot >= s->chunks[i].fresh)
		fatal("mixed_slab: release of %u", idx);
	c = &s->chunks[i];
	size = c->size;
	if (size > MIXED_LARGE) {
		chunk_free(s, i);
		return;
	}
	room = &s->room[class_of(&size)];
	if (c->used == c->slots)
		list_add(s, room, i);
	memcpy(c->mem + (size_t)slot * c->size, &c->free, sizeof(c->free));
	c->free = slot;
	if (--c->used == 0) {
		list_remove(s, room, i);
		chunk_free(s, i);
	}
}

uint64_t
mixed_slab_bytes(const struct mixed_slab *s)
{
	return s->octets + (uint64_t)s->nchunks * sizeof(*s->chunks);
}
