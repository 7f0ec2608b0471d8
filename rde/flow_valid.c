/* SPDX-License-Identifier: ISC */
/*
 * Three questions, each a walk over paths that may rest after any of them:
 * whose the covering routes are, whether the rule's originator is among them,
 * and whether there is something more specific of another AS.
 *
 * Walks are what costs, and a neighbour decides how long they are: so what was
 * read is kept for the next rules, of each length of a prefix the last one.
 * Rules are looked at in the order of their destinations (RFC 8955 5.1), those
 * below a prefix in one run, so that looking at all of them reads the paths of
 * each covering prefix once, and not once a rule.
 */
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/hash.h"
#include "base/log.h"
#include "flow_cover.h"
#include "flow_valid.h"
#include "path/flow.h"
#include "update_judge.h"

enum {
	/* paths between looks at the clock: a path may be of 16,000 ASes */
	LOOK		= 16,
	PROGRESS	= 2,		/* in a call: a prefix, a path of it */
	/* What took more paths to find out serves so long, come what may. */
	COSTLY		= 256,
	KEEP_MS		= 1000,
	/* originators that are kept, beside those of the prefix in hand */
	KEPT		= 65536,
};

/* Since when something is known. */
struct stamp {
	uint64_t	changes;	/* of all routes, when it was begun */
	unsigned	begun;		/* looked, then */
	bool		done;
	bool		costly;
	monotime_t	at;		/* done */
};

struct cover {
	struct prefix		prefix;	/* af ADDR_NONE: of none */
	struct stamp		stamp;
	struct flow_cover	routes;
};

struct flow_valid {
	struct rde		*rde;
	struct hash_key		 key;
	enum family		 family;	/* the unicast routes' */
	unsigned		 looked;	/* at paths, ever */
	unsigned		 fresh;		/* in this call */
	monotime_t		 until;
	bool			 asked;		/* and not answered yet */
	uint64_t		 since;		/* changes, when first asked */

	/* By the length of the prefix. */
	struct cover		 covers[NET_COVER_MAX];
	size_t			 kept;		/* originators in those */

	/* Of the destination: */
	struct prefix		 dest;		/* af ADDR_NONE: none yet */
	bool			 covered;	/* cover was found out */
	const struct cover	*cover;		/* NULL: there is none */
	struct stamp		 stamp;		/* of what follows */
	uint32_t		 but_as;	/* whose do not matter */
	bool			 foreign;	/* under is, of under_as */
	struct prefix		 under;		/* all up to here was seen */
	uint32_t		 under_as;

	/* Where a walk over paths rests: */
	bool			 inside;
	struct cover		*of;		/* NULL: under */
	struct prefix		 at;
	uint16_t		 at_peer;
	uint32_t		 at_id;
};

struct flow_valid *
flow_valid_new(struct rde *rde)
{
	struct flow_valid *v = xcalloc(1, sizeof(*v));

	v->rde = rde;
	hash_key_random(&v->key);
	return v;
}

void
flow_valid_free(struct flow_valid *v)
{
	unsigned i;

	if (v == NULL)
		return;
	for (i = 0; i < NET_COVER_MAX; i++)
		flow_cover_clear(&v->covers[i].routes);
	free(v);
}

static bool
is_same(const struct prefix *a, const struct prefix *b)
{
	return a->af == b->af && prefix_cmp(a, b) == 0;
}

static struct rbuf
aspath_of(const struct rde *rde, uint32_t attrs)
{
	struct attr a;

	if (attr_find(attrs_octets(rde->attrs, attrs), ATTR_AS_PATH, &a) == -1)
		return (struct rbuf){ 0 };
	return a.value;
}

/* 0 our own, CTL_FLOW_AS_HIDDEN: it is that of nothing else. */
static uint32_t
neighbor_as(const struct rde *rde, uint32_t attrs)
{
	uint32_t as = attrs_summary(rde->attrs, attrs)->first_as;

	if (as == 0 && !aspath_neighbor(aspath_of(rde, attrs), &as))
		as = CTL_FLOW_AS_HIDDEN;
	return as;
}

