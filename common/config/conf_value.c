/* SPDX-License-Identifier: ISC */
/*
 * Values of the configuration.  A field is marked as written before its value
 * is read: a value that is wrong is one error, not also one that is missing.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "config/conf_value.h"
#include "text/suggest.h"

int
conf_value_bool(struct conf_ctx *c, struct tokens *t, const char *what,
    bool bare, uint8_t *v)
{
	static const char *const yes[] = { "true", "enable", "enabled", "yes",
	    "1" };
	static const char *const no[] = { "false", "disable", "disabled",
	    "no", "0" };
	const struct token *tok = token_peek(t);
	size_t i;

	if (tok == NULL) {
		*v = bare;
		return 0;
	}
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		if (strcasecmp(tok->s, yes[i]) == 0 ||
		    strcasecmp(tok->s, no[i]) == 0) {
			*v = strcasecmp(tok->s, yes[i]) == 0;
			t->at++;
			return 0;
		}
	}
	return text_error_token(&c->e, tok, "%s: '%.64s' is not true or "
	    "false", what, tok->s);
}

int
conf_value_number(struct conf_ctx *c, struct tokens *t, const char *what,
    uint32_t min, uint32_t max, uint32_t *v)
{
	const struct token *tok = token_peek(t);
	uint64_t n;

	if (tok == NULL)
		return text_error_at(&c->e, t, "%s: a number from %u to %u is "
		    "missing", what, min, max);
	if (text_u64(tok->s, max, &n) == -1 || n < min)
		return text_error_token(&c->e, tok, "%s: '%.64s' is not a "
		    "number from %u to %u", what, tok->s, min, max);
	*v = (uint32_t)n;
	t->at++;
	return 0;
}

int
conf_value_string(struct conf_ctx *c, struct tokens *t, const char *what,
    char *out, size_t size)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		return text_error_at(&c->e, t, "%s: a word is missing", what);
	if (strlen(tok->s) >= size)
		return text_error_token(&c->e, tok, "%s: longer than %zu "
		    "octets", what, size - 1);
	memset(out, 0, size);
	memcpy(out, tok->s, strlen(tok->s));
	t->at++;
	return 0;
}

int
conf_value_addr(struct conf_ctx *c, struct tokens *t, const char *what,
    struct addr *a)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		return text_error_at(&c->e, t, "%s: an address is missing",
		    what);
	if (addr_parse(tok->s, a) == -1)
		return text_error_token(&c->e, tok, "%s: '%.64s' is not an "
		    "address", what, tok->s);
	t->at++;
	return 0;
}

int
conf_value_seconds(struct conf_ctx *c, struct tokens *t, const char *what,
    uint32_t max, uint32_t *v)
{
	const struct token *tok = token_peek(t);
	uint64_t n;
	int64_t ms;

	if (tok == NULL)
		return text_error_at(&c->e, t, "%s: a number of seconds or a "
		    "duration is missing", what);
	if (text_u64(tok->s, max, &n) == -1) {
		ms = duration_parse(tok->s);
		if (ms < 0 || ms % 1000 != 0 || ms / 1000 > (int64_t)max)
			return text_error_token(&c->e, tok, "%s: '%.64s' is "
			    "not a number of seconds or a duration (at most "
			    "%u s)", what, tok->s, max);
		n = (uint64_t)ms / 1000;
	}
	*v = (uint32_t)n;
	t->at++;
	return 0;
}

bool
conf_value_disabled(struct tokens *t)
{
	return token_accept(t, "disable") || token_accept(t, "disabled") ||
	    token_accept(t, "false");
}

int
conf_value_choice(struct conf_ctx *c, struct tokens *t, const char *what,
    const char *const *words)
{
	const struct token *tok = token_peek(t);
	struct suggest s;
	char buf[96];
	int i;

	if (tok == NULL) {
		text_error_at(&c->e, t, "%s: a word is missing", what);
		return -1;
	}
	suggest_init(&s, tok->s);
	for (i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], tok->s) == 0) {
			t->at++;
			return i;
		}
		suggest_add(&s, words[i]);
	}
	snprintf(buf, sizeof(buf), "%s: unknown word", what);
	return suggest_error(&s, &c->e, tok, buf);
}

const struct token *
conf_value_list(struct conf_ctx *c, struct tokens *t, const char *what,
    int *open, int *r)
{
	const struct token *tok;

	*r = 0;
	if (*open == 0) {
		*open = token_accept(t, "[") ? 2 : 1;
		if (token_peek(t) == NULL) {
			*r = text_error_at(&c->e, t,
			    "%s: a word or a list is missing", what);
			return NULL;
		}
		if (*open == 1) {
			*open = 3;
			return token_take(t);
		}
	}
	if (*open == 3)
		return NULL;
	(void)token_accept(t, ",");
	if (token_accept(t, "]")) {
		*open = 3;
		return NULL;
	}
	tok = token_take(t);
	if (tok == NULL)
		*r = text_error_at(&c->e, t, "%s: ']' is missing", what);
	return tok;
}

int
conf_field_bool(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	size_t size;

	conf_def_mark(d, w->arg);
	return conf_value_bool(c, t, w->word, w->min != 0,
	    conf_def_field(d, w->arg, &size));
}

int
conf_field_number(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	uint32_t v;
	uint16_t v16;
	size_t size;
	void *p = conf_def_field(d, w->arg, &size);

	conf_def_mark(d, w->arg);
	if (conf_value_number(c, t, w->word, w->min, w->max, &v) == -1)
		return -1;
	v16 = (uint16_t)v;
	if (size == sizeof(v))
		memcpy(p, &v, size);
	else
		memcpy(p, &v16, sizeof(v16));
	return 0;
}

int
conf_field_string(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	size_t size;
	char *p = conf_def_field(d, w->arg, &size);

	conf_def_mark(d, w->arg);
	return conf_value_string(c, t, w->word, p, size);
}

int
conf_field_addr(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok = token_peek(t);
	struct addr a;
	size_t size;
	void *p = conf_def_field(d, w->arg, &size);

	conf_def_mark(d, w->arg);
	if (conf_value_addr(c, t, w->word, &a) == -1)
		return -1;
	if (w->min != 0 && a.af != w->min)
		return text_error_token(&c->e, tok, "%s: '%.64s' is not an "
		    "IPv%u address", w->word, tok->s, w->min);
	memcpy(p, &a, sizeof(a));
	return 0;
}

/* auto is 0: what the peer says, or its mirror. */
int
conf_field_asn(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok = token_peek(t);
	uint32_t as = 0;
	size_t size;
	void *p = conf_def_field(d, w->arg, &size);

	conf_def_mark(d, w->arg);
	if (!token_accept(t, "auto")) {
		if (token_asn(t, w->word, &as, &c->e) == -1)
			return -1;
		/* RFC 7607 */
		if (as == 0)
			return text_error_token(&c->e, tok,
			    "%s: AS 0 is not allowed", w->word);
	}
	memcpy(p, &as, sizeof(as));
	return 0;
}
