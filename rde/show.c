/* SPDX-License-Identifier: ISC */
/*
 * Adj-RIB-In and Adj-RIB-Out as control messages: paths in runs, a neighbour
 * described once, before its first path.  Filters read the stored attributes;
 * what they say of a set is remembered for the next path that shares it.
 *
 * A prefix may have thousands of paths (neighbours, path ids), and a path
 * 64 KiB of attributes, so a walk rests inside a prefix too: paths of one
 * prefix are shown by neighbour and path id.
 */
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/idset.h"
#include "base/log.h"
#include "base/wbuf.h"
#include "flow_valid.h"
#include "nexthops.h"
#include "show.h"
#include "show_filter.h"
#include "update_out.h"

enum {
	SHOW_BATCH	= 128,		/* prefixes */
	SHOW_LOOK	= 16,		/* paths between looks at the clock */
	/* a message is sent when it is longer */
	SHOW_RUN	= 48 * 1024,
	NLRI_FRAME	= 64,		/* wire octets beside the key */
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
	struct net_pos		after;
	/* Of the next one, at, all up to these were shown. */
	bool			inside;
	bool			again;		/* this one was not */
	struct net_pos		at;
	uint16_t		at_peer;	/* in */
	uint32_t		at_id;
	struct rib_out_items	items;		/* out */
	monotime_t		until;		/* this slice */
	unsigned		looked;
	struct flow_valid	*flow;
	struct ctl_flow_why	why;		/* of an infeasible path */
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
	s->flow = flow_valid_new(rde);
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
	flow_valid_free(s->flow);
	free(s->items.v);
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

static void
rest(struct show *s, const struct nlri *n, uint16_t peer, uint32_t id)
{
	s->inside = true;
	s->again = false;
	net_pos_set(&s->at, n);
	s->at_peer = peer;
	s->at_id = id;
}

/* Behind this path of the prefix.  False: and there the walk rests. */
static bool
go_on(struct show *s, const struct nlri *n, uint16_t peer, uint32_t id)
{
	if (link_queued(s->k) < SHOW_QUEUE && (++s->looked % SHOW_LOOK != 0 ||
	    monotime_diff_ms(clock_now(), s->until) < 0))
		return true;
	rest(s, n, peer, id);
	return false;
}

/* All of this prefix was shown. */
static void
pass(struct show *s, const struct nlri *n)
{
	s->inside = false;
	net_pos_set(&s->after, n);
	s->started = true;
}

static bool
is_inside(const struct show *s, const struct nlri *n)
{
	return s->inside && net_pos_cmp(&s->at, n) == 0;
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
    const struct nlri *n, const struct nexthop *nh, struct rbuf octets)
{
	const struct family_info *fi = family_info((enum family)n->family);
	uint8_t room[NLRI_ROOM + NLRI_FRAME];
	struct wbuf nlri;

	tell_neighbor(s, p);
	c->peer = p->id;
	c->afi = fi->afi;
	c->safi = fi->safi;
	c->plen = n->prefix.len;
	memcpy(c->prefix, n->prefix.b, sizeof(c->prefix));
	wbuf_fixed(&nlri, room, sizeof(room));
	if (fi->keyed)
		nlri_write(&nlri, n, (c->flags & CTL_P_WITHDRAWN) != 0 ?
		    NLRI_WITHDRAW : 0);
	c->nlri_len = (uint16_t)nlri.len;
	c->nexthop_len = (uint8_t)nh->octets.left;
	c->attr_len = (uint16_t)octets.left;
	c->nexthop = nh->global;
	c->nexthop_ll = nh->link_local;
	if (!peer_ebgp(p))
		c->flags |= CTL_P_INTERNAL;
	wbuf_bytes(&s->run, c, sizeof(*c));
	wbuf_bytes(&s->run, nlri.p, nlri.len);
	wbuf_bytes(&s->run, nh->octets.p, nh->octets.left);
	wbuf_bytes(&s->run, octets.p, octets.left);
	if ((c->flags & CTL_P_INFEASIBLE) != 0)
		wbuf_bytes(&s->run, &s->why, sizeof(s->why));
	s->count++;
	if (s->run.len >= SHOW_RUN)
		flush(s);
}

/* --- Adj-RIB-In ---------------------------------------------------------- */

/* False: it takes longer than this slice; *flags are then as they were. */
static bool
in_flow(struct show *s, const struct peer *p, const struct nlri *n,
    uint32_t attrs, uint32_t *flags)
{
	switch (flow_valid_judge(s->flow, p, n, attrs, s->until, &s->why)) {
	case FLOW_UNFINISHED:
		return false;
	case FLOW_FEASIBLE:
		*flags |= CTL_P_FEASIBLE;
		break;
	case FLOW_INFEASIBLE:
		*flags &= ~(uint32_t)CTL_P_VALID;
		*flags |= CTL_P_INFEASIBLE;
		break;
	case FLOW_UNJUDGED:
		*flags |= CTL_P_UNJUDGED;
		break;
	case FLOW_NO_RULE:
		break;
	}
	return true;
}

/* False: the time was over before it was shown. */
static bool
in_path(struct show *s, enum family f, const struct nlri *n,
    const struct in_path *x)
{
	const struct peer *p = peers_get(s->rde->peers, x->peer);
	struct ctl_rib_path c = { .path_id = x->path_id };
	const struct attr_summary *sum;
	const struct nexthop *nh;
	struct nexthop classic = { 0 };
	struct nlri whole = *n;

	if (p == NULL || !show_filter_path(&s->f, p, f, x->attrs,
	    x->path_id, &c.flags))
		return true;
	if (!in_flow(s, p, n, x->attrs, &c.flags))
		return false;
	if (!show_filter_flags(&s->f, c.flags))
		return true;
	if (x->stale)
		c.flags |= CTL_P_STALE;
	if ((p->neg.add_path_rx & 1ULL << f) != 0)
		c.flags |= CTL_P_HAS_ID;
	nh = nexthops_get(s->rde->nexthops, x->nexthop);
	sum = attrs_summary(s->rde->attrs, x->attrs);
	if (nh == NULL) {
		if ((sum->present & 1ULL << ATTR_NEXT_HOP) != 0)
			classic.global = addr_v4(sum->next_hop);
		nh = &classic;
	}
	c.age_ms = ((int64_t)s->now - x->time) * 1000;
	whole.carried = nexthops_carried(s->rde->nexthops, x->nexthop);
	put_path(s, p, &c, &whole, nh,
	    attrs_octets(s->rde->attrs, x->attrs));
	return true;
}

enum in_shown { IN_NOTHING, IN_ALL, IN_PART };

/* IN_NOTHING: no path of the prefix is there that is not gone. */
static enum in_shown
in_prefix(struct show *s, enum family f, const struct net_item *item)
{
	const bool resumed = is_inside(s, &item->nlri);
	enum in_shown shown = resumed ? IN_ALL : IN_NOTHING;
	uint32_t at = item->value;
	struct in_path x;

	if (resumed)
		at = adj_rib_in_seek(s->rde->in, at, s->at_peer, s->at_id);
	while (adj_rib_in_next(s->rde->in, f, &at, &x)) {
		shown = IN_ALL;
		if (resumed && !s->again && x.peer == s->at_peer &&
		    x.path_id == s->at_id)
			continue;
		if (!in_path(s, f, &item->nlri, &x)) {
			rest(s, &item->nlri, x.peer, x.path_id);
			s->again = true;
			return IN_PART;
		}
		if (!go_on(s, &item->nlri, x.peer, x.path_id))
			return IN_PART;
	}
	pass(s, &item->nlri);
	return shown;
}

/* Each of these: false when this family is done. */
static bool
in_shorter(struct show *s, enum family f, const struct net_item *v,
    size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((!s->started ||
		    v[i].nlri.prefix.len > s->after.prefix.len) &&
		    in_prefix(s, f, &v[i]) == IN_PART)
			return true;
	return false;
}

static bool
in_best(struct show *s, enum family f, const struct net_item *v, size_t n)
{
	enum in_shown shown = IN_NOTHING;

	for (; n > 0 && shown == IN_NOTHING; n--)
		if (!s->inside || is_inside(s, &v[n - 1].nlri))
			shown = in_prefix(s, f, &v[n - 1]);
	return shown == IN_PART;
}

/* Exact, best match, or all that cover. */
static bool
in_few(struct show *s, enum family f)
{
	const struct net_table *t = adj_rib_in_table(s->rde->in, f);
	struct net_item v[NET_COVER_MAX];
	size_t n = net_table_covering(t, &s->prefix, v);

	if (s->f.scope == SCOPE_SHORTER)
		return in_shorter(s, f, v, n);
	if (s->f.scope == SCOPE_BEST)
		return in_best(s, f, v, n);
	return n > 0 && v[n - 1].nlri.prefix.len == s->prefix.len &&
	    in_prefix(s, f, &v[n - 1]) == IN_PART;
}

/* Is a family walked through, with or without a look at each? */
static bool
is_walked(const struct show *s, enum family f)
{
	return s->f.scope == SCOPE_ALL || s->f.scope == SCOPE_LONGER ||
	    show_filter_scans(&s->f, f);
}

static const struct prefix *
limits(const struct show *s, enum family f)
{
	return s->f.scope == SCOPE_LONGER && !show_filter_scans(&s->f, f) ?
	    &s->prefix : NULL;
}

/* False: it was passed over. */
static bool
is_wanted(struct show *s, enum family f, const struct nlri *n)
{
	if (!show_filter_scans(&s->f, f) || show_filter_nlri(&s->f, n))
		return true;
	pass(s, n);
	return false;
}

/* The prefix that the walk rests in, if it is still there. */
static bool
in_rest(struct show *s, enum family f)
{
	struct net_item item = { .nlri = net_pos_nlri(&s->at, f) };
	const uint32_t *head = net_table_find(adj_rib_in_table(s->rde->in,
	    f), &item.nlri);

	if (head == NULL) {
		pass(s, &item.nlri);
		return true;
	}
	item.value = *head;
	return in_prefix(s, f, &item) != IN_PART;
}

static bool
in_batch(struct show *s, enum family f)
{
	struct net_item v[SHOW_BATCH];
	size_t i, n;

	if (!is_walked(s, f))
		return in_few(s, f);
	if (s->inside && !in_rest(s, f))
		return true;
	n = net_table_walk(adj_rib_in_table(s->rde->in, f),
	    s->started ? &s->after : NULL, limits(s, f), v, SHOW_BATCH);
	adj_rib_in_warm(s->rde->in, v, n);
	for (i = 0; i < n; i++)
		if (is_wanted(s, f, &v[i].nlri) &&
		    in_prefix(s, f, &v[i]) == IN_PART)
			return true;
	return n == SHOW_BATCH;
}

/* --- Adj-RIB-Out --------------------------------------------------------- */

static void
out_item(struct show *s, struct peer *p, const struct rib_out_item *x)
{
	struct ctl_rib_path c = { .path_id = x->nlri.path_id, .age_ms = -1 };
	struct rbuf octets = { 0 };

	if (x->attrs != 0) {
		if (!show_filter_path(&s->f, p, (enum family)x->nlri.family,
		    x->attrs, x->nlri.path_id, &c.flags) ||
		    !show_filter_flags(&s->f, c.flags))
			return;
		wbuf_reset(&s->canon);
		if (update_out_item_attrs(s->rde->out, p, x,
		    &s->canon) == 0)
			octets = wbuf_view(&s->canon);
	}
	c.flags |= x->flags | CTL_P_OURS;
	if (x->nlri.has_path_id)
		c.flags |= CTL_P_HAS_ID;
	put_path(s, p, &c, &x->nlri, &x->nexthop, octets);
}

/*
 * By path id.  They come newest first, and ids are mostly given in order, so
 * little is moved but to turn them round.
 */
static void
out_sort(struct rib_out_item *v, size_t n)
{
	struct rib_out_item x;
	size_t i, k;

	for (i = 0; i < n / 2; i++) {
		x = v[i];
		v[i] = v[n - 1 - i];
		v[n - 1 - i] = x;
	}
	for (i = 1; i < n; i++) {
		x = v[i];
		for (k = i; k > 0 && v[k - 1].nlri.path_id > x.nlri.path_id;
		    k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

/* How many of these are of the first one's prefix. */
static size_t
out_run(const struct rib_out_item *v, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (!nlri_same(&v[i].nlri, &v[0].nlri))
			break;
	return i;
}

/* All paths of a prefix; false: the walk rests in it. */
static bool
out_prefix(struct show *s, struct peer *p, struct rib_out_item *v, size_t n)
{
	const bool resumed = is_inside(s, &v[0].nlri);
	size_t i;

	out_sort(v, n);
	for (i = 0; i < n; i++) {
		if (resumed && v[i].nlri.path_id <= s->at_id)
			continue;
		out_item(s, p, &v[i]);
		if (!go_on(s, &v[i].nlri, 0, v[i].nlri.path_id))
			return false;
	}
	pass(s, &v[0].nlri);
	return true;
}

/* The paths of exactly this prefix; *none: there are none. */
static bool
out_exact(struct show *s, struct peer *p, enum family f, unsigned len,
    bool *none)
{
	struct prefix at = s->prefix;
	size_t n;

	at.len = (uint8_t)len;
	prefix_mask(&at);
	n = update_out_show_some(s->rde->out, p, f, NULL, &at, &s->items);
	*none = n == 0 || s->items.v[0].nlri.prefix.len != len;
	return *none || out_prefix(s, p, s->items.v, out_run(s->items.v, n));
}

/* Each: false when this neighbour and family are done. */
static bool
out_few(struct show *s, struct peer *p, enum family f)
{
	const bool best = s->f.scope == SCOPE_BEST;
	unsigned len, i, from = s->prefix.len;
	bool none;

	if (s->f.scope == SCOPE_EXACT)
		return !out_exact(s, p, f, s->prefix.len, &none);
	for (i = 0; i <= from; i++) {
		len = best ? from - i : i;
		if (best ? s->inside && len > s->at.prefix.len :
		    s->started && len <= s->after.prefix.len)
			continue;
		if (!out_exact(s, p, f, len, &none))
			return true;
		if (best && !none)
			break;
	}
	return false;
}

static bool
out_batch(struct show *s, struct peer *p, enum family f)
{
	size_t i, run, n;

	if (!is_walked(s, f))
		return out_few(s, p, f);
	n = update_out_show_some(s->rde->out, p, f,
	    s->started ? &s->after : NULL, limits(s, f), &s->items);
	if (n == 0 && s->items.more) {
		s->after = s->items.behind;
		s->started = true;
		return true;
	}
	for (i = 0; i < n; i += run) {
		run = out_run(s->items.v + i, n - i);
		if (is_wanted(s, f, &s->items.v[i].nlri) &&
		    !out_prefix(s, p, s->items.v + i, run))
			return true;
	}
	return n > 0;	/* fewer is no end: a prefix comes whole or later */
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
		s->started = s->inside = false;
	s->peer = p->id;
	if (!out_batch(s, p, f)) {
		s->peer = p->id + 1U;
		s->started = s->inside = false;
	}
	return true;
}

bool
show_slice(struct show *s, monotime_t until)
{
	monotime_t now = clock_now();

	s->now = (uint32_t)(now.ms / 1000);
	s->until = until;
	show_filter_forget(&s->f);
	while (s->family < FAMILY_MAX) {
		if (!step(s, (enum family)s->family)) {
			s->family++;
			s->started = s->inside = false;
		}
		if (link_queued(s->k) >= SHOW_QUEUE ||
		    monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	flush(s);
	return s->family < FAMILY_MAX;
}
