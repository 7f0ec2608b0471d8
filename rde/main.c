/* SPDX-License-Identifier: ISC */
/*
 * bgpd-rde, the route engine: what neighbours announce, what we announce, and
 * UPDATEs both ways.  It has no socket of the network and opens no file; all
 * it gets comes over its link to the parent.
 */
#include <sys/syscall.h>

#include "adj_rib_in.h"
#include "adj_rib_out.h"
#include "ask.h"
#include "attrs.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "bgp/offence.h"
#include "clients.h"
#include "config.h"
#include "eor_wait.h"
#include "feed.h"
#include "flow_count.h"
#include "inject_log.h"
#include "ipc/engine_common.h"
#include "ipc/engine_start.h"
#include "nexthops.h"
#include "originate.h"
#include "parent_link.h"
#include "peer.h"
#include "program.h"
#include "program_talk.h"
#include "rde.h"
#include "sessions.h"
#include "trial.h"
#include "update_in.h"
#include "update_out.h"

static const int calls[] = {
	__NR_read, __NR_write, __NR_close, __NR_fstat, __NR_mmap,
	__NR_mprotect, __NR_munmap, __NR_brk, __NR_rt_sigaction,
	__NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_pread64, __NR_pwrite64,
	__NR_writev, __NR_mremap,
	__NR_madvise, __NR_sendmsg, __NR_recvmsg, __NR_exit, __NR_fcntl,
	__NR_futex, __NR_clock_gettime, __NR_exit_group, __NR_epoll_wait,
	__NR_epoll_ctl, __NR_epoll_pwait, __NR_getrandom,
};

static const struct sandbox_table sandbox = {
	"bgpd-rde", calls, sizeof(calls) / sizeof(calls[0])
};

static void
rde_init(struct rde *rde)
{
	rde->attrs = attrs_store_new();
	rde->nexthops = nexthops_new();
	rde->idsets = idset_store_new();
	rde->peers = peers_new();
	rde->in = adj_rib_in_new(rde);
	rde->update_in = update_in_new(rde);
	rde->rib_out = adj_rib_out_new(rde);
	rde->originate = originate_new(rde);
	originate_on_settled(rde->originate, sessions_settled, rde);
	rde->log = inject_log_new(rde);
	rde->out = update_out_new(rde);
	rde->offences = offences_new();
	rde->asks = asks_new(rde);
	rde->clients = clients_new(rde);
	rde->programs = programs_new(rde);
	(void)program_talks_new(rde);
	rde->feed = feed_new(rde);
	eor_wait_listen(rde);
	rde->config = config_new(rde, &parent_link_config, rde);
	rde->trial = trial_new(rde);
	rde->flow_count = flow_count_new(rde);
}

int
main(int argc, char **argv)
{
	struct rde rde = { 0 };
	struct engine_log lines = { 0 };
	int fd;

	fd = engine_start(argc, argv, "bgpd-rde");
	rde.loop = loop_new();
	rde_init(&rde);
	parent_link_open(&rde, fd);
	lines.parent = rde.parent;
	log_set_sink(engine_log_line, &lines);
	if (sandbox_enter(&sandbox) == -1)
		fatal("bgpd-rde: the table of system calls is not in order");
	loop_run(rde.loop);
	return 0;
}
