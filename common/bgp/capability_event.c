/* SPDX-License-Identifier: ISC */
/*
 * Capabilities as ExaBGP's events say them, each in JSON and in words.  Names
 * that a neighbour chose are quoted unless they are one plain word.
 */
#include "bgp/capability_event.h"
#include "event/emit.h"

/* Families of a list: before and between what one writes of each. */
static void
families(struct wbuf *w, const struct afi_safi_list *l, const char *between,
    unsigned shape, void (*one)(struct wbuf *w, const struct afi_safi *v,
    unsigned shape))
{
	unsigned i;

	for (i = 0; i < l->n; i++) {
		if (i > 0)
			wbuf_str(w, between);
		one(w, &l->v[i], shape);
	}
}

/* "ipv4/unicast" in quotes, the name of a member or of a list. */
static void
quoted(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	wbuf_u8(w, '"');
	emit_family(w, v->afi, v->safi, '/', shape);
	wbuf_u8(w, '"');
}

static void
words(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	emit_family(w, v->afi, v->safi, ' ', shape);
}

/* --- multiprotocol --- */

static bool
mp_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (s->all->mp.n == 0)
		return false;
	wbuf_str(w, "{ \"name\": \"multiprotocol\", \"families\": [ ");
	families(w, &s->all->mp, ", ", shape, quoted);
	wbuf_str(w, " ] }");
	return true;
}

static bool
mp_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (s->all->mp.n == 0)
		return false;
	wbuf_str(w, "multiprotocol(");
	families(w, &s->all->mp, ",", shape, words);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_mp = { SHAPE_4, "multiprotocol", NULL,
	mp_json, mp_line };

/* --- 4-octet AS --- */

static bool
as4_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	(void)shape;
	if (!s->all->has_as4)
		return false;
	wbuf_str(w, "{ \"name\": \"asn4\", \"asn4\": ");
	emit_number(w, s->all->as4);
	wbuf_str(w, " }");
	return true;
}

static bool
as4_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	(void)shape;
	if (!s->all->has_as4)
		return false;
	wbuf_str(w, "asn4(");
	emit_number(w, s->all->as4);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_as4 = { SHAPE_4, "asn4", NULL, as4_json,
	as4_line };

/* --- extended next hop --- */

static void
enh_quoted(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	wbuf_u8(w, '"');
	emit_family(w, v->afi, v->safi, '/', shape);
	wbuf_u8(w, '/');
	emit_afi(w, (uint16_t)v->n);
	wbuf_u8(w, '"');
}

static void
enh_words(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	emit_family(w, v->afi, v->safi, ' ', shape);
	wbuf_u8(w, ' ');
	emit_afi(w, (uint16_t)v->n);
}

static bool
enh_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (s->all->enh.n == 0)
		return false;
	wbuf_str(w, "{ \"name\": \"nexthop\", \"conversion\": [ ");
	families(w, &s->all->enh, ", ", shape, enh_quoted);
	wbuf_str(w, " ] }");
	return true;
}

static bool
enh_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (s->all->enh.n == 0)
		return false;
	wbuf_str(w, "nexthop(");
	families(w, &s->all->enh, ",", shape, enh_words);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_enh = { SHAPE_4, "nexthop", NULL, enh_json,
	enh_line };

/* --- ADD-PATH --- */

static const char *const modes[] = { "disabled", "receive", "send",
	"send/receive" };

static void
add_path_quoted(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	quoted(w, v, shape);
	wbuf_str(w, ": \"");
	wbuf_str(w, modes[v->arg & ADD_PATH_BOTH]);
	wbuf_u8(w, '"');
}

static void
add_path_words(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	wbuf_str(w, modes[v->arg & ADD_PATH_BOTH]);
	wbuf_u8(w, ' ');
	words(w, v, shape);
}

static bool
add_path_json(struct wbuf *w, const struct capability_seen *s,
    unsigned shape)
{
	if (s->all->add_path.n == 0)
		return false;
	wbuf_str(w, "{ \"name\": \"addpath\", ");
	families(w, &s->all->add_path, ",", shape, add_path_quoted);
	wbuf_str(w, " }");
	return true;
}

static bool
add_path_line(struct wbuf *w, const struct capability_seen *s,
    unsigned shape)
{
	if (s->all->add_path.n == 0)
		return false;
	wbuf_str(w, "addpath(");
	families(w, &s->all->add_path, ",", shape, add_path_words);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_add_path = { SHAPE_4, "add-path", NULL,
	add_path_json, add_path_line };

/* --- paths limit --- */

static void
limit_quoted(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	quoted(w, v, shape);
	wbuf_str(w, ": ");
	emit_number(w, v->n);
}

static void
limit_words(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	words(w, v, shape);
	wbuf_u8(w, ' ');
	emit_number(w, v->n);
}

static bool
limit_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (s->all->paths_limit.n == 0)
		return false;
	wbuf_str(w, "{ \"name\": \"paths-limit\", ");
	families(w, &s->all->paths_limit, ", ", shape, limit_quoted);
	wbuf_str(w, " }");
	return true;
}

