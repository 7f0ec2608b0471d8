/* SPDX-License-Identifier: ISC */
/*
 * The engine with all that talks to others, whose loop turns for some passes
 * and not for some time: what fuzz targets of whole conversations begin with.
 */
#ifndef UNIT_RDE_WHOLE_H
#define UNIT_RDE_WHOLE_H

#include <stdlib.h>

#include "base/log.h"
#include "bgp/offence.h"
#include "clients.h"
#include "feed.h"
#include "flow_count.h"
#include "program.h"
#include "rde/engine.h"

struct whole {
	struct rde	 rde;
	struct loop_task *task;
	unsigned	 passes;	/* of a turn */
	unsigned	 left;		/* of this one */
};

static inline void
must(bool ok)
{
	if (!ok)
		abort();
}

static inline void
whole_quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static inline bool
whole_pass(void *arg)
{
	struct whole *w = arg;

	if (--w->left > 0)
		return true;
	loop_stop(w->rde.loop);
	return false;
}

static inline void
whole_turn(struct whole *w)
{
	w->left = w->passes;
	loop_task_wake(w->task);
	loop_run(w->rde.loop);
}

static inline void
whole_init(struct whole *w, unsigned passes)
{
	log_set_sink(whole_quiet, NULL);
	engine_init(&w->rde);
	w->rde.offences = offences_new();
	w->rde.clients = clients_new(&w->rde);
	w->rde.programs = programs_new(&w->rde);
	w->rde.feed = feed_new(&w->rde);
	w->rde.flow_count = flow_count_new(&w->rde);
	w->task = loop_task_new(w->rde.loop, whole_pass, w);
	w->passes = passes;
}

static inline void
whole_free(struct whole *w)
{
	loop_task_free(w->task);
	flow_count_free(w->rde.flow_count);
	programs_free(w->rde.programs);
	feed_free(w->rde.feed);
	clients_free(w->rde.clients);
	offences_free(w->rde.offences);
	engine_free(&w->rde);
}

#endif
