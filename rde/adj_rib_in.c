/* SPDX-License-Identifier: ISC */
/*
 * Paths in chains below an NLRI (path_chain.c).  A path carries the epoch of
 * its (neighbour, family) at the time it was announced: an older epoch than
 * the present one means stale, one older than the mark `gone` means gone.
 * What is known of a neighbour outlives it, for its paths may still wait for
 * the sweep when its id is given to another.
 */
#include <malloc.h>
#include <stdlib.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/clock.h"
#include "base/log.h"
#include "nexthops.h"
#include "path_chain.h"

enum {
	SWEEP_MS	= 4,		/* a slice */
	SWEEP_BATCH	= 256,		/* NLRI */
	/* of them, and of paths, between looks at the clock */
	SWEEP_LOOK	= 16,
	SWEEP_PATHS	= 256,
	TRIM_PATHS	= 1 << 16,
	/* behind the sweep, at most: by refreshes, and by sessions too */
	EPOCHS_MAX	= 60000,
	EPOCHS_FULL	= 65000,
};

/* RFC 9494 4.6 */
static const uint32_t community_no_llgr = 0xffff0007;

static const char *const bounds[IN_RESULT_MAX] = {
	[IN_FULL_IDS] = "too many path ids for one prefix",
	[IN_FULL_PATHS] = "too many paths, and no prefix-limit allows them",
	[IN_FULL_OCTETS] = "its attributes take too much memory",
	[IN_FULL_EPOCHS] = "its sessions end faster than its routes are "
	    "swept out",
	[IN_FULL_TABLE] = "the table of all neighbours is full",
};

struct in_family {
	uint16_t	epoch;
	uint16_t	gone;		/* epochs before this one are gone */
	uint16_t	swept;		/* none is left before this one */
	uint16_t	sweeping;	/* gone, when the pass began */
	uint32_t	fresh;		/* paths of this epoch */
	uint32_t	stale;		/* older, not gone */
	uint64_t	fresh_octets;	/* of their attributes */
	uint64_t	stale_octets;
	bool		wants_pick;	/* stale NO_LLGR is to go */
	bool		picking;	/* in this pass */
};

struct peer_in {
	struct in_family family[FAMILY_MAX];
	uint64_t	 octets;	/* of all of them */
};

struct sweep {
	bool		wanted;		/* a pass is to begin */
	bool		running;
	bool		started;	/* after is valid */
	uint32_t	used;		/* paths when the pass began */
	struct net_pos	after;
};

struct adj_rib_in {
	struct rde		*rde;
	struct net_table	*table[FAMILY_MAX];
	struct path_chains	chains;
	struct peer_in		**peers;	/* by id */
	uint32_t		npeers;
	struct sweep		sweep[FAMILY_MAX];
	struct loop_task	*sweeper;
	uint64_t		changes[FAMILY_MAX];
	void			(*on_change)(void *arg, enum family f);
	void			*arg;
};

static bool	sweep_slice(void *arg);

struct adj_rib_in *
adj_rib_in_new(struct rde *rde)
{
	struct adj_rib_in *in = xcalloc(1, sizeof(*in));
	unsigned f;

	in->rde = rde;
	path_chains_init(&in->chains);
	for (f = 0; f < FAMILY_MAX; f++)
		in->table[f] = net_table_new((enum family)f);
	in->sweeper = loop_task_new(rde->loop, sweep_slice, in);
	return in;
}

void
adj_rib_in_free(struct adj_rib_in *in)
{
	unsigned f;
	uint32_t i;

	if (in == NULL)
		return;
	for (f = 0; f < FAMILY_MAX; f++)
		net_table_free(in->table[f]);
	path_chains_free(&in->chains);
	for (i = 0; i < in->npeers; i++)
		free(in->peers[i]);
	free(in->peers);
	loop_task_free(in->sweeper);
	free(in);
}

static bool
is_gone(const struct in_family *s, uint16_t epoch)
{
	return (uint16_t)(s->epoch - epoch) > (uint16_t)(s->epoch - s->gone);
}

