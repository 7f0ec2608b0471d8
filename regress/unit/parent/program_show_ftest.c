/* SPDX-License-Identifier: ISC */
/* What bgpctl is told of a program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "fake/fake.h"
#include "program_show.h"

static void
no_line(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static void
shows_one_that_waits(void **state)
{
	struct program_world w = { .config = "/tmp/x", .serving = true };
	const struct conf_process c = { .name = "p", .run = "/nonexistent\0a",
	    .respawn = 1 };
	struct ctl_process row;
	struct program *p;

	(void)state;
	log_set_sink(no_line, NULL);
	w.loop = loop_new();
	p = program_new(&w, &c, 1);
	program_show(p, &row);
	assert_string_equal(row.name, "p");
	assert_string_equal(row.run + strlen(row.run) + 1, "a");
	assert_int_equal(row.state, CTL_PROCESS_WAITING);
	assert_int_equal(row.next_ms, -1);
	assert_int_equal(row.ended_ms, -1);
	assert_int_equal(row.uid, UINT32_MAX);
	assert_int_equal(row.pid, 0);
	program_start(p);
	fake_advance(0);
	fake_advance(400);
	program_show(p, &row);
	assert_int_equal(row.since_ms, 400);
	assert_int_equal(row.next_ms, 600);
	assert_int_equal(row.starts, 0);
	assert_non_null(strstr(row.last, "/nonexistent"));
	program_free(p);
	loop_free(w.loop);
	log_set_sink(NULL, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_one_that_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
