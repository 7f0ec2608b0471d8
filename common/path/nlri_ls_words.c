/* SPDX-License-Identifier: ISC */
/*
 * Words of BGP-LS NLRI, in any order among those of attributes:
 *
 *	type		node, link, ipv4-prefix, ipv6-prefix, sr-policy,
 *			srv6-sid, or a number
 *	protocol	isis-l2, ospfv2 and the like, or a number
 *	identifier	a number, 0 when it is not there
 *	rd		in bgp-ls-vpn
 *	tlv		a number and octets, once for each; they are put in
 *			the order that RFC 9552 5.1 wants
 *	value		of a type that is not known, instead: all its octets
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "path/attr_text.h"
#include "path/ls_nlri.h"

enum { HEAD = RD_SIZE + 1 + 8 };

struct ls_words {
	bool		vpn;
	bool		has_type, has_protocol, has_identifier, has_rd,
			has_value;
	uint16_t	type;
	uint8_t		protocol;
	uint64_t	identifier;
	uint8_t		rd[RD_SIZE];
	struct wbuf	octets;		/* TLVs, or the value */
};

void *
ls_begin(enum family f)
{
	struct ls_words *w = xcalloc(1, sizeof(*w));

	w->vpn = ls_is_vpn(f);
	wbuf_growable(&w->octets, UINT16_MAX - HEAD);
	return w;
}

void
ls_free(void *words)
{
	struct ls_words *w = words;

	if (w == NULL)
		return;
	wbuf_free(&w->octets);
	free(w);
}

typedef int ls_parse(struct ls_words *w, struct tokens *t,
	    struct text_error *e);

static int
parse_type(struct ls_words *w, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint64_t n;

	if (tok == NULL)
		return text_error_at(e, t, "type: a name such as 'node' or a "
		    "number is missing");
	for (n = LS_NODE; n < LS_TYPES; n++)
		if (strcmp(tok->s, ls_type_name((uint16_t)n)) == 0)
			break;
	if (n == LS_TYPES && text_u64(tok->s, UINT16_MAX, &n) == -1)
		return text_error_token(e, tok, "type: '%.64s' is neither "
		    "node, link, ipv4-prefix, ipv6-prefix, sr-policy, "
		    "srv6-sid nor a number from 0 to 65535", tok->s);
	t->at++;
	w->type = (uint16_t)n;
	return 0;
}

static int
parse_protocol(struct ls_words *w, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const char *name;
	uint64_t n;

	if (tok == NULL)
		return text_error_at(e, t, "protocol: a name such as "
		    "'isis-l2' or a number is missing");
	for (n = 0; n <= UINT8_MAX; n++)
		if ((name = ls_protocol_name((uint8_t)n)) != NULL &&
		    strcmp(tok->s, name) == 0)
			break;
	if (n > UINT8_MAX && text_u64(tok->s, UINT8_MAX, &n) == -1)
		return text_error_token(e, tok, "protocol: '%.64s' is neither "
		    "a name such as isis-l1, isis-l2, ospfv2, direct, static "
		    "or ospfv3 nor a number from 0 to 255", tok->s);
	t->at++;
	w->protocol = (uint8_t)n;
	return 0;
}

static int
parse_identifier(struct ls_words *w, struct tokens *t, struct text_error *e)
{
	return token_u64(t, "identifier", UINT64_MAX, &w->identifier, e);
}

static int
parse_rd(struct ls_words *w, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		return text_error_at(e, t, "rd: a route distinguisher is "
		    "missing");
	if (rd_parse(tok->s, w->rd) == -1)
		return rd_error(e, tok, "rd");
	t->at++;
	return 0;
}

static int
parse_tlv(struct ls_words *w, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	size_t start = w->octets.len;
	struct ls_tlv made;
	struct rbuf b;

	if (w->has_value)
		return text_error_at(e, t, "tlv: 'value' has said all octets");
	if (ls_tlv_parse(t, "tlv", &w->octets, e) == -1)
		return -1;
	b = rbuf_of(w->octets.p + start, w->octets.len - start);
	if (ls_tlv_next(&b, &made) == 1 &&
	    (made.type == LS_LOCAL_NODE || made.type == LS_REMOTE_NODE) &&
	    ls_check_node(made.v) == -1) {
		wbuf_truncate(&w->octets, start);
		return text_error_token(e, tok, "tlv: the sub-TLVs of %s are "
		    "not whole, or not each once in ascending order", tok->s);
	}
	return 0;
}

static int
parse_value(struct ls_words *w, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	size_t n;
	uint8_t *p;

	if (tok == NULL)
		return text_error_at(e, t, "value: octets are missing");
	n = strlen(tok->s);
	p = n < 2 || n % 2 != 0 || w->octets.len > 0 ? NULL :
	    wbuf_reserve(&w->octets, n / 2 - 1);
	if ((p == NULL && n != 2) || w->octets.failed ||
	    attr_hex(tok->s, p, n / 2 - 1) == -1) {
		wbuf_truncate(&w->octets, 0);
		return text_error_token(e, tok, "value: '%.64s' is not 0x and "
		    "pairs of digits, and the only octets", tok->s);
	}
	t->at++;
	return 0;
}

