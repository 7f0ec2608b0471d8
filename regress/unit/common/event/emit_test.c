/* SPDX-License-Identifier: ISC */
/* Numbers of any width, octets, words and quotes, families of each shape. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "event/emit.h"

static char	out[512];

static void
begin(struct wbuf *w)
{
	memset(out, 0, sizeof(out));
	wbuf_fixed(w, out, sizeof(out) - 1);
}

static void
writes_numbers(void **state)
{
	static const uint8_t most[32] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	};
	static const uint8_t small[4] = { 0, 0, 1, 0 }, zero[20];
	struct wbuf w;

	(void)state;
	begin(&w);
	emit_number(&w, 0);
	wbuf_u8(&w, ' ');
	emit_number(&w, UINT64_MAX);
	assert_string_equal(out, "0 18446744073709551615");
	begin(&w);
	emit_wide(&w, small, sizeof(small));
	wbuf_u8(&w, ' ');
	emit_wide(&w, zero, sizeof(zero));
	wbuf_u8(&w, ' ');
	emit_wide(&w, most, 20);
	assert_string_equal(out,
	    "256 0 1461501637330902918203684832716283019655932542975");
	begin(&w);
	emit_wide(&w, most, sizeof(most));
	assert_string_equal(out, "1157920892373161954235709850086879078532"
	    "69984665640564039457584007913129639935");
	begin(&w);
	emit_wide(&w, most, sizeof(most) + 1);
	emit_wide(&w, most, 0);
	assert_string_equal(out, "");
}

static void
writes_octets_and_addresses(void **state)
{
	static const uint8_t o[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 0xfe };
	struct prefix p = { .af = ADDR_V4, .len = 9, .b = { 10, 128 } };
	struct wbuf w;

	(void)state;
	begin(&w);
	emit_hex(&w, o, 4);
	emit_hex_lower(&w, o, 4);
	emit_octets(&w, o + 2, 1);
	emit_hex(&w, NULL, 0);
	assert_string_equal(out, "0x20010DB80x20010db80D0x");
	begin(&w);
	emit_ipv4(&w, o);
	wbuf_u8(&w, ' ');
	emit_ipv6(&w, o);
	wbuf_u8(&w, ' ');
	emit_prefix(&w, &p);
	assert_string_equal(out, "32.1.13.184 2001:db8::fe 10.128.0.0/9");
}

static void
quotes_what_is_no_word(void **state)
{
	struct wbuf w;

	(void)state;
	begin(&w);
	emit_word(&w, "r1.example-net_2/x:@~+", 22);
	assert_string_equal(out, "r1.example-net_2/x:@~+");
	begin(&w);
	emit_word(&w, "a b", 3);
	emit_word(&w, "", 0);
	emit_word(&w, "a\0", 2);
	emit_word(&w, "a)", 2);
	assert_string_equal(out, "\"a b\"\"\"\"a\\u0000\"\"a)\"");
	begin(&w);
	emit_quoted(&w, "\"\\\n\xff\xc3\xa9\xe2\x80\xae", 9);
	assert_string_equal(out, "\"\\\"\\\\\\n\\ufffd\xc3\xa9\\u202e\"");
}

static void
names_families(void **state)
{
	struct wbuf w;

	(void)state;
	begin(&w);
	emit_family(&w, 1, 1, '/', SHAPE_4);
	wbuf_u8(&w, ' ');
	emit_family(&w, 25, 70, ' ', SHAPE_4);
	wbuf_u8(&w, ',');
	emit_family(&w, 16388, 71, ' ', SHAPE_4);
	assert_string_equal(out, "ipv4/unicast l2vpn evpn,bgp-ls bgp-ls");
	begin(&w);
	emit_family(&w, 99, 85, '/', SHAPE_4);
	wbuf_u8(&w, ' ');
	emit_family(&w, 0, 85, '/', SHAPE_5);
	wbuf_u8(&w, ' ');
	emit_family(&w, 1, 73, '/', SHAPE_5);
	wbuf_u8(&w, ' ');
	emit_family(&w, 1, 73, '/', SHAPE_6);
	wbuf_u8(&w, ' ');
	emit_family(&w, 1, 129, ' ', SHAPE_6);
	assert_string_equal(out, "unknown-afi-0x0x63/unknown safi 85 "
	    "undefined/mup ipv4/unknown safi 73 ipv4/sr-policy "
	    "ipv4 mpls-vpn-multicast");
}

static void
writes_again_across_a_move(void **state)
{
	struct wbuf w;
	size_t i;

	(void)state;
	wbuf_growable(&w, 1 << 16);
	wbuf_str(&w, "abc");
	for (i = 0; i < 1000; i++)
		emit_again(&w, 0, 3);
	assert_int_equal(w.len, 3003);
	assert_memory_equal(w.p + 3000, "abc", 3);
	emit_again(&w, 0, 0);
	assert_int_equal(w.len, 3003);
	wbuf_free(&w);
	wbuf_fixed(&w, out, 4);
	wbuf_str(&w, "abc");
	emit_again(&w, 0, 3);
	assert_true(w.failed);
	emit_again(&w, 0, 1);
	assert_int_equal(w.len, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_numbers),
		cmocka_unit_test(writes_octets_and_addresses),
		cmocka_unit_test(quotes_what_is_no_word),
		cmocka_unit_test(names_families),
		cmocka_unit_test(writes_again_across_a_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
