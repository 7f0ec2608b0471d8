/* SPDX-License-Identifier: ISC */
/* What is kept, what has to go for it, and that readers never notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/clock.h"
#include "bgp/offence.h"

static uint8_t octets[UINT16_MAX + 2];

static void
add(struct offences *r, uint32_t share, unsigned verdict, size_t len)
{
	struct offence o = { .share = share, .verdict = (uint8_t)verdict };

	offences_add(r, &o, rbuf_of(octets, len));
}

static void
add_many(struct offences *r, uint32_t share, unsigned verdict, size_t len,
    unsigned n)
{
	while (n-- > 0)
		add(r, share, verdict, len);
}

/* Of that share and verdict; *first is the serial of the oldest, 0 none. */
static unsigned
count(struct offences *r, uint32_t share, unsigned verdict, uint64_t *first)
{
	const struct offence *o;
	uint64_t after = 0;
	struct rbuf msg;
	unsigned n = 0;

	*first = 0;
	while ((o = offences_next(r, after, &msg)) != NULL) {
		assert_true(o->serial > after);
		after = o->serial;
		if (o->share != share || o->verdict != verdict)
			continue;
		if (n++ == 0)
			*first = o->serial;
	}
	return n;
}

static void
assert_bounded(const struct offences *r)
{
	uint64_t n, bytes;

	offences_usage(r, &n, &bytes);
	assert_true(bytes <= OFFENCES_MAX);
}

static void
keeps_the_whole(void **state)
{
	struct offences *r = offences_new();
	struct offence o = { .share = 7, .peer_as = 64500,
	    .verdict = OFFENCE_SESSION_RESET, .code = 3, .subcode = 1,
	    .serial = 99, .len = 1, .why = "x" };
	const struct offence *got;
	int64_t now = clock_wall_ms();
	uint64_t n, bytes;
	struct rbuf msg;

	(void)state;
	assert_null(offences_next(r, 0, &msg));
	assert_int_equal(offences_last(r), 0);
	offences_add(r, &o, rbuf_of("0123456789", 10));
	/* A message cannot be longer than its length field says. */
	add(r, 7, OFFENCE_IGNORED, sizeof(octets));
	got = offences_next(r, 0, &msg);
	assert_non_null(got);
	assert_int_equal(got->serial, 1);
	assert_true(got->at_ms >= now && got->at_ms < now + 10000);
	assert_int_equal(got->len, 10);
	assert_int_equal(msg.left, 10);
	assert_memory_equal(msg.p, "0123456789", 10);
	assert_int_equal(got->peer_as, 64500);
	assert_int_equal(got->code, 3);
	assert_string_equal(got->why, "x");
	got = offences_next(r, 1, &msg);
	assert_non_null(got);
	assert_int_equal(msg.left, UINT16_MAX);
	assert_null(offences_next(r, 2, &msg));
	assert_int_equal(offences_last(r), 2);
	offences_usage(r, &n, &bytes);
	assert_int_equal(n, 2);
	assert_true(bytes > UINT16_MAX + 10);
	offences_free(r);
	offences_free(NULL);
}

static void
is_bounded(void **state)
{
	static const size_t lens[] = { 19, 4096, UINT16_MAX };
	struct offences *r = offences_new();
	uint64_t n, bytes, first;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		add_many(r, 1, OFFENCE_TREAT_AS_WITHDRAW, lens[i], 5000);
		assert_bounded(r);
		offences_usage(r, &n, &bytes);
		assert_true(bytes > OFFENCES_MAX - 2 * UINT16_MAX);
		/* The last ones, without a gap. */
		assert_int_equal(count(r, 1, OFFENCE_TREAT_AS_WITHDRAW,
		    &first), n);
		assert_int_equal(offences_last(r) - first + 1, n);
	}
	/* As many neighbours as messages. */
	for (i = 0; i < 20000; i++)
		add(r, (uint32_t)i, OFFENCE_SESSION_RESET, 19);
	assert_bounded(r);
	assert_int_equal(count(r, 19999, OFFENCE_SESSION_RESET, &first), 1);
	offences_free(r);
}

