/* SPDX-License-Identifier: ISC */
/*
 * Words of a flow specification rule to its key, whatever their order: the
 * match of a flow block, of a program's line and of bgpctl.
 *
 *	destination, source	prefix/length, in IPv6 also /offset
 *	the others		one value, or several in brackets, any of which
 *				matches; terms joined by & must all match
 *	a numeric term		= > < >= <= != and a number or a name, where no
 *				operator is =; or true or false
 *	a bit mask		nothing (any bit), = (all of them), ! or !=, and
 *				names or numbers joined by +
 *
 * The same word twice adds alternatives.  Which family a rule is of is often
 * said by a later word, so that what depends on it is looked at in the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "path/attr_text.h"
#include "path/flow.h"

enum { ITEMS_MAX = FLOW_MAX / 2, TERM_TEXT = 128 };

/* One operator and operand. */
struct flow_item {
	const struct flow_name	*name;	/* NULL: a number */
	uint64_t		 value;
	uint32_t		 line, col;
	uint8_t			 type;
	uint8_t			 op;
};

struct word {
	const char	*word;
	uint8_t		 type;
	uint8_t		 af;		/* ADDR_NONE: either */
};

static const struct word words[] = {
	{ "destination", FLOW_DESTINATION, ADDR_NONE },
	{ "destination-ipv4", FLOW_DESTINATION, ADDR_V4 },
	{ "destination-ipv6", FLOW_DESTINATION, ADDR_V6 },
	{ "source", FLOW_SOURCE, ADDR_NONE },
	{ "source-ipv4", FLOW_SOURCE, ADDR_V4 },
	{ "source-ipv6", FLOW_SOURCE, ADDR_V6 },
	{ "protocol", FLOW_PROTOCOL, ADDR_NONE },
	{ "next-header", FLOW_PROTOCOL, ADDR_V6 },
	{ "port", FLOW_PORT, ADDR_NONE },
	{ "destination-port", FLOW_DESTINATION_PORT, ADDR_NONE },
	{ "source-port", FLOW_SOURCE_PORT, ADDR_NONE },
	{ "icmp-type", FLOW_ICMP_TYPE, ADDR_NONE },
	{ "icmp-code", FLOW_ICMP_CODE, ADDR_NONE },
	{ "tcp-flags", FLOW_TCP_FLAGS, ADDR_NONE },
	{ "packet-length", FLOW_PACKET_LENGTH, ADDR_NONE },
	{ "dscp", FLOW_DSCP, ADDR_NONE },
	{ "traffic-class", FLOW_DSCP, ADDR_V6 },
	{ "fragment", FLOW_FRAGMENT, ADDR_NONE },
	{ "flow-label", FLOW_LABEL, ADDR_V6 },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

/* What a value is read for. */
struct value_of {
	struct flow_words	*f;
	const struct word	*word;
	const struct flow_row	*row;
};

struct operator {
	const char	*text;
	uint8_t		 op;
};

/* The longer ones first, for one begins another. */
static const struct operator numeric[] = {
	{ "<=", FLOW_LT | FLOW_EQ }, { ">=", FLOW_GT | FLOW_EQ },
	{ "!=", FLOW_LT | FLOW_GT }, { "=", FLOW_EQ }, { "<", FLOW_LT },
	{ ">", FLOW_GT }, { "", FLOW_EQ }
};
static const struct operator bitmask[] = {
	{ "!=", FLOW_NOT | FLOW_MATCH }, { "!", FLOW_NOT },
	{ "=", FLOW_MATCH }, { "", 0 }
};

void
flow_words_init(struct flow_words *f, uint8_t af)
{
	memset(f, 0, sizeof(*f));
	f->af = af;
}

void
flow_words_free(struct flow_words *f)
{
	free(f->items);
	f->items = NULL;
	f->n = f->room = 0;
}

static const char *
af_name(uint8_t af)
{
	return af == ADDR_V6 ? "IPv6" : "IPv4";
}

static int
take_af(struct flow_words *f, uint8_t af, const struct token *tok,
    struct text_error *e)
{
	if (af != ADDR_NONE && f->af != ADDR_NONE && f->af != af)
		return text_error_token(e, tok, "'%.64s' is of %s, the rule "
		    "of %s", tok->s, af_name(af), af_name(f->af));
	if (af != ADDR_NONE)
		f->af = af;
	return 0;
}

/* --- prefixes ------------------------------------------------------------ */

static bool
all_digits(const char *s, size_t n)
{
	return n > 0 && strspn(s, "0123456789") == n;
}

/* "/length" or "/length/offset"; no offset is 0. */
static int
read_lengths(const char *s, uint8_t af, uint64_t *len, uint64_t *offset)
{
	size_t n = strcspn(s, "/");
	char first[8];

	*offset = 0;
	if (n >= sizeof(first) || strspn(s, "0123456789") != n)
		return -1;
	memcpy(first, s, n);
	first[n] = '\0';
	if (text_u64(first, addr_bits(af), len) == -1)
		return -1;
	if (s[n] == '\0')
		return 0;
	s += n + 1;
	if (af != ADDR_V6 || !all_digits(s, strlen(s)) ||
	    text_u64(s, 127, offset) == -1)
		return -1;
	return *offset < *len || (*offset == 0 && *len == 0) ? 0 : -1;
}

static int
bad_prefix(const struct word *word, const struct token *tok,
    struct text_error *e)
{
	return text_error_token(e, tok, "%s: '%.64s' is not %s", word->word,
	    tok->s, word->af == ADDR_V4 ? "an IPv4 prefix/length" :
	    "a prefix/length, nor an IPv6 prefix/length/offset with an "
	    "offset below the length");
}

/* RFC 8956 3.1: bits from the offset on, at the left. */
static void
keep_pattern(const struct addr *a, unsigned offset, unsigned len,
    uint8_t b[16])
{
	unsigned i, at;

	memset(b, 0, 16);
	for (i = 0; i + offset < len; i++) {
		at = i + offset;
		if ((a->b[at / 8] & 0x80 >> at % 8) != 0)
			b[i / 8] |= (uint8_t)(0x80 >> i % 8);
	}
}

static int
parse_prefix(struct value_of *v, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	unsigned which = v->word->type - FLOW_DESTINATION;
	uint64_t len, offset;
	struct addr a;
	char text[ADDR_TEXT];
	size_t n;

	if (tok == NULL)
		return text_error_at(e, t, "%s: a prefix is missing",
		    v->word->word);
	if (v->f->prefix[which].given)
		return text_error_token(e, tok, "%s: a rule has only one",
		    v->word->word);
	n = strcspn(tok->s, "/");
	if (n >= sizeof(text) || tok->s[n] == '\0')
		return bad_prefix(v->word, tok, e);
	memcpy(text, tok->s, n);
	text[n] = '\0';
	if (strchr(text, '%') != NULL || addr_parse(text, &a) == -1 ||
	    read_lengths(tok->s + n + 1, a.af, &len, &offset) == -1)
		return bad_prefix(v->word, tok, e);
	if ((v->word->af != ADDR_NONE && v->word->af != a.af))
		return text_error_token(e, tok, "%s: '%.64s' is of %s",
		    v->word->word, tok->s, af_name(a.af));
	if (take_af(v->f, a.af, tok, e) == -1)
		return -1;
	v->f->prefix[which].given = true;
	v->f->prefix[which].len = (uint8_t)len;
	v->f->prefix[which].offset = (uint8_t)offset;
	keep_pattern(&a, (unsigned)offset, (unsigned)len,
	    v->f->prefix[which].b);
	t->at++;
	return 0;
}

/* --- operators and operands ---------------------------------------------- */

/* Any case, and _ for -, as ExaBGP has it. */
static bool
same_name(const char *name, const char *s)
{
	char text[TERM_TEXT], *p;

	snprintf(text, sizeof(text), "%s", s);
	for (p = text; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	return strcasecmp(name, text) == 0;
}

/* What stands behind the operator, or NULL: s begins with another. */
static const char *
behind(const struct operator *o, const char *s)
{
	const char *p;

	for (p = o->text; *p != '\0'; p++, s++)
		if (*p != *s)
			return NULL;
	return s;
}

static const struct flow_name *
find_name(const struct flow_row *row, const char *s)
{
	const struct flow_name *n;

	for (n = row->names; n != NULL && n->name != NULL; n++)
		if (same_name(n->name, s))
			return n;
	return NULL;
}

/*
 * A number over what a packet can have is taken in hexadecimal only: it is
 * how such a rule of a neighbour's is printed, and not what one types.
 */
static int
read_number(const struct value_of *v, const char *s, uint64_t *value)
{
	unsigned six = flow_v6(v->word->af);
	bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');

	return text_u64(s, hex ? v->row->mask[six] : v->row->max[six], value);
}

static const char *
list_names(const struct flow_name *n, char *buf, size_t size)
{
	size_t at = 0;

	for (buf[0] = '\0'; n->name != NULL && at < size; n++)
		at += (size_t)snprintf(buf + at, size - at, " %s", n->name);
	return buf;
}

/* Bits have few names: all are told. */
static int
bad_value(const struct value_of *v, const struct token *tok, const char *s,
    struct text_error *e)
{
	const struct flow_name *n = v->row->names;
	size_t digits = strspn(s, "0123456789");
	char names[256];

	if (digits > 0 && s[digits] != '\0' &&
	    strchr("-<>=!", s[digits]) != NULL)
		return text_error_token(e, tok, "%s: '%.64s' is not one value; "
		    "a range is '>=1&<=9'", v->word->word, s);
	if (n != NULL && v->row->kind == FLOW_BITMASK)
		return text_error_token(e, tok, "%s: '%.64s' is neither a "
		    "number from 0 to %llu nor one of%s", v->word->word, s,
		    (unsigned long long)v->row->max[flow_v6(v->word->af)],
		    list_names(n, names, sizeof(names)));
	if (n == NULL)
		return text_error_token(e, tok, "%s: '%.64s' is not a number "
		    "from 0 to %llu", v->word->word, s, (unsigned long long)
		    v->row->max[flow_v6(v->word->af)]);
	return text_error_token(e, tok, "%s: '%.64s' is neither a number from "
	    "0 to %llu nor a name such as '%s'", v->word->word, s,
	    (unsigned long long)v->row->max[flow_v6(v->word->af)], n->name);
}

/* Names and numbers joined by +: their bits. */
static int
read_bits(const struct value_of *v, const struct token *tok, const char *s,
    uint64_t *value, struct text_error *e)
{
	const struct flow_name *name;
	char one[TERM_TEXT];
	uint64_t bits;
	size_t n;

	*value = 0;
	for (;; s += n + 1) {
		n = strcspn(s, "+");
		memcpy(one, s, n);
		one[n] = '\0';
		name = find_name(v->row, one);
		if (name != NULL)
			bits = (uint64_t)name->v4;
		else if (read_number(v, one, &bits) == -1)
			return bad_value(v, tok, one, e);
		*value |= bits;
		if (s[n] == '\0')
			return 0;
	}
}

static int
read_operand(const struct value_of *v, const struct token *tok, const char *s,
    struct flow_item *item, struct text_error *e)
{
	if (v->row->kind == FLOW_BITMASK)
		return read_bits(v, tok, s, &item->value, e);
	item->name = find_name(v->row, s);
	if (item->name == NULL && read_number(v, s, &item->value) == -1)
		return bad_value(v, tok, s, e);
	return 0;
}

static int
add_item(struct flow_words *f, const struct flow_item *item,
    const struct token *tok, struct text_error *e)
{
	if (f->n == ITEMS_MAX)
		return text_error_token(e, tok, "a rule of more than %d values",
		    ITEMS_MAX);
	if (f->n == f->room) {
		f->room = f->room == 0 ? 8 : f->room * 2;
		f->items = xreallocarray(f->items, f->room, sizeof(*f->items));
	}
	f->items[f->n++] = *item;
	return 0;
}

static int
parse_term(const struct value_of *v, const struct token *tok, const char *s,
    uint8_t and, struct text_error *e)
{
	const struct operator *o = v->row->kind == FLOW_NUMERIC ? numeric :
	    bitmask;
	struct flow_item item = { .type = v->word->type, .line = tok->line,
	    .col = tok->col };
	bool numbers = v->row->kind == FLOW_NUMERIC;
	const char *operand;

	/* ExaBGP 4.2 has it as a mask without bits, which nothing matches */
	if (v->word->type == FLOW_FRAGMENT && same_name("not-a-fragment", s))
		s = "!is-fragment";
	if (numbers && strcasecmp(s, "true") == 0)
		item.op = FLOW_COMPARE;
	else if (!numbers || strcasecmp(s, "false") != 0) {
		while ((operand = behind(o, s)) == NULL)
			o++;
		item.op = o->op;
		if (read_operand(v, tok, operand, &item, e) == -1)
			return -1;
	}
	item.op |= and;
	return add_item(v->f, &item, tok, e);
}

/* One value: terms, all of which must match. */
static int
parse_value(struct tokens *t, void *arg, struct text_error *e)
{
	const struct value_of *v = arg;
	const struct token *tok = token_take(t);
	const char *s = tok->s;
	char term[TERM_TEXT];
	uint8_t and = 0;
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, "&");
		if (n >= sizeof(term))
			return text_error_token(e, tok, "%s: '%.64s…' is too "
			    "long", v->word->word, s);
		memcpy(term, s, n);
		term[n] = '\0';
		if (parse_term(v, tok, term, and, e) == -1)
			return -1;
		if (s[n] == '\0')
			return 0;
		and = FLOW_AND;
	}
}

