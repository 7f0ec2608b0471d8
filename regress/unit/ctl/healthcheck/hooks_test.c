/* SPDX-License-Identifier: ISC */
/* Commands of state changes: their order, their environment, their bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"
#include "hooks.h"

struct world {
	struct children	 children;
	struct options	 o;
	char		 file[32];
	unsigned	 ends;
	unsigned	 warnings;
};

static void
on_end(void *arg)
{
	struct world *w = arg;

	w->ends++;
	loop_stop(w->children.loop);
}

static void
count_warnings(void *arg, enum log_level level, const char *line)
{
	struct world *w = arg;

	(void)line;
	w->warnings += level == LOG_LEVEL_WARN;
}

static void
expect_file(const struct world *w, const char *want)
{
	FILE *f = fopen(w->file, "r");
	char buf[512];
	size_t n;

	assert_non_null(f);
	n = fread(buf, 1, sizeof(buf) - 1, f);
	buf[n] = '\0';
	assert_string_equal(buf, want);
	fclose(f);
}

static void
run_in_order(void **state)
{
	struct world *w = *state;
	char every[2][64], up[64];
	const char *all[] = { every[0], every[1] }, *first[] = { up };
	struct hooks *h = hooks_new(&w->children, &w->o);

	(void)snprintf(up, sizeof(up), "sleep 0.1; echo up >> %s", w->file);
	(void)snprintf(every[0], sizeof(every[0]), "echo $STATE >> %s; exit 1",
	    w->file);
	(void)snprintf(every[1], sizeof(every[1]), "echo . >> %s", w->file);
	w->o.execute = (struct option_list){ all, 2 };
	w->o.state_execute[STATE_UP] = (struct option_list){ first, 1 };
	assert_false(hooks_busy(h));
	hooks_add(h, STATE_UP);
	assert_true(hooks_busy(h));
	hooks_add(h, STATE_FALLING);
	hooks_wait(h, on_end, w);
	loop_run(w->children.loop);
	assert_int_equal(w->ends, 1);
	assert_false(hooks_busy(h));
	expect_file(w, "up\nUP\n.\nFALLING\n.\n");
	assert_int_equal(w->warnings, 2);
	hooks_free(h);
}

static void
are_killed_in_the_end(void **state)
{
	const char *slow[] = { "sleep 60" };
	struct world *w = *state;
	struct hooks *h = hooks_new(&w->children, &w->o);

	w->o.execute = (struct option_list){ slow, 1 };
	w->o.execute_timeout = 100;
	hooks_add(h, STATE_DOWN);
	hooks_wait(h, on_end, w);
	loop_run(w->children.loop);
	assert_int_equal(w->ends, 1);
	assert_int_equal(w->warnings, 1);
	hooks_add(h, STATE_DOWN);
	hooks_free(h);
	assert_int_equal(w->children.left, 1);
}

static void
do_not_pile_up(void **state)
{
	const char *slow[] = { "sleep 60" };
	struct world *w = *state;
	struct hooks *h = hooks_new(&w->children, &w->o);
	unsigned i;

	w->o.execute = (struct option_list){ slow, 1 };
	for (i = 0; i < HOOKS_MAX + 11; i++)
		hooks_add(h, STATE_DOWN);
	assert_int_equal(w->warnings, 10);
	hooks_free(h);
}

static int
make(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	int fd;

	if (w == NULL)
		return -1;
	(void)snprintf(w->file, sizeof(w->file), "/tmp/herald-hooks.XXXXXX");
	fd = mkstemp(w->file);
	if (fd == -1 || close(fd) == -1)
		return -1;
	children_init(&w->children, loop_new());
	w->o.execute_timeout = 5000;
	log_set_sink(count_warnings, w);
	*state = w;
	return 0;
}

static int
unmake(void **state)
{
	struct world *w = *state;

	log_set_sink(NULL, NULL);
	children_free(&w->children);
	loop_free(w->children.loop);
	(void)unlink(w->file);
	free(w);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make, unmake)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(run_in_order),
		TEST(are_killed_in_the_end),
		TEST(do_not_pile_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
