/* SPDX-License-Identifier: ISC */
/* Rules of neighbours against routes of neighbours, in real tables. */
#include "rig.h"

#include <malloc.h>

#include "bgp/prefix.h"
#include "flow_valid.h"
#include "path/attr.h"

enum {
	CUSTOMER = RIG_PEER_AS, TRANSIT = 64502,
	SET = 1, CONFED = 3,
	MANY = 5000,
};

struct scene {
	struct rig		 r;
	struct flow_valid	*v;
	struct peer		*customer, *transit, *inner, *reflector;
	struct ctl_flow_why	 why;
};

/* A path of one segment: type, and numbers up to a 0. */
struct path_words {
	uint8_t		type;
	uint32_t	as[4];
	uint32_t	originator;
};
#define SEQUENCE(...)	(&(const struct path_words){ 2, { __VA_ARGS__ }, 0 })
#define OTHER(t, ...)	(&(const struct path_words){ t, { __VA_ARGS__ }, 0 })
#define EMPTY		(&(const struct path_words){ 2, { 0 }, 0 })
#define OF(id)		(&(const struct path_words){ 2, { 0 }, id })

static uint32_t
intern(struct scene *s, const struct path_words *w)
{
	uint8_t room[128], seg[2 + 16], origin = 0, id[4];
	struct wbuf b, path;
	unsigned i, n = 0;

	wbuf_fixed(&b, room, sizeof(room));
	wbuf_fixed(&path, seg, sizeof(seg));
	while (n < 4 && w->as[n] != 0)
		n++;
	if (n > 0) {
		wbuf_u8(&path, w->type);
		wbuf_u8(&path, (uint8_t)n);
	}
	for (i = 0; i < n; i++)
		wbuf_u32(&path, w->as[i]);
	attr_write(&b, ATTR_TRANSITIVE, ATTR_ORIGIN, &origin, 1);
	attr_write(&b, ATTR_TRANSITIVE, ATTR_AS_PATH, seg, path.len);
	id[0] = id[1] = id[2] = 10;
	id[3] = (uint8_t)w->originator;
	if (w->originator != 0)
		attr_write(&b, ATTR_OPTIONAL, ATTR_ORIGINATOR_ID, id, 4);
	return attrs_intern(s->r.rde.attrs, wbuf_view(&b));
}

static struct nlri
unicast(const char *text)
{
	struct nlri n = { .family = FAMILY_IPV4_UNICAST };

	assert_int_equal(prefix_parse(text, &n.prefix, NULL), PREFIX_OK);
	if (n.prefix.af == ADDR_V6)
		n.family = FAMILY_IPV6_UNICAST;
	return n;
}

static void
route(struct scene *s, struct peer *p, const char *prefix,
    const struct path_words *w)
{
	struct nlri n = unicast(prefix);
	uint32_t a = intern(s, w);

	(void)adj_rib_in_set(s->r.rde.in, p, &n, a, 0);
	attrs_unref(s->r.rde.attrs, a);
}

static void
gone(struct scene *s, struct peer *p, const char *prefix)
{
	struct nlri n = unicast(prefix);

	assert_true(adj_rib_in_withdraw(s->r.rde.in, p, &n));
}

/* Without a memory of what was there before. */
static void
forget(struct scene *s)
{
	flow_valid_free(s->v);
	s->v = flow_valid_new(&s->r.rde);
}

static enum flow_verdict
judge_key(struct scene *s, const struct peer *p, enum family f,
    struct rbuf key, const struct path_words *w)
{
	struct nlri n = { .family = (uint8_t)f, .key = key };
	enum flow_verdict res;
	uint32_t a = intern(s, w);

	memset(&s->why, 0xee, sizeof(s->why));
	do
		res = flow_valid_judge(s->v, p, &n, a,
		    monotime_add_ms(clock_now(), 1), &s->why);
	while (res == FLOW_UNFINISHED);
	attrs_unref(s->r.rde.attrs, a);
	return res;
}

