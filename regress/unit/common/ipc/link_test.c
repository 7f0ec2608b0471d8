/* SPDX-License-Identifier: ISC */
/* Two links, or a link and a raw socket that misbehaves, on one real loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/seed.h"
#include "ipc/link.h"

enum { T_DATA = 1, T_FD = 2, T_FREE = 3, T_PAUSE = 4, T_SMALL = 5 };

static struct {
	struct loop	*l;
	struct loop_timer *limit;
	struct link	*k[2];
	int		 raw;		/* the other end of k[0] alone */
	unsigned	 got;
	size_t		 octets;
	uint32_t	 expect;	/* next peer number of T_DATA */
	unsigned	 fds;
	unsigned	 nofds;
	unsigned	 drains;
	int		 closed;	/* enum link_end, -1 open */
	unsigned	 nclosed;
	unsigned	 stop_at;
	bool		 timed_out;
} w;

static void
count(void)
{
	if (++w.got == w.stop_at)
		loop_stop(w.l);
}

/* The body is peer % 251 all over. */
static void
on_data(void *arg, struct link_msg *m)
{
	size_t i;

	(void)arg;
	assert_int_equal(m->peer, w.expect++);
	assert_int_equal(m->gen, ~m->peer);
	for (i = 0; i < m->body.left; i++)
		if (m->body.p[i] != m->peer % 251)
			fail();
	w.octets += m->body.left;
	count();
}

/* The body names the octet that the descriptor yields. */
static void
on_fd(void *arg, struct link_msg *m)
{
	int fd = link_msg_take_fd(m);
	char c = 0;

	(void)arg;
	if (fd == -1)
		w.nofds++;
	else {
		assert_int_equal(read(fd, &c, 1), 1);
		assert_int_equal(c, m->body.p[0]);
		assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
		close(fd);
		w.fds++;
	}
	count();
}

static void
on_free(void *arg, struct link_msg *m)
{
	(void)arg;
	link_free(w.k[0]);
	w.k[0] = NULL;
	assert_int_equal(m->body.p[0], 'f');	/* still there */
	count();
}

static void
on_pause(void *arg, struct link_msg *m)
{
	(void)arg;
	(void)m;
	link_pause(w.k[0], true);
	count();
}

static const struct link_handler rows[] = {
	{ T_DATA,  0, LINK_BODY_MAX, on_data },
	{ T_FD,	   1, 1, on_fd },
	{ T_FREE,  1, 1, on_free },
	{ T_PAUSE, 0, 0, on_pause },
	{ T_SMALL, 2, 4, on_pause },
};
static const struct link_table table = { rows, 5 };

static void
on_closed(void *arg, enum link_end why)
{
	(void)arg;
	w.closed = (int)why;
	w.nclosed++;
	loop_stop(w.l);
}

static void
time_is_up(void *arg)
{
	(void)arg;
	w.timed_out = true;
	loop_stop(w.l);
}

