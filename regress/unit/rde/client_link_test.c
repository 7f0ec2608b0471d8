/* SPDX-License-Identifier: ISC */
/*
 * A control client over its own socket: roles, show rib with its filters, a
 * long dump in slices, and what breaks the protocol.
 */
#include "client_user.h"

#include <malloc.h>

#include "show.h"

enum { MANY = 30000 };

/* AS 64500 then our own, 64496; community 64500:7. */
static const uint8_t looped[] = {
	0x40, 1, 1, 0, 0x40, 2, 10, 2, 2, 0, 0, 0xfb, 0xf4, 0, 0, 0xfb,
	0xf0, 0x40, 3, 4, 192, 0, 2, 1, 0xc0, 8, 4, 0xfb, 0xf4, 0, 7,
};

static void
filters_pick_paths(void **state)
{
	struct rig r;
	struct peer *a, *b;
	struct user u;
	struct ctl_rib_filter f;
	struct tally t;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	announce(&r, a, 0xcb007100, 24, plain, sizeof(plain));
	announce(&r, b, 0xcb007100, 24, looped, sizeof(looped));
	announce(&r, a, 0xcb007180, 25, plain, sizeof(plain));
	announce(&r, a, 0xcb000000, 8, plain, sizeof(plain));
	u = user_new(&r, ROLE_READ);

	t = show(&u, &(struct ctl_rib_filter){ 0 });
	assert_int_equal(t.paths, 4);
	assert_int_equal(t.neighbors, 2);
	assert_int_equal(t.verdict.code, CTL_OK);
	assert_int_equal(t.verdict.done, 4);

	f = on_prefix(0xcb007100, 24, 0);
	assert_int_equal(show(&u, &f).paths, 2);
	f = on_prefix(0xcb007100, 24, CTL_RIB_LONGER);
	assert_int_equal(show(&u, &f).paths, 3);
	f = on_prefix(0xcb007100, 24, CTL_RIB_SHORTER);
	assert_int_equal(show(&u, &f).paths, 3);
	f = on_prefix(0xcb0071c8, 32, CTL_RIB_ADDRESS);
	t = show(&u, &f);
	assert_int_equal(t.paths, 1);
	assert_int_equal(t.last.plen, 25);
	assert_int_equal(addr_v4_host(&t.last.nexthop), 0xc0000201);
	f = on_prefix(0xcc000000, 24, 0);
	t = show(&u, &f);
	assert_int_equal(t.paths, 0);
	assert_int_equal(t.verdict.code, CTL_NOTHING);

	f = (struct ctl_rib_filter){ .flags = CTL_RIB_COMMUNITY,
	    .community = 64500U << 16 | 7 };
	t = show(&u, &f);
	assert_int_equal(t.paths, 1);
	assert_int_equal(t.last.flags & (CTL_P_AS_LOOP | CTL_P_VALID),
	    CTL_P_AS_LOOP);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_AS,
	    .as_where = CTL_AS_SOURCE, .as = 64500 };
	assert_int_equal(show(&u, &f).paths, 3);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_INVALID };
	assert_int_equal(show(&u, &f).paths, 1);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_FAMILY, .afi = 2,
	    .safi = 1 };
	assert_int_equal(show(&u, &f).paths, 0);
	f = (struct ctl_rib_filter){ .flags = CTL_RIB_PEER,
	    .peer = { .kind = CTL_SEL_ADDR } };
	f.peer.addr = a->conf.remote;
	assert_int_equal(show(&u, &f).paths, 3);
	f.peer.addr = addr_v4(1);
	assert_int_equal(show(&u, &f).verdict.code, CTL_NOTHING);
	link_sync_free(u.s);
	rig_free(&r);
}

static void
a_long_dump_is_whole(void **state)
{
	struct rig r;
	struct peer *p;
	struct user u;
	uint32_t i;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	for (i = 0; i < MANY; i++)
		announce(&r, p, 0x0a000000 + i, 32, plain, sizeof(plain));
	u = user_new(&r, ROLE_READ);
	assert_int_equal(show(&u, &(struct ctl_rib_filter){ 0 }).paths,
	    MANY);
	link_sync_free(u.s);
	rig_free(&r);
}

