/* SPDX-License-Identifier: ISC */
/* One daemon a socket; a stale one is replaced; nothing else is touched. */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "control_socket.h"

static char dir[] = "/tmp/control-socket-XXXXXX";
static char path[64];

static int
make_dir(void **state)
{
	(void)state;
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/s", dir);
	return 0;
}

static int
remove_dir(void **state)
{
	(void)state;
	(void)unlink(path);
	return rmdir(dir);
}

static void
is_private_and_goes(void **state)
{
	struct control_socket s;
	struct stat st;
	char why[256];

	(void)state;
	assert_int_equal(control_socket_open(&s, path, why, sizeof(why)), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(control_socket_allow(&s, getegid(), false), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0660);
	assert_int_equal(control_socket_allow(&s, (gid_t)-1, true), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0666);
	control_socket_close(&s);
	assert_int_equal(stat(path, &st), -1);
	control_socket_close(&s);
}

static void
a_second_daemon_is_refused(void **state)
{
	struct control_socket s, t;
	char why[256] = "";

	(void)state;
	assert_int_equal(control_socket_open(&s, path, why, sizeof(why)), 0);
	assert_int_equal(control_socket_listen(&s), 0);
	assert_int_equal(control_socket_open(&t, path, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "another daemon"));
	assert_int_equal(access(path, F_OK), 0);
	control_socket_close(&s);
}

static void
a_stale_one_is_replaced(void **state)
{
	struct control_socket s, t;
	char why[256] = "";

	(void)state;
	assert_int_equal(control_socket_open(&s, path, why, sizeof(why)), 0);
	close(s.fd);		/* as a crash does */
	assert_int_equal(control_socket_open(&t, path, why, sizeof(why)), 0);
	/* The one that lost it does not take it away. */
	s.fd = dup(t.fd);
	if (s.ino != t.ino) {
		control_socket_close(&s);
		assert_int_equal(access(path, F_OK), 0);
	}
	control_socket_close(&t);
	assert_int_equal(access(path, F_OK), -1);
}

static void
another_file_stays(void **state)
{
	struct control_socket s;
	char why[256] = "", longer[200];
	int fd;

	(void)state;
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_int_not_equal(fd, -1);
	close(fd);
	assert_int_equal(control_socket_open(&s, path, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "no socket"));
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
	memset(longer, 'a', sizeof(longer) - 1);
	longer[0] = '/';
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(control_socket_open(&s, longer, why, sizeof(why)),
	    -1);
	assert_non_null(strstr(why, "longer"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_private_and_goes),
		cmocka_unit_test(a_second_daemon_is_refused),
		cmocka_unit_test(a_stale_one_is_replaced),
		cmocka_unit_test(another_file_stays),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
