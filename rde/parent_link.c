/* SPDX-License-Identifier: ISC */
/* What the parent says: the configuration, the sibling, clients, the end. */
#include "ask.h"
#include "client_link.h"
#include "clients.h"
#include "config.h"
#include "feed.h"
#include "inject_log.h"
#include "ipc/engine_common.h"
#include "ipc/parent_rde.h"
#include "ipc/position.h"
#include "originate_config.h"
#include "parent_link.h"
#include "program.h"
#include "session_link.h"
#include "trial.h"

static void
on_sibling(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	int fd = link_msg_take_fd(m);

	if (fd != -1)
		session_link_open(rde, fd, m->gen);
}

static void
on_position(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	rde->position = position_map(link_msg_take_fd(m));
}

static void
on_config(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	char why[PE_REASON_MAX] = "no descriptor came with it";
	int fd = link_msg_take_fd(m);

	if (fd == -1 ||
	    config_offer(rde->config, m->gen, fd, why, sizeof(why)) == -1)
		engine_verdict(rde->parent, m->gen, why);
}

static void
on_commit(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	trial_abandon(rde->trial, "a configuration is carried out");
	config_commit(rde->config, m->gen);
}

static void
on_abort(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	config_abort(rde->config, m->gen);
}

static void
on_trial(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	int fd = link_msg_take_fd(m);

	if (fd == -1)
		trial_refuse(rde, m->gen, "no descriptor came with it");
	else
		trial_ask(rde->trial, m->gen, fd);
}

static void
on_trial_end(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	trial_end(rde->trial, m->gen);
}

static void
on_client(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct pe_client who;
	int fd = engine_take_client(rde->parent, m, &who);

	if (fd != -1)
		client_link_open(rde, fd, &who);
}

static void
on_client_revoke(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	clients_revoke(rde->clients, m->peer);
}

/* Sessions are the session engine's to close; nothing here waits for it. */
static void
on_stop(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	(void)m;
	link_send(rde->parent, PE_STOPPED, 0, 0, NULL, 0);
}

static void
on_ping(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	engine_pong(rde->parent, m);
}

static void
on_log_file(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	int fd = link_msg_take_fd(m);

	if (fd != -1)
		inject_log_file(rde->log, fd);
}

static void
on_log_fresh(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	int fd = link_msg_take_fd(m);

	if (fd != -1)
		inject_log_fresh(rde->log, fd);
}

static void
on_log_swapped(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	(void)m;
	inject_log_swapped(rde->log);
}

static void
on_identity(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct pr_identity who;

	if (rbuf_host(&m->body, &who, sizeof(who)) == 0)
		programs_identity(rde->programs, &who);
}

static void
on_program(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct pr_program what;
	int fd = link_msg_take_fd(m);

	if (fd != -1 && rbuf_host(&m->body, &what, sizeof(what)) == 0)
		programs_start(rde->programs, m->peer, m->gen, &what, fd);
}

static void
on_program_out(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	int fd = link_msg_take_fd(m);

	if (fd != -1)
		programs_output(rde->programs, m->peer, m->gen, fd);
}

static void
on_program_stop(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	programs_stop(rde->programs, m->peer, m->gen);
}

static void
on_program_gone(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	programs_gone(rde->programs, m->peer, m->gen);
}

static void
on_signal(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	feed_signal(rde->feed, (int)m->peer);
}

static void
on_answer(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct pr_answer a;

	if (rbuf_host(&m->body, &a, sizeof(a)) == 0)
		ask_answer(rde->asks, m->peer, &a, m->body);
}

static const struct link_handler handlers[] = {
	{ PE_SIBLING, 0, 0, on_sibling },
	{ PE_CONFIG, 0, 0, on_config },
	{ PE_COMMIT, sizeof(struct pe_commit), sizeof(struct pe_commit),
	    on_commit },
	{ PE_ABORT, 0, 0, on_abort },
	{ PE_TRIAL, 0, 0, on_trial },
	{ PE_TRIAL_END, 0, 0, on_trial_end },
	{ PE_CLIENT, sizeof(struct pe_client), sizeof(struct pe_client),
	    on_client },
	{ PE_CLIENT_REVOKE, 0, 0, on_client_revoke },
	{ PE_LOG_LEVEL, 0, 0, engine_on_log_level },
	{ PE_STOP, sizeof(struct pe_stop),
	    sizeof(struct pe_stop) + PE_STOP_TEXT, on_stop },
	{ PE_PING, 0, 0, on_ping },
	{ PE_POSITION, 0, 0, on_position },
	{ PR_ANSWER, sizeof(struct pr_answer),
	    sizeof(struct pr_answer) + PR_ASK_TEXT, on_answer },
	{ PR_LOG_FILE, 0, 0, on_log_file },
	{ PR_LOG_FRESH, 0, 0, on_log_fresh },
	{ PR_LOG_SWAPPED, 0, 0, on_log_swapped },
	{ PR_IDENTITY, sizeof(struct pr_identity),
	    sizeof(struct pr_identity), on_identity },
	{ PR_PROGRAM, sizeof(struct pr_program), sizeof(struct pr_program),
	    on_program },
	{ PR_PROGRAM_OUT, 0, 0, on_program_out },
	{ PR_PROGRAM_STOP, 0, 0, on_program_stop },
	{ PR_PROGRAM_GONE, 0, 0, on_program_gone },
	{ PR_SIGNAL, 0, 0, on_signal },
};

static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
on_closed(void *arg, enum link_end why)
{
	struct rde *rde = arg;

	(void)why;
	loop_stop(rde->loop);
}

void
parent_link_open(struct rde *rde, int fd)
{
	rde->parent = link_new(rde->loop, fd, &table, on_closed, rde, 0);
	link_send(rde->parent, PE_READY, 0, 0, NULL, 0);
}

static void
config_checked(void *arg, uint32_t gen, const char *why)
{
	struct rde *rde = arg;

	engine_verdict(rde->parent, gen, why);
}

static void
config_done(void *arg, uint32_t gen)
{
	struct rde *rde = arg;

	clients_configured(rde->clients);
	link_send(rde->parent, PE_DONE, 0, gen,
	    originate_config_count(rde->originate), sizeof(struct pe_done));
}

const struct config_ops parent_link_config = { config_checked, config_done };
