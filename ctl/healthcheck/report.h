/* SPDX-License-Identifier: ISC */
/*
 * Where log lines go: syslog, standard error, or both, as ExaBGP's
 * healthcheck chooses.  Never blocks: what cannot be written now is lost.
 */
#ifndef HEALTHCHECK_REPORT_H
#define HEALTHCHECK_REPORT_H

#include "base/log.h"
#include "options.h"

enum { REPORT_NAME = 64 };

struct report {
	char		 name[REPORT_NAME];	/* healthcheck or -NAME */
	const char	*path;			/* of the system's log */
	unsigned	 facility;
	bool		 to_syslog;
	bool		 to_stderr;
	bool		 silent;
	int		 fd;			/* of path, or -1 */
};

/* path is "/dev/log", or a test's. */
void	report_init(struct report *r, const struct options *o,
	    const char *path);
void	report_close(struct report *r);
/* A log_sink; arg is a struct report. */
void	report_sink(void *arg, enum log_level level, const char *line);

#endif
