/* SPDX-License-Identifier: ISC */
/*
 * Receives what engines send; the argument of every handler is the struct
 * engine, whose own argument is the struct parent.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "connect.h"
#include "engine_link.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_rde.h"
#include "ipc/parent_session.h"
#include "parent.h"

static void
on_agree(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	rollout_agree(p->rollout, engine_kind_of(arg), m->gen);
}

static void
on_refuse(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	char why[PE_REASON_MAX];

	(void)snprintf(why, sizeof(why), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
	rollout_refuse(p->rollout, engine_kind_of(arg), m->gen, why);
}

static void
on_done(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct pe_done d = { 0 };

	if (m->body.left > 0 && rbuf_host(&m->body, &d, sizeof(d)) == -1)
		return;
	rollout_done(p->rollout, engine_kind_of(arg), m->gen, &d);
}

static void
on_trial_neighbor(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct pe_trial_neighbor row;

	if (rbuf_host(&m->body, &row, sizeof(row)) == 0)
		trial_row(p->trial, arg, m->gen, &row);
}

static void
on_trial_done(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct pe_done d = { 0 };

	if (m->body.left > 0 && rbuf_host(&m->body, &d, sizeof(d)) == -1)
		return;
	trial_done(p->trial, engine_kind_of(arg), m->gen, &d);
}

static void
on_trial_refused(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	char why[PE_REASON_MAX];

	(void)snprintf(why, sizeof(why), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
	trial_refused(p->trial, engine_kind_of(arg), m->gen, why);
}

static void
on_log(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	if (m->peer < LOG_LEVEL_MAX && m->peer >= log_get_level())
		log_write_share(&p->log, &p->log_share[engine_kind_of(arg)],
		    engine_kind_name(engine_kind_of(arg)),
		    (enum log_level)m->peer, (const char *)m->body.p,
		    m->body.left);
}

static void
on_log_dropped(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	char line[48];
	int n;

	n = snprintf(line, sizeof(line), "%u log lines were lost", m->peer);
	log_write_share(&p->log, &p->log_share[engine_kind_of(arg)],
	    engine_kind_name(engine_kind_of(arg)), LOG_LEVEL_WARN, line,
	    (size_t)n);
}

static void
on_client_taken(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	control_taken(p->control, engine_kind_of(arg), m->peer);
}

static void
on_stopped(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	(void)m;
	if (engine_kind_of(arg) == ENGINE_SESSION)
		p->stopped(p, true);
}

static void
on_pong(void *arg, struct link_msg *m)
{
	engine_pong(arg, m->gen);
}

static void
on_ready(void *arg, struct link_msg *m)
{
	(void)m;
	log_debug("%s: ready, pid %d", engine_kind_name(engine_kind_of(arg)),
	    (int)engine_pid(arg));
}

static void
on_sibling_lost(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	rollout_sibling_lost(p->rollout, engine_kind_of(arg), m->gen,
	    m->peer != 0);
}

/* --- session only --------------------------------------------------------- */

static int
make_connection(struct parent *p, uint32_t id, char *why, size_t size)
{
	const struct config *c = rollout_current(p->rollout);
	const struct conf_neighbor *n = config_neighbor(c, id);

	if (n == NULL) {
		(void)snprintf(why, size, "it is not configured any more");
		return -1;
	}
	if (!attempts_connect(p->attempts, id)) {
		(void)snprintf(why, size, "exabgp_tcp_connections: no more");
		if (attempts_spent(p->attempts, c))
			p->stop(p, "every connection is used up");
		return -1;
	}
	return connect_neighbor(c, p->options, n, why, size);
}

static void
on_connect(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	char why[PE_REASON_MAX];
	int fd;

	fd = make_connection(p, m->peer, why, sizeof(why));
	if (fd == -1)
		(void)engine_send(arg, PS_CONNECT_FAILED, m->peer, m->gen,
		    why, strlen(why));
	else
		(void)engine_send_fd(arg, PS_CONNECTION, m->peer, m->gen,
		    NULL, 0, fd);
}

static void
on_state(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct ps_state s;

	if (rbuf_host(&m->body, &s, sizeof(s)) == -1)
		return;
	attempts_state(p->attempts, m->peer, s.established != 0);
	if (attempts_spent(p->attempts, rollout_current(p->rollout)))
		p->stop(p, "every connection is used up");
}

