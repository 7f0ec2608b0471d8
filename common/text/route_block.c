/* SPDX-License-Identifier: ISC */
/*
 * The block form of a route: route PREFIX { … }, flow's route [NAME] { match
 * { … } then { … } }, vpls [NAME] { … }: one statement a word.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "text/route_parser.h"

struct route_block {
	struct route_parser	 p;
	enum family		 family;
	bool			 flow;
	bool			 keyed;		/* and has no prefix */
	struct token		 head;		/* position only */
};

/* What stands between the head's word and '{': a prefix, or perhaps a name. */
static int
read_head(struct route_block *b, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	char *name = b->p.w.s.name;

	if (!b->flow && !b->keyed) {
		if (tok != NULL)
			b->head = *tok;
		b->head.s = "";
		if (route_parser_prefix(&b->p, t, b->family, e) == -1)
			return -1;
	} else if (tok != NULL) {
		if (strlen(tok->s) >= sizeof(b->p.w.s.name))
			return text_error_token(e, tok, "the name is longer "
			    "than %zu octets", sizeof(b->p.w.s.name) - 1);
		memcpy(name, tok->s, strlen(tok->s) + 1);
		t->at++;
	}
	tok = token_peek(t);
	if (tok != NULL)
		return text_error_token(e, tok, "'{' is expected behind the "
		    "%s, not '%.64s'", b->flow || b->keyed ? "name" :
		    "prefix", tok->s);
	return 0;
}

struct route_block *
route_block_new(struct tokens *head, enum family family,
    struct text_error *e)
{
	struct route_block *b = xcalloc(1, sizeof(*b));

	route_parser_init(&b->p, ROUTE_CONFIG);
	route_parser_reset(&b->p);
	b->family = family;
	b->flow = route_family_is_flow(family);
	b->keyed = !b->flow && family != FAMILY_NONE &&
	    !route_family_has_prefix(family);
	b->head = head->v[0];
	b->head.s = "";
	head->at = head->at == 0 ? 1 : head->at;
	if (b->flow)
		route_flow_begin(&b->p.flow, &b->p.w, family);
	if (b->keyed)
		route_keyed_begin(&b->p.keyed, family);
	if (read_head(b, head, e) == -1) {
		route_block_free(b);
		return NULL;
	}
	return b;
}

void
route_block_free(struct route_block *b)
{
	if (b == NULL)
		return;
	route_parser_clear(&b->p);
	free(b);
}

int
route_block_open(struct route_block *b, struct tokens *t,
    struct text_error *e)
{
	if (!b->flow)
		return text_error_at(e, t, "a route holds no blocks");
	if (t->n > 1)
		return text_error_token(e, &t->v[1], "%.64s: '{' is expected, "
		    "not '%.64s'", t->v[0].s, t->v[1].s);
	return route_flow_open(&b->p.flow, &t->v[0], e);
}

void
route_block_end(struct route_block *b)
{
	route_flow_close(&b->p.flow);
}

int
route_block_statement(struct route_block *b, struct tokens *t,
    struct text_error *e)
{
	if (b->keyed)
		return route_keyed_words(&b->p.keyed, &b->p.w, t, e);
	while (token_peek(t) != NULL)
		if ((b->flow ? route_flow_word(&b->p.flow, &b->p.w, t, e) :
		    route_words_one(&b->p.w, t, e)) == -1)
			return -1;
	return 0;
}

int
route_block_close(struct route_block *b, route_sink *sink, void *arg,
    struct text_error *e)
{
	const struct tokens at = { .v = &b->head, .n = 1,
	    .end_line = b->head.line, .end_col = b->head.col };
	struct nlri n = { .pad = 0 };

	if (b->flow) {
		if (route_flow_finish(&b->p.flow, &b->p.w, &at, &n, e) == -1)
			return -1;
		return route_parser_emit_nlri(&b->p, &n, &at, sink, arg, e);
	}
	if (route_words_finish(&b->p.w, &at, e) == -1)
		return -1;
	if (!b->keyed)
		return route_parser_emit(&b->p, &at, b->family, sink, arg, e);
	if (route_words_unlabelled(&b->p.w, e) == -1 ||
	    route_keyed_finish(&b->p.keyed, ROUTE_CONFIG, &at, &n, e) == -1)
		return -1;
	return route_parser_emit_nlri(&b->p, &n, &at, sink, arg, e);
}
