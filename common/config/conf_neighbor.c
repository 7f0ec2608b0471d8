/* SPDX-License-Identifier: ISC */
/*
 * A neighbour's words.  A range (neighbor 192.0.2.0/24) is a neighbour whose
 * prefix is not a whole address.  What depends on several words, or on what a
 * template says, is checked when the whole file was read.
 */
#include <string.h>

#include "base/log.h"
#include "bgp/prefix.h"
#include "config/conf_api.h"
#include "config/conf_capability.h"
#include "config/conf_family.h"
#include "config/conf_neighbor.h"
#include "config/conf_operational.h"
#include "config/conf_routes.h"
#include "config/conf_tcp_ao.h"
#include "config/conf_value.h"

const char *const conf_neighbor_flow[] = { "as-path", "strict", "off", NULL };

static int
local_address(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;

	if (!token_accept(t, "auto"))
		return conf_field_addr(c, obj, w, t);
	conf_def_mark(d, FIELD_LOCAL);
	memset(&d->n.local, 0, sizeof(d->n.local));
	return 0;
}

static int
link_local(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok = token_peek(t);

	if (conf_field_addr(c, obj, w, t) == -1)
		return -1;
	if (!addr_is_link_local(&d->n.local_ll))
		return text_error_token(&c->e, tok, "%s: '%.64s' is not in "
		    "fe80::/10", w->word, tok->s);
	return 0;
}

static int
router_id(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok = token_peek(t);
	struct addr a;

	conf_def_mark(d, FIELD_ROUTER_ID);
	if (conf_value_addr(c, t, w->word, &a) == -1)
		return -1;
	/* RFC 6286: any four octets but zero */
	if (a.af != ADDR_V4 || addr_v4_host(&a) == 0)
		return text_error_token(&c->e, tok, "%s: '%.64s' is not a "
		    "dotted quad other than 0.0.0.0", w->word, tok->s);
	d->n.router_id = addr_v4_host(&a);
	return 0;
}

static int
hold_time(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok = token_peek(t);
	uint32_t v;

	conf_def_mark(d, w->arg);
	if (conf_value_number(c, t, w->word, 0, 65535, &v) == -1)
		return -1;
	if (v == 1 || v == 2)
		return text_error_token(&c->e, tok, "%s: %u is not 0 or from "
		    "3 to 65535", w->word, v);
	if (w->arg == FIELD_HOLD_TIME)
		d->n.hold_time = (uint16_t)v;
	else
		d->n.min_hold_time = (uint16_t)v;
	return 0;
}

static int
rate_limit(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;

	conf_def_mark(d, FIELD_RATE_LIMIT);
	d->n.rate_limit = 0;
	if (conf_value_disabled(t))
		return 0;
	return conf_value_number(c, t, w->word, 1, 10000000,
	    &d->n.rate_limit);
}

static int
ttl(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	uint32_t v = 0;
	size_t size;
	uint8_t *p = conf_def_field(d, w->arg, &size);

	conf_def_mark(d, w->arg);
	if (!conf_value_disabled(t) &&
	    conf_value_number(c, t, w->word, 0, 255, &v) == -1)
		return -1;
	*p = (uint8_t)v;
	return 0;
}

/* RFC 5082: the neighbour is at most N hops away. */
static int
ttl_security(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	uint32_t v;

	conf_def_mark(d, FIELD_TTL_IN);
	conf_def_mark(d, FIELD_TTL_OUT);
	if (conf_value_number(c, t, w->word, 1, 255, &v) == -1)
		return -1;
	d->n.ttl_out = 255;
	d->n.ttl_in = (uint8_t)(256 - v);
	return 0;
}

static int
md5_base64(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;

	conf_def_mark(d, FIELD_MD5_BASE64);
	if (token_accept(t, "auto")) {
		d->md5_base64 = BASE64_AUTO;
		return 0;
	}
	return conf_value_bool(c, t, w->word, false, &d->md5_base64);
}

static int
mp_error(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	static const char *const words[] = { "reset", "disable", NULL };
	struct conf_def *d = obj;
	int i;

	conf_def_mark(d, FIELD_MP_ERROR);
	i = conf_value_choice(c, t, w->word, words);
	if (i == -1)
		return -1;
	d->n.mp_error_disable = (uint8_t)i;
	return 0;
}

