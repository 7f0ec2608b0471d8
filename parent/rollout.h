/* SPDX-License-Identifier: ISC */
/*
 * Getting a configuration into both engines.  Two ways lead there: the
 * bring-up of an engine that has just started (always with what is in force),
 * and a change, in two phases: both agree, or nothing has happened.  Listeners
 * follow: a new neighbour's key is on them before an engine knows of it.
 */
#ifndef PARENT_ROLLOUT_H
#define PARENT_ROLLOUT_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/loop.h"
#include "config.h"
#include "engine.h"
#include "ipc/parent_engine.h"
#include "listen.h"

struct rollout_ops {
	/* The engine runs with what is in force. */
	void	(*running)(void *arg, enum engine_kind kind);
	/* It does not want what is in force. */
	void	(*refused)(void *arg, enum engine_kind kind, const char *why);
	/*
	 * A change is over.  old is what was in force, or NULL when the change
	 * was given up, then with why.  It is freed afterwards.
	 */
	void	(*changed)(void *arg, const struct config *old,
		    const char *why);
	void	*arg;
};

struct rollout;

/* first is the rollout's from here on. */
struct rollout *rollout_new(struct loop *l, struct listeners *ls,
	    struct config *first, const struct rollout_ops *ops);
void	rollout_free(struct rollout *r);
/* Before the engines are started: a daemon before this one had sessions. */
void	rollout_set_lost(struct rollout *r, monotime_t when);
/* Once, before the engines are started; e stays the caller's. */
void	rollout_set_engine(struct rollout *r, struct engine *e);
const struct config *rollout_current(const struct rollout *r);

void	rollout_up(struct rollout *r, enum engine_kind kind);
void	rollout_down(struct rollout *r, enum engine_kind kind);
void	rollout_agree(struct rollout *r, enum engine_kind kind, uint32_t gen);
void	rollout_refuse(struct rollout *r, enum engine_kind kind, uint32_t gen,
	    const char *why);
void	rollout_done(struct rollout *r, enum engine_kind kind, uint32_t gen,
	    const struct pe_done *did);
/*
 * That engine has lost the stream of this number between the two; accused: for
 * what the other said.  Both alive and apart serve nobody.
 */
void	rollout_sibling_lost(struct rollout *r, enum engine_kind kind,
	    uint32_t gen, bool accused);
/*
 * No change is under way and both engines run with what is in force; else *who
 * is the one that does not, or NULL.
 */
bool	rollout_ready(const struct rollout *r, const char **who);
/* What the last change did to the routes, when the engine counted. */
const struct pe_done *rollout_did(const struct rollout *r);
/* next is the rollout's; one change at a time. */
void	rollout_change(struct rollout *r, struct config *next);

#endif
