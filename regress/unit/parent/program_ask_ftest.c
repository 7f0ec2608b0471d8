/* SPDX-License-Identifier: ISC */
/* Who may ask what of the daemon, and when it is answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "fake/fake.h"
#include "program_ask.h"

struct test {
	struct loop		*loop;
	struct programs		*ps;
	struct asks		*as;
	struct conf_process	 v[3];
	struct config		 c;
	uint32_t		 reloads;
	unsigned		 restarts;
	unsigned		 shutdowns;
	unsigned		 answers;
	unsigned		 amends;
	uint8_t			 kind;		/* of the last of those */
	char			 program[CONF_NAME_MAX];
	uint32_t		 token;		/* of the last */
	uint8_t			 code;
	char			 text[PR_ASK_TEXT + 1];
};

static enum role
role(void *arg, uint32_t client)
{
	(void)arg;
	return client == 7 ? ROLE_OPERATE : ROLE_INJECT;
}

static uint32_t
reload(void *arg)
{
	struct test *t = arg;

	return ++t->reloads;
}

static void
restart(void *arg)
{
	struct test *t = arg;

	t->restarts++;
}

static void
stop(void *arg, const char *who)
{
	struct test *t = arg;

	assert_int_equal(t->answers, 1);	/* before */
	assert_non_null(strstr(who, "control"));
	t->shutdowns++;
}

static bool
amend(void *arg, const struct amend_ask *a, const char *text, size_t len)
{
	struct test *t = arg;

	assert_int_equal(len, 4);
	assert_memory_equal(text, "text", 4);
	t->amends++;
	t->kind = a->kind;
	strlcpy(t->program, a->program, sizeof(t->program));
	return t->amends < 3;
}

static void
answer(void *arg, uint32_t token, const struct pr_answer *a,
    const char *text, size_t len)
{
	struct test *t = arg;

	assert_true(len <= PR_ASK_TEXT);
	t->answers++;
	t->token = token;
	t->code = a->code;
	memcpy(t->text, text, len);
	t->text[len] = '\0';
}

static char *env[] = { NULL };

static int
setup(void **state)
{
	struct test *t = calloc(1, sizeof(*t));
	const struct programs_conf pc = { .config = "/x", .env = env };
	const struct asks_ops ops = {
		.role = role, .reload = reload, .restart = restart,
		.shutdown = stop, .amend = amend, .answer = answer, .arg = t,
	};

	strlcpy(t->v[0].name, "none", sizeof(t->v[0].name));
	strlcpy(t->v[1].name, "control", sizeof(t->v[1].name));
	t->v[1].may = CONF_MAY_CONTROL;
	strlcpy(t->v[2].name, "all", sizeof(t->v[2].name));
	t->v[2].may = CONF_MAY_ALL;
	t->c = (struct config){ .fd = -1, .processes = t->v, .nprocesses = 3 };
	t->loop = loop_new();
	t->ps = programs_new(t->loop, &pc);
	programs_configure(t->ps, &t->c);
	t->as = asks_new(t->loop, t->ps, &ops);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct test *t = *state;

	asks_free(t->as);
	programs_free(t->ps);
	loop_free(t->loop);
	free(t);
	return 0;
}

static void
ask(struct test *t, uint32_t token, uint32_t program, unsigned kind,
    uint32_t client)
{
	const struct pr_ask a = { .kind = (uint8_t)kind, .client = client };

	asks_take(t->as, token, program, &a, "text", 4);
}

static void
decides_who_may(void **state)
{
	struct test *t = *state;

	ask(t, 1, 1, PR_ASK_SHUTDOWN, 7);	/* it is no client */
	assert_int_equal(t->code, CTL_DENIED);
	assert_non_null(strstr(t->text, "program none"));
	assert_non_null(strstr(t->text, "may control"));
	ask(t, 2, 0, PR_ASK_RELOAD, 8);
	assert_int_equal(t->code, CTL_DENIED);
	assert_non_null(strstr(t->text, "operate"));
	ask(t, 3, 99, PR_ASK_RELOAD, 7);
	assert_int_equal(t->code, CTL_REFUSE);
	ask(t, 4, 3, PR_ASK_MAX, 0);
	assert_int_equal(t->code, CTL_REFUSE);
	ask(t, 5, 2, PR_ASK_CREATE, 0);
	assert_int_equal(t->code, CTL_DENIED);
	assert_non_null(strstr(t->text, "may create"));
	assert_int_equal(t->answers, 5);
	assert_int_equal(t->reloads + t->shutdowns, 0);
}

