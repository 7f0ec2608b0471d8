/* SPDX-License-Identifier: ISC */
/* Route distinguishers: each type to text and back, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/rd.h"

static void
both_ways(const char *text, const char *hex)
{
	struct octets o;
	uint8_t rd[RD_SIZE];
	char out[64] = "";
	struct wbuf w;

	octets_of(hex, &o);
	assert_int_equal(o.n, RD_SIZE);
	assert_int_equal(rd_parse(text, rd), 0);
	assert_memory_equal(rd, o.p, RD_SIZE);
	wbuf_fixed(&w, out, sizeof(out) - 1);
	rd_print(&w, rd);
	assert_string_equal(out, text);
}

static void
each_type_reads_back(void **state)
{
	(void)state;
	both_ways("65535:65536", "0000 ffff 00010000");
	both_ways("64500:4294967295", "0000 fbf4 ffffffff");
	both_ways("192.0.2.1:7", "0001 c0000201 0007");
	both_ways("70000:65535", "0002 00011170 ffff");
	both_ways("64500L:1", "0002 0000fbf4 0001");
	both_ways("0x0003000102030405", "0003 0001 02030405");
}

static void
knows_its_types(void **state)
{
	(void)state;
	assert_true(rd_is_known(0));
	assert_true(rd_is_known(2));
	assert_false(rd_is_known(3));
	assert_false(rd_is_known(UINT16_MAX));
}

static void
refuses(void **state)
{
	static const char *const bad[] = {
		"", "1", ":", "1:", ":1", "1:4294967296", "70000:65536",
		"192.0.2.1:65536", "192.0.2:1", "2001:db8::1:1", "1:-1",
		"L:1", "192.0.2.1L:1", "0x00030001020304", "4294967296:1",
		"00000000000000000000000000000000000001:1",
	};
	uint8_t rd[RD_SIZE] = { 9 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (rd_parse(bad[i], rd) != -1)
			fail_msg("'%s' was taken", bad[i]);
		assert_int_equal(rd[0], 9);
	}
}

static void
says_which_bound_is_passed(void **state)
{
	static const struct {
		const char	*s, *why;
	} said[] = {
		{ "192.0.2.1:65536", "after an IPv4 address goes to 65535" },
		{ "192.0.2.1:99999999999999999999",
		    "after an IPv4 address goes to 65535" },
		{ "65535:4294967296",
		    "after a 2-octet AS number goes to 4294967295" },
		{ "65536:65536", "after a 4-octet AS number goes to 65535" },
		{ "1.0:65536", "after a 4-octet AS number goes to 65535" },
		{ "1L:65536", "after a 4-octet AS number goes to 65535" },
		{ "4294967296:1", "an AS number goes to 4294967295" },
	};
	static const char *const silent[] = {
		"", "1", "1:", ":1", "1:-1", "1:x", "192.0.2:70000",
		"192.0.2.256:1", "192.0.2.1L:65536", "192.0.2.1:65535",
		"00000000000000000000000000000000000001:65536",
	};
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		why = rd_why(said[i].s);
		if (why == NULL || strstr(why, said[i].why) == NULL)
			fail_msg("'%s': %s", said[i].s, why);
	}
	for (i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
		if ((why = rd_why(silent[i])) != NULL)
			fail_msg("'%s': %s", silent[i], why);
}

static void
errs_at_its_token(void **state)
{
	const struct token far = { .s = "192.0.2.1:70000", .line = 3,
	    .col = 9 }, none = { .s = "x", .line = 3, .col = 9 };
	struct text_error e;

	(void)state;
	assert_int_equal(rd_error(&e, &far, "rd"), -1);
	assert_string_equal(e.msg, "rd: '192.0.2.1:70000': the number after "
	    "an IPv4 address goes to 65535");
	assert_int_equal(e.line, 3);
	assert_int_equal(e.col, 9);
	assert_int_equal(rd_error(&e, &none, "rd"), -1);
	assert_string_equal(e.msg, "rd: 'x' is not ASN:number or "
	    "address:number");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_type_reads_back),
		cmocka_unit_test(knows_its_types),
		cmocka_unit_test(refuses),
		cmocka_unit_test(says_which_bound_is_passed),
		cmocka_unit_test(errs_at_its_token),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