/* A rule for a destination alone. */
static enum flow_verdict
judge(struct scene *s, const struct peer *p, const char *dest,
    const struct path_words *w)
{
	const struct nlri n = unicast(dest);
	uint8_t key[32];
	struct wbuf b;

	wbuf_fixed(&b, key, sizeof(key));
	wbuf_u8(&b, 1);
	wbuf_u8(&b, n.prefix.len);
	if (n.prefix.af == ADDR_V6)
		wbuf_u8(&b, 0);
	wbuf_bytes(&b, n.prefix.b, prefix_octets(n.prefix.len));
	return judge_key(s, p, n.prefix.af == ADDR_V6 ? FAMILY_IPV6_FLOW :
	    FAMILY_IPV4_FLOW, wbuf_view(&b), w);
}

/* One who remembers says nothing else than one who has just come. */
static enum flow_verdict
verdict(struct scene *s, const struct peer *p, const char *dest,
    const struct path_words *w)
{
	const enum flow_verdict res = judge(s, p, dest, w);
	const struct ctl_flow_why why = s->why;
	struct flow_valid *old = s->v;

	s->v = flow_valid_new(&s->r.rde);
	assert_int_equal(judge(s, p, dest, w), res);
	assert_memory_equal(&s->why, &why, sizeof(why));
	flow_valid_free(s->v);
	s->v = old;
	return res;
}

static void
feasible(struct scene *s, const struct peer *p, const char *dest,
    const struct path_words *w)
{
	if (verdict(s, p, dest, w) != FLOW_FEASIBLE)
		fail_msg("%s: infeasible, reason %u", dest, s->why.reason);
}

static void
infeasible(struct scene *s, const struct peer *p, const char *dest,
    const struct path_words *w, enum ctl_flow_reason reason)
{
	assert_int_equal(verdict(s, p, dest, w), FLOW_INFEASIBLE);
	assert_int_equal(s->why.reason, reason);
}

/* What the verdict just given names. */
static void
names(const struct scene *s, const char *prefix, uint32_t as)
{
	const struct nlri n = unicast(prefix);

	assert_int_equal(s->why.af, n.prefix.af);
	assert_int_equal(s->why.plen, n.prefix.len);
	assert_memory_equal(s->why.prefix, n.prefix.b, 16);
	assert_int_equal(s->why.as, as);
}

static struct peer *
up(struct scene *s, uint16_t id, uint32_t as)
{
	struct conf_neighbor c = rig_conf(id);
	struct negotiated n = rig_neg(id);
	struct peer *p;

	c.peer_as = n.peer_as = as;
	n.ebgp = as != RIG_AS;
	p = sessions_peer_added(&s->r.rde, &c);
	sessions_up(&s->r.rde, p, id, &n);
	return p;
}

static int
setup(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));

	rig_init(&s->r);
	s->v = flow_valid_new(&s->r.rde);
	s->customer = up(s, 2, CUSTOMER);
	s->transit = up(s, 3, TRANSIT);
	s->inner = up(s, 4, RIG_AS);
	s->reflector = up(s, 5, RIG_AS);
	*state = s;
	return 0;
}

static int
teardown(void **state)
{
	struct scene *s = *state;

	flow_valid_free(s->v);
	rig_free(&s->r);
	free(s);
	return 0;
}

#define MINE	SEQUENCE(CUSTOMER)

/* With no time at all. */
static void
rests_often(struct scene *s, const struct peer *p, const char *dest)
{
	const struct nlri d = unicast(dest);
	const uint8_t key[] = { 1, d.prefix.len, d.prefix.b[0] };
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, sizeof(key)) };
	uint32_t a = intern(s, MINE);
	enum flow_verdict res;
	unsigned calls = 0;

	forget(s);
	do
		res = flow_valid_judge(s->v, p, &n, a, clock_now(), &s->why);
	while (res == FLOW_UNFINISHED && ++calls < 1000);
	assert_int_equal(res, FLOW_INFEASIBLE);
	assert_true(calls > 1);
	attrs_unref(s->r.rde.attrs, a);
}

