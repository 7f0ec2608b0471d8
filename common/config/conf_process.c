/* SPDX-License-Identifier: ISC */
/*
 * Programs are described here and started by the parent: whether the file is
 * there and may be executed is a fact of the host and not of the text.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/prefix.h"
#include "config/conf_process.h"
#include "config/conf_value.h"

const char *const conf_process_on_exit[] = { "keep", "withdraw", "hold",
	NULL };
const char *const conf_process_on_lag[] = { "restart", "snapshot", "drop",
	NULL };

struct reading {
	struct conf_process	p;
	bool			has_run;
	bool			has_may;
};

static int
run(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;
	const struct token *tok;
	size_t at = 0, n;

	r->has_run = true;
	if (token_peek(t) == NULL)
		return text_error_at(&c->e, t, "%s: a program is missing",
		    w->word);
	memset(r->p.run, 0, sizeof(r->p.run));
	while ((tok = token_take(t)) != NULL) {
		n = strlen(tok->s) + 1;
		if (n == 1)
			return text_error_token(&c->e, tok, "%s: an empty "
			    "argument cannot be passed", w->word);
		/* the empty string at the end needs its octet */
		if (at + n + 1 > sizeof(r->p.run))
			return text_error_token(&c->e, tok, "%s: program and "
			    "arguments are longer than %zu octets", w->word,
			    sizeof(r->p.run) - 2);
		memcpy(r->p.run + at, tok->s, n);
		at += n;
	}
	return 0;
}

static int
encoder(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	static const char *const words[] = { "text", "json", NULL };
	struct reading *r = obj;
	int i = conf_value_choice(c, t, w->word, words);

	if (i == -1)
		return -1;
	r->p.json = (uint8_t)i;
	return 0;
}

static int
respawn(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	return conf_value_bool(c, t, w->word, true, &r->p.respawn);
}

static int
user(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	return conf_value_string(c, t, w->word, r->p.user,
	    sizeof(r->p.user));
}

static int
group(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	return conf_value_string(c, t, w->word, r->p.group,
	    sizeof(r->p.group));
}

/* Octets: a number, with k, m or g behind it. */
static int
queue(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	static const char units[] = "kmg";
	struct reading *r = obj;
	const struct token *tok = token_peek(t);
	char num[24];
	const char *unit;
	unsigned shift = 0;
	uint64_t v;
	size_t n;

	if (tok == NULL)
		return text_error_at(&c->e, t, "%s: a size is missing",
		    w->word);
	n = strlen(tok->s);
	unit = n > 0 ? strchr(units, tok->s[n - 1] | 0x20) : NULL;
	if (unit != NULL && *unit != '\0') {
		shift = (unsigned)(unit - units + 1) * 10;
		n--;
	}
	if (n >= sizeof(num))
		n = sizeof(num) - 1;
	memcpy(num, tok->s, n);
	num[n] = '\0';
	if (text_u64(num, ((uint64_t)1 << 40) >> shift, &v) == -1 ||
	    v << shift < 4096)
		return text_error_token(&c->e, tok, "%s: '%.64s' is not a "
		    "size from 4096 octets to 1024g", w->word, tok->s);
	r->p.queue = v << shift;
	t->at++;
	return 0;
}

static int
api_version(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;
	uint32_t v;

	if (conf_value_number(c, t, w->word, 4, 6, &v) == -1)
		return -1;
	r->p.api_version = (uint8_t)v;
	return 0;
}

static int
on_exit_word(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;
	int i = conf_value_choice(c, t, w->word, conf_process_on_exit);

	if (i == -1)
		return -1;
	r->p.on_exit = (uint8_t)i;
	r->p.hold_s = 0;
	if (i != CONF_EXIT_HOLD)
		return 0;
	return conf_value_seconds(c, t, w->word, 7 * 86400, &r->p.hold_s);
}

static int
on_lag(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;
	int i = conf_value_choice(c, t, w->word, conf_process_on_lag);

	if (i == -1)
		return -1;
	r->p.on_lag = (uint8_t)i;
	return 0;
}

static int
heartbeat(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	return conf_value_seconds(c, t, w->word, 86400, &r->p.heartbeat_s);
}

