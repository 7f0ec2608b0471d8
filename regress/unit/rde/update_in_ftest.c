/* SPDX-License-Identifier: ISC */
/*
 * Batches that take longer than a slice: nothing else of the session engine
 * is read before they are done, whatever happens to the neighbour meanwhile,
 * and what is held in the end is what it would be at once.
 */
#include "rig.h"

#include "bgp/message.h"
#include "fake/fake.h"

enum { PREFIXES = 20000 };

struct world {
	struct rig	r;
	struct peer	*p;
	int		near_fd;
	uint8_t		msg[MSG_EXTENDED_MAX];
	size_t		len;
};

static void
setup(struct world *w)
{
	rig_init(&w->r);
	w->near_fd = w->r.far_fd - 1;	/* made as a pair */
	assert_int_not_equal(fake_io_wanted(w->near_fd) & LOOP_READ, 0);
	w->p = rig_peer_up(&w->r, 1);
	fake_run_tasks();
	fake_clock_looks(1);
}

static void
teardown(struct world *w)
{
	struct rde *r = &w->r.rde;
	struct peer *p;

	fake_clock_looks(0);
	while ((p = peers_next(r->peers, 0)) != NULL)
		sessions_peer_removed(r, p);
	fake_run_tasks();
	rig_free_all(&w->r);
}

/* One UPDATE: that many withdraws, and announcements of the others. */
static void
compose(struct world *w, unsigned withdraws, unsigned announces)
{
	static const uint8_t attrs[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	struct wbuf m;
	size_t begin;
	unsigned i;

	wbuf_fixed(&m, w->msg, sizeof(w->msg));
	begin = message_begin(&m, MSG_UPDATE);
	wbuf_u16(&m, (uint16_t)(withdraws * 3));
	for (i = 0; i < withdraws; i++) {
		wbuf_u8(&m, 16);
		wbuf_u16(&m, (uint16_t)i);
	}
	wbuf_u16(&m, sizeof(attrs));
	wbuf_bytes(&m, attrs, sizeof(attrs));
	for (i = 0; i < announces; i++) {
		wbuf_u8(&m, 16);
		wbuf_u16(&m, (uint16_t)(withdraws + i));
	}
	message_end(&m, begin);
	assert_false(m.failed);
	w->len = m.len;
}

static uint32_t
held(const struct world *w)
{
	return adj_rib_in_held(w->p, FAMILY_IPV4_UNICAST);
}

static void
say(struct world *w, uint16_t type, const void *p, size_t n)
{
	assert_int_equal(link_sync_send(w->r.far, type, 1, w->p->gen, p, n),
	    0);
}

static uint32_t
taken(struct world *w)
{
	struct link_msg m;
	uint32_t n;

	if (!rig_far(&w->r, SR_TAKEN, &m))
		return 0;
	assert_int_equal(rbuf_host(&m.body, &n, sizeof(n)), 0);
	return n;
}

static bool
rests(const struct world *w)
{
	return (fake_io_wanted(w->near_fd) & LOOP_READ) == 0;
}

static void
takes_a_long_message_in_slices(void **state)
{
	static struct world w;
	uint32_t before = 0, passes = 0;

	(void)state;
	setup(&w);
	compose(&w, 0, PREFIXES);
	say(&w, SR_UPDATES, w.msg, w.len);
	compose(&w, PREFIXES / 2, 1);
	say(&w, SR_UPDATES, w.msg, w.len);
	fake_io_fire_fd(w.near_fd, LOOP_READ);
	for (; rests(&w) && held(&w) >= before; passes++) {
		/* So much at a time, and no credit before the end. */
		assert_true(held(&w) - before <= 8 * 64);
		before = held(&w);
		assert_int_equal(taken(&w), 0);
		fake_run_pass();
	}
	assert_true(passes > 10);
	/* The second one waited for all of the first. */
	fake_run_tasks();
	assert_false(rests(&w));
	assert_int_equal(held(&w), PREFIXES / 2);
	assert_int_equal(taken(&w), 23 + 20 + 3 * PREFIXES);
	assert_int_equal(taken(&w), w.len);
	teardown(&w);
}

/* What it says behind them comes behind them. */
static void
ends_a_session_behind_its_updates(void **state)
{
	struct sr_down d = { .why = SR_DOWN_PLAIN };
	static struct world w;

	(void)state;
	setup(&w);
	compose(&w, 0, PREFIXES);
	say(&w, SR_UPDATES, w.msg, w.len);
	say(&w, SR_DOWN, &d, sizeof(d));
	fake_io_fire_fd(w.near_fd, LOOP_READ);
	assert_true(rests(&w));
	assert_true(w.p->up);
	fake_run_tasks();
	assert_false(w.p->up);
	assert_int_equal(w.p->count.updates_in, PREFIXES);
	assert_int_equal(held(&w), 0);
	teardown(&w);
}

/* A reload removes the neighbour, or its session ends, in the midst of it. */
static void
drops_what_is_unfinished(void **state)
{
	static struct world w;
	struct negotiated neg = rig_neg(1);

	(void)state;
	setup(&w);
	compose(&w, 0, PREFIXES);
	say(&w, SR_UPDATES, w.msg, w.len);
	fake_io_fire_fd(w.near_fd, LOOP_READ);
	fake_run_pass();
	assert_true(rests(&w));
	sessions_down(&w.r.rde, w.p, SR_DOWN_PLAIN);
	assert_false(rests(&w));
	sessions_up(&w.r.rde, w.p, 2, &neg);
	fake_run_tasks();
	assert_int_equal(held(&w), 0);
	say(&w, SR_UPDATES, w.msg, w.len);
	fake_io_fire_fd(w.near_fd, LOOP_READ);
	fake_run_pass();
	assert_true(rests(&w));
	sessions_peer_removed(&w.r.rde, w.p);
	assert_false(rests(&w));
	teardown(&w);
}

/* The session engine dies in the midst of it. */
static void
outlives_the_link(void **state)
{
	static struct world w;

	(void)state;
	setup(&w);
	w.p->neg.gr = 0;
	compose(&w, 0, PREFIXES);
	say(&w, SR_UPDATES, w.msg, w.len);
	fake_io_fire_fd(w.near_fd, LOOP_READ);
	fake_run_pass();
	assert_true(held(&w) > 0 && held(&w) < PREFIXES);
	session_link_close(&w.r.rde);
	assert_false(w.p->up);
	fake_run_tasks();
	assert_true(held(&w) > 0 && held(&w) < PREFIXES);
	teardown(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_long_message_in_slices),
		cmocka_unit_test(ends_a_session_behind_its_updates),
		cmocka_unit_test(drops_what_is_unfinished),
		cmocka_unit_test(outlives_the_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
