/* SPDX-License-Identifier: ISC */
/* Lines of canonical text. */
#include "conf_helper.h"
#include "config/conf_line.h"

static void
lines(void **state)
{
	struct addr a = addr_v4(0xc0000201);
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, 1024);
	conf_line_string(&w, 2, "name", "a b");
	conf_line_number(&w, 0, "n", UINT64_MAX);
	conf_line_bool(&w, 1, "b", true);
	conf_line_addr(&w, 1, "a", &a);
	wbuf_u8(&w, 0);
	assert_string_equal(w.p, "\t\tname \"a b\";\n"
	    "n 18446744073709551615;\n\tb true;\n\ta 192.0.2.1;\n");
	wbuf_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
