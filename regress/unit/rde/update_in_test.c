/* SPDX-License-Identifier: ISC */
/*
 * UPDATEs into a whole route engine: what is held afterwards, and which
 * NOTIFICATION is asked for (RFC 4271 6.3, RFC 7606).
 */
#include "rig.h"

#include <bsd/string.h>

#include "ipc/position.h"
#include "update_in.h"

struct msg {
	uint8_t	b[4096];
	size_t	len;
};

static void
put(struct msg *m, const void *p, size_t n)
{
	if (n > 0)
		memcpy(m->b + m->len, p, n);
	m->len += n;
}

/* Appends an UPDATE of these three sections. */
static void
update(struct msg *m, const void *wd, size_t nwd, const void *attrs,
    size_t nattrs, const void *nlri, size_t nnlri)
{
	size_t len = 23 + nwd + nattrs + nnlri;
	const uint8_t head[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	    (uint8_t)(len >> 8), (uint8_t)len, 2 };
	uint8_t l[2];

	put(m, head, sizeof(head));
	l[0] = (uint8_t)(nwd >> 8);
	l[1] = (uint8_t)nwd;
	put(m, l, 2);
	put(m, wd, nwd);
	l[0] = (uint8_t)(nattrs >> 8);
	l[1] = (uint8_t)nattrs;
	put(m, l, 2);
	put(m, attrs, nattrs);
	put(m, nlri, nnlri);
}

static void
feed(struct rig *r, struct peer *p, struct msg *m)
{
	if (!update_in_batch(r->rde.update_in, p, rbuf_of(m->b, m->len)))
		while (!update_in_more(r->rde.update_in))
			;
	m->len = 0;
}

static const uint8_t good[] = {
	0x40, 1, 1, 0,
	0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,		/* 64500 */
	0x40, 3, 4, 192, 0, 2, 1,
};
static const uint8_t net1[] = { 24, 203, 0, 113 };
static const uint8_t net2[] = { 24, 203, 0, 113, 24, 198, 51, 100 };

static uint32_t
held(const struct peer *p)
{
	return adj_rib_in_held(p, FAMILY_IPV4_UNICAST);
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
	assert_int_equal(m.body.left, s.data_len);
	return (unsigned)(s.code << 8 | s.subcode);
}

/* The nth message that was noted, which is the last; or NULL. */
static const struct offence *
noted(struct rig *r, uint64_t n, struct rbuf *msg)
{
	assert_true(offences_last(r->rde.offences) <= n);
	return offences_next(r->rde.offences, n - 1, msg);
}

static void
holds_what_is_announced(void **state)
{
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	update(&m, NULL, 0, good, sizeof(good), net2, sizeof(net2));
	feed(&r, p, &m);
	assert_int_equal(held(p), 2);
	assert_int_equal(p->count.updates_in, 2);
	/* The same prefix withdrawn and announced: announce wins. */
	update(&m, net1, sizeof(net1), good, sizeof(good), net1,
	    sizeof(net1));
	feed(&r, p, &m);
	assert_int_equal(held(p), 2);
	update(&m, net1, sizeof(net1), NULL, 0, NULL, 0);
	feed(&r, p, &m);
	assert_int_equal(held(p), 1);
	assert_int_equal(wanted_reset(&r), 0);
	assert_int_equal(offences_last(r.rde.offences), 0);
	rig_free(&r);
}