static void
shuts_down(void **state)
{
	struct test *t = *state;

	ask(t, 1, 2, PR_ASK_SHUTDOWN, 0);
	assert_int_equal(t->shutdowns, 1);
	assert_int_equal(t->code, CTL_OK);
}

static void
answers_when_it_is_over(void **state)
{
	struct test *t = *state;

	ask(t, 11, 2, PR_ASK_RELOAD, 0);
	ask(t, 12, 3, PR_ASK_RESTART, 0);
	ask(t, 13, 0, PR_ASK_RELOAD, 7);
	assert_int_equal(t->answers, 0);
	asks_reloaded(t->as, 1, false, "f:1:1: wrong");
	assert_int_equal(t->answers, 1);
	assert_int_equal(t->token, 11);
	assert_int_equal(t->code, CTL_REFUSE);
	assert_string_equal(t->text, "f:1:1: wrong");
	assert_int_equal(t->restarts, 0);
	/* The other two have one together, after a rest. */
	fake_advance(1999);
	asks_reloaded(t->as, 1, true, "another's");
	assert_int_equal(t->reloads + t->answers, 2);
	fake_advance(1);
	assert_int_equal(t->reloads, 2);
	asks_reloaded(t->as, 2, true, "done");
	assert_int_equal(t->answers, 3);
	assert_int_equal(t->code, CTL_OK);
	assert_int_equal(t->restarts, 1);
	asks_reloaded(t->as, 3, true, "done");
	assert_int_equal(t->answers, 3);
}

static void
rests_between_reloads(void **state)
{
	struct test *t = *state;
	unsigned i;

	for (i = 1; i <= 1000; i++) {
		ask(t, i, 2, PR_ASK_RELOAD, 0);
		fake_advance(10);
		asks_reloaded(t->as, t->reloads, true, "done");
	}
	assert_in_range(t->reloads, 5, 6);
	fake_advance(2000);
	asks_reloaded(t->as, t->reloads, true, "done");
	assert_int_equal(t->answers, 1000);
	/* After that it is at once again, and nothing by itself. */
	i = t->reloads;
	fake_advance(60000);
	assert_int_equal(t->reloads, i);
	ask(t, 1, 2, PR_ASK_RELOAD, 0);
	assert_int_equal(t->reloads, i + 1);
}

static void
restarts_nothing_for_an_error(void **state)
{
	struct test *t = *state;

	ask(t, 1, 3, PR_ASK_RESTART, 0);
	asks_reloaded(t->as, 1, false, "wrong");
	assert_int_equal(t->restarts, 0);
}

/* By whom, and what: the rest is another's to decide. */
static void
passes_amendments_on(void **state)
{
	struct test *t = *state;

	ask(t, 1, 3, PR_ASK_CREATE, 0);
	assert_int_equal(t->kind, PR_ASK_CREATE);
	assert_string_equal(t->program, "all");
	ask(t, 2, 0, PR_ASK_DELETE, 7);
	assert_int_equal(t->kind, PR_ASK_DELETE);
	assert_string_equal(t->program, "");
	assert_int_equal(t->answers, 0);
	ask(t, 3, 3, PR_ASK_DELETE, 0);		/* too many */
	assert_int_equal(t->answers, 1);
	assert_int_equal(t->code, CTL_REFUSE);
	ask(t, 4, 0, PR_ASK_DELETE, 8);
	assert_int_equal(t->code, CTL_DENIED);
	assert_int_equal(t->amends, 3);
}

static void
is_bounded(void **state)
{
	struct test *t = *state;
	char text[2 * PR_ASK_TEXT];
	unsigned i;

	for (i = 0; i < PR_ASKS_MAX; i++)
		ask(t, i, 3, PR_ASK_RELOAD, 0);
	assert_int_equal(t->answers, 0);
	ask(t, i, 3, PR_ASK_RELOAD, 0);
	assert_int_equal(t->answers, 1);
	assert_int_equal(t->code, CTL_REFUSE);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	fake_advance(2000);
	asks_reloaded(t->as, t->reloads, false, text);
	assert_int_equal(t->answers, 1 + PR_ASKS_MAX);
	assert_int_equal(strlen(t->text), PR_ASK_TEXT);
	ask(t, 1, 3, PR_ASK_RELOAD, 0);
	asks_forget(t->as);		/* the route engine died */
	fake_advance(2000);
	asks_reloaded(t->as, t->reloads, true, "");
	assert_int_equal(t->answers, 1 + PR_ASKS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(decides_who_may),
		TEST(shuts_down),
		TEST(answers_when_it_is_over),
		TEST(rests_between_reloads),
		TEST(restarts_nothing_for_an_error),
		TEST(passes_amendments_on),
		TEST(is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
