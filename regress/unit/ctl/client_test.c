/* SPDX-License-Identifier: ISC */
/* Connecting, asking, and every way in which a daemon can disappoint. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <bsd/string.h>

#include "fake_daemon.h"

enum { PATIENCE = 2000 };

/* Three data messages and a verdict, or what the generation field says. */
static bool
answer(struct link_sync *s, enum engine e, struct link_msg *m)
{
	uint32_t i;

	(void)e;
	switch (m->gen) {
	case 1:
		return true;		/* silence */
	case 2:
		return false;		/* hang up */
	case 3:
		(void)link_sync_send(s, CTL_END, m->peer, 0, "x", 1);
		return true;
	case 4:
		fake_end(s, m->peer + 1, CTL_OK, 0, "");
		return true;
	default:
		for (i = 0; i < 3; i++)
			(void)link_sync_send(s, CTL_MEMORY, m->peer, 0, &i,
			    sizeof(i));
		fake_end(s, m->peer, CTL_REFUSE, 3, "because");
		return true;
	}
}

static int
count(void *arg, struct link_msg *m)
{
	int *n = arg;

	(*n)++;
	return m->type == CTL_MEMORY ? 0 : -1;
}

static int
ask(const char *path, enum engine e, uint32_t gen, client_message *fn,
    struct verdict *v, char *why)
{
	struct client c;
	int n, r;

	n = 0;
	r = client_open(&c, path, PATIENCE);
	if (r == 0)
		r = client_ask(&c, e, CTL_SHOW_MEMORY, gen, NULL, 0, fn, &n,
		    v);
	(void)strlcpy(why, r == 0 ? "" : c.why, CLIENT_TEXT);
	client_close(&c);
	return r == 0 ? n : -1;
}

static void
asks_every_process(void **state)
{
	struct fake f = { .pid = 0 };
	char why[CLIENT_TEXT];
	struct verdict v;
	int e;

	(void)state;
	fake_start(&f, answer);
	for (e = 0; e < ENGINE_MAX; e++) {
		assert_int_equal(ask(f.path, (enum engine)e, 0, count, &v,
		    why), 3);
		assert_int_equal(v.code, CTL_REFUSE);
		assert_int_equal(v.done, 3);
		assert_string_equal(v.text, "because");
	}
	fake_stop(&f);
}

static void
says_what_went_wrong(void **state)
{
	struct fake f = { .down = { [ENGINE_RDE] = true } };
	char why[CLIENT_TEXT];
	struct verdict v;

	(void)state;
	fake_start(&f, answer);
	assert_int_equal(ask(f.path, ENGINE_RDE, 0, count, &v, why), -1);
	assert_non_null(strstr(why, "route engine is down"));
	assert_int_equal(ask(f.path, ENGINE_SESSION, 1, count, &v, why), -1);
	assert_non_null(strstr(why, "no answer from the session engine"));
	assert_int_equal(ask(f.path, ENGINE_SESSION, 2, count, &v, why), -1);
	assert_non_null(strstr(why, "closed the connection"));
	assert_int_equal(ask(f.path, ENGINE_SESSION, 3, count, &v, why), -1);
	assert_non_null(strstr(why, "malformed verdict"));
	assert_int_equal(ask(f.path, ENGINE_SESSION, 4, count, &v, why), -1);
	assert_non_null(strstr(why, "something else"));
	assert_int_equal(ask(f.path, ENGINE_SESSION, 0, NULL, &v, why), -1);
	assert_non_null(strstr(why, "malformed answer"));
	fake_stop(&f);
	assert_int_equal(ask(f.path, ENGINE_SESSION, 0, count, &v, why), -1);
	assert_non_null(strstr(why, "no such socket"));
	assert_non_null(strstr(why, f.path));
}

static void
refuses_another_version(void **state)
{
	struct fake f = { .version = LINK_VERSION + 1 };
	char why[CLIENT_TEXT];
	struct verdict v;

	(void)state;
	fake_start(&f, answer);
	assert_int_equal(ask(f.path, ENGINE_SESSION, 0, count, &v, why), -1);
	assert_non_null(strstr(why, "another version"));
	fake_stop(&f);
}

static void
refuses_a_path_that_is_too_long(void **state)
{
	char path[200], why[CLIENT_TEXT];
	struct verdict v;

	(void)state;
	memset(path, 'a', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_int_equal(ask(path, ENGINE_RDE, 0, count, &v, why), -1);
	assert_non_null(strstr(why, "too long"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_every_process),
		cmocka_unit_test(says_what_went_wrong),
		cmocka_unit_test(refuses_another_version),
		cmocka_unit_test(refuses_a_path_that_is_too_long),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
