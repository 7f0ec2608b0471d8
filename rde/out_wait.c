/* SPDX-License-Identifier: ISC */
/*
 * A neighbour that has been looked at and was done stays done, so each is
 * looked at until then only: by id, one after the other, while all go on.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "out_wait.h"
#include "update_out.h"

struct out_wait {
	struct update_out	*u;
	struct loop_task	*task;
	const struct idset	*peers;
	monotime_t		 since;	/* younger sessions begin behind it */
	uint32_t		 from;	/* neighbours before it are done */
	uint64_t		 up_to[OUT_POSITIONS];
};

static void
on_sent(void *arg)
{
	const struct out_wait *w = arg;

	loop_task_wake(w->task);
}

struct out_wait *
out_wait_new(struct update_out *u, const struct idset *peers,
    struct loop_task *task)
{
	const struct rde *rde = update_out_rde(u);
	struct out_wait *w = xcalloc(1, sizeof(*w));
	unsigned f;

	w->u = u;
	w->task = task;
	w->peers = peers == NULL ? NULL : idset_ref(peers);
	w->since = clock_now();
	for (f = 0; f < FAMILY_MAX; f++)
		w->up_to[f] = rde->rib_out->families[f].seq;
	w->up_to[OUT_ASKED] = update_out_asked(u);
	update_out_watch_add(u, on_sent, w);
	return w;
}

void
out_wait_free(struct out_wait *w)
{
	if (w == NULL)
		return;
	update_out_watch_remove(w->u, w);
	idset_unref(update_out_rde(w->u)->idsets, w->peers);
	free(w);
}

static bool
is_done(const struct out_wait *w, const struct peer *p)
{
	unsigned i;

	if (!p->up || monotime_diff_ms(p->up_since, w->since) > 0 ||
	    (w->peers != NULL && !idset_has(w->peers, p->id)))
		return true;
	for (i = 0; i < OUT_POSITIONS; i++)
		if ((i == OUT_ASKED || p->out->families[i].on) &&
		    !out_written_has(&p->out->written, i, w->up_to[i]))
			return false;
	return true;
}

bool
out_wait_is_over(struct out_wait *w)
{
	const struct peers *all = update_out_rde(w->u)->peers;
	const struct peer *p;

	while ((p = peers_next(all, w->from)) != NULL) {
		w->from = p->id;
		if (!is_done(w, p))
			return false;
		w->from++;
	}
	return true;
}
