/* SPDX-License-Identifier: ISC */
/*
 * Real processes, and a clock that moves when told: how a program is started,
 * ended in steps, and started again.
 */
#include <sys/stat.h>
#include <sys/types.h>

#include <errno.h>
#include <fcntl.h>
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
#include "program_run.h"

struct test {
	struct program_world	 w;
	struct program		*p;
	char			 sent[512];	/* a letter each */
	uint32_t		 run;		/* of the last */
	uint8_t			 flags;
	int			 in, out;
	char			 said[512];
	char			 logged[4096];
	unsigned		 over;
};

static void
keep_line(void *arg, enum log_level level, const char *line)
{
	struct test *t = arg;

	if (level > LOG_LEVEL_DEBUG)
		(void)snprintf(t->logged + strlen(t->logged),
		    sizeof(t->logged) - strlen(t->logged), "%s\n", line);
}

static void
take_fd(int *at, int fd)
{
	if (*at != -1)
		close(*at);
	*at = fd;
}

static int
to_engine(void *arg, uint16_t type, uint32_t peer, uint32_t gen,
    const void *body, size_t len, int fd)
{
	struct test *t = arg;
	struct pr_program m;

	assert_int_equal(peer, 5);
	t->run = gen;
	switch (type) {
	case PR_PROGRAM:
		assert_int_equal(len, sizeof(m));
		memcpy(&m, body, sizeof(m));
		assert_string_equal(m.name, "p");
		t->flags = m.flags;
		take_fd(&t->in, fd);
		strlcat(t->sent, "P", sizeof(t->sent));
		break;
	case PR_PROGRAM_OUT:
		take_fd(&t->out, fd);
		strlcat(t->sent, "O", sizeof(t->sent));
		break;
	case PR_PROGRAM_STOP:
		strlcat(t->sent, "S", sizeof(t->sent));
		break;
	case PR_PROGRAM_GONE:
		strlcat(t->sent, "G", sizeof(t->sent));
		break;
	default:
		fail();
	}
	return 0;
}

static void
say(void *arg, const char *name, const char *text, size_t len)
{
	struct test *t = arg;

	assert_string_equal(name, "p");
	(void)snprintf(t->said, sizeof(t->said), "%.*s", (int)len, text);
}

static void
over(void *arg, struct program *p)
{
	struct test *t = arg;

	(void)p;
	t->over++;
}

static char *env[] = { (char[]){ "PATH=/usr/bin:/bin" }, NULL };

/* A program that is this shell script. */
static struct test *
begin(const char *script, bool respawn)
{
	struct test *t = calloc(1, sizeof(*t));
	struct conf_process c = { .name = "p", .respawn = respawn };

	assert_non_null(t);
	memcpy(c.run, "/bin/sh\0-c", 10);
	strlcpy(c.run + 11, script, sizeof(c.run) - 12);
	t->in = t->out = -1;
	t->w = (struct program_world){
		.loop = loop_new(), .config = "/tmp/bgpd.conf",
		.user = { 65523, 65523 }, .env = env, .serving = true,
		.send = to_engine, .say = say, .arg = t, .over = over,
		.over_arg = t,
	};
	log_set_sink(keep_line, t);
	t->p = program_new(&t->w, &c, 5);
	return t;
}

static void
end(struct test *t)
{
	program_free(t->p);
	assert_int_equal(fake_objects(), 0);
	loop_free(t->w.loop);
	take_fd(&t->in, -1);
	take_fd(&t->out, -1);
	log_set_sink(NULL, NULL);
	free(t);
}

/* Until it was reaped. */
static void
await_end(struct test *t)
{
	struct pollfd p = { .fd = t->p->child.pidfd, .events = POLLIN };

	assert_true(program_alive(t->p));
	assert_int_equal(poll(&p, 1, 10000), 1);
	fake_io_fire_fd(p.fd, LOOP_READ);
	assert_false(program_alive(t->p));
}

/* Until it has written a line to its standard error. */
static void
await_word(struct test *t, const char *word)
{
	struct pollfd p = { .fd = t->p->child.err, .events = POLLIN };

	assert_int_equal(poll(&p, 1, 10000), 1);
	fake_io_fire_fd(p.fd, LOOP_READ);
	assert_string_equal(t->said, word);
}

/* The whole group, as soon as init has reaped what the leader left. */
static void
is_gone(pid_t pid)
{
	unsigned i;

	for (i = 0; i < 10000 && kill(-pid, 0) == 0; i++)
		usleep(1000);
	assert_int_equal(kill(-pid, 0), -1);
	assert_int_equal(errno, ESRCH);
}

