/* SPDX-License-Identifier: ISC */
/*
 * Paths in chains below a prefix, 24 octets each.  A path carries the epoch of
 * its (neighbour, family) at the time it was announced: an older epoch than
 * the present one means stale, one older than the mark `gone` means gone.
 * What is known of a neighbour outlives it, for its paths may still wait for
 * the sweep when its id is given to another.
 */
#include <assert.h>
#include <malloc.h>
#include <stdlib.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/slab.h"
#include "nexthops.h"

enum {
	PATH_SHIFT	= 12,
	SWEEP_MS	= 4,		/* a slice */
	SWEEP_BATCH	= 256,		/* prefixes */
	SWEEP_LOOK	= 16,		/* of them between looks at the clock */
	TRIM_PATHS	= 1 << 16,
	EPOCHS_MAX	= 60000,	/* behind the sweep, at most */
};

/* RFC 9494 4.6 */
static const uint32_t community_no_llgr = 0xffff0007;

struct path {
	uint32_t	attrs;
	uint32_t	nexthop;
	uint32_t	next;
	uint32_t	path_id;
	uint32_t	time;
	uint16_t	peer;
	uint16_t	epoch;
};
static_assert(sizeof(struct path) == 24, "a path is small");

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
	struct prefix	after;
};

struct adj_rib_in {
	struct rde		*rde;
	struct prefix_table	*table[FAMILY_MAX];
	struct slab		paths;
	struct peer_in		**peers;	/* by id */
	uint32_t		npeers;
	struct sweep		sweep[FAMILY_MAX];
	struct loop_task	*sweeper;
};

static bool	sweep_slice(void *arg);

struct adj_rib_in *
adj_rib_in_new(struct rde *rde)
{
	struct adj_rib_in *in = xcalloc(1, sizeof(*in));
	unsigned f;

	in->rde = rde;
	slab_init(&in->paths, sizeof(struct path), PATH_SHIFT);
	for (f = 0; f < FAMILY_MAX; f++)
		in->table[f] = prefix_table_new(
		    family_info((enum family)f)->af);
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
		prefix_table_free(in->table[f]);
	slab_free_all(&in->paths);
	for (i = 0; i < in->npeers; i++)
		free(in->peers[i]);
	free(in->peers);
	loop_task_free(in->sweeper);
	free(in);
}

