/* SPDX-License-Identifier: ISC */
/*
 * Room for the session engine: who has much to say to it waits, when much
 * waits already, for past its bound that link, and every session with it,
 * would be given up.
 */
#ifndef RDE_ROOM_H
#define RDE_ROOM_H

#include <stdbool.h>

#include <bsd/sys/queue.h>

#include "base/loop.h"
#include "ipc/link.h"

struct room_wait {
	LIST_ENTRY(room_wait) entry;
	struct loop_task *task;
	bool		 waits;
};

LIST_HEAD(room_list, room_wait);

/* session may be NULL: who is away holds nobody up. */
bool	room_is_full(const struct link *session);
/* The task is woken when there is room, or the session engine is gone. */
void	room_wait(struct room_list *list, struct room_wait *w,
	    struct loop_task *task);
void	room_forget(struct room_wait *w);
/* A session engine is there; its link's argument is called back with. */
void	room_watch(struct link *session, void (*opened)(void *arg));
void	room_opened(struct room_list *list);

#endif
