/* SPDX-License-Identifier: ISC */
/* Names of every number, and of those that have none. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "config/conf_diff.h"
#include "labels.h"

static void
names_states_timers_and_roles(void **state)
{
	unsigned i;

	(void)state;
	assert_string_equal(state_name(1), "Idle");
	assert_string_equal(state_name(4), "OpenSent");
	assert_string_equal(state_name(6), "Established");
	assert_string_equal(state_name(0), "unknown");
	assert_string_equal(state_name(7), "unknown");
	for (i = 0; i < CTL_NTIMERS; i++)
		assert_string_not_equal(timer_name(i), "unknown");
	assert_string_equal(timer_name(CTL_NTIMERS), "unknown");
	assert_string_equal(role_name(3), "customer");
	assert_string_equal(role_name(ROLE_UNSET), "unknown");
	assert_string_equal(add_path_name(ADD_PATH_BOTH), "bidir");
	assert_string_equal(add_path_name(0), "unknown");
	assert_string_equal(origin_name(2), "incomplete");
	assert_int_equal(origin_letter(1), 'e');
	assert_int_equal(origin_letter(9), '?');
	assert_string_equal(change_name(CONF_CHANGE_NONE), "update");
	assert_string_equal(change_name(CONF_CHANGE_RESTART), "restart");
	assert_string_equal(change_name(CONF_CHANGE_MAX), "unknown");
}

static void
knows_what_was_agreed(void **state)
{
	struct negotiated neg = { .families = 1, .add_path_tx = 1,
	    .add_path_rx = 1, .gr = 1, .gr_families = 1, .gr_forwarding = 1,
	    .gr_time = 120, .as4 = 1, .role = ROLE_UNSET };
	struct family_other others[FAMILY_OTHERS] = { { 0 } };
	static const uint8_t err[2] = { 6, 2 }, none[2];
	struct capabilities c;
	char buf[LABEL_ERROR];

	(void)state;
	agreed_capabilities(&neg, others, &c);
	assert_int_equal(c.mp.n, 1);
	assert_int_equal(c.add_path.v[0].arg, ADD_PATH_BOTH);
	assert_int_equal(c.gr.v[0].arg, 1);
	assert_true(c.has_as4 && c.has_gr && !c.refresh);
	/* the daemon says which row means what; what it must not is left out */
	neg.families |= (family_mask)3 << (FAMILY_OTHER_FIRST + 3);
	others[0] = (struct family_other){ 16397, 99,
	    FAMILY_OTHER_FIRST + 3 };
	others[1] = (struct family_other){ 16397, 98, FAMILY_NONE };
	others[2] = (struct family_other){ 16397, 97, 0 };
	agreed_capabilities(&neg, others, &c);
	assert_int_equal(c.mp.n, 2);
	assert_int_equal(c.mp.v[1].afi, 16397);
	assert_int_equal(c.mp.v[1].safi, 99);
	told_capabilities((const uint8_t *)"\2", 1, &c);
	assert_false(c.refresh);
	told_capabilities((const uint8_t *)"\2\0", 2, &c);
	assert_true(c.refresh);
	assert_null(notify_label(none, buf, sizeof(buf)));
	assert_non_null(strstr(notify_label(err, buf, sizeof(buf)), "Cease"));
}

static void
names_states_of_programs(void **state)
{
	(void)state;
	assert_string_equal(process_state_name(CTL_PROCESS_RUNNING),
	    "running");
	assert_string_equal(process_state_name(CTL_PROCESS_ENDED), "ended");
	assert_string_equal(process_state_name(CTL_PROCESS_MAX), "unknown");
}

static void
says_why_one_is_held_down(void **state)
{
	struct ctl_neighbor n = { .flags = CTL_N_MD5 };
	char buf[LABEL_HELD];

	(void)state;
	(void)addr_parse("2001:db8:1111:2222:3333:4444:5555:6666", &n.remote);
	assert_null(held_label(&n, buf, sizeof(buf)));
	n.flags |= CTL_N_HELD_SESSION;
	assert_string_equal(held_label(&n, buf, sizeof(buf)),
	    "its message was being read when bgpd-session crashed twice; "
	    "bgpctl neighbor 2001:db8:1111:2222:3333:4444:5555:6666 up "
	    "ends that");
	n.flags |= CTL_N_HELD_RDE;
	assert_non_null(strstr(held_label(&n, buf, sizeof(buf)),
	    "bgpd-session and bgpd-rde crashed;"));
}

static void
counts_targets_without_room(void **state)
{
	struct ctl_network_row r = { .ntargets = 3 };

	(void)state;
	assert_int_equal(unnamed_targets(&r), 3);
	r = (struct ctl_network_row){ .ntargets = 3,
	    .targets = "192.0.2.2" };
	assert_int_equal(unnamed_targets(&r), 2);
	r = (struct ctl_network_row){ .ntargets = 3,
	    .targets = "192.0.2.2 2001:db8::2 192.0.2.128/25" };
	assert_int_equal(unnamed_targets(&r), 0);
	r.ntargets = 2;		/* they may have gone meanwhile */
	assert_int_equal(unnamed_targets(&r), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_states_timers_and_roles),
		cmocka_unit_test(knows_what_was_agreed),
		cmocka_unit_test(names_states_of_programs),
		cmocka_unit_test(says_why_one_is_held_down),
		cmocka_unit_test(counts_targets_without_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
