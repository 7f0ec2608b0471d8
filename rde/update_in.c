/* SPDX-License-Identifier: ISC */
/*
 * One UPDATE at a time: judged as a whole (update_work.c), then withdraws, then
 * announcements.
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
#include "bgp/role.h"
#include "feed.h"
#include "ipc/position.h"
#include "ipc/session_rde.h"
#include "nexthops.h"
#include "update_in.h"
#include "update_judge.h"
#include "update_tell.h"
#include "update_work.h"

enum {
	NLRI_BATCH	= 64,		/* NLRI looked ahead for the caches */
	KEYS_OCTETS	= 4 * NLRI_ROOM,	/* of them */
	SLICE_MS	= 4,
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
		work_reset(w, NOTIFY_CEASE, CEASE_MAX_PREFIX,
		    "prefix limit exceeded", data, sizeof(data));
		return -1;
	}
	if (l->warn != 0 && (w->p->parse->warned & 1ULL << f) == 0 &&
	    held >= (uint64_t)l->max * l->warn / 100) {
		w->p->parse->warned |= 1ULL << f;
		work_note(w, NOTE_LIMIT, "prefix limit nearly reached",
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
	notes = work_notes(w);
	if (update_note_due(notes, NOTE_PREFIX))
		update_note_line(notes, w->p, NOTE_PREFIX,
		    "prefix is not of hosts, ignored",
		    prefix_print(prefix, text, sizeof(text)));
	if (w->fault.verdict < OFFENCE_IGNORED) {
		work_blame(w, OFFENCE_IGNORED, 0, "prefix is not of hosts");
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
		work_blame(w, OFFENCE_IGNORED, 0, "an NLRI is not taken");
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

static uint32_t
attrs_for(const struct work *w, enum family f)
{
	return w->marked != 0 && role_is_about(f) ? w->marked : w->attrs;
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
	res = adj_rib_in_set(w->rde->in, w->p, n, attrs_for(w, t->family),
	    nexthop);
	if (keyed)
		nexthops_unref(w->rde->nexthops, nexthop);
	if (adj_rib_in_full(res) != NULL) {
		work_reset(w, NOTIFY_CEASE, CEASE_RESOURCES,
		    adj_rib_in_full(res), NULL, 0);
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
		.marked = w->marked,
	};

	if (feed_wants_update(w->rde->feed, w->p, EVENT_RECEIVE))
		update_tell(w->rde, w->p, &t);
}

/* --- slices ------------------------------------------------------------ */

static void
begin(struct update_in *u, struct rbuf msg)
{
	u->busy = true;
	u->work = (struct work){ .rde = u->rde, .p = u->p, .msg = msg,
	    .keys = &u->keys,
	    .reach = FAMILY_NONE, .unreach = FAMILY_NONE };
	if (work_judge(&u->work) == -1)
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
		    work_has_path_ids(w));
	attrs_unref(u->rde->attrs, w->attrs);
	attrs_unref(u->rde->attrs, w->marked);
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
	/* RFC 8669 4: from outside only where that is configured. */
	x->profile.prefix_sid = !x->profile.ebgp || p->conf.prefix_sid;
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
