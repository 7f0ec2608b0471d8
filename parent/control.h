/* SPDX-License-Identifier: ISC */
/*
 * Control clients: accepted here, told apart by what the kernel says of them,
 * handed to both engines one at a time, and then out of the way.  The parent
 * itself answers reload (and what one would change), log, shutdown, and shows
 * programs.
 */
#ifndef PARENT_CONTROL_H
#define PARENT_CONTROL_H

#include "base/loop.h"
#include "config.h"
#include "control_socket.h"
#include "engine.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "trial_result.h"

enum {
	CONTROL_CLIENTS_MAX	= 512,	/* connected; 32 of them for root */
	CONTROL_CLIENTS_UID	= 64,	/* of one user other than root */
	CONTROL_WAITING_MAX	= 64,	/* not yet handed over */
	CONTROL_WAITING_UID	= 16,	/* of them, of one user */
	CONTROL_ROOT_RESERVE	= 32,
	CONTROL_READERS_MAX	= 8,	/* who read what a reload would do */
};

struct control_ops {
	uint32_t (*reload)(void *arg);	/* number of the request */
	/* what one would change; and that nobody waits for that any more */
	uint32_t (*trial)(void *arg);
	void	(*trial_unwanted)(void *arg);
	void	(*log)(void *arg, bool verbose);
	/* The program behind the *i-th, and *i moves on; false: none. */
	bool	(*process)(void *arg, size_t *i, struct ctl_process *row);
	/* reason is for the neighbours, or "" */
	void	(*shutdown)(void *arg, const char *reason);
	void	*arg;
};

struct control;

/* Takes the socket over and begins to accept. */
struct control *control_new(struct loop *l, struct control_socket *s,
	    const struct config *c, const struct control_ops *ops);
void	control_free(struct control *c);
void	control_set_engine(struct control *c, struct engine *e);
/* Roles are looked up again; who lost one is revoked. */
void	control_configure(struct control *c, const struct config *conf);
/* Of a client that is or was connected and may still use its pipes. */
enum role control_role(const struct control *c, uint32_t id);
/* The engine took the client with this id. */
void	control_taken(struct control *c, enum engine_kind kind, uint32_t id);
void	control_engine_down(struct control *c, enum engine_kind kind);
/* Answers everyone whose reload is served. */
void	control_reloaded(struct control *c, uint32_t served, bool ok,
	    const char *text);
/* And everyone whose question is; why there is no result, or NULL. */
void	control_tried(struct control *c, uint32_t served, const char *why,
	    struct trial_result *result);

#endif
