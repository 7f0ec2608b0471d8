/* SPDX-License-Identifier: ISC */
/*
 * Paths of several neighbours through epochs: what readers see must be right
 * at once, what is in memory after the sweep.
 */
#include "rig.h"

#include <time.h>

enum { PREFIXES = 2000 };

static struct nlri
nlri_of(uint32_t i, uint32_t path_id)
{
	struct nlri n = { .family = FAMILY_IPV4_UNICAST, .path_id = path_id };

	n.prefix = (struct prefix){ ADDR_V4, 32, { 203, 0, (uint8_t)(i >> 8),
	    (uint8_t)i } };
	return n;
}

static uint32_t
some_attrs(struct rig *r, uint8_t origin)
{
	const uint8_t o[] = { 0x40, 1, 1, origin };

	return attrs_intern(r->rde.attrs, rbuf_of(o, sizeof(o)));
}

static void
announce(struct rig *r, struct peer *p, uint32_t from, uint32_t to)
{
	uint32_t a = some_attrs(r, 0), i;
	struct nlri n;

	for (i = from; i < to; i++) {
		n = nlri_of(i, 0);
		adj_rib_in_set(r->rde.in, p, &n, a, 0);
	}
	attrs_unref(r->rde.attrs, a);
}

/* How many paths of this neighbour a reader sees, and how many are stale. */
static unsigned
seen(struct rig *r, const struct peer *p, unsigned *stale)
{
	const struct net_table *t = adj_rib_in_table(r->rde.in,
	    FAMILY_IPV4_UNICAST);
	struct net_item at;
	struct net_pos pos, *after = NULL;
	struct in_path x;
	unsigned n = 0;

	*stale = 0;
	for (; net_table_walk(t, after, NULL, &at, 1) == 1; after = &pos) {
		net_pos_set(&pos, &at.nlri);
		while (adj_rib_in_next(r->rde.in, FAMILY_IPV4_UNICAST,
		    &at.value, &x)) {
			if (x.peer != p->id)
				continue;
			n++;
			if (x.stale)
				(*stale)++;
		}
	}
	return n;
}

static void
check(struct rig *r, const struct peer *p, unsigned held, unsigned stale)
{
	unsigned s, n = seen(r, p, &s);

	assert_int_equal(n, held);
	assert_int_equal(s, stale);
	assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_UNICAST), held);
	assert_int_equal(adj_rib_in_stale(p, FAMILY_IPV4_UNICAST), stale);
}

static uint64_t
in_memory(struct rig *r)
{
	uint64_t n, bytes;

	adj_rib_in_usage(r->rde.in, &n, &bytes);
	return n;
}

static void
drops_at_once_and_sweeps_later(void **state)
{
	struct rig r;
	struct peer *a, *b;
	int i;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	announce(&r, a, 0, PREFIXES);
	announce(&r, b, PREFIXES / 2, PREFIXES);
	adj_rib_in_drop(r.rde.in, a, FAMILY_IPV4_UNICAST);
	check(&r, a, 0, 0);
	check(&r, b, PREFIXES / 2, 0);
	assert_int_equal(in_memory(&r), PREFIXES + PREFIXES / 2);
	/* A path that is said again before the sweep comes stays. */
	announce(&r, a, 10, 20);
	check(&r, a, 10, 0);
	/* In its own time: others may have this machine, too. */
	for (i = 0; i < 100 && in_memory(&r) > PREFIXES / 2 + 10; i++)
		rig_run(&r, 50);
	assert_int_equal(in_memory(&r), PREFIXES / 2 + 10);
	check(&r, a, 10, 0);
	check(&r, b, PREFIXES / 2, 0);
	assert_int_equal(net_table_count(adj_rib_in_table(r.rde.in,
	    FAMILY_IPV4_UNICAST)), PREFIXES / 2 + 10);
	rig_free(&r);
}

