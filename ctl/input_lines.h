/* SPDX-License-Identifier: ISC */
/* Something a line of standard input, for the offline tools. */
#ifndef CTL_INPUT_LINES_H
#define CTL_INPUT_LINES_H

#include <stddef.h>

#include "request.h"

/*
 * What becomes of a line, without its end; it may be written to.  0: done, or
 * there was nothing in it; -1, with why.
 */
typedef int input_line(void *arg, char *line, size_t len);

/*
 * All lines are looked at; those that are refused are complained about, by
 * their number and why, which input_line writes to.
 */
enum exit_code input_lines(struct output *out, input_line *fn, void *arg,
	    const char *why);

#endif
