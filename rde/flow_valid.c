/* SPDX-License-Identifier: ISC */
/*
 * Three questions, each a walk over paths that may rest after any of them:
 * whose the covering routes are; whether the rule's originator is among them;
 * whether there is something more specific of another AS.  Only the second
 * depends on more than the destination.
 */
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "flow_valid.h"
#include "path/flow.h"
#include "update_judge.h"

enum {
	/* paths between looks at the clock: a path may be of 16,000 ASes */
	LOOK		= 16,
	PROGRESS	= 2,		/* in a call: a prefix, a path of it */
	KEEP_MS		= 1000,
};

/* RFC 9117 4.1: who a route is of. */
struct originator {
	bool		by_id;
	uint32_t	id;		/* ORIGINATOR_ID, or the neighbour */
};

enum stage { STAGE_COVER, STAGE_UNDER, STAGE_DONE };

struct flow_valid {
	struct rde		*rde;
	enum family		 family;	/* the unicast routes' */
	unsigned		 looked;	/* at paths, ever */
	unsigned		 fresh;		/* in this call */
	monotime_t		 until;

	/* Of the destination: */
	struct prefix		 dest;		/* af ADDR_NONE: none yet */
	enum stage		 stage;
	monotime_t		 done;
	struct prefix		 cover;		/* being looked at, or found */
	bool			 covered;
	bool			 split;		/* between as and as2 */
	uint32_t		 as, as2;	/* of covering routes */
	bool			 foreign;	/* under is, of under_as */
	struct prefix		 under;		/* all up to here was seen */
	uint32_t		 under_as;

	/* Of the originator asked for last: */
	struct originator	 who;
	enum { WHO_NEW, WHO_BEGUN, WHO_KNOWN } who_stage;
	bool			 announces;
	uint32_t		 who_as;

	/* Where a walk over paths rests: */
	bool			 inside;
	struct prefix		 at;
	uint16_t		 at_peer;
	uint32_t		 at_id;
};

struct flow_valid *
flow_valid_new(struct rde *rde)
{
	struct flow_valid *v = xcalloc(1, sizeof(*v));

	v->rde = rde;
	return v;
}

