/* SPDX-License-Identifier: ISC */
/*
 * Every pair of state and event, written down a second time from RFC 4271
 * 8.2.2: an action's letter and the next state's number, "." for no move.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fsm.h"

static const char letters[ACT_MAX + 1] = "-slcoOkarT0nSEH85";

/* Idle, Connect, Active, OpenSent, OpenConfirm, Established. */
static const struct {
	const char	*pairs;
} want[] = {
	{ "" },			/* events count from 1 */
	{ "s2 -- -- -- -- --" }, /* manual_start */
	{ "-- 01 01 S1 S1 S1" }, /* manual_stop */
	{ "s2 -- -- -- -- --" }, /* auto_start */
	{ "l3 -- -- -- -- --" }, /* manual_start_passive */
	{ "l3 -- -- -- -- --" }, /* auto_start_passive */
	{ "c2 -- -- -- -- --" }, /* auto_start_damped */
	{ "l3 -- -- -- -- --" }, /* auto_start_damped_passive */
	{ "-- T1 T1 E1 E1 E1" }, /* auto_stop */
	{ "-- c. c2 51 51 51" }, /* connect_retry_expires */
	{ "-- T1 T1 H1 H1 H1" }, /* hold_expires */
	{ "-- T1 T1 51 k. k." }, /* keepalive_expires */
	{ "-- o4 o4 51 51 51" }, /* delay_open_expires */
	{ "-- T1 T1 51 51 51" }, /* idle_hold_expires */
	{ "-- -- -- -- -- --" }, /* tcp_valid */
	{ "-- -- -- -- -- --" }, /* tcp_invalid */
	{ "-- o4 o4 -- -- --" }, /* tcp_cr_acked */
	{ "-- o4 o4 -- -- --" }, /* tcp_confirmed */
	{ "-- T1 T1 r3 T1 T1" }, /* tcp_fails */
	{ "-- T1 T1 O5 51 51" }, /* bgp_open */
	{ "-- T1 T1 51 51 51" }, /* bgp_open_delay */
	{ "-- T1 T1 E1 E1 E1" }, /* header_err */
	{ "-- T1 T1 E1 E1 E1" }, /* open_err */
	{ "-- T1 T1 E1 E1 E1" }, /* collision_dump */
	{ "-- T1 T1 n1 n1 T1" }, /* notif_version */
	{ "-- T1 T1 T1 T1 T1" }, /* notif */
	{ "-- T1 T1 51 a6 a." }, /* keepalive */
	{ "-- T1 T1 51 51 a." }, /* update */
	{ "-- T1 T1 51 51 E1" }, /* update_err */
	{ "-- -- -- 81 81 81" }, /* send_hold_expires */
};

static void
every_pair(void **state)
{
	unsigned ev, st;
	struct fsm_step s;
	const char *p;

	(void)state;
	assert_int_equal(sizeof(want) / sizeof(want[0]), EV_MAX);
	for (ev = EV_MANUAL_START; ev < EV_MAX; ev++)
		for (st = ST_IDLE; st < ST_MAX; st++) {
			p = want[ev].pairs + (st - ST_IDLE) * 3;
			s = fsm_step(st, ev);
			if (letters[s.action] != p[0] ||
			    (s.next == ST_NONE ? (p[1] != '.' && p[1] != '-') :
			    p[1] != '0' + s.next))
				fail_msg("%s in %s: %c%u, not %.2s",
				    fsm_event_name(ev), fsm_state_name(st),
				    letters[s.action], s.next, p);
		}
}

static void
names_and_nonsense(void **state)
{
	unsigned i;

	(void)state;
	for (i = ST_IDLE; i < ST_MAX; i++)
		assert_string_not_equal(fsm_state_name(i), "?");
	for (i = EV_MANUAL_START; i < EV_MAX; i++)
		assert_string_not_equal(fsm_event_name(i), "?");
	assert_string_equal(fsm_state_name(ST_MAX), "?");
	assert_int_equal(fsm_step(ST_MAX, EV_UPDATE).action, ACT_NONE);
	assert_int_equal(fsm_step(ST_IDLE, EV_MAX).action, ACT_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair),
		cmocka_unit_test(names_and_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
