/* SPDX-License-Identifier: ISC */
/*
 * Supervision.  Two signs tell of a death: the pidfd and the end of the link.
 * Both are awaited for a moment, for the last lines that the engine logged
 * lie in the link.
 */
#include <sys/pidfd.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backoff.h"
#include "base/log.h"
#include "child.h"
#include "config/conf.h"
#include "engine.h"
#include "ipc/parent_engine.h"

enum { PING_MS = 10000, PONG_MS = 30000, LAST_WORDS_MS = 200,
	/*
	 * What may wait for one: a connection for each neighbour that there may
	 * be, each of their listeners, and as much again of words.
	 */
	OUT_MAX = 3 * CONF_NEIGHBORS_MAX * LINK_FD_COSTS };

struct engine {
	struct engine_conf	 conf;
	struct loop		*loop;
	struct link		*link;
	struct loop_io		*io;	/* of the pidfd */
	struct loop_timer	*start;	/* the next one, or the last words */
	struct loop_timer	*ping;
	struct backoff		 backoff;
	pid_t			 pid;
	int			 pidfd;
	bool			 link_dead;
	bool			 reaped;
	bool			 retired;
	bool			 at_once;
	uint32_t		 pinged;
	uint32_t		 ponged;
	monotime_t		 waiting;	/* since the oldest ping */
	bool			 hung;		/* killed for that */
	struct child_end	 end;
};

static const char *const names[] = {
	[ENGINE_SESSION]	= "bgpd-session",
	[ENGINE_RDE]		= "bgpd-rde",
};
static_assert(sizeof(names) / sizeof(names[0]) == ENGINE_MAX,
    "every engine has a name");

const char *
engine_kind_name(enum engine_kind kind)
{
	return names[kind];
}

static void
send_signal(struct engine *e, int sig)
{
	if (e->pidfd != -1 && !e->reaped)
		(void)pidfd_send_signal(e->pidfd, sig, NULL, 0);
}

static void
forget(struct engine *e)
{
	loop_io_free(e->io);
	e->io = NULL;
	link_free(e->link);
	e->link = NULL;
	if (e->pidfd != -1)
		(void)close(e->pidfd);
	e->pidfd = -1;
	e->pid = -1;
	loop_timer_cancel(e->start);
	loop_timer_cancel(e->ping);
}

static void
gone(struct engine *e)
{
	int64_t ms;

	forget(e);
	if (e->at_once && !e->retired) {
		e->at_once = false;
		loop_timer_set(e->start, 0);
	} else if (!e->retired) {
		ms = backoff_died(&e->backoff, clock_now());
		log_error("%s ended with %s; started again %s",
		    names[e->conf.kind], e->end.how,
		    ms == 0 ? "at once" : "soon");
		loop_timer_set(e->start, ms);
	}
	e->conf.ops.down(e->conf.arg, e->conf.kind, e->end.how,
	    e->end.crashed || e->hung);
}

static void
ended(void *arg, int what)
{
	struct engine *e = arg;

	(void)what;
	if (child_reap(e->pidfd, &e->end) == -1)
		return;
	e->reaped = true;
	loop_io_want(e->io, 0);
	if (e->link_dead)
		gone(e);
	else
		loop_timer_set(e->start, LAST_WORDS_MS);
}

static void
closed(void *arg, enum link_end why)
{
	struct engine *e = arg;

	e->link_dead = true;
	if (why == LINK_PROTOCOL)
		log_error("%s broke the protocol of its link",
		    names[e->conf.kind]);
	else if (why == LINK_FULL)
		log_error("%s does not take what it is sent",
		    names[e->conf.kind]);
	else if (why == LINK_ERROR)
		log_error("%s: its link failed", names[e->conf.kind]);
	if (e->reaped)
		gone(e);
	else
		send_signal(e, SIGKILL);	/* useless without it */
}

