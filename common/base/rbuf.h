/* SPDX-License-Identifier: ISC */
/*
 * A window on bytes that someone else owns.  A read succeeds whole and
 * returns 0, or returns -1 and leaves both the window and the output as they
 * were.  Multi-octet reads are in network order; rbuf_host copies a fixed
 * structure in host order (our own links only).
 */
#ifndef BASE_RBUF_H
#define BASE_RBUF_H

#include <stddef.h>
#include <stdint.h>

struct rbuf {
	const uint8_t	*p;
	size_t		 left;
};

static inline struct rbuf
rbuf_of(const void *p, size_t n)
{
	return (struct rbuf){ .p = p, .left = n };
}

static inline int
rbuf_sub(struct rbuf *b, size_t n, struct rbuf *sub)
{
	if (n > b->left)
		return -1;
	*sub = (struct rbuf){ .p = b->p, .left = n };
	b->p += n;
	b->left -= n;
	return 0;
}

static inline int
rbuf_skip(struct rbuf *b, size_t n)
{
	struct rbuf f;

	return rbuf_sub(b, n, &f);
}

static inline int
rbuf_u8(struct rbuf *b, uint8_t *v)
{
	struct rbuf f;

	if (rbuf_sub(b, 1, &f) == -1)
		return -1;
	*v = f.p[0];
	return 0;
}

static inline int
rbuf_u16(struct rbuf *b, uint16_t *v)
{
	struct rbuf f;

	if (rbuf_sub(b, 2, &f) == -1)
		return -1;
	*v = (uint16_t)(f.p[0] << 8 | f.p[1]);
	return 0;
}

int	rbuf_u24(struct rbuf *b, uint32_t *v);
int	rbuf_u32(struct rbuf *b, uint32_t *v);
int	rbuf_u64(struct rbuf *b, uint64_t *v);
int	rbuf_bytes(struct rbuf *b, void *out, size_t n);
/* n octets into a structure in host order; the same as rbuf_bytes. */
int	rbuf_host(struct rbuf *b, void *out, size_t n);

#endif
