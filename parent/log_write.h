/* SPDX-License-Identifier: ISC */
/*
 * Where log lines end: standard error, or the system's log.  Never blocks: a
 * line that cannot be written now is dropped and counted, and the count is
 * the next thing written.
 */
#ifndef PARENT_LOG_WRITE_H
#define PARENT_LOG_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/log.h"

enum log_where { LOG_TO_STDERR, LOG_TO_SYSLOG };

struct log_write {
	enum log_where	where;
	const char	*name;		/* printed before our own lines */
	int		 fd;		/* of /dev/log, or -1 */
	uint64_t	 dropped;
};

void	log_write_init(struct log_write *w, const char *name);
void	log_write_to(struct log_write *w, enum log_where where);
void	log_write_close(struct log_write *w);
/* From whom is an engine's name; line may hold any octet but NUL. */
void	log_write_line(struct log_write *w, const char *from,
	    enum log_level level, const char *line, size_t len);
/* A log_sink for our own lines; arg is a struct log_write. */
void	log_write_sink(void *arg, enum log_level level, const char *line);

#endif
