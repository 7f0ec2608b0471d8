/* SPDX-License-Identifier: ISC */
/*
 * What waits is kept as it was asked, and looked at when its turn comes: only
 * then is it known who is configured and what the program may.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>
#include <bsd/sys/queue.h>

#include "amend.h"
#include "base/clock.h"
#include "base/log.h"
#include "config_load.h"
#include "ipc/control.h"
#include "program_selector.h"
#include "report.h"

enum {
	BLOCK_MAX = 64 * 1024,
	LINES = 30,		/* in the log, */
	LINES_MS = 60000,	/* in so long a time */
};

struct op {
	TAILQ_ENTRY(op)		 entry;
	struct amend_ask	 a;
	size_t			 len;
	char			 text[];
};

struct amend {
	struct amend_ops	 ops;
	struct loop		*loop;
	int			 root_fd;
	struct created		*created;
	struct rollout		*rollout;
	struct reload		*reload;
	struct config_load	*load;
	struct loop_task	*task;
	struct report		 said;
	TAILQ_HEAD(, op)	 ops_waiting;
	size_t			 nwaiting;
	/* the one that runs */
	struct op		*op;
	bool			 unheard;	/* nobody waits for it */
	uint32_t		 done;		/* neighbours that it touches */
	struct create_words	 words;
	struct wbuf		 block;
	struct wbuf		 text;		/* with the programs it names */
	uint8_t			 gone[SELECTOR_BITS / 8];
	monotime_t		 window;	/* of the lines in the log */
	unsigned		 lines;
};

/* --- the end of one ------------------------------------------------------- */

static void
answer(struct amend *am, enum ctl_code code, uint32_t done, const char *text)
{
	const struct pr_answer a = { .code = (uint8_t)code, .done = done };

	if (!am->unheard)
		am->ops.answer(am->ops.arg, am->op->a.token, &a, text,
		    strnlen(text, PR_ASK_TEXT));
}

/* The next one waits for the next pass, so that nothing waits for us. */
static void
finish(struct amend *am, enum ctl_code code, const char *text)
{
	answer(am, code, code == CTL_OK ? am->done : 0, text);
	free(am->op);
	am->op = NULL;
	am->unheard = false;
	reload_release(am->reload);
	am->ops.over(am->ops.arg);
	loop_task_wake(am->task);
}

/* A program can make as many of these as it likes. */
static void
tell(struct amend *am)
{
	const monotime_t now = clock_now();
	const struct op *op = am->op;
	char buf[ADDR_TEXT];

	if (!monotime_is_set(am->window) ||
	    monotime_diff_ms(now, am->window) >= LINES_MS) {
		am->window = now;
		am->lines = 0;
	}
	if (am->lines++ >= LINES)
		return;
	if (op->a.kind == PR_ASK_CREATE)
		log_info("%s%s: neighbor %s created%s",
		    op->a.program[0] != '\0' ? "program " : "control client",
		    op->a.program, addr_print(&am->words.remote, buf,
		    sizeof(buf)), am->lines == LINES ?
		    "; further ones are not told for a while" : "");
	else
		log_info("%s%s: %u neighbors deleted%s",
		    op->a.program[0] != '\0' ? "program " : "control client",
		    op->a.program, am->done, am->lines == LINES ?
		    "; further ones are not told for a while" : "");
}

void
amend_changed(struct amend *am, const char *why)
{
	const struct config *c = rollout_current(am->rollout);

	if (why != NULL) {
		finish(am, CTL_REFUSE, why);
		return;
	}
	if (am->op->a.kind == PR_ASK_CREATE)
		created_add(am->created, c, &am->words, am->block.p,
		    am->block.len);
	created_settle(am->created, c);
	tell(am);
	finish(am, CTL_OK, "");
}

/* --- one ------------------------------------------------------------------ */

static void
said(void *arg, bool warning, const char *line)
{
	struct amend *am = arg;

	if (!warning)
		report_line(&am->said, line);
}

static void
loaded(void *arg, struct config *c)
{
	struct amend *am = arg;

	am->load = NULL;
	if (c == NULL)
		finish(am, CTL_REFUSE, report_text(&am->said));
	else
		rollout_change(am->rollout, c);
}

static void
load(struct amend *am)
{
	const bool create = am->op->a.kind == PR_ASK_CREATE;
	const struct config_amend ca = {
		.of_old = true, .gone = create ? NULL : am->gone,
		.text = create ? (const char *)am->text.p : NULL,
		.len = create ? am->text.len : 0,
	};
	const struct config_load_ops ops = {
		.report = said, .done = loaded, .arg = am
	};

	report_reset(&am->said);
	am->load = config_load_start(am->loop, create ? "create" : "delete",
	    rollout_current(am->rollout), am->root_fd, &ca, &ops);
}

static bool
inside(const struct conf_process *p, const struct addr *a, unsigned plen)
{
	unsigned i;

	if ((p->may & CONF_MAY_ALL) != 0)
		return true;
	for (i = 0; i < p->ncreate; i++)
		if (p->create[i].addr.af == a->af &&
		    plen >= p->create[i].plen &&
		    addr_in(a, &p->create[i].addr, p->create[i].plen))
			return true;
	return false;
}

