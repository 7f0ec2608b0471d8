/* SPDX-License-Identifier: ISC */
/* Whom crashes are counted for, how many, and what ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "held.h"

enum { HOUR_MS = 3600 * 1000 };

struct test {
	struct held		*h;
	struct config		 c;
	struct conf_neighbor	 v[3];
	unsigned		 over;
	struct held_case	 last;		/* that was told over */
};

static const monotime_t start = { 1000000 };

static void
over(void *arg, const struct held_case *k)
{
	struct test *t = arg;

	t->over++;
	t->last = *k;
}

static void
quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

/* 192.0.2.1 (3), 192.0.2.2 (4), and 10.0.0.0/8 (5) whose clones have 20..29. */
static void
begin(struct test *t)
{
	const struct held_ops ops = { .over = over, .arg = t };

	memset(t, 0, sizeof(*t));
	log_set_sink(quiet, NULL);
	t->v[0] = (struct conf_neighbor){ .id = 3, .remote_plen = 32,
	    .remote = addr_v4(0xc0000201), .peer_as = 64500 };
	t->v[1] = (struct conf_neighbor){ .id = 4, .remote_plen = 32,
	    .remote = addr_v4(0xc0000202) };
	t->v[2] = (struct conf_neighbor){ .id = 5, .remote_plen = 8,
	    .remote = addr_v4(0x0a000000), .clone_first = 20, .clones = 10 };
	t->c.neighbors = t->v;
	t->c.nneighbors = 3;
	t->c.keys = key_set_new();
	t->h = held_new(&ops);
}

static void
end(struct test *t)
{
	held_free(t->h);
	key_set_free(t->c.keys);
	log_set_sink(NULL, NULL);
}

static const struct held_case *
crash(struct test *t, uint32_t id, uint32_t addr, enum engine_kind kind,
    int64_t ms)
{
	const struct position at = { .neighbor = id, .remote = addr_v4(addr) };

	return held_crash(t->h, &t->c, &at, kind, monotime_add_ms(start, ms));
}

static unsigned
count(const struct test *t)
{
	const struct held_case *k = NULL;
	unsigned n = 0;

	while ((k = held_next(t->h, k)) != NULL)
		n++;
	return n;
}

static void
the_second_crash_holds_it_down(void **state)
{
	const struct held_case *k;
	struct test t;

	(void)state;
	begin(&t);
	k = crash(&t, 3, 0, ENGINE_RDE, 0);
	assert_non_null(k);
	assert_false(held_is(k));
	assert_int_equal(k->id, 3);
	assert_int_equal(k->peer_as, 64500);
	assert_true(addr_eq(&k->addr, &t.v[0].remote));
	assert_int_equal(count(&t), 0);
	/* Somebody else's is nobody's second. */
	assert_false(held_is(crash(&t, 4, 0, ENGINE_RDE, 1)));
	k = crash(&t, 3, 0, ENGINE_SESSION, 2);
	assert_true(held_is(k));
	assert_int_equal(k->engines, POSITION_SESSION | POSITION_RDE);
	assert_int_equal(count(&t), 1);
	assert_ptr_equal(held_next(t.h, NULL), k);
	end(&t);
}

static void
an_hour_later_it_is_the_first_again(void **state)
{
	const struct held_case *k;
	struct test t;

	(void)state;
	begin(&t);
	(void)crash(&t, 3, 0, ENGINE_SESSION, 0);
	k = crash(&t, 3, 0, ENGINE_RDE, HOUR_MS + 1);
	assert_false(held_is(k));
	assert_int_equal(k->engines, POSITION_RDE);
	k = crash(&t, 3, 0, ENGINE_RDE, 2 * HOUR_MS + 1);
	assert_true(held_is(k));
	/* What is held down stays so. */
	assert_true(held_is(crash(&t, 3, 0, ENGINE_RDE, 9 * HOUR_MS)));
	end(&t);
}

static void
one_of_a_range_is_its_address(void **state)
{
	const struct held_case *k;
	struct test t;

	(void)state;
	begin(&t);
	(void)crash(&t, 20, 0x0a000001, ENGINE_RDE, 0);
	/* Another one under the same id, and the same under another. */
	assert_false(held_is(crash(&t, 20, 0x0a000002, ENGINE_RDE, 1)));
	k = crash(&t, 29, 0x0a000001, ENGINE_RDE, 2);
	assert_true(held_is(k));
	assert_int_equal(k->id, 5);
	assert_int_equal(addr_v4_host(&k->addr), 0x0a000001);
	/* Before it is one: its first segment is looked at. */
	assert_true(held_is(crash(&t, 5, 0x0a000002, ENGINE_SESSION, 3)));
	end(&t);
}

