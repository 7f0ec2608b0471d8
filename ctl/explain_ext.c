/* SPDX-License-Identifier: ISC */
/*
 * Extended communities: a type, a sub-type, and fields whose places hang on
 * both; a row says which.  The first row that fits counts, so that those of a
 * sub-type stand in front of that of their type.
 */
#include "explain_ext.h"
#include "explain_tlv.h"

enum { ANY = -1, NON_TRANSITIVE = 0x40 };

#define END		{ .kind = LAYOUT_END }
#define NUM(k, n)	{ .key = k, .kind = LAYOUT_NUMBER, .octets = n }
#define RESERVED(n)	{ .kind = LAYOUT_NUMBER, .octets = n }
#define FLAGS(n, bits)	{ .key = "flags", .kind = LAYOUT_FLAGS, \
	.octets = n, .letters = bits }
#define ADDR(k, n)	{ .key = k, .kind = LAYOUT_ADDR, .octets = n }
#define OCTETS(k, n)	{ .key = k, .kind = LAYOUT_OCTETS, .octets = n }
#define FLOAT(k)	{ .key = k, .kind = LAYOUT_FLOAT, .octets = 4 }
#define LABEL(k)	{ .key = k, .kind = LAYOUT_LABEL, .octets = 3 }

static const struct layout as2[] = {
	NUM("as", 2), NUM("number", 4), END
};
static const struct layout ipv4[] = {
	ADDR("address", 4), NUM("number", 2), END
};
static const struct layout as4[] = {
	NUM("as", 4), NUM("number", 2), END
};
static const struct layout bandwidth[] = {
	NUM("as", 2), FLOAT("octets-per-second"), END
};
static const struct layout ospf_type[] = {
	ADDR("area", 4), NUM("route-type", 1), NUM("options", 1), END
};
static const struct layout color[] = { FLAGS(2, "CO"), NUM("color", 4), END };
static const struct layout encapsulation[] = {
	RESERVED(4), NUM("tunnel-type", 2), END
};
static const struct layout mobility[] = {
	{ .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "-------S" }, RESERVED(1), NUM("sequence", 4), END
};
static const struct layout esi_label[] = {
	{ .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "-------S" }, RESERVED(2), LABEL("label"), END
};
static const struct layout mac[] = { OCTETS("mac", 6), END };
static const struct layout l2_attributes[] = {
	NUM("control-flags", 2), NUM("mtu", 2), RESERVED(2), END
};
static const struct layout df_election[] = {
	NUM("algorithm", 1), NUM("capabilities", 2), RESERVED(1),
	NUM("preference", 2), END
};
static const struct layout vpls[] = {
	NUM("encapsulation", 1), NUM("control-flags", 1), NUM("mtu", 2),
	NUM("preference", 2), END
};
static const struct layout rate_octets[] = {
	NUM("as", 2), FLOAT("octets-per-second"), END
};
static const struct layout rate_packets[] = {
	NUM("as", 2), FLOAT("packets-per-second"), END
};
/* RFC 8955 7.3: the last two bits of 48. */
static const struct layout action[] = {
	RESERVED(5), { .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "------ST" }, END
};
static const struct layout marking[] = { RESERVED(5), NUM("dscp", 1), END };
static const struct layout validation[] = {
	RESERVED(5), NUM("state", 1), END
};
static const struct layout e_tree[] = {
	{ .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "-------L" }, RESERVED(2), LABEL("label"), END
};
static const struct layout nd_flags[] = { FLAGS(1, ""), RESERVED(5), END };
static const struct layout multicast_flags[] = {
	FLAGS(2, ""), RESERVED(4), END
};
static const struct layout reserved[] = { RESERVED(6), END };
/* The draft of redirection to an address: its last bit says copy. */
static const struct layout redirect_ip[] = {
	ADDR("address", 4), { .key = "flags", .kind = LAYOUT_FLAGS,
	    .octets = 2, .letters = "---------------C" }, END
};
static const struct layout redirect_nexthop[] = {
	RESERVED(5), { .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "-------C" }, END
};
static const struct layout interface_set[] = {
	NUM("as", 4), { .key = "group", .kind = LAYOUT_BITS, .octets = 2,
	    .each = 2, .mask = 0x3fff }, END
};
static const struct layout octets[] = { OCTETS("value", 6), END };

