/* SPDX-License-Identifier: ISC */
/* The blocking client against a raw socket, and against a talkative child. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/loop.h"
#include "ipc/link.h"

enum { T_ECHO = 1, ECHOES = 2000, ECHO_LEN = 10000 };

static int other;		/* the raw end */

static struct link_sync *
client(void)
{
	int s[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	other = s[1];
	return link_sync_new(s[0]);
}

static void
say(uint32_t len, uint16_t type, const void *body, size_t n)
{
	struct link_hdr h = { .len = len, .type = type, .peer = 7, .gen = 8 };

	assert_int_equal(write(other, &h, sizeof(h)), sizeof(h));
	if (n > 0)
		assert_int_equal(write(other, body, n), n);
}

static void
hello(uint32_t version)
{
	say(20, LINK_HELLO, &version, sizeof(version));
}

static void
sends_and_receives(void **state)
{
	struct link_sync *s = client();
	struct link_hdr h[2];
	struct link_msg m;
	uint32_t version;

	(void)state;
	assert_int_equal(link_sync_recv(s, &m, 10), -1);
	hello(LINK_VERSION);
	assert_int_equal(link_sync_recv(s, &m, 10), -1);
	say(19, 5, "abc", 3);
	assert_int_equal(link_sync_recv(s, &m, 1000), 1);
	assert_int_equal(m.type, 5);
	assert_int_equal(m.peer, 7);
	assert_int_equal(m.gen, 8);
	assert_int_equal(m.fd, -1);
	assert_int_equal(m.body.left, 3);
	assert_memory_equal(m.body.p, "abc", 3);
	assert_int_equal(link_sync_send(s, 9, 1, 2, "xy", 2), 0);
	assert_int_equal(read(other, &h[0], 16), 16);
	assert_int_equal(read(other, &version, 4), 4);
	assert_int_equal(read(other, &h[1], 16), 16);
	assert_int_equal(h[0].type, LINK_HELLO);
	assert_int_equal(version, LINK_VERSION);
	assert_int_equal(h[1].len, 18);
	assert_int_equal(h[1].type, 9);
	assert_int_equal(h[1].peer, 1);
	assert_int_equal(h[1].gen, 2);
	say(17, 6, "z", 1);
	close(other);
	assert_int_equal(link_sync_recv(s, &m, 1000), 1);
	assert_int_equal(m.body.p[0], 'z');
	assert_int_equal(link_sync_recv(s, &m, 1000), 0);
	assert_int_equal(link_sync_send(s, 9, 1, 2, "xy", 2), -1);
	link_sync_free(s);
}

static void
refuses_another_protocol(void **state)
{
	struct link_sync *s = client();
	struct link_msg m;

	(void)state;
	hello(LINK_VERSION + 1);
	assert_int_equal(link_sync_recv(s, &m, 1000), -2);
	link_sync_free(s);
	close(other);
	s = client();
	say(17, 5, "x", 1);
	assert_int_equal(link_sync_recv(s, &m, 1000), -2);
	link_sync_free(s);
	close(other);
	s = client();
	hello(LINK_VERSION);
	say(3, 5, NULL, 0);
	assert_int_equal(link_sync_recv(s, &m, 1000), -2);
	link_sync_free(s);
	close(other);
	link_sync_free(NULL);
}

static struct loop *loop;
static struct link *server;

static void
on_echo(void *arg, struct link_msg *m)
{
	(void)arg;
	link_send(server, m->type, m->peer, m->gen, m->body.p, m->body.left);
}

static void
on_closed(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
	loop_stop(loop);
}

static void
serve(int fd)
{
	static const struct link_handler row = { T_ECHO, 0, ECHO_LEN, on_echo };
	static const struct link_table table = { &row, 1 };

	loop = loop_new();
	server = link_new(loop, fd, &table, on_closed, NULL, 0);
	loop_run(loop);
	link_free(server);
	loop_free(loop);
}

/* All is sent before anything is read: neither end may block the other. */
static void
much_each_way_cannot_lock(void **state)
{
	static uint8_t body[ECHO_LEN];
	struct link_sync *s;
	struct link_msg m;
	int pair[2], status;
	uint32_t i;
	pid_t pid;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		serve(pair[1]);
		_exit(0);
	}
	close(pair[1]);
	s = link_sync_new(pair[0]);
	for (i = 0; i < ECHOES; i++) {
		memset(body, (int)i & 0xff, sizeof(body));
		assert_int_equal(link_sync_send(s, T_ECHO, i, 0, body,
		    sizeof(body)), 0);
	}
	for (i = 0; i < ECHOES; i++) {
		assert_int_equal(link_sync_recv(s, &m, 5000), 1);
		assert_int_equal(m.peer, i);
		assert_int_equal(m.body.left, ECHO_LEN);
		assert_int_equal(m.body.p[0], i & 0xff);
		assert_int_equal(m.body.p[ECHO_LEN - 1], i & 0xff);
	}
	link_sync_free(s);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sends_and_receives),
		cmocka_unit_test(refuses_another_protocol),
		cmocka_unit_test(much_each_way_cannot_lock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