static void
is_announced_and_reaped(void **state)
{
	struct test *t = begin("read x; echo \"$x\" >&2; exit 4", true);

	(void)state;
	program_start(t->p);
	assert_string_equal(t->sent, "PO");
	assert_int_equal(t->run, 1);
	assert_int_equal(t->flags, 0);
	assert_int_equal(t->p->state, CTL_PROCESS_RUNNING);
	assert_int_equal(write(t->in, "hello\n", 6), 6);
	await_end(t);
	assert_string_equal(t->said, "hello");	/* its last words */
	assert_string_equal(t->sent, "POG");
	assert_string_equal(t->p->last, "exit 4");
	assert_int_equal(t->over, 1);
	assert_int_equal(t->p->state, CTL_PROCESS_WAITING);
	assert_non_null(strstr(t->logged, "started again at once"));
	end(t);
}

static void
dies_ever_slower(void **state)
{
	static const int64_t want[] = { 0, 1000, 2000, 4000, 8000, 16000,
	    30000, 30000 };
	struct test *t = begin("exit 1", true);
	size_t i;

	(void)state;
	program_start(t->p);
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		await_end(t);
		assert_int_equal(loop_timer_left(t->p->timer), want[i]);
		fake_advance(want[i]);
		assert_int_equal(t->run, i + 2);
	}
	end(t);
}

static void
is_not_started_again(void **state)
{
	struct test *t = begin("exit 0", false);

	(void)state;
	program_start(t->p);
	await_end(t);
	assert_int_equal(t->p->state, CTL_PROCESS_ENDED);
	assert_int_equal(fake_next_timer(), -1);
	assert_non_null(strstr(t->logged, "not started again"));
	end(t);
}

/* Also what it has started: both ignore SIGTERM. */
static void
is_stopped_in_steps(void **state)
{
	struct test *t = begin("trap '' TERM; sleep 60 & echo up >&2; "
	    "wait; sleep 60", true);
	pid_t pid;

	(void)state;
	program_start(t->p);
	await_word(t, "up");
	pid = t->p->child.pid;
	program_stop(t->p, PROGRAM_NEVER, "as asked");
	assert_string_equal(t->sent, "POS");
	fake_advance(PROGRAM_FAREWELL_MS - 1);
	assert_int_equal(t->p->state, CTL_PROCESS_FAREWELL);
	fake_advance(1);
	assert_int_equal(t->p->state, CTL_PROCESS_TERM);
	fake_advance(PROGRAM_TERM_MS);
	assert_int_equal(t->p->state, CTL_PROCESS_KILLED);
	await_end(t);
	assert_int_equal(t->p->state, CTL_PROCESS_ENDED);
	assert_string_equal(t->p->last, "as asked: signal 9 (Killed)");
	assert_int_equal(fake_next_timer(), -1);
	is_gone(pid);
	end(t);
}

/* What it has started and left behind does not stay. */
static void
leaves_nothing_behind(void **state)
{
	struct test *t = begin("sleep 60 & echo up >&2; exit 0", false);
	pid_t pid;

	(void)state;
	program_start(t->p);
	pid = t->p->child.pid;
	await_end(t);
	is_gone(pid);
	end(t);
}

static void
farewell_is_said(void **state)
{
	struct test *t = begin("echo up >&2; read x; sleep 60", true);

	(void)state;
	program_start(t->p);
	await_word(t, "up");
	program_stopped(t->p);		/* of nothing */
	assert_int_equal(t->p->state, CTL_PROCESS_RUNNING);
	program_stop(t->p, PROGRAM_AT_ONCE, "configured otherwise");
	program_stop(t->p, PROGRAM_NEVER, "removed");	/* meanwhile */
	program_stopped(t->p);
	fake_advance(199);		/* to read it */
	assert_int_equal(t->p->state, CTL_PROCESS_FAREWELL);
	fake_advance(1);
	assert_int_equal(t->p->state, CTL_PROCESS_TERM);
	await_end(t);
	assert_string_equal(t->p->last,
	    "configured otherwise: signal 15 (Terminated)");
	assert_int_equal(t->p->state, CTL_PROCESS_ENDED);
	end(t);
}

/* A shell that exits has closed its output a moment before. */
static void
may_close_its_output(void **state)
{
	struct test *t = begin("exec >&-; echo up >&2; read x; exit 9", true);

	(void)state;
	program_start(t->p);
	await_word(t, "up");
	program_ended(t->p, PR_ENDED_MUTE);
	fake_advance(199);
	assert_int_equal(t->p->state, CTL_PROCESS_CLOSED);
	assert_int_equal(write(t->in, "\n", 1), 1);
	await_end(t);
	assert_string_equal(t->p->last, "exit 9");
	fake_advance(0);
	await_word(t, "up");
	program_ended(t->p, PR_ENDED_MUTE);
	fake_advance(100000);
	assert_int_equal(t->p->state, CTL_PROCESS_CLOSED);
	program_ended(t->p, PR_ENDED_DEAF);
	fake_advance(200);
	assert_int_equal(t->p->state, CTL_PROCESS_TERM);
	await_end(t);
	/* The next one has them both. */
	fake_advance(BACKOFF_MAX_MS);
	await_word(t, "up");
	program_ended(t->p, PR_ENDED_DEAF);
	fake_advance(100000);
	assert_int_equal(t->p->state, CTL_PROCESS_CLOSED);
	end(t);
}

