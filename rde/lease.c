/* SPDX-License-Identifier: ISC */
/*
 * Leases end by CLOCK_BOOTTIME (clock.h), whether or not anybody is there to
 * see it.  A binary heap from index 1; an extra knows its place in it.  Each
 * lease is an entry that somebody may inject, so their bound is the heap's.
 */
#include <stdlib.h>

#include "base/log.h"
#include "lease.h"
#include "originate_store.h"

enum { SLICE_MS = 4, LOOK = 16, HEAP_MIN = 64 };

struct leases {
	struct originate	*o;
	struct loop_timer	*timer;
	void			(*expired)(struct originate *o, uint32_t extra);
	uint32_t		*heap;		/* 1..n */
	uint32_t		 n;
	uint32_t		 size;
};

static int64_t
when(const struct leases *l, uint32_t extra)
{
	const struct extra *t = extra_at(l->o, extra);

	return (int64_t)((uint64_t)t->expires_high << 32 | t->expires_low);
}

static void
put(struct leases *l, uint32_t at, uint32_t extra)
{
	l->heap[at] = extra;
	extra_at(l->o, extra)->heap = at;
}

static void
rise(struct leases *l, uint32_t at)
{
	uint32_t x = l->heap[at];

	while (at > 1 && when(l, l->heap[at / 2]) > when(l, x)) {
		put(l, at, l->heap[at / 2]);
		at /= 2;
	}
	put(l, at, x);
}

static void
sink(struct leases *l, uint32_t at)
{
	uint32_t x = l->heap[at], child;

	while ((child = at * 2) <= l->n) {
		if (child < l->n &&
		    when(l, l->heap[child + 1]) < when(l, l->heap[child]))
			child++;
		if (when(l, l->heap[child]) >= when(l, x))
			break;
		put(l, at, l->heap[child]);
		at = child;
	}
	put(l, at, x);
}

static void
arm(struct leases *l)
{
	int64_t ms;

	if (l->n == 0) {
		loop_timer_cancel(l->timer);
		return;
	}
	ms = when(l, l->heap[1]) - clock_now().ms;
	loop_timer_set(l->timer, ms < 0 ? 0 : ms);
}

static void
on_timer(void *arg)
{
	struct leases *l = arg;
	const monotime_t now = clock_now();
	unsigned n = 0;
	uint32_t x;

	while (l->n > 0) {
		x = l->heap[1];
		if (when(l, x) > now.ms || (++n % LOOK == 0 &&
		    monotime_diff_ms(clock_now(), now) >= SLICE_MS))
			break;
		leases_remove(l, x);
		l->expired(l->o, x);
	}
	arm(l);
}

struct leases *
leases_new(struct originate *o,
    void (*expired)(struct originate *o, uint32_t extra))
{
	struct leases *l = xcalloc(1, sizeof(*l));

	l->o = o;
	l->expired = expired;
	l->timer = loop_timer_new(o->rde->loop, on_timer, l);
	return l;
}

void
leases_free(struct leases *l)
{
	if (l == NULL)
		return;
	loop_timer_free(l->timer);
	free(l->heap);
	free(l);
}

void
leases_set_end(struct leases *l, uint32_t extra, monotime_t at)
{
	struct extra *t = extra_at(l->o, extra);

	t->expires_low = (uint32_t)at.ms;
	t->expires_high = (uint32_t)((uint64_t)at.ms >> 32);
}

void
leases_add(struct leases *l, uint32_t extra, monotime_t at)
{
	if (l->n + 1 >= l->size) {
		l->size = l->size == 0 ? HEAP_MIN : l->size * 2;
		l->heap = xreallocarray(l->heap, l->size, sizeof(*l->heap));
	}
	leases_set_end(l, extra, at);
	put(l, ++l->n, extra);
	rise(l, l->n);
	if (l->heap[1] == extra)
		arm(l);
}

void
leases_remove(struct leases *l, uint32_t extra)
{
	uint32_t at = extra_at(l->o, extra)->heap, last;

	if (at == 0)
		return;
	extra_at(l->o, extra)->heap = 0;
	last = l->heap[l->n--];
	if (last != extra) {
		put(l, at, last);
		rise(l, at);
		sink(l, extra_at(l->o, last)->heap);
	}
	if (at == 1)
		arm(l);
}

int64_t
leases_left(const struct leases *l, uint32_t extra)
{
	int64_t ms;

	if (extra == 0 || extra_at(l->o, extra)->heap == 0)
		return -1;
	ms = when(l, extra) - clock_now().ms;
	return ms < 0 ? 0 : ms;
}

int64_t
leases_end(const struct leases *l, uint32_t extra)
{
	return when(l, extra);
}

size_t
leases_bytes(const struct leases *l)
{
	return sizeof(*l) + l->size * sizeof(*l->heap);
}
