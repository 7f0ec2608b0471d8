/* SPDX-License-Identifier: ISC */
/* Lines of the log that a neighbour may cause, and what they say. */
#include "rig.h"

#include <stdio.h>

#include <bsd/string.h>

#include "path/attr.h"
#include "update_in.h"
#include "update_note.h"

struct lines {
	unsigned	n;
	char		last[512];
};

static void
take(void *arg, enum log_level level, const char *line)
{
	struct lines *l = arg;

	(void)level;
	l->n++;
	strlcpy(l->last, line, sizeof(l->last));
}

static void
says_one_line_of_each_kind(void **state)
{
	struct peer p = { .neg = rig_neg(1) };
	struct lines l = { 0 };
	struct notes n = { 0 };
	unsigned i;

	(void)state;
	clock_tick();
	log_set_sink(take, &l);
	for (i = 0; i < 1000; i++)
		update_note(&n, &p, NOTE_DISCARD, "attribute discarded",
		    "AIGP: of no use");
	assert_int_equal(l.n, 1);
	assert_string_equal(l.last, "neighbor 192.0.2.1 (AS 64500): "
	    "attribute discarded: AIGP: of no use (0 more since the last "
	    "line)");
	update_note(&n, &p, NOTE_LIMIT, "prefix limit nearly reached", NULL);
	assert_int_equal(l.n, 2);
	n.at[NOTE_DISCARD].ms -= 60 * 1000;
	update_note(&n, &p, NOTE_DISCARD, "attribute discarded", "x");
	assert_int_equal(l.n, 3);
	assert_non_null(strstr(l.last, "x (999 more since the last line)"));
	log_set_sink(rig_quiet, NULL);
}

static void
names_what_was_wrong(void **state)
{
	char buf[REASON_TEXT];
	struct fault f = { 0 };

	(void)state;
	assert_string_equal(fault_reason(0, "all", buf), "all");
	assert_string_equal(fault_reason(ATTR_MED, "odd", buf),
	    "MULTI_EXIT_DISC: odd");
	assert_string_equal(fault_reason(99, "odd", buf),
	    "attribute 99: odd");
	fault_add(&f, OFFENCE_ATTR_DISCARD, 7, "first");
	fault_add(&f, OFFENCE_ATTR_DISCARD, 8, "second");
	fault_add(&f, OFFENCE_IGNORED, 9, "less");
	assert_string_equal(f.why, "first");
	fault_add(&f, OFFENCE_TREAT_AS_WITHDRAW, 10, "more");
	assert_string_equal(f.why, "more");
	assert_int_equal(f.attr, 10);
}

/* One of a range is another with each connection; its lines are not. */
static void
bounds_a_range_as_one(void **state)
{
	static const uint8_t bad[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 27, 2, 0, 0, 0, 0,
		24, 203, 0, 113,
	};
	struct conf_neighbor c = rig_conf(1);
	struct sr_clone clone = { .range = 1 };
	struct negotiated neg = rig_neg(5);
	struct lines l = { 0 };
	struct peer *p;
	struct rig r;
	uint32_t i;

	(void)state;
	rig_init(&r);
	c.remote = addr_v4(0xc0000200);
	c.remote_plen = 24;
	c.clone_first = 2;
	c.clones = 10;
	sessions_peer_added(&r.rde, &c);
	log_set_sink(take, &l);
	for (i = 0; i < 20; i++) {
		clone.remote = addr_v4(0xc0000205 + i);
		sessions_clone(&r.rde, 2 + i % 10, &clone);
		p = peers_get(r.rde.peers, 2 + i % 10);
		assert_non_null(p);
		sessions_up(&r.rde, p, i + 1, &neg);
		(void)update_in_batch(r.rde.update_in, p,
		    rbuf_of(bad, sizeof(bad)));
		assert_int_equal(p->count.treat_as_withdraw, 1);
		sessions_peer_removed(&r.rde, p);
	}
	assert_int_equal(l.n, 1);
	log_set_sink(rig_quiet, NULL);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_one_line_of_each_kind),
		cmocka_unit_test(names_what_was_wrong),
		cmocka_unit_test(bounds_a_range_as_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
