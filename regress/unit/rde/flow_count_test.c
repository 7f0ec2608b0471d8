/* SPDX-License-Identifier: ISC */
/* The number of infeasible rules, while rules and routes come and go. */
#include "client_user.h"

#include "flow_count.h"

enum { COUNTED_MS = 1100, IDS = 1000 };

/* A path of a rule of 10.0.0.0/8, and whether it is there. */
static void
path(struct rig *r, struct peer *p, enum family f, uint32_t i, uint32_t id,
    bool there)
{
	const uint8_t key[] = { 0, 0, 0xfb, 0xf4, 0, 0, 0, 1, 1, 8, 10, 4,
	    0xa1, (uint8_t)(i >> 24), (uint8_t)(i >> 16), (uint8_t)(i >> 8),
	    (uint8_t)i };
	const size_t rd = f == FAMILY_IPV4_FLOW ? 8 : 0;
	struct nlri x = { .family = (uint8_t)f, .path_id = id,
	    .key = rbuf_of(key + rd, sizeof(key) - rd) };
	uint32_t a;

	if (!there) {
		assert_true(adj_rib_in_withdraw(r->rde.in, p, &x));
		return;
	}
	a = attrs_intern(r->rde.attrs, rbuf_of(plain, sizeof(plain)));
	assert_int_equal(adj_rib_in_set(r->rde.in, p, &x, a, 0), IN_NEW);
	attrs_unref(r->rde.attrs, a);
}

static void
rule(struct rig *r, struct peer *p, enum family f, uint32_t i, bool there)
{
	path(r, p, f, i, 0, there);
}

static void
says(const struct rig *r, const struct peer *p, uint64_t rules,
    uint64_t infeasible, uint64_t unjudged)
{
	const struct flow_count_of n = flow_count_of(r->rde.flow_count, p);

	assert_int_equal(n.rules, rules);
	assert_int_equal(n.infeasible, infeasible);
	assert_int_equal(n.unjudged, unjudged);
}

static int64_t
age(const struct rig *r, const struct peer *p)
{
	return flow_count_of(r->rde.flow_count, p).age_ms;
}

static void
follows_rules_and_routes(void **state)
{
	struct rig r;
	struct peer *p, *other;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	other = rig_peer_up(&r, 2);
	says(&r, p, 0, 0, 0);
	rule(&r, p, FAMILY_IPV4_FLOW, 1, true);
	rule(&r, p, FAMILY_IPV4_FLOW, 2, true);
	rule(&r, other, FAMILY_IPV4_FLOW, 2, true);
	says(&r, p, 2, 0, 0);
	assert_int_equal(age(&r, p), -1);
	rig_run(&r, COUNTED_MS);
	assert_int_equal(age(&r, p), 0);
	says(&r, p, 2, 2, 0);
	says(&r, other, 1, 1, 0);

	announce(&r, p, 0x0a000000, 8, plain, sizeof(plain));
	rig_run(&r, 10);
	assert_true(age(&r, p) > 0);
	says(&r, p, 2, 2, 0);
	rig_run(&r, COUNTED_MS);
	assert_int_equal(age(&r, p), 0);
	says(&r, p, 2, 0, 0);
	says(&r, other, 1, 1, 0);

	adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_UNICAST);
	rig_run(&r, COUNTED_MS);
	says(&r, p, 2, 2, 0);
	rule(&r, p, FAMILY_IPV4_FLOW, 1, false);
	says(&r, p, 1, 1, 0);
	adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_FLOW);
	says(&r, p, 0, 0, 0);
	rig_free(&r);
}