/* One prefix with more than a client's queue may hold, in every scope. */
static void
many_large_paths_of_one_prefix_are_whole(void **state)
{
	enum { IDS = IN_PATH_IDS_MAX, OCTETS = 60000 };
	static uint8_t large[OCTETS] = { 0xd0, 99, (OCTETS - 4) >> 8,
	    (OCTETS - 4) & 0xff };
	static const uint32_t scopes[] = { 0, CTL_RIB_LONGER,
	    CTL_RIB_SHORTER, CTL_RIB_ADDRESS };
	struct nlri n = { .family = FAMILY_IPV4_UNICAST };
	struct ctl_rib_filter f;
	struct peer *a, *b;
	struct rig r;
	struct user u;
	uint32_t attrs, i;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	attrs = attrs_intern(r.rde.attrs, rbuf_of(large, sizeof(large)));
	n.prefix = (struct prefix){ ADDR_V4, 24, { 203, 0, 113 } };
	for (i = 0; i < IDS; i++) {
		n.path_id = i;
		assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, attrs, 0),
		    IN_NEW);
	}
	announce(&r, b, 0xcb007100, 24, plain, sizeof(plain));
	announce(&r, b, 0xcb000000, 8, plain, sizeof(plain));
	u = user_new(&r, ROLE_READ);
	assert_int_equal(show(&u, &(struct ctl_rib_filter){ 0 }).paths,
	    IDS + 2);
	for (i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++) {
		f = on_prefix(0xcb007100, 24, scopes[i]);
		assert_int_equal(show(&u, &f).paths, IDS + 1 +
		    (scopes[i] == CTL_RIB_SHORTER));
	}
	attrs_unref(r.rde.attrs, attrs);
	link_sync_free(u.s);
	rig_free(&r);
}

enum { FAT_IDS = 1000, FAT_OUT = 200, FAT = 65000, FAT_IN = 12000 };

/* A set of so many octets, as a neighbour or a configuration may have it. */
static uint32_t
fat_attrs(struct rig *r, size_t n)
{
	static uint8_t octets[FAT + sizeof(plain) + 4];
	size_t at = sizeof(plain);

	memcpy(octets, plain, at);
	octets[at++] = 0xd0;
	octets[at++] = 99;
	octets[at++] = (uint8_t)(n >> 8);
	octets[at++] = (uint8_t)n;
	return attrs_intern(r->rde.attrs, rbuf_of(octets, at + n));
}

static void
announce_fat(struct rig *r, struct peer *p)
{
	uint32_t a = fat_attrs(r, FAT_IN), i;
	struct nlri x = { .family = FAMILY_IPV4_UNICAST, .has_path_id = 1,
	    .prefix = { ADDR_V4, 24, { 203, 0, 113 } } };

	for (i = 0; i < FAT_IDS; i++) {
		x.path_id = i;
		assert_int_equal(adj_rib_in_set(r->rde.in, p, &x, a, 0),
		    IN_NEW);
	}
	attrs_unref(r->rde.attrs, a);
}

static void
configure_fat(struct rig *r, uint16_t id)
{
	const struct idset *targets = idset_of(r->rde.idsets, &id, 1);
	struct originate_route x = { .nlri = { .has_path_id = 1,
	    .prefix = { ADDR_V4, 24, { 203, 0, 113 } } }, .self = true };

	x.attrs = fat_attrs(r, FAT);
	originate_config_begin(r->rde.originate);
	for (x.nlri.path_id = 0; x.nlri.path_id < FAT_OUT; x.nlri.path_id++)
		originate_config_route(r->rde.originate, &x, targets);
	while (originate_config_end(r->rde.originate))
		;
	attrs_unref(r->rde.attrs, x.attrs);
	idset_unref(r->rde.idsets, targets);
}

/*
 * One prefix is an answer of more than a client may let wait: the walk rests
 * inside of it, and the client is neither cut nor told of a part.
 */
static void
a_fat_prefix_is_whole(void **state)
{
	static const uint32_t scopes[] = { 0, CTL_RIB_LONGER,
	    CTL_RIB_SHORTER, CTL_RIB_ADDRESS };
	struct ctl_rib_filter f = { 0 };
	struct rig r;
	struct peer *p;
	struct user u;
	unsigned i;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	announce_fat(&r, p);
	configure_fat(&r, p->id);
	u = user_new(&r, ROLE_READ);
	assert_int_equal(show(&u, &f).paths, FAT_IDS);
	f.flags = CTL_RIB_OUT;
	assert_int_equal(show(&u, &f).paths, FAT_OUT);
	for (i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++) {
		f = on_prefix(0xcb007100, 24, scopes[i]);
		assert_int_equal(show(&u, &f).paths, FAT_IDS);
		f.flags |= CTL_RIB_OUT;
		assert_int_equal(show(&u, &f).paths, FAT_OUT);
	}
	link_sync_send(u.s, CTL_NETWORK_SHOW, 4, 0,
	    &(struct ctl_rib_filter){ 0 }, sizeof(struct ctl_rib_filter));
	assert_int_equal(answer(&u, 4).rows, FAT_OUT);
	link_sync_free(u.s);
	rig_free(&r);
}

