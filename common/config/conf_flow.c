/* SPDX-License-Identifier: ISC */
/*
 * What is wrong with a rule by itself is said at once.  That an earlier rule
 * takes its packets (RFC 8955 5.1: not the order of the file), or that it would
 * cut off a session of Herald's own, needs the others: pair by pair, so that
 * there is an end to how many pairs a start or a reload may look at.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_flow.h"
#include "path/flow_lint.h"

enum {
	PAIRS_MAX = 2000000, BGP_PORT = 179,
	/* rules that are kept, of some 1 KiB each */
	KEPT_MAX = 16384,
};

struct conf_rule {
	struct flow_lint	*lint;
	struct rbuf		 key;		/* its own octets */
	uint8_t			*octets;
	uint32_t		 line, col;
	uint8_t			 family;
	bool			 harms;
	bool			 goes_on;
};

void
conf_flow_note(struct conf_ctx *c, struct conf_def *d, const struct nlri *n,
    struct rbuf attrs, uint32_t line, uint32_t col)
{
	struct flow_lint *lint = flow_lint_new(n->key,
	    flow_family_of(n->family));
	char why[FLOW_LINT_WHY];
	struct conf_rule *r;

	if (flow_lint_alone(lint, why))
		conf_warn_at(c, line, col, "flow: %s", why);
	if (c->nflow == KEPT_MAX) {
		if (c->flow_line == 0) {
			c->flow_line = line;
			c->flow_col = col;
		}
		flow_lint_free(lint);
		return;
	}
	c->nflow++;
	if ((d->nrules & (d->nrules - 1)) == 0)
		d->rules = xreallocarray(d->rules, d->nrules == 0 ? 1 :
		    d->nrules * 2, sizeof(*d->rules));
	r = &d->rules[d->nrules++];
	memset(r, 0, sizeof(*r));
	r->octets = xmalloc(n->key.left + 1);
	memcpy(r->octets, n->key.p, n->key.left);
	r->key = rbuf_of(r->octets, n->key.left);
	r->line = line;
	r->col = col;
	r->family = n->family;
	r->harms = flow_lint_harms(attrs);
	r->goes_on = flow_lint_goes_on(attrs);
	r->lint = lint;
}

void
conf_flow_free(struct conf_def *d)
{
	size_t i;

	for (i = 0; i < d->nrules; i++) {
		flow_lint_free(d->rules[i].lint);
		free(d->rules[i].octets);
	}
	free(d->rules);
	d->rules = NULL;
	d->nrules = 0;
}

/* --- shadows -------------------------------------------------------------- */

static int
in_order(const void *va, const void *vb)
{
	const struct conf_rule *a = va, *b = vb;
	int r;

	if (a->family != b->family)
		return (int)a->family - (int)b->family;
	r = flow_cmp(a->key, b->key, flow_family_of(a->family));
	if (r != 0)
		return r;
	return a->line < b->line ? -1 : a->line > b->line;
}

static bool
is_same(const struct conf_rule *a, const struct conf_rule *b)
{
	return a->key.left == b->key.left && a->key.left > 0 &&
	    memcmp(a->key.p, b->key.p, a->key.left) == 0;
}

/* The first of those before it that leaves it nothing. */
static void
check_shadow(struct conf_ctx *c, const struct conf_rule *v, size_t at,
    unsigned *pairs)
{
	const struct conf_rule *a, *b = &v[at];
	size_t i;

	for (i = 0; i < at && *pairs < PAIRS_MAX; i++, ++*pairs) {
		a = &v[i];
		if (a->family != b->family || a->goes_on || is_same(a, b) ||
		    !flow_lint_covers(a->lint, b->lint))
			continue;
		conf_warn_at(c, b->line, b->col, "flow: the rule of line %u "
		    "comes first (RFC 8955 5.1) and takes every packet that "
		    "this one matches", a->line);
		return;
	}
}

/* --- sessions ------------------------------------------------------------- */

static bool
cuts_off(const struct conf_rule *r, const struct conf_neighbor *n)
{
	struct flow_session s = { .local = n->local, .remote = n->remote,
	    .port = BGP_PORT };

	if (conf_is_range(n))
		return false;
	if (n->connect_port != 0)
		s.port = n->connect_port;
	if (flow_lint_session(r->lint, &s))
		return true;
	if (n->listen_port == 0 || n->listen_port == s.port)
		return false;
	s.port = n->listen_port;
	return flow_lint_session(r->lint, &s);
}

static void
check_sessions(struct conf_ctx *c, const struct conf_rule *r,
    unsigned *pairs)
{
	char buf[ADDR_TEXT];
	const struct conf_def *d;
	size_t i;

	for (i = 0; r->harms && i < c->ndefs && *pairs < PAIRS_MAX; i++) {
		d = c->defs[i];
		++*pairs;
		if (d->kind != DEF_NEIGHBOR || d->bad || !cuts_off(r, &d->n))
			continue;
		conf_warn_at(c, r->line, r->col, "flow: it would match "
		    "packets of the session with neighbor %s",
		    addr_print(&d->n.remote, buf, sizeof(buf)));
		return;
	}
}

static void
check_def(struct conf_ctx *c, struct conf_def *d, unsigned *pairs)
{
	size_t k;

	for (k = 0; k < d->nrules; k++)
		check_sessions(c, &d->rules[k], pairs);
	qsort(d->rules, d->nrules, sizeof(*d->rules), in_order);
	for (k = 1; k < d->nrules; k++)
		check_shadow(c, d->rules, k, pairs);
}

void
conf_flow_check(struct conf_ctx *c)
{
	unsigned pairs = 0;
	struct conf_def *d;
	size_t i;

	for (i = 0; i < c->ndefs && pairs < PAIRS_MAX; i++) {
		d = c->defs[i];
		if (d->nrules == 0)
			continue;
		check_def(c, d, &pairs);
		if (pairs >= PAIRS_MAX) {
			c->flow_line = d->rules[0].line;
			c->flow_col = d->rules[0].col;
		}
	}
	if (c->flow_line != 0)
		conf_warn_at(c, c->flow_line, c->flow_col, "flow: so many "
		    "rules are not all compared with each other and with "
		    "the sessions");
}
