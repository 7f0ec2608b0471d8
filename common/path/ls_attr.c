/* SPDX-License-Identifier: ISC */
/*
 * The BGP-LS attribute: TLVs, in any order (RFC 9552 5.1 only wishes for one).
 * It is discarded when they do not fill it, or when one of ls_table.c has a
 * length or TLVs inside it that it cannot have (RFC 9552 8.2.2).  As words it
 * is "bgp-ls [ 1026 0x7231 1024 0x40 ]".
 */
#include "event/emit.h"
#include "path/ls_attr.h"
#include "path/ls_json.h"
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

void
attr_bgp_ls_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	wbuf_str(w, "\"bgp-ls\": { ");
	ls_json_members(w, a->value, shape);
	wbuf_str(w, " }");
}