/* --- words --------------------------------------------------------------- */

static int
parse_rd(struct flow_words *f, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint8_t rd[RD_SIZE];

	if (tok == NULL)
		return text_error_at(e, t, "rd: a route distinguisher is "
		    "missing");
	if (rd_parse(tok->s, rd) == -1)
		return rd_error(e, tok, "rd");
	t->at++;
	if (!f->has_rd)
		memcpy(f->rd, rd, sizeof(f->rd));
	f->has_rd = true;
	return 1;
}

int
flow_words_one(struct flow_words *f, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct value_of v = { .f = f };
	size_t before = f->n, i;

	if (token_accept(t, "rd") || token_accept(t, "route-distinguisher"))
		return parse_rd(f, t, e);
	for (i = 0; i < WORDS && !token_accept(t, words[i].word); i++)
		;
	if (i == WORDS)
		return 0;
	v.word = &words[i];
	v.row = flow_row(v.word->type,
	    v.word->af == ADDR_NONE ? ADDR_V4 : v.word->af);
	if (take_af(f, v.word->af, tok, e) == -1)
		return -1;
	if (v.row->kind == FLOW_PREFIX)
		return parse_prefix(&v, t, e) == -1 ? -1 : 1;
	if (attr_list_parse(t, v.word->word, parse_value, &v, e) == -1)
		return -1;
	if (f->n == before)
		return text_error_token(e, tok, "%s: an empty list matches "
		    "nothing", v.word->word);
	return 1;
}

