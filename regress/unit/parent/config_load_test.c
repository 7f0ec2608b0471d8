/* SPDX-License-Identifier: ISC */
/* A file through the parsing child into a configuration, or into errors. */
#include <sys/stat.h>

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

#include "config_load.h"

struct test {
	struct loop	*loop;
	struct config	*config;
	unsigned	 errors;
	unsigned	 warnings;
	unsigned	 dones;
	char		 lines[4096];
};

static void
report(void *arg, bool warning, const char *line)
{
	struct test *t = arg;

	if (warning)
		t->warnings++;
	else
		t->errors++;
	strlcat(t->lines, line, sizeof(t->lines));
	strlcat(t->lines, "\n", sizeof(t->lines));
}

static void
done(void *arg, struct config *c)
{
	struct test *t = arg;

	t->config = c;
	t->dones++;
	loop_stop(t->loop);
}

static void
load_file(struct test *t, const char *path, const struct config *old)
{
	const struct config_load_ops ops = { report, done, t };

	memset(t, 0, sizeof(*t));
	t->loop = loop_new();
	assert_non_null(config_load_start(t->loop, path, old, -1, NULL,
	    &ops));
	loop_run(t->loop);
	assert_int_equal(t->dones, 1);
	loop_free(t->loop);
}

static void
load(struct test *t, const char *text, const struct config *old)
{
	char path[] = "/tmp/config-load-XXXXXX";
	int fd = mkstemp(path);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, 0600), 0);
	close(fd);
	load_file(t, path, old);
	unlink(path);
}

#define NEIGHBOR(a, more)						\
	"neighbor " a " { router-id 192.0.2.9; local-address 192.0.2.9;"\
	" local-as 64500; peer-as 64501; " more " }\n"

static void
a_good_file_is_a_configuration(void **state)
{
	struct test t;
	const struct conf_neighbor *n;

	(void)state;
	load(&t, NEIGHBOR("192.0.2.1", "md5-password \"secret\"; "
	    "static { route 198.51.100.0/24 next-hop self; }")
	    NEIGHBOR("192.0.2.2", "passive;"), NULL);
	assert_non_null(t.config);
	assert_int_equal(t.errors, 0);
	assert_int_equal(t.config->nneighbors, 2);
	assert_int_equal(t.config->nroutes, 1);
	n = &t.config->neighbors[0];
	assert_ptr_equal(config_neighbor(t.config, n->id), n);
	assert_null(config_neighbor(t.config, 9999));
	assert_true(key_set_has(t.config->keys, n->id));
	assert_int_equal(key_set_all(t.config->keys)->len, 6);
	assert_int_equal(n->key_kind, CONF_KEY_MD5);
	config_free(t.config);
}

static void
every_error_is_told_with_its_place(void **state)
{
	struct test t;

	(void)state;
	load(&t, "neighbor 192.0.2.300 {\n}\nnonsense;\n", NULL);
	assert_null(t.config);
	assert_true(t.errors >= 2);
	assert_non_null(strstr(t.lines, ":1:10: "));
	assert_non_null(strstr(t.lines, ":3:1: "));
}

static void
what_cannot_be_read_is_an_error(void **state)
{
	struct test t;

	(void)state;
	load_file(&t, "/nonexistent/bgpd.conf", NULL);
	assert_null(t.config);
	assert_int_equal(t.errors, 1);
	assert_non_null(strstr(t.lines, "No such file"));
	load_file(&t, "/tmp", NULL);
	assert_null(t.config);
	assert_non_null(strstr(t.lines, "directory"));
}

static void
control_characters_do_not_get_through(void **state)
{
	struct test t;

	(void)state;
	load(&t, "\x1b[31mred;\n", NULL);
	assert_null(t.config);
	assert_null(strchr(t.lines, '\x1b'));
}

static void
ids_stay_over_a_reload(void **state)
{
	struct test t;
	struct pe_done did = {
		.added = 4, .removed = 5, .changed = 6, .counted = 1
	};
	struct config *old;
	char text[256];
	uint32_t id;

	(void)state;
	load(&t, NEIGHBOR("192.0.2.1", "") NEIGHBOR("192.0.2.2", ""), NULL);
	old = t.config;
	assert_non_null(old);
	id = old->neighbors[1].id;
	load(&t, NEIGHBOR("192.0.2.2", "hold-time 90;")
	    NEIGHBOR("192.0.2.3", ""), old);
	assert_non_null(t.config);
	assert_int_equal(config_neighbor(t.config, id)->remote.b[3], 2);
	config_describe(old, t.config, &did, text, sizeof(text));
	assert_string_equal(text, "neighbors 1 added, 1 removed, 1 changed; "
	    "routes 4 added, 5 removed, 6 changed");
	did.counted = 0;
	config_describe(old, t.config, &did, text, sizeof(text));
	assert_string_equal(text, "neighbors 1 added, 1 removed, 1 changed; "
	    "routes 0, not compared");
	config_free(t.config);
	config_free(old);
	config_free(NULL);
}

static void
settings_are_compared(void **state)
{
	static const struct {
		const char	*text;
		const char	*what;
	} cases[] = {
		{ "", "" },
		{ "listen 192.0.2.9;", "; listen changed" },
		{ "listen 192.0.2.9 port 1790;", "; listen changed" },
		{ "control { read user root; }", "; control changed" },
		{ "control { socket /s; } log syslog;",
		    "; control, log changed" },
		{ "log stderr verbose;", "; log changed" },
		{ "user rde nobody;", "; user changed" },
		{ "process p { run /bin/true; encoder json; }",
		    "; process changed" },
	};
	const struct pe_done did = { .counted = 1 };
	struct config *old;
	struct test t;
	char text[256], *end;
	size_t i;

	(void)state;
	load(&t, NEIGHBOR("192.0.2.1", ""), NULL);
	old = t.config;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), "%s\n%s", cases[i].text,
		    NEIGHBOR("192.0.2.1", ""));
		load(&t, text, old);
		if (t.config == NULL)
			fail_msg("%s", t.lines);
		config_describe(old, t.config, &did, text, sizeof(text));
		end = strstr(text, "0 changed; routes");
		assert_non_null(end);
		end += strlen("0 changed; routes 0 added, 0 removed, "
		    "0 changed");
		assert_string_equal(end, cases[i].what);
		/* The same again is no change, whatever lies between. */
		config_free(old);
		old = t.config;
		snprintf(text, sizeof(text), "%s\n%s", cases[i].text,
		    NEIGHBOR("192.0.2.1", ""));
		load(&t, text, old);
		assert_int_equal(config_settings(old, t.config), 0);
		config_free(t.config);
		load(&t, NEIGHBOR("192.0.2.1", ""), old);
		config_free(old);
		old = t.config;
	}
	config_free(old);
}

static void
a_load_can_be_given_up(void **state)
{
	struct test t;
	const struct config_load_ops ops = { report, done, &t };

	(void)state;
	memset(&t, 0, sizeof(t));
	t.loop = loop_new();
	config_load_cancel(config_load_start(t.loop, "/dev/zero", NULL, -1,
	    NULL, &ops));
	config_load_cancel(NULL);
	assert_int_equal(t.dones, 0);
	loop_free(t.loop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_file_is_a_configuration),
		cmocka_unit_test(every_error_is_told_with_its_place),
		cmocka_unit_test(what_cannot_be_read_is_an_error),
		cmocka_unit_test(control_characters_do_not_get_through),
		cmocka_unit_test(ids_stay_over_a_reload),
		cmocka_unit_test(settings_are_compared),
		cmocka_unit_test(a_load_can_be_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
