/* SPDX-License-Identifier: ISC */
/* A real client on a real control socket; no engine is there. */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

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

#include "config/conf_diff.h"
#include "control.h"
#include "ipc/control.h"
#include "ipc/link.h"
#include "ipc/parent_engine.h"

enum { ROWS = 9000, PROCESSES = 3000 };

static const char *socket_path;

struct test {
	struct loop		*loop;
	struct loop_timer	*guard;
	struct loop_io		*io;
	struct control		*control;
	char			 dir[32];
	char			 path[64];
	pid_t			 pid;
	int			 pipe;		/* ends when the client has */
	unsigned		 reloads;
	unsigned		 trials;
	unsigned		 unwanted;
	unsigned		 logs;
	unsigned		 shutdowns;
	char			 reason[64];
};

static uint32_t
do_reload(void *arg)
{
	struct test *t = arg;

	return ++t->reloads;
}

static uint32_t
do_trial(void *arg)
{
	struct test *t = arg;

	return ++t->trials;
}

static void
do_unwanted(void *arg)
{
	struct test *t = arg;

	t->unwanted++;
}

/* Far more than a client may have waiting. */
static void
answer_trial(struct test *t)
{
	const struct config none = { .fd = -1 };
	const struct pe_done did = { .added = 1 };
	struct trial_result *r = trial_result_new();
	struct pe_trial_neighbor row = { .change = CONF_CHANGE_ADD };
	uint32_t i;

	for (i = 1; i <= ROWS; i++) {
		row.id = i;
		row.remote = addr_v4(0x0a000000 + i);
		assert_int_equal(trial_result_add(r, &row), 0);
	}
	trial_result_end(r, &none, &none, &did, "f:1:1: warning: hm");
	control_tried(t->control, t->trials, NULL, r);
	trial_result_unref(r);
}

static void
do_log(void *arg, bool verbose)
{
	struct test *t = arg;

	if (verbose)
		t->logs++;
	/* The client has asked for a reload before: it is done now. */
	control_reloaded(t->control, t->reloads, true, "as it was");
	if (t->trials > 0 && verbose)
		control_tried(t->control, t->trials, "not now", NULL);
	else if (t->trials > 0)
		answer_trial(t);
}

/* Far more than may wait for a client; the last but one is called "this". */
static bool
do_process(void *arg, size_t *i, struct ctl_process *row)
{
	(void)arg;
	if (*i == PROCESSES)
		return false;
	memset(row, 0, sizeof(*row));
	strlcpy(row->name, ++*i == PROCESSES - 1 ? "this" : "x",
	    sizeof(row->name));
	return true;
}

static void
do_shutdown(void *arg, const char *reason)
{
	struct test *t = arg;

	t->shutdowns++;
	strlcpy(t->reason, reason, sizeof(t->reason));
}

static void
client_ended(void *arg, int what)
{
	struct test *t = arg;

	(void)what;
	loop_stop(t->loop);
}

static void
too_long(void *arg)
{
	(void)arg;
	fail_msg("the client is still there after 5 seconds");
}