static void
keeps_stale_paths_until_told(void **state)
{
	struct rig r;
	struct peer *p;
	struct nlri n = nlri_of(1, 0);

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	announce(&r, p, 0, 100);
	adj_rib_in_mark_stale(r.rde.in, p, FAMILY_IPV4_UNICAST, true);
	check(&r, p, 100, 100);
	announce(&r, p, 0, 30);
	check(&r, p, 100, 70);
	assert_true(adj_rib_in_withdraw(r.rde.in, p, &n));
	check(&r, p, 99, 70);
	/* Lost again: what was stale goes, the rest is stale. */
	adj_rib_in_mark_stale(r.rde.in, p, FAMILY_IPV4_UNICAST, true);
	check(&r, p, 29, 29);
	adj_rib_in_drop_stale(r.rde.in, p, FAMILY_IPV4_UNICAST);
	check(&r, p, 0, 0);
	rig_run(&r, 30);
	assert_int_equal(in_memory(&r), 0);
	rig_free(&r);
}

static void
survives_epochs_without_end(void **state)
{
	struct rig r;
	struct peer *p;
	unsigned i;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	announce(&r, p, 50, 60);
	for (i = 0; i < 70000; i++) {
		announce(&r, p, 0, 1);
		adj_rib_in_mark_stale(r.rde.in, p, FAMILY_IPV4_UNICAST,
		    false);
	}
	announce(&r, p, 0, 2);
	/* The ten were too old to tell from new ones, and are not kept. */
	check(&r, p, 2, 0);
	rig_free(&r);
}

/* Sessions that end before the sweep has come round: nothing comes back. */
static void
survives_sessions_without_end(void **state)
{
	uint32_t attrs, i, refused = 0;
	struct nlri n = nlri_of(0, 0);
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	attrs = some_attrs(&r, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, p, &n, attrs, 0), IN_NEW);
	for (i = 0; i < 70000; i++) {
		adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_UNICAST);
		assert_int_equal(adj_rib_in_held(p, FAMILY_IPV4_UNICAST), 0);
		n = nlri_of(1, 0);
		if (adj_rib_in_set(r.rde.in, p, &n, attrs, 0) != IN_NEW)
			refused++;
	}
	assert_true(refused > 0);
	adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_UNICAST);
	check(&r, p, 0, 0);
	rig_run(&r, 30);
	assert_int_equal(adj_rib_in_set(r.rde.in, p, &n, attrs, 0), IN_NEW);
	check(&r, p, 1, 0);
	attrs_unref(r.rde.attrs, attrs);
	rig_free(&r);
}

/* What 100,000 announcements of this take, of processor time. */
static clock_t
cost(struct rig *r, struct peer *p, const struct nlri *n, uint32_t attrs)
{
	clock_t begin = clock();
	unsigned i;

	for (i = 0; i < 100000; i++)
		adj_rib_in_set(r->rde.in, p, n, attrs, 0);
	return clock() - begin;
}

/* Path ids of one neighbour cost neither it nor the next one a walk. */
static void
passes_a_long_run_in_one_step(void **state)
{
	struct nlri n, one;
	struct peer *a, *b;
	uint32_t attrs, i;
	clock_t plain;
	struct rig r;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	attrs = some_attrs(&r, 0);
	for (i = 0; i < IN_PATH_IDS_MAX; i++) {
		n = nlri_of(0, i);
		adj_rib_in_set(r.rde.in, a, &n, attrs, 0);
	}
	one = nlri_of(1, 0);
	plain = cost(&r, a, &one, attrs);
	/* About the same; step by step it would be fifty times as much. */
	assert_true(cost(&r, a, &n, attrs) < 8 * plain);
	assert_true(cost(&r, b, &n, attrs) < 8 * plain);
	attrs_unref(r.rde.attrs, attrs);
	rig_free(&r);
}

static void
orders_and_bounds_a_chain(void **state)
{
	struct rig r;
	struct peer *a, *b;
	struct nlri n;
	struct in_path x;
	uint32_t attrs, i, head, last = 0;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	attrs = some_attrs(&r, 0);
	n = nlri_of(0, 9);
	assert_int_equal(adj_rib_in_set(r.rde.in, b, &n, attrs, 0), IN_NEW);
	assert_int_equal(adj_rib_in_set(r.rde.in, b, &n, attrs, 0), IN_SAME);
	for (i = IN_PATH_IDS_MAX; i > 0; i--) {
		n = nlri_of(0, i);
		assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, attrs, 0),
		    IN_NEW);
	}
	n = nlri_of(0, IN_PATH_IDS_MAX + 1);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, attrs, 0),
	    IN_FULL_IDS);
	head = *net_table_find(adj_rib_in_table(r.rde.in,
	    FAMILY_IPV4_UNICAST), &n);
	while (adj_rib_in_next(r.rde.in, FAMILY_IPV4_UNICAST, &head, &x)) {
		i = (uint32_t)x.peer << 16 | x.path_id;
		assert_true(i > last);
		last = i;
	}
	assert_int_equal(last, 2 << 16 | 9);
	/* In whichever order they come. */
	n = nlri_of(0, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, attrs, 0),
	    IN_FULL_IDS);
	n = nlri_of(0, 1);
	assert_true(adj_rib_in_withdraw(r.rde.in, a, &n));
	n = nlri_of(0, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, attrs, 0), IN_NEW);
	attrs_unref(r.rde.attrs, attrs);
	rig_free(&r);
}

