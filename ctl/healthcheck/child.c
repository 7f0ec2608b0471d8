/* SPDX-License-Identifier: ISC */
/*
 * A child ends when its process does, which a pidfd tells; not when its output
 * does, for a check may leave something behind that keeps the pipe.  Output is
 * always read, so that nobody blocks on it, and all but the first line thrown
 * away.
 */
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "base/log.h"
#include "base/wbuf.h"
#include "child.h"
#include "event/escape.h"

enum { DRAIN_MAX = 64 * 1024, NOT_EXECUTED = 127 };

struct child {
	TAILQ_ENTRY(child)	 entry;
	struct children		*all;
	pid_t			 pid;
	int			 pidfd;
	int			 out;		/* -1: not listened to */
	struct loop_io		*ends;
	struct loop_io		*reads;
	struct loop_timer	*timer;
	bool			 whole;		/* the first line is */
	bool			 killed;
	struct child_result	 result;
	void			(*fn)(void *arg, const struct child_result *r);
	void			*arg;
};

static void
child_free(struct child *c)
{
	TAILQ_REMOVE(&c->all->all, c, entry);
	loop_io_free(c->ends);
	loop_io_free(c->reads);
	loop_timer_free(c->timer);
	if (c->pidfd != -1)
		(void)close(c->pidfd);
	if (c->out != -1)
		(void)close(c->out);
	free(c);
}

static void
tell(struct child *c)
{
	struct child_result r = c->result;
	void (*fn)(void *, const struct child_result *) = c->fn;
	void *arg = c->arg;

	child_free(c);
	if (fn != NULL)
		fn(arg, &r);
}

static void
keep_output(struct child *c, const char *p, size_t n)
{
	size_t len = strlen(c->result.output), i;

	for (i = 0; i < n && !c->whole; i++) {
		if (p[i] == '\n' && len > 0)
			c->whole = true;
		else if (p[i] != '\n' && p[i] != '\0')
			c->result.output[len++] = p[i];
		if (len == sizeof(c->result.output) - 1)
			c->whole = true;
	}
	c->result.output[len] = '\0';
}

static ssize_t
read_some(struct child *c)
{
	char buf[4096];
	ssize_t n = read(c->out, buf, sizeof(buf));

	if (n > 0)
		keep_output(c, buf, (size_t)n);
	return n;
}

static void
on_output(void *arg, int what)
{
	struct child *c = arg;
	ssize_t n = read_some(c);

	(void)what;
	if (n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR)) {
		loop_io_free(c->reads);
		c->reads = NULL;
	}
}

static void
on_end(void *arg, int what)
{
	struct child *c = arg;
	siginfo_t info;
	ssize_t n;
	size_t total;

	(void)what;
	memset(&info, 0, sizeof(info));
	if (waitid(P_PIDFD, (id_t)c->pidfd, &info, WEXITED) == -1) {
		if (errno == EINTR)
			return;
		fatal("cannot wait for process %d: %s", (int)c->pid,
		    strerror(errno));
	}
	if (c->killed) {
		if (c->fn == NULL)
			c->all->left--;
		tell(c);
		return;
	}
	c->result.end = info.si_code == CLD_EXITED ? CHILD_EXITED :
	    CHILD_KILLED;
	c->result.code = info.si_status;
	for (total = 0; c->out != -1 && total < DRAIN_MAX; total += (size_t)n)
		if ((n = read_some(c)) <= 0)
			break;
	tell(c);
}

/*
 * The end of patience, twice: first its group is killed, then what is still
 * not dead is left behind, and its end awaited in silence.
 */
static void
on_timer(void *arg)
{
	struct child *c = arg;
	struct child_result r;
	void (*fn)(void *, const struct child_result *) = c->fn;

	if (c->result.end == CHILD_NOT_STARTED) {
		tell(c);
		return;
	}
	if (!c->killed) {
		(void)kill(-c->pid, SIGKILL);
		c->killed = true;
		c->result.end = CHILD_TIMED_OUT;
		loop_timer_set(c->timer, 1000);
		return;
	}
	log_warn("process %d was killed and does not die", (int)c->pid);
	r = c->result;
	c->fn = NULL;
	c->all->left++;
	fn(c->arg, &r);
}

void
child_kill(struct child *c)
{
	if (c == NULL)
		return;
	if (c->pidfd == -1) {
		child_free(c);
		return;
	}
	(void)kill(-c->pid, SIGKILL);
	loop_timer_cancel(c->timer);
	c->killed = true;
	c->fn = NULL;
	c->all->left++;
}

