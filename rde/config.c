/* SPDX-License-Identifier: ISC */
/*
 * Neighbours first, for targets and api blocks name them, then programs, then
 * routes in the order of definition; at last originate sweeps what was not
 * said again.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "base/log.h"
#include "config.h"
#include "image.h"
#include "inject_replay.h"
#include "originate.h"
#include "peer.h"
#include "program.h"
#include "sessions.h"
#include "update_in.h"
#include "update_out.h"

enum {
	SLICE_MS	= 5,
	RECORDS		= 64,		/* between looks at the clock */
};

enum stage { STAGE_IDLE, STAGE_NEIGHBORS, STAGE_PROCESSES, STAGE_APIS,
	STAGE_ROUTES, STAGE_SWEEP, STAGE_LOG, STAGE_CLOSE };

struct config {
	struct rde		*rde;
	const struct config_ops	*ops;
	void			*arg;
	struct loop_task	*task;

	/* Offered; when committed while another is under way, it waits. */
	struct image		*offered;
	uint32_t		 offered_gen;
	bool			 checked;
	bool			 committed;

	/* Being carried out. */
	enum stage		 stage;
	struct image		*image;
	struct inject_replay	*replay;	/* the first time */
	uint32_t		 gen;
	uint8_t			 named[(IDSET_ID_MAX + 1) / 8];
};

static bool	slice(void *arg);

struct config *
config_new(struct rde *rde, const struct config_ops *ops, void *arg)
{
	struct config *c = xcalloc(1, sizeof(*c));

	c->rde = rde;
	c->ops = ops;
	c->arg = arg;
	c->task = loop_task_new(rde->loop, slice, c);
	return c;
}

static void
drop_offered(struct config *c)
{
	image_free(c->offered);
	c->offered = NULL;
	c->checked = c->committed = false;
}

void
config_free(struct config *c)
{
	if (c == NULL)
		return;
	drop_offered(c);
	image_free(c->image);
	inject_replay_free(c->replay);
	loop_task_free(c->task);
	free(c);
}

int
config_offer(struct config *c, uint32_t gen, int fd, char *why, size_t size)
{
	drop_offered(c);
	if ((c->offered = image_open(c->rde, fd, why, size)) == NULL)
		return -1;
	c->offered_gen = gen;
	loop_task_wake(c->task);
	return 0;
}

static void
begin(struct config *c)
{
	c->image = c->offered;
	c->gen = c->offered_gen;
	c->offered = NULL;
	c->checked = c->committed = false;
	memset(c->named, 0, sizeof(c->named));
	c->stage = STAGE_NEIGHBORS;
}

void
config_commit(struct config *c, uint32_t gen)
{
	if (!c->checked || c->offered_gen != gen) {
		log_error("configuration %u was not prepared", gen);
		return;
	}
	image_take_others(c->offered);
	c->committed = true;
	loop_task_wake(c->task);
}

void
config_abort(struct config *c, uint32_t gen)
{
	if (c->offered != NULL && !c->committed && c->offered_gen == gen)
		drop_offered(c);
}

bool
config_busy(const struct config *c)
{
	return c->stage != STAGE_IDLE || c->committed;
}

static void
name(struct config *c, uint32_t id)
{
	c->named[id / 8] |= (uint8_t)(1U << id % 8);
}

/* Who is there of a range stays, when the range has that id still. */
static void
keep_clones(struct config *c, const struct conf_neighbor *range)
{
	struct peer *p;

	for (p = peers_next(c->rde->peers, range->clone_first); p != NULL &&
	    conf_clones_has(range, p->id);
	    p = peers_next(c->rde->peers, p->id + 1U)) {
		if (p->range != range->id)
			continue;
		name(c, p->id);
		p->conf = conf_clone(range, p->id, &p->conf.remote);
		update_in_follow(p);
		adj_rib_in_peer_changed(c->rde->in);
	}
}

static void
add_neighbor(struct config *c, const struct conf_neighbor *n)
{
	char remote[ADDR_TEXT];

	sessions_peer_added(c->rde, n);
	if (!n->adj_rib_out)
		log_info("neighbor %s: adj-rib-out false: what is announced is "
		    "kept all the same, and sent again to a new session",
		    addr_print(&n->remote, remote, sizeof(remote)));
}

