/* SPDX-License-Identifier: ISC */
/* Answers among events, in whatever pieces they come. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "answers.h"

struct heard {
	char	kinds[64];
	size_t	n;
	char	why[ANSWERS_LINE_MAX];
};

static void
hear(void *arg, enum answer a, const char *why)
{
	struct heard *h = arg;

	assert_true(h->n < sizeof(h->kinds) - 1);
	h->kinds[h->n++] = "der"[a];
	h->kinds[h->n] = '\0';
	if (a == ANSWER_REASON)
		(void)strncpy(h->why, why, sizeof(h->why) - 1);
}

static const char events[] =
    "done\n"
    "{\"exabgp\":\"4.0.1\",\"type\":\"state\",\"error\":\"done\"}\n"
    "neighbor 192.0.2.2 down - done\n"
    "error: no neighbor matches\nerror\n"
    "done and more\n done\ndoneerror\nerrors\n\n"
    "error\r\n"
    "shutdown\n"
    "done\n";

static void
picks_answers(void **state)
{
	struct heard h = { .n = 0 };
	struct answers a;
	size_t piece, i, n;

	(void)state;
	for (piece = 1; piece <= sizeof(events); piece++) {
		h.n = 0;
		answers_init(&a, hear, &h);
		for (i = 0; i < sizeof(events) - 1; i += n) {
			n = sizeof(events) - 1 - i;
			n = n < piece ? n : piece;
			answers_take(&a, events + i, n);
		}
		assert_string_equal(h.kinds, "dreed");
		assert_string_equal(h.why, "no neighbor matches");
	}
}

static void
survives_anything(void **state)
{
	static char line[3 * ANSWERS_LINE_MAX];
	struct heard h = { .n = 0 };
	struct answers a;

	(void)state;
	answers_init(&a, hear, &h);
	memset(line, 'x', sizeof(line));
	memcpy(line + sizeof(line) - 4, "done", 4);
	answers_take(&a, line, sizeof(line));
	answers_take(&a, "\n", 1);
	assert_int_equal(h.n, 0);
	answers_take(&a, "done\0\n\0done\n", 12);
	assert_int_equal(h.n, 0);
	answers_take(&a, "error:", 6);
	answers_take(&a, line, sizeof(line));
	answers_take(&a, "\nerror:\ndone\n", 13);
	assert_string_equal(h.kinds, "rrd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(picks_answers),
		cmocka_unit_test(survives_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
