/* SPDX-License-Identifier: ISC */
/*
 * The words of NLRI made of fields.  The word of the kind comes first, and
 * behind it what needs no word of its own; the other fields follow in any
 * order, among the words of attributes.  A word of the family that the kind
 * does not have, or that is there twice, is an error and never guessed at.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "path/attr_text.h"
#include "path/nlri_typed.h"

struct typed_words {
	enum family		 f;
	struct typed_route	 r;
	bool			 generic;	/* r.whole, n octets, is it */
	size_t			 n;
};

void *
typed_begin(const struct typed_family *t, enum family f)
{
	struct typed_words *w = xcalloc(1, sizeof(*w));
	const struct family_info *info = family_info(f);

	w->f = f;
	w->r.family = t;
	w->r.af = info == NULL ? ADDR_V4 : info->af;
	if (t->head == 0)
		w->r.kind = t->kinds;
	return w;
}

void
typed_free(void *words)
{
	free(words);
}

static const char *
family_word_of(const struct typed_words *w)
{
	return family_info(w->f)->safi_word;
}

static bool
is_word_of(const struct nlri_field *f, const char *s)
{
	return !f->bare && (strcmp(f->word, s) == 0 ||
	    (f->kind == FIELD_RD && strcmp(s, "route-distinguisher") == 0));
}

/* Any word of the family's that is not this kind's. */
static bool
is_other_word(const struct typed_family *t, const char *s)
{
	size_t i;

	for (i = 0; t->fields[i].word != NULL; i++)
		if (is_word_of(&t->fields[i], s))
			return true;
	for (i = 0; i < t->n; i++)
		if (t->kinds[i].word != NULL &&
		    strcmp(t->kinds[i].word, s) == 0)
			return true;
	return t->generic != NULL && strcmp(t->generic, s) == 0;
}

static int
parse_field(struct typed_words *w, unsigned i, struct tokens *t,
    struct text_error *e)
{
	const struct nlri_field *f = typed_field(&w->r, i);

	if (field_parse(t, f, w->r.af, &w->r.room[i], &w->r.v[i], e) == -1)
		return -1;
	return 1;
}

/* The octets of a key: what the kind is, and what is behind its length. */
static int
parse_generic(struct typed_words *w, struct tokens *t, struct text_error *e)
{
	const struct typed_family *family = w->r.family;
	const struct token *tok = token_peek(t);
	size_t n, max = (size_t)family->head + FIELD_MAX;

	if (tok == NULL)
		return text_error_at(e, t, "%s: octets are missing",
		    family->generic);
	n = strlen(tok->s);
	if (n < 2 * (1U + family->head) || n % 2 != 0 ||
	    n / 2 - 1 > max || attr_hex(tok->s, w->r.whole, n / 2 - 1) == -1)
		return text_error_token(e, tok, "%s: '%.64s' is not 0x and "
		    "from %u to %zu octets", family->generic, tok->s,
		    family->head, max);
	t->at++;
	w->generic = true;
	w->n = n / 2 - 1;
	return 1;
}

/* The word that says what is announced. */
static int
parse_kind(struct typed_words *w, struct tokens *t, struct text_error *e)
{
	const struct typed_family *family = w->r.family;
	const struct nlri_field *f;
	size_t i;

	if (family->generic != NULL && token_accept(t, family->generic))
		return parse_generic(w, t, e);
	for (i = 0; i < family->n; i++)
		if (token_accept(t, family->kinds[i].word))
			break;
	if (i == family->n)
		return is_other_word(family, token_peek(t)->s) ?
		    text_error_at(e, t, "%s: the kind of route comes first, "
		    "such as '%s'", token_peek(t)->s, family->kinds->word) : 0;
	w->r.kind = &family->kinds[i];
	for (i = 0; (f = typed_field(&w->r, (unsigned)i)) != NULL; i++)
		if (f->bare && parse_field(w, (unsigned)i, t, e) == -1)
			return -1;
	return 1;
}

