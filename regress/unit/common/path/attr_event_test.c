/* SPDX-License-Identifier: ISC */
/*
 * Sets of attributes in events: the scalar ones, the order, what has no form,
 * what is not of its form, and what belongs to the NLRI.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "common/path/path_help.h"
#include "event/emit.h"

static char	out[65536];

static const char *
json_of(const char *hex, unsigned shape, bool next_hop)
{
	struct octets o;
	struct wbuf w;

	octets_of(hex, &o);
	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	attr_set_json(&w, rbuf_of(o.p, o.n), shape, next_hop);
	assert_false(w.failed);
	return out;
}

static const char *
line_of(const char *hex, unsigned shape)
{
	struct octets o;
	struct wbuf w;

	octets_of(hex, &o);
	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	attr_set_line(&w, rbuf_of(o.p, o.n), shape);
	assert_false(w.failed);
	return out;
}

static const struct {
	const char	*hex;
	const char	*json;
	const char	*line;
} rows[] = {
	{ "40010100", "\"origin\": \"igp\"", " origin igp" },
	{ "40010101", "\"origin\": \"egp\"", " origin egp" },
	{ "40010102", "\"origin\": \"incomplete\"", " origin incomplete" },
	{ "80040400000005", "\"med\": 5", " med 5" },
	{ "400504FFFFFFFF", "\"local-preference\": 4294967295",
	    " local-preference 4294967295" },
	{ "400600", "\"atomic-aggregate\": true", " atomic-aggregate" },
	{ "C007080001117BC0000203", "\"aggregator\": \"70011:192.0.2.3\"",
	    " aggregator ( 70011:192.0.2.3 )" },
	{ "800904C000024D", "\"originator-id\": \"192.0.2.77\"",
	    " originator-id 192.0.2.77" },
	{ "801A0B 01000B 0000000000000064", "\"aigp\": "
	    "\"0x0000000000000064\"", " aigp 0x0000000000000064" },
	/* Another TLV first; none that counts (RFC 7311 3). */
	{ "801A0F 020004FF 01000B 00000000000000FF", "\"aigp\": "
	    "\"0x00000000000000ff\"", " aigp 0x00000000000000ff" },
	{ "801A04 020004FF", "", "" },
	{ "C0990301 02AB", "\"attribute-0x99-0xE0\": \"0x0102ab\"",
	    " attribute [ 0x99 0xE0 0x0102ab ]" },
	{ "809900", "\"attribute-0x99-0x80\": \"0x\"",
	    " attribute [ 0x99 0x80 0x ]" },
	{ "C02803 630000", "\"bgp-prefix-sid\": { "
	    "\"attribute-not-implemented-99\": \"0x\" }",
	    " attribute [ 0x28 0xE0 0x630000 ]" },
	/* Not of the form of its row: octets, whatever they are. */
	{ "40010109", "\"attribute-0x01-0x60\": \"0x09\"",
	    " attribute [ 0x01 0x60 0x09 ]" },
	{ "800400", "\"attribute-0x04-0x80\": \"0x\"",
	    " attribute [ 0x04 0x80 0x ]" },
	{ "400204 0201 00FF", "\"attribute-0x02-0x60\": \"0x020100ff\"",
	    " attribute [ 0x02 0x60 0x020100ff ]" },
	{ "801A03 01000B", "\"attribute-0x1A-0x80\": \"0x01000b\"",
	    " attribute [ 0x1A 0x80 0x01000b ]" },
};

static void
says_each(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(json_of(rows[i].hex, SHAPE_4, false),
		    rows[i].json);
		assert_string_equal(json_of(rows[i].hex, SHAPE_6, false),
		    rows[i].json);
		assert_string_equal(line_of(rows[i].hex, SHAPE_4),
		    rows[i].line);
	}
}

static void
says_all_of_a_set(void **state)
{
	static const char set[] = "40010100 400200 400304C0000209 "
	    "80040400000005 400600 C0990101";

	(void)state;
	assert_string_equal(json_of(set, SHAPE_4, false),
	    "\"origin\": \"igp\", \"med\": 5, \"atomic-aggregate\": true, "
	    "\"attribute-0x99-0xE0\": \"0x01\"");
	assert_string_equal(json_of(set, SHAPE_6, true),
	    "\"origin\": \"igp\", \"next-hop\": \"192.0.2.9\", \"med\": 5, "
	    "\"atomic-aggregate\": true, "
	    "\"attribute-0x99-0xE0\": \"0x01\"");
	assert_string_equal(line_of(set, SHAPE_4), " origin igp med 5 "
	    "atomic-aggregate attribute [ 0x99 0xE0 0x01 ]");
	assert_string_equal(json_of("", SHAPE_4, true), "");
	/* An empty path alone leaves no comma; nor does a cut attribute. */
	assert_string_equal(json_of("400200 400600", SHAPE_4, true),
	    "\"atomic-aggregate\": true");
	assert_string_equal(json_of("400600 4002", SHAPE_4, true),
	    "\"atomic-aggregate\": true");
	/* MP attributes are NLRI, those of old speakers are merged. */
	assert_string_equal(json_of("800F03000101 C011060201000111F0",
	    SHAPE_4, true), "");
}

#define TEN	"ABABABABABABABABABAB"
#define HUNDRED	TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* The extended-length bit is shown where the length needs it. */
static void
shows_long_ones(void **state)
{
	static const char hex[] = "F099012C" HUNDRED HUNDRED HUNDRED;

	(void)state;
	assert_int_equal(strncmp(json_of(hex, SHAPE_4, false),
	    "\"attribute-0x99-0xF0\": \"0xabab", 30), 0);
	assert_int_equal(strlen(out), 26 + 600 + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_each),
		cmocka_unit_test(says_all_of_a_set),
		cmocka_unit_test(shows_long_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
