/* SPDX-License-Identifier: ISC */
/*
 * One UPDATE at a time.  Steps, in this order: both lengths, spans of the
 * attributes, syntax of every NLRI field, the attribute set (through the
 * memory of attrs.c), the checks that depend on the neighbour; then withdraws,
 * then announcements.  Nothing is applied before everything is judged, except
 * that a family may be given up (RFC 7606 2).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "bgp/message.h"
#include "bgp/notification.h"
#include "bgp/offence.h"
#include "feed.h"
#include "ipc/position.h"
#include "ipc/session_rde.h"
#include "nexthops.h"
#include "path/attr.h"
#include "update/split.h"
#include "update_in.h"

enum {
	NLRI_BATCH	= 64,		/* NLRI looked ahead for the caches */
	NOTE_EVERY_MS	= 60 * 1000,	/* a neighbour's line of one kind */
	ROLE_RS_CLIENT	= 2,		/* RFC 9234 4.1 */
	REASON_TEXT	= OFFENCE_WHY_MAX,
};

enum note {
	NOTE_WITHDRAWN, NOTE_DISCARD, NOTE_FAMILY, NOTE_LIMIT, NOTE_PREFIX,
	NOTE_RESET, NOTE_MAX
};

struct peer_parse {
	struct attr_profile profile;
	bool		loopback;	/* session between loopback addresses */
	bool		resetting;	/* asked for the session's end */
	uint32_t	messages;	/* of this session, read */
	family_mask	disabled;	/* given up for this session */
	family_mask	warned;		/* prefix limit nearly reached */
	monotime_t	noted[NOTE_MAX];
	uint64_t	held_back[NOTE_MAX];	/* lines since */
};

/* The worst that is wrong with a message, as it will be noted. */
struct fault {
	uint8_t		 verdict;	/* enum offence_verdict */
	uint8_t		 subcode;	/* of a reset */
	uint8_t		 attr;		/* its type; 0: why says it all */
	const char	*why;
	struct prefix	 prefix;	/* that is ignored */
};

/* One message on its way. */
struct work {
	struct rde		*rde;
	struct peer		*p;
	struct rbuf		 msg;		/* whole */
	struct update_parts	 u;
	bool			 plain;		/* the IPv4 fields count */
	enum family		 reach;		/* FAMILY_NONE: nothing to do */
	enum family		 unreach;
	struct nexthop		 mp_nexthop;
	uint32_t		 attrs;
	struct attr_report	 why;
	struct fault		 fault;
};

void
update_in_start(struct peer *p)
{
	struct peer_parse *x = p->parse;

	if (x == NULL)
		x = p->parse = xcalloc(1, sizeof(*x));
	/* What bounds the log outlives a session. */
	x->resetting = false;
	x->disabled = x->warned = 0;
	x->messages = 0;
	memset(&x->profile, 0, sizeof(x->profile));
	x->profile.ebgp = p->neg.ebgp;
	x->profile.as4 = p->neg.as4;
	x->profile.reject_as_set = p->conf.reject_as_set;
	x->profile.aigp = p->conf.aigp;
	x->profile.prefix_sid = p->neg.ebgp == 0;
	x->loopback = addr_is_loopback(&p->neg.local) &&
	    addr_is_loopback(&p->neg.remote);
}

void
update_in_peer_removed(struct peer *p)
{
	free(p->parse);
	p->parse = NULL;
}

/* One line a minute of each kind and neighbour, with a count of the rest. */
static void
note(struct peer *p, enum note kind, const char *what, const char *detail)
{
	struct peer_parse *x = p->parse;
	monotime_t now = clock_coarse();
	char who[ADDR_TEXT];

	if (monotime_is_set(x->noted[kind]) &&
	    monotime_diff_ms(now, x->noted[kind]) < NOTE_EVERY_MS) {
		x->held_back[kind]++;
		return;
	}
	x->noted[kind] = now;
	log_warn("neighbor %s (AS %u): %s: %s (%llu more since the last line)",
	    addr_print(&p->neg.remote, who, sizeof(who)), p->neg.peer_as,
	    what, detail == NULL ? "" : detail,
	    (unsigned long long)x->held_back[kind]);
	x->held_back[kind] = 0;
}

