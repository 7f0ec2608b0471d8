/* SPDX-License-Identifier: ISC */
/*
 * One UPDATE judged.  Steps, in this order: both lengths, spans of the
 * attributes, syntax of every NLRI field, the attribute set (through the
 * memory of attrs.c), the checks that depend on the neighbour.  Nothing is
 * applied before everything is judged, except that a family may be given up
 * (RFC 7606 2).
 */
#include <stdlib.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "bgp/message.h"
#include "bgp/notification.h"
#include "bgp/offence.h"
#include "bgp/role.h"
#include "ipc/session_rde.h"
#include "nexthops.h"
#include "update_judge.h"
#include "update_tell.h"
#include "update_work.h"

/* Of a range's own, they would be new with each connection. */
struct notes *
work_notes(const struct work *w)
{
	struct peer *p = w->p, *range = p->range == 0 ? NULL :
	    peers_get(w->rde->peers, p->range);

	if (range == NULL)
		return &p->parse->notes;
	if (range->parse == NULL)
		range->parse = xcalloc(1, sizeof(*range->parse));
	return &range->parse->notes;
}

void
work_note(const struct work *w, enum note kind, const char *what,
    const char *detail)
{
	update_note(work_notes(w), w->p, kind, what, detail);
}

void
work_blame(struct work *w, enum offence_verdict v, uint8_t attr,
    const char *why)
{
	fault_add(&w->fault, v, attr, why);
}

static bool
reads_path_ids(const struct peer *p, enum family f)
{
	return (p->neg.add_path_rx & 1ULL << f) != 0;
}

bool
work_has_path_ids(const struct work *w)
{
	const struct update_mp *mp = w->u.reach.present ? &w->u.reach :
	    &w->u.unreach;
	enum family f = FAMILY_IPV4_UNICAST;

	if (mp->present)
		f = family_by_number(mp->afi, mp->safi);
	return f != FAMILY_NONE && reads_path_ids(w->p, f);
}

void
work_reset(struct work *w, uint8_t code, uint8_t subcode, const char *why,
    const void *data, size_t len)
{
	struct sr_reset r = {
		.code = code, .subcode = subcode, .data_len = (uint16_t)len
	};
	struct peer *p = w->p;

	work_note(w, NOTE_RESET, "session reset", why);
	p->parse->resetting = true;
	if (w->rde->session != NULL)
		link_send2(w->rde->session, SR_RESET, p->id, p->gen, &r,
		    sizeof(r), data, len);
}

static void
reset_malformed(struct work *w, uint8_t subcode, uint8_t attr,
    const char *why)
{
	char buf[REASON_TEXT];

	work_blame(w, OFFENCE_SESSION_RESET, attr, why);
	w->fault.subcode = subcode;
	work_reset(w, NOTIFY_UPDATE, subcode, fault_reason(attr, why, buf),
	    NULL, 0);
}

/* FAMILY_NONE and a count when its NLRI are to be ignored. */
static enum family
usable_family(struct work *w, uint16_t afi, uint8_t safi)
{
	enum family f = family_by_number(afi, safi);
	struct notes *notes = work_notes(w);
	char name[32];

	if (f != FAMILY_NONE &&
	    (w->p->neg.families & ~w->p->parse->disabled & 1ULL << f) != 0)
		return f;
	if (update_note_due(notes, NOTE_FAMILY))
		update_note_line(notes, w->p, NOTE_FAMILY,
		    "family is not in use, routes ignored",
		    family_name(afi, safi, name, sizeof(name)));
	return FAMILY_NONE;
}

/* 0 when the family was given up instead. */
static int
mp_error(struct work *w, enum family *f, uint8_t subcode, uint8_t attr,
    const char *why)
{
	char buf[REASON_TEXT];

	if (!w->p->conf.mp_error_disable) {
		reset_malformed(w, subcode, attr, why);
		return -1;
	}
	work_blame(w, OFFENCE_FAMILY_DISABLE, attr, why);
	w->p->parse->disabled |= 1ULL << *f;
	adj_rib_in_drop(w->rde->in, w->p, *f);
	work_note(w, NOTE_FAMILY, "family is given up until the session ends",
	    fault_reason(attr, why, buf));
	*f = FAMILY_NONE;
	return 0;
}

/* unreach: in the form of a withdraw. */
static unsigned
how_of(const struct work *w, enum family f, bool unreach)
{
	return (reads_path_ids(w->p, f) ? NLRI_ADD_PATH : 0U) |
	    (unreach ? NLRI_WITHDRAW : 0U);
}

