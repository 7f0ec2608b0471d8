/* SPDX-License-Identifier: ISC */
/*
 * The commands of --execute and its kin: one at a time, in the order of the
 * changes that caused them, those of the state before those of every state.
 */
#ifndef HEALTHCHECK_HOOKS_H
#define HEALTHCHECK_HOOKS_H

#include "child.h"
#include "options.h"

enum { HOOKS_MAX = 256 };	/* that wait; more are dropped, oldest first */

struct hooks;

struct hooks	*hooks_new(struct children *c, const struct options *o);
void		 hooks_free(struct hooks *h);	/* what runs is killed */
void		 hooks_add(struct hooks *h, enum state s);
bool		 hooks_busy(const struct hooks *h);
/* fn is called later, once, when all have ended; NULL: nobody waits. */
void		 hooks_wait(struct hooks *h, void (*fn)(void *arg), void *arg);

#endif
