/* SPDX-License-Identifier: ISC */
/* Which programs a configuration starts, leaves alone, changes and ends. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "base/log.h"
#include "fake/fake.h"
#include "program.h"

struct test {
	struct loop		*loop;
	struct programs		*ps;
	struct conf_process	 v[3];
	struct config		 c;
	unsigned		 idle;
	unsigned		 starts;
	unsigned		 stops;
};

static void
no_line(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static int
to_engine(void *arg, uint16_t type, uint32_t peer, uint32_t gen,
    const void *body, size_t len, int fd)
{
	struct test *t = arg;

	(void)peer;
	(void)gen;
	(void)body;
	(void)len;
	t->starts += type == PR_PROGRAM;
	t->stops += type == PR_PROGRAM_STOP;
	if (fd != -1)
		close(fd);
	return 0;
}

static void
say(void *arg, const char *name, const char *text, size_t len)
{
	(void)arg;
	(void)name;
	(void)text;
	(void)len;
}

static void
idle(void *arg)
{
	struct test *t = arg;

	t->idle++;
}

static char *env[] = { (char[]){ "PATH=/usr/bin:/bin" }, NULL };

static int
setup(void **state)
{
	struct test *t = calloc(1, sizeof(*t));
	struct programs_conf pc = {
		.config = "/tmp/bgpd.conf", .user = { 65523, 65523 },
		.env = env, .send = to_engine, .say = say, .idle = idle,
		.arg = t,
	};
	static const char run[] = "/bin/sleep\0" "60\0";
	size_t i;

	for (i = 0; i < 3; i++) {
		(void)snprintf(t->v[i].name, sizeof(t->v[i].name), "p%zu", i);
		memcpy(t->v[i].run, run, sizeof(run));
		t->v[i].respawn = 1;
	}
	t->c = (struct config){ .fd = -1, .processes = t->v, .nprocesses = 2 };
	t->loop = loop_new();
	t->ps = programs_new(t->loop, &pc);
	log_set_sink(no_line, NULL);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct test *t = *state;
	int left;

	programs_free(t->ps);
	left = (int)fake_objects();
	loop_free(t->loop);
	log_set_sink(NULL, NULL);
	free(t);
	return left;
}

static const struct program *
at(const struct test *t, uint32_t number)
{
	const struct program *p = programs_by_number(t->ps, number);

	assert_non_null(p);
	return p;
}

/* The farewell is said, SIGTERM does it, and what follows has happened. */
static void
await_end(struct test *t, const struct program *p)
{
	struct pollfd fd = { .fd = p->child.pidfd, .events = POLLIN };

	programs_stopped(t->ps, p->number, p->run);
	fake_advance(500);
	assert_int_equal(poll(&fd, 1, 10000), 1);
	fake_io_fire_fd(fd.fd, LOOP_READ);
}

static void
waits_for_the_engine(void **state)
{
	struct test *t = *state;

	programs_configure(t->ps, &t->c);
	assert_int_equal(t->starts, 0);
	programs_serve(t->ps, &t->c);
	assert_int_equal(t->starts, 2);
	programs_serve(t->ps, &t->c);
	assert_int_equal(t->starts, 2);
}

static void
starts_changed_ones_anew(void **state)
{
	struct test *t = *state;
	const struct program *p;
	pid_t pid0;

	programs_serve(t->ps, &t->c);
	pid0 = at(t, 1)->child.pid;
	programs_configure(t->ps, &t->c);
	assert_int_equal(t->stops, 0);
	t->v[0].may = CONF_MAY_CONTROL;		/* in force, and no restart */
	t->v[0].heartbeat_s = 5;
	memcpy(t->v[1].run, "/bin/sleep\0" "61\0", 14);
	programs_configure(t->ps, &t->c);
	assert_int_equal(t->stops, 1);
	assert_int_equal(at(t, 1)->child.pid, pid0);
	assert_int_equal(at(t, 1)->conf.may, CONF_MAY_CONTROL);
	p = at(t, 2);
	assert_int_equal(p->state, CTL_PROCESS_FAREWELL);
	await_end(t, p);
	assert_int_equal(t->starts, 3);
	assert_int_equal(p->state, CTL_PROCESS_RUNNING);
	assert_int_equal(p->run, 2);
	t->v[1].api_version = 6;		/* it would read otherwise */
	programs_configure(t->ps, &t->c);
	assert_int_equal(t->stops, 2);
	strlcpy(t->v[0].group, "65534", sizeof(t->v[0].group));
	programs_configure(t->ps, &t->c);
	assert_int_equal(t->stops, 3);
	await_end(t, at(t, 1));
	strlcpy(t->v[0].user, "65534", sizeof(t->v[0].user));
	programs_configure(t->ps, &t->c);
	assert_int_equal(t->stops, 4);
}