static bool
limit_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (s->all->paths_limit.n == 0)
		return false;
	wbuf_str(w, "pathslimit(");
	families(w, &s->all->paths_limit, ", ", shape, limit_words);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_limit = { SHAPE_6, "paths-limit", NULL,
	limit_json, limit_line };

/* --- graceful restart: ExaBGP's names of the bits F and R --- */

static void
gr_quoted(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	quoted(w, v, shape);
	wbuf_str(w, v->arg != 0 ? ": [ \"restart\" ] " : ": [ ] ");
}

static void
gr_words(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	emit_family(w, v->afi, v->safi, '/', shape);
	wbuf_str(w, v->arg != 0 ? "=0x80" : "=0x0");
}

static bool
gr_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	const struct capabilities *c = s->all;

	if (!c->has_gr)
		return false;
	wbuf_str(w, "{ \"name\": \"graceful restart\", \"time\": ");
	emit_number(w, c->gr_time);
	wbuf_str(w, ", \"address-family-flags\": { ");
	families(w, &c->gr, ", ", shape, gr_quoted);
	wbuf_str(w, c->gr_restarting ?
	    "}, \"restart-flags\": [ \"forwarding\" ] }" :
	    "}, \"restart-flags\": [ ] }");
	return true;
}

static bool
gr_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	const struct capabilities *c = s->all;

	if (!c->has_gr)
		return false;
	wbuf_printf(w, "graceful restart flags 0x%x time %u ",
	    (c->gr_restarting ? 8U : 0) | (c->gr_notification ? 4U : 0),
	    c->gr_time);
	families(w, &c->gr, " ", shape, gr_words);
	return true;
}

const struct cap_event cap_event_gr = { SHAPE_4, "graceful-restart", NULL,
	gr_json, gr_line };

/* --- long-lived graceful restart: no ExaBGP has it --- */

static void
llgr_quoted(struct wbuf *w, const struct afi_safi *v, unsigned shape)
{
	quoted(w, v, shape);
	wbuf_str(w, ": { \"time\": ");
	emit_number(w, v->n);
	wbuf_str(w, v->arg != 0 ? ", \"flags\": [ \"restart\" ] }" :
	    ", \"flags\": [ ] }");
}

static bool
llgr_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (!s->all->has_llgr)
		return false;
	wbuf_str(w, "{ \"name\": \"long-lived-graceful-restart\", "
	    "\"address-family\": { ");
	families(w, &s->all->llgr, ", ", shape, llgr_quoted);
	wbuf_str(w, " } }");
	return true;
}

static bool
llgr_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	if (!s->all->has_llgr)
		return false;
	wbuf_str(w, "long lived graceful restart(");
	families(w, &s->all->llgr, ",", shape, limit_words);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_llgr = { SHAPE_5,
	"long-lived-graceful-restart", NULL, llgr_json, llgr_line };

/* --- role, RFC 9234 4.1 --- */

static const char *
role_name(uint8_t role)
{
	static const char *const names[] = {
		"provider", "rs", "rs-client", "customer", "peer"
	};

	return role < sizeof(names) / sizeof(names[0]) ? names[role] : NULL;
}

static bool
role_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	(void)shape;
	if (role_name(s->all->role) == NULL)
		return false;
	wbuf_str(w, "{ \"name\": \"role\", \"role\": \"");
	wbuf_str(w, role_name(s->all->role));
	wbuf_str(w, "\" }");
	return true;
}

static bool
role_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	(void)shape;
	if (role_name(s->all->role) == NULL)
		return false;
	wbuf_str(w, "role(");
	wbuf_str(w, role_name(s->all->role));
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_role = { SHAPE_6, "role", NULL, role_json,
	role_line };

/* --- names of the neighbour's choice: octets, whatever they are --- */

static int
name_read(struct rbuf *b, struct rbuf *name)
{
	uint8_t len;

	if (rbuf_u8(b, &len) == -1)
		return -1;
	return rbuf_sub(b, len, name);
}

static int
fqdn_read(struct rbuf b, struct rbuf *host, struct rbuf *domain)
{
	*domain = rbuf_of(NULL, 0);
	if (name_read(&b, host) == -1)
		return -1;
	return b.left == 0 ? 0 : name_read(&b, domain);
}

static bool
fqdn_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	struct rbuf host, domain;

	(void)shape;
	if (fqdn_read(s->value, &host, &domain) == -1)
		return false;
	wbuf_str(w, "{ \"host-name\": ");
	emit_quoted(w, host.p, host.left);
	wbuf_str(w, ", \"domain-name\": ");
	emit_quoted(w, domain.p, domain.left);
	wbuf_str(w, " }");
	return true;
}

static bool
fqdn_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	struct rbuf host, domain;

	(void)shape;
	if (fqdn_read(s->value, &host, &domain) == -1)
		return false;
	wbuf_str(w, "hostname(");
	emit_word(w, host.p, host.left);
	wbuf_u8(w, ' ');
	if (domain.left > 0)
		emit_word(w, domain.p, domain.left);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_fqdn = { SHAPE_5, "hostname", NULL,
	fqdn_json, fqdn_line };

