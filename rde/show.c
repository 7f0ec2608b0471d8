/* SPDX-License-Identifier: ISC */
/*
 * Adj-RIB-In and Adj-RIB-Out as control messages: paths in runs, a neighbour
 * described once, before its first path.  Filters read the stored attributes;
 * what they say of a set is remembered for the next path that shares it.
 */
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/idset.h"
#include "base/log.h"
#include "base/wbuf.h"
#include "nexthops.h"
#include "show.h"
#include "show_filter.h"
#include "update_out.h"

enum {
	/* prefixes between looks at the clock, and paths of them */
	SHOW_BATCH	= 128,
	SHOW_PATHS	= 512,
	/* a message is sent when it is longer */
	SHOW_RUN	= 48 * 1024,
	SHOW_COVER_MAX	= 129,
};

struct show {
	struct rde		*rde;
	struct link		*k;
	uint32_t		req;
	struct show_filter	f;
	struct prefix		prefix;		/* of the filter */
	unsigned		family;
	uint32_t		peer;		/* out: the one being walked */
	bool			started;	/* after is valid */
	struct prefix		after;
	/* not all of after: this path of it is the next */
	bool			within;
	uint16_t		within_peer;
	uint32_t		within_id;
	unsigned		looked;		/* paths, in this batch */
	struct wbuf		run;
	struct wbuf		canon;
	uint64_t		count;
	uint32_t		now;		/* seconds */
	uint8_t			told[(IDSET_ID_MAX + 1) / 8];
};

struct show *
show_new(struct rde *rde, struct link *k, uint32_t req,
    const struct ctl_rib_filter *filter, const char **why)
{
	struct show *s = xcalloc(1, sizeof(*s));

	s->rde = rde;
	s->k = k;
	s->req = req;
	*why = show_filter_init(&s->f, rde, filter);
	if (*why != NULL) {
		free(s);
		return NULL;
	}
	s->prefix = show_filter_prefix(&s->f);
	wbuf_growable(&s->run, LINK_BODY_MAX);
	wbuf_growable(&s->canon, LINK_BODY_MAX / 2);
	return s;
}

void
show_free(struct show *s)
{
	if (s == NULL)
		return;
	wbuf_free(&s->run);
	wbuf_free(&s->canon);
	free(s);
}

uint64_t
show_count(const struct show *s)
{
	return s->count;
}

static void
flush(struct show *s)
{
	if (s->run.len > 0)
		link_send(s->k, CTL_RIB_PATH, s->req, 0, s->run.p,
		    s->run.len);
	wbuf_reset(&s->run);
}

/* A neighbour's own message goes out before the run that names it. */
static void
tell_neighbor(struct show *s, const struct peer *p)
{
	struct ctl_rib_neighbor n = {
		.id = p->id,
		.remote_as = peer_remote_as(p),
		.remote_id = p->neg.peer_id,
		.local_as = peer_local_as(p),
		.remote = p->neg.remote.af != ADDR_NONE ? p->neg.remote :
		    p->conf.remote,
	};

	if ((s->told[p->id / 8] & 1U << p->id % 8) != 0)
		return;
	s->told[p->id / 8] |= (uint8_t)(1U << p->id % 8);
	memcpy(n.description, p->conf.description, sizeof(n.description));
	link_send(s->k, CTL_RIB_NEIGHBOR, s->req, 0, &n, sizeof(n));
}

static void
put_path(struct show *s, const struct peer *p, struct ctl_rib_path *c,
    const struct prefix *prefix, enum family f, struct rbuf octets)
{
	const struct family_info *fi = family_info(f);

	tell_neighbor(s, p);
	c->peer = p->id;
	c->afi = fi->afi;
	c->safi = fi->safi;
	c->plen = prefix->len;
	memcpy(c->prefix, prefix->b, sizeof(c->prefix));
	c->attr_len = (uint16_t)octets.left;
	if (!peer_ebgp(p))
		c->flags |= CTL_P_INTERNAL;
	wbuf_bytes(&s->run, c, sizeof(*c));
	wbuf_bytes(&s->run, octets.p, octets.left);
	s->count++;
	if (s->run.len >= SHOW_RUN)
		flush(s);
}

/* --- Adj-RIB-In ---------------------------------------------------------- */

