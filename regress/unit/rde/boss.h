/* SPDX-License-Identifier: ISC */
/* A route engine and the parent's end of its link. */
#ifndef UNIT_RDE_BOSS_H
#define UNIT_RDE_BOSS_H

#include "rig.h"

#include "ipc/parent_engine.h"
#include "parent_link.h"

struct boss {
	struct rig		r;
	struct link_sync	*far;
	int			far_fd;
};

static inline void
boss_init(struct boss *b)
{
	struct rig *r = &b->r;
	int fd[2];

	rig_init(r);
	config_free(r->rde.config);
	r->rde.config = config_new(&r->rde, &parent_link_config,
	    &r->rde);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	b->far_fd = fd[1];
	b->far = link_sync_new(fd[1]);
	parent_link_open(&r->rde, fd[0]);
}

static inline void
boss_free(struct boss *b)
{
	link_sync_free(b->far);
	link_free(b->r.rde.parent);
	rig_free(&b->r);
}

/* The type and generation of the next answer that is not a log line. */
static inline uint16_t
answer(struct boss *b, uint32_t *gen)
{
	struct link_msg m;

	rig_run(&b->r, 10);
	if (link_sync_recv(b->far, &m, 100) != 1)
		return 0;
	*gen = m.gen;
	return m.type;
}

/* link_sync sends no descriptors: the frame is made by hand. */
static inline void
send_fd(struct boss *b, uint16_t type, uint32_t gen, const void *body,
    size_t len, int fd)
{
	struct link_hdr h = {
		.len = (uint32_t)(sizeof(h) + len), .type = type,
		.has_fd = 1, .gen = gen,
	};
	union {
		struct cmsghdr	align;
		char		space[CMSG_SPACE(sizeof(int))];
	} c = { 0 };
	uint8_t copy[128];
	struct iovec iov[2] = {
		{ &h, sizeof(h) }, { copy, len },
	};
	struct msghdr mh = {
		.msg_iov = iov, .msg_iovlen = 2, .msg_control = &c,
		.msg_controllen = sizeof(c),
	};
	struct cmsghdr *cm = CMSG_FIRSTHDR(&mh);

	if (len > 0)
		memcpy(copy, body, len);
	cm->cmsg_level = SOL_SOCKET;
	cm->cmsg_type = SCM_RIGHTS;
	cm->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cm), &fd, sizeof(int));
	assert_int_equal(sendmsg(b->far_fd, &mh, 0), sizeof(h) + len);
	close(fd);
}

#endif
