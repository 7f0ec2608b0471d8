/* SPDX-License-Identifier: ISC */
/*
 * The configuration as it travels: fixed structures without pointers, and an
 * image (conf_image.h) that holds them in a sealed memfd.  No key is in here.
 */
#ifndef CONFIG_CONF_H
#define CONFIG_CONF_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/addr.h"
#include "bgp/capability.h"
#include "bgp/family.h"

enum {
	CONF_NAME_MAX = 64, CONF_TEXT_MAX = 128, CONF_PATH_MAX = 256,
	CONF_KEY_MAX = 80, CONF_NEIGHBORS_MAX = 16384,
	CONF_HOLD_DEFAULT = 180, CONF_ID_MAX = 65535,
	CONF_RANGE_DEFAULT = 100,	/* range-limit */
	CONF_CLONES_MAX = 16000,	/* of all ranges together */
	CONF_ROLE_LAST = 4,		/* enum role of ipc/parent_engine.h */
	CONF_NEXTHOP_ADDR = 2,		/* enum nexthop_kind of text/route.h */
	CONF_NEXTHOP_OCTETS = 3,	/* and that, where it is no address */
	CONF_ATTRS_MAX = 65535 - 23,	/* octets of a set */
};

enum conf_key_kind { CONF_KEY_NONE, CONF_KEY_MD5, CONF_KEY_AO };

struct conf_limit {
	uint32_t	max;		/* paths; 0 none */
	uint8_t		warn;		/* per cent; 0 none */
	uint8_t		pad[3];
	uint32_t	restart;	/* seconds; 0 stays down */
};

struct conf_neighbor {
	uint32_t	id;		/* 1..; kept over reloads by key */
	struct addr	remote;
	uint8_t		remote_plen;	/* less than full: a range */
	uint8_t		key_kind;	/* enum conf_key_kind: there is one */
	uint8_t		passive;
	uint8_t		ttl_out;	/* 0 unset */
	struct addr	local;		/* ADDR_NONE: auto */
	struct addr	local_ll;
	struct addr	md5_ip;		/* local bind address, or none */
	char		interface[16];	/* source-interface or %scope */
	uint32_t	local_as;	/* 0 auto */
	uint32_t	peer_as;	/* 0 auto */
	uint32_t	router_id;	/* host order; 0: the local address */
	uint16_t	hold_time;
	uint16_t	min_hold_time;
	uint16_t	listen_port;	/* 0 none */
	uint16_t	connect_port;	/* 0: default */
	uint8_t		ttl_in;		/* IP_MINTTL, 0 unset */
	uint8_t		group_updates;
	uint8_t		adj_rib_in;
	uint8_t		adj_rib_out;
	uint8_t		manual_eor;
	uint8_t		auto_flush;
	uint8_t		reject_as_set;
	uint8_t		mp_error_disable;
	uint32_t	rate_limit;	/* messages a second, 0 off */
	uint32_t	range_limit;
	uint16_t	gr_time;	/* 0 off */
	uint8_t		created;	/* by a program, not by the file */
	uint8_t		prefix_sid;	/* taken from an external one too */
	uint32_t	llgr_time;	/* 0 off */
	uint8_t		as4;
	uint8_t		route_refresh;
	uint8_t		extended_message;
	uint8_t		add_path;	/* ADD_PATH_* bits */
	uint8_t		software_version;
	uint8_t		link_local_nexthop;
	uint8_t		link_local_prefer;
	uint8_t		multi_session;
	uint8_t		operational;
	uint8_t		aigp;
	/* capability nexthop: 0 off 1 on 2 auto */
	uint8_t		nexthop_cap;
	uint8_t		role;		/* ROLE_UNSET */
	uint8_t		family_all;	/* no family block */
	uint8_t		nfamilies;	/* order of the family block */
	uint8_t		families[FAMILY_MAX];
	family_mask	add_path_families;
	family_mask	enh_families;
	uint64_t	require[2];	/* bit per capability code < 128 */
	struct conf_limit limits[FAMILY_MAX];
	char		description[CONF_TEXT_MAX];
	char		group[CONF_NAME_MAX];
	char		host_name[CONF_TEXT_MAX];
	char		domain_name[CONF_TEXT_MAX];
	uint16_t	paths_limit[FAMILY_MAX];	/* 0 none */
	uint8_t		flow_validation;	/* enum conf_flow_validation */
	uint8_t		gr_notification;	/* offered: RFC 8538 N */
	/* a range: ids that its clones have, clones of them */
	uint16_t	clone_first;
	uint16_t	clones;
	uint8_t		cloned;		/* of a range with this length */
	uint8_t		range_plen;
};

static inline bool
conf_is_range(const struct conf_neighbor *n)
{
	return n->remote_plen < addr_bits(n->remote.af);
}

/* Is it this range, or one that came out of it? */
static inline bool
conf_is_of_range(const struct conf_neighbor *n, const struct addr *net,
    unsigned plen)
{
	if (!conf_is_range(n) && !n->cloned)
		return false;
	return addr_in(&n->remote, net, plen) &&
	    (n->cloned ? n->range_plen : n->remote_plen) == plen;
}