/* RFC 8955 6 a, RFC 8956 6 a */
static void
wants_a_destination(void **state)
{
	static const uint8_t source[] = { 2, 8, 10 }, proto[] = { 3, 0x81, 6 };
	static const uint8_t offset[] = { 1, 48, 32, 1, 0 };
	struct scene *s = *state;

	route(s, s->customer, "0.0.0.0/0", MINE);
	route(s, s->customer, "::/0", MINE);
	assert_int_equal(judge_key(s, s->customer, FAMILY_IPV4_FLOW,
	    rbuf_of(source, sizeof(source)), MINE), FLOW_INFEASIBLE);
	assert_int_equal(s->why.reason, CTL_FLOW_NO_DESTINATION);
	assert_int_equal(s->why.af, ADDR_NONE);
	assert_int_equal(judge_key(s, s->customer, FAMILY_IPV4_FLOW,
	    rbuf_of(proto, sizeof(proto)), MINE), FLOW_INFEASIBLE);
	assert_int_equal(judge_key(s, s->customer, FAMILY_IPV6_FLOW,
	    rbuf_of(offset, sizeof(offset)), MINE), FLOW_INFEASIBLE);
	assert_int_equal(s->why.reason, CTL_FLOW_NO_DESTINATION);
	feasible(s, s->customer, "10.0.0.0/8", MINE);
	feasible(s, s->customer, "2001:db8::/32", MINE);
}

/* RFC 8955 6 b: by the longest prefix that covers it. */
static void
wants_the_originator(void **state)
{
	struct scene *s = *state;

	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_NO_ROUTE);
	route(s, s->transit, "0.0.0.0/0", SEQUENCE(TRANSIT));
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_ORIGINATOR);
	names(s, "0.0.0.0/0", TRANSIT);
	route(s, s->customer, "198.51.100.0/24", MINE);
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	feasible(s, s->customer, "198.51.100.0/24", MINE);
	infeasible(s, s->customer, "198.51.0.0/16", MINE,
	    CTL_FLOW_ORIGINATOR);
	infeasible(s, s->transit, "198.51.100.7/32", SEQUENCE(TRANSIT),
	    CTL_FLOW_ORIGINATOR);
	/* both ways, at once */
	gone(s, s->customer, "198.51.100.0/24");
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_ORIGINATOR);
	route(s, s->customer, "198.51.100.0/24", MINE);
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	adj_rib_in_drop(s->r.rde.in, s->customer, FAMILY_IPV4_UNICAST);
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_ORIGINATOR);
}

/* Nobody knows which of two a router prefers. */
static void
wants_all_of_one_as(void **state)
{
	struct scene *s = *state;
	struct peer *second = up(s, 6, CUSTOMER);

	route(s, s->customer, "198.51.100.0/24", MINE);
	route(s, second, "198.51.100.0/24", SEQUENCE(CUSTOMER, 64510));
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	route(s, s->transit, "198.51.100.0/24", SEQUENCE(TRANSIT, CUSTOMER));
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_OTHER_AS);
	names(s, "198.51.100.0/24", TRANSIT);
	infeasible(s, s->transit, "198.51.100.7/32", SEQUENCE(TRANSIT),
	    CTL_FLOW_OTHER_AS);
	names(s, "198.51.100.0/24", CUSTOMER);
	/* What came back to us, a router does not take. */
	route(s, s->transit, "198.51.100.0/24",
	    SEQUENCE(TRANSIT, RIG_AS, CUSTOMER));
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	gone(s, s->customer, "198.51.100.0/24");
	gone(s, second, "198.51.100.0/24");
	infeasible(s, s->transit, "198.51.100.7/32", SEQUENCE(TRANSIT),
	    CTL_FLOW_NO_ROUTE);
}

