/* SPDX-License-Identifier: ISC */
/*
 * The image is read as a reload reads it (config.c), into a draft, and that
 * is compared with what is in force.  All is given back in slices too; only
 * then the next trial begins.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "config.h"
#include "config/conf_diff.h"
#include "draft.h"
#include "forecast.h"
#include "image.h"
#include "ipc/parent_engine.h"
#include "originate.h"
#include "peer.h"
#include "trial.h"

enum {
	SLICE_MS	= 5,
	RECORDS		= 64,		/* between looks at the clock */
};

enum stage { STAGE_IDLE, STAGE_CHECK, STAGE_NEIGHBORS, STAGE_ROUTES,
	STAGE_COMPARE, STAGE_DROP, STAGE_CLOSE };

struct trial {
	struct rde		*rde;
	struct loop_task	*task;
	enum stage		 stage;
	uint32_t		 gen;
	struct image		*image;
	struct draft		*draft;
	struct forecast		*forecast;

	/* Asked meanwhile. */
	int			 next_fd;	/* -1: none */
	uint32_t		 next_gen;
};

static bool	slice(void *arg);

struct trial *
trial_new(struct rde *rde)
{
	struct trial *t = xcalloc(1, sizeof(*t));

	t->rde = rde;
	t->next_fd = -1;
	t->task = loop_task_new(rde->loop, slice, t);
	return t;
}

static void
drop_next(struct trial *t)
{
	if (t->next_fd != -1)
		(void)close(t->next_fd);
	t->next_fd = -1;
}

void
trial_free(struct trial *t)
{
	if (t == NULL)
		return;
	drop_next(t);
	while (t->draft != NULL && draft_close(t->draft))
		;
	image_free(t->image);
	forecast_free(t->forecast);
	loop_task_free(t->task);
	free(t);
}

void
trial_refuse(struct rde *rde, uint32_t gen, const char *why)
{
	(void)link_send(rde->parent, PE_TRIAL_REFUSED, 0, gen, why,
	    strnlen(why, PE_REASON_MAX - 1));
}

static void
begin(struct trial *t, uint32_t gen, int fd)
{
	char why[PE_REASON_MAX];

	if (!t->rde->configured || config_busy(t->rde->config)) {
		(void)close(fd);
		trial_refuse(t->rde, gen, "a configuration is carried out");
		return;
	}
	t->image = image_open(t->rde, fd, why, sizeof(why));
	if (t->image == NULL) {
		trial_refuse(t->rde, gen, why);
		return;
	}
	t->gen = gen;
	t->stage = STAGE_CHECK;
	loop_task_wake(t->task);
}

/* What it has is given back in slices. */
static void
give_up(struct trial *t)
{
	if (t->stage != STAGE_IDLE && t->stage != STAGE_CLOSE)
		t->stage = STAGE_DROP;
}

void
trial_ask(struct trial *t, uint32_t gen, int fd)
{
	drop_next(t);
	give_up(t);
	if (t->stage == STAGE_IDLE) {
		begin(t, gen, fd);
		return;
	}
	t->next_fd = fd;
	t->next_gen = gen;
}

void
trial_end(struct trial *t, uint32_t gen)
{
	if (t->next_fd != -1 && t->next_gen == gen)
		drop_next(t);
	if (t->gen == gen)
		give_up(t);
}

void
trial_abandon(struct trial *t, const char *why)
{
	if (t == NULL)
		return;
	if (t->next_fd != -1)
		trial_refuse(t->rde, t->next_gen, why);
	drop_next(t);
	if (t->stage != STAGE_IDLE && t->stage < STAGE_DROP)
		trial_refuse(t->rde, t->gen, why);
	give_up(t);
}

static void
check_some(struct trial *t)
{
	char why[PE_REASON_MAX];
	int res = image_check(t->image, why, sizeof(why));

	if (res == 0)
		t->stage = STAGE_NEIGHBORS;
	if (res != -1)
		return;
	trial_refuse(t->rde, t->gen, why);
	t->stage = STAGE_DROP;
}

/* Each: false when the pass is at its end. */
static bool
pass_neighbors(struct trial *t)
{
	struct conf_neighbor n;
	int i;

	for (i = 0; i < RECORDS; i++)
		if (!image_neighbor(t->image, &n))
			return false;
	return true;
}

static bool
take_routes(struct trial *t)
{
	const struct idset *targets;
	struct originate_route r;
	enum image_step step;
	int i;

	for (i = 0; i < RECORDS; i++) {
		step = image_route(t->image, &r, &targets);
		if (step == IMAGE_END)
			return false;
		if (step == IMAGE_ROUTE)
			draft_route(t->draft, &r, targets);
	}
	return true;
}

static void
tell(const struct trial *t, const struct peer *p)
{
	const struct forecast_sum *s = forecast_of(t->forecast, p->id);
	const struct pe_trial_neighbor row = { .id = p->id,
	    .range = p->range, .change = CONF_CHANGE_NONE,
	    .announcements = s->announcements, .withdraws = s->withdraws,
	    .remote = p->conf.remote };

	if (s->announcements > 0 || s->withdraws > 0)
		(void)link_send(t->rde->parent, PE_TRIAL_NEIGHBOR, 0, t->gen,
		    &row, sizeof(row));
}

static void
answer(const struct trial *t)
{
	const struct peer *p;

	for (p = peers_next(t->rde->peers, 0); p != NULL;
	    p = peers_next(t->rde->peers, p->id + 1U))
		tell(t, p);
	(void)link_send(t->rde->parent, PE_TRIAL_DONE, 0, t->gen,
	    draft_count(t->draft), sizeof(struct pe_done));
}

static void
drop_some(struct trial *t)
{
	if (t->draft != NULL && draft_close(t->draft))
		return;
	t->draft = NULL;
	forecast_free(t->forecast);
	t->forecast = NULL;
	t->stage = STAGE_CLOSE;
}

static void
close_some(struct trial *t)
{
	int fd = t->next_fd;

	if (image_close(t->image))
		return;
	t->image = NULL;
	t->stage = STAGE_IDLE;
	t->next_fd = -1;
	if (fd != -1)
		begin(t, t->next_gen, fd);
}

static void
step(struct trial *t)
{
	switch (t->stage) {
	case STAGE_IDLE:
		break;
	case STAGE_CHECK:
		check_some(t);
		break;
	case STAGE_NEIGHBORS:
		if (pass_neighbors(t))
			break;
		t->draft = draft_new(t->rde->originate);
		t->forecast = forecast_new(t->rde);
		t->stage = STAGE_ROUTES;
		break;
	case STAGE_ROUTES:
		if (!take_routes(t))
			t->stage = STAGE_COMPARE;
		break;
	case STAGE_COMPARE:
		if (draft_compare(t->draft, t->forecast))
			break;
		answer(t);
		t->stage = STAGE_DROP;
		break;
	case STAGE_DROP:
		drop_some(t);
		break;
	case STAGE_CLOSE:
		close_some(t);
		break;
	}
}

static bool
slice(void *arg)
{
	struct trial *t = arg;
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);

	while (t->stage != STAGE_IDLE) {
		step(t);
		if (monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	return t->stage != STAGE_IDLE;
}
