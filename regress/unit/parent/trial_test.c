/* SPDX-License-Identifier: ISC */
/*
 * Trials of files with two engines under the real supervision, beside real
 * reloads.  The engines are this very program, started again, which answers
 * as the image that it is given tells it to.
 */
#include <sys/stat.h>

#include <fcntl.h>
#include <setjmp.h>
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
#include "config/conf_diff.h"
#include "config/conf_image.h"
#include "ipc/engine_start.h"
#include "ipc/parent_engine.h"
#include "trial.h"

/* --- the engine ----------------------------------------------------------- */

/* The global socket of an image decides: /VERB-NAME. */
static struct link *up;
static const char *self;

static bool
told(const char *order, const char *verb)
{
	char both[64];

	snprintf(both, sizeof(both), "/%s-%s", verb, self);
	return strcmp(order, both) == 0;
}

static void
read_order(int fd, char order[CONF_PATH_MAX])
{
	struct conf_global g = { .log_syslog = 0 };
	struct conf_image img;
	struct rbuf body;
	size_t at = 0;
	char why[128];

	if (conf_image_open(fd, &img, why, sizeof(why)) == -1)
		exit(3);
	while (conf_image_next(&img, &at, &body) != CONF_GLOBAL)
		;
	(void)rbuf_host(&body, &g, sizeof(g));
	(void)close(fd);
	memcpy(order, g.socket, sizeof(g.socket));
}

static void
engine_config(void *arg, struct link_msg *m)
{
	(void)arg;
	(void)close(link_msg_take_fd(m));
	(void)link_send(up, PE_AGREE, 0, m->gen, NULL, 0);
}

static void
engine_commit(void *arg, struct link_msg *m)
{
	(void)arg;
	(void)link_send(up, PE_DONE, 0, m->gen, NULL, 0);
}

static void
engine_ignore(void *arg, struct link_msg *m)
{
	int fd = link_msg_take_fd(m);

	(void)arg;
	if (fd != -1)
		(void)close(fd);
}

static void
engine_trial(void *arg, struct link_msg *m)
{
	struct pe_trial_neighbor row = { .id = 1, .announcements = 2,
	    .withdraws = 1, .remote = addr_v4(0xc0000201) };
	const struct pe_done did = { .added = 2, .counted = 1 };
	bool session = strcmp(self, "bgpd-session") == 0;
	char order[CONF_PATH_MAX];
	uint16_t id;

	(void)arg;
	read_order(link_msg_take_fd(m), order);
	if (told(order, "dies"))
		exit(4);
	if (told(order, "silent")) {
		(void)link_send(up, PE_LOG, LOG_LEVEL_INFO, 0, "asked", 5);
		return;
	}
	if (told(order, "refuses")) {
		(void)link_send(up, PE_TRIAL_REFUSED, 0, m->gen, "no", 2);
		return;
	}
	if (told(order, "lies"))
		row.change = CONF_CHANGE_MAX;
	if (!session)
		(void)link_send(up, PE_TRIAL_NEIGHBOR, 0, m->gen, &row,
		    sizeof(row));
	while (session && rbuf_host(&m->body, &id, sizeof(id)) == 0) {
		row = (struct pe_trial_neighbor){ .id = id,
		    .change = CONF_CHANGE_RESTART,
		    .words = conf_diff_key(CONF_KEY_MD5),
		    .remote = addr_v4(0xc0000200U + id) };
		(void)link_send(up, PE_TRIAL_NEIGHBOR, 0, m->gen, &row,
		    sizeof(row));
	}
	(void)link_send(up, PE_TRIAL_DONE, 0, m->gen, session ? NULL : &did,
	    session ? 0 : sizeof(did));
}

static void
engine_trial_end(void *arg, struct link_msg *m)
{
	(void)arg;
	(void)m;
	(void)link_send(up, PE_LOG, LOG_LEVEL_INFO, 0, "end", 3);
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
		{ PE_SIBLING, 0, 0, engine_ignore },
		{ PE_CONFIG, 0, 0, engine_config },
		{ PE_COMMIT, 0, 64, engine_commit },
		{ PE_POSITION, 0, 0, engine_ignore },
		{ PE_ABORT, 0, 0, engine_ignore },
		{ PE_TRIAL, 0, 64, engine_trial },
		{ PE_TRIAL_END, 0, 0, engine_trial_end },
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
	struct loop_timer	*guard;
	struct options		 options;
	char			 file[32];
	struct listeners	*listeners;
	struct rollout		*rollout;
	struct reload		*reload;
	struct trial		*trial;
	bool			 others;	/* a change waits */
	struct engine		*engine[ENGINE_MAX];
	unsigned		 running;
	char			 said[64];	/* by engines */
	const char		*stop_said;
	char			 heard[512];	/* what was done, in order */
	unsigned		 dones;
	unsigned		 stop_at;	/* so many are done */
	uint32_t		 served;
	char			 why[2048];
	uint32_t		 rows;
	char			 warnings[256];
};