/* In the new process: nothing of ours but the words and the pipe. */
static void
become(const struct child_spec *s, int out)
{
	int null = open("/dev/null", O_RDWR), signo;
	sigset_t none;

	(void)setpgid(0, 0);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (null == -1 || dup2(null, STDIN_FILENO) == -1 ||
	    dup2(out != -1 ? out : null, STDOUT_FILENO) == -1 ||
	    dup2(out != -1 ? out : null, STDERR_FILENO) == -1)
		_exit(NOT_EXECUTED);
	/* Also what the daemon ignores: a shell could not undo that. */
	for (signo = 1; signo < NSIG; signo++)
		(void)signal(signo, SIG_DFL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (s->state != NULL)
		(void)setenv("STATE", s->state, 1);
	/* execvp does not write to the words, it only forgot const. */
	(void)execvp(s->argv[0], (char *const *)(uintptr_t)s->argv);
	(void)dprintf(STDERR_FILENO, "%s: %s\n", s->argv[0], strerror(errno));
	_exit(NOT_EXECUTED);
}

static int
start(struct child *c, const struct child_spec *s)
{
	int fd[2] = { -1, -1 }, error;
	sigset_t all, before;

	if (c->all->left >= CHILD_LEFT_MAX) {
		errno = EBUSY;
		return -1;
	}
	if (s->listen && pipe2(fd, O_CLOEXEC) == -1)
		return -1;
	c->out = fd[0];
	if (c->out != -1)
		(void)fcntl(c->out, F_SETFL, O_NONBLOCK);
	/* Handlers of ours must not run in the child. */
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, &before);
	c->pid = fork();
	if (c->pid == 0)
		become(s, fd[1]);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	if (fd[1] != -1)
		(void)close(fd[1]);
	if (c->pid == -1)
		return -1;
	(void)setpgid(c->pid, c->pid);
	c->pidfd = pidfd_open(c->pid, 0);
	if (c->pidfd == -1) {
		error = errno;
		(void)kill(-c->pid, SIGKILL);
		(void)waitpid(c->pid, NULL, 0);
		errno = error;
		return -1;
	}
	return 0;
}

struct child *
child_start(struct children *all, const struct child_spec *s,
    void (*fn)(void *arg, const struct child_result *r), void *arg)
{
	struct child *c = xcalloc(1, sizeof(*c));

	c->all = all;
	TAILQ_INSERT_TAIL(&all->all, c, entry);
	c->fn = fn;
	c->arg = arg;
	c->pidfd = -1;
	c->out = -1;
	c->timer = loop_timer_new(all->loop, on_timer, c);
	if (start(c, s) == -1) {
		c->result.end = CHILD_NOT_STARTED;
		strlcpy(c->result.output, errno == EBUSY ?
		    "too many before it do not die" : strerror(errno),
		    sizeof(c->result.output));
		loop_timer_set(c->timer, 0);
		return c;
	}
	c->ends = loop_io_new(all->loop, c->pidfd, on_end, c);
	loop_io_want(c->ends, LOOP_READ);
	if (c->out != -1) {
		c->reads = loop_io_new(all->loop, c->out, on_output, c);
		loop_io_want(c->reads, LOOP_READ);
	}
	if (s->timeout > 0)
		loop_timer_set(c->timer, s->timeout);
	return c;
}

void
children_init(struct children *c, struct loop *l)
{
	*c = (struct children){ .loop = l };
	TAILQ_INIT(&c->all);
}

void
children_free(struct children *c)
{
	struct child *child;

	while ((child = TAILQ_FIRST(&c->all)) != NULL) {
		if (child->pidfd != -1)
			(void)kill(-child->pid, SIGKILL);
		child_free(child);
	}
	c->left = 0;
}

bool
child_succeeded(const struct child_result *r)
{
	return r->end == CHILD_EXITED && r->code == 0;
}

const char *
child_explain(const struct child_result *r, int64_t timeout, char *buf,
    size_t size)
{
	struct wbuf w;

	wbuf_fixed(&w, buf, size - 1);
	switch (r->end) {
	case CHILD_EXITED:
		wbuf_printf(&w, "exit status %d", r->code);
		break;
	case CHILD_KILLED:
		wbuf_printf(&w, "killed by signal %d (%s)", r->code,
		    strsignal(r->code));
		break;
	case CHILD_TIMED_OUT:
		wbuf_printf(&w, "no end within %g s", (double)timeout / 1000);
		break;
	case CHILD_NOT_STARTED:
		wbuf_str(&w, "not started");
		break;
	}
	if (r->output[0] != '\0') {
		wbuf_str(&w, ": ");
		escape_text(&w, r->output, strlen(r->output));
	}
	buf[w.len] = '\0';
	return buf;
}
