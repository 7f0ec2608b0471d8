/* SPDX-License-Identifier: ISC */
/*
 * bgpctl <-> each process, over pipes of the client's own.  A request carries
 * a request id in the header's peer field; every answer to it carries the
 * same.  Requests are answered in order by zero or more data messages and one
 * CTL_END with a verdict.  All text is UTF-8 without NUL, length by header.
 *
 * At connect the parent sends CTL_WELCOME, then CTL_PIPE_SESSION and
 * CTL_PIPE_RDE each with a descriptor (an engine that is down is announced
 * without one).
 */
#ifndef IPC_CONTROL_H
#define IPC_CONTROL_H

#include <assert.h>
#include <stdint.h>

#include "bgp/addr.h"
#include "bgp/negotiated.h"
#include "bgp/notification.h"

enum {
	/* parent to client, at connect */
	CTL_WELCOME	= 1,	/* struct ctl_welcome */
	CTL_PIPE_SESSION = 2,	/* fd or none */
	CTL_PIPE_RDE	= 3,	/* fd or none */

	/* client to parent */
	/* reason text or empty */
	CTL_RELOAD	= 20,
	CTL_LOG		= 21,	/* gen: 0 brief, 1 verbose */
	CTL_SHUTDOWN	= 22,	/* body: reason */
	/*
	 * No body; what a reload would change: CTL_CHANGES once, CTL_CHANGE
	 * each neighbour, by address; the text of CTL_END is warnings.
	 */
	CTL_TRIAL	= 23,
	/* text: a name, or nothing for all; CTL_PROCESS each */
	CTL_SHOW_PROCESS = 24,

	/* client to either engine */
	/* struct ctl_selector; CTL_MALFORMED each */
	CTL_SHOW_MALFORMED = 30,

	/* client to session */
	CTL_SHOW_NEIGHBOR = 40,	/* struct ctl_selector; CTL_NEIGHBOR each */
	CTL_NEIGHBOR_ACT = 41,	/* struct ctl_neighbor_act + reason text */

	/* client to rde */
	CTL_SHOW_COUNTERS = 60,	/* no body; CTL_COUNTERS each neighbour */
	CTL_SHOW_RIB	= 61,	/* struct ctl_rib_filter; CTL_RIB_PATH runs */
	CTL_SHOW_MEMORY	= 62,	/* CTL_MEMORY each store */
	CTL_NETWORK	= 63,	/* struct ctl_network + text: PREFIX [ATTRS] */
	/* struct ctl_rib_filter; CTL_NETWORK_ROW each */
	CTL_NETWORK_SHOW = 64,
	/* no body; how many; gen 1: flow specification rules alone */
	CTL_NETWORK_FLUSH = 65,
	/* after CTL_NETWORK_BULK: totals */
	CTL_BULK_END	= 66,
	CTL_NETWORK_BULK = 67,	/* as CTL_NETWORK, answered when refused, by
				 * CTL_REFUSED with the same request id */
	/*
	 * A line of the API (bgpd-api(7)); gen 1: data in JSON.  CTL_API_DATA
	 * each line of data; the text of CTL_END is the answer: "done",
	 * "error: why", a tag before it where the line had one.
	 */
	CTL_API		= 68,

	/* answers */
	CTL_END		= 100,	/* struct ctl_verdict + text */
	CTL_NEIGHBOR	= 101,	/* struct ctl_neighbor */
	CTL_COUNTERS	= 102,	/* struct ctl_counters */
	CTL_RIB_PATH	= 103,	/* a run of struct ctl_rib_path + octets */
	CTL_MEMORY	= 104,	/* struct ctl_memory */
	CTL_NETWORK_ROW	= 105,	/* struct ctl_network_row + attribute octets */
	CTL_REFUSED	= 106,	/* text why; peer = the line's request id */
	/* struct ctl_rib_neighbor, before its first path */
	CTL_RIB_NEIGHBOR = 107,
	/* struct offence + octets of the message */
	CTL_MALFORMED	= 108,
	CTL_CHANGES	= 109,	/* struct ctl_changes */
	CTL_CHANGE	= 110,	/* struct ctl_change */
	/* no body: a reload or a trial is not done yet; now and then */
	CTL_WORKING	= 111,
	CTL_PROCESS	= 112,	/* struct ctl_process */
	/* text: a line, without its newline; gen 1: it goes on in the next */
	CTL_API_DATA	= 113,
};

