/* SPDX-License-Identifier: ISC */
/* NLRI octets with and without path identifiers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "path/nlri.h"

static void
reads_and_writes(void **state)
{
	static const uint8_t wire[] = { 0, 0, 0, 9, 24, 192, 0, 2 };
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	struct nlri n;
	uint8_t out[40];
	struct wbuf w;

	(void)state;
	assert_int_equal(nlri_read(&b, FAMILY_IPV4_UNICAST, true, &n,
	    NULL), 0);
	assert_int_equal(n.path_id, 9);
	assert_int_equal(n.has_path_id, 1);
	assert_int_equal(n.prefix.len, 24);
	assert_int_equal(b.left, 0);
	wbuf_fixed(&w, out, sizeof(out));
	nlri_write(&w, &n, true);
	assert_int_equal(w.len, sizeof(wire));
	assert_int_equal(nlri_write_size(&n, true), sizeof(wire));
	assert_memory_equal(out, wire, sizeof(wire));
	wbuf_reset(&w);
	nlri_write(&w, &n, false);
	assert_int_equal(w.len, nlri_write_size(&n, false));
	assert_memory_equal(out, wire + 4, 4);
	wbuf_reset(&w);
	nlri_print(&w, &n);
	assert_int_equal(w.len, 37);
	assert_memory_equal(out, "192.0.2.0/24 path-information 0.0.0.9", 37);
}

static void
checks_a_field(void **state)
{
	static const uint8_t v4[] = { 24, 192, 0, 2, 0, 32, 192, 0, 2, 1 };
	static const uint8_t id[] = { 0, 0, 0, 1, 24, 192, 0, 2, 0, 0, 0, 2,
	    0 };
	static const uint8_t v6[] = { 129 };
	size_t n;

	(void)state;
	assert_int_equal(nlri_check(rbuf_of(v4, sizeof(v4)),
	    FAMILY_IPV4_UNICAST, false), 0);
	for (n = 0; n < sizeof(v4); n++)
		assert_int_equal(nlri_check(rbuf_of(v4, n),
		    FAMILY_IPV4_UNICAST, false),
		    n == 0 || n == 4 || n == 5 ? 0 : -1);
	for (n = 0; n <= sizeof(id); n++)
		assert_int_equal(nlri_check(rbuf_of(id, n),
		    FAMILY_IPV4_MULTICAST, true),
		    n == 0 || n == 8 || n == 13 ? 0 : -1);
	assert_int_equal(nlri_check(rbuf_of(v6, 1), FAMILY_IPV6_UNICAST,
	    false), -1);
	assert_int_equal(nlri_check(rbuf_of(v4, 4), FAMILY_NONE, false), -1);
}

static void
leaves_outputs_alone(void **state)
{
	static const uint8_t wire[] = { 0, 0, 0, 9, 33, 192, 0, 2, 1, 1 };
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	struct nlri n = { .family = 77 };

	(void)state;
	assert_int_equal(nlri_read(&b, FAMILY_IPV4_UNICAST, true, &n,
	    NULL), -1);
	assert_int_equal(n.family, 77);
	assert_int_equal(b.left, sizeof(wire));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes),
		cmocka_unit_test(checks_a_field),
		cmocka_unit_test(leaves_outputs_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