static struct flow_originator
originator_of(const struct rde *rde, uint16_t peer, uint32_t attrs)
{
	struct flow_originator o = { .id = peer };
	const struct attr_summary *sum = attrs_summary(rde->attrs, attrs);
	struct attr a;

	if ((sum->present & 1ULL << ATTR_ORIGINATOR_ID) != 0 &&
	    attr_find(attrs_octets(rde->attrs, attrs), ATTR_ORIGINATOR_ID,
	    &a) == 0)
		o.by_id = rbuf_u32(&a.value, &o.id) == 0;
	return o;
}

/* A router takes neither its own routes back (RFC 4271 9.1.2) nor leaks. */
static bool
is_route(const struct rde *rde, const struct in_path *x)
{
	const struct peer *p = peers_get(rde->peers, x->peer);

	if (p == NULL)
		return false;
	if (p->neg.ebgp && aspath_contains(aspath_of(rde, x->attrs),
	    p->neg.local_as))
		return false;
	return !update_leaks(p, attrs_summary(rde->attrs, x->attrs),
	    attrs_octets(rde->attrs, x->attrs));
}

/* --- walks over paths ----------------------------------------------------- */

/*
 * The time is over; never before there was progress.  A caller judges many
 * rules in a slice, so that what was looked at for those before counts too.
 */
static bool
is_over(struct flow_valid *v)
{
	v->looked++;
	return ++v->fresh > PROGRESS && v->looked % LOOK == 0 &&
	    monotime_diff_ms(clock_now(), v->until) >= 0;
}

/* True: it has seen enough. */
typedef bool look_fn(struct flow_valid *v, struct cover *of,
	    const struct in_path *x);

/* False: the time is over, and there it rests. */
static bool
walk_paths(struct flow_valid *v, struct cover *of,
    const struct net_item *item, look_fn *look)
{
	const struct adj_rib_in *in = v->rde->in;
	uint32_t at = item->value;
	struct in_path x;

	if (v->inside && v->of == of && is_same(&v->at, &item->nlri.prefix))
		at = adj_rib_in_seek(in, at, v->at_peer, v->at_id);
	v->inside = false;
	while (adj_rib_in_next(in, v->family, &at, &x)) {
		if (is_over(v)) {
			v->inside = true;
			v->of = of;
			v->at = item->nlri.prefix;
			v->at_peer = x.peer;
			v->at_id = x.path_id;
			return false;
		}
		if (look(v, of, &x))
			break;
	}
	return true;
}

/* --- what is known -------------------------------------------------------- */

static uint64_t
changes(const struct flow_valid *v)
{
	return adj_rib_in_changes(v->rde->in, v->family);
}

static void
stamp_begin(const struct flow_valid *v, struct stamp *s)
{
	*s = (struct stamp){ .changes = changes(v), .begun = v->looked };
}

static void
stamp_done(const struct flow_valid *v, struct stamp *s)
{
	s->done = true;
	s->costly = v->looked - s->begun > COSTLY;
	s->at = clock_coarse();
}

/*
 * Routes are now as they were then, or the rule was asked about since.  Else
 * a neighbour that announces something in each slice would have a long walk
 * done again for each rule, or never done.
 */
static bool
is_known(const struct flow_valid *v, const struct stamp *s)
{
	return s->changes >= v->since || (s->costly &&
	    monotime_diff_ms(clock_coarse(), s->at) < KEEP_MS);
}

/* --- the destination ------------------------------------------------------ */

/* Of each route, for any rule may be of its originator. */
static bool
look_at_cover(struct flow_valid *v, struct cover *c, const struct in_path *x)
{
	struct flow_originator o;

	if (is_route(v->rde, x)) {
		o = originator_of(v->rde, x->peer, x->attrs);
		flow_cover_add(&c->routes, &v->key, &o,
		    neighbor_as(v->rde, x->attrs));
	}
	return false;
}

/*
 * Neighbours decide of how many originators a prefix is, and everybody who
 * looks at rules keeps them: not those of all prefixes that ever covered one.
 */
static void
make_room(struct flow_valid *v)
{
	unsigned i;

	if (v->kept <= KEPT)
		return;
	for (i = 0; i < NET_COVER_MAX; i++) {
		flow_cover_clear(&v->covers[i].routes);
		v->covers[i].prefix.af = ADDR_NONE;
	}
	v->kept = 0;
}

