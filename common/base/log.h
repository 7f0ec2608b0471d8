/* SPDX-License-Identifier: ISC */
/*
 * Log lines: lower case, no newline, "neighbor 192.0.2.1 (AS 64500): what:
 * detail".  The parent writes them; the engines hand theirs to a sink that
 * sends them to the parent (they may not open anything).  Until a sink is set
 * lines go to standard error.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level {
	LOG_LEVEL_DEBUG,
	LOG_LEVEL_INFO,
	LOG_LEVEL_WARN,
	LOG_LEVEL_ERROR,
	LOG_LEVEL_MAX
};

/* Longest line, with its NUL; what is longer is cut. */
enum { LOG_LINE_MAX = 1024 };

/* line is NUL-terminated and may hold any byte: the writer escapes. */
typedef void log_sink(void *arg, enum log_level level, const char *line);

/* name (a string that stays) is printed before each line on stderr. */
void	log_init(const char *name);
void	log_set_sink(log_sink *sink, void *arg);
void	log_set_level(enum log_level lowest);
enum log_level log_get_level(void);

void	log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void	log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void	log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void	log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A broken invariant of our own, or no memory; never for anything outside. */
void	fatal(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2), noreturn));

/* malloc family that calls fatal() instead of returning NULL. */
void	*xmalloc(unsigned long size);
void	*xcalloc(unsigned long n, unsigned long size);
void	*xreallocarray(void *p, unsigned long n, unsigned long size);
char	*xstrdup(const char *s);

#endif