enum {
	CTL_TEXT_MAX	= 64 * 1024,
	CTL_NAME_MAX	= 128,		/* description, group, selector */
	CTL_REASON_MAX	= 256,
	CTL_WHY_MAX	= 1280,		/* why a network is refused */
};

struct ctl_welcome {
	uint32_t	version;	/* LINK_VERSION */
	uint32_t	id;		/* connection id */
	uint8_t		role;		/* enum role */
	uint8_t		pad[7];
};
static_assert(sizeof(struct ctl_welcome) == 16, "ctl_welcome travels");

enum ctl_code {
	CTL_OK,
	CTL_NOTHING,		/* nothing matched; exit 1 */
	CTL_DENIED,		/* the role does not allow it */
	CTL_REFUSE,		/* text says why */
};

struct ctl_verdict {
	uint8_t		code;		/* enum ctl_code */
	uint8_t		pad[3];
	uint32_t	done;		/* how many things were touched */
	uint32_t	failed;		/* bulk: refused lines */
};
static_assert(sizeof(struct ctl_verdict) == 12, "ctl_verdict travels");

/* Which neighbours: everything, an address, or a description or group. */
enum { CTL_SEL_ALL, CTL_SEL_ADDR, CTL_SEL_NAME, CTL_SEL_GROUP, CTL_SEL_RANGE };

struct ctl_selector {
	uint8_t		kind;
	uint8_t		plen;		/* CTL_SEL_RANGE */
	uint8_t		pad[6];
	struct addr	addr;
	char		name[CTL_NAME_MAX];
};
static_assert(sizeof(struct ctl_selector) == 160, "ctl_selector travels");

enum {
	CTL_ACT_UP, CTL_ACT_DOWN, CTL_ACT_CLEAR,
	/* the neighbour is asked for its routes again */
	CTL_ACT_REFRESH,
	/* it is sent ours again */
	CTL_ACT_RESEND, CTL_ACT_MAX
};

struct ctl_neighbor_act {
	struct ctl_selector who;
	uint8_t		act;
	uint8_t		pad[7];
};
static_assert(sizeof(struct ctl_neighbor_act) == 168, "act travels");

/* Message counts by BGP type - 1: OPEN, UPDATE, NOTIFICATION, KEEPALIVE, RR. */
enum { CTL_NTYPES = 5, CTL_NTIMERS = 5, CTL_OPEN_CAPS_MAX = 1024 };
enum {
	CTL_TIMER_CONNECT_RETRY, CTL_TIMER_HOLD, CTL_TIMER_KEEPALIVE,
	CTL_TIMER_SEND_HOLD, CTL_TIMER_IDLE_HOLD
};

enum {				/* ctl_neighbor.flags: the configuration */
	CTL_N_PASSIVE	= 1 << 0,
	CTL_N_DOWN	= 1 << 1,	/* administratively */
	CTL_N_TEMPLATE	= 1 << 2,	/* a range */
	CTL_N_CLONED	= 1 << 3,
	CTL_N_MD5	= 1 << 4,
	CTL_N_AO	= 1 << 5,
	CTL_N_TTL	= 1 << 6,	/* GTSM */
	CTL_N_MULTIHOP	= 1 << 7,
	/* connect timed out on a keyed session */
	CTL_N_MD5_SUSPECT = 1 << 8,
	/* held down: its message was being read when these crashed */
	CTL_N_HELD_SESSION = 1 << 9,
	CTL_N_HELD_RDE	= 1 << 10,
	CTL_N_HELD	= CTL_N_HELD_SESSION | CTL_N_HELD_RDE,
};

