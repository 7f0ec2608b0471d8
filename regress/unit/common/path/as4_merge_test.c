/* SPDX-License-Identifier: ISC */
/* RFC 6793 4.2.3: which AS numbers are believed, case by case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static const struct attr_profile old = { .ebgp = 1, .confed = 1 };

static void
merges(const char *raw, const char *canon)
{
	struct attr_summary sum;
	struct attr_report why;
	struct octets in, want;
	struct wbuf w;

	octets_of(raw, &in);
	octets_of(canon, &want);
	wbuf_growable(&w, 4096);
	attr_set_check(rbuf_of(in.p, in.n), &old, &w, &sum, &why);
	if (w.len != want.n || memcmp(w.p, want.p, want.n) != 0)
		fail_msg("%s", raw);
	wbuf_free(&w);
}

static void
without_as4_path(void **state)
{
	(void)state;
	merges("40 02 06 02 02 fde8 fde9", "40 02 0a 02 02 0000fde8 0000fde9");
	merges("40 02 00", "40 02 00");
	merges("40 02 08 02 01 fde8 01 01 0005",
	    "40 02 0c 02 01 0000fde8 01 01 00000005");
}

static void
longer_as4_path_is_ignored(void **state)
{
	(void)state;
	merges("40 02 04 02 01 fde8 c0 11 0a 02 02 00010000 00010001",
	    "40 02 06 02 01 0000fde8");
}

static void
lead_is_prepended(void **state)
{
	(void)state;
	merges("40 02 08 02 03 fde8 5ba0 5ba0 "
	    "c0 11 0a 02 02 00010000 00010001",
	    "40 02 0e 02 03 0000fde8 00010000 00010001");
	/* A set counts one and stays whole. */
	merges("40 02 0e 02 01 fde8 01 02 0001 0002 02 01 5ba0 "
	    "c0 11 06 02 01 00010000",
	    "40 02 16 02 01 0000fde8 01 02 00000001 00000002 "
	    "02 01 00010000");
	merges("40 02 04 02 01 5ba0 c0 11 06 01 01 00010000",
	    "40 02 06 01 01 00010000");
}

static void
confederation_segments(void **state)
{
	(void)state;
	/* Leading ones are kept and count nothing. */
	merges("40 02 08 03 01 0007 02 01 5ba0 c0 11 06 02 01 00010000",
	    "40 02 0c 03 01 00000007 02 01 00010000");
	/* Those inside AS4_PATH are dropped. */
	merges("40 02 04 02 01 5ba0 c0 11 0c 03 01 00000009 02 01 00010000",
	    "40 02 06 02 01 00010000");
}

static void
aggregator_tells_whether_to_believe(void **state)
{
	/* Rewritten by an old speaker: both AS4 attributes are stale. */
	(void)state;
	merges("40 02 04 02 01 5ba0 c0 07 06 fde8 c0000201 "
	    "c0 11 06 02 01 00010000 c0 12 08 00010000 c0000202",
	    "40 02 06 02 01 00005ba0 c0 07 08 0000fde8 c0000201");
	merges("40 02 04 02 01 5ba0 c0 07 06 5ba0 c0000201 "
	    "c0 11 06 02 01 00010000 c0 12 08 00010000 c0000202",
	    "40 02 06 02 01 00010000 c0 07 08 00010000 c0000202");
	merges("40 02 00 c0 12 08 00010000 c0000202", "40 02 00");
}

/* The rule about AS_TRANS is one about both: AGGREGATOR alone says nothing. */
static void
plain_aggregator_leaves_as4_path_believed(void **state)
{
	(void)state;
	merges("40 02 04 02 01 5ba0 c0 07 06 fde8 c0000201 "
	    "c0 11 06 02 01 00010000",
	    "40 02 06 02 01 00010000 c0 07 08 0000fde8 c0000201");
	merges("40 02 04 02 01 5ba0 c0 07 06 5ba0 c0000201 "
	    "c0 11 06 02 01 00010000",
	    "40 02 06 02 01 00010000 c0 07 08 00005ba0 c0000201");
	/* AS4_AGGREGATOR alone says nothing either. */
	merges("40 02 04 02 01 5ba0 c0 11 06 02 01 00010000 "
	    "c0 12 08 00010000 c0000202", "40 02 06 02 01 00010000");
}

static void
long_path_gets_extended_length(void **state)
{
	char raw[2000], want[2000];
	size_t n, r, c;

	(void)state;
	r = (size_t)snprintf(raw, sizeof(raw), "40 02 c8 02 63 ");
	c = (size_t)snprintf(want, sizeof(want), "50 02 018e 02 63 ");
	for (n = 0; n < 99; n++) {
		r += (size_t)snprintf(raw + r, sizeof(raw) - r, "fde8");
		c += (size_t)snprintf(want + c, sizeof(want) - c,
		    "0000fde8");
	}
	merges(raw, want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_as4_path),
		cmocka_unit_test(longer_as4_path_is_ignored),
		cmocka_unit_test(lead_is_prepended),
		cmocka_unit_test(confederation_segments),
		cmocka_unit_test(aggregator_tells_whether_to_believe),
		cmocka_unit_test(plain_aggregator_leaves_as4_path_believed),
		cmocka_unit_test(long_path_gets_extended_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