static bool
version_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	struct rbuf b = s->value, version;

	(void)shape;
	if (name_read(&b, &version) == -1)
		return false;
	wbuf_str(w, "{ \"software\": ");
	emit_quoted(w, version.p, version.left);
	wbuf_str(w, " }");
	return true;
}

static bool
version_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	struct rbuf b = s->value, version;

	(void)shape;
	if (name_read(&b, &version) == -1)
		return false;
	wbuf_str(w, "software(");
	emit_word(w, version.p, version.left);
	wbuf_u8(w, ')');
	return true;
}

const struct cap_event cap_event_version = { SHAPE_5, "software-version",
	NULL, version_json, version_line };

/* --- those without a value: there is only their name to say --- */

static const struct bare {
	uint8_t		 code;
	const char	*json;
	const char	*line;
} bares[] = {
	{ CAP_REFRESH,
	    "{ \"name\": \"route-refresh\", \"variant\": \"RFC\" }",
	    "route refresh" },
	{ CAP_REFRESH_CISCO,
	    "{ \"name\": \"route-refresh\", \"variant\": \"Cisco\" }",
	    "cisco route refresh" },
	{ CAP_ENHANCED_REFRESH, "{ \"name\": \"enhanced-route-refresh\" }",
	    "enhanced route refresh" },
	{ CAP_EXTENDED_MESSAGE,
	    "{ \"name\": \"extended-message\", \"size\": 65535 }",
	    "extended message(65535)" },
	{ CAP_LINK_LOCAL, "{ \"name\": \"link-local-nexthop\" }",
	    "link-local nexthop" },
	{ CAP_OPERATIONAL, "{ \"name\": \"operational\" }", "operational" },
};

static const struct bare *
bare_find(const struct capability_seen *s)
{
	size_t i;

	for (i = 0; i < sizeof(bares) / sizeof(bares[0]); i++)
		if (bares[i].code == s->code && s->value.left == 0)
			return &bares[i];
	return NULL;
}

static bool
bare_json(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	const struct bare *b = bare_find(s);

	(void)shape;
	if (b != NULL)
		wbuf_str(w, b->json);
	return b != NULL;
}

static bool
bare_line(struct wbuf *w, const struct capability_seen *s, unsigned shape)
{
	const struct bare *b = bare_find(s);

	(void)shape;
	if (b != NULL)
		wbuf_str(w, b->line);
	return b != NULL;
}

const struct cap_event cap_event_refresh = { SHAPE_4, "route-refresh", NULL,
	bare_json, bare_line };
const struct cap_event cap_event_refresh_cisco = { SHAPE_4,
	"cisco-route-refresh", NULL, bare_json, bare_line };
const struct cap_event cap_event_enhanced = { SHAPE_4,
	"enhanced-route-refresh", NULL, bare_json, bare_line };
const struct cap_event cap_event_extended = { SHAPE_4, "extended-message",
	NULL, bare_json, bare_line };
const struct cap_event cap_event_link_local = { SHAPE_6,
	"link-local-nexthop", NULL, bare_json, bare_line };
const struct cap_event cap_event_operational = { SHAPE_4, "operational",
	"exabgp-experimental-operational", bare_json, bare_line };

/* --- multisession: what it groups sessions by is not said --- */

static bool
multisession_json(struct wbuf *w, const struct capability_seen *s,
    unsigned shape)
{
	(void)shape;
	wbuf_str(w, s->code == CAP_MULTISESSION ?
	    "{ \"name\": \"multisession\", \"variant\": \"RFC\", "
	    "\"capabilities\": [ ] }" :
	    "{ \"name\": \"multisession\", \"variant\": \"Cisco\", "
	    "\"capabilities\": [ ] }");
	return true;
}

static bool
multisession_line(struct wbuf *w, const struct capability_seen *s,
    unsigned shape)
{
	(void)shape;
	wbuf_str(w, s->code == CAP_MULTISESSION ? "multisession (rfc) " :
	    "multisession ");
	return true;
}

const struct cap_event cap_event_multisession = { SHAPE_4, "multisession",
	"multi-session", multisession_json, multisession_line };
const struct cap_event cap_event_multisession_cisco = { SHAPE_4,
	"multisession-cisco", "cisco-multi-sesion", multisession_json,
	multisession_line };

/* --- anything else: its number and octets --- */

/* The registry's ranges as ExaBGP knows them. */
static const char *
range(uint8_t code)
{
	return code >= 128 ? "reserved" : code >= 70 ? "unassigned" :
	    "unknown";
}

void
cap_event_unknown_json(struct wbuf *w, const struct capability_seen *s)
{
	wbuf_str(w, "{ \"name\": \"unknown\", \"iana\": \"");
	wbuf_str(w, range(s->code));
	wbuf_str(w, "\", \"value\": ");
	emit_number(w, s->code);
	wbuf_str(w, ", \"raw\": \"");
	emit_octets(w, s->value.p, s->value.left);
	wbuf_str(w, "\" }");
}

void
cap_event_unknown_line(struct wbuf *w, const struct capability_seen *s)
{
	wbuf_str(w, range(s->code));
	wbuf_u8(w, ' ');
	emit_number(w, s->code);
}
