/* SPDX-License-Identifier: ISC */
/* A control client over its own socket, and routes for it to ask for. */
#ifndef UNIT_RDE_CLIENT_USER_H
#define UNIT_RDE_CLIENT_USER_H

#include "rig.h"

#include "client_link.h"
#include "ipc/control.h"
#include "path/attr.h"

struct user {
	struct rig		*r;
	struct link_sync	*s;
};

static inline struct user
user_new(struct rig *r, enum role role)
{
	struct pe_client who = { .id = 7, .role = (uint8_t)role,
	    .principal = "tester" };
	struct user u = { .r = r };
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	r->rde.configured = true;
	client_link_open(&r->rde, fd[0], &who);
	u.s = link_sync_new(fd[1]);
	assert_non_null(u.s);
	return u;
}

static inline void
announce(struct rig *r, struct peer *p, uint32_t i, uint8_t len,
    const void *octets, size_t n)
{
	uint32_t a = attrs_intern(r->rde.attrs, rbuf_of(octets, n));
	struct nlri x = { .family = FAMILY_IPV4_UNICAST };

	x.prefix = (struct prefix){ ADDR_V4, len, { (uint8_t)(i >> 24),
	    (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i } };
	prefix_mask(&x.prefix);
	adj_rib_in_set(r->rde.in, p, &x, a, 0);
	attrs_unref(r->rde.attrs, a);
}

struct tally {
	unsigned		paths;
	unsigned		neighbors;
	unsigned		rows;
	struct ctl_rib_path	last;
	struct ctl_flow_why	why;
	struct ctl_verdict	verdict;
};

static inline void
read_paths(struct tally *t, struct rbuf body)
{
	while (body.left > 0) {
		assert_int_equal(rbuf_host(&body, &t->last,
		    sizeof(t->last)), 0);
		assert_int_equal(rbuf_skip(&body, t->last.nlri_len +
		    (size_t)t->last.attr_len), 0);
		if ((t->last.flags & CTL_P_INFEASIBLE) != 0)
			assert_int_equal(rbuf_host(&body, &t->why,
			    sizeof(t->why)), 0);
		t->paths++;
	}
}

/* Turns the loop until the verdict is there. */
static inline struct tally
answer(struct user *u, uint32_t req)
{
	struct tally t = { 0 };
	struct link_msg m;
	int turns, got;

	for (turns = 0; turns < 2000; turns++) {
		rig_run(u->r, 1);
		while ((got = link_sync_recv(u->s, &m, 0)) == 1) {
			assert_int_equal(m.peer, req);
			if (m.type == CTL_RIB_NEIGHBOR)
				t.neighbors++;
			else if (m.type == CTL_RIB_PATH)
				read_paths(&t, m.body);
			else if (m.type != CTL_END)
				t.rows++;
			if (m.type != CTL_END)
				continue;
			assert_int_equal(rbuf_host(&m.body, &t.verdict,
			    sizeof(t.verdict)), 0);
			return t;
		}
		assert_true(got != 0);
	}
	fail_msg("no verdict");
	return t;
}

static inline struct tally
show(struct user *u, const struct ctl_rib_filter *f)
{
	assert_int_equal(link_sync_send(u->s, CTL_SHOW_RIB, 5, 0, f,
	    sizeof(*f)), 0);
	return answer(u, 5);
}

static const uint8_t plain[] = {
	0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
	0x40, 3, 4, 192, 0, 2, 1,
};

static inline struct ctl_rib_filter
on_prefix(uint32_t addr, uint8_t plen, uint32_t flags)
{
	struct ctl_rib_filter f = { .flags = CTL_RIB_PREFIX | flags };

	f.prefix = addr_v4(addr);
	f.plen = plen;
	return f;
}

#endif
