/* SPDX-License-Identifier: ISC */
/* What is left for the next daemon, and what of it can be believed. */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "marker.h"
#include "options.h"

#define OTHER "/run/herald/second.sock"

struct place {
	char	top[32];
	char	dir[48];
	char	file[80];	/* of the default socket */
};

static void
begin(struct place *p)
{
	snprintf(p->top, sizeof(p->top), "/tmp/marker-XXXXXX");
	assert_non_null(mkdtemp(p->top));
	snprintf(p->dir, sizeof(p->dir), "%s/herald", p->top);
	snprintf(p->file, sizeof(p->file), "%s/restart-marker", p->dir);
}

static void
end(const struct place *p)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", p->top);
	assert_int_equal(system(command), 0);
}

static struct marker *
marker(const struct place *p, const char *socket)
{
	struct marker *m = marker_open(p->dir, socket);

	assert_non_null(m);
	return m;
}

/* As the next daemon sees it: seconds, or -1. */
static int64_t
found(const struct place *p, const char *socket)
{
	struct marker *m = marker(p, socket);
	int64_t seconds = -2;
	bool there = marker_found(m, &seconds);

	if (!there)
		assert_int_equal(seconds, -2);
	marker_free(m);
	return there ? seconds : -1;
}

/* A daemon that ends so many seconds ago. */
static void
age(const char *file, int64_t seconds)
{
	struct timespec t[2] = { { 0 }, { 0 } };

	t[0].tv_sec = t[1].tv_sec = time(NULL) - seconds;
	assert_int_equal(utimensat(AT_FDCWD, file, t, 0), 0);
}

static void
crash(const struct place *p, const char *socket)
{
	struct marker *m = marker(p, socket);

	assert_int_equal(marker_write(m), 0);
	marker_free(m);
}

static void
silent_stop(const struct place *p, const char *socket)
{
	struct marker *m = marker(p, socket);

	assert_int_equal(marker_write(m), 0);
	assert_int_equal(marker_stopped(m), 0);
	marker_free(m);
}

