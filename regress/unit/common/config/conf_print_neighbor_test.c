/* SPDX-License-Identifier: ISC */
/* One neighbour printed: only what differs from the defaults. */
#include "conf_helper.h"
#include "config/conf_print_neighbor.h"

static void
defaults_are_left_out(void **state)
{
	const char *want = "\tlocal-address 192.0.2.2;\n\tlocal-as 64500;\n"
	    "\tpeer-as 64501;\n";
	struct conf_neighbor n;
	struct parsed p;
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, 1 << 16);
	parse(&p, NEIGHBOR("hold-time 180; group-updates true; passive no;"));
	n = parsed_neighbor(&p, 0);
	conf_print_neighbor_words(&w, &n, NULL, 0);
	wbuf_u8(&w, 0);
	assert_string_equal(w.p, want);
	wbuf_free(&w);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
