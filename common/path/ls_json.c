/* SPDX-License-Identifier: ISC */
/*
 * TLVs of BGP-LS in events.  The values of one key stand together, for a key
 * may be there once; what has no name, or an odd form, is octets.  A row
 * without a function of its own is written as its layout says: a value of one
 * field is that field, of several an object, with the TLVs inside it behind
 * them; those nest as deep as documents nest them, then they are octets.
 */
#include <stdlib.h>

#include "base/log.h"
#include "event/emit.h"
#include "path/ls_json.h"
#include "path/ls_table.h"

enum { DEPTH_MAX = 4 };

struct item {
	const struct ls_row	*row;	/* NULL: no name, in this shape */
	uint32_t		 group;
	struct ls_tlv		 t;
};

/* Where TLVs are, and how they are written. */
struct level {
	struct wbuf	*w;
	unsigned	 shape;
	unsigned	 depth;
	const char	*unknown;	/* key of one without a name */
	bool		 loose;		/* members without an object came */
};

/* --- fields -------------------------------------------------------------- */

static void
put_flags(struct wbuf *w, const struct layout *f, struct rbuf v)
{
	const char *said, *comma = "";
	unsigned i, set;
	char name[2];

	wbuf_u8(w, '{');
	for (i = 0; i < v.left * 8; i++) {
		set = layout_flag(f, v, i, name, &said);
		if (said == NULL)
			continue;
		wbuf_printf(w, "%s\"%s\": %u", comma, said, set);
		comma = ", ";
	}
	wbuf_u8(w, '}');
}

/* All of a field that is a list, one by one. */
static void
put_list(struct wbuf *w, const struct layout *f, struct rbuf v)
{
	const char *comma = "";
	uint64_t n[2];

	wbuf_u8(w, '[');
	for (; layout_item(f, &v, n); comma = ", ") {
		wbuf_str(w, comma);
		if (f->kind == LAYOUT_RANGES)
			wbuf_printf(w, "[%ju, %ju]", (uintmax_t)n[0],
			    (uintmax_t)n[1]);
		else if (f->kind == LAYOUT_PAIRS)
			wbuf_printf(w, "{\"type\": %ju, \"value\": %ju}",
			    (uintmax_t)n[0], (uintmax_t)n[1]);
		else if (f->kind == LAYOUT_FLOATS)
			ls_put_float(w, n[0]);
		else
			emit_number(w, n[0]);
	}
	wbuf_u8(w, ']');
}

static void
put_field(struct wbuf *w, const struct layout *f, struct rbuf v)
{
	switch (f->kind) {
	case LAYOUT_NUMBER:
	case LAYOUT_LABEL:
	case LAYOUT_SID:
		emit_number(w, layout_value(f, v));
		break;
	case LAYOUT_FLAGS:
		put_flags(w, f, v);
		break;
	case LAYOUT_ADDR:
		ls_quoted_addr(w, v);
		break;
	case LAYOUT_TEXT:
		emit_quoted(w, v.p, v.left);
		break;
	case LAYOUT_FLOAT:
		ls_put_float(w, layout_value(f, v));
		break;
	case LAYOUT_NUMBERS:
	case LAYOUT_BITS:
	case LAYOUT_FLOATS:
	case LAYOUT_PAIRS:
	case LAYOUT_RANGES:
		put_list(w, f, v);
		break;
	case LAYOUT_END:
	case LAYOUT_OCTETS:
	case LAYOUT_PREFIX:
	case LAYOUT_TLVS:
		ls_quoted_octets(w, v);
		break;
	}
}

/* --- TLVs ---------------------------------------------------------------- */

static void	put_members(struct level *at, struct rbuf tlvs,
		    const char *comma);

static bool
is_said(const struct layout *f)
{
	return f->key != NULL && !f->hidden;
}

/* The members of a value that is of this form. */
static void
put_fields(struct level *at, const struct layout *f, struct rbuf v)
{
	/* ExaBGP of no age has these, so they are of the latest form. */
	struct level inner = { at->w, SHAPE_6, at->depth + 1,
		"unknown-subtlv-", false };
	struct rbuf rest = v, piece;
	const struct layout *field;
	const char *comma = "";

	wbuf_u8(at->w, '{');
	while (layout_next(&f, v, &rest, &field, &piece) == 1) {
		if (!is_said(field))
			continue;
		if (field->kind == LAYOUT_TLVS && at->depth < DEPTH_MAX) {
			put_members(&inner, piece, comma);
			break;		/* nothing is behind them */
		}
		if (field->kind == LAYOUT_TLVS && piece.left == 0)
			break;
		wbuf_printf(at->w, "%s\"%s\": ", comma, field->key);
		comma = ", ";
		put_field(at->w, field, piece);
	}
	wbuf_u8(at->w, '}');
}