/* Attributes that make a route withdrawn, not the session reset. */
static void
treats_as_withdrawn(void **state)
{
	static const uint8_t no_origin[] = {
		0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	static const uint8_t no_path[] = {
		0x40, 1, 1, 0, 0x40, 3, 4, 192, 0, 2, 1,
	};
	static const uint8_t no_nexthop[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
	};
	static const uint8_t other_as[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf5,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	static const uint8_t martian[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 224, 0, 0, 1,
	};
	static const uint8_t ours[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 198, 51, 100, 254,
	};
	static const uint8_t overrun[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1, 0x80, 4, 9, 0,
	};
	static const uint8_t bad_origin[] = {
		0x40, 1, 1, 7, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	static const struct { const uint8_t *p; size_t n; } bad[] = {
		{ NULL, 0 }, { no_origin, sizeof(no_origin) },
		{ no_path, sizeof(no_path) },
		{ no_nexthop, sizeof(no_nexthop) },
		{ other_as, sizeof(other_as) }, { martian, sizeof(martian) },
		{ ours, sizeof(ours) }, { overrun, sizeof(overrun) },
		{ bad_origin, sizeof(bad_origin) },
	};
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };
	size_t i;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		update(&m, NULL, 0, good, sizeof(good), net2, sizeof(net2));
		feed(&r, p, &m);
		assert_int_equal(held(p), 2);
		update(&m, NULL, 0, bad[i].p, bad[i].n, net1, sizeof(net1));
		feed(&r, p, &m);
		assert_int_equal(held(p), 1);
		assert_int_equal(p->count.treat_as_withdraw, i + 1);
	}
	assert_int_equal(wanted_reset(&r), 0);
	rig_free(&r);
}

/* RFC 7947 2.2.2.1; but only our own word makes a neighbour a route server. */
static void
takes_another_first_as_from_a_route_server(void **state)
{
	static const uint8_t other_as[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf5,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	update(&m, NULL, 0, other_as, sizeof(other_as), net1, sizeof(net1));
	p->neg.role = 1;
	feed(&r, p, &m);
	assert_int_equal(held(p), 0);
	p->conf.role = 2;
	update(&m, NULL, 0, other_as, sizeof(other_as), net1, sizeof(net1));
	feed(&r, p, &m);
	assert_int_equal(held(p), 1);
	rig_free(&r);
}

struct reset_case {
	const void	*attrs;
	size_t		nattrs;
	const void	*nlri;
	size_t		nnlri;
	unsigned	want;
};

static void
resets_when_nothing_else_is_safe(void **state)
{
	static const uint8_t plen33[] = { 33, 203, 0, 113, 0, 0 };
	static const uint8_t bad_origin[] = { 0x40, 1, 1, 7 };
	static const uint8_t two_reach[] = {
		0x80, 14, 5, 0, 1, 1, 0, 0, 0x80, 14, 5, 0, 1, 1, 0, 0,
	};
	static const uint8_t v6_nexthop[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x80, 14, 8, 0, 2, 1, 3, 1, 2, 3, 0,
	};
	static const uint8_t v6_plen[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x80, 14, 22, 0, 2, 1, 16, 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 1, 0, 200,
	};
	static const uint8_t none_reachable[] = {
		0x40, 1, 1, 7, 0x80, 14, 21, 0, 2, 1, 16, 0x20, 1, 0x0d, 0xb8,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0,
	};
	static const uint8_t overruns[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1, 0x80, 14, 99, 0, 2, 1, 0, 0,
	};
	static const struct reset_case cases[] = {
		{ none_reachable, sizeof(none_reachable), NULL, 0, 0x301 },
		{ overruns, sizeof(overruns), net1, sizeof(net1), 0x301 },
		{ good, sizeof(good), plen33, sizeof(plen33), 0x30a },
		{ bad_origin, sizeof(bad_origin), NULL, 0, 0x301 },
		{ two_reach, sizeof(two_reach), NULL, 0, 0x301 },
		{ v6_nexthop, sizeof(v6_nexthop), NULL, 0, 0x301 },
		{ v6_plen, sizeof(v6_plen), NULL, 0, 0x309 },
	};
	struct rig r;
	struct peer *p;
	struct negotiated neg = rig_neg(1);
	struct msg m = { .len = 0 };
	size_t i;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		update(&m, NULL, 0, cases[i].attrs, cases[i].nattrs,
		    cases[i].nlri, cases[i].nnlri);
		/* What follows in the batch is not looked at. */
		update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
		feed(&r, p, &m);
		assert_int_equal(wanted_reset(&r), cases[i].want);
		assert_int_equal(held(p), 0);
		sessions_down(&r.rde, p, SR_DOWN_PLAIN);
		sessions_up(&r.rde, p, (uint32_t)(i + 2), &neg);
	}
	rig_free(&r);
}

static void
gives_a_family_up_when_told_to(void **state)
{
	static const uint8_t v6[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x80, 14, 26, 0, 2, 1, 16, 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 1, 0, 32, 0x20, 1, 0x0d, 0xb8,
	};
	uint8_t bad[sizeof(v6)];
	const struct offence *o;
	struct rbuf msg;
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };

	(void)state;
	memcpy(bad, v6, sizeof(v6));
	bad[sizeof(v6) - 5] = 129;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	p->conf.mp_error_disable = 1;
	update(&m, NULL, 0, v6, sizeof(v6), NULL, 0);
	feed(&r, p, &m);
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV6_UNICAST), 1);
	update(&m, NULL, 0, bad, sizeof(bad), NULL, 0);
	update(&m, NULL, 0, v6, sizeof(v6), NULL, 0);
	update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
	feed(&r, p, &m);
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV6_UNICAST), 0);
	assert_int_equal(held(p), 1);
	assert_int_equal(wanted_reset(&r), 0);
	o = noted(&r, 1, &msg);
	assert_non_null(o);
	assert_int_equal(o->verdict, OFFENCE_FAMILY_DISABLE);
	assert_int_equal(o->code, 0);
	assert_string_equal(o->why, "MP_REACH_NLRI: malformed NLRI");
	assert_int_equal(msg.left, 23 + sizeof(bad));
	rig_free(&r);
}

