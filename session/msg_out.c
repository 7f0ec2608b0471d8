/* SPDX-License-Identifier: ISC */
/*
 * The output queue of a connection.  A filled buffer never waits for another
 * event: everything is written at once, and LOOP_WRITE is asked for only
 * after EAGAIN.  Keepalives go between any two messages of a table.
 */
#include <sys/uio.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "msg_out.h"
#include "peer.h"

enum {
	IOV_MAX_OURS	= 16,
	URGENT_MAX	= 64 * 1024,	/* of c->ctl: all but UPDATEs */
	RATE_MS		= 50,
	SEND_HOLD_MIN	= 480,		/* seconds, RFC 9687 */
};

void
msg_out_watch(struct conn *c)
{
	int what = 0;

	if (c->io == NULL)
		return;
	if (c->connecting)
		what = LOOP_WRITE;
	else {
		if (!c->paused)
			what |= LOOP_READ;
		if (c->blocked)
			what |= LOOP_WRITE;
	}
	loop_io_want(c->io, what);
}

static void
count_sent(struct conn *c, const uint8_t *p)
{
	uint8_t type = message_type(p);

	if (type >= 1 && type <= CTL_NTYPES)
		c->peer->sent[type - 1]++;
	if (type == MSG_REFRESH && message_len(p) >= MSG_REFRESH_MIN &&
	    p[MSG_REFRESH_AT_SUBTYPE] < REFRESH_SUBTYPES)
		c->peer->rr_sent[p[MSG_REFRESH_AT_SUBTYPE]]++;
}

void
msg_out_ctl(struct conn *c, const void *p, size_t len)
{
	if (c->ctl.max == 0)
		wbuf_growable(&c->ctl, URGENT_MAX);
	wbuf_bytes(&c->ctl, p, len);
	if (c->ctl.failed) {
		c->broken = true;	/* it does not read, and asks on */
		return;
	}
	count_sent(c, p);
	c->e->ops->message(c, true, p, len);
}

/* Whole messages only: what a sibling sends is checked before it is kept. */
static bool
run_is_whole(const uint8_t *p, size_t len)
{
	size_t at = 0;
	uint32_t n;

	while (at < len) {
		if (len - at < MSG_HEADER)
			return false;
		n = message_len(p + at);
		if (n < MSG_HEADER || n > len - at)
			return false;
		at += n;
	}
	return true;
}

static void
count_run(struct conn *c, const uint8_t *p, size_t len)
{
	size_t at;

	for (at = 0; at < len; at += message_len(p + at)) {
		count_sent(c, p + at);
		c->out_msgs++;
		if (message_type(p + at) != MSG_UPDATE)
			c->e->ops->message(c, true, p + at,
			    message_len(p + at));
	}
}

void
msg_out_updates(struct conn *c, const void *p, size_t len, bool credit)
{
	struct out_chunk *k;

	if (len == 0)
		return;
	if (len > SR_BATCH_MAX || c->out_bytes > 4 * SR_OUT_WINDOW ||
	    !run_is_whole(p, len)) {
		log_error("what the route engine sent is no run of messages");
		c->broken = true;
		return;
	}
	k = xmalloc(sizeof(*k) + len);
	memset(k, 0, sizeof(*k));
	k->len = (uint32_t)len;
	k->credit = credit;
	memcpy(k->data, p, len);
	STAILQ_INSERT_TAIL(&c->out, k, entry);
	c->out_bytes += k->len;
	count_run(c, p, len);
}

/* Octets of the half-written message that are still to go, 0: none. */
static uint32_t
half_left(const struct conn *c)
{
	const struct out_chunk *k = STAILQ_FIRST(&c->out);

	if (k == NULL || k->off == k->bound)
		return 0;
	return k->bound + message_len(k->data + k->bound) - k->off;
}

/* Refills by time, one second's worth at most. */
static void
refill(struct conn *c)
{
	uint32_t rate = c->peer->conf.rate_limit;
	monotime_t now = clock_now();
	int64_t due;

	if (!monotime_is_set(c->tokens_at)) {
		c->tokens_at = now;
		c->tokens = 1;
		return;
	}
	due = monotime_diff_ms(now, c->tokens_at) * rate / 1000;
	if (due <= 0)
		return;
	c->tokens_at = monotime_add_ms(c->tokens_at, due * 1000 / rate);
	if (due > rate)
		c->tokens_at = now;
	c->tokens = due + c->tokens > rate ? rate :
	    c->tokens + (uint32_t)due;
}

/* Octets of the head chunk that the rate limit lets through. */
static uint32_t
allowed(struct conn *c, const struct out_chunk *k)
{
	uint32_t at = k->bound, n;

	refill(c);
	for (n = 0; n < c->tokens && at < k->len; n++)
		at += message_len(k->data + at);
	return at - k->off;
}

static int
gather_updates(struct conn *c, struct iovec *v, int n)
{
	struct out_chunk *k;
	uint32_t len;

	if (c->peer->conf.rate_limit != 0) {
		k = STAILQ_FIRST(&c->out);
		if (k == NULL)
			return n;
		len = allowed(c, k);
		if (len == 0) {
			loop_timer_set(c->timers[TIMER_RATE], RATE_MS);
			return n;
		}
		v[n++] = (struct iovec){ k->data + k->off, len };
		return n;
	}
	STAILQ_FOREACH(k, &c->out, entry) {
		if (n == IOV_MAX_OURS)
			break;
		v[n++] = (struct iovec){ k->data + k->off, k->len - k->off };
	}
	return n;
}

