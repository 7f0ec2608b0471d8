/* SPDX-License-Identifier: ISC */
/* One loop for all that read lines: numbers, complaints, a full disk. */
#include <stdio.h>
#include <stdlib.h>

#include "input_lines.h"

enum { SAID_MAX = 1400 };

enum exit_code
input_lines(struct output *out, input_line *fn, void *arg, const char *why)
{
	enum exit_code code = EXIT_DONE;
	char *line = NULL, said[SAID_MAX];
	unsigned long n = 0;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, stdin)) != -1) {
		n++;
		if (len > 0 && line[len - 1] == '\n')
			line[--len] = '\0';
		if (fn(arg, line, (size_t)len) == -1) {
			(void)snprintf(said, sizeof(said), "line %lu: %s", n,
			    why);
			request_complain(said);
			code = EXIT_REFUSED;
		} else if (output_next(out) == -1)
			break;
	}
	free(line);
	return code;
}
