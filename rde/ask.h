/* SPDX-License-Identifier: ISC */
/*
 * Questions to the parent (what only it may decide) and to the session engine
 * (what it knows of a neighbour), by token: each is answered once, or fails
 * with the session engine.  Who asks may forget the question.
 */
#ifndef RDE_ASK_H
#define RDE_ASK_H

#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "bgp/addr.h"
#include "ipc/control.h"
#include "ipc/parent_rde.h"
#include "rde.h"

struct asks;

/* text is one line without its newline, "" when there is nothing to say. */
typedef void	ask_done(void *arg, enum ctl_code code, const char *text);
/* What the session engine knows of a neighbour, before ask_done. */
typedef void	ask_neighbor_fn(void *arg, const struct ctl_neighbor *n);

struct asks	*asks_new(struct rde *rde);
void		 asks_free(struct asks *as);

/* The token; 0: too much is asked already, or nobody is there to ask. */
uint32_t	 ask_parent(struct asks *as, const struct pr_ask *q,
		    uint32_t program, const char *text, ask_done *done,
		    void *arg);
uint32_t	 ask_session(struct asks *as, const struct addr *remote,
		    ask_neighbor_fn *fn, ask_done *done, void *arg);
void		 ask_forget(struct asks *as, uint32_t token);

/* Answers; a token that nobody knows is ignored. */
void		 ask_answer(struct asks *as, uint32_t token,
		    const struct pr_answer *a, struct rbuf text);
void		 ask_neighbor(struct asks *as, uint32_t token,
		    struct rbuf body);
void		 ask_neighbor_end(struct asks *as, uint32_t token);
/* The session engine is gone. */
void		 asks_session_lost(struct asks *as);

#endif
