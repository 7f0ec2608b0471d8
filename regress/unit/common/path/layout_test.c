/* SPDX-License-Identifier: ISC */
/* Fields of a value by their table: which are there, and what does not fit. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/path/path_help.h"
#include "path/layout.h"

/* Its fields as "key=octets ", reserved ones as "-"; NULL: it does not fit. */
static const char *
walk(const struct layout *f, const char *hex)
{
	static char said[512];
	struct octets o;
	struct rbuf whole, rest, piece;
	const struct layout *field;
	uint8_t *copy;
	size_t at = 0, i;
	int r;

	octets_of(hex, &o);
	copy = malloc(o.n + 1);	/* whatever is read behind it is found */
	memcpy(copy, o.p, o.n);
	whole = rest = rbuf_of(copy, o.n);
	said[0] = '\0';
	while ((r = layout_next(&f, whole, &rest, &field, &piece)) == 1) {
		at += (size_t)snprintf(said + at, sizeof(said) - at, "%s=",
		    field->key != NULL ? field->key : "-");
		for (i = 0; i < piece.left; i++)
			at += (size_t)snprintf(said + at, sizeof(said) - at,
			    "%02x", piece.p[i]);
		at += (size_t)snprintf(said + at, sizeof(said) - at, " ");
	}
	free(copy);
	return r == 0 ? said : NULL;
}

static void
takes_fields_in_turn(void **state)
{
	static const struct layout f[] = {
		{ .key = "a", .kind = LAYOUT_NUMBER, .octets = 1 },
		{ .kind = LAYOUT_NUMBER, .octets = 1 },
		{ .key = "b", .kind = LAYOUT_NUMBERS, .each = 2 },
		{ .kind = LAYOUT_END },
	};

	(void)state;
	assert_string_equal(walk(f, "010203040506"), "a=01 -=02 b=03040506 ");
	assert_null(walk(f, "0102030405"));
	assert_null(walk(f, "0102"));
	assert_null(walk(f, "01"));
	assert_null(walk(f, ""));
}

static void
some_hang_on_others(void **state)
{
	static const struct layout f[] = {
		{ .key = "t", .kind = LAYOUT_NUMBER, .octets = 1 },
		{ .key = "n", .kind = LAYOUT_NUMBER, .octets = 1 },
		{ .key = "v4", .kind = LAYOUT_ADDR, .octets = 4,
		    .when = LAYOUT_IF_CLEAR, .at = 0, .mask = 0x80 },
		{ .key = "v6", .kind = LAYOUT_ADDR, .octets = 16,
		    .when = LAYOUT_IF_SET, .at = 0, .mask = 0x80 },
		{ .key = "two", .kind = LAYOUT_NUMBER, .octets = 1,
		    .when = LAYOUT_IF_TYPE, .at = 0, .mask = 1 << 2 },
		{ .key = "many", .kind = LAYOUT_NUMBERS, .each = 2,
		    .when = LAYOUT_COUNTED, .at = 1 },
		{ .key = "more", .kind = LAYOUT_OCTETS,
		    .when = LAYOUT_OPTIONAL },
		{ .kind = LAYOUT_END },
	};

	(void)state;
	assert_string_equal(walk(f, "0000c0000201"),
	    "t=00 n=00 v4=c0000201 many= ");
	assert_string_equal(walk(f, "0201c0000201090001ff"),
	    "t=02 n=01 v4=c0000201 two=09 many=0001 more=ff ");
	assert_string_equal(walk(f, "800020010db8000000000000000000000001"),
	    "t=80 n=00 v6=20010db8000000000000000000000001 many= ");
	assert_null(walk(f, "0001c000020100"));
	assert_null(walk(f, "8000c0000201"));
}

static void
some_hang_on_what_is_left(void **state)
{
	static const struct layout f[] = {
		{ .key = "a", .kind = LAYOUT_NUMBER, .octets = 1 },
		{ .key = "v4", .kind = LAYOUT_ADDR, .octets = 4,
		    .when = LAYOUT_IF_LEFT, .mask = 1 << 4 },
		{ .key = "v6", .kind = LAYOUT_ADDR, .octets = 16,
		    .when = LAYOUT_IF_LEFT, .mask = 1 << 16 },
		{ .kind = LAYOUT_END },
	};

	(void)state;
	assert_string_equal(walk(f, "07"), "a=07 ");
	assert_string_equal(walk(f, "07c0000201"), "a=07 v4=c0000201 ");
	assert_string_equal(walk(f, "0720010db8000000000000000000000001"),
	    "a=07 v6=20010db8000000000000000000000001 ");
	assert_null(walk(f, "07c00002"));
}

/* One field of a kind, of all that there is. */
static bool
takes(enum layout_kind kind, const char *hex)
{
	const struct layout f[] = {
		{ .key = "x", .kind = kind, .each = 4 },
		{ .kind = LAYOUT_END },
	};

	return walk(f, hex) != NULL;
}

