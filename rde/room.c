/* SPDX-License-Identifier: ISC */
/*
 * All that wait are woken at once: who finds the room taken waits again.
 */
#include "ipc/session_rde.h"
#include "room.h"

enum { ROOM_FULL = SR_WORDS_MAX / 4 };

bool
room_is_full(const struct link *session)
{
	return session != NULL && link_queued(session) > ROOM_FULL;
}

void
room_wait(struct room_list *list, struct room_wait *w, struct loop_task *task)
{
	if (w->waits)
		return;
	w->task = task;
	w->waits = true;
	LIST_INSERT_HEAD(list, w, entry);
}

void
room_forget(struct room_wait *w)
{
	if (w->waits)
		LIST_REMOVE(w, entry);
	w->waits = false;
}

void
room_watch(struct link *session, void (*opened)(void *arg))
{
	link_on_drain(session, ROOM_FULL / 2, opened);
}

void
room_opened(struct room_list *list)
{
	struct room_wait *w;

	while ((w = LIST_FIRST(list)) != NULL) {
		room_forget(w);
		loop_task_wake(w->task);
	}
}
