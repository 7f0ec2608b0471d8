/* SPDX-License-Identifier: ISC */
/*
 * Programs create and delete neighbours, with the real parsing child, reload
 * and rollout; no engine is there to object.
 */
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

#include <bsd/string.h>
#include <cmocka.h>

#include "amend.h"
#include "base/log.h"
#include "ipc/control.h"

struct test {
	struct loop		*loop;
	struct listeners	*listeners;
	struct rollout		*rollout;
	struct reload		*reload;
	struct created		*created;
	struct amend		*amend;
	struct options		 options;
	char			 file[32];
	unsigned		 reloads;
	bool			 trial;	/* one runs */
	unsigned		 overs;
	unsigned		 answers;
	unsigned		 stop_at;	/* answers and reloads */
	uint32_t		 token;
	uint32_t		 done;
	uint8_t			 code;
	char			 text[PR_ASK_TEXT + 1];
	char			 logged[8192];
};

static void
keep(void *arg, enum log_level level, const char *line)
{
	struct test *t = arg;

	(void)level;
	strlcat(t->logged, line, sizeof(t->logged));
	strlcat(t->logged, "\n", sizeof(t->logged));
}

static void
changed(void *arg, const struct config *old, const char *why)
{
	struct test *t = arg;

	if (old != NULL)
		created_settle(t->created, rollout_current(t->rollout));
	if (amend_running(t->amend))
		amend_changed(t->amend, why);
	else
		reload_changed(t->reload, old, why);
}

static void
one_more(struct test *t)
{
	if (t->answers + t->reloads == t->stop_at)
		loop_stop(t->loop);
}

static void
reloaded(void *arg, uint32_t served, bool ok, const char *text)
{
	struct test *t = arg;

	(void)served;
	assert_true(ok);
	strlcpy(t->text, text, sizeof(t->text));
	t->reloads++;
	amend_go(t->amend);
	one_more(t);
}

static void
answer(void *arg, uint32_t token, const struct pr_answer *a,
    const char *text, size_t len)
{
	struct test *t = arg;

	t->answers++;
	t->token = token;
	t->code = a->code;
	t->done = a->done;
	memcpy(t->text, text, len);
	t->text[len] = '\0';
	one_more(t);
}

static const struct conf_process *
process(void *arg, const char *name)
{
	static const struct conf_process v[] = {
		{ .name = "all", .may = CONF_MAY_ALL },
		{ .name = "some", .may = CONF_MAY_CREATE, .ncreate = 1,
		    .create = { { .addr = { .af = ADDR_V4,
		    .b = { 198, 51, 100 } }, .plen = 24 } } },
	};
	size_t i;

	(void)arg;
	for (i = 0; i < 2; i++)
		if (strcmp(v[i].name, name) == 0)
			return &v[i];
	return NULL;
}

static bool
must_wait(void *arg)
{
	const struct test *t = arg;

	return t->trial;
}

static void
over(void *arg)
{
	struct test *t = arg;

	t->overs++;
}

static struct config *
empty(void)
{
	const struct conf_global g = { .log_syslog = 0 };
	struct conf_writer *w = conf_writer_new();
	struct config *c;
	char why[128];
	int fd;

	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	c = config_take(fd, key_set_new(), why, sizeof(why));
	assert_non_null(c);
	return c;
}

static void
run(struct test *t, unsigned more)
{
	t->stop_at = t->answers + t->reloads + more;
	loop_run(t->loop);
}

