/* SPDX-License-Identifier: ISC */
/* An NLRI as an answer says it: a prefix, or octets of its family's own. */
#ifndef CTL_NLRI_SAID_H
#define CTL_NLRI_SAID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "event/json.h"
#include "path/nlri.h"

struct nlri_said {
	uint16_t	 afi;
	uint8_t		 safi;
	uint8_t		 plen;
	bool		 withdraw;	/* octets are in that form */
	const uint8_t	*prefix;	/* 16 octets */
	struct rbuf	 octets;	/* of a family without prefixes */
};

/* What is not so must not be printed. */
bool	nlri_said_ok(const struct nlri_said *s);
/* "192.0.2.0/24"; "flow destination-ipv4 192.0.2.0/24 protocol =tcp". */
void	nlri_said_put(struct wbuf *w, const struct nlri_said *s);
/* Of ours, where it has no next hop: is that of the session sent with it? */
bool	nlri_said_takes_self(const struct nlri_said *s);
/* As OpenBGPD says it: that of the session as zeros.  af 0: there is none. */
struct addr nlri_said_nexthop(const struct nlri_said *s,
	    const struct addr *nexthop);
/* "prefix", and of a family without prefixes "nlri", an object, too. */
void	nlri_said_json(struct json *j, const struct nlri_said *s);

/* The same two of one that has been read, and is no prefix. */
void	nlri_said_words(struct wbuf *w, const struct nlri *n);
void	nlri_said_object(struct json *j, const struct nlri *n, bool withdraw);

#endif