static void
keeps_to_the_prefix_limit(void **state)
{
	static const uint8_t want[] = { 0, 1, 1, 0, 0, 0, 1 };
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };
	struct link_msg got;
	struct sr_reset s;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	p->conf.limits[FAMILY_IPV4_UNICAST].max = 1;
	/* Paths held count, not announcements. */
	update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
	update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
	feed(&r, p, &m);
	assert_int_equal(wanted_reset(&r), 0);
	update(&m, NULL, 0, good, sizeof(good), net2, sizeof(net2));
	feed(&r, p, &m);
	assert_true(rig_far(&r, SR_RESET, &got));
	assert_int_equal(rbuf_host(&got.body, &s, sizeof(s)), 0);
	assert_int_equal(s.code, 6);
	assert_int_equal(s.subcode, 1);
	assert_int_equal(got.body.left, sizeof(want));
	assert_memory_equal(got.body.p, want, sizeof(want));
	rig_free(&r);
}

static void
keeps_path_ids_apart(void **state)
{
	static const uint8_t ids[] = {
		0, 0, 0, 7, 24, 203, 0, 113, 0, 0, 0, 8, 24, 203, 0, 113,
	};
	struct negotiated neg = rig_neg(1);
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	neg.add_path_rx = 1ULL << FAMILY_IPV4_UNICAST;
	sessions_up(&r.rde, p, 1, &neg);
	update(&m, NULL, 0, good, sizeof(good), ids, sizeof(ids));
	feed(&r, p, &m);
	assert_int_equal(held(p), 2);
	update(&m, ids, 8, NULL, 0, NULL, 0);
	feed(&r, p, &m);
	assert_int_equal(held(p), 1);
	rig_free(&r);
}

static void
ignores_a_family_not_in_use(void **state)
{
	struct negotiated neg = rig_neg(1);
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	neg.families = 1ULL << FAMILY_IPV6_UNICAST;
	sessions_up(&r.rde, p, 1, &neg);
	update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
	feed(&r, p, &m);
	assert_int_equal(held(p), 0);
	assert_int_equal(wanted_reset(&r), 0);
	rig_free(&r);
}

/* What position.h has says whose message is read, as long as it is. */
static const struct position *position;
static struct position seen;

static void
look(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	if (strstr(line, "treated as withdraw") != NULL)
		seen = *position;
}