static void
is_ended_for_silence(void **state)
{
	struct test *t = begin("sleep 60", true);

	(void)state;
	program_start(t->p);
	program_ended(t->p, PR_ENDED_SILENT);
	assert_int_equal(t->p->state, CTL_PROCESS_TERM);
	await_end(t);
	assert_non_null(strstr(t->p->last, "heartbeat"));
	assert_int_equal(t->p->state, CTL_PROCESS_WAITING);
	assert_true(loop_timer_running(t->p->timer));
	end(t);
}

static void
route_engine_dies(void **state)
{
	struct test *t = begin("echo up >&2; sleep 60", false);

	(void)state;
	program_start(t->p);
	await_word(t, "up");
	t->w.serving = false;
	program_orphaned(t->p);
	assert_int_equal(t->p->state, CTL_PROCESS_TERM);
	await_end(t);
	assert_int_equal(t->p->state, CTL_PROCESS_WAITING);
	program_start(t->p);		/* it is not there yet */
	assert_false(program_alive(t->p));
	t->w.serving = true;
	program_start(t->p);
	assert_true(program_alive(t->p));
	assert_int_equal(t->flags, PR_PROGRAM_AGAIN);
	assert_int_equal(t->run, 2);
	end(t);
}

/* The pipes' end was seen before the engine's. */
static void
ends_a_moment_before_the_engine(void **state)
{
	struct test *t = begin("read x", false);

	(void)state;
	t->p->configured = true;
	program_start(t->p);
	take_fd(&t->in, -1);
	await_end(t);
	assert_int_equal(t->p->state, CTL_PROCESS_ENDED);
	program_orphaned(t->p);
	assert_int_equal(t->p->state, CTL_PROCESS_WAITING);
	program_start(t->p);
	assert_int_equal(t->flags, PR_PROGRAM_AGAIN);
	end(t);
}

static void
cannot_be_started(void **state)
{
	struct test *t = begin("x", false);

	(void)state;
	strlcpy(t->p->conf.run, "/nonexistent/x", sizeof(t->p->conf.run));
	program_start(t->p);
	assert_int_equal(t->p->state, CTL_PROCESS_WAITING);
	assert_non_null(strstr(t->logged, "cannot find /nonexistent/x"));
	assert_string_equal(t->sent, "");
	t->logged[0] = '\0';
	fake_advance(0);
	assert_int_equal(loop_timer_left(t->p->timer), 1000);
	assert_string_equal(t->logged, "");	/* it was said */
	strlcpy(t->p->conf.user, "no-such-user", sizeof(t->p->conf.user));
	fake_advance(1000);
	assert_non_null(strstr(t->logged, "no user no-such-user"));
	assert_int_equal(loop_timer_left(t->p->timer), 2000);
	t->p->conf.user[0] = '\0';
	memcpy(t->p->conf.run, "/bin/true\0", 11);
	fake_advance(2000);
	assert_int_equal(t->p->state, CTL_PROCESS_RUNNING);
	await_end(t);
	end(t);
}

static void
cannot_be_executed(void **state)
{
	char name[] = "/tmp/herald-run-XXXXXX";
	struct test *t = begin("x", false);
	int fd = mkstemp(name);

	(void)state;
	assert_int_not_equal(fd, -1);
	assert_int_equal(fchmod(fd, 0755), 0);
	assert_int_equal(write(fd, "#!/nowhere\n", 11), 11);
	close(fd);
	memset(t->p->conf.run, 0, sizeof(t->p->conf.run));
	strlcpy(t->p->conf.run, name, sizeof(t->p->conf.run));
	program_start(t->p);
	await_end(t);
	assert_non_null(strstr(t->logged, "cannot be executed: No such"));
	assert_non_null(strstr(t->p->last, name));
	assert_int_equal(t->p->state, CTL_PROCESS_WAITING);
	assert_true(loop_timer_running(t->p->timer));
	(void)unlink(name);
	end(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_announced_and_reaped),
		cmocka_unit_test(dies_ever_slower),
		cmocka_unit_test(is_not_started_again),
		cmocka_unit_test(is_stopped_in_steps),
		cmocka_unit_test(leaves_nothing_behind),
		cmocka_unit_test(farewell_is_said),
		cmocka_unit_test(may_close_its_output),
		cmocka_unit_test(is_ended_for_silence),
		cmocka_unit_test(route_engine_dies),
		cmocka_unit_test(ends_a_moment_before_the_engine),
		cmocka_unit_test(cannot_be_started),
		cmocka_unit_test(cannot_be_executed),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
