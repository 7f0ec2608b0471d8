/* SPDX-License-Identifier: ISC */
/*
 * A program's run as the parent brings it about, who may speak to whom, and
 * every way to an end.
 */
#include "program_world.h"

struct listener {
	unsigned	started, ended, lines, drained, configured;
	char		last[64];
};

static void
on_started(void *arg, struct program *pr)
{
	struct listener *l = arg;

	assert_non_null(pr->io);
	l->started++;
}

static void
on_ended(void *arg, struct program *pr)
{
	struct listener *l = arg;

	assert_non_null(pr->io);
	l->ended++;
}

static void
on_line(void *arg, struct program *pr, const char *text, size_t len)
{
	struct listener *l = arg;

	l->lines++;
	snprintf(l->last, sizeof(l->last), "%.*s", (int)len, text);
	program_answer(pr->io, "done");
}

static void
on_configured(void *arg, const struct subscription_table *before)
{
	struct listener *l = arg;

	assert_non_null(before);
	l->configured++;
}

static const struct program_ops ops = {
	.started = on_started, .ended = on_ended, .line = on_line,
	.configured = on_configured,
};

static void
configure(struct pworld *w, const char *name)
{
	struct conf_process c = pworld_process(name);
	struct conf_api a = pworld_api(1, name);

	pworld_configure(w, &c, 1, &a, 1);
}

static void
runs(void **state)
{
	struct listener l = { 0 };
	struct pworld w;
	struct script s;
	struct link_msg m;

	(void)state;
	pworld_init(&w);
	configure(&w, "one");
	script_start(&w, &s, "one", 3, 1);
	script_say(&s, "announce route\n");
	assert_string_equal(script_hear(&s), "error\n");
	script_end(&s);
	programs_listen(w.rde.programs, &ops, &l);
	script_start(&w, &s, "one", 3, 2);	/* the old one is over */
	assert_int_equal(l.started, 1);
	assert_int_equal(l.ended, 1);
	script_say(&s, "announce route\nhalf");
	assert_string_equal(l.last, "announce route");
	assert_string_equal(script_hear(&s), "done\n");
	(void)close(s.out);
	s.out = -1;
	script_turn(&s);
	assert_int_equal(pworld_told(&w, &m), PR_PROGRAM_ENDED);
	assert_int_equal(m.peer, 3);
	assert_int_equal(m.gen, 2);
	assert_int_equal(m.body.p[0], PR_ENDED_MUTE);
	assert_int_equal(l.ended, 1);
	programs_gone(w.rde.programs, 3, 1);	/* another start */
	assert_int_equal(l.ended, 1);
	programs_gone(w.rde.programs, 3, 2);
	assert_int_equal(l.ended, 2);
	assert_int_equal(l.lines, 1);
	assert_null(programs_find(w.rde.programs, "one")->io);
	script_end(&s);
	pworld_free(&w);
}

/* What a program wrote before it was reaped is still carried out. */
static void
hears_last_words(void **state)
{
	struct listener l = { 0 };
	struct pworld w;
	struct script s;

	(void)state;
	pworld_init(&w);
	programs_listen(w.rde.programs, &ops, &l);
	configure(&w, "one");
	script_start(&w, &s, "one", 3, 1);
	assert_int_equal(write(s.out, "last\n", 5), 5);
	programs_gone(w.rde.programs, 3, 1);
	assert_int_equal(l.ended, 0);
	fake_run_tasks();
	assert_string_equal(l.last, "last");
	assert_int_equal(l.ended, 1);
	script_end(&s);
	/* Also when what waited for it cannot be written any more. */
	script_start(&w, &s, "one", 3, 2);
	assert_int_equal(write(s.out, "very last\n", 10), 10);
	(void)close(s.in);
	s.in = -1;
	program_data(programs_find(w.rde.programs, "one")->io, "x\n", 2);
	programs_gone(w.rde.programs, 3, 2);
	fake_run_tasks();
	assert_string_equal(l.last, "very last");
	assert_int_equal(l.ended, 2);
	script_end(&s);
	pworld_free(&w);
}

