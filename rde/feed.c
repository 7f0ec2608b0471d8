/* SPDX-License-Identifier: ISC */
/* Facts, as they come, and programs, as they come and go. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/message.h"
#include "event/event_read.h"
#include "feed_resync.h"
#include "feed_tell.h"
#include "path/attr.h"
#include "update_out.h"

static const struct program_ops listener;
static void	on_sent(void *arg, struct peer *p, struct rbuf octets);

struct feed *
feed_new(struct rde *rde)
{
	struct feed *f = xcalloc(1, sizeof(*f));
	struct program *pr;

	f->rde = rde;
	feed_encoder_init(&f->encoder);
	feed_encoder_init(&f->own);
	wbuf_growable(&f->message, (size_t)MSG_EXTENDED_MAX * 2);
	wbuf_growable(&f->nlri, (size_t)MSG_EXTENDED_MAX * 2);
	wbuf_growable(&f->canon, ATTR_SET_MAX * 2);
	feed_resync_new(f);
	programs_listen(rde->programs, &listener, f);
	update_out_set_watch(rde->out, on_sent, f);
	for (pr = programs_next(rde->programs, NULL); pr != NULL;
	    pr = programs_next(rde->programs, pr))
		if (pr->io != NULL)
			listener.started(f, pr);
	return f;
}

static void
drop_program(struct program *pr)
{
	if (pr->feed == NULL)
		return;
	free(pr->feed->v);
	free(pr->feed);
	pr->feed = NULL;
}

void
feed_free(struct feed *f)
{
	if (f == NULL)
		return;
	update_out_set_watch(f->rde->out, NULL, NULL);
	feed_resync_free(f);
	feed_encoder_fini(&f->encoder);
	feed_encoder_fini(&f->own);
	wbuf_free(&f->message);
	wbuf_free(&f->nlri);
	wbuf_free(&f->canon);
	free(f);
}

/* --- programs ------------------------------------------------------------- */

/* Of a neighbour that was there before it was asked about. */
static void
catches_up(struct feed *f, struct program *pr, struct peer *p)
{
	const struct subscription *s = subscription_find(
	    programs_subscriptions(f->rde->programs), p, pr);
	struct event e = { .kind = EVENT_FSM, .time_us = clock_wall_us() };

	if (pr->conf.on_lag == CONF_LAG_DROP || p->feed == NULL || s == NULL)
		return;
	if ((s->wants.other & WANT_FSM) != 0 && p->feed->fsm != 0) {
		e.u.fsm = (enum event_fsm)p->feed->fsm;
		feed_tell_one(f, p, s, &e);
	}
	if (!p->up)
		return;
	feed_lag_begin(f, pr, p, 0);
	pr->feed->v[p->id].fresh = 1;
}

static void
on_started(void *arg, struct program *pr)
{
	struct feed *f = arg;
	const struct pr_identity *who = programs_who(f->rde->programs);
	struct peer *p;

	f->daemon = (struct event_daemon){ .host = who->host,
	    .pid = who->pid, .ppid = who->ppid };
	pr->feed = xcalloc(1, sizeof(*pr->feed));
	pr->feed->pr = pr;
	for (p = peers_next(f->rde->peers, 0); p != NULL;
	    p = peers_next(f->rde->peers, p->id + 1U))
		if (program_may(pr, p))
			catches_up(f, pr, p);
}

static void
on_ended(void *arg, struct program *pr)
{
	(void)arg;
	drop_program(pr);
}

static void
on_drained(void *arg, struct program *pr)
{
	struct feed *f = arg;

	(void)pr;
	loop_task_wake(f->task);
}

