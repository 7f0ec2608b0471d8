/* SPDX-License-Identifier: ISC */
/*
 * What bgpctl network says and what comes of it: leases that give back what
 * they shadowed, reloads that never overtake an injection, watchdogs, rows of
 * network show, and refusals that change nothing.
 */
#include "rde/network_world.h"

#include <limits.h>

#include "originate_job.h"
#include "originate_store.h"

/* The verdict of a job, awaited. */
static unsigned touched;

static void
job_done(void *arg, unsigned n)
{
	(void)arg;
	touched = n;
}

static unsigned
watchdog(const char *name, bool announce, const struct idset *targets)
{
	touched = UINT_MAX;
	(void)originate_watchdog(world.rde.originate, name, announce, targets,
	    job_done, NULL);
	fake_run_tasks();
	return touched;
}

static unsigned
flush(void)
{
	touched = UINT_MAX;
	(void)originate_flush(world.rde.originate, families_all(), job_done,
	    NULL);
	fake_run_tasks();
	return touched;
}

static void
lease_gives_back(void **state)
{
	(void)state;
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 5", "");
	assert_int_equal(held(1, 1), 5);
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 6 for 5s", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 7 for 2s neighbor left",
	    "");
	assert_int_equal(held(1, 1), 7);
	assert_int_equal(held(3, 1), 6);
	fake_advance(1999);
	assert_int_equal(held(1, 1), 7);
	/* Leases of one source replace each other: below 7 is the permanent. */
	fake_advance(2);
	assert_int_equal(held(1, 1), 5);
	assert_int_equal(held(3, 1), 6);
	fake_advance(3000);
	assert_int_equal(held(3, 1), 5);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24 neighbor right", "");
	assert_int_equal(held(1, 1), 5);
	assert_int_equal(world.obs[3].withdraws, 1);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24", "");
	assert_int_equal(world.obs[1].withdraws, 1);
	assert_int_equal(world.rde.rib_out->families[0].nets.used, 0);
}

static void
refusals(void **state)
{
	(void)state;
	say(CTL_NOTHING, CTL_NET_DELETE, "198.51.1.0/24",
	    "198.51.1.0/24: not announced by bgpctl");
	say(CTL_NOTHING, CTL_NET_ADD, "198.51.1.0/24 neighbor 192.0.2.77",
	    "no such neighbor");
	say(CTL_REFUSE, CTL_NET_ADD, "2001:db8::/32 nexthop 2001:db8::1",
	    "family IPv6 unicast");
	say(CTL_REFUSE, CTL_NET_ADD, "198.51.1.1/24", "198.51.1.1/24");
	say(CTL_REFUSE, CTL_NET_ADD, "198.51.1.0/24 until "
	    "2001-01-01T00:00:00Z", "");
	/* One that is wrong spoils all, and nothing was done. */
	say(CTL_REFUSE, CTL_NET_ADD, "198.51.1.0/24 2001:db8::/32", "");
	assert_int_equal(world.rde.rib_out->families[0].nets.used, 0);
	assert_int_equal(world.obs[1].announces, 0);
}

static struct network *
begin(const char *text)
{
	const struct network_who who = { .op = CTL_NET_ADD,
	    .source = CTL_SRC_BGPCTL, .owner = "tester" };
	struct network *q;
	enum ctl_code code;
	char why[256];

	q = network_new(&world.rde, &who, text, strlen(text), &code, why,
	    sizeof(why));
	assert_non_null(q);
	return q;
}

