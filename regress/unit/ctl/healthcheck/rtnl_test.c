/* SPDX-License-Identifier: ISC */
/* Messages of rtnetlink, made by hand in the host's order; and the kernel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "rtnl.h"

struct message {
	struct nlmsghdr		 h;
	union {
		struct ifaddrmsg	 a;
		int32_t			 error;
	};
	uint8_t			 attrs[128];
};

static void
attribute(struct message *m, uint16_t type, const void *p, size_t n)
{
	const struct rtattr a = { (uint16_t)(sizeof(a) + n), type };
	uint8_t *at = (uint8_t *)m + m->h.nlmsg_len;

	memcpy(at, &a, sizeof(a));
	memcpy(at + sizeof(a), p, n);
	m->h.nlmsg_len += (uint32_t)(sizeof(a) + (n + 3) / 4 * 4);
}

static struct message
sample(void)
{
	static const uint8_t local[] = { 192, 0, 2, 1 },
	    peer[] = { 192, 0, 2, 9 }, proto = 7;
	struct message m = {
		.h = { sizeof(m.h) + sizeof(m.a), RTM_NEWADDR, NLM_F_MULTI, 5,
		    0 },
		.a = { AF_INET, 32, 0, 0, 3 },
	};

	attribute(&m, IFA_LOCAL, local, 4);
	attribute(&m, IFA_ADDRESS, peer, 4);
	attribute(&m, IFA_LABEL, "lo:svc", 7);
	attribute(&m, IFA_PROTO, &proto, 1);
	attribute(&m, 999, "?", 1);
	return m;
}

static void
reads_addresses(void **state)
{
	static const uint8_t six[16] = { 0x20, 1, 0xd, 0xb8, [15] = 1 };
	struct message m = sample();
	struct rbuf in = rbuf_of(&m, m.h.nlmsg_len);
	enum rtnl_kind kind;
	struct rtnl_addr a;
	char text[ADDR_TEXT];
	int error = -1;

	(void)state;
	assert_int_equal(rtnl_read(&in, 5, &kind, &a, &error), 0);
	assert_int_equal(kind, RTNL_ADDR);
	assert_int_equal(a.ifindex, 3);
	assert_int_equal(a.len, 32);
	assert_int_equal(a.proto, 7);
	assert_string_equal(a.label, "lo:svc");
	assert_string_equal(addr_print(&a.addr, text, sizeof(text)),
	    "192.0.2.1");
	assert_int_equal(in.left, 0);
	assert_int_equal(rtnl_read(&in, 5, &kind, &a, &error), -1);

	m.h.nlmsg_len = sizeof(m.h) + sizeof(m.a);
	m.a.ifa_family = AF_INET6;
	m.a.ifa_prefixlen = 128;
	attribute(&m, IFA_ADDRESS, six, 16);
	in = rbuf_of(&m, m.h.nlmsg_len);
	assert_int_equal(rtnl_read(&in, 5, &kind, &a, &error), 0);
	assert_string_equal(addr_print(&a.addr, text, sizeof(text)),
	    "2001:db8::1");
	assert_string_equal(a.label, "");
	in = rbuf_of(&m, m.h.nlmsg_len);
	assert_int_equal(rtnl_read(&in, 6, &kind, &a, &error), 0);
	assert_int_equal(kind, RTNL_OTHER);
	m.h.nlmsg_flags |= NLM_F_DUMP_INTR;
	in = rbuf_of(&m, m.h.nlmsg_len);
	assert_int_equal(rtnl_read(&in, 5, &kind, &a, &error), 0);
	assert_int_equal(kind, RTNL_INTERRUPTED);
	assert_int_equal(error, -1);
}

static void
reads_ends(void **state)
{
	static const struct { int32_t code; int error; } ends[] = {
		{ 0, 0 }, { -EPERM, EPERM }, { -EEXIST, EEXIST },
		{ 5, EPROTO }, { INT32_MIN, EPROTO },
	};
	struct message m = { .h = { sizeof(m.h) + 4, NLMSG_ERROR, 0, 1, 0 } };
	enum rtnl_kind kind;
	struct rtnl_addr a;
	struct rbuf in;
	size_t i;
	int error;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		m.error = ends[i].code;
		in = rbuf_of(&m, m.h.nlmsg_len);
		assert_int_equal(rtnl_read(&in, 1, &kind, &a, &error), 0);
		assert_int_equal(kind, RTNL_END);
		assert_int_equal(error, ends[i].error);
	}
	m.h.nlmsg_len = sizeof(m.h) + 2;
	in = rbuf_of(&m, m.h.nlmsg_len);
	assert_int_equal(rtnl_read(&in, 1, &kind, &a, &error), -1);
}

static void
refuses_every_truncation(void **state)
{
	struct message m = sample();
	enum rtnl_kind kind;
	struct rtnl_addr a;
	struct rbuf in;
	size_t n;
	int error;

	(void)state;
	for (n = 0; n < m.h.nlmsg_len; n++) {
		in = rbuf_of(&m, n);
		assert_int_equal(rtnl_read(&in, 5, &kind, &a, &error), -1);
	}
	/* An attribute that says it is shorter than its own header. */
	m.attrs[0] = 3;
	m.attrs[1] = 0;
	in = rbuf_of(&m, m.h.nlmsg_len);
	assert_int_equal(rtnl_read(&in, 5, &kind, &a, &error), -1);
}

