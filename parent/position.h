/* SPDX-License-Identifier: ISC */
/*
 * The memory in which an engine notes whose octets it is reading: a fresh one
 * for each, which outlives it.
 */
#ifndef PARENT_POSITION_H
#define PARENT_POSITION_H

#include <stdbool.h>

#include "ipc/position.h"

/* engine is for the name of the file.  -1 with errno. */
int	position_new(const char *engine);
/* What is noted there, of an engine that is gone; false: nothing. */
bool	position_read(int fd, struct position *p);

#endif