static void
says_farewell(void **state)
{
	struct pworld w;
	struct script s;
	struct link_msg m;
	size_t n;

	(void)state;
	pworld_init(&w);
	configure(&w, "one");
	script_start(&w, &s, "one", 3, 1);
	for (n = 0; n < 100000; n += 8)		/* more than a pipe takes */
		program_data(programs_find(w.rde.programs, "one")->io,
		    "1234567\n", 8);
	programs_stop(w.rde.programs, 3, 1);
	fake_run_tasks();
	assert_int_equal(pworld_told(&w, &m), 0);
	script_hear(&s);
	assert_int_equal(pworld_told(&w, &m), 0);
	fake_advance(PROGRAM_FAREWELL_MS);
	assert_int_equal(pworld_told(&w, &m), PR_PROGRAM_STOPPED);
	assert_int_equal(m.peer, 3);
	assert_int_equal(m.gen, 1);
	assert_string_equal(s.text + n, "{ \"exabgp\": \"4.0.1\", \"time\": "
	    "1700000000.000000, \"host\" : \"h\", \"pid\" : 77, \"ppid\" : 7, "
	    "\"type\": \"notification\", \"notification\": \"shutdown\" }\n");
	/* Nobody there, and once more: answered at once. */
	programs_stop(w.rde.programs, 3, 1);
	assert_int_equal(pworld_told(&w, &m), PR_PROGRAM_STOPPED);
	programs_stop(w.rde.programs, 9, 9);
	assert_int_equal(pworld_told(&w, &m), PR_PROGRAM_STOPPED);
	assert_int_equal(m.peer, 9);
	script_end(&s);
	pworld_free(&w);
}

static void
ends_the_silent(void **state)
{
	struct conf_process c = pworld_process("one");
	struct pworld w;
	struct script s;
	struct link_msg m;

	(void)state;
	pworld_init(&w);
	c.heartbeat_s = 10;
	pworld_configure(&w, &c, 1, NULL, 0);
	script_start(&w, &s, "one", 3, 1);
	fake_advance(9000);
	script_say(&s, "x\n");
	fake_advance(9900);
	assert_int_equal(pworld_told(&w, &m), 0);
	/* Not read for a while: not its fault. */
	program_io_pause(programs_find(w.rde.programs, "one")->io, true);
	fake_advance(10000);
	assert_int_equal(pworld_told(&w, &m), 0);
	program_io_pause(programs_find(w.rde.programs, "one")->io, false);
	fake_advance(10100);
	assert_int_equal(pworld_told(&w, &m), PR_PROGRAM_ENDED);
	assert_int_equal(m.body.p[0], PR_ENDED_SILENT);
	script_end(&s);
	pworld_free(&w);
}

static void
breaks_the_rule_of_lines(void **state)
{
	char *line = malloc(4097);
	struct pworld w;
	struct script s;
	struct link_msg m;
	size_t n;

	(void)state;
	pworld_init(&w);
	configure(&w, "one");
	script_start(&w, &s, "one", 3, 1);
	memset(line, 'x', 4096);
	line[4096] = '\0';
	for (n = 0; n <= PROGRAM_LINE_MAX; n += 4096)
		script_say(&s, line);
	assert_int_equal(pworld_told(&w, &m), PR_PROGRAM_ENDED);
	assert_int_equal(m.body.p[0], PR_ENDED_LINE);
	free(line);
	script_end(&s);
	pworld_free(&w);
}

static void
speaks_for_whom_it_may(void **state)
{
	struct conf_process c[3] = { pworld_process("watch-1"),
	    pworld_process("watch-2"), pworld_process("other") };
	struct conf_api a[3] = { pworld_api(1, "other watch-1"),
	    pworld_api(2, "watch-[0-9]+ x"), pworld_api(3, "2") };
	struct peer *p1, *p2, *p3;
	struct program *w1, *w2, *other;
	const struct idset *set;
	struct pworld w;

	(void)state;
	pworld_init(&w);
	p1 = pworld_peer(&w, 1);
	p2 = pworld_peer(&w, 2);
	a[1].match = a[2].match = 1;
	pworld_configure(&w, c, 3, a, 3);
	w1 = programs_find(w.rde.programs, "watch-1");
	w2 = programs_find(w.rde.programs, "watch-2");
	other = programs_find(w.rde.programs, "other");
	assert_true(program_may(w1, p1) && program_may(w1, p2));
	assert_true(!program_may(w2, p1) && program_may(w2, p2));
	assert_true(program_may(other, p1) && !program_may(other, p2));
	set = program_peers(w1);
	assert_int_equal(idset_count(set), 2);
	assert_ptr_equal(program_peers(w1), set);
	/* An expression begins where the name begins. */
	p3 = pworld_peer(&w, 3);
	assert_false(program_may(w2, p3));
	assert_int_equal(idset_count(program_peers(w2)), 1);
	/* Removed and not running: nothing of it is left. */
	pworld_configure(&w, &c[1], 1, &a[1], 1);
	assert_null(programs_find(w.rde.programs, "watch-1"));
	assert_int_equal(idset_count(program_peers(w2)), 1);
	assert_ptr_equal(programs_next(w.rde.programs, NULL), w2);
	assert_null(programs_next(w.rde.programs, w2));
	pworld_free(&w);
}