/* A line that names millions is neither expanded nor carried out at once. */
static void
a_split_is_made_in_slices(void **state)
{
	struct originate *o = world.rde.originate;
	const monotime_t now = clock_now();
	const char *why;
	struct network *q;
	unsigned done;

	(void)state;
	q = begin("198.51.0.0/24 198.51.1.0/24 split /32");
	assert_false(network_run(q, now));
	assert_in_range(o->injected, 1, 64);
	while (!network_run(q, now))
		;
	assert_int_equal(network_verdict(q, &done, &why), CTL_OK);
	assert_int_equal(done, 512);
	assert_int_equal(o->injected, 512);
	network_free(q);
	say(CTL_OK, CTL_NET_DELETE, "198.51.0.0/23 split /32", "");
	assert_int_equal(o->injected, 0);
	/* 4,194,304 */
	say(CTL_REFUSE, CTL_NET_ADD, "10.0.0.0/12 10.16.0.0/12 10.32.0.0/12 "
	    "10.48.0.0/12 split /32", "more than 4000000 routes");
	say(CTL_REFUSE, CTL_NET_DELETE, "10.0.0.0/12 10.16.0.0/12 "
	    "10.32.0.0/12 10.48.0.0/12 split /32", "more than 4000000");
	assert_int_equal(o->injected, 0);
}

static void
remove_peer(unsigned id)
{
	struct rde *r = &world.rde;
	struct peer *p = peers_get(r->peers, id);

	originate_peer_removed(r->originate, p->id);
	update_out_peer_removed(r->out, p);
	peers_remove(r->peers, p->id);
}

/* Who comes while a line is carried out gets all of it, who went none. */
static void
neighbours_change_between_slices(void **state)
{
	const monotime_t now = clock_now();
	const char *why;
	struct network *q;
	unsigned done;

	(void)state;
	q = begin("198.51.1.0/24 split /32 med 2 neighbor 192.0.2.1, "
	    "neighbor 192.0.2.5");
	assert_false(network_run(q, now));
	peer(5, "late");
	while (!network_run(q, now))
		fake_run_tasks();
	fake_run_tasks();
	network_free(q);
	assert_int_equal(world.obs[1].announces, 256);
	assert_int_equal(world.obs[5].announces, 256);

	q = begin("198.51.1.0/24 split /32 med 3 neighbor 192.0.2.5");
	assert_false(network_run(q, now));
	remove_peer(5);
	memset(&world.obs[5], 0, sizeof(world.obs[5]));
	while (!network_run(q, now))
		fake_run_tasks();
	assert_int_equal(network_verdict(q, &done, &why), CTL_NOTHING);
	assert_int_equal(done, 16);
	assert_non_null(strstr(why, "it is gone (16 of 256 before it)"));
	network_free(q);
	fake_run_tasks();
}

static void
configure_one(unsigned x, int med, const char *watchdog, bool withdrawn)
{
	struct originate_route r;
	const struct idset *s = set_of(&world, 1U << 1 | 1U << 3);

	route_with(&world, &r, (int)x * PATHS, med);
	r.watchdog = watchdog;
	r.withdrawn = withdrawn;
	originate_config_route(world.rde.originate, &r, s);
	route_done(&world, &r);
	idset_unref(world.rde.idsets, s);
}

static void
reload(int med, const char *watchdog, bool withdrawn)
{
	originate_config_begin(world.rde.originate);
	if (med != NO_ROUTE)
		configure_one(1, med, watchdog, withdrawn);
	while (originate_config_end(world.rde.originate))
		;
	fake_run_tasks();
}

static void
configure_for(unsigned peers, int med)
{
	struct originate_route r;
	const struct idset *s = set_of(&world, peers);

	route_with(&world, &r, PATHS, med);
	originate_config_route(world.rde.originate, &r, s);
	route_done(&world, &r);
	idset_unref(world.rde.idsets, s);
}

/* Statements for the neighbours of the masks, 0 ends; then the counts. */
static void
counts(const unsigned masks[2], const int meds[2], unsigned added,
    unsigned removed, unsigned changed)
{
	struct originate *o = world.rde.originate;
	unsigned i;

	originate_config_begin(o);
	for (i = 0; i < 2; i++)
		if (masks[i] != 0)
			configure_for(masks[i], meds[i]);
	while (originate_config_end(o))
		;
	assert_int_equal(originate_config_count(o)->counted, 1);
	assert_int_equal(originate_config_count(o)->added, added);
	assert_int_equal(originate_config_count(o)->removed, removed);
	assert_int_equal(originate_config_count(o)->changed, changed);
}