/* RFC 8955 6 c */
static void
wants_nothing_more_specific(void **state)
{
	struct scene *s = *state;

	route(s, s->customer, "198.51.100.0/22", MINE);
	route(s, s->customer, "198.51.100.0/24", MINE);
	route(s, s->transit, "198.51.102.0/24", SEQUENCE(TRANSIT, 64510));
	infeasible(s, s->customer, "198.51.100.0/22", MINE,
	    CTL_FLOW_MORE_SPECIFIC);
	names(s, "198.51.102.0/24", TRANSIT);
	feasible(s, s->customer, "198.51.100.0/23", MINE);
	route(s, s->transit, "198.51.102.0/24", SEQUENCE(TRANSIT, RIG_AS));
	feasible(s, s->customer, "198.51.100.0/22", MINE);
	route(s, s->transit, "198.51.102.0/24", OTHER(SET, CUSTOMER, TRANSIT));
	infeasible(s, s->customer, "198.51.100.0/22", MINE,
	    CTL_FLOW_MORE_SPECIFIC);
	names(s, "198.51.102.0/24", CTL_FLOW_AS_HIDDEN);
	gone(s, s->transit, "198.51.102.0/24");
	feasible(s, s->customer, "198.51.100.0/22", MINE);
}

/* RFC 9117 4.2 */
static void
compares_the_leftmost_as(void **state)
{
	struct scene *s = *state;

	route(s, s->customer, "198.51.100.0/24", SEQUENCE(CUSTOMER, 64510));
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	infeasible(s, s->customer, "198.51.100.7/32", SEQUENCE(64511),
	    CTL_FLOW_AS_PATH);
	names(s, "198.51.100.0/24", CUSTOMER);
	infeasible(s, s->customer, "198.51.100.7/32", EMPTY,
	    CTL_FLOW_AS_PATH);
	/* over iBGP it is the originator alone that counts */
	route(s, s->inner, "203.0.113.0/24", SEQUENCE(64512));
	s->inner->conf.flow_validation = CONF_FLOW_STRICT;
	feasible(s, s->inner, "203.0.113.7/32", EMPTY);
}

/* RFC 9117 4.1 b.2 */
static void
takes_what_is_of_this_domain(void **state)
{
	struct scene *s = *state;

	feasible(s, s->inner, "198.51.100.7/32", EMPTY);
	feasible(s, s->inner, "198.51.100.7/32", OTHER(CONFED, 64520, 64521));
	infeasible(s, s->inner, "198.51.100.7/32", SEQUENCE(64510),
	    CTL_FLOW_NO_ROUTE);
	route(s, s->transit, "198.51.100.0/24", SEQUENCE(TRANSIT));
	feasible(s, s->inner, "198.51.100.0/23", EMPTY);
	s->inner->conf.flow_validation = CONF_FLOW_STRICT;
	infeasible(s, s->inner, "198.51.100.7/32", EMPTY,
	    CTL_FLOW_ORIGINATOR);
	s->inner->conf.flow_validation = CONF_FLOW_OFF;
	assert_int_equal(judge(s, s->inner, "198.51.100.7/32", EMPTY),
	    FLOW_UNJUDGED);
}

static void
compares_originator_ids(void **state)
{
	struct scene *s = *state;

	s->reflector->conf.flow_validation = CONF_FLOW_STRICT;
	s->inner->conf.flow_validation = CONF_FLOW_STRICT;
	route(s, s->reflector, "198.51.100.0/24", OF(7));
	feasible(s, s->reflector, "198.51.100.7/32", OF(7));
	feasible(s, s->inner, "198.51.100.7/32", OF(7));
	infeasible(s, s->reflector, "198.51.100.7/32", OF(8),
	    CTL_FLOW_ORIGINATOR);
	infeasible(s, s->reflector, "198.51.100.7/32", EMPTY,
	    CTL_FLOW_ORIGINATOR);
	names(s, "198.51.100.0/24", 0);
}

