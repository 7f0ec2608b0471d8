/* SPDX-License-Identifier: ISC */
/*
 * Log lines.  This file makes the line and cuts it to size; where it goes is
 * the sink's matter.  Without a sink, and for what a sink itself has to say,
 * a line goes to standard error in one write, with control bytes escaped.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

static struct {
	const char	*name;
	log_sink	*sink;
	void		*arg;
	enum log_level	 lowest;
	bool		 in_sink;
} state = { .lowest = LOG_LEVEL_INFO };

static const char *const level_names[] = {
	[LOG_LEVEL_DEBUG]	= "debug",
	[LOG_LEVEL_INFO]	= "info",
	[LOG_LEVEL_WARN]	= "warning",
	[LOG_LEVEL_ERROR]	= "error",
};
_Static_assert(sizeof(level_names) / sizeof(level_names[0]) == LOG_LEVEL_MAX,
    "every level has a name");

void
log_init(const char *name)
{
	state.name = name;
}

void
log_set_sink(log_sink *sink, void *arg)
{
	state.sink = sink;
	state.arg = arg;
}

void
log_set_level(enum log_level lowest)
{
	state.lowest = lowest;
}

enum log_level
log_get_level(void)
{
	return state.lowest;
}

/* Escapes what could steer a terminal; out has room for 4 times the line. */
static size_t
escape_line(char *out, const char *line)
{
	static const char hex[] = "0123456789abcdef";
	const uint8_t *p = (const uint8_t *)line;
	size_t n = 0;

	for (; *p != '\0'; p++) {
		if (*p >= 0x20 && *p < 0x7f) {
			out[n++] = (char)*p;
			continue;
		}
		out[n++] = '\\';
		out[n++] = 'x';
		out[n++] = hex[*p >> 4];
		out[n++] = hex[*p & 15];
	}
	return n;
}

static void
write_stderr(enum log_level level, const char *line)
{
	char buf[LOG_LINE_MAX * 4 + 128];
	int head;
	size_t n;

	head = snprintf(buf, 100, "%.60s: %s: ",
	    state.name != NULL ? state.name : "herald", level_names[level]);
	n = head > 0 ? (size_t)head : 0;
	n += escape_line(buf + n, line);
	buf[n++] = '\n';
	/* There is nobody left to tell when this fails. */
	if (write(STDERR_FILENO, buf, n) == -1)
		return;
}

static void __attribute__((format(printf, 2, 0)))
put_line(enum log_level level, const char *fmt, va_list ap)
{
	char line[LOG_LINE_MAX];
	int saved = errno;

	if (level < state.lowest)
		return;
	if (vsnprintf(line, sizeof(line), fmt, ap) < 0)
		line[0] = '\0';
	if (state.sink != NULL && !state.in_sink) {
		state.in_sink = true;
		state.sink(state.arg, level, line);
		state.in_sink = false;
	} else
		write_stderr(level, line);
	errno = saved;
}

void
log_debug(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_line(LOG_LEVEL_DEBUG, fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_line(LOG_LEVEL_INFO, fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_line(LOG_LEVEL_WARN, fmt, ap);
	va_end(ap);
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_line(LOG_LEVEL_ERROR, fmt, ap);
	va_end(ap);
}

/*
 * The sink may only queue the line, and nothing will be written any more: so
 * it also goes to standard error.
 */
void
fatal(const char *fmt, ...)
{
	char line[LOG_LINE_MAX];
	va_list ap;

	va_start(ap, fmt);
	if (vsnprintf(line, sizeof(line), fmt, ap) < 0)
		line[0] = '\0';
	va_end(ap);
	write_stderr(LOG_LEVEL_ERROR, line);
	if (state.sink != NULL && !state.in_sink) {
		state.in_sink = true;
		state.sink(state.arg, LOG_LEVEL_ERROR, line);
	}
	abort();
}

void *
xmalloc(unsigned long size)
{
	void *p = malloc(size > 0 ? size : 1);

	if (p == NULL)
		fatal("out of memory: %lu octets", size);
	return p;
}

void *
xcalloc(unsigned long n, unsigned long size)
{
	void *p;

	if (n == 0 || size == 0)
		n = size = 1;
	p = calloc(n, size);
	if (p == NULL)
		fatal("out of memory: %lu times %lu octets", n, size);
	return p;
}

void *
xreallocarray(void *p, unsigned long n, unsigned long size)
{
	unsigned long total;
	void *q = NULL;

	if (n == 0 || size == 0)
		n = size = 1;
	if (!__builtin_mul_overflow(n, size, &total))
		q = realloc(p, total);
	if (q == NULL)
		fatal("out of memory: %lu times %lu octets", n, size);
	return q;
}

char *
xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(xmalloc(n), s, n);
}