void
adj_rib_in_peer_added(struct adj_rib_in *in, struct peer *p)
{
	uint32_t n;

	if (p->id >= in->npeers) {
		n = (p->id | 63U) + 1;
		in->peers = xreallocarray(in->peers, n, sizeof(*in->peers));
		while (in->npeers < n)
			in->peers[in->npeers++] = NULL;
	}
	if (in->peers[p->id] == NULL)
		in->peers[p->id] = xcalloc(1, sizeof(*in->peers[0]));
	p->in = in->peers[p->id];
}

static void
changed(struct adj_rib_in *in, unsigned f)
{
	in->changes[f]++;
	if (in->on_change != NULL)
		in->on_change(in->arg, (enum family)f);
}

void
adj_rib_in_peer_changed(struct adj_rib_in *in)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		changed(in, f);
}

void
adj_rib_in_on_change(struct adj_rib_in *in,
    void (*fn)(void *arg, enum family f), void *arg)
{
	in->on_change = fn;
	in->arg = arg;
}

void
adj_rib_in_peer_removed(struct adj_rib_in *in, struct peer *p)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		adj_rib_in_drop(in, p, (enum family)f);
	p->in = NULL;
}

static void
want_sweep(struct adj_rib_in *in, enum family f)
{
	in->sweep[f].wanted = true;
	loop_task_wake(in->sweeper);
}

static uint32_t
now_seconds(void)
{
	return (uint32_t)(clock_coarse().ms / 1000);
}

const char *
adj_rib_in_full(enum adj_rib_in_result res)
{
	return bounds[res];
}

/* What a neighbour chose the length of. */
static size_t
octets_of(const struct adj_rib_in *in, const struct nlri *n, uint32_t attrs,
    uint32_t nexthop)
{
	const struct nexthop *nh = nexthops_get(in->rde->nexthops, nexthop);

	return attrs_octets(in->rde->attrs, attrs).left + n->key.left +
	    nexthops_carried(in->rde->nexthops, nexthop).left +
	    (nh != NULL ? nh->octets.left : 0);
}

static uint16_t
epochs_unswept(const struct in_family *s)
{
	return (uint16_t)(s->epoch - s->swept);
}

/* IN_NEW: there is room for one more path of so many octets. */
static enum adj_rib_in_result
find_room(const struct adj_rib_in *in, const struct peer *p, unsigned f,
    size_t octets)
{
	const struct in_family *s = &p->in->family[f];

	if (p->in->octets + octets > IN_OCTETS_MAX)
		return IN_FULL_OCTETS;
	if (s->fresh + s->stale >= IN_PATHS_MAX && p->conf.limits[f].max == 0)
		return IN_FULL_PATHS;
	/* An epoch that came round again would bring back what is gone. */
	if (epochs_unswept(s) >= EPOCHS_FULL)
		return IN_FULL_EPOCHS;
	return in->chains.paths.used >= IN_TABLE_MAX ? IN_FULL_TABLE : IN_NEW;
}

/* One path more or less, unless it is gone. */
static void
count(const struct adj_rib_in *in, const struct path *x,
    const struct nlri *n, int sign)
{
	struct peer_in *pi = in->peers[x->peer];
	struct in_family *s = &pi->family[n->family];
	uint64_t octets = octets_of(in, n, x->attrs, x->nexthop);

	if (is_gone(s, x->epoch))
		return;
	if (sign < 0)
		octets = 0 - octets;
	pi->octets += octets;
	if (x->epoch == s->epoch) {
		s->fresh += (uint32_t)sign;
		s->fresh_octets += octets;
	} else {
		s->stale += (uint32_t)sign;
		s->stale_octets += octets;
	}
}

static void
path_fill(struct adj_rib_in *in, struct path *x, uint32_t attrs,
    uint32_t nexthop)
{
	attrs_ref(in->rde->attrs, attrs);
	nexthops_ref(in->rde->nexthops, nexthop);
	attrs_unref(in->rde->attrs, x->attrs);
	nexthops_unref(in->rde->nexthops, x->nexthop);
	x->attrs = attrs;
	x->nexthop = nexthop;
}

