/* SPDX-License-Identifier: ISC */
/*
 * After a restart of ours End-of-RIB waits for the programs that may speak to
 * a neighbour, and for no others; in fake time.
 */
#include "eor_wait.h"
#include "program_world.h"

enum { GR_TIME = 20, BOTH = 2 };	/* families, so End-of-RIBs */

static void
init(struct pworld *w)
{
	pworld_init(w);
	eor_wait_listen(&w->rde);
}

/* Its session comes up; restarted: our OPEN had the R bit. */
static struct peer *
comes_up(struct pworld *w, uint16_t id, bool restarted)
{
	const struct negotiated n = {
		.local = addr_v4(0xc00002fe), .local_as = 64496,
		.peer_as = 64500, .as4 = 1, .ebgp = 1, .gr = 1,
		.we_restarting = restarted,
		.families = 1U << FAMILY_IPV4_UNICAST |
		    1U << FAMILY_IPV6_UNICAST,
	};
	struct peer *p = peers_get(w->rde.peers, id);

	if (p == NULL)
		p = pworld_peer(w, id);
	p->conf.gr_time = GR_TIME;
	p->count.eor_out = 0;
	fake_run_tasks();			/* it is added */
	sessions_up(&w->rde, p, 1, &n);
	fake_run_tasks();
	return p;
}

/* One program a neighbour, with the neighbour's number. */
static void
configure(struct pworld *w, const char *names, uint8_t respawn)
{
	struct conf_process c[4];
	struct conf_api a[4];
	size_t n;

	for (n = 0; names[n] != '\0'; n++) {
		const char name[2] = { names[n], '\0' };

		c[n] = pworld_process(name);
		c[n].respawn = respawn;
		a[n] = pworld_api((uint32_t)n + 1, name);
	}
	pworld_configure(w, c, n, a, n);
}

static void
waits_until_it_is_quiet(void **state)
{
	struct pworld w;
	struct script s;
	struct peer *p;

	(void)state;
	init(&w);
	configure(&w, "a", 1);
	p = comes_up(&w, 1, true);
	fake_advance(3000);			/* it is not started yet */
	assert_int_equal(p->count.eor_out, 0);
	script_start(&w, &s, "a", 3, 1);
	fake_advance(900);
	script_say(&s, "x\n");
	fake_advance(PROGRAM_QUIET_MS - 10);
	assert_int_equal(p->count.eor_out, 0);
	fake_advance(20);
	assert_int_equal(p->count.eor_out, BOTH);
	/* Once is enough: it has had its say. */
	script_say(&s, "x\n");
	p = comes_up(&w, 1, true);
	assert_int_equal(p->count.eor_out, BOTH);
	script_end(&s);
	pworld_free(&w);
}

static void
says_for_whom(void **state)
{
	const struct conf_process c[] = { pworld_process("a"),
	    pworld_process("b") };
	const struct conf_api a[] = { pworld_api(1, "a"),
	    pworld_api(1, "b") };
	const char *name;
	struct script sa, sb;
	struct pworld w;
	struct peer *p;
	int64_t left;

	(void)state;
	init(&w);
	pworld_configure(&w, c, 2, a, 2);
	p = comes_up(&w, 1, true);
	fake_advance(1000);
	assert_int_equal(eor_wait_for(p, &name, &left), 2);
	assert_string_equal(name, "a");
	assert_int_equal(left, GR_TIME * 500 - 1000);
	script_start(&w, &sa, "a", 3, 1);
	fake_advance(PROGRAM_QUIET_MS);
	assert_int_equal(eor_wait_for(p, &name, &left), 1);
	assert_string_equal(name, "b");
	script_start(&w, &sb, "b", 4, 1);
	fake_advance(PROGRAM_QUIET_MS);
	assert_int_equal(eor_wait_for(p, &name, &left), 0);
	sessions_down(&w.rde, p, SR_DOWN_PLAIN);
	assert_int_equal(eor_wait_for(p, &name, &left), 0);
	script_end(&sa);
	script_end(&sb);
	pworld_free(&w);
}

static void
waits_for_nobody_else(void **state)
{
	struct peer *one, *two, *three;
	struct pworld w;
	struct script s;

	(void)state;
	init(&w);
	configure(&w, "ab", 1);
	one = comes_up(&w, 1, true);
	two = comes_up(&w, 2, true);
	three = comes_up(&w, 3, true);		/* has no program */
	assert_int_equal(three->count.eor_out, BOTH);
	script_start(&w, &s, "b", 3, 1);
	fake_advance(PROGRAM_QUIET_MS);
	assert_int_equal(one->count.eor_out, 0);
	assert_int_equal(two->count.eor_out, BOTH);
	/* No restart, or nobody who keeps our routes over one. */
	sessions_down(&w.rde, one, SR_DOWN_PLAIN);
	one = comes_up(&w, 1, false);
	assert_int_equal(one->count.eor_out, BOTH);
	script_end(&s);
	pworld_free(&w);
}

