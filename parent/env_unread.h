/* SPDX-License-Identifier: ISC */
/*
 * Words of the environment that ExaBGP has and bgpd does not: somebody may
 * count on them, so one line says which are set, and what does the same here.
 */
#ifndef PARENT_ENV_UNREAD_H
#define PARENT_ENV_UNREAD_H

/* env as environ; nothing is told when there is none of them. */
void	env_unread_tell(char *const *env, void (*warn)(const char *fmt, ...));

#endif
