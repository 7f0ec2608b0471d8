/* SPDX-License-Identifier: ISC */
/* Tasks that rest until a link that is not read has room again. */
#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fake/fake.h"
#include "ipc/link_sync.h"
#include "ipc/session_rde.h"
#include "room.h"

static struct room_list list;
static unsigned ran[2];

static bool
run(void *arg)
{
	unsigned *n = arg;

	(*n)++;
	return false;
}

static void
on_room(void *arg)
{
	room_opened(arg);
}

static void
closed(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static void
rests_until_there_is_room(void **state)
{
	static const struct link_table nothing = { NULL, 0 };
	static uint8_t octets[64 * 1024];
	struct loop *l = loop_new();
	struct loop_task *one = loop_task_new(l, run, &ran[0]);
	struct loop_task *two = loop_task_new(l, run, &ran[1]);
	struct room_wait a = { .waits = false }, b = { .waits = false };
	struct link_sync *far;
	struct link_msg m;
	struct link *k;
	int fd[2];

	(void)state;
	assert_false(room_is_full(NULL));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	far = link_sync_new(fd[1]);
	k = link_new(l, fd[0], &nothing, closed, &list, 0);
	room_watch(k, on_room);
	while (!room_is_full(k))
		assert_int_equal(link_send(k, SR_SEND, 1, 1, octets,
		    sizeof(octets)), 0);
	assert_in_range(link_queued(k), 1 << 20, SR_WORDS_MAX / 2);
	room_wait(&list, &a, one);
	room_wait(&list, &a, one);
	room_wait(&list, &b, two);
	room_forget(&b);
	room_forget(&b);
	fake_run_tasks();
	assert_int_equal(ran[0], 0);
	do
		link_flush(k);
	while (link_sync_recv(far, &m, 0) == 1);
	fake_run_tasks();
	assert_int_equal(ran[0], 1);
	assert_int_equal(ran[1], 0);
	assert_false(a.waits);
	room_wait(&list, &b, two);
	room_opened(&list);		/* as when it is gone */
	fake_run_tasks();
	assert_int_equal(ran[1], 1);
	link_free(k);
	link_sync_free(far);
	loop_task_free(one);
	loop_task_free(two);
	loop_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rests_until_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