/* What has left a chain. */
static void
path_give_back(struct adj_rib_in *in, const struct path *x)
{
	attrs_unref(in->rde->attrs, x->attrs);
	nexthops_unref(in->rde->nexthops, x->nexthop);
}

/* An NLRI whose last path goes must leave the table while it has a value. */
static void
path_remove(struct adj_rib_in *in, const struct nlri *n,
    const struct path_place *w, const uint32_t *head)
{
	uint32_t last = *head;

	path_give_back(in, w->path);
	if (path_chain_is_one(&in->chains, last)) {
		net_table_remove(in->table[n->family], n);
		path_chain_release(&in->chains, last);
	} else
		path_chain_remove(&in->chains, w);
}

static bool
carries_no_llgr(const struct adj_rib_in *in, uint32_t attrs)
{
	struct attr a;
	uint32_t c;

	if (attr_find(attrs_octets(in->rde->attrs, attrs), ATTR_COMMUNITIES,
	    &a) == -1)
		return false;
	while (rbuf_u32(&a.value, &c) == 0)
		if (c == community_no_llgr)
			return true;
	return false;
}

/* RFC 9494 4.3: stale, in its long-lived phase, and not to live on. */
static bool
is_picked(const struct adj_rib_in *in, const struct in_family *s,
    const struct path *x)
{
	return s->picking && x->epoch != s->epoch && !is_gone(s, x->epoch) &&
	    carries_no_llgr(in, x->attrs);
}

static bool
is_to_go(const struct adj_rib_in *in, enum family f, const struct path *x)
{
	const struct in_family *s = &in->peers[x->peer]->family[f];

	return is_gone(s, x->epoch) || is_picked(in, s, x);
}

static void
sweep_net(struct adj_rib_in *in, const struct nlri *n)
{
	enum family f = (enum family)n->family;
	struct path_place w;
	struct path *x, *next;
	uint32_t *head;
	bool last;

	head = net_table_find(in->table[f], n);
	if (head == NULL)
		return;
	for (x = path_chain_at(&in->chains, *head); x != NULL; x = next) {
		next = path_chain_at(&in->chains, x->next);
		if (!is_to_go(in, f, x))
			continue;
		last = path_chain_is_one(&in->chains, *head);
		if (!is_gone(&in->peers[x->peer]->family[f], x->epoch))
			changed(in, f);
		count(in, x, n, -1);
		path_chain_find(&in->chains, head, x->peer, x->path_id, &w);
		path_remove(in, n, &w, head);
		if (last)
			return;
	}
}

/* *looked counts the paths that were looked at. */
static bool
has_gone(const struct adj_rib_in *in, enum family f, uint32_t head,
    uint32_t *looked)
{
	const struct path *x;

	for (; (x = path_chain_at(&in->chains, head)) != NULL; head = x->next) {
		(*looked)++;
		if (is_to_go(in, f, x))
			return true;
	}
	return false;
}

/*
 * Where it is or belongs; NULL: there is no such NLRI, and *res says why it
 * is not made.
 */
static uint32_t *
find_place(struct adj_rib_in *in, const struct peer *p, const struct nlri *n,
    size_t octets, enum adj_rib_in_result *res, struct path_place *w)
{
	struct net_table *t = in->table[n->family];
	uint32_t *head;

	*res = find_room(in, p, n->family, octets);
	head = *res == IN_NEW ? net_table_put(t, n) : net_table_find(t, n);
	if (head == NULL && *res == IN_NEW)
		*res = IN_FULL_TABLE;
	if (head != NULL)
		path_chain_find(&in->chains, head, p->id, n->path_id, w);
	return head;
}

static bool
has_all_ids(const struct path_place *w)
{
	return w->path == NULL && w->count >= IN_PATH_IDS_MAX;
}

