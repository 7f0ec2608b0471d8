/* SPDX-License-Identifier: ISC */
/* Ages and sizes as people know them from OpenBGPD's bgpctl. */
#include <stdio.h>

#include "age.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, WEEK = 7 * DAY };

int64_t
age_seconds(int64_t ms)
{
	return ms < 0 ? -1 : ms / 1000;
}

/* The usual case of a table dump, so without printf. */
static void
put_clock(int64_t t, char *buf)
{
	int64_t part[3];
	int i;

	part[0] = t / HOUR;
	part[1] = t / MINUTE % 60;
	part[2] = t % 60;
	for (i = 0; i < 3; i++) {
		*buf++ = (char)('0' + part[i] / 10);
		*buf++ = (char)('0' + part[i] % 10);
		*buf++ = i < 2 ? ':' : '\0';
	}
}

const char *
age_print(int64_t t, char *buf)
{
	if (t < 0)
		(void)snprintf(buf, AGE_TEXT, "Never");
	else if (t < DAY)
		put_clock(t, buf);
	else if (t < WEEK)
		(void)snprintf(buf, AGE_TEXT, "%lldd%02lldh%02lldm",
		    (long long)(t / DAY), (long long)(t % DAY / HOUR),
		    (long long)(t % HOUR / MINUTE));
	else if (t < (int64_t)1000 * WEEK)
		(void)snprintf(buf, AGE_TEXT, "%02lldw%lldd%02lldh",
		    (long long)(t / WEEK), (long long)(t % WEEK / DAY),
		    (long long)(t % DAY / HOUR));
	else
		(void)snprintf(buf, AGE_TEXT, "%lldw",
		    (long long)(t / WEEK));
	return buf;
}

const char *
memory_print(uint64_t bytes, char *buf)
{
	static const char units[] = "BKMGTPE";
	uint64_t whole, tenth;
	unsigned u;

	whole = bytes;
	tenth = 0;
	for (u = 0; whole >= 1024 && u + 2 < sizeof(units); u++) {
		tenth = whole % 1024 * 10 / 1024;
		whole /= 1024;
	}
	if (u > 0 && whole < 10)
		(void)snprintf(buf, AGE_TEXT, "%llu.%llu%c",
		    (unsigned long long)whole, (unsigned long long)tenth,
		    units[u]);
	else
		(void)snprintf(buf, AGE_TEXT, "%llu%c",
		    (unsigned long long)whole, units[u]);
	return buf;
}