/* What the session engine knows of one neighbour. */
struct ctl_neighbor {
	uint32_t	id;
	uint32_t	flags;
	struct addr	remote;
	struct addr	local;		/* of the session, else configured */
	uint16_t	remote_port;
	uint16_t	local_port;
	uint8_t		remote_plen;	/* ranges: less than full */
	uint8_t		state;		/* enum fsm_state, 1 Idle .. 6 */
	uint8_t		multihop;
	uint8_t		role;		/* configured, 255 none */
	uint32_t	remote_as;
	uint32_t	local_as;
	uint32_t	router_id;	/* ours, host order */
	uint32_t	remote_id;	/* host order, 0 unknown */
	uint16_t	conf_hold;
	uint16_t	min_hold;
	uint16_t	hold;		/* negotiated */
	uint16_t	keepalive;
	int64_t		changed_ms;	/* age of the last up/down, -1 never */
	int64_t		last_read_ms;	/* age, -1 never */
	int64_t		last_write_ms;
	uint64_t	sent[CTL_NTYPES];
	uint64_t	rcvd[CTL_NTYPES];
	uint64_t	rr_sent[3];	/* request, BoRR, EoRR */
	uint64_t	rr_rcvd[3];
	uint32_t	out_queue;	/* messages */
	uint32_t	out_queue_bytes;
	uint32_t	in_queue_bytes;	/* forwarded and not yet taken */
	int32_t		timer_ms[CTL_NTIMERS];	/* due in, -1 off */
	uint32_t	connect_failures;
	char		description[CTL_NAME_MAX];
	char		group[CTL_NAME_MAX];
	/* why it last went down */
	char		last_error[CTL_REASON_MAX];
	char		shutdown_sent[CTL_REASON_MAX];
	char		shutdown_rcvd[CTL_REASON_MAX];
	uint8_t		err_sent[2];	/* NOTIFICATION code, subcode; 0 none */
	uint8_t		err_rcvd[2];
	uint16_t	local_caps_len;	/* capability TLVs of our OPEN */
	/* and of theirs; 0 before OPEN */
	uint16_t	remote_caps_len;
	uint8_t		local_caps[CTL_OPEN_CAPS_MAX];
	uint8_t		remote_caps[CTL_OPEN_CAPS_MAX];
	struct negotiated neg;		/* all zero before Established */
	/* what the rows of families by number mean that neg has; safi 0 none */
	struct family_other others[FAMILY_OTHERS];
};

/* What the route engine knows of one neighbour. */
struct ctl_counters {
	uint32_t	id;
	/* End-of-RIB waits for so many programs, this one first, so long */
	uint32_t	eor_programs;
	int64_t		eor_left_ms;
	char		eor_program[CTL_NAME_MAX];
	struct addr	remote;
	uint64_t	prefixes_in;	/* paths held */
	uint64_t	prefixes_out;	/* announced to it and not withdrawn */
	uint64_t	max_prefixes;	/* 0 none; sum of its limits */
	uint64_t	updates_in;	/* NLRI announced, counted */
	uint64_t	updates_out;
	uint64_t	withdraws_in;
	uint64_t	withdraws_out;
	uint64_t	eor_in;
	uint64_t	eor_out;
	uint64_t	pending;	/* variants not yet sent */
	uint64_t	treat_as_withdraw;
	uint64_t	attr_discard;
	uint64_t	unsendable;	/* on its short list */
	uint64_t	flow_rules;	/* received and held */
	uint64_t	flow_unjudged;
	/* counted so long ago; 0: nothing changed since, -1 not yet */
	uint64_t	flow_infeasible;
	int64_t		flow_age_ms;
};

enum {				/* ctl_rib_filter.flags */
	CTL_RIB_OUT	= 1 << 0,	/* Adj-RIB-Out instead of Adj-RIB-In */
	CTL_RIB_FAMILY	= 1 << 1,
	CTL_RIB_PEER	= 1 << 2,
	CTL_RIB_PREFIX	= 1 << 3,	/* exact; an address: best match */
	CTL_RIB_LONGER	= 1 << 4,	/* prefix and what it covers */
	CTL_RIB_SHORTER	= 1 << 5,	/* prefix and what covers it */
	CTL_RIB_ADDRESS	= 1 << 6,	/* PREFIX was written without length */
	CTL_RIB_COMMUNITY = 1 << 7,
	CTL_RIB_LARGE	= 1 << 8,
	CTL_RIB_AS	= 1 << 9,	/* as, source-as, peer-as, transit-as */
	CTL_RIB_EMPTY_AS = 1 << 10,
	CTL_RIB_INVALID	= 1 << 11,
	CTL_RIB_EXT	= 1 << 12,
	CTL_RIB_PATH_ID	= 1 << 13,
	CTL_RIB_LEAKED	= 1 << 14,
	CTL_RIB_RD	= 1 << 15,
	CTL_RIB_INFEASIBLE = 1 << 16,
};

