/* SPDX-License-Identifier: ISC */
/*
 * First pass over an UPDATE (RFC 4271 4.3, RFC 7606 3 and 5): where things
 * stand, before anything is judged.  NLRI are found by the lengths alone, so
 * that an attribute that lies about its own length cannot hide them.
 */
#include "update/split.h"

enum { SUBCODE_LIST = 1, SUBCODE_OPTIONAL = 9 };

int
update_split(struct rbuf body, struct update_parts *u)
{
	struct update_parts r = { 0 };
	uint16_t len;

	if (rbuf_u16(&body, &len) == -1 ||
	    rbuf_sub(&body, len, &r.withdrawn) == -1 ||
	    rbuf_u16(&body, &len) == -1 ||
	    rbuf_sub(&body, len, &r.attrs) == -1)
		return -1;
	r.nlri = body;
	*u = r;
	return 0;
}

static enum outcome
report(struct attr_report *why, enum outcome o, const struct attr *a,
    uint8_t subcode, const char *text)
{
	why->outcome = o;
	why->type = a->type;
	why->flags = a->flags;
	why->notify_subcode = subcode;
	why->why = text;
	return o;
}

/* AFI, SAFI, and for MP_REACH next hop and a reserved octet (RFC 4760). */
static int
read_mp(struct rbuf v, bool reach, struct update_mp *mp)
{
	struct update_mp r = { .present = true };
	uint8_t len;

	if (rbuf_u16(&v, &r.afi) == -1 || rbuf_u8(&v, &r.safi) == -1)
		return -1;
	if (reach && (rbuf_u8(&v, &len) == -1 ||
	    rbuf_sub(&v, len, &r.nexthop) == -1 || rbuf_skip(&v, 1) == -1))
		return -1;
	r.nlri = v;
	*mp = r;
	return 0;
}

static enum outcome
take_mp(struct update_parts *u, const struct attr *a,
    struct attr_report *why)
{
	bool reach = a->type == ATTR_MP_REACH;
	struct update_mp *mp = reach ? &u->reach : &u->unreach;

	if (mp->present)
		return report(why, OUTCOME_SESSION_RESET, a, SUBCODE_LIST,
		    "given twice");
	if ((a->flags & (ATTR_OPTIONAL | ATTR_TRANSITIVE)) != ATTR_OPTIONAL)
		return report(why, OUTCOME_SESSION_RESET, a,
		    SUBCODE_OPTIONAL, "flags are not optional non-transitive");
	if (read_mp(a->value, reach, mp) == -1)
		return report(why, OUTCOME_SESSION_RESET, a,
		    SUBCODE_OPTIONAL, "too short for what it holds");
	return OUTCOME_OK;
}

/* Attribute octets that are not an MP attribute's join the last run. */
static void
add_run(struct update_parts *u, const uint8_t *p, size_t n)
{
	struct rbuf *last;

	if (u->nruns > 0) {
		last = &u->run[u->nruns - 1];
		if (last->p + last->left == p) {
			last->left += n;
			return;
		}
	}
	u->run[u->nruns++] = rbuf_of(p, n);
}

enum outcome
update_spans(struct update_parts *u, struct attr_report *why)
{
	struct rbuf left = u->attrs;
	struct attr a = { 0 };
	const uint8_t *start;
	enum outcome o;
	int more;

	*why = (struct attr_report){ .outcome = OUTCOME_OK };
	u->reach.present = u->unreach.present = u->has_attrs = false;
	u->nruns = 0;
	for (;;) {
		start = left.p;
		more = attr_next(&left, &a);
		if (more != 1)
			break;
		if (a.type != ATTR_MP_UNREACH)
			u->has_attrs = true;
		if (a.type != ATTR_MP_REACH && a.type != ATTR_MP_UNREACH) {
			add_run(u, start, (size_t)(left.p - start));
			continue;
		}
		o = take_mp(u, &a, why);
		if (o != OUTCOME_OK)
			return o;
	}
	if (more == 0)
		return OUTCOME_OK;
	u->has_attrs = true;
	a = (struct attr){ .flags = left.p[0],
	    .type = left.left > 1 ? left.p[1] : 0 };
	/* RFC 7606 3 j: there are NLRI that are not known. */
	if (a.type == ATTR_MP_REACH || a.type == ATTR_MP_UNREACH)
		return report(why, OUTCOME_SESSION_RESET, &a, SUBCODE_LIST,
		    "runs past the attributes");
	/* RFC 7606 4 and 5.2: the NLRI that are known are withdrawn. */
	if (!update_has_reachable(u))
		return report(why, OUTCOME_SESSION_RESET, &a, SUBCODE_LIST,
		    "runs past the attributes, and there is no NLRI");
	return report(why, OUTCOME_TREAT_AS_WITHDRAW, &a, SUBCODE_LIST,
	    "runs past the attributes");
}

bool
update_has_reachable(const struct update_parts *u)
{
	return u->nlri.left > 0 || (u->reach.present &&
	    u->reach.nlri.left > 0);
}

bool
update_is_eor(const struct update_parts *u, uint16_t *afi, uint8_t *safi)
{
	if (u->withdrawn.left != 0 || u->nlri.left != 0)
		return false;
	if (u->attrs.left == 0) {
		*afi = 1;
		*safi = 1;
		return true;
	}
	if (u->has_attrs || !u->unreach.present || u->unreach.nlri.left != 0)
		return false;
	*afi = u->unreach.afi;
	*safi = u->unreach.safi;
	return true;
}
