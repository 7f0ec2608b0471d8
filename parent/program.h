/* SPDX-License-Identifier: ISC */
/*
 * The programs of the configuration: which are to run, which are to be started
 * anew, and what the route engine says of them.  None outlives the daemon, and
 * none can end it.
 */
#ifndef PARENT_PROGRAM_H
#define PARENT_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "config.h"
#include "program_run.h"
#include "users.h"

struct programs_conf {
	const char	*config;	/* path of the file */
	struct user_ids	 user;		/* where none is written */
	char *const	*env;		/* the daemon's; stays */
	/* As struct program_world has them. */
	int	(*send)(void *arg, uint16_t type, uint32_t peer, uint32_t gen,
		    const void *body, size_t len, int fd);
	void	(*say)(void *arg, const char *name, const char *text,
		    size_t len);
	/* After programs_stop: none is left. */
	void	(*idle)(void *arg);
	void	*arg;
};

struct programs;

struct programs *programs_new(struct loop *l, const struct programs_conf *c);
void	programs_free(struct programs *ps);

/* The route engine has committed c: it can be told of programs. */
void	programs_serve(struct programs *ps, const struct config *c);
void	programs_engine_down(struct programs *ps);
/* A reload brought c: what is not configured any more ends, and so on. */
void	programs_configure(struct programs *ps, const struct config *c);
/* Every program ends and begins anew, also one that had ended. */
void	programs_restart(struct programs *ps);
/* All of them end, for good; idle is called, also when there is none. */
void	programs_stop(struct programs *ps);

/* From the route engine; what is about an older start is not heard. */
void	programs_ended(struct programs *ps, uint32_t number, uint32_t run,
	    enum pr_ended_why why);
void	programs_stopped(struct programs *ps, uint32_t number, uint32_t run);

/* NULL when no such program is configured. */
const struct program *programs_by_number(const struct programs *ps,
	    uint32_t number);
/* Those that are configured, or still end: the i-th, NULL behind the last. */
const struct program *programs_next(const struct programs *ps, size_t *i);

#endif