static void
tells_what_is_not_judged(void **state)
{
	struct rig r;
	struct peer *p;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	rule(&r, p, FAMILY_IPV4_FLOW, 1, true);
	rule(&r, p, FAMILY_IPV4_FLOW_VPN, 1, true);
	rule(&r, p, FAMILY_IPV4_FLOW_VPN, 2, true);
	rig_run(&r, COUNTED_MS);
	says(&r, p, 3, 1, 2);
	p->conf.flow_validation = CONF_FLOW_OFF;
	adj_rib_in_peer_changed(r.rde.in);
	says(&r, p, 3, 0, 3);
	assert_int_equal(age(&r, p), 0);
	rig_run(&r, COUNTED_MS);
	p->conf.flow_validation = CONF_FLOW_AS_PATH;
	adj_rib_in_peer_changed(r.rde.in);
	says(&r, p, 3, 0, 2);
	assert_true(age(&r, p) > 0);
	rig_run(&r, COUNTED_MS);
	says(&r, p, 3, 1, 2);
	rig_free(&r);
}

/* Another who wants to work meanwhile. */
struct busy {
	const struct peer	*p;
	uint64_t		 all;
	unsigned		 turns;		/* while they are counted */
	/* its rules go then, and others come; or NULL */
	struct rig		*change;
};

static bool
turn(void *arg)
{
	struct busy *b = arg;
	struct peer *p;
	uint32_t i;

	if (b->p->counting == 0 || b->p->counting == b->all)
		return true;
	if (b->turns++ > 0 || b->change == NULL)
		return true;
	p = peers_get(b->change->rde.peers, b->p->id);
	adj_rib_in_drop(b->change->rde.in, p, FAMILY_IPV4_FLOW);
	for (i = 0; i < 10; i++)
		rule(b->change, p, FAMILY_IPV4_FLOW, (uint32_t)b->all + i,
		    true);
	return true;
}

/* Each once, in slices, though its destination takes long to look at. */
static void
counts_many_in_slices(void **state)
{
	enum { RULES = 300000, ROUTES = 30000 };
	struct busy b = { .all = RULES };
	struct loop_task *t;
	struct peer *p, *other;
	struct rig r;
	uint32_t i;

	(void)state;
	rig_init(&r);
	b.p = p = rig_peer_up(&r, 1);
	other = rig_peer_up(&r, 2);
	for (i = 0; i < RULES; i++)
		path(&r, p, FAMILY_IPV4_FLOW, i / IDS, i % IDS, true);
	announce(&r, other, 0x0a000000, 8, plain, sizeof(plain));
	for (i = 0; i < ROUTES; i++)
		announce(&r, other, 0x0a000000 + i, 32, plain, sizeof(plain));
	t = loop_task_new(r.rde.loop, turn, &b);
	loop_task_wake(t);
	rig_run(&r, COUNTED_MS);
	for (i = 0; i < 100 && age(&r, p) != 0; i++)
		rig_run(&r, 100);
	says(&r, p, RULES, RULES, 0);
	assert_int_equal(p->infeasible, RULES);
	assert_true(b.turns > 0);
	loop_task_free(t);
	rig_free(&r);
}

/* What it rests in may go. */
static void
goes_on_when_its_place_has_gone(void **state)
{
	enum { RULES = 300000 };
	struct busy b = { .all = RULES };
	struct loop_task *t;
	struct peer *p;
	struct rig r;
	uint32_t i;

	(void)state;
	rig_init(&r);
	b.p = p = rig_peer_up(&r, 1);
	b.change = &r;
	for (i = 0; i < RULES; i++)
		rule(&r, p, FAMILY_IPV4_FLOW, i, true);
	t = loop_task_new(r.rde.loop, turn, &b);
	loop_task_wake(t);
	for (i = 0; i < 100 && b.turns == 0; i++)
		rig_run(&r, 100);
	assert_true(b.turns > 0);
	for (i = 0; i < 100 && age(&r, p) != 0; i++)
		rig_run(&r, 100);
	assert_int_equal(age(&r, p), 0);
	says(&r, p, 10, 10, 0);
	loop_task_free(t);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_rules_and_routes),
		cmocka_unit_test(tells_what_is_not_judged),
		cmocka_unit_test(counts_many_in_slices),
		cmocka_unit_test(goes_on_when_its_place_has_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