enum adj_rib_in_result
adj_rib_in_set(struct adj_rib_in *in, struct peer *p, const struct nlri *n,
    uint32_t attrs, uint32_t nexthop)
{
	struct in_family *s = &p->in->family[n->family];
	enum adj_rib_in_result room, res = IN_NEW;
	struct path_place w = { .path = NULL };
	size_t octets = octets_of(in, n, attrs, nexthop);
	const uint32_t *head;
	struct path *x;

	head = find_place(in, p, n, octets, &room, &w);
	if (head != NULL && has_all_ids(&w)) {
		/* Some of them may only wait for the sweep. */
		sweep_net(in, n);
		head = find_place(in, p, n, octets, &room, &w);
		if (head != NULL && has_all_ids(&w))
			return IN_FULL_IDS;
	}
	x = w.path;
	if (x != NULL && !is_gone(s, x->epoch)) {
		res = x->attrs == attrs && x->nexthop == nexthop ? IN_SAME :
		    IN_CHANGED;
		if (res == IN_CHANGED && room == IN_FULL_OCTETS)
			return room;
		count(in, x, n, -1);
	} else if (room != IN_NEW)
		return room;
	else if (x == NULL)
		x = path_chain_put(&in->chains, &w, p->id, n->path_id);
	if (res != IN_SAME) {
		path_fill(in, x, attrs, nexthop);
		x->time = now_seconds();
		changed(in, n->family);
	}
	x->epoch = s->epoch;
	count(in, x, n, 1);
	return res;
}

bool
adj_rib_in_withdraw(struct adj_rib_in *in, struct peer *p,
    const struct nlri *n)
{
	struct in_family *s = &p->in->family[n->family];
	struct path_place w;
	uint32_t *head;
	bool held;

	head = net_table_find(in->table[n->family], n);
	if (head == NULL)
		return false;
	path_chain_find(&in->chains, head, p->id, n->path_id, &w);
	if (w.path == NULL)
		return false;
	held = !is_gone(s, w.path->epoch);
	count(in, w.path, n, -1);
	path_remove(in, n, &w, head);
	if (held)
		changed(in, n->family);
	return held;
}

void
adj_rib_in_drop(struct adj_rib_in *in, struct peer *p, enum family f)
{
	struct in_family *s = &p->in->family[f];

	if (s->fresh + s->stale == 0)
		return;
	s->epoch++;
	s->gone = s->epoch;
	p->in->octets -= s->fresh_octets + s->stale_octets;
	s->fresh = s->stale = 0;
	s->fresh_octets = s->stale_octets = 0;
	changed(in, f);
	want_sweep(in, f);
}

void
adj_rib_in_drop_stale(struct adj_rib_in *in, struct peer *p, enum family f)
{
	struct in_family *s = &p->in->family[f];

	if (s->gone == s->epoch)
		return;
	s->gone = s->epoch;
	p->in->octets -= s->stale_octets;
	s->stale = 0;
	s->stale_octets = 0;
	changed(in, f);
	want_sweep(in, f);
}

void
adj_rib_in_drop_no_llgr(struct adj_rib_in *in, struct peer *p, enum family f)
{
	p->in->family[f].wants_pick = true;
	want_sweep(in, f);
}

void
adj_rib_in_mark_stale(struct adj_rib_in *in, struct peer *p, enum family f,
    bool drop_older)
{
	struct in_family *s = &p->in->family[f];

	bool full = epochs_unswept(s) >= EPOCHS_MAX;

	if (drop_older || full)
		adj_rib_in_drop_stale(in, p, f);
	/* Numbers are used again behind the sweep only. */
	if (s->fresh == 0 || full)
		return;
	s->epoch++;
	s->stale += s->fresh;
	s->stale_octets += s->fresh_octets;
	s->fresh = 0;
	s->fresh_octets = 0;
}

uint64_t
adj_rib_in_changes(const struct adj_rib_in *in, enum family f)
{
	return in->changes[f];
}

uint32_t
adj_rib_in_held(const struct peer *p, enum family f)
{
	return p->in->family[f].fresh + p->in->family[f].stale;
}

uint32_t
adj_rib_in_stale(const struct peer *p, enum family f)
{
	return p->in->family[f].stale;
}

const struct net_table *
adj_rib_in_table(const struct adj_rib_in *in, enum family f)
{
	return in->table[f];
}

bool
adj_rib_in_next(const struct adj_rib_in *in, enum family f, uint32_t *at,
    struct in_path *path)
{
	const struct in_family *s;
	const struct path *x;

