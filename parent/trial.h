/* SPDX-License-Identifier: ISC */
/*
 * What a reload would change: the file is read as for one, both engines are
 * asked, and nothing is done.  One at a time; it never keeps a reload waiting.
 * What a program changes waits for the one that runs, and goes before the
 * next.
 */
#ifndef PARENT_TRIAL_H
#define PARENT_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "engine.h"
#include "reload.h"
#include "rollout.h"
#include "trial_result.h"

struct trial_ops {
	/*
	 * Every question up to this number is answered: by the result, which
	 * is the callee's to keep by a reference, or why there is none.
	 */
	void	(*done)(void *arg, uint32_t served, const char *why,
		    struct trial_result *result);
	/* Another change waits: behind a trial it is its turn. */
	bool	(*others)(void *arg);
	void	*arg;
};

struct trial;

struct trial *trial_new(struct loop *l, int root_fd,
	    const struct trial_ops *ops);
void	trial_free(struct trial *t);
/* Once, before the first question. */
void	trial_set(struct trial *t, struct rollout *ro, struct reload *r);
void	trial_set_engine(struct trial *t, struct engine *e);

/* Its number.  While a change is under way, or due, it waits for trial_go. */
uint32_t trial_request(struct trial *t);
/* A change is over, or given up. */
void	trial_go(struct trial *t);
bool	trial_running(const struct trial *t);
/* The one that runs is given up; why is its answer. */
void	trial_abandon(struct trial *t, const char *why);
/* Nobody waits for an answer. */
void	trial_forget(struct trial *t);

/* From the engines; what belongs to another trial is not heard. */
void	trial_row(struct trial *t, struct engine *e, uint32_t gen,
	    const struct pe_trial_neighbor *row);
void	trial_done(struct trial *t, enum engine_kind kind, uint32_t gen,
	    const struct pe_done *did);
void	trial_refused(struct trial *t, enum engine_kind kind, uint32_t gen,
	    const char *why);
void	trial_engine_down(struct trial *t, enum engine_kind kind);

#endif