static int
flow_validation(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	int i;

	conf_def_mark(d, FIELD_FLOW_VALIDATION);
	i = conf_value_choice(c, t, w->word, conf_neighbor_flow);
	if (i == -1)
		return -1;
	d->n.flow_validation = (uint8_t)i;
	return 0;
}

/* Free text: what is too long is cut, as nothing depends on it. */
static int
description(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok = token_peek(t);
	size_t n;

	if (tok == NULL || strlen(tok->s) < sizeof(d->n.description))
		return conf_field_string(c, obj, w, t);
	conf_def_mark(d, FIELD_DESCRIPTION);
	conf_warn_at(c, tok->line, tok->col, "description: cut to %zu octets",
	    sizeof(d->n.description) - 1);
	/* not in the middle of a UTF-8 character */
	for (n = sizeof(d->n.description) - 1;
	    n > 0 && ((unsigned char)tok->s[n] & 0xc0) == 0x80; n--)
		;
	memset(d->n.description, 0, sizeof(d->n.description));
	memcpy(d->n.description, tok->s, n);
	t->at++;
	return 0;
}

static int
inherit(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok;
	struct conf_inherit *i;
	int open = 0, r;

	while ((tok = conf_value_list(c, t, w->word, &open, &r)) != NULL) {
		if (strlen(tok->s) >= sizeof(i->name))
			return text_error_token(&c->e, tok, "%s: no template "
			    "'%.64s…'", w->word, tok->s);
		d->inherit = xreallocarray(d->inherit, d->ninherit + 1,
		    sizeof(*d->inherit));
		i = &d->inherit[d->ninherit++];
		memset(i->name, 0, sizeof(i->name));
		memcpy(i->name, tok->s, strlen(tok->s));
		i->line = tok->line;
		i->col = tok->col;
	}
	return r;
}

/* Words of 3.4 whose successors have other names. */
static int
renamed(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)obj;
	t->at = 0;
	return text_error_at(&c->e, t, "'%s' is written 'md5-password' since "
	    "ExaBGP 4", w->word);
}

#define BOOL(word, field, bare, since) \
	{ word, conf_field_bool, NULL, since, field, bare, 0 }
#define NUMBER(word, field, min, max, since) \
	{ word, conf_field_number, NULL, since, field, min, max }
#define STRING(word, field, since) \
	{ word, conf_field_string, NULL, since, field, 0, 0 }
#define WORD(word, parse, field, since) \
	{ word, parse, NULL, since, field, 0, 0 }
#define BLOCK(word, parse, since) \
	{ word, NULL, parse, since, 0, 0, 0 }

#define BODY \
	WORD("peer-address", conf_field_addr, FIELD_PEER_ADDRESS, "4"), \
	WORD("local-address", local_address, FIELD_LOCAL, "3"), \
	WORD("local-link-local", link_local, FIELD_LOCAL_LL, "6"), \
	STRING("source-interface", FIELD_INTERFACE, "5"), \
	WORD("router-id", router_id, FIELD_ROUTER_ID, "3"), \
	WORD("local-as", conf_field_asn, FIELD_LOCAL_AS, "3"), \
	WORD("peer-as", conf_field_asn, FIELD_PEER_AS, "3"), \
	WORD("description", description, FIELD_DESCRIPTION, "3"), \
	STRING("host-name", FIELD_HOST_NAME, "4"), \
	STRING("domain-name", FIELD_DOMAIN_NAME, "4"), \
	WORD("hold-time", hold_time, FIELD_HOLD_TIME, "3"), \
	WORD("rate-limit", rate_limit, FIELD_RATE_LIMIT, "4"), \
	BOOL("passive", FIELD_PASSIVE, 1, "3"), \
	NUMBER("listen", FIELD_LISTEN, 1, 65535, "4"), \
	NUMBER("connect", FIELD_CONNECT, 1, 65535, "4"), \
	WORD("outgoing-ttl", ttl, FIELD_TTL_OUT, "4"), \
	WORD("incoming-ttl", ttl, FIELD_TTL_IN, "4"), \
	STRING("md5-password", FIELD_MD5, "3.4"), \
	WORD("md5-base64", md5_base64, FIELD_MD5_BASE64, "4"), \
	WORD("md5-ip", conf_field_addr, FIELD_MD5_IP, "4"), \
	BOOL("group-updates", FIELD_GROUP_UPDATES, 1, "3"), \
	BOOL("auto-flush", FIELD_AUTO_FLUSH, 1, "3"), \
	BOOL("adj-rib-in", FIELD_ADJ_RIB_IN, 0, "4"), \
	BOOL("adj-rib-out", FIELD_ADJ_RIB_OUT, 0, "3"), \
	BOOL("manual-eor", FIELD_MANUAL_EOR, 0, "4"), \
	WORD("inherit", inherit, 0, "4"), \
	STRING("group", FIELD_GROUP, "herald"), \
	NUMBER("range-limit", FIELD_RANGE_LIMIT, 1, 65535, "herald"), \
	WORD("min-hold-time", hold_time, FIELD_MIN_HOLD_TIME, "herald"), \
	WORD("mp-error", mp_error, FIELD_MP_ERROR, "herald"), \
	BOOL("reject-as-set", FIELD_REJECT_AS_SET, 1, "herald"), \
	BOOL("accept-prefix-sid", FIELD_PREFIX_SID, 1, "herald"), \
	WORD("flow-validation", flow_validation, FIELD_FLOW_VALIDATION, \
	    "herald"), \
	WORD("ttl-security", ttl_security, FIELD_TTL_IN, "herald"), \
	BLOCK("prefix-limit", conf_family_prefix_limit, "herald"), \
	BLOCK("family", conf_family_block, "3"), \
	BLOCK("capability", conf_capability_block, "3"), \
	BLOCK("add-path", conf_family_add_path, "4"), \
	BLOCK("nexthop", conf_family_nexthop, "4.1"), \
	BLOCK("api", conf_api_block, "4"), \
	BLOCK("static", conf_routes_static, "3"), \
	BLOCK("announce", conf_routes_announce, "4"), \
	BLOCK("tcp-ao", conf_tcp_ao_block, "6"), \
	BLOCK("flow", conf_routes_flow, "3"), \
	BLOCK("l2vpn", conf_routes_l2vpn, "3"), \
	BLOCK("operational", conf_operational_block, "3.3"), \
	WORD("md5", renamed, 0, "3")

