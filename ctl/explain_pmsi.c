/* SPDX-License-Identifier: ISC */
/*
 * PMSI_TUNNEL: a head, and an identifier whose form is that of the type of
 * tunnel.  That of mLDP is a FEC element, with TLVs of its own behind its
 * root (RFC 6388 2.2, 2.3).
 */
#include "explain_pmsi.h"
#include "explain_tlv.h"

#define SECTION	"RFC 6514 5"
#define END		{ .kind = LAYOUT_END }
#define NUM(k, n)	{ .key = k, .kind = LAYOUT_NUMBER, .octets = n }
/* One of four octets or of sixteen, by how much is left behind it. */
#define EITHER(k, behind) \
	{ .key = k, .kind = LAYOUT_ADDR, .octets = 4, \
	    .when = LAYOUT_IF_LEFT, .mask = 1U << (4 + (behind)) }, \
	{ .key = k, .kind = LAYOUT_ADDR, .octets = 16, \
	    .when = LAYOUT_IF_LEFT, .mask = 1U << (16 + (behind)) }

static const struct layout none[] = { END };
/* In the order in which RFC 6514 5 names them. */
static const struct layout rsvp[] = {
	EITHER("extended-tunnel-id", 8), { .kind = LAYOUT_NUMBER,
	    .octets = 2 }, NUM("tunnel-id", 2), NUM("p2mp-id", 4), END
};
static const struct layout mldp[] = {
	NUM("fec-type", 1), NUM("address-family", 2),
	{ .key = "root-length", .kind = LAYOUT_NUMBER, .octets = 1 },
	{ .key = "root", .kind = LAYOUT_ADDR, .each = 1,
	    .when = LAYOUT_COUNTED, .at = 3 },
	NUM("opaque-length", 2), { .key = "opaque", .kind = LAYOUT_TLVS },
	END
};
#define TREE(from, n) \
	{ .key = from, .kind = LAYOUT_ADDR, .octets = n }, \
	{ .key = "group", .kind = LAYOUT_ADDR, .octets = n }, END
static const struct layout ssm_v4[] = { TREE("root", 4) };
static const struct layout ssm_v6[] = { TREE("root", 16) };
static const struct layout sm_v4[] = { TREE("sender", 4) };
static const struct layout sm_v6[] = { TREE("sender", 16) };
static const struct layout endpoint[] = {
	{ .key = "endpoint", .kind = LAYOUT_ADDR }, END
};
static const struct layout octets[] = {
	{ .key = "identifier", .kind = LAYOUT_OCTETS }, END
};

static const struct tunnel {
	uint8_t			 type;
	const char		*name;
	const char		*section;
	const struct layout	*layout;
	const struct layout	*wide;	/* of IPv6; NULL: the same */
} tunnels[] = {
	{ 0, "no tunnel information", SECTION, none, NULL },
	{ 1, "RSVP-TE P2MP LSP", SECTION, rsvp, NULL },
	{ 2, "mLDP P2MP LSP", "RFC 6388 2.2", mldp, NULL },
	{ 3, "PIM-SSM tree", SECTION, ssm_v4, ssm_v6 },
	{ 4, "PIM-SM tree", SECTION, sm_v4, sm_v6 },
	{ 5, "BIDIR-PIM tree", SECTION, sm_v4, sm_v6 },
	{ 6, "ingress replication", SECTION, endpoint, NULL },
	{ 7, "mLDP MP2MP LSP", "RFC 6388 3.2", mldp, NULL },
};

enum { TUNNELS = sizeof(tunnels) / sizeof(tunnels[0]), WIDE = 32 };

static const struct layout lsp[] = { NUM("lsp-id", 4), END };

static const struct explain_kind opaque_kinds[] = {
	{ 1, "Generic LSP Identifier", "RFC 6388 2.3.1", lsp },
	{ 0, NULL, NULL, NULL },
};

static const struct explain_head opaque = { "Opaque value", "RFC 6388 2.3",
	1, 2, false };

void
explain_pmsi(struct explain *e, struct rbuf v)
{
	static const struct layout head[] = {
		{ .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
		    .letters = "-E-----L" }, END
	};
	const struct tunnel *t = NULL;
	const struct layout *f = octets;
	struct rbuf in = v, flags, type, label;
	const char *section = SECTION;
	unsigned i;

	if (rbuf_sub(&in, 1, &flags) == -1 || rbuf_sub(&in, 1, &type) == -1 ||
	    rbuf_sub(&in, 3, &label) == -1) {
		if (v.left > 0)
			explain_put(e, v, "Octets", SECTION, "%zu octet%s",
			    v.left, v.left == 1 ? "" : "s");
		return;
	}
	for (i = 0; i < TUNNELS; i++)
		if (tunnels[i].type == type.p[0])
			t = &tunnels[i];
	(void)explain_layout(e, head, flags, SECTION);
	explain_put(e, type, "Tunnel type", SECTION, "%u%s%s", type.p[0],
	    t != NULL ? ", " : "", t != NULL ? t->name : "");
	explain_put(e, label, "MPLS label", SECTION, "%u; all 24 bits %u",
	    explain_number(label) >> 4, explain_number(label));
	if (t != NULL) {
		f = t->wide != NULL && in.left == WIDE ? t->wide : t->layout;
		section = t->section;
	}
	if (t != NULL || in.left > 0)
		explain_kinds(e, explain_layout(e, f, in, section), &opaque,
		    opaque_kinds);
}
