/* SPDX-License-Identifier: ISC */
/* AS_PATH in events: lists of shape 4, segments of later ones, both texts. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "common/path/path_help.h"
#include "event/emit.h"
#include "path/attr_event.h"

static char	out[4096];

static const char *
said(const char *hex, attr_event *fn, unsigned shape)
{
	struct attr a = { .flags = ATTR_TRANSITIVE, .type = ATTR_AS_PATH };
	struct octets o;
	struct wbuf w;

	octets_of(hex, &o);
	a.value = rbuf_of(o.p, o.n);
	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	fn(&w, &a, shape);
	assert_false(w.failed);
	return out;
}

#define SEQ12	"0202 00000001 00000002"
#define SET34	"0102 00000003 00000004"
#define SEQ5	"0201 00000005"
#define CSEQ	"0302 00000006 00000007"
#define CSET	"0401 00000008"

static const struct {
	const char	*hex;
	const char	*json4;
	const char	*json5;
	const char	*line4;
	const char	*line5;
} rows[] = {
	{ "", "", "", "", "" },
	{ SEQ12, "\"as-path\": [ 1, 2 ], \"confederation-path\": []",
	    "\"as-path\": {\"0\": {\"element\": \"as-sequence\", "
	    "\"value\": [1, 2]}}",
	    " as-path [ 1 2 ]", " as-path ( 1 2 )" },
	{ SEQ12 SET34, "\"as-path\": [ 1, 2 ], \"as-set\": [ 3, 4 ], "
	    "\"confederation-path\": []",
	    "\"as-path\": {\"0\": {\"element\": \"as-sequence\", "
	    "\"value\": [1, 2]}, \"1\": {\"element\": \"as-set\", "
	    "\"value\": [3, 4]}}",
	    " as-path [ 1 2 ( 3 4 ) ]", " as-path ( 1 2 ) [ 3 4 ]" },
	{ SET34, "\"as-path\": [], \"as-set\": [ 3, 4 ], "
	    "\"confederation-path\": []",
	    "\"as-path\": {\"0\": {\"element\": \"as-set\", "
	    "\"value\": [3, 4]}}",
	    " as-path [ ( 3 4 ) ]", " as-path [ 3 4 ]" },
	/* Shape 4 puts what is divided together. */
	{ SEQ12 SET34 SEQ5, "\"as-path\": [ 1, 2, 5 ], "
	    "\"as-set\": [ 3, 4 ], \"confederation-path\": []",
	    "\"as-path\": {\"0\": {\"element\": \"as-sequence\", "
	    "\"value\": [1, 2]}, \"1\": {\"element\": \"as-set\", "
	    "\"value\": [3, 4]}, \"2\": {\"element\": \"as-sequence\", "
	    "\"value\": [5]}}",
	    " as-path [ 1 2 ( 3 4 ) 5 ]", " as-path ( 1 2 ) [ 3 4 ] ( 5 )" },
	{ CSEQ SEQ5, "\"as-path\": [ 5 ], \"confederation-path\": [ 6, 7 ]",
	    "\"as-path\": {\"0\": {\"element\": \"as-confed-sequence\", "
	    "\"value\": [6, 7]}, \"1\": {\"element\": \"as-sequence\", "
	    "\"value\": [5]}}",
	    " as-path [ { 6 7 } ] [ 5 ]", " as-path {( 6 7 )} ( 5 )" },
	{ CSEQ CSET, "\"as-path\": [], \"confederation-path\": [ 6, 7 ], "
	    "\"confederation-set\": [ 8 ]",
	    "\"as-path\": {\"0\": {\"element\": \"as-confed-sequence\", "
	    "\"value\": [6, 7]}, \"1\": {\"element\": \"as-confed-set\", "
	    "\"value\": [8]}}",
	    " as-path [ { 6 7 } ] ( { 8 } )", " as-path {( 6 7 )} {[ 8 ]}" },
};

static void
says_each(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(said(rows[i].hex, attr_aspath_json,
		    SHAPE_4), rows[i].json4);
		assert_string_equal(said(rows[i].hex, attr_aspath_json,
		    SHAPE_5), rows[i].json5);
		assert_string_equal(said(rows[i].hex, attr_aspath_json,
		    SHAPE_6), rows[i].json5);
		assert_string_equal(said(rows[i].hex, attr_aspath_line,
		    SHAPE_4), rows[i].line4);
		assert_string_equal(said(rows[i].hex, attr_aspath_line,
		    SHAPE_5), rows[i].line5);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