static void
answers_the_small_requests(void **state)
{
	struct rig r;
	struct user u;
	struct tally t;

	(void)state;
	rig_init(&r);
	rig_peer_up(&r, 1);
	rig_peer(&r, 2);
	u = user_new(&r, ROLE_READ);
	link_sync_send(u.s, CTL_SHOW_COUNTERS, 1, 0, NULL, 0);
	t = answer(&u, 1);
	assert_int_equal(t.rows, 2);
	link_sync_send(u.s, CTL_SHOW_MEMORY, 2, 0, NULL, 0);
	t = answer(&u, 2);
	assert_true(t.rows >= 4);
	link_sync_free(u.s);
	rig_free(&r);
}

static void
send_network(struct user *u, uint16_t type, uint32_t req, uint8_t op,
    const char *text)
{
	struct ctl_network n = { .op = op };
	uint8_t b[256];

	memcpy(b, &n, sizeof(n));
	memcpy(b + sizeof(n), text, strlen(text));
	assert_int_equal(link_sync_send(u->s, type, req, 0, b,
	    sizeof(n) + strlen(text)), 0);
}

static void
networks_need_the_role(void **state)
{
	struct rig r;
	struct user u;
	struct tally t;

	(void)state;
	rig_init(&r);
	rig_peer_up(&r, 1);
	u = user_new(&r, ROLE_READ);
	send_network(&u, CTL_NETWORK, 1, CTL_NET_ADD, "203.0.113.0/24");
	assert_int_equal(answer(&u, 1).verdict.code, CTL_DENIED);
	link_sync_send(u.s, CTL_NETWORK_FLUSH, 2, 0, NULL, 0);
	assert_int_equal(answer(&u, 2).verdict.code, CTL_DENIED);
	link_sync_free(u.s);

	u = user_new(&r, ROLE_INJECT);
	send_network(&u, CTL_NETWORK, 1, CTL_NET_ADD, "203.0.113.0/24");
	assert_int_equal(answer(&u, 1).verdict.code, CTL_OK);
	send_network(&u, CTL_NETWORK, 2, CTL_NET_ADD, "203.0.113.0/99");
	assert_int_equal(answer(&u, 2).verdict.code, CTL_REFUSE);
	send_network(&u, CTL_NETWORK_BULK, 3, CTL_NET_ADD, "192.0.2.0/24");
	send_network(&u, CTL_NETWORK_BULK, 3, CTL_NET_ADD, "nonsense");
	link_sync_send(u.s, CTL_BULK_END, 3, 0, NULL, 0);
	t = answer(&u, 3);
	assert_int_equal(t.rows, 1);
	assert_int_equal(t.verdict.done, 1);
	assert_int_equal(t.verdict.failed, 1);
	link_sync_send(u.s, CTL_NETWORK_SHOW, 4, 0,
	    &(struct ctl_rib_filter){ 0 }, sizeof(struct ctl_rib_filter));
	assert_int_equal(answer(&u, 4).rows, 2);
	link_sync_send(u.s, CTL_NETWORK_FLUSH, 5, 0, NULL, 0);
	assert_int_equal(answer(&u, 5).verdict.done, 2);
	link_sync_free(u.s);
	rig_free(&r);
}

static void
offend(struct rig *r, const struct peer *p, size_t len)
{
	static const uint8_t octets[UINT16_MAX];
	struct offence o = { .share = p->id, .remote = p->conf.remote,
	    .verdict = OFFENCE_TREAT_AS_WITHDRAW };

	offences_add(r->rde.offences, &o, rbuf_of(octets, len));
}

static struct tally
show_malformed(struct user *u, const struct ctl_selector *who)
{
	link_sync_send(u->s, CTL_SHOW_MALFORMED, 6, 0, who, sizeof(*who));
	return answer(u, 6);
}

static void
shows_what_was_malformed(void **state)
{
	struct ctl_selector who = { .kind = CTL_SEL_ALL };
	struct rig r;
	struct peer *a, *b;
	struct user u;
	struct tally t;
	int i;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	u = user_new(&r, ROLE_NONE);
	assert_int_equal(show_malformed(&u, &who).verdict.code, CTL_DENIED);
	link_sync_free(u.s);
	u = user_new(&r, ROLE_READ);
	t = show_malformed(&u, &who);
	assert_int_equal(t.verdict.code, CTL_OK);
	assert_int_equal(t.rows, 0);
	/* More than may wait for a reader. */
	for (i = 0; i < 15; i++)
		offend(&r, a, UINT16_MAX);
	offend(&r, b, 19);
	t = show_malformed(&u, &who);
	assert_int_equal(t.verdict.code, CTL_OK);
	assert_int_equal(t.rows, 16);
	assert_int_equal(t.verdict.done, 16);
	who = (struct ctl_selector){ .kind = CTL_SEL_ADDR,
	    .addr = b->conf.remote };
	assert_int_equal(show_malformed(&u, &who).rows, 1);
	/* It is gone, and what it did is not. */
	sessions_peer_removed(&r.rde, b);
	assert_int_equal(show_malformed(&u, &who).rows, 1);
	who.addr = addr_v4(1);
	t = show_malformed(&u, &who);
	assert_int_equal(t.verdict.code, CTL_NOTHING);
	who.addr = rig_peer(&r, 3)->conf.remote;
	t = show_malformed(&u, &who);
	assert_int_equal(t.verdict.code, CTL_OK);
	assert_int_equal(t.rows, 0);
	link_sync_free(u.s);
	rig_free(&r);
}

