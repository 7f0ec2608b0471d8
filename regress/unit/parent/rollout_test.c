/* SPDX-License-Identifier: ISC */
/*
 * Two engines under the real supervision and the real rollout.  The engines
 * are this very program, started again by descriptor, which answers as the
 * image that it is given tells it to.
 */
#include <fcntl.h>
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
#include "config/conf_image.h"
#include "ipc/engine_start.h"
#include "ipc/parent_engine.h"
#include "rollout.h"

/* --- the engine ---------------------------------------------------------- */

/* An image whose global socket is named so decides how an engine answers. */
#define REFUSED		"/refused-by-"
#define DIES		"/dies-in-"

/* When the sessions of a daemon before were lost. */
enum { BEFORE_MS = -5000 };

static struct link *up;
static const char *self;

static void
tell(const char *what, uint32_t gen)
{
	char line[64];

	snprintf(line, sizeof(line), "%s %u", what, gen);
	(void)link_send(up, PE_LOG, LOG_LEVEL_INFO, 0, line, strlen(line));
}

static void
engine_sibling(void *arg, struct link_msg *m)
{
	(void)arg;
	close(link_msg_take_fd(m));
	tell("sibling", 0);
}

static void
engine_config(void *arg, struct link_msg *m)
{
	struct conf_image img;
	struct conf_global g = { .log_syslog = 0 };
	struct rbuf body;
	size_t at = 0;
	char why[128];
	int fd = link_msg_take_fd(m);

	(void)arg;
	if (conf_image_open(fd, &img, why, sizeof(why)) == -1)
		exit(3);
	while (conf_image_next(&img, &at, &body) != CONF_GLOBAL)
		;
	(void)rbuf_host(&body, &g, sizeof(g));
	close(fd);
	if (strncmp(g.socket, DIES, strlen(DIES)) == 0 &&
	    strcmp(g.socket + strlen(DIES), self) == 0)
		exit(4);
	if (strncmp(g.socket, REFUSED, strlen(REFUSED)) == 0 &&
	    strcmp(g.socket + strlen(REFUSED), self) == 0)
		(void)link_send(up, PE_REFUSE, 0, m->gen, "no", 2);
	else
		(void)link_send(up, PE_AGREE, 0, m->gen, NULL, 0);
}

static void
engine_commit(void *arg, struct link_msg *m)
{
	struct pe_commit c;

	(void)arg;
	(void)rbuf_host(&m->body, &c, sizeof(c));
	tell("commit", m->gen);
	if (c.lost_ms != 0)
		tell("lost", c.lost_ms == BEFORE_MS);
	(void)link_send(up, PE_DONE, 0, m->gen, NULL, 0);
}

static void
engine_abort(void *arg, struct link_msg *m)
{
	(void)arg;
	tell("abort", m->gen);
}

static void
engine_closed(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
	exit(0);
}

static int
engine_main(const char *name)
{
	static const struct link_handler h[] = {
		{ PE_SIBLING, 0, 0, engine_sibling },
		{ PE_CONFIG, 0, 0, engine_config },
		{ PE_COMMIT, sizeof(struct pe_commit),
		    sizeof(struct pe_commit), engine_commit },
		{ PE_ABORT, 0, 0, engine_abort },
	};
	static const struct link_table t = { h, sizeof(h) / sizeof(h[0]) };
	struct loop *l = loop_new();

	self = strdup(name);
	up = link_new(l, ENGINE_LINK_FD, &t, engine_closed, NULL, 0);
	loop_run(l);
	return 0;
}

/* --- the parent ----------------------------------------------------------- */

struct test {
	struct loop		*loop;
	struct listeners	*listeners;
	struct rollout		*rollout;
	struct engine		*engine[ENGINE_MAX];
	struct options		 options;
	struct loop_timer	*guard;
	char			 heard[4096];	/* what engines said */
	char			 why[256];
	unsigned		 running;	/* calls of running() */
	unsigned		 changed;
	bool			 had_old;
	bool			 crashed;	/* the last that died */
	unsigned		 stop_running;	/* loop_stop at this many */
	unsigned		 stop_changed;
	const char		*stop_heard;	/* and at this line */
};