static void
take_neighbor(struct config *c, const struct conf_neighbor *n)
{
	struct peer *p;

	name(c, n->id);
	keep_clones(c, n);
	p = peers_get(c->rde->peers, n->id);
	if (p == NULL) {
		add_neighbor(c, n);
		return;
	}
	p->conf = *n;
	update_in_follow(p);
	adj_rib_in_peer_changed(c->rde->in);
}

static void
remove_unnamed(struct config *c)
{
	struct peer *p, *next;

	for (p = peers_next(c->rde->peers, 0); p != NULL; p = next) {
		next = peers_next(c->rde->peers, p->id + 1U);
		if ((c->named[p->id / 8] & 1U << p->id % 8) == 0)
			sessions_peer_removed(c->rde, p);
	}
}

/* Each: false when the pass is at its end. */
static bool
take_neighbors(struct config *c)
{
	struct conf_neighbor n;
	int i;

	for (i = 0; i < RECORDS; i++) {
		if (!image_neighbor(c->image, &n))
			return false;
		take_neighbor(c, &n);
	}
	return true;
}

static bool
take_processes(struct config *c)
{
	struct conf_process p;
	int i;

	for (i = 0; i < RECORDS; i++) {
		if (!image_process(c->image, &p))
			return false;
		programs_config_process(c->rde->programs, &p);
	}
	return true;
}

static bool
take_apis(struct config *c)
{
	struct conf_api a;
	int i;

	for (i = 0; i < RECORDS; i++) {
		if (!image_api(c->image, &a))
			return false;
		programs_config_api(c->rde->programs, &a);
	}
	return true;
}

static bool
take_routes(struct config *c)
{
	const struct idset *targets;
	struct originate_route r;
	enum image_step step;
	int i;

	for (i = 0; i < RECORDS; i++) {
		step = image_route(c->image, &r, &targets);
		if (step == IMAGE_END)
			return false;
		if (step == IMAGE_ROUTE)
			originate_config_route(c->rde->originate, &r,
			    targets);
	}
	return true;
}

static void
finish(struct config *c)
{
	uint32_t gen = c->gen;

	c->image = NULL;
	c->stage = STAGE_IDLE;
	inject_replay_free(c->replay);
	c->replay = NULL;
	(void)malloc_trim(0);
	if (!c->rde->configured) {
		c->rde->configured = true;
		programs_restarted(c->rde->programs);
		update_out_loaded(c->rde->out);
	}
	c->ops->done(c->arg, gen);
}

static void
step(struct config *c)
{
	switch (c->stage) {
	case STAGE_IDLE:
		break;
	case STAGE_NEIGHBORS:
		if (take_neighbors(c))
			break;
		remove_unnamed(c);
		c->stage = STAGE_PROCESSES;
		programs_config_begin(c->rde->programs);
		break;
	case STAGE_PROCESSES:
		if (!take_processes(c))
			c->stage = STAGE_APIS;
		break;
	case STAGE_APIS:
		if (take_apis(c))
			break;
		programs_config_end(c->rde->programs);
		c->stage = STAGE_ROUTES;
		originate_config_begin(c->rde->originate);
		break;
	case STAGE_ROUTES:
		if (!take_routes(c))
			c->stage = STAGE_SWEEP;
		break;
	case STAGE_SWEEP:
		if (originate_config_end(c->rde->originate))
			break;
		c->stage = STAGE_LOG;
		if (!c->rde->configured)
			c->replay = inject_replay_new(c->rde);
		break;
	case STAGE_LOG:
		if (c->replay == NULL || !inject_replay_run(c->replay,
		    clock_now()))
			c->stage = STAGE_CLOSE;
		break;
	case STAGE_CLOSE:
		if (!image_close(c->image))
			finish(c);
		break;
	}
}

static void
check_some(struct config *c)
{
	const uint32_t gen = c->offered_gen;
	char why[128];
	int res = image_check(c->offered, why, sizeof(why));

	if (res == 1)
		return;
	if (res == -1)
		drop_offered(c);
	else
		c->checked = true;
	c->ops->checked(c->arg, gen, res == -1 ? why : NULL);
}

static bool
is_checking(const struct config *c)
{
	return c->offered != NULL && !c->checked;
}

static bool
slice(void *arg)
{
	struct config *c = arg;
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);

	while (is_checking(c) || config_busy(c)) {
		if (is_checking(c))
			check_some(c);
		else if (c->stage == STAGE_IDLE)
			begin(c);
		else
			step(c);
		if (monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	return is_checking(c) || config_busy(c);
}