/* Each: false when the time is over. */
static bool
read_cover(struct flow_valid *v, struct cover *c, const struct net_item *item)
{
	const bool same = is_same(&c->prefix, &item->nlri.prefix) &&
	    is_known(v, &c->stamp);
	bool over;
	size_t n;

	if (same && c->stamp.done)
		return true;
	if (!same || !v->inside || v->of != c) {
		make_room(v);
		v->kept -= c->routes.n;
		flow_cover_clear(&c->routes);
		c->prefix = item->nlri.prefix;
		stamp_begin(v, &c->stamp);
		v->inside = false;
	}
	n = c->routes.n;
	over = !walk_paths(v, c, item, look_at_cover);
	v->kept += c->routes.n - n;
	if (over)
		return false;
	stamp_done(v, &c->stamp);
	return true;
}

static bool
find_cover(struct flow_valid *v)
{
	const struct net_table *t = adj_rib_in_table(v->rde->in, v->family);
	struct net_item items[NET_COVER_MAX];
	size_t n = net_table_covering(t, &v->dest, items);
	struct cover *c;

	v->cover = NULL;
	while (n > 0 && v->cover == NULL) {
		c = &v->covers[items[--n].nlri.prefix.len];
		if (!read_cover(v, c, &items[n]))
			return false;
		if (c->routes.n > 0)
			v->cover = c;
	}
	return true;
}

static bool
look_at_under(struct flow_valid *v, struct cover *of, const struct in_path *x)
{
	uint32_t as = neighbor_as(v->rde, x->attrs);

	(void)of;
	if (flow_is_as(as, v->but_as) || !is_route(v->rde, x))
		return false;
	v->foreign = true;
	v->under_as = as;
	return true;
}

static bool
pass_under(struct flow_valid *v, const struct net_item *item)
{
	if (is_over(v))
		return false;
	if (item->nlri.prefix.len > v->dest.len &&
	    !walk_paths(v, NULL, item, look_at_under))
		return false;
	v->under = item->nlri.prefix;
	return true;
}

static bool
find_under(struct flow_valid *v)
{
	const struct net_table *t = adj_rib_in_table(v->rde->in, v->family);
	struct net_item items[NET_WALK_MAX];
	struct net_pos after;
	struct nlri n;
	size_t i, got;

	do {
		n = (struct nlri){ .family = (uint8_t)v->family,
		    .prefix = v->under };
		net_pos_set(&after, &n);
		got = net_table_walk(t, v->under.af == ADDR_NONE ? NULL :
		    &after, &v->dest, items, NET_WALK_MAX);
		adj_rib_in_warm(v->rde->in, items, got);
		for (i = 0; i < got && !v->foreign; i++)
			if (!pass_under(v, &items[i]))
				return false;
	} while (got == NET_WALK_MAX && !v->foreign);
	return true;
}

/* Is there any of another AS than that of the covering routes? */
static bool
look_under(struct flow_valid *v)
{
	const uint32_t as = v->cover->routes.as;
	const bool same = v->but_as == as && is_known(v, &v->stamp);

	if (same && v->stamp.done)
		return true;
	if (!same) {
		stamp_begin(v, &v->stamp);
		v->but_as = as;
		v->foreign = v->inside = false;
		v->under = (struct prefix){ .af = ADDR_NONE };
	}
	if (!find_under(v))
		return false;
	stamp_done(v, &v->stamp);
	return true;
}

static void
begin(struct flow_valid *v, const struct prefix *dest)
{
	v->dest = *dest;
	v->family = dest->af == ADDR_V6 ? FAMILY_IPV6_UNICAST :
	    FAMILY_IPV4_UNICAST;
	v->stamp = (struct stamp){ 0 };
	v->asked = false;
	if (v->of == NULL)
		v->inside = false;
}

