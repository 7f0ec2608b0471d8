/* SPDX-License-Identifier: ISC */
/*
 * The log's growth: it is copied when it is twice what lives in it and a
 * mebibyte more, and the copy is no longer than that.
 */
#include "rde/inject_world.h"

static void
is_bounded(void **state)
{
	int fd = memfd_create("log", MFD_CLOEXEC), fresh = -1;
	struct rde *r = engine_new(1U << 1 | 1U << 2, fd), *next;
	const uint64_t bound = 1024 * 1024;
	unsigned i, swaps = 0;
	char text[512];

	(void)state;
	for (i = 0; i < 40000; i++) {
		snprintf(text, sizeof(text), "198.51.%u.0/24 med %u reason "
		    "\"%0200u\"", i % 50, i, i);
		command(r, CTL_NET_ADD, text);
		if (i % 100 == 0)
			fake_run_pass();
		assert_true(r->log->file.at < bound + 200 * 1024);
		if (r->log->state == INJECT_ASKED) {
			fresh = memfd_create("log", MFD_CLOEXEC);
			inject_log_fresh(r->log, dup(fresh));
		} else if (r->log->state == INJECT_COPIED) {
			inject_log_swapped(r->log);
			close(fd);
			fd = fresh;
			swaps++;
		}
	}
	assert_in_range(swaps, 5, 20);
	inject_log_flush(r->log);
	next = engine_new(1U << 1 | 1U << 2, fd);
	same(r, next);
	engine_free(next);
	engine_free(r);
	close(fd);
}

/* Nothing is lost between a command and the answer, whatever waits. */
static void
flush_writes_what_was_told(void **state)
{
	int fd = memfd_create("log", MFD_CLOEXEC);
	struct rde *r = engine_new(1U << 1, fd), *next;

	(void)state;
	command(r, CTL_NET_ADD, "198.51.1.0/24 med 4");
	assert_true(r->log->file.records.len > 0);
	inject_log_flush(r->log);
	assert_int_equal(r->log->file.records.len, 0);
	next = engine_new(1U << 1, fd);
	same(r, next);
	engine_free(next);
	engine_free(r);
	close(fd);
}

/* Without a file nothing is kept, and nothing goes wrong. */
static void
no_file_no_log(void **state)
{
	struct rde *r = engine_new(1U << 1, -1);

	(void)state;
	command(r, CTL_NET_ADD, "198.51.1.0/24 for 2s");
	assert_int_equal(r->originate->injected, 1);
	fake_advance(3000);
	assert_int_equal(r->originate->injected, 0);
	inject_log_swapped(r->log);
	engine_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_bounded),
		cmocka_unit_test(flush_writes_what_was_told),
		cmocka_unit_test(no_file_no_log),
	};

	log_set_level(LOG_LEVEL_MAX);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