static const struct form {
	int			 type;		/* transitive or not */
	int			 sub;
	const char		*section;
	const struct layout	*layout;
} forms[] = {
	{ 0x00, 0x04, "RFC 10005", bandwidth },
	{ 0x00, ANY, "RFC 4360 3.1", as2 },
	{ 0x01, 0x0c, "draft-ietf-idr-flowspec-redirect-ip", redirect_ip },
	{ 0x01, ANY, "RFC 4360 3.2", ipv4 },
	{ 0x02, ANY, "RFC 5668 2", as4 },
	{ 0x03, 0x00, "RFC 8097 2", validation },
	{ 0x03, 0x06, "RFC 4577 4.2.6", ospf_type },
	{ 0x03, 0x0b, "RFC 9012 4.3", color },
	{ 0x03, 0x0c, "RFC 9012 4.1", encapsulation },
	{ 0x03, 0x0d, "RFC 7432 7.8", reserved },
	{ 0x03, ANY, "RFC 4360 3.3", octets },
	{ 0x06, 0x00, "RFC 7432 7.7", mobility },
	{ 0x06, 0x01, "RFC 7432 7.5", esi_label },
	{ 0x06, 0x02, "RFC 7432 7.6", mac },
	{ 0x06, 0x03, "RFC 9135 8.1", mac },
	{ 0x06, 0x04, "RFC 8214 3.1", l2_attributes },
	{ 0x06, 0x05, "RFC 8317 5.1", e_tree },
	{ 0x06, 0x06, "RFC 8584 2.2", df_election },
	{ 0x06, 0x08, "RFC 9047 2", nd_flags },
	{ 0x06, 0x09, "RFC 9251 9.5", multicast_flags },
	{ 0x07, 0x02, "draft-ietf-idr-flowspec-interfaceset",
	    interface_set },
	{ 0x08, 0x00, "draft-simpson-idr-flowspec-redirect",
	    redirect_nexthop },
	{ 0x0c, 0x00, "draft-ietf-bess-mup-safi", as2 },
	{ 0x80, 0x06, "RFC 8955 7.1", rate_octets },
	{ 0x80, 0x07, "RFC 8955 7.3", action },
	{ 0x80, 0x08, "RFC 8955 7.4", as2 },
	{ 0x80, 0x09, "RFC 8955 7.5", marking },
	{ 0x80, 0x0a, "RFC 4761 3.2.4", vpls },
	{ 0x80, 0x0c, "RFC 8955 7.2", rate_packets },
	{ 0x81, 0x08, "RFC 8955 7.4", ipv4 },
	{ 0x82, 0x08, "RFC 8955 7.4", as4 },
	{ ANY, ANY, "RFC 4360 2", octets },
};

static const struct form *
form_of(uint8_t type, uint8_t sub)
{
	const struct form *f = forms;

	while ((f->type != ANY && f->type != (type & ~NON_TRANSITIVE)) ||
	    (f->sub != ANY && f->sub != sub))
		f++;
	return f;
}

/* RFC 4360 2: who assigns it, and whether it crosses into another AS. */
static void
put_type(struct explain *e, struct rbuf type, struct rbuf sub,
    const char *section)
{
	explain_put(e, type, "Type", section, "0x%02x, %stransitive",
	    type.p[0], (type.p[0] & NON_TRANSITIVE) != 0 ? "non-" : "");
	explain_put(e, sub, "Sub-type", section, "0x%02x", sub.p[0]);
}

void
explain_ext(struct explain *e, struct rbuf one)
{
	struct rbuf type, sub;
	const struct form *f;

	if (rbuf_sub(&one, 1, &type) == -1 || rbuf_sub(&one, 1, &sub) == -1)
		return;
	f = form_of(type.p[0], sub.p[0]);
	e->depth++;
	put_type(e, type, sub, "RFC 4360 2");
	(void)explain_layout(e, f->layout, one, f->section);
	e->depth--;
}

void
explain_ext_ipv6(struct explain *e, struct rbuf one)
{
	static const struct layout specific[] = {
		ADDR("address", 16), NUM("number", 2), END
	};
	struct rbuf type, sub;

	if (rbuf_sub(&one, 1, &type) == -1 || rbuf_sub(&one, 1, &sub) == -1)
		return;
	e->depth++;
	put_type(e, type, sub, "RFC 5701 2");
	(void)explain_layout(e, specific, one, "RFC 5701 2");
	e->depth--;
}