const char *
flow_words_name(size_t i)
{
	return i < WORDS ? words[i].word : NULL;
}

/* The value, now that the family is known; errors where it was written. */
static int
item_value(const struct flow_item *item, uint8_t af, uint64_t *value,
    struct text_error *e)
{
	const struct flow_row *row = flow_row(item->type, af);
	const struct token at = { .s = "", .line = item->line,
	    .col = item->col };
	int v;

	*value = item->value;
	if (item->name != NULL) {
		v = flow_v6(af) ? item->name->v6 : item->name->v4;
		if (v < 0)
			return text_error_token(e, &at, "%s: %s has no '%s'",
			    flow_word(item->type, af), af_name(af),
			    item->name->name);
		*value = (uint64_t)v;
	}
	if ((*value & ~row->mask[flow_v6(af)]) != 0)
		return text_error_token(e, &at, "%s: 0x%llx has bits that "
		    "%s has not", flow_word(item->type, af),
		    (unsigned long long)*value, af_name(af));
	return 0;
}

/* All that was written of one type, in that order. */
static int
put_type(const struct flow_words *f, uint8_t type, uint8_t af,
    struct wbuf *w, struct text_error *e)
{
	const struct flow_item *item, *last = NULL;
	struct flow_op o;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->items[i].type == type)
			last = &f->items[i];
	if (last == NULL)
		return 0;
	wbuf_u8(w, type);
	for (item = f->items; item <= last; item++) {
		if (item->type != type)
			continue;
		o.op = item->op;
		if (item == last)
			o.op |= FLOW_END;
		if (item_value(item, af, &o.value, e) == -1)
			return -1;
		flow_put_op(w, flow_row(type, af), af, &o);
	}
	return 0;
}