static void
waits_for_half_the_time_at_most(void **state)
{
	struct pworld w;
	struct script s;
	struct peer *p;
	int i;

	(void)state;
	init(&w);
	configure(&w, "a", 1);
	p = comes_up(&w, 1, true);
	script_start(&w, &s, "a", 3, 1);
	for (i = 0; i < GR_TIME - 1; i++) {
		fake_advance(500);
		script_say(&s, "x\n");
		assert_int_equal(p->count.eor_out, 0);
	}
	fake_advance(500);
	assert_int_equal(p->count.eor_out, BOTH);
	/* Another session is waited with anew, but not when it is gone. */
	script_say(&s, "x\n");
	p = comes_up(&w, 1, true);
	assert_int_equal(p->count.eor_out, 0);
	sessions_down(&w.rde, p, SR_DOWN_PLAIN);
	assert_true(fake_next_timer() <= PROGRAM_QUIET_MS);
	fake_advance(GR_TIME * 1000);
	assert_int_equal(p->count.eor_out, 0);
	script_end(&s);
	pworld_free(&w);
}

/* We do not read it, for its command takes long: it may have more to say. */
static void
who_is_not_read_is_not_quiet(void **state)
{
	struct program *pr;
	struct pworld w;
	struct script s;
	struct peer *p;

	(void)state;
	init(&w);
	configure(&w, "a", 1);
	p = comes_up(&w, 1, true);
	script_start(&w, &s, "a", 3, 1);
	pr = programs_find(w.rde.programs, "a");
	program_io_pause(pr->io, true);
	fake_advance(5 * PROGRAM_QUIET_MS);
	assert_int_equal(p->count.eor_out, 0);
	program_io_pause(pr->io, false);
	fake_advance(2 * PROGRAM_QUIET_MS);
	assert_int_equal(p->count.eor_out, BOTH);
	script_end(&s);
	pworld_free(&w);
}

/* Who is started again is waited for, and who is not has said it all. */
static void
an_end_is_quiet_when_it_is_the_last(void **state)
{
	struct pworld w;
	struct script s;
	struct peer *p;
	uint8_t respawn;

	(void)state;
	for (respawn = 0; respawn < 2; respawn++) {
		init(&w);
		configure(&w, "a", respawn);
		p = comes_up(&w, 1, true);
		script_start(&w, &s, "a", 3, 1);
		script_say(&s, "x\n");
		(void)close(s.out);
		s.out = -1;
		script_turn(&s);
		programs_gone(w.rde.programs, 3, 1);
		fake_run_tasks();
		assert_null(programs_find(w.rde.programs, "a")->io);
		assert_int_equal(p->count.eor_out, respawn ? 0 : BOTH);
		fake_advance(2 * PROGRAM_QUIET_MS);
		assert_int_equal(p->count.eor_out, respawn ? 0 : BOTH);
		script_end(&s);
		pworld_free(&w);
	}
}

/* A session comes before the programs of the first configuration. */
static void
follows_the_configuration(void **state)
{
	struct pworld w;
	struct peer *p;

	(void)state;
	init(&w);
	p = pworld_peer(&w, 1);
	p->conf.manual_eor = 1;			/* "not loaded yet" */
	(void)comes_up(&w, 1, true);
	configure(&w, "a", 1);
	p->conf.manual_eor = 0;
	update_out_wake(w.rde.out);
	fake_run_tasks();
	assert_int_equal(p->count.eor_out, 0);
	/* A command asks for one of them. */
	assert_true(update_out_eor(w.rde.out, p, FAMILY_IPV6_UNICAST));
	fake_run_tasks();
	assert_int_equal(p->count.eor_out, 1);
	/* The program is not configured any more: nobody is waited for. */
	configure(&w, "", 1);
	fake_run_tasks();
	assert_int_equal(p->count.eor_out, BOTH);
	pworld_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_until_it_is_quiet),
		cmocka_unit_test(says_for_whom),
		cmocka_unit_test(waits_for_nobody_else),
		cmocka_unit_test(waits_for_half_the_time_at_most),
		cmocka_unit_test(who_is_not_read_is_not_quiet),
		cmocka_unit_test(an_end_is_quiet_when_it_is_the_last),
		cmocka_unit_test(follows_the_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
