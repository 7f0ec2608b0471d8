/* SPDX-License-Identifier: ISC */
/*
 * One table says which fields a word of the grammar stands for, and which of
 * them a session was opened with (RFC 4271 4.2: its OPEN, and how it was
 * connected); the rest may change under it.
 */
#include <stddef.h>
#include <string.h>

#include "config/conf_diff.h"

enum word {
	W_LOCAL_ADDRESS, W_LOCAL_LINK_LOCAL, W_SOURCE_INTERFACE, W_ROUTER_ID,
	W_LOCAL_AS, W_PEER_AS, W_DESCRIPTION, W_HOST_NAME, W_DOMAIN_NAME,
	W_HOLD_TIME, W_MIN_HOLD_TIME, W_RATE_LIMIT, W_PASSIVE, W_LISTEN,
	W_CONNECT, W_OUTGOING_TTL, W_INCOMING_TTL, W_MD5_PASSWORD, W_MD5_IP,
	W_TCP_AO, W_GROUP_UPDATES, W_AUTO_FLUSH, W_ADJ_RIB_IN, W_ADJ_RIB_OUT,
	W_MANUAL_EOR, W_GROUP, W_RANGE_LIMIT, W_MP_ERROR, W_REJECT_AS_SET,
	W_PREFIX_SID, W_FLOW_VALIDATION, W_PREFIX_LIMIT, W_FAMILY,
	W_ADD_PATH, W_NEXTHOP,
	W_ASN4, W_ROUTE_REFRESH, W_GRACEFUL_RESTART, W_MULTI_SESSION,
	W_OPERATIONAL, W_AIGP, W_EXTENDED_MESSAGE, W_SOFTWARE_VERSION,
	W_LINK_LOCAL_NEXTHOP, W_LINK_LOCAL_PREFER, W_ROLE, W_REQUIRE,
	W_GRACEFUL_NOTIFICATION, W_LONG_LIVED, W_MAX
};
static_assert(W_MAX <= 64, "a bit for each word");

static const char *const words[] = {
	[W_LOCAL_ADDRESS]	= "local-address",
	[W_LOCAL_LINK_LOCAL]	= "local-link-local",
	[W_SOURCE_INTERFACE]	= "source-interface",
	[W_ROUTER_ID]		= "router-id",
	[W_LOCAL_AS]		= "local-as",
	[W_PEER_AS]		= "peer-as",
	[W_DESCRIPTION]		= "description",
	[W_HOST_NAME]		= "host-name",
	[W_DOMAIN_NAME]		= "domain-name",
	[W_HOLD_TIME]		= "hold-time",
	[W_MIN_HOLD_TIME]	= "min-hold-time",
	[W_RATE_LIMIT]		= "rate-limit",
	[W_PASSIVE]		= "passive",
	[W_LISTEN]		= "listen",
	[W_CONNECT]		= "connect",
	[W_OUTGOING_TTL]	= "outgoing-ttl",
	[W_INCOMING_TTL]	= "incoming-ttl",
	[W_MD5_PASSWORD]	= "md5-password",
	[W_MD5_IP]		= "md5-ip",
	[W_TCP_AO]		= "tcp-ao",
	[W_GROUP_UPDATES]	= "group-updates",
	[W_AUTO_FLUSH]		= "auto-flush",
	[W_ADJ_RIB_IN]		= "adj-rib-in",
	[W_ADJ_RIB_OUT]		= "adj-rib-out",
	[W_MANUAL_EOR]		= "manual-eor",
	[W_GROUP]		= "group",
	[W_RANGE_LIMIT]		= "range-limit",
	[W_MP_ERROR]		= "mp-error",
	[W_REJECT_AS_SET]	= "reject-as-set",
	[W_PREFIX_SID]		= "accept-prefix-sid",
	[W_FLOW_VALIDATION]	= "flow-validation",
	[W_PREFIX_LIMIT]	= "prefix-limit",
	[W_FAMILY]		= "family",
	[W_ADD_PATH]		= "add-path",
	[W_NEXTHOP]		= "nexthop",
	[W_ASN4]		= "asn4",
	[W_ROUTE_REFRESH]	= "route-refresh",
	[W_GRACEFUL_RESTART]	= "graceful-restart",
	[W_MULTI_SESSION]	= "multi-session",
	[W_OPERATIONAL]		= "operational",
	[W_AIGP]		= "aigp",
	[W_EXTENDED_MESSAGE]	= "extended-message",
	[W_SOFTWARE_VERSION]	= "software-version",
	[W_LINK_LOCAL_NEXTHOP]	= "link-local-nexthop",
	[W_LINK_LOCAL_PREFER]	= "link-local-prefer",
	[W_ROLE]		= "role",
	[W_REQUIRE]		= "require",
	[W_GRACEFUL_NOTIFICATION] = "graceful-notification",
	[W_LONG_LIVED]		= "long-lived-graceful-restart",
};
static_assert(sizeof(words) / sizeof(words[0]) == W_MAX, "every word");

#define FIELD(m) offsetof(struct conf_neighbor, m), \
	sizeof(((struct conf_neighbor *)NULL)->m)
#define OPENED_WITH(m, w)	{ FIELD(m), w, true }
#define ELSE(m, w)		{ FIELD(m), w, false }

