/* SPDX-License-Identifier: ISC */
/*
 * Octets that come back, and what they say of positions: never too early, and
 * not long too late while more is sent all the time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "out_written.h"

static void
sends(struct out_written *w, uint64_t octets, uint64_t seq)
{
	w->sent += octets;
	w->at[0] = seq;
}

static void
knows_what_was_written(void **state)
{
	struct out_written w = { 0 };

	(void)state;
	assert_true(out_written_has(&w, 0, 0));
	assert_false(out_written_has(&w, 0, 1));
	w.at[0] = 1;			/* nothing of it was for this one */
	assert_true(out_written_has(&w, 0, 1));
	sends(&w, 100, 5);
	assert_false(out_written_has(&w, 0, 5));
	out_written_back(&w, 99);
	assert_false(out_written_has(&w, 0, 5));
	out_written_back(&w, 1);
	assert_true(out_written_has(&w, 0, 5));
	assert_false(out_written_has(&w, 0, 6));
	/* More than was sent is nonsense. */
	out_written_back(&w, 1000);
	sends(&w, 10, 6);
	assert_false(out_written_has(&w, 0, 6));
}

/* Each step sends 100 octets more before the last 100 come back. */
static void
lags_a_little(void **state)
{
	struct out_written w = { 0 };
	uint64_t i, sent_at[200], seq;

	(void)state;
	for (i = 1; i < 200; i++) {
		sends(&w, 100, i);
		sent_at[i] = w.sent;
		if (i > 3)
			out_written_back(&w, 100);
		for (seq = 1; seq <= i; seq++) {
			if (out_written_has(&w, 0, seq))
				assert_true(sent_at[seq] <= w.back);
			else if (seq + 12 < i)
				fail_msg("%u is not known at %u",
				    (unsigned)seq, (unsigned)i);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_what_was_written),
		cmocka_unit_test(lags_a_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
