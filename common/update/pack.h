/* SPDX-License-Identifier: ISC */
/*
 * UPDATEs being written: attributes once, NLRI until the message is full
 * (RFC 4271 4.3, RFC 4760, RFC 7606 5.1: MP attributes first).
 */
#ifndef UPDATE_PACK_H
#define UPDATE_PACK_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "path/nlri.h"

/*
 * How routes look to a neighbour: shared by all that agree on it.
 */
struct pack_profile {
	uint32_t	local_as;
	uint32_t	peer_as;
	uint8_t		ebgp;
	uint8_t		as4;
	uint8_t		extended;	/* messages up to 65535 */
	uint8_t		aigp;
	uint8_t		otc;		/* PACK_OTC_*, of unicast */
	uint8_t		link_local;	/* such a next hop alone will do */
	uint8_t		pad[2];
	family_mask	add_path_tx;
	family_mask	enh_nexthop;
	struct addr	self_v4;	/* next-hop self; ADDR_NONE: cannot */
	struct addr	self_v6;
	/* second address beside self_v6, or none */
	struct addr	self_ll;
};

/* RFC 9234 5 */
enum {
	PACK_OTC_MARKS = 1,	/* a route without OTC gets one */
	PACK_OTC_STOPS = 2,	/* a route that has one is not for them */
};

enum pack_result {
	PACK_OK,
	PACK_TOO_LARGE,		/* attributes leave no room for the NLRI */
	PACK_NO_NEXTHOP,	/* the family or session cannot carry it */
	PACK_NOT_FOR_THEM,	/* it has OTC, and they are no customer */
	PACK_PATHS_LIMIT,	/* they hold as many paths as they take */
};

/*
 * Turns a canonical originated set into what goes on this session's wire:
 * AS_PATH and LOCAL_PREF defaults, AS4 split for an old speaker, communities
 * as they are, without NEXT_HOP and MP attributes; the local AS so many times
 * more in front of the path.
 */
enum pack_result pack_attrs(struct wbuf *out, struct rbuf canon,
	    const struct pack_profile *p, enum family f, unsigned times);
/* Would it answer PACK_NOT_FOR_THEM? */
bool	pack_is_stopped(struct rbuf canon, const struct pack_profile *p,
	    enum family f);
/* PACK_OTC_* of a session with this role of ours; 0: without. */
uint8_t	pack_otc(bool ebgp, uint8_t role);

enum { PACK_NLRI_MAX = 4 + 1 + 16 };	/* octets of the longest prefix */

/* Octets of a message beside its NLRI. */
size_t	pack_overhead(enum family f, size_t attrs_len,
	    const struct nexthop *nh);
/*
 * What pack_announce would answer; of a family whose NLRI are no prefixes the
 * caller sees to it that each fits behind the overhead.
 */
enum pack_result pack_check(const struct pack_profile *p, enum family f,
	    size_t attrs_len, const struct nexthop *nh);
/*
 * Appends to w one or more whole UPDATEs announcing n NLRI of one family with
 * one next hop and one wire attribute set (of pack_attrs).  one_each: an
 * UPDATE per NLRI (group-updates false).
 */
enum pack_result pack_announce(struct wbuf *w, const struct pack_profile *p,
	    enum family f, struct rbuf wire_attrs, const struct nexthop *nh,
	    const struct nlri *v, size_t n, bool one_each);
/* Attributes alone; nh: an IPv4 address for NEXT_HOP, or none. */
enum pack_result pack_alone(struct wbuf *w, const struct pack_profile *p,
	    struct rbuf wire_attrs, const struct nexthop *nh);
void	pack_withdraw(struct wbuf *w, const struct pack_profile *p,
	    enum family f, const struct nlri *v, size_t n, bool one_each);
void	pack_eor(struct wbuf *w, enum family f);
void	pack_refresh(struct wbuf *w, enum family f, uint8_t subtype);

#endif
