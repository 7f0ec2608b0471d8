/* SPDX-License-Identifier: ISC */
/* Gathered from two engines, in the order of time, and not without end. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "malformed_list.h"

static int
add(struct malformed_list *l, bool of_rde, int64_t at_ms, uint64_t serial,
    const char *octets)
{
	struct malformed_view v = { .of_rde = of_rde,
	    .msg = rbuf_of(octets, strlen(octets)) };

	v.o.at_ms = at_ms;
	v.o.serial = serial;
	return malformed_list_add(l, &v);
}

static void
sorts_by_time(void **state)
{
	static const char *const order[] = { "a", "b", "c", "d", "e", "f" };
	struct malformed_list l;
	char octets[] = "a";
	size_t i;

	(void)state;
	malformed_list_init(&l);
	malformed_list_sort(&l);
	assert_int_equal(add(&l, false, 200, 10, "b"), 0);
	assert_int_equal(add(&l, false, 300, 9, "c"), 0);
	assert_int_equal(add(&l, false, 300, 11, "d"), 0);
	assert_int_equal(add(&l, true, 400, 2, "f"), 0);
	assert_int_equal(add(&l, true, 300, 1, "e"), 0);
	/* It is a copy. */
	assert_int_equal(add(&l, true, 100, 3, octets), 0);
	octets[0] = 'x';
	malformed_list_sort(&l);
	assert_int_equal(l.n, 6);
	for (i = 0; i < l.n; i++)
		assert_memory_equal(l.v[i].msg.p, order[i], 1);
	malformed_list_free(&l);
	assert_int_equal(l.n, 0);
}

static void
ends_somewhere(void **state)
{
	static uint8_t longest[UINT16_MAX];
	struct malformed_view v = { .msg = { longest, sizeof(longest) } };
	struct malformed_list l;
	size_t n = 0;

	(void)state;
	malformed_list_init(&l);
	while (malformed_list_add(&l, &v) == 0)
		n++;
	assert_int_equal(n, MALFORMED_LIST_OCTETS / sizeof(longest));
	malformed_list_free(&l);
	v.msg.left = 0;
	for (n = 0; malformed_list_add(&l, &v) == 0; )
		n++;
	assert_int_equal(n, MALFORMED_LIST_MAX);
	malformed_list_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts_by_time),
		cmocka_unit_test(ends_somewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
