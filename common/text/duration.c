/* SPDX-License-Identifier: ISC */
/*
 * Durations and points in time as people write them.  A duration is a run of
 * numbers with units, largest first, each unit once; a bare number has none
 * and is refused, for nobody agrees on what it would mean.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "text/duration.h"

static const struct unit {
	const char	*word;
	int64_t		 ms;
} units[] = {
	{ "w", 7 * 24 * 3600 * 1000LL },
	{ "d", 24 * 3600 * 1000LL },
	{ "h", 3600 * 1000LL },
	{ "m", 60 * 1000LL },
	{ "s", 1000LL },
	{ "ms", 1LL },
};
enum { NUNITS = sizeof(units) / sizeof(units[0]) };

/* A hundred years: what is longer is a mistake. */
static const int64_t duration_max = 36525LL * 24 * 3600 * 1000;

int64_t
duration_parse(const char *s)
{
	int64_t total = 0, n;
	size_t i = 0, len;

	if (*s == '\0')
		return -1;
	while (*s != '\0') {
		if (*s < '0' || *s > '9')
			return -1;
		for (n = 0; *s >= '0' && *s <= '9'; s++) {
			n = n * 10 + (*s - '0');
			if (n > duration_max)
				return -1;
		}
		for (len = 0; s[len] >= 'a' && s[len] <= 'z'; len++)
			;
		while (i < NUNITS && (strlen(units[i].word) != len ||
		    memcmp(s, units[i].word, len) != 0))
			i++;
		if (i == NUNITS || n > duration_max / units[i].ms)
			return -1;
		total += n * units[i++].ms;
		if (total > duration_max)
			return -1;
		s += len;
	}
	return total;
}

void
duration_print(struct wbuf *out, int64_t ms)
{
	size_t i;

	if (ms <= 0) {
		wbuf_str(out, "0s");
		return;
	}
	for (i = 1; i < NUNITS; i++) {
		if (ms < units[i].ms)
			continue;
		wbuf_printf(out, "%lld%s", (long long)(ms / units[i].ms),
		    units[i].word);
		ms %= units[i].ms;
	}
}

/* Exactly n digits; -1 when they are not, or above max. */
static int
digits(const char **s, int n, int max)
{
	int v = 0;

	while (n-- > 0) {
		if (**s < '0' || **s > '9')
			return -1;
		v = v * 10 + (*(*s)++ - '0');
	}
	return v > max ? -1 : v;
}

static bool
expect(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* "Z", "+hh:mm", "-hh:mm" and the end; seconds east, false malformed. */
static bool
zone_parse(const char *s, int *east)
{
	int sign, h, m;

	if (strcmp(s, "Z") == 0 || strcmp(s, "z") == 0) {
		*east = 0;
		return true;
	}
	if (*s != '+' && *s != '-')
		return false;
	sign = *s++ == '+' ? 1 : -1;
	if ((h = digits(&s, 2, 23)) == -1 || !expect(&s, ':') ||
	    (m = digits(&s, 2, 59)) == -1 || *s != '\0')
		return false;
	*east = sign * (h * 3600 + m * 60);
	return true;
}

static int64_t
rfc3339_parse(const char *s)
{
	struct tm tm, back;
	time_t t;
	int y, mon, d, h, m, sec, east;

	if ((y = digits(&s, 4, 9999)) == -1 || !expect(&s, '-') ||
	    (mon = digits(&s, 2, 12)) < 1 || !expect(&s, '-') ||
	    (d = digits(&s, 2, 31)) < 1)
		return -1;
	if (*s != 'T' && *s != 't' && *s != ' ')
		return -1;
	s++;
	if ((h = digits(&s, 2, 23)) == -1 || !expect(&s, ':') ||
	    (m = digits(&s, 2, 59)) == -1 || !expect(&s, ':') ||
	    (sec = digits(&s, 2, 60)) == -1)
		return -1;
	if (expect(&s, '.')) {
		if (digits(&s, 1, 9) == -1)
			return -1;
		while (*s >= '0' && *s <= '9')
			s++;
	}
	if (!zone_parse(s, &east))
		return -1;
	memset(&tm, 0, sizeof(tm));
	tm.tm_year = y - 1900;
	tm.tm_mon = mon - 1;
	tm.tm_mday = d;
	tm.tm_hour = h;
	tm.tm_min = m;
	tm.tm_sec = sec;
	t = timegm(&tm);
	/* 31 April became 1 May */
	if (t < 0 || gmtime_r(&t, &back) == NULL || (sec != 60 &&
	    (back.tm_mday != d || back.tm_mon != mon - 1)))
		return -1;
	t -= east;
	return t <= 0 ? -1 : (int64_t)t;
}

int64_t
until_parse(const char *s, int64_t now_wall)
{
	time_t now = (time_t)now_wall, t;
	struct tm tm;
	int h, m;

	if (strlen(s) != 5)
		return rfc3339_parse(s);
	if ((h = digits(&s, 2, 23)) == -1 || !expect(&s, ':') ||
	    (m = digits(&s, 2, 59)) == -1 || *s != '\0' ||
	    localtime_r(&now, &tm) == NULL)
		return -1;
	tm.tm_hour = h;
	tm.tm_min = m;
	tm.tm_sec = 0;
	tm.tm_isdst = -1;
	t = mktime(&tm);
	if (t != -1 && t <= now) {
		tm.tm_mday++;
		tm.tm_hour = h;
		tm.tm_min = m;
		tm.tm_isdst = -1;
		t = mktime(&tm);
	}
	return t <= now ? -1 : (int64_t)t;
}

void
until_print(struct wbuf *out, int64_t wall)
{
	time_t t = (time_t)wall;
	struct tm tm;
	char buf[40];

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		return;
	wbuf_str(out, buf);
}