/* The only field that says something, or NULL. */
static const struct layout *
only_field(const struct layout *f)
{
	const struct layout *only = NULL;

	for (; f->kind != LAYOUT_END; f++) {
		if (!is_said(f))
			continue;
		if (only != NULL || f->kind == LAYOUT_TLVS)
			return NULL;
		only = f;
	}
	return only;
}

static void
put_value(struct level *at, const struct ls_row *row, struct rbuf v)
{
	const struct layout *f = row->layout, *only = only_field(f), *field;
	struct rbuf rest = v, piece;

	if (row->write != NULL) {
		row->write(at->w, v, row->flags, at->shape);
		return;
	}
	if (only == NULL) {
		put_fields(at, f, v);
		return;
	}
	while (layout_next(&f, v, &rest, &field, &piece) == 1)
		if (field == only)
			put_field(at->w, field, piece);
}

static void
put_generic(struct level *at, const struct item *v, size_t n)
{
	bool list = n > 1 || (at->shape >= SHAPE_5 && at->depth == 0);
	size_t i;

	wbuf_printf(at->w, "\"%s%u\": %s", at->unknown, v->t.type,
	    list ? "[" : "");
	for (i = 0; i < n; i++) {
		wbuf_str(at->w, i == 0 ? "" : ", ");
		ls_quoted_octets(at->w, v[i].t.v);
	}
	if (list)
		wbuf_u8(at->w, ']');
}

/*
 * What is no array in this shape is one all the same when there are several:
 * ExaBGP writes the key again and again, and most readers then see the last.
 * Members without an object round them have a key in common, so that only the
 * first such value has them.
 */
static void
put_named(struct level *at, const struct item *v, size_t n)
{
	const struct ls_row *row = v->row;
	const char *key = ls_row_key(row, at->shape);
	bool list = at->shape >= row->list || n > 1;
	size_t i;

	if (!list && row->members != NULL && !at->loose && at->depth == 0) {
		at->loose = true;
		row->members(at->w, key, v->t.v, row->flags);
		return;
	}
	wbuf_printf(at->w, "\"%s\": %s", key, list ? "[" : "");
	for (i = 0; i < n; i++) {
		if (i > 0)
			wbuf_str(at->w, ", ");
		put_value(at, row, v[i].t.v);
	}
	if (list)
		wbuf_u8(at->w, ']');
}

/* Those of one key together, else as they came. */
static int
by_group(const void *va, const void *vb)
{
	const struct item *a = va, *b = vb;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return a->t.v.p < b->t.v.p ? -1 : a->t.v.p > b->t.v.p;
}

/* One of an odd form is grouped by its type, behind those that have a key. */
static size_t
collect(struct rbuf value, unsigned shape, struct item *v, size_t max)
{
	const struct ls_row *row;
	size_t n = 0;

	while (n < max && ls_tlv_next(&value, &v[n].t) == 1) {
		row = ls_row_get(v[n].t.type);
		if (row != NULL && (row->shape > shape ||
		    !ls_tlv_fits(row, &v[n].t)))
			row = NULL;
		v[n].row = row;
		v[n].group = row != NULL ? 2U * row->group :
		    2U * v[n].t.type + 1;
		n++;
	}
	return n;
}

/* How many of n come first that have one group. */
static size_t
run_of(const struct item *v, size_t n)
{
	size_t i = 1;

	while (i < n && v[i].group == v[0].group)
		i++;
	return n > 0 ? i : 0;
}

/*
 * What ExaBGP has no key for has its generic one, too, as programs know it;
 * those of an odd form, which stand behind, have that alone.  How many.
 */
static size_t
put_both(struct level *at, const struct item *v, size_t n)
{
	size_t named = run_of(v, n), odd = 0;

	if (named < n && v[named].t.type == v[0].t.type)
		odd = run_of(v + named, n - named);
	put_generic(at, v, named + odd);
	wbuf_str(at->w, ", ");
	put_named(at, v, named);
	return named + odd;
}

static void
put_members(struct level *at, struct rbuf tlvs, const char *comma)
{
	size_t max = tlvs.left / LS_TLV_HEAD, n, i, more;
	struct item *v = xcalloc(max + 1, sizeof(*v));

	n = collect(tlvs, at->shape, v, max);
	qsort(v, n, sizeof(*v), by_group);
	for (i = 0; i < n; i += more) {
		more = run_of(v + i, n - i);
		wbuf_str(at->w, comma);
		comma = ", ";
		if (v[i].row == NULL)
			put_generic(at, v + i, more);
		else if (v[i].row->loose && at->depth == 0)
			more = put_both(at, v + i, n - i);
		else
			put_named(at, v + i, more);
	}
	free(v);
}

void
ls_json_members(struct wbuf *w, struct rbuf tlvs, unsigned shape)
{
	struct level top = { w, shape, 0, "generic-lsid-", false };

	put_members(&top, tlvs, "");
}