/* The worst wins, and of equals the first. */
static void
blame(struct work *w, enum offence_verdict v, uint8_t attr, const char *why)
{
	if (v > w->fault.verdict)
		w->fault = (struct fault){ .verdict = (uint8_t)v,
		    .attr = attr, .why = why };
}

static const char *
reason(uint8_t attr, const char *why, char buf[REASON_TEXT])
{
	const char *name = attr_name(attr);

	if (attr == 0)
		return why;
	if (name != NULL)
		(void)snprintf(buf, REASON_TEXT, "%s: %s", name, why);
	else
		(void)snprintf(buf, REASON_TEXT, "attribute %u: %s", attr,
		    why);
	return buf;
}

static bool
reads_path_ids(const struct peer *p, enum family f)
{
	return (p->neg.add_path_rx & 1ULL << f) != 0;
}

/* Is what the message says of its prefixes led by path identifiers? */
static bool
has_path_ids(const struct work *w)
{
	const struct update_mp *mp = w->u.reach.present ? &w->u.reach :
	    &w->u.unreach;
	enum family f = FAMILY_IPV4_UNICAST;

	if (mp->present)
		f = family_by_number(mp->afi, mp->safi);
	return f != FAMILY_NONE && reads_path_ids(w->p, f);
}

static void
write_down(const struct work *w)
{
	const struct peer *p = w->p;
	struct offence o = {
		.remote = p->neg.remote,
		.local = p->neg.local,
		.share = p->range != 0 ? p->range : p->id,
		.peer_as = p->neg.peer_as,
		.local_as = p->neg.local_as,
		.peer_id = p->neg.peer_id,
		.local_id = p->neg.local_id,
		.verdict = w->fault.verdict,
		.as4 = p->neg.as4,
		.add_path = has_path_ids(w),
	};
	char text[PREFIX_TEXT], buf[REASON_TEXT];

	if (w->fault.verdict == OFFENCE_SESSION_RESET) {
		o.code = NOTIFY_UPDATE;
		o.subcode = w->fault.subcode;
	}
	strlcpy(o.description, p->conf.description, sizeof(o.description));
	strlcpy(o.group, p->conf.group, sizeof(o.group));
	if (w->fault.verdict == OFFENCE_IGNORED)
		(void)snprintf(o.why, sizeof(o.why), "%s: %s", w->fault.why,
		    prefix_print(&w->fault.prefix, text, sizeof(text)));
	else
		strlcpy(o.why, reason(w->fault.attr, w->fault.why, buf),
		    sizeof(o.why));
	offences_add(w->rde->offences, &o, w->msg);
}

static void
reset(struct work *w, uint8_t code, uint8_t subcode, const char *why,
    const void *data, size_t len)
{
	struct sr_reset r = {
		.code = code, .subcode = subcode, .data_len = (uint16_t)len
	};
	struct peer *p = w->p;

	note(p, NOTE_RESET, "session reset", why);
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

	blame(w, OFFENCE_SESSION_RESET, attr, why);
	w->fault.subcode = subcode;
	reset(w, NOTIFY_UPDATE, subcode, reason(attr, why, buf), NULL, 0);
}

