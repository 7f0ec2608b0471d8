/* SPDX-License-Identifier: ISC */
/*
 * The grammar's entry: reads a file by the table of top-level words, lets
 * definitions inherit, checks them, and writes the image.  Neighbours keep
 * their id over a reload, since engines know them by it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_api.h"
#include "config/conf_check.h"
#include "config/conf_control.h"
#include "config/conf_inherit.h"
#include "config/conf_neighbor.h"
#include "config/conf_operational.h"
#include "config/conf_others.h"
#include "config/conf_parse.h"
#include "config/conf_process.h"
#include "config/conf_secret.h"
#include "config/conf_template.h"

static const struct conf_word words[] = {
	{ "process", NULL, conf_process_block, "3", 0, 0, 0 },
	{ "template", NULL, conf_template_block, "4", 0, 0, 0 },
	{ "neighbor", NULL, conf_neighbor_block, "3", 0, 0, 0 },
	{ "group", NULL, conf_template_group, "3", 0, 0, 0 },
	{ "listen", conf_control_listen, NULL, "herald", 0, 0, 0 },
	{ "control", NULL, conf_control_block, "herald", 0, 0, 0 },
	{ "log", conf_control_log, NULL, "herald", 0, 0, 0 },
	{ "user", conf_control_user, NULL, "herald", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

/* --- ids ---------------------------------------------------------------- */

struct ids {
	struct conf_neighbor	*old;	/* sorted by key */
	size_t			 nold;
	uint8_t			 used[CONF_ID_MAX + 1];
};

static int
old_cmp(const void *a, const void *b)
{
	return conf_check_key_cmp(a, b);
}

static void
ids_load(struct ids *s, const struct conf_image *old)
{
	struct rbuf body;
	size_t at = 0;
	int type;

	s->old = xreallocarray(NULL, old->nneighbors + 1UL, sizeof(*s->old));
	while ((type = conf_image_next(old, &at, &body)) != 0)
		if (type == CONF_NEIGHBOR && s->nold < old->nneighbors &&
		    rbuf_host(&body, &s->old[s->nold],
		    sizeof(*s->old)) == 0)
			s->nold++;
	qsort(s->old, s->nold, sizeof(*s->old), old_cmp);
}

/* The ids of a range's clones stand together. */
static uint32_t
free_run(const struct ids *s, uint32_t len)
{
	uint32_t i, n = 0;

	for (i = 1; i <= CONF_ID_MAX && n < len; i++)
		n = s->used[i] ? 0 : n + 1;
	return n == len ? i - len : 0;
}

/* After the ids of all neighbours; they stay while there are as many. */
static void
clones_assign(struct conf_ctx *c, struct ids *s)
{
	const struct conf_neighbor *o;
	struct conf_neighbor *n;
	size_t i;

	for (i = 0; i < c->ndefs; i++) {
		n = &c->defs[i]->n;
		if (c->defs[i]->kind != DEF_NEIGHBOR || n->clones == 0)
			continue;
		o = s->nold == 0 ? NULL : bsearch(n, s->old, s->nold,
		    sizeof(*s->old), old_cmp);
		n->clone_first = o != NULL && o->clones == n->clones ?
		    o->clone_first : (uint16_t)free_run(s, n->clones);
		if (n->clone_first == 0)
			conf_error_at(c, c->defs[i]->line, c->defs[i]->col,
			    "range-limit: no room for so many neighbours");
		else
			memset(s->used + n->clone_first, 1, n->clones);
	}
}

/*
 * An id that a neighbour had until now is not given to another one in the
 * same reload, so that what is still under way cannot be mistaken.
 */
static void
ids_assign(struct conf_ctx *c, const struct conf_image *old)
{
	struct ids *s = xcalloc(1, sizeof(*s));
	const struct conf_neighbor *o;
	struct conf_neighbor *n;
	uint32_t next = 1;
	size_t i;

	if (old != NULL)
		ids_load(s, old);
	for (i = 0; i < s->nold; i++) {
		s->used[s->old[i].id] = 1;
		memset(s->used + s->old[i].clone_first, 1, s->old[i].clones);
	}
	for (i = 0; i < c->ndefs; i++) {
		if (c->defs[i]->kind != DEF_NEIGHBOR)
			continue;
		n = &c->defs[i]->n;
		o = s->nold == 0 ? NULL : bsearch(n, s->old, s->nold,
		    sizeof(*s->old), old_cmp);
		if (o != NULL) {
			n->id = o->id;
			continue;
		}
		/* at most 2 * CONF_NEIGHBORS_MAX are used */
		while (s->used[next])
			next++;
		s->used[next] = 1;
		n->id = next;
	}
	clones_assign(c, s);
	free(s->old);
	free(s);
}
static_assert(2 * (CONF_NEIGHBORS_MAX + CONF_CLONES_MAX) < CONF_ID_MAX,
    "an id is always free");

