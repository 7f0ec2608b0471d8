/* SPDX-License-Identifier: ISC */
/*
 * The injection log's memory (design 5): it outlives the route engine that
 * writes it, and each new one gets it before its configuration.
 */
#ifndef PARENT_INJECT_LOG_H
#define PARENT_INJECT_LOG_H

#include "engine.h"

struct inject_log;

/* NULL with errno. */
struct inject_log *inject_log_new(void);
void	inject_log_free(struct inject_log *l);
/* The route engine has started: it gets the log. */
void	inject_log_give(struct inject_log *l, struct engine *e);
/* It wants a fresh file, and to have that instead. */
void	inject_log_rotate(struct inject_log *l, struct engine *e);
void	inject_log_complete(struct inject_log *l, struct engine *e);

#endif
