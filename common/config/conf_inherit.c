/* SPDX-License-Identifier: ISC */
/*
 * Inheritance happens when the whole file was read, so a template may stand
 * behind those who inherit it, and may itself inherit.  Among templates that
 * contradict each other the last one named wins, as with ExaBGP.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_inherit.h"

enum { NEW, BEGUN, DONE, DEPTH_MAX = 64 };

static struct conf_def *
template_find(const struct conf_ctx *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->ndefs; i++)
		if (c->defs[i]->kind == DEF_TEMPLATE &&
		    strcmp(c->defs[i]->name, name) == 0)
			return c->defs[i];
	return NULL;
}

static void
parent_add(struct conf_def *d, struct conf_def *p)
{
	unsigned i;

	for (i = 0; i < d->nparents; i++)
		if (d->parents[i] == p)
			return;
	d->parents = xreallocarray(d->parents, d->nparents + 1,
	    sizeof(struct conf_def *));
	d->parents[d->nparents++] = p;
}

static void	resolve(struct conf_ctx *c, struct conf_def *d,
		    unsigned depth);

static void
extend(struct conf_ctx *c, struct conf_def *d, struct conf_def *p,
    unsigned depth)
{
	unsigned i;

	resolve(c, p, depth + 1);
	conf_def_extend(d, p);
	parent_add(d, p);
	for (i = 0; i < p->nparents; i++)
		parent_add(d, p->parents[i]);
}

static void
resolve(struct conf_ctx *c, struct conf_def *d, unsigned depth)
{
	struct conf_def **from;
	const struct conf_inherit *in;
	unsigned i;

	if (d->state == DONE)
		return;
	d->state = BEGUN;
	from = xcalloc(d->ninherit + 1, sizeof(*from));
	for (i = 0; i < d->ninherit; i++) {
		in = &d->inherit[i];
		from[i] = template_find(c, in->name);
		if (from[i] == NULL) {
			conf_error_at(c, in->line, in->col, "inherit: there "
			    "is no template '%s'", in->name);
			continue;
		}
		if (from[i]->state == BEGUN || depth == DEPTH_MAX) {
			conf_error_at(c, in->line, in->col, "inherit: "
			    "template '%s' inherits from itself", in->name);
			from[i] = NULL;
			continue;
		}
		extend(c, d, from[i], depth);
	}
	while (i-- > 0)
		if (from[i] != NULL)
			conf_def_inherit(d, from[i]);
	free(from);
	if (d->group != NULL) {
		extend(c, d, d->group, depth);
		conf_def_inherit(d, d->group);
	}
	d->state = DONE;
}

void
conf_inherit_all(struct conf_ctx *c)
{
	size_t i;

	for (i = 0; i < c->ndefs; i++)
		resolve(c, c->defs[i], 0);
}
