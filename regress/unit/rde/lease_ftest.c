/* SPDX-License-Identifier: ISC */
/* The heap of leases: each ends at its moment, whatever the order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake/fake.h"
#include "lease.h"
#include "originate_store.h"

enum { MANY = 500 };

static int64_t ends[MANY + 1], ended[MANY + 1];

static void
on_expired(struct originate *o, uint32_t x)
{
	(void)o;
	assert_int_equal(ended[x], 0);
	ended[x] = clock_now().ms;
}

static void
each_at_its_moment(void **state)
{
	struct rde rde = { .loop = loop_new() };
	struct originate o = { .rde = &rde };
	struct leases *l;
	uint32_t x;

	(void)state;
	slab_init(&o.extras, sizeof(struct extra), 6);
	l = leases_new(&o, on_expired);
	srandom(7);
	for (x = 1; x <= MANY; x++) {
		assert_int_equal(slab_alloc(&o.extras), x);
		ends[x] = clock_now().ms + 1 + random() % 10000;
		leases_add(l, x, (monotime_t){ ends[x] });
		assert_int_equal(leases_left(l, x), ends[x] -
		    clock_now().ms);
	}
	for (x = 3; x <= MANY; x += 3)
		leases_remove(l, x);
	assert_int_equal(leases_left(l, 3), -1);
	fake_advance(20000);
	for (x = 1; x <= MANY; x++)
		assert_int_equal(ended[x], x % 3 == 0 ? 0 : ends[x]);
	assert_int_equal(fake_next_timer(), -1);
	leases_free(l);
	slab_free_all(&o.extras);
	loop_free(rde.loop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_at_its_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