static struct config *
config(const char *socket)
{
	struct conf_global g = { .log_syslog = 0 };
	struct conf_writer *w = conf_writer_new();
	struct config *c;
	char why[128];
	int fd;

	strlcpy(g.socket, socket, sizeof(g.socket));
	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	assert_int_not_equal(fd, -1);
	c = config_take(fd, key_set_new(), why, sizeof(why));
	assert_non_null(c);
	return c;
}

static struct test *
of_engine(void *arg)
{
	return engine_arg(arg);
}

static void
on_log(void *arg, struct link_msg *m)
{
	struct test *t = of_engine(arg);
	char line[128];

	snprintf(line, sizeof(line), "%s %.*s\n", engine_kind_of(arg) ==
	    ENGINE_RDE ? "rde" : "session", (int)m->body.left,
	    (const char *)m->body.p);
	strlcat(t->heard, line, sizeof(t->heard));
	if (t->stop_heard != NULL && strstr(t->heard, t->stop_heard) != NULL)
		loop_stop(t->loop);
}

static void
on_agree(void *arg, struct link_msg *m)
{
	rollout_agree(of_engine(arg)->rollout, engine_kind_of(arg), m->gen);
}

static void
on_refuse(void *arg, struct link_msg *m)
{
	rollout_refuse(of_engine(arg)->rollout, engine_kind_of(arg), m->gen,
	    "no");
}

static void
on_done(void *arg, struct link_msg *m)
{
	const struct pe_done did = { 0 };

	rollout_done(of_engine(arg)->rollout, engine_kind_of(arg), m->gen,
	    &did);
}

static const struct link_handler handlers[] = {
	{ PE_LOG, 0, 256, on_log },
	{ PE_AGREE, 0, 0, on_agree },
	{ PE_REFUSE, 0, 256, on_refuse },
	{ PE_DONE, 0, 0, on_done },
};
static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
engine_up(void *arg, enum engine_kind kind)
{
	rollout_up(((struct test *)arg)->rollout, kind);
}

static void
engine_down(void *arg, enum engine_kind kind, const char *how, bool crashed)
{
	(void)how;
	((struct test *)arg)->crashed = crashed;
	rollout_down(((struct test *)arg)->rollout, kind);
}

static void
running(void *arg, enum engine_kind kind)
{
	struct test *t = arg;

	(void)kind;
	if (++t->running == t->stop_running)
		loop_stop(t->loop);
}

static void
refused(void *arg, enum engine_kind kind, const char *why)
{
	struct test *t = arg;

	(void)kind;
	strlcpy(t->why, why, sizeof(t->why));
	loop_stop(t->loop);
}

static void
changed(void *arg, const struct config *old, const char *why)
{
	struct test *t = arg;

	t->had_old = old != NULL;
	strlcpy(t->why, why != NULL ? why : "", sizeof(t->why));
	if (++t->changed == t->stop_changed)
		loop_stop(t->loop);
}

static void
too_long(void *arg)
{
	struct test *t = arg;

	print_error("heard so far:\n%s", t->heard);
	fail_msg("nothing happened for 5 seconds");
}

static void
run(struct test *t)
{
	loop_timer_set(t->guard, 5000);
	loop_run(t->loop);
	loop_timer_cancel(t->guard);
}

static void
quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static void
begin(struct test *t, const char *socket)
{
	static const struct listen_ops lops = { .arg = NULL };
	const struct rollout_ops rops = { .running = running,
	    .refused = refused, .changed = changed, .arg = t };
	int i, exe, root;

	memset(t, 0, sizeof(*t));
	log_set_sink(quiet, NULL);
	t->loop = loop_new();
	t->guard = loop_timer_new(t->loop, too_long, t);
	t->listeners = listeners_new(t->loop, &t->options, &lops);
	t->rollout = rollout_new(t->loop, t->listeners, config(socket), &rops);
	exe = open("/proc/self/exe", O_PATH | O_CLOEXEC);
	root = open("/", O_PATH | O_CLOEXEC);
	for (i = 0; i < ENGINE_MAX; i++) {
		const struct engine_conf ec = { .kind = (enum engine_kind)i,
		    .exe_fd = exe, .root_fd = root, .software = "",
		    .table = &table, .ops = { engine_up, engine_down },
		    .arg = t };

		t->engine[i] = engine_new(t->loop, &ec);
		rollout_set_engine(t->rollout, t->engine[i]);
	}
	for (i = 0; i < ENGINE_MAX; i++)
		engine_spawn(t->engine[i]);
}

