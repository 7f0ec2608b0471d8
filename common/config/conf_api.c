/* SPDX-License-Identifier: ISC */
/*
 * api blocks.  One neighbour may have several, told apart by name; what they
 * say is kept as it is for those who start programs and feed them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_api.h"
#include "config/conf_expression.h"
#include "config/conf_process.h"
#include "config/conf_value.h"

const char *const conf_api_flags[] = {
	"parsed", "packets", "consolidate", "open", "update", "notification",
	"keepalive", "refresh", "operational", NULL
};
static_assert(sizeof(conf_api_flags) / sizeof(conf_api_flags[0]) == 10 &&
    CONF_API_OPERATIONAL == 1 << 8, "a bit per word");

/* A name, or an expression, that is looked at when all processes are known. */
struct conf_mention {
	const char	*word;
	char		*name;
	uint32_t	 line;
	uint32_t	 col;
	bool		 match;
};

static void
mention(struct conf_ctx *c, const struct conf_word *w,
    const struct token *tok)
{
	/* room for a power of two, when full */
	if ((c->nmentions & (c->nmentions - 1)) == 0)
		c->mentions = xreallocarray(c->mentions,
		    c->nmentions == 0 ? 1 : c->nmentions * 2,
		    sizeof(*c->mentions));
	c->mentions[c->nmentions++] = (struct conf_mention){ w->word,
	    xstrdup(tok->s), tok->line, tok->col, w->arg != 0 };
}

static int
processes(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_api *a = obj;
	const struct token *tok;
	size_t at = 0, n;
	int open = 0, r;

	if (a->processes[0] != '\0' && a->match != w->arg) {
		t->at = 0;
		return text_error_at(&c->e, t, "'processes' and "
		    "'processes-match' exclude each other");
	}
	while (a->processes[at] != '\0')
		at += strlen(a->processes + at) + 1;
	a->match = (uint8_t)w->arg;
	while ((tok = conf_value_list(c, t, w->word, &open, &r)) != NULL) {
		n = strlen(tok->s) + 1;
		if (n == 1)
			return text_error_token(&c->e, tok,
			    "%s: an empty name", w->word);
		if (at + n + 1 > sizeof(a->processes))
			return text_error_token(&c->e, tok, "%s: the names "
			    "are longer than %zu octets", w->word,
			    sizeof(a->processes) - 2);
		memcpy(a->processes + at, tok->s, n);
		at += n;
		mention(c, w, tok);
	}
	return r;
}

static int
flag(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_api *a = obj;
	uint8_t *const where[] = { &a->neighbor_changes, &a->negotiated,
	    &a->fsm, &a->signal };

	return conf_value_bool(c, t, w->word, true, where[w->arg]);
}

static int
message(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	uint16_t *flags = obj;
	uint8_t on;

	if (conf_value_bool(c, t, w->word, true, &on) == -1)
		return -1;
	*flags = (uint16_t)(on ? *flags | w->arg :
	    *flags & ~(unsigned)w->arg);
	return 0;
}

static const struct conf_word message_words[] = {
	{ "parsed", message, NULL, "4", CONF_API_PARSED, 0, 0 },
	{ "packets", message, NULL, "4", CONF_API_PACKETS, 0, 0 },
	{ "consolidate", message, NULL, "4", CONF_API_CONSOLIDATE, 0, 0 },
	{ "open", message, NULL, "4", CONF_API_OPEN, 0, 0 },
	{ "update", message, NULL, "4", CONF_API_UPDATE, 0, 0 },
	{ "notification", message, NULL, "4", CONF_API_NOTIFICATION, 0, 0 },
	{ "keepalive", message, NULL, "4", CONF_API_KEEPALIVE, 0, 0 },
	{ "refresh", message, NULL, "4", CONF_API_REFRESH, 0, 0 },
	{ "operational", message, NULL, "4", CONF_API_OPERATIONAL, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

static void
direction(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct conf_api *a = obj;

	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, message_words,
		    w->arg == 0 ? &a->receive : &a->send);
}

static const struct conf_word words[] = {
	{ "processes", processes, NULL, "4", 0, 0, 0 },
	{ "processes-match", processes, NULL, "5", 1, 0, 0 },
	{ "neighbor-changes", flag, NULL, "4", 0, 0, 0 },
	{ "negotiated", flag, NULL, "4", 1, 0, 0 },
	{ "fsm", flag, NULL, "4", 2, 0, 0 },
	{ "signal", flag, NULL, "4", 3, 0, 0 },
	{ "receive", NULL, direction, "4", 0, 0, 0 },
	{ "send", NULL, direction, "4", 1, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_api_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct conf_def *d = obj;
	struct conf_api a;
	size_t i;

	memset(&a, 0, sizeof(a));
	if (token_peek(head) != NULL && conf_value_string(c, head, w->word,
	    a.name, sizeof(a.name)) == -1) {
		conf_report(c);
		conf_block_skip(c);
		return;
	}
	if (!conf_block_bare(c, head))
		return;
	for (i = 0; i < d->napis; i++)
		if (strcmp(d->apis[i].name, a.name) == 0)
			break;
	if (i < d->napis)
		a = d->apis[i];		/* lists accumulate */
	conf_block_run(c, w->word, words, &a);
	if (i == d->napis) {
		d->napis++;
		d->apis = xreallocarray(d->apis, d->napis, sizeof(*d->apis));
	}
	d->apis[i] = a;
}

/* One that the route engine can use. */
static void
check_expression(struct conf_ctx *c, const struct conf_mention *m)
{
	char why[CONF_TEXT_MAX];
	regex_t re;

	if (conf_expression(m->name, &re, why, sizeof(why)) == 0)
		regfree(&re);
	else
		conf_error_at(c, m->line, m->col, "%s: '%.64s' is not an "
		    "expression: %s", m->word, m->name, why);
}

void
conf_api_check(struct conf_ctx *c)
{
	const struct conf_mention *m;
	size_t i;

	for (i = 0; i < c->nmentions; i++) {
		m = &c->mentions[i];
		if (m->match)
			check_expression(c, m);
		else if (conf_process_find(c, m->name) == NULL)
			conf_error_at(c, m->line, m->col, "%s: process "
			    "'%.64s' is not defined", m->word, m->name);
		free(m->name);
	}
	free(c->mentions);
	c->mentions = NULL;
	c->nmentions = 0;
}
