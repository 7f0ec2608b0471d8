/* SPDX-License-Identifier: ISC */
/* Facts of a set, whole or cut. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "path_facts.h"

static const uint8_t set[] = { 0x40, 1, 1, 2, 0x80, 4, 4, 0, 0, 1, 0,
    0x40, 5, 4, 0, 0, 0, 7, 0xc0, 8, 4, 0xfb, 0xf1, 0, 1 };

static void
reads_facts(void **state)
{
	struct path_facts f;
	size_t n;

	(void)state;
	path_facts_read(&f, rbuf_of(set, sizeof(set)));
	assert_int_equal(f.origin, 2);
	assert_int_equal(f.med, 256);
	assert_int_equal(f.local_pref, 7);
	assert_int_equal(f.communities.left, 4);
	assert_int_equal(f.aspath.left, 0);
	assert_false(f.malformed);
	path_facts_read(&f, rbuf_of(NULL, 0));
	assert_int_equal(f.local_pref, 100);
	assert_int_equal(f.med, 0);
	for (n = 19; n < sizeof(set); n++) {
		path_facts_read(&f, rbuf_of(set, n));
		assert_true(f.malformed);
		assert_int_equal(f.communities.left, 0);
	}
	assert_false(path_facts_other(8));
	assert_true(path_facts_other(7));
}

static void
names_neighbors(void **state)
{
	struct ctl_rib_neighbor n = { .id = 1 };
	struct output o = { .numeric = false };
	char buf[ADDR_TEXT];

	(void)state;
	n.remote = addr_v4(0xc0000201);
	assert_string_equal(path_peer(&o, &n, buf, sizeof(buf)), "192.0.2.1");
	memcpy(n.description, "x", 2);
	assert_string_equal(path_peer(&o, &n, buf, sizeof(buf)), "x");
	o.numeric = true;
	assert_string_equal(path_peer(&o, &n, buf, sizeof(buf)), "192.0.2.1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_facts),
		cmocka_unit_test(names_neighbors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
