/* SPDX-License-Identifier: ISC */
/*
 * A program's run, from this side: it is there when both of its pipes are; it
 * ends when its output is at its end, or it breaks a rule (the parent hears
 * that and kills it), or is stopped; it is over when the parent has reaped it
 * and what it had written was read.  A new start ends what is left of the one
 * before.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "base/log.h"
#include "config/conf_expression.h"
#include "event/event.h"
#include "program.h"
#include "program_exit.h"
#include "program_io.h"

enum { FAREWELL = 1024 };

struct programs {
	struct rde		*rde;
	struct pr_identity	 who;
	TAILQ_HEAD(program_list, program) list;
	struct subscription_table *table;
	struct subscription_table *next;	/* being carried out */
	uint64_t		 configs;
	struct {
		const struct program_ops *ops;
		void		*arg;
	} listeners[PROGRAM_LISTENERS];
	unsigned		 nlisteners;
};

struct programs *
programs_new(struct rde *rde)
{
	struct programs *ps = xcalloc(1, sizeof(*ps));

	ps->rde = rde;
	TAILQ_INIT(&ps->list);
	ps->table = subscription_table_new();
	return ps;
}

void
programs_listen(struct programs *ps, const struct program_ops *ops, void *arg)
{
	if (ps->nlisteners == PROGRAM_LISTENERS)
		fatal("programs: too many listen");
	ps->listeners[ps->nlisteners].ops = ops;
	ps->listeners[ps->nlisteners++].arg = arg;
}

const struct pr_identity *
programs_who(const struct programs *ps)
{
	return &ps->who;
}

const struct subscription_table *
programs_subscriptions(const struct programs *ps)
{
	return ps->table;
}

struct program *
programs_find(const struct programs *ps, const char *name)
{
	struct program *pr;

	TAILQ_FOREACH(pr, &ps->list, entry)
		if (strcmp(pr->conf.name, name) == 0)
			return pr;
	return NULL;
}

struct program *
programs_next(const struct programs *ps, const struct program *after)
{
	return after != NULL ? TAILQ_NEXT(after, entry) :
	    TAILQ_FIRST(&ps->list);
}

void
programs_waiting(const struct programs *ps, void (*each)(void *ctx,
    const char *name, uint64_t lines, uint64_t octets), void *ctx)
{
	const struct program *pr;
	uint64_t lines, octets;

	TAILQ_FOREACH(pr, &ps->list, entry)
		if (pr->io != NULL) {
			program_io_waiting(pr->io, &lines, &octets);
			each(ctx, pr->conf.name, lines, octets);
		}
}

/* --- who listens ---------------------------------------------------------- */

#define TELL(ps, what, ...) do {					\
	for (unsigned i_ = 0; i_ < (ps)->nlisteners; i_++)		\
		if ((ps)->listeners[i_].ops->what != NULL)		\
			(ps)->listeners[i_].ops->what(			\
			    (ps)->listeners[i_].arg, __VA_ARGS__);	\
} while (0)

static void	run_is_over(struct program *pr);

static void
tell_what_is_wrong(struct program *pr, enum pr_ended_why why)
{
	const struct pr_ended e = { .why = (uint8_t)why };

	if (pr->ended)
		return;
	pr->ended = why != PR_ENDED_MUTE && why != PR_ENDED_DEAF;
	if (pr->all->rde->parent != NULL)
		(void)link_send(pr->all->rde->parent, PR_PROGRAM_ENDED,
		    pr->id, pr->run, &e, sizeof(e));
}

static void
on_line(void *arg, const char *text, size_t len)
{
	struct program *pr = arg;
	struct programs *ps = pr->all;
	unsigned i;

	pr->spoke = clock_coarse();
	for (i = 0; i < ps->nlisteners; i++)
		if (ps->listeners[i].ops->line != NULL) {
			ps->listeners[i].ops->line(ps->listeners[i].arg, pr,
			    text, len);
			return;
		}
	program_answer(pr->io, "error");
}