static const struct word {
	const char	*word;
	const char	*synonym;
	ls_parse	*parse;
	size_t		 has;		/* what says that it was there, or 0 */
} words_of_ls[] = {
	{ "type", NULL, parse_type, offsetof(struct ls_words, has_type) },
	{ "protocol", NULL, parse_protocol,
	    offsetof(struct ls_words, has_protocol) },
	{ "identifier", "id", parse_identifier,
	    offsetof(struct ls_words, has_identifier) },
	{ "rd", "route-distinguisher", parse_rd,
	    offsetof(struct ls_words, has_rd) },
	{ "tlv", NULL, parse_tlv, 0 },
	{ "value", NULL, parse_value, offsetof(struct ls_words, has_value) },
};

enum { WORDS = sizeof(words_of_ls) / sizeof(words_of_ls[0]) };

int
ls_one(void *words, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const struct word *word = words_of_ls;
	bool *has = NULL;
	size_t i;

	for (i = 0; i < WORDS; i++, word++)
		if (token_accept(t, word->word) || (word->synonym != NULL &&
		    token_accept(t, word->synonym)))
			break;
	if (i == WORDS)
		return 0;
	if (word->has != 0) {
		has = (bool *)((char *)words + word->has);
		if (*has)
			return text_error_token(e, tok, "%s: it is there "
			    "twice", tok->s);
	}
	if (word->parse(words, t, e) == -1)
		return -1;
	if (has != NULL)
		*has = true;
	return 1;
}

static int
by_order(const void *a, const void *b)
{
	return ls_tlv_cmp(a, b);
}

static void
put_sorted(struct wbuf *w, struct rbuf tlvs)
{
	size_t n = 0, i, max = tlvs.left / LS_TLV_HEAD;
	struct ls_tlv *v = xcalloc(max + 1, sizeof(*v));

	while (n < max && ls_tlv_next(&tlvs, &v[n]) == 1)
		n++;
	qsort(v, n, sizeof(*v), by_order);
	for (i = 0; i < n; i++)
		ls_tlv_put(w, &v[i]);
	free(v);
}

/* What is there and what is missing fits the type and the family. */
static int
check_words(const struct ls_words *w, const struct tokens *t,
    struct text_error *e)
{
	bool known = ls_type_name(w->type) != NULL;

	if (!w->has_type)
		return text_error_at(e, t, "bgp-ls: 'type' is missing, such "
		    "as 'type node'");
	if (w->vpn && !w->has_rd)
		return text_error_at(e, t, "bgp-ls-vpn: 'rd' is missing");
	if (!w->vpn && w->has_rd)
		return text_error_at(e, t, "rd: only bgp-ls-vpn has it");
	if (known && !w->has_protocol)
		return text_error_at(e, t, "bgp-ls: 'protocol' is missing, "
		    "such as 'protocol isis-l2'");
	if (known && w->has_value)
		return text_error_at(e, t, "value: a '%s' is written with "
		    "'tlv'", ls_type_name(w->type));
	if (!known && (w->has_protocol || w->has_identifier ||
	    (!w->has_value && w->octets.len > 0)))
		return text_error_at(e, t, "bgp-ls: type %u is not known, and "
		    "written with 'value' alone", w->type);
	if (!known && !w->has_value)
		return text_error_at(e, t, "bgp-ls: 'value' is missing");
	return 0;
}

int
ls_finish(const void *words, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct ls_words *w = words;
	size_t start = key->len;
	unsigned i;

	(void)carried;
	if (check_words(w, t, e) == -1)
		return -1;
	wbuf_u16(key, w->type);
	if (w->vpn)
		wbuf_bytes(key, w->rd, RD_SIZE);
	if (ls_type_name(w->type) == NULL)
		wbuf_bytes(key, w->octets.p, w->octets.len);
	else {
		wbuf_u8(key, w->protocol);
		for (i = 0; i < 8; i++)
			wbuf_u8(key, (uint8_t)(w->identifier >> 8 * (7 - i)));
		put_sorted(key, wbuf_view(&w->octets));
	}
	if (key->failed) {
		wbuf_truncate(key, start);
		return text_error_at(e, t, "bgp-ls: the route is too long");
	}
	if (ls_check_body(w->type, w->vpn, rbuf_of(key->p + start + 2,
	    key->len - start - 2)) == 0)
		return 0;
	wbuf_truncate(key, start);
	return text_error_at(e, t, "tlv: %d and %d are there once at most",
	    LS_LOCAL_NODE, LS_REMOTE_NODE);
}
