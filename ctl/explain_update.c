/* SPDX-License-Identifier: ISC */
/*
 * UPDATE (RFC 4271 4.3), and what becomes of it, step by step as the route
 * engine goes: lengths, spans, NLRI, the set of attributes, the session.
 */
#include "bgp/notification.h"
#include "bgp/role.h"
#include "explain_attr.h"
#include "explain_nlri.h"
#include "explain_update.h"
#include "update/judge.h"
#include "update/split.h"

static void
reset(struct explain *e, const uint8_t *at, uint8_t subcode,
    const char *section, const char *why)
{
	explain_fault(e, at, OFFENCE_SESSION_RESET, section, why);
	explain_judge(e, OFFENCE_SESSION_RESET, NOTIFY_UPDATE, subcode, NULL,
	    why);
}

/* A field and the length in front of it; -1: it is not all there. */
static int
sized(struct explain *e, struct rbuf *b, const char *name, struct rbuf *field)
{
	struct rbuf len;

	if (rbuf_sub(b, 2, &len) == -1) {
		reset(e, b->p, UPDATE_ATTR_LIST, "RFC 4271 6.3",
		    "no room for a length");
		return -1;
	}
	explain_put(e, len, name, "RFC 4271 4.3", "%u", explain_number(len));
	if (rbuf_sub(b, explain_number(len), field) == -1) {
		reset(e, len.p, UPDATE_ATTR_LIST, "RFC 7606 4",
		    "lengths exceed the UPDATE");
		return -1;
	}
	return 0;
}

static void
put_attrs(struct explain *e, struct rbuf b)
{
	uint64_t seen[4] = { 0 };

	e->depth++;
	while (b.left > 0)
		if (!explain_attr(e, &b, seen)) {
			explain_put(e, b, "Attribute", "RFC 4271 4.3",
			    "%zu octet%s", b.left, b.left == 1 ? "" : "s");
			explain_fault(e, b.p, OFFENCE_TREAT_AS_WITHDRAW,
			    "RFC 7606 4", "runs past the attributes");
			break;
		}
	e->depth--;
}

/* --- the verdict --- */

static void
judge_report(struct explain *e, const struct attr_report *why)
{
	explain_judge(e, explain_verdict(why->outcome), NOTIFY_UPDATE,
	    why->notify_subcode, attr_name(why->type), why->why);
}

/* What the attributes are worth together: *sum when they are good. */
static enum outcome
judge_set(struct explain *e, const struct update_parts *u,
    struct attr_summary *sum)
{
	const struct attr_profile p = explain_profile(e);
	struct attr_report why;
	struct wbuf raw, canon;
	enum outcome o;
	unsigned i;

	wbuf_growable(&raw, UINT16_MAX);
	wbuf_growable(&canon, 3 * ATTR_SET_MAX);
	for (i = 0; i < u->nruns; i++)
		wbuf_bytes(&raw, u->run[i].p, u->run[i].left);
	o = attr_set_check(wbuf_view(&raw), &p, &canon, sum, &why);
	if (o != OUTCOME_OK)
		judge_report(e, &why);
	wbuf_free(&raw);
	wbuf_free(&canon);
	return o;
}

/* The next hop of MP_REACH_NLRI, when its family is known. */
static const struct nexthop *
mp_nexthop(const struct explain *e, const struct update_parts *u,
    struct nexthop *nh)
{
	enum family f;

	if (!u->reach.present)
		return NULL;
	f = family_by_number(u->reach.afi, u->reach.safi);
	if (f == FAMILY_NONE || nexthop_may_miss(f) ||
	    nexthop_read(u->reach.nexthop, f,
	    (e->session->enh_nexthop >> f & 1) != 0, nh) == -1)
		return NULL;
	return nh;
}

static void
judge_session(struct explain *e, const struct update_parts *u,
    const struct attr_summary *sum)
{
	const struct offline_session *o = e->session;
	const struct judge_session s = {
		.ebgp = o->local_as != o->peer_as, .peer_as = o->peer_as,
		.local = o->local,
		.route_server = o->role == BGP_ROLE_RS_CLIENT,
		.loopback = addr_is_loopback(&o->local) &&
		    addr_is_loopback(&o->remote),
	};
	struct nexthop nh;
	const struct judged j = { .nlri = u->nlri.left > 0,
	    .mp = mp_nexthop(e, u, &nh) };
	const char *why = judge_update(&s, sum, &j);

	if (why == NULL)
		return;
	explain_fault(e, u->attrs.p, OFFENCE_TREAT_AS_WITHDRAW,
	    "RFC 7606 3 d", why);
	explain_judge(e, OFFENCE_TREAT_AS_WITHDRAW, 0, 0, NULL, why);
}

static void
judge(struct explain *e, struct rbuf body)
{
	struct attr_summary sum = { 0 };
	struct update_parts u;
	struct attr_report why;
	enum outcome o;
	bool reachable;
	uint16_t afi;
	uint8_t safi;
	char name[64];

	if (update_split(body, &u) == -1)
		return;		/* has been told */
	o = update_spans(&u, &why);
	if (o != OUTCOME_OK)
		judge_report(e, &why);
	if (o == OUTCOME_SESSION_RESET)
		return;
	if (o == OUTCOME_OK && update_is_eor(&u, &afi, &safi)) {
		explain_put(e, body, "End-of-RIB", "RFC 4724 2", "%s",
		    family_name(afi, safi, name, sizeof(name)));
		return;
	}
	reachable = update_has_reachable(&u);
	if (o == OUTCOME_OK && u.has_attrs)
		o = judge_set(e, &u, &sum);
	if (o <= OUTCOME_ATTR_DISCARD && reachable)
		judge_session(e, &u, &sum);
	if (o >= OUTCOME_TREAT_AS_WITHDRAW && !reachable)
		reset(e, u.attrs.p, UPDATE_ATTR_LIST, "RFC 7606 5.2",
		    "malformed, and there are no NLRI");
}

void
explain_update(struct explain *e, struct rbuf body)
{
	struct rbuf b = body, withdrawn, attrs;

	if (sized(e, &b, "Withdrawn Routes Length", &withdrawn) == -1)
		return;
	e->depth++;
	explain_nlri(e, withdrawn, AFI_IPV4, SAFI_UNICAST, EXPLAIN_WITHDRAW);
	e->depth--;
	if (sized(e, &b, "Total Path Attribute Length", &attrs) == -1)
		return;
	put_attrs(e, attrs);
	explain_nlri(e, b, AFI_IPV4, SAFI_UNICAST, 0);
	judge(e, body);
}