static void
in_path(struct show *s, enum family f, const struct prefix *prefix,
    const struct in_path *x)
{
	const struct peer *p = peers_get(s->rde->peers, x->peer);
	struct ctl_rib_path c = { .path_id = x->path_id };
	const struct attr_summary *sum;
	const struct nexthop *nh;

	if (p == NULL || !show_filter_path(&s->f, p, x->attrs, x->path_id,
	    &c.flags))
		return;
	if (x->stale)
		c.flags |= CTL_P_STALE;
	if ((p->neg.add_path_rx & 1ULL << f) != 0)
		c.flags |= CTL_P_HAS_ID;
	nh = nexthops_get(s->rde->nexthops, x->nexthop);
	sum = attrs_summary(s->rde->attrs, x->attrs);
	if (nh != NULL) {
		c.nexthop = nh->global;
		c.nexthop_ll = nh->link_local;
	} else if ((sum->present & 1ULL << ATTR_NEXT_HOP) != 0)
		c.nexthop = addr_v4(sum->next_hop);
	c.age_ms = ((int64_t)s->now - x->time) * 1000;
	put_path(s, p, &c, prefix, f, attrs_octets(s->rde->attrs, x->attrs));
}

/*
 * The paths of s->after.  A prefix may hold many, and a path 64 KiB of
 * attributes: false when there are more, for another batch.
 */
static bool
in_prefix(struct show *s, enum family f, uint32_t head)
{
	uint32_t at = head;
	struct in_path x;

	if (s->within)
		at = adj_rib_in_seek(s->rde->in, head, s->within_peer,
		    s->within_id);
	s->within = false;
	while (adj_rib_in_next(s->rde->in, f, &at, &x)) {
		if (s->looked++ >= SHOW_PATHS ||
		    link_queued(s->k) >= SHOW_QUEUE) {
			s->within = true;
			s->within_peer = x.peer;
			s->within_id = x.path_id;
			return false;
		}
		in_path(s, f, &s->after, &x);
	}
	return true;
}

static bool
in_begin(struct show *s, enum family f, const struct prefix_table_item *item)
{
	s->after = item->prefix;
	s->started = true;
	return in_prefix(s, f, item->value);
}

/* What the last batch left of its last prefix, if that is still there. */
static bool
in_rest(struct show *s, enum family f)
{
	const uint32_t *head;

	head = prefix_table_find(adj_rib_in_table(s->rde->in, f), &s->after);
	if (head != NULL)
		return in_prefix(s, f, *head);
	s->within = false;
	return true;
}

/* Which of those that cover is the one asked for; n or more: none. */
static size_t
in_one(const struct show *s, enum family f,
    const struct prefix_table_item *v, size_t n)
{
	struct in_path x;
	uint32_t at;

	if (s->started)
		return n;
	if (s->f.scope == SCOPE_EXACT)
		return n > 0 && v[n - 1].prefix.len == s->prefix.len ?
		    n - 1 : n;
	for (; n > 0; n--) {
		at = v[n - 1].value;
		if (adj_rib_in_next(s->rde->in, f, &at, &x))
			return n - 1;
	}
	return SHOW_COVER_MAX;
}

/* Exact, best match, or all that cover.  False when there are no more. */
static bool
in_few(struct show *s, enum family f)
{
	struct prefix_table_item v[SHOW_COVER_MAX];
	size_t i = 0, n;

	n = prefix_table_covering(adj_rib_in_table(s->rde->in, f), &s->prefix,
	    v, SHOW_COVER_MAX);
	if (s->f.scope != SCOPE_SHORTER) {
		i = in_one(s, f, v, n);
		return i < n && !in_begin(s, f, &v[i]);
	}
	for (; i < n; i++) {
		if (s->started && v[i].prefix.len <= s->after.len)
			continue;
		if (!in_begin(s, f, &v[i]))
			return true;
	}
	return false;
}

/* False when this family is done. */
static bool
in_batch(struct show *s, enum family f)
{
	struct prefix_table_item v[SHOW_BATCH];
	size_t i, n;

	s->looked = 0;
	if (s->within && !in_rest(s, f))
		return true;
	if (s->f.scope != SCOPE_ALL && s->f.scope != SCOPE_LONGER)
		return in_few(s, f);
	n = prefix_table_walk(adj_rib_in_table(s->rde->in, f),
	    s->started ? &s->after : NULL,
	    s->f.scope == SCOPE_LONGER ? &s->prefix : NULL, v, SHOW_BATCH);
	adj_rib_in_warm(s->rde->in, v, n);
	for (i = 0; i < n; i++)
		if (!in_begin(s, f, &v[i]))
			return true;
	return n == SHOW_BATCH;
}

