/* SPDX-License-Identifier: ISC */
/*
 * A neighbour, template or group as it is being read, and how one inherits
 * from another: what was written in the inheriting one wins, lists extend.
 */
#ifndef CONFIG_CONF_DEF_H
#define CONFIG_CONF_DEF_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_block.h"

/* Scalars that inherit by name; one bit each in conf_def.set. */
enum conf_field {
	FIELD_LOCAL, FIELD_LOCAL_LL, FIELD_MD5_IP, FIELD_INTERFACE,
	FIELD_LOCAL_AS, FIELD_PEER_AS, FIELD_ROUTER_ID, FIELD_HOLD_TIME,
	FIELD_MIN_HOLD_TIME, FIELD_LISTEN, FIELD_CONNECT, FIELD_TTL_IN,
	FIELD_TTL_OUT, FIELD_GROUP_UPDATES, FIELD_ADJ_RIB_IN,
	FIELD_ADJ_RIB_OUT, FIELD_MANUAL_EOR, FIELD_AUTO_FLUSH,
	FIELD_REJECT_AS_SET, FIELD_PREFIX_SID, FIELD_MP_ERROR,
	FIELD_RATE_LIMIT, FIELD_RANGE_LIMIT, FIELD_PASSIVE,
	FIELD_DESCRIPTION, FIELD_GROUP,
	FIELD_HOST_NAME, FIELD_DOMAIN_NAME, FIELD_FLOW_VALIDATION,
	FIELD_AS4, FIELD_ROUTE_REFRESH, FIELD_EXTENDED_MESSAGE,
	FIELD_ADD_PATH, FIELD_SOFTWARE_VERSION, FIELD_LINK_LOCAL_NEXTHOP,
	FIELD_LINK_LOCAL_PREFER, FIELD_MULTI_SESSION, FIELD_OPERATIONAL,
	FIELD_AIGP, FIELD_NEXTHOP, FIELD_ROLE, FIELD_GR, FIELD_LLGR,
	FIELD_GR_NOTIFICATION,
	FIELD_MD5, FIELD_MD5_BASE64, FIELD_PEER_ADDRESS,
	FIELD_MAX
};

enum {
	CONF_AO_MAX = 16, CONF_SECRET_MAX = 128,
	CONF_GR_HOLD = 0xffff,		/* gr_time: as the hold time */
};

enum conf_def_kind { DEF_NEIGHBOR, DEF_TEMPLATE, DEF_GROUP };
enum conf_base64 { BASE64_NO, BASE64_YES, BASE64_AUTO };

/* Where routes of one family stand first, for errors found later. */
struct conf_route_use {
	uint32_t	n;
	uint32_t	line;
	uint32_t	col;
	uint32_t	self_line;	/* next-hop self, 0 none */
	uint32_t	self_col;
	uint32_t	other_line;	/* next hop of the other family */
	uint32_t	other_col;
};

struct conf_inherit {
	char		name[CONF_NAME_MAX];
	uint32_t	line;
	uint32_t	col;
};

struct conf_def {
	struct conf_neighbor	n;
	enum conf_def_kind	kind;
	uint32_t		line;
	uint32_t		col;
	char			name[CONF_NAME_MAX];
	uint64_t		set;		/* bit per enum conf_field */
	struct addr		peer_address;
	bool			bad;		/* no checks: header is wrong */
	bool			has_families;	/* a family block */
	bool			families_all;
	bool			has_add_path;	/* an add-path block */
	char			md5[CONF_SECRET_MAX];
	uint8_t			md5_base64;	/* enum conf_base64 */
	struct conf_key		ao[CONF_AO_MAX];
	unsigned		nao;
	unsigned		ninherit;
	struct conf_inherit	*inherit;
	struct conf_def		**parents;	/* all, each once */
	unsigned		nparents;
	struct conf_def		*group;		/* read inside of it */
	/* of resolving: 0, 1 begun, 2 */
	unsigned		state;
	struct conf_api		*apis;
	size_t			napis;
	/* operational_pack's, one behind the other */
	struct wbuf		operational;
	unsigned		noperational;
	/* two octets of length and conf_route_pack's, one behind the other */
	struct wbuf		routes;
	uint32_t		attrs_serial;	/* of the route parser */
	uint32_t		attrs;		/* its number in the image */
	struct conf_route_use	use[FAMILY_MAX];
	struct conf_rule	*rules;		/* conf_flow.h */
	size_t			nrules;
	/* neighbours that say these routes */
	uint16_t		*targets;
	size_t			ntargets;
};

struct conf_def *conf_def_new(struct conf_ctx *c, enum conf_def_kind kind,
	    uint32_t line, uint32_t col);
void	conf_def_free(struct conf_def *d);
bool	conf_def_has(const struct conf_def *d, enum conf_field f);
void	conf_def_mark(struct conf_def *d, enum conf_field f);
/* The place of a field, and its size. */
void	*conf_def_field(struct conf_def *d, enum conf_field f, size_t *size);
/* Scalars that from has and d lacks; lists: from's behind d's own. */
void	conf_def_inherit(struct conf_def *d, const struct conf_def *from);
void	conf_def_extend(struct conf_def *d, const struct conf_def *from);
void	conf_def_target(struct conf_def *d, uint16_t id);

#endif
