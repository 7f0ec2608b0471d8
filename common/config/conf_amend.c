/* SPDX-License-Identifier: ISC */
/*
 * Records are copied as they are; only sets of targets lose who has gone.
 * Attribute sets keep their numbers, for they come in the same order, so a
 * route's octets behind its targets are copied too.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_amend.h"
#include "config/conf_check.h"
#include "config/conf_image_routes.h"
#include "config/conf_operational.h"
#include "config/conf_others.h"
#include "config/conf_record.h"

struct amending {
	const struct conf_amend	*a;
	struct conf_writer	*w;
	struct conf_neighbor	*v;	/* of base that stay, by key */
	size_t			 n;
	struct conf_neighbor	*old;	/* of the one in force, by key */
	size_t			 nold;
	size_t			 come;
	uint32_t		*targets;	/* [old number]: the new one */
	uint8_t			 used[CONF_ID_MAX + 1];
	uint32_t		 next;	/* ids below it are used */
};

static bool
is_gone(const struct amending *m, uint32_t id)
{
	return m->a->gone != NULL && id <= CONF_ID_MAX &&
	    (m->a->gone[id / 8] >> id % 8 & 1) != 0;
}

/* --- who is there --------------------------------------------------------- */

static int
by_key(const void *a, const void *b)
{
	return conf_check_key_cmp(a, b);
}

static struct conf_neighbor *
load(struct amending *m, const struct conf_image *img, bool stay, size_t *n)
{
	struct conf_neighbor *v, k;
	struct rbuf body;
	size_t at = 0;
	int type;

	*n = 0;
	v = xcalloc(img->nneighbors + 1UL, sizeof(*v));
	while ((type = conf_image_next(img, &at, &body)) != 0) {
		if (type != CONF_NEIGHBOR || *n == img->nneighbors ||
		    rbuf_host(&body, &k, sizeof(k)) == -1)
			continue;
		/* What was somebody's in this change is nobody else's. */
		m->used[k.id] = 1;
		memset(m->used + k.clone_first, 1, k.clones);
		if (!stay || !is_gone(m, k.id))
			v[(*n)++] = k;
	}
	qsort(v, *n, sizeof(*v), by_key);
	return v;
}

/* The kernel has no hole in a keyed prefix; see conf_check.c. */
static bool
in_keyed_range(const struct amending *m, const struct conf_neighbor *n)
{
	const struct conf_neighbor *r;
	size_t i;

	for (i = 0; i < m->n; i++) {
		r = &m->v[i];
		if (conf_is_range(r) && r->key_kind != CONF_KEY_NONE &&
		    r->key_kind != n->key_kind &&
		    r->remote.af == n->remote.af &&
		    addr_in(&n->remote, &r->remote, r->remote_plen))
			return true;
	}
	return false;
}

static const char *
why_not(const struct amending *m, const struct conf_neighbor *n)
{
	if (bsearch(n, m->v, m->n, sizeof(*m->v), by_key) != NULL)
		return "it is configured already";
	if (conf_is_range(n))
		return "a range is configured in the file";
	if (m->n + m->come >= CONF_NEIGHBORS_MAX)
		return "there are too many neighbours";
	if (in_keyed_range(m, n))
		return "it lies in a range that has a password";
	return NULL;
}

/* An id is always free: see conf_parse.c. */
static uint32_t
find_id(struct amending *m, const struct conf_neighbor *n)
{
	const struct conf_neighbor *o;

	o = m->nold == 0 ? NULL : bsearch(n, m->old, m->nold,
	    sizeof(*m->old), by_key);
	if (o != NULL)
		return o->id;
	while (m->used[m->next] != 0 && m->next < CONF_ID_MAX)
		m->next++;
	m->used[m->next] = 1;
	return m->next;
}

/* --- copying -------------------------------------------------------------- */

