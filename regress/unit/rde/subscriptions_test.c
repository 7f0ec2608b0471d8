/* SPDX-License-Identifier: ISC */
/* Blocks become what each program wants of each neighbour. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "subscriptions.h"

struct program {
	int	n;
};

static void
adds_up(void **state)
{
	struct subscription_table *t = subscription_table_new();
	struct program a = { 1 }, b = { 2 }, c = { 3 };
	struct peer seven = { .id = 7 }, clone = { .id = 900, .range = 7 },
	    other = { .id = 8 }, far = { .id = 60000 };
	struct conf_api one = { .neighbor = 7,
	    .receive = CONF_API_UPDATE | CONF_API_PARSED, .fsm = 1 };
	struct conf_api two = { .neighbor = 7, .receive = CONF_API_PACKETS,
	    .send = CONF_API_OPEN, .neighbor_changes = 1 };
	const struct subscriptions *s;
	const struct subscription *x;

	(void)state;
	assert_null(subscriptions_of(t, &seven));
	subscription_table_add(t, &one, &a);
	subscription_table_add(t, &two, &a);
	subscription_table_add(t, &two, &b);
	s = subscriptions_of(t, &seven);
	assert_int_equal(s->n, 2);
	x = subscription_find(t, &seven, &a);
	assert_int_equal(x->wants.receive, CONF_API_UPDATE |
	    CONF_API_PARSED | CONF_API_PACKETS);
	assert_int_equal(x->wants.other, WANT_FSM | WANT_CHANGES);
	x = subscription_find(t, &seven, &b);
	assert_int_equal(x->wants.receive, CONF_API_PACKETS);
	/* A type without a form is nothing that anybody hears. */
	assert_int_equal(s->any.send, 0);
	assert_int_equal(s->any.receive, CONF_API_UPDATE | CONF_API_PARSED |
	    CONF_API_PACKETS);
	assert_null(subscription_find(t, &seven, &c));
	assert_null(subscription_find(t, &other, &a));
	assert_null(subscription_find(t, &far, &a));
	assert_ptr_equal(subscriptions_of(t, &clone), s);
	subscription_table_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
