/* SPDX-License-Identifier: ISC */
/*
 * A pass over the rules of all neighbours, as show rib makes it: it rests
 * inside a rule, too, and a rule that comes or goes behind it only means that
 * another pass follows.
 */
#include <stdlib.h>

#include "adj_rib_in.h"
#include "base/log.h"
#include "flow_count.h"
#include "flow_valid.h"

enum {
	SLICE_MS	= 4,
	LOOK		= 16,		/* rules between looks at the clock */
	WAIT_MS		= 1000,		/* for more changes */
	PAUSE		= 19,		/* times what a pass took */
	NJUDGED		= 2,
};

/* Rules of the first are judged by routes of the second. */
static const struct { uint8_t rules, routes; } judged[NJUDGED] = {
	{ FAMILY_IPV4_FLOW, FAMILY_IPV4_UNICAST },
	{ FAMILY_IPV6_FLOW, FAMILY_IPV6_UNICAST },
};

struct flow_count {
	struct rde		*rde;
	struct loop_timer	*timer;
	struct loop_task	*task;
	struct flow_valid	*valid;		/* NULL: there is no pass */
	monotime_t		 begun;		/* this pass, or the last */
	monotime_t		 next;		/* not before */
	int64_t			 spent_ms;
	/* Of the last pass that came to its end: */
	bool			 ever;
	monotime_t		 as_of;
	uint64_t		 changes;
	/* Of this one: */
	uint64_t		 seen;		/* changes, at its beginning */
	unsigned		 family;	/* in judged */
	bool			 started;	/* after is valid */
	bool			 inside;	/* it rests before a path */
	struct net_pos		 after;		/* the rule, if inside */
	uint16_t		 at_peer;
	uint32_t		 at_id;
	unsigned		 looked;	/* in this slice */
	monotime_t		 until;
};

static uint64_t
changes(const struct flow_count *c)
{
	uint64_t n = 0;
	unsigned i;

	for (i = 0; i < NJUDGED; i++)
		n += adj_rib_in_changes(c->rde->in, judged[i].rules) +
		    adj_rib_in_changes(c->rde->in, judged[i].routes);
	return n;
}

static void
begin_later(struct flow_count *c)
{
	int64_t ms = monotime_diff_ms(c->next, clock_now());

	if (c->valid == NULL && !loop_timer_running(c->timer))
		loop_timer_set(c->timer, ms > WAIT_MS ? ms : WAIT_MS);
}

/* Most changes are of routes where there are no rules, or before a pass. */
static void
on_change(void *arg, enum family f)
{
	struct flow_count *c = arg;
	unsigned i;

	for (i = 0; i < NJUDGED; i++)
		if ((f == judged[i].rules || f == judged[i].routes) &&
		    net_table_count(adj_rib_in_table(c->rde->in,
		    judged[i].rules)) > 0)
			begin_later(c);
}

/* --- a pass --------------------------------------------------------------- */

static void
begin(void *arg)
{
	struct flow_count *c = arg;
	struct peer *p;

	c->valid = flow_valid_new(c->rde);
	c->begun = clock_now();
	c->spent_ms = 0;
	c->seen = changes(c);
	c->family = 0;
	c->started = c->inside = false;
	for (p = peers_next(c->rde->peers, 0); p != NULL;
	    p = peers_next(c->rde->peers, p->id + 1U))
		p->counting = 0;
	loop_task_wake(c->task);
}

static void
end(struct flow_count *c)
{
	struct peer *p;

	for (p = peers_next(c->rde->peers, 0); p != NULL;
	    p = peers_next(c->rde->peers, p->id + 1U))
		p->infeasible = p->counting;
	flow_valid_free(c->valid);
	c->valid = NULL;
	c->ever = true;
	c->as_of = c->begun;
	c->changes = c->seen;
	c->next = monotime_add_ms(clock_now(), c->spent_ms * PAUSE);
	if (changes(c) != c->changes)
		begin_later(c);
}

/* False: the time is over, and the next slice begins with this path. */
static bool
count_path(struct flow_count *c, const struct nlri *n,
    const struct in_path *x)
{
	struct peer *p = peers_get(c->rde->peers, x->peer);
	struct ctl_flow_why why;

	if (p == NULL)
		return true;
	/* Each slice gets on. */
	if (c->looked++ % LOOK == LOOK - 1 &&
	    monotime_diff_ms(clock_now(), c->until) >= 0)
		return false;
	switch (flow_valid_judge(c->valid, p, n, x->attrs, c->until, &why)) {
	case FLOW_UNFINISHED:
		return false;
	case FLOW_INFEASIBLE:
		p->counting++;
		break;
	case FLOW_FEASIBLE:
	case FLOW_UNJUDGED:
	case FLOW_NO_RULE:
		break;
	}
	return true;
}

