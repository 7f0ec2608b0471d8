/* SPDX-License-Identifier: ISC */
/*
 * A program that announces and is answered: plainly, by tag, not at all, in
 * the words of its shape; a line that takes long holds up those behind it.
 */
#include "program_talk.h"
#include "program_world.h"

static void
begin(struct pworld *w, struct script *s, struct program_talks **t,
    uint8_t version)
{
	struct conf_process c = pworld_process("one");
	struct conf_api a = pworld_api(1, "one");

	pworld_init(w);
	*t = program_talks_new(&w->rde);
	(void)pworld_peer(w, 1);
	(void)pworld_peer(w, 2);
	c.api_version = version;
	pworld_configure(w, &c, 1, &a, 1);
	script_start(w, s, "one", 3, 1);
}

static void
finish(struct pworld *w, struct script *s, struct program_talks *t)
{
	script_end(s);
	pworld_free(w);
	program_talks_free(t);
}

static unsigned
routes(struct pworld *w)
{
	return (unsigned)net_table_count(
	    w->rde.rib_out->families[FAMILY_IPV4_UNICAST].table);
}

static void
answers(void **state)
{
	struct program_talks *t;
	struct pworld w;
	struct script s;

	(void)state;
	begin(&w, &s, &t, 0);
	script_say(&s, "announce route 198.51.100.0/24 next-hop self\n");
	assert_string_equal(script_hear(&s), "done\n");
	assert_int_equal(routes(&w), 1);
	script_say(&s, "@7 announce route 198.51.101.0/24 next-hop self\n"
	    "no such command\nwithdraw route 198.51.100.0/24\n");
	fake_advance(10);
	assert_string_equal(script_hear(&s), "@7 done\nerror\ndone\n");
	/* It may not speak to neighbour 2. */
	script_say(&s, "neighbor 192.0.2.2 announce route 10.0.0.0/8 "
	    "next-hop self\n");
	assert_string_equal(script_hear(&s), "error\n");
	programs_gone(w.rde.programs, 3, 1);
	fake_advance(10);
	assert_null(programs_find(w.rde.programs, "one")->talk);
	finish(&w, &s, t);
}

/* exabgp_api_ack is false: only what has a tag is answered. */
static void
is_silent_when_told(void **state)
{
	const struct pr_identity who = { .no_ack = 1, .host = "h" };
	struct program_talks *t;
	struct pworld w;
	struct script s, again;

	(void)state;
	begin(&w, &s, &t, 0);
	programs_identity(w.rde.programs, &who);
	script_start(&w, &again, "one", 3, 2);
	script_say(&again, "announce route 10.0.0.0/8 next-hop self\nno\n"
	    "@9 announce route 10.0.0.0/9 next-hop self\n");
	fake_advance(10);
	assert_string_equal(script_hear(&again), "@9 done\n");
	assert_int_equal(routes(&w), 2);
	script_end(&again);
	finish(&w, &s, t);
}

static void
says_why_in_later_shapes(void **state)
{
	struct program_talks *t;
	struct pworld w;
	struct script s;

	(void)state;
	begin(&w, &s, &t, 6);
	script_say(&s, "no such command\n");
	script_hear(&s);
	assert_memory_equal(s.text, "error: ", 7);
	assert_string_equal(strchr(s.text, '\n'), "\nerror\n");
	finish(&w, &s, t);
}

static unsigned logged;
static char last_logged[256];

static void
gather_log(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	logged++;
	snprintf(last_logged, sizeof(last_logged), "%s", line);
}

/* Also of one that hears no answers; a flood of them is none in the log. */
static void
logs_why_a_command_was_refused(void **state)
{
	struct program_talks *t;
	struct pworld w;
	struct script s;
	unsigned i;

	(void)state;
	begin(&w, &s, &t, 0);
	log_set_sink(gather_log, NULL);
	logged = 0;
	script_say(&s, "silence-ack\n@1 no such\nannounce route 10.0.0.0/8\n");
	assert_int_equal(logged, 1);
	assert_string_equal(last_logged, "program one: refused: announce "
	    "route 10.0.0.0/8: next-hop is missing");
	for (i = 0; i < 1000; i++)
		script_say(&s, "announce route 10.0.0.0/8 med 1 origin igp "
		    "local-preference 100 large-community 1:2:3\n");
	assert_int_equal(logged, 5);
	assert_non_null(strstr(last_logged, "preference 100 ...: next-hop"));
	fake_advance(60000);
	script_say(&s, "no\n");
	assert_int_equal(logged, 7);
	assert_non_null(strstr(last_logged, "refused: no: unknown"));
	/* Its answer waits for the one before, and comes after more lines. */
	script_say(&s, "enable-sync\nannounce route 10.0.0.0/8 next-hop "
	    "self\nbad one\nwithdraw route 10.0.0.0/8\n");
	assert_int_equal(logged, 8);
	assert_non_null(strstr(last_logged, "refused: bad one: unknown"));
	log_set_sink(pworld_quiet, NULL);
	finish(&w, &s, t);
}

/* One line is 65,536 routes: what is behind it waits, in order. */
static void
holds_lines_back(void **state)
{
	struct program_talks *t;
	struct pworld w;
	struct script s;

	(void)state;
	begin(&w, &s, &t, 0);
	script_say(&s, "@1 announce route 10.0.0.0/8 next-hop self "
	    "split /24\n@2 withdraw route 10.0.0.0/24\n");
	fake_advance(10);
	assert_string_equal(script_hear(&s), "@1 done\n@2 done\n");
	assert_true(routes(&w) >= 65535);
	finish(&w, &s, t);
}

/* While a command of it is carried out it is not silent. */
static void
is_busy_as_long_as_its_command(void **state)
{
	struct program_talks *t;
	struct program *pr;
	struct pworld w;
	struct script s;
	monotime_t began;

	(void)state;
	begin(&w, &s, &t, 0);
	pr = programs_find(w.rde.programs, "one");
	began = clock_now();
	fake_clock_looks(50);
	script_say(&s, "announce route 10.0.0.0/8 next-hop self split /24\n");
	fake_clock_looks(0);
	assert_string_equal(script_hear(&s), "done\n");
	assert_true(monotime_diff_ms(clock_now(), began) >=
	    2 * PROGRAM_QUIET_MS);
	assert_true(monotime_diff_ms(clock_now(), pr->spoke) <
	    PROGRAM_QUIET_MS / 2);
	finish(&w, &s, t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(is_silent_when_told),
		cmocka_unit_test(says_why_in_later_shapes),
		cmocka_unit_test(logs_why_a_command_was_refused),
		cmocka_unit_test(holds_lines_back),
		cmocka_unit_test(is_busy_as_long_as_its_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
