/* SPDX-License-Identifier: ISC */
/*
 * The session that octets are meant to be of, where there is none: what
 * options say, over what a neighbour of a configuration says, over defaults.
 */
#ifndef CTL_OFFLINE_SESSION_H
#define CTL_OFFLINE_SESSION_H

#include "bgp/addr.h"
#include "bgp/family.h"
#include "command.h"

struct offline_session {
	struct addr	local;
	struct addr	remote;
	uint32_t	local_as;
	uint32_t	peer_as;
	uint32_t	router_id;	/* host order */
	bool		as4;
	bool		extended;
	bool		group_updates;
	bool		aigp;
	bool		reject_as_set;
	bool		prefix_sid;
	bool		mp_error_disable;
	uint8_t		role;		/* ours; ROLE_UNSET */
	family_mask	families;	/* 0: all */
	family_mask	add_path_rx;	/* what we read has path ids */
	family_mask	add_path_tx;
	family_mask	enh_nexthop;
};

/* 0, or -1: told on standard error. */
int	offline_session_init(struct offline_session *s,
	    const struct command *c);

#endif
