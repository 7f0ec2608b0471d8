/* SPDX-License-Identifier: ISC */
/* Where the file of a program is looked for, and which are refused. */
#include <sys/stat.h>

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

#include "program_file.h"

struct test {
	char	dir[32];
	char	config[64];
	char	path[PATH_MAX];
	char	why[256];
};

static char env_path[128], env_etc[64];

static char *
get(const char *name)
{
	if (strcmp(name, "PATH") == 0)
		return env_path;
	if (strcmp(name, "EXABGP_ETC") == 0 && env_etc[0] != '\0')
		return env_etc;
	return NULL;
}

static void
make(const struct test *t, const char *name, mode_t mode)
{
	char path[PATH_MAX];
	int fd;

	(void)snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_int_not_equal(fd, -1);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static int
find(struct test *t, const char *run)
{
	memset(t->why, 0, sizeof(t->why));
	return program_file(run, t->config, get, t->path, t->why,
	    sizeof(t->why));
}

static int
setup(void **state)
{
	struct test *t = calloc(1, sizeof(*t));

	(void)snprintf(t->dir, sizeof(t->dir), "/tmp/herald-file-XXXXXX");
	if (mkdtemp(t->dir) == NULL)
		return -1;
	(void)snprintf(t->config, sizeof(t->config), "%s/bgpd.conf", t->dir);
	(void)snprintf(env_path, sizeof(env_path), ":relative:%s/bin",
	    t->dir);
	env_etc[0] = '\0';
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	static const char *const names[] = {
		"a.sh", "suid", "sgid", "plain", "bin/b", "bin/a.sh", "bin"
	};
	struct test *t = *state;
	char path[PATH_MAX];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", t->dir, names[i]);
		(void)remove(path);
	}
	i = (size_t)rmdir(t->dir);
	free(t);
	return (int)i;
}

static void
looks_where_exabgp_looks(void **state)
{
	struct test *t = *state;
	char want[PATH_MAX];

	(void)snprintf(want, sizeof(want), "%s/bin", t->dir);
	assert_int_equal(mkdir(want, 0755), 0);
	make(t, "bin/b", 0755);
	make(t, "bin/a.sh", 0755);
	assert_int_equal(find(t, "/bin/sh"), 0);
	assert_string_equal(t->path, "/bin/sh");
	assert_int_equal(find(t, "b"), 0);	/* PATH */
	(void)snprintf(want, sizeof(want), "%s/bin/b", t->dir);
	assert_string_equal(t->path, want);
	make(t, "a.sh", 0755);		/* the configuration's directory */
	assert_int_equal(find(t, "a.sh"), 0);
	(void)snprintf(want, sizeof(want), "%s/a.sh", t->dir);
	assert_string_equal(t->path, want);
	assert_int_equal(find(t, "etc/exabgp/a.sh"), -1);
	assert_non_null(strstr(t->why, "etc/exabgp/a.sh"));
	(void)snprintf(env_etc, sizeof(env_etc), "%s", t->dir);
	assert_int_equal(find(t, "etc/exabgp/a.sh"), 0);
	assert_string_equal(t->path, want);
	assert_int_equal(find(t, "nowhere"), -1);
	assert_non_null(strstr(t->why, "PATH"));
	assert_int_equal(find(t, "/nowhere"), -1);
	assert_non_null(strstr(t->why, "No such file"));
}

static void
refuses_with_a_word(void **state)
{
	struct test *t = *state;

	make(t, "suid", 04755);
	make(t, "sgid", 02755);
	make(t, "plain", 0644);
	assert_int_equal(find(t, "suid"), -1);
	assert_non_null(strstr(t->why, "set-uid"));
	assert_int_equal(find(t, "sgid"), -1);
	assert_non_null(strstr(t->why, "set-gid"));
	assert_int_equal(find(t, "plain"), -1);
	assert_non_null(strstr(t->why, "not executable"));
	assert_int_equal(find(t, "/tmp"), -1);
	assert_non_null(strstr(t->why, "not a file"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(looks_where_exabgp_looks,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_with_a_word, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
