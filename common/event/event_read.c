/* SPDX-License-Identifier: ISC */
/*
 * From an UPDATE message to an event: split, NLRI checked, attributes brought
 * into canonical form.  Only the form of attributes is judged, not whether
 * the neighbour may send them.
 */
#include <string.h>

#include "event/event_read.h"
#include "update/split.h"

struct reading {
	const struct event_session *s;
	struct event_update	*u;
	bool			 withdraw_all;	/* RFC 7606 2 */
};

static int
add_run(struct reading *r, bool withdraw, enum family f,
    const struct nexthop *nh, struct rbuf nlri)
{
	struct event_run *run;

	if (nlri.left == 0)
		return 0;
	if (f == FAMILY_NONE)
		return -1;
	run = &r->u->run[r->u->nruns];
	run->add_path = (r->s->add_path & 1ULL << f) != 0;
	run->unreach = withdraw;
	if (nlri_check(nlri, f, event_run_how(run)) == -1)
		return -1;
	run->withdraw = withdraw || r->withdraw_all;
	run->family = f;
	if (nh != NULL)
		run->nexthop = *nh;
	run->nlri = nlri;
	r->u->nruns++;
	return 0;
}

/* The same, of an attribute. */
static int
add_mp_run(struct reading *r, bool withdraw, enum family f,
    const struct nexthop *nh, struct rbuf nlri)
{
	unsigned n = r->u->nruns;

	if (add_run(r, withdraw, f, nh, nlri) == -1)
		return -1;
	if (r->u->nruns > n)
		r->u->run[n].mp = true;
	return 0;
}

static int
read_reach(struct reading *r, const struct update_mp *mp)
{
	enum family f = family_by_number(mp->afi, mp->safi);
	struct nexthop nh;

	if (!mp->present)
		return 0;
	if (f == FAMILY_NONE || nexthop_read(mp->nexthop, f,
	    (r->s->enh_nexthop & 1ULL << f) != 0, &nh) == -1)
		return -1;
	return add_mp_run(r, false, f, &nh, mp->nlri);
}

/* OUTCOME_OK and the like, or worse: the caller looks. */
static enum outcome
read_attrs(struct reading *r, const struct update_parts *parts,
    struct wbuf *canon, struct nexthop *nh)
{
	const struct attr_profile all = { .as4 = r->s->as4, .aigp = 1,
	    .prefix_sid = 1 };
	uint8_t room[ATTR_SET_MAX];
	struct attr_summary sum;
	struct attr_report why;
	enum outcome o;
	struct wbuf raw;
	unsigned i;

	wbuf_fixed(&raw, room, sizeof(room));
	for (i = 0; i < parts->nruns; i++)
		wbuf_bytes(&raw, parts->run[i].p, parts->run[i].left);
	if (raw.failed)
		return OUTCOME_SESSION_RESET;
	o = attr_set_check(wbuf_view(&raw), &all, canon, &sum, &why);
	if (o <= OUTCOME_ATTR_DISCARD &&
	    (sum.present & 1ULL << ATTR_NEXT_HOP) != 0)
		nh->global = addr_v4(sum.next_hop);
	return o;
}

int
event_update_read(struct rbuf body, const struct event_session *s,
    struct wbuf *canon, struct event_update *u)
{
	struct reading r = { .s = s, .u = u };
	struct update_parts parts;
	struct attr_report why;
	struct nexthop nh = { 0 };
	size_t begin = canon->len;
	enum outcome o;

	memset(u, 0, sizeof(*u));
	if (update_split(body, &parts) == -1)
		return -1;
	o = update_spans(&parts, &why);
	if (o == OUTCOME_OK) {
		u->eor = update_is_eor(&parts, &u->eor_afi, &u->eor_safi);
		if (!u->eor)
			o = read_attrs(&r, &parts, canon, &nh);
	}
	if (o == OUTCOME_SESSION_RESET)
		return -1;
	r.withdraw_all = o > OUTCOME_ATTR_DISCARD;
	if (add_run(&r, true, FAMILY_IPV4_UNICAST, NULL,
	    parts.withdrawn) == -1 ||
	    add_run(&r, false, FAMILY_IPV4_UNICAST, &nh, parts.nlri) == -1 ||
	    (parts.unreach.present && add_mp_run(&r, true,
	    family_by_number(parts.unreach.afi, parts.unreach.safi), NULL,
	    parts.unreach.nlri) == -1) ||
	    read_reach(&r, &parts.reach) == -1)
		return -1;
	if (canon->len > begin)
		u->attrs = rbuf_of(canon->p + begin, canon->len - begin);
	return 0;
}
