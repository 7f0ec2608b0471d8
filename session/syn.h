/* SPDX-License-Identifier: ISC */
/* What the SYN of an accepted connection said, as the kernel saved it. */
#ifndef SESSION_SYN_H
#define SESSION_SYN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"

struct syn {
	uint8_t	ttl;		/* or hop limit */
	bool	md5;		/* option 19, RFC 2385 */
	bool	ao;		/* option 29, RFC 5925 */
};

/* IP and TCP header of a SYN.  0, or -1: it is not one. */
int	syn_read(struct rbuf b, struct syn *s);

#endif
