/* SPDX-License-Identifier: ISC */
/*
 * What is printed reads back to itself.
 */
#include "route_helper.h"

static void
reads_back(void **state)
{
	static const char *const lines[] = {
		"10.0.0.0/8",
		"10.0.0.0/8 next-hop 192.0.2.1 origin egp med 5 name 'a b'",
		"10.0.0.0/8 path-information 7 as-path [ 1 2 3 ] for 1h2s",
		"2001:db8::/32 community [ 1:2 no-export ] reason \"it's\"",
		"10.0.0.0/8 prepend-self 3 neighbor 192.0.2.1 med 3",
		"10.0.0.0/8 until 2099-01-01T00:00:00Z",
	};
	struct wbuf w = { 0 }, again = { 0 };
	const char *a, *b;
	size_t i;
	char line[512];

	(void)state;
	wbuf_growable(&w, 1 << 16);
	wbuf_growable(&again, 1 << 16);
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		a = route_read(&w, ROUTE_NETWORK, FAMILY_NONE, lines[i]);
		assert_int_not_equal(a[0], '!');
		/* without the family's number and the line's end */
		snprintf(line, sizeof(line), "%.*s", (int)strlen(a) - 3,
		    a + 2);
		b = route_read(&again, ROUTE_NETWORK, FAMILY_NONE, line);
		assert_string_equal(a, b);
	}
	wbuf_free(&w);
	wbuf_free(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