static void
end(struct test *t)
{
	int i;

	for (i = 0; i < ENGINE_MAX; i++)
		engine_free(t->engine[i]);
	rollout_free(t->rollout);
	listeners_free(t->listeners);
	loop_timer_free(t->guard);
	loop_free(t->loop);
	log_set_sink(NULL, NULL);
}

/* Both run with the first configuration. */
static void
start(struct test *t)
{
	begin(t, "/first");
	t->stop_running = 2;
	run(t);
	assert_int_equal(t->running, 2);
}

static size_t
position(const struct test *t, const char *line)
{
	const char *p = strstr(t->heard, line);

	if (p == NULL)
		fail_msg("\"%s\" is not in:\n%s", line, t->heard);
	return (size_t)(p - t->heard);
}

/* Engines are processes: what one says may come after what it caused. */
static void
await(struct test *t, const char *line)
{
	t->stop_heard = line;
	if (strstr(t->heard, line) == NULL)
		run(t);
	t->stop_heard = NULL;
}

static void
the_route_engine_commits_first(void **state)
{
	struct test t;

	(void)state;
	start(&t);
	await(&t, "rde sibling 0\n");
	(void)position(&t, "session sibling 0\n");
	assert_true(position(&t, "rde commit 1\n") <
	    position(&t, "session commit 1\n"));
	/* Sessions that stand are told of at once: not before it can know. */
	assert_true(position(&t, "rde commit 1\n") <
	    position(&t, "session sibling 0\n"));
	end(&t);
}

static void
a_change_reaches_both(void **state)
{
	struct test t;

	(void)state;
	start(&t);
	t.stop_changed = 1;
	rollout_change(t.rollout, config("/second"));
	run(&t);
	assert_true(t.had_old);
	assert_string_equal(t.why, "");
	assert_true(position(&t, "rde commit 2\n") <
	    position(&t, "session commit 2\n"));
	assert_string_equal(rollout_current(t.rollout)->global.socket,
	    "/second");
	end(&t);
}

static void
one_refusal_stops_a_change(void **state)
{
	struct test t;

	(void)state;
	start(&t);
	t.stop_changed = 1;
	rollout_change(t.rollout, config(REFUSED "bgpd-session"));
	run(&t);
	assert_false(t.had_old);
	assert_non_null(strstr(t.why, "refused"));
	assert_string_equal(rollout_current(t.rollout)->global.socket,
	    "/first");
	/* Nobody committed it, and the next change works. */
	t.stop_changed = 2;
	rollout_change(t.rollout, config("/third"));
	run(&t);
	assert_true(t.had_old);
	assert_null(strstr(t.heard, "commit 2\n"));
	(void)position(&t, "rde abort 2\n");
	(void)position(&t, "rde commit 3\n");
	end(&t);
}

static void
a_death_before_the_decision_stops_it(void **state)
{
	struct test t;

	(void)state;
	start(&t);
	t.stop_changed = 1;
	rollout_change(t.rollout, config(DIES "bgpd-rde"));
	run(&t);
	assert_false(t.had_old);
	assert_non_null(strstr(t.why, "bgpd-rde died"));
	/* It comes back with what is in force. */
	t.stop_running = 3;
	run(&t);
	assert_string_equal(rollout_current(t.rollout)->global.socket,
	    "/first");
	assert_null(strstr(t.heard, "commit 2\n"));
	end(&t);
}

