/* SPDX-License-Identifier: ISC */
/*
 * A job is a walk over the extras and a function for each; they run in the
 * order they were asked for, so that two flushes do not cross.
 */
#include <stdlib.h>

#include "base/log.h"
#include "originate_job.h"
#include "originate_peers.h"
#include "originate_store.h"
#include "originate_take.h"

enum { SLICE_MS = 4, EXTRAS = 64 };

struct originate_job {
	STAILQ_ENTRY(originate_job) entry;
	struct originate	*o;
	/* the next one is in the walker; 1 when it was touched */
	unsigned		 (*fn)(struct originate_job *j, uint32_t extra);
	originate_done		*done;
	void			*arg;
	struct extra_walker	 walker;
	bool			 walking;
	bool			 begun;
	unsigned		 n;
	/* flush */
	struct entry_source	 source;
	family_mask		 families;
	/* watchdog */
	uint32_t		 group;
	uint32_t		 targets;
	bool			 announce;
};

struct originate_jobs {
	STAILQ_HEAD(, originate_job) list;
	struct loop_task	*task;
};

static unsigned
flush(struct originate_job *j, uint32_t extra)
{
	struct originate *o = j->o;
	const struct extra *t = extra_at(o, extra);
	enum family f = (enum family)t->family;
	uint32_t net = t->net;
	unsigned n;

	if ((j->families >> f & 1) == 0 ||
	    !entry_is_of(o, entry_at(o, t->entry), &j->source))
		return 0;
	originate_settle_net(o, f, net);
	n = entries_take(o, f, net, &j->source, o->all, true);
	entry_resolve(o, f, net, o->all);
	return n;
}

static unsigned
switch_watchdog(struct originate_job *j, uint32_t extra)
{
	struct originate *o = j->o;
	struct extra *t = extra_at(o, extra);
	uint32_t these;

	if (t->watchdog != j->group)
		return 0;
	originate_settle_net(o, (enum family)t->family, t->net);
	these = targets_intersect(o->targets, j->targets,
	    entry_at(o, t->entry)->targets);
	if (these == 0)
		return 0;
	if (j->announce)
		targets_take_from(o->targets, &t->off, these);
	else
		targets_add_to(o->targets, &t->off, these);
	entry_resolve(o, (enum family)t->family, t->net, these);
	targets_unref(o->targets, these);
	return 1;
}

/* --- turns ---------------------------------------------------------------- */

static void
job_free(struct originate_job *j)
{
	struct originate *o = j->o;

	STAILQ_REMOVE(&o->jobs->list, j, originate_job, entry);
	if (j->walking)
		extra_walk_end(&j->walker);
	targets_unref(o->targets, j->targets);
	names_unref(o->names, j->source.owner);
	names_unref(o->names, j->group);
	free(j);
}

static void
job_ends(struct originate_job *j)
{
	originate_done *done = j->done;
	void *arg = j->arg;
	unsigned n = j->n;

	job_free(j);
	if (done != NULL)
		done(arg, n);
}

static void
job_run(struct originate_job *j)
{
	uint32_t x;
	unsigned i;

	j->begun = true;
	for (i = 0; i < EXTRAS && (x = j->walker.at) != 0; i++) {
		j->walker.at = extra_at(j->o, x)->next;
		j->n += j->fn(j, x);
	}
	if (j->walker.at == 0)
		job_ends(j);
}

static bool
on_task(void *arg)
{
	struct originate *o = arg;
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);
	struct originate_job *j;

	while ((j = STAILQ_FIRST(&o->jobs->list)) != NULL) {
		job_run(j);
		if (monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	return !STAILQ_EMPTY(&o->jobs->list);
}

static struct originate_job *
job_new(struct originate *o, originate_done *done, void *arg)
{
	struct originate_job *j = xcalloc(1, sizeof(*j));

	j->o = o;
	j->done = done;
	j->arg = arg;
	j->walking = true;
	extra_walk_begin(o, &j->walker);
	STAILQ_INSERT_TAIL(&o->jobs->list, j, entry);
	loop_task_wake(o->jobs->task);
	return j;
}

void
originate_jobs_new(struct originate *o)
{
	o->jobs = xcalloc(1, sizeof(*o->jobs));
	STAILQ_INIT(&o->jobs->list);
	o->jobs->task = loop_task_new(o->rde->loop, on_task, o);
}

void
originate_jobs_free(struct originate *o)
{
	while (!STAILQ_EMPTY(&o->jobs->list))
		job_free(STAILQ_FIRST(&o->jobs->list));
	loop_task_free(o->jobs->task);
	free(o->jobs);
}

struct originate_job *
originate_flush(struct originate *o, family_mask families,
    originate_done *done, void *arg)
{
	struct originate_job *j = job_new(o, done, arg);

	j->fn = flush;
	j->families = families;
	j->source.source = CTL_SRC_BGPCTL;
	j->source.born_until = UINT32_MAX;
	return j;
}

struct originate_job *
originate_flush_program(struct originate *o, const char *name,
    uint32_t born_until, originate_done *done, void *arg)
{
	struct originate_job *j = job_new(o, done, arg);

	j->fn = flush;
	j->families = families_all();
	j->source.source = CTL_SRC_PROGRAM;
	j->source.owner = names_intern(o->names, name);
	j->source.born_until = born_until;
	return j;
}

uint32_t
originate_born(const struct originate *o)
{
	return o->born;
}

struct originate_job *
originate_watchdog(struct originate *o, const char *name, bool announce,
    const struct idset *targets, originate_done *done, void *arg)
{
	struct originate_job *j = job_new(o, done, arg);

	j->fn = switch_watchdog;
	j->group = names_intern(o->names, name);
	j->announce = announce;
	if (targets == NULL)
		targets_ref(o->targets, j->targets = o->all);
	else
		j->targets = targets_of(o->targets, targets);
	return j;
}

void
originate_job_forget(struct originate_job *j)
{
	if (j == NULL)
		return;
	j->done = NULL;
	if (!j->begun)
		job_free(j);
}
