/* SPDX-License-Identifier: ISC */
/* Prefixes as text and octets, their order and what covers what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "bgp/prefix.h"

static void
text_there_and_back(void **state)
{
	static const char *const good[] = { "0.0.0.0/0", "192.0.2.0/24",
	    "192.0.2.128/25", "192.0.2.1/32", "::/0", "2001:db8::/32",
	    "2001:db8::1/128" };
	struct prefix p;
	char text[PREFIX_TEXT];
	bool had;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(prefix_parse(good[i], &p, &had), PREFIX_OK);
		assert_true(had);
		assert_string_equal(prefix_print(&p, text, sizeof(text)),
		    good[i]);
	}
	assert_int_equal(prefix_parse("192.0.2.1", &p, &had), PREFIX_OK);
	assert_false(had);
	assert_int_equal(p.len, 32);
	assert_int_equal(prefix_parse("2001:db8::", &p, NULL), PREFIX_OK);
	assert_int_equal(p.len, 128);
}

static void
refuses(void **state)
{
	static const struct {
		const char *s;
		enum prefix_error e;
	} v[] = {
		{ "192.0.2.1/24", PREFIX_HOST_BITS },
		{ "192.0.2.129/25", PREFIX_HOST_BITS },
		{ "0.0.0.1/0", PREFIX_HOST_BITS },
		{ "2001:db8::1/127", PREFIX_HOST_BITS },
		{ "192.0.2.0/33", PREFIX_LENGTH },
		{ "2001:db8::/129", PREFIX_LENGTH },
		{ "10.9.0/24", PREFIX_SYNTAX }, { "10/8", PREFIX_SYNTAX },
		{ "192.0.2.0/", PREFIX_SYNTAX },
		{ "192.0.2.0/-1", PREFIX_SYNTAX },
		{ "192.0.2.0/024", PREFIX_SYNTAX },
		{ "192.0.2.0/24x", PREFIX_SYNTAX },
		{ "192.0.2.0/1000", PREFIX_SYNTAX },
		{ "192.0.2.0/24/24", PREFIX_SYNTAX },
		{ "fe80::%1/64", PREFIX_SYNTAX }, { "", PREFIX_SYNTAX },
		{ "/24", PREFIX_SYNTAX },
	};
	struct prefix p = { .af = 77 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		if (prefix_parse(v[i].s, &p, NULL) != v[i].e)
			fail_msg("\"%s\"", v[i].s);
		assert_true(strlen(prefix_error_text(v[i].e)) > 0);
	}
	assert_int_equal(p.af, 77);
}

static struct prefix
of(const char *s)
{
	struct prefix p;

	assert_int_equal(prefix_parse(s, &p, NULL), PREFIX_OK);
	return p;
}

static void
order(void **state)
{
	struct prefix wide = of("192.0.0.0/22"), in = of("192.0.3.0/24"),
	    same = of("192.0.0.0/24"), out = of("192.0.4.0/24"),
	    v6 = of("::/0");

	(void)state;
	assert_true(prefix_cmp(&wide, &same) < 0);
	assert_true(prefix_cmp(&same, &in) < 0);
	assert_true(prefix_cmp(&out, &v6) < 0);
	assert_int_equal(prefix_cmp(&in, &in), 0);
}

static void
holds_what_it_covers(void **state)
{
	struct prefix all = of("0.0.0.0/0"), wide = of("192.0.2.0/23"),
	    in = of("192.0.3.128/25"), out = of("192.0.4.0/24"),
	    v6 = of("::/0");

	(void)state;
	assert_true(prefix_holds(&all, &in));
	assert_true(prefix_holds(&wide, &in));
	assert_true(prefix_holds(&in, &in));
	assert_false(prefix_holds(&in, &wide));
	assert_false(prefix_holds(&wide, &out));
	assert_false(prefix_holds(&v6, &in));
	assert_false(prefix_holds(&all, &v6));
}

static void
octets_there_and_back(void **state)
{
	static const uint8_t wire[] = { 25, 192, 0, 2, 0xff, 0, 8, 10 };
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	uint8_t out[16];
	struct wbuf w;
	struct prefix p, want = of("192.0.2.128/25");

	(void)state;
	assert_int_equal(prefix_read(&b, ADDR_V4, &p), 0);
	assert_memory_equal(&p, &want, sizeof(p));	/* masked */
	wbuf_fixed(&w, out, sizeof(out));
	prefix_write(&w, &p);
	assert_int_equal(w.len, 5);
	assert_memory_equal(out, "\x19\xc0\x00\x02\x80", 5);
	assert_int_equal(prefix_read(&b, ADDR_V4, &p), 0);
	assert_int_equal(p.len, 0);
	assert_int_equal(prefix_read(&b, ADDR_V4, &p), 0);
	assert_int_equal(b.left, 0);
	assert_int_equal(prefix_read(&b, ADDR_V4, &p), -1);
}

static void
octets_malformed(void **state)
{
	static const uint8_t wire[] = { 33, 192, 0, 2, 1, 0 };
	static const uint8_t cut[] = { 24, 192, 0 };
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	struct rbuf c = rbuf_of(cut, sizeof(cut));
	struct prefix p = { .af = 77 };

	(void)state;
	assert_int_equal(prefix_read(&b, ADDR_V4, &p), -1);
	assert_int_equal(b.left, sizeof(wire));
	assert_int_equal(prefix_read(&b, ADDR_V6, &p), 0);
	p.af = 77;
	assert_int_equal(prefix_read(&c, ADDR_V4, &p), -1);
	assert_int_equal(p.af, 77);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_there_and_back),
		cmocka_unit_test(refuses),
		cmocka_unit_test(order),
		cmocka_unit_test(holds_what_it_covers),
		cmocka_unit_test(octets_there_and_back),
		cmocka_unit_test(octets_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