/* An engine that somebody has taken over could name anybody. */
static void
nobody_else_is_believed(void **state)
{
	struct position at = { .neighbor = 20 };
	struct test t;

	(void)state;
	begin(&t);
	assert_null(crash(&t, 1, 0, ENGINE_RDE, 0));
	assert_null(crash(&t, UINT32_MAX, 0, ENGINE_RDE, 0));
	assert_null(crash(&t, 30, 0x0a000001, ENGINE_RDE, 0));
	assert_null(crash(&t, 20, 0xc0000201, ENGINE_RDE, 0));
	at.remote.af = 99;
	assert_null(held_crash(t.h, &t.c, &at, ENGINE_RDE, start));
	/* Octets behind an address are not part of it. */
	at.remote = addr_v4(0x0a000001);
	memset(at.remote.b + 4, 0x55, 12);
	assert_non_null(held_crash(t.h, &t.c, &at, ENGINE_RDE, start));
	assert_true(held_is(crash(&t, 20, 0x0a000001, ENGINE_RDE, 0)));
	end(&t);
}

static void
the_operator_ends_it(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	held_release(t.h, 3, &t.v[1].remote);
	held_release(t.h, 77, &t.v[0].remote);
	assert_int_equal(count(&t), 1);
	held_release(t.h, 3, &t.v[0].remote);
	assert_int_equal(count(&t), 0);
	assert_int_equal(t.over, 1);
	assert_false(held_is(crash(&t, 3, 0, ENGINE_RDE, 0)));
	/* One that is not held down is forgotten without a word. */
	held_release(t.h, 3, &t.v[0].remote);
	assert_int_equal(t.over, 1);
	end(&t);
}

static void
another_configuration_ends_it(void **state)
{
	struct conf_neighbor old_v[3];
	struct config old;
	struct test t;

	(void)state;
	begin(&t);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	(void)crash(&t, 4, 0, ENGINE_RDE, 0);
	(void)crash(&t, 20, 0x0a000001, ENGINE_RDE, 0);
	(void)crash(&t, 20, 0x0a000001, ENGINE_RDE, 0);
	memcpy(old_v, t.v, sizeof(old_v));
	old = t.c;
	old.neighbors = old_v;
	held_changed(t.h, &old, &t.c);
	assert_int_equal(count(&t), 2);
	t.v[0].hold_time = 90;
	held_changed(t.h, &old, &t.c);
	assert_int_equal(count(&t), 1);
	assert_int_equal(t.over, 1);
	assert_int_equal(t.last.id, 3);
	/* The range is gone; what was counted of another one stands. */
	memcpy(old_v, t.v, sizeof(old_v));
	t.c.nneighbors = 2;
	held_changed(t.h, &old, &t.c);
	assert_int_equal(count(&t), 0);
	assert_int_equal(t.last.id, 5);
	assert_true(held_is(crash(&t, 4, 0, ENGINE_RDE, 0)));
	end(&t);
}

static void
another_key_ends_it(void **state)
{
	struct conf_key key = { .neighbor = 3, .kind = CONF_KEY_MD5, .len = 1,
	    .key = "k" };
	struct config old;
	struct test t;

	(void)state;
	begin(&t);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	old = t.c;
	t.c.keys = key_set_new();
	assert_true(key_set_add(t.c.keys, &key));
	held_changed(t.h, &old, &t.c);
	assert_int_equal(count(&t), 0);
	key_set_free(old.keys);
	end(&t);
}

static void
the_number_is_bounded(void **state)
{
	struct test t;
	uint32_t i;

	(void)state;
	begin(&t);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	(void)crash(&t, 3, 0, ENGINE_RDE, 0);
	/* Those that are not held down go first, the oldest of them. */
	for (i = 0; i < 5000; i++)
		(void)crash(&t, 20, 0x0a000001 + i, ENGINE_RDE, 10 + i);
	assert_int_equal(count(&t), 1);
	assert_int_equal(t.over, 0);
	assert_true(held_is(crash(&t, 20, 0x0a000001 + 4999, ENGINE_RDE,
	    6000)));
	assert_false(held_is(crash(&t, 20, 0x0a000001, ENGINE_RDE, 6001)));
	/* And when there are no others, the one that is so for longest. */
	for (i = 0; i < HELD_MAX; i++) {
		(void)crash(&t, 20, 0x0b000000 - 1 - i, ENGINE_RDE, 7000 + i);
		(void)crash(&t, 20, 0x0b000000 - 1 - i, ENGINE_RDE, 7000 + i);
	}
	assert_int_equal(count(&t), HELD_MAX);
	assert_int_equal(t.over, 2);
	end(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_second_crash_holds_it_down),
		cmocka_unit_test(an_hour_later_it_is_the_first_again),
		cmocka_unit_test(one_of_a_range_is_its_address),
		cmocka_unit_test(nobody_else_is_believed),
		cmocka_unit_test(the_operator_ends_it),
		cmocka_unit_test(another_configuration_ends_it),
		cmocka_unit_test(another_key_ends_it),
		cmocka_unit_test(the_number_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
