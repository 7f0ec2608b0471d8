/* SPDX-License-Identifier: ISC */
/* A prefix: an address family, its first octets, and how many bits count. */
#ifndef BGP_PREFIX_H
#define BGP_PREFIX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/addr.h"

enum { PREFIX_TEXT = 64 };

struct prefix {
	uint8_t	af;		/* ADDR_V4 or ADDR_V6 */
	uint8_t	len;		/* bits */
	uint8_t	b[16];		/* masked: bits behind len are 0 */
};

enum prefix_error {
	PREFIX_OK,
	PREFIX_SYNTAX,		/* not an address, not a number */
	PREFIX_LENGTH,		/* longer than the family's addresses */
	PREFIX_HOST_BITS,	/* bits behind the length are set */
};

/* No "/len" means the whole address; *had_len says which (may be NULL). */
enum prefix_error prefix_parse(const char *s, struct prefix *p,
	    bool *had_len);
const char *prefix_error_text(enum prefix_error e);
const char *prefix_print(const struct prefix *p, char *buf, size_t size);
/* Family, then octets, then length: a covering prefix comes first. */
int	prefix_cmp(const struct prefix *a, const struct prefix *b);
void	prefix_mask(struct prefix *p);
/* Is b within a, or the same? */
bool	prefix_holds(const struct prefix *a, const struct prefix *b);

static inline unsigned
prefix_octets(unsigned bits)
{
	return (bits + 7) / 8;
}

/* RFC 4271 4.3: bits1, octets; host bits are masked.  0, or -1: malformed. */
int	prefix_read(struct rbuf *b, uint8_t af, struct prefix *p);
void	prefix_write(struct wbuf *w, const struct prefix *p);

#endif