static void
reloads_are_counted(void **state)
{
	enum { A = 1U << 1, B = 1U << 2, C = 1U << 3 };
#define SAID(m1, v1, m2, v2)						\
	(const unsigned[]){ (m1), (m2) }, (const int[]){ (v1), (v2) }

	(void)state;
	world.rde.configured = true;
	counts(SAID(A | B, 1, 0, 0), 1, 0, 0);
	counts(SAID(A | B, 1, 0, 0), 0, 0, 0);
	/* to one more, and to one fewer */
	counts(SAID(A | B | C, 1, 0, 0), 1, 0, 0);
	counts(SAID(A | B, 1, 0, 0), 0, 1, 0);
	/* said differently: to all, and to one of them */
	counts(SAID(A | B, 2, 0, 0), 0, 0, 1);
	counts(SAID(A | B, 2, A, 3), 0, 0, 1);
	/* the same again, though the first statement is taken from */
	counts(SAID(A | B, 2, A, 3), 0, 0, 0);
	/* another neighbour has it under another value: that is an addition */
	counts(SAID(A | B, 2, C, 3), 1, 0, 1);
	counts(SAID(0, 0, 0, 0), 0, 2, 0);
	assert_int_equal(world.rde.originate->fresh, 0);
#undef SAID
	fake_run_tasks();
}

/*
 * A template says it to both and a neighbour says it otherwise: what counts in
 * the end is all that anybody is told of, also when it was the same before.
 */
static void
a_statement_that_is_overridden_is_not_heard(void **state)
{
	struct originate *o = world.rde.originate;
	enum { A = 1U << 1, C = 1U << 3 };
	int i, med;

	(void)state;
	world.rde.configured = true;
	for (i = 0; i < 4; i++) {
		med = i < 2 ? 3 : 5;
		originate_config_begin(o);
		configure_for(A | C, 1);
		fake_run_tasks();	/* a slice ends here */
		configure_for(A, med);
		while (originate_config_end(o))
			;
		fake_run_tasks();
		assert_int_equal(held(1, 1), med);
		assert_int_equal(held(3, 1), 1);
		assert_int_equal(world.obs[1].announces, i < 2 ? 1 : 2);
		assert_int_equal(world.obs[3].announces, 1);
	}
	assert_int_equal(world.obs[1].withdraws, 0);
	/* What is looked at meanwhile, for another reason, is put right. */
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 9", "");
	originate_config_begin(o);
	configure_for(A | C, 1);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24", "");
	configure_for(A, 5);
	while (originate_config_end(o))
		;
	fake_run_tasks();
	assert_int_equal(held(1, 1), 5);
	assert_int_equal(held(3, 1), 1);
}

static void
injection_stays_in_front(void **state)
{
	unsigned messages;

	(void)state;
	reload(1, NULL, false);
	assert_int_equal(held(1, 1), 1);
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 9", "");
	messages = world.obs[1].messages;
	reload(3, NULL, false);
	assert_int_equal(held(1, 1), 9);
	assert_int_equal(world.obs[1].messages, messages);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24", "");
	assert_int_equal(held(1, 1), 3);
	messages = world.obs[1].messages;
	reload(3, NULL, false);
	assert_int_equal(world.obs[1].messages, messages);
	say(CTL_NOTHING, CTL_NET_DELETE, "198.51.1.0/24", "");
	reload(NO_ROUTE, NULL, false);
	assert_int_equal(world.obs[1].withdraws, 1);
}

