/* SPDX-License-Identifier: ISC */
/*
 * What both OPENs of a session agree on: made by the session engine, sent to
 * the route engine with session-up, shown by bgpctl.
 */
#ifndef BGP_NEGOTIATED_H
#define BGP_NEGOTIATED_H

#include <assert.h>
#include <stdint.h>

#include "bgp/addr.h"
#include "bgp/family.h"

struct negotiated {
	struct addr	local;		/* of the TCP connection */
	struct addr	remote;
	/* our link-local on that link, or none */
	struct addr	local_ll;
	uint32_t	local_as;
	uint32_t	peer_as;
	uint32_t	local_id;	/* host order */
	uint32_t	peer_id;
	family_mask	families;	/* both sides; we know them */
	family_mask	add_path_rx;	/* they send path ids */
	family_mask	add_path_tx;	/* we send path ids */
	family_mask	enh_nexthop;	/* IPv6 next hop for an IPv4 family */
	family_mask	gr_families;	/* theirs, of those negotiated */
	family_mask	gr_forwarding;	/* with the F bit */
	family_mask	llgr_families;	/* RFC 9494: both; of gr_families */
	family_mask	llgr_forwarding;
	uint32_t	llgr_time[FAMILY_MAX];	/* theirs, seconds */
	/* of one prefix: as many as they take, 0: any number */
	uint16_t	paths_limit[FAMILY_MAX];
	uint16_t	hold_time;
	uint16_t	gr_time;	/* theirs */
	uint8_t		as4;
	uint8_t		refresh;
	uint8_t		enhanced_refresh;
	uint8_t		extended_tx;	/* they take messages up to 65535 */
	uint8_t		gr;		/* both sides have capability 64 */
	uint8_t		gr_notification;
	uint8_t		peer_restarting;	/* R bit of their OPEN */
	uint8_t		we_restarting;		/* R bit of ours */
	uint8_t		ebgp;
	uint8_t		link_local;	/* capability 77 on both */
	/* session over a directly attached net */
	uint8_t		connected;
	uint8_t		role;		/* theirs, 255 none */
	uint8_t		operational;	/* capability 185 on both */
	uint8_t		pad[9];
};
static_assert(sizeof(struct negotiated) == 424, "negotiated travels");

#endif
