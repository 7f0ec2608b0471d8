/* SPDX-License-Identifier: ISC */
/*
 * Reading frames in place: one large buffer, filled by one call, parsed where
 * it lies; only the incomplete frame at its end is ever moved.  The buffer is
 * asked for when there is something to read and given back when it is empty.
 */
#include <sys/socket.h>
#include <sys/uio.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "ipc/frame.h"

_Static_assert(FRAME_BUF >= LINK_BODY_MAX + sizeof(struct link_hdr) +
    FRAME_ROOM, "room is left behind any incomplete frame");

union control {
	struct cmsghdr	align;
	char		space[CMSG_SPACE(FRAME_FDS * sizeof(int))];
};

/* Doubles only for a reader that lets whole frames wait (link_sync). */
static void
make_room(struct frame_in *in)
{
	size_t have = in->end - in->start;

	if (have == 0)
		in->start = in->end = 0;
	if (in->p == NULL) {
		in->p = xmalloc(FRAME_BUF);
		in->cap = FRAME_BUF;
	}
	if (in->cap - in->end >= FRAME_ROOM)
		return;
	if (in->start > 0) {
		memmove(in->p, in->p + in->start, have);
		in->start = 0;
		in->end = have;
	}
	if (in->cap - in->end < FRAME_ROOM) {
		in->p = xreallocarray(in->p, in->cap, 2);
		in->cap *= 2;
	}
}

static int
keep_fd(struct frame_in *in, int fd)
{
	if (in->nfds == FRAME_FDS) {
		if (fd != -1)
			close(fd);
		return -1;
	}
	in->fds[in->nfds++] = fd;
	return 0;
}

/*
 * When we are out of descriptors the kernel delivers the octets, MSG_CTRUNC,
 * and none: the frame must then not get its successor's.
 */
static int
keep_fds(struct frame_in *in, struct msghdr *mh)
{
	struct cmsghdr *cm = CMSG_FIRSTHDR(mh);
	size_t i, n = 0;
	int fd, bad = 0;

	if (cm != NULL && cm->cmsg_level == SOL_SOCKET &&
	    cm->cmsg_type == SCM_RIGHTS)
		n = (cm->cmsg_len - CMSG_LEN(0)) / sizeof(fd);
	for (i = 0; i < n; i++) {
		memcpy(&fd, CMSG_DATA(cm) + i * sizeof(fd), sizeof(fd));
		if (keep_fd(in, fd) == -1)
			bad = -1;
	}
	if (n == 0 && mh->msg_flags & MSG_CTRUNC)
		bad = keep_fd(in, -1);
	return bad;
}

long
frame_in_read(struct frame_in *in, int fd, size_t *room)
{
	union control control;
	struct iovec iov;
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	ssize_t n;

	make_room(in);
	iov.iov_base = in->p + in->end;
	iov.iov_len = *room = in->cap - in->end;
	n = recvmsg(fd, &mh, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	if (n == -1) {
		if (errno == EAGAIN || errno == EINTR)
			return FRAME_AGAIN;
		/* Gone with octets of ours unread. */
		return errno == ECONNRESET ? FRAME_EOF : FRAME_ERROR;
	}
	in->end += (size_t)n;
	if (keep_fds(in, &mh) == -1)
		return FRAME_BAD;
	return n > 0 ? n : FRAME_EOF;
}

int
frame_in_peek(const struct frame_in *in, struct link_hdr *h)
{
	size_t have = in->end - in->start;

	if (have < sizeof(*h)) {
		h->len = 0;
		return 0;
	}
	memcpy(h, in->p + in->start, sizeof(*h));
	if (h->len < sizeof(*h) || h->len > sizeof(*h) + LINK_BODY_MAX)
		return -1;
	return have >= h->len;
}

int
frame_in_take(struct frame_in *in, const struct link_hdr *h,
    struct link_msg *m)
{
	*m = (struct link_msg){
		.type = h->type,
		.peer = h->peer,
		.gen = h->gen,
		.body = rbuf_of(in->p + in->start + sizeof(*h),
		    h->len - sizeof(*h)),
		.fd = -1,
	};
	in->start += h->len;
	if (h->has_fd == 0)
		return 0;
	if (in->nfds == 0)
		return -1;
	m->fd = in->fds[0];
	in->nfds--;
	memmove(&in->fds[0], &in->fds[1], in->nfds * sizeof(in->fds[0]));
	return 0;
}

void
frame_in_idle(struct frame_in *in)
{
	if (in->start != in->end)
		return;
	free(in->p);
	in->p = NULL;
	in->cap = in->start = in->end = 0;
}

void
frame_in_close(struct frame_in *in)
{
	unsigned i;

	for (i = 0; i < in->nfds; i++)
		if (in->fds[i] != -1)
			close(in->fds[i]);
	in->nfds = 0;
	in->start = in->end;
	frame_in_idle(in);
}
