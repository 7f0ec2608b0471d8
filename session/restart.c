/* SPDX-License-Identifier: ISC */
/*
 * R is for neighbours that wait for our End-of-RIB (RFC 4724 4.1): it is in
 * every OPEN to a neighbour until that has gone out to it, or until the
 * neighbour has given up what it kept of us, which is our restart time after
 * the sessions were lost.  A neighbour of a range is gone with its session, so
 * its address is remembered for as long; past a bound none of a range is told
 * any more, which is the harmless side.
 */
#include <stdlib.h>

#include "base/log.h"
#include "peer.h"
#include "restart.h"

enum { TOLD_MAX = 4096 };

static bool
is_over(const struct peer *p)
{
	const struct engine *e = p->e;

	return !monotime_is_set(e->lost) ||
	    monotime_diff_ms(clock_now(), e->lost) >= p->conf.gr_time * 1000LL;
}

static bool
was_told(const struct peer *p)
{
	const struct engine *e = p->e;
	uint32_t i;

	if (p->range == 0)
		return p->told_all;
	for (i = 0; i < e->ntold; i++)
		if (addr_eq(&e->told[i], &p->conf.remote))
			return true;
	return e->ntold == TOLD_MAX;
}

void
restart_begins(struct engine *e, monotime_t lost)
{
	uint32_t i;

	e->lost = lost;
	free(e->told);
	e->told = NULL;
	e->ntold = 0;
	for (i = 0; i < e->npeers; i++)
		if (e->peers[i] != NULL)
			e->peers[i]->told_all = false;
}

void
restart_said_all(struct peer *p)
{
	struct engine *e = p->e;

	p->told_all = true;
	if (p->range == 0 || is_over(p) || was_told(p))
		return;
	if ((e->ntold & (e->ntold - 1)) == 0)	/* 0 or a power of two: full */
		e->told = xreallocarray(e->told, e->ntold == 0 ? 1 :
		    e->ntold * 2UL, sizeof(*e->told));
	e->told[e->ntold++] = p->conf.remote;
}

bool
restart_shows(const struct peer *p)
{
	return !is_over(p) && !was_told(p);
}
