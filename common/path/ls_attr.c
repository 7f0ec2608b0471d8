/* SPDX-License-Identifier: ISC */
/*
 * The BGP-LS attribute: TLVs, in any order (RFC 9552 5.1 only wishes for one).
 * It is discarded when they do not fill it, or when one with a name has a
 * length or TLVs inside it that it cannot have (RFC 9552 8.2.2).  As words it
 * is "bgp-ls [ 1026 0x7231 1024 0x40 ]".  In JSON the values of one key stand
 * together, for a key may be there once; TLVs without a name are octets.
 */
#include <stdlib.h>

#include "base/log.h"
#include "event/emit.h"
#include "path/ls_attr.h"
#include "path/ls_table.h"

const char *
attr_bgp_ls_check(struct rbuf v, const struct attr_profile *p)
{
	struct ls_tlv t;
	int r;

	(void)p;
	while ((r = ls_tlv_next(&v, &t)) == 1)
		if (!ls_tlv_is_valid(&t))
			return "TLV of a length that it cannot have";
	return r == 0 ? NULL : "TLV runs past the attribute";
}

/* --- as words ------------------------------------------------------------ */

static int
parse_item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct wbuf *w = arg;
	size_t start = w->len;
	struct ls_tlv made;
	struct rbuf b;

	if (ls_tlv_parse(t, "bgp-ls", w, e) == -1)
		return -1;
	b = rbuf_of(w->p + start, w->len - start);
	if (ls_tlv_next(&b, &made) == 1 && !ls_tlv_is_valid(&made))
		return text_error_token(e, tok, "bgp-ls: TLV %u cannot have "
		    "these %zu octets", made.type, made.v.left);
	return 0;
}

int
attr_bgp_ls_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct wbuf w;
	int r;

	wbuf_growable(&w, ATTR_SET_MAX);
	r = attr_list_parse(t, "bgp-ls", parse_item, &w, e);
	if (r == 0 && w.len == 0)
		r = text_error_token(e, tok, "bgp-ls: an empty list says "
		    "nothing");
	if (r == 0)
		attr_builder_set(b, ATTR_OPTIONAL, ATTR_BGP_LS, w.p, w.len);
	wbuf_free(&w);
	return r;
}

void
attr_bgp_ls_print(struct wbuf *out, struct rbuf v)
{
	struct ls_tlv t;

	wbuf_str(out, "[ ");
	while (ls_tlv_next(&v, &t) == 1) {
		ls_tlv_print(out, &t);
		wbuf_u8(out, ' ');
	}
	wbuf_u8(out, ']');
}

void
attr_bgp_ls_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	wbuf_str(w, " bgp-ls ");
	attr_bgp_ls_print(w, a->value);
}

/* --- in events ----------------------------------------------------------- */

struct item {
	const struct ls_row	*row;	/* NULL: no name, in this shape */
	uint32_t		 group;
	struct ls_tlv		 t;
};

/* Those of one key together, else as they came. */
static int
by_group(const void *va, const void *vb)
{
	const struct item *a = va, *b = vb;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return a->t.v.p < b->t.v.p ? -1 : a->t.v.p > b->t.v.p;
}

static void
write_generic(struct wbuf *w, const struct item *v, size_t n, unsigned shape)
{
	bool list = shape >= SHAPE_5 || n > 1;
	size_t i;

	wbuf_printf(w, "\"generic-lsid-%u\": %s", v->t.type,
	    list ? "[" : "");
	for (i = 0; i < n; i++) {
		wbuf_str(w, i == 0 ? "\"" : ", \"");
		emit_hex(w, v[i].t.v.p, v[i].t.v.left);
		wbuf_u8(w, '"');
	}
	if (list)
		wbuf_u8(w, ']');
}

/*
 * What is no array in this shape is one all the same when there are several:
 * ExaBGP writes the key again and again, and most readers then see the last.
 * Members without an object round them have a key in common, so that only the
 * first such value has them.
 */
static void
write_named(struct wbuf *w, const struct item *v, size_t n, unsigned shape,
    bool *loose)
{
	const struct ls_row *row = v->row;
	const char *key = ls_row_key(row, shape);
	bool list = shape >= row->list || n > 1;
	size_t i;

	if (!list && row->members != NULL && !*loose) {
		*loose = true;
		row->members(w, key, v->t.v, row->flags);
		return;
	}
	wbuf_printf(w, "\"%s\": %s", key, list ? "[" : "");
	for (i = 0; i < n; i++) {
		if (i > 0)
			wbuf_str(w, ", ");
		row->write(w, v[i].t.v, row->flags, shape);
	}
	if (list)
		wbuf_u8(w, ']');
}

static size_t
collect(struct rbuf value, unsigned shape, struct item *v, size_t max)
{
	const struct ls_row *row;
	size_t n = 0;

	while (n < max && ls_tlv_next(&value, &v[n].t) == 1) {
		row = ls_row_get(v[n].t.type);
		if (row != NULL && row->shape > shape)
			row = NULL;
		v[n].row = row;
		v[n].group = row != NULL ? row->group : v[n].t.type;
		n++;
	}
	return n;
}

void
attr_bgp_ls_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	size_t max = a->value.left / LS_TLV_HEAD, n, at, more;
	struct item *v = xcalloc(max + 1, sizeof(*v));
	bool loose = false;

	n = collect(a->value, shape, v, max);
	qsort(v, n, sizeof(*v), by_group);
	wbuf_str(w, "\"bgp-ls\": { ");
	for (at = 0; at < n; at += more) {
		for (more = 1; at + more < n &&
		    v[at + more].group == v[at].group; more++)
			;
		if (at > 0)
			wbuf_str(w, ", ");
		if (v[at].row == NULL)
			write_generic(w, v + at, more, shape);
		else
			write_named(w, v + at, more, shape, &loose);
	}
	wbuf_str(w, " }");
	free(v);
}
