/* SPDX-License-Identifier: ISC */
/*
 * A neighbour's words in canonical text: what differs from the defaults, in
 * a fixed order, inheritance resolved.
 */
#include <string.h>

#include "config/conf_api.h"
#include "config/conf_capability.h"
#include "config/conf_line.h"
#include "config/conf_neighbor.h"
#include "config/conf_print_neighbor.h"
#include "config/conf_secret.h"
#include "config/conf_tcp_ao.h"

static void
print_asn(struct wbuf *out, const char *word, uint32_t as)
{
	if (as == 0)
		conf_line_string(out, 1, word, "auto");
	else
		conf_line_number(out, 1, word, as);
}

static void
print_session(struct wbuf *out, const struct conf_neighbor *n)
{
	struct addr id = addr_v4(n->router_id);

	if (n->description[0] != '\0')
		conf_line_string(out, 1, "description", n->description);
	if (n->group[0] != '\0')
		conf_line_string(out, 1, "group", n->group);
	if (n->router_id != 0)
		conf_line_addr(out, 1, "router-id", &id);
	if (n->local.af != ADDR_NONE)
		conf_line_addr(out, 1, "local-address", &n->local);
	if (n->local_ll.af != ADDR_NONE)
		conf_line_addr(out, 1, "local-link-local", &n->local_ll);
	if (n->interface[0] != '\0')
		conf_line_string(out, 1, "source-interface", n->interface);
	print_asn(out, "local-as", n->local_as);
	print_asn(out, "peer-as", n->peer_as);
	if (n->host_name[0] != '\0')
		conf_line_string(out, 1, "host-name", n->host_name);
	if (n->domain_name[0] != '\0')
		conf_line_string(out, 1, "domain-name", n->domain_name);
	if (n->hold_time != CONF_HOLD_DEFAULT)
		conf_line_number(out, 1, "hold-time", n->hold_time);
	if (n->min_hold_time != 0)
		conf_line_number(out, 1, "min-hold-time", n->min_hold_time);
	if (n->rate_limit != 0)
		conf_line_number(out, 1, "rate-limit", n->rate_limit);
	if (n->passive)
		conf_line_bool(out, 1, "passive", true);
	if (n->listen_port != 0)
		conf_line_number(out, 1, "listen", n->listen_port);
	if (n->connect_port != 0)
		conf_line_number(out, 1, "connect", n->connect_port);
	if (n->ttl_out != 0)
		conf_line_number(out, 1, "outgoing-ttl", n->ttl_out);
	if (n->ttl_in != 0)
		conf_line_number(out, 1, "incoming-ttl", n->ttl_in);
	if (n->range_limit != 0)
		conf_line_number(out, 1, "range-limit", n->range_limit);
}

static void
print_behaviour(struct wbuf *out, const struct conf_neighbor *n)
{
	if (!n->group_updates)
		conf_line_bool(out, 1, "group-updates", false);
	if (!n->auto_flush)
		conf_line_bool(out, 1, "auto-flush", false);
	if (!n->adj_rib_in)
		conf_line_bool(out, 1, "adj-rib-in", false);
	if (!n->adj_rib_out)
		conf_line_bool(out, 1, "adj-rib-out", false);
	if (n->manual_eor)
		conf_line_bool(out, 1, "manual-eor", true);
	if (n->reject_as_set)
		conf_line_bool(out, 1, "reject-as-set", true);
	if (n->prefix_sid)
		conf_line_bool(out, 1, "accept-prefix-sid", true);
	if (n->mp_error_disable)
		conf_line_string(out, 1, "mp-error", "disable");
	if (n->flow_validation != CONF_FLOW_AS_PATH)
		conf_line_string(out, 1, "flow-validation",
		    conf_neighbor_flow[n->flow_validation]);
}

/* A key that no quoted word can say is said in base64. */
static void
print_secret(struct wbuf *out, int depth, const char *word,
    const char *base64_word, const struct conf_key *k)
{
	char text[CONF_SECRET_MAX];
	bool plain = true, one = false, two = false;
	unsigned i;

	for (i = 0; i < k->len; i++) {
		plain = plain && k->key[i] >= ' ' && k->key[i] < 0x7f;
		one |= k->key[i] == '"';
		two |= k->key[i] == '\'';
	}
	if (plain && !(one && two)) {
		memcpy(text, k->key, k->len);
		text[k->len] = '\0';
	} else {
		conf_line_bool(out, depth, base64_word, true);
		conf_secret_base64(k->key, k->len, text);
	}
	conf_line_string(out, depth, word, text);
	explicit_bzero(text, sizeof(text));
}

