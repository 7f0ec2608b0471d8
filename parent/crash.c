/* SPDX-License-Identifier: ISC */
/*
 * Memory, cases and messages together: position.c has the memory, held.c the
 * cases.  A session engine that is started is told of all that are held down
 * before it hears of any neighbour.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "crash.h"
#include "held.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_session.h"
#include "position.h"

struct crashes {
	struct engine	*engine[ENGINE_MAX];
	int		 position_fd[ENGINE_MAX];	/* -1: none */
	struct held	*held;
};

/* Each gets fresh memory: what the last one noted was read when it died. */
static void
give_position(struct crashes *x, enum engine_kind kind)
{
	int copy, *fd = &x->position_fd[kind];

	if (*fd != -1)
		(void)close(*fd);
	*fd = position_new(engine_kind_name(kind));
	copy = *fd == -1 ? -1 : fcntl(*fd, F_DUPFD_CLOEXEC, 0);
	if (copy == -1) {
		log_warn("%s has no memory for its position: %s",
		    engine_kind_name(kind), strerror(errno));
		return;
	}
	(void)engine_send_fd(x->engine[kind], PE_POSITION, 0, 0, NULL, 0,
	    copy);
}

static void
send_held(struct crashes *x, uint16_t type, const struct held_case *k)
{
	const struct ps_held h = {
		.remote = k->addr, .engines = k->engines
	};

	(void)engine_send(x->engine[ENGINE_SESSION], type, k->id, 0, &h,
	    sizeof(h));
}

static void
held_over(void *arg, const struct held_case *k)
{
	send_held(arg, PS_HELD_OVER, k);
}

static void
send_all_held(struct crashes *x)
{
	const struct held_case *k = NULL;

	while ((k = held_next(x->held, k)) != NULL)
		send_held(x, PS_HELD, k);
}

static void
report(const struct held_case *k, enum engine_kind kind, uint32_t before)
{
	char addr[ADDR_TEXT], as[24] = "";

	addr_print(&k->addr, addr, sizeof(addr));
	if (k->peer_as != 0)
		(void)snprintf(as, sizeof(as), " (AS %u)", k->peer_as);
	log_error("neighbor %s%s: its message was being read when %s crashed, "
	    "behind %u others%s", addr, as, engine_kind_name(kind), before,
	    held_is(k) ? "" : ": held down if that is so again within an hour");
	if (held_is(k))
		log_error("neighbor %s%s: held down: its message was being "
		    "read when %s; bgpctl neighbor %s up ends that", addr, as,
		    position_crashes(k->engines), addr);
}

/* --- from outside --------------------------------------------------------- */

struct crashes *
crashes_new(void)
{
	struct crashes *x = xcalloc(1, sizeof(*x));
	const struct held_ops ops = { .over = held_over, .arg = x };
	int i;

	for (i = 0; i < ENGINE_MAX; i++)
		x->position_fd[i] = -1;
	x->held = held_new(&ops);
	return x;
}

void
crashes_free(struct crashes *x)
{
	int i;

	if (x == NULL)
		return;
	for (i = 0; i < ENGINE_MAX; i++)
		if (x->position_fd[i] != -1)
			(void)close(x->position_fd[i]);
	held_free(x->held);
	free(x);
}

void
crashes_set_engine(struct crashes *x, struct engine *e)
{
	x->engine[engine_kind_of(e)] = e;
}

void
crashes_up(struct crashes *x, enum engine_kind kind)
{
	give_position(x, kind);
	if (kind == ENGINE_SESSION)
		send_all_held(x);
}

void
crashes_down(struct crashes *x, enum engine_kind kind,
    const struct config *c)
{
	const struct held_case *k;
	struct position at;

	if (!position_read(x->position_fd[kind], &at))
		return;
	k = held_crash(x->held, c, &at, kind, clock_now());
	if (k == NULL) {
		log_warn("%s was reading a message of neighbor %u, which there "
		    "is not", engine_kind_name(kind), at.neighbor);
		return;
	}
	report(k, kind, at.messages);
	if (held_is(k))
		send_held(x, PS_HELD, k);
}

void
crashes_release(struct crashes *x, uint32_t id, const struct addr *addr)
{
	held_release(x->held, id, addr);
}

void
crashes_changed(struct crashes *x, const struct config *old,
    const struct config *c)
{
	held_changed(x->held, old, c);
}
