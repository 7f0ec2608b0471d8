/* SPDX-License-Identifier: ISC */
/*
 * The environment of programs: the daemon's, without what only the daemon is
 * to be told, and with what ExaBGP sets.
 */
#ifndef PARENT_PROGRAM_ENV_H
#define PARENT_PROGRAM_ENV_H

/*
 * A list like from, made for an execve; its strings are those of from, or
 * constant.  free(3) it.
 */
char	**program_env(char *const *from);

#endif
