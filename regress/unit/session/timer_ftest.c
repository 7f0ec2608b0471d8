/* SPDX-License-Identifier: ISC */
/*
 * Timers on a fake clock: hold, keepalive, send hold, connect retry, and the
 * back-off; the neighbour's octets are moved by hand.
 */
#include <fcntl.h>

#include "fake/fake.h"
#include "harness.h"
#include "timer.h"

static uint32_t
least(void)
{
	return 0;
}

static void
settle(struct harness *h)
{
	unsigned i;

	for (i = 0; i < 2; i++)
		if (h->p->conn[i].fd != -1)
			fake_io_fire_fd(h->p->conn[i].fd,
			    LOOP_READ | LOOP_WRITE);
	fake_run_tasks();
}

static void
up(struct harness *h)
{
	uint8_t msg[MSG_EXTENDED_MAX];
	size_t len;

	peer_start(h->p);
	h->peer_fd = incoming(h);
	say_open(h, h->peer_fd, 0x0a000003);
	settle(h);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	settle(h);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
}

static void
back_off_and_jitter(void **state)
{
	static const int64_t want[] = {
		0, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000
	};
	struct engine e = { .random = no_random };
	uint32_t i;

	(void)state;
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		assert_int_equal(timer_back_off(&e, i), want[i]);
	assert_int_equal(timer_back_off(&e, 4000000000U), 60000);
	e.random = least;
	assert_int_equal(timer_jitter(&e, 1000), 750);
	assert_int_equal(timer_back_off(&e, 2), 1500);
}

static void
hold_timer(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;

	(void)state;
	c.hold_time = 9;
	h = harness_new(&c);
	up(h);
	fake_advance(8900);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	settle(h);
	fake_advance(8900);		/* counted from the last message */
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	fake_advance(200);
	expect_notification(h->peer_fd, NOTIFY_HOLD, 0);
	harness_free(h);
}

/* We must not kill a neighbour for our own slowness. */
static void
hold_timer_while_octets_wait(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	size_t len;
	int fd;

	(void)state;
	c.hold_time = 9;
	h = harness_new(&c);
	up(h);
	fd = h->p->est->fd;
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	fake_advance(20000);		/* it lies in the socket, unread */
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_true(h->p->hold_deferred > 0);
	fake_io_fire_fd(fd, LOOP_READ);
	fake_advance(8000);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	while (hear(h->peer_fd, msg, &len) == MSG_KEEPALIVE)
		;
	fake_advance(2000);
	expect_notification(h->peer_fd, NOTIFY_HOLD, 0);
	harness_free(h);
}

static void
keepalives(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	size_t len, i;

	(void)state;
	c.hold_time = 9;
	h = harness_new(&c);
	up(h);
	for (i = 0; i < 20; i++) {
		say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
		settle(h);
		fake_advance(3000);
		assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
		assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	}
	harness_free(h);
}

static void
open_never_comes(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	int fd;

	(void)state;
	peer_start(h->p);
	fd = incoming(h);
	fake_advance(239000);
	assert_int_equal(peer_state(h->p), ST_OPEN_SENT);
	fake_advance(1100);
	expect_notification(fd, NOTIFY_HOLD, 0);
	close(fd);
	harness_free(h);
}

static void
a_dial_that_hangs(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint32_t attempt;

	(void)state;
	peer_start(h->p);
	attempt = h->p->conn[0].attempt;
	fake_advance(31000);
	assert_int_equal(h->p->conn[0].attempt, attempt + 1);
	assert_int_equal(h->p->fails, 1);
	assert_int_equal(h->p->conn[0].state, ST_CONNECT);
	harness_free(h);
}

/* RFC 9687: nothing goes for max(480 s, 2 x hold). */
static void
send_hold(void **state)
{
	static uint8_t run[60000];
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	unsigned i;

	(void)state;
	up(h);
	memset(run, 0xff, 16);
	run[16] = 60000 >> 8;
	run[17] = 60000 & 0xff;
	run[18] = MSG_UPDATE;
	while (!h->p->est->blocked)
		conn_send(h->p->est, run, sizeof(run), true);
	for (i = 0; i < 47; i++) {
		say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
		settle(h);
		fake_advance(10000);
	}
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	fake_advance(11000);
	assert_null(h->p->est);
	assert_int_equal(h->p->err_sent[0], NOTIFY_SEND_HOLD);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(back_off_and_jitter),
		cmocka_unit_test(hold_timer),
		cmocka_unit_test(hold_timer_while_octets_wait),
		cmocka_unit_test(keepalives),
		cmocka_unit_test(open_never_comes),
		cmocka_unit_test(a_dial_that_hangs),
		cmocka_unit_test(send_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
