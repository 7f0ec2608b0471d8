/* SPDX-License-Identifier: ISC */
/*
 * A question waits in a list: there are few at a time, and each asker has one.
 * It leaves the list before its answer is told, for the teller may ask again.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/sys/queue.h>

#include "ask.h"
#include "base/log.h"
#include "ipc/session_rde.h"

enum { ANSWER_MAX = 1024 };

struct ask {
	TAILQ_ENTRY(ask) entry;
	uint32_t	 token;
	ask_neighbor_fn	*fn;		/* of the session engine; else NULL */
	ask_done	*done;		/* NULL: forgotten */
	void		*arg;
};

struct asks {
	struct rde	*rde;
	TAILQ_HEAD(, ask) list;
	unsigned	 count;
	uint32_t	 last;
};

struct asks *
asks_new(struct rde *rde)
{
	struct asks *as = xcalloc(1, sizeof(*as));

	as->rde = rde;
	TAILQ_INIT(&as->list);
	return as;
}

static void
leave(struct asks *as, struct ask *q)
{
	TAILQ_REMOVE(&as->list, q, entry);
	as->count--;
	free(q);
}

void
asks_free(struct asks *as)
{
	if (as == NULL)
		return;
	while (!TAILQ_EMPTY(&as->list))
		leave(as, TAILQ_FIRST(&as->list));
	free(as);
}

static struct ask *
find(const struct asks *as, uint32_t token)
{
	struct ask *q;

	TAILQ_FOREACH(q, &as->list, entry)
		if (q->token == token)
			return q;
	return NULL;
}

static struct ask *
enter(struct asks *as, ask_neighbor_fn *fn, ask_done *done, void *arg)
{
	struct ask *q;

	if (as->count >= PR_ASKS_MAX)
		return NULL;
	q = xcalloc(1, sizeof(*q));
	do
		as->last++;
	while (as->last == 0 || find(as, as->last) != NULL);
	q->token = as->last;
	q->fn = fn;
	q->done = done;
	q->arg = arg;
	TAILQ_INSERT_TAIL(&as->list, q, entry);
	as->count++;
	return q;
}

uint32_t
ask_parent(struct asks *as, const struct pr_ask *what, uint32_t program,
    const char *text, ask_done *done, void *arg)
{
	struct ask *q;

	if (as->rde->parent == NULL ||
	    (q = enter(as, NULL, done, arg)) == NULL)
		return 0;
	link_send2(as->rde->parent, PR_ASK, q->token, program, what,
	    sizeof(*what), text, strlen(text));
	return q->token;
}

uint32_t
ask_session(struct asks *as, const struct addr *remote, ask_neighbor_fn *fn,
    ask_done *done, void *arg)
{
	const struct ctl_selector who = { .kind = CTL_SEL_ADDR,
	    .addr = *remote };
	struct ask *q;

	if (as->rde->session == NULL ||
	    (q = enter(as, fn, done, arg)) == NULL)
		return 0;
	link_send(as->rde->session, SR_SHOW, 0, q->token, &who, sizeof(who));
	return q->token;
}

/* It is answered all the same, and counts until then. */
void
ask_forget(struct asks *as, uint32_t token)
{
	struct ask *q = find(as, token);

	if (q != NULL)
		q->done = NULL;
}

static void
told(struct asks *as, struct ask *q, enum ctl_code code, const char *text)
{
	ask_done *done = q->done;
	void *arg = q->arg;

	leave(as, q);
	if (done != NULL)
		done(arg, code, text);
}

void
ask_answer(struct asks *as, uint32_t token, const struct pr_answer *a,
    struct rbuf text)
{
	struct ask *q = find(as, token);
	char line[ANSWER_MAX];
	size_t n = text.left < sizeof(line) ? text.left : sizeof(line) - 1;

	if (q == NULL || q->fn != NULL)
		return;
	if (n > 0)
		memcpy(line, text.p, n);
	line[n] = '\0';
	told(as, q, (enum ctl_code)a->code, line);
}

void
ask_neighbor(struct asks *as, uint32_t token, struct rbuf body)
{
	struct ask *q = find(as, token);
	struct ctl_neighbor n;

	if (q == NULL || q->fn == NULL || q->done == NULL ||
	    rbuf_host(&body, &n, sizeof(n)) == -1)
		return;
	n.description[sizeof(n.description) - 1] = '\0';
	q->fn(q->arg, &n);
}

void
ask_neighbor_end(struct asks *as, uint32_t token)
{
	struct ask *q = find(as, token);

	if (q != NULL && q->fn != NULL)
		told(as, q, CTL_OK, "");
}

void
asks_session_lost(struct asks *as)
{
	struct ask *q, *next;

	for (q = TAILQ_FIRST(&as->list); q != NULL; q = next) {
		next = TAILQ_NEXT(q, entry);
		if (q->fn != NULL) {
			told(as, q, CTL_REFUSE, "the session engine is away");
			next = TAILQ_FIRST(&as->list);
		}
	}
}