static void
copy_targets(struct amending *m, struct rbuf body, uint32_t number)
{
	uint16_t *ids = xcalloc(body.left / sizeof(*ids) + 1, sizeof(*ids));
	size_t n = 0;

	while (rbuf_host(&body, &ids[n], sizeof(*ids)) == 0)
		if (!is_gone(m, ids[n]))
			n++;
	m->targets[number] = n == 0 ? 0 : conf_writer_targets(m->w, ids, n);
	free(ids);
}

static int
copy_routes(struct amending *m, const struct conf_image *img)
{
	uint32_t attrs = 0, n = 0, number;
	struct rbuf body;
	size_t at = 0;
	int type;

	m->targets = xcalloc(img->ntargets + 1UL, sizeof(*m->targets));
	while ((type = conf_image_next_route(img, &at, &body)) != 0)
		switch (type) {
		case CONF_ATTRS:
			if (conf_writer_attrs(m->w, body.p, body.left) !=
			    ++attrs)
				return -1;
			break;
		case CONF_TARGETS:
			if (n == img->ntargets)
				return -1;
			copy_targets(m, body, ++n);
			break;
		case CONF_ROUTE:
			if (conf_varint_get(&body, &number) == -1 ||
			    number > n)
				return -1;
			if (m->targets[number] != 0)
				conf_writer_route(m->w, m->targets[number],
				    body.p, body.left);
			break;
		default:
			return -1;
		}
	return 0;
}

static void
copy_base(struct amending *m, const struct conf_image *img)
{
	struct conf_neighbor n;
	struct conf_api api;
	struct rbuf body, b;
	uint32_t id;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(img, &at, &body)) != 0) {
		b = body;
		if (type == CONF_OTHERS || (type == CONF_NEIGHBOR &&
		    rbuf_host(&b, &n, sizeof(n)) == 0 && is_gone(m, n.id)) ||
		    (type == CONF_API && rbuf_host(&b, &api,
		    sizeof(api)) == 0 && is_gone(m, api.neighbor)) ||
		    (type == CONF_OPERATIONAL && rbuf_host(&b, &id,
		    sizeof(id)) == 0 && is_gone(m, id)))
			continue;
		conf_writer_put(m->w, (enum conf_record)type, body.p,
		    body.left);
	}
}

/* What a neighbour has of these stands behind it. */
static void
add(struct amending *m)
{
	struct conf_neighbor n = { .id = 0 };
	struct conf_api api;
	const char *why = NULL;
	struct rbuf body;
	uint32_t id;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(m->a->add, &at, &body)) != 0)
		if (type == CONF_NEIGHBOR &&
		    rbuf_host(&body, &n, sizeof(n)) == 0) {
			why = why_not(m, &n);
			if (why != NULL) {
				m->a->refuse(m->a->arg, &n, why);
				continue;
			}
			n.id = find_id(m, &n);
			n.created = 1;
			conf_writer_put(m->w, CONF_NEIGHBOR, &n, sizeof(n));
			m->come++;
		} else if (type == CONF_API && n.id != 0 && why == NULL &&
		    rbuf_host(&body, &api, sizeof(api)) == 0) {
			api.neighbor = n.id;
			conf_writer_put(m->w, CONF_API, &api, sizeof(api));
		} else if (type == CONF_OPERATIONAL && n.id != 0 &&
		    why == NULL && rbuf_host(&body, &id, sizeof(id)) == 0)
			conf_operational_put(m->w, n.id, body);
}

int
conf_amend(const struct conf_image *base, const struct conf_amend *a,
    struct conf_writer *w)
{
	struct amending *m = xcalloc(1, sizeof(*m));
	int r;

	m->a = a;
	m->w = w;
	m->next = 1;
	m->v = load(m, base, true, &m->n);
	if (a->old != NULL)
		m->old = load(m, a->old, false, &m->nold);
	r = copy_routes(m, base);
	/* Those of what is added too. */
	conf_others_put(w);
	if (r == 0)
		copy_base(m, base);
	if (r == 0 && a->add != NULL)
		add(m);
	free(m->targets);
	free(m->old);
	free(m->v);
	free(m);
	return r;
}
