/* SPDX-License-Identifier: ISC */
/*
 * The end of every log line.  syslog(3) may block and takes no descriptor
 * that we could ask beforehand, so the datagram is written here; on standard
 * error, which others share and which therefore stays blocking, we ask
 * whether a whole line fits.
 */
#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <bsd/string.h>

#include "base/wbuf.h"
#include "event/escape.h"
#include "log_write.h"

enum { PIECE_MAX = 3072, WRITE_MAX = 3584 };	/* less than PIPE_BUF */

void
log_write_init(struct log_write *w, const char *name)
{
	*w = (struct log_write){ .name = name, .fd = -1 };
}

void
log_write_close(struct log_write *w)
{
	if (w->fd != -1)
		(void)close(w->fd);
	w->fd = -1;
}

static int
syslog_connect(struct log_write *w)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };

	if (w->fd != -1)
		return 0;
	w->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (w->fd == -1)
		return -1;
	strlcpy(sun.sun_path, "/dev/log", sizeof(sun.sun_path));
	if (connect(w->fd, (struct sockaddr *)&sun, sizeof(sun)) == -1) {
		log_write_close(w);
		return -1;
	}
	return 0;
}

void
log_write_to(struct log_write *w, enum log_where where)
{
	w->where = where;
	if (where == LOG_TO_SYSLOG)
		(void)syslog_connect(w);	/* retried at each line */
	else
		log_write_close(w);
}

static bool
put_stderr(const char *buf, size_t len)
{
	struct pollfd p = { .fd = STDERR_FILENO, .events = POLLOUT };

	if (poll(&p, 1, 0) != 1 || (p.revents & POLLOUT) == 0)
		return false;
	return write(STDERR_FILENO, buf, len) != -1;
}

/* RFC 3164's shape, as local system logs take it: facility daemon (3). */
static bool
put_syslog(struct log_write *w, enum log_level level, const char *text)
{
	static const int severity[LOG_LEVEL_MAX] = {
		[LOG_LEVEL_DEBUG]	= 7,
		[LOG_LEVEL_INFO]	= 6,
		[LOG_LEVEL_WARN]	= 4,
		[LOG_LEVEL_ERROR]	= 3,
	};
	char buf[WRITE_MAX + 64], stamp[32];
	struct tm tm;
	time_t now = time(NULL);
	int n;

	if (localtime_r(&now, &tm) == NULL ||
	    strftime(stamp, sizeof(stamp), "%b %e %H:%M:%S", &tm) == 0)
		stamp[0] = '\0';
	n = snprintf(buf, sizeof(buf), "<%d>%s bgpd[%d]: %s",
	    3 << 3 | severity[level], stamp, (int)getpid(), text);
	if (n < 0)
		return false;
	if ((size_t)n >= sizeof(buf))
		n = sizeof(buf) - 1;
	if (syslog_connect(w) == -1)
		return false;
	if (send(w->fd, buf, (size_t)n, MSG_DONTWAIT | MSG_NOSIGNAL) != -1)
		return true;
	if (errno != EAGAIN && errno != ENOBUFS)
		log_write_close(w);	/* it was restarted: connect anew */
	return false;
}

static bool
put(struct log_write *w, enum log_level level, const char *from,
    const char *line)
{
	char buf[WRITE_MAX];
	int n;

	if (w->where == LOG_TO_SYSLOG) {
		(void)snprintf(buf, sizeof(buf), "%s%s%s",
		    from != w->name ? from : "", from != w->name ? ": " : "",
		    line);
		return put_syslog(w, level, buf);
	}
	n = snprintf(buf, sizeof(buf), "%s: %s\n", from, line);
	if (n < 0)
		return false;
	if ((size_t)n >= sizeof(buf)) {
		n = sizeof(buf) - 1;
		buf[n - 1] = '\n';
	}
	return put_stderr(buf, (size_t)n);
}

void
log_write_line(struct log_write *w, const char *from, enum log_level level,
    const char *line, size_t len)
{
	char safe[PIECE_MAX], lost[64];
	struct wbuf text;

	if (w->dropped > 0) {
		(void)snprintf(lost, sizeof(lost), "%llu log lines were lost",
		    (unsigned long long)w->dropped);
		if (put(w, LOG_LEVEL_WARN, w->name, lost))
			w->dropped = 0;
	}
	wbuf_fixed(&text, safe, sizeof(safe) - 1);
	escape_text(&text, line, len);	/* what does not fit is cut */
	safe[text.len] = '\0';
	if (!put(w, level, from, safe))
		w->dropped++;
}

static bool
may_write(struct log_share *s)
{
	monotime_t now = clock_now();
	int64_t back = monotime_diff_ms(now, s->since) * LOG_SHARE_SECOND /
	    1000;

	if (back >= s->spent) {
		s->spent = 0;
		s->since = now;
	} else if (back > 0) {
		s->spent -= back;
		s->since = monotime_add_ms(s->since, back * 1000 /
		    LOG_SHARE_SECOND);
	}
	if (s->spent >= LOG_SHARE_LINES)
		return false;
	s->spent++;
	return true;
}

void
log_write_share(struct log_write *w, struct log_share *s, const char *from,
    enum log_level level, const char *line, size_t len)
{
	char lost[64];
	int n;

	if (!may_write(s)) {
		s->left_out++;
		return;
	}
	if (s->left_out > 0) {
		n = snprintf(lost, sizeof(lost), "%llu log lines were too many",
		    (unsigned long long)s->left_out);
		s->left_out = 0;
		log_write_line(w, from, LOG_LEVEL_WARN, lost, (size_t)n);
	}
	log_write_line(w, from, level, line, len);
}

void
log_write_sink(void *arg, enum log_level level, const char *line)
{
	struct log_write *w = arg;

	log_write_line(w, w->name, level, line, strlen(line));
}
