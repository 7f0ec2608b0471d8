/* SPDX-License-Identifier: ISC */
/*
 * Objects in fixed chunks.  A released object's first four octets link it to
 * the next free one; the newest is reused first, while it is warm.  Under
 * AddressSanitizer what is free is poisoned, so a stale index is found there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/slab.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLAB_POISONS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(SLAB_POISONS)
#define SLAB_POISONS 1
#endif

#ifdef SLAB_POISONS
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)		((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n)	((void)(p), (void)(n))
#endif

enum { SLAB_SHIFT_MAX = 24 };

void
slab_init(struct slab *s, size_t item, unsigned shift)
{
	if (item == 0 || item > UINT32_MAX / 2 || shift > SLAB_SHIFT_MAX)
		fatal("slab: item of %zu octets, shift %u", item, shift);
	*s = (struct slab){
		.item = (uint32_t)((item + 3) & ~(size_t)3),
		.shift = shift,
		.next = 1,
	};
}

static size_t
chunk_bytes(const struct slab *s)
{
	return (size_t)s->item << s->shift;
}

void
slab_free_all(struct slab *s)
{
	uint32_t i, limit = s->limit;

	for (i = 0; i < s->nchunks; i++) {
		ASAN_UNPOISON_MEMORY_REGION(s->chunks[i], chunk_bytes(s));
		free(s->chunks[i]);
	}
	free(s->chunks);
	slab_init(s, s->item, s->shift);
	s->limit = limit;
}

/* The array of chunks doubles whenever their number is a power of two. */
static void
add_chunk(struct slab *s)
{
	uint32_t n = s->nchunks;

	if ((n & (n - 1)) == 0)
		s->chunks = xreallocarray(s->chunks,
		    n > 0 ? (size_t)n * 2 : 1, sizeof(*s->chunks));
	s->chunks[n] = xmalloc(chunk_bytes(s));
	s->nchunks = n + 1;
}

uint32_t
slab_alloc(struct slab *s)
{
	uint32_t idx;
	void *p;

	if (s->limit > 0 && s->used >= s->limit)
		return 0;
	if (s->free != 0) {
		idx = s->free;
		p = slab_get(s, idx);
		ASAN_UNPOISON_MEMORY_REGION(p, s->item);
		memcpy(&s->free, p, sizeof(s->free));
	} else {
		if (s->next == 0)	/* every index has been used */
			return 0;
		idx = s->next;
		if (idx >> s->shift >= s->nchunks)
			add_chunk(s);
		s->next++;
		p = slab_get(s, idx);
	}
	s->used++;
	memset(p, 0, s->item);
	return idx;
}

void
slab_release(struct slab *s, uint32_t idx)
{
	void *p;

	if (idx == 0 || idx >> s->shift >= s->nchunks || s->used == 0)
		fatal("slab: release of %u", idx);
	p = slab_get(s, idx);
	memcpy(p, &s->free, sizeof(s->free));
	ASAN_POISON_MEMORY_REGION(p, s->item % 8 == 0 ? s->item : 0);
	s->free = idx;
	s->used--;
}

size_t
slab_bytes(const struct slab *s)
{
	return s->nchunks * (chunk_bytes(s) + sizeof(*s->chunks));
}
