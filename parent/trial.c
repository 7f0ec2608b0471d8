/* SPDX-License-Identifier: ISC */
/*
 * Load in the child, ask both engines, put their answers together.  Keys are
 * compared here, for nobody else has them; the session engine is told whose
 * differ, since it knows who has a session.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config_load.h"
#include "report.h"
#include "trial.h"

enum { PATIENCE_MS = 120000 };

struct trial {
	struct trial_ops	 ops;
	struct loop		*loop;
	int			 root_fd;
	struct rollout		*rollout;
	struct reload		*reload;
	struct engine		*engine[ENGINE_MAX];
	struct loop_timer	*patience;
	struct config_load	*load;
	struct report		 said;
	struct config		*next;		/* while engines are asked */
	struct trial_result	*result;
	struct pe_done		 did;
	bool			 asked[ENGINE_MAX];
	bool			 running;
	bool			 again;		/* one more waits */
	bool			 yields;	/* until a change was made */
	uint32_t		 gen;		/* last one given out */
	uint32_t		 serial;
	uint32_t		 serving;
};

/* --- the end -------------------------------------------------------------- */

/* Who has not answered need not. */
static void
release(struct trial *t)
{
	int i;

	for (i = 0; i < ENGINE_MAX; i++) {
		if (t->asked[i])
			(void)engine_send(t->engine[i], PE_TRIAL_END, 0,
			    t->gen, NULL, 0);
		t->asked[i] = false;
	}
	loop_timer_cancel(t->patience);
	config_load_cancel(t->load);
	t->load = NULL;
	config_free(t->next);
	t->next = NULL;
}

static void	start(struct trial *t);

static void
go_on(struct trial *t)
{
	if (t->running || t->yields || !t->again || reload_busy(t->reload))
		return;
	t->again = false;
	start(t);
}

static void
finish(struct trial *t, const char *why)
{
	struct trial_result *result = t->result;

	release(t);
	t->result = NULL;
	t->running = false;
	t->ops.done(t->ops.arg, t->serving, why, result);
	trial_result_unref(result);
	t->yields = t->ops.others(t->ops.arg);
	go_on(t);
}

static void
complete(struct trial *t)
{
	if (t->asked[ENGINE_SESSION] || t->asked[ENGINE_RDE])
		return;
	trial_result_end(t->result, rollout_current(t->rollout), t->next,
	    &t->did, report_text(&t->said));
	finish(t, NULL);
}

static void
impatient(void *arg)
{
	finish(arg, "an engine did not answer for two minutes");
}

/* --- asking --------------------------------------------------------------- */

/* Ids of neighbours that are there now and would have another key. */
static size_t
changed_keys(const struct trial *t, uint16_t *ids)
{
	const struct config *old = rollout_current(t->rollout);
	const struct conf_neighbor *n;
	size_t i, found = 0;

	for (i = 0; i < t->next->nneighbors; i++) {
		n = &t->next->neighbors[i];
		if (config_neighbor(old, n->id) != NULL &&
		    !key_set_same(old->keys, n->id, t->next->keys, n->id))
			ids[found++] = (uint16_t)n->id;
	}
	return found;
}

static int
ask(struct trial *t, enum engine_kind k, const uint16_t *ids, size_t n)
{
	int fd = fcntl(t->next->fd, F_DUPFD_CLOEXEC, 0);

	if (fd == -1)
		return -1;
	t->asked[k] = true;
	return engine_send_fd(t->engine[k], PE_TRIAL, 0, t->gen, ids,
	    n * sizeof(*ids), fd);
}

static int
ask_engines(struct trial *t)
{
	uint16_t *ids = xcalloc(t->next->nneighbors + 1, sizeof(*ids));
	size_t n = changed_keys(t, ids);
	int r;

	r = ask(t, ENGINE_SESSION, ids, n) == -1 ||
	    ask(t, ENGINE_RDE, NULL, 0) == -1 ? -1 : 0;
	free(ids);
	return r;
}