static int
put_rule(const struct flow_words *f, uint8_t af, struct wbuf *w,
    struct text_error *e)
{
	unsigned i;

	for (i = 0; i < 2; i++)
		if (f->prefix[i].given) {
			wbuf_u8(w, (uint8_t)(FLOW_DESTINATION + i));
			flow_put_prefix(w, af, f->prefix[i].len,
			    f->prefix[i].offset, rbuf_of(f->prefix[i].b, 16));
		}
	for (i = FLOW_PROTOCOL; i < FLOW_TYPES; i++)
		if (put_type(f, (uint8_t)i, af, w, e) == -1)
			return -1;
	return 0;
}

int
flow_words_finish(const struct flow_words *f, const struct tokens *t,
    struct wbuf *key, struct flow_family *k, struct text_error *e)
{
	uint8_t af = f->af == ADDR_NONE ? ADDR_V4 : f->af, made[FLOW_MAX];
	struct wbuf w;

	if (f->n == 0 && !f->prefix[0].given && !f->prefix[1].given)
		return text_error_at(e, t, "a rule matches something: "
		    "'destination', 'protocol', 'port' or the like is missing "
		    "(destination 0.0.0.0/0 or ::/0 is everything)");
	wbuf_fixed(&w, made, sizeof(made));
	if (f->has_rd)
		wbuf_bytes(&w, f->rd, RD_SIZE);
	if (put_rule(f, af, &w, e) == -1)
		return -1;
	if (w.failed)
		return text_error_at(e, t, "a rule of more than %d octets",
		    FLOW_MAX);
	wbuf_bytes(key, w.p, w.len);
	*k = (struct flow_family){ .af = af, .vpn = f->has_rd };
	return 0;
}