static struct test *
of(void *arg)
{
	return engine_arg(arg);
}

static void
note(struct test *t, const char *what)
{
	strlcat(t->heard, what, sizeof(t->heard));
	if (++t->dones == t->stop_at)
		loop_stop(t->loop);
}

static void
on_log(void *arg, struct link_msg *m)
{
	struct test *t = of(arg);

	snprintf(t->said + strlen(t->said), sizeof(t->said) -
	    strlen(t->said), "%.*s ", (int)m->body.left,
	    (const char *)m->body.p);
	if (t->stop_said != NULL && strstr(t->said, t->stop_said) != NULL)
		loop_stop(t->loop);
}

static void
on_agree(void *arg, struct link_msg *m)
{
	rollout_agree(of(arg)->rollout, engine_kind_of(arg), m->gen);
}

static void
on_done(void *arg, struct link_msg *m)
{
	const struct pe_done did = { 0 };

	rollout_done(of(arg)->rollout, engine_kind_of(arg), m->gen, &did);
}

static void
on_row(void *arg, struct link_msg *m)
{
	struct pe_trial_neighbor row;

	assert_int_equal(rbuf_host(&m->body, &row, sizeof(row)), 0);
	trial_row(of(arg)->trial, arg, m->gen, &row);
}

static void
on_trial_done(void *arg, struct link_msg *m)
{
	struct pe_done d = { 0 };

	(void)rbuf_host(&m->body, &d, sizeof(d));
	trial_done(of(arg)->trial, engine_kind_of(arg), m->gen, &d);
}

static void
on_refused(void *arg, struct link_msg *m)
{
	trial_refused(of(arg)->trial, engine_kind_of(arg), m->gen, "no");
}

static const struct link_handler handlers[] = {
	{ PE_LOG, 0, 256, on_log },
	{ PE_AGREE, 0, 0, on_agree },
	{ PE_DONE, 0, 0, on_done },
	{ PE_TRIAL_NEIGHBOR, 48, 48, on_row },
	{ PE_TRIAL_DONE, 0, 16, on_trial_done },
	{ PE_TRIAL_REFUSED, 0, 256, on_refused },
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
	struct test *t = arg;

	(void)how;
	(void)crashed;
	rollout_down(t->rollout, kind);
	trial_engine_down(t->trial, kind);
}

static void
running(void *arg, enum engine_kind kind)
{
	struct test *t = arg;

	(void)kind;
	if (++t->running == 2)
		loop_stop(t->loop);
}

static void
changed(void *arg, const struct config *old, const char *why)
{
	reload_changed(((struct test *)arg)->reload, old, why);
}

static void
reload_done(void *arg, uint32_t served, bool ok, const char *text)
{
	struct test *t = arg;

	(void)served;
	(void)text;
	note(t, ok ? "reload " : "no-reload ");
	trial_go(t->trial);
}

static void
tried(void *arg, uint32_t served, const char *why, struct trial_result *result)
{
	struct test *t = arg;

	t->served = served;
	strlcpy(t->why, why == NULL ? "" : why, sizeof(t->why));
	if (why == NULL) {
		t->rows = trial_result_count(result);
		strlcpy(t->warnings, trial_result_warnings(result),
		    sizeof(t->warnings));
	}
	note(t, why == NULL ? "trial " : "no-trial ");
}

static bool
others(void *arg)
{
	const struct test *t = arg;

	return t->others;
}

static void
too_long(void *arg)
{
	struct test *t = arg;

	fail_msg("nothing happened for 5 seconds; done: %s", t->heard);
}

