/* SPDX-License-Identifier: ISC */
/*
 * An answer over a real link: whose messages it holds, and where it ends when
 * messages come and go under it.
 */
#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "ipc/offence_walk.h"

struct bench {
	struct loop		*loop;
	struct link		*near;
	struct link_sync	*far;
	struct offences		*r;
	struct offence		 o;	/* the last one received */
	uint8_t			 msg[UINT16_MAX];
	size_t			 len;
};

static void
closed(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static void
bench_init(struct bench *b)
{
	static const struct link_table none = { NULL, 0 };
	int fd[2];

	memset(b, 0, sizeof(*b));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	b->loop = loop_new();
	b->near = link_new(b->loop, fd[0], &none, closed, b, 0);
	b->far = link_sync_new(fd[1]);
	b->r = offences_new();
}

static void
bench_free(struct bench *b)
{
	offences_free(b->r);
	link_free(b->near);
	link_sync_free(b->far);
	loop_free(b->loop);
}

static void
add(struct bench *b, uint32_t addr, const char *description,
    const char *group, const void *msg, size_t len)
{
	struct offence o = { .share = addr, .remote = addr_v4(addr),
	    .verdict = OFFENCE_SESSION_RESET };

	memcpy(o.description, description, strlen(description));
	memcpy(o.group, group, strlen(group));
	offences_add(b->r, &o, rbuf_of(msg, len));
}

/* One step and what came of it at the other end. */
static bool
step(struct bench *b, struct offence_walk *w)
{
	struct link_msg m;

	if (!offence_walk_step(w, b->r, b->near, 5))
		return false;
	link_flush(b->near);
	assert_int_equal(link_sync_recv(b->far, &m, 1000), 1);
	assert_int_equal(m.type, CTL_MALFORMED);
	assert_int_equal(m.peer, 5);
	assert_int_equal(rbuf_host(&m.body, &b->o, sizeof(b->o)), 0);
	assert_int_equal(m.body.left, b->o.len);
	b->len = m.body.left;
	memcpy(b->msg, m.body.p, b->len);
	return true;
}

static void
sends_what_is_meant(void **state)
{
	static uint8_t longest[UINT16_MAX];
	static struct bench b;
	struct ctl_selector who = { .kind = CTL_SEL_ALL };
	struct offence_walk w;

	(void)state;
	bench_init(&b);
	longest[UINT16_MAX - 1] = 7;
	offence_walk_start(&w, b.r, &who);
	assert_false(step(&b, &w));
	add(&b, 1, "one", "edge", "abc", 3);
	add(&b, 2, "two", "edge", longest, sizeof(longest));
	add(&b, 3, "three", "", "d", 1);
	offence_walk_start(&w, b.r, &who);
	assert_true(step(&b, &w));
	assert_int_equal(b.len, 3);
	assert_memory_equal(b.msg, "abc", 3);
	assert_true(step(&b, &w));
	assert_int_equal(b.len, UINT16_MAX);
	assert_int_equal(b.msg[UINT16_MAX - 1], 7);
	assert_true(step(&b, &w));
	assert_false(step(&b, &w));
	assert_int_equal(w.sent, 3);
	who = (struct ctl_selector){ .kind = CTL_SEL_GROUP, .name = "edge" };
	offence_walk_start(&w, b.r, &who);
	while (step(&b, &w))
		assert_string_equal(b.o.group, "edge");
	assert_int_equal(w.sent, 2);
	who = (struct ctl_selector){ .kind = CTL_SEL_ADDR,
	    .addr = addr_v4(3) };
	offence_walk_start(&w, b.r, &who);
	assert_true(step(&b, &w));
	assert_string_equal(b.o.description, "three");
	assert_false(step(&b, &w));
	/* A name without an end, as no bgpctl of ours sends it. */
	who.kind = CTL_SEL_NAME;
	memset(who.name, 'x', sizeof(who.name));
	offence_walk_start(&w, b.r, &who);
	assert_false(step(&b, &w));
	bench_free(&b);
}

static void
ends_whatever_comes(void **state)
{
	static uint8_t octets[2000];
	static struct bench b;
	struct ctl_selector who = { .kind = CTL_SEL_ALL };
	struct offence_walk w;
	uint64_t last = 0;
	unsigned i;

	(void)state;
	bench_init(&b);
	for (i = 0; i < 300; i++)
		add(&b, 1, "", "", octets, sizeof(octets));
	offence_walk_start(&w, b.r, &who);
	while (step(&b, &w)) {
		assert_true(b.o.serial > last);
		assert_true(b.o.serial <= 300);
		last = b.o.serial;
		for (i = 0; i < 5; i++)
			add(&b, 1, "", "", octets, sizeof(octets));
	}
	/* It was overtaken, and went on behind the gap. */
	assert_true(w.sent > 50 && w.sent < 300);
	assert_int_equal(last, 300);
	bench_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sends_what_is_meant),
		cmocka_unit_test(ends_whatever_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
