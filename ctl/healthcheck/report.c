/* SPDX-License-Identifier: ISC */
/*
 * Standard error gets lines when it is a terminal, or when it is the only
 * place: with --no-syslog, with --debug, and where the system has no log.
 * syslog(3) may block, so the datagram is written here; standard error is the
 * daemon's pipe, so it is asked whether a whole line fits.
 */
#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "event/escape.h"
#include "report.h"

enum { TEXT_MAX = 3072, DATAGRAM_MAX = 3584 };	/* less than PIPE_BUF */

static const struct {
	const char	*name;
	unsigned	 severity;	/* RFC 5424 6.2.1 */
} levels[LOG_LEVEL_MAX] = {
	[LOG_LEVEL_DEBUG]	= { "debug", 7 },
	[LOG_LEVEL_INFO]	= { "info", 6 },
	[LOG_LEVEL_WARN]	= { "warning", 4 },
	[LOG_LEVEL_ERROR]	= { "error", 3 },
};

void
report_init(struct report *r, const struct options *o, const char *path)
{
	*r = (struct report){ .path = path, .facility = o->facility,
	    .silent = o->silent, .fd = -1 };
	(void)snprintf(r->name, sizeof(r->name), "healthcheck%s%s",
	    o->name != NULL ? "-" : "", o->name != NULL ? o->name : "");
	r->to_syslog = !o->no_syslog && !o->debug;
	r->to_stderr = !o->silent &&
	    (!r->to_syslog || isatty(STDERR_FILENO) == 1);
}

void
report_close(struct report *r)
{
	if (r->fd != -1)
		(void)close(r->fd);
	r->fd = -1;
}

static int
connect_log(struct report *r)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };

	if (r->fd != -1)
		return 0;
	r->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	strlcpy(sun.sun_path, r->path, sizeof(sun.sun_path));
	if (r->fd != -1 && connect(r->fd, (const struct sockaddr *)&sun,
	    sizeof(sun)) == 0)
		return 0;
	report_close(r);
	return -1;
}

static bool
put_syslog(struct report *r, enum log_level level, const char *text)
{
	char buf[DATAGRAM_MAX];
	int n, tries;

	n = snprintf(buf, sizeof(buf), "<%u>%s[%d]: %s",
	    r->facility << 3 | levels[level].severity, r->name, (int)getpid(),
	    text);
	if (n < 0)
		return false;
	if ((size_t)n >= sizeof(buf))
		n = sizeof(buf) - 1;
	/* A log that was restarted has another socket by the same name. */
	for (tries = 0; tries < 2; tries++) {
		if (connect_log(r) == -1)
			return false;
		if (send(r->fd, buf, (size_t)n, MSG_NOSIGNAL) != -1 ||
		    errno == EAGAIN || errno == ENOBUFS)
			return true;
		report_close(r);
	}
	return false;
}

static void
put_stderr(const struct report *r, enum log_level level, const char *text)
{
	struct pollfd p = { .fd = STDERR_FILENO, .events = POLLOUT };
	char buf[DATAGRAM_MAX];
	int n;

	n = snprintf(buf, sizeof(buf), "%s: %s: %s\n", r->name,
	    levels[level].name, text);
	if (n < 0 || (size_t)n >= sizeof(buf) || poll(&p, 1, 0) != 1 ||
	    (p.revents & POLLOUT) == 0)
		return;
	/* There is nobody left to tell when this fails. */
	if (write(STDERR_FILENO, buf, (size_t)n) == -1)
		return;
}

void
report_sink(void *arg, enum log_level level, const char *line)
{
	struct report *r = arg;
	char text[TEXT_MAX];
	struct wbuf w;
	bool logged;

	wbuf_fixed(&w, text, sizeof(text) - 1);
	escape_text(&w, line, strlen(line));	/* what does not fit is cut */
	text[w.len] = '\0';
	logged = r->to_syslog && put_syslog(r, level, text);
	if (r->to_stderr || (!logged && !r->silent))
		put_stderr(r, level, text);
}