static int
gather(struct conn *c, struct iovec v[IOV_MAX_OURS])
{
	struct out_chunk *k = STAILQ_FIRST(&c->out);
	uint32_t half = half_left(c);
	int n = 0;

	if (half != 0)
		v[n++] = (struct iovec){ k->data + k->off, half };
	if (c->ctl.len > c->ctl_off) {
		v[n++] = (struct iovec){ c->ctl.p + c->ctl_off,
		    c->ctl.len - c->ctl_off };
		if (half != 0)
			return n;
	} else if (half != 0)
		return n;
	return gather_updates(c, v, n);
}

static void
consume_ctl(struct conn *c, size_t *n)
{
	size_t take = c->ctl.len - c->ctl_off;

	if (take > *n)
		take = *n;
	c->ctl_off += (uint32_t)take;
	*n -= take;
	if (c->ctl_off == c->ctl.len) {
		wbuf_free(&c->ctl);
		c->ctl_off = 0;
		c->keepalive_due = false;
	}
}

/* Up to n octets of the head chunk; returns those that give credit. */
static uint32_t
consume_chunk(struct conn *c, size_t *n, uint32_t most)
{
	struct out_chunk *k = STAILQ_FIRST(&c->out);
	uint32_t take = k->len - k->off, len;
	uint32_t credit;

	if (take > most)
		take = most;
	if (take > *n)
		take = (uint32_t)*n;
	k->off += take;
	*n -= take;
	c->out_bytes -= take;
	credit = k->credit ? take : 0;
	while (k->bound < k->off) {
		len = message_len(k->data + k->bound);
		if (k->bound + len > k->off)
			break;
		k->bound += len;
		c->out_msgs--;
		if (c->tokens > 0)
			c->tokens--;
	}
	if (k->off == k->len) {
		STAILQ_REMOVE_HEAD(&c->out, entry);
		free(k);
	}
	return credit;
}

/* In the order in which gather put them. */
static uint32_t
consume(struct conn *c, size_t n)
{
	uint32_t half = half_left(c), credit = 0;

	if (half != 0)
		credit = consume_chunk(c, &n, half);
	if (n > 0 && c->ctl.len > c->ctl_off)
		consume_ctl(c, &n);
	while (n > 0)
		credit += consume_chunk(c, &n, UINT32_MAX);
	return credit;
}

static int64_t
send_hold_ms(const struct conn *c)
{
	int64_t s = 2 * (c->neg == NULL ? LARGE_HOLD_S : c->neg->hold_time);

	if (s == 0)
		return 0;
	return (s > SEND_HOLD_MIN ? s : SEND_HOLD_MIN) * 1000;
}

/* RFC 9687: runs while something waits and none of it goes. */
static void
watch_progress(struct conn *c, bool progress)
{
	struct loop_timer *t = c->timers[TIMER_SEND_HOLD];

	if (!c->blocked || send_hold_ms(c) == 0)
		loop_timer_cancel(t);
	else if (progress || !loop_timer_running(t))
		loop_timer_set(t, send_hold_ms(c));
}

void
msg_out_flush(struct conn *c)
{
	struct iovec v[IOV_MAX_OURS];
	uint32_t credit = 0;
	bool progress = false;
	ssize_t n;
	int iovs;

	if (c->fd == -1 || c->connecting || c->broken)
		return;
	c->blocked = false;
	while ((iovs = gather(c, v)) > 0) {
		n = writev(c->fd, v, iovs);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 && errno != EAGAIN && errno != EWOULDBLOCK)
			c->broken = true;
		if (n == -1) {
			c->blocked = !c->broken;
			break;
		}
		progress = true;
		c->last_write = clock_coarse();
		c->peer->last_write = c->last_write;
		credit += consume(c, (size_t)n);
	}
	watch_progress(c, progress);
	msg_out_watch(c);
	if (credit > 0)
		c->e->ops->drained(c, credit);
}

void
msg_out_rest(const struct conn *c, struct wbuf *w)
{
	const struct out_chunk *k = STAILQ_FIRST(&c->out);
	uint32_t half = half_left(c);

	if (half != 0)
		wbuf_bytes(w, k->data + k->off, half);
	if (c->ctl.len > c->ctl_off)
		wbuf_bytes(w, c->ctl.p + c->ctl_off, c->ctl.len - c->ctl_off);
}

void
msg_out_clear(struct conn *c)
{
	struct out_chunk *k;

	while ((k = STAILQ_FIRST(&c->out)) != NULL) {
		STAILQ_REMOVE_HEAD(&c->out, entry);
		free(k);
	}
	wbuf_free(&c->ctl);
	c->ctl_off = 0;
	c->out_bytes = c->out_msgs = 0;
	c->tokens = 0;
	c->tokens_at = (monotime_t){ 0 };
	c->keepalive_due = c->blocked = c->broken = false;
}

void
msg_out_forget_updates(struct conn *c)
{
	struct out_chunk *head = STAILQ_FIRST(&c->out), *k;
	uint32_t half = half_left(c);

	if (half != 0) {
		STAILQ_REMOVE_HEAD(&c->out, entry);
		head->len = head->off + half;
		head->credit = false;
	}
	while ((k = STAILQ_FIRST(&c->out)) != NULL) {
		STAILQ_REMOVE_HEAD(&c->out, entry);
		free(k);
	}
	if (half != 0)
		STAILQ_INSERT_HEAD(&c->out, head, entry);
	c->out_bytes = half;
	c->out_msgs = half != 0;
}
