/* SPDX-License-Identifier: ISC */
/*
 * The order matters: descriptors and limits while we are root, ids before the
 * death signal, which a change of ids clears, and the signal mask last, for
 * until then a handler of the daemon could run in the child.
 *
 * no_new_privs makes set-uid files (sudo, ping of old) plain ones for a
 * program and all that it starts: what needs rights is given them by "user".
 */
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "program_spawn.h"

enum { FD_REPORT = 3, FD_FREE = 10, NPIPES = 4 };

/* What the child has of its parent. */
struct birth {
	const struct program_spawn	*s;
	char				**argv;
	pid_t				 ppid;
	int				 in, out, err, report;
};

/* --- in the child --------------------------------------------------------- */

/*
 * By the system call: signal(3) leaves out two that the C library has for
 * itself, and whoever started us may have ignored them.
 */
static int
default_signals(const struct birth *b)
{
	static const unsigned long dfl[16];	/* the kernel's sigaction */
	int sig;

	(void)b;
	for (sig = 1; sig < NSIG; sig++)
		(void)syscall(SYS_rt_sigaction, sig, dfl, NULL,
		    (NSIG - 1) / 8);
	return 0;
}

/* Our pipes are past the standard three, which the daemon keeps open. */
static int
descriptors(const struct birth *b)
{
	int report = fcntl(b->report, F_DUPFD_CLOEXEC, FD_FREE);

	if (report == -1 || dup2(b->in, STDIN_FILENO) == -1 ||
	    dup2(b->out, STDOUT_FILENO) == -1 ||
	    dup2(b->err, STDERR_FILENO) == -1 ||
	    dup3(report, FD_REPORT, O_CLOEXEC) == -1)
		return -1;
	return close_range(FD_REPORT + 1, ~0U, 0);
}

static int
own_session(const struct birth *b)
{
	(void)b;
	return setsid() == -1 ? -1 : 0;
}

static int
root_directory(const struct birth *b)
{
	(void)b;
	return chdir("/");
}

static int
limit(enum __rlimit_resource which, rlim_t soft, rlim_t hard)
{
	struct rlimit rl;

	if (getrlimit(which, &rl) == -1)
		return -1;
	if (rl.rlim_max > hard)
		rl.rlim_max = hard;
	rl.rlim_cur = soft < rl.rlim_max ? soft : rl.rlim_max;
	return setrlimit(which, &rl);
}

static int
limits(const struct birth *b)
{
	(void)b;
	if (limit(RLIMIT_NOFILE, PROGRAM_FILES, RLIM_INFINITY) == -1)
		return -1;
	return limit(RLIMIT_NPROC, PROGRAM_PROCESSES, PROGRAM_PROCESSES);
}

static int
groups(const struct birth *b)
{
	const struct program_user *u = &b->s->user;

	if (geteuid() != 0)
		return 0;	/* tests by anyone: there is nothing to drop */
	if (setgroups(u->ngroups, u->groups) == -1)
		return -1;
	return setresgid(u->gid, u->gid, u->gid);
}

static int
ids(const struct birth *b)
{
	const uid_t uid = b->s->user.uid;

	if (geteuid() != 0)
		return 0;
	if (setresuid(uid, uid, uid) == -1)
		return -1;
	if (uid != 0 && setuid(0) == 0) {
		errno = EPERM;
		return -1;
	}
	return 0;
}

static int
no_capabilities(const struct birth *b)
{
	struct __user_cap_header_struct h = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct d[_LINUX_CAPABILITY_U32S_3];

	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == -1)
		return -1;
	if (b->s->user.uid == 0)
		return 0;
	memset(d, 0, sizeof(d));
	return syscall(SYS_capset, &h, d) == -1 ? -1 : 0;
}

static int
no_new_privs(const struct birth *b)
{
	(void)b;
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static int
death_signal(const struct birth *b)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == -1)
		return -1;
	if (getppid() != b->ppid)	/* it came too late */
		_exit(PROGRAM_EXIT_NO_EXEC);
	return 0;
}

static int
no_mask(const struct birth *b)
{
	sigset_t none;

	(void)b;
	(void)sigemptyset(&none);
	return sigprocmask(SIG_SETMASK, &none, NULL);
}

static int
execute(const struct birth *b)
{
	return execve(b->s->path, b->argv, b->s->env);
}

