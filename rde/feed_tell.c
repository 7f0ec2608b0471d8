/* SPDX-License-Identifier: ISC */
/*
 * Who wants an event, in which form, and what happens when it does not fit:
 * from then on the program lags behind this neighbour (see feed_state.h).
 */
#include "base/log.h"
#include "bgp/message.h"
#include "feed_octets.h"
#include "feed_tell.h"
#include "program_io.h"

enum { NOTE_EVERY_MS = 60 * 1000 };

static_assert((int)EVENT_PARSED == (int)CONF_API_PARSED &&
    (int)EVENT_PACKETS == (int)CONF_API_PACKETS &&
    (int)EVENT_CONSOLIDATE == (int)CONF_API_CONSOLIDATE, "the same bits");

uint16_t
feed_flags(const struct wants *w, enum event_direction direction)
{
	return direction == EVENT_SEND ? w->send : w->receive;
}

static uint16_t
type_flag(const struct event *e)
{
	static const uint16_t flags[] = {
		[MSG_OPEN] = CONF_API_OPEN, [MSG_UPDATE] = CONF_API_UPDATE,
		[MSG_NOTIFICATION] = CONF_API_NOTIFICATION,
		[MSG_KEEPALIVE] = CONF_API_KEEPALIVE,
		[MSG_REFRESH] = CONF_API_REFRESH,
		[MSG_OPERATIONAL] = CONF_API_OPERATIONAL,
	};
	uint8_t type = MSG_UPDATE;

	if (e->kind == EVENT_MESSAGE && e->message.left >= MSG_HEADER)
		type = message_type(e->message.p);
	return type < sizeof(flags) / sizeof(flags[0]) ? flags[type] : 0;
}

/* What is wanted of it, as flags of forms; 0 for a message: nothing. */
static bool
is_wanted(const struct wants *w, const struct event *e, uint16_t *flags)
{
	static const uint8_t others[EVENT_KINDS] = {
		[EVENT_CONNECTED] = WANT_CHANGES, [EVENT_UP] = WANT_CHANGES,
		[EVENT_DOWN] = WANT_CHANGES, [EVENT_FSM] = WANT_FSM,
		[EVENT_NEGOTIATED] = WANT_NEGOTIATED,
		[EVENT_SIGNAL] = WANT_SIGNAL,
	};

	*flags = 0;
	if (e->kind != EVENT_MESSAGE && e->kind != EVENT_UPDATE)
		return (w->other & others[e->kind]) != 0;
	*flags = feed_flags(w, e->direction);
	if ((*flags & type_flag(e)) == 0)
		return false;
	return (*flags & (EVENT_PARSED | EVENT_PACKETS |
	    EVENT_CONSOLIDATE)) != 0;
}

/* How many events one is, where it is not written. */
static unsigned
count_of(uint16_t flags)
{
	return (flags & EVENT_CONSOLIDATE) == 0 &&
	    (flags & EVENT_PARSED) != 0 && (flags & EVENT_PACKETS) != 0 ?
	    2 : 1;
}

static void
note(struct program_feed *pf)
{
	monotime_t now = clock_coarse();

	if (monotime_is_set(pf->noted) &&
	    monotime_diff_ms(now, pf->noted) < NOTE_EVERY_MS)
		return;
	pf->noted = now;
	log_warn("program %s: does not read fast enough: what it misses is "
	    "made up for when it has read", pf->pr->conf.name);
}

void
feed_lag_begin(struct feed *f, struct program *pr, struct peer *p,
    uint64_t lost)
{
	struct program_feed *pf = pr->feed;

	if (lost > 0)
		note(pf);
	feed_lag_set(pf, p->id, FEED_LAGGING);
	pf->v[p->id].lost += lost;
	loop_task_wake(f->task);
}

static void
deliver(struct feed *f, struct peer *p, struct program *pr,
    const struct feed_lines *l)
{
	if (l->too_long ||
	    (l->octets.len > 0 && !program_event(pr->io, l->octets.p,
	    l->octets.len)))
		feed_lag_begin(f, pr, p, l->events > 0 ? l->events : 1);
}

/* In the middle of a walk: what of it is behind the walk already. */
static void
deliver_passed(struct feed *f, struct peer *p, const struct subscription *s,
    const struct event *e, const struct event_form *form)
{
	struct event_update u = *e->u.update;
	struct event part = *e;
	bool whole;

	/* The walk itself ends with it. */
	if (u.eor || !feed_octets_passed(s->program->feed, p->id, &u,
	    &f->nlri, &whole))
		return;
	part.u.update = &u;
	if (!whole && part.message.left > 0)
		part.message = feed_octets_message(&f->message, &u);
	feed_encoder_next(&f->own);
	deliver(f, p, s->program, feed_encode(&f->own, form, &f->daemon,
	    &part, &p->feed->counter));
}

/* Equal forms have equal shapes, so this one is made once as well. */
static void
deliver_down(struct feed *f, struct peer *p, struct program *pr,
    const struct event *e, const struct event_form *form)
{
	struct event down = *e;

	down.u.reason = feed_reason_of(p, pr);
	deliver(f, p, pr, feed_encode(&f->encoder, form, &f->daemon, &down,
	    &p->feed->counter));
}

static void
tell_program(struct feed *f, struct peer *p, const struct subscription *s,
    const struct event *e, uint16_t flags)
{
	struct event_form form = feed_form(s, flags);
	struct program *pr = s->program;
	struct feed_lag *lag = feed_lag_find(pr->feed, p->id);

	if (lag != NULL && lag->standing == FEED_LAGGING)
		lag->lost += count_of(flags);
	else if (lag != NULL && e->kind == EVENT_UPDATE &&
	    e->direction == EVENT_RECEIVE)
		deliver_passed(f, p, s, e, &form);
	else if (e->kind == EVENT_DOWN)
		deliver_down(f, p, pr, e, &form);
	else
		deliver(f, p, pr, feed_encode(&f->encoder, &form, &f->daemon,
		    e, &p->feed->counter));
}

static bool
hears(const struct program *pr)
{
	return pr->feed != NULL && pr->io != NULL && !pr->stopping &&
	    !program_io_is_deaf(pr->io);
}

void
feed_tell(struct feed *f, struct peer *p, struct event *e)
{
	const struct subscriptions *all = subscriptions_of(
	    programs_subscriptions(f->rde->programs), p);
	struct event_peer who;
	uint16_t flags;
	unsigned i;

	if (all == NULL || !is_wanted(&all->any, e, &flags))
		return;
	feed_identity(p, &who);
	e->peer = &who;
	feed_encoder_next(&f->encoder);
	for (i = 0; i < all->n; i++)
		if (hears(all->v[i].program) &&
		    is_wanted(&all->v[i].wants, e, &flags))
			tell_program(f, p, &all->v[i], e, flags);
	e->peer = NULL;
}

void
feed_tell_one(struct feed *f, struct peer *p, const struct subscription *s,
    struct event *e)
{
	const struct event_form form = feed_form(s,
	    feed_flags(&s->wants, e->direction));
	const struct feed_lines *l;
	struct event_peer who;

	feed_identity(p, &who);
	e->peer = &who;
	feed_encoder_next(&f->own);
	l = feed_encode(&f->own, &form, &f->daemon, e, &p->feed->counter);
	if (l->octets.len > 0)
		program_event_force(s->program->io, l->octets.p,
		    l->octets.len);
	e->peer = NULL;
}
