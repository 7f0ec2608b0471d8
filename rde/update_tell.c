/* SPDX-License-Identifier: ISC */
/*
 * Programs hear what a message means to us, which is not always what it says:
 * what was treated as withdrawn is withdrawn, a family that is not in use is
 * not there.
 */
#include "attrs.h"
#include "bgp/role.h"
#include "feed.h"
#include "update_tell.h"

static struct event_run *
add_run(const struct peer *p, const struct update_taken *t,
    struct event_update *e, enum family f, struct rbuf nlri)
{
	struct event_run *r = &e->run[e->nruns];

	if (f == FAMILY_NONE || nlri.left == 0)
		return NULL;
	*r = (struct event_run){
		.withdraw = t->bad,
		.add_path = (p->neg.add_path_rx & 1ULL << f) != 0,
		.family = f,
		.nlri = nlri,
	};
	e->nruns++;
	return r;
}

static void
plain_runs(const struct rde *rde, const struct peer *p,
    const struct update_taken *t, struct event_update *e)
{
	struct event_run *r;

	if (!t->plain)
		return;
	r = add_run(p, t, e, FAMILY_IPV4_UNICAST, t->u->withdrawn);
	if (r != NULL)
		r->withdraw = r->unreach = true;
	r = add_run(p, t, e, FAMILY_IPV4_UNICAST, t->u->nlri);
	if (r != NULL && t->attrs != 0)
		r->nexthop.global = addr_v4(attrs_summary(rde->attrs,
		    t->attrs)->next_hop);
}

static void
mp_runs(const struct rde *rde, const struct peer *p,
    const struct update_taken *t, struct event_update *e)
{
	struct event_run *r;

	r = add_run(p, t, e, t->unreach, t->u->unreach.nlri);
	if (r != NULL)
		r->mp = r->withdraw = r->unreach = true;
	r = add_run(p, t, e, t->reach, t->u->reach.nlri);
	if (r == NULL)
		return;
	r->mp = true;
	r->nexthop = *t->nexthop;
	if (t->marked != 0 && !role_is_about(t->reach))
		r->attrs = attrs_octets(rde->attrs, t->attrs);
}

void
update_tell(struct rde *rde, struct peer *p, const struct update_taken *t)
{
	struct event_update e = { .nruns = 0 };

	plain_runs(rde, p, t, &e);
	mp_runs(rde, p, t, &e);
	if (t->attrs != 0 && !t->bad)
		e.attrs = attrs_octets(rde->attrs, t->marked != 0 ?
		    t->marked : t->attrs);
	feed_update_in(rde->feed, p, &e, t->message);
}

void
update_tell_eor(struct rde *rde, struct peer *p, uint16_t afi, uint8_t safi,
    struct rbuf message)
{
	const struct event_update e = { .eor = true, .eor_afi = afi,
	    .eor_safi = safi };

	feed_update_in(rde->feed, p, &e, message);
}
