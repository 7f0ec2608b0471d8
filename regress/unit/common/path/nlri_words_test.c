/* SPDX-License-Identifier: ISC */
/* Values of words and members of objects that families of NLRI share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bgp/prefix.h"
#include "common/path/path_help.h"
#include "path/nlri_words.h"
#include "path/rd.h"

/* All that a value may be. */
union value {
	uint8_t		octets[16];
	uint16_t	u16;
	uint32_t	u32;
	struct addr	addr;
	struct prefix	prefix;
};

static int
value_of(nlri_value *fn, const char *s, union value *v, struct text_error *e)
{
	static struct words w;

	memset(e, 0, sizeof(*e));
	words_of(s, &w);
	memset(v, 0, sizeof(*v));
	if (fn(&w.t, "it", v, e) == -1) {
		assert_int_equal(w.t.at, 0);
		return -1;
	}
	assert_int_equal(w.t.at, 1);
	return 0;
}

static void
gives(nlri_value *fn, const char *s, const char *hex)
{
	struct text_error e;
	struct octets o;
	union value v;

	octets_of(hex, &o);
	if (value_of(fn, s, &v, &e) == -1)
		fail_msg("%s: %s", s, e.msg);
	assert_memory_equal(v.octets, o.p, o.n);
}

static void
refuses(nlri_value *fn, const char *s, const char *msg)
{
	static const union value none;
	struct text_error e;
	union value v;

	if (value_of(fn, s, &v, &e) == 0)
		fail_msg("%s was taken", s);
	assert_string_equal(e.msg, msg);
	assert_int_equal(e.col, 1);
	assert_memory_equal(&v, &none, sizeof(v));
}

static void
values(void **state)
{
	struct text_error e;
	union value v;

	(void)state;
	assert_int_equal(value_of(nlri_value_u16, "65535", &v, &e), 0);
	assert_int_equal(v.u16, 65535);
	assert_int_equal(value_of(nlri_value_u32, "0xffffffff", &v, &e), 0);
	assert_int_equal(v.u32, 0xffffffff);
	assert_int_equal(value_of(nlri_value_asn, "1.2", &v, &e), 0);
	assert_int_equal(v.u32, 0x10002);
	assert_int_equal(value_of(nlri_value_addr, "192.0.2.1", &v, &e), 0);
	assert_int_equal(v.addr.af, ADDR_V4);
	assert_int_equal(value_of(nlri_value_addr, "2001:db8::1", &v, &e), 0);
	assert_int_equal(v.addr.af, ADDR_V6);
	assert_int_equal(value_of(nlri_value_prefix, "192.0.2.0/25", &v, &e),
	    0);
	assert_int_equal(v.prefix.len, 25);
	gives(nlri_value_rd, "64500:1", "0000 fbf4 00000001");
	gives(nlri_value_esi, "0", "00000000000000000000");
	gives(nlri_value_esi, "-", "00000000000000000000");
	gives(nlri_value_esi, "00:11:22:33:44:55:66:77:88:aF",
	    "001122334455667788af");
	gives(nlri_value_esi, "0x0011223344556677889a",
	    "0011223344556677889a");
	gives(nlri_value_mac, "00:00:5e:00:53:0A", "00005e00530a");
	gives(nlri_value_mac, "00-00-5e-00-53-0a", "00005e00530a");
}

static void
no_values(void **state)
{
	nlri_value *const all[] = { nlri_value_rd, nlri_value_asn,
	    nlri_value_addr, nlri_value_prefix, nlri_value_esi,
	    nlri_value_mac };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		refuses(all[i], "", "it: a value is missing");
	refuses(nlri_value_u16, "", "it: a number is missing");
	refuses(nlri_value_u16, "65536",
	    "it: '65536' is not a number from 0 to 65535");
	refuses(nlri_value_u32, "-1",
	    "it: '-1' is not a number from 0 to 4294967295");
	refuses(nlri_value_rd, "64500",
	    "it: '64500' is not ASN:number or address:number");
	refuses(nlri_value_addr, "192.0.2",
	    "it: '192.0.2' is not an IPv4 or IPv6 address");
	refuses(nlri_value_addr, "fe80::1%1",
	    "it: 'fe80::1%1' is not an IPv4 or IPv6 address");
	refuses(nlri_value_prefix, "192.0.2.1/24", "it '192.0.2.1/24': bits "
	    "behind the prefix length are set");
	refuses(nlri_value_esi, "00:11:22:33:44:55:66:77:88",
	    "it: '00:11:22:33:44:55:66:77:88' is not ten octets "
	    "(00:01:…:09) or 0");
	refuses(nlri_value_mac, "00:00:5e:00-53:01",
	    "it: '00:00:5e:00-53:01' is not a MAC address "
	    "(00:00:5e:00:53:01)");
	refuses(nlri_value_mac, "00:00:5e:00:53:0g",
	    "it: '00:00:5e:00:53:0g' is not a MAC address "
	    "(00:00:5e:00:53:01)");
}