static void
on_closed(void *arg, enum program_io_end why)
{
	static const enum pr_ended_why whys[] = {
		[PROGRAM_IO_CLOSED] = PR_ENDED_MUTE,
		[PROGRAM_IO_DEAF] = PR_ENDED_DEAF,
		[PROGRAM_IO_LINE] = PR_ENDED_LINE,
	};
	struct program *pr = arg;

	if (pr->gone && why != PROGRAM_IO_DEAF)
		run_is_over(pr);
	else
		tell_what_is_wrong(pr, whys[why]);
}

static void
on_drained(void *arg)
{
	struct program *pr = arg;

	TELL(pr->all, drained, pr);
}

static void
on_answered(void *arg)
{
	struct program *pr = arg;

	TELL(pr->all, answered, pr);
}

static void
on_farewell(void *arg)
{
	struct program *pr = arg;

	if (pr->all->rde->parent != NULL)
		(void)link_send(pr->all->rde->parent, PR_PROGRAM_STOPPED,
		    pr->id, pr->run, NULL, 0);
}

/* It is in the pipe: the program has a moment before it is ended. */
static void
on_written(void *arg)
{
	struct program *pr = arg;

	loop_timer_set(pr->farewell, PROGRAM_FAREWELL_MS);
}

static const struct program_io_ops io_ops = {
	.line = on_line, .closed = on_closed, .drained = on_drained,
	.answered = on_answered, .written = on_written,
};

/* Whom we do not read is not silent. */
static void
on_heartbeat(void *arg)
{
	struct program *pr = arg;
	int64_t most = pr->conf.heartbeat_s * 1000LL, left;

	if (pr->io == NULL || most == 0)
		return;
	if (program_io_is_held(pr->io))
		pr->spoke = clock_now();
	left = most - monotime_diff_ms(clock_now(), pr->spoke);
	if (left > 0)
		loop_timer_set(pr->heartbeat, left);
	else
		tell_what_is_wrong(pr, PR_ENDED_SILENT);
}

static void
settle(struct program *pr)
{
	loop_timer_cancel(pr->quiet);
	if (pr->settled)
		return;
	pr->settled = true;
	TELL(pr->all, settled, pr);
}

static void
on_quiet(void *arg)
{
	struct program *pr = arg;
	int64_t left;

	if (program_io_is_held(pr->io))
		pr->spoke = clock_now();
	left = PROGRAM_QUIET_MS - monotime_diff_ms(clock_now(), pr->spoke);
	if (left > 0)
		loop_timer_set(pr->quiet, left);
	else
		settle(pr);
}

/* --- one program ---------------------------------------------------------- */

static struct program *
program_new(struct programs *ps, const char *name)
{
	struct program *pr = xcalloc(1, sizeof(*pr));

	pr->all = ps;
	pr->in = -1;
	strlcpy(pr->conf.name, name, sizeof(pr->conf.name));
	pr->exit = program_exit_new(ps->rde, name);
	pr->heartbeat = loop_timer_new(ps->rde->loop, on_heartbeat, pr);
	pr->farewell = loop_timer_new(ps->rde->loop, on_farewell, pr);
	pr->quiet = loop_timer_new(ps->rde->loop, on_quiet, pr);
	TAILQ_INSERT_TAIL(&ps->list, pr, entry);
	return pr;
}

static void
program_free(struct program *pr)
{
	TAILQ_REMOVE(&pr->all->list, pr, entry);
	idset_unref(pr->all->rde->idsets, pr->peers);
	loop_timer_free(pr->heartbeat);
	loop_timer_free(pr->farewell);
	loop_timer_free(pr->quiet);
	program_exit_free(pr->exit);
	free(pr);
}

/* Nobody can say anything of it any more. */
static void
free_if_unused(struct program *pr)
{
	if (!pr->configured && pr->id == 0 && !program_exit_waits(pr->exit))
		program_free(pr);
}

static void
end_run(struct program *pr)
{
	if (pr->io != NULL) {
		TELL(pr->all, ended, pr);
		program_io_free(pr->io);
		program_exit_begin(pr->exit, &pr->conf);
	}
	pr->io = NULL;
	if (pr->in != -1)
		(void)close(pr->in);
	pr->in = -1;
	pr->id = pr->run = 0;
	pr->again = pr->ended = pr->stopping = pr->gone = false;
	loop_timer_cancel(pr->heartbeat);
	loop_timer_cancel(pr->farewell);
	loop_timer_cancel(pr->quiet);
}

