/* SPDX-License-Identifier: ISC */
/*
 * A program that dies is started again at once, then after 1, 2, 4 … 30 s; one
 * that cannot be started at all (no such file, no such user) is tried in the
 * same rhythm.  Nothing here ever ends the daemon.
 */
#include <sys/pidfd.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "base/log.h"
#include "child.h"
#include "program_file.h"
#include "program_run.h"

enum {
	/* It closes its output as it exits: what it exits with is wanted. */
	CLOSED_MS	= 200,
	/* It has its farewell, and reads it now; ExaBGP gives it 0.1 s. */
	HEARD_MS	= 200,
	/* An end so short before the route engine's was because of that. */
	ORPHAN_MS	= 1000,
};

static void
set_state(struct program *p, enum ctl_process_state state)
{
	p->state = (uint8_t)state;
	p->since = clock_now();
}

bool
program_alive(const struct program *p)
{
	return p->child.pid != -1;
}

static int
send_plain(struct program *p, uint16_t type)
{
	return p->world->send(p->world->arg, type, p->number, p->run, NULL, 0,
	    -1);
}

/* --- the next start ------------------------------------------------------- */

static const char *
delay_text(int64_t ms, char *buf, size_t size)
{
	if (ms == 0)
		return "at once";
	(void)snprintf(buf, size, "in %lld s", (long long)ms / 1000);
	return buf;
}

/* It could not be started; the same reason is told once. */
static void
failed(struct program *p, const char *why)
{
	const int64_t ms = backoff_died(&p->backoff, clock_now());
	const bool known = strcmp(p->last, why) == 0;
	char in[32];

	(void)strlcpy(p->last, why, sizeof(p->last));
	set_state(p, CTL_PROCESS_WAITING);
	loop_timer_set(p->timer, ms);
	if (known)
		log_debug("program %s: %s", p->conf.name, why);
	else
		log_error("program %s: %s; tried again %s", p->conf.name, why,
		    delay_text(ms, in, sizeof(in)));
}

/* --- the end -------------------------------------------------------------- */

/* Before it has called setsid(2) there is no group. */
static void
signal_group(struct program *p, int sig)
{
	if (kill(-p->child.pid, sig) == -1)
		(void)pidfd_send_signal(p->child.pidfd, sig, NULL, 0);
}

static void
let_go(struct program *p)
{
	loop_io_free(p->io);
	p->io = NULL;
	program_stderr_end(p->err);
	p->err = NULL;
	(void)close(p->child.pidfd);
	(void)close(p->child.report);
	p->child.pid = -1;
	loop_timer_cancel(p->timer);
}

/* What it ended with, and what came before; true: it never ran. */
static bool
describe(struct program *p, const struct child_end *end)
{
	char text[CTL_REASON_MAX];
	ssize_t n;

	n = read(p->child.report, text, sizeof(text) - 1);
	if (n > 0) {
		text[n] = '\0';
		(void)strlcpy(p->why, text, sizeof(p->why));
		return true;
	}
	if (p->why[0] != '\0')
		(void)strlcat(p->why, ": ", sizeof(p->why));
	(void)strlcat(p->why, end->how, sizeof(p->why));
	return false;
}

static void
respawn(struct program *p)
{
	int64_t ms;
	char in[32];

	if (!p->conf.respawn) {
		set_state(p, CTL_PROCESS_ENDED);
		log_warn("program %s ended (%s); not started again",
		    p->conf.name, p->last);
		return;
	}
	ms = backoff_died(&p->backoff, clock_now());
	set_state(p, CTL_PROCESS_WAITING);
	loop_timer_set(p->timer, ms);
	log_warn("program %s ended (%s); started again %s", p->conf.name,
	    p->last, delay_text(ms, in, sizeof(in)));
}

