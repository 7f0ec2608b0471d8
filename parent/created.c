/* SPDX-License-Identifier: ISC */
/*
 * Kept as text, for the child that parses makes neighbours of it.  Programs
 * are defined beside it by name alone, since an api block may only name what
 * is; of that text nothing but neighbours is taken.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "created.h"

struct entry {
	uint32_t		 id;
	struct create_words	 words;
	char			*block;
	size_t			 len;
};

struct created {
	struct entry	*v;
	size_t		 n;
};

struct created *
created_new(void)
{
	return xcalloc(1, sizeof(struct created));
}

void
created_free(struct created *cr)
{
	size_t i;

	if (cr == NULL)
		return;
	for (i = 0; i < cr->n; i++)
		free(cr->v[i].block);
	free(cr->v);
	free(cr);
}

bool
created_full(const struct created *cr)
{
	return cr->n >= CREATED_MAX;
}

static bool
known(const struct created *cr, uint32_t id)
{
	size_t i;

	for (i = 0; i < cr->n; i++)
		if (cr->v[i].id == id)
			return true;
	return false;
}

void
created_add(struct created *cr, const struct config *c,
    const struct create_words *words, const void *block, size_t len)
{
	const struct conf_neighbor *n;
	struct entry *e;
	size_t i;

	for (i = 0; i < c->nneighbors; i++) {
		n = &c->neighbors[i];
		if (!n->created || !addr_eq(&n->remote, &words->remote) ||
		    known(cr, n->id))
			continue;
		cr->v = xreallocarray(cr->v, cr->n + 1, sizeof(*cr->v));
		e = &cr->v[cr->n++];
		e->id = n->id;
		e->words = *words;
		e->block = xmalloc(len);
		memcpy(e->block, block, len);
		e->len = len;
		return;
	}
}

void
created_settle(struct created *cr, const struct config *c)
{
	const struct conf_neighbor *n;
	size_t i, kept = 0;

	for (i = 0; i < cr->n; i++) {
		n = config_neighbor(c, cr->v[i].id);
		if (n == NULL || !n->created)
			free(cr->v[i].block);
		else
			cr->v[kept++] = cr->v[i];
	}
	cr->n = kept;
}

static void
define(const char *name, struct wbuf *w)
{
	wbuf_printf(w, "process %s { run /x; may none; }\n", name);
}

void
created_programs(const struct create_words *words, struct wbuf *w)
{
	size_t i;

	for (i = 0; i < words->nprocesses; i++)
		define(words->processes[i], w);
}

/* Is this name in an entry before, or earlier in this one? */
static bool
defined(const struct created *cr, size_t at, size_t name)
{
	const char *s = cr->v[at].words.processes[name];
	size_t i, k;

	for (i = 0; i <= at; i++)
		for (k = 0; k < (i < at ? cr->v[i].words.nprocesses : name);
		    k++)
			if (strcmp(cr->v[i].words.processes[k], s) == 0)
				return true;
	return false;
}

void
created_text(const struct created *cr, struct wbuf *w)
{
	size_t i, k;

	for (i = 0; i < cr->n; i++)
		for (k = 0; k < cr->v[i].words.nprocesses; k++)
			if (!defined(cr, i, k))
				define(cr->v[i].words.processes[k], w);
	for (i = 0; i < cr->n; i++)
		wbuf_bytes(w, cr->v[i].block, cr->v[i].len);
}
