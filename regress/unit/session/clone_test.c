/* SPDX-License-Identifier: ISC */
/*
 * Neighbours of a range: what the route engine hears of them, that none is
 * taken for the one before, and that they are one to the log.
 */
#include "harness.h"

#include "clone.h"

static struct conf_neighbor
range_conf(uint16_t clones)
{
	struct conf_neighbor c = sample_conf();

	c.remote = addr_v4(0xc0000200);
	c.remote_plen = 24;
	c.passive = 1;
	c.clone_first = 10;
	c.clones = clones;
	return c;
}

static unsigned
count(const struct harness *h, uint16_t type)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < h->nsent; i++)
		n += h->sent[i].type == type;
	return n;
}

static uint32_t
last_gen(const struct harness *h, uint16_t type)
{
	size_t i;

	for (i = h->nsent; i > 0; i--)
		if (h->sent[i - 1].type == type)
			return h->sent[i - 1].gen;
	return 0;
}

/* A connection of one of the range; its end in *fd. */
static struct peer *
connection(struct harness *h, uint32_t addr, int *fd)
{
	struct addr remote = addr_v4(addr);
	struct peer *p = clone_new(h->p, &remote);
	int fds[2];

	assert_non_null(p);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
	    fds), 0);
	peer_accept(p, fds[0]);
	*fd = fds[1];
	turn(h, 2);
	return p;
}

static void
is_announced_with_its_session(void **state)
{
	struct conf_neighbor c = range_conf(4);
	struct harness *h = harness_new(&c);
	uint32_t gen;
	unsigned i;
	int fd;

	(void)state;
	peer_start(h->p);
	/* Who only connects is nobody to the route engine. */
	for (i = 0; i < 20; i++) {
		(void)connection(h, 0xc0000209 + i, &fd);
		if (i % 2 == 0)
			say_open(h, fd, 0x0a000003);
		turn(h, 2);
		close(fd);
		turn(h, 2);
		assert_int_equal(h->e.count, 1);
	}
	assert_int_equal(count(h, SR_CLONE) + count(h, SR_CLONE_GONE), 0);
	(void)connection(h, 0xc0000209, &fd);
	say_open(h, fd, 0x0a000003);
	say_simple(fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(count(h, SR_CLONE), 1);
	assert_int_equal(count(h, SR_UP), 1);
	assert_int_equal(h->sent[h->nsent - 1].type, SR_UP);
	gen = last_gen(h, SR_UP);
	close(fd);
	turn(h, 5);
	assert_int_equal(h->sent[h->nsent - 1].type, SR_CLONE_GONE);
	/* The next has its id at once, and nothing else of it. */
	(void)connection(h, 0xc000020a, &fd);
	say_open(h, fd, 0x0a000003);
	say_simple(fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_not_equal(last_gen(h, SR_UP), gen);
	close(fd);
	turn(h, 5);
	harness_free(h);
}

static unsigned lines;

static void
count_lines(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
	lines++;
}

static void
has_no_lines_of_its_own(void **state)
{
	static const uint8_t cease[] = { NOTIFY_CEASE, CEASE_DOWN };
	struct conf_neighbor c = range_conf(4);
	struct harness *h = harness_new(&c);
	unsigned i;
	int fd;

	(void)state;
	log_set_sink(count_lines, NULL);
	lines = 0;
	for (i = 0; i < 100; i++) {
		(void)connection(h, 0xc0000209 + i % 7, &fd);
		say_open(h, fd, 0x0a000003);
		say_simple(fd, MSG_KEEPALIVE, NULL, 0);
		say_simple(fd, MSG_NOTIFICATION, cease, sizeof(cease));
		turn(h, 3);
		close(fd);
		turn(h, 1);
	}
	/* 30 a minute, and one for each that there may be. */
	assert_int_equal(lines, 34);
	log_set_sink(silent_sink, NULL);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_announced_with_its_session),
		cmocka_unit_test(has_no_lines_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