const struct conf_word conf_neighbor_words[] = {
	BODY,
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

const struct conf_word conf_neighbor_group_words[] = {
	BLOCK("neighbor", conf_neighbor_block, "3"),
	BODY,
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

/* An address with %interface, or a prefix. */
static int
header(struct conf_ctx *c, struct conf_def *d, struct tokens *head)
{
	const struct token *tok = token_take(head);
	enum prefix_error err;
	struct prefix p;

	if (tok == NULL)
		return text_error_at(&c->e, head,
		    "neighbor: an address or a range is missing");
	if (strchr(tok->s, '/') == NULL) {
		if (addr_parse_scoped(tok->s, &d->n.remote, d->n.interface,
		    sizeof(d->n.interface)) == -1)
			return text_error_token(&c->e, tok, "neighbor: "
			    "'%.64s' is not an address", tok->s);
		d->n.remote_plen = (uint8_t)addr_bits(d->n.remote.af);
		if (d->n.interface[0] != '\0')
			conf_def_mark(d, FIELD_INTERFACE);
		return 0;
	}
	err = prefix_parse(tok->s, &p, NULL);
	if (err != PREFIX_OK)
		return text_error_token(&c->e, tok, "neighbor: '%.64s': %s",
		    tok->s, prefix_error_text(err));
	d->n.remote = addr_of(p.af, p.b);
	d->n.remote_plen = p.len;
	return 0;
}

static int
header_check(struct conf_ctx *c, const struct conf_def *d,
    const struct token *tok)
{
	const struct addr *a = &d->n.remote;

	if (d->n.remote_plen < addr_bits(a->af))
		return 0;
	if (addr_is_unspecified(a) || addr_is_multicast(a))
		return text_error_token(&c->e, tok, "neighbor: '%.64s' cannot "
		    "be a neighbour", tok->s);
	return 0;
}

void
conf_neighbor_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct conf_def *d;
	const struct token at = head->v[0];
	const struct token *tok = token_peek(head);

	d = conf_def_new(c, DEF_NEIGHBOR, at.line, at.col);
	d->group = obj;
	if (header(c, d, head) == -1 || header_check(c, d, tok) == -1) {
		conf_report(c);
		d->bad = true;
	} else if (token_peek(head) != NULL) {
		tok = token_peek(head);
		text_error_token(&c->e, tok, "%s: '{' is expected, not "
		    "'%.64s'", w->word, tok->s);
		conf_report(c);
	}
	conf_block_run(c, w->word, conf_neighbor_words, d);
}