static bool
find_routes(struct flow_valid *v, const struct prefix *dest)
{
	if (!is_same(&v->dest, dest))
		begin(v, dest);
	if (!v->asked) {
		v->since = changes(v);
		v->covered = false;
	}
	v->asked = true;
	/* Once found it stays: or changes at each slice would find no end. */
	if (!v->covered && !find_cover(v))
		return false;
	v->covered = true;
	/* What more there is does not matter when this fails. */
	if (v->cover != NULL && !v->cover->routes.split && !look_under(v))
		return false;
	v->asked = false;
	return true;
}

/* --- the rule ------------------------------------------------------------- */

static bool
destination(const struct nlri *n, struct prefix *dest)
{
	struct flow_family k = flow_family_of((enum family)n->family);
	struct rbuf key = n->key;
	struct flow_part part = { 0 };
	struct addr a;

	if (flow_next(&key, k.af, &part) != 1 ||
	    part.type != FLOW_DESTINATION || part.offset != 0)
		return false;
	a = flow_part_addr(&part, k.af);
	*dest = (struct prefix){ .af = k.af, .len = part.len };
	memcpy(dest->b, a.b, sizeof(dest->b));
	prefix_mask(dest);
	return true;
}

static void
say(struct ctl_flow_why *why, enum ctl_flow_reason reason,
    const struct prefix *route, uint32_t as)
{
	*why = (struct ctl_flow_why){ .reason = (uint8_t)reason };
	if (route == NULL)
		return;
	why->af = route->af;
	why->plen = route->len;
	why->as = as;
	memcpy(why->prefix, route->b, sizeof(why->prefix));
}

/* Of what was found; true: there is nothing against the rule. */
static bool
weigh(const struct flow_valid *v, const struct peer *p, uint32_t attrs,
    struct ctl_flow_why *why)
{
	const struct flow_originator o = originator_of(v->rde, p->id, attrs);
	const struct flow_cover *c = &v->cover->routes;
	const struct prefix *at = &v->cover->prefix;
	const struct flow_holder *h = flow_cover_find(c, &v->key, &o);

	if (h == NULL)
		say(why, CTL_FLOW_ORIGINATOR, at, c->as);
	else if (c->split)
		say(why, CTL_FLOW_OTHER_AS, at,
		    flow_is_as(h->as, c->as) ? c->as2 : c->as);
	else if (peer_ebgp(p) &&
	    !flow_is_as(neighbor_as(v->rde, attrs), c->as))
		say(why, CTL_FLOW_AS_PATH, at, c->as);
	else if (v->foreign)
		say(why, CTL_FLOW_MORE_SPECIFIC, &v->under, v->under_as);
	else
		return true;
	return false;
}

/* RFC 9117 4.1 b.2: of a controller of one's own domain. */
static bool
is_local(const struct rde *rde, const struct peer *p, uint32_t attrs)
{
	return p->conf.flow_validation == CONF_FLOW_AS_PATH &&
	    !peer_ebgp(p) && aspath_is_local(aspath_of(rde, attrs));
}

/* With an AFI that is not known a SAFI says nothing. */
static unsigned
safi_of(enum family f)
{
	return family_is_other(f) ? 0 : family_info(f)->safi;
}

enum flow_verdict
flow_valid_judge(struct flow_valid *v, const struct peer *p,
    const struct nlri *n, uint32_t attrs, monotime_t until,
    struct ctl_flow_why *why)
{
	const unsigned safi = safi_of((enum family)n->family);
	struct prefix dest;

	if (safi != SAFI_FLOW && safi != SAFI_FLOW_VPN)
		return FLOW_NO_RULE;
	if (p->conf.flow_validation == CONF_FLOW_OFF || safi != SAFI_FLOW)
		return FLOW_UNJUDGED;
	v->until = until;
	v->fresh = 0;
	if (!destination(n, &dest)) {
		say(why, CTL_FLOW_NO_DESTINATION, NULL, 0);
		return FLOW_INFEASIBLE;
	}
	if (is_local(v->rde, p, attrs))
		return FLOW_FEASIBLE;
	if (!find_routes(v, &dest))
		return FLOW_UNFINISHED;
	if (v->cover == NULL) {
		say(why, CTL_FLOW_NO_ROUTE, NULL, 0);
		return FLOW_INFEASIBLE;
	}
	return weigh(v, p, attrs, why) ? FLOW_FEASIBLE : FLOW_INFEASIBLE;
}