static void
watchdogs(void **state)
{
	const struct idset *left = set_of(&world, 1U << 1);

	(void)state;
	reload(1, "dog", true);
	assert_int_equal(world.obs[1].announces, 0);
	assert_int_equal(watchdog("dog", true, NULL), 1);
	fake_run_tasks();
	assert_int_equal(held(1, 1), 1);
	watchdog("dog", false, left);
	fake_run_tasks();
	assert_int_equal(world.obs[1].withdraws, 1);
	assert_int_equal(world.obs[3].withdraws, 0);
	/* An unchanged reload does not wake it. */
	reload(1, "dog", true);
	assert_int_equal(world.obs[1].announces, 1);
	assert_int_equal(watchdog("cat", true, NULL), 0);
	idset_unref(world.rde.idsets, left);
}

/* The next neighbour of a range has the id of one that left. */
static void
another_of_that_id(unsigned id)
{
	struct rde *r = &world.rde;
	struct peer *p = peers_get(r->peers, (uint16_t)id);

	originate_peer_removed(r->originate, p->id);
	update_out_peer_removed(r->out, p);
	peers_remove(r->peers, p->id);
	fake_run_tasks();
	memset(&world.obs[id], 0, sizeof(world.obs[id]));
	peer(id, "another");
	fake_run_tasks();
}

static void
a_watchdog_begins_anew_with_its_neighbour(void **state)
{
	(void)state;
	reload(1, "dog", true);
	(void)watchdog("dog", true, NULL);
	fake_run_tasks();
	assert_int_equal(world.obs[3].announces, 1);
	another_of_that_id(3);
	assert_int_equal(world.obs[3].announces, 0);
	assert_int_equal(world.obs[1].withdraws, 0);

	reload(1, "dog", false);
	(void)watchdog("dog", true, NULL);
	fake_run_tasks();
	(void)watchdog("dog", false, NULL);
	fake_run_tasks();
	another_of_that_id(3);
	assert_int_equal(world.obs[3].announces, 1);
	assert_int_equal(world.obs[1].withdraws, 1);
}

