/* SPDX-License-Identifier: ISC */
/*
 * One program's life: started, watched, ended in steps, started again.
 *
 *	WAITING -> RUNNING -> (CLOSED) -> TERM -> KILLED -> reaped
 *			   -> FAREWELL -^
 *
 * Whatever ends it, it is over when it was reaped, and not before: its whole
 * process group has had SIGKILL by then.  What follows is `next`.
 */
#ifndef PARENT_PROGRAM_RUN_H
#define PARENT_PROGRAM_RUN_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backoff.h"
#include "base/clock.h"
#include "base/loop.h"
#include "config/conf.h"
#include "ipc/control.h"
#include "ipc/parent_rde.h"
#include "program_spawn.h"
#include "program_stderr.h"
#include "users.h"

enum {
	PROGRAM_FAREWELL_MS	= 2000,	/* for its last lines */
	PROGRAM_TERM_MS		= 2000,	/* from SIGTERM to SIGKILL */
	PROGRAM_KILLED_MS	= 1000,	/* then we do not wait for it */
};

enum program_next {
	PROGRAM_RESPAWN,	/* as configured */
	PROGRAM_AT_ONCE,	/* it was us who wanted it to end */
	PROGRAM_NEVER,		/* the daemon stops, or it is configured out */
};

struct program;

struct program_world {
	struct loop		*loop;
	const char		*config;	/* path of the file */
	struct user_ids		 user;		/* where none is written */
	char			**env;
	bool			 serving;	/* the route engine is there */
	bool			 stopping;	/* nothing is started now */
	/*
	 * To the route engine; fd is the callee's, or -1.  -1 when there is
	 * none.
	 */
	int	(*send)(void *arg, uint16_t type, uint32_t peer, uint32_t gen,
		    const void *body, size_t len, int fd);
	/* A line that it wrote on its standard error. */
	void	(*say)(void *arg, const char *name, const char *text,
		    size_t len);
	void	*arg;			/* of those two */
	/* It is over, and p->next is to be seen to. */
	void	(*over)(void *over_arg, struct program *p);
	void	*over_arg;
};

struct program {
	struct conf_process	 conf;
	struct program_world	*world;
	uint32_t		 number;	/* stays with the name */
	uint32_t		 run;		/* counts its starts */
	uint8_t			 state;		/* enum ctl_process_state */
	bool			 configured;
	bool			 again;		/* PR_PROGRAM_AGAIN, next */
	bool			 given_up;	/* SIGKILL did not end it */
	bool			 mute;		/* its output is closed */
	bool			 deaf;		/* its input */
	enum program_next	 next;
	struct program_child	 child;		/* pid -1: none */
	struct program_stderr	*err;
	struct loop_io		*io;		/* of the pidfd */
	struct loop_timer	*timer;		/* next start, or next step */
	struct backoff		 backoff;
	struct program_user	 user;		/* it runs as, or ran */
	monotime_t		 since;		/* of the state */
	monotime_t		 ended;		/* the last time */
	char			 last[CTL_REASON_MAX];	/* why it ended */
	char			 why[CTL_REASON_MAX];	/* we end it */
};

struct program *program_new(struct program_world *w,
	    const struct conf_process *c, uint32_t number);
/* SIGKILL, when it still runs. */
void	program_free(struct program *p);
bool	program_alive(const struct program *p);
/* Now, unless nothing can be started; a failure is tried again by itself. */
void	program_start(struct program *p);
/* Farewell, SIGTERM, SIGKILL; at once when it does not run. */
void	program_stop(struct program *p, enum program_next next,
	    const char *why);
/* From the route engine, about this run: the farewell is said. */
void	program_stopped(struct program *p);
/* And: it breaks a rule, or does not speak or listen any more. */
void	program_ended(struct program *p, enum pr_ended_why why);
/* The route engine died, and its ends of the pipes with it. */
void	program_orphaned(struct program *p);

#endif