static void
a_noisy_neighbour_pushes_out_its_own(void **state)
{
	struct offences *r = offences_new();
	uint64_t first;

	(void)state;
	add_many(r, 1, OFFENCE_SESSION_RESET, 200, 50);
	add_many(r, 2, OFFENCE_TREAT_AS_WITHDRAW, 4096, 20);
	add_many(r, 3, OFFENCE_TREAT_AS_WITHDRAW, UINT16_MAX, 1000);
	add_many(r, 3, OFFENCE_ATTR_DISCARD, 19, 100000);
	assert_bounded(r);
	assert_int_equal(count(r, 1, OFFENCE_SESSION_RESET, &first), 50);
	assert_int_equal(first, 1);
	assert_int_equal(count(r, 2, OFFENCE_TREAT_AS_WITHDRAW, &first), 20);
	assert_int_equal(first, 51);
	/* Two noisy ones come to an equal share. */
	add_many(r, 4, OFFENCE_SESSION_RESET, 1000, 10000);
	assert_bounded(r);
	assert_int_equal(count(r, 1, OFFENCE_SESSION_RESET, &first), 50);
	assert_true(count(r, 4, OFFENCE_SESSION_RESET, &first) > 200);
	assert_true(count(r, 3, OFFENCE_ATTR_DISCARD, &first) > 200);
	offences_free(r);
}

static void
a_harmless_fault_pushes_out_its_own(void **state)
{
	struct offences *r = offences_new();
	uint64_t first;

	(void)state;
	add(r, 1, OFFENCE_SESSION_RESET, 300);
	add_many(r, 1, OFFENCE_ATTR_DISCARD, 100, 50000);
	add(r, 1, OFFENCE_TREAT_AS_WITHDRAW, 300);
	add_many(r, 1, OFFENCE_ATTR_DISCARD, 100, 50000);
	assert_bounded(r);
	assert_int_equal(count(r, 1, OFFENCE_SESSION_RESET, &first), 1);
	assert_int_equal(count(r, 1, OFFENCE_TREAT_AS_WITHDRAW, &first), 1);
	offences_free(r);
}

/* However large it is, and however small its neighbour's share. */
static void
the_newest_stays(void **state)
{
	struct offences *r = offences_new();
	uint64_t first;
	uint32_t i;

	(void)state;
	for (i = 0; i < 5000; i++)
		add(r, i, OFFENCE_SESSION_RESET, 19);
	add(r, 9999, OFFENCE_ATTR_DISCARD, UINT16_MAX);
	assert_int_equal(count(r, 9999, OFFENCE_ATTR_DISCARD, &first), 1);
	add(r, 9999, OFFENCE_IGNORED, UINT16_MAX);
	assert_int_equal(count(r, 9999, OFFENCE_IGNORED, &first), 1);
	/* It is the one that takes most now. */
	assert_int_equal(count(r, 9999, OFFENCE_ATTR_DISCARD, &first), 0);
	assert_bounded(r);
	offences_free(r);
}

/* A reader stops anywhere, and what it stands on goes meanwhile. */
static void
a_walk_survives_what_goes(void **state)
{
	struct offences *r = offences_new();
	const struct offence *o;
	uint64_t after = 0;
	struct rbuf msg;
	unsigned n;

	(void)state;
	add_many(r, 1, OFFENCE_SESSION_RESET, 1000, 500);
	for (n = 0; n < 2000; n++) {
		o = offences_next(r, after, &msg);
		assert_non_null(o);
		assert_true(o->serial > after);
		after = o->serial;
		/* 600 fit: the reader is overtaken now and then. */
		add_many(r, 1, OFFENCE_SESSION_RESET, 1000, n % 50 == 0 ?
		    900 : 1);
	}
	/* Backwards, and beyond the end. */
	assert_non_null(offences_next(r, offences_last(r) - 1, &msg));
	o = offences_next(r, 0, &msg);
	assert_non_null(o);
	assert_true(o->serial < offences_last(r) - 500);
	assert_null(offences_next(r, offences_last(r), &msg));
	assert_null(offences_next(r, UINT64_MAX, &msg));
	offences_free(r);
}

static void
names_verdicts(void **state)
{
	unsigned v;

	(void)state;
	assert_null(offence_verdict_name(OFFENCE_NONE));
	for (v = OFFENCE_NONE + 1; v < OFFENCE_VERDICTS; v++)
		assert_non_null(offence_verdict_name(v));
	assert_null(offence_verdict_name(OFFENCE_VERDICTS));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_whole),
		cmocka_unit_test(is_bounded),
		cmocka_unit_test(a_noisy_neighbour_pushes_out_its_own),
		cmocka_unit_test(a_harmless_fault_pushes_out_its_own),
		cmocka_unit_test(the_newest_stays),
		cmocka_unit_test(a_walk_survives_what_goes),
		cmocka_unit_test(names_verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
