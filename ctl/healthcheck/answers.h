/* SPDX-License-Identifier: ISC */
/*
 * What the daemon writes to us: answers to commands, one a line, and between
 * them whatever events the configuration sends here, text or JSON.
 */
#ifndef HEALTHCHECK_ANSWERS_H
#define HEALTHCHECK_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>

enum { ANSWERS_LINE_MAX = 256 };

enum answer {
	ANSWER_DONE,
	ANSWER_ERROR,
	ANSWER_REASON,		/* of the error that follows it */
};

struct answers {
	char	line[ANSWERS_LINE_MAX];	/* the beginning of the line */
	size_t	len;
	void	(*fn)(void *arg, enum answer a, const char *why);
	void	*arg;
};

void	answers_init(struct answers *a,
	    void (*fn)(void *arg, enum answer a, const char *why), void *arg);
/* Calls fn for each answer in these octets; why is "" but for a reason. */
void	answers_take(struct answers *a, const void *octets, size_t n);

#endif