/* Each program speaks for itself; who spoke last is heard. */
static void
programs_do_not_take_from_each_other(void **state)
{
	(void)state;
	say_as("alpha", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 1", "");
	say_as("beta", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 2", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 3", "");
	assert_int_equal(world.rde.originate->injected, 3);
	assert_int_equal(held(1, 1), 3);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24", "");
	assert_int_equal(held(1, 1), 2);
	say_as("beta", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 4", "");
	assert_int_equal(world.rde.originate->injected, 2);
	assert_int_equal(flush(), 0);
	touched = UINT_MAX;
	(void)originate_flush_program(world.rde.originate, "beta", UINT32_MAX,
	    job_done, NULL);
	fake_run_tasks();
	assert_int_equal(touched, 1);
	assert_int_equal(held(1, 1), 1);
	assert_int_equal(world.obs[1].withdraws, 0);
}

/* Only what was said before: a program that came back has said it again. */
static void
a_flush_may_spare_what_is_younger(void **state)
{
	struct originate *o = world.rde.originate;
	uint32_t born;

	(void)state;
	say_as("alpha", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 1", "");
	say_as("alpha", CTL_OK, CTL_NET_ADD, "198.51.2.0/24 med 1", "");
	born = originate_born(o);
	say_as("alpha", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 1", "");
	(void)originate_flush_program(o, "alpha", born, NULL, NULL);
	fake_run_tasks();
	assert_int_equal(o->injected, 1);
	assert_int_equal(world.obs[1].announces, 2);
	assert_int_equal(world.obs[1].withdraws, 1);
}

static void
a_withdraw_hides_what_others_say(void **state)
{
	struct originate *o = world.rde.originate;

	(void)state;
	reload(1, NULL, false);
	say_as("alpha", CTL_OK, CTL_NET_WITHDRAW,
	    "198.51.1.0/24 neighbor left", "");
	assert_int_equal(world.obs[1].withdraws, 1);
	assert_int_equal(world.obs[3].withdraws, 0);
	assert_int_equal(o->injected, 1);
	/* A reload does not overtake it, another's command does. */
	reload(7, NULL, false);
	assert_int_equal(world.obs[1].announces, 1);
	assert_int_equal(held(3, 1), 7);
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 3", "");
	assert_int_equal(held(1, 1), 3);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24", "");
	assert_int_equal(world.obs[1].withdraws, 2);
	/* Its own announcement is what it says from then on. */
	say_as("alpha", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 4", "");
	assert_int_equal(o->injected, 1);
	assert_int_equal(held(1, 1), 4);
	say_as("alpha", CTL_OK, CTL_NET_WITHDRAW, "198.51.1.0/24", "");
	assert_int_equal(world.obs[1].withdraws, 3);
	/* When nothing is left to hide, the next file counts. */
	reload(NO_ROUTE, NULL, false);
	assert_int_equal(o->injected, 0);
	reload(5, NULL, false);
	assert_int_equal(held(1, 1), 5);
}

/* As ExaBGP: who asks for a withdraw hears it, whatever was there. */
static void
a_withdraw_is_always_sent(void **state)
{
	const struct peer *p = peers_get(world.rde.peers, 1);

	(void)state;
	say_as("alpha", CTL_OK, CTL_NET_WITHDRAW, "198.51.1.0/24", "");
	assert_int_equal(world.obs[1].withdraws, 1);
	say_as("alpha", CTL_OK, CTL_NET_WITHDRAW, "198.51.1.0/24", "");
	assert_int_equal(world.obs[1].withdraws, 2);
	assert_int_equal(update_out_prefixes(world.rde.out, p), 0);
	assert_int_equal(world.rde.rib_out->families[0].nets.used, 0);
	say_as("alpha", CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 1", "");
	assert_int_equal(update_out_prefixes(world.rde.out, p), 1);
	/* Those of before a session are not repeated in it. */
	update_out_down(world.rde.out, peers_get(world.rde.peers, 1));
	say_as("alpha", CTL_OK, CTL_NET_WITHDRAW, "198.51.2.0/24", "");
	update_out_up(world.rde.out, peers_get(world.rde.peers, 1));
	fake_run_tasks();
	assert_int_equal(world.obs[1].withdraws, 2);
	assert_int_equal(world.obs[3].withdraws, 3);
}

/* Nothing goes out before all that is for it has been looked at. */
static void
who_comes_is_unsettled_for_a_while(void **state)
{
	struct originate *o = world.rde.originate;

	(void)state;
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 1", "");
	assert_true(originate_is_settled(o, 1));
	peer(5, "third");
	assert_false(originate_is_settled(o, 5));
	assert_true(originate_is_settled(o, 1));
	fake_run_tasks();
	assert_true(originate_is_settled(o, 5));
	assert_int_equal(held(5, 1), 1);
	originate_peer_removed(o, 5);
	assert_false(originate_is_settled(o, 5));
	fake_run_tasks();
	assert_true(originate_is_settled(o, 5));
}

struct rows {
	struct ctl_network_row v[8];
	unsigned n;
};

/* Clients that ask and leave, one after the other, leave no work behind. */
static void
a_flush_that_nobody_awaits_is_not_begun(void **state)
{
	struct originate *o = world.rde.originate;
	struct originate_job *j;
	int i;

	(void)state;
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 1", "");
	for (i = 0; i < 1000; i++) {
		j = originate_flush(o, families_all(), job_done, NULL);
		originate_job_forget(j);
	}
	assert_true(LIST_EMPTY(&o->walkers));
	fake_run_tasks();
	assert_int_equal(o->injected, 1);
	assert_int_equal(flush(), 1);
}

/* The walk rests behind every row. */
static bool
on_row(void *arg, const struct ctl_network_row *r, struct rbuf nlri,
    struct rbuf attrs)
{
	struct rows *rows = arg;

	assert_int_equal(r->nlri_len, nlri.left);
	assert_int_equal(r->attr_len, attrs.left);
	rows->v[rows->n++] = *r;
	return false;
}

static void
show(void **state)
{
	struct originate_walk at = { .all_families = true };
	struct rows rows = { .n = 0 };

	(void)state;
	reload(1, NULL, false);
	say(CTL_OK, CTL_NET_ADD,
	    "198.51.1.0/24 med 2 for 90s reason \"a test\"", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.2.0/24 med 2 neighbor left", "");
	while (originate_show(world.rde.originate, &at, on_row, &rows))
		;
	assert_int_equal(rows.n, 3);
	assert_int_equal(rows.v[0].source, CTL_SRC_BGPCTL);
	assert_int_equal(rows.v[0].expires_ms, 90000);
	assert_string_equal(rows.v[0].owner, "tester");
	assert_string_equal(rows.v[0].reason, "a test");
	assert_true(rows.v[0].all_neighbors);
	assert_true(rows.v[0].nexthop_self);
	assert_int_equal(rows.v[1].source, CTL_SRC_CONFIG);
	assert_true(rows.v[1].shadowed);
	assert_int_equal(rows.v[1].expires_ms, -1);
	assert_int_equal(rows.v[2].prefix[2], 2);
	assert_int_equal(rows.v[2].ntargets, 1);
	assert_string_equal(rows.v[2].targets, "192.0.2.1");
	assert_int_equal(flush(), 2);
}

/* Path ids in order, and of each the newest first, whatever goes meanwhile. */
static void
show_rests_inside_a_prefix(void **state)
{
	static const char *const texts[] = {
		"198.51.1.0/24 med 1 path-information 2",
		"198.51.1.0/24 med 1 path-information 1",
		"198.51.1.0/24 med 1",
	};
	struct originate_walk at = { .all_families = true };
	struct rows rows = { .n = 0 };
	unsigned i;

	(void)state;
	reload(1, NULL, false);
	for (i = 0; i < 3; i++) {
		say_as("alpha", CTL_OK, CTL_NET_ADD, texts[i], "");
		say_as("beta", CTL_OK, CTL_NET_ADD, texts[i], "");
	}
	for (i = 0; i < 4; i++)
		assert_true(originate_show(world.rde.originate, &at, on_row,
		    &rows));
	(void)originate_flush_program(world.rde.originate, "beta", UINT32_MAX,
	    job_done, NULL);
	fake_run_tasks();
	while (originate_show(world.rde.originate, &at, on_row, &rows))
		;
	assert_int_equal(rows.n, 6);
	assert_string_equal(rows.v[0].owner, "beta");
	assert_string_equal(rows.v[1].owner, "alpha");
	assert_int_equal(rows.v[2].source, CTL_SRC_CONFIG);
	assert_int_equal(rows.v[3].path_id, 1);
	assert_string_equal(rows.v[3].owner, "beta");
	assert_int_equal(rows.v[4].path_id, 1);
	assert_string_equal(rows.v[4].owner, "alpha");
	assert_int_equal(rows.v[5].path_id, 2);
	assert_string_equal(rows.v[5].owner, "alpha");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lease_gives_back, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_split_is_made_in_slices,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    neighbours_change_between_slices, setup, teardown),
		cmocka_unit_test_setup_teardown(refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(reloads_are_counted,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_statement_that_is_overridden_is_not_heard, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(injection_stays_in_front,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(watchdogs, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_watchdog_begins_anew_with_its_neighbour, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    programs_do_not_take_from_each_other, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_flush_may_spare_what_is_younger, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_withdraw_hides_what_others_say, setup, teardown),
		cmocka_unit_test_setup_teardown(a_withdraw_is_always_sent,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    who_comes_is_unsettled_for_a_while, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_flush_that_nobody_awaits_is_not_begun, setup, teardown),
		cmocka_unit_test_setup_teardown(show, setup, teardown),
		cmocka_unit_test_setup_teardown(show_rests_inside_a_prefix,
		    setup, teardown),
	};

	log_set_level(LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
