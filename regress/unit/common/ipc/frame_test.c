/* SPDX-License-Identifier: ISC */
/* Frames cut from random pieces; memory given back; descriptors bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/seed.h"
#include "ipc/frame.h"

enum { FRAMES = 300 };

static void
any_cut_gives_the_same_frames(void **state)
{
	static uint8_t stream[FRAMES * 4096];
	unsigned i, seen = 0;
	struct frame_in in = { 0 };
	struct link_hdr h = { 0 };
	struct link_msg m;
	size_t total = 0, off = 0, n, room;
	int s[2];

	(void)state;
	seed_random();
	for (i = 0; i < FRAMES; i++) {
		h.len = (uint32_t)(sizeof(h) + (size_t)rand() % 4000);
		h.peer = i;
		memcpy(stream + total, &h, sizeof(h));
		memset(stream + total + sizeof(h), (int)i & 0xff,
		    h.len - sizeof(h));
		total += h.len;
	}
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	assert_int_equal(frame_in_read(&in, s[0], &room), FRAME_AGAIN);
	while (off < total) {
		n = (size_t)rand() % 9000 + 1;
		if (n > total - off)
			n = total - off;
		assert_int_equal(write(s[1], stream + off, n), n);
		off += n;
		assert_int_equal(frame_in_read(&in, s[0], &room), n);
		while (frame_in_peek(&in, &h) == 1) {
			assert_int_equal(frame_in_take(&in, &h, &m), 0);
			assert_int_equal(m.peer, seen);
			for (n = 0; n < m.body.left; n++)
				assert_int_equal(m.body.p[n], seen & 0xff);
			seen++;
		}
	}
	assert_int_equal(seen, FRAMES);
	assert_int_equal(in.cap, FRAME_BUF);
	frame_in_idle(&in);
	assert_null(in.p);
	close(s[1]);
	assert_int_equal(frame_in_read(&in, s[0], &room), FRAME_EOF);
	frame_in_close(&in);
	close(s[0]);
}

/* idle keeps what is incomplete; close drops it. */
static void
an_incomplete_frame_stays(void **state)
{
	struct frame_in in = { 0 };
	struct link_hdr h = { .len = 20, .type = 3 };
	size_t room;
	int s[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	assert_int_equal(write(s[1], &h, 10), 10);
	assert_int_equal(frame_in_read(&in, s[0], &room), 10);
	assert_int_equal(frame_in_peek(&in, &h), 0);
	assert_int_equal(h.len, 0);
	h.len = 20;
	frame_in_idle(&in);
	assert_non_null(in.p);
	assert_int_equal(write(s[1], (uint8_t *)&h + 10, 6), 6);
	assert_int_equal(frame_in_read(&in, s[0], &room), 6);
	assert_int_equal(frame_in_peek(&in, &h), 0);
	assert_int_equal(h.len, 20);
	assert_int_equal(h.type, 3);
	frame_in_close(&in);
	assert_null(in.p);
	close(s[0]);
	close(s[1]);
}

static void
send_fd(int to, int fd)
{
	union {
		struct cmsghdr	align;
		char		space[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec iov;
	struct msghdr mh = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *cm;
	char c = 'x';

	memset(&control, 0, sizeof(control));
	iov = (struct iovec){ &c, 1 };
	cm = CMSG_FIRSTHDR(&mh);
	cm->cmsg_level = SOL_SOCKET;
	cm->cmsg_type = SCM_RIGHTS;
	cm->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cm), &fd, sizeof(fd));
	assert_int_equal(sendmsg(to, &mh, 0), 1);
}

/* Who sends descriptors without frames cannot fill our table with them. */
static void
unannounced_descriptors_are_bounded(void **state)
{
	struct frame_in in = { 0 };
	int s[2], i, before, after;
	size_t room;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	before = dup(0);
	close(before);
	for (i = 0; i < FRAME_FDS; i++) {
		send_fd(s[1], 0);
		assert_int_equal(frame_in_read(&in, s[0], &room), 1);
	}
	send_fd(s[1], 0);
	assert_int_equal(frame_in_read(&in, s[0], &room), FRAME_BAD);
	frame_in_close(&in);
	after = dup(0);
	close(after);
	assert_int_equal(before, after);	/* all are closed */
	close(s[0]);
	close(s[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_cut_gives_the_same_frames),
		cmocka_unit_test(an_incomplete_frame_stays),
		cmocka_unit_test(unannounced_descriptors_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
