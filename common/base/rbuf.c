/* SPDX-License-Identifier: ISC */
/*
 * The reads of rbuf.h that are not worth inlining.  Each takes its octets
 * with rbuf_sub and touches the output only afterwards.
 */
#include <string.h>

#include "base/rbuf.h"

int
rbuf_u24(struct rbuf *b, uint32_t *v)
{
	struct rbuf f;

	if (rbuf_sub(b, 3, &f) == -1)
		return -1;
	*v = (uint32_t)f.p[0] << 16 | (uint32_t)f.p[1] << 8 | f.p[2];
	return 0;
}

int
rbuf_u32(struct rbuf *b, uint32_t *v)
{
	struct rbuf f;

	if (rbuf_sub(b, 4, &f) == -1)
		return -1;
	*v = (uint32_t)f.p[0] << 24 | (uint32_t)f.p[1] << 16 |
	    (uint32_t)f.p[2] << 8 | f.p[3];
	return 0;
}

int
rbuf_u64(struct rbuf *b, uint64_t *v)
{
	struct rbuf f;
	uint64_t r = 0;
	size_t i;

	if (rbuf_sub(b, 8, &f) == -1)
		return -1;
	for (i = 0; i < 8; i++)
		r = r << 8 | f.p[i];
	*v = r;
	return 0;
}

int
rbuf_bytes(struct rbuf *b, void *out, size_t n)
{
	struct rbuf f;

	if (rbuf_sub(b, n, &f) == -1)
		return -1;
	if (n > 0)
		memcpy(out, f.p, n);
	return 0;
}

int
rbuf_host(struct rbuf *b, void *out, size_t n)
{
	return rbuf_bytes(b, out, n);
}