/* NULL: the NLRI read to their end. */
static const char *
nlri_fault(const struct work *w, enum family f, struct rbuf field,
    bool unreach)
{
	unsigned how = how_of(w, f, unreach);

	if (nlri_check(field, f, how) == 0)
		return NULL;
	/* RFC 7911: the two sides do not agree on what was negotiated. */
	if (nlri_check(field, f, how ^ NLRI_ADD_PATH) == 0)
		return (how & NLRI_ADD_PATH) != 0 ? "malformed NLRI (without "
		    "the path identifiers that were negotiated?)" :
		    "malformed NLRI (with path identifiers that were not "
		    "negotiated?)";
	return "malformed NLRI";
}

/* The fields of IPv4 unicast outside of attributes. */
static int
locate_plain(struct work *w)
{
	const struct update_parts *u = &w->u;
	const char *why;

	if (u->withdrawn.left + u->nlri.left == 0)
		return 0;
	w->plain = usable_family(w, AFI_IPV4, SAFI_UNICAST) != FAMILY_NONE;
	if (!w->plain)
		return 0;
	why = nlri_fault(w, FAMILY_IPV4_UNICAST, u->withdrawn, true);
	if (why == NULL)
		why = nlri_fault(w, FAMILY_IPV4_UNICAST, u->nlri, false);
	if (why == NULL)
		return 0;
	reset_malformed(w, UPDATE_NETWORK, 0, why);
	return -1;
}

static int
locate_mp(struct work *w, const struct update_mp *mp, uint8_t attr,
    enum family *f)
{
	const char *why;

	if (!mp->present)
		return 0;
	*f = usable_family(w, mp->afi, mp->safi);
	if (*f == FAMILY_NONE || (why = nlri_fault(w, *f, mp->nlri,
	    attr == ATTR_MP_UNREACH)) == NULL)
		return 0;
	return mp_error(w, f, UPDATE_OPTIONAL_ATTR, attr, why);
}

/* Step 3: every NLRI field is bounded and well-formed, or -1 after a reset. */
static int
locate(struct work *w)
{
	const struct update_parts *u = &w->u;

	if (locate_plain(w) == -1 ||
	    locate_mp(w, &u->unreach, ATTR_MP_UNREACH, &w->unreach) == -1 ||
	    locate_mp(w, &u->reach, ATTR_MP_REACH, &w->reach) == -1)
		return -1;
	/* Its length decides where the NLRI begin (RFC 7606 7.11). */
	if (w->reach != FAMILY_NONE && nexthop_read(u->reach.nexthop,
	    w->reach, (w->p->neg.enh_nexthop & 1ULL << w->reach) != 0,
	    &w->mp_nexthop) == -1)
		return mp_error(w, &w->reach, UPDATE_ATTR_LIST,
		    ATTR_MP_REACH, "wrong next hop length");
	return 0;
}

/* Is it about routes that roles are about (RFC 9234 5)? */
static bool
is_of_roles(const struct work *w)
{
	return (w->plain && w->u.nlri.left > 0) ||
	    (w->reach != FAMILY_NONE && role_is_about(w->reach));
}

/* The attribute set is good; is the message? */
static void
judge_for_neighbor(struct work *w)
{
	const struct judged j = {
		.nlri = w->plain && w->u.nlri.left > 0,
		.mp = w->reach != FAMILY_NONE && !nexthop_may_miss(w->reach) ?
		    &w->mp_nexthop : NULL,
	};
	const struct attr_summary *sum = attrs_summary(w->rde->attrs,
	    w->attrs);
	const char *why;

	why = update_judge(w->p, w->p->parse->loopback, sum, &j);
	if (why != NULL)
		w->why = (struct attr_report){
			.outcome = OUTCOME_TREAT_AS_WITHDRAW, .why = why,
		};
	else if ((why = update_oddity(w->p, sum)) != NULL)
		work_note(w, NOTE_ODD, "odd, but taken", why);
	else if (is_of_roles(w) && update_leaks(w->p, sum,
	    attrs_octets(w->rde->attrs, w->attrs)))
		work_note(w, NOTE_ODD, "route leak, not valid",
		    "OTC from a neighbour of this role (RFC 9234)");
}

/* RFC 9234 5: a route of such a neighbour is marked, unless it is already. */
static void
mark(struct work *w)
{
	const struct attr_summary *sum = attrs_summary(w->rde->attrs,
	    w->attrs);
	uint32_t as = update_marks(w->p);

	if (as == 0 || (sum->present & 1ULL << ATTR_OTC) != 0)
		return;
	w->marked = attrs_mark(w->rde->attrs, w->attrs, as);
	if (w->marked == 0)
		w->why = (struct attr_report){
			.outcome = OUTCOME_TREAT_AS_WITHDRAW,
			.type = ATTR_OTC, .why = "no room to add it",
		};
}

/*
 * Steps 4 and 5.  The references to w->attrs and w->marked are the caller's;
 * -1 a reset.
 */