static void
an_engine_that_dies_is_brought_up_alone(void **state)
{
	struct test t;
	const char *second;

	(void)state;
	start(&t);
	t.heard[0] = '\0';
	t.stop_running = 3;
	kill(engine_pid(t.engine[ENGINE_SESSION]), SIGKILL);
	run(&t);
	await(&t, "rde sibling 0\n");	/* the other has a new end */
	(void)position(&t, "session commit 1\n");
	second = strstr(t.heard, "rde commit");
	assert_null(second);
	await(&t, "session lost 0\n");	/* just now */
	assert_true(engine_running(t.engine[ENGINE_SESSION]));
	end(&t);
}

/* Both live, and neither hears the other: who is to blame begins anew. */
static void
siblings_that_part_are_joined_again(void **state)
{
	struct test t;
	unsigned i;

	(void)state;
	start(&t);
	await(&t, "session sibling 0\n");
	for (i = 0; i < 2; i++) {
		t.heard[0] = '\0';
		t.stop_running = 3 + i;
		/* of a stream before this one */
		rollout_sibling_lost(t.rollout, ENGINE_RDE, i, true);
		rollout_sibling_lost(t.rollout, ENGINE_RDE, 1 + i, i == 0);
		run(&t);
		await(&t, "rde sibling 0\n");
		assert_null(strstr(t.heard, "rde commit"));
		await(&t, "session sibling 0\n");
	}
	end(&t);
}

/* Neighbours keep what they have of the daemon before, for a while. */
static void
sessions_of_a_daemon_before_are_told(void **state)
{
	struct test t;

	(void)state;
	begin(&t, "/first");
	rollout_set_lost(t.rollout, (monotime_t){ BEFORE_MS });
	t.stop_running = 2;
	run(&t);
	await(&t, "session lost 1\n");
	assert_null(strstr(t.heard, "rde lost"));
	/* A change is no restart. */
	t.stop_changed = 1;
	t.heard[0] = '\0';
	rollout_change(t.rollout, config("/second"));
	run(&t);
	await(&t, "session commit 2\n");
	assert_null(strstr(t.heard, "lost"));
	end(&t);
}

/* Which deaths are an engine's own: the parent looks whose message it read. */
static void
a_crash_is_told_from_an_end(void **state)
{
	static const struct {
		int	signo;
		bool	crashed;
	} ends[] = {
		{ SIGSEGV, true }, { SIGKILL, false }, { SIGABRT, true },
		{ SIGTERM, false },
	};
	struct test t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		start(&t);
		t.crashed = !ends[i].crashed;
		t.stop_running = 3;
		kill(engine_pid(t.engine[ENGINE_RDE]), ends[i].signo);
		run(&t);
		assert_int_equal(t.crashed, ends[i].crashed);
		end(&t);
	}
	start(&t);	/* exit 4, and one that we ended */
	t.stop_changed = 1;
	rollout_change(t.rollout, config(DIES "bgpd-rde"));
	run(&t);
	assert_true(t.crashed);
	t.stop_running = 3;
	run(&t);
	t.stop_running = 4;
	engine_kill(t.engine[ENGINE_SESSION], "is to end");
	run(&t);
	assert_false(t.crashed);
	end(&t);
}

static void
a_refusal_at_start_is_told(void **state)
{
	struct test t;

	(void)state;
	begin(&t, REFUSED "bgpd-rde");
	run(&t);
	assert_string_equal(t.why, "no");
	assert_int_equal(t.running, 0);
	end(&t);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_route_engine_commits_first),
		cmocka_unit_test(a_change_reaches_both),
		cmocka_unit_test(one_refusal_stops_a_change),
		cmocka_unit_test(a_death_before_the_decision_stops_it),
		cmocka_unit_test(an_engine_that_dies_is_brought_up_alone),
		cmocka_unit_test(siblings_that_part_are_joined_again),
		cmocka_unit_test(sessions_of_a_daemon_before_are_told),
		cmocka_unit_test(a_crash_is_told_from_an_end),
		cmocka_unit_test(a_refusal_at_start_is_told),
	};

	if (argc > 1)
		return engine_main(argv[0]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