int
typed_one(void *words, struct tokens *t, struct text_error *e)
{
	struct typed_words *w = words;
	const struct token *tok = token_peek(t);
	const struct nlri_field *f;
	unsigned i;

	if (tok == NULL || tok->quoted)
		return 0;
	if (w->r.kind == NULL && !w->generic)
		return parse_kind(w, t, e);
	for (i = 0; !w->generic && (f = typed_field(&w->r, i)) != NULL; i++) {
		if (!is_word_of(f, tok->s))
			continue;
		if (w->r.v[i].given)
			return text_error_token(e, tok, "%s: it is there "
			    "twice", tok->s);
		t->at++;
		return parse_field(w, i, t, e);
	}
	if (!is_other_word(w->r.family, tok->s))
		return 0;
	return text_error_token(e, tok, "%s: '%s' does not have it", tok->s,
	    w->generic ? w->r.family->generic : w->r.kind->word == NULL ?
	    family_word_of(w) : w->r.kind->word);
}

/* On the wire, so that what is read is what a neighbour would read. */
static void
write_wire(const struct typed_words *w, struct wbuf *wire)
{
	const struct typed_family *family = w->r.family;
	const struct nlri_field *f;
	size_t at;
	unsigned i = 0;

	if (w->generic) {
		wbuf_bytes(wire, w->r.whole, family->head);
		wbuf_u8(wire, (uint8_t)(w->n - family->head));
		wbuf_bytes(wire, w->r.whole + family->head,
		    w->n - family->head);
		return;
	}
	wbuf_bytes(wire, w->r.kind->head, family->head);
	at = wire->len;
	wbuf_u8(wire, 0);
	if (w->r.kind->put != NULL)
		w->r.kind->put(wire, &w->r);
	else
		for (; (f = typed_field(&w->r, i)) != NULL; i++)
			if (w->r.v[i].given)
				field_put(wire, f, &w->r.v[i]);
	if ((wire->len - at - 1) * family->unit > UINT8_MAX)
		wire->failed = true;
	wbuf_set_u8(wire, at, (uint8_t)((wire->len - at - 1) * family->unit));
}

/* The first of its fields that is not there, of those it must have. */
static int
check_given(const struct typed_words *w, unsigned n, const struct tokens *t,
    struct text_error *e)
{
	const struct typed_family *family = w->r.family;
	const struct nlri_field *f;
	unsigned i;

	if (w->generic)
		return 0;
	if (w->r.kind == NULL)
		return text_error_at(e, t, "%s: the kind of route is missing, "
		    "such as '%s'", family_word_of(w), family->kinds->word);
	for (i = 0; i < n && (f = typed_field(&w->r, i)) != NULL; i++)
		if (!f->optional && !w->r.v[i].given)
			return text_error_at(e, t, "%s: '%s' is missing",
			    w->r.kind->word == NULL ? family_word_of(w) :
			    w->r.kind->word, f->word);
	return 0;
}

int
typed_announced(const void *words, const struct tokens *t,
    struct text_error *e)
{
	return check_given(words, TYPED_FIELDS, t, e);
}

/* Is a field said that is not of the key? */
static bool
says_carried(const struct typed_words *w)
{
	unsigned i = w->r.kind == NULL ? 0 : w->r.kind->key_fields;

	for (; i > 0 && typed_field(&w->r, i) != NULL; i++)
		if (w->r.v[i].given)
			return true;
	return false;
}

/* A withdraw need not say what is carried; all of that, or nothing. */
int
typed_finish(const void *words, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct typed_words *w = words;
	const struct typed_family *family = w->r.family;
	uint8_t octets[TYPED_HEAD + 1 + TYPED_FIELDS * FIELD_MAX];
	unsigned n = w->r.kind == NULL || w->r.kind->key_fields == 0 ||
	    says_carried(w) ? TYPED_FIELDS : w->r.kind->key_fields;
	struct wbuf wire;
	struct rbuf b;

	if (check_given(w, n, t, e) == -1)
		return -1;
	wbuf_fixed(&wire, octets, sizeof(octets));
	write_wire(w, &wire);
	b = wbuf_view(&wire);
	if (wire.failed || (n < TYPED_FIELDS ? typed_read_withdrawn :
	    typed_read)(family, &b, w->f, key, carried) == -1)
		return text_error_at(e, t, "%s: the octets are not those of "
		    "such a route", w->generic ? family->generic :
		    family_word_of(w));
	return 0;
}
