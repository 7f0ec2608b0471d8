/* SPDX-License-Identifier: ISC */
/* Spans of time and amounts of memory, in OpenBGPD's words. */
#ifndef CTL_AGE_H
#define CTL_AGE_H

#include <stdint.h>

enum { AGE_TEXT = 32 };

/*
 * "00:01:02", "1d02h03m", "02w1d03h", "1000w"; below 0 "Never".  Returns buf,
 * of AGE_TEXT.
 */
const char     *age_print(int64_t seconds, char *buf);
/* "448B", "2.3K", "393K". */
const char     *memory_print(uint64_t bytes, char *buf);
/* Whole seconds of an age in milliseconds; -1 stays. */
int64_t		age_seconds(int64_t ms);

#endif