static int
may_create(struct conf_ctx *c, struct reading *r, struct tokens *t)
{
	const struct token *tok = token_peek(t);
	enum prefix_error err;
	struct prefix p;

	if (tok == NULL)
		return text_error_at(&c->e, t, "may create: a prefix is "
		    "missing");
	err = prefix_parse(tok->s, &p, NULL);
	if (err != PREFIX_OK)
		return text_error_token(&c->e, tok, "may create: prefix "
		    "'%.64s': %s", tok->s, prefix_error_text(err));
	if (r->p.ncreate == CONF_MAY_PREFIXES)
		return text_error_token(&c->e, tok, "may create: more than "
		    "%u prefixes", CONF_MAY_PREFIXES);
	r->p.create[r->p.ncreate].addr = addr_of(p.af, p.b);
	r->p.create[r->p.ncreate++].plen = p.len;
	r->p.may |= CONF_MAY_CREATE;
	t->at++;
	return 0;
}

static int
may(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	static const char *const words[] = { "create", "control", "all",
	    "none", NULL };
	struct reading *r = obj;
	const struct token *tok = token_peek(t);

	r->has_may = true;
	switch (conf_value_choice(c, t, w->word, words)) {
	case 0:
		return may_create(c, r, t);
	case 1:
		r->p.may |= CONF_MAY_CONTROL;
		return 0;
	case 2:
		r->p.may |= CONF_MAY_ALL;
		conf_warn_at(c, tok->line, tok->col, "process %s may create "
		    "and delete neighbours, reload and shut down: narrow it "
		    "by 'may create PREFIX;' and 'may control;'", r->p.name);
		return 0;
	case 3:
		return 0;
	default:
		return -1;
	}
}

static const struct conf_word words[] = {
	{ "run", run, NULL, "3", 0, 0, 0 },
	{ "encoder", encoder, NULL, "3", 0, 0, 0 },
	{ "respawn", respawn, NULL, "4", 0, 0, 0 },
	{ "user", user, NULL, "herald", 0, 0, 0 },
	{ "group", group, NULL, "herald", 0, 0, 0 },
	{ "queue", queue, NULL, "herald", 0, 0, 0 },
	{ "api-version", api_version, NULL, "herald", 0, 0, 0 },
	{ "on-exit", on_exit_word, NULL, "herald", 0, 0, 0 },
	{ "on-lag", on_lag, NULL, "herald", 0, 0, 0 },
	{ "heartbeat", heartbeat, NULL, "herald", 0, 0, 0 },
	{ "may", may, NULL, "herald", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

const struct conf_process *
conf_process_find(const struct conf_ctx *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->nprocesses; i++)
		if (strcmp(c->processes[i].name, name) == 0)
			return &c->processes[i];
	return NULL;
}

enum { MAY_UNSAID = 128 };	/* in conf_process.may, until the end */

void
conf_process_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	const struct token at = head->v[0], *name = token_peek(head);
	struct reading r;

	(void)obj;
	memset(&r, 0, sizeof(r));
	r.p.json = 1;
	r.p.respawn = 1;
	if (conf_value_string(c, head, w->word, r.p.name,
	    sizeof(r.p.name)) == -1) {
		conf_report(c);
		conf_block_skip(c);
		return;
	}
	if (conf_process_find(c, name->s) != NULL) {
		text_error_token(&c->e, name, "process '%.64s' is defined "
		    "twice", name->s);
		conf_report(c);
	}
	if (!conf_block_bare(c, head))
		return;
	conf_block_run(c, w->word, words, &r);
	if (!r.has_run)
		conf_error_at(c, at.line, at.col, "process %s: 'run' is "
		    "missing", r.p.name);
	if (!r.has_may)
		r.p.may = MAY_UNSAID;
	c->processes = xreallocarray(c->processes, c->nprocesses + 1,
	    sizeof(*c->processes));
	c->processes[c->nprocesses++] = r.p;
}

/* A file with none of Herald's words was written for ExaBGP. */
void
conf_process_finish(struct conf_ctx *c)
{
	size_t i;

	for (i = 0; i < c->nprocesses; i++)
		if (c->processes[i].may == MAY_UNSAID)
			c->processes[i].may = c->herald_words ? 0 :
			    CONF_MAY_ALL;
}