static void
leaves_others_alone(void **state)
{
	static const uint8_t key[] = { 0, 0, 0, 1, 0, 0, 0, 1, 1, 8, 10 };
	struct scene *s = *state;

	assert_int_equal(judge_key(s, s->customer, FAMILY_IPV4_FLOW_VPN,
	    rbuf_of(key, sizeof(key)), MINE), FLOW_UNJUDGED);
	assert_int_equal(judge_key(s, s->customer, FAMILY_IPV4_UNICAST,
	    rbuf_of(key, 0), MINE), FLOW_NO_RULE);
}

/* AFI 25 SAFI 133 is known by number only, and so is what its octets mean. */
static void
leaves_families_by_number_alone(void **state)
{
	static const uint8_t key[] = { 1, 0 };
	struct scene *s = *state;
	const enum family f = FAMILY_OTHER_FIRST;

	assert_int_equal(family_others_set(f, 25, SAFI_FLOW), 0);
	assert_int_equal(judge_key(s, s->customer, f,
	    rbuf_of(key, sizeof(key)), MINE), FLOW_NO_RULE);
}

/* With no time at all each call gets on, and none goes far. */
static void
rests(void **state)
{
	static const uint8_t key[] = { 1, 8, 10 };
	struct scene *s = *state;
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, sizeof(key)) };
	struct nlri u = unicast("10.0.0.0/8");
	uint32_t a = intern(s, MINE), i;
	enum flow_verdict res;
	unsigned calls = 0;

	for (i = 0; i < 1000; i++) {		/* ADD-PATH */
		u.path_id = i;
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	for (i = 1; i < MANY; i++) {
		u = (struct nlri){ .family = FAMILY_IPV4_UNICAST,
		    .prefix = { ADDR_V4, 24, { 10, (uint8_t)(i >> 8),
		    (uint8_t)i } } };
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	forget(s);
	do {
		res = flow_valid_judge(s->v, s->customer, &n, a, clock_now(),
		    &s->why);
		calls++;
	} while (res == FLOW_UNFINISHED && calls < 1000);
	assert_int_equal(res, FLOW_FEASIBLE);
	assert_in_range(calls, 300, 999);
	/* the next rule of this destination costs nothing more */
	assert_int_equal(flow_valid_judge(s->v, s->customer, &n, a,
	    clock_now(), &s->why), FLOW_FEASIBLE);
	attrs_unref(s->r.rde.attrs, a);

	/* the last of them is of another */
	forget(s);
	route(s, s->transit, "10.19.135.0/24", SEQUENCE(TRANSIT));
	infeasible(s, s->customer, "10.0.0.0/8", MINE, CTL_FLOW_MORE_SPECIFIC);
	names(s, "10.19.135.0/24", TRANSIT);
}

/* The last of more paths than are looked at in one go is of another AS. */
static void
looks_at_every_covering_path(void **state)
{
	struct scene *s = *state;
	struct nlri u = unicast("10.0.0.0/8");
	uint32_t a = intern(s, MINE), i;

	for (i = 0; i < 1000; i++) {
		u.path_id = i;
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	attrs_unref(s->r.rde.attrs, a);
	route(s, s->customer, "0.0.0.0/0", MINE);
	feasible(s, s->customer, "10.0.0.0/8", MINE);
	route(s, s->transit, "10.0.0.0/8", SEQUENCE(TRANSIT));
	rests_often(s, s->customer, "10.0.0.0/8");
	assert_int_equal(s->why.reason, CTL_FLOW_OTHER_AS);
	names(s, "10.0.0.0/8", TRANSIT);
}

/* Many rules, each of few paths, are no longer without a look at the clock. */
static void
rests_between_rules(void **state)
{
	struct scene *s = *state;
	struct nlri u = unicast("10.0.0.0/8");
	uint32_t a = intern(s, MINE), i;
	uint8_t key[] = { 1, 32, 10, 0, 0, 0 };
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, sizeof(key)) };
	unsigned rested = 0;

	u.prefix.len = 32;
	for (i = 0; i < 160; i++) {
		u.prefix.b[3] = (uint8_t)(i / 10);
		u.path_id = i;
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	for (i = 0; i < 16; i++) {
		key[5] = (uint8_t)i;
		if (flow_valid_judge(s->v, s->customer, &n, a, clock_now(),
		    &s->why) == FLOW_UNFINISHED)
			rested++;
	}
	assert_true(rested > 0);
	attrs_unref(s->r.rde.attrs, a);
}

/* While a walk rests, what it rests in may go. */
static void
goes_on_when_its_place_has_gone(void **state)
{
	static const uint8_t key[] = { 1, 8, 10 };
	struct scene *s = *state;
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, sizeof(key)) };
	struct nlri u = unicast("10.0.0.0/8");
	uint32_t a = intern(s, MINE), i;
	enum flow_verdict res;

	for (i = 0; i < 1000; i++) {
		u.path_id = i;
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	route(s, s->customer, "0.0.0.0/0", MINE);
	forget(s);
	assert_int_equal(flow_valid_judge(s->v, s->customer, &n, a,
	    clock_now(), &s->why), FLOW_UNFINISHED);
	adj_rib_in_drop(s->r.rde.in, s->customer, FAMILY_IPV4_UNICAST);
	rig_run(&s->r, 50);
	route(s, s->customer, "0.0.0.0/0", MINE);
	for (i = 0; i < 100; i++) {
		res = flow_valid_judge(s->v, s->customer, &n, a, clock_now(),
		    &s->why);
		if (res != FLOW_UNFINISHED)
			break;
	}
	assert_true(res == FLOW_FEASIBLE || res == FLOW_INFEASIBLE);
	forget(s);
	assert_int_equal(flow_valid_judge(s->v, s->customer, &n, a,
	    clock_now(), &s->why), FLOW_FEASIBLE);
	attrs_unref(s->r.rde.attrs, a);
}

