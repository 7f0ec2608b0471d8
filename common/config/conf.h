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
	CONF_KEY_MAX = 80, CONF_NEIGHBORS_MAX = 16384, CONF_LISTEN_MAX = 64,
	CONF_HOLD_DEFAULT = 180,
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
	uint8_t		nexthop_cap;	/* capability nexthop: 0 off 1 on 2 auto */
	uint8_t		role;		/* ROLE_UNSET */
	uint8_t		family_all;	/* no family block, or all */
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
};

/* api blocks and processes: parsed and checked; used by a later change. */
struct conf_process {
	char		name[CONF_NAME_MAX];
	char		run[CONF_PATH_MAX * 2];	/* argv joined by NUL, ends with two */
	char		user[CONF_NAME_MAX];
	char		group[CONF_NAME_MAX];
	uint8_t		json;
	uint8_t		respawn;
	uint8_t		api_version;
	uint8_t		pad;
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

#endif