/* A new session's path ids may be others: the last one's are not counted. */
static void
counts_no_path_ids_that_are_gone(void **state)
{
	uint32_t attrs, i;
	struct peer *p;
	struct nlri n;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	attrs = some_attrs(&r, 0);
	for (i = 0; i < IN_PATH_IDS_MAX; i++) {
		n = nlri_of(0, i);
		assert_int_equal(adj_rib_in_set(r.rde.in, p, &n, attrs, 0),
		    IN_NEW);
	}
	adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_UNICAST);
	for (i = 0; i < IN_PATH_IDS_MAX; i++) {
		n = nlri_of(0, IN_PATH_IDS_MAX + i);
		assert_int_equal(adj_rib_in_set(r.rde.in, p, &n, attrs, 0),
		    IN_NEW);
	}
	n = nlri_of(0, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, p, &n, attrs, 0),
	    IN_FULL_IDS);
	check(&r, p, IN_PATH_IDS_MAX, 0);
	assert_int_equal(in_memory(&r), IN_PATH_IDS_MAX);
	attrs_unref(r.rde.attrs, attrs);
	rig_free(&r);
}

/* A set of 60,000 octets: an unknown attribute, kept as it came. */
static uint32_t
large_attrs(struct rig *r, uint8_t origin)
{
	static uint8_t o[60000] = { 0x40, 1, 1, 0, 0xd0, 99 };

	o[3] = origin;
	o[6] = (sizeof(o) - 8) >> 8;
	o[7] = (sizeof(o) - 8) & 0xff;
	return attrs_intern(r->rde.attrs, rbuf_of(o, sizeof(o)));
}

/* However they come, go stale and go, attributes of a neighbour are bounded. */
static void
bounds_a_neighbours_attributes(void **state)
{
	const uint32_t most = (uint32_t)(IN_OCTETS_MAX / 60000);
	uint32_t large, other, little, i;
	struct peer *a, *b;
	struct nlri n;
	struct rig r;

	(void)state;
	rig_init(&r);
	a = rig_peer_up(&r, 1);
	b = rig_peer_up(&r, 2);
	large = large_attrs(&r, 0);
	other = large_attrs(&r, 1);
	little = some_attrs(&r, 0);
	for (i = 0; i < most; i++) {
		n = nlri_of(i, 0);
		assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0),
		    IN_NEW);
	}
	n = nlri_of(most, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0),
	    IN_FULL_OCTETS);
	assert_null(net_table_find(adj_rib_in_table(r.rde.in,
	    FAMILY_IPV4_UNICAST), &n));
	assert_int_equal(adj_rib_in_set(r.rde.in, b, &n, large, 0), IN_NEW);
	n = nlri_of(0, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0), IN_SAME);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, little, 0),
	    IN_CHANGED);
	adj_rib_in_mark_stale(r.rde.in, a, FAMILY_IPV4_UNICAST, false);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0),
	    IN_CHANGED);
	n = nlri_of(1, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, other, 0),
	    IN_FULL_OCTETS);
	assert_true(adj_rib_in_withdraw(r.rde.in, a, &n));
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, other, 0), IN_NEW);
	adj_rib_in_drop_stale(r.rde.in, a, FAMILY_IPV4_UNICAST);
	assert_int_equal(adj_rib_in_held(a, FAMILY_IPV4_UNICAST), 2);
	for (i = 2; i < most; i++) {
		n = nlri_of(i, 0);
		assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0),
		    IN_NEW);
	}
	n = nlri_of(most, 0);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0),
	    IN_FULL_OCTETS);
	adj_rib_in_drop(r.rde.in, a, FAMILY_IPV4_UNICAST);
	assert_int_equal(adj_rib_in_set(r.rde.in, a, &n, large, 0), IN_NEW);
	attrs_unref(r.rde.attrs, large);
	attrs_unref(r.rde.attrs, other);
	attrs_unref(r.rde.attrs, little);
	rig_free(&r);
}

