/* SPDX-License-Identifier: ISC */
/* Moments by the wall clock, as RFC 3339 writes them, to the millisecond. */
#ifndef CTL_STAMP_H
#define CTL_STAMP_H

#include <stdbool.h>
#include <stdint.h>

enum { STAMP_TEXT = 64 };

/* Years that have four digits; others cannot be printed. */
bool		stamp_is_sane(int64_t ms);
/* "2026-11-22T18:00:00.250Z"; buf of STAMP_TEXT, returned. */
const char     *stamp_utc(int64_t ms, char *buf);
/* The same moment in local time: "2026-11-22T19:00:00.250+01:00". */
const char     *stamp_local(int64_t ms, char *buf);

#endif
