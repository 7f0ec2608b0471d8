/* SPDX-License-Identifier: ISC */
/*
 * One question after the other, a few neighbours a pass, and none while the
 * link has much to carry: a neighbour is five thousand octets.
 */
#include <stdlib.h>

#include "base/log.h"
#include "ipc/selector.h"
#include "ipc/session_rde.h"
#include "peer.h"
#include "show.h"
#include "show_rde.h"

enum {
	PASS		= 16,		/* neighbours */
	QUEUE_HIGH	= 256 * 1024,
	LOOK_MS		= 20,
	QUESTIONS_MAX	= 1024,
};

struct question {
	STAILQ_ENTRY(question)	entry;
	uint32_t		token;
	struct ctl_selector	who;
};

struct show_rde {
	struct engine		*e;
	struct loop_task	*task;
	struct loop_timer	*timer;		/* the link is full */
	STAILQ_HEAD(, question)	 list;
	uint32_t		 n;
	uint32_t		 next;		/* neighbour, of the first */
};

static bool	answer_some(void *arg);

static void
look_again(void *arg)
{
	struct show_rde *s = arg;

	loop_task_wake(s->task);
}

struct show_rde *
show_rde_new(struct engine *e)
{
	struct show_rde *s = xcalloc(1, sizeof(*s));

	s->e = e;
	STAILQ_INIT(&s->list);
	s->task = loop_task_new(e->loop, answer_some, s);
	s->timer = loop_timer_new(e->loop, look_again, s);
	return s;
}

static void
drop_first(struct show_rde *s)
{
	struct question *q = STAILQ_FIRST(&s->list);

	STAILQ_REMOVE_HEAD(&s->list, entry);
	free(q);
	s->n--;
	s->next = 0;
}

void
show_rde_forget(struct show_rde *s)
{
	while (s != NULL && s->n > 0)
		drop_first(s);
}

void
show_rde_free(struct show_rde *s)
{
	if (s == NULL)
		return;
	show_rde_forget(s);
	loop_task_free(s->task);
	loop_timer_free(s->timer);
	free(s);
}

static void
end(const struct show_rde *s, uint32_t token)
{
	(void)link_send(s->e->rde, SR_NEIGHBOR_END, 0, token, NULL, 0);
}

void
show_rde_ask(struct show_rde *s, uint32_t token,
    const struct ctl_selector *who)
{
	struct question *q;

	if (s->n == QUESTIONS_MAX) {
		end(s, token);
		return;
	}
	q = xcalloc(1, sizeof(*q));
	q->token = token;
	q->who = *who;
	q->who.name[sizeof(q->who.name) - 1] = '\0';
	STAILQ_INSERT_TAIL(&s->list, q, entry);
	s->n++;
	loop_task_wake(s->task);
}

/* The next neighbour that is meant; false: there is none. */
static bool
answer_one(struct show_rde *s, const struct question *q)
{
	const struct peer *p;
	struct ctl_neighbor n;

	while (s->next < s->e->npeers) {
		p = s->e->peers[s->next++];
		if (p == NULL || !selector_means(&q->who, &p->conf))
			continue;
		show_neighbor(p, &n);
		(void)link_send(s->e->rde, SR_NEIGHBOR, p->conf.id, q->token,
		    &n, sizeof(n));
		return true;
	}
	return false;
}

static bool
answer_some(void *arg)
{
	struct show_rde *s = arg;
	struct question *q;
	unsigned i;

	for (i = 0; i < PASS && (q = STAILQ_FIRST(&s->list)) != NULL; i++) {
		if (link_queued(s->e->rde) > QUEUE_HIGH) {
			loop_timer_set(s->timer, LOOK_MS);
			return false;
		}
		if (!answer_one(s, q)) {
			end(s, q->token);
			drop_first(s);
		}
	}
	return s->n > 0;
}
