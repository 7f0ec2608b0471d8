/* SPDX-License-Identifier: ISC */
/* Good arguments become values; bad ones change nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "argument.h"

static void
reads_prefixes(void **state)
{
	static const struct {
		const char	*in, *out;
		bool		 had_len;
	} good[] = {
		{ "10.0.0.1/24", "10.0.0.0/24", true },
		{ "10/8", "10.0.0.0/8", true },
		{ "10.1/16", "10.1.0.0/16", true },
		{ "192.0.2.1", "192.0.2.1/32", false },
		{ "0/0", "0.0.0.0/0", true },
		{ "2001:db8::1/32", "2001:db8::/32", true },
		{ "2001:db8::1", "2001:db8::1/128", false },
	};
	static const char *const bad[] = { "", "10.0.0.0/33", "10.0.0.0/",
	    "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8x", "10", "10.0.0",
	    "256.0.0.0/8", "::/129", "10.0.0.0.0/8", "/8",
	    "1:2:3:4:5:6:7:8:9:10:11:12:13:14:15:16:17:18:19:20:21:22:23:24" };
	struct prefix p, before;
	char buf[PREFIX_TEXT];
	bool had_len;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_null(argument_prefix(good[i].in, &p, &had_len));
		assert_string_equal(prefix_print(&p, buf, sizeof(buf)),
		    good[i].out);
		assert_int_equal(had_len, good[i].had_len);
	}
	memset(&p, 0x55, sizeof(p));
	before = p;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_non_null(argument_prefix(bad[i], &p, &had_len));
		assert_memory_equal(&p, &before, sizeof(p));
	}
}

static void
reads_neighbors(void **state)
{
	struct ctl_selector s;
	char name[CTL_NAME_MAX + 1];

	(void)state;
	assert_null(argument_neighbor("192.0.2.1", &s));
	assert_int_equal(s.kind, CTL_SEL_ADDR);
	assert_int_equal(s.addr.af, ADDR_V4);
	assert_null(argument_neighbor("fe80::1%lo", &s));
	assert_int_not_equal(s.addr.scope, 0);
	assert_non_null(argument_neighbor("fe80::1%nosuch0", &s));
	assert_null(argument_neighbor("2001:db8::/32", &s));
	assert_int_equal(s.kind, CTL_SEL_RANGE);
	assert_int_equal(s.addr.af, ADDR_V6);
	assert_int_equal(s.plen, 32);
	assert_null(argument_neighbor("192.0.2.1/24", &s));
	assert_int_equal(s.kind, CTL_SEL_NAME);
	assert_null(argument_neighbor("transit", &s));
	assert_int_equal(s.kind, CTL_SEL_NAME);
	assert_string_equal(s.name, "transit");
	assert_null(argument_group("peers", &s));
	assert_int_equal(s.kind, CTL_SEL_GROUP);
	memset(name, 'x', sizeof(name));
	name[CTL_NAME_MAX] = '\0';
	assert_non_null(argument_neighbor(name, &s));
	assert_int_equal(s.kind, CTL_SEL_GROUP);
	name[CTL_NAME_MAX - 1] = '\0';
	assert_null(argument_neighbor(name, &s));
	assert_non_null(argument_neighbor("", &s));
}

static void
reads_as_numbers(void **state)
{
	uint32_t as;

	(void)state;
	assert_null(argument_as("64496", &as));
	assert_int_equal(as, 64496);
	assert_null(argument_as("1.2", &as));
	assert_int_equal(as, 65538);
	assert_null(argument_as("4294967295", &as));
	assert_non_null(argument_as("4294967296", &as));
	assert_non_null(argument_as("1.65536", &as));
	assert_non_null(argument_as("AS1", &as));
	assert_non_null(argument_as("", &as));
	assert_non_null(argument_as("-1", &as));
	assert_non_null(argument_as("1.2.3", &as));
	assert_true(as == UINT32_MAX);
}

static void
reads_communities(void **state)
{
	static const uint8_t rt2[8] = { 0, 2, 0xfb, 0xf0, 0, 0, 0, 7 };
	static const uint8_t rt4[8] = { 2, 2, 0, 1, 0, 0, 0, 7 };
	static const uint8_t soo[8] = { 1, 3, 192, 0, 2, 1, 0, 7 };
	uint32_t c, l[3];
	uint8_t e[8];

	(void)state;
	assert_null(argument_community("64496:7", &c));
	assert_int_equal(c, 64496u << 16 | 7);
	assert_null(argument_community("no_export", &c));
	assert_true(c == 0xffffff01);
	assert_non_null(argument_community("65536:1", &c));
	assert_non_null(argument_community("1", &c));
	assert_non_null(argument_community("1:2:3", &c));
	assert_null(argument_large("4294967295:2:3", l));
	assert_true(l[0] == UINT32_MAX && l[1] == 2 && l[2] == 3);
	assert_non_null(argument_large("1:2", l));
	assert_null(argument_ext("64496:7", 2, e));
	assert_memory_equal(e, rt2, 8);
	assert_null(argument_ext("65536:7", 2, e));
	assert_memory_equal(e, rt4, 8);
	assert_null(argument_ext("192.0.2.1:7", 3, e));
	assert_memory_equal(e, soo, 8);
	assert_non_null(argument_ext("65536:65536", 2, e));
	assert_non_null(argument_ext("x:1", 2, e));
	assert_null(argument_ext_flow("64496:0", EXT_FLOW_RATE, e));
	assert_memory_equal(e, "\x80\x06\xfb\xf0\0\0\0\0", 8);
	assert_null(argument_ext_flow("0:9600", EXT_FLOW_PPS, e));
	assert_memory_equal(e, "\x80\x0c\0\0\x46\x16\0\0", 8);
	assert_null(argument_ext_flow("0:48", EXT_FLOW_DSCP, e));
	assert_memory_equal(e, "\x80\x09\0\0\0\0\0\x30", 8);
	assert_null(argument_ext_flow("192.0.2.1:7", EXT_FLOW_RT_REDIR, e));
	assert_memory_equal(e, "\x81\x08\xc0\0\2\1\0\7", 8);
	assert_non_null(argument_ext_flow("x", EXT_FLOW_RT_REDIR, e));
	assert_non_null(argument_ext_flow("65536:1", EXT_FLOW_RATE, e));
	assert_non_null(argument_ext_flow("1", EXT_FLOW_RATE, e));
	assert_non_null(argument_ext_flow("1:x", EXT_FLOW_ACTION, e));
	assert_non_null(argument_ext_flow("1:4294967296", EXT_FLOW_DSCP, e));
	assert_null(argument_ext_hex("0x0002fbf000000007", e));
	assert_memory_equal(e, rt2, 8);
	assert_non_null(argument_ext_hex("0x0002fbf00000000", e));
}

static void
reads_route_distinguishers(void **state)
{
	static const uint8_t want[] = { 0, 1, 192, 0, 2, 1, 0, 7 };
	uint8_t rd[8];

	(void)state;
	assert_null(argument_rd("192.0.2.1:7", rd));
	assert_memory_equal(rd, want, sizeof(rd));
	assert_string_equal(argument_rd("7", rd),
	    "not a route distinguisher, AS:N or ADDRESS:N");
	assert_string_equal(argument_rd("192.0.2.1:70000", rd),
	    "the number after an IPv4 address goes to 65535");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_prefixes),
		cmocka_unit_test(reads_neighbors),
		cmocka_unit_test(reads_as_numbers),
		cmocka_unit_test(reads_communities),
		cmocka_unit_test(reads_route_distinguishers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