/* Is this id one of those that the clones of a range have? */
static inline bool
conf_clones_has(const struct conf_neighbor *range, uint32_t id)
{
	return id >= range->clone_first &&
	    id - range->clone_first < range->clones;
}

/* What a neighbour of a range is configured with. */
static inline struct conf_neighbor
conf_clone(const struct conf_neighbor *range, uint32_t id,
    const struct addr *remote)
{
	struct conf_neighbor n = *range;

	n.id = id;
	n.cloned = 1;
	n.range_plen = n.remote_plen;
	n.remote = *remote;
	n.remote_plen = (uint8_t)addr_bits(remote->af);
	n.clone_first = n.clones = 0;
	return n;
}

enum conf_flow_validation {
	/* the default first (RFC 9117 4.1) */
	CONF_FLOW_AS_PATH, CONF_FLOW_STRICT, CONF_FLOW_OFF, CONF_FLOW_MAX
};

/* Of processes. */
enum conf_on_exit {
	CONF_EXIT_KEEP, CONF_EXIT_WITHDRAW, CONF_EXIT_HOLD, CONF_EXIT_MAX
};
enum conf_on_lag {
	CONF_LAG_RESTART, CONF_LAG_SNAPSHOT, CONF_LAG_DROP, CONF_LAG_MAX
};
enum {					/* conf_process.may */
	CONF_MAY_ALL = 1, CONF_MAY_CONTROL = 2, CONF_MAY_CREATE = 4,
	CONF_MAY_BITS = 7, CONF_MAY_PREFIXES = 8,
};

struct conf_net {
	struct addr	addr;
	uint8_t		plen;
	uint8_t		pad[7];
};

struct conf_process {
	char		name[CONF_NAME_MAX];
	/* argv joined by NUL, ends with two */
	char		run[CONF_PATH_MAX * 2];
	char		user[CONF_NAME_MAX];
	char		group[CONF_NAME_MAX];
	uint8_t		json;
	uint8_t		respawn;
	uint8_t		api_version;	/* 0 unset, else 4, 5, 6 */
	uint8_t		on_exit;	/* enum conf_on_exit */
	uint8_t		on_lag;		/* enum conf_on_lag */
	uint8_t		may;		/* CONF_MAY_* */
	uint8_t		ncreate;
	uint8_t		pad[5];
	uint64_t	queue;		/* octets, 0 default */
	uint32_t	hold_s;		/* on-exit hold */
	uint32_t	heartbeat_s;	/* 0 off */
	struct conf_net	create[CONF_MAY_PREFIXES];
};

enum {					/* conf_api.receive and .send */
	CONF_API_PARSED = 1, CONF_API_PACKETS = 2, CONF_API_CONSOLIDATE = 4,
	CONF_API_OPEN = 8, CONF_API_UPDATE = 16, CONF_API_NOTIFICATION = 32,
	CONF_API_KEEPALIVE = 64, CONF_API_REFRESH = 128,
	CONF_API_OPERATIONAL = 256, CONF_API_BITS = 511,
	CONF_API_PROCESSES = 1024,	/* octets of names */
};

/* One api block of one neighbour. */
struct conf_api {
	uint32_t	neighbor;	/* id */
	uint16_t	receive;
	uint16_t	send;
	uint8_t		neighbor_changes;
	uint8_t		negotiated;
	uint8_t		fsm;
	uint8_t		signal;
	uint8_t		match;		/* the names are expressions */
	uint8_t		pad[3];
	char		name[CONF_NAME_MAX];
	/* names or expressions, NUL after each, an empty one ends them */
	char		processes[CONF_API_PROCESSES];
};

struct conf_listen {
	struct addr	addr;
	uint16_t	port;
	char		interface[16];
};

struct conf_control_rule {		/* control { inject user … group …; } */
	uint8_t		role;		/* enum role */
	uint8_t		is_group;
	char		name[CONF_NAME_MAX];
};

struct conf_global {
	char		socket[CONF_PATH_MAX];		/* "" default */
	char		socket_group[CONF_NAME_MAX];
	char		user_session[CONF_NAME_MAX];	/* "" default */
	char		user_rde[CONF_NAME_MAX];
	char		user_programs[CONF_NAME_MAX];
	uint8_t		log_syslog;	/* 0 unset, 1 syslog, 2 stderr */
	uint8_t		log_verbose;
	uint8_t		pad[2];
};

/* The records of an image, see conf_image.h. */
enum conf_record {
	CONF_GLOBAL	= 1,	/* struct conf_global */
	CONF_LISTEN	= 2,	/* struct conf_listen */
	CONF_RULE	= 3,	/* struct conf_control_rule */
	CONF_PROCESS	= 4,	/* struct conf_process */
	CONF_NEIGHBOR	= 5,	/* struct conf_neighbor */
	CONF_ATTRS	= 6,	/* canonical octets: the next attrs number */
	CONF_TARGETS	= 7,	/* uint16_t ids[]: the next targets number */
	CONF_ROUTE	= 8,	/* see conf_route.h */
	CONF_API	= 9,	/* struct conf_api */
	/* uint32_t id, then what bgp/operational.h packs */
	CONF_OPERATIONAL = 10,
	CONF_OTHERS	= 11,	/* struct family_other[], before neighbours */
};

#endif
