/* SPDX-License-Identifier: ISC */
/*
 * NLRI that are no IP prefix, through a whole route engine: what is held of
 * UPDATEs, and what goes to the wire.
 */
#include "rig.h"

#include <stdio.h>

#include "bgp/message.h"
#include "bgp/role.h"
#include "network.h"
#include "rib_cursor.h"
#include "update/split.h"
#include "update_in.h"

enum { MAX = 8192 };

static struct peer *
up(struct rig *r, uint16_t id, bool add_path)
{
	struct negotiated n = rig_neg(id);
	struct conf_neighbor c = rig_conf(id);
	struct peer *p;

	c.family_all = 1;
	p = sessions_peer_added(&r->rde, &c);
	n.families = families_all();
	if (add_path)
		n.add_path_rx = n.families;
	sessions_up(&r->rde, p, id, &n);
	return p;
}

static void
feed(struct rig *r, struct peer *p, struct wbuf *m)
{
	if (!update_in_batch(r->rde.update_in, p, wbuf_view(m)))
		while (!update_in_more(r->rde.update_in))
			;
	wbuf_reset(m);
}

static const uint8_t good[] = {
	0x40, 1, 1, 0,
	0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,		/* 64500 */
};
static const uint8_t hop[] = { 192, 0, 2, 1 };

/* An UPDATE with one MP attribute; nhlen -1: of withdraws. */
static void
mp(struct wbuf *w, enum family f, int nhlen, const void *nlri, size_t n)
{
	const struct family_info *fi = family_info(f);
	size_t begin = message_begin(w, MSG_UPDATE), attrs, at;

	wbuf_u16(w, 0);
	attrs = w->len;
	wbuf_u16(w, 0);
	wbuf_u16(w, (uint16_t)(0x9000 | (nhlen == -1 ? ATTR_MP_UNREACH :
	    ATTR_MP_REACH)));
	at = w->len;
	wbuf_u16(w, 0);
	wbuf_u16(w, fi->afi);
	wbuf_u8(w, fi->safi);
	if (nhlen != -1) {
		wbuf_u8(w, (uint8_t)nhlen);
		wbuf_bytes(w, hop, (size_t)nhlen);
		wbuf_u8(w, 0);
	}
	wbuf_bytes(w, nlri, n);
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
	if (nhlen != -1)
		wbuf_bytes(w, good, sizeof(good));
	wbuf_set_u16(w, attrs, (uint16_t)(w->len - attrs - 2));
	message_end(w, begin);
}

static void
announce(struct rig *r, struct peer *p, enum family f, const void *nlri,
    size_t n)
{
	uint8_t buf[MAX];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	mp(&w, f, nexthop_may_miss(f) ? 0 : 4, nlri, n);
	assert_false(w.failed);
	feed(r, p, &w);
}

static void
withdraw(struct rig *r, struct peer *p, enum family f, const void *nlri,
    size_t n)
{
	uint8_t buf[MAX];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	mp(&w, f, -1, nlri, n);
	feed(r, p, &w);
}

/* The reset that was asked for, as code << 8 | subcode; 0 none. */
static unsigned
wanted_reset(struct rig *r)
{
	struct link_msg m;
	struct sr_reset s;

	if (!rig_far(r, SR_RESET, &m))
		return 0;
	assert_int_equal(rbuf_host(&m.body, &s, sizeof(s)), 0);
	return (unsigned)(s.code << 8 | s.subcode);
}

/* destination 192.0.2.0/24 and /25 (with host bits), protocol 6 */
static const uint8_t rule[] = { 8, 1, 24, 192, 0, 2, 3, 0x81, 6 };
static const uint8_t wide[] = { 9, 1, 25, 192, 0, 2, 0x7f, 3, 0x81, 6 };
static const uint8_t other[] = { 5, 1, 24, 198, 51, 100 };

static void
holds_rules(void **state)
{
	static const uint8_t both[] = { 8, 1, 24, 192, 0, 2, 3, 0x81, 6,
	    5, 1, 24, 198, 51, 100 };
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = up(&r, 1, false);
	announce(&r, p, FAMILY_IPV4_FLOW, both, sizeof(both));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 2);
	announce(&r, p, FAMILY_IPV4_FLOW, rule, sizeof(rule));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 2);
	announce(&r, p, FAMILY_IPV4_FLOW, wide, sizeof(wide));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 3);
	withdraw(&r, p, FAMILY_IPV4_FLOW, rule, sizeof(rule));
	withdraw(&r, p, FAMILY_IPV4_FLOW, rule, sizeof(rule));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 2);
	withdraw(&r, p, FAMILY_IPV4_FLOW, other, sizeof(other));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 1);
	assert_int_equal(wanted_reset(&r), 0);
	assert_int_equal(offences_last(r.rde.offences), 0);
	/* It goes with the session, and its key with it. */
	sessions_peer_removed(&r.rde, p);
	rig_run(&r, 30);
	assert_int_equal(net_table_count(adj_rib_in_table(r.rde.in,
	    FAMILY_IPV4_FLOW)), 0);
	rig_free(&r);
}