static const struct field {
	size_t	at;
	size_t	len;
	uint8_t	word;
	bool	restarts;
} fields[] = {
	OPENED_WITH(remote, W_LOCAL_ADDRESS),	/* never: it is the key */
	OPENED_WITH(remote_plen, W_LOCAL_ADDRESS),
	OPENED_WITH(local, W_LOCAL_ADDRESS),
	OPENED_WITH(interface, W_SOURCE_INTERFACE),
	OPENED_WITH(passive, W_PASSIVE),
	OPENED_WITH(ttl_out, W_OUTGOING_TTL),
	OPENED_WITH(local_ll, W_LOCAL_LINK_LOCAL),
	OPENED_WITH(md5_ip, W_MD5_IP),
	OPENED_WITH(local_as, W_LOCAL_AS),
	OPENED_WITH(peer_as, W_PEER_AS),
	OPENED_WITH(router_id, W_ROUTER_ID),
	OPENED_WITH(hold_time, W_HOLD_TIME),
	OPENED_WITH(min_hold_time, W_MIN_HOLD_TIME),
	OPENED_WITH(connect_port, W_CONNECT),
	OPENED_WITH(ttl_in, W_INCOMING_TTL),
	OPENED_WITH(gr_time, W_GRACEFUL_RESTART),
	OPENED_WITH(gr_notification, W_GRACEFUL_NOTIFICATION),
	OPENED_WITH(llgr_time, W_LONG_LIVED),
	OPENED_WITH(as4, W_ASN4),
	OPENED_WITH(route_refresh, W_ROUTE_REFRESH),
	OPENED_WITH(extended_message, W_EXTENDED_MESSAGE),
	OPENED_WITH(add_path, W_ADD_PATH),
	OPENED_WITH(add_path_families, W_ADD_PATH),
	OPENED_WITH(software_version, W_SOFTWARE_VERSION),
	OPENED_WITH(link_local_nexthop, W_LINK_LOCAL_NEXTHOP),
	OPENED_WITH(multi_session, W_MULTI_SESSION),
	OPENED_WITH(operational, W_OPERATIONAL),
	OPENED_WITH(nexthop_cap, W_NEXTHOP),
	OPENED_WITH(enh_families, W_NEXTHOP),
	OPENED_WITH(role, W_ROLE),
	OPENED_WITH(nfamilies, W_FAMILY),
	OPENED_WITH(families, W_FAMILY),
	OPENED_WITH(require, W_REQUIRE),
	OPENED_WITH(host_name, W_HOST_NAME),
	OPENED_WITH(domain_name, W_DOMAIN_NAME),
	OPENED_WITH(clone_first, W_RANGE_LIMIT),
	OPENED_WITH(clones, W_RANGE_LIMIT),
	ELSE(listen_port, W_LISTEN),
	ELSE(group_updates, W_GROUP_UPDATES),
	ELSE(adj_rib_in, W_ADJ_RIB_IN),
	ELSE(adj_rib_out, W_ADJ_RIB_OUT),
	ELSE(manual_eor, W_MANUAL_EOR),
	ELSE(auto_flush, W_AUTO_FLUSH),
	ELSE(reject_as_set, W_REJECT_AS_SET),
	ELSE(prefix_sid, W_PREFIX_SID),
	ELSE(mp_error_disable, W_MP_ERROR),
	ELSE(rate_limit, W_RATE_LIMIT),
	ELSE(range_limit, W_RANGE_LIMIT),
	ELSE(link_local_prefer, W_LINK_LOCAL_PREFER),
	ELSE(aigp, W_AIGP),
	ELSE(family_all, W_FAMILY),
	ELSE(limits, W_PREFIX_LIMIT),
	ELSE(description, W_DESCRIPTION),
	ELSE(group, W_GROUP),
	ELSE(paths_limit, W_ADD_PATH),
	ELSE(flow_validation, W_FLOW_VALIDATION),
};

static const char *const settings[] = {
	[CONF_SETTING_LISTEN]	= "listen",
	[CONF_SETTING_CONTROL]	= "control",
	[CONF_SETTING_LOG]	= "log",
	[CONF_SETTING_USER]	= "user",
	[CONF_SETTING_PROCESS]	= "process",
};
static_assert(sizeof(settings) / sizeof(settings[0]) == CONF_SETTING_MAX,
    "every setting");

uint64_t
conf_diff_key(enum conf_key_kind kind)
{
	switch (kind) {
	case CONF_KEY_NONE:
		break;
	case CONF_KEY_MD5:
		return UINT64_C(1) << W_MD5_PASSWORD;
	case CONF_KEY_AO:
		return UINT64_C(1) << W_TCP_AO;
	}
	return 0;
}

struct conf_diff
conf_diff_neighbor(const struct conf_neighbor *a,
    const struct conf_neighbor *b)
{
	const char *x = (const char *)a, *y = (const char *)b;
	struct conf_diff d = { 0 };
	const struct field *f;

	if (memcmp(a, b, sizeof(*a)) == 0)
		return d;
	for (f = fields; f < fields + sizeof(fields) / sizeof(fields[0]);
	    f++) {
		if (memcmp(x + f->at, y + f->at, f->len) == 0)
			continue;
		d.words |= UINT64_C(1) << f->word;
		d.restarts |= f->restarts;
	}
	if (a->key_kind != b->key_kind) {
		d.words |= conf_diff_key((enum conf_key_kind)a->key_kind) |
		    conf_diff_key((enum conf_key_kind)b->key_kind);
		d.restarts = true;
	}
	return d;
}

const char *
conf_diff_word(unsigned bit)
{
	return bit < W_MAX ? words[bit] : NULL;
}

const char *
conf_diff_setting(unsigned setting)
{
	return setting < CONF_SETTING_MAX ? settings[setting] : NULL;
}
