/* SPDX-License-Identifier: ISC */
/*
 * One UPDATE at a time.  Steps, in this order: both lengths, spans of the
 * attributes, syntax of every NLRI field, the attribute set (through the
 * memory of attrs.c), the checks that depend on the neighbour; then withdraws,
 * then announcements.  Nothing is applied before everything is judged, except
 * that a family may be given up (RFC 7606 2).
 *
 * A message may hold 65,000 NLRI, and a batch thousands of messages: what a
 * slice leaves is copied here, and nothing else of the session engine is read
 * before the task has finished it.
 */
#include <stdlib.h>
#include <string.h>

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
#include "update_judge.h"
#include "update_note.h"
#include "update_tell.h"

enum {
	NLRI_BATCH	= 64,		/* NLRI looked ahead for the caches */
	KEYS_OCTETS	= 4 * NLRI_ROOM,	/* of them */
	SLICE_MS	= 4,
	TODO_MAX	= 4,
};

struct peer_parse {
	struct attr_profile profile;
	bool		loopback;	/* session between loopback addresses */
	bool		resetting;	/* asked for the session's end */
	uint32_t	messages;	/* of this session, read */
	family_mask	disabled;	/* given up for this session */
	family_mask	warned;		/* prefix limit nearly reached */
	struct notes	notes;
};

/* NLRI of a judged message that are still to be applied. */
struct todo {
	struct rbuf	field;
	enum family	family;
	bool		announce;	/* or withdraw */
	unsigned	how;		/* its NLRI are to be read */
	uint32_t	nexthop;
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
	uint32_t		 nexthop;	/* of the family at reach */
	struct attr_report	 why;
	struct fault		 fault;
	struct wbuf		*keys;		/* of the NLRI at hand */
	struct todo		 todo[TODO_MAX];
	unsigned		 ntodo;
	unsigned		 at;		/* of todo */
};

struct update_in {
	struct rde		*rde;
	struct loop_task	*task;
	struct peer		*p;	/* NULL: nothing is unfinished */
	struct rbuf		 left;		/* of its batch */
	uint32_t		 taken;		/* octets of the batch */
	bool			 busy;		/* with work */
	struct work		 work;
	struct wbuf		 keys;
	uint8_t			 key_room[KEYS_OCTETS];
	uint8_t			 room[SR_BATCH_MAX];
};

/* Those of a range share one: theirs would be new with each connection. */
static struct notes *
notes_of(const struct rde *rde, struct peer *p)
{
	struct peer *range = p->range == 0 ? NULL :
	    peers_get(rde->peers, p->range);

	if (range == NULL)
		return &p->parse->notes;
	if (range->parse == NULL)
		range->parse = xcalloc(1, sizeof(*range->parse));
	return &range->parse->notes;
}

static void
note(const struct work *w, enum note kind, const char *what,
    const char *detail)
{
	update_note(notes_of(w->rde, w->p), w->p, kind, what, detail);
}

