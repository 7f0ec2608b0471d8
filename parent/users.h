/* SPDX-License-Identifier: ISC */
/*
 * Which ids the engines and the parsing child run under: -u, else the user
 * statement, else our own users, else, from a build tree, numbers that belong
 * to nobody.
 */
#ifndef PARENT_USERS_H
#define PARENT_USERS_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "config/conf.h"

enum user_of { USER_SESSION, USER_RDE, USER_PROGRAMS, USER_MAX };

struct user_ids {
	uid_t	uid;
	gid_t	gid;
};

struct users {
	struct user_ids	v[USER_MAX];
	bool		made_up;	/* numbers, since no user exists */
};

/* Ids of the parsing child: of nobody. */
struct user_ids	users_parser(void);
/*
 * One name or number; 0 is refused.  0, or -1 with why.
 */
int	users_lookup(const char *name, struct user_ids *ids, char *why,
	    size_t size);
/* The same for the user of one program, who is root where that is written. */
int	users_lookup_program(const char *name, struct user_ids *ids,
	    char *why, size_t size);
/* -u's value: three words, no two the same.  0, or -1 with why. */
int	users_words(const char *words, char *why, size_t size);
/* words is -u's "session,rde,programs", or NULL.  0, or -1 with why. */
int	users_resolve(struct users *u, const char *words,
	    const struct conf_global *g, char *why, size_t size);

#endif
