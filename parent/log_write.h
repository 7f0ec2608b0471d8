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

#include "base/clock.h"
#include "base/log.h"

enum log_where { LOG_TO_STDERR, LOG_TO_SYSLOG };

/*
 * What an engine may write: somebody who took it over does not fill the log.
 * At once a line for each neighbour there may be, and then so many a second.
 */
enum { LOG_SHARE_LINES = 20000, LOG_SHARE_SECOND = 100 };

struct log_share {
	int64_t		spent;		/* lines */
	monotime_t	since;
	uint64_t	left_out;
};

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
/* The same of an engine, as far as its share goes. */
void	log_write_share(struct log_write *w, struct log_share *s,
	    const char *from, enum log_level level, const char *line,
	    size_t len);
/* A log_sink for our own lines; arg is a struct log_write. */
void	log_write_sink(void *arg, enum log_level level, const char *line);

#endif
