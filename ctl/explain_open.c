/* SPDX-License-Identifier: ISC */
/*
 * OPEN (RFC 4271 4.2 and 6.2, RFC 5492, RFC 9072).  Whether it is taken, and
 * over what it is not, says the reader that the session engine has; here only
 * the place of a fault is found.
 */
#include <stdio.h>

#include "bgp/open.h"
#include "event/emit.h"
#include "explain_open.h"
#include "put.h"

enum { PARAM_CAPABILITY = 2, PARAM_WIDE = 255 };

/* Where each kind of capability is told of. */
static const struct {
	uint8_t		 code;
	const char	*name;
	const char	*section;
} capabilities[] = {
	{ CAP_MP, "Multiprotocol", "RFC 4760 8" },
	{ CAP_REFRESH, "Route refresh", "RFC 2918 2" },
	{ 3, "Outbound route filtering", "RFC 5291 5" },
	{ CAP_ENH, "Extended next hop", "RFC 8950 4" },
	{ CAP_EXTENDED_MESSAGE, "Extended message", "RFC 8654 3" },
	{ 7, "BGPsec", "RFC 8205 2.1" },
	{ 8, "Multiple labels", "RFC 8277 2.1" },
	{ CAP_ROLE, "Role", "RFC 9234 4.1" },
	{ CAP_GR, "Graceful restart", "RFC 4724 3" },
	{ CAP_AS4, "4-octet AS numbers", "RFC 6793 3" },
	{ CAP_MULTISESSION, "Multisession", NULL },
	{ CAP_ADD_PATH, "ADD-PATH", "RFC 7911 4" },
	{ CAP_ENHANCED_REFRESH, "Enhanced route refresh", "RFC 7313 3.1" },
	{ CAP_LLGR, "Long-lived graceful restart", "RFC 9494 3.1" },
	{ CAP_FQDN, "Host name", NULL },
	{ CAP_VERSION, "Software version", NULL },
	{ CAP_PATHS_LIMIT, "Paths limit", NULL },
	{ CAP_LINK_LOCAL, "Link-local next hop", NULL },
	{ CAP_REFRESH_CISCO, "Route refresh of old", NULL },
	{ CAP_OPERATIONAL, "Operational", NULL },
};

static const char *
capability_name(uint8_t code, const char **section)
{
	size_t i;

	for (i = 0; i < sizeof(capabilities) / sizeof(capabilities[0]); i++)
		if (capabilities[i].code == code) {
			*section = capabilities[i].section;
			return capabilities[i].name;
		}
	*section = "RFC 5492 4";
	return "Capability that is not known";
}

/* Its words; of this one alone, whatever others there are. */
static void
put_capability(struct explain *e, struct rbuf tlv, uint8_t code,
    struct rbuf value)
{
	struct capabilities all;
	struct capability_seen seen = { .code = code, .value = value,
	    .all = &all };
	const char *section, *name = capability_name(code, &section);
	struct notify err;
	struct wbuf *w;

	capabilities_init(&all);
	(void)capabilities_read(tlv, &all, &err);
	w = explain_begin(e, tlv, name, section);
	emit_number(w, code);
	if (value.left > 0) {
		wbuf_str(w, ": ");
		capability_line(w, &seen, SHAPE_6);
	}
	explain_end(e);
}

static void
fault(struct explain *e, const uint8_t *at, uint8_t subcode, const char *why)
{
	explain_fault(e, at, OFFENCE_SESSION_RESET, "RFC 4271 6.2", why);
	explain_judge(e, OFFENCE_SESSION_RESET, NOTIFY_OPEN, subcode, NULL,
	    why);
}

static void
put_capabilities(struct explain *e, struct rbuf b)
{
	struct rbuf tlv, head, value;

	e->depth++;
	while (b.left > 0) {
		tlv = b;
		if (rbuf_sub(&b, 2, &head) == -1 ||
		    rbuf_sub(&b, head.p[1], &value) == -1) {
			fault(e, tlv.p, OPEN_UNSPECIFIC,
			    "capability runs past its parameter");
			break;
		}
		tlv.left -= b.left;
		put_capability(e, tlv, head.p[0], value);
	}
	e->depth--;
}