static void
gives_every_reference_back(void **state)
{
	struct rig r;
	struct peer *p;
	uint64_t count, bytes, refs;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	announce(&r, p, 0, PREFIXES);
	attrs_usage(r.rde.attrs, &count, &bytes, &refs);
	assert_int_equal(refs, PREFIXES);
	/* The id goes to another neighbour before the sweep. */
	sessions_peer_removed(&r.rde, p);
	p = rig_peer_up(&r, 1);
	check(&r, p, 0, 0);
	announce(&r, p, 0, 1);
	rig_run(&r, 50);
	attrs_usage(r.rde.attrs, &count, &bytes, &refs);
	assert_int_equal(refs, 1);
	assert_int_equal(count, 1);
	rig_free(&r);
}

/* Whether there was a change of IPv4 unicast since this was asked last. */
static bool
has_changed(const struct rig *r)
{
	static uint64_t last;
	const uint64_t now = adj_rib_in_changes(r->rde.in,
	    FAMILY_IPV4_UNICAST);
	const bool res = now != last;

	assert_true(now >= last);
	last = now;
	return res;
}

static void
counts_what_readers_see_change(void **state)
{
	static const uint8_t no_llgr[] = { 0xc0, 8, 4, 0xff, 0xff, 0, 7 };
	struct nlri n = nlri_of(0, 0);
	struct rig r;
	struct peer *p;
	uint32_t a;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	(void)has_changed(&r);
	announce(&r, p, 0, 1);
	assert_true(has_changed(&r));
	announce(&r, p, 0, 1);
	assert_false(has_changed(&r));
	a = some_attrs(&r, 1);
	adj_rib_in_set(r.rde.in, p, &n, a, 0);
	attrs_unref(r.rde.attrs, a);
	assert_true(has_changed(&r));
	assert_true(adj_rib_in_withdraw(r.rde.in, p, &n));
	assert_true(has_changed(&r));
	assert_false(adj_rib_in_withdraw(r.rde.in, p, &n));
	adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_UNICAST);
	assert_false(has_changed(&r));
	announce(&r, p, 0, 2);
	assert_true(has_changed(&r));
	adj_rib_in_mark_stale(r.rde.in, p, FAMILY_IPV4_UNICAST, false);
	assert_false(has_changed(&r));
	adj_rib_in_drop_stale(r.rde.in, p, FAMILY_IPV4_UNICAST);
	assert_true(has_changed(&r));
	rig_run(&r, 30);
	/* sweeping out what was gone changes nothing */
	assert_false(has_changed(&r));
	announce(&r, p, 0, 2);
	assert_true(has_changed(&r));
	adj_rib_in_drop(r.rde.in, p, FAMILY_IPV4_UNICAST);
	assert_true(has_changed(&r));
	a = attrs_intern(r.rde.attrs, rbuf_of(no_llgr, sizeof(no_llgr)));
	adj_rib_in_set(r.rde.in, p, &n, a, 0);
	attrs_unref(r.rde.attrs, a);
	adj_rib_in_mark_stale(r.rde.in, p, FAMILY_IPV4_UNICAST, false);
	(void)has_changed(&r);
	adj_rib_in_drop_no_llgr(r.rde.in, p, FAMILY_IPV4_UNICAST);
	rig_run(&r, 30);
	assert_true(has_changed(&r));
	adj_rib_in_peer_changed(r.rde.in);
	assert_true(has_changed(&r));
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drops_at_once_and_sweeps_later),
		cmocka_unit_test(keeps_stale_paths_until_told),
		cmocka_unit_test(survives_epochs_without_end),
		cmocka_unit_test(survives_sessions_without_end),
		cmocka_unit_test(passes_a_long_run_in_one_step),
		cmocka_unit_test(orders_and_bounds_a_chain),
		cmocka_unit_test(counts_no_path_ids_that_are_gone),
		cmocka_unit_test(bounds_a_neighbours_attributes),
		cmocka_unit_test(gives_every_reference_back),
		cmocka_unit_test(counts_what_readers_see_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