/* FAMILY_NONE and a count when its NLRI are to be ignored. */
static enum family
usable_family(struct work *w, uint16_t afi, uint8_t safi)
{
	enum family f = family_by_number(afi, safi);
	char name[32];

	if (f != FAMILY_NONE &&
	    (w->p->neg.families & ~w->p->parse->disabled & 1ULL << f) != 0)
		return f;
	note(w->p, NOTE_FAMILY, "family is not in use, routes ignored",
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
	blame(w, OFFENCE_FAMILY_DISABLE, attr, why);
	w->p->parse->disabled |= 1ULL << *f;
	adj_rib_in_drop(w->rde->in, w->p, *f);
	note(w->p, NOTE_FAMILY, "family is given up until the session ends",
	    reason(attr, why, buf));
	*f = FAMILY_NONE;
	return 0;
}

/* Step 3: every NLRI field is bounded and well-formed, or -1 after a reset. */
static int
locate(struct work *w)
{
	struct update_parts *u = &w->u;
	bool ids = reads_path_ids(w->p, FAMILY_IPV4_UNICAST);

	w->reach = w->unreach = FAMILY_NONE;
	if (u->withdrawn.left + u->nlri.left > 0)
		w->plain = usable_family(w, AFI_IPV4, SAFI_UNICAST) !=
		    FAMILY_NONE;
	if (w->plain &&
	    (nlri_check(u->withdrawn, FAMILY_IPV4_UNICAST, ids) == -1 ||
	    nlri_check(u->nlri, FAMILY_IPV4_UNICAST, ids) == -1)) {
		reset_malformed(w, UPDATE_NETWORK, 0,
		    "malformed prefix in the UPDATE");
		return -1;
	}
	if (u->unreach.present)
		w->unreach = usable_family(w, u->unreach.afi,
		    u->unreach.safi);
	if (w->unreach != FAMILY_NONE && nlri_check(u->unreach.nlri,
	    w->unreach, reads_path_ids(w->p, w->unreach)) == -1 &&
	    mp_error(w, &w->unreach, UPDATE_OPTIONAL_ATTR, ATTR_MP_UNREACH,
	    "malformed NLRI") == -1)
		return -1;
	if (u->reach.present)
		w->reach = usable_family(w, u->reach.afi, u->reach.safi);
	if (w->reach != FAMILY_NONE && nlri_check(u->reach.nlri, w->reach,
	    reads_path_ids(w->p, w->reach)) == -1 &&
	    mp_error(w, &w->reach, UPDATE_OPTIONAL_ATTR, ATTR_MP_REACH,
	    "malformed NLRI") == -1)
		return -1;
	/* Its length decides where the NLRI begin (RFC 7606 7.11). */
	if (w->reach != FAMILY_NONE && nexthop_read(u->reach.nexthop,
	    w->reach, (w->p->neg.enh_nexthop & 1ULL << w->reach) != 0,
	    &w->mp_nexthop) == -1 && mp_error(w, &w->reach,
	    UPDATE_ATTR_LIST, ATTR_MP_REACH, "wrong next hop length") == -1)
		return -1;
	return 0;
}

static bool
nexthop_is_ours(const struct peer *p, const struct nexthop *nh)
{
	return addr_eq(&nh->global, &p->neg.local) ||
	    (p->neg.local_ll.af != ADDR_NONE &&
	    (addr_eq(&nh->global, &p->neg.local_ll) ||
	    addr_eq(&nh->link_local, &p->neg.local_ll)));
}

/* RFC 4271 6.3; between loopback addresses 127/8 and our own are fine. */
static const char *
judge_nexthop(const struct peer *p, const struct nexthop *nh)
{
	if (nexthop_is_ours(p, nh))
		return p->parse->loopback ? NULL : "next hop is our address";
	if (nexthop_is_martian(nh) &&
	    !(p->parse->loopback && addr_is_loopback(&nh->global)))
		return "next hop is not a host's address";
	return NULL;
}

static bool
has(const struct attr_summary *sum, unsigned type)
{
	return (sum->present & 1ULL << type) != 0;
}

/* What depends on the neighbour: a reason to treat as withdrawn, or NULL. */
static const char *
judge_neighbor(const struct work *w, const struct attr_summary *sum)
{
	const struct peer *p = w->p;
	const char *why = NULL;
	struct nexthop nh = { 0 };

	if (!has(sum, ATTR_ORIGIN))
		return "ORIGIN is missing";
	if (!has(sum, ATTR_AS_PATH))
		return "AS_PATH is missing";
	/*
	 * A route server does not add its own AS (RFC 7947 2.2.2.1); whether
	 * the neighbour is one, our configuration says.
	 */
	if (p->neg.ebgp && p->conf.role != ROLE_RS_CLIENT &&
	    sum->first_as != p->neg.peer_as)
		return "AS_PATH does not begin with the neighbour's AS";
	if (w->plain && w->u.nlri.left > 0) {
		if (!has(sum, ATTR_NEXT_HOP))
			return "NEXT_HOP is missing";
		nh.global = addr_v4(sum->next_hop);
		why = judge_nexthop(p, &nh);
	}
	if (why == NULL && w->reach != FAMILY_NONE)
		why = judge_nexthop(p, &w->mp_nexthop);
	return why;
}

/* Steps 4 and 5.  The reference to w->attrs is the caller's; -1 a reset. */
static int
judge(struct work *w, enum outcome spans)
{
	bool reachable = w->u.nlri.left > 0 || w->u.reach.present;
	const char *why;

	if (!w->u.has_attrs && !reachable)
		return 0;
	/* Without any, NLRI are judged by the empty set: RFC 7606 3 d. */
	if (spans == OUTCOME_OK && w->u.has_attrs)
		attrs_check(w->rde->attrs, w->u.run, w->u.nruns,
		    &w->p->parse->profile, &w->attrs, &w->why);
	if (w->why.outcome <= OUTCOME_ATTR_DISCARD && reachable) {
		why = judge_neighbor(w,
		    attrs_summary(w->rde->attrs, w->attrs));
		if (why != NULL)
			w->why = (struct attr_report){
				.outcome = OUTCOME_TREAT_AS_WITHDRAW,
				.why = why,
			};
	}
	if (w->why.outcome == OUTCOME_SESSION_RESET) {
		reset_malformed(w, w->why.notify_subcode, w->why.type,
		    w->why.why);
		return -1;
	}
	/* RFC 7606 5.2: there is nothing that could be withdrawn. */
	if (w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW && !reachable) {
		reset_malformed(w, UPDATE_ATTR_LIST, w->why.type,
		    "malformed, and there are no NLRI");
		return -1;
	}
	if (w->why.outcome == OUTCOME_FAMILY_DISABLE &&
	    w->reach != FAMILY_NONE)
		return mp_error(w, &w->reach, UPDATE_OPTIONAL_ATTR,
		    w->why.type, w->why.why);
	return 0;
}

static void
withdraw(struct work *w, enum family f, struct rbuf field)
{
	bool ids = reads_path_ids(w->p, f);
	struct nlri n;

	while (field.left > 0 && nlri_read(&field, f, ids, &n) == 0) {
		w->p->count.withdraws_in++;
		adj_rib_in_withdraw(w->rde->in, w->p, &n);
	}
}

/* RFC 4486 4: AFI, SAFI and the limit. */
static int
check_limit(struct work *w, enum family f)
{
	const struct conf_limit *l = &w->p->conf.limits[f];
	const struct family_info *fi = family_info(f);
	uint32_t held = adj_rib_in_held(w->p, f);
	uint8_t data[7];

	if (l->max == 0)
		return 0;
	if (held > l->max) {
		data[0] = (uint8_t)(fi->afi >> 8);
		data[1] = (uint8_t)fi->afi;
		data[2] = fi->safi;
		data[3] = (uint8_t)(l->max >> 24);
		data[4] = (uint8_t)(l->max >> 16);
		data[5] = (uint8_t)(l->max >> 8);
		data[6] = (uint8_t)l->max;
		reset(w, NOTIFY_CEASE, CEASE_MAX_PREFIX,
		    "prefix limit exceeded", data, sizeof(data));
		return -1;
	}
	if (l->warn != 0 && (w->p->parse->warned & 1ULL << f) == 0 &&
	    held >= (uint64_t)l->max * l->warn / 100) {
		w->p->parse->warned |= 1ULL << f;
		note(w->p, NOTE_LIMIT, "prefix limit nearly reached",
		    fi->name);
	}
	return 0;
}

/* RFC 4271 6.3: a prefix of 224/3 or ff00::/8 is logged and ignored. */
static bool
is_ignored(struct work *w, const struct prefix *prefix)
{
	char text[PREFIX_TEXT];
	bool odd;

	odd = prefix->af == ADDR_V4 ? prefix->len >= 3 && prefix->b[0] >= 224 :
	    prefix->len >= 8 && prefix->b[0] == 0xff;
	if (!odd)
		return false;
	note(w->p, NOTE_PREFIX, "prefix is not of hosts, ignored",
	    prefix_print(prefix, text, sizeof(text)));
	if (w->fault.verdict < OFFENCE_IGNORED) {
		blame(w, OFFENCE_IGNORED, 0, "prefix is not of hosts");
		w->fault.prefix = *prefix;
	}
	return true;
}

/* What meets a bound of bgpd.conf(5) ends the session; NULL: it fits. */
static const char *const full[IN_RESULT_MAX] = {
	[IN_FULL_IDS] = "too many path ids for one prefix",
	[IN_FULL_PATHS] = "too many paths, and no prefix-limit allows them",
	[IN_FULL_OCTETS] = "its attributes take too much memory",
	[IN_FULL_TABLE] = "the table of all neighbours is full",
};

static int
announce_some(struct work *w, const struct nlri *v, size_t n,
    uint32_t nexthop)
{
	enum adj_rib_in_result res;
	size_t i;

	for (i = 0; i < n; i++) {
		w->p->count.updates_in++;
		if (is_ignored(w, &v[i].prefix))
			continue;
		res = adj_rib_in_set(w->rde->in, w->p, &v[i], w->attrs,
		    nexthop);
		if (full[res] != NULL) {
			reset(w, NOTIFY_CEASE, CEASE_RESOURCES, full[res],
			    NULL, 0);
			return -1;
		}
		if (res == IN_NEW &&
		    check_limit(w, (enum family)v[i].family) == -1)
			return -1;
	}
	return 0;
}

static int
announce(struct work *w, enum family f, struct rbuf field, uint32_t nexthop)
{
	const struct prefix_table *t = adj_rib_in_table(w->rde->in, f);
	bool ids = reads_path_ids(w->p, f);
	const struct prefix *ahead[NLRI_BATCH];
	struct nlri v[NLRI_BATCH];
	size_t n;

	while (field.left > 0) {
		for (n = 0; n < NLRI_BATCH && field.left > 0; n++) {
			if (nlri_read(&field, f, ids, &v[n]) == -1)
				return 0;	/* nlri_check has seen it */
			ahead[n] = &v[n].prefix;
		}
		prefix_table_warm(t, ahead, n);
		if (announce_some(w, v, n, nexthop) == -1)
			return -1;
	}
	return 0;
}

static void
add_run(const struct work *w, struct event_update *e, enum family f,
    bool withdraw, struct rbuf nlri)
{
	if (nlri.left == 0)
		return;
	e->run[e->nruns++] = (struct event_run){
		.withdraw = withdraw ||
		    w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW,
		.add_path = reads_path_ids(w->p, f),
		.family = f,
		.nlri = nlri,
	};
}

static void
add_mp_run(const struct work *w, struct event_update *e, enum family f,
    const struct update_mp *mp, bool withdraw)
{
	unsigned n = e->nruns;

	add_run(w, e, f, withdraw, mp->nlri);
	if (e->nruns == n)
		return;
	e->run[n].mp = true;
	if (!withdraw)
		e->run[n].nexthop = w->mp_nexthop;
}

/* Programs are told what it means to us, in the order of the message. */
static void
tell_programs(const struct work *w)
{
	struct event_update e = { .nruns = 0 };
	const struct attr_summary *sum;

	if (!feed_wants_update(w->rde->feed, w->p, EVENT_RECEIVE))
		return;
	if (w->plain)
		add_run(w, &e, FAMILY_IPV4_UNICAST, true, w->u.withdrawn);
	if (w->attrs != 0)
		e.attrs = attrs_octets(w->rde->attrs, w->attrs);
	if (w->plain && w->u.nlri.left > 0) {
		add_run(w, &e, FAMILY_IPV4_UNICAST, false, w->u.nlri);
		sum = w->attrs != 0 ? attrs_summary(w->rde->attrs, w->attrs) :
		    NULL;
		if (sum != NULL)
			e.run[e.nruns - 1].nexthop.global =
			    addr_v4(sum->next_hop);
	}
	if (w->unreach != FAMILY_NONE)
		add_mp_run(w, &e, w->unreach, &w->u.unreach, true);
	if (w->reach != FAMILY_NONE)
		add_mp_run(w, &e, w->reach, &w->u.reach, false);
	feed_update_in(w->rde->feed, w->p, &e, w->msg);
}

/* Step 6, and RFC 7606 2: the NLRI of a bad message are withdrawn. */
static int
apply(struct work *w)
{
	char buf[REASON_TEXT];
	uint32_t nh;
	int res = 0;

	tell_programs(w);
	if (w->plain)
		withdraw(w, FAMILY_IPV4_UNICAST, w->u.withdrawn);
	if (w->unreach != FAMILY_NONE)
		withdraw(w, w->unreach, w->u.unreach.nlri);
	if (w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW) {
		w->p->count.treat_as_withdraw++;
		blame(w, OFFENCE_TREAT_AS_WITHDRAW, w->why.type, w->why.why);
		note(w->p, NOTE_WITHDRAWN, "UPDATE treated as withdraw",
		    reason(w->why.type, w->why.why, buf));
		if (w->plain)
			withdraw(w, FAMILY_IPV4_UNICAST, w->u.nlri);
		if (w->reach != FAMILY_NONE)
			withdraw(w, w->reach, w->u.reach.nlri);
		return 0;
	}
	if (w->why.outcome == OUTCOME_ATTR_DISCARD) {
		w->p->count.attr_discard++;
		blame(w, OFFENCE_ATTR_DISCARD, w->why.type, w->why.why);
		note(w->p, NOTE_DISCARD, "attribute discarded",
		    reason(w->why.type, w->why.why, buf));
	}
	if (w->plain && w->u.nlri.left > 0)
		res = announce(w, FAMILY_IPV4_UNICAST, w->u.nlri, 0);
	if (res == 0 && w->reach != FAMILY_NONE) {
		nh = nexthops_intern(w->rde->nexthops, &w->mp_nexthop);
		res = announce(w, w->reach, w->u.reach.nlri, nh);
		nexthops_unref(w->rde->nexthops, nh);
	}
	return res;
}

static bool
take_eor(struct work *w)
{
	struct event_update e = { .eor = true };
	enum family f;
	uint16_t afi;
	uint8_t safi;

	if (!update_is_eor(&w->u, &afi, &safi))
		return false;
	w->p->count.eor_in++;
	e.eor_afi = afi;
	e.eor_safi = safi;
	feed_update_in(w->rde->feed, w->p, &e, w->msg);
	f = usable_family(w, afi, safi);
	/* Between BoRR and EoRR it is EoRR that sweeps (RFC 7313 4). */
	if (f != FAMILY_NONE && (w->p->refreshing & 1ULL << f) == 0)
		adj_rib_in_drop_stale(w->rde->in, w->p, f);
	return true;
}

static int
take_body(struct work *w, struct rbuf body)
{
	enum outcome spans;

	if (update_split(body, &w->u) == -1) {
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
	return apply(w);
}

/* -1 after a reset. */
static int
take_message(struct rde *rde, struct peer *p, struct rbuf msg)
{
	struct work w = { .rde = rde, .p = p, .msg = msg };
	int res;

	res = take_body(&w, rbuf_of(msg.p + MSG_HEADER,
	    msg.left - MSG_HEADER));
	if (w.fault.verdict != OFFENCE_NONE)
		write_down(&w);
	attrs_unref(rde->attrs, w.attrs);
	return res;
}

static void
take_batch(struct rde *rde, struct peer *p, struct rbuf batch)
{
	struct rbuf msg;
	size_t len;

	while (batch.left > 0 && !p->parse->resetting) {
		/* Our own session engine frames; it is not trusted either. */
		if (batch.left < MSG_HEADER)
			return;
		len = message_len(batch.p);
		if (len < MSG_HEADER || rbuf_sub(&batch, len, &msg) == -1)
			return;
		if (message_type(msg.p) == MSG_UPDATE &&
		    take_message(rde, p, msg) == -1)
			return;
		position_next(rde->position, ++p->parse->messages);
	}
}

/* Should we die of a message, the parent knows whose it was. */
void
update_in_batch(struct rde *rde, struct peer *p, struct rbuf batch)
{
	position_begin(rde->position, p->id, &p->conf.remote,
	    p->parse->messages);
	take_batch(rde, p, batch);
	position_end(rde->position);
}
