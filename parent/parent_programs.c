/* SPDX-License-Identifier: ISC */
/*
 * Nothing is decided here: what one part of the parent wants of another is
 * passed on.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "parent_programs.h"
#include "program_show.h"

/* --- of programs ---------------------------------------------------------- */

static int
send_rde(void *arg, uint16_t type, uint32_t number, uint32_t run,
    const void *body, size_t len, int fd)
{
	struct parent *p = arg;

	return engine_send_fd(p->engine[ENGINE_RDE], type, number, run, body,
	    len, fd);
}

static void
say(void *arg, const char *name, const char *text, size_t len)
{
	struct parent *p = arg;
	char from[CONF_NAME_MAX + 16];

	(void)snprintf(from, sizeof(from), "program %s", name);
	log_write_line(&p->log, from, LOG_LEVEL_INFO, text, len);
}

static void
idle(void *arg)
{
	struct parent *p = arg;

	p->leave(p, 0);
}

bool
parent_programs_show(void *arg, size_t *i, struct ctl_process *row)
{
	const struct parent *p = arg;
	const struct program *next = programs_next(p->programs, i);

	if (next != NULL)
		program_show(next, row);
	return next != NULL;
}

/* --- of what is asked ----------------------------------------------------- */

static enum role
role(void *arg, uint32_t client)
{
	const struct parent *p = arg;

	return control_role(p->control, client);
}

static uint32_t
reload(void *arg)
{
	struct parent *p = arg;

	return p->reload_file(p, false);
}

static void
restart(void *arg)
{
	struct parent *p = arg;

	p->restart(p);
}

/* As SIGTERM; the answer is on its way, and the engine lives a while yet. */
static void
shutdown_for(void *arg, const char *who)
{
	struct parent *p = arg;

	p->stop(p, who);
}

static bool
amend(void *arg, const struct amend_ask *a, const char *text, size_t len)
{
	struct parent *p = arg;

	return amend_take(p->amend, a, text, len);
}

static void
answer(void *arg, uint32_t token, const struct pr_answer *a,
    const char *text, size_t len)
{
	struct parent *p = arg;
	uint8_t body[sizeof(*a) + PR_ASK_TEXT];

	memcpy(body, a, sizeof(*a));
	memcpy(body + sizeof(*a), text, len);
	(void)engine_send(p->engine[ENGINE_RDE], PR_ANSWER, token, 0, body,
	    sizeof(*a) + len);
}

/* --- of amendments -------------------------------------------------------- */

static const struct conf_process *
process(void *arg, const char *name)
{
	const struct parent *p = arg;
	const struct config *c = rollout_current(p->rollout);
	size_t i;

	for (i = 0; i < c->nprocesses; i++)
		if (strcmp(c->processes[i].name, name) == 0)
			return &c->processes[i];
	return NULL;
}

static bool
must_wait(void *arg)
{
	const struct parent *p = arg;

	return trial_running(p->trial);
}

static void
over(void *arg)
{
	struct parent *p = arg;

	trial_go(p->trial);
}

void
parent_programs_make(struct parent *p)
{
	const struct programs_conf pc = {
		.config = p->options->files[0],
		.user = p->users.v[USER_PROGRAMS], .env = environ,
		.send = send_rde, .say = say, .idle = idle, .arg = p,
	};
	const struct amend_ops amend_ops = {
		.process = process, .must_wait = must_wait, .over = over,
		.answer = answer, .arg = p,
	};
	const struct asks_ops ops = {
		.role = role, .reload = reload, .restart = restart,
		.shutdown = shutdown_for, .amend = amend, .answer = answer,
		.arg = p,
	};

	p->programs = programs_new(p->loop, &pc);
	p->amend = amend_new(p->loop, p->root_fd, p->created, &amend_ops);
	amend_set(p->amend, p->rollout, p->reload);
	p->asks = asks_new(p->loop, p->programs, &ops);
}