/* Runs fn in another process, which is the client; its exit status. */
static int
with_client(struct test *t, int (*fn)(int fd), uid_t uid)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int fd, p[2], status;

	strlcpy(sun.sun_path, t->path, sizeof(sun.sun_path));
	socket_path = t->path;
	assert_int_equal(pipe2(p, O_CLOEXEC), 0);
	if ((t->pid = fork()) == 0) {
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		if (uid != 0 && (setresgid(uid, uid, uid) == -1 ||
		    setresuid(uid, uid, uid) == -1))
			_exit(90);
		if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1)
			_exit(91);
		_exit(fn(fd));
	}
	close(p[1]);
	t->io = loop_io_new(t->loop, p[0], client_ended, t);
	loop_io_want(t->io, LOOP_READ);
	loop_timer_set(t->guard, 5000);
	loop_run(t->loop);
	loop_timer_cancel(t->guard);
	loop_io_free(t->io);
	close(p[0]);
	assert_int_equal(waitpid(t->pid, &status, 0), t->pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
begin(struct test *t, const struct config *conf)
{
	const struct control_ops ops = { .reload = do_reload,
	    .trial = do_trial, .trial_unwanted = do_unwanted, .log = do_log,
	    .process = do_process,
	    .shutdown = do_shutdown, .arg = t };
	struct control_socket s;
	char why[256];

	memset(t, 0, sizeof(*t));
	strlcpy(t->dir, "/tmp/control-XXXXXX", sizeof(t->dir));
	assert_non_null(mkdtemp(t->dir));
	assert_int_equal(chmod(t->dir, 0755), 0);
	snprintf(t->path, sizeof(t->path), "%s/s", t->dir);
	assert_int_equal(control_socket_open(&s, t->path, why, sizeof(why)),
	    0);
	t->loop = loop_new();
	t->guard = loop_timer_new(t->loop, too_long, t);
	t->control = control_new(t->loop, &s, conf, &ops);
}

static void
end(struct test *t)
{
	control_free(t->control);
	loop_timer_free(t->guard);
	loop_free(t->loop);
	assert_int_equal(access(t->path, F_OK), -1);
	assert_int_equal(rmdir(t->dir), 0);
}

/* The next message, which has to be of this type. */
static bool
expect(struct link_sync *s, uint16_t type, struct link_msg *m)
{
	return link_sync_recv(s, m, 2000) == 1 && m->type == type;
}

static bool
expect_end(struct link_sync *s, uint32_t req, enum ctl_code code)
{
	struct ctl_verdict v;
	struct link_msg m;

	return expect(s, CTL_END, &m) && m.peer == req &&
	    rbuf_host(&m.body, &v, sizeof(v)) == 0 && v.code == code;
}

static bool
welcomed(struct link_sync *s, enum role role)
{
	struct ctl_welcome w;
	struct link_msg m;

	return expect(s, CTL_WELCOME, &m) &&
	    rbuf_host(&m.body, &w, sizeof(w)) == 0 && w.role == role &&
	    expect(s, CTL_PIPE_SESSION, &m) && m.fd == -1 &&
	    expect(s, CTL_PIPE_RDE, &m) && m.fd == -1;
}

static int
client_of_root(int fd)
{
	struct link_sync *s = link_sync_new(fd);

	if (!welcomed(s, ROLE_ALL))
		return 1;
	(void)link_sync_send(s, CTL_RELOAD, 11, 0, "because", 7);
	(void)link_sync_send(s, CTL_RELOAD, 12, 0, NULL, 0);
	if (!expect_end(s, 12, CTL_REFUSE))
		return 2;	/* one at a time */
	(void)link_sync_send(s, CTL_LOG, 13, 0, NULL, 0);
	if (!expect_end(s, 11, CTL_OK) || !expect_end(s, 13, CTL_OK))
		return 3;
	(void)link_sync_send(s, CTL_SHUTDOWN, 14, 0, "good night", 10);
	return expect_end(s, 14, CTL_OK) ? 0 : 4;
}

/* A question is asked, and refused the second time; then it is answered. */
static int
client_that_tries(int fd)
{
	struct link_sync *s = link_sync_new(fd);
	struct link_msg m;
	unsigned rows = 0;

	if (!welcomed(s, ROLE_ALL))
		return 1;
	(void)link_sync_send(s, CTL_TRIAL, 21, 0, NULL, 0);
	(void)link_sync_send(s, CTL_TRIAL, 22, 0, NULL, 0);
	if (!expect_end(s, 22, CTL_REFUSE))
		return 2;
	(void)link_sync_send(s, CTL_LOG, 23, 1, NULL, 0);
	if (!expect_end(s, 21, CTL_REFUSE) || !expect_end(s, 23, CTL_OK))
		return 3;
	(void)link_sync_send(s, CTL_TRIAL, 24, 0, NULL, 0);
	(void)link_sync_send(s, CTL_LOG, 25, 0, NULL, 0);
	if (!expect(s, CTL_CHANGES, &m))
		return 4;
	while (link_sync_recv(s, &m, 2000) == 1) {
		if (m.type == CTL_END && m.peer == 24)
			break;
		rows += m.type == CTL_CHANGE && m.peer == 24;
	}
	return rows == ROWS && m.type == CTL_END &&
	    memmem(m.body.p, m.body.left, "hm", 2) != NULL ? 0 : 5;
}

/* Of all programs, of one, of none; a second question waits its turn. */
static int
client_of_programs(int fd)
{
	struct link_sync *s = link_sync_new(fd);
	struct link_msg m;
	unsigned rows = 0;

	if (!welcomed(s, ROLE_ALL))
		return 1;
	(void)link_sync_send(s, CTL_SHOW_PROCESS, 61, 0, NULL, 0);
	while (link_sync_recv(s, &m, 2000) == 1 && m.type == CTL_PROCESS)
		rows += m.peer == 61;
	if (rows != PROCESSES || m.type != CTL_END || m.peer != 61)
		return 2;
	(void)link_sync_send(s, CTL_SHOW_PROCESS, 62, 0, "this", 4);
	if (!expect(s, CTL_PROCESS, &m) || !expect_end(s, 62, CTL_OK))
		return 3;
	(void)link_sync_send(s, CTL_SHOW_PROCESS, 63, 0, "that", 4);
	if (!expect_end(s, 63, CTL_NOTHING))
		return 4;
	(void)link_sync_send(s, CTL_SHOW_PROCESS, 64, 0, NULL, 0);
	(void)link_sync_send(s, CTL_SHOW_PROCESS, 65, 0, NULL, 0);
	for (rows = 0; link_sync_recv(s, &m, 2000) == 1 && rows < 2;)
		if (m.type == CTL_END && ++rows == 2)
			break;
	return rows == 2 ? 0 : 5;
}

/* Those who do not read their answers shut out the next, not the parent. */
static int
client_of_many(int fd)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	struct link_sync *s[CONTROL_READERS_MAX + 1];
	unsigned i;

	strlcpy(sun.sun_path, socket_path, sizeof(sun.sun_path));
	for (i = 0; i <= CONTROL_READERS_MAX; i++) {
		if (i > 0 && ((fd = socket(AF_UNIX, SOCK_STREAM, 0)) == -1 ||
		    connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1))
			return 1;
		s[i] = link_sync_new(fd);
		if (!welcomed(s[i], ROLE_ALL))
			return 2;
		if (i == CONTROL_READERS_MAX)
			break;
		(void)link_sync_send(s[i], CTL_TRIAL, 51, 0, NULL, 0);
		(void)link_sync_send(s[i], CTL_TRIAL, 52, 0, NULL, 0);
		if (!expect_end(s[i], 52, CTL_REFUSE))
			return 3;	/* the first one has arrived */
	}
	(void)link_sync_send(s[i], CTL_LOG, 53, 0, NULL, 0);
	(void)link_sync_send(s[i], CTL_TRIAL, 54, 0, NULL, 0);
	if (!expect_end(s[i], 53, CTL_OK))
		return 4;
	return expect_end(s[i], 54, CTL_REFUSE) ? 0 : 5;
}

