/* SPDX-License-Identifier: ISC */
/* Found again whatever the order; replaced, not doubled. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "peers.h"

struct record {
	uint32_t	id;
	uint32_t	value;
};

static void
finds_what_was_added(void **state)
{
	struct record r;
	const struct record *f;
	struct peers p;
	uint32_t i;

	(void)state;
	peers_init(&p, sizeof(r));
	assert_null(peers_find(&p, 1));
	for (i = 0; i < 1000; i++) {
		r.id = i * 7919 % 1000 * 2;
		r.value = r.id + 1;
		assert_int_equal(peers_add(&p, &r), 0);
	}
	for (i = 0; i < 2000; i++) {
		f = peers_find(&p, i);
		if (i % 2 == 1)
			assert_null(f);
		else
			assert_int_equal(f->value, i + 1);
	}
	r = (struct record){ 8, 77 };
	assert_int_equal(peers_add(&p, &r), 0);
	assert_int_equal(p.n, 1000);
	f = peers_find(&p, 8);
	assert_int_equal(f->value, 77);
	peers_free(&p);
	assert_null(peers_find(&p, 8));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_added),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