static void
run_is_over(struct program *pr)
{
	bool was_last = pr->io != NULL && !pr->stopping && !pr->conf.respawn;

	end_run(pr);
	if (was_last)
		settle(pr);
	free_if_unused(pr);
}

void
programs_free(struct programs *ps)
{
	struct program *pr;

	if (ps == NULL)
		return;
	while ((pr = TAILQ_FIRST(&ps->list)) != NULL) {
		if (pr->io != NULL) {
			TELL(ps, ended, pr);
			program_io_free(pr->io);
		} else if (pr->in != -1)
			(void)close(pr->in);
		program_free(pr);
	}
	subscription_table_free(ps->table);
	subscription_table_free(ps->next);
	free(ps);
}

bool
program_may(const struct program *pr, const struct peer *p)
{
	return subscription_find(pr->all->table, p, pr) != NULL;
}

const struct idset *
program_peers(struct program *pr)
{
	const struct rde *rde = pr->all->rde;
	uint64_t changes = peers_changes(rde->peers);
	struct peer *p;
	uint16_t *ids;
	size_t n = 0;

	if (pr->peers != NULL && pr->peers_config == pr->all->configs &&
	    pr->peers_changes == changes)
		return pr->peers;
	ids = xreallocarray(NULL, peers_count(rde->peers) + 1U, sizeof(*ids));
	for (p = peers_next(rde->peers, 0); p != NULL;
	    p = peers_next(rde->peers, p->id + 1U))
		if (program_may(pr, p))
			ids[n++] = p->id;
	idset_unref(rde->idsets, pr->peers);
	pr->peers = idset_of(rde->idsets, ids, n);
	pr->peers_config = pr->all->configs;
	pr->peers_changes = changes;
	free(ids);
	return pr->peers;
}

/* --- configuration -------------------------------------------------------- */

/* As ExaBGP has it, 6 is JSON whatever the encoder. */
static void
choose_shape(struct program *pr)
{
	uint8_t shape = pr->conf.api_version;

	if (shape == 0)
		shape = pr->all->who.api_version;
	if (shape < SHAPE_4 || shape > SHAPE_6)
		shape = SHAPE_4;
	pr->shape = shape;
	pr->json = pr->conf.json != 0 || shape == SHAPE_6;
}

static size_t
events_bound(const struct program *pr)
{
	return pr->conf.queue != 0 ? (size_t)pr->conf.queue : PROGRAM_QUEUE;
}

void
programs_config_begin(struct programs *ps)
{
	struct program *pr;

	subscription_table_free(ps->next);
	ps->next = subscription_table_new();
	TAILQ_FOREACH(pr, &ps->list, entry)
		pr->configured = false;
}

/* In the order of the configuration; those that are gone stay in front. */
void
programs_config_process(struct programs *ps, const struct conf_process *c)
{
	struct program *pr = programs_find(ps, c->name);

	if (pr == NULL)
		pr = program_new(ps, c->name);
	TAILQ_REMOVE(&ps->list, pr, entry);
	TAILQ_INSERT_TAIL(&ps->list, pr, entry);
	pr->configured = true;
	pr->conf = *c;
	choose_shape(pr);
	if (pr->io == NULL)
		return;
	program_io_bound(pr->io, events_bound(pr));
	if (c->heartbeat_s != 0)
		loop_timer_set(pr->heartbeat, 0);
}

static void
add_matches(struct programs *ps, const struct conf_api *a, const char *word)
{
	char why[CONF_TEXT_MAX];
	struct program *pr;
	regex_t re;

	/* It has been checked, but an image is only as good as its parser. */
	if (conf_expression(word, &re, why, sizeof(why)) == -1) {
		log_error("api: processes-match: %s: %s", word, why);
		return;
	}
	TAILQ_FOREACH(pr, &ps->list, entry)
		if (pr->configured &&
		    regexec(&re, pr->conf.name, 0, NULL, 0) == 0)
			subscription_table_add(ps->next, a, pr);
	regfree(&re);
}

