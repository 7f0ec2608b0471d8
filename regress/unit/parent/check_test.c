/* SPDX-License-Identifier: ISC */
/* bgpd -n over good files, bad files, and facts of the host. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "check.h"

static int
check(const char *text, unsigned how, bool verbose)
{
	char path[] = "/tmp/check-XXXXXX";
	struct options o = { .check = how, .verbose = verbose, .nfiles = 1 };
	int fd = mkstemp(path), r;

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	o.files[0] = path;
	r = check_files(&o);
	unlink(path);
	return r;
}

#define NEIGHBOR "neighbor 192.0.2.1 { router-id 192.0.2.9;" \
	" local-address 192.0.2.9; local-as 64500; peer-as 64501;" \
	" md5-password \"secret\"; }\n"

static void
errors_and_facts(void **state)
{
	(void)state;
	assert_int_equal(check(NEIGHBOR, 1, false), 0);
	/* 192.0.2.9 is no address of this host. */
	assert_int_equal(check(NEIGHBOR, 2, false), 1);
	assert_int_equal(check("nonsense;", 1, false), 1);
	assert_int_equal(check("", 1, false), 0);
}

static void
every_file_is_checked(void **state)
{
	struct options o = { .check = 1, .nfiles = 2,
	    .files = { "/dev/null", "/nonexistent" } };

	(void)state;
	assert_int_equal(check_files(&o), 1);
}

/* What -nv prints. */
static void
printed(const char *text, char *buf, size_t size)
{
	int out = dup(STDOUT_FILENO), p[2];
	ssize_t n;

	assert_int_equal(pipe(p), 0);
	assert_int_equal(dup2(p[1], STDOUT_FILENO), STDOUT_FILENO);
	close(p[1]);
	assert_int_equal(check(text, 1, true), 0);
	assert_int_equal(dup2(out, STDOUT_FILENO), STDOUT_FILENO);
	close(out);
	n = read(p[0], buf, size - 1);
	assert_true(n > 0);
	buf[n] = '\0';
	close(p[0]);
}

static void
the_canonical_form_reads_back(void **state)
{
	char once[8192], twice[8192];

	(void)state;
	printed(NEIGHBOR, once, sizeof(once));
	assert_non_null(strstr(once, "192.0.2.1"));
	assert_non_null(strstr(once, "secret"));	/* root sees it */
	printed(once, twice, sizeof(twice));
	assert_string_equal(once, twice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_and_facts),
		cmocka_unit_test(every_file_is_checked),
		cmocka_unit_test(the_canonical_form_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
