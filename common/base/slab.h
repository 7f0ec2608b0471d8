/* SPDX-License-Identifier: ISC */
/*
 * Objects of one size in fixed chunks, addressed by a 32-bit index and never
 * moved.  Index 0 is never handed out: it is "none".  A chunk holds 1 << shift
 * objects and is asked for when it is first needed.
 */
#ifndef BASE_SLAB_H
#define BASE_SLAB_H

#include <stddef.h>
#include <stdint.h>

struct slab {
	uint8_t	**chunks;
	uint32_t  nchunks;
	uint32_t  item;		/* octets of one object, multiple of 4 */
	uint32_t  shift;	/* objects a chunk: 1 << shift */
	uint32_t  next;		/* first index never used */
	uint32_t  free;		/* head of the free list, 0 none */
	uint32_t  used;		/* live objects */
	uint32_t  limit;	/* most objects; 0: 2^32 - 1 */
};

/* item is rounded up to a multiple of 4; shift e.g. 12 for 4096 a chunk. */
void		slab_init(struct slab *s, size_t item, unsigned shift);
void		slab_free_all(struct slab *s);
/* The new object is zeroed.  0 when limit is reached. */
uint32_t	slab_alloc(struct slab *s);
void		slab_release(struct slab *s, uint32_t idx);
size_t		slab_bytes(const struct slab *s);

static inline void *
slab_get(const struct slab *s, uint32_t idx)
{
	return s->chunks[idx >> s->shift] +
	    (size_t)(idx & ((1U << s->shift) - 1)) * s->item;
}

#endif