/* How often it rests when it has no time, until it is done. */
static unsigned
rests_for(struct scene *s, const struct peer *p, const uint8_t *key,
    size_t len, uint32_t attrs)
{
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, len) };
	unsigned rested = 0;

	while (flow_valid_judge(s->v, p, &n, attrs, clock_now(), &s->why) ==
	    FLOW_UNFINISHED)
		assert_true(++rested < 10000);
	return rested;
}

static void
loop_paths(struct scene *s, const char *prefix, unsigned n)
{
	struct nlri u = unicast(prefix);
	uint32_t a = intern(s, SEQUENCE(CUSTOMER, RIG_AS));

	for (u.path_id = 1; u.path_id <= n; u.path_id++)
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	attrs_unref(s->r.rde.attrs, a);
}

/*
 * However many rules ask, and of however many originators, the paths of a
 * covering prefix are read once: a neighbour can announce 1024 that do not
 * count of each, and as many rules as it likes.
 */
static void
reads_each_covering_path_once(void **state)
{
	enum { RULES = 1000, LOOPED = 1000, OF_ONE = LOOPED / 15 + 2 };
	struct scene *s = *state;
	uint32_t a[2] = { intern(s, OF(7)), intern(s, OF(8)) }, i;
	uint8_t key[] = { 1, 32, 10, 0, 0, 0, 4, 0x91, 0, 0 };
	unsigned rested = 0;

	s->inner->conf.flow_validation = CONF_FLOW_STRICT;
	route(s, s->inner, "10.0.0.0/8", OF(7));
	loop_paths(s, "10.0.0.0/8", LOOPED);
	loop_paths(s, "10.0.0.0/16", LOOPED);
	loop_paths(s, "10.0.0.0/24", LOOPED);
	for (i = 0; i < RULES; i++) {
		key[5] = (uint8_t)(i / 4);
		key[9] = (uint8_t)i;
		rested += rests_for(s, s->inner, key, sizeof(key), a[i % 2]);
		if (i % 2 != 0)
			assert_int_equal(s->why.reason, CTL_FLOW_ORIGINATOR);
	}
	assert_in_range(rested, 3, 3 * OF_ONE);
	attrs_unref(s->r.rde.attrs, a[0]);
	attrs_unref(s->r.rde.attrs, a[1]);
}