static int
judge(struct work *w, enum outcome spans)
{
	bool reachable = update_has_reachable(&w->u);

	if (!w->u.has_attrs && !reachable)
		return 0;
	/* Without any, NLRI are judged by the empty set: RFC 7606 3 d. */
	if (spans == OUTCOME_OK && w->u.has_attrs)
		attrs_check(w->rde->attrs, w->u.run, w->u.nruns,
		    &w->p->parse->profile, &w->attrs, &w->why);
	if (w->why.outcome <= OUTCOME_ATTR_DISCARD && reachable)
		judge_for_neighbor(w);
	if (w->why.outcome <= OUTCOME_ATTR_DISCARD && is_of_roles(w))
		mark(w);
	/* RFC 7606 5.2: there is nothing that could be withdrawn. */
	if (w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW && !reachable) {
		reset_malformed(w, UPDATE_ATTR_LIST, w->why.type,
		    "malformed, and there are no NLRI");
		return -1;
	}
	return 0;
}

static void
put_todo(struct work *w, enum family f, struct rbuf field, bool unreach,
    bool announce, uint32_t nexthop)
{
	if (f != FAMILY_NONE && field.left > 0)
		w->todo[w->ntodo++] = (struct todo){ field, f, announce,
		    how_of(w, f, unreach), nexthop };
}

static void
count_and_note(struct work *w)
{
	struct notes *notes = work_notes(w);
	bool bad = w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW;
	enum note kind = bad ? NOTE_WITHDRAWN : NOTE_DISCARD;
	char buf[REASON_TEXT];

	if (bad)
		w->p->count.treat_as_withdraw++;
	else
		w->p->count.attr_discard++;
	work_blame(w, bad ? OFFENCE_TREAT_AS_WITHDRAW : OFFENCE_ATTR_DISCARD,
	    w->why.type, w->why.why);
	if (update_note_due(notes, kind))
		update_note_line(notes, w->p, kind, bad ?
		    "UPDATE treated as withdraw" : "attribute discarded",
		    fault_reason(w->why.type, w->why.why, buf));
}

/* Step 6, and RFC 7606 2: the NLRI of a bad message are withdrawn. */
static void
plan(struct work *w)
{
	bool good = w->why.outcome < OUTCOME_TREAT_AS_WITHDRAW;
	enum family plain = FAMILY_NONE;

	/* An MP attribute behind them may have cost the family. */
	if (w->plain && (w->p->parse->disabled &
	    1ULL << FAMILY_IPV4_UNICAST) == 0)
		plain = FAMILY_IPV4_UNICAST;
	if (w->why.outcome != OUTCOME_OK)
		count_and_note(w);
	put_todo(w, plain, w->u.withdrawn, true, false, 0);
	put_todo(w, w->unreach, w->u.unreach.nlri, true, false, 0);
	if (good && w->reach != FAMILY_NONE)
		w->nexthop = nexthops_intern(w->rde->nexthops,
		    &w->mp_nexthop, rbuf_of(NULL, 0));
	put_todo(w, plain, w->u.nlri, false, good, 0);
	put_todo(w, w->reach, w->u.reach.nlri, false, good, w->nexthop);
}

static bool
take_eor(struct work *w)
{
	enum family f;
	uint16_t afi;
	uint8_t safi;

	if (!update_is_eor(&w->u, &afi, &safi))
		return false;
	w->p->count.eor_in++;
	update_tell_eor(w->rde, w->p, afi, safi, w->msg);
	f = usable_family(w, afi, safi);
	if (f == FAMILY_NONE)
		return true;
	w->p->said_all |= 1ULL << f;
	/* Between BoRR and EoRR it is EoRR that sweeps (RFC 7313 4). */
	if ((w->p->refreshing & 1ULL << f) == 0)
		adj_rib_in_drop_stale(w->rde->in, w->p, f);
	return true;
}

/* -1 after a reset; nothing is applied yet. */
int
work_judge(struct work *w)
{
	enum outcome spans;

	if (update_split(rbuf_of(w->msg.p + MSG_HEADER,
	    w->msg.left - MSG_HEADER), &w->u) == -1) {
		reset_malformed(w, UPDATE_ATTR_LIST, 0,
		    "lengths exceed the UPDATE");
		return -1;
	}
	spans = update_spans(&w->u, &w->why);
	if (spans == OUTCOME_SESSION_RESET) {
		reset_malformed(w, w->why.notify_subcode, w->why.type,
		    w->why.why);
		return -1;
	}
	if (spans == OUTCOME_OK && take_eor(w))
		return 0;
	if (locate(w) == -1 || judge(w, spans) == -1)
		return -1;
	plan(w);
	return 0;
}