static void
ping(void *arg)
{
	struct engine *e = arg;

	if (e->pinged != e->ponged && monotime_diff_ms(clock_now(),
	    e->waiting) >= PONG_MS) {
		e->hung = true;
		engine_kill(e, "did not answer for 30 seconds");
		return;
	}
	if (e->pinged == e->ponged)
		e->waiting = clock_now();
	(void)engine_send(e, PE_PING, 0, ++e->pinged, NULL, 0);
	loop_timer_set(e->ping, PING_MS);
}

void
engine_pong(struct engine *e, uint32_t gen)
{
	if (gen - e->ponged > e->pinged - e->ponged)
		return;		/* of none that we sent */
	e->ponged = gen;
	e->waiting = clock_now();
}

void
engine_spawn(struct engine *e)
{
	const struct child_conf c = {
		.name = names[e->conf.kind], .exe_fd = e->conf.exe_fd,
		.root_fd = e->conf.root_fd, .ids = e->conf.ids,
		.verbose = log_get_level() == LOG_LEVEL_DEBUG,
		.software = e->conf.software,
	};
	int fd;

	e->link_dead = e->reaped = e->hung = false;
	e->end = (struct child_end){ .crashed = false };
	e->pinged = e->ponged = 0;
	backoff_started(&e->backoff, clock_now());
	e->pid = child_spawn(&c, &fd, &e->pidfd);
	if (e->pid == -1) {
		(void)snprintf(e->end.how, sizeof(e->end.how), "fork: %s",
		    strerror(errno));
		e->pidfd = -1;
		gone(e);
		return;
	}
	e->link = link_new(e->loop, fd, e->conf.table, closed, e, OUT_MAX);
	e->io = loop_io_new(e->loop, e->pidfd, ended, e);
	loop_io_want(e->io, LOOP_READ);
	loop_timer_set(e->ping, PING_MS);
	e->conf.ops.up(e->conf.arg, e->conf.kind);
}

/* Either it is time to start, or there were no last words. */
static void
start_due(void *arg)
{
	struct engine *e = arg;

	if (e->pid != -1)
		gone(e);
	else if (!e->retired)
		engine_spawn(e);
}

struct engine *
engine_new(struct loop *l, const struct engine_conf *conf)
{
	struct engine *e = xcalloc(1, sizeof(*e));

	e->conf = *conf;
	e->loop = l;
	e->pid = -1;
	e->pidfd = -1;
	e->start = loop_timer_new(l, start_due, e);
	e->ping = loop_timer_new(l, ping, e);
	return e;
}

void
engine_free(struct engine *e)
{
	if (e == NULL)
		return;
	send_signal(e, SIGKILL);
	forget(e);
	loop_timer_free(e->start);
	loop_timer_free(e->ping);
	free(e);
}

void
engine_retire(struct engine *e)
{
	e->retired = true;
	if (e->pid == -1)
		loop_timer_cancel(e->start);
}

void
engine_kill(struct engine *e, const char *why)
{
	log_error("%s %s: killed", names[e->conf.kind], why);
	send_signal(e, SIGKILL);
}

void
engine_restart(struct engine *e)
{
	e->at_once = true;
	send_signal(e, SIGKILL);
}

bool
engine_running(const struct engine *e)
{
	return e->link != NULL && !e->link_dead && !e->reaped;
}

pid_t
engine_pid(const struct engine *e)
{
	return e->pid;
}

enum engine_kind
engine_kind_of(const struct engine *e)
{
	return e->conf.kind;
}

void *
engine_arg(const struct engine *e)
{
	return e->conf.arg;
}

int
engine_send(struct engine *e, uint16_t type, uint32_t peer, uint32_t gen,
    const void *body, size_t len)
{
	if (!engine_running(e))
		return -1;
	return link_send(e->link, type, peer, gen, body, len);
}

int
engine_send_fd(struct engine *e, uint16_t type, uint32_t peer, uint32_t gen,
    const void *body, size_t len, int fd)
{
	if (!engine_running(e)) {
		(void)close(fd);
		return -1;
	}
	return link_send_fd(e->link, type, peer, gen, body, len, fd);
}
