/* SPDX-License-Identifier: ISC */
/* What an engine noted is there when it is gone. */
#include <sys/mman.h>
#include <sys/wait.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ipc/position.h"

static int
memory(size_t size)
{
	int fd = memfd_create("test", MFD_CLOEXEC);

	assert_int_not_equal(fd, -1);
	assert_int_equal(ftruncate(fd, (off_t)size), 0);
	return fd;
}

static void
is_there_after_a_crash(void **state)
{
	const struct addr who = addr_v4(0xc0000207);
	int fd = memory(sizeof(struct position)), status;
	struct position *p, seen;
	pid_t pid;

	(void)state;
	if ((pid = fork()) == 0) {
		p = position_map(dup(fd));
		position_begin(p, 3, &who, 7);
		position_end(p);
		position_begin(p, 4, &who, 8);
		position_next(p, 9);
		(void)raise(SIGKILL);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(pread(fd, &seen, sizeof(seen), 0), sizeof(seen));
	assert_int_equal(seen.neighbor, 4);
	assert_int_equal(seen.messages, 9);
	assert_true(addr_eq(&seen.remote, &who));
	p = position_map(fd);
	position_end(p);
	assert_int_equal(p->neighbor, 0);
	munmap(p, sizeof(*p));
}

static void
without_memory_nothing_is_noted(void **state)
{
	const struct addr who = addr_v4(0xc0000207);

	(void)state;
	assert_null(position_map(-1));
	assert_null(position_map(memory(8)));	/* writing would kill us */
	position_begin(NULL, 1, &who, 1);
	position_next(NULL, 2);
	position_end(NULL);
}

static void
names_the_engines(void **state)
{
	(void)state;
	assert_string_equal(position_crashes(POSITION_RDE),
	    "bgpd-rde crashed twice");
	assert_string_equal(position_crashes(POSITION_SESSION),
	    "bgpd-session crashed twice");
	assert_string_equal(position_crashes(POSITION_SESSION | POSITION_RDE),
	    "bgpd-session and bgpd-rde crashed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_there_after_a_crash),
		cmocka_unit_test(without_memory_nothing_is_noted),
		cmocka_unit_test(names_the_engines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
