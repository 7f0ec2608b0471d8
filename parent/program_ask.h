/* SPDX-License-Identifier: ISC */
/*
 * What a program or a client of the API asks of the daemon itself: shutdown,
 * reload, restart, neighbours that come and go.  The route engine only passes
 * it on; whether it may be done is decided here, by the configuration of the
 * program or the role of the client.
 */
#ifndef PARENT_PROGRAM_ASK_H
#define PARENT_PROGRAM_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amend.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_rde.h"
#include "program.h"

struct asks_ops {
	enum role (*role)(void *arg, uint32_t client);
	uint32_t (*reload)(void *arg);		/* number of the request */
	void	(*restart)(void *arg);		/* every session */
	void	(*shutdown)(void *arg, const char *who);
	/* Answered by whom it is given to; false: too many wait. */
	bool	(*amend)(void *arg, const struct amend_ask *a,
		    const char *text, size_t len);
	/* at most PR_ASK_TEXT octets */
	void	(*answer)(void *arg, uint32_t token,
		    const struct pr_answer *a, const char *text, size_t len);
	void	*arg;
};

struct asks;

struct asks *asks_new(struct loop *l, const struct programs *ps,
	    const struct asks_ops *ops);
void	asks_free(struct asks *as);
/* program is a number, or 0: then a->client. */
void	asks_take(struct asks *as, uint32_t token, uint32_t program,
	    const struct pr_ask *a, const char *text, size_t len);
/* Every reload up to this number is over. */
void	asks_reloaded(struct asks *as, uint32_t served, bool ok,
	    const char *text);
/* Nobody waits for an answer any more. */
void	asks_forget(struct asks *as);

#endif
