/* SPDX-License-Identifier: ISC */
/*
 * Words of NLRI by the rows of path/nlri_row.h.  A labelled prefix (RFC 8277,
 * RFC 4364) begins like any other: what follows it, "rd" or "label", makes it
 * one, so that those words are kept until the statement is read and are then
 * given to its family behind the prefix.
 */
#include <string.h>

#include "text/route_keyed.h"

void
route_keyed_init(struct route_keyed *k)
{
	memset(k, 0, sizeof(*k));
	k->family = FAMILY_NONE;
	wbuf_growable(&k->key, UINT16_MAX);
	wbuf_growable(&k->carried, UINT16_MAX);
}

static void
drop_words(struct route_keyed *k)
{
	if (k->words != NULL && k->row->free != NULL)
		k->row->free(k->words);
	k->words = NULL;
}

void
route_keyed_free(struct route_keyed *k)
{
	drop_words(k);
	wbuf_free(&k->key);
	wbuf_free(&k->carried);
}

void
route_keyed_begin(struct route_keyed *k, enum family f)
{
	drop_words(k);
	wbuf_reset(&k->key);
	wbuf_reset(&k->carried);
	k->row = nlri_row(f);
	k->family = f;
	k->words = k->row->begin(f);
}

int
route_keyed_words(struct route_keyed *k, struct route_words *w,
    struct tokens *t, struct text_error *e)
{
	int r;

	w->more = k->row->words;
	while (token_peek(t) != NULL) {
		r = token_peek(t)->quoted ? 0 : k->row->one(k->words, t, e);
		if (r == 0 && k->row->attr_one != NULL)
			r = k->row->attr_one(t, &w->b, e);
		if (r == 0)
			r = route_words_one(w, t, e);
		if (r == -1)
			return -1;
	}
	return 0;
}

int
route_keyed_finish(struct route_keyed *k, enum route_dialect d,
    const struct tokens *t, struct nlri *n, struct text_error *e)
{
	if (!route_is_withdraw(d) && k->row->announced != NULL &&
	    k->row->announced(k->words, t, e) == -1)
		return -1;
	wbuf_reset(&k->key);
	wbuf_reset(&k->carried);
	if (k->row->finish(k->words, t, &k->key, &k->carried, e) == -1)
		return -1;
	if (k->key.failed || k->carried.failed ||
	    k->key.len + k->carried.len > NLRI_ROOM)
		return text_error_at(e, t, "an NLRI of more than %d octets",
		    NLRI_ROOM);
	n->family = (uint8_t)k->family;
	n->key = wbuf_view(&k->key);
	n->carried = wbuf_view(&k->carried);
	return 0;
}

/* --- labelled prefixes ---------------------------------------------------- */

enum family
route_keyed_family(const struct prefix *p, const struct route_said *said,
    enum family f)
{
	if (f != FAMILY_NONE)
		return family_info(f)->keyed ? f : FAMILY_NONE;
	if (said->rd)
		return p->af == ADDR_V6 ? FAMILY_IPV6_VPN : FAMILY_IPV4_VPN;
	if (said->label)
		return p->af == ADDR_V6 ? FAMILY_IPV6_LABELLED :
		    FAMILY_IPV4_LABELLED;
	return FAMILY_NONE;
}

/* What its family does not know stands where it does not belong. */
static int
give_said(struct route_keyed *k, const struct route_said *said,
    const struct tokens *t, struct text_error *e)
{
	struct tokens part = *t;
	int r;

	part.v = said->v;
	part.n = said->n;
	part.at = 0;
	while (token_peek(&part) != NULL) {
		r = k->row->one(k->words, &part, e);
		if (r == -1)
			return -1;
		if (r == 0)
			return text_error_at(e, &part, "%s: %s %s routes have "
			    "none", token_peek(&part)->s,
			    family_info(k->family)->afi_word,
			    family_info(k->family)->safi_word);
	}
	return 0;
}

int
route_keyed_prefix(struct route_keyed *k, enum family f,
    const struct prefix *p, const struct route_words *w,
    const struct tokens *t, struct nlri *n, struct text_error *e)
{
	char text[PREFIX_TEXT];
	const struct token here = {
		.s = prefix_print(p, text, sizeof(text)),
		.line = t->end_line, .col = t->end_col
	};
	struct tokens one = { .v = &here, .n = 1, .end_line = here.line,
	    .end_col = here.col };

	route_keyed_begin(k, f);
	if (k->row->one(k->words, &one, e) != 1)
		return text_error_token(e, &here, "%s %s routes have no "
		    "prefix", family_info(f)->afi_word,
		    family_info(f)->safi_word);
	if (give_said(k, &w->said, t, e) == -1)
		return -1;
	return route_keyed_finish(k, w->d, t, n, e);
}

/* --- printing ------------------------------------------------------------- */

void
route_keyed_head(struct wbuf *out, const struct nlri *n)
{
	const struct nlri_view v = { (enum family)n->family, n->key,
	    n->carried };
	const struct family_info *f = family_info(v.f);
	const struct nlri_row *row = nlri_row(v.f);

	if (row->head != NULL)
		row->head(out, &v);
	else
		wbuf_printf(out, "%s %s ", f->afi_word, f->safi_word);
}