static void
kinds_have_lengths(void **state)
{
	static const struct {
		enum layout_kind	 kind;
		const char		*hex;
		bool			 good;
	} v[] = {
		{ LAYOUT_NUMBER, "", false }, { LAYOUT_NUMBER, "01", true },
		{ LAYOUT_NUMBER, "0102030405060708", true },
		{ LAYOUT_NUMBER, "010203040506070809", false },
		{ LAYOUT_ADDR, "c0000201", true },
		{ LAYOUT_ADDR, "c00002", false },
		{ LAYOUT_FLOAT, "00000000", true },
		{ LAYOUT_FLOAT, "0000", false },
		{ LAYOUT_SID, "000001", true }, { LAYOUT_SID, "0001", false },
		{ LAYOUT_PAIRS, "0102", true }, { LAYOUT_PAIRS, "01", false },
		{ LAYOUT_PAIRS, "", true },
		{ LAYOUT_RANGES, "000001 0489 0003 000001", true },
		{ LAYOUT_RANGES, "000001 0488 0003 000001", false },
		{ LAYOUT_RANGES, "000001 0489 0005 0000010000", false },
		{ LAYOUT_RANGES, "000001 0489 0003 0000", false },
		{ LAYOUT_PREFIX, "00", true }, { LAYOUT_PREFIX, "0901", false },
		{ LAYOUT_PREFIX, "090180", true }, { LAYOUT_PREFIX, "", false },
		{ LAYOUT_PREFIX, "08018000", false },
		{ LAYOUT_PREFIX, "81 0000000000000000000000000000000000",
		    false },
		{ LAYOUT_TEXT, "", true }, { LAYOUT_TLVS, "ff", true },
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		if (takes(v[i].kind, v[i].hex) != v[i].good)
			fail_msg("kind %d: %s", v[i].kind, v[i].hex);
}

static void
names_flags(void **state)
{
	static const struct layout letters = { .kind = LAYOUT_FLAGS,
	    .letters = "A-------B" };
	static const char *const words[8] = { "first", NULL, "third" };
	const struct layout f = { .kind = LAYOUT_FLAGS, .names = words };
	struct rbuf v = rbuf_of("\x60\x80", 2);
	const char *said;
	char name[2];

	(void)state;
	assert_false(layout_flag(&letters, v, 0, name, &said));
	assert_string_equal(said, "A");
	assert_true(layout_flag(&letters, v, 1, name, &said));
	assert_null(said);
	assert_true(layout_flag(&letters, v, 8, name, &said));
	assert_string_equal(said, "B");
	assert_false(layout_flag(&letters, v, 99, name, &said));
	assert_null(said);
	assert_true(layout_flag(&f, v, 2, name, &said));
	assert_string_equal(said, "third");
	assert_int_equal(layout_number(v), 0x6080);
}

/* Lists by what their items say, and where they end. */
static void
reads_lists(void **state)
{
	static const struct {
		struct layout	f;
		const char	*hex;
		uint64_t	n[4];
		size_t		left;
	} rows[] = {
		{ { .kind = LAYOUT_NUMBERS, .each = 2 }, "01020304",
		    { 0x102, 0, 0x304, 0 }, 0 },
		{ { .kind = LAYOUT_BITS, .each = 2, .mask = 0xfff },
		    "f102f304", { 0x102, 0, 0x304, 0 }, 0 },
		{ { .kind = LAYOUT_FLOATS, .each = 4 }, "3f80000040000000ff",
		    { 0x3f800000, 0, 0x40000000, 0 }, 1 },
		{ { .kind = LAYOUT_PAIRS }, "0102030405",
		    { 1, 2, 3, 4 }, 1 },
		{ { .kind = LAYOUT_RANGES }, "000001 0489 0003 f00010"
		    "000002 0489 0004 ff000010 000003 0489 0004 000000",
		    { 1, 16, 2, 0xff000010 }, 10 },
	};
	struct octets o;
	uint64_t n[2];
	struct rbuf v;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		octets_of(rows[i].hex, &o);
		v = rbuf_of(o.p, o.n);
		for (k = 0; k < 4; k += 2) {
			assert_true(layout_item(&rows[i].f, &v, n));
			assert_int_equal(n[0], rows[i].n[k]);
			assert_int_equal(n[1], rows[i].n[k + 1]);
		}
		assert_false(layout_item(&rows[i].f, &v, n));
		assert_int_equal(v.left, rows[i].left);
	}
}

static void
reads_numbers(void **state)
{
	static const struct {
		enum layout_kind kind;
		const char	*hex;
		uint64_t	 n;
	} rows[] = {
		{ LAYOUT_NUMBER, "ff0102", 0xff0102 },
		{ LAYOUT_LABEL, "000101", 16 },
		{ LAYOUT_LABEL, "00010100", 16 },
		{ LAYOUT_SID, "f00010", 16 },
		{ LAYOUT_SID, "f0000010", 0xf0000010 },
		{ LAYOUT_FLOAT, "3f800000", 0x3f800000 },
	};
	struct octets o;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		octets_of(rows[i].hex, &o);
		assert_int_equal(layout_value(&(struct layout){
		    .kind = rows[i].kind }, rbuf_of(o.p, o.n)), rows[i].n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_fields_in_turn),
		cmocka_unit_test(some_hang_on_others),
		cmocka_unit_test(some_hang_on_what_is_left),
		cmocka_unit_test(kinds_have_lengths),
		cmocka_unit_test(names_flags),
		cmocka_unit_test(reads_lists),
		cmocka_unit_test(reads_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