/* Who asks for a neighbour from now on has missed what it said. */
static void
on_configured(void *arg, const struct subscription_table *before)
{
	struct feed *f = arg;
	const struct subscriptions *s;
	struct program *pr;
	struct peer *p;
	unsigned i;

	for (p = peers_next(f->rde->peers, 0); p != NULL;
	    p = peers_next(f->rde->peers, p->id + 1U)) {
		s = subscriptions_of(programs_subscriptions(f->rde->programs),
		    p);
		for (i = 0; s != NULL && i < s->n; i++) {
			pr = s->v[i].program;
			if (pr->feed != NULL &&
			    subscription_find(before, p, pr) == NULL)
				catches_up(f, pr, p);
		}
	}
}

static const struct program_ops listener = {
	.started = on_started, .ended = on_ended, .drained = on_drained,
	.configured = on_configured,
};

/* --- neighbours ----------------------------------------------------------- */

void
feed_peer_added(struct feed *f, struct peer *p)
{
	if (f != NULL)
		p->feed = xcalloc(1, sizeof(*p->feed));
}

static void
each_program(struct feed *f, struct peer *p,
    void (*fn)(struct feed *, struct program *, struct peer *))
{
	struct program *pr;

	for (pr = programs_next(f->rde->programs, NULL); pr != NULL;
	    pr = programs_next(f->rde->programs, pr))
		if (pr->feed != NULL)
			fn(f, pr, p);
}

static void
forget_reason(struct peer_feed *pf)
{
	free(pf->reason);
	free(pf->reason_4_json);
	free(pf->reason_4_text);
	pf->reason = pf->reason_4_json = pf->reason_4_text = NULL;
}

void
feed_peer_removed(struct feed *f, struct peer *p)
{
	if (f == NULL || p->feed == NULL)
		return;
	each_program(f, p, feed_resync_forget);
	forget_reason(p->feed);
	free(p->feed);
	p->feed = NULL;
}

/* --- facts ---------------------------------------------------------------- */

static struct event
now(enum event_kind kind)
{
	return (struct event){ .kind = kind, .time_us = clock_wall_us() };
}

static bool
is_fed(const struct feed *f, const struct peer *p)
{
	return f != NULL && p->feed != NULL;
}

static const struct negotiated *
negotiated_of(const struct peer *p)
{
	if (p->up)
		return &p->neg;
	return p->feed->has_neg ? &p->feed->neg : NULL;
}

static void
tell(struct feed *f, struct peer *p, struct event *e)
{
	e->negotiated = negotiated_of(p);
	feed_tell(f, p, e);
}

void
feed_connected(struct feed *f, struct peer *p, const struct addr *local)
{
	struct event e = now(EVENT_CONNECTED);

	if (!is_fed(f, p))
		return;
	p->feed->local = *local;
	p->feed->has_neg = false;
	tell(f, p, &e);
}

void
feed_fsm(struct feed *f, struct peer *p, unsigned state, int64_t wall_us)
{
	struct event e = { .kind = EVENT_FSM, .time_us = wall_us };

	if (!is_fed(f, p) || state < EVENT_IDLE || state > EVENT_ESTABLISHED)
		return;
	e.u.fsm = (enum event_fsm)state;
	p->feed->fsm = (uint8_t)state;
	tell(f, p, &e);
}

void
feed_message(struct feed *f, struct peer *p, enum event_direction direction,
    int64_t wall_us, struct rbuf message)
{
	struct event e = { .kind = EVENT_MESSAGE, .direction = direction,
	    .time_us = wall_us, .message = message };

	if (is_fed(f, p))
		tell(f, p, &e);
}

void
feed_negotiated(struct feed *f, struct peer *p, const struct negotiated *neg)
{
	struct event e = now(EVENT_NEGOTIATED);

	if (!is_fed(f, p))
		return;
	p->feed->neg = *neg;
	p->feed->has_neg = true;
	tell(f, p, &e);
}

static char *
sentence(const char *brackets, const char *how, const char *why, int n)
{
	char *s;

	if (asprintf(&s, "peer reset, message %c%s%c error%c%.*s%c",
	    brackets[0], how, brackets[1], brackets[0], n, why,
	    brackets[1]) == -1)
		fatal("out of memory");
	return s;
}

