/* SPDX-License-Identifier: ISC */
/*
 * Multicast VPN, SAFI 5 (RFC 6514 4): a type, a length in octets, and what
 * that type has.  Sources and groups are of the family's addresses, routers of
 * either (RFC 6515 2).  Only S-PMSI routes have wildcards (RFC 6625 3).
 *
 * Where customers use mLDP, a FEC stands instead: as the group of a type that
 * is known (RFC 6514 4.3), or in types of its own (RFC 7441 3).  What it means
 * is for the routers at both ends; we keep such routes by their octets.
 */
#include "event/emit.h"
#include "path/nlri_typed.h"
#include "path/nlri_words.h"
#include "path/rd.h"

enum { RD = 1, SOURCE_AS, SOURCE, GROUP, RP, ANY_SOURCE, ANY_GROUP,
	ORIGINATOR, ROUTE_KEY };

static const struct nlri_field fields[] = {
	[RD - 1] = { "rd", FIELD_RD, .text = true, .json = "rd" },
	[SOURCE_AS - 1] = { "source-as", FIELD_AS, .text = true,
	    .json = "source-as" },
	[SOURCE - 1] = { "source", FIELD_BITS_ADDR, .text = true,
	    .json = "source" },
	[GROUP - 1] = { "group", FIELD_BITS_ADDR, .text = true,
	    .json = "group" },
	[RP - 1] = { "rp", FIELD_BITS_ADDR, .text = true, .json = "source" },
	[ANY_SOURCE - 1] = { "source", FIELD_BITS_ADDR_ALL, .text = true,
	    .json = "source" },
	[ANY_GROUP - 1] = { "group", FIELD_BITS_ADDR_ALL, .text = true,
	    .json = "group" },
	[ORIGINATOR - 1] = { "originator", FIELD_ADDR_REST, .text = true,
	    .json = "originator" },
	[ROUTE_KEY - 1] = { "route-key", FIELD_ROUTE, .text = true,
	    .json = "route-key" },
	{ .word = NULL }
};

/* Its group is of no length that an address has: the opaque value of a FEC. */
static bool
has_fec(struct rbuf body, uint8_t af)
{
	uint8_t source, group;

	return rbuf_u8(&body, &source) == 0 && source == addr_bits(af) &&
	    rbuf_skip(&body, addr_len(af)) == 0 &&
	    rbuf_u8(&body, &group) == 0 && group != 0 &&
	    group != addr_bits(ADDR_V4) && group != addr_bits(ADDR_V6) &&
	    body.left > 0;
}

static bool
s_pmsi_has_fec(struct rbuf body, uint8_t af)
{
	return rbuf_skip(&body, RD_SIZE) == 0 && has_fec(body, af);
}

static bool
join_has_fec(struct rbuf body, uint8_t af)
{
	return rbuf_skip(&body, RD_SIZE + 4) == 0 && has_fec(body, af);
}

/* Types 5 to 7 have ExaBGP's words and names. */
static const struct typed_kind kinds[] = {
	{ { 5 }, "source-ad", "Source Active A-D Route",
	    .fields = { RD, SOURCE, GROUP }, .section = "RFC 6514 4.5" },
	{ { 6 }, "shared-join", "C-Multicast Shared Tree Join route",
	    .fields = { RD, SOURCE_AS, RP, GROUP },
	    .section = "RFC 6514 4.6" },
	{ { 7 }, "source-join", "C-Multicast Source Tree Join route",
	    .fields = { RD, SOURCE_AS, SOURCE, GROUP },
	    .section = "RFC 6514 4.6", .opaque = join_has_fec },
	{ { 1 }, "intra-as-ad", "Intra-AS I-PMSI A-D Route",
	    .fields = { RD, ORIGINATOR }, .section = "RFC 6514 4.1" },
	{ { 2 }, "inter-as-ad", "Inter-AS I-PMSI A-D Route",
	    .fields = { RD, SOURCE_AS }, .section = "RFC 6514 4.2" },
	{ { 3 }, "s-pmsi-ad", "S-PMSI A-D Route",
	    .fields = { RD, ANY_SOURCE, ANY_GROUP, ORIGINATOR },
	    .section = "RFC 6514 4.3", .opaque = s_pmsi_has_fec },
	{ { 4 }, "leaf-ad", "Leaf A-D Route",
	    .fields = { ROUTE_KEY, ORIGINATOR }, .section = "RFC 6514 4.4" },
};

static const struct typed_family mvpn = { "mcast-vpn-route", 1, 1, kinds,
	sizeof(kinds) / sizeof(kinds[0]), fields };

static int
mvpn_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	return typed_read(&mvpn, b, f, key, carried);
}

static void
mvpn_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	typed_write(&mvpn, w, n);
}

static size_t
mvpn_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return typed_write_size(&mvpn, n);
}

static void
mvpn_print(struct wbuf *out, const struct nlri_view *n)
{
	typed_print(&mvpn, out, n);
}

static void
mvpn_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	struct typed_route r;

	(void)form;
	typed_open(&mvpn, n, &r);
	wbuf_printf(w, "{ \"code\": %u, \"parsed\": %s, ",
	    n->key.left > 0 ? n->key.p[0] : 0,
	    r.kind == NULL ? "false" : "true");
	typed_json_raw(&mvpn, w, n);
	if (r.kind != NULL) {
		wbuf_printf(w, ", \"name\": \"%s\"", r.kind->name);
		typed_json_fields(w, &r, ", ");
	}
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

static void
mvpn_about(const struct nlri_view *n, struct nlri_about *a)
{
	typed_about(&mvpn, n, a);
}

static void *
mvpn_begin(enum family f)
{
	return typed_begin(&mvpn, f);
}

static const char *const suggested[] = { "source-ad", "shared-join",
	"source-join", "intra-as-ad", "inter-as-ad", "s-pmsi-ad", "leaf-ad",
	"mcast-vpn-route", "rd", "source-as", "source", "group", "rp",
	"originator", "route-key", NULL };

const struct nlri_row nlri_mvpn = {
	.read = mvpn_read, .write = mvpn_write,
	.write_size = mvpn_write_size, .print = mvpn_print,
	.json = mvpn_json, .about = mvpn_about,
	.begin = mvpn_begin, .one = typed_one, .finish = typed_finish,
	.announced = typed_announced, .free = typed_free, .words = suggested,
	.typed = &mvpn,
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
};
