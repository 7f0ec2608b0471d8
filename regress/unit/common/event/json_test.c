/* SPDX-License-Identifier: ISC */
/* The layouts, the values, and the nesting that must not overflow. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "event/json.h"

static char	out[4096];

static void
begin(struct json *j, struct wbuf *w, bool line)
{
	memset(out, 0, sizeof(out));
	wbuf_fixed(w, out, sizeof(out) - 1);
	json_init(j, w, line);
}

static void
fill(struct json *j)
{
	json_object(j, NULL, false);
	json_array(j, "list", false);
	json_object(j, NULL, true);
	json_uint(j, "a", UINT64_MAX);
	json_int(j, "b", -7);
	json_end(j);
	json_string(j, NULL, "x\"y");
	json_end(j);
	json_array(j, "none", false);
	json_end(j);
	json_bool(j, "yes", true);
	json_bool(j, "no", false);
	json_finish(j);
}

static void
indents_with_tabs(void **state)
{
	struct wbuf w;
	struct json j;

	(void)state;
	begin(&j, &w, false);
	fill(&j);
	assert_string_equal(out, "{\n\t\"list\": [\n"
	    "\t\t{ \"a\": 18446744073709551615, \"b\": -7 },\n"
	    "\t\t\"x\\\"y\"\n\t],\n\t\"none\": [],\n"
	    "\t\"yes\": true,\n\t\"no\": false\n}\n");
}

static void
fits_on_one_line(void **state)
{
	struct wbuf w;
	struct json j;

	(void)state;
	begin(&j, &w, true);
	fill(&j);
	assert_string_equal(out, "{\"list\":[{\"a\":18446744073709551615,"
	    "\"b\":-7},\"x\\\"y\"],\"none\":[],\"yes\":true,\"no\":false}\n");
}

static void
escapes_names_and_strings(void **state)
{
	struct wbuf w;
	struct json j;

	(void)state;
	begin(&j, &w, true);
	json_object(&j, NULL, true);
	json_string_n(&j, "a\"\n", "\xff\0", 2);
	json_finish(&j);
	assert_string_equal(out, "{\"a\\\"\\n\":\"\\ufffd\\u0000\"}\n");
}

static void
refuses_to_nest_too_deep(void **state)
{
	struct wbuf w;
	struct json j;
	int i;

	(void)state;
	begin(&j, &w, true);
	for (i = 0; i < JSON_DEPTH; i++)
		json_array(&j, NULL, true);
	assert_false(j.failed);
	json_array(&j, NULL, true);
	assert_true(j.failed);
	json_finish(&j);
	assert_int_equal(strlen(out), 2 * JSON_DEPTH + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(indents_with_tabs),
		cmocka_unit_test(fits_on_one_line),
		cmocka_unit_test(escapes_names_and_strings),
		cmocka_unit_test(refuses_to_nest_too_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
