/* SPDX-License-Identifier: ISC */
/*
 * A name keeps its number for as long as the daemon lives, so its entry stays
 * when the program is gone; only root's own configuration makes entries.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "program.h"
#include "program_env.h"

enum { JUST_MS = 1000 };

struct programs {
	struct program_world	 world;
	struct programs_conf	 conf;
	struct program		**v;	/* the number is the index, plus 1 */
	size_t			 n;
};

static struct program *
by_name(const struct programs *ps, const char *name)
{
	size_t i;

	for (i = 0; i < ps->n; i++)
		if (strcmp(ps->v[i]->conf.name, name) == 0)
			return ps->v[i];
	return NULL;
}

static struct program *
get(struct programs *ps, const struct conf_process *c)
{
	struct program *p = by_name(ps, c->name);

	if (p != NULL)
		return p;
	ps->v = xreallocarray(ps->v, ps->n + 1, sizeof(*ps->v));
	p = program_new(&ps->world, c, (uint32_t)ps->n + 1);
	ps->v[ps->n++] = p;
	return p;
}

/*
 * What a program was started with, or speaks; the rest of its block holds for
 * the one that runs.
 */
static bool
begins_otherwise(const struct conf_process *a, const struct conf_process *b)
{
	return memcmp(a->run, b->run, sizeof(a->run)) != 0 ||
	    strcmp(a->user, b->user) != 0 ||
	    strcmp(a->group, b->group) != 0 ||
	    a->json != b->json || a->api_version != b->api_version;
}

static void
configure_one(struct programs *ps, const struct conf_process *c)
{
	struct program *p = get(ps, c);
	const bool was = p->configured;
	const struct conf_process old = p->conf;

	p->conf = *c;
	p->configured = true;
	if (!was || begins_otherwise(&old, c)) {
		p->backoff.failures = 0;
		program_stop(p, PROGRAM_AT_ONCE, "configured otherwise");
	} else if (p->state == CTL_PROCESS_ENDED && c->respawn && !old.respawn)
		program_stop(p, PROGRAM_AT_ONCE, "");
}

static bool
has(const struct config *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->nprocesses; i++)
		if (strcmp(c->processes[i].name, name) == 0)
			return true;
	return false;
}

/* Who waits for nothing. */
static void
start_waiting(struct programs *ps)
{
	struct program *p;
	size_t i;

	for (i = 0; i < ps->n; i++) {
		p = ps->v[i];
		if (p->configured && p->state == CTL_PROCESS_WAITING &&
		    !loop_timer_running(p->timer))
			program_start(p);
	}
}

void
programs_configure(struct programs *ps, const struct config *c)
{
	size_t i;

	if (ps->world.stopping)
		return;
	for (i = 0; i < ps->n; i++)
		if (ps->v[i]->configured && !has(c, ps->v[i]->conf.name)) {
			ps->v[i]->configured = false;
			program_stop(ps->v[i], PROGRAM_NEVER,
			    "not configured any more");
		}
	for (i = 0; i < c->nprocesses; i++)
		configure_one(ps, &c->processes[i]);
	start_waiting(ps);
}

void
programs_serve(struct programs *ps, const struct config *c)
{
	ps->world.serving = true;
	programs_configure(ps, c);
	start_waiting(ps);
}

void
programs_engine_down(struct programs *ps)
{
	size_t i;

	ps->world.serving = false;
	for (i = 0; i < ps->n; i++)
		program_orphaned(ps->v[i]);
}

/* The reload that came with the wish has started it. */
static bool
just_begun(const struct program *p)
{
	return p->state == CTL_PROCESS_RUNNING &&
	    monotime_diff_ms(clock_now(), p->since) < JUST_MS;
}

void
programs_restart(struct programs *ps)
{
	size_t i;

	if (ps->world.stopping)
		return;
	for (i = 0; i < ps->n; i++)
		if (ps->v[i]->configured && !just_begun(ps->v[i])) {
			ps->v[i]->backoff.failures = 0;
			program_stop(ps->v[i], PROGRAM_AT_ONCE,
			    "restarted as asked");
		}
	start_waiting(ps);
}

/* --- the end -------------------------------------------------------------- */

static void
look_for_idle(struct programs *ps)
{
	size_t i;

	for (i = 0; i < ps->n; i++)
		if (program_alive(ps->v[i]) && !ps->v[i]->given_up)
			return;
	ps->conf.idle(ps->conf.arg);
}

static void
over(void *arg, struct program *p)
{
	struct programs *ps = arg;

	if (ps->world.stopping)
		look_for_idle(ps);
	else if (p->configured && p->next == PROGRAM_AT_ONCE)
		program_start(p);
}

void
programs_stop(struct programs *ps)
{
	size_t i;

	ps->world.stopping = true;
	for (i = 0; i < ps->n; i++)
		program_stop(ps->v[i], PROGRAM_NEVER, "bgpd stops");
	look_for_idle(ps);
}

/* --- from the route engine ------------------------------------------------ */

static struct program *
of_run(struct programs *ps, uint32_t number, uint32_t run)
{
	struct program *p;

	if (number == 0 || number > ps->n)
		return NULL;
	p = ps->v[number - 1];
	return program_alive(p) && p->run == run ? p : NULL;
}

void
programs_ended(struct programs *ps, uint32_t number, uint32_t run,
    enum pr_ended_why why)
{
	struct program *p = of_run(ps, number, run);

	if (p != NULL)
		program_ended(p, why);
}

void
programs_stopped(struct programs *ps, uint32_t number, uint32_t run)
{
	struct program *p = of_run(ps, number, run);

	if (p != NULL)
		program_stopped(p);
}

/* --- what others may see -------------------------------------------------- */

const struct program *
programs_by_number(const struct programs *ps, uint32_t number)
{
	if (number == 0 || number > ps->n || !ps->v[number - 1]->configured)
		return NULL;
	return ps->v[number - 1];
}

const struct program *
programs_next(const struct programs *ps, size_t *i)
{
	const struct program *p;

	while (*i < ps->n) {
		p = ps->v[(*i)++];
		if (p->configured || program_alive(p))
			return p;
	}
	return NULL;
}

struct programs *
programs_new(struct loop *l, const struct programs_conf *c)
{
	struct programs *ps = xcalloc(1, sizeof(*ps));

	ps->conf = *c;
	ps->world = (struct program_world){
		.loop = l, .config = c->config, .user = c->user,
		.env = program_env(c->env), .send = c->send, .say = c->say,
		.arg = c->arg, .over = over, .over_arg = ps,
	};
	return ps;
}

void
programs_free(struct programs *ps)
{
	size_t i;

	if (ps == NULL)
		return;
	for (i = 0; i < ps->n; i++)
		program_free(ps->v[i]);
	free(ps->v);
	free(ps->world.env);
	free(ps);
}