static void
fill(const struct test *t, const char *text)
{
	int fd = open(t->file, O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

#define FILE_OF(a, more) "neighbor " a " { router-id 192.0.2.9; "	\
	"local-address 192.0.2.9; local-as 64500; peer-as 64501; " more " }\n"

/* With two neighbours, one of them with a password. */
static int
setup(void **state)
{
	static const struct listen_ops lops = { .arg = NULL };
	struct test *t = calloc(1, sizeof(*t));
	const struct rollout_ops rops = { .changed = changed, .arg = t };
	const struct reload_ops rlops = { reloaded, t };
	const struct amend_ops ops = { .process = process,
	    .must_wait = must_wait, .over = over, .answer = answer, .arg = t };
	int fd;

	log_set_sink(keep, t);
	strlcpy(t->file, "/tmp/amend-XXXXXX", sizeof(t->file));
	fd = mkstemp(t->file);
	assert_int_equal(fchmod(fd, 0644), 0);
	close(fd);
	t->options.files[0] = t->file;
	t->options.nfiles = 1;
	t->loop = loop_new();
	t->listeners = listeners_new(t->loop, &t->options, &lops);
	t->rollout = rollout_new(t->loop, t->listeners, empty(), &rops);
	t->reload = reload_new(t->loop, &t->options, -1, &rlops);
	reload_set_rollout(t->reload, t->rollout);
	t->created = created_new();
	reload_set_created(t->reload, t->created);
	t->amend = amend_new(t->loop, -1, t->created, &ops);
	amend_set(t->amend, t->rollout, t->reload);
	fill(t, "process all { run /x; }\n"
	    FILE_OF("192.0.2.1", "md5-password secret;")
	    FILE_OF("192.0.2.2", ""));
	(void)reload_request(t->reload, false);
	run(t, 1);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct test *t = *state;

	amend_free(t->amend);
	reload_free(t->reload);
	created_free(t->created);
	rollout_free(t->rollout);
	listeners_free(t->listeners);
	loop_free(t->loop);
	unlink(t->file);
	log_set_sink(NULL, NULL);
	free(t);
	return 0;
}

static void
take(struct test *t, uint32_t token, uint8_t kind, const char *program,
    const char *text)
{
	struct amend_ask a = { .token = token, .kind = kind };

	strlcpy(a.program, program, sizeof(a.program));
	assert_true(amend_take(t->amend, &a, text, strlen(text)));
}

static uint8_t
ask(struct test *t, uint8_t kind, const char *program, const char *text)
{
	static uint32_t token = 100;

	take(t, ++token, kind, program, text);
	run(t, 1);
	assert_int_equal(t->token, token);
	return t->code;
}

static const struct conf_neighbor *
find(const struct test *t, const char *addr)
{
	const struct config *c = rollout_current(t->rollout);
	struct addr a;
	size_t i;

	assert_int_equal(addr_parse(addr, &a), 0);
	for (i = 0; i < c->nneighbors; i++)
		if (addr_eq(&c->neighbors[i].remote, &a))
			return &c->neighbors[i];
	return NULL;
}

#define WORDS	" local-ip 192.0.2.9 local-as 64500 peer-as 64502"

static void
creates_and_deletes(void **state)
{
	struct test *t = *state;
	const struct conf_neighbor *n;
	uint32_t id;

	assert_int_equal(ask(t, PR_ASK_CREATE, "all", "neighbor 192.0.2.3"
	    WORDS), CTL_OK);
	assert_int_equal(t->done, 1);
	n = find(t, "192.0.2.3");
	assert_non_null(n);
	assert_int_equal(n->peer_as, 64502);
	assert_int_equal(n->created, 1);
	assert_int_equal(n->hold_time, CONF_HOLD_DEFAULT);
	id = n->id;
	/* Who was there is there, with its key. */
	n = find(t, "192.0.2.1");
	assert_true(key_set_has(rollout_current(t->rollout)->keys, n->id));
	assert_non_null(strstr(t->logged,
	    "program all: neighbor 192.0.2.3 created"));
	/* Nor does it go at a reload, and its id stays. */
	(void)reload_request(t->reload, false);
	run(t, 1);
	assert_non_null(strstr(t->text, "0 added, 0 removed, 0 changed"));
	assert_int_equal(find(t, "192.0.2.3")->id, id);
	assert_int_equal(ask(t, PR_ASK_DELETE, "all",
	    "neighbor 192.0.2.3, neighbor 192.0.2.2"), CTL_OK);
	assert_int_equal(t->done, 2);
	assert_null(find(t, "192.0.2.3"));
	assert_null(find(t, "192.0.2.2"));
	assert_non_null(find(t, "192.0.2.1"));
	/* The file's comes back, the other one does not. */
	(void)reload_request(t->reload, false);
	run(t, 1);
	assert_non_null(find(t, "192.0.2.2"));
	assert_null(find(t, "192.0.2.3"));
	assert_int_equal(t->overs, 2);
}

static void
refuses_with_a_reason(void **state)
{
	static const struct {
		uint8_t		kind;
		const char	*program, *text;
		uint8_t		code;
		const char	*why;
	} rows[] = {
		{ PR_ASK_CREATE, "all", "neighbor 192.0.2.2" WORDS,
		    CTL_REFUSE, "configured already" },
		{ PR_ASK_CREATE, "all", "neighbor 192.0.2.3 peer-as 1",
		    CTL_REFUSE, "'local-as' is missing" },
		{ PR_ASK_CREATE, "all", "neighbor 192.0.2.3 local-ip x "
		    "local-as 1 peer-as 1", CTL_REFUSE, "local-address" },
		{ PR_ASK_CREATE, "all", "neighbor 192.0.2.3" WORDS " md5 x",
		    CTL_REFUSE, "md5: not known here" },
		{ PR_ASK_CREATE, "all", "neighbor 192.0.2.3" WORDS
		    " api nobody", CTL_REFUSE, "process nobody is not" },
		{ PR_ASK_CREATE, "some", "neighbor 192.0.2.3" WORDS,
		    CTL_DENIED, "none of its prefixes" },
		{ PR_ASK_CREATE, "gone", "neighbor 192.0.2.3" WORDS,
		    CTL_REFUSE, "not configured any more" },
		{ PR_ASK_DELETE, "all", "neighbor 192.0.2.3",
		    CTL_NOTHING, "no such neighbor" },
		{ PR_ASK_DELETE, "all", "neighbor x", CTL_REFUSE, "wanted" },
		{ PR_ASK_DELETE, "some", "neighbor *", CTL_DENIED,
		    "may not delete" },
	};
	struct test *t = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (ask(t, rows[i].kind, rows[i].program, rows[i].text) !=
		    rows[i].code || strstr(t->text, rows[i].why) == NULL)
			fail_msg("%s: %u %s", rows[i].text, t->code, t->text);
		assert_int_equal(rollout_current(t->rollout)->nneighbors, 2);
	}
	assert_int_equal(ask(t, PR_ASK_CREATE, "some",
	    "neighbor 198.51.100.7" WORDS), CTL_OK);
	assert_int_equal(ask(t, PR_ASK_DELETE, "some",
	    "neighbor 198.51.100.7"), CTL_OK);
	assert_int_equal(ask(t, PR_ASK_CREATE, "", "neighbor 192.0.2.3"
	    WORDS), CTL_OK);		/* a client */
}

/* The file has it now: it is the file's, and goes with it. */
static void
gives_way_to_the_file(void **state)
{
	struct test *t = *state;

	assert_int_equal(ask(t, PR_ASK_CREATE, "all", "neighbor 192.0.2.3"
	    WORDS), CTL_OK);
	fill(t, FILE_OF("192.0.2.2", "") FILE_OF("192.0.2.3", ""));
	(void)reload_request(t->reload, false);
	run(t, 1);
	assert_int_equal(rollout_current(t->rollout)->nneighbors, 2);
	assert_int_equal(find(t, "192.0.2.3")->created, 0);
	assert_int_equal(find(t, "192.0.2.3")->peer_as, 64501);
	fill(t, FILE_OF("192.0.2.2", ""));
	(void)reload_request(t->reload, false);
	run(t, 1);
	assert_null(find(t, "192.0.2.3"));
}

/* All at once, and reloads between them: one after the other. */
static void
takes_turns(void **state)
{
	struct test *t = *state;
	char text[128];
	unsigned i;

	for (i = 1; i <= 20; i++) {
		(void)snprintf(text, sizeof(text), "neighbor 203.0.113.%u"
		    WORDS, i);
		take(t, i, PR_ASK_CREATE, "all", text);
	}
	(void)reload_request(t->reload, false);
	run(t, 10);
	(void)reload_request(t->reload, false);
	run(t, 12);
	assert_int_equal(t->answers, 20);
	assert_int_equal(t->reloads, 3);
	assert_int_equal(rollout_current(t->rollout)->nneighbors, 22);
	/* What a trial compares with stays what it is until that is over. */
	t->trial = true;
	take(t, 21, PR_ASK_CREATE, "all", "neighbor 203.0.113.21" WORDS);
	(void)reload_request(t->reload, false);
	run(t, 1);
	assert_int_equal(t->reloads, 4);
	assert_int_equal(t->answers, 20);
	assert_true(amend_waits(t->amend));
	assert_false(amend_running(t->amend));
	t->trial = false;
	amend_go(t->amend);
	run(t, 1);
	assert_int_equal(t->answers, 21);
	assert_false(amend_waits(t->amend));
}

static void
is_bounded(void **state)
{
	struct test *t = *state;
	struct amend_ask a = { .kind = PR_ASK_DELETE };
	unsigned i;

	assert_true(reload_hold(t->reload));	/* as if one ran */
	for (i = 0; i < PR_ASKS_MAX; i++)
		assert_true(amend_take(t->amend, &a, "x", 1));
	assert_false(amend_take(t->amend, &a, "x", 1));
	amend_forget(t->amend);
	assert_true(amend_take(t->amend, &a, "x", 1));
}

static unsigned
times(const char *text, const char *what)
{
	unsigned n = 0;

	while ((text = strstr(text, what)) != NULL) {
		n++;
		text += strlen(what);
	}
	return n;
}

/* A program may create and delete as fast as it can write. */
static void
tells_few_in_the_log(void **state)
{
	struct test *t = *state;
	unsigned i;

	t->logged[0] = '\0';
	for (i = 0; i < 20; i++) {
		assert_int_equal(ask(t, PR_ASK_CREATE, "all",
		    "neighbor 192.0.2.3" WORDS), CTL_OK);
		assert_int_equal(ask(t, PR_ASK_DELETE, "all",
		    "neighbor 192.0.2.3"), CTL_OK);
	}
	assert_int_equal(times(t->logged, "program all: "), 30);
	assert_int_equal(times(t->logged, "not told for a while"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(creates_and_deletes),
		TEST(refuses_with_a_reason),
		TEST(gives_way_to_the_file),
		TEST(takes_turns),
		TEST(is_bounded),
		TEST(tells_few_in_the_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
