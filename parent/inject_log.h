/* SPDX-License-Identifier: ISC */
/*
 * The injection log's memory: it outlives the route engine that
 * writes it, and each new one gets it before its configuration.
 */
#ifndef PARENT_INJECT_LOG_H
#define PARENT_INJECT_LOG_H

#include <stdbool.h>

struct inject_log;

/* NULL with errno. */
struct inject_log *inject_log_new(void);
void	inject_log_free(struct inject_log *l);
/* A descriptor of the log for a new engine; -1 with errno. */
int	inject_log_give(struct inject_log *l);
/* One of a fresh file, which may become the log; -1 with errno. */
int	inject_log_rotate(struct inject_log *l);
/* The fresh file is the log now; false: there is none. */
bool	inject_log_swap(struct inject_log *l);

#endif
