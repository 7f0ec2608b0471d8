/* SPDX-License-Identifier: ISC */
/* Numbers and octets of tests that make their values; seed.h begins them. */
#ifndef COMMON_RANDOM_H
#define COMMON_RANDOM_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/wbuf.h"
#include "common/seed.h"

/* From 0 to n - 1. */
static inline unsigned
random_below(unsigned n)
{
	return (unsigned)random() % n;
}

static inline void
random_octets(struct wbuf *w, size_t n)
{
	for (; n > 0; n--)
		wbuf_u8(w, (uint8_t)random());
}

/* Zero as often as not. */
static inline void
random_sparse(struct wbuf *w, size_t n)
{
	for (; n > 0; n--)
		wbuf_u8(w, random_below(2) == 0 ? 0 : (uint8_t)random());
}

#endif
