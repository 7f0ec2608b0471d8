/* SPDX-License-Identifier: ISC */
/*
 * rbuf and wbuf against each other.  The input is a program of reads over the
 * input itself: what a read returns is written to a wbuf, which must in the
 * end hold exactly the octets that the reads consumed, in order; a read that
 * fails must leave the window where it was.
 */
#include <stdlib.h>
#include <string.h>

#include "base/rbuf.h"
#include "base/wbuf.h"

enum { OPS = 8, OUT_MAX = 4096 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One read of kind op, and its write when it succeeded. */
static int
step(unsigned op, size_t n, struct rbuf *b, struct wbuf *w)
{
	uint8_t bytes[256], v8;
	uint16_t v16;
	uint32_t v32;
	uint64_t v64;
	struct rbuf sub;
	int r;

	switch (op) {
	case 0:
		if ((r = rbuf_u8(b, &v8)) == 0)
			wbuf_u8(w, v8);
		return r;
	case 1:
		if ((r = rbuf_u16(b, &v16)) == 0)
			wbuf_u16(w, v16);
		return r;
	case 2:
		if ((r = rbuf_u24(b, &v32)) == 0)
			wbuf_u24(w, v32);
		return r;
	case 3:
		if ((r = rbuf_u32(b, &v32)) == 0)
			wbuf_u32(w, v32);
		return r;
	case 4:
		if ((r = rbuf_u64(b, &v64)) == 0) {
			wbuf_u32(w, (uint32_t)(v64 >> 32));
			wbuf_u32(w, (uint32_t)v64);
		}
		return r;
	case 5:
		if ((r = rbuf_bytes(b, bytes, n)) == 0)
			wbuf_bytes(w, bytes, n);
		return r;
	default:
		if ((r = rbuf_sub(b, n, &sub)) == 0)
			wbuf_bytes(w, sub.p, sub.left);
		return r;
	}
}

/* Once with memory of its own that grows, once with a fixed buffer. */
static void
run(const uint8_t *data, size_t size, struct wbuf *w, size_t room)
{
	struct rbuf b = rbuf_of(data, size), before;
	size_t at = 0, consumed;

	for (at = 0; at < size; at++) {
		before = b;
		if (step(data[at] % OPS, data[at] / OPS, &b, w) == -1 &&
		    (b.p != before.p || b.left != before.left))
			abort();
		if (b.p + b.left != data + size)
			abort();
	}
	consumed = size - b.left;
	if (w->failed != (consumed > room))
		abort();
	if (w->len > room || (!w->failed && w->len != consumed) ||
	    (w->len > 0 && memcmp(w->p, data, w->len) != 0))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t fixed[64];
	struct wbuf w;

	wbuf_growable(&w, OUT_MAX);
	run(data, size, &w, OUT_MAX);
	wbuf_free(&w);
	wbuf_fixed(&w, fixed, sizeof(fixed));
	run(data, size, &w, sizeof(fixed));
	return 0;
}