void
flow_valid_free(struct flow_valid *v)
{
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

static bool
is_as(uint32_t as, uint32_t other)
{
	return as == other && as != CTL_FLOW_AS_HIDDEN;
}

static struct originator
originator_of(const struct rde *rde, uint16_t peer, uint32_t attrs)
{
	struct originator o = { .id = peer };
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
typedef bool look_fn(struct flow_valid *v, const struct in_path *x);

/* False: the time is over, and there it rests. */
static bool
walk_paths(struct flow_valid *v, const struct net_item *item, look_fn *look)
{
	const struct adj_rib_in *in = v->rde->in;
	uint32_t at = item->value;
	struct in_path x;

	if (v->inside && is_same(&v->at, &item->nlri.prefix))
		at = adj_rib_in_seek(in, at, v->at_peer, v->at_id);
	v->inside = false;
	while (adj_rib_in_next(in, v->family, &at, &x)) {
		if (is_over(v)) {
			v->inside = true;
			v->at = item->nlri.prefix;
			v->at_peer = x.peer;
			v->at_id = x.path_id;
			return false;
		}
		if (look(v, &x))
			break;
	}
	return true;
}

/* --- the destination ------------------------------------------------------ */

static bool
look_at_cover(struct flow_valid *v, const struct in_path *x)
{
	uint32_t as;

	if (!is_route(v->rde, x))
		return false;
	as = neighbor_as(v->rde, x->attrs);
	if (!v->covered) {
		v->covered = true;
		v->as = as;
	} else if (!is_as(as, v->as)) {
		v->split = true;
		v->as2 = as;
	}
	return v->split;
}

/* Each: false when the time is over. */
static bool
find_cover(struct flow_valid *v)
{
	const struct net_table *t = adj_rib_in_table(v->rde->in, v->family);
	struct net_item items[NET_COVER_MAX];
	size_t n = net_table_covering(t, &v->dest, items);

	while (n > 0 && (!v->covered || v->inside)) {
		const struct net_item *item = &items[--n];

		/* Those before the one that it rests in had none. */
		if (v->inside && item->nlri.prefix.len > v->at.len)
			continue;
		/* The one that had some has gone meanwhile. */
		if (v->covered && item->nlri.prefix.len < v->at.len)
			break;
		v->cover = item->nlri.prefix;
		if (!walk_paths(v, item, look_at_cover))
			return false;
	}
	v->inside = false;
	return true;
}

static bool
look_at_under(struct flow_valid *v, const struct in_path *x)
{
	uint32_t as = neighbor_as(v->rde, x->attrs);

	if (is_as(as, v->as) || !is_route(v->rde, x))
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
	    !walk_paths(v, item, look_at_under))
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

static void
begin(struct flow_valid *v, const struct prefix *dest)
{
	struct rde *rde = v->rde;

	*v = (struct flow_valid){ .rde = rde, .dest = *dest,
	    .looked = v->looked, .fresh = v->fresh, .until = v->until,
	    .family = dest->af == ADDR_V6 ? FAMILY_IPV6_UNICAST :
	    FAMILY_IPV4_UNICAST };
}

static bool
is_known(const struct flow_valid *v, const struct prefix *dest)
{
	return is_same(&v->dest, dest) && (v->stage != STAGE_DONE ||
	    monotime_diff_ms(clock_coarse(), v->done) < KEEP_MS);
}

static bool
find_routes(struct flow_valid *v, const struct prefix *dest)
{
	if (!is_known(v, dest))
		begin(v, dest);
	if (v->stage == STAGE_COVER) {
		if (!find_cover(v))
			return false;
		/* What more there is does not matter when this fails. */
		v->stage = v->covered && !v->split ? STAGE_UNDER : STAGE_DONE;
		v->done = clock_coarse();
	}
	if (v->stage == STAGE_UNDER) {
		if (!find_under(v))
			return false;
		v->stage = STAGE_DONE;
		v->done = clock_coarse();
	}
	return true;
}

/* --- the originator ------------------------------------------------------- */

static bool
look_for_who(struct flow_valid *v, const struct in_path *x)
{
	struct originator o = originator_of(v->rde, x->peer, x->attrs);

	if (o.by_id != v->who.by_id || o.id != v->who.id ||
	    !is_route(v->rde, x))
		return !v->who.by_id && x->peer > v->who.id;
	v->announces = true;
	v->who_as = neighbor_as(v->rde, x->attrs);
	return true;
}

/* Does it announce one of the covering routes?  False: the time is over. */
static bool
find_originator(struct flow_valid *v, const struct originator *o)
{
	struct net_item item = { .nlri = { .family = (uint8_t)v->family,
	    .prefix = v->cover } };
	const uint32_t *head;

	if (v->who_stage == WHO_NEW || v->who.by_id != o->by_id ||
	    v->who.id != o->id) {
		v->who = *o;
		v->who_stage = WHO_BEGUN;
		v->announces = false;
		/* Without an ORIGINATOR_ID only the neighbour's own count. */
		v->inside = !o->by_id;
		v->at = v->cover;
		v->at_peer = (uint16_t)o->id;
		v->at_id = 0;
	}
	if (v->who_stage == WHO_KNOWN)
		return true;
	head = net_table_find(adj_rib_in_table(v->rde->in, v->family),
	    &item.nlri);
	if (head != NULL) {
		item.value = *head;
		if (!walk_paths(v, &item, look_for_who))
			return false;
	}
	v->who_stage = WHO_KNOWN;
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
	if (!v->announces)
		say(why, CTL_FLOW_ORIGINATOR, &v->cover, v->as);
	else if (v->split)
		say(why, CTL_FLOW_OTHER_AS, &v->cover,
		    is_as(v->who_as, v->as) ? v->as2 : v->as);
	else if (peer_ebgp(p) &&
	    !is_as(neighbor_as(v->rde, attrs), v->as))
		say(why, CTL_FLOW_AS_PATH, &v->cover, v->as);
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
static bool
is_judged(const struct peer *p, enum family f)
{
	return p->conf.flow_validation != CONF_FLOW_OFF &&
	    !family_is_other(f) && family_info(f)->safi == SAFI_FLOW;
}

enum flow_verdict
flow_valid_judge(struct flow_valid *v, const struct peer *p,
    const struct nlri *n, uint32_t attrs, monotime_t until,
    struct ctl_flow_why *why)
{
	struct originator o;
	struct prefix dest;

	if (!is_judged(p, (enum family)n->family))
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
	if (!v->covered) {
		say(why, CTL_FLOW_NO_ROUTE, NULL, 0);
		return FLOW_INFEASIBLE;
	}
	o = originator_of(v->rde, p->id, attrs);
	if (!find_originator(v, &o))
		return FLOW_UNFINISHED;
	return weigh(v, p, attrs, why) ? FLOW_FEASIBLE : FLOW_INFEASIBLE;
}