static void
loaded(void *arg, struct config *c)
{
	struct trial *t = arg;
	const char *who;
	char why[128];

	t->load = NULL;
	if (c == NULL) {
		finish(t, report_text(&t->said));
		return;
	}
	t->next = c;
	if (!rollout_ready(t->rollout, &who)) {
		(void)snprintf(why, sizeof(why), "%s is being started: ask "
		    "again", who != NULL ? who : "an engine");
		finish(t, why);
		return;
	}
	t->gen++;
	t->did = (struct pe_done){ 0 };
	t->result = trial_result_new();
	loop_timer_set(t->patience, PATIENCE_MS);
	if (ask_engines(t) == -1)
		finish(t, "the engines cannot be asked");
}

static void
said(void *arg, bool warning, const char *line)
{
	struct trial *t = arg;

	(void)warning;
	report_line(&t->said, line);
}

static void
start(struct trial *t)
{
	const struct config_load_ops ops = {
		.report = said, .done = loaded, .arg = t
	};
	const char *file = reload_file(t->reload);

	t->running = true;
	t->serving = t->serial;
	report_reset(&t->said);
	log_debug("reading %s for a trial", file);
	t->load = config_load_start(t->loop, file,
	    rollout_current(t->rollout), t->root_fd,
	    reload_amendment(t->reload), &ops);
}

/* --- from outside --------------------------------------------------------- */

struct trial *
trial_new(struct loop *l, int root_fd, const struct trial_ops *ops)
{
	struct trial *t = xcalloc(1, sizeof(*t));

	t->ops = *ops;
	t->loop = l;
	t->root_fd = root_fd;
	t->patience = loop_timer_new(l, impatient, t);
	report_init(&t->said);
	return t;
}

void
trial_free(struct trial *t)
{
	if (t == NULL)
		return;
	release(t);
	trial_result_unref(t->result);
	report_free(&t->said);
	loop_timer_free(t->patience);
	free(t);
}

void
trial_set(struct trial *t, struct rollout *ro, struct reload *r)
{
	t->rollout = ro;
	t->reload = r;
}

void
trial_set_engine(struct trial *t, struct engine *e)
{
	t->engine[engine_kind_of(e)] = e;
}

uint32_t
trial_request(struct trial *t)
{
	t->serial++;
	t->again = true;
	go_on(t);
	return t->serial;
}

void
trial_go(struct trial *t)
{
	t->yields = false;
	go_on(t);
}

bool
trial_running(const struct trial *t)
{
	return t->running;
}

void
trial_abandon(struct trial *t, const char *why)
{
	if (t->running)
		finish(t, why);
}

void
trial_forget(struct trial *t)
{
	t->again = false;
	trial_abandon(t, "nobody waits for it");
}

void
trial_row(struct trial *t, struct engine *e, uint32_t gen,
    const struct pe_trial_neighbor *row)
{
	if (gen != t->gen || !t->asked[engine_kind_of(e)])
		return;
	if (trial_result_add(t->result, row) == 0)
		return;
	engine_kill(e, "said what makes no sense of a trial");
	finish(t, "an engine answered with nonsense, and is started anew");
}

void
trial_done(struct trial *t, enum engine_kind kind, uint32_t gen,
    const struct pe_done *did)
{
	if (gen != t->gen || !t->asked[kind])
		return;
	t->asked[kind] = false;
	if (kind == ENGINE_RDE)
		t->did = *did;
	complete(t);
}

void
trial_refused(struct trial *t, enum engine_kind kind, uint32_t gen,
    const char *why)
{
	char text[PE_REASON_MAX + 64];

	if (gen != t->gen || !t->asked[kind])
		return;
	t->asked[kind] = false;
	(void)snprintf(text, sizeof(text), "%s refused it: %s",
	    engine_kind_name(kind), why);
	finish(t, text);
}

void
trial_engine_down(struct trial *t, enum engine_kind kind)
{
	char why[80];

	if (!t->asked[kind])
		return;
	t->asked[kind] = false;
	(void)snprintf(why, sizeof(why), "%s died meanwhile: ask again",
	    engine_kind_name(kind));
	finish(t, why);
}