/* What covers may alternate, too: rules below one and below what is in it. */
static void
keeps_a_cover_while_it_looks_below(void **state)
{
	enum { RULES = 100, LOOPED = 1000 };
	struct scene *s = *state;
	struct nlri u = unicast("10.0.0.0/32");
	uint32_t a = intern(s, MINE), i;
	uint8_t key[] = { 1, 32, 10, 0, 0, 0 };
	unsigned rested = 0;

	route(s, s->customer, "10.0.0.0/8", MINE);
	loop_paths(s, "10.0.0.0/8", LOOPED);
	for (i = 0; i < RULES; i += 2) {
		u.prefix.b[3] = (uint8_t)i;
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	for (i = 0; i < RULES; i++) {
		key[5] = (uint8_t)i;
		rested += rests_for(s, s->customer, key, sizeof(key), a);
	}
	assert_in_range(rested, 1, LOOPED / 16 + RULES);
	attrs_unref(s->r.rde.attrs, a);
}

/* A neighbour that never rests has no long walk begun again for each rule. */
static void
long_walks_hold_for_a_second(void **state)
{
	enum { LOOPED = 1000 };
	static const uint8_t key[] = { 1, 32, 10, 0, 0, 1 };
	struct scene *s = *state;
	uint32_t a = intern(s, MINE);

	loop_paths(s, "10.0.0.0/8", LOOPED);
	assert_true(rests_for(s, s->customer, key, sizeof(key), a) > 10);
	assert_int_equal(s->why.reason, CTL_FLOW_NO_ROUTE);
	route(s, s->customer, "10.0.0.0/8", MINE);
	assert_int_equal(rests_for(s, s->customer, key, sizeof(key), a), 0);
	assert_int_equal(s->why.reason, CTL_FLOW_NO_ROUTE);
	rig_run(&s->r, 1100);
	s->why.reason = CTL_FLOW_REASON_MAX;
	assert_true(rests_for(s, s->customer, key, sizeof(key), a) > 10);
	assert_int_equal(s->why.reason, CTL_FLOW_REASON_MAX);
	attrs_unref(s->r.rde.attrs, a);
}

/* A verdict comes, also when what covers is another at each slice. */
static void
ends_while_routes_change(void **state)
{
	static const uint8_t key[] = { 1, 16, 10, 0 };
	struct scene *s = *state;
	struct nlri u = unicast("10.0.0.0/32");
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, sizeof(key)) };
	uint32_t a = intern(s, MINE), i;
	unsigned calls = 0;

	route(s, s->customer, "10.0.0.0/8", MINE);
	for (i = 0; i < MANY; i++) {
		u.prefix.b[2] = (uint8_t)(i >> 8);
		u.prefix.b[3] = (uint8_t)i;
		(void)adj_rib_in_set(s->r.rde.in, s->customer, &u, a, 0);
	}
	while (flow_valid_judge(s->v, s->customer, &n, a, clock_now(),
	    &s->why) == FLOW_UNFINISHED) {
		if (calls % 2 == 0)
			route(s, s->transit, "10.0.0.0/12", SEQUENCE(TRANSIT));
		else
			gone(s, s->transit, "10.0.0.0/12");
		assert_true(++calls < MANY);
	}
	assert_true(calls > 100);
	attrs_unref(s->r.rde.attrs, a);
}

