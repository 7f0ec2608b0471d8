/* SPDX-License-Identifier: ISC */
/*
 * PATHS-LIMIT: whatever is announced and withdrawn, a neighbour never holds
 * more paths of a prefix than it takes, and it holds as many as it may; its
 * neighbours without a limit hold all of them.
 */
#include "common/seed.h"
#include "out_world.h"

#include "originate_job.h"

enum { LIMITED = 2, FREE = 4, OUT_KEYS = PREFIXES * PATHS, ROUNDS = 400 };

static unsigned limit;

static unsigned
held(const struct world *w, unsigned id, int prefix)
{
	unsigned n = 0;
	int k;

	for (k = prefix * PATHS; k < (prefix + 1) * PATHS; k++)
		n += w->obs[id].v[k].med != NO_ROUTE;
	return n;
}

static void
limited_sink(void *arg, struct peer *p, uint16_t type, const void *data,
    size_t len)
{
	int i;

	sink(arg, p, type, data, len);
	for (i = 0; p->id == LIMITED && i < PREFIXES; i++)
		if (held(arg, LIMITED, i) > limit)
			fail_msg("%u paths of prefix %d", held(arg, LIMITED,
			    i), i);
}

static void
up(struct world *w, unsigned id)
{
	session_up(w, id);
	if (id == LIMITED)
		peers_get(w->rde.peers, id)->neg.paths_limit[
		    FAMILY_IPV4_UNICAST] = (uint16_t)limit;
}

static void
add(struct world *w, int key, int med)
{
	struct originate_order order = { .reason = "",
	    .source = sources[0].source, .owner = sources[0].owner,
	    .targets = set_of(w, 1U << LIMITED | 1U << FREE) };
	struct originate_route r;

	route_with(w, &r, key, med);
	assert_int_equal(originate_add(w->rde.originate, &r, &order),
	    ORIGINATE_OK);
	route_done(w, &r);
	idset_unref(w->rde.idsets, order.targets);
}

/* Each prefix: all there is, or as much of it as they take. */
static void
check(const struct world *w, const int *meds)
{
	unsigned n;
	int i, k, med;

	for (i = 0; i < PREFIXES; i++) {
		for (n = 0, k = i * PATHS; k < (i + 1) * PATHS; k++) {
			n += meds[k] != NO_ROUTE;
			assert_int_equal(w->obs[FREE].v[k].med, meds[k]);
			med = w->obs[LIMITED].v[k].med;
			assert_true(med == NO_ROUTE || med == meds[k]);
		}
		assert_int_equal(held(w, LIMITED, i), n < limit ? n : limit);
	}
}

static void
begin(struct world *w, uint64_t seed)
{
	int k;

	engine_begin(w, seed, limited_sink);
	for (k = 0; k < KEYS; k++)
		w->configured[k][0] = NO_ROUTE;
	peer_comes(w, LIMITED);
	peer_comes(w, FREE);
	up(w, LIMITED);
	up(w, FREE);
}

static void
end(struct world *w)
{
	unsigned id;

	(void)originate_flush(w->rde.originate, families_all(), NULL,
	    NULL);
	settle(w);
	for (id = LIMITED; id <= FREE; id += 2) {
		originate_peer_removed(w->rde.originate, (uint16_t)id);
		session_down(w, id);
		update_out_peer_removed(w->rde.out,
		    peers_get(w->rde.peers, id));
		peers_remove(w->rde.peers, id);
	}
	fake_run_tasks();
	engine_end(w);
}

static void
round_of(struct world *w, int *meds)
{
	/* All of these fit, and can be sent with next-hop self. */
	static const int fine[] = { 1, 3, 7, 9, 11 };
	struct nlri n;
	unsigned i;
	int key;

	for (i = roll(w, 8); i > 0; i--) {
		key = (int)roll(w, OUT_KEYS);
		if (roll(w, 5) < 3) {
			meds[key] = fine[roll(w, 5)];
			add(w, key, meds[key]);
		} else {
			meds[key] = NO_ROUTE;
			n = nlri_of(key);
			originate_delete(w->rde.originate, &n, NULL,
			    NULL);
		}
	}
	if (roll(w, 20) == 0)
		up(w, LIMITED);
	if (roll(w, 10) == 0)
		update_out_refresh(w->rde.out, peers_get(w->rde.peers,
		    LIMITED), FAMILY_IPV4_UNICAST);
	if (roll(w, 3) == 0)
		fake_run_tasks();
	if (roll(w, 3) == 0) {
		settle(w);
		check(w, meds);
	}
}

static void
never_more_than_they_take(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	const uint64_t seed = seed_pick();
	int meds[KEYS], i;

	(void)state;
	for (limit = 1; limit <= PATHS; limit++) {
		begin(w, seed + limit);
		for (i = 0; i < KEYS; i++)
			meds[i] = NO_ROUTE;
		for (i = 0; i < ROUNDS; i++)
			round_of(w, meds);
		settle(w);
		check(w, meds);
		end(w);
	}
	free(w);
}

static void
deaf(void *arg, struct peer *p, uint16_t type, const void *data, size_t len)
{
	(void)arg;
	(void)p;
	(void)type;
	(void)data;
	(void)len;
}

static void
add_path(struct world *w, const struct nlri *n)
{
	struct originate_order order = { .reason = "",
	    .source = sources[0].source, .owner = sources[0].owner,
	    .targets = set_of(w, 1U << LIMITED) };
	struct originate_route r;

	route_with(w, &r, 0, 1);
	r.nlri = *n;
	assert_int_equal(originate_add(w->rde.originate, &r, &order),
	    ORIGINATE_OK);
	route_done(w, &r);
	idset_unref(w->rde.idsets, order.targets);
}

/* Each path is compared with all of its prefix: not all of that at once. */
static void
looks_at_some_a_slice(void **state)
{
	enum { MANY = 100, ALL = MANY * ORIGINATE_IDS_MAX };
	struct world *w = xcalloc(1, sizeof(*w));
	const struct rib_cursor *c;
	struct nlri n = nlri_of(0);
	uint64_t seq;
	int i;

	(void)state;
	limit = 1;
	begin(w, 1);
	update_out_set_sink(w->rde.out, deaf, w);
	c = rib_cursor_get(w->rde.rib_out, FAMILY_IPV4_UNICAST, LIMITED);
	seq = c->seq;
	n.has_path_id = 1;
	for (i = 0; i < ALL; i++) {
		n.prefix.b[1] = (uint8_t)(i / ORIGINATE_IDS_MAX);
		n.path_id = (uint32_t)(i % ORIGINATE_IDS_MAX);
		add_path(w, &n);
	}
	fake_run_pass();
	assert_in_range(c->seq, seq + 1, seq + ALL / 4);
	settle(w);
	assert_int_equal(c->seq, seq + ALL);
	assert_int_equal(c->held, MANY);
	end(w);
	free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_more_than_they_take),
		cmocka_unit_test(looks_at_some_a_slice),
	};

	log_set_level(LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