static bool
count_rule(struct flow_count *c, enum family f, const struct net_item *item)
{
	uint32_t at = item->value;
	struct in_path x;

	if (c->inside)
		at = adj_rib_in_seek(c->rde->in, at, c->at_peer, c->at_id);
	c->inside = false;
	while (adj_rib_in_next(c->rde->in, f, &at, &x)) {
		if (count_path(c, &item->nlri, &x))
			continue;
		c->inside = c->started = true;
		net_pos_set(&c->after, &item->nlri);
		c->at_peer = x.peer;
		c->at_id = x.path_id;
		return false;
	}
	return true;
}

/* The rule that it rests in, if that is still there. */
static bool
count_rest(struct flow_count *c, enum family f)
{
	struct net_item item = { .nlri = net_pos_nlri(&c->after, f) };
	const uint32_t *head = net_table_find(adj_rib_in_table(c->rde->in,
	    f), &item.nlri);

	if (head == NULL) {
		c->inside = false;
		return true;
	}
	item.value = *head;
	return count_rule(c, f, &item);
}

/* Of one family; false: the time is over. */
static bool
count_family(struct flow_count *c, enum family f)
{
	const struct net_table *t = adj_rib_in_table(c->rde->in, f);
	struct net_item v[NET_WALK_MAX];
	size_t i, n;

	if (c->inside && !count_rest(c, f))
		return false;
	do {
		n = net_table_walk(t, c->started ? &c->after : NULL, NULL, v,
		    NET_WALK_MAX);
		adj_rib_in_warm(c->rde->in, v, n);
		for (i = 0; i < n; i++)
			if (!count_rule(c, f, &v[i]))
				return false;
		if (n > 0)
			net_pos_set(&c->after, &v[n - 1].nlri);
		c->started = true;
	} while (n == NET_WALK_MAX);
	return true;
}

static bool
slice(void *arg)
{
	struct flow_count *c = arg;
	const monotime_t now = clock_now();

	if (c->valid == NULL)
		return false;
	c->until = monotime_add_ms(now, SLICE_MS);
	c->looked = 0;
	while (c->family < NJUDGED &&
	    count_family(c, (enum family)judged[c->family].rules)) {
		c->family++;
		c->started = false;
	}
	c->spent_ms += monotime_diff_ms(clock_now(), now);
	if (c->family < NJUDGED)
		return true;
	end(c);
	return false;
}

/* --- outside -------------------------------------------------------------- */

struct flow_count *
flow_count_new(struct rde *rde)
{
	struct flow_count *c = xcalloc(1, sizeof(*c));

	c->rde = rde;
	c->timer = loop_timer_new(rde->loop, begin, c);
	c->task = loop_task_new(rde->loop, slice, c);
	adj_rib_in_on_change(rde->in, on_change, c);
	return c;
}

void
flow_count_free(struct flow_count *c)
{
	if (c == NULL)
		return;
	adj_rib_in_on_change(c->rde->in, NULL, NULL);
	loop_timer_free(c->timer);
	loop_task_free(c->task);
	flow_valid_free(c->valid);
	free(c);
}

struct flow_count_of
flow_count_of(const struct flow_count *c, const struct peer *p)
{
	const uint32_t plain = adj_rib_in_held(p, FAMILY_IPV4_FLOW) +
	    adj_rib_in_held(p, FAMILY_IPV6_FLOW);
	const uint32_t vpn = adj_rib_in_held(p, FAMILY_IPV4_FLOW_VPN) +
	    adj_rib_in_held(p, FAMILY_IPV6_FLOW_VPN);
	const bool off = p->conf.flow_validation == CONF_FLOW_OFF;
	struct flow_count_of n = { .rules = plain + vpn,
	    .unjudged = off ? plain + vpn : vpn };

	if (n.unjudged == n.rules)
		return n;
	/* Some of those may have gone. */
	n.infeasible = p->infeasible < plain ? p->infeasible : plain;
	if (!c->ever)
		n.age_ms = -1;
	else if (changes(c) != c->changes)
		n.age_ms = monotime_diff_ms(clock_now(), c->as_of);
	return n;
}