/* The same octets mean another thing: a new session, a new role. */
static void
follows_sessions_and_settings(void **state)
{
	struct scene *s = *state;
	struct negotiated n = s->customer->neg;

	route(s, s->customer, "198.51.100.0/24", SEQUENCE(CUSTOMER, 64511));
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	n.gr_time = 120;
	n.gr_families = n.gr_forwarding = n.families;
	s->customer->neg = n;
	sessions_down(&s->r.rde, s->customer, SR_DOWN_GRACEFUL);
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	n.local_as = 64511;
	sessions_up(&s->r.rde, s->customer, 9, &n);
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_NO_ROUTE);
	route(s, s->customer, "198.51.100.0/24", SEQUENCE(CUSTOMER, 64511));
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_NO_ROUTE);
	n.local_as = RIG_AS;
	sessions_down(&s->r.rde, s->customer, SR_DOWN_GRACEFUL);
	sessions_up(&s->r.rde, s->customer, 10, &n);
	feasible(s, s->customer, "198.51.100.7/32", MINE);
	adj_rib_in_drop_stale(s->r.rde.in, s->customer, FAMILY_IPV4_UNICAST);
	infeasible(s, s->customer, "198.51.100.7/32", MINE,
	    CTL_FLOW_NO_ROUTE);
}

static size_t
octets_in_use(void)
{
	const struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

/* Prefixes of all lengths, each of as many originators as one can write. */
static void
does_not_keep_all_originators(void **state)
{
	enum { IDS = IN_PATH_IDS_MAX, LENGTHS = 129 };
	struct scene *s = *state;
	struct nlri u = unicast("::/0");
	uint8_t room[128], id[4] = { 10, 10 };
	char rule[PREFIX_TEXT];
	struct wbuf b;
	size_t before;
	uint32_t mine = intern(s, MINE), a, i;

	for (i = 0; i < IDS; i++) {
		wbuf_fixed(&b, room, sizeof(room));
		wbuf_bytes(&b, attrs_octets(s->r.rde.attrs, mine).p,
		    attrs_octets(s->r.rde.attrs, mine).left);
		id[2] = (uint8_t)(10 + (i >> 8));
		id[3] = (uint8_t)i;
		attr_write(&b, ATTR_OPTIONAL, ATTR_ORIGINATOR_ID, id, 4);
		a = attrs_intern(s->r.rde.attrs, wbuf_view(&b));
		u.path_id = i;
		for (u.prefix.len = 0; u.prefix.len < LENGTHS; u.prefix.len++)
			assert_int_equal(adj_rib_in_set(s->r.rde.in,
			    s->customer, &u, a, 0), IN_NEW);
		attrs_unref(s->r.rde.attrs, a);
	}
	attrs_unref(s->r.rde.attrs, mine);
	forget(s);
	before = octets_in_use();
	for (i = 0; i < LENGTHS; i++) {
		snprintf(rule, sizeof(rule), "::/%u", i);
		assert_int_equal(judge(s, s->customer, rule, MINE),
		    FLOW_INFEASIBLE);
		assert_int_equal(s->why.reason, CTL_FLOW_ORIGINATOR);
	}
	assert_in_range(octets_in_use() - before, 0, 5 * 512 * 1024);
	feasible(s, s->customer, "::/64", &(const struct path_words){ 2,
	    { CUSTOMER }, 7 });
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(wants_a_destination),
		TEST(wants_the_originator),
		TEST(wants_all_of_one_as),
		TEST(wants_nothing_more_specific),
		TEST(compares_the_leftmost_as),
		TEST(takes_what_is_of_this_domain),
		TEST(compares_originator_ids),
		TEST(leaves_others_alone),
		TEST(leaves_families_by_number_alone),
		TEST(rests),
		TEST(looks_at_every_covering_path),
		TEST(rests_between_rules),
		TEST(goes_on_when_its_place_has_gone),
		TEST(reads_each_covering_path_once),
		TEST(keeps_a_cover_while_it_looks_below),
		TEST(long_walks_hold_for_a_second),
		TEST(ends_while_routes_change),
		TEST(follows_sessions_and_settings),
		TEST(does_not_keep_all_originators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
