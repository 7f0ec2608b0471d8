/* SPDX-License-Identifier: ISC */
/* Heads of TLVs, and values by the table of their fields, as lines. */
#include <math.h>
#include <string.h>

#include "event/emit.h"
#include "explain_tlv.h"
#include "put.h"

enum { WIDE_TYPES = 128, OCTETS_SHOWN = 16 };

/* --- heads --- */

const struct explain_kind *
explain_kind_of(const struct explain_kind *k, uint16_t type)
{
	for (; k->name != NULL; k++)
		if (k->type == type)
			return k;
	return NULL;
}

bool
explain_tlv_next(struct explain *e, struct rbuf *b,
    const struct explain_head *h, struct explain_tlv *t)
{
	struct rbuf in = *b;
	size_t len_octets = h->len_octets;

	if (in.left == 0)
		return false;
	t->whole = in;
	if (rbuf_sub(&in, h->type_octets, &t->type_field) == 0) {
		t->type = (uint16_t)explain_number(t->type_field);
		if (h->wide && t->type >= WIDE_TYPES)
			len_octets++;
		if (rbuf_sub(&in, len_octets, &t->len_field) == 0 &&
		    rbuf_sub(&in, explain_number(t->len_field), &t->v) == 0) {
			t->whole.left -= in.left;
			*b = in;
			return true;
		}
	}
	explain_put(e, *b, "Octets", h->section, "%zu octet%s", b->left,
	    b->left == 1 ? "" : "s");
	explain_fault(e, b->p, OFFENCE_NONE, h->section,
	    "runs past what it is in");
	return false;
}

void
explain_tlv_open(struct explain *e, const struct explain_head *h,
    const struct explain_tlv *t, const char *name, const char *section)
{
	if (name != NULL)
		explain_put(e, t->whole, name, section, "%s %u", h->what,
		    t->type);
	else
		explain_put(e, t->whole, h->what, section, "%u, not known",
		    t->type);
	e->depth++;
	explain_put(e, t->type_field, "Type", h->section, "%u", t->type);
	explain_put(e, t->len_field, "Length", h->section, "%zu",
	    t->v.left);
}

void
explain_tlv_close(struct explain *e)
{
	e->depth--;
}

/* --- fields --- */

static void
put_octets(struct explain *e, struct rbuf v, const char *name,
    const char *section)
{
	if (v.left > 0)
		explain_put(e, v, name, section, "%zu octet%s", v.left,
		    v.left == 1 ? "" : "s");
}

static void
put_float(struct wbuf *w, uint64_t number)
{
	uint32_t bits = (uint32_t)number;
	float f;

	memcpy(&f, &bits, sizeof(f));
	if (isfinite(f))
		wbuf_printf(w, "%.9g", (double)f);
	else
		wbuf_str(w, "not a number");
}

static void
put_flags(struct wbuf *w, const struct layout *f, struct rbuf v)
{
	const char *said, *comma = "";
	unsigned i;
	char name[2];

	for (i = 0; i < v.left * 8; i++) {
		if (!layout_flag(f, v, i, name, &said) || said == NULL)
			continue;
		wbuf_printf(w, "%s%s", comma, said);
		comma = ", ";
	}
	wbuf_printf(w, "%s0x", *comma == '\0' ? "" : ": ");
	put_hex(w, v);
}

static void
put_ip(struct wbuf *w, struct rbuf v)
{
	struct addr a = addr_of(v.left == 4 ? ADDR_V4 : ADDR_V6, v.p);

	put_addr(w, &a);
}

/* A prefix of some family: its octets, and how many bits count. */
static void
put_bits(struct wbuf *w, struct rbuf v)
{
	wbuf_str(w, "0x");
	put_hex(w, rbuf_of(v.p + 1, v.left - 1));
	wbuf_printf(w, "/%u", v.p[0]);
}

static void
put_list(struct wbuf *w, const struct layout *f, struct rbuf v)
{
	const char *comma = "";
	uint64_t n[2];

	if (v.left == 0)
		wbuf_str(w, "none");
	for (; layout_item(f, &v, n); comma = ", ") {
		wbuf_str(w, comma);
		if (f->kind == LAYOUT_RANGES)
			wbuf_printf(w, "%ju from %ju", (uintmax_t)n[0],
			    (uintmax_t)n[1]);
		else if (f->kind == LAYOUT_PAIRS)
			wbuf_printf(w, "%ju: %ju", (uintmax_t)n[0],
			    (uintmax_t)n[1]);
		else if (f->kind == LAYOUT_FLOATS)
			put_float(w, n[0]);
		else
			put_uint(w, n[0]);
	}
}

static void
put_value(struct wbuf *w, const struct layout *f, struct rbuf v)
{
	switch (f->kind) {
	case LAYOUT_NUMBER:
	case LAYOUT_LABEL:
	case LAYOUT_SID:
		put_uint(w, layout_value(f, v));
		break;
	case LAYOUT_FLAGS:
		put_flags(w, f, v);
		break;
	case LAYOUT_ADDR:
		put_ip(w, v);
		break;
	case LAYOUT_TEXT:
		emit_quoted(w, v.p, v.left);
		break;
	case LAYOUT_FLOAT:
		put_float(w, layout_value(f, v));
		break;
	case LAYOUT_PREFIX:
		put_bits(w, v);
		break;
	case LAYOUT_NUMBERS:
	case LAYOUT_BITS:
	case LAYOUT_FLOATS:
	case LAYOUT_PAIRS:
	case LAYOUT_RANGES:
		put_list(w, f, v);
		break;
	case LAYOUT_OCTETS:
		if (v.left <= OCTETS_SHOWN) {
			wbuf_str(w, "0x");
			put_hex(w, v);
			break;
		}
		/* FALLTHROUGH */
	case LAYOUT_END:
	case LAYOUT_TLVS:
		wbuf_printf(w, "%zu octet%s", v.left,
		    v.left == 1 ? "" : "s");
		break;
	}
}

struct rbuf
explain_layout(struct explain *e, const struct layout *f, struct rbuf v,
    const char *section)
{
	const struct layout *field;
	struct rbuf rest = v, piece;
	int r;

	while ((r = layout_next(&f, v, &rest, &field, &piece)) == 1) {
		if (field->kind == LAYOUT_TLVS)
			return piece;
		if (piece.left == 0)
			continue;
		put_value(explain_begin(e, piece, field->key != NULL ?
		    field->key : "Reserved", section), field, piece);
		explain_end(e);
	}
	if (r == -1) {
		put_octets(e, rest, "Octets", section);
		explain_fault(e, rest.p, OFFENCE_NONE, section,
		    "not of the length or form of its type");
	}
	return rbuf_of(v.p + v.left, 0);
}

void
explain_kinds(struct explain *e, struct rbuf b, const struct explain_head *h,
    const struct explain_kind *kinds)
{
	const struct explain_kind *k;
	struct explain_tlv t;

	while (explain_tlv_next(e, &b, h, &t)) {
		k = explain_kind_of(kinds, t.type);
		explain_tlv_open(e, h, &t, k != NULL ? k->name : NULL,
		    k != NULL ? k->section : h->section);
		if (k == NULL || k->layout == NULL)
			put_octets(e, t.v, "Value", h->section);
		else
			put_octets(e, explain_layout(e, k->layout, t.v,
			    k->section), "Value", k->section);
		explain_tlv_close(e);
	}
}
