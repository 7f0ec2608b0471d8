/* SPDX-License-Identifier: ISC */
/*
 * "asm afi ipv4 safi unicast advisory TEXT", "rpcq afi ipv4 safi unicast
 * router-id 192.0.2.1 sequence 7": the words in any order behind the kind, as
 * far as the kind has them.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/addr.h"
#include "text/operational_words.h"
#include "text/route_head.h"

enum { WORDS_TEXT = 80 };

struct reading {
	struct operational	*o;
	bool			 has_advisory;
};

typedef int read_word(struct reading *r, struct tokens *t,
	    struct text_error *e);

/* "afi 16397 safi 99": here, as everywhere else, a family by number. */
static int
afi_number(struct reading *r, struct tokens *t, struct text_error *e)
{
	uint16_t n;

	return route_head_afi(t, &n, e) == -1 ? -1 :
	    route_head_safi(t, n, &r->o->family, e);
}

static int
afi(struct reading *r, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t), *safi;

	if (tok == NULL)
		return text_error_at(e, t, "afi: a family's first word (such "
		    "as ipv4) is missing");
	if (*tok->s >= '0' && *tok->s <= '9')
		return afi_number(r, t, e);
	t->at++;
	(void)token_accept(t, "safi");
	if ((safi = token_peek(t)) == NULL)
		return text_error_at(e, t, "safi: a family's second word "
		    "(such as unicast) is missing");
	r->o->family = family_by_words(tok->s, safi->s);
	if (r->o->family == FAMILY_NONE)
		return text_error_token(e, safi, "%.32s %.32s: no family that "
		    "is supported", tok->s, safi->s);
	t->at++;
	return 0;
}

static int
advisory(struct reading *r, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_take(t);

	if (tok == NULL || strlen(tok->s) > OPERATIONAL_TEXT_MAX)
		return tok == NULL ? text_error_at(e, t, "advisory: a text "
		    "is missing") : text_error_token(e, tok, "advisory: the "
		    "text is longer than %u octets", OPERATIONAL_TEXT_MAX);
	r->o->advisory = rbuf_of(tok->s, strlen(tok->s));
	r->has_advisory = true;
	return 0;
}

static int
router_id(struct reading *r, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_take(t);
	struct addr id;

	if (tok == NULL)
		return text_error_at(e, t, "router-id: a value is missing");
	if (addr_parse(tok->s, &id) == -1 || id.af != ADDR_V4)
		return text_error_token(e, tok, "router-id: '%.64s' is no "
		    "IPv4 address", tok->s);
	r->o->router_id = addr_v4_host(&id);
	return 0;
}

static int
sequence(struct reading *r, struct tokens *t, struct text_error *e)
{
	return token_u32(t, "sequence", &r->o->sequence, e);
}

static int
counter(struct reading *r, struct tokens *t, struct text_error *e)
{
	return token_u32(t, "counter", &r->o->counter, e);
}

enum {
	ADVISORY = 1 << OPERATIONAL_ADVISORY, QUERY = 1 << OPERATIONAL_QUERY,
	COUNTER = 1 << OPERATIONAL_COUNTER,
};

static const struct {
	const char	*word;
	read_word	*read;
	unsigned	 forms;
} words[] = {
	{ "afi",	afi,		ADVISORY | QUERY | COUNTER },
	{ "advisory",	advisory,	ADVISORY },
	{ "router-id",	router_id,	QUERY | COUNTER },
	{ "sequence",	sequence,	QUERY | COUNTER },
	{ "counter",	counter,	COUNTER },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

static int
unknown(const struct operational *o, const struct token *tok,
    struct text_error *e)
{
	char legal[WORDS_TEXT];
	size_t n = 0;
	unsigned i;

	legal[0] = '\0';
	for (i = 0; i < WORDS; i++)
		if ((words[i].forms >> o->kind->form & 1) != 0)
			n += (size_t)snprintf(legal + n, sizeof(legal) - n,
			    " %s", words[i].word);
	return text_error_token(e, tok, "unknown word '%.64s'; legal in %s:%s",
	    tok->s, o->kind->word, legal);
}

static int
one(struct reading *r, struct tokens *t, struct text_error *e)
{
	const struct token *key = token_take(t);
	unsigned i;

	for (i = 0; i < WORDS; i++)
		if (!key->quoted && strcmp(key->s, words[i].word) == 0 &&
		    (words[i].forms >> r->o->kind->form & 1) != 0)
			return words[i].read(r, t, e);
	return unknown(r->o, key, e);
}

static int
kind(struct operational *o, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok != NULL)
		o->kind = operational_by_word(tok->s);
	if (o->kind == NULL)
		return text_error_at(e, t, "one of adm asm rpcq rpcp apcq "
		    "apcp lpcq lpcp is missing");
	t->at++;
	return 0;
}

int
operational_words_read(struct operational *o, struct tokens *t,
    struct text_error *e)
{
	struct operational in = { .family = FAMILY_NONE };
	struct reading r = { .o = &in };

	if (kind(&in, t, e) == -1)
		return -1;
	while (token_peek(t) != NULL)
		if (one(&r, t, e) == -1)
			return -1;
	if (in.family == FAMILY_NONE)
		return text_error_at(e, t, "%s: afi and safi are missing",
		    in.kind->word);
	if (in.kind->form == OPERATIONAL_ADVISORY && !r.has_advisory)
		return text_error_at(e, t, "%s: an advisory is missing",
		    in.kind->word);
	*o = in;
	return 0;
}

void
operational_words_print(struct wbuf *out, const struct operational *o)
{
	const struct family_info *f = family_info(o->family);
	char text[OPERATIONAL_TEXT_MAX + 1], buf[ADDR_TEXT];
	struct addr id = addr_v4(o->router_id);

	/* Words of a family by number have "afi" and "safi" in them. */
	if (family_is_other(o->family))
		wbuf_printf(out, "%s %s %s", o->kind->word, f->afi_word,
		    f->safi_word);
	else
		wbuf_printf(out, "%s afi %s safi %s", o->kind->word,
		    f->afi_word, f->safi_word);
	if (o->kind->form == OPERATIONAL_ADVISORY) {
		memcpy(text, o->advisory.p, o->advisory.left);
		text[o->advisory.left] = '\0';
		wbuf_str(out, " advisory ");
		token_print(out, text);
		return;
	}
	if (o->router_id != 0)
		wbuf_printf(out, " router-id %s", addr_print(&id, buf,
		    sizeof(buf)));
	wbuf_printf(out, " sequence %u", o->sequence);
	if (o->kind->form == OPERATIONAL_COUNTER)
		wbuf_printf(out, " counter %u", o->counter);
}
