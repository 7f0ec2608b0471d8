/* SPDX-License-Identifier: ISC */
/*
 * What a program writes on its standard error, as lines: bounded in length and
 * in number, always read, so that it neither fills the log nor stands still.
 */
#ifndef PARENT_PROGRAM_STDERR_H
#define PARENT_PROGRAM_STDERR_H

#include <stddef.h>

#include "base/loop.h"

enum {
	PROGRAM_STDERR_LINE	= 1000,	/* octets; the rest is counted */
	PROGRAM_STDERR_LINES	= 200,	/* logged */
	PROGRAM_STDERR_MS	= 10000,	/* in so long a time */
};

struct program_stderr;

/*
 * line gets any octets but a newline; fd is non-blocking, and closed by
 * program_stderr_end.
 */
struct program_stderr *program_stderr_new(struct loop *l, int fd,
	    void (*line)(void *arg, const char *text, size_t len), void *arg);
/* Its last words, which lie in the pipe yet, and the end.  NULL is fine. */
void	program_stderr_end(struct program_stderr *e);

#endif