/* RFC 7606 5.3: a field that does not read resets, or costs its family. */
static void
refuses_malformed_ones(void **state)
{
	static const uint8_t cut[] = { 9, 1, 24, 192, 0, 2, 3, 0x81, 6 };
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = up(&r, 1, false);
	announce(&r, p, FAMILY_IPV4_FLOW, cut, sizeof(cut));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 0);
	assert_int_equal(wanted_reset(&r), 0x0309);
	p = up(&r, 2, false);
	p->conf.mp_error_disable = 1;
	announce(&r, p, FAMILY_IPV4_FLOW, rule, sizeof(rule));
	withdraw(&r, p, FAMILY_IPV4_FLOW, cut, sizeof(cut));
	assert_int_equal(wanted_reset(&r), 0);
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 0);
	announce(&r, p, FAMILY_IPV4_FLOW, rule, sizeof(rule));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 0);
	rig_free(&r);
}

/* RFC 8277: the label is no part of what is withdrawn. */
static void
carries_labels(void **state)
{
	static const uint8_t one[] = { 48, 0, 1, 1, 10, 1, 0 };
	static const uint8_t two[] = { 48, 0, 2, 1, 10, 1, 0 };
	static const uint8_t gone[] = { 48, 0x80, 0, 0, 10, 1, 0 };
	const struct net_table *t;
	struct net_item item;
	struct in_path x;
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = up(&r, 1, false);
	t = adj_rib_in_table(r.rde.in, FAMILY_IPV4_LABELLED);
	announce(&r, p, FAMILY_IPV4_LABELLED, one, sizeof(one));
	announce(&r, p, FAMILY_IPV4_LABELLED, two, sizeof(two));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_LABELLED), 1);
	assert_int_equal(net_table_walk(t, NULL, NULL, &item, 1), 1);
	assert_true(adj_rib_in_next(r.rde.in, FAMILY_IPV4_LABELLED,
	    &item.value, &x));
	item.nlri.carried = nexthops_carried(r.rde.nexthops, x.nexthop);
	assert_true(nlri_is_sound(&item.nlri));
	assert_memory_equal(item.nlri.carried.p, two + 1, 3);
	assert_true(addr_eq(&nexthops_get(r.rde.nexthops, x.nexthop)->global,
	    &(struct addr){ .af = ADDR_V4, .b = { 192, 0, 2, 1 } }));
	withdraw(&r, p, FAMILY_IPV4_LABELLED, gone, sizeof(gone));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_LABELLED), 0);
	assert_int_equal(wanted_reset(&r), 0);
	rig_free(&r);
}

/* A labelled route and one of IPv4 unicast, of the same attributes. */
static void
feed_both(struct rig *r, struct peer *p)
{
	static const uint8_t attrs[] = {
		0x80, 14, 16, 0, 1, 4, 4, 192, 0, 2, 1, 0,
		48, 0, 1, 1, 10, 1, 0,
		0x40, 1, 1, 0,
		0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	static const uint8_t nlri[] = { 24, 203, 0, 113 };
	uint8_t buf[MAX];
	struct wbuf w;
	size_t begin;

	wbuf_fixed(&w, buf, sizeof(buf));
	begin = message_begin(&w, MSG_UPDATE);
	wbuf_u16(&w, 0);
	wbuf_u16(&w, sizeof(attrs));
	wbuf_bytes(&w, attrs, sizeof(attrs));
	wbuf_bytes(&w, nlri, sizeof(nlri));
	message_end(&w, begin);
	feed(r, p, &w);
}

/* Has the one route of this family this OTC?  0: none. */
static uint32_t
otc_of(struct rig *r, enum family f)
{
	struct net_item item;
	struct in_path x;
	struct attr a;
	uint32_t otc = 0;

	assert_int_equal(net_table_walk(adj_rib_in_table(r->rde.in, f), NULL,
	    NULL, &item, 1), 1);
	assert_true(adj_rib_in_next(r->rde.in, f, &item.value, &x));
	if (attr_find(attrs_octets(r->rde.attrs, x.attrs), ATTR_OTC,
	    &a) == 0)
		assert_int_equal(rbuf_u32(&a.value, &otc), 0);
	return otc;
}

/* RFC 9234 5: of one message, routes of IPv4 and IPv6 unicast only. */
static void
marks_what_roles_are_about(void **state)
{
	uint64_t count, bytes, refs;
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = up(&r, 1, false);
	p->conf.role = BGP_ROLE_CUSTOMER;
	feed_both(&r, p);
	assert_int_equal(otc_of(&r, FAMILY_IPV4_UNICAST), RIG_PEER_AS);
	assert_int_equal(otc_of(&r, FAMILY_IPV4_LABELLED), 0);
	/* nothing is held but by the two */
	attrs_usage(r.rde.attrs, &count, &bytes, &refs);
	assert_int_equal(count, 2);
	assert_int_equal(refs, 2);
	p->conf.role = ROLE_UNSET;
	feed_both(&r, p);
	assert_int_equal(otc_of(&r, FAMILY_IPV4_UNICAST), 0);
	rig_free(&r);
}

static void
tells_path_ids_apart(void **state)
{
	static const uint8_t nlri[] = { 0, 0, 0, 1, 5, 1, 24, 198, 51, 100,
	    0, 0, 0, 2, 5, 1, 24, 198, 51, 100 };
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = up(&r, 1, true);
	announce(&r, p, FAMILY_IPV4_FLOW, nlri, sizeof(nlri));
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 2);
	withdraw(&r, p, FAMILY_IPV4_FLOW, nlri, 10);
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_FLOW), 1);
	rig_free(&r);
}

