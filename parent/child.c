/* SPDX-License-Identifier: ISC */
/*
 * The engines' exec.  By descriptor, opened when the daemon began: a file
 * replaced on disk would speak another protocol.  A fresh address space, so
 * nothing of the parent's memory (keys) is in the child's.
 */
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "ipc/engine_start.h"

enum { FIRST_FREE = 10, ENV_MAX = 5, ENV_SIZE = 512, EXIT_NO_EXEC = 127 };

static int
high(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE);
}

/* Only what an engine may know. */
static void
fill_env(const struct child_conf *c, char text[ENV_MAX][ENV_SIZE],
    char *env[ENV_MAX + 1])
{
	static const char *const passed[] = {
		"TZ", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"
	};
	size_t i, n = 0;
	const char *v;

	for (i = 0; i < sizeof(passed) / sizeof(passed[0]); i++) {
		if ((v = secure_getenv(passed[i])) == NULL)
			continue;
		(void)snprintf(text[n], ENV_SIZE, "%s=%s", passed[i], v);
		env[n] = text[n];
		n++;
	}
	if (c->software[0] != '\0') {
		(void)snprintf(text[n], ENV_SIZE, "exabgp_version=%s",
		    c->software);
		env[n] = text[n];
		n++;
	}
	env[n] = NULL;
}

static void
exec_engine(const struct child_conf *c, int link, pid_t ppid)
{
	char u[16], g[16], r[16], p[16], name[32];
	char text[ENV_MAX][ENV_SIZE], *env[ENV_MAX + 1];
	char ou[] = "-u", og[] = "-g", or[] = "-r", op[] = "-p", ov[] = "-v";
	char *argv[] = { name, ou, u, og, g, or, r, op, p,
	    c->verbose ? ov : NULL, NULL };
	char empty[] = "";
	int exe, l, null, root;

	(void)snprintf(name, sizeof(name), "%s", c->name);
	(void)snprintf(u, sizeof(u), "%u", (unsigned)c->ids.uid);
	(void)snprintf(g, sizeof(g), "%u", (unsigned)c->ids.gid);
	(void)snprintf(r, sizeof(r), "%d", ENGINE_ROOT_FD);
	(void)snprintf(p, sizeof(p), "%d", (int)ppid);
	fill_env(c, text, env);
	exe = high(c->exe_fd);
	root = high(c->root_fd);
	l = high(link);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (exe == -1 || root == -1 || l == -1 || null == -1 ||
	    dup2(null, STDIN_FILENO) == -1 ||
	    dup2(null, STDOUT_FILENO) == -1 ||
	    close_range(ENGINE_LINK_FD, ~0U, CLOSE_RANGE_CLOEXEC) == -1 ||
	    dup2(l, ENGINE_LINK_FD) == -1 ||
	    dup2(root, ENGINE_ROOT_FD) == -1)
		return;
	(void)syscall(SYS_execveat, exe, empty, argv, env, AT_EMPTY_PATH);
}

pid_t
child_spawn(const struct child_conf *c, int *link, int *pidfd)
{
	int pair[2], pfd, save;
	pid_t pid, self = getpid();

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	if ((pid = fork()) == 0) {
		exec_engine(c, pair[1], self);
		(void)dprintf(STDERR_FILENO, "bgpd: cannot start %s: %s\n",
		    c->name, strerror(errno));
		_exit(EXIT_NO_EXEC);
	}
	save = errno;
	(void)close(pair[1]);
	if (pid == -1 || (pfd = pidfd_open(pid, 0)) == -1) {
		if (pid != -1) {
			save = errno;
			(void)kill(pid, SIGKILL);
			(void)waitpid(pid, NULL, 0);
		}
		(void)close(pair[0]);
		errno = save;
		return -1;
	}
	(void)fcntl(pfd, F_SETFD, FD_CLOEXEC);
	*link = pair[0];
	*pidfd = pfd;
	return pid;
}

static void
describe_exit(struct child_end *end, int status)
{
	(void)snprintf(end->how, sizeof(end->how), "exit %d", status);
	end->crashed = status != 0 && status != EXIT_NO_EXEC;
}

static void
describe_signal(struct child_end *end, int signo)
{
	static const int own[] = {
		SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGSYS, SIGTRAP
	};
	size_t i;

	(void)snprintf(end->how, sizeof(end->how), "signal %d (%s)", signo,
	    strsignal(signo));
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i] == signo)
			end->crashed = true;
}

int
child_reap(int pidfd, struct child_end *end)
{
	siginfo_t si = { .si_pid = 0 };

	if (waitid(P_PIDFD, (id_t)pidfd, &si, WEXITED | WNOHANG) == -1) {
		if (errno == EINTR)
			return -1;
		*end = (struct child_end){ .crashed = false };
		(void)snprintf(end->how, sizeof(end->how), "waitid: %s",
		    strerror(errno));
		return 0;
	}
	if (si.si_pid == 0)
		return -1;
	*end = (struct child_end){ .crashed = false };
	if (si.si_code == CLD_EXITED)
		describe_exit(end, si.si_status);
	else
		describe_signal(end, si.si_status);
	return 0;
}