static void
notes_whose_message_it_reads(void **state)
{
	struct position at = { .neighbor = 0 };
	struct rig r;
	struct peer *p;
	struct msg m = { .len = 0 };

	(void)state;
	rig_init(&r);
	r.rde.position = &at;
	p = rig_peer_up(&r, 3);
	position = &at;
	log_set_sink(look, NULL);
	update(&m, NULL, 0, good, sizeof(good), net2, sizeof(net2));
	update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
	update(&m, NULL, 0, good, 4, net1, sizeof(net1));
	update(&m, NULL, 0, good, sizeof(good), net1, sizeof(net1));
	feed(&r, p, &m);
	assert_int_equal(seen.neighbor, 3);
	assert_int_equal(seen.messages, 2);
	assert_true(addr_eq(&seen.remote, &p->conf.remote));
	assert_int_equal(at.neighbor, 0);
	assert_int_equal(at.messages, 4);
	log_set_sink(rig_quiet, NULL);
	rig_free(&r);
}

/* What is fed, octet for octet, with what came of it; then m is empty. */
static void
feed_and_note(struct rig *r, struct peer *p, struct msg *m, unsigned verdict,
    unsigned subcode, const char *why)
{
	uint64_t before = offences_last(r->rde.offences);
	struct msg sent = *m;
	const struct offence *o;
	struct rbuf msg;

	feed(r, p, m);
	o = noted(r, before + 1, &msg);
	if (o == NULL)
		fail_msg("%s: not noted", why);
	assert_int_equal(msg.left, sent.len);
	assert_memory_equal(msg.p, sent.b, sent.len);
	assert_int_equal(o->verdict, verdict);
	assert_int_equal(o->code, subcode == 0 ? 0 : 3);
	assert_int_equal(o->subcode, subcode);
	assert_string_equal(o->why, why);
}