static void
print_ao(struct wbuf *out, const struct conf_key *k)
{
	wbuf_printf(out, "\t\tkey %u {\n", k->send_id);
	if (k->recv_id != k->send_id)
		conf_line_number(out, 3, "receive", k->recv_id);
	if (k->algorithm >= 1 && k->algorithm <= 3)
		conf_line_string(out, 3, "algorithm",
		    conf_tcp_ao_algorithms[k->algorithm - 1]);
	print_secret(out, 3, "password", "base64", k);
	if (k->preferred)
		conf_line_bool(out, 3, "preferred", true);
	wbuf_str(out, "\t\t}\n");
}

static void
print_keys(struct wbuf *out, const struct conf_neighbor *n,
    const struct conf_key *keys, size_t nkeys)
{
	bool open = false, any = false;
	size_t i;

	if (n->md5_ip.af != ADDR_NONE)
		conf_line_addr(out, 1, "md5-ip", &n->md5_ip);
	for (i = 0; i < nkeys; i++) {
		if (keys[i].neighbor != n->id)
			continue;
		any = true;
		if (keys[i].kind == CONF_KEY_MD5) {
			print_secret(out, 1, "md5-password", "md5-base64",
			    &keys[i]);
			continue;
		}
		if (!open)
			wbuf_str(out, "\ttcp-ao {\n");
		open = true;
		print_ao(out, &keys[i]);
	}
	if (open)
		wbuf_str(out, "\t}\n");
	if (n->key_kind != CONF_KEY_NONE && !any)
		wbuf_printf(out, "\t# %s, not shown\n",
		    n->key_kind == CONF_KEY_MD5 ? "md5-password" : "tcp-ao");
}

static void
print_require(struct wbuf *out, const struct conf_neighbor *n)
{
	static const char *const words[] = {
		"multiprotocol", "asn4", "nexthop", "add-path", "paths-limit",
		"graceful-restart", "route-refresh", "enhanced-route-refresh",
		"extended-message", "role", "long-lived-graceful-restart",
		"host-name", "software-version", "link-local-nexthop"
	};
	uint8_t code;
	size_t i;

	if ((n->require[0] | n->require[1]) == 0)
		return;
	wbuf_str(out, "\t\trequire [");
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		code = capability_by_word(words[i]);
		if (code > 0 && code < 128 &&
		    (n->require[code / 64] >> (code % 64) & 1) != 0)
			wbuf_printf(out, " %s", words[i]);
	}
	wbuf_str(out, " ];\n");
}

static void
print_capability_words(struct wbuf *out, const struct conf_neighbor *n)
{
	const struct {
		const char	*word;
		uint8_t		 on;
		bool		 usual;
	} flags[] = {
		{ "asn4", n->as4, true },
		{ "route-refresh", n->route_refresh, false },
		{ "multi-session", n->multi_session, false },
		{ "operational", n->operational, false },
		{ "aigp", n->aigp, false },
		{ "nexthop", n->nexthop_cap, n->enh_families != 0 },
		{ "extended-message", n->extended_message, true },
		{ "software-version", n->software_version, false },
		{ "link-local-nexthop", n->link_local_nexthop, false },
		{ "link-local-prefer", n->link_local_prefer, false },
		{ "graceful-notification", n->gr_notification, false },
	};
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if ((flags[i].on != 0) != flags[i].usual)
			conf_line_bool(out, 2, flags[i].word,
			    flags[i].on != 0);
	if (n->gr_time != 0)
		conf_line_number(out, 2, "graceful-restart", n->gr_time);
	if (n->llgr_time != 0)
		conf_line_number(out, 2, "long-lived-graceful-restart",
		    n->llgr_time);
	if (n->add_path != 0)
		conf_line_string(out, 2, "add-path",
		    conf_capability_add_path[n->add_path]);
	if (n->role != ROLE_UNSET)
		conf_line_string(out, 2, "role",
		    conf_capability_roles[n->role]);
	print_require(out, n);
}

static void
print_capability(struct wbuf *out, const struct conf_neighbor *n)
{
	size_t before = out->len, body;

	wbuf_str(out, "\tcapability {\n");
	body = out->len;
	print_capability_words(out, n);
	if (out->len == body)
		wbuf_truncate(out, before);
	else
		wbuf_str(out, "\t}\n");
}