static size_t
memory(void)
{
	struct mallinfo2 m = mallinfo2();	/* zeros under a sanitizer */

	return m.uordblks + m.hblkhd;
}

/* All neighbours are a long answer too. */
static void
counters_wait_for_the_reader(void **state)
{
	enum { PEERS = 16000 };
	size_t before;
	struct rig r;
	struct user u;
	struct tally t;
	uint16_t id;

	(void)state;
	rig_init(&r);
	for (id = 1; id <= PEERS; id++)
		rig_peer(&r, id);
	u = user_new(&r, ROLE_READ);
	rig_run(&r, 100);
	before = memory();
	link_sync_send(u.s, CTL_SHOW_COUNTERS, 5, 0, NULL, 0);
	rig_run(&r, 100);
	assert_true(memory() <= before + 3 * SHOW_QUEUE);
	t = answer(&u, 5);
	assert_int_equal(t.rows, PEERS);
	assert_int_equal(t.verdict.done, PEERS);
	link_sync_free(u.s);
	rig_free(&r);
}

static void
nonsense_costs_the_connection(void **state)
{
	struct rig r;
	struct user u;
	struct link_msg m;
	int got = 1;

	(void)state;
	rig_init(&r);
	u = user_new(&r, ROLE_ALL);
	link_sync_send(u.s, CTL_SHOW_RIB, 1, 0, "short", 5);
	rig_run(&r, 10);
	while (got == 1)
		got = link_sync_recv(u.s, &m, 100);
	assert_int_equal(got, 0);
	link_sync_free(u.s);
	rig_free(&r);
}

/* A line that is longer than a message; a neighbour can make such a path. */
static void
parts_long_lines(void **state)
{
	enum { COMMUNITIES = 8000 };
	static const char text[] = "show adj-rib in extensive";
	struct wbuf a, said;
	struct link_msg m;
	struct rig r;
	struct user u;
	unsigned i, parts = 0;

	(void)state;
	rig_init(&r);
	u = user_new(&r, ROLE_READ);
	wbuf_growable(&a, 1 << 17);
	wbuf_growable(&said, 1 << 21);
	wbuf_bytes(&a, plain, sizeof(plain));
	wbuf_u8(&a, 0xd0);
	wbuf_u8(&a, 16);
	wbuf_u16(&a, COMMUNITIES * 8);
	for (i = 0; i < COMMUNITIES; i++) {
		wbuf_u32(&a, 0x0202ffff);	/* target:4294901760:… */
		wbuf_u32(&a, 0xffff0000U + i);
	}
	announce(&r, rig_peer(&r, 2), 0x0a000000, 8, a.p, a.len);
	assert_int_equal(link_sync_send(u.s, CTL_API, 5, 1, text,
	    sizeof(text) - 1), 0);
	for (i = 0; i < 2000; i++) {
		rig_run(&r, 1);
		if (link_sync_recv(u.s, &m, 0) != 1)
			continue;
		if (m.type == CTL_END)
			break;
		assert_int_equal(m.type, CTL_API_DATA);
		wbuf_bytes(&said, m.body.p, m.body.left);
		parts++;
		if (m.gen == 0)
			break;
	}
	assert_in_range(parts, 2, 20);
	assert_true(said.len > LINK_BODY_MAX);
	assert_int_equal(m.gen, 0);
	assert_memory_equal(said.p, "{\"192.0.2.2\": {", 15);
	assert_memory_equal(said.p + said.len - 5, "}}]}}", 5);
	wbuf_free(&a);
	wbuf_free(&said);
	link_sync_free(u.s);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_pick_paths),
		cmocka_unit_test(a_long_dump_is_whole),
		cmocka_unit_test(many_large_paths_of_one_prefix_are_whole),
		cmocka_unit_test(a_fat_prefix_is_whole),
		cmocka_unit_test(answers_the_small_requests),
		cmocka_unit_test(networks_need_the_role),
		cmocka_unit_test(shows_what_was_malformed),
		cmocka_unit_test(counters_wait_for_the_reader),
		cmocka_unit_test(nonsense_costs_the_connection),
		cmocka_unit_test(parts_long_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
