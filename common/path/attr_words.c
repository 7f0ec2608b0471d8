/* SPDX-License-Identifier: ISC */
/*
 * The attribute words of the route grammar, and a set printed in them.  The
 * words of one attribute stand in its row of attr_table.c; here are those that
 * are not one attribute: raw octets, and what is refused.
 */
#include <string.h>

#include "path/attr_community.h"
#include "path/attr_text.h"

enum { ROW_WORDS_END = ATTR_PREFIX_SID + 1 };

/* All that attr_parse_word takes. */
static const char *const words[] = {
	"origin", "as-path", "med", "metric", "local-preference", "localpref",
	"atomic-aggregate", "aggregator", "community", "originator-id",
	"cluster-list", "extended-community", "ext-community",
	"extended-community-ipv6", "aigp", "large-community", "otc",
	"pmsi", "tunnel-encap", "bgp-ls", "bgp-prefix-sid",
	"bgp-prefix-sid-srv6", "attribute", "weight", NULL
};

/* Words of ExaBGP and OpenBGPD that mean something, but nothing here. */
static const struct {
	const char	*word;
	const char	*why;
} refused[] = {
	{ "pftable", "Herald has no packet filter tables" },
	{ "prepend-neighbor", "a route of our own has no neighbour's AS" },
};

enum { REFUSED_MAX = sizeof(refused) / sizeof(refused[0]) };

const char *const *
attr_words(void)
{
	return words;
}

static const struct attr_row *
row_of_word(const char *s, uint8_t *type)
{
	const struct attr_row *row;
	unsigned i, n;

	for (i = 1; i < ROW_WORDS_END; i++) {
		row = attr_row_get((uint8_t)i);
		for (n = 0; row != NULL && row->words[n] != NULL; n++)
			if (*s == *row->words[n] &&
			    strcmp(s, row->words[n]) == 0) {
				*type = (uint8_t)i;
				return row;
			}
	}
	return NULL;
}

/* Herald writes it into an UPDATE itself; 0 is reserved. */
static bool
is_of_update(uint8_t type)
{
	const struct attr_row *row = attr_row_get(type);

	return type == 0 || (row != NULL && row->of_update);
}

/* [ 0xCODE 0xFLAGS 0xDATA ] behind "attribute". */
static int
parse_raw(struct tokens *t, struct attr_builder *b, struct text_error *e)
{
	const struct token *code, *flags, *data;
	uint8_t c, f, value[ATTR_SET_MAX];
	size_t n;

	if (!token_accept(t, "[") || (code = token_take(t)) == NULL ||
	    (flags = token_take(t)) == NULL || (data = token_take(t)) == NULL)
		return text_error_at(e, t, "attribute: wanted "
		    "[ 0xCODE 0xFLAGS 0xDATA ]");
	if (attr_hex(code->s, &c, 1) == -1)
		return text_error_token(e, code, "attribute: code \"%.20s\" is "
		    "not 0x and two digits", code->s);
	if (is_of_update(c))
		return text_error_token(e, code, "attribute: code \"%.20s\" is "
		    "written by Herald itself", code->s);
	if (attr_hex(flags->s, &f, 1) == -1)
		return text_error_token(e, flags, "attribute: flags \"%.20s\" "
		    "are not 0x and two digits", flags->s);
	n = strlen(data->s);
	if (n < 2 || n % 2 != 0 || n / 2 - 1 > sizeof(value) ||
	    attr_hex(data->s, value, n / 2 - 1) == -1)
		return text_error_token(e, data, "attribute: data is not 0x "
		    "and pairs of digits, up to %zu octets", sizeof(value));
	if (!token_accept(t, "]"))
		return text_error_at(e, t, "attribute: ']' missing");
	if (!attr_builder_has(b, c))
		attr_builder_set(b, f, c, value, n / 2 - 1);
	return 0;
}

/* OpenBGPD's decision process has it; there is none here: read, not used. */
static int
parse_weight(struct tokens *t, struct text_error *e)
{
	uint32_t n;

	return token_u32(t, "weight", &n, e);
}

static int
parse_other(struct tokens *t, const struct token *tok,
    struct attr_builder *b, struct text_error *e)
{
	unsigned i;
	int r;

	token_take(t);
	if (strcmp(tok->s, "attribute") == 0)
		r = parse_raw(t, b, e);
	else if (strcmp(tok->s, "weight") == 0)
		r = parse_weight(t, e);
	else {
		for (i = 0; i < REFUSED_MAX; i++)
			if (strcmp(tok->s, refused[i].word) == 0)
				return text_error_token(e, tok, "%s: %s",
				    tok->s, refused[i].why);
		t->at--;
		return 0;
	}
	return r == -1 ? -1 : 1;
}

int
attr_parse_word(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const struct attr_row *row;
	uint64_t present[4];
	size_t len = b->records.len;
	uint8_t type;
	bool had;
	int r;

	if (tok == NULL || tok->quoted)
		return 0;
	row = row_of_word(tok->s, &type);
	if (row == NULL)
		return parse_other(t, tok, b, e);
	memcpy(present, b->present, sizeof(present));
	had = attr_builder_has(b, type);
	token_take(t);
	r = row->parse(t, b, e);
	if (r == 0 && b->records.failed)
		r = text_error_token(e, tok, "%s: the attributes of this route "
		    "are too long", tok->s);
	if (r == -1 || (had && attr_unit(type) == 0 && !row->adds)) {
		wbuf_truncate(&b->records, len);
		memcpy(b->present, present, sizeof(present));
	}
	return r == -1 ? -1 : 1;
}

static void
print_raw(struct wbuf *out, const struct attr *a)
{
	size_t i;

	wbuf_printf(out, "attribute [ 0x%02x 0x%02x 0x", a->type,
	    a->flags & ~ATTR_EXTENDED);
	for (i = 0; i < a->value.left; i++)
		wbuf_printf(out, "%02x", a->value.p[i]);
	wbuf_str(out, " ]");
}

/* Only what reads back to the same octets is printed in words. */
static bool
has_words(const struct attr_row *row, const struct attr *a)
{
	static const struct attr_profile all = { .as4 = 1, .aigp = 1,
	    .prefix_sid = 1 };

	return row != NULL && row->print != NULL &&
	    (a->flags & ~ATTR_EXTENDED) == row->flags &&
	    (a->value.left > 0 || row->may_be_empty) &&
	    (row->check == NULL || row->check(a->value, &all) == NULL) &&
	    (row->has_words == NULL || row->has_words(a->value));
}

void
attr_set_print(struct wbuf *out, struct rbuf canon)
{
	const struct attr_row *row;
	const char *blank = "";
	struct attr a;

	while (attr_next(&canon, &a) == 1) {
		row = attr_row_get(a.type);
		wbuf_str(out, blank);
		blank = " ";
		if (!has_words(row, &a)) {
			print_raw(out, &a);
			continue;
		}
		if (row->words[0] != NULL && !row->spelt)
			wbuf_str(out, row->words[0]);
		if (row->words[0] != NULL && !row->spelt && !row->bare)
			wbuf_u8(out, ' ');
		row->print(out, a.value);
	}
}