/* --- Adj-RIB-Out --------------------------------------------------------- */

static void
out_item(struct show *s, struct peer *p, enum family f,
    const struct rib_out_item *x)
{
	struct ctl_rib_path c = { .path_id = x->nlri.path_id, .age_ms = -1 };
	struct rbuf octets = { 0 };

	if (x->attrs != 0) {
		if (!show_filter_path(&s->f, p, x->attrs, x->nlri.path_id,
		    &c.flags))
			return;
		wbuf_reset(&s->canon);
		if (update_out_item_attrs(s->rde->out, p, x,
		    &s->canon) == 0)
			octets = wbuf_view(&s->canon);
	}
	c.flags |= x->flags | CTL_P_OURS;
	if (x->nlri.has_path_id)
		c.flags |= CTL_P_HAS_ID;
	c.nexthop = x->nexthop.global;
	c.nexthop_ll = x->nexthop.link_local;
	put_path(s, p, &c, &x->nlri.prefix, f, octets);
}

static size_t
out_covering(struct show *s, struct peer *p, enum family f, unsigned len)
{
	struct rib_out_item v[SHOW_BATCH];
	struct prefix at = s->prefix;
	size_t i, n, hits = 0;

	at.len = (uint8_t)len;
	prefix_mask(&at);
	n = update_out_show(s->rde->out, p, f, NULL, &at, v, SHOW_BATCH);
	for (i = 0; i < n && v[i].nlri.prefix.len == len; i++, hits++)
		out_item(s, p, f, &v[i]);
	return hits;
}

static void
out_few(struct show *s, struct peer *p, enum family f)
{
	unsigned len;

	if (s->f.scope == SCOPE_EXACT) {
		out_covering(s, p, f, s->prefix.len);
		return;
	}
	if (s->f.scope == SCOPE_SHORTER) {
		for (len = 0; len <= s->prefix.len; len++)
			out_covering(s, p, f, len);
		return;
	}
	for (len = s->prefix.len + 1U; len > 0; len--)
		if (out_covering(s, p, f, len - 1) > 0)
			return;
}

/* False when this neighbour and family are done. */
static bool
out_batch(struct show *s, struct peer *p, enum family f)
{
	struct rib_out_item v[SHOW_BATCH];
	size_t i, n;

	if (s->f.scope != SCOPE_ALL && s->f.scope != SCOPE_LONGER) {
		out_few(s, p, f);
		return false;
	}
	n = update_out_show(s->rde->out, p, f,
	    s->started ? &s->after : NULL,
	    s->f.scope == SCOPE_LONGER ? &s->prefix : NULL, v, SHOW_BATCH);
	for (i = 0; i < n; i++)
		out_item(s, p, f, &v[i]);
	if (n == 0)	/* fewer is no end: a prefix comes whole or later */
		return false;
	s->after = v[n - 1].nlri.prefix;
	s->started = true;
	return true;
}

/* The next neighbour that is wanted, from s->peer on. */
static struct peer *
out_peer(struct show *s)
{
	struct peer *p;

	for (p = peers_next(s->rde->peers, s->peer); p != NULL;
	    p = peers_next(s->rde->peers, p->id + 1U))
		if (show_filter_peer(&s->f, p))
			break;
	return p;
}

/* --- both ---------------------------------------------------------------- */

/* A batch of the present family; false when the family is done. */
static bool
step(struct show *s, enum family f)
{
	struct peer *p;

	if (!show_filter_family(&s->f, f))
		return false;
	if ((s->f.ctl.flags & CTL_RIB_OUT) == 0)
		return in_batch(s, f);
	p = out_peer(s);
	if (p == NULL) {
		s->peer = 0;
		return false;
	}
	if (p->id != s->peer)		/* the one before is gone or done */
		s->started = false;
	s->peer = p->id;
	if (!out_batch(s, p, f)) {
		s->peer = p->id + 1U;
		s->started = false;
	}
	return true;
}

bool
show_slice(struct show *s, monotime_t until)
{
	monotime_t now = clock_now();

	s->now = (uint32_t)(now.ms / 1000);
	show_filter_forget(&s->f);
	while (s->family < FAMILY_MAX) {
		if (!step(s, (enum family)s->family)) {
			s->family++;
			s->started = false;
		}
		if (link_queued(s->k) >= SHOW_QUEUE ||
		    monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	flush(s);
	return s->family < FAMILY_MAX;
}
