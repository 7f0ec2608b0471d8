/* SPDX-License-Identifier: ISC */
/*
 * Blocks whose lines begin with a family, and the families of a neighbour that
 * has no such block.
 */
#include <string.h>

#include "config/conf_family.h"
#include "config/conf_value.h"
#include "config/conf_words.h"
#include "text/route_head.h"

/* t->at is behind afi, the first word: at the SAFI's, or at a number. */
static int
read_safi(struct conf_ctx *c, const char *afi, struct tokens *t,
    enum family *f)
{
	const struct token *tok = token_peek(t);
	uint16_t number;

	if (strcmp(afi, "afi") == 0)
		return route_head_afi(t, &number, &c->e) == -1 ? -1 :
		    route_head_safi(t, number, f, &c->e);
	if (tok == NULL)
		return text_error_at(&c->e, t, "%s: a family's second word "
		    "(such as unicast) is missing", afi);
	*f = family_by_words(afi, tok->s);
	if (*f == FAMILY_NONE)
		return route_head_no_safi(afi, tok, &c->e);
	t->at++;
	return 0;
}

static int
family_line(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	enum family f;
	unsigned i;

	if (read_safi(c, w->word, t, &f) == -1)
		return -1;
	for (i = 0; i < d->n.nfamilies; i++)
		if (d->n.families[i] == f) {
			t->at = 0;
			return text_error_at(&c->e, t, "%s %s: given twice",
			    family_info(f)->afi_word,
			    family_info(f)->safi_word);
		}
	d->n.families[d->n.nfamilies++] = (uint8_t)f;
	return 0;
}

static int
family_all(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;

	(void)c;
	(void)w;
	(void)t;
	d->families_all = true;
	return 0;
}

void
conf_family_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	static const struct conf_word all = { "all", family_all, NULL, "6", 0,
	    0, 0 };
	struct conf_def *d = obj;
	struct conf_words words;

	if (!conf_block_bare(c, head))
		return;
	d->has_families = true;
	conf_words_init(&words);
	conf_words_add(&words, &all);
	conf_words_afis(&words, family_line, NULL, "3");
	conf_words_number(&words, family_line, NULL);
	conf_block_run(c, w->word, words.v, obj);
}

static int
add_path_line(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	enum family f;
	uint32_t limit;

	if (read_safi(c, w->word, t, &f) == -1)
		return -1;
	if (family_is_other(f)) {
		t->at = 0;
		return text_error_at(&c->e, t, "%s %s: its NLRI have no end "
		    "that is known here, so none has a path identifier in "
		    "front of it", family_info(f)->afi_word,
		    family_info(f)->safi_word);
	}
	if (token_accept(t, "limit")) {
		if (conf_value_number(c, t, "limit", 1, 65535, &limit) == -1)
			return -1;
		d->n.paths_limit[f] = (uint16_t)limit;
	}
	d->n.add_path_families |= (family_mask)1 << f;
	return 0;
}

static int
add_path_all(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;

	(void)c;
	(void)w;
	(void)t;
	d->n.add_path_families |= FAMILIES_KNOWN;
	return 0;
}

void
conf_family_add_path(struct conf_ctx *c, void *obj,
    const struct conf_word *w, struct tokens *head)
{
	static const struct conf_word all = { "all", add_path_all, NULL, "6",
	    0, 0, 0 };
	struct conf_def *d = obj;
	struct conf_words words;

	if (!conf_block_bare(c, head))
		return;
	d->has_add_path = true;
	conf_words_init(&words);
	conf_words_add(&words, &all);
	conf_words_afis(&words, add_path_line, NULL, "4");
	conf_words_number(&words, add_path_line, NULL);
	conf_block_run(c, w->word, words.v, obj);
}

