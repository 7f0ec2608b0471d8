/* SPDX-License-Identifier: ISC */
/*
 * Any octets from the daemon: in one piece or octet by octet, the answers in
 * them are the same, and reasons are one line.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
on_answer(void *arg, enum answer what, const char *why)
{
	uint64_t *sum = arg;

	if (strlen(why) >= ANSWERS_LINE_MAX || strchr(why, '\n') != NULL)
		abort();
	*sum = *sum * 31 + (unsigned)what + strlen(why) * 7 + 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t whole = 0, pieces = 0;
	struct answers a;
	size_t i;

	answers_init(&a, on_answer, &whole);
	answers_take(&a, data, size);
	answers_init(&a, on_answer, &pieces);
	for (i = 0; i < size; i++)
		answers_take(&a, data + i, 1);
	if (whole != pieces)
		abort();
	return 0;
}