/* Who has to wait hears that it is not forgotten. */
static int
client_with_patience(int fd)
{
	struct link_sync *s = link_sync_new(fd);
	struct link_msg m;

	if (!welcomed(s, ROLE_ALL))
		return 1;
	(void)link_sync_send(s, CTL_TRIAL, 41, 0, NULL, 0);
	(void)link_sync_send(s, CTL_RELOAD, 42, 0, NULL, 0);
	if (!expect(s, CTL_WORKING, &m) || m.peer != 42)
		return 2;
	return expect(s, CTL_WORKING, &m) && m.peer == 41 ? 0 : 3;
}

/* It asks and leaves. */
static int
client_in_a_hurry(int fd)
{
	struct link_sync *s = link_sync_new(fd);

	if (!welcomed(s, ROLE_ALL))
		return 1;
	(void)link_sync_send(s, CTL_TRIAL, 31, 0, NULL, 0);
	(void)link_sync_send(s, CTL_TRIAL, 32, 0, NULL, 0);
	if (!expect_end(s, 32, CTL_REFUSE))
		return 2;
	link_sync_free(s);
	usleep(100 * 1000);	/* the daemon sees it before our end */
	return 0;
}

static int
client_reader(int fd)
{
	struct link_sync *s = link_sync_new(fd);

	if (!welcomed(s, ROLE_READ))
		return 1;
	(void)link_sync_send(s, CTL_RELOAD, 1, 0, NULL, 0);
	(void)link_sync_send(s, CTL_SHUTDOWN, 2, 0, NULL, 0);
	(void)link_sync_send(s, CTL_TRIAL, 3, 0, NULL, 0);
	return expect_end(s, 1, CTL_DENIED) && expect_end(s, 2, CTL_DENIED) &&
	    expect_end(s, 3, CTL_DENIED) ? 0 : 2;
}

