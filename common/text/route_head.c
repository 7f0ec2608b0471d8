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

	/* With an AFI that is not known a SAFI says nothing. */
	return f == ROUTE_FLOW || (i != NULL && !family_is_other(f) &&
	    (i->safi == SAFI_FLOW || i->safi == SAFI_FLOW_VPN));
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

static int
number(struct tokens *t, const char *what, uint64_t max, uint64_t *v,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (token_u64(t, what, max, v, e) == -1)
		return -1;
	return *v != 0 ? 0 : text_error_token(e, tok, "%s: 0 is reserved",
	    what);
}

int
route_head_afi(struct tokens *t, uint16_t *afi, struct text_error *e)
{
	uint64_t v;

	if (number(t, "afi", UINT16_MAX, &v, e) == -1)
		return -1;
	*afi = (uint16_t)v;
	return 0;
}

int
route_head_safi_number(struct tokens *t, uint16_t afi, enum family *f,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint64_t v;

	if (number(t, "safi", UINT8_MAX, &v, e) == -1)
		return -1;
	*f = family_by_number(afi, (uint8_t)v);
	if (*f != FAMILY_NONE)
		return 0;
	if (family_others_left())
		return text_error_token(e, tok, "afi %u safi %u: no neighbor "
		    "has that family", afi, (unsigned)v);
	return text_error_token(e, tok, "afi %u safi %u: there are %d "
	    "families by number already, counting those of configurations "
	    "since bgpd was started; that is all there can be: use fewer, or "
	    "start bgpd anew", afi, (unsigned)v, FAMILY_OTHERS);
}

int
route_head_safi(struct tokens *t, uint16_t afi, enum family *f,
    struct text_error *e)
{
	if (!token_accept(t, "safi"))
		return text_error_at(e, t, "afi %u: 'safi' and its number "
		    "are missing", afi);
	return route_head_safi_number(t, afi, f, e);
}

int
route_head_family(struct tokens *t, enum family *f, struct text_error *e)
{
	const struct token *afi = token_peek(t), *safi;
	uint16_t n;

	if (token_accept(t, "afi"))
		return route_head_afi(t, &n, e) == -1 ? -1 :
		    route_head_safi(t, n, f, e);
	if (afi == NULL || t->n - t->at < 2)
		return text_error_at(e, t, "a family is missing, such as ipv4 "
		    "unicast");
	safi = afi + 1;
	*f = family_by_words(afi->s, safi->s);
	if (*f == FAMILY_NONE)
		return text_error_token(e, afi, "%.32s %.32s: no such family",
		    afi->s, safi->s);
	t->at += 2;
	return 0;
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
	suggest_add(&s, "afi");
	return suggest_error(&s, e, tok, "unknown word");
}

int
route_head(struct tokens *t, enum family *f, struct text_error *e)
{
	const struct token *afi = token_peek(t), *safi;
	enum family bare;
	uint16_t n;

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
	if (token_accept(t, "afi"))
		return route_head_afi(t, &n, e) == -1 ? -1 :
		    route_head_safi(t, n, f, e);
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
