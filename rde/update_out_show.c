/* SPDX-License-Identifier: ISC */
/*
 * What is intended for a neighbour and whether it was sent, read from the same
 * list: what is not marked is what is on the wire.
 */
#include "base/log.h"
#include "out_nexthop.h"
#include "update/pack.h"
#include "update_out.h"
#include "update_out_send.h"
#include "update_out_show.h"

enum {
	PREFIXES = 64, SOME = 64,
	LOOKS_MAX = 8192,	/* variants, in a call */
};

struct showing {
	struct rde		*rde;
	struct peer		*p;
	struct rib_family	*rf;
	struct rib_cursor	*c;	/* NULL: no session */
	struct pack_profile	 profile;
	struct rib_out_item	*v;
	size_t			 n;
	unsigned		 looked;	/* variants */
};

/* The session's, and without one what the configuration promises. */
static void
profile_of(const struct peer *p, struct pack_profile *profile)
{
	*profile = p->out->profile;
	if (p->up)
		return;
	profile->local_as = peer_local_as(p);
	profile->peer_as = peer_remote_as(p);
	profile->ebgp = peer_ebgp(p);
	profile->aigp = !profile->ebgp || p->conf.aigp;
	profile->otc = pack_otc(profile->ebgp, p->conf.role);
	if (p->conf.local.af == ADDR_V4)
		profile->self_v4 = p->conf.local;
	else if (p->conf.local.af == ADDR_V6)
		profile->self_v6 = p->conf.local;
}

/* The flags of a variant as this neighbour has it; -1: it is not shown. */
static int64_t
flags_of(const struct showing *s, const struct rib_net *net, uint32_t i)
{
	const struct rib_variant *v = rib_variant_at(s->rf, i);
	bool add_path;

	if (s->c == NULL)
		return v->body == 0 ? -1 : CTL_P_OURS | CTL_P_PENDING;
	if (v->body == 0)
		return adj_rib_out_replaces(v, s->c) ?
		    CTL_P_OURS | CTL_P_PENDING | CTL_P_WITHDRAWN : -1;
	if (rib_variant_seq(v) > s->c->seq)
		return CTL_P_OURS | CTL_P_PENDING;
	if ((v->flags & VARIANT_UNSENT) &&
	    short_list_has(&s->c->unsent, i))
		return CTL_P_OURS | CTL_P_UNSENDABLE;
	add_path = (s->p->out->profile.add_path_tx >> s->rf->family & 1) != 0;
	if (!(net->flags & NET_SIBLINGS) || add_path)
		return CTL_P_OURS;
	/* RFC 7911: one path, the newest; unless a change of it waits. */
	if (adj_rib_out_newest(s->rde->rib_out, s->rf->family, net, s->c,
	    s->c->seq) != i)
		return -1;
	return adj_rib_out_unsettled(s->rde->rib_out, s->rf->family, net,
	    s->c) ? CTL_P_OURS | CTL_P_PENDING : CTL_P_OURS;
}

static void
show_variant(struct showing *s, const struct rib_net *net, uint32_t i)
{
	const struct rib_variant *v = rib_variant_at(s->rf, i);
	struct rib_out_item *item = &s->v[s->n];
	const struct body *b;
	int64_t flags;

	if (!targets_has(s->rde->rib_out->targets, v->targets, s->p->id) ||
	    (flags = flags_of(s, net, i)) == -1)
		return;
	*item = (struct rib_out_item){ .flags = (uint32_t)flags };
	adj_rib_out_nlri(s->rf, v->net, &item->nlri);
	if (item->nlri.has_path_id)
		item->flags |= CTL_P_HAS_ID;
	if (v->body != 0) {
		b = bodies_get(s->rde->rib_out->bodies, v->body);
		item->attrs = b->attrs;
		item->prepend = b->prepend;
		item->nlri.carried = nexthops_carried(s->rde->nexthops,
		    b->nexthop);
		out_nexthop(s->rde, &s->profile, s->rf->family, b,
		    &item->nexthop);
	}
	s->n++;
}

/* False: there is no room for all paths of this prefix. */
static bool
show_prefix(struct showing *s, uint32_t first, size_t room)
{
	const struct rib_net *net;
	size_t had = s->n;
	uint32_t x, i;

	for (x = first; x != 0; x = net->next) {
		net = rib_net_at(s->rf, x);
		for (i = net->variants; i != 0;
		    i = rib_variant_at(s->rf, i)->sibling) {
			s->looked++;
			if (s->n == room) {
				s->n = had > 0 ? had : room + 1;
				return false;
			}
			show_variant(s, net, i);
		}
	}
	return true;
}

static bool
showing_init(struct showing *s, struct update_out *u, struct peer *p,
    enum family f)
{
	struct rde *rde = update_out_rde(u);

	*s = (struct showing){ .rde = rde, .p = p,
	    .rf = &rde->rib_out->families[f],
	    .c = rib_cursor_get(rde->rib_out, f, p->id) };
	if (p->out == NULL || (p->up && s->c == NULL))
		return false;
	profile_of(p, &s->profile);
	return true;
}

/* behind: where it stopped when it has looked at so many; NULL: it does not. */
static size_t
show_from(struct showing *s, const struct net_pos *after,
    const struct prefix *limits, size_t n, struct net_pos *behind)
{
	struct net_item items[PREFIXES];
	struct net_pos at;
	size_t got, i;

	while ((got = net_table_walk(s->rf->table, after, limits, items,
	    PREFIXES)) > 0) {
		for (i = 0; i < got; i++) {
			if (!show_prefix(s, items[i].value, n))
				return s->n;
			if (behind == NULL || s->looked < LOOKS_MAX)
				continue;
			net_pos_set(behind, &items[i].nlri);
			return s->n;
		}
		if (got < PREFIXES)
			break;
		net_pos_set(&at, &items[got - 1].nlri);
		after = &at;
	}
	return s->n;
}

size_t
update_out_show(struct update_out *u, struct peer *p, enum family f,
    const struct net_pos *after, const struct prefix *limits,
    struct rib_out_item *v, size_t n)
{
	struct showing s;

	if (!showing_init(&s, u, p, f))
		return 0;
	s.v = v;
	return show_from(&s, after, limits, n, NULL);
}

size_t
update_out_show_some(struct update_out *u, struct peer *p, enum family f,
    const struct net_pos *after, const struct prefix *limits,
    struct rib_out_items *items)
{
	struct showing s;
	size_t n;

	for (;;) {
		items->more = false;
		if (!showing_init(&s, u, p, f))
			return 0;
		s.v = items->v;
		n = items->room == 0 ? 1 : show_from(&s, after, limits,
		    items->room, &items->behind);
		items->more = n == 0 && s.looked >= LOOKS_MAX;
		if (n <= items->room)
			return n;
		items->room = items->room == 0 ? SOME : items->room * 2;
		items->v = xreallocarray(items->v, items->room,
		    sizeof(*items->v));
	}
}

int
update_out_item_attrs(struct update_out *u, struct peer *p,
    const struct rib_out_item *item, struct wbuf *canon)
{
	struct rde *rde = update_out_rde(u);
	struct pack_profile profile;

	profile_of(p, &profile);
	/* As the neighbour takes it in: canonical, 4-octet AS numbers. */
	profile.as4 = 1;
	profile.extended = 1;
	/* What is not for this neighbour is shown too, as unsendable. */
	profile.otc &= PACK_OTC_MARKS;
	return pack_attrs(canon, attrs_octets(rde->attrs, item->attrs),
	    &profile, item->nlri.family, item->prepend) == PACK_OK ? 0 : -1;
}
