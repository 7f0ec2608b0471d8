/* SPDX-License-Identifier: ISC */
/*
 * Prefixes with labels (RFC 8277 2), with a route distinguisher (RFC 4364
 * 4.3.4, RFC 4659 3.2), and of route targets (RFC 4684 4), field by field.
 * How many labels there are is what the daemon makes of them; of octets that
 * it cannot read, labels are shown down to the bottom of the stack.
 */
#include "bgp/prefix.h"
#include "explain_prefix.h"
#include "path/attr.h"
#include "path/nlri.h"
#include "path/rd.h"
#include "put.h"

enum {
	LABEL_OCTETS = 3, LABEL_SHIFT = 4, CLASS_SHIFT = 1, CLASS_MASK = 7,
	BOTTOM = 1, WITHDRAWN = 0x800000,
	AS_OCTETS = 4, TARGET_OCTETS = 8,
	/* RFC 4360 4: types of three forms, 0 to 2, one subtype */
	AS4_SPECIFIC = 2, ROUTE_TARGET = 2
};

static const char *
section_of(const struct explain *e)
{
	return family_info(e->family)->rfc;
}

static void
put_rest(struct explain *e, struct rbuf b)
{
	if (b.left > 0)
		explain_put(e, b, "Octets", section_of(e), "%zu octet%s",
		    b.left, b.left == 1 ? "" : "s");
}

/* --- labels --------------------------------------------------------------- */

/* As the daemon reads it; 0: it does not. */
static size_t
count_labels(const struct explain *e, struct rbuf one)
{
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;

	wbuf_fixed(&room, octets, sizeof(octets));
	if (nlri_read(&one, e->family, NLRI_CARRIED |
	    (e->withdrawn ? NLRI_WITHDRAW : 0U), &n, &room) != 0)
		return 0;
	return n.carried.left / LABEL_OCTETS;
}

/* What a withdraw may have in place of labels, alone (RFC 8277 2.4). */
static bool
says_withdrawn(const struct explain *e, uint32_t label, size_t n)
{
	return e->withdrawn && n <= 1 && (label == WITHDRAWN || label == 0);
}

static void
put_label(struct explain *e, struct rbuf field, const char *section, size_t n)
{
	uint32_t label = explain_number(field);

	if (says_withdrawn(e, label, n)) {
		explain_put(e, field, "Label", "RFC 8277 2.4",
		    "0x%06x, withdrawn", label);
		return;
	}
	explain_put(e, field, "Label", section, "%u, traffic class %u, %s",
	    label >> LABEL_SHIFT, label >> CLASS_SHIFT & CLASS_MASK,
	    (label & BOTTOM) != 0 ? "bottom of stack" :
	    "not bottom of stack");
}

/* n 0: to the bottom of the stack. */
static void
put_labels(struct explain *e, struct rbuf *b, size_t n)
{
	const char *section = n > 1 ? "RFC 8277 2.3" : "RFC 8277 2.2";
	struct rbuf field;
	uint32_t label;
	size_t i;

	for (i = 0; n == 0 || i < n; i++) {
		if (rbuf_sub(b, LABEL_OCTETS, &field) == -1)
			return;
		put_label(e, field, section, n);
		label = explain_number(field);
		if (n == 0 && ((label & BOTTOM) != 0 ||
		    says_withdrawn(e, label, n)))
			return;
	}
}

/* --- prefixes ------------------------------------------------------------- */

static int
put_rd(struct explain *e, struct rbuf *b)
{
	struct rbuf field;
	struct wbuf *w;

	if (rbuf_sub(b, RD_SIZE, &field) == -1)
		return -1;
	w = explain_begin(e, field, "Route distinguisher", "RFC 4364 4.2");
	wbuf_printf(w, "type %u, ", explain_number(rbuf_of(field.p, 2)));
	rd_print(w, field.p);
	explain_end(e);
	return 0;
}

/* The octets that are left, of which so many bits count. */
static void
put_bits(struct explain *e, struct rbuf b, size_t bits)
{
	uint8_t af = family_info(e->family)->af;
	struct prefix p = { .af = af };
	struct rbuf field = b;

	if (bits > addr_bits(af) ||
	    rbuf_bytes(&b, p.b, prefix_octets((unsigned)bits)) == -1) {
		put_rest(e, b);
		return;
	}
	field.left -= b.left;
	p.len = (uint8_t)bits;
	prefix_mask(&p);
	put_prefix(explain_begin(e, field, "Prefix", section_of(e)), af, p.b,
	    p.len);
	explain_end(e);
	put_rest(e, b);
}

/* Its length, and as many octets of what it counts as there are. */
static int
put_length(struct explain *e, struct rbuf *one, unsigned *bits,
    struct rbuf *body)
{
	struct rbuf field;
	size_t octets;

	if (rbuf_sub(one, 1, &field) == -1)
		return -1;
	*bits = field.p[0];
	octets = prefix_octets(*bits);
	explain_put(e, field, "Length", section_of(e), "%u bits", *bits);
	return rbuf_sub(one, octets < one->left ? octets : one->left, body);
}

void
explain_prefix(struct explain *e, struct rbuf one)
{
	uint8_t safi = family_info(e->family)->safi;
	struct rbuf b = one, body;
	size_t front;
	unsigned bits;

	if (put_length(e, &b, &bits, &body) == -1)
		return;
	front = body.left;
	if (safi != SAFI_VPN_MULTICAST)
		put_labels(e, &body, count_labels(e, one));
	if (safi != SAFI_LABELLED && put_rd(e, &body) == -1) {
		put_rest(e, body);
		return;
	}
	front = (front - body.left) * 8;
	if (front > bits)
		put_rest(e, body);
	else
		put_bits(e, body, bits - front);
}

/* --- route target membership ---------------------------------------------- */

/* What counts of the bits that there are; by name where it is one. */
static void
put_target(struct explain *e, struct rbuf field, unsigned bits)
{
	struct wbuf *w = explain_begin(e, field, "Route target",
	    section_of(e));
	uint8_t target[TARGET_OCTETS] = { 0 };
	struct rbuf b = field;
	bool whole;

	(void)rbuf_bytes(&b, target, field.left);
	if (bits / 8 < field.left)
		target[bits / 8] &= (uint8_t)(0xff << (8 - bits % 8));
	whole = field.left == TARGET_OCTETS && bits == TARGET_OCTETS * 8;
	if (whole && target[0] <= AS4_SPECIFIC && target[1] == ROUTE_TARGET)
		ext_community_print(w, target);
	else {
		wbuf_str(w, "0x");
		put_hex(w, rbuf_of(target, field.left));
		if (!whole)
			wbuf_printf(w, "/%u", bits);
	}
	explain_end(e);
}

void
explain_membership(struct explain *e, struct rbuf one)
{
	struct rbuf body, as;
	unsigned bits;

	if (put_length(e, &one, &bits, &body) == -1)
		return;
	if (bits < AS_OCTETS * 8 || bits > (AS_OCTETS + TARGET_OCTETS) * 8 ||
	    rbuf_sub(&body, AS_OCTETS, &as) == -1) {
		put_rest(e, body);
		return;
	}
	explain_put(e, as, "Origin AS", section_of(e), "%u",
	    explain_number(as));
	if (body.left > 0)
		put_target(e, body, bits - AS_OCTETS * 8);
}
