/* SPDX-License-Identifier: ISC */
/* Last words arrive, and what lingers has an end, in time and in number. */
#include <errno.h>

#include "harness.h"

enum { MANY = 520 };		/* more than may linger */

static void
start(struct engine *e)
{
	memset(e, 0, sizeof(*e));
	e->loop = loop_new();
	e->room = xmalloc(READ_ROOM);
	LIST_INIT(&e->lingers);
}

static void
end(struct engine *e)
{
	linger_end_all(e);
	assert_int_equal(e->nlingers, 0);
	assert_true(LIST_EMPTY(&e->lingers));
	loop_free(e->loop);
	free(e->room);
}

static void
pass(struct engine *e, int ms)
{
	struct loop_timer *t = loop_timer_new(e->loop, stop_loop, e->loop);
	int i;

	for (i = 0; i < 10; i++) {
		loop_timer_set(t, i == 0 ? ms : 0);
		loop_run(e->loop);
	}
	loop_timer_free(t);
}

static int
say_and_linger(struct engine *e, const void *p, size_t n)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
	    fds), 0);
	linger_start(e, fds[0], rbuf_of(p, n));
	return fds[1];
}

/* They come, then the end; what the other still says hurts nobody. */
static void
words_arrive(void **state)
{
	struct engine e;
	char got[16];
	int fd;

	(void)state;
	start(&e);
	fd = say_and_linger(&e, "adieu", 5);
	assert_int_equal(e.nlingers, 1);
	assert_int_equal(write(fd, "more", 4), 4);
	pass(&e, 5);
	assert_int_equal(e.nlingers, 1);
	assert_int_equal(read(fd, got, sizeof(got)), 5);
	assert_memory_equal(got, "adieu", 5);
	assert_int_equal(read(fd, got, sizeof(got)), 0);
	close(fd);
	pass(&e, 5);
	assert_int_equal(e.nlingers, 0);
	end(&e);
}

/* More than the socket holds: the rest follows as the other reads. */
static void
long_words_arrive(void **state)
{
	enum { LONG = 1 << 20 };
	char *words = xcalloc(1, LONG), *got = xmalloc(LONG);
	size_t n = 0;
	struct engine e;
	ssize_t r;
	int fd;

	(void)state;
	start(&e);
	words[LONG - 1] = 'z';
	fd = say_and_linger(&e, words, LONG);
	while ((r = read(fd, got + n, LONG - n)) > 0 ||
	    (r == -1 && errno == EAGAIN)) {
		n += r > 0 ? (size_t)r : 0;
		if (n == LONG)
			break;
		pass(&e, 1);
	}
	assert_int_equal(n, LONG);
	assert_memory_equal(got, words, LONG);
	pass(&e, 5);
	assert_int_equal(read(fd, got, 1), 0);
	close(fd);
	end(&e);
	free(words);
	free(got);
}

static void
not_for_ever(void **state)
{
	struct engine e;
	int fd;

	(void)state;
	start(&e);
	fd = say_and_linger(&e, "adieu", 5);
	pass(&e, 2100);
	assert_int_equal(e.nlingers, 0);
	close(fd);
	end(&e);
}

/* Past the bound a connection says its word and is closed at once. */
static void
not_without_number(void **state)
{
	struct engine e;
	char got[16];
	int fd[MANY], i;

	(void)state;
	start(&e);
	for (i = 0; i < MANY; i++)
		fd[i] = say_and_linger(&e, "adieu", 5);
	assert_true(e.nlingers < MANY);
	assert_int_equal(read(fd[MANY - 1], got, sizeof(got)), 5);
	assert_int_equal(read(fd[MANY - 1], got, sizeof(got)), 0);
	for (i = 0; i < MANY; i++)
		close(fd[i]);
	end(&e);
}

/* Strangers leave half of it to neighbours. */
static void
strangers_take_half(void **state)
{
	struct engine e;
	int fd[MANY], fds[2], i;
	uint32_t most;

	(void)state;
	start(&e);
	for (i = 0; i < MANY; i++) {
		assert_int_equal(socketpair(AF_UNIX,
		    SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
		linger_stranger(&e, fds[0], rbuf_of("no", 2));
		fd[i] = fds[1];
	}
	most = e.nlingers;
	assert_in_range(most, 1, MANY / 2);
	close(say_and_linger(&e, "adieu", 5));
	assert_int_equal(e.nlingers, most + 1);
	for (i = 0; i < MANY; i++)
		close(fd[i]);
	end(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_arrive),
		cmocka_unit_test(long_words_arrive),
		cmocka_unit_test(not_for_ever),
		cmocka_unit_test(not_without_number),
		cmocka_unit_test(strangers_take_half),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