static void
put_parameters(struct explain *e, struct rbuf b, bool wide)
{
	struct rbuf one, head, value;
	uint32_t len;

	while (b.left > 0) {
		one = b;
		if (rbuf_sub(&b, wide ? 3 : 2, &head) == -1)
			break;
		len = wide ? (uint32_t)head.p[1] << 8 | head.p[2] : head.p[1];
		if (rbuf_sub(&b, len, &value) == -1)
			break;
		one.left -= b.left;
		explain_put(e, one, "Optional parameter", "RFC 5492 4",
		    "type %u, %u octets", head.p[0], len);
		if (head.p[0] != PARAM_CAPABILITY)
			fault(e, head.p, OPEN_PARAM,
			    "no parameter that is known");
		else
			put_capabilities(e, value);
		if (b.left == 0)
			return;
	}
	if (b.left > 0)
		fault(e, b.p, OPEN_UNSPECIFIC,
		    "parameter runs past the OPEN");
}

/* The rest of the message, behind the identifier. */
static void
put_tail(struct explain *e, struct rbuf b)
{
	struct rbuf len, type, total;

	if (rbuf_sub(&b, 1, &len) == -1)
		return;
	explain_put(e, len, "Optional parameters length", "RFC 4271 4.2",
	    "%u", len.p[0]);
	if (len.p[0] != 0 && b.left >= 3 && b.p[0] == PARAM_WIDE) {
		(void)rbuf_sub(&b, 1, &type);
		(void)rbuf_sub(&b, 2, &total);
		explain_put(e, type, "Extended parameters", "RFC 9072 2",
		    "%u", type.p[0]);
		explain_put(e, total, "Their length", "RFC 9072 2", "%u",
		    explain_number(total));
		if (explain_number(total) != b.left)
			fault(e, total.p, OPEN_UNSPECIFIC,
			    "not what is left of the OPEN");
		put_parameters(e, b, true);
		return;
	}
	if (len.p[0] != b.left)
		fault(e, len.p, OPEN_UNSPECIFIC,
		    "not what is left of the OPEN");
	put_parameters(e, b, false);
}

/* What the fields cost, by the subcode that the reader gives. */
static void
judge(struct explain *e, struct rbuf body)
{
	static const struct { uint8_t subcode, at; const char *why; } at[] = {
		{ OPEN_VERSION, 0, "not version 4" },
		{ OPEN_PEER_AS, 1, "no AS that a neighbour may have" },
		{ OPEN_HOLD_TIME, 3, "1 and 2 are too short" },
		{ OPEN_ID, 5, "0 is nobody's" },
	};
	struct notify err;
	struct open o;
	char name[160];
	size_t i;

	if (e->verdict != OFFENCE_NONE || open_read(body, &o, &err) == 0)
		return;
	for (i = 0; i < sizeof(at) / sizeof(at[0]); i++)
		if (at[i].subcode == err.subcode && at[i].at < body.left) {
			fault(e, body.p + at[i].at, err.subcode, at[i].why);
			return;
		}
	fault(e, body.p, err.subcode, notify_name(err.code, err.subcode,
	    name, sizeof(name)));
}

void
explain_open(struct explain *e, struct rbuf body)
{
	struct rbuf b = body, version, as, hold, id;
	struct wbuf *w;

	if (rbuf_sub(&b, 1, &version) == -1 || rbuf_sub(&b, 2, &as) == -1 ||
	    rbuf_sub(&b, 2, &hold) == -1 || rbuf_sub(&b, 4, &id) == -1) {
		judge(e, body);
		return;
	}
	explain_put(e, version, "Version", "RFC 4271 4.2", "%u",
	    version.p[0]);
	explain_put(e, as, "My Autonomous System", "RFC 4271 4.2", "%u%s",
	    explain_number(as), explain_number(as) == 23456 ?
	    ": AS_TRANS, the capability tells" : "");
	explain_put(e, hold, "Hold Time", "RFC 4271 4.2", "%u s",
	    explain_number(hold));
	w = explain_begin(e, id, "BGP Identifier", "RFC 6286 2.1");
	put_ipv4(w, explain_number(id));
	explain_end(e);
	put_tail(e, b);
	judge(e, body);
}