static const struct {
	const char	*what;
	int		(*step)(const struct birth *b);
} steps[] = {
	{ "signals",			default_signals },
	{ "descriptors",		descriptors },
	{ "setsid",			own_session },
	{ "chdir",			root_directory },
	{ "resource limits",		limits },
	{ "groups",			groups },
	{ "user",			ids },
	{ "capabilities",		no_capabilities },
	{ "no_new_privs",		no_new_privs },
	{ "death signal",		death_signal },
	{ "signal mask",		no_mask },
	{ "cannot be executed",		execute },
};

/* Of two errors strerror(3) says less than it could. */
static const char *
hint(int error)
{
	switch (error) {
	case ENOENT:
		return " (the interpreter of its first line? or a CR there?)";
	case ENOEXEC:
		return " (a script without #! in its first line?)";
	case EACCES:
		return " (for its user, who needs the directories too)";
	case EAGAIN:
		return " (its user has too many processes)";
	default:
		return "";
	}
}

static void __attribute__((noreturn))
begin(const struct birth *b)
{
	size_t i;
	int error;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].step(b) == -1)
			break;
	error = errno;
	(void)dprintf(i < 2 ? b->report : FD_REPORT, "%s: %s: %s%s",
	    b->s->path, steps[i].what, strerror(error),
	    steps[i].step == execute ? hint(error) : "");
	_exit(PROGRAM_EXIT_NO_EXEC);
}

/* --- in the parent -------------------------------------------------------- */

/* The words of run, the first of them replaced by path. */
static char **
make_argv(const struct program_spawn *s)
{
	const char *w;
	char **argv;
	size_t n = 0;

	for (w = s->run; *w != '\0'; w += strlen(w) + 1)
		n++;
	argv = xcalloc(n + 1, sizeof(*argv));
	argv[0] = xstrdup(s->path);
	w = s->run;
	for (n = 1; *(w += strlen(w) + 1) != '\0'; n++)
		argv[n] = xstrdup(w);
	return argv;
}

static void
free_argv(char **argv)
{
	size_t i;

	for (i = 0; argv[i] != NULL; i++)
		free(argv[i]);
	free(argv);
}

static void
close_all(int pipes[NPIPES][2], int end)
{
	int i;

	for (i = 0; i < NPIPES; i++)
		if (pipes[i][end] != -1)
			(void)close(pipes[i][end]);
}

static int
make_pipes(int pipes[NPIPES][2])
{
	int i, save;

	memset(pipes, -1, NPIPES * sizeof(pipes[0]));
	for (i = 0; i < NPIPES; i++)
		if (pipe2(pipes[i], O_CLOEXEC) == -1) {
			save = errno;
			close_all(pipes, 0);
			close_all(pipes, 1);
			errno = save;
			return -1;
		}
	return 0;
}

/* A handler of ours must not run in the child: it has our loop's pipe. */
static pid_t
fork_masked(const struct program_spawn *s, struct birth *b)
{
	sigset_t all, old;
	pid_t pid;
	int save;

	b->argv = make_argv(s);
	b->ppid = getpid();
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, &old);
	if ((pid = fork()) == 0)
		begin(b);
	save = errno;
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	free_argv(b->argv);
	errno = save;
	return pid;
}

static int
watch(struct program_child *c)
{
	int save;

	if ((c->pidfd = pidfd_open(c->pid, 0)) != -1)
		return 0;
	save = errno;
	(void)kill(c->pid, SIGKILL);
	(void)waitpid(c->pid, NULL, 0);
	errno = save;
	return -1;
}

int
program_spawn(const struct program_spawn *s, struct program_child *c)
{
	int i, pipes[NPIPES][2], save;
	struct birth b = { .s = s };

	if (make_pipes(pipes) == -1)
		return -1;
	b.in = pipes[0][0];
	b.out = pipes[1][1];
	b.err = pipes[2][1];
	b.report = pipes[3][1];
	*c = (struct program_child){ .in = pipes[0][1], .out = pipes[1][0],
	    .err = pipes[2][0], .report = pipes[3][0] };
	c->pid = fork_masked(s, &b);
	save = errno;
	(void)close(b.in);
	for (i = 1; i < NPIPES; i++)
		(void)close(pipes[i][1]);
	errno = save;
	if (c->pid == -1 || watch(c) == -1) {
		save = errno;
		(void)close(c->in);
		for (i = 1; i < NPIPES; i++)
			(void)close(pipes[i][0]);
		errno = save;
		return -1;
	}
	(void)fcntl(c->in, F_SETFL, O_NONBLOCK);
	for (i = 1; i < NPIPES; i++)
		(void)fcntl(pipes[i][0], F_SETFL, O_NONBLOCK);
	return 0;
}