static void
run(struct test *t, unsigned dones)
{
	t->stop_at = t->dones + dones;
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
fill(struct test *t, const char *text)
{
	int fd = open(t->file, O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	(void)close(fd);
}

static struct config *
empty(void)
{
	const struct conf_global g = { .log_syslog = 0 };
	struct conf_writer *w = conf_writer_new();
	struct config *c;
	char why[128];
	int fd;

	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	c = config_take(fd, key_set_new(), why, sizeof(why));
	assert_non_null(c);
	return c;
}

static void
start_engines(struct test *t)
{
	int i, exe = open("/proc/self/exe", O_PATH | O_CLOEXEC);
	int root = open("/", O_PATH | O_CLOEXEC);

	for (i = 0; i < ENGINE_MAX; i++) {
		const struct engine_conf ec = { .kind = (enum engine_kind)i,
		    .exe_fd = exe, .root_fd = root, .software = "",
		    .table = &table, .ops = { engine_up, engine_down },
		    .arg = t };

		t->engine[i] = engine_new(t->loop, &ec);
		rollout_set_engine(t->rollout, t->engine[i]);
		trial_set_engine(t->trial, t->engine[i]);
	}
	for (i = 0; i < ENGINE_MAX; i++)
		engine_spawn(t->engine[i]);
	run(t, 1000);
	assert_int_equal(t->running, 2);
}

static void
begin(struct test *t)
{
	static const struct listen_ops lops = { .arg = NULL };
	const struct rollout_ops rops = { .running = running,
	    .changed = changed, .arg = t };
	const struct reload_ops reload_ops = { reload_done, t };
	const struct trial_ops trial_ops = { tried, others, t };
	int fd;

	memset(t, 0, sizeof(*t));
	log_set_sink(quiet, NULL);
	strlcpy(t->file, "/tmp/trial-XXXXXX", sizeof(t->file));
	fd = mkstemp(t->file);
	assert_int_equal(fchmod(fd, 0644), 0);
	(void)close(fd);
	t->options.files[0] = t->file;
	t->options.nfiles = 1;
	t->loop = loop_new();
	t->guard = loop_timer_new(t->loop, too_long, t);
	t->listeners = listeners_new(t->loop, &t->options, &lops);
	t->rollout = rollout_new(t->loop, t->listeners, empty(), &rops);
	t->reload = reload_new(t->loop, &t->options, -1, &reload_ops);
	reload_set_rollout(t->reload, t->rollout);
	t->trial = trial_new(t->loop, -1, &trial_ops);
	trial_set(t->trial, t->rollout, t->reload);
}

static void
end(struct test *t)
{
	int i;

	trial_free(t->trial);
	reload_free(t->reload);
	for (i = 0; i < ENGINE_MAX; i++)
		engine_free(t->engine[i]);
	rollout_free(t->rollout);
	listeners_free(t->listeners);
	loop_timer_free(t->guard);
	loop_free(t->loop);
	(void)unlink(t->file);
	log_set_sink(NULL, NULL);
}

#define NEIGHBOR(a, more) "neighbor " a " { router-id 192.0.2.9;"	\
	" local-address 192.0.2.9; local-as 64500; peer-as 64501; " more " }\n"
#define ORDER(s)	"control { socket \"" s "\"; }\n"		\
	NEIGHBOR("192.0.2.1", "")

static void
both_engines_are_asked(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	start_engines(&t);
	fill(&t, NEIGHBOR("192.0.2.1", "") NEIGHBOR("192.0.2.2",
	    "md5-password one;"));
	(void)reload_request(t.reload, false);
	run(&t, 1);
	assert_string_equal(t.heard, "reload ");
	/* Neighbour 2 has another key; the warning comes with the answer. */
	fill(&t, NEIGHBOR("192.0.2.1", "") NEIGHBOR("192.0.2.2",
	    "md5-password two; description \"01234567890123456789012345678901"
	    "2345678901234567890123456789012345678901234567890123456789012345"
	    "6789012345678901234567890123456789012345678901234567890123456\";"
	    ));
	assert_int_equal(trial_request(t.trial), 1);
	run(&t, 1);
	assert_string_equal(t.why, "");
	assert_int_equal(t.served, 1);
	assert_int_equal(t.rows, 2);
	assert_non_null(strstr(t.warnings, ":2:"));
	assert_non_null(strstr(t.warnings, "warning: description"));
	assert_string_equal(rollout_current(t.rollout)->neighbors[1].
	    description, "");
	end(&t);
}

static void
errors_are_told_like_those_of_a_reload(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	start_engines(&t);
	fill(&t, "nonsense;\nnonsense;\n");
	(void)trial_request(t.trial);
	run(&t, 1);
	assert_non_null(strstr(t.why, ":1:1: "));
	assert_non_null(strstr(t.why, ":2:1: "));
	/* And the next is good, and waited meanwhile with another. */
	fill(&t, NEIGHBOR("192.0.2.1", ""));
	assert_int_equal(trial_request(t.trial), 2);
	assert_int_equal(trial_request(t.trial), 3);
	assert_int_equal(trial_request(t.trial), 4);
	run(&t, 2);
	assert_string_equal(t.heard, "no-trial trial trial ");
	assert_int_equal(t.served, 4);
	end(&t);
}

/* How it ends with the order; the engines are well again afterwards. */
static void
refused(struct test *t, const char *text, const char *why)
{
	fill(t, text);
	(void)trial_request(t->trial);
	run(t, 1);
	if (strstr(t->why, why) == NULL)
		fail_msg("%s: %s", text, t->why);
	t->running = 1;
	if (!engine_running(t->engine[ENGINE_RDE]) ||
	    !engine_running(t->engine[ENGINE_SESSION]))
		run(t, 1000);
}

static void
engines_refuse_die_and_lie(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	fill(&t, NEIGHBOR("192.0.2.1", ""));
	(void)trial_request(t.trial);
	run(&t, 1);
	assert_non_null(strstr(t.why, "is being started: ask again"));
	start_engines(&t);
	refused(&t, ORDER("/refuses-bgpd-rde"), "bgpd-rde refused it: no");
	refused(&t, ORDER("/refuses-bgpd-session"),
	    "bgpd-session refused it: no");
	refused(&t, ORDER("/dies-bgpd-rde"), "bgpd-rde died meanwhile");
	refused(&t, ORDER("/lies-bgpd-rde"), "nonsense");
	fill(&t, NEIGHBOR("192.0.2.1", ""));
	while (t.why[0] != '\0') {	/* the liar is killed and comes back */
		(void)trial_request(t.trial);
		run(&t, 1);
	}
	assert_int_equal(t.rows, 1);
	end(&t);
}

static void
a_reload_goes_first(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	start_engines(&t);
	fill(&t, ORDER("/silent-bgpd-rde"));
	(void)trial_request(t.trial);
	t.stop_said = "asked";
	run(&t, 1000);
	(void)reload_request(t.reload, false);
	trial_abandon(t.trial, "reloaded");
	assert_string_equal(t.why, "reloaded");
	t.stop_said = "end";
	run(&t, 1000);
	t.stop_said = NULL;
	if (strstr(t.heard, "reload") == NULL)
		run(&t, 1);
	assert_string_equal(t.heard, "no-trial reload ");
	end(&t);

	begin(&t);
	start_engines(&t);
	fill(&t, NEIGHBOR("192.0.2.1", ""));
	(void)trial_request(t.trial);
	(void)reload_request(t.reload, false);
	trial_abandon(t.trial, "reloaded");
	assert_string_equal(t.why, "reloaded");
	/* One that is asked now waits, and sees what is then in force. */
	(void)trial_request(t.trial);
	(void)reload_request(t.reload, false);
	run(&t, 3);
	assert_string_equal(t.heard, "no-trial reload reload trial ");
	end(&t);
}

static void
nobody_waits(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	start_engines(&t);
	fill(&t, NEIGHBOR("192.0.2.1", ""));
	(void)trial_request(t.trial);
	(void)trial_request(t.trial);
	trial_forget(t.trial);
	assert_string_equal(t.heard, "no-trial ");
	(void)trial_request(t.trial);
	run(&t, 1);
	assert_string_equal(t.heard, "no-trial trial ");
	assert_int_equal(t.served, 3);
	end(&t);
}

/* Behind each one it is the turn of who waits to change something. */
static void
takes_turns(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	start_engines(&t);
	fill(&t, NEIGHBOR("192.0.2.1", ""));
	t.others = true;
	(void)trial_request(t.trial);
	assert_true(trial_running(t.trial));
	(void)trial_request(t.trial);
	run(&t, 1);
	assert_string_equal(t.heard, "trial ");
	assert_int_equal(t.served, 1);
	assert_false(trial_running(t.trial));
	(void)trial_request(t.trial);
	assert_false(trial_running(t.trial));
	trial_go(t.trial);
	assert_true(trial_running(t.trial));
	run(&t, 1);
	assert_int_equal(t.served, 3);
	t.others = false;
	trial_go(t.trial);
	(void)trial_request(t.trial);
	run(&t, 1);
	(void)trial_request(t.trial);
	assert_true(trial_running(t.trial));
	run(&t, 1);
	assert_string_equal(t.heard, "trial trial trial trial ");
	end(&t);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_engines_are_asked),
		cmocka_unit_test(errors_are_told_like_those_of_a_reload),
		cmocka_unit_test(engines_refuse_die_and_lie),
		cmocka_unit_test(a_reload_goes_first),
		cmocka_unit_test(nobody_waits),
		cmocka_unit_test(takes_turns),
	};

	if (argc > 1)
		return engine_main(argv[0]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