static void
over(struct program *p, const struct child_end *end)
{
	bool never_ran = describe(p, end);
	char why[CTL_REASON_MAX];

	let_go(p);
	p->ended = clock_now();
	(void)send_plain(p, PR_PROGRAM_GONE);
	(void)strlcpy(why, p->why, sizeof(why));
	p->why[0] = '\0';
	if (p->next == PROGRAM_RESPAWN && never_ran)
		failed(p, why);
	else {
		(void)strlcpy(p->last, why, sizeof(p->last));
		if (p->next == PROGRAM_RESPAWN)
			respawn(p);
		else {
			log_info("program %s ended (%s)", p->conf.name,
			    p->last);
			set_state(p, p->next == PROGRAM_NEVER ?
			    CTL_PROCESS_ENDED : CTL_PROCESS_WAITING);
		}
	}
	p->world->over(p->world->over_arg, p);
}

static bool
has_ended(int pidfd)
{
	siginfo_t si = { .si_pid = 0 };

	return waitid(P_PIDFD, (id_t)pidfd, &si, WEXITED | WNOHANG |
	    WNOWAIT) == -1 ? errno != EINTR : si.si_pid != 0;
}

/*
 * The group is killed before its leader is reaped: afterwards the number may
 * be another's.
 */
static void
on_pidfd(void *arg, int what)
{
	struct program *p = arg;
	struct child_end end;

	(void)what;
	if (!has_ended(p->child.pidfd))
		return;
	(void)kill(-p->child.pid, SIGKILL);
	if (child_reap(p->child.pidfd, &end) == 0)
		over(p, &end);
}

static void
terminate(struct program *p)
{
	set_state(p, CTL_PROCESS_TERM);
	signal_group(p, SIGTERM);
	loop_timer_set(p->timer, PROGRAM_TERM_MS);
}

static void
kill_it(struct program *p)
{
	set_state(p, CTL_PROCESS_KILLED);
	signal_group(p, SIGKILL);
	loop_timer_set(p->timer, PROGRAM_KILLED_MS);
}

/* --- the start ------------------------------------------------------------ */

static void
on_line(void *arg, const char *text, size_t len)
{
	struct program *p = arg;

	p->world->say(p->world->arg, p->conf.name, text, len);
}

static void
announce(struct program *p)
{
	const struct program_world *w = p->world;
	struct pr_program m = {
		.flags = p->again ? PR_PROGRAM_AGAIN : 0,
	};

	(void)strlcpy(m.name, p->conf.name, sizeof(m.name));
	(void)w->send(w->arg, PR_PROGRAM, p->number, p->run, &m, sizeof(m),
	    p->child.in);
	(void)w->send(w->arg, PR_PROGRAM_OUT, p->number, p->run, NULL, 0,
	    p->child.out);
	p->again = false;
}

/* 0, or -1 with why. */
static int
spawn(struct program *p, char *why, size_t size)
{
	struct program_spawn s = { .run = p->conf.run, .env = p->world->env };
	char path[PATH_MAX];

	if (program_user(&p->conf, &p->world->user, &s.user, why,
	    size) == -1 ||
	    program_file(p->conf.run, p->world->config, getenv, path, why,
	    size) == -1)
		return -1;
	s.path = path;
	if (program_spawn(&s, &p->child) == -1) {
		(void)snprintf(why, size, "cannot be started: %s",
		    strerror(errno));
		p->child.pid = -1;
		return -1;
	}
	p->user = s.user;
	return 0;
}

void
program_start(struct program *p)
{
	struct program_world *w = p->world;
	char why[CTL_REASON_MAX];

	if (program_alive(p) || !w->serving || w->stopping)
		return;
	backoff_started(&p->backoff, clock_now());
	if (spawn(p, why, sizeof(why)) == -1) {
		failed(p, why);
		return;
	}
	p->run++;
	p->next = PROGRAM_RESPAWN;
	p->given_up = false;
	p->why[0] = '\0';
	set_state(p, CTL_PROCESS_RUNNING);
	loop_timer_cancel(p->timer);
	p->err = program_stderr_new(w->loop, p->child.err, on_line, p);
	p->io = loop_io_new(w->loop, p->child.pidfd, on_pidfd, p);
	loop_io_want(p->io, LOOP_READ);
	log_debug("program %s: pid %d", p->conf.name, (int)p->child.pid);
	announce(p);
}

