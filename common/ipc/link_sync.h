/* SPDX-License-Identifier: ISC */
/*
 * A link for a program without a loop: bgpctl.  It blocks, with a time limit;
 * while it waits to write it takes in what arrives, so that two ends that both
 * have much to say cannot wait for each other.
 */
#ifndef IPC_LINK_SYNC_H
#define IPC_LINK_SYNC_H

#include <stddef.h>
#include <stdint.h>

#include "ipc/link.h"

struct link_sync;

/* Takes fd.  Sends HELLO; the other's is checked by the first receive. */
struct link_sync *link_sync_new(int fd);
void	link_sync_free(struct link_sync *s);
/* 0, or -1 when the other end is gone. */
int	link_sync_send(struct link_sync *s, uint16_t type, uint32_t peer,
	    uint32_t gen, const void *body, size_t len);
/*
 * The next message; body points into s until the next call.  1 a message, 0
 * the other end is gone, -1 nothing for timeout_ms (-1: no limit), -2 protocol
 * error.  A descriptor in m is the caller's.
 */
int	link_sync_recv(struct link_sync *s, struct link_msg *m, int timeout_ms);

#endif