static void
ends_removed_ones(void **state)
{
	struct test *t = *state;
	const struct program *p;
	size_t i = 0;

	programs_serve(t->ps, &t->c);
	p = at(t, 2);
	t->c.nprocesses = 1;
	programs_configure(t->ps, &t->c);
	assert_null(programs_by_number(t->ps, 2));
	assert_ptr_equal(programs_next(t->ps, &i), at(t, 1));
	assert_ptr_equal(programs_next(t->ps, &i), p);	/* it still ends */
	await_end(t, p);
	assert_int_equal(p->state, CTL_PROCESS_ENDED);
	i = 1;
	assert_null(programs_next(t->ps, &i));
	/* Another one, and it again: its number is its own. */
	strlcpy(t->v[2].name, "p1", sizeof(t->v[2].name));
	strlcpy(t->v[1].name, "p2", sizeof(t->v[1].name));
	t->c.nprocesses = 3;
	programs_configure(t->ps, &t->c);
	assert_string_equal(at(t, 2)->conf.name, "p1");
	assert_int_equal(at(t, 2)->run, 2);
	assert_string_equal(at(t, 3)->conf.name, "p2");
	assert_int_equal(at(t, 3)->run, 1);
}

/* What is put back while it still ends is started when it has. */
static void
comes_back_in_time(void **state)
{
	struct test *t = *state;
	const struct program *p;

	programs_serve(t->ps, &t->c);
	p = at(t, 2);
	t->c.nprocesses = 1;
	programs_configure(t->ps, &t->c);
	t->c.nprocesses = 2;
	programs_configure(t->ps, &t->c);
	await_end(t, p);
	assert_int_equal(p->state, CTL_PROCESS_RUNNING);
}

static void
all_begin_anew(void **state)
{
	struct test *t = *state;

	programs_serve(t->ps, &t->c);
	programs_restart(t->ps);	/* they have just begun */
	assert_int_equal(t->stops, 0);
	fake_advance(2000);
	programs_restart(t->ps);
	assert_int_equal(t->stops, 2);
	await_end(t, at(t, 1));
	await_end(t, at(t, 2));
	assert_int_equal(t->starts, 4);
}

static void
hears_of_this_run_only(void **state)
{
	struct test *t = *state;

	programs_serve(t->ps, &t->c);
	programs_ended(t->ps, 1, 7, PR_ENDED_SILENT);
	programs_ended(t->ps, 0, 1, PR_ENDED_SILENT);
	programs_ended(t->ps, 9, 1, PR_ENDED_SILENT);
	programs_stopped(t->ps, 9, 1);
	assert_int_equal(at(t, 1)->state, CTL_PROCESS_RUNNING);
	programs_ended(t->ps, 1, 1, PR_ENDED_LINE);
	assert_int_equal(at(t, 1)->state, CTL_PROCESS_TERM);
}

static void
engine_comes_back(void **state)
{
	struct test *t = *state;

	programs_serve(t->ps, &t->c);
	programs_engine_down(t->ps);
	await_end(t, at(t, 1));
	assert_int_equal(t->starts, 2);
	programs_serve(t->ps, &t->c);	/* one of them is still ending */
	assert_int_equal(t->starts, 3);
	await_end(t, at(t, 2));
	assert_int_equal(t->starts, 4);
}

static void
all_end(void **state)
{
	struct test *t = *state;

	programs_serve(t->ps, &t->c);
	programs_stop(t->ps);
	assert_int_equal(t->idle, 0);
	await_end(t, at(t, 1));
	assert_int_equal(t->idle, 0);
	await_end(t, at(t, 2));
	assert_int_equal(t->idle, 1);
	programs_configure(t->ps, &t->c);
	programs_restart(t->ps);
	fake_advance(60000);
	assert_int_equal(t->starts, 2);
}

static void
none_ends_at_once(void **state)
{
	struct test *t = *state;

	programs_stop(t->ps);
	assert_int_equal(t->idle, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(waits_for_the_engine),
		TEST(starts_changed_ones_anew),
		TEST(ends_removed_ones),
		TEST(comes_back_in_time),
		TEST(all_begin_anew),
		TEST(hears_of_this_run_only),
		TEST(engine_comes_back),
		TEST(all_end),
		TEST(none_ends_at_once),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