/* What we write reads back; the kernel takes it in the system test. */
static void
writes_changes(void **state)
{
	static const uint8_t six[16] = { 0x20, 1, 0xd, 0xb8, [15] = 1 };
	struct rtnl_addr a = { .ifindex = 9, .addr = addr_v4(0xc0000201),
	    .len = 32, .proto = 0xb6, .label = "lo:x" }, b;
	enum rtnl_kind kind;
	struct nlmsghdr h;
	struct wbuf w;
	struct rbuf in;
	int error;

	(void)state;
	wbuf_growable(&w, 1024);
	rtnl_write_change(&w, 4, true, &a);
	memcpy(&h, w.p, sizeof(h));
	assert_int_equal(h.nlmsg_len, w.len);
	assert_int_equal(h.nlmsg_flags, NLM_F_REQUEST | NLM_F_ACK |
	    NLM_F_CREATE | NLM_F_EXCL);
	in = wbuf_view(&w);
	assert_int_equal(rtnl_read(&in, 4, &kind, &b, &error), 0);
	assert_int_equal(kind, RTNL_ADDR);
	assert_memory_equal(&a, &b, sizeof(a));

	wbuf_reset(&w);
	a.addr = addr_of(ADDR_V6, six);
	a.len = 128;
	a.label[0] = '\0';
	rtnl_write_change(&w, 4, false, &a);
	memcpy(&h, w.p, sizeof(h));
	assert_int_equal(h.nlmsg_type, RTM_DELADDR);
	assert_int_equal(h.nlmsg_flags, NLM_F_REQUEST | NLM_F_ACK);
	wbuf_free(&w);
}

static void
on_addr(void *arg, const struct rtnl_addr *a)
{
	bool *found = arg;

	*found = *found || addr_is_loopback(&a->addr);
}

static void
asks_the_kernel(void **state)
{
	struct rtnl_addr a = { .ifindex = 0x7fffffff,
	    .addr = addr_v4(0xc0000201), .len = 32 };
	bool found = false;
	int fd = rtnl_open();

	(void)state;
	assert_int_not_equal(fd, -1);
	assert_int_equal(rtnl_dump(fd, on_addr, &found), 0);
	assert_true(found || if_nametoindex("lo") == 0);
	/* Not permitted, or no such interface: refused, with a reason. */
	errno = 0;
	assert_int_equal(rtnl_change(fd, true, &a), -1);
	assert_int_not_equal(errno, 0);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_addresses),
		cmocka_unit_test(reads_ends),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(writes_changes),
		cmocka_unit_test(asks_the_kernel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