static void
on_release(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct ps_held h;

	if (rbuf_host(&m->body, &h, sizeof(h)) == 0)
		crashes_release(p->crashes, m->peer, &h.remote);
}

/* --- rde only ------------------------------------------------------------ */

static void
on_log_rotate(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	int fd = inject_log_rotate(p->injected);

	(void)m;
	if (fd == -1)	/* it does not ask again, and the log grows on */
		log_error("injection log: %s", strerror(errno));
	else
		(void)engine_send_fd(arg, PR_LOG_FRESH, 0, 0, NULL, 0, fd);
}

static void
on_log_complete(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	(void)m;
	if (inject_log_swap(p->injected))
		(void)engine_send(arg, PR_LOG_SWAPPED, 0, 0, NULL, 0);
}

static void
on_program_ended(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct pr_ended e;

	if (rbuf_host(&m->body, &e, sizeof(e)) == 0 && e.why < PR_ENDED_MAX)
		programs_ended(p->programs, m->peer, m->gen,
		    (enum pr_ended_why)e.why);
}

static void
on_program_stopped(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);

	programs_stopped(p->programs, m->peer, m->gen);
}

static void
on_ask(void *arg, struct link_msg *m)
{
	struct parent *p = engine_arg(arg);
	struct pr_ask a;

	if (rbuf_host(&m->body, &a, sizeof(a)) == 0)
		asks_take(p->asks, m->peer, m->gen, &a,
		    (const char *)m->body.p, m->body.left);
}

#define COMMON								\
	{ PE_AGREE,		0, 0, on_agree },			\
	{ PE_REFUSE,		0, PE_REASON_MAX, on_refuse },		\
	{ PE_DONE,		0, sizeof(struct pe_done), on_done },	\
	{ PE_TRIAL_NEIGHBOR,	sizeof(struct pe_trial_neighbor),	\
	    sizeof(struct pe_trial_neighbor), on_trial_neighbor },	\
	{ PE_TRIAL_DONE,	0, sizeof(struct pe_done), on_trial_done }, \
	{ PE_TRIAL_REFUSED,	0, PE_REASON_MAX, on_trial_refused },	\
	{ PE_LOG,		0, LOG_LINE_MAX, on_log },		\
	{ PE_LOG_DROPPED,	0, 0, on_log_dropped },			\
	{ PE_CLIENT_TAKEN,	0, 0, on_client_taken },		\
	{ PE_STOPPED,		0, 0, on_stopped },			\
	{ PE_PONG,		0, 0, on_pong },			\
	{ PE_READY,		0, 0, on_ready },			\
	{ PE_SIBLING_LOST,	0, 0, on_sibling_lost }

static const struct link_handler rde_handlers[] = {
	COMMON,
	{ PR_LOG_ROTATE,	0, 0, on_log_rotate },
	{ PR_LOG_COMPLETE,	0, 0, on_log_complete },
	{ PR_PROGRAM_ENDED, sizeof(struct pr_ended), sizeof(struct pr_ended),
	    on_program_ended },
	{ PR_PROGRAM_STOPPED,	0, 0, on_program_stopped },
	{ PR_ASK,	sizeof(struct pr_ask),
	    sizeof(struct pr_ask) + PR_ASK_TEXT, on_ask },
};
static const struct link_handler session_handlers[] = {
	COMMON,
	{ PS_CONNECT,		0, 0, on_connect },
	{ PS_STATE,	sizeof(struct ps_state), sizeof(struct ps_state),
	    on_state },
	{ PS_RELEASE,	sizeof(struct ps_held), sizeof(struct ps_held),
	    on_release },
};

static const struct link_table tables[ENGINE_MAX] = {
	[ENGINE_SESSION] = { session_handlers,
	    sizeof(session_handlers) / sizeof(session_handlers[0]) },
	[ENGINE_RDE]	= { rde_handlers,
	    sizeof(rde_handlers) / sizeof(rde_handlers[0]) },
};

const struct link_table *
engine_link_table(enum engine_kind kind)
{
	return &tables[kind];
}
