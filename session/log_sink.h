/* SPDX-License-Identifier: ISC */
/* Log lines on their way to the parent. */
#ifndef SESSION_LOG_SINK_H
#define SESSION_LOG_SINK_H

#include "base/log.h"
#include "engine.h"

/* A log_sink; arg is the engine. */
void	log_sink_line(void *arg, enum log_level level, const char *line);

#endif
