/* SPDX-License-Identifier: ISC */
/*
 * A session is waited with while its timer runs, for half the restart time at
 * most, and while a program that may speak to the neighbour has not settled:
 * one that is configured and not started yet is about to be.  All is looked at
 * again when a program settles, and when a configuration is in force, for a
 * session may be up before the first one.
 */
#include <stdlib.h>

#include "base/log.h"
#include "eor_wait.h"
#include "program.h"
#include "subscriptions.h"
#include "update_out.h"

struct peer_eor {
	struct rde		*rde;
	struct peer		*p;
	struct loop_timer	*timer;
};

/* How many have not settled, and the first of them; NULL: everybody has. */
static unsigned
count_awaited(const struct peer_eor *e, const struct program **first)
{
	const struct subscriptions *s = subscriptions_of(
	    programs_subscriptions(e->rde->programs), e->p);
	unsigned i, n = 0;

	*first = NULL;
	for (i = 0; s != NULL && i < s->n; i++)
		if (!s->v[i].program->settled && n++ == 0)
			*first = s->v[i].program;
	return n;
}

static const struct program *
awaited(const struct peer_eor *e)
{
	const struct program *first;

	(void)count_awaited(e, &first);
	return first;
}

static void
review(const struct peer_eor *e)
{
	update_out_hold_eor(e->rde->out, e->p,
	    loop_timer_running(e->timer) && awaited(e) != NULL);
}

static void
review_all(struct rde *rde)
{
	struct peer *p;

	for (p = peers_next(rde->peers, 0); p != NULL;
	    p = peers_next(rde->peers, p->id + 1U))
		if (loop_timer_running(p->eor->timer))
			review(p->eor);
}

static void
on_settled(void *arg, struct program *pr)
{
	(void)pr;
	review_all(arg);
}

static void
on_configured(void *arg, const struct subscription_table *before)
{
	(void)before;
	review_all(arg);
}

static const struct program_ops listener = {
	.settled = on_settled, .configured = on_configured,
};

void
eor_wait_listen(struct rde *rde)
{
	programs_listen(rde->programs, &listener, rde);
}

static void
is_too_long(void *arg)
{
	const struct peer_eor *e = arg;
	const struct program *pr = awaited(e);
	char remote[ADDR_TEXT];

	/* A range may have thousands, who all wait for the same one. */
	if (pr != NULL && e->p->range == 0 && e->p->out->eor_held)
		log_info("neighbor %s (AS %u): End-of-RIB does not wait any "
		    "longer for program %s, which %s",
		    addr_print(&e->p->conf.remote, remote, sizeof(remote)),
		    e->p->neg.peer_as, pr->conf.name, pr->io == NULL ?
		    "does not run" : "has not been quiet for 1 s");
	review(e);
}

void
eor_wait_peer_added(struct rde *rde, struct peer *p)
{
	struct peer_eor *e = xcalloc(1, sizeof(*e));

	e->rde = rde;
	e->p = p;
	e->timer = loop_timer_new(rde->loop, is_too_long, e);
	p->eor = e;
}

void
eor_wait_peer_removed(struct peer *p)
{
	loop_timer_free(p->eor->timer);
	free(p->eor);
	p->eor = NULL;
}

void
eor_wait_up(struct peer *p)
{
	if (p->neg.gr && p->neg.we_restarting)
		loop_timer_set(p->eor->timer, p->conf.gr_time * 1000LL / 2);
	review(p->eor);
}

void
eor_wait_down(struct peer *p)
{
	loop_timer_cancel(p->eor->timer);
}

unsigned
eor_wait_for(const struct peer *p, const char **name, int64_t *left_ms)
{
	const struct program *first;
	unsigned n;

	if (!p->up || !p->out->eor_held)
		return 0;
	n = count_awaited(p->eor, &first);
	*name = n == 0 ? "" : first->conf.name;
	*left_ms = loop_timer_left(p->eor->timer);
	return n;
}