/* --- writing ------------------------------------------------------------ */

static void
hand_out_keys(struct conf_ctx *c, const struct conf_def *d)
{
	struct conf_key k;
	unsigned i;
	int n;

	if (c->sink->key == NULL)
		return;
	for (i = 0; i < d->nao; i++) {
		k = d->ao[i];
		k.neighbor = d->n.id;
		c->sink->key(c->sink->arg, &k);
	}
	if (d->n.key_kind == CONF_KEY_MD5) {
		memset(&k, 0, sizeof(k));
		k.neighbor = d->n.id;
		k.kind = CONF_KEY_MD5;
		n = conf_secret_octets(d->md5, d->md5_base64, k.key);
		k.len = (uint8_t)(n == -1 ? 0 : n);
		c->sink->key(c->sink->arg, &k);
	}
	explicit_bzero(&k, sizeof(k));
}

static void
write_neighbor(struct conf_ctx *c, struct conf_def *d)
{
	unsigned i;
	size_t k;

	conf_writer_put(c->w, CONF_NEIGHBOR, &d->n, sizeof(d->n));
	for (k = 0; k < d->napis; k++) {
		d->apis[k].neighbor = d->n.id;
		conf_writer_put(c->w, CONF_API, &d->apis[k],
		    sizeof(d->apis[k]));
	}
	conf_operational_put(c->w, d->n.id, wbuf_view(&d->operational));
	conf_def_target(d, (uint16_t)d->n.id);
	for (i = 0; i < d->nparents; i++)
		conf_def_target(d->parents[i], (uint16_t)d->n.id);
	hand_out_keys(c, d);
}

static int
by_id(const void *va, const void *vb)
{
	const uint16_t *a = va, *b = vb;

	return *a < *b ? -1 : *a > *b;
}

static void
write_routes(struct conf_ctx *c, struct conf_def *d)
{
	struct rbuf b = wbuf_view(&d->routes);
	struct rbuf packed;
	uint32_t targets;
	uint16_t n;

	if (b.left == 0 || d->ntargets == 0)
		return;
	qsort(d->targets, d->ntargets, sizeof(*d->targets), by_id);
	targets = conf_writer_targets(c->w, d->targets, d->ntargets);
	while (rbuf_u16(&b, &n) == 0 && rbuf_sub(&b, n, &packed) == 0)
		conf_writer_route(c->w, targets, packed.p, packed.left);
}

/* Templates' routes first: of two that say the same, the later one counts. */
static void
write_image(struct conf_ctx *c)
{
	size_t i;

	conf_others_put(c->w);
	conf_writer_put(c->w, CONF_GLOBAL, &c->global, sizeof(c->global));
	for (i = 0; i < c->nprocesses; i++)
		conf_writer_put(c->w, CONF_PROCESS, &c->processes[i],
		    sizeof(c->processes[i]));
	for (i = 0; i < c->ndefs; i++)
		if (c->defs[i]->kind == DEF_NEIGHBOR)
			write_neighbor(c, c->defs[i]);
	for (i = 0; i < c->ndefs; i++)
		if (c->defs[i]->kind != DEF_NEIGHBOR)
			write_routes(c, c->defs[i]);
	for (i = 0; i < c->ndefs; i++)
		if (c->defs[i]->kind == DEF_NEIGHBOR)
			write_routes(c, c->defs[i]);
}

unsigned
conf_parse(const char *text, size_t len, const struct conf_image *old,
    struct conf_writer *w, const struct conf_sink *sink)
{
	struct conf_ctx c = { .w = w, .sink = sink };
	char msg[64];
	size_t i;

	family_others_mode(OTHERS_GIVEN);
	c.lex = lexer_new(text, len);
	c.routes = route_parser_new(ROUTE_CONFIG);
	conf_file_run(&c, words);
	conf_process_finish(&c);
	conf_api_check(&c);
	conf_inherit_all(&c);
	conf_check_all(&c);
	if (c.nerrors > CONF_ERRORS_MAX) {
		snprintf(msg, sizeof(msg), "%u more errors",
		    c.nerrors - CONF_ERRORS_MAX);
		sink->error(sink->arg, 0, 0, msg);
	}
	if (c.nerrors == 0) {
		ids_assign(&c, old);
		if (c.nerrors == 0)
			write_image(&c);
	}
	for (i = 0; i < c.ndefs; i++)
		conf_def_free(c.defs[i]);
	free(c.defs);
	free(c.processes);
	route_parser_free(c.routes);
	lexer_free(c.lex);
	family_others_mode(OTHERS_TOLD);
	return c.nerrors;
}