static struct path *
path_get(const struct adj_rib_in *in, uint32_t idx)
{
	return slab_get(&in->paths, idx);
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

/* Where the path is or belongs; *ids counts the neighbour's before it. */
static uint32_t *
chain_find(const struct adj_rib_in *in, uint32_t *link, uint16_t peer,
    uint32_t path_id, unsigned *ids)
{
	struct path *x;

	for (*ids = 0; *link != 0; link = &x->next) {
		x = path_get(in, *link);
		if (x->peer > peer ||
		    (x->peer == peer && x->path_id >= path_id))
			break;
		if (x->peer == peer)
			(*ids)++;
	}
	return link;
}

static struct path *
chain_match(const struct adj_rib_in *in, uint32_t idx, uint16_t peer,
    uint32_t path_id)
{
	struct path *x;

	if (idx == 0)
		return NULL;
	x = path_get(in, idx);
	return x->peer == peer && x->path_id == path_id ? x : NULL;
}

static size_t
octets_of(const struct adj_rib_in *in, uint32_t attrs)
{
	return attrs_octets(in->rde->attrs, attrs).left;
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
	return in->paths.used >= IN_TABLE_MAX ? IN_FULL_TABLE : IN_NEW;
}

/* One path more or less, unless it is gone. */
static void
count(const struct adj_rib_in *in, const struct path *x, unsigned f, int sign)
{
	struct peer_in *pi = in->peers[x->peer];
	struct in_family *s = &pi->family[f];
	uint64_t octets = octets_of(in, x->attrs);

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

static struct path *
path_insert(struct adj_rib_in *in, uint32_t *link, uint16_t peer,
    uint32_t path_id)
{
	uint32_t idx = slab_alloc(&in->paths);
	struct path *x;

	if (idx == 0)
		fatal("adj_rib_in: no more indices");
	x = path_get(in, idx);
	x->peer = peer;
	x->path_id = path_id;
	x->next = *link;
	*link = idx;
	return x;
}

/* Where it is or belongs; NULL: there is no room, as *res says. */
static uint32_t *
find_place(struct adj_rib_in *in, const struct peer *p, const struct nlri *n,
    size_t octets, enum adj_rib_in_result *res)
{
	struct prefix_table *t = in->table[n->family];
	uint32_t *link;
	unsigned ids;

	*res = find_room(in, p, n->family, octets);
	link = *res == IN_NEW ? prefix_table_put(t, &n->prefix) :
	    prefix_table_find(t, &n->prefix);
	if (link == NULL)
		return NULL;
	link = chain_find(in, link, p->id, n->path_id, &ids);
	if (*res == IN_NEW && ids >= IN_PATH_IDS_MAX)
		*res = IN_FULL_IDS;
	return link;
}

enum adj_rib_in_result
adj_rib_in_set(struct adj_rib_in *in, struct peer *p, const struct nlri *n,
    uint32_t attrs, uint32_t nexthop)
{
	struct in_family *s = &p->in->family[n->family];
	enum adj_rib_in_result room, res = IN_NEW;
	struct path *x = NULL;
	uint32_t *link;

	link = find_place(in, p, n, octets_of(in, attrs), &room);
	if (link != NULL)
		x = chain_match(in, *link, p->id, n->path_id);
	if (x != NULL && !is_gone(s, x->epoch)) {
		res = x->attrs == attrs && x->nexthop == nexthop ? IN_SAME :
		    IN_CHANGED;
		if (res == IN_CHANGED && room == IN_FULL_OCTETS)
			return room;
		count(in, x, n->family, -1);
	} else if (room != IN_NEW)
		return room;
	else if (x == NULL)
		x = path_insert(in, link, p->id, n->path_id);
	if (res != IN_SAME) {
		path_fill(in, x, attrs, nexthop);
		x->time = now_seconds();
	}
	x->epoch = s->epoch;
	count(in, x, n->family, 1);
	return res;
}

/* Takes *link out of its chain. */
static void
path_remove(struct adj_rib_in *in, uint32_t *link)
{
	uint32_t idx = *link;
	struct path *x = path_get(in, idx);

	*link = x->next;
	attrs_unref(in->rde->attrs, x->attrs);
	nexthops_unref(in->rde->nexthops, x->nexthop);
	slab_release(&in->paths, idx);
}

/* A prefix whose last path goes must leave the table while it has a value. */
static void
path_remove_below(struct adj_rib_in *in, enum family f,
    const struct prefix *prefix, uint32_t *head, uint32_t *link)
{
	if (link == head && path_get(in, *head)->next == 0) {
		uint32_t last = *head;

		prefix_table_remove(in->table[f], prefix);
		path_remove(in, &last);
	} else
		path_remove(in, link);
}

bool
adj_rib_in_withdraw(struct adj_rib_in *in, struct peer *p,
    const struct nlri *n)
{
	struct in_family *s = &p->in->family[n->family];
	uint32_t *head, *link;
	struct path *x;
	unsigned ids;
	bool held;

	head = prefix_table_find(in->table[n->family], &n->prefix);
	if (head == NULL)
		return false;
	link = chain_find(in, head, p->id, n->path_id, &ids);
	x = chain_match(in, *link, p->id, n->path_id);
	if (x == NULL)
		return false;
	held = !is_gone(s, x->epoch);
	count(in, x, n->family, -1);
	path_remove_below(in, (enum family)n->family, &n->prefix, head, link);
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

	bool full = (uint16_t)(s->epoch - s->swept) >= EPOCHS_MAX;

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

const struct prefix_table *
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

	while (*at != 0) {
		x = path_get(in, *at);
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

void
adj_rib_in_warm(const struct adj_rib_in *in,
    const struct prefix_table_item *v, size_t n)
{
	uint32_t attrs[SWEEP_BATCH];
	size_t i;

	if (n > SWEEP_BATCH)
		n = SWEEP_BATCH;
	for (i = 0; i < n; i++)
		__builtin_prefetch(path_get(in, v[i].value));
	for (i = 0; i < n; i++)
		attrs[i] = path_get(in, v[i].value)->attrs;
	attrs_warm(in->rde->attrs, attrs, n);
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

static void
sweep_prefix(struct adj_rib_in *in, enum family f,
    const struct prefix_table_item *item)
{
	struct in_family *s;
	uint32_t *head, *link;
	const struct path *x;
	bool last;

	head = prefix_table_find(in->table[f], &item->prefix);
	link = head;
	while (link != NULL && *link != 0) {
		x = path_get(in, *link);
		s = &in->peers[x->peer]->family[f];
		if (is_gone(s, x->epoch) || is_picked(in, s, x)) {
			count(in, x, f, -1);
			last = link == head && x->next == 0;
			path_remove_below(in, f, &item->prefix, head, link);
			if (last)
				return;
		} else
			link = &path_get(in, *link)->next;
	}
}

static bool
has_gone(const struct adj_rib_in *in, enum family f, uint32_t head)
{
	const struct in_family *s;
	const struct path *x;

	for (; head != 0; head = x->next) {
		x = path_get(in, head);
		s = &in->peers[x->peer]->family[f];
		if (is_gone(s, x->epoch) || is_picked(in, s, x))
			return true;
	}
	return false;
}

/* A batch; false when the pass has reached the end. */
static bool
sweep_batch(struct adj_rib_in *in, enum family f, struct sweep *s,
    monotime_t until)
{
	struct prefix_table_item v[SWEEP_BATCH];
	size_t i, n;

	n = prefix_table_walk(in->table[f], s->started ? &s->after : NULL,
	    NULL, v, SWEEP_BATCH);
	adj_rib_in_warm(in, v, n);
	for (i = 0; i < n; ) {
		if (has_gone(in, f, v[i].value))
			sweep_prefix(in, f, &v[i]);
		/* Each may hold thousands of paths. */
		if (++i % SWEEP_LOOK == 0 &&
		    monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	if (i == n && n < SWEEP_BATCH)
		return false;
	s->after = v[i - 1].prefix;
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
	in->sweep[f].used = in->paths.used;
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
	uint32_t i, before = in->sweep[f].used;

	if (in->paths.used == 0)
		slab_free_all(&in->paths);
	/* A table that left gives its memory back to the system. */
	if (before > in->paths.used && before - in->paths.used >= TRIM_PATHS)
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
	*count = in->paths.used;
	*bytes = slab_bytes(&in->paths);
}