/* RFC 9552 8.2.2: TLVs out of order cost that one NLRI. */
static void
leaves_one_out(void **state)
{
	static const uint8_t nlri[] = {
		0, 1, 0, 29, 3, 0, 0, 0, 0, 0, 0, 0, 0,
		1, 0, 0, 16, 2, 1, 0, 4, 0, 0, 0, 1, 2, 0, 0, 4, 0, 0, 0xfb,
		0xf0,
		0, 1, 0, 29, 3, 0, 0, 0, 0, 0, 0, 0, 0,
		1, 0, 0, 16, 2, 0, 0, 4, 0, 0, 0xfb, 0xf0, 2, 1, 0, 4, 0, 0, 0,
		1,
	};
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = up(&r, 1, false);
	announce(&r, p, FAMILY_LS, nlri, sizeof(nlri));
	assert_int_equal(adj_rib_in_held(p, FAMILY_LS), 1);
	assert_int_equal(wanted_reset(&r), 0);
	assert_int_equal(offences_last(r.rde.offences), 1);
	rig_free(&r);
}

/* --- the way out ---------------------------------------------------------- */

static void
network(struct rig *r, uint8_t op, const char *text)
{
	const struct network_who who = { .op = op, .source = CTL_SRC_BGPCTL,
	    .owner = "tester" };
	char why[1024] = "";
	enum ctl_code code;
	struct network *q;

	q = network_new(&r->rde, &who, text, strlen(text), &code, why,
	    sizeof(why));
	if (q == NULL)
		fail_msg("%s: %.40s", why, text);
	while (!network_run(q, clock_now()))
		;
	network_free(q);
}

struct sent {
	unsigned	messages;
	unsigned	nlri;
	struct wbuf	reach;		/* octets of the last message's NLRI */
	struct wbuf	unreach;
};

static void
take_apart(struct rbuf b, struct sent *s)
{
	struct attr_report why;
	struct update_parts u;
	struct rbuf body;
	size_t len;

	while (b.left > 0) {
		len = message_len(b.p);
		assert_true(len <= 4096);
		assert_int_equal(rbuf_sub(&b, len, &body), 0);
		if (message_type(body.p) != MSG_UPDATE)
			continue;
		(void)rbuf_skip(&body, MSG_HEADER);
		assert_int_equal(update_split(body, &u), 0);
		assert_int_equal(update_spans(&u, &why), OUTCOME_OK);
		s->messages += u.reach.nlri.left + u.unreach.nlri.left > 0;
		wbuf_bytes(&s->reach, u.reach.nlri.p, u.reach.nlri.left);
		wbuf_bytes(&s->unreach, u.unreach.nlri.p,
		    u.unreach.nlri.left);
	}
}

/* Everything that was sent since. */
static void
collect(struct rig *r, struct sent *s)
{
	struct link_msg m;

	*s = (struct sent){ 0 };
	wbuf_growable(&s->reach, 1 << 20);
	wbuf_growable(&s->unreach, 1 << 20);
	rig_run(r, 30);
	while (rig_far(r, SR_OUT, &m))
		take_apart(m.body, s);
}

static void
sent_free(struct sent *s)
{
	wbuf_free(&s->reach);
	wbuf_free(&s->unreach);
}

static struct peer *
listener(struct rig *r)
{
	struct peer *p = up(r, 1, false);
	struct sent s;

	update_out_loaded(r->rde.out);
	update_out_credit(r->rde.out, p, 1 << 20);
	rig_run(r, 30);
	sessions_settled(&r->rde);
	collect(r, &s);
	sent_free(&s);
	return p;
}