static void
print_family(struct wbuf *out, unsigned f)
{
	wbuf_printf(out, "\t\t%s %s", family_info(f)->afi_word,
	    family_info(f)->safi_word);
}

static void
print_add_path(struct wbuf *out, const struct conf_neighbor *n)
{
	family_mask all = 0;
	bool limits = false;
	unsigned i;

	for (i = 0; i < n->nfamilies; i++)
		all |= (family_mask)1 << n->families[i];
	for (i = 0; i < FAMILY_MAX; i++)
		limits |= n->paths_limit[i] != 0;
	if (n->add_path == 0 || (n->add_path_families == all && !limits))
		return;
	wbuf_str(out, "\tadd-path {\n");
	for (i = 0; i < FAMILY_MAX; i++) {
		if ((n->add_path_families >> i & 1) == 0)
			continue;
		print_family(out, i);
		if (n->paths_limit[i] != 0)
			wbuf_printf(out, " limit %u", n->paths_limit[i]);
		wbuf_str(out, ";\n");
	}
	wbuf_str(out, "\t}\n");
}

static void
print_limits(struct wbuf *out, const struct conf_neighbor *n)
{
	bool open = false;
	unsigned i;

	for (i = 0; i < FAMILY_MAX; i++) {
		if (n->limits[i].max == 0)
			continue;
		if (!open)
			wbuf_str(out, "\tprefix-limit {\n");
		open = true;
		print_family(out, i);
		wbuf_printf(out, " %u", n->limits[i].max);
		if (n->limits[i].warn != 0)
			wbuf_printf(out, " warn %u%%", n->limits[i].warn);
		if (n->limits[i].restart != 0)
			wbuf_printf(out, " restart %u",
			    n->limits[i].restart);
		wbuf_str(out, ";\n");
	}
	if (open)
		wbuf_str(out, "\t}\n");
}

static void
print_families(struct wbuf *out, const struct conf_neighbor *n)
{
	unsigned i;

	if (!n->family_all) {
		wbuf_str(out, "\tfamily {\n");
		for (i = 0; i < n->nfamilies; i++) {
			print_family(out, n->families[i]);
			wbuf_str(out, ";\n");
		}
		wbuf_str(out, "\t}\n");
	}
	print_capability(out, n);
	print_add_path(out, n);
	if (n->enh_families == 0)
		return;
	wbuf_str(out, "\tnexthop {\n");
	for (i = 0; i < FAMILY_MAX; i++) {
		if ((n->enh_families >> i & 1) == 0)
			continue;
		print_family(out, i);
		wbuf_str(out, " ipv6;\n");
	}
	wbuf_str(out, "\t}\n");
}

void
conf_print_neighbor_words(struct wbuf *out, const struct conf_neighbor *n,
    const struct conf_key *keys, size_t nkeys)
{
	print_session(out, n);
	print_keys(out, n, keys, nkeys);
	print_behaviour(out, n);
	print_families(out, n);
	print_limits(out, n);
}

static void
print_messages(struct wbuf *out, const char *word, unsigned bits)
{
	unsigned i;

	if (bits == 0)
		return;
	wbuf_printf(out, "\t\t%s {", word);
	for (i = 0; conf_api_flags[i] != NULL; i++)
		if ((bits >> i & 1) != 0)
			wbuf_printf(out, " %s;", conf_api_flags[i]);
	wbuf_str(out, " }\n");
}

void
conf_print_neighbor_api(struct wbuf *out, const struct conf_api *a)
{
	const char *p;

	wbuf_str(out, "\tapi ");
	if (a->name[0] != '\0') {
		token_print(out, a->name);
		wbuf_u8(out, ' ');
	}
	wbuf_str(out, "{\n");
	if (a->processes[0] != '\0') {
		wbuf_printf(out, "\t\tprocesses%s [",
		    a->match ? "-match" : "");
		for (p = a->processes; *p != '\0'; p += strlen(p) + 1) {
			wbuf_u8(out, ' ');
			token_print(out, p);
		}
		wbuf_str(out, " ];\n");
	}
	if (a->neighbor_changes)
		conf_line_bool(out, 2, "neighbor-changes", true);
	if (a->negotiated)
		conf_line_bool(out, 2, "negotiated", true);
	if (a->fsm)
		conf_line_bool(out, 2, "fsm", true);
	if (a->signal)
		conf_line_bool(out, 2, "signal", true);
	print_messages(out, "receive", a->receive);
	print_messages(out, "send", a->send);
	wbuf_str(out, "\t}\n");
}
