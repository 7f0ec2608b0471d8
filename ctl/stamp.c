/* SPDX-License-Identifier: ISC */
/* strftime knows neither milliseconds nor an offset with a colon in it. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stamp.h"

#define LAST_MS		INT64_C(253402300799999)	/* of the year 9999 */

bool
stamp_is_sane(int64_t ms)
{
	return ms >= 0 && ms <= LAST_MS;
}

static void
print(char *buf, const struct tm *tm, int64_t ms, const char *zone)
{
	char second[32];

	if (strftime(second, sizeof(second), "%Y-%m-%dT%H:%M:%S", tm) == 0)
		second[0] = '\0';
	(void)snprintf(buf, STAMP_TEXT, "%s.%03d%s", second,
	    (int)(ms % 1000), zone);
}

const char *
stamp_utc(int64_t ms, char *buf)
{
	time_t t = ms / 1000;
	struct tm tm = { 0 };

	(void)gmtime_r(&t, &tm);
	print(buf, &tm, ms, "Z");
	return buf;
}

const char *
stamp_local(int64_t ms, char *buf)
{
	time_t t = ms / 1000;
	struct tm tm = { 0 };
	char zone[16];
	int minutes;

	(void)localtime_r(&t, &tm);
	minutes = (int)(labs(tm.tm_gmtoff) / 60);
	(void)snprintf(zone, sizeof(zone), "%c%02d:%02d",
	    tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
	print(buf, &tm, ms, zone);
	return buf;
}
