/* SPDX-License-Identifier: ISC */
/* Columns, cut names, numbers and addresses. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "put.h"

static char		text[256];
static struct wbuf	w;

static void
begin(void)
{
	memset(text, 0, sizeof(text));
	wbuf_fixed(&w, text, sizeof(text) - 1);
}

static void
aligns(void **state)
{
	(void)state;
	begin();
	put_uint(&w, 0);
	put_uint_right(&w, 42, 5);
	put_uint_right(&w, UINT64_MAX, 3);
	put_pad(&w, w.len, 2);
	put_pad(&w, 0, 1);
	wbuf_u8(&w, '|');
	assert_string_equal(text, "0   4218446744073709551615  |");
}

static void
cuts_names_at_characters(void **state)
{
	(void)state;
	begin();
	put_name(&w, "gr\xc3\xbc\xc3\x9f", 6);
	wbuf_u8(&w, '|');
	put_name(&w, "gr\xc3\xbc\xc3\x9f", 3);
	wbuf_u8(&w, '|');
	put_name(&w, "a\nb", 2);
	wbuf_u8(&w, '|');
	put_quoted(&w, "x\"y\n");
	assert_string_equal(text, "gr\xc3\xbc\xc3\x9f  |gr\xc3\xbc|a\\|"
	    "\"x\\\"y\\n\"");
}

static void
prints_addresses(void **state)
{
	static const uint8_t v6[16] = { 0x20, 1, 0xd, 0xb8 };
	static const uint8_t v4[4] = { 192, 0, 20, 109 };
	struct addr none = { .af = ADDR_NONE };
	struct addr a;

	(void)state;
	begin();
	put_prefix(&w, ADDR_V4, v4, 32);
	wbuf_u8(&w, ' ');
	put_prefix(&w, ADDR_V6, v6, 64);
	wbuf_u8(&w, ' ');
	put_addr(&w, &none);
	wbuf_u8(&w, ' ');
	a = addr_of(ADDR_V6, v6);
	put_addr(&w, &a);
	wbuf_u8(&w, ' ');
	put_ipv4(&w, 0xff00640a);
	assert_string_equal(text,
	    "192.0.20.109/32 2001:db8::/64 - 2001:db8:: 255.0.100.10");
}

static void
prints_octets(void **state)
{
	(void)state;
	begin();
	put_hex(&w, rbuf_of("\x00\x09\xaf\xff", 4));
	put_hex(&w, rbuf_of(NULL, 0));
	assert_string_equal(text, "0009afff");
	/* All of it or nothing. */
	begin();
	put_hex(&w, rbuf_of(text, sizeof(text) / 2));
	assert_true(w.failed);
	assert_int_equal(w.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aligns),
		cmocka_unit_test(cuts_names_at_characters),
		cmocka_unit_test(prints_addresses),
		cmocka_unit_test(prints_octets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