static void
stays_until_it_is_gone(void **state)
{
	struct listener l = { 0 };
	struct pworld w;
	struct script s;

	(void)state;
	pworld_init(&w);
	programs_listen(w.rde.programs, &ops, &l);
	configure(&w, "one");
	script_start(&w, &s, "one", 3, 1);
	pworld_configure(&w, NULL, 0, NULL, 0);
	assert_int_equal(l.configured, 2);
	assert_non_null(programs_find(w.rde.programs, "one"));
	script_say(&s, "x\n");
	assert_int_equal(l.lines, 1);
	programs_gone(w.rde.programs, 3, 1);
	fake_run_tasks();
	assert_null(programs_find(w.rde.programs, "one"));
	script_end(&s);
	pworld_free(&w);
}

static void
takes_shapes(void **state)
{
	const struct pr_identity six = { .api_version = 6, .host = "h" };
	struct conf_process c = pworld_process("one");
	struct program *pr;
	struct pworld w;

	(void)state;
	pworld_init(&w);
	c.json = 0;
	pworld_configure(&w, &c, 1, NULL, 0);
	pr = programs_find(w.rde.programs, "one");
	assert_int_equal(pr->shape, 4);
	assert_false(pr->json);
	programs_identity(w.rde.programs, &six);
	pworld_configure(&w, &c, 1, NULL, 0);
	assert_int_equal(pr->shape, 6);
	assert_true(pr->json);
	c.api_version = 5;
	pworld_configure(&w, &c, 1, NULL, 0);
	assert_int_equal(pr->shape, 5);
	assert_false(pr->json);
	pworld_free(&w);
}

/* Strange words of a parent that is not right in its mind. */
static void
survives_the_parent(void **state)
{
	struct pr_program bad;
	struct pworld w;
	struct script s;
	int fd[2];

	(void)state;
	pworld_init(&w);
	configure(&w, "one");
	memset(&bad, 'x', sizeof(bad));
	assert_int_equal(pipe(fd), 0);
	programs_start(w.rde.programs, 1, 1, &bad, fd[0]);
	programs_output(w.rde.programs, 1, 1, fd[1]);
	memset(&bad, 0, sizeof(bad));
	strlcpy(bad.name, "one", sizeof(bad.name));
	assert_int_equal(pipe(fd), 0);
	programs_start(w.rde.programs, 0, 1, &bad, fd[0]);
	programs_start(w.rde.programs, 5, 1, &bad, fd[1]);
	programs_gone(w.rde.programs, 5, 1);	/* with half of its pipes */
	script_start(&w, &s, "one", 5, 2);
	assert_int_equal(pipe(fd), 0);
	programs_output(w.rde.programs, 5, 2, fd[0]);	/* twice */
	programs_output(w.rde.programs, 5, 1, fd[1]);
	script_say(&s, "x\n");
	assert_string_equal(script_hear(&s), "error\n");
	script_end(&s);
	pworld_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs),
		cmocka_unit_test(hears_last_words),
		cmocka_unit_test(says_farewell),
		cmocka_unit_test(ends_the_silent),
		cmocka_unit_test(breaks_the_rule_of_lines),
		cmocka_unit_test(speaks_for_whom_it_may),
		cmocka_unit_test(stays_until_it_is_gone),
		cmocka_unit_test(takes_shapes),
		cmocka_unit_test(survives_the_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
