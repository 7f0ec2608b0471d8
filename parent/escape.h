/* SPDX-License-Identifier: ISC */
/*
 * Lines that hold what strangers said, made safe for a terminal and a log
 * file: control characters and what is not UTF-8 become \xHH.
 */
#ifndef PARENT_ESCAPE_H
#define PARENT_ESCAPE_H

#include <stddef.h>

/* dst always ends in NUL; a line that is too long is cut between characters. */
void	escape_line(char *dst, size_t size, const char *src, size_t len);

#endif