/* Code of the refusal with why, CTL_OK when it can be loaded. */
static enum ctl_code
prepare_create(struct amend *am, const struct conf_process *p, char *why,
    size_t size)
{
	const struct op *op = am->op;
	size_t i;

	wbuf_reset(&am->block);
	wbuf_reset(&am->text);
	if (create_words(op->text, op->len, op->a.program, &am->words,
	    &am->block, why, size) == -1)
		return CTL_REFUSE;
	if (p != NULL && !inside(p, &am->words.remote,
	    addr_bits(am->words.remote.af))) {
		(void)snprintf(why, size, "program %s may not create that "
		    "one: it lies in none of its prefixes", p->name);
		return CTL_DENIED;
	}
	for (i = 0; i < am->words.nprocesses; i++)
		if (am->ops.process(am->ops.arg,
		    am->words.processes[i]) == NULL) {
			(void)snprintf(why, size, "process %s is not "
			    "configured", am->words.processes[i]);
			return CTL_REFUSE;
		}
	if (created_full(am->created)) {
		(void)snprintf(why, size, "%d neighbours have been created: "
		    "no more", CREATED_MAX);
		return CTL_REFUSE;
	}
	created_programs(&am->words, &am->text);
	wbuf_bytes(&am->text, am->block.p, am->block.len);
	am->done = 1;
	return CTL_OK;
}

static enum ctl_code
prepare_delete(struct amend *am, const struct conf_process *p, char *why,
    size_t size)
{
	const struct config *c = rollout_current(am->rollout);
	const struct conf_neighbor *n;
	size_t i;
	int found;

	found = program_selector(am->op->text, am->op->len, c, am->gone, why,
	    size);
	if (found == -1)
		return CTL_REFUSE;
	if (found == 0) {
		(void)snprintf(why, size, "no such neighbor");
		return CTL_NOTHING;
	}
	for (i = 0; p != NULL && i < c->nneighbors; i++) {
		n = &c->neighbors[i];
		if ((am->gone[n->id / 8] >> n->id % 8 & 1) != 0 &&
		    !inside(p, &n->remote, n->remote_plen)) {
			(void)snprintf(why, size, "program %s may not delete "
			    "all of them: not every one lies in its "
			    "prefixes", p->name);
			return CTL_DENIED;
		}
	}
	am->done = (uint32_t)found;
	return CTL_OK;
}

static void
begin(struct amend *am)
{
	const struct conf_process *p = NULL;
	enum ctl_code code;
	char why[256] = "it is not configured any more";

	if (am->op->a.program[0] != '\0' && (p = am->ops.process(am->ops.arg,
	    am->op->a.program)) == NULL)
		code = CTL_REFUSE;
	else if (am->op->a.kind == PR_ASK_CREATE)
		code = prepare_create(am, p, why, sizeof(why));
	else
		code = prepare_delete(am, p, why, sizeof(why));
	if (code == CTL_OK)
		load(am);
	else
		finish(am, code, why);
}

/* A slice: at most one is begun. */
static bool
next(void *arg)
{
	struct amend *am = arg;

	if (am->op != NULL || am->ops.must_wait(am->ops.arg) ||
	    (am->op = TAILQ_FIRST(&am->ops_waiting)) == NULL)
		return false;
	if (!reload_hold(am->reload)) {
		am->op = NULL;		/* amend_go will come */
		return false;
	}
	TAILQ_REMOVE(&am->ops_waiting, am->op, entry);
	am->nwaiting--;
	begin(am);
	return false;
}

/* --- from outside --------------------------------------------------------- */

void
amend_go(struct amend *am)
{
	loop_task_wake(am->task);
}

bool
amend_take(struct amend *am, const struct amend_ask *a, const char *text,
    size_t len)
{
	struct op *op;

	if (am->nwaiting >= PR_ASKS_MAX)
		return false;
	op = xmalloc(sizeof(*op) + len);
	op->a = *a;
	op->len = len;
	memcpy(op->text, text, len);
	TAILQ_INSERT_TAIL(&am->ops_waiting, op, entry);
	am->nwaiting++;
	amend_go(am);
	return true;
}

void
amend_forget(struct amend *am)
{
	struct op *op;

	am->unheard = am->op != NULL;
	while ((op = TAILQ_FIRST(&am->ops_waiting)) != NULL) {
		TAILQ_REMOVE(&am->ops_waiting, op, entry);
		free(op);
	}
	am->nwaiting = 0;
}

bool
amend_waits(const struct amend *am)
{
	return am->nwaiting > 0;
}

bool
amend_running(const struct amend *am)
{
	return am->op != NULL;
}

struct amend *
amend_new(struct loop *l, int root_fd, struct created *cr,
    const struct amend_ops *ops)
{
	struct amend *am = xcalloc(1, sizeof(*am));

	am->ops = *ops;
	am->loop = l;
	am->root_fd = root_fd;
	am->created = cr;
	am->task = loop_task_new(l, next, am);
	TAILQ_INIT(&am->ops_waiting);
	wbuf_growable(&am->block, BLOCK_MAX);
	wbuf_growable(&am->text, 2 * BLOCK_MAX);
	report_init(&am->said);
	return am;
}

void
amend_free(struct amend *am)
{
	if (am == NULL)
		return;
	amend_forget(am);
	config_load_cancel(am->load);
	free(am->op);
	loop_task_free(am->task);
	wbuf_free(&am->block);
	wbuf_free(&am->text);
	report_free(&am->said);
	free(am);
}

void
amend_set(struct amend *am, struct rollout *ro, struct reload *r)
{
	am->rollout = ro;
	am->reload = r;
}
