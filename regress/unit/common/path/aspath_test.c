/* SPDX-License-Identifier: ISC */
/* Questions asked of a path, and segments written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/aspath.h"

static struct octets o;

static struct rbuf
path(const char *hex)
{
	octets_of(hex, &o);
	return rbuf_of(o.p, o.n);
}

static void
prints(const char *hex, const char *text)
{
	struct wbuf w;

	wbuf_growable(&w, 4096);
	aspath_print(&w, path(hex));
	wbuf_u8(&w, 0);
	assert_string_equal((const char *)w.p, text);
	wbuf_free(&w);
}

static void
printing(void **state)
{
	(void)state;
	prints("", "");
	prints("02 02 0000fdea 0000fdeb 01 02 00000001 00000002",
	    "65002 65003 { 1 2 }");
	prints("03 02 00000001 00000002 04 01 00000003 02 01 ffffffff",
	    "( 1 2 ) [ 3 ] 4294967295");
	prints("02 01 00000001 02 01 00000002", "1 2");
	prints("02 02 00000001", "");
}

static void
questions(void **state)
{
	static const char p[] = "02 02 0000fdea 0000fdeb 01 01 00000001";

	(void)state;
	assert_true(aspath_contains(path(p), 65003));
	assert_true(aspath_contains(path(p), 1));
	assert_false(aspath_contains(path(p), 2));
	assert_int_equal(aspath_first(path(p)), 65002);
	assert_int_equal(aspath_source(path(p)), 1);
	assert_int_equal(aspath_length(path(p), 4), 3);
	assert_int_equal(aspath_first(path("")), 0);
	assert_int_equal(aspath_source(path("")), 0);
	assert_int_equal(aspath_first(path("01 01 00000001")), 0);
	assert_int_equal(aspath_length(path("03 01 00000001 "
	    "04 01 00000002 01 02 00000003 00000004"), 4), 1);
}

static void
writer_splits_sequences(void **state)
{
	struct aspath_writer pw;
	struct aspath_segment s;
	struct rbuf left;
	struct wbuf w;
	unsigned i, n = 0;

	(void)state;
	wbuf_growable(&w, 1 << 16);
	aspath_writer_init(&pw, &w);
	for (i = 1; i <= 600; i++)
		aspath_writer_put(&pw, AS_SEQUENCE, i);
	aspath_writer_put(&pw, AS_SET, 601);
	aspath_writer_close(&pw);
	aspath_writer_put(&pw, AS_SET, 602);
	assert_null(aspath_check(wbuf_view(&w), 4, false));
	left = wbuf_view(&w);
	while (aspath_next(&left, 4, &s) == 1)
		n++;
	assert_int_equal(n, 5);
	assert_int_equal(w.len, 5 * 2 + 602 * 4);
	assert_int_equal(aspath_source(wbuf_view(&w)), 602);
	wbuf_free(&w);
}

/* The neighbouring AS, and whether the path is of one's own domain. */
static void
finds_the_neighbor(void **state)
{
	static const struct {
		uint8_t		path[14];
		uint8_t		n;
		bool		known, local;
		uint32_t	as;
	} rows[] = {
		{ { 0 }, 0, true, true, 0 },
		{ { 2, 1, 0, 0, 0xfb, 0xf4 }, 6, true, false, 64500 },
		{ { 3, 1, 0, 0, 0xfb, 0xf0 }, 6, true, true, 0 },
		{ { 4, 1, 0, 0, 0xfb, 0xf0 }, 6, true, false, 0 },
		{ { 3, 1, 0, 0, 0xfb, 0xf0, 2, 1, 0, 0, 0xfb, 0xf4 }, 12,
		    true, false, 64500 },
		{ { 1, 1, 0, 0, 0xfb, 0xf4 }, 6, false, false, 0 },
		{ { 3, 1, 0, 0, 0xfb, 0xf0, 1, 1, 0, 0, 0xfb, 0xf4 }, 12,
		    false, false, 0 },
	};
	struct rbuf path;
	uint32_t as;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		path = rbuf_of(rows[i].path, rows[i].n);
		as = 1;
		assert_int_equal(aspath_neighbor(path, &as), rows[i].known);
		assert_int_equal(as, rows[i].as);
		assert_int_equal(aspath_is_local(path), rows[i].local);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printing),
		cmocka_unit_test(questions),
		cmocka_unit_test(writer_splits_sequences),
		cmocka_unit_test(finds_the_neighbor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
