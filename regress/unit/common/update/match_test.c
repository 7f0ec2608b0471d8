/* SPDX-License-Identifier: ISC */
/* The filters of show rib and show mrt that are about attributes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "update/match.h"

static bool
as(uint8_t where, uint32_t number, const char *hex)
{
	const struct ctl_rib_filter c = { .flags = CTL_RIB_AS, .as = number,
	    .as_where = where };
	struct octets o;

	octets_of(hex, &o);
	return match_as(&c, rbuf_of(o.p, o.n));
}

static void
of_paths(void **state)
{
	static const char path[] = "02 03 0000fbf4 0000fbf5 0000fbf6";
	const struct ctl_rib_filter none = { 0 }, empty = {
	    .flags = CTL_RIB_EMPTY_AS };
	struct octets o;

	(void)state;
	octets_of(path, &o);
	assert_true(match_as(&none, rbuf_of(o.p, o.n)));
	assert_false(match_as(&empty, rbuf_of(o.p, o.n)));
	assert_true(match_as(&empty, rbuf_of(NULL, 0)));
	assert_true(as(CTL_AS_ANY, 64501, path));
	assert_false(as(CTL_AS_ANY, 64503, path));
	assert_true(as(CTL_AS_PEER, 64500, path));
	assert_false(as(CTL_AS_PEER, 64501, path));
	assert_true(as(CTL_AS_SOURCE, 64502, path));
	assert_false(as(CTL_AS_SOURCE, 64500, path));
	assert_true(as(CTL_AS_TRANSIT, 64501, path));
	assert_false(as(CTL_AS_TRANSIT, 64502, path));
	assert_false(as(CTL_AS_ANY, 64501, ""));
}

static void
of_communities(void **state)
{
	struct ctl_rib_filter c = { .community = 0xfbf00005,
	    .large = { 64496, 1, 2 }, .ext = { 0, 2, 0xfb, 0xf0, 0, 0, 0, 7 } };
	struct octets plain, large, ext;
	struct match_lists l = { 0 };
	unsigned i;

	(void)state;
	octets_of("0000fbf0 0005fbf0 fbf00005", &plain);
	octets_of("0000fbf0 00000001 00000003 0000fbf0 00000001 00000002",
	    &large);
	octets_of("0003fbf000000007 0002fbf000000007", &ext);
	assert_true(match_lists(&c, &l));
	for (i = 0; i < 2; i++) {
		c.flags = CTL_RIB_COMMUNITY;
		assert_int_equal(match_lists(&c, &l), i == 1);
		c.flags = CTL_RIB_LARGE;
		assert_int_equal(match_lists(&c, &l), i == 1);
		c.flags = CTL_RIB_EXT;
		assert_int_equal(match_lists(&c, &l), i == 1);
		l.communities = rbuf_of(plain.p, plain.n);
		l.large = rbuf_of(large.p, large.n);
		l.ext = rbuf_of(ext.p, ext.n);
	}
	/* all that are asked for; whole ones only */
	c.flags = CTL_RIB_COMMUNITY | CTL_RIB_LARGE | CTL_RIB_EXT;
	assert_true(match_lists(&c, &l));
	c.community = 0x0005fbf1;
	assert_false(match_lists(&c, &l));
	c.community = 0xfbf00005;
	l.ext.left = 8;
	assert_false(match_lists(&c, &l));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_paths),
		cmocka_unit_test(of_communities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
