/* SPDX-License-Identifier: ISC */
/*
 * The receiving half that both kinds of link share: octets and descriptors
 * taken from an AF_UNIX stream, cut into frames in place.  Descriptors wait in
 * the order they came and belong to the frames whose header says has_fd.
 */
#ifndef IPC_FRAME_H
#define IPC_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "ipc/link.h"

enum {
	FRAME_BUF	= 256 * 1024,	/* more than the longest frame */
	FRAME_ROOM	= 32 * 1024,	/* least room for a read */
	FRAME_FDS	= 8,		/* that wait for their frames */
};

/* What frame_in_read returns when it is not a number of octets. */
enum {
	FRAME_EOF	= 0,
	FRAME_AGAIN	= -1,
	FRAME_ERROR	= -2,		/* errno */
	FRAME_BAD	= -3,		/* descriptors nobody announced */
};

struct frame_in {
	uint8_t		*p;		/* NULL while nothing is held */
	size_t		 cap;
	size_t		 start;		/* first octet not yet consumed */
	size_t		 end;
	int		 fds[FRAME_FDS]; /* -1: one was lost on the way */
	unsigned	 nfds;
};

/* Never waits.  *room is what could have been read. */
long	frame_in_read(struct frame_in *in, int fd, size_t *room);
/*
 * 1: a whole frame begins at the window; 0: more is needed, h->len is 0 when
 * not even the header is there; -1: no frame can be so long or so short.
 */
int	frame_in_peek(const struct frame_in *in, struct link_hdr *h);
/*
 * Consumes the frame that peek found; m->body stays where it is until the
 * next read.  -1 when its descriptor never came.
 */
int	frame_in_take(struct frame_in *in, const struct link_hdr *h,
	    struct link_msg *m);
/* Gives the memory back when nothing is held. */
void	frame_in_idle(struct frame_in *in);
void	frame_in_close(struct frame_in *in);

#endif