static void
blame(struct work *w, enum offence_verdict v, uint8_t attr, const char *why)
{
	fault_add(&w->fault, v, attr, why);
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
reset(struct work *w, uint8_t code, uint8_t subcode, const char *why,
    const void *data, size_t len)
{
	struct sr_reset r = {
		.code = code, .subcode = subcode, .data_len = (uint16_t)len
	};
	struct peer *p = w->p;

	note(w, NOTE_RESET, "session reset", why);
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
	reset(w, NOTIFY_UPDATE, subcode, fault_reason(attr, why, buf), NULL,
	    0);
}

/* FAMILY_NONE and a count when its NLRI are to be ignored. */
static enum family
usable_family(struct work *w, uint16_t afi, uint8_t safi)
{
	enum family f = family_by_number(afi, safi);
	struct notes *notes = notes_of(w->rde, w->p);
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
	blame(w, OFFENCE_FAMILY_DISABLE, attr, why);
	w->p->parse->disabled |= 1ULL << *f;
	adj_rib_in_drop(w->rde->in, w->p, *f);
	note(w, NOTE_FAMILY, "family is given up until the session ends",
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
		note(w, NOTE_ODD, "odd, but taken", why);
}

/* Steps 4 and 5.  The reference to w->attrs is the caller's; -1 a reset. */
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
	/* RFC 7606 5.2: there is nothing that could be withdrawn. */
	if (w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW && !reachable) {
		reset_malformed(w, UPDATE_ATTR_LIST, w->why.type,
		    "malformed, and there are no NLRI");
		return -1;
	}
	return 0;
}

static int
check_limit(struct work *w, enum family f)
{
	const struct conf_limit *l = &w->p->conf.limits[f];
	uint32_t held = adj_rib_in_held(w->p, f);
	uint8_t data[LIMIT_DATA];

	if (l->max == 0)
		return 0;
	if (held > l->max) {
		update_limit_data(f, l->max, data);
		reset(w, NOTIFY_CEASE, CEASE_MAX_PREFIX,
		    "prefix limit exceeded", data, sizeof(data));
		return -1;
	}
	if (l->warn != 0 && (w->p->parse->warned & 1ULL << f) == 0 &&
	    held >= (uint64_t)l->max * l->warn / 100) {
		w->p->parse->warned |= 1ULL << f;
		note(w, NOTE_LIMIT, "prefix limit nearly reached",
		    family_info(f)->name);
	}
	return 0;
}

/* RFC 4271 6.3: it is logged and ignored. */
static bool
is_ignored(struct work *w, const struct prefix *prefix)
{
	struct notes *notes;
	char text[PREFIX_TEXT];

	if (!judge_prefix_is_odd(prefix))
		return false;
	notes = notes_of(w->rde, w->p);
	if (update_note_due(notes, NOTE_PREFIX))
		update_note_line(notes, w->p, NOTE_PREFIX,
		    "prefix is not of hosts, ignored",
		    prefix_print(prefix, text, sizeof(text)));
	if (w->fault.verdict < OFFENCE_IGNORED) {
		blame(w, OFFENCE_IGNORED, 0, "prefix is not of hosts");
		w->fault.prefix = *prefix;
	}
	return true;
}

static bool
has_next(const struct work *w, const struct todo *t)
{
	return t->field.left > 0 &&
	    w->keys->len + NLRI_ROOM <= w->keys->size;
}

/* False: this one is to be left out. */
static bool
read_next(struct work *w, struct todo *t, struct nlri *n)
{
	int res = nlri_read(&t->field, t->family, t->how, n, w->keys);

	if (res == -1)
		fatal("update_in: checked NLRI do not read");
	if (res == 1 && w->fault.verdict < OFFENCE_IGNORED)
		blame(w, OFFENCE_IGNORED, 0, "an NLRI is not taken");
	return res == 0;
}

static void
withdraw_some(struct work *w, struct todo *t)
{
	struct nlri n;
	unsigned i;

	for (i = 0; i < NLRI_BATCH && t->field.left > 0; i++) {
		wbuf_reset(w->keys);
		if (!read_next(w, t, &n))
			continue;
		w->p->count.withdraws_in++;
		adj_rib_in_withdraw(w->rde->in, w->p, &n);
	}
}

/* -1 after a reset. */
static int
announce_one(struct work *w, const struct todo *t, const struct nlri *n)
{
	enum adj_rib_in_result res;

	const bool keyed = family_info(t->family)->keyed;
	uint32_t nexthop = t->nexthop;

	w->p->count.updates_in++;
	if (!keyed && is_ignored(w, &n->prefix))
		return 0;
	if (keyed)
		nexthop = nexthops_intern(w->rde->nexthops, &w->mp_nexthop,
		    n->carried);
	res = adj_rib_in_set(w->rde->in, w->p, n, w->attrs, nexthop);
	if (keyed)
		nexthops_unref(w->rde->nexthops, nexthop);
	if (adj_rib_in_full(res) != NULL) {
		reset(w, NOTIFY_CEASE, CEASE_RESOURCES, adj_rib_in_full(res),
		    NULL, 0);
		return -1;
	}
	return res == IN_NEW ? check_limit(w, t->family) : 0;
}

static int
announce_some(struct work *w, struct todo *t)
{
	struct nlri v[NLRI_BATCH];
	size_t i, n = 0;

	wbuf_reset(w->keys);
	while (n < NLRI_BATCH && has_next(w, t))
		n += read_next(w, t, &v[n]);
	net_table_warm(adj_rib_in_table(w->rde->in, t->family), v, n);
	for (i = 0; i < n; i++)
		if (announce_one(w, t, &v[i]) == -1)
			return -1;
	return 0;
}

/* Programs are told what it means to us, when it is in the table. */
static void
tell_programs(const struct work *w)
{
	const struct update_taken t = {
		.u = &w->u,
		.message = w->msg,
		.plain = w->plain,
		.bad = w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW,
		.reach = w->reach,
		.unreach = w->unreach,
		.nexthop = &w->mp_nexthop,
		.attrs = w->attrs,
	};

	if (feed_wants_update(w->rde->feed, w->p, EVENT_RECEIVE))
		update_tell(w->rde, w->p, &t);
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
	struct notes *notes = notes_of(w->rde, w->p);
	bool bad = w->why.outcome >= OUTCOME_TREAT_AS_WITHDRAW;
	enum note kind = bad ? NOTE_WITHDRAWN : NOTE_DISCARD;
	char buf[REASON_TEXT];

	if (bad)
		w->p->count.treat_as_withdraw++;
	else
		w->p->count.attr_discard++;
	blame(w, bad ? OFFENCE_TREAT_AS_WITHDRAW : OFFENCE_ATTR_DISCARD,
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
static int
judge_message(struct work *w)
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

/* --- slices ------------------------------------------------------------ */

static void
begin(struct update_in *u, struct rbuf msg)
{
	u->busy = true;
	u->work = (struct work){ .rde = u->rde, .p = u->p, .msg = msg,
	    .keys = &u->keys,
	    .reach = FAMILY_NONE, .unreach = FAMILY_NONE };
	if (judge_message(&u->work) == -1)
		u->work.ntodo = 0;
}

/* False: the time is over. */
static bool
carry_out(struct work *w, monotime_t until)
{
	struct todo *t;

	while (w->at < w->ntodo) {
		t = &w->todo[w->at];
		if (!t->announce)
			withdraw_some(w, t);
		else if (announce_some(w, t) == -1)
			return true;
		if (t->field.left == 0)
			w->at++;
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return w->at == w->ntodo;
	}
	return true;
}

/* Also one of attributes alone, which changes nothing. */
static bool
is_told(const struct work *w)
{
	return !w->p->parse->resetting && (w->ntodo > 0 || (w->attrs != 0 &&
	    w->why.outcome < OUTCOME_TREAT_AS_WITHDRAW));
}

static void
finish(struct update_in *u)
{
	struct work *w = &u->work;

	u->busy = false;
	if (is_told(w))
		tell_programs(w);
	if (w->fault.verdict != OFFENCE_NONE)
		update_note_message(u->rde, w->p, &w->fault, w->msg,
		    has_path_ids(w));
	attrs_unref(u->rde->attrs, w->attrs);
	nexthops_unref(u->rde->nexthops, w->nexthop);
	position_next(u->rde->position, ++u->p->parse->messages);
}

/* Our own session engine frames; it is not trusted either. */
static bool
next_message(struct update_in *u, struct rbuf *msg)
{
	size_t len;

	if (u->left.left < MSG_HEADER)
		return false;
	len = message_len(u->left.p);
	return len >= MSG_HEADER && rbuf_sub(&u->left, len, msg) == 0;
}

/* False: the time is over. */
static bool
work_on(struct update_in *u, monotime_t until)
{
	struct rbuf msg;

	for (;;) {
		if (u->busy) {
			if (!carry_out(&u->work, until))
				return false;
			finish(u);
			if (monotime_diff_ms(clock_now(), until) >= 0)
				return false;
		}
		if (u->p->parse->resetting || !next_message(u, &msg))
			return true;
		if (message_type(msg.p) == MSG_UPDATE)
			begin(u, msg);
	}
}

/* Should we die of a message, the parent knows whose it was. */
static bool
slice(struct update_in *u)
{
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);
	bool done;

	position_begin(u->rde->position, u->p->id, &u->p->conf.remote,
	    u->p->parse->messages);
	done = work_on(u, until);
	position_end(u->rde->position);
	return done;
}

static void
give_back(struct update_in *u)
{
	struct peer *p = u->p;

	u->p = NULL;
	if (u->rde->session != NULL)
		link_send(u->rde->session, SR_TAKEN, p->id, p->gen, &u->taken,
		    sizeof(u->taken));
}

static bool
on_task(void *arg)
{
	struct update_in *u = arg;

	return u->p != NULL && !update_in_more(u);
}

struct update_in *
update_in_new(struct rde *rde)
{
	struct update_in *u = xcalloc(1, sizeof(*u));

	u->rde = rde;
	wbuf_fixed(&u->keys, u->key_room, sizeof(u->key_room));
	u->task = loop_task_new(rde->loop, on_task, u);
	return u;
}

void
update_in_free(struct update_in *u)
{
	if (u == NULL)
		return;
	loop_task_free(u->task);
	free(u);
}

bool
update_in_batch(struct update_in *u, struct peer *p, struct rbuf batch)
{
	if (u->p != NULL || batch.left > sizeof(u->room))
		fatal("update_in: a batch of %zu octets out of turn",
		    batch.left);
	if (batch.left > 0)
		memcpy(u->room, batch.p, batch.left);
	u->p = p;
	u->left = rbuf_of(u->room, batch.left);
	u->taken = (uint32_t)batch.left;
	if (slice(u)) {
		give_back(u);
		return true;
	}
	if (u->rde->session != NULL)
		link_pause(u->rde->session, true);
	loop_task_wake(u->task);
	return false;
}

bool
update_in_more(struct update_in *u)
{
	if (!slice(u))
		return false;
	give_back(u);
	if (u->rde->session != NULL)
		link_pause(u->rde->session, false);
	return true;
}

/* --- neighbours -------------------------------------------------------- */

/* What it may read of the configuration. */
void
update_in_follow(struct peer *p)
{
	struct peer_parse *x = p->parse;

	if (x == NULL)
		return;
	x->profile.reject_as_set = p->conf.reject_as_set;
	x->profile.aigp = p->conf.aigp;
}

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
	x->profile.prefix_sid = p->neg.ebgp == 0;
	update_in_follow(p);
	x->loopback = addr_is_loopback(&p->neg.local) &&
	    addr_is_loopback(&p->neg.remote);
}

void
update_in_stop(struct update_in *u, const struct peer *p)
{
	if (u->p != p)
		return;
	if (u->busy)
		finish(u);
	u->p = NULL;
	if (u->rde->session != NULL)
		link_pause(u->rde->session, false);
}

void
update_in_peer_removed(struct update_in *u, struct peer *p)
{
	update_in_stop(u, p);
	free(p->parse);
	p->parse = NULL;
}