	while ((x = path_chain_at(&in->chains, *at)) != NULL) {
		*at = x->next;
		s = &in->peers[x->peer]->family[f];
		if (is_gone(s, x->epoch))
			continue;
		*path = (struct in_path){
			.attrs = x->attrs,
			.nexthop = x->nexthop,
			.path_id = x->path_id,
			.time = x->time,
			.peer = x->peer,
			.stale = x->epoch != s->epoch,
		};
		return true;
	}
	return false;
}

uint32_t
adj_rib_in_seek(const struct adj_rib_in *in, uint32_t head, uint16_t peer,
    uint32_t path_id)
{
	return path_chain_seek(&in->chains, head, peer, path_id);
}

void
adj_rib_in_warm(const struct adj_rib_in *in,
    const struct net_item *v, size_t n)
{
	uint32_t attrs[SWEEP_BATCH];
	size_t i;

	if (n > SWEEP_BATCH)
		n = SWEEP_BATCH;
	for (i = 0; i < n; i++)
		__builtin_prefetch(path_chain_at(&in->chains, v[i].value));
	for (i = 0; i < n; i++)
		attrs[i] = path_chain_at(&in->chains, v[i].value)->attrs;
	attrs_warm(in->rde->attrs, attrs, n);
}

/* A batch; false when the pass has reached the end. */
static bool
sweep_batch(struct adj_rib_in *in, enum family f, struct sweep *s,
    monotime_t until)
{
	struct net_item v[SWEEP_BATCH];
	uint32_t looked = 0;
	size_t i, n;

	n = net_table_walk(in->table[f], s->started ? &s->after : NULL,
	    NULL, v, SWEEP_BATCH);
	adj_rib_in_warm(in, v, n);
	for (i = 0; i < n; ) {
		/* Before its key goes. */
		net_pos_set(&s->after, &v[i].nlri);
		if (has_gone(in, f, v[i].value, &looked))
			sweep_net(in, &v[i].nlri);
		/* Each may hold thousands of paths. */
		if (++i % SWEEP_LOOK != 0 && looked < SWEEP_PATHS)
			continue;
		looked = 0;
		if (monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	if (i == n && n < SWEEP_BATCH)
		return false;
	s->started = true;
	return true;
}

static void
pass_begins(struct adj_rib_in *in, unsigned f)
{
	struct in_family *s;
	uint32_t i;

	in->sweep[f].running = true;
	in->sweep[f].wanted = false;
	in->sweep[f].started = false;
	in->sweep[f].used = in->chains.paths.used;
	for (i = 0; i < in->npeers; i++) {
		if (in->peers[i] == NULL)
			continue;
		s = &in->peers[i]->family[f];
		s->sweeping = s->gone;
		s->picking = s->wants_pick;
		s->wants_pick = false;
	}
}

static void
pass_ends(struct adj_rib_in *in, unsigned f)
{
	struct in_family *s;
	uint32_t i, before = in->sweep[f].used, now = in->chains.paths.used;

	if (now == 0)
		path_chains_free(&in->chains);
	/* A table that left gives its memory back to the system. */
	if (before > now && before - now >= TRIM_PATHS)
		(void)malloc_trim(0);
	in->sweep[f].running = false;
	for (i = 0; i < in->npeers; i++) {
		if (in->peers[i] == NULL)
			continue;
		s = &in->peers[i]->family[f];
		s->swept = s->sweeping;
		s->picking = false;
	}
}

static bool
sweep_slice(void *arg)
{
	struct adj_rib_in *in = arg;
	monotime_t until = monotime_add_ms(clock_now(), SWEEP_MS);
	struct sweep *s;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++) {
		s = &in->sweep[f];
		while (s->running || s->wanted) {
			if (!s->running)
				pass_begins(in, f);
			if (!sweep_batch(in, (enum family)f, s, until))
				pass_ends(in, f);
			if (monotime_diff_ms(clock_now(), until) >= 0)
				return true;
		}
	}
	return false;
}

void
adj_rib_in_usage(const struct adj_rib_in *in, uint64_t *count,
    uint64_t *bytes)
{
	*count = in->chains.paths.used;
	*bytes = path_chains_bytes(&in->chains);
}