static int
setup(void **state)
{
	(void)state;
	memset(&w, 0, sizeof(w));
	w.closed = w.raw = -1;
	w.l = loop_new();
	w.limit = loop_timer_new(w.l, time_is_up, NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	link_free(w.k[0]);
	link_free(w.k[1]);
	if (w.raw != -1)
		close(w.raw);
	loop_timer_free(w.limit);
	loop_free(w.l);
	return 0;
}

static void
two_links(size_t max_out)
{
	int s[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	w.k[0] = link_new(w.l, s[0], &table, on_closed, &w, 0);
	w.k[1] = link_new(w.l, s[1], &table, on_closed, &w, max_out);
}

static void
one_link(void)
{
	int s[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	w.k[0] = link_new(w.l, s[0], &table, on_closed, &w, 0);
	w.raw = s[1];
}

/* Runs until got messages are there or the link ended, 10 s at most. */
static void
run(unsigned got)
{
	w.stop_at = got;
	w.timed_out = false;
	loop_timer_set(w.limit, 10000);
	loop_run(w.l);
	loop_timer_cancel(w.limit);
	assert_false(w.timed_out);
}

/* Runs for ms, whatever happens. */
static void
run_for(int64_t ms)
{
	w.stop_at = 0;
	loop_timer_set(w.limit, ms);
	loop_run(w.l);
}

static unsigned
open_descriptors(void)
{
	unsigned n = 0;
	int fd;

	for (fd = 0; fd < 4096; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return n;
}

static void
raw_send(uint32_t len, uint16_t type, uint16_t has_fd, const void *body,
    size_t n)
{
	struct link_hdr h = { .len = len, .type = type, .has_fd = has_fd };

	assert_int_equal(write(w.raw, &h, sizeof(h)), sizeof(h));
	if (n > 0)
		assert_int_equal(write(w.raw, body, n), n);
}

static void
raw_hello(uint32_t version)
{
	raw_send(20, LINK_HELLO, 0, &version, sizeof(version));
}

static void
send_data(struct link *k, uint32_t seq, size_t len)
{
	static uint8_t body[LINK_BODY_MAX];

	memset(body, (int)(seq % 251), len);
	assert_int_equal(link_send2(k, T_DATA, seq, ~seq, body, len / 3,
	    body + len / 3, len - len / 3), 0);
}

static void
every_size_arrives_in_order(void **state)
{
	unsigned i;
	size_t len, sum = 0;

	(void)state;
	seed_random();
	two_links(0);
	for (i = 0; i < 3000; i++) {
		switch (rand() % 8) {
		case 0:
			len = (size_t)rand() % (LINK_BODY_MAX + 1);
			break;
		case 1:
			len = i % 2 == 0 ? LINK_BODY_MAX : 65536 - 16;
			break;
		default:
			len = (size_t)rand() % 300;
		}
		send_data(w.k[1], i, len);
		sum += len;
	}
	run(3000);
	assert_int_equal(w.got, 3000);
	assert_true(w.octets == sum);
	assert_int_equal(link_queued(w.k[1]), 0);
	assert_int_equal(w.closed, -1);
}

static int
pipe_with(char c)
{
	int p[2];

	assert_int_equal(pipe(p), 0);
	assert_int_equal(write(p[1], &c, 1), 1);
	close(p[1]);
	return p[0];
}

static void
descriptors_stay_with_their_frames(void **state)
{
	char c;
	unsigned i;

	(void)state;
	two_links(0);
	for (i = 0; i < 90; i++) {
		c = (char)(' ' + i);
		if (i % 3 == 2)
			send_data(w.k[1], w.expect + i / 3, 1000 * i);
		else
			assert_int_equal(link_send_fd(w.k[1], T_FD, 0, 0, &c,
			    1, pipe_with(c)), 0);
	}
	run(90);
	assert_int_equal(w.fds, 60);
	assert_int_equal(w.nofds, 0);
	assert_int_equal(w.closed, -1);
}

/* Out of descriptors: the frame arrives without, the next one has its own. */
static void
a_lost_descriptor_is_noticed(void **state)
{
	struct rlimit old, low;
	int fd;

	(void)state;
	two_links(0);
	run_for(5);
	fd = pipe_with('a');
	assert_int_equal(link_send_fd(w.k[1], T_FD, 0, 0, "a", 1, fd), 0);
	link_flush(w.k[1]);		/* fd is in flight: its place is free */
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	low = old;
	low.rlim_cur = (rlim_t)fd;	/* and now none is */
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	run(1);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_int_equal(w.nofds, 1);
	assert_int_equal(link_send_fd(w.k[1], T_FD, 0, 0, "b", 1,
	    pipe_with('b')), 0);
	run(2);
	assert_int_equal(w.fds, 1);
	assert_int_equal(w.closed, -1);
}

static void
a_handler_may_free_its_link(void **state)
{
	(void)state;
	two_links(0);
	link_send(w.k[1], T_FREE, 0, 0, "f", 1);
	link_send(w.k[1], T_DATA, 0, 0, "x", 1);
	run(1);
	assert_null(w.k[0]);
	run(0);			/* the other end hears of it */
	assert_int_equal(w.closed, LINK_EOF);
	assert_int_equal(w.got, 1);
	assert_int_equal(link_send(w.k[1], T_DATA, 0, 0, "x", 1), -1);
}

static void
a_paused_link_keeps_what_it_has(void **state)
{
	(void)state;
	two_links(0);
	link_send(w.k[1], T_PAUSE, 0, 0, NULL, 0);
	send_data(w.k[1], 0, 10);
	send_data(w.k[1], 1, 10);
	run(1);
	run_for(20);
	assert_int_equal(w.got, 1);
	link_pause(w.k[0], false);
	run(3);
	assert_int_equal(w.got, 3);
}

static void
drained(void *arg)
{
	assert_ptr_equal(arg, &w);
	assert_true(link_queued(w.k[1]) <= 1000);
	w.drains++;
}

static void
drain_is_told_on_the_way_down(void **state)
{
	unsigned i;

	(void)state;
	two_links(0);
	link_on_drain(w.k[1], 1000, drained);
	send_data(w.k[1], 0, 100);
	run(1);
	assert_int_equal(w.drains, 0);
	for (i = 1; i < 40; i++)
		send_data(w.k[1], i, 100000);
	assert_true(link_queued(w.k[1]) > 1000);
	run(40);
	run_for(5);
	assert_int_equal(w.drains, 1);
}

static void
the_bound_ends_it(void **state)
{
	static const uint8_t body[1000];
	unsigned sent = 0;

	(void)state;
	two_links(1000 * 1000);
	link_pause(w.k[0], true);
	while (link_send(w.k[1], T_DATA, 0, 0, body, sizeof(body)) == 0)
		sent++;
	assert_true(sent > 900 && sent < 2000);
	assert_int_equal(w.nclosed, 0);		/* not from inside send */
	run(0);
	assert_int_equal(w.closed, LINK_FULL);
	assert_int_equal(w.nclosed, 1);
	assert_int_equal(link_queued(w.k[1]), 0);
}

/* Its last words arrive before its end, also when we wrote to the dead. */
static void
last_words_are_heard(void **state)
{
	static const uint8_t body[4000];
	int i;

	(void)state;
	one_link();
	raw_hello(LINK_VERSION);
	for (i = 0; i < 3; i++)
		raw_send(17, T_FD, 0, "x", 1);
	close(w.raw);
	w.raw = -1;
	for (i = 0; i < 40; i++)
		link_send(w.k[0], T_DATA, 0, 0, body, sizeof(body));
	run(0);
	assert_int_equal(w.closed, LINK_EOF);
	assert_int_equal(w.nofds, 3);
	assert_int_equal(w.nclosed, 1);
}

static void
expect_protocol_error(void)
{
	run(0);
	assert_int_equal(w.closed, LINK_PROTOCOL);
	assert_int_equal(w.nclosed, 1);
	assert_int_equal(w.got, 0);
	teardown(NULL);
	setup(NULL);
	one_link();
}

static void
what_is_not_in_the_table_ends_it(void **state)
{
	uint32_t version = LINK_VERSION;

	(void)state;
	one_link();
	raw_hello(LINK_VERSION + 1);
	expect_protocol_error();
	raw_send(16, T_PAUSE, 0, NULL, 0);	/* before HELLO */
	expect_protocol_error();
	raw_send(24, LINK_HELLO, 0, "12345678", 8);
	expect_protocol_error();
	raw_hello(version);
	raw_hello(version);
	expect_protocol_error();
	raw_hello(version);
	raw_send(16, 99, 0, NULL, 0);		/* unknown */
	expect_protocol_error();
	raw_hello(version);
	raw_send(17, T_SMALL, 0, "x", 1);	/* too short */
	expect_protocol_error();
	raw_hello(version);
	raw_send(21, T_SMALL, 0, NULL, 0);	/* too long, says its header */
	expect_protocol_error();
	raw_hello(version);
	raw_send(15, T_DATA, 0, NULL, 0);
	expect_protocol_error();
	raw_hello(version);
	raw_send(16 + LINK_BODY_MAX + 1, T_DATA, 0, NULL, 0);
	expect_protocol_error();
	raw_hello(version);
	raw_send(17, T_FD, 1, "x", 1);		/* says so, brought none */
	expect_protocol_error();
}

/* Octet by octet it is the same stream. */
static void
frames_in_pieces(void **state)
{
	struct link_hdr h = { .len = 21, .type = T_DATA, .gen = ~0U };
	uint8_t bytes[21 + 20];
	uint32_t version = LINK_VERSION;
	size_t i;

	(void)state;
	one_link();
	h.len = 20;
	h.type = LINK_HELLO;
	memcpy(bytes, &h, 16);
	memcpy(bytes + 16, &version, 4);
	h.len = 21;
	h.type = T_DATA;
	memcpy(bytes + 20, &h, 16);
	memset(bytes + 36, 0, 5);
	for (i = 0; i < sizeof(bytes); i++) {
		assert_int_equal(w.got, 0);
		assert_int_equal(write(w.raw, &bytes[i], 1), 1);
		run_for(1);
	}
	assert_int_equal(w.got, 1);
	assert_int_equal(w.octets, 5);
}

/* One that asks for descriptors and takes none is found out. */
static void
descriptors_that_wait_are_bounded(void **state)
{
	const uint8_t body = 0;
	unsigned before, sent = 0;

	(void)state;
	one_link();
	link_bound(w.k[0], 64 * LINK_FD_COSTS);
	before = open_descriptors();
	while (sent < 1024 && link_send_fd(w.k[0], T_FD, 0, 0, &body, 1,
	    dup(w.raw)) == 0)
		sent++;
	assert_in_range(sent, 32, 64);
	assert_int_equal(open_descriptors(), before);
	run(0);
	assert_int_equal(w.closed, LINK_FULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(every_size_arrives_in_order),
		T(descriptors_stay_with_their_frames),
		T(a_lost_descriptor_is_noticed),
		T(a_handler_may_free_its_link),
		T(a_paused_link_keeps_what_it_has),
		T(drain_is_told_on_the_way_down),
		T(the_bound_ends_it),
		T(last_words_are_heard),
		T(what_is_not_in_the_table_ends_it),
		T(frames_in_pieces),
		T(descriptors_that_wait_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
