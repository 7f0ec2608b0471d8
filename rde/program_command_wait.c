/* SPDX-License-Identifier: ISC */
/*
 * A queue, whose head is waited for.  Answers to commands for the same
 * neighbours that stand together are waited for as one: a burst of thousands
 * costs one look at each neighbour.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/sys/queue.h>

#include "base/log.h"
#include "inject_log.h"
#include "out_wait.h"
#include "program_command_wait.h"

struct answer {
	STAILQ_ENTRY(answer) entry;
	bool		 end;		/* of a command; else a line of it */
	bool		 waits;
	enum command_result result;
	const struct idset *peers;	/* waited for; NULL: everybody */
	size_t		 size;
	size_t		 len;		/* of the line; of the tag */
	char		 text[];	/* the line; tag, NUL, reason, NUL */
};

struct command_queue {
	STAILQ_HEAD(, answer) all;
	size_t		 n;
	size_t		 octets;
	bool		 held;		/* no command is taken */
	struct out_wait	*wait;		/* of the first of them, or NULL */
	size_t		 span;		/* and of so many in all */
	size_t		 over;		/* so many need not wait any more */
};

static struct answer *
append(struct program_commands *c, const char *a, size_t alen, const char *b,
    size_t blen)
{
	struct command_queue *q = c->queue;
	struct answer *w = xcalloc(1, sizeof(*w) + alen + blen);

	if (q == NULL) {
		q = c->queue = xcalloc(1, sizeof(*q));
		STAILQ_INIT(&q->all);
	}
	memcpy(w->text, a, alen);
	if (blen > 0)
		memcpy(w->text + alen, b, blen);
	w->size = sizeof(*w) + alen + blen;
	w->len = alen;
	STAILQ_INSERT_TAIL(&q->all, w, entry);
	q->n++;
	q->octets += w->size;
	loop_task_wake(c->task);
	return w;
}

static void
remove_first(struct program_commands *c)
{
	struct command_queue *q = c->queue;
	struct answer *w = STAILQ_FIRST(&q->all);

	STAILQ_REMOVE_HEAD(&q->all, entry);
	q->n--;
	q->octets -= w->size;
	idset_unref(c->rde->idsets, w->peers);
	free(w);
}

bool
command_wait_is_busy(const struct program_commands *c)
{
	return c->queue != NULL && c->queue->n > 0;
}

static void
wait_for_nobody(struct program_commands *c)
{
	idset_unref(c->rde->idsets, c->waits_for);
	c->waits_for = NULL;
}

void
command_wait_for(struct program_commands *c, const struct idset *peers)
{
	wait_for_nobody(c);
	c->waits_for = peers == NULL ? NULL : idset_ref(peers);
}

bool
command_wait_end(struct program_commands *c, enum command_result r,
    const char *reason)
{
	bool waits = c->waits && r == COMMAND_DONE;
	struct answer *w;

	if (!waits)
		wait_for_nobody(c);
	if (!waits && !command_wait_is_busy(c))
		return false;
	w = append(c, c->tag, strlen(c->tag) + 1, reason, strlen(reason) + 1);
	w->end = true;
	w->result = r;
	w->waits = waits;
	w->peers = c->waits_for;
	c->waits_for = NULL;
	return true;
}

bool
command_wait_data(struct program_commands *c)
{
	struct answer *w;

	if (!c->waits && !command_wait_is_busy(c))
		return false;
	w = append(c, (const char *)c->line.p, c->line.len, NULL, 0);
	w->waits = c->waits;
	w->peers = c->waits_for == NULL ? NULL : idset_ref(c->waits_for);
	return true;
}

static bool
is_full(const struct program_commands *c)
{
	const struct command_queue *q = c->queue;

	/* Who is answered one by one has one. */
	return q->n >= (c->sink->late ? COMMAND_WAIT_MAX : 1) ||
	    q->octets >= COMMAND_WAIT_OCTETS;
}

bool
command_wait_holds(struct program_commands *c)
{
	c->queue->held = is_full(c);
	return c->queue->held;
}

/* Those behind the first that were carried out and wait for the same. */
static size_t
span_of_first(const struct command_queue *q)
{
	const struct answer *first = STAILQ_FIRST(&q->all), *w;
	size_t n = 0;

	for (w = first; w != NULL && (!w->waits || w->peers == first->peers);
	    w = STAILQ_NEXT(w, entry))
		n++;
	return n;
}

static bool
first_waits(struct program_commands *c)
{
	struct command_queue *q = c->queue;
	const struct answer *first = STAILQ_FIRST(&q->all);

	if (!first->waits || q->over > 0)
		return false;
	if (q->wait == NULL) {
		q->wait = out_wait_new(c->rde->out, first->peers, c->task);
		q->span = span_of_first(q);
	}
	if (!out_wait_is_over(q->wait))
		return true;
	out_wait_free(q->wait);
	q->wait = NULL;
	q->over = q->span;
	return false;
}

static void
tell_first(struct program_commands *c)
{
	const struct answer *w = STAILQ_FIRST(&c->queue->all);

	if (w->end)
		c->sink->done(c->arg, w->text, w->result, w->text + w->len);
	else
		c->sink->data(c->arg, w->text, w->len);
	remove_first(c);
	if (c->queue->over > 0)
		c->queue->over--;
}

void
command_wait_tell(struct program_commands *c)
{
	struct command_queue *q = c->queue;

	if (!command_wait_is_busy(c))
		return;
	inject_log_flush(c->rde->log);
	while (q->n > 0 && !first_waits(c))
		tell_first(c);
	if (!q->held || is_full(c))
		return;
	q->held = c->busy = false;
	if (c->sink->ready != NULL)
		c->sink->ready(c->arg);
}

void
command_wait_free(struct program_commands *c)
{
	wait_for_nobody(c);
	if (c->queue == NULL)
		return;
	out_wait_free(c->queue->wait);
	while (c->queue->n > 0)
		remove_first(c);
	free(c->queue);
	c->queue = NULL;
}
