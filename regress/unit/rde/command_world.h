/* SPDX-License-Identifier: ISC */
/*
 * For tests of the API: a route engine with some neighbours, and somebody who
 * gives it lines and gathers what is answered.
 */
#ifndef UNIT_RDE_COMMAND_WORLD_H
#define UNIT_RDE_COMMAND_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include <unistd.h>

#include <cmocka.h>

#include "fake/fake.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "ipc/session_rde.h"
#include "program_command.h"
#include "rde/engine.h"

/* A route engine, and what it sent: octets of messages, by neighbour. */
struct world {
	struct rde	rde;
	struct wbuf	sent[8];
	/* the far ends of its links */
	struct link_sync *parent;
	struct link_sync *session;
};

static inline void
world_sink(void *arg, struct peer *p, uint16_t type, const void *body,
    size_t len)
{
	struct world *w = arg;

	assert_true(p->id < 8);
	if (type == SR_OUT)
		wbuf_bytes(&w->sent[p->id], body, len);
}

struct asker {
	struct program_commands *c;
	struct wbuf	said;		/* lines of data and ends of answers */
	bool		full;
	size_t		room;		/* full with so many octets; 0: not */
	bool		silent;
	unsigned	ready;
	const struct idset *peers;
};

static inline void
asker_data(void *arg, const char *line, size_t len)
{
	struct asker *a = arg;

	assert_null(memchr(line, '\n', len));
	wbuf_bytes(&a->said, line, len);
	wbuf_u8(&a->said, '\n');
}

static inline void
asker_done(void *arg, const char *tag, enum command_result r,
    const char *reason)
{
	struct asker *a = arg;

	assert_null(strchr(reason, '\n'));
	if (!a->silent || *tag != '\0')
		program_command_print(&a->said, tag, r, reason, 5);
}

static inline bool
asker_full(void *arg)
{
	struct asker *a = arg;

	return a->full || (a->room > 0 && a->said.len >= a->room);
}

static inline void
asker_ready(void *arg)
{
	struct asker *a = arg;

	a->ready++;
}

static inline void
asker_ack(void *arg, bool on)
{
	struct asker *a = arg;

	a->silent = !on;
}

static inline const struct idset *
asker_peers(void *arg)
{
	struct asker *a = arg;

	return a->peers;
}

static inline void
asker_queues(void *arg, void (*each)(void *ctx, const char *name,
    uint64_t lines, uint64_t octets), void *ctx)
{
	(void)arg;
	each(ctx, "one", 2, 30);
	each(ctx, "two", 0, 0);
}

static const struct command_sink asker_sink = {
	.data = asker_data,
	.done = asker_done,
	.full = asker_full,
	.ready = asker_ready,
	.ack = asker_ack,
	.peers = asker_peers,
};

/* The same of a program, whose answers may come together. */
static const struct command_sink asker_late_sink = {
	.data = asker_data,
	.late = true,
	.done = asker_done,
	.full = asker_full,
	.ready = asker_ready,
	.ack = asker_ack,
	.peers = asker_peers,
	.queues = asker_queues,
};

static inline void
asker_init(struct asker *a, struct rde *rde, const struct command_who *who)
{
	memset(a, 0, sizeof(*a));
	wbuf_growable(&a->said, 64 << 20);
	a->c = program_command_new(rde, who, who->program != 0 ?
	    &asker_late_sink : &asker_sink, a);
}

static inline void
asker_free(struct asker *a)
{
	program_command_free(a->c);
	wbuf_free(&a->said);
}

/* One line and all of its answer. */
static inline void
asker_say(struct asker *a, const char *line, size_t len)
{
	wbuf_reset(&a->said);
	program_command_line(a->c, line, len);
	fake_run_tasks();
	assert_false(program_command_busy(a->c));
}

/* The answer is want, or where that ends in "…", begins so. */
static inline void
asker_expects(struct asker *a, const char *line, const char *want)
{
	size_t n = strlen(want);
	bool begins = n >= 3 && strcmp(want + n - 3, "…") == 0;

	asker_say(a, line, strlen(line));
	wbuf_u8(&a->said, '\0');
	if (begins)
		n -= 3;
	if (a->said.len < n + 1 || (!begins && a->said.len != n + 1) ||
	    memcmp(a->said.p, want, n) != 0)
		fail_msg("%s\n-- is answered\n%s-- and not\n%s", line,
		    (const char *)a->said.p, want);
}

/* --- the engine ----------------------------------------------------------- */

static void
world_closed(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static inline void
world_room(void *arg)
{
	struct rde *r = arg;

	room_opened(&r->room);
}

static inline struct link *
world_link(struct rde *r, struct link_sync **far)
{
	static const struct link_table nothing = { NULL, 0 };
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	*far = link_sync_new(fd[1]);
	return link_new(r->loop, fd[0], &nothing, world_closed, r, 0);
}

/* The next message to that end; its type, or 0. */
static inline uint16_t
world_told(struct link_sync *far, struct link *near, struct link_msg *m)
{
	link_flush(near);
	return link_sync_recv(far, m, 0) == 1 ? m->type : 0;
}

static inline void
command_world_init(struct world *w)
{
	struct rde *r = &w->rde;
	unsigned i;

	memset(w, 0, sizeof(*w));
	for (i = 0; i < 8; i++)
		wbuf_growable(&w->sent[i], 1 << 24);
	engine_init(r);
	r->parent = world_link(r, &w->parent);
	r->session = world_link(r, &w->session);
	room_watch(r->session, world_room);
	update_out_set_sink(r->out, world_sink, w);
}

static inline void
command_world_free(struct world *w)
{
	struct rde *r = &w->rde;
	unsigned i;

	for (i = 0; i < 8; i++)
		wbuf_free(&w->sent[i]);
	link_free(r->parent);
	link_free(r->session);
	r->parent = r->session = NULL;
	link_sync_free(w->parent);
	link_sync_free(w->session);
	engine_free(r);
}

#endif
