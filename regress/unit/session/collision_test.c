/* SPDX-License-Identifier: ISC */
/* RFC 4271 6.8 and RFC 6286 2.3: both sides must keep the same connection. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "collision.h"

static void
both_sides_agree(void **state)
{
	static const uint32_t v[] = { 1, 2 };
	struct collision_in us, them;
	unsigned i;

	(void)state;
	for (i = 0; i < 8; i++) {
		us = (struct collision_in){
			.other = ST_OPEN_CONFIRM, .dialed = i & 1,
			.other_dialed = !(i & 1), .local_id = v[i >> 1 & 1],
			.peer_id = 1, .local_as = v[i >> 2 & 1], .peer_as = 1,
		};
		if (us.local_id == 1 && us.local_as == 1)
			us.peer_as = 2;
		them = us;
		them.dialed = !us.dialed;
		them.other_dialed = us.dialed;
		them.local_id = us.peer_id;
		them.peer_id = us.local_id;
		them.local_as = us.peer_as;
		them.peer_as = us.local_as;
		assert_int_equal(collision_decide(&us),
		    collision_decide(&them));
	}
}

static void
higher_identifier_dials(void **state)
{
	struct collision_in in = {
		.other = ST_OPEN_CONFIRM, .dialed = true,
		.local_id = 2, .peer_id = 1,
	};

	(void)state;
	assert_int_equal(collision_decide(&in), COLLISION_CLOSE_OTHER);
	in.local_id = 1;
	in.peer_id = 2;
	assert_int_equal(collision_decide(&in), COLLISION_CLOSE_THIS);
	in.peer_id = 1;
	in.local_as = 5;
	assert_int_equal(collision_decide(&in), COLLISION_CLOSE_OTHER);
}

static void
by_state_of_the_other(void **state)
{
	struct collision_in in = { .other = ST_IDLE };

	(void)state;
	assert_int_equal(collision_decide(&in), COLLISION_NONE);
	in.other = ST_OPEN_SENT;
	assert_int_equal(collision_decide(&in), COLLISION_NONE);
	in.other = ST_CONNECT;
	assert_int_equal(collision_decide(&in), COLLISION_STOP_OTHER);
	in.other = ST_ESTABLISHED;
	assert_int_equal(collision_decide(&in), COLLISION_CLOSE_THIS);
	in.graceful = true;
	assert_int_equal(collision_decide(&in), COLLISION_REPLACE_OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_sides_agree),
		cmocka_unit_test(higher_identifier_dials),
		cmocka_unit_test(by_state_of_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