static int
client_nobody(int fd)
{
	struct link_sync *s = link_sync_new(fd);
	struct link_msg m;

	return expect_end(s, 0, CTL_DENIED) &&
	    link_sync_recv(s, &m, 2000) == 0 ? 0 : 1;
}

static int
client_breaks_protocol(int fd)
{
	struct link_sync *s = link_sync_new(fd);
	struct link_msg m;

	if (!welcomed(s, ROLE_ALL))
		return 1;
	(void)link_sync_send(s, CTL_NETWORK, 1, 0, NULL, 0);
	return link_sync_recv(s, &m, 2000) == 0 ? 0 : 2;
}

static void
root_asks_and_is_answered(void **state)
{
	const struct config conf = { .fd = -1 };
	struct test t;

	(void)state;
	begin(&t, &conf);
	assert_int_equal(with_client(&t, client_of_root, 0), 0);
	assert_int_equal(with_client(&t, client_of_programs, 0), 0);
	/* It has gone, and its pipes may still be used. */
	assert_int_equal(control_role(t.control, 1), ROLE_ALL);
	assert_int_equal(control_role(t.control, 3), ROLE_NONE);
	assert_int_equal(t.reloads, 1);
	assert_int_equal(t.shutdowns, 1);
	assert_string_equal(t.reason, "good night");
	assert_int_equal(with_client(&t, client_breaks_protocol, 0), 0);
	end(&t);
}

static void
what_a_reload_would_change_is_streamed(void **state)
{
	const struct config conf = { .fd = -1 };
	struct test t;

	(void)state;
	begin(&t, &conf);
	assert_int_equal(with_client(&t, client_that_tries, 0), 0);
	assert_int_equal(t.trials, 2);
	assert_int_equal(t.unwanted, 0);
	assert_int_equal(with_client(&t, client_in_a_hurry, 0), 0);
	assert_int_equal(t.trials, 3);
	assert_int_equal(t.unwanted, 1);
	assert_int_equal(with_client(&t, client_of_many, 0), 0);
	assert_int_equal(with_client(&t, client_with_patience, 0), 0);
	end(&t);
}

static void
roles_bound_what_others_may(void **state)
{
	struct conf_control_rule rule = { .role = ROLE_READ, .name = "4711" };
	const struct config conf = { .fd = -1, .rules = &rule, .nrules = 1 };
	const struct config none = { .fd = -1 };
	struct test t;

	(void)state;
	begin(&t, &conf);
	assert_int_equal(with_client(&t, client_reader, 4711), 0);
	assert_int_equal(with_client(&t, client_nobody, 4712), 0);
	assert_int_equal(t.reloads + t.trials + t.shutdowns, 0);
	/* Without rules the file's mode keeps strangers out. */
	control_configure(t.control, &none);
	assert_int_equal(with_client(&t, client_nobody, 4712), 91);
	end(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_asks_and_is_answered),
		cmocka_unit_test(what_a_reload_would_change_is_streamed),
		cmocka_unit_test(roles_bound_what_others_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