/* The next step, whatever it is. */
static void
on_timer(void *arg)
{
	struct program *p = arg;

	switch (p->state) {
	case CTL_PROCESS_WAITING:
		program_start(p);
		break;
	case CTL_PROCESS_CLOSED:
	case CTL_PROCESS_FAREWELL:
		terminate(p);
		break;
	case CTL_PROCESS_TERM:
		log_warn("program %s: does not end for SIGTERM: killed",
		    p->conf.name);
		kill_it(p);
		break;
	case CTL_PROCESS_KILLED:
		log_error("program %s: pid %d does not even end for SIGKILL",
		    p->conf.name, (int)p->child.pid);
		p->given_up = true;
		p->world->over(p->world->over_arg, p);
		break;
	default:
		break;
	}
}

/* --- from outside --------------------------------------------------------- */

void
program_stop(struct program *p, enum program_next next, const char *why)
{
	p->next = next;
	if (!program_alive(p)) {
		loop_timer_cancel(p->timer);
		if (p->state != CTL_PROCESS_ENDED || next == PROGRAM_AT_ONCE)
			set_state(p, next == PROGRAM_NEVER ?
			    CTL_PROCESS_ENDED : CTL_PROCESS_WAITING);
		return;
	}
	if (p->state != CTL_PROCESS_RUNNING && p->state != CTL_PROCESS_CLOSED)
		return;		/* on its way already */
	(void)strlcpy(p->why, why, sizeof(p->why));
	if (p->world->serving && send_plain(p, PR_PROGRAM_STOP) == 0) {
		set_state(p, CTL_PROCESS_FAREWELL);
		loop_timer_set(p->timer, PROGRAM_FAREWELL_MS);
	} else
		terminate(p);
}

void
program_stopped(struct program *p)
{
	if (p->state == CTL_PROCESS_FAREWELL &&
	    loop_timer_left(p->timer) > HEARD_MS)
		loop_timer_set(p->timer, HEARD_MS);
}

void
program_ended(struct program *p, enum pr_ended_why why)
{
	static const char *const words[PR_ENDED_MAX] = {
		[PR_ENDED_CLOSED]	= "",
		[PR_ENDED_LINE]		= "it wrote too long a line",
		[PR_ENDED_SILENT]	= "it said nothing for its heartbeat",
	};

	if (p->state != CTL_PROCESS_RUNNING)
		return;
	(void)strlcpy(p->why, words[why], sizeof(p->why));
	if (why == PR_ENDED_CLOSED) {
		set_state(p, CTL_PROCESS_CLOSED);
		loop_timer_set(p->timer, CLOSED_MS);
		return;
	}
	log_warn("program %s: %s", p->conf.name, words[why]);
	terminate(p);
}

void
program_orphaned(struct program *p)
{
	const monotime_t now = clock_now();

	if (!program_alive(p)) {
		if (p->configured && monotime_is_set(p->ended) &&
		    monotime_diff_ms(now, p->ended) < ORPHAN_MS) {
			p->again = true;
			loop_timer_cancel(p->timer);
			set_state(p, CTL_PROCESS_WAITING);
		}
		return;
	}
	p->again = true;
	if (p->state == CTL_PROCESS_RUNNING ||
	    p->state == CTL_PROCESS_CLOSED) {
		p->next = PROGRAM_AT_ONCE;
		(void)strlcpy(p->why, "the route engine died",
		    sizeof(p->why));
		terminate(p);
	} else if (p->state == CTL_PROCESS_FAREWELL)
		terminate(p);
}

struct program *
program_new(struct program_world *w, const struct conf_process *c,
    uint32_t number)
{
	struct program *p = xcalloc(1, sizeof(*p));

	p->conf = *c;
	p->world = w;
	p->number = number;
	p->child.pid = -1;
	p->timer = loop_timer_new(w->loop, on_timer, p);
	set_state(p, CTL_PROCESS_WAITING);
	return p;
}

void
program_free(struct program *p)
{
	if (p == NULL)
		return;
	if (program_alive(p)) {
		signal_group(p, SIGKILL);
		let_go(p);
	}
	loop_timer_free(p->timer);
	free(p);
}
