/* SPDX-License-Identifier: ISC */
/*
 * bgpd-session: everything that a neighbour says passes here first.  It makes
 * no socket, opens no file, holds no key, and looks into no UPDATE.
 */
#include <sys/random.h>
#include <sys/syscall.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/sandbox.h"
#include "bgp/offence.h"
#include "engine.h"
#include "ipc/engine_common.h"
#include "ipc/engine_start.h"
#include "linger.h"
#include "parent_link.h"
#include "peer.h"
#include "show_rde.h"

/* What it does once it runs; in ascending order. */
static const int calls[] = {
	__NR_read, __NR_write, __NR_close, __NR_fstat, __NR_lseek, __NR_mmap,
	__NR_mprotect, __NR_munmap, __NR_brk, __NR_rt_sigaction,
	__NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_ioctl, __NR_readv,
	__NR_writev, __NR_mremap, __NR_madvise, __NR_getpid, __NR_sendto,
	__NR_recvfrom, __NR_sendmsg, __NR_recvmsg, __NR_shutdown,
	__NR_getsockname, __NR_getpeername, __NR_setsockopt,
	__NR_getsockopt, __NR_exit, __NR_fcntl, __NR_futex,
	__NR_clock_gettime, __NR_exit_group, __NR_epoll_wait,
	__NR_epoll_ctl, __NR_accept4, __NR_getrandom,
};

static const struct sandbox_table sandbox = {
	.process = "bgpd-session",
	.calls = calls,
	.ncalls = sizeof(calls) / sizeof(calls[0]),
};

static uint32_t
kernel_random(void)
{
	uint32_t v;

	if (getrandom(&v, sizeof(v), 0) != (ssize_t)sizeof(v))
		fatal("getrandom: %s", strerror(errno));
	return v;
}

int
main(int argc, char **argv)
{
	struct engine e = { 0 };
	struct engine_log lines = { 0 };
	const char *version = getenv("exabgp_version");
	int fd;

	fd = engine_start(argc, argv, "bgpd-session");
	e.loop = loop_new();
	e.ops = peer_ops();
	e.random = kernel_random;
	e.version = version != NULL && version[0] != '\0' ? version : "Herald";
	e.room = xmalloc(READ_ROOM);
	e.offences = offences_new();
	e.show = show_rde_new(&e);
	LIST_INIT(&e.listeners);
	LIST_INIT(&e.clients);
	LIST_INIT(&e.lingers);
	LIST_INIT(&e.held);
	parent_link_open(&e, fd);
	lines.parent = e.parent;
	log_set_sink(engine_log_line, &lines);
	if (sandbox_enter(&sandbox) == -1)
		fatal("the system-call table is not in order");
	loop_run(e.loop);
	linger_end_all(&e);
	return 0;
}