enum { CTL_AS_ANY, CTL_AS_SOURCE, CTL_AS_PEER, CTL_AS_TRANSIT };

struct ctl_rib_filter {
	uint32_t	flags;
	uint16_t	afi;
	uint8_t		safi;
	uint8_t		as_where;
	uint32_t	as;
	uint32_t	community;
	uint32_t	large[3];
	uint32_t	path_id;
	uint8_t		ext[8];
	uint8_t		rd[8];
	struct ctl_selector peer;
	struct addr	prefix;
	uint8_t		plen;
	uint8_t		pad[7];
};

enum {				/* ctl_rib_path.flags */
	/* no AS_SET, loop of our AS, leak; not infeasible */
	CTL_P_VALID	= 1 << 0,
	CTL_P_STALE	= 1 << 1,
	CTL_P_INTERNAL	= 1 << 2,	/* iBGP */
	CTL_P_PENDING	= 1 << 3,	/* out: intended, not yet sent */
	CTL_P_OURS	= 1 << 4,	/* out: originated here */
	CTL_P_HAS_ID	= 1 << 5,	/* path_id is meant */
	CTL_P_AS_LOOP	= 1 << 6,
	CTL_P_AS_SET	= 1 << 7,
	CTL_P_WITHDRAWN	= 1 << 8,	/* out: a withdraw that waits */
	CTL_P_UNSENDABLE = 1 << 9,	/* out: could not be sent; short list */
	CTL_P_LEAKED	= 1 << 10,	/* its OTC says so (RFC 9234) */
	/* a flow specification rule that was validated (RFC 8955 6) */
	CTL_P_FEASIBLE	= 1 << 11,
	CTL_P_INFEASIBLE = 1 << 12,	/* struct ctl_flow_why follows */
	CTL_P_UNJUDGED	= 1 << 13,	/* such a rule that was not */
};

enum ctl_flow_reason {
	CTL_FLOW_NO_DESTINATION,
	CTL_FLOW_NO_ROUTE,	/* covers the destination */
	CTL_FLOW_ORIGINATOR,	/* has no such route, all have others */
	CTL_FLOW_OTHER_AS,	/* has such a route, too */
	CTL_FLOW_AS_PATH,	/* begins with another AS than the route's */
	CTL_FLOW_MORE_SPECIFIC,	/* of another AS */
	CTL_FLOW_REASON_MAX
};

#define CTL_FLOW_AS_HIDDEN	UINT32_MAX	/* by an AS_SET */

/* Why a rule is infeasible, and what route stands against it. */
struct ctl_flow_why {
	uint8_t		reason;		/* enum ctl_flow_reason */
	uint8_t		af;		/* of the route; ADDR_NONE: none */
	uint8_t		plen;
	uint8_t		pad;
	uint32_t	as;		/* 0: our own */
	uint8_t		prefix[16];
};
static_assert(sizeof(struct ctl_flow_why) == 24, "ctl_flow_why travels");

/*
 * A neighbour that paths of this answer name: sent once in an answer, before
 * the first CTL_RIB_PATH that has its id, so that a path stays small.
 */
struct ctl_rib_neighbor {
	uint32_t	id;
	uint32_t	remote_as;
	uint32_t	remote_id;	/* host order, 0 unknown */
	uint32_t	local_as;
	struct addr	remote;
	char		description[CTL_NAME_MAX];
};
static_assert(sizeof(struct ctl_rib_neighbor) == 168, "neighbor travels");

/*
 * One path; nlri_len octets of its NLRI, nexthop_len of a next hop that is no
 * address, attr_len of attributes in canonical form, and a struct ctl_flow_why
 * if the flags say so, follow, and then the next path of the same message,
 * unaligned: copy it out (rbuf_host).
 * The NLRI is as on the wire, without a path id, and there only where it is no
 * IP prefix; of what is withdrawn, as a withdraw says it.
 */
struct ctl_rib_path {
	uint32_t	flags;
	uint32_t	peer;		/* neighbour id, see CTL_RIB_NEIGHBOR */
	uint32_t	path_id;
	uint16_t	afi;
	uint8_t		safi;
	uint8_t		plen;
	int64_t		age_ms;
	uint16_t	attr_len;
	uint16_t	nlri_len;
	uint8_t		nexthop_len;
	uint8_t		pad[3];
	uint8_t		prefix[16];
	struct addr	nexthop;	/* af 0: none */
	struct addr	nexthop_ll;	/* af 0: none */
};
static_assert(sizeof(struct ctl_rib_path) == 96, "ctl_rib_path travels");

