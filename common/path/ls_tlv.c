/* SPDX-License-Identifier: ISC */
/* TLVs of BGP-LS: walking them, their order, and as words. */
#include <string.h>

#include "event/emit.h"
#include "path/attr_text.h"
#include "path/ls_tlv.h"

int
ls_tlv_next(struct rbuf *b, struct ls_tlv *t)
{
	struct rbuf in = *b;
	struct ls_tlv made;
	uint16_t len;

	if (in.left == 0)
		return 0;
	if (rbuf_u16(&in, &made.type) == -1 || rbuf_u16(&in, &len) == -1 ||
	    rbuf_sub(&in, len, &made.v) == -1)
		return -1;
	*b = in;
	*t = made;
	return 1;
}

int
ls_tlv_cmp(const struct ls_tlv *a, const struct ls_tlv *b)
{
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	if (a->v.left != b->v.left)
		return a->v.left < b->v.left ? -1 : 1;
	return a->v.left == 0 ? 0 : memcmp(a->v.p, b->v.p, a->v.left);
}

int
ls_tlv_check(struct rbuf b)
{
	struct ls_tlv t, last = { 0 };
	int r;

	while ((r = ls_tlv_next(&b, &t)) == 1) {
		if (ls_tlv_cmp(&last, &t) > 0)
			return -1;
		last = t;
	}
	return r;
}

void
ls_tlv_put(struct wbuf *w, const struct ls_tlv *t)
{
	wbuf_u16(w, t->type);
	wbuf_u16(w, (uint16_t)t->v.left);
	wbuf_bytes(w, t->v.p, t->v.left);
}

int
ls_tlv_parse(struct tokens *t, const char *what, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok;
	size_t start = w->len, n;
	uint64_t type;
	uint8_t *p;

	if (token_u64(t, what, UINT16_MAX, &type, e) == -1)
		return -1;
	tok = token_peek(t);
	if (tok == NULL)
		return text_error_at(e, t, "%s: octets of TLV %u are missing",
		    what, (unsigned)type);
	n = strlen(tok->s);
	if (n < 2 || n % 2 != 0 || n / 2 - 1 > UINT16_MAX)
		return text_error_token(e, tok, "%s: '%.64s' is not 0x and "
		    "pairs of digits", what, tok->s);
	n = n / 2 - 1;
	wbuf_u16(w, (uint16_t)type);
	wbuf_u16(w, (uint16_t)n);
	p = wbuf_reserve(w, n);
	if (w->failed) {
		wbuf_truncate(w, start);
		return text_error_token(e, tok, "%s: the TLVs are too long "
		    "together", what);
	}
	if (attr_hex(tok->s, p, n) == -1) {
		wbuf_truncate(w, start);
		return text_error_token(e, tok, "%s: '%.64s' is not 0x and "
		    "pairs of digits", what, tok->s);
	}
	t->at++;
	return 0;
}

void
ls_tlv_print(struct wbuf *out, const struct ls_tlv *t)
{
	emit_number(out, t->type);
	wbuf_u8(out, ' ');
	emit_hex_lower(out, t->v.p, t->v.left);
}