void
programs_config_api(struct programs *ps, const struct conf_api *a)
{
	struct program *pr;
	const char *word;

	for (word = a->processes; *word != '\0'; word += strlen(word) + 1) {
		if (a->match)
			add_matches(ps, a, word);
		else if ((pr = programs_find(ps, word)) != NULL &&
		    pr->configured)
			subscription_table_add(ps->next, a, pr);
	}
}

void
programs_config_end(struct programs *ps)
{
	struct subscription_table *before = ps->table;
	struct program *pr, *next;

	ps->table = ps->next;
	ps->next = NULL;
	ps->configs++;
	TELL(ps, configured, before);
	subscription_table_free(before);
	for (pr = TAILQ_FIRST(&ps->list); pr != NULL; pr = next) {
		next = TAILQ_NEXT(pr, entry);
		free_if_unused(pr);
	}
}

void
programs_restarted(struct programs *ps)
{
	struct program *pr;

	TAILQ_FOREACH(pr, &ps->list, entry)
		program_exit_ours(pr->exit, &pr->conf, PROGRAM_RESTART_S);
}

/* --- the parent's words --------------------------------------------------- */

void
programs_identity(struct programs *ps, const struct pr_identity *who)
{
	ps->who = *who;
	ps->who.host[sizeof(ps->who.host) - 1] = '\0';
}

static struct program *
find_run(const struct programs *ps, uint32_t id, uint32_t run)
{
	struct program *pr;

	TAILQ_FOREACH(pr, &ps->list, entry)
		if (pr->id == id && pr->run == run)
			return pr;
	return NULL;
}

/* Its output comes next: until then its input is kept in the run. */
void
programs_start(struct programs *ps, uint32_t id, uint32_t run,
    const struct pr_program *what, int in)
{
	struct program *pr = NULL;

	if (id != 0 && memchr(what->name, '\0', sizeof(what->name)) != NULL)
		pr = programs_find(ps, what->name);
	if (pr == NULL) {
		log_error("program: one was started that is not configured");
		(void)close(in);
		return;
	}
	end_run(pr);
	pr->id = id;
	pr->run = run;
	pr->again = (what->flags & PR_PROGRAM_AGAIN) != 0;
	pr->in = in;
}

void
programs_output(struct programs *ps, uint32_t id, uint32_t run, int out)
{
	struct program *pr = find_run(ps, id, run);

	if (pr == NULL || pr->in == -1) {
		(void)close(out);
		return;
	}
	choose_shape(pr);
	pr->io = program_io_new(ps->rde->loop, out, pr->in, events_bound(pr),
	    &io_ops, pr);
	pr->in = -1;
	pr->spoke = clock_now();
	if (pr->conf.heartbeat_s != 0)
		loop_timer_set(pr->heartbeat, pr->conf.heartbeat_s * 1000LL);
	if (!pr->settled)
		loop_timer_set(pr->quiet, PROGRAM_QUIET_MS);
	TELL(ps, started, pr);
}

/* The last that it is told stands behind all that waits for it. */
void
programs_stop(struct programs *ps, uint32_t id, uint32_t run)
{
	struct program *pr = find_run(ps, id, run);
	const struct event_daemon d = {
		.host = ps->who.host, .pid = ps->who.pid,
		.ppid = ps->who.ppid,
	};
	const struct event e = {
		.kind = EVENT_SHUTDOWN, .time_us = clock_wall_us(),
	};
	struct event_form f = { 0 };
	uint8_t room[FAREWELL];
	struct wbuf w;

	if (pr == NULL || pr->io == NULL || pr->stopping) {
		(void)link_send(ps->rde->parent, PR_PROGRAM_STOPPED, id, run,
		    NULL, 0);
		return;
	}
	pr->stopping = true;
	f.json = pr->json;
	f.shape = pr->shape;
	wbuf_fixed(&w, room, sizeof(room));
	(void)event_write(&w, &f, &d, &e);
	program_io_last(pr->io, w.p, w.len);
}

void
programs_gone(struct programs *ps, uint32_t id, uint32_t run)
{
	struct program *pr = find_run(ps, id, run);

	if (pr == NULL)
		return;
	pr->gone = true;
	if (pr->io == NULL || program_io_has_ended(pr->io))
		run_is_over(pr);
	else
		program_io_gone(pr->io);
}