enum {
	CTL_NET_ADD	= 1,
	CTL_NET_DELETE	= 2,
	CTL_NET_WITHDRAW = 3,	/* a program's */
};

/* Followed by the text. */
struct ctl_network {
	uint8_t		op;
	uint8_t		pad[3];
	uint32_t	line;		/* bulk: line number, for people */
};
static_assert(sizeof(struct ctl_network) == 8, "ctl_network travels");

enum { CTL_SRC_CONFIG, CTL_SRC_BGPCTL, CTL_SRC_PROGRAM };

/*
 * One originate entry; followed by nlri_len, nexthop_len and attr_len octets,
 * see ctl_rib_path; of a negative one the NLRI is as a withdraw says it.
 */
struct ctl_network_row {
	uint8_t		source;		/* CTL_SRC_* */
	uint8_t		negative;
	uint8_t		plen;
	uint8_t		safi;
	uint16_t	afi;
	uint16_t	attr_len;
	uint8_t		prefix[16];
	uint32_t	path_id;
	uint8_t		has_path_id;
	uint8_t		nexthop_self;
	uint8_t		all_neighbors;	/* targets is every neighbour */
	/* a newer entry covers all its targets */
	uint8_t		shadowed;
	struct addr	nexthop;
	int64_t		expires_ms;	/* from now; -1 never */
	uint32_t	ntargets;
	uint16_t	nlri_len;
	uint8_t		nexthop_len;
	uint8_t		pad;
	char		owner[64];
	char		reason[CTL_REASON_MAX];
	char		targets[512];	/* addresses, blank separated, cut */
};

/* What a reload would change, in all. */
struct ctl_changes {
	uint32_t	routes_added;
	uint32_t	routes_changed;
	uint32_t	routes_removed;
	uint32_t	settings;	/* bit per enum conf_setting */
	uint32_t	neighbors;	/* CTL_CHANGE that follow */
	uint32_t	pad;
};
static_assert(sizeof(struct ctl_changes) == 24, "ctl_changes travels");

/*
 * And for one neighbour.  What it would be sent is not known, and 0, where it
 * would be added or its session would begin anew.
 */
struct ctl_change {
	struct addr	remote;
	uint8_t		remote_plen;	/* ranges: less than full */
	uint8_t		change;		/* enum conf_change */
	uint8_t		pad[2];
	uint32_t	announcements;
	uint32_t	withdraws;
	uint32_t	pad2;
	uint64_t	words;		/* bit per word, conf_diff_word */
	char		description[CTL_NAME_MAX];
};
static_assert(sizeof(struct ctl_change) == 176, "ctl_change travels");

struct ctl_memory {
	char		name[48];
	uint64_t	count;
	uint64_t	bytes;
	uint64_t	refs;
};

enum ctl_process_state {
	CTL_PROCESS_WAITING,	/* for its next start */
	CTL_PROCESS_RUNNING,
	CTL_PROCESS_CLOSED,	/* one pipe; it has the other, or exits */
	CTL_PROCESS_FAREWELL,	/* it is told that it will be ended */
	CTL_PROCESS_TERM,	/* it had SIGTERM */
	CTL_PROCESS_KILLED,	/* it had SIGKILL */
	CTL_PROCESS_ENDED,	/* it is not started again */
	CTL_PROCESS_MAX
};

/* A program, as the parent sees it. */
struct ctl_process {
	char		name[64];
	char		user[64];	/* "" for a bare number, or none yet */
	char		run[512];	/* its words, NUL behind each */
	uint32_t	uid;		/* UINT32_MAX: it never ran */
	int32_t		pid;		/* 0: it does not run */
	uint32_t	starts;
	uint8_t		state;		/* enum ctl_process_state */
	uint8_t		respawn;
	uint8_t		pad[2];
	int64_t		since_ms;	/* age of the state */
	int64_t		ended_ms;	/* age of its last end, -1 never */
	int32_t		next_ms;	/* started again in, -1 not known */
	uint8_t		pad2[4];
	char		last[CTL_REASON_MAX];	/* why it ended, or did not
						 * start */
};
static_assert(sizeof(struct ctl_process) == 936, "ctl_process travels");

#endif
