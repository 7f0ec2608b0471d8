/* SPDX-License-Identifier: ISC */
/*
 * Neighbours that come and go by a program's word: one such change at a time,
 * each a new configuration made of the one in force, and carried out as a
 * reload is.
 */
#ifndef PARENT_AMEND_H
#define PARENT_AMEND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "created.h"
#include "ipc/parent_rde.h"
#include "reload.h"
#include "rollout.h"

struct amend_ask {
	uint32_t	token;
	uint8_t		kind;		/* PR_ASK_CREATE, PR_ASK_DELETE */
	/* the program that asks; "" a control client */
	char		program[CONF_NAME_MAX];
};

struct amend_ops {
	/* As that of a program is now; NULL: it is configured no more. */
	const struct conf_process *(*process)(void *arg, const char *name);
	/* What a change would make useless runs: amend_go will come. */
	bool	(*must_wait)(void *arg);
	void	(*over)(void *arg);
	void	(*answer)(void *arg, uint32_t token,
		    const struct pr_answer *a, const char *text, size_t len);
	void	*arg;
};

struct amend;

struct amend *amend_new(struct loop *l, int root_fd, struct created *cr,
	    const struct amend_ops *ops);
void	amend_free(struct amend *am);
/* Once, before the first is asked. */
void	amend_set(struct amend *am, struct rollout *ro, struct reload *r);
/* False: too many wait. */
bool	amend_take(struct amend *am, const struct amend_ask *a,
	    const char *text, size_t len);
/* Nobody waits for answers any more; what is being carried out, is. */
void	amend_forget(struct amend *am);
/* A reload or a trial is over: it is our turn. */
void	amend_go(struct amend *am);
bool	amend_waits(const struct amend *am);
/* The change that the rollout is at is ours; it is over, as reload_changed. */
bool	amend_running(const struct amend *am);
void	amend_changed(struct amend *am, const char *why);

#endif
