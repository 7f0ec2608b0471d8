/* SPDX-License-Identifier: ISC */
/* What the parent opens. */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "files.h"

static void
a_fifo_does_not_hold_us_up(void **state)
{
	char dir[] = "/tmp/files-XXXXXX", path[64];
	int fd;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/fifo", dir);
	assert_int_equal(mkfifo(path, 0600), 0);
	fd = files_open_config(path);
	assert_int_not_equal(fd, -1);
	assert_int_equal(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	close(fd);
	unlink(path);
	assert_int_equal(files_open_config(path), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(files_open_config(dir), -1);
	assert_int_equal(errno, EISDIR);
	rmdir(dir);
}

static void
programs_stand_beside_us(void **state)
{
	char self[256], why[512] = "";
	const char *name;
	ssize_t n;
	int fd;

	(void)state;
	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	assert_true(n > 0);
	self[n] = '\0';
	name = strrchr(self, '/') + 1;
	fd = files_open_program(name, why, sizeof(why));
	assert_int_not_equal(fd, -1);
	close(fd);
	assert_int_equal(files_open_program("no-such-engine", why,
	    sizeof(why)), -1);
	assert_non_null(strstr(why, "no-such-engine"));
}

static void
the_root_is_empty_and_roots(void **state)
{
	const struct dirent *e;
	struct stat st;
	char why[512];
	DIR *d;
	int fd;

	(void)state;
	fd = files_open_root(why, sizeof(why));
	assert_int_not_equal(fd, -1);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_uid, 0);
	assert_int_equal(st.st_mode & (S_IWGRP | S_IWOTH), 0);
	d = fdopendir(fd);
	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		assert_int_equal(e->d_name[0], '.');
	closedir(d);
}

static void
only_the_default_directory_is_made(void **state)
{
	(void)state;
	assert_int_equal(files_make_run_dir("/nonexistent/dir/s"), 0);
	assert_int_equal(access("/nonexistent", F_OK), -1);
	assert_int_equal(files_make_run_dir("/run/herald/bgpd.sock"), 0);
	assert_int_equal(access("/run/herald", F_OK), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fifo_does_not_hold_us_up),
		cmocka_unit_test(programs_stand_beside_us),
		cmocka_unit_test(the_root_is_empty_and_roots),
		cmocka_unit_test(only_the_default_directory_is_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