/* RFC 8950: ipv4 unicast ipv6.  The reverse is accepted, and says nothing. */
static int
nexthop_line(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok;
	enum family f;

	if (read_safi(c, w->word, t, &f) == -1)
		return -1;
	tok = token_take(t);
	if (tok == NULL)
		return text_error_at(&c->e, t, "the next hop's family (ipv4 "
		    "or ipv6) is missing");
	if (strcmp(tok->s, "ipv4") != 0 && strcmp(tok->s, "ipv6") != 0)
		return text_error_token(&c->e, tok, "'%.64s' is not a next "
		    "hop's family: ipv4 ipv6", tok->s);
	if (strcmp(tok->s, w->word) == 0)
		return text_error_token(&c->e, tok, "%s routes have %s next "
		    "hops anyway", w->word, tok->s);
	if (family_info(f)->af == ADDR_V4)
		d->n.enh_families |= (family_mask)1 << f;
	return 0;
}

void
conf_family_nexthop(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct conf_word line = { .statement = nexthop_line, .since = "4.1" };
	struct conf_words words;
	enum family f;
	unsigned i;

	if (!conf_block_bare(c, head))
		return;
	conf_words_init(&words);
	for (i = 0; (f = family_afi(i)) != FAMILY_NONE; i++)
		if (family_info(f)->af != ADDR_NONE) {
			line.word = family_info(f)->afi_word;
			conf_words_add(&words, &line);
		}
	conf_block_run(c, w->word, words.v, obj);
}

/* ipv4 unicast N [warn P%] [restart D]; */
static int
limit_line(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok;
	struct conf_limit l = { .max = 0 };
	char num[8];
	uint64_t v;
	size_t len;
	enum family f;

	if (read_safi(c, w->word, t, &f) == -1 ||
	    conf_value_number(c, t, "prefix-limit", 1, UINT32_MAX,
	    &l.max) == -1)
		return -1;
	while ((tok = token_peek(t)) != NULL) {
		if (token_accept(t, "restart")) {
			if (conf_value_seconds(c, t, "restart", 7 * 86400,
			    &l.restart) == -1)
				return -1;
			continue;
		}
		if (!token_accept(t, "warn"))
			return text_error_token(&c->e, tok, "unknown word "
			    "'%.64s'; legal here: warn restart", tok->s);
		tok = token_take(t);
		if (tok == NULL)
			return text_error_at(&c->e, t,
			    "warn: a percentage is missing");
		len = strcspn(tok->s, "%");
		if (len >= sizeof(num))
			len = sizeof(num) - 1;
		memcpy(num, tok->s, len);
		num[len] = '\0';
		if (text_u64(num, 100, &v) == -1 || v == 0)
			return text_error_token(&c->e, tok, "warn: '%.64s' is "
			    "not a percentage from 1%% to 100%%", tok->s);
		l.warn = (uint8_t)v;
	}
	d->n.limits[f] = l;
	return 0;
}

void
conf_family_prefix_limit(struct conf_ctx *c, void *obj,
    const struct conf_word *w, struct tokens *head)
{
	struct conf_words words;

	if (!conf_block_bare(c, head))
		return;
	conf_words_init(&words);
	conf_words_afis(&words, limit_line, NULL, "herald");
	conf_words_number(&words, limit_line, NULL);
	conf_block_run(c, w->word, words.v, obj);
}

/*
 * As ExaBGP has it: what it knows.  The two that are more would make the OPEN
 * of a neighbour with graceful restart too long for speakers without RFC 9072.
 */
void
conf_family_defaults(struct conf_neighbor *n)
{
	unsigned i;

	n->nfamilies = 0;
	for (i = 0; i < FAMILY_OTHER_FIRST; i++)
		if ((family_info(i)->flags & FAMILY_BY_NAME) == 0)
			n->families[n->nfamilies++] = (uint8_t)i;
}

void
conf_family_every(struct conf_neighbor *n)
{
	uint8_t others[FAMILY_OTHERS];
	unsigned i, nothers = 0;

	for (i = 0; i < n->nfamilies; i++)
		if (family_is_other(n->families[i]) && nothers < FAMILY_OTHERS)
			others[nothers++] = n->families[i];
	n->nfamilies = 0;
	for (i = 0; i < FAMILY_OTHER_FIRST; i++)
		n->families[n->nfamilies++] = (uint8_t)i;
	for (i = 0; i < nothers; i++)
		n->families[n->nfamilies++] = others[i];
}
