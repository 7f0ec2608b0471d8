/* SPDX-License-Identifier: ISC */
/*
 * An engine's end of the parent's link: lines reach the parent, a slow one
 * costs lines and is told how many; verdicts, pongs and clients are answered.
 */
#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ipc/engine_common.h"

struct heard {
	struct loop	*loop;
	struct link	*near;		/* the engine's */
	struct link	*far;		/* the parent's */
	unsigned	lines;
	unsigned	dropped;
	uint16_t	type;		/* of the last one that is no line */
	uint32_t	peer;
	uint32_t	gen;
	size_t		len;
	char		last[64];
	unsigned	clients;
	unsigned	fds;
	uint32_t	client;
};

static void
on_line(void *arg, struct link_msg *m)
{
	struct heard *h = arg;

	h->lines++;
	h->peer = m->peer;
	(void)snprintf(h->last, sizeof(h->last), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
}

static void
on_dropped(void *arg, struct link_msg *m)
{
	struct heard *h = arg;

	h->dropped += m->peer;
}

static void
on_any(void *arg, struct link_msg *m)
{
	struct heard *h = arg;

	h->type = m->type;
	h->peer = m->peer;
	h->gen = m->gen;
	h->len = m->body.left;
}

static void
on_client(void *arg, struct link_msg *m)
{
	struct heard *h = arg;
	struct pe_client who;
	int fd = engine_take_client(h->near, m, &who);

	h->clients++;
	h->client = who.id;
	if (fd != -1) {
		h->fds++;
		(void)close(fd);
	}
}

static void
on_ping(void *arg, struct link_msg *m)
{
	struct heard *h = arg;

	engine_pong(h->near, m);
}

static const struct link_handler parent_handlers[] = {
	{ PE_AGREE, 0, 0, on_any },
	{ PE_REFUSE, 0, PE_REASON_MAX, on_any },
	{ PE_LOG, 0, LINK_BODY_MAX, on_line },
	{ PE_LOG_DROPPED, 0, 0, on_dropped },
	{ PE_CLIENT_TAKEN, 0, 0, on_any },
	{ PE_PONG, 0, 0, on_any },
};
static const struct link_table parent_table = {
	parent_handlers, sizeof(parent_handlers) / sizeof(parent_handlers[0])
};

static const struct link_handler engine_handlers[] = {
	{ PE_CLIENT, sizeof(struct pe_client), sizeof(struct pe_client),
	    on_client },
	{ PE_LOG_LEVEL, 0, 0, engine_on_log_level },
	{ PE_PING, 0, 0, on_ping },
};
static const struct link_table engine_table = {
	engine_handlers, sizeof(engine_handlers) / sizeof(engine_handlers[0])
};

static void
on_end(void *arg, enum link_end why)
{
	(void)arg;
	fail_msg("a link ended: %d", (int)why);
}

static void
stop(void *arg)
{
	loop_stop(arg);
}

static void
pass(struct heard *h)
{
	struct loop_timer *t = loop_timer_new(h->loop, stop, h->loop);
	int i;

	for (i = 0; i < 10; i++) {
		loop_timer_set(t, i == 0 ? 30 : 0);
		loop_run(h->loop);
	}
	loop_timer_free(t);
}

static void
heard_init(struct heard *h)
{
	int fds[2];

	memset(h, 0, sizeof(*h));
	h->loop = loop_new();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	h->near = link_new(h->loop, fds[0], &engine_table, on_end, h, 0);
	h->far = link_new(h->loop, fds[1], &parent_table, on_end, h, 0);
}

static void
heard_free(struct heard *h)
{
	link_free(h->near);
	link_free(h->far);
	loop_free(h->loop);
}

static void
slow_parent(void **state)
{
	enum { LINES = 3000 };
	struct engine_log log = { 0 };
	struct heard h;
	char line[1024];
	int i;

	(void)state;
	heard_init(&h);
	log.parent = h.near;
	engine_log_line(&log, LOG_LEVEL_WARN, "one");
	pass(&h);
	assert_int_equal(h.lines, 1);
	assert_int_equal(h.peer, LOG_LEVEL_WARN);
	assert_string_equal(h.last, "one");

	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	for (i = 0; i < LINES; i++)
		engine_log_line(&log, LOG_LEVEL_INFO, line);
	assert_true(log.dropped > 0);
	assert_true(link_queued(h.near) < ENGINE_LOG_MAX + 2 * sizeof(line));
	pass(&h);
	assert_int_equal(h.dropped, 0);		/* told with the next line */
	engine_log_line(&log, LOG_LEVEL_INFO, "last");
	pass(&h);
	assert_string_equal(h.last, "last");
	assert_true(h.dropped > 0);
	assert_int_equal(log.dropped, 0);
	assert_int_equal(h.lines + h.dropped, LINES + 2);
	heard_free(&h);
}

static void
answers(void **state)
{
	enum log_level before = log_get_level();
	char why[2 * PE_REASON_MAX];
	struct heard h;

	(void)state;
	heard_init(&h);
	(void)link_send(h.far, PE_PING, 0, 77, NULL, 0);
	pass(&h);
	assert_int_equal(h.type, PE_PONG);
	assert_int_equal(h.gen, 77);
	engine_verdict(h.near, 5, NULL);
	pass(&h);
	assert_int_equal(h.type, PE_AGREE);
	assert_int_equal(h.gen, 5);
	memset(why, 'w', sizeof(why));
	why[sizeof(why) - 1] = '\0';
	engine_verdict(h.near, 6, why);
	pass(&h);
	assert_int_equal(h.type, PE_REFUSE);
	assert_int_equal(h.gen, 6);
	assert_int_equal(h.len, PE_REASON_MAX - 1);
	(void)link_send(h.far, PE_LOG_LEVEL, LOG_LEVEL_ERROR, 0, NULL, 0);
	pass(&h);
	assert_int_equal(log_get_level(), LOG_LEVEL_ERROR);
	(void)link_send(h.far, PE_LOG_LEVEL, LOG_LEVEL_MAX, 0, NULL, 0);
	pass(&h);
	assert_int_equal(log_get_level(), LOG_LEVEL_ERROR);
	log_set_level(before);
	heard_free(&h);
}

/* The parent waits for the answer, so it comes without a descriptor too. */
static void
takes_clients(void **state)
{
	struct pe_client who = { .id = 9 };
	struct heard h;
	int fds[2];

	(void)state;
	heard_init(&h);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	(void)link_send_fd(h.far, PE_CLIENT, 0, 0, &who, sizeof(who), fds[0]);
	pass(&h);
	assert_int_equal(h.type, PE_CLIENT_TAKEN);
	assert_int_equal(h.peer, 9);
	assert_int_equal(h.client, 9);
	assert_int_equal(h.fds, 1);
	who.id = 10;
	(void)link_send(h.far, PE_CLIENT, 0, 0, &who, sizeof(who));
	pass(&h);
	assert_int_equal(h.clients, 2);
	assert_int_equal(h.type, PE_CLIENT_TAKEN);
	assert_int_equal(h.peer, 10);
	assert_int_equal(h.fds, 1);
	(void)close(fds[1]);
	heard_free(&h);
}

static void
nobody_shuts_root_out(void **state)
{
	(void)state;
	assert_true(engine_client_fits(0, 0, 1000));
	assert_true(engine_client_fits(PE_CLIENTS_UID, PE_CLIENTS_UID - 1,
	    1000));
	assert_false(engine_client_fits(PE_CLIENTS_UID, PE_CLIENTS_UID,
	    1000));
	assert_false(engine_client_fits(PE_CLIENTS_MAX - PE_CLIENTS_ROOT, 0,
	    1000));
	assert_true(engine_client_fits(PE_CLIENTS_MAX - 1, PE_CLIENTS_UID,
	    0));
	assert_false(engine_client_fits(PE_CLIENTS_MAX, 0, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slow_parent),
		cmocka_unit_test(answers),
		cmocka_unit_test(takes_clients),
		cmocka_unit_test(nobody_shuts_root_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