static void
notes_what_is_wrong(void **state)
{
	static const uint8_t bad_origin[] = {
		0x40, 1, 1, 7, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	static const uint8_t local_pref[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1, 0x40, 5, 4, 0, 0, 0, 1,
	};
	static const uint8_t odd[] = { 24, 203, 0, 113, 8, 240, 4, 224 };
	static const uint8_t plen33[] = { 33, 203, 0, 113, 0, 0 };
	static const uint8_t ids[] = { 0, 0, 0, 40, 24, 203, 0, 113 };
	struct negotiated neg = rig_neg(1);
	struct msg m = { .len = 0 };
	const struct offence *o;
	struct rbuf msg;
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	strlcpy(p->conf.description, "edge-1", sizeof(p->conf.description));
	strlcpy(p->conf.group, "edge", sizeof(p->conf.group));
	sessions_up(&r.rde, p, 1, &neg);
	update(&m, NULL, 0, bad_origin, sizeof(bad_origin), net1,
	    sizeof(net1));
	feed_and_note(&r, p, &m, OFFENCE_TREAT_AS_WITHDRAW, 0,
	    "ORIGIN: value is over 2");
	o = offences_next(r.rde.offences, 0, &msg);
	assert_non_null(o);
	assert_true(addr_eq(&o->remote, &neg.remote));
	assert_true(addr_eq(&o->local, &neg.local));
	assert_int_equal(o->peer_as, RIG_PEER_AS);
	assert_int_equal(o->local_as, RIG_AS);
	assert_int_equal(o->peer_id, neg.peer_id);
	assert_int_equal(o->share, 1);
	assert_true(o->as4 && !o->add_path);
	assert_string_equal(o->description, "edge-1");
	assert_string_equal(o->group, "edge");
	update(&m, NULL, 0, local_pref, sizeof(local_pref), net1,
	    sizeof(net1));
	feed_and_note(&r, p, &m, OFFENCE_ATTR_DISCARD, 0,
	    "LOCAL_PREF: not taken from an external neighbour");
	update(&m, NULL, 0, good, sizeof(good), odd, sizeof(odd));
	feed_and_note(&r, p, &m, OFFENCE_IGNORED, 0,
	    "prefix is not of hosts: 240.0.0.0/8");
	/* The worst of a message is what is noted. */
	update(&m, NULL, 0, local_pref, sizeof(local_pref), odd, sizeof(odd));
	feed_and_note(&r, p, &m, OFFENCE_ATTR_DISCARD, 0,
	    "LOCAL_PREF: not taken from an external neighbour");
	update(&m, NULL, 0, bad_origin, sizeof(bad_origin), NULL, 0);
	feed_and_note(&r, p, &m, OFFENCE_SESSION_RESET, 1,
	    "ORIGIN: malformed, and there are no NLRI");
	sessions_up(&r.rde, p, 2, &neg);
	update(&m, NULL, 0, good, sizeof(good), plen33, sizeof(plen33));
	feed_and_note(&r, p, &m, OFFENCE_SESSION_RESET, 10,
	    "malformed NLRI");
	/* The two sides have not understood each other. */
	sessions_up(&r.rde, p, 3, &neg);
	update(&m, NULL, 0, good, sizeof(good), ids, sizeof(ids));
	feed_and_note(&r, p, &m, OFFENCE_SESSION_RESET, 10,
	    "malformed NLRI (with path identifiers that were not "
	    "negotiated?)");
	neg.add_path_rx = 1ULL << FAMILY_IPV4_UNICAST;
	sessions_up(&r.rde, p, 4, &neg);
	update(&m, net1, sizeof(net1), NULL, 0, NULL, 0);
	feed_and_note(&r, p, &m, OFFENCE_SESSION_RESET, 10,
	    "malformed NLRI (without the path identifiers that were "
	    "negotiated?)");
	rig_free(&r);
}

/* Of a run, the one message that is bad; what is merely of no use is not. */
static void
notes_no_more_than_that(void **state)
{
	static const uint8_t mp_v4[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x80, 14, 13, 0, 1, 2, 4, 192, 0, 2, 1, 0, 24, 203, 0, 113,
	};
	static const uint8_t no_origin[] = {
		0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1,
	};
	static const uint8_t ids[] = { 0, 0, 0, 7, 24, 203, 0, 113 };
	struct negotiated neg = rig_neg(1);
	struct msg m = { .len = 0 };
	const struct offence *o;
	struct rbuf msg;
	struct peer *p;
	struct rig r;
	size_t at;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	neg.add_path_rx = 1ULL << FAMILY_IPV4_UNICAST;
	p->range = 9;		/* however many addresses it comes from */
	sessions_up(&r.rde, p, 1, &neg);
	/* A family not in use, and a prefix limit. */
	update(&m, NULL, 0, mp_v4, sizeof(mp_v4), NULL, 0);
	feed(&r, p, &m);
	assert_null(noted(&r, 1, &msg));
	update(&m, NULL, 0, good, sizeof(good), ids, sizeof(ids));
	at = m.len;
	update(&m, NULL, 0, no_origin, sizeof(no_origin), ids, sizeof(ids));
	update(&m, NULL, 0, good, sizeof(good), ids, sizeof(ids));
	feed(&r, p, &m);
	o = noted(&r, 1, &msg);
	assert_non_null(o);
	assert_int_equal(msg.left, 23 + sizeof(no_origin) + sizeof(ids));
	assert_memory_equal(msg.p, m.b + at, msg.left);
	assert_string_equal(o->why, "ORIGIN is missing");
	assert_true(o->add_path);
	assert_int_equal(o->share, 9);
	p->conf.limits[FAMILY_IPV4_UNICAST].max = 1;
	update(&m, NULL, 0, good, sizeof(good),
	    "\0\0\0\1\x18\xc6\x33\x64", 8);
	feed(&r, p, &m);
	assert_int_equal(wanted_reset(&r), 0x601);
	assert_null(noted(&r, 2, &msg));
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_what_is_announced),
		cmocka_unit_test(treats_as_withdrawn),
		cmocka_unit_test(takes_another_first_as_from_a_route_server),
		cmocka_unit_test(resets_when_nothing_else_is_safe),
		cmocka_unit_test(gives_a_family_up_when_told_to),
		cmocka_unit_test(keeps_to_the_prefix_limit),
		cmocka_unit_test(keeps_path_ids_apart),
		cmocka_unit_test(ignores_a_family_not_in_use),
		cmocka_unit_test(notes_whose_message_it_reads),
		cmocka_unit_test(notes_what_is_wrong),
		cmocka_unit_test(notes_no_more_than_that),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
