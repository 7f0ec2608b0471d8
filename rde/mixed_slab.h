/* SPDX-License-Identifier: ISC */
/*
 * Objects of many sizes, addressed by a 32-bit index and never moved: a slab
 * of base/slab.h for each class of sizes, but in small chunks, and a chunk
 * whose last object goes is given back at once.  A large object has a chunk
 * of its own, of exactly its size.  Index 0 is never handed out.
 */
#ifndef RDE_MIXED_SLAB_H
#define RDE_MIXED_SLAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MIXED_SLOT_BITS	= 8,		/* of an index; the others: its chunk */
	MIXED_SLOTS	= 1 << MIXED_SLOT_BITS,
	MIXED_CHUNKS	= 1 << (32 - MIXED_SLOT_BITS),
	MIXED_CHUNK	= 8192,		/* octets, of several objects */
	MIXED_LARGE	= 2048,		/* larger ones stand alone */
	MIXED_CLASSES	= 36,
};

struct mixed_chunk {
	uint8_t		*mem;		/* NULL: not in use */
	uint32_t	 size;		/* of an object */
	uint32_t	 prev;		/* of the list with room */
	uint32_t	 next;		/* also of those not in use */
	uint16_t	 used;		/* live objects */
	uint16_t	 fresh;		/* slots never used begin here */
	uint16_t	 free;		/* released slot; MIXED_SLOTS: none */
	uint16_t	 slots;
};

struct mixed_slab {
	struct mixed_chunk *chunks;	/* the first stays empty */
	uint32_t	 nchunks;	/* that the array has */
	uint32_t	 next;		/* first chunk never used */
	uint32_t	 free;		/* chunks not in use, 0 none */
	uint32_t	 in_use;
	uint64_t	 octets;	/* of the chunks in use */
	uint32_t	 room[MIXED_CLASSES];	/* with room, 0 none */
};

void		mixed_slab_init(struct mixed_slab *s);
void		mixed_slab_free_all(struct mixed_slab *s);
/* Would n more objects of any size get an index? */
bool		mixed_slab_has_room(const struct mixed_slab *s, uint32_t n);
/* Not zeroed; aligned for a uint32_t.  It is fatal when there is no room. */
uint32_t	mixed_slab_alloc(struct mixed_slab *s, size_t size);
void		mixed_slab_release(struct mixed_slab *s, uint32_t idx);
uint64_t	mixed_slab_bytes(const struct mixed_slab *s);

static inline void *
mixed_slab_get(const struct mixed_slab *s, uint32_t idx)
{
	const struct mixed_chunk *c = &s->chunks[idx >> MIXED_SLOT_BITS];

	return c->mem + (size_t)(idx & (MIXED_SLOTS - 1)) * c->size;
}

#endif
