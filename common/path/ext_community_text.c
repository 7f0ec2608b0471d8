/* SPDX-License-Identifier: ISC */
/*
 * Extended communities as words.  A value is name:field:field, A:B (a route
 * target), or 0x and sixteen digits; where a form's fields stand in the words
 * behind its name ("rt 65536:1", "rate-limit 9600 packets") they are taken
 * from there, as ExaBGP prints them and OpenBGPD writes them.
 */
#include <string.h>

#include "path/attr_community.h"
#include "path/attr_text.h"
#include "path/ext_community.h"

enum { EXT_TEXT_MAX = 128 };

/* Divides text at its colons.  0, or -1 too many. */
static int
split_fields(char *text, struct ext_fields *f)
{
	char *colon;

	for (;;) {
		if (f->n == EXT_FIELDS_MAX)
			return -1;
		f->v[f->n++] = text;
		colon = strchr(text, ':');
		if (colon == NULL)
			return 0;
		*colon = '\0';
		text = colon + 1;
	}
}

static int
copy_word(const char *s, char text[EXT_TEXT_MAX])
{
	size_t n = strlen(s);

	if (n >= EXT_TEXT_MAX)
		return -1;
	memcpy(text, s, n + 1);
	return 0;
}

/* The form that a word names, and the text behind its first colon or NULL. */
static const struct ext_form *
find_form(char *text, char **rest)
{
	const struct ext_form *form;
	char *colon = strchr(text, ':');

	*rest = NULL;
	if (colon != NULL)
		*colon = '\0';
	form = ext_form_by_name(text);
	if (colon != NULL) {
		*colon = ':';
		*rest = colon + 1;
		if (form == NULL) {	/* A:B */
			*rest = text;
			form = ext_form_by_name("target");
		}
	}
	return form;
}

static int
no_form(const struct token *tok, struct text_error *e)
{
	return text_error_token(e, tok, "extended-community: \"%.40s\" is "
	    "not target:A:B, origin:A:B and the like, A:B, nor 0x and 16 "
	    "digits", tok->s);
}

/* Its value, in tok or behind it in next, is none of this form. */
static int
not_read(const struct token *tok, const struct token *next,
    const struct ext_form *form, const struct ext_fields *f,
    struct text_error *e)
{
	const char *bound = ext_form_bound(form, f);

	if (bound != NULL)
		return text_error_token(e, next != NULL ? next : tok,
		    "extended-community: \"%.64s\": %s",
		    next != NULL ? next->s : tok->s, bound);
	if (next != NULL)
		return text_error_token(e, next, "%.40s: '%.64s' is not %s",
		    tok->s, next->s, ext_form_usage(form));
	return text_error_token(e, tok, "extended-community: \"%.40s\" "
	    "wants %s", tok->s, ext_form_usage(form));
}

static int
ext_item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t), *next = NULL;
	const struct ext_form *form;
	struct ext_fields f = { .n = 0 };
	char text[EXT_TEXT_MAX], more[EXT_TEXT_MAX], *rest;
	uint8_t c[EXT_COMMUNITY_SIZE];

	if (attr_hex(tok->s, c, sizeof(c)) == 0)
		goto found;
	if (copy_word(tok->s, text) == -1 ||
	    (form = find_form(text, &rest)) == NULL)
		return no_form(tok, e);
	if (rest == NULL && ext_form_fields(form) > 0) {
		next = token_take(t);
		if (next == NULL || copy_word(next->s, more) == -1)
			return text_error_token(e, tok, "extended-community: "
			    "%.40s wants %s", tok->s, ext_form_usage(form));
		rest = more;
	}
	if ((rest != NULL && split_fields(rest, &f) == -1))
		f.n = 0;
	if (f.n == 1 && ext_form_is_packets(form) &&
	    token_accept(t, "packets"))
		f.v[f.n++] = "packets";
	if (ext_form_read(form, &f, c) == -1)
		return rest == text && ext_form_bound(form, &f) == NULL ?
		    no_form(tok, e) : not_read(tok, next, form, &f, e);
found:
	attr_builder_append(arg, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_EXT_COMMUNITIES, c, sizeof(c));
	return 0;
}

int
attr_ext_community_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return attr_list_parse(t, "extended-community", ext_item, b, e);
}

void
attr_ext_community_print(struct wbuf *out, struct rbuf v)
{
	attr_list_print(out, v, EXT_COMMUNITY_SIZE, ext_community_print);
}
