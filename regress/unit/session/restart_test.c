/* SPDX-License-Identifier: ISC */
/* R in OPEN: to whom, and until when (RFC 4724 3, 4.1). */
#include "clone.h"
#include "harness.h"
#include "restart.h"

static struct conf_neighbor
graceful_conf(void)
{
	struct conf_neighbor c = sample_conf();

	c.gr_time = 120;
	return c;
}

static void
lose_session(struct harness *h)
{
	close(h->peer_fd);
	h->peer_fd = -1;
	turn(h, 20);
	assert_int_not_equal(peer_state(h->p), ST_ESTABLISHED);
}

static bool
open_had_it(const struct harness *h)
{
	return h->p->est->neg->we_restarting != 0;
}

static void
only_after_a_restart(void **state)
{
	struct conf_neighbor c = graceful_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	establish(h);
	assert_false(open_had_it(h));
	harness_free(h);
}

/* A session that ends before End-of-RIB changes nothing. */
static void
until_all_was_said(void **state)
{
	struct conf_neighbor c = graceful_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	restart_begins(&h->e, clock_now());
	establish(h);
	assert_true(open_had_it(h));
	lose_session(h);
	establish(h);
	assert_true(open_had_it(h));
	peer_said_all(h->p);
	lose_session(h);
	establish(h);
	assert_false(open_had_it(h));
	/* And anew when the next engine dies. */
	lose_session(h);
	restart_begins(&h->e, clock_now());
	establish(h);
	assert_true(open_had_it(h));
	harness_free(h);
}

/* Not when End-of-RIB waits behind a table, but when it has gone out. */
static void
not_before_it_has_gone_out(void **state)
{
	static const uint8_t body[4096 - MSG_HEADER];
	static uint8_t batch[SR_BATCH_MAX];
	struct conf_neighbor c = graceful_conf();
	struct harness *h = harness_new(&c);
	struct wbuf w;
	size_t at;
	ssize_t n;

	(void)state;
	restart_begins(&h->e, clock_now());
	establish(h);
	wbuf_fixed(&w, batch, sizeof(batch));
	while (w.len + 4096 <= sizeof(batch)) {
		at = message_begin(&w, MSG_UPDATE);
		wbuf_bytes(&w, body, sizeof(body));
		message_end(&w, at);
	}
	do {
		conn_send(h->p->est, batch, w.len, true);
	} while (h->p->est->out_bytes == 0);
	peer_said_all(h->p);
	assert_true(restart_shows(h->p));
	while (h->p->est->out_bytes > 0) {
		while ((n = read(h->peer_fd, batch, sizeof(batch))) > 0)
			;
		turn(h, 1);
	}
	assert_false(restart_shows(h->p));
	harness_free(h);
}

static void
until_they_have_given_up(void **state)
{
	struct conf_neighbor c = graceful_conf();
	struct harness *h = harness_new(&c);
	monotime_t now = clock_now();

	(void)state;
	restart_begins(&h->e, monotime_add_ms(now, -119 * 1000));
	assert_true(restart_shows(h->p));
	restart_begins(&h->e, monotime_add_ms(now, -121 * 1000));
	assert_false(restart_shows(h->p));
	h->p->conf.gr_time = 0;
	restart_begins(&h->e, now);
	assert_false(restart_shows(h->p));
	harness_free(h);
}

/* One of a range is another each time it comes. */
static void
also_to_those_of_a_range(void **state)
{
	struct conf_neighbor c = graceful_conf();
	struct addr a = addr_v4(0xc0000207), b = addr_v4(0xc0000208);
	struct harness *h;
	struct peer *p;

	(void)state;
	c.remote_plen = 24;
	c.remote = addr_v4(0xc0000200);
	c.clone_first = 10;
	c.clones = 5;
	h = harness_new(&c);
	restart_begins(&h->e, clock_now());
	p = clone_new(h->p, &a);
	assert_true(restart_shows(p));
	restart_said_all(p);
	assert_false(restart_shows(p));
	clone_free(p);
	p = clone_new(h->p, &b);
	assert_true(restart_shows(p));
	clone_free(p);
	p = clone_new(h->p, &a);
	assert_false(restart_shows(p));
	restart_said_all(p);
	assert_int_equal(h->e.ntold, 1);
	restart_begins(&h->e, clock_now());
	assert_true(restart_shows(p));
	clone_free(p);
	harness_free(h);
}

static void
a_range_is_remembered_up_to_a_bound(void **state)
{
	struct conf_neighbor c = graceful_conf();
	struct harness *h;
	struct peer *p;
	struct addr a;
	uint32_t i;

	(void)state;
	c.remote_plen = 8;
	c.remote = addr_v4(0x0a000000);
	c.clone_first = 10;
	c.clones = 5;
	h = harness_new(&c);
	restart_begins(&h->e, clock_now());
	for (i = 1; i < 6000; i++) {
		a = addr_v4(0x0a000000 + i);
		p = clone_new(h->p, &a);
		restart_said_all(p);
		clone_free(p);
	}
	assert_int_equal(h->e.ntold, 4096);
	assert_false(restart_shows(clone_new(h->p, &(struct addr){
	    .af = ADDR_V4, .b = { 10, 255, 0, 1 } })));
	clone_free(peer_by_id(&h->e, 10));
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_after_a_restart),
		cmocka_unit_test(until_all_was_said),
		cmocka_unit_test(not_before_it_has_gone_out),
		cmocka_unit_test(until_they_have_given_up),
		cmocka_unit_test(also_to_those_of_a_range),
		cmocka_unit_test(a_range_is_remembered_up_to_a_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
