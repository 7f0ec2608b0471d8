/* SPDX-License-Identifier: ISC */
/* Which file a process block means, and whether we would run it. */
#ifndef PARENT_PROGRAM_FILE_H
#define PARENT_PROGRAM_FILE_H

#include <limits.h>
#include <stddef.h>

/*
 * The first word of run: absolute, or looked for in /etc/exabgp (what begins
 * with etc/exabgp/ also in EXABGP_ETC), the directory of the configuration,
 * and PATH; get is getenv, or a test's own.  0, or -1 with why.
 */
int	program_file(const char *run, const char *config,
	    char *(*get)(const char *name), char path[PATH_MAX], char *why,
	    size_t size);

#endif
