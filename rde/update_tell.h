/* SPDX-License-Identifier: ISC */
/* An UPDATE that was taken, as programs are told of it. */
#ifndef RDE_UPDATE_TELL_H
#define RDE_UPDATE_TELL_H

#include <stdbool.h>

#include "path/nlri.h"
#include "peer.h"
#include "rde.h"
#include "update/split.h"

/* What became of it. */
struct update_taken {
	const struct update_parts *u;
	struct rbuf		 message;	/* whole */
	bool			 plain;		/* the IPv4 fields count */
	bool			 bad;		/* RFC 7606: withdrawn all */
	enum family		 reach;		/* FAMILY_NONE: not taken */
	enum family		 unreach;
	const struct nexthop	*nexthop;	/* of reach */
	uint32_t		 attrs;		/* or 0 */
	uint32_t		 marked;	/* see update_work.h */
};

void	update_tell(struct rde *rde, struct peer *p,
	    const struct update_taken *t);
void	update_tell_eor(struct rde *rde, struct peer *p, uint16_t afi,
	    uint8_t safi, struct rbuf message);

#endif
