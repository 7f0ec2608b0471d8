/* SPDX-License-Identifier: ISC */
/* Lines reach the parent; a slow one costs lines, and is told how many. */
#include "harness.h"
#include "ipc/parent_engine.h"
#include "log_sink.h"

struct heard {
	unsigned	lines;
	unsigned	level;
	uint32_t	dropped;
	char		last[64];
};

static void
on_line(void *arg, struct link_msg *m)
{
	struct heard *h = arg;

	h->lines++;
	h->level = m->peer;
	snprintf(h->last, sizeof(h->last), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
}

static void
on_dropped(void *arg, struct link_msg *m)
{
	struct heard *h = arg;

	h->dropped += m->peer;
}

static const struct link_handler handlers[] = {
	{ PE_LOG, 0, LINK_BODY_MAX, on_line },
	{ PE_LOG_DROPPED, 0, 0, on_dropped },
};
static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};
static const struct link_table none = { NULL, 0 };

static void
pass(struct engine *e)
{
	struct loop_timer *t = loop_timer_new(e->loop, stop_loop, e->loop);

	loop_timer_set(t, 30);
	loop_run(e->loop);
	loop_timer_free(t);
}

static void
slow_parent(void **state)
{
	struct engine e = { 0 };
	struct heard h = { 0 };
	struct link *far;
	char line[1024];
	int fds[2], i;

	(void)state;
	e.loop = loop_new();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	e.parent = link_new(e.loop, fds[0], &none, on_link_end, NULL, 0);
	far = link_new(e.loop, fds[1], &table, on_link_end, &h, 0);
	log_sink_line(&e, LOG_LEVEL_WARN, "one");
	pass(&e);
	assert_int_equal(h.lines, 1);
	assert_int_equal(h.level, LOG_LEVEL_WARN);
	assert_string_equal(h.last, "one");

	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	for (i = 0; i < 2000; i++)
		log_sink_line(&e, LOG_LEVEL_INFO, line);
	assert_true(e.log_dropped > 0);
	pass(&e);
	assert_int_equal(h.dropped, 0);		/* told with the next line */
	log_sink_line(&e, LOG_LEVEL_INFO, "last");
	pass(&e);
	assert_string_equal(h.last, "last");
	assert_true(h.dropped > 0);
	assert_int_equal(e.log_dropped, 0);
	assert_int_equal(h.lines + h.dropped, 2002);
	link_free(e.parent);
	link_free(far);
	loop_free(e.loop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slow_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
