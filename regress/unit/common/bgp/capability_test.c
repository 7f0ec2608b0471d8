/* SPDX-License-Identifier: ISC */
/* Capabilities: order, round trip, and which mistakes are forgiven. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/capability.h"

static const uint8_t all[] = {
	1, 4, 0, 1, 0, 1,
	65, 4, 0, 0, 0xff, 0xfd,
	5, 6, 0, 1, 0, 1, 0, 2,
	69, 4, 0, 1, 1, 3,
	76, 5, 0, 1, 1, 0, 10,
	64, 6, 0xc0, 120, 0, 1, 1, 0x80,
	2, 0,
	70, 0,
	6, 0,
	9, 1, 3,
	71, 7, 0, 1, 1, 0x80, 0, 14, 16,
	73, 7, 3, 'f', 'o', 'o', 2, 'b', 'c',
	75, 2, 1, 'v',
	77, 0,
};

static void
order_and_round_trip(void **state)
{
	uint8_t room[512];
	struct capabilities c;
	struct notify err;
	struct wbuf w;

	(void)state;
	capabilities_init(&c);
	assert_int_equal(capabilities_read(rbuf_of(all, sizeof(all)), &c,
	    &err), 0);
	assert_int_equal(c.gr_time, 120);
	assert_true(c.gr_restarting && c.gr_notification);
	assert_int_equal(c.llgr.v[0].n, 3600);
	assert_string_equal(c.domain, "bc");
	assert_int_equal(c.nunknown, 0);
	wbuf_fixed(&w, room, sizeof(room));
	capabilities_write(&w, &c);
	assert_int_equal(w.len, sizeof(all));
	assert_memory_equal(room, all, sizeof(all));
}

static void
cut_anywhere(void **state)
{
	struct capabilities c, before;
	struct notify err;
	size_t n, end = 0;

	(void)state;
	capabilities_init(&before);
	for (n = 1; n < sizeof(all); n++) {
		c = before;
		if (n > end + 1 && n == end + 2 + all[end + 1])
			end = n;
		if (n == end) {
			assert_int_equal(capabilities_read(rbuf_of(all, n),
			    &c, &err), 0);
			continue;
		}
		assert_int_equal(capabilities_read(rbuf_of(all, n), &c,
		    &err), -1);
		assert_int_equal(err.subcode, OPEN_UNSPECIFIC);
		assert_memory_equal(&c, &before, sizeof(c));
	}
}

static const struct {
	const char	*tlv;
	size_t		 len;
	int		 result;
} odd[] = {
	{ "\1\3\0\1\0", 5, 0 },			/* MP too short: ignored */
	{ "\105\4\0\1\1\4", 6, 0 },		/* ADD-PATH mode 4 */
	{ "\100\3\0\1\1", 5, 0 },		/* graceful restart */
	{ "\107\3\0\1\1", 5, 0 },
	{ "\111\2\5a", 4, 0 },			/* name overruns */
	{ "\113\2\5a", 4, 0 },
	{ "\2\1\0", 3, 0 },
	{ "\101\3\0\0\1", 5, -1 },		/* AS4 is who it is */
	{ "\11\0", 2, -1 },
};

static void
mistakes(void **state)
{
	struct capabilities c, before;
	struct notify err;
	size_t i;

	(void)state;
	capabilities_init(&before);
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		c = before;
		assert_int_equal(capabilities_read(rbuf_of(odd[i].tlv,
		    odd[i].len), &c, &err), odd[i].result);
		assert_memory_equal(&c, &before, sizeof(c));
	}
}

static void
roles_unknown_and_words(void **state)
{
	struct capabilities c;
	struct notify err;

	(void)state;
	capabilities_init(&c);
	assert_int_equal(capabilities_read(rbuf_of("\11\1\1\11\1\1", 6), &c,
	    &err), 0);
	assert_false(c.role_conflict);
	assert_int_equal(capabilities_read(rbuf_of("\11\1\2\370\0\370\0", 7),
	    &c, &err), 0);
	assert_true(c.role_conflict);
	assert_int_equal(c.nunknown, 1);
	assert_true(capability_present(&c, 248));
	assert_false(capability_present(&c, CAP_MP));
	assert_int_equal(capabilities_read(rbuf_of("\200\0", 2), &c, &err), 0);
	assert_true(c.refresh);
	assert_int_equal(capability_by_word("route-refresh"), CAP_REFRESH);
	assert_int_equal(capability_by_word("nonsense"), 0);
}

/* Of a family the first limit counts, and 0 is none. */
static void
first_paths_limit(void **state)
{
	static const uint8_t tlv[] = { 76, 15, 0, 1, 1, 0, 0, 0, 1, 1, 0, 5,
	    0, 1, 1, 0, 9 };
	struct capabilities c;
	struct notify err;

	(void)state;
	capabilities_init(&c);
	assert_int_equal(capabilities_read(rbuf_of(tlv, sizeof(tlv)), &c,
	    &err), 0);
	assert_int_equal(c.paths_limit.n, 1);
	assert_int_equal(c.paths_limit.v[0].n, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_and_round_trip),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(mistakes),
		cmocka_unit_test(roles_unknown_and_words),
		cmocka_unit_test(first_paths_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