/*
 * As ExaBGP 4.2 and later ones would say it; its JSON has no brackets.  A
 * session that never was has no SR_DOWN, but ExaBGP says "down" of it as well.
 */
void
feed_reason(struct feed *f, struct peer *p, struct rbuf text)
{
	const char *how = (const char *)text.p, *why = "";
	size_t n = strnlen(how, text.left);
	struct event e = now(EVENT_DOWN);
	struct peer_feed *pf = p->feed;
	int left = 0;

	if (!is_fed(f, p))
		return;
	if (n < text.left) {
		why = how + n + 1;
		left = (int)(text.left - n - 1);
	}
	forget_reason(pf);
	pf->reason = xmalloc(n + 1);
	memcpy(pf->reason, how, n);
	pf->reason[n] = '\0';
	pf->reason_4_json = sentence("()", pf->reason, why, left);
	pf->reason_4_text = sentence("[]", pf->reason, why, left);
	if (!p->up)
		tell(f, p, &e);
}

void
feed_up(struct feed *f, struct peer *p)
{
	struct event e = now(EVENT_UP);

	if (!is_fed(f, p))
		return;
	forget_reason(p->feed);
	tell(f, p, &e);
}

void
feed_down(struct feed *f, struct peer *p)
{
	struct event e = now(EVENT_DOWN);

	if (!is_fed(f, p))
		return;
	/* It is shown as it was. */
	p->feed->neg = p->neg;
	p->feed->has_neg = true;
	tell(f, p, &e);
	each_program(f, p, feed_resync_stop);
	p->feed->has_neg = false;
	p->feed->local = p->neg.local;
}

void
feed_signal(struct feed *f, int signo)
{
	struct event e = now(EVENT_SIGNAL);
	struct peer *p;

	if (f == NULL)
		return;
	e.u.signal = signo;
	for (p = peers_next(f->rde->peers, 0); p != NULL;
	    p = peers_next(f->rde->peers, p->id + 1U))
		if (p->feed != NULL && !conf_is_range(&p->conf))
			tell(f, p, &e);
}

/* --- UPDATEs -------------------------------------------------------------- */

bool
feed_wants_update(const struct feed *f, const struct peer *p,
    enum event_direction direction)
{
	const struct subscriptions *s;

	if (!is_fed(f, p))
		return false;
	s = subscriptions_of(programs_subscriptions(f->rde->programs), p);
	return s != NULL &&
	    (feed_flags(&s->any, direction) & CONF_API_UPDATE) != 0;
}

void
feed_update_in(struct feed *f, struct peer *p, const struct event_update *u,
    struct rbuf message)
{
	struct event e = now(EVENT_UPDATE);

	if (!is_fed(f, p))
		return;
	e.direction = EVENT_RECEIVE;
	e.message = message;
	e.u.update = u;
	tell(f, p, &e);
}

static void
tell_sent(struct feed *f, struct peer *p, struct rbuf message)
{
	const struct event_session session = { .as4 = p->neg.as4 != 0,
	    .add_path = p->neg.add_path_tx,
	    .enh_nexthop = p->neg.enh_nexthop };
	struct event e = now(EVENT_UPDATE);
	struct event_update u;
	struct rbuf body = message;

	wbuf_reset(&f->canon);
	if (rbuf_skip(&body, MSG_HEADER) == -1 ||
	    event_update_read(body, &session, &f->canon, &u) == -1)
		return;
	e.direction = EVENT_SEND;
	e.message = message;
	e.u.update = &u;
	tell(f, p, &e);
}

/* Whole messages, as they go to the neighbour. */
static void
on_sent(void *arg, struct peer *p, struct rbuf octets)
{
	struct feed *f = arg;
	struct rbuf message;

	if (!feed_wants_update(f, p, EVENT_SEND))
		return;
	while (octets.left >= MSG_HEADER) {
		if (rbuf_sub(&octets, message_len(octets.p), &message) == -1)
			return;
		if (message_type(message.p) == MSG_UPDATE)
			tell_sent(f, p, message);
	}
}
