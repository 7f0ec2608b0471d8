/* SPDX-License-Identifier: ISC */
/* Printing: without keys nothing secret, and shared routes once. */
#include "conf_helper.h"

static void
keys_are_not_shown_unless_given(void **state)
{
	struct parsed p;
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, 1 << 20);
	parse(&p, NEIGHBOR("md5-password hush;"));
	assert_int_equal(p.errors, 0);
	conf_print(&w, &p.img, NULL, 0);
	assert_null(memmem(w.p, w.len, "hush", 4));
	assert_non_null(memmem(w.p, w.len, "# md5-password, not", 19));
	wbuf_reset(&w);
	conf_print(&w, &p.img, p.keys, p.nkeys);
	assert_non_null(memmem(w.p, w.len, "md5-password hush;", 18));
	wbuf_free(&w);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_not_shown_unless_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
