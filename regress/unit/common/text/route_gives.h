/* SPDX-License-Identifier: ISC */
/* For tests of route text that compare a line's route, or where it is wrong. */
#ifndef UNIT_ROUTE_GIVES_H
#define UNIT_ROUTE_GIVES_H

#include "route_helper.h"

static struct wbuf w;

static inline int
setup(void **state)
{
	(void)state;
	wbuf_growable(&w, 1 << 16);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	wbuf_free(&w);
	return 0;
}

/* want: without the family's number. */
static inline void
gives(enum route_dialect d, enum family f, const char *line,
    enum family family, const char *want)
{
	const char *got = route_read(&w, d, f, line);
	char all[1024];

	snprintf(all, sizeof(all), "%u %s\n", family, want);
	if (strcmp(got, all) != 0)
		fail_msg("%s:\nwanted\n%s\ngot\n%s", line, all, got);
}

static inline void
refused(enum route_dialect d, enum family f, const char *line, unsigned col,
    const char *words)
{
	const char *got = route_read(&w, d, f, line);
	char at[16];

	snprintf(at, sizeof(at), "!%u ", col);
	if (strncmp(got, at, strlen(at)) != 0 || strstr(got, words) == NULL)
		fail_msg("%s: wanted %s…%s, got %s", line, at, words, got);
}

#endif