static void
a_crash_and_a_silent_stop_leave_it(void **state)
{
	struct place p;
	struct marker *m;
	struct stat st;

	(void)state;
	begin(&p);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	assert_int_equal(stat(p.dir, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	crash(&p, OPTIONS_SOCKET);
	assert_int_equal(stat(p.file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(found(&p, OPTIONS_SOCKET), 0);
	silent_stop(&p, OPTIONS_SOCKET);
	assert_in_range(found(&p, OPTIONS_SOCKET), 0, 2);
	m = marker(&p, OPTIONS_SOCKET);
	assert_int_equal(marker_write(m), 0);
	marker_remove(m);
	marker_touch(m);
	marker_free(m);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	end(&p);
}

/* One that did not come to run leaves things as they are. */
static void
a_start_that_fails_does_not_touch_it(void **state)
{
	struct place p;

	(void)state;
	begin(&p);
	silent_stop(&p, OPTIONS_SOCKET);
	age(p.file, 50);
	assert_in_range(found(&p, OPTIONS_SOCKET), 50, 52);
	assert_in_range(found(&p, OPTIONS_SOCKET), 50, 52);
	end(&p);
}

static void
each_socket_has_its_own(void **state)
{
	struct place p;
	char command[256];
	struct marker *m;

	(void)state;
	begin(&p);
	silent_stop(&p, OPTIONS_SOCKET);
	assert_int_equal(found(&p, OTHER), -1);
	crash(&p, OTHER);
	m = marker(&p, OPTIONS_SOCKET);
	marker_remove(m);
	marker_free(m);
	assert_int_equal(found(&p, OTHER), 0);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	/* A file of the right name that is of another. */
	snprintf(command, sizeof(command), "mv %s-* %s", p.file, p.file);
	assert_int_equal(system(command), 0);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	end(&p);
}

/* A daemon that runs touches it each minute, so it is a minute inexact. */
static void
is_believed_for_a_restart_time(void **state)
{
	struct place p;
	struct marker *m;

	(void)state;
	begin(&p);
	silent_stop(&p, OPTIONS_SOCKET);
	age(p.file, 4000);
	assert_in_range(found(&p, OPTIONS_SOCKET), 4000, 4002);
	age(p.file, 4096);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	crash(&p, OPTIONS_SOCKET);
	age(p.file, 50);
	assert_int_equal(found(&p, OPTIONS_SOCKET), 0);
	age(p.file, 4100);
	assert_in_range(found(&p, OPTIONS_SOCKET), 4040, 4042);
	age(p.file, 4200);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	m = marker(&p, OPTIONS_SOCKET);
	assert_int_equal(marker_write(m), 0);
	age(p.file, 4200);
	marker_touch(m);
	marker_free(m);
	assert_int_equal(found(&p, OPTIONS_SOCKET), 0);
	end(&p);
}

/* The clock was set back: nobody knows how long ago that is. */
static void
nothing_of_the_future_is_believed(void **state)
{
	struct place p;

	(void)state;
	begin(&p);
	silent_stop(&p, OPTIONS_SOCKET);
	age(p.file, -30);
	assert_int_equal(found(&p, OPTIONS_SOCKET), 0);
	age(p.file, -3600);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	end(&p);
}

static void
put(const char *file, const char *text)
{
	FILE *f = fopen(file, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
only_a_file_of_ours_is_read(void **state)
{
	struct place p;
	char aside[96], text[600];
	struct stat st;

	(void)state;
	begin(&p);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	snprintf(aside, sizeof(aside), "%s/aside", p.dir);
	silent_stop(&p, OPTIONS_SOCKET);
	assert_int_equal(rename(p.file, aside), 0);
	assert_int_equal(symlink(aside, p.file), 0);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	/* Nor written through: the link is replaced. */
	put(aside, "keep");
	crash(&p, OPTIONS_SOCKET);
	assert_int_equal(stat(aside, &st), 0);
	assert_int_equal(st.st_size, 4);
	assert_int_equal(found(&p, OPTIONS_SOCKET), 0);
	unlink(p.file);
	assert_int_equal(mkfifo(p.file, 0600), 0);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	unlink(p.file);
	put(p.file, "");
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	put(p.file, text);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	if (geteuid() == 0) {
		silent_stop(&p, OPTIONS_SOCKET);
		assert_int_equal(chown(p.file, 65534, 65534), 0);
		assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	}
	end(&p);
}

static void
without_a_directory_there_is_none(void **state)
{
	struct place p;
	char link[64];

	(void)state;
	begin(&p);
	assert_null(marker_open("/nonexistent/herald", OPTIONS_SOCKET));
	assert_int_equal(errno, ENOENT);
	put(p.dir, "");
	assert_null(marker_open(p.dir, OPTIONS_SOCKET));
	assert_int_equal(errno, ENOTDIR);
	snprintf(link, sizeof(link), "%s/link", p.top);
	assert_int_equal(symlink(p.top, link), 0);
	assert_null(marker_open(link, OPTIONS_SOCKET));
	end(&p);
}

/* Then what a daemon before left must not stay either. */
static void
one_that_cannot_be_written_is_none(void **state)
{
	struct place p;
	struct marker *m;
	char fresh[96];

	(void)state;
	begin(&p);
	silent_stop(&p, OPTIONS_SOCKET);
	snprintf(fresh, sizeof(fresh), "%s/.restart-marker", p.dir);
	assert_int_equal(mkdir(fresh, 0700), 0);
	m = marker(&p, OPTIONS_SOCKET);
	assert_int_equal(marker_write(m), -1);
	assert_int_equal(errno, EEXIST);
	marker_touch(m);
	marker_free(m);
	assert_int_equal(found(&p, OPTIONS_SOCKET), -1);
	end(&p);
}

/* Daemons whose sockets are never used again leave no heap of files. */
static void
what_nobody_believes_is_swept(void **state)
{
	struct place p;
	char old[96], new[96], foreign[96];

	(void)state;
	begin(&p);
	crash(&p, OPTIONS_SOCKET);
	snprintf(old, sizeof(old), "%s/restart-marker-0123456789abcdef",
	    p.dir);
	snprintf(new, sizeof(new), "%s/restart-marker-fedcba9876543210",
	    p.dir);
	snprintf(foreign, sizeof(foreign), "%s/something", p.dir);
	put(old, "");
	put(new, "");
	put(foreign, "");
	age(old, 5000);
	age(new, 3000);
	age(foreign, 5000);
	crash(&p, OPTIONS_SOCKET);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(new, F_OK), 0);
	assert_int_equal(access(foreign, F_OK), 0);
	end(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_crash_and_a_silent_stop_leave_it),
		cmocka_unit_test(a_start_that_fails_does_not_touch_it),
		cmocka_unit_test(each_socket_has_its_own),
		cmocka_unit_test(is_believed_for_a_restart_time),
		cmocka_unit_test(nothing_of_the_future_is_believed),
		cmocka_unit_test(only_a_file_of_ours_is_read),
		cmocka_unit_test(without_a_directory_there_is_none),
		cmocka_unit_test(one_that_cannot_be_written_is_none),
		cmocka_unit_test(what_nobody_believes_is_swept),
	};

	(void)umask(022);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