struct some {
	uint16_t	a;
	uint32_t	b;
};

static const struct nlri_word rows[] = {
	{ "first", nlri_value_u16, offsetof(struct some, a), 1 },
	{ "second", nlri_value_u32, offsetof(struct some, b), 2 },
	{ "other", nlri_value_u32, offsetof(struct some, b), 2 },
};

static void
takes_words_of_a_table(void **state)
{
	static struct words w;
	struct text_error e;
	struct some some = { 0 };
	uint32_t seen = 0;

	(void)state;
	words_of("other 7 med first 5 second 8", &w);
	assert_int_equal(nlri_word_one(rows, 3, &some, &seen, &w.t, &e), 1);
	assert_int_equal(some.b, 7);
	assert_int_equal(seen, 2);
	assert_int_equal(nlri_word_one(rows, 3, &some, &seen, &w.t, &e), 0);
	assert_int_equal(w.t.at, 2);
	assert_int_equal(nlri_word_missing(rows, 3, 3, seen, &w.t, &e), -1);
	assert_string_equal(e.msg, "'first' is missing");
	assert_int_equal(e.col, 9);
	assert_int_equal(nlri_word_missing(rows, 3, 2, seen, &w.t, &e), 0);
	w.t.at++;
	assert_int_equal(nlri_word_one(rows, 3, &some, &seen, &w.t, &e), 1);
	assert_int_equal(some.a, 5);
	assert_int_equal(nlri_word_missing(rows, 3, 3, seen, &w.t, &e), 0);
	assert_int_equal(nlri_word_one(rows, 3, &some, &seen, &w.t, &e), -1);
	assert_string_equal(e.msg, "'second' is said twice");
	assert_int_equal(e.col, 21);
	assert_int_equal(some.b, 7);
	words_of("first x", &w);
	seen = 0;
	assert_int_equal(nlri_word_one(rows, 3, &some, &seen, &w.t, &e), -1);
	assert_string_equal(e.msg, "first: 'x' is not a number from 0 to "
	    "65535");
	assert_int_equal(seen, 0);
}

static void
digits(void **state)
{
	static const char *const bad[] = { "", "0", "00", "0x0", "0x0g",
	    "0x010203", "1x01" };
	uint8_t out[8];
	struct wbuf w;
	size_t i;

	(void)state;
	wbuf_fixed(&w, out, sizeof(out));
	assert_int_equal(nlri_hex("0x", 2, &w), 0);
	assert_int_equal(w.len, 0);
	assert_int_equal(nlri_hex("0x0aFF", 2, &w), 0);
	assert_int_equal(w.len, 2);
	assert_int_equal(out[0], 0x0a);
	assert_int_equal(out[1], 0xff);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (nlri_hex(bad[i], 2, &w) != -1)
			fail_msg("'%s' was taken", bad[i]);
		assert_int_equal(w.len, 2);
	}
}

static void
prints(void **state)
{
	static const uint8_t mac[] = { 0, 0, 0x5e, 0, 0x53, 0xaf };
	static const uint8_t rd[] = { 0, 0, 0xfb, 0xf4, 0, 0, 0, 1 };
	static const uint8_t labels[] = { 0, 0x3e, 0x81, 0, 0, 0 };
	const uint32_t id = 0x01020304;
	char out[512] = "";
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, out, sizeof(out) - 1);
	nlri_print_octets(&w, mac, sizeof(mac));
	nlri_line_path(&w, NULL);
	nlri_json_path(&w, NULL);
	nlri_line_path(&w, &id);
	assert_string_equal(out,
	    "00:00:5e:00:53:af path-information 1.2.3.4");
	memset(out, 0, sizeof(out));
	wbuf_reset(&w);
	nlri_json_rd(&w, rd);
	nlri_json_path(&w, &id);
	wbuf_str(&w, ", ");
	nlri_json_labels(&w, rbuf_of(labels, sizeof(labels)));
	wbuf_str(&w, ", ");
	nlri_json_number(&w, "n", 5);
	assert_string_equal(out, "\"rd\": \"64500:1\", "
	    "\"path-information\": \"1.2.3.4\", "
	    "\"label\": [ [ 1000, 16001 ], [ 0 ] ], \"n\": 5");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(no_values),
		cmocka_unit_test(takes_words_of_a_table),
		cmocka_unit_test(digits),
		cmocka_unit_test(prints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
