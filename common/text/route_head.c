/* SPDX-License-Identifier: ISC */
/*
 * Heads of routes: the words of a family, as ExaBGP 5 has them in announce
 * blocks and in the API, and those that ExaBGP always had (flow, vpls).
 */
#include <stdio.h>
#include <string.h>

#include "path/nlri_row.h"
#include "text/route_head.h"
#include "text/suggest.h"

bool
route_family_is_flow(enum family f)
{
	const struct family_info *i = family_info(f);

	return f == ROUTE_FLOW || (i != NULL && (i->safi == SAFI_FLOW ||
	    i->safi == SAFI_FLOW_VPN));
}

bool
route_family_has_prefix(enum family f)
{
	const struct family_info *i = family_info(f);

	return i != NULL && (!i->keyed || nlri_row(f)->has_prefix);
}

int
route_head_no_safi(const char *afi, const struct token *tok,
    struct text_error *e)
{
	struct family_word w;
	struct suggest s;
	char what[64];
	unsigned i;

	suggest_init(&s, tok->s);
	for (i = 0; family_word(i, &w); i++)
		if (strcmp(w.afi, afi) == 0)
			suggest_add(&s, w.safi);
	snprintf(what, sizeof(what), "%.32s: unknown family word", afi);
	return suggest_error(&s, e, tok, what);
}

/* The first family whose word stands without that of its AFI. */
static enum family
alone(const char *word)
{
	struct family_word w;
	unsigned i;

	for (i = 0; family_word(i, &w); i++)
		if ((family_info(w.family)->flags & FAMILY_ALONE) != 0 &&
		    strcmp(w.safi, word) == 0)
			return w.family;
	return FAMILY_NONE;
}

int
route_head_unknown(const struct token *tok, struct text_error *e)
{
	struct family_word w;
	struct suggest s;
	enum family f;
	unsigned i;

	suggest_init(&s, tok->s);
	suggest_add(&s, "route");
	suggest_add(&s, "attributes");
	suggest_add(&s, "flow");
	for (i = 0; family_word(i, &w); i++)
		if (alone(w.safi) == w.family)
			suggest_add(&s, w.safi);
	for (i = 0; (f = family_afi(i)) != FAMILY_NONE; i++)
		suggest_add(&s, family_info(f)->afi_word);
	return suggest_error(&s, e, tok, "unknown word");
}

int
route_head(struct tokens *t, enum family *f, struct text_error *e)
{
	const struct token *afi = token_peek(t), *safi;
	enum family bare;

	if (afi == NULL || afi->quoted || strcmp(afi->s, "route") == 0)
		return 0;		/* most are these */
	if (token_accept(t, "flow")) {
		*f = ROUTE_FLOW;
		return 0;
	}
	if ((bare = alone(afi->s)) != FAMILY_NONE) {
		t->at++;
		*f = nlri_row(bare)->pick != NULL ? nlri_row(bare)->pick(t) :
		    bare;
		return 0;
	}
	if (family_by_afi_word(afi->s) == FAMILY_NONE)
		return 0;
	t->at++;
	safi = token_peek(t);
	if (safi == NULL)
		return text_error_at(e, t, "%s: a family's second word (such "
		    "as unicast) is missing", afi->s);
	*f = family_by_words(afi->s, safi->s);
	if (*f == FAMILY_NONE)
		return route_head_no_safi(afi->s, safi, e);
	t->at++;
	return 0;
}