/* What differs in labels alone is one UPDATE; a withdraw has none. */
static void
packs_labels(void **state)
{
	static const uint8_t want[] = { 48, 0, 1, 1, 10, 1, 0,
	    48, 0, 2, 1, 10, 2, 0 };
	static const uint8_t gone[] = { 48, 0x80, 0, 0, 10, 2, 0 };
	struct sent s;
	struct rig r;

	(void)state;
	rig_init(&r);
	(void)listener(&r);
	network(&r, CTL_NET_ADD, "ipv4 nlri-mpls 10.1.0.0/24 label 16 "
	    "next-hop 192.0.2.9");
	network(&r, CTL_NET_ADD, "ipv4 nlri-mpls 10.2.0.0/24 label 32 "
	    "next-hop 192.0.2.9");
	collect(&r, &s);
	assert_int_equal(s.messages, 1);
	assert_int_equal(s.reach.len, sizeof(want));
	assert_memory_equal(s.reach.p, want, sizeof(want));
	sent_free(&s);
	network(&r, CTL_NET_DELETE, "ipv4 nlri-mpls 10.2.0.0/24 label 32");
	collect(&r, &s);
	assert_int_equal(s.unreach.len, sizeof(gone));
	assert_memory_equal(s.unreach.p, gone, sizeof(gone));
	sent_free(&s);
	assert_int_equal(net_table_count(r.rde.rib_out->families[
	    FAMILY_IPV4_LABELLED].table), 1);
	rig_free(&r);
}

/* As ExaBGP does, a withdraw of VPLS repeats the label base. */
static void
repeats_what_was_carried(void **state)
{
	static const uint8_t want[] = { 0, 17, 0, 0, 0xfb, 0xf4, 0, 0, 0, 9,
	    0, 5, 0, 1, 0, 8, 0x02, 0x9c, 0xe1 };
	struct sent s;
	struct rig r;
	int i;

	(void)state;
	rig_init(&r);
	(void)listener(&r);
	for (i = 0; i < 2; i++) {
		network(&r, CTL_NET_ADD, "l2vpn vpls rd 64500:9 endpoint 5 "
		    "base 10702 offset 1 size 8 next-hop 192.0.2.9");
		collect(&r, &s);
		assert_int_equal(s.reach.len, sizeof(want));
		assert_memory_equal(s.reach.p, want, sizeof(want));
		sent_free(&s);
		network(&r, CTL_NET_DELETE, "l2vpn vpls rd 64500:9 endpoint 5 "
		    "base 10702 offset 1 size 8");
		collect(&r, &s);
		assert_int_equal(s.unreach.len, sizeof(want));
		assert_memory_equal(s.unreach.p, want, sizeof(want));
		sent_free(&s);
	}
	rig_free(&r);
}

/* A rule of nearly a message: what fits beside it decides. */
static void
does_not_send_what_is_too_long(void **state)
{
	struct rib_cursor *c;
	struct peer *p;
	struct wbuf w;
	struct sent s;
	struct rig r;
	unsigned i;

	(void)state;
	rig_init(&r);
	p = listener(&r);
	wbuf_growable(&w, 1 << 20);
	wbuf_str(&w, "ipv4 flow destination 203.0.113.0/24 packet-length [");
	for (i = 0; i < 1350; i++)
		wbuf_printf(&w, " =%u", 1000 + i);
	wbuf_str(&w, " ] discard");
	wbuf_u8(&w, 0);
	network(&r, CTL_NET_ADD, (const char *)w.p);
	network(&r, CTL_NET_ADD, "ipv4 flow destination 198.51.100.0/24 "
	    "discard force");
	collect(&r, &s);
	assert_int_equal(s.messages, 1);
	assert_int_equal(s.reach.len, sizeof(other));
	assert_memory_equal(s.reach.p, other, sizeof(other));
	sent_free(&s);
	c = rib_cursor_get(r.rde.rib_out, FAMILY_IPV4_FLOW, p->id);
	assert_int_equal(c->held, 1);
	assert_int_equal(update_out_unsendable(r.rde.out, p), 1);
	network(&r, CTL_NET_DELETE, (const char *)w.p);
	collect(&r, &s);
	sent_free(&s);
	assert_int_equal(update_out_unsendable(r.rde.out, p), 0);
	wbuf_free(&w);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_rules),
		cmocka_unit_test(refuses_malformed_ones),
		cmocka_unit_test(carries_labels),
		cmocka_unit_test(marks_what_roles_are_about),
		cmocka_unit_test(tells_path_ids_apart),
		cmocka_unit_test(leaves_one_out),
		cmocka_unit_test(packs_labels),
		cmocka_unit_test(repeats_what_was_carried),
		cmocka_unit_test(does_not_send_what_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
