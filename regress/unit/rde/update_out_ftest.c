/* SPDX-License-Identifier: ISC */
/*
 * The way out as a whole, against a model: random commands, reloads, flaps,
 * slow sockets and refreshes for neighbours of several kinds.  An observer
 * takes apart what is sent to each; at every step its table is what
 * update_out_show says unmarked, and at rest it is what the model wants.
 */
#include "common/seed.h"

#include "originate_peers.h"
#include "rde/out_world.h"

#include "originate_job.h"

/* --- the world's events --------------------------------------------------- */

static void
peer_goes(struct world *w, unsigned id)
{
	struct peer *p = peers_get(w->rde.peers, id);
	struct m_entry *e;
	int k;

	originate_peer_removed(w->rde.originate, p->id);
	session_down(w, id);
	update_out_peer_removed(w->rde.out, p);
	peers_remove(w->rde.peers, id);
	w->present &= ~(1U << id);
	for (k = 0; k < KEYS; k++)
		for (e = w->injected[k]; e < w->injected[k] +
		    w->ninjected[k]; e++) {
			e->targets &= ~(1U << id);
			e->excluded &= ~(1U << id);
		}
}

/* As if the commands had been given with the new one there. */
static void
model_peer_comes(struct world *w, unsigned id)
{
	unsigned bit = 1U << id, i, by, taken, taken_leased;
	struct m_entry *e;
	int k;

	for (k = 0; k < KEYS; k++) {
		taken = taken_leased = 0;
		for (i = 0; i < w->ninjected[k]; i++) {
			e = &w->injected[k][i];
			by = 1U << e->source;
			if ((e->excluded & bit) ||
			    !(e->all || (e->selected & bit)))
				continue;
			if ((taken & by) ||
			    (e->expires != 0 && (taken_leased & by))) {
				e->excluded |= bit;
				continue;
			}
			e->targets |= bit;
			if (e->expires == 0)
				taken |= by;
			else
				taken_leased |= by;
		}
	}
}

/* Takes what the command is for out of an older entry; false: that goes. */
static bool
model_take_one(struct m_entry *e, const struct m_entry *by, bool adds)
{
	unsigned common = e->targets & by->targets;

	e->targets &= ~common;
	e->excluded |= common;
	if (by->all)
		return false;
	if (e->all || e->targets != 0)
		return true;
	/* For more than this one it waits, unless all it had are withdrawn. */
	return (e->selected & ~by->selected) != 0 && (adds || (common == 0 &&
	    (e->excluded == 0 || (e->excluded & ~by->targets) != 0)));
}

/* What a command takes out of its source's older entries. */
static void
model_take(struct world *w, int key, const struct m_entry *by, bool adds)
{
	struct m_entry *v = w->injected[key];
	unsigned i, n = 0;

	for (i = 0; i < w->ninjected[key]; i++)
		if (v[i].source != by->source ||
		    (by->expires != 0 && v[i].expires == 0) ||
		    model_take_one(&v[i], by, adds))
			v[n++] = v[i];
	w->ninjected[key] = n;
}

static void
model_push(struct world *w, int key, const struct m_entry *e)
{
	memmove(w->injected[key] + 1, w->injected[key],
	    w->ninjected[key]++ * sizeof(*e));
	w->injected[key][0] = *e;
}

/* Whom others than this source tell something. */
static unsigned
told_by_others(const struct world *w, int key, unsigned source, unsigned from)
{
	const struct m_entry *e = w->injected[key] + from;
	unsigned mask = 0, i;

	for (; e < w->injected[key] + w->ninjected[key]; e++)
		if (e->source != source && e->med != NO_ROUTE)
			mask |= e->targets | 1;
	for (i = 1; i <= PEERS; i++)
		if (w->configured[key][i] != NO_ROUTE)
			mask |= 1U << i | 1;
	return mask;
}

/* What hides nothing any more goes. */
static void
model_trim(struct world *w)
{
	struct m_entry *v;
	unsigned i;
	int k;

	for (k = 0; k < KEYS; k++) {
		v = w->injected[k];
		for (i = 0; i < w->ninjected[k]; ) {
			if (v[i].med != NO_ROUTE ||
			    told_by_others(w, k, v[i].source, i + 1) != 0) {
				i++;
				continue;
			}
			memmove(v + i, v + i + 1,
			    (--w->ninjected[k] - i) * sizeof(*v));
		}
	}
}

/* Whom a command is for; false: for nobody.  *s is a reference or NULL. */
static bool
random_targets(struct world *w, struct m_entry *e, struct originate_order *o,
    char *selector, size_t size)
{
	e->all = roll(w, 2) == 0;
	e->targets = w->present;
	o->targets = NULL;
	if (e->all)
		return true;
	e->selected = random_selector(w, selector, size);
	e->targets &= e->selected;
	if (e->targets == 0)
		return false;
	o->selector = selector;
	o->targets = policy_select(w->rde.idsets, w->rde.peers, selector);
	assert_int_equal(mask_of(o->targets), e->targets);
	return true;
}

static void
do_add(struct world *w, int key)
{
	int med = (int)roll(w, 24);
	int64_t lease = roll(w, 3) == 0 ? 1 + roll(w, 5000) : 0;
	struct m_entry e = { .med = med, .source = roll(w, SOURCES) };
	struct originate_order order = { .reason = "",
	    .source = sources[e.source].source,
	    .owner = sources[e.source].owner, .lease_ms = lease };
	struct originate_route r;
	char selector[256];

	if (w->ninjected[key] == ENTRIES ||
	    !random_targets(w, &e, &order, selector, sizeof(selector)))
		return;
	e.expires = lease == 0 ? 0 : w->now + lease;
	route_with(w, &r, key, med);
	assert_int_equal(originate_add(w->rde.originate, &r, &order),
	    ORIGINATE_OK);
	route_done(w, &r);
	idset_unref(w->rde.idsets, order.targets);
	model_take(w, key, &e, true);
	model_push(w, key, &e);
	model_trim(w);
}

static void
do_withdraw(struct world *w, int key)
{
	struct m_entry e = { .med = NO_ROUTE,
	    .source = 1 + roll(w, SOURCES - 1) };
	struct originate_order order = { .reason = "",
	    .source = sources[e.source].source,
	    .owner = sources[e.source].owner };
	struct nlri n = nlri_of(key);
	char selector[256];
	unsigned hidden;

	if (w->ninjected[key] == ENTRIES ||
	    !random_targets(w, &e, &order, selector, sizeof(selector)))
		return;
	assert_int_equal(originate_withdraw(w->rde.originate, &n, &order),
	    ORIGINATE_OK);
	idset_unref(w->rde.idsets, order.targets);
	model_take(w, key, &e, false);
	hidden = told_by_others(w, key, e.source, 0) & e.targets;
	if (hidden != 0) {
		if (!e.all)
			e.targets = hidden;
		model_push(w, key, &e);
	}
	model_trim(w);
}

static void
do_delete(struct world *w, int key)
{
	struct m_entry e = { .all = roll(w, 2) == 0, .targets = w->present };
	struct nlri n = nlri_of(key);
	const struct idset *s = NULL;
	char selector[256];

	if (!e.all) {
		e.selected = random_selector(w, selector, sizeof(selector));
		e.targets &= e.selected;
		if (e.targets == 0)
			return;		/* refused before */
		s = set_of(w, e.targets);
	}
	originate_delete(w->rde.originate, &n, s, e.all ? NULL : selector);
	idset_unref(w->rde.idsets, s);
	model_take(w, key, &e, false);
	model_trim(w);
}

/* A program has ended, and its routes go with it. */
static void
do_exit(struct world *w)
{
	unsigned source = 1 + roll(w, SOURCES - 1);
	struct m_entry e = { .all = true, .source = source };
	int k;

	(void)originate_flush_program(w->rde.originate,
	    sources[source].owner, originate_born(w->rde.originate), NULL,
	    NULL);
	/* What follows may cross it: a job is of the entries of now. */
	fake_run_tasks();
	e.targets = w->present;
	for (k = 0; k < KEYS; k++)
		model_take(w, k, &e, false);
	model_trim(w);
}

static void
do_time(struct world *w)
{
	struct m_entry *v;
	int64_t ms = roll(w, 1500);
	unsigned i, n;
	int k;

	fake_advance(ms);
	w->now += ms;
	for (k = 0; k < KEYS; k++) {
		v = w->injected[k];
		for (i = n = 0; i < w->ninjected[k]; i++)
			if (v[i].expires == 0 || v[i].expires > w->now)
				v[n++] = v[i];
		w->ninjected[k] = n;
	}
	model_trim(w);
}

static bool
has_negative(const struct world *w, int key)
{
	unsigned i;

	for (i = 0; i < w->ninjected[key]; i++)
		if (w->injected[key][i].med == NO_ROUTE)
			return true;
	return false;
}

static void
configure(struct world *w, int key)
{
	unsigned t = w->present & (1 + roll(w, 127)), i;
	int med = (int)roll(w, 12);
	const struct idset *s = set_of(w, t);
	struct originate_route r;

	route_with(w, &r, key, med);
	originate_config_route(w->rde.originate, &r, s);
	route_done(w, &r);
	idset_unref(w->rde.idsets, s);
	for (i = 1; i <= PEERS; i++)
		if (t >> i & 1)
			w->configured[key][i] = med;
}

/*
 * Does a withdraw see the new neighbour, or is what it hides gone with the
 * reload before?  Both would do; the first is what the model has.
 */
static void
settle_withdraws(struct world *w)
{
	struct originate *o = w->rde.originate;
	struct nlri n;
	uint32_t net;
	int k;

	for (k = 0; k < KEYS; k++) {
		n = nlri_of(k);
		if ((net = adj_rib_out_find(w->rde.rib_out, &n)) != 0 &&
		    has_negative(w, k))
			originate_settle_net(o, (enum family)n.family, net);
	}
}

/* Neighbours come and go with a reload only. */
static void
do_reload(struct world *w)
{
	unsigned id = 1 + roll(w, PEERS), i;
	int k;

	if (roll(w, 3) == 0 && (w->present >> id & 1))
		peer_goes(w, id);
	else if ((w->present >> id & 1) == 0) {
		peer_comes(w, id);
		settle_withdraws(w);
		model_peer_comes(w, id);
	}
	for (k = 0; k < KEYS; k++)
		for (i = 0; i <= PEERS; i++)
			w->configured[k][i] = NO_ROUTE;
	originate_config_begin(w->rde.originate);
	for (k = 0; k < KEYS; k++)
		for (i = roll(w, 3); i > 0; i--)
			configure(w, k);
	while (originate_config_end(w->rde.originate))
		;
	model_trim(w);
}

static void
do_credit(struct world *w, unsigned id)
{
	struct observer *o = &w->obs[id];
	uint32_t n = roll(w, o->in_flight + 1);

	o->in_flight -= n;
	update_out_credit(w->rde.out, peers_get(w->rde.peers, id), n);
	run(1 + roll(w, 3));
}

static void
do_session(struct world *w, unsigned id)
{
	const struct peer *p = peers_get(w->rde.peers, id);

	if (p->up && roll(w, 2) == 0)
		session_down(w, id);
	else
		session_up(w, id);
}

static void
step(struct world *w)
{
	unsigned id = 1 + roll(w, PEERS), what = roll(w, 40);
	bool there = (w->present >> id & 1) != 0;
	int key = (int)roll(w, w->few ? KEYS_FEW : KEYS);

	if (what < 16)
		do_add(w, key);
	else if (what < 20)
		do_delete(w, key);
	else if (what < 24)
		do_withdraw(w, key);
	else if (what < 25)
		do_exit(w);
	else if (what < 27)
		do_time(w);
	else if (what < 28 || (w->few && what < 30))
		do_reload(w);
	else if (what < 30 && there)
		do_session(w, id);
	else if (what < 31 && there)
		update_out_refresh(w->rde.out, peers_get(w->rde.peers, id),
		    roll(w, 2) ? FAMILY_IPV4_UNICAST : FAMILY_IPV6_UNICAST);
	else if (there)
		do_credit(w, id);
}

/* --- what must hold ------------------------------------------------------- */

/* At any moment: unmarked is on the wire, and the wire is unmarked. */
static void
check_show(struct world *w, unsigned id)
{
	struct peer *p = peers_get(w->rde.peers, id);
	struct rib_out_item v[KEYS * 2];
	static const enum family families[] = { FAMILY_IPV4_UNICAST,
	    FAMILY_IPV6_UNICAST };
	int shown[KEYS], k;
	bool waits[KEYS] = { false };
	size_t i, n, f;

	for (k = 0; k < KEYS; k++)
		shown[k] = NO_ROUTE;
	for (f = 0; f < 2; f++) {
		n = update_out_show(w->rde.out, p, families[f], NULL, NULL, v,
		    KEYS * 2);
		for (i = 0; i < n; i++) {
			if (!has_add_path(id))
				v[i].nlri.path_id = 0;
			k = key_of(&v[i].nlri);
			waits[k] |= (v[i].flags & CTL_P_PENDING) != 0;
			if (v[i].flags & (CTL_P_PENDING | CTL_P_WITHDRAWN |
			    CTL_P_UNSENDABLE))
				continue;
			assert_int_equal(shown[k], NO_ROUTE);
			shown[k] = med_of(attrs_octets(w->rde.attrs,
			    v[i].attrs));
		}
	}
	for (k = 0; k < KEYS; k++)
		if (!w->obs[id].v[k].stale && !waits[k] &&
		    shown[k] != w->obs[id].v[k].med)
			fail_msg("neighbour %u key %d: shown %d, held %d", id,
			    k, shown[k], w->obs[id].v[k].med);
}

static int
wanted(const struct world *w, unsigned id, int key)
{
	const struct m_entry *e = w->injected[key];
	unsigned i;
	int med = w->configured[key][id];

	for (i = 0; i < w->ninjected[key]; i++, e++) {
		if (e->targets >> id & 1) {
			med = e->med;
			break;
		}
	}
	return med != NO_ROUTE && sendable(id, key, med) ? med : NO_ROUTE;
}

/* Without ADD-PATH any of the paths will do, and none when there is none. */
static void
check_rest(const struct world *w, unsigned id)
{
	int k, path, have, want, any;
	uint64_t held = 0;

	for (k = 0; k < KEYS; k++) {
		have = w->obs[id].v[k].med;
		held += have != NO_ROUTE;
		assert_false(w->obs[id].v[k].stale);
		want = wanted(w, id, k);
		if (has_add_path(id)) {
			if (have != want)
				fail_msg("neighbour %u key %d: held %d, "
				    "wanted %d", id, k, have, want);
			continue;
		}
		if (k % PATHS != 0)
			continue;
		for (path = 0, any = NO_ROUTE; path < PATHS; path++) {
			want = wanted(w, id, k + path);
			if (want != NO_ROUTE && (any == NO_ROUTE ||
			    want == have))
				any = want;
		}
		assert_int_equal(have, any);
	}
	if (has_add_path(id))
		assert_int_equal(update_out_prefixes(w->rde.out,
		    peers_get(w->rde.peers, id)), held);
	assert_int_equal(w->obs[id].eor, 2);
	assert_int_equal(w->obs[id].said_all, 1);
	assert_int_equal(w->obs[id].borr, w->obs[id].eorr);
}

static void
check_stale_marks(struct world *w, unsigned id)
{
	int k;

	/* What came behind BoRR is fresh; the rest went with EoRR. */
	for (k = 0; k < KEYS; k++)
		if (w->obs[id].v[k].med == NO_ROUTE)
			w->obs[id].v[k].stale = false;
}

static void
world_init(struct world *w, uint64_t seed)
{
	int k;
	unsigned i;

	engine_begin(w, seed, sink);
	/* Else every reload is as the first one. */
	w->rde.configured = seed % 4 != 0;
	w->few = seed % 3 == 0;
	w->now = clock_now().ms;
	for (k = 0; k < KEYS; k++)
		for (i = 0; i <= PEERS; i++)
			w->configured[k][i] = NO_ROUTE;
	for (i = 1; i <= (w->few ? PEERS / 2 : PEERS); i++)
		peer_comes(w, i);
}

static void
world_free(struct world *w)
{
	unsigned i;

	for (i = 1; i <= PEERS; i++)
		if (w->present >> i & 1)
			peer_goes(w, i);
	fake_run_tasks();
	(void)originate_flush(w->rde.originate, families_all(), NULL,
	    NULL);
	for (i = 1; i < SOURCES; i++)
		(void)originate_flush_program(w->rde.originate,
		    sources[i].owner, UINT32_MAX, NULL, NULL);
	fake_run_tasks();
	originate_config_begin(w->rde.originate);
	while (originate_config_end(w->rde.originate))
		;
	fake_run_tasks();
	engine_end(w);
}

static void
sequence(uint64_t seed)
{
	struct world *w = xcalloc(1, sizeof(*w));
	unsigned i, id;

	world_init(w, seed);
	for (i = 0; i < STEPS; i++) {
		step(w);
		for (id = 1; id <= PEERS; id++)
			if (is_up(w, id))
				check_show(w, id);
	}
	for (id = 1; id <= PEERS; id++)
		if (w->few && (w->present >> id & 1) && !is_up(w, id))
			session_up(w, id);
	settle(w);
	for (id = 1; id <= PEERS; id++) {
		if (!is_up(w, id))
			continue;
		check_show(w, id);
		check_stale_marks(w, id);
		check_rest(w, id);
	}
	world_free(w);
	free(w);
}

/* A family without routes has something to wait for as well. */
static void
end_of_rib_comes_behind_all_families(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	unsigned id, told = 0;
	int k;

	(void)state;
	world_init(w, 1);
	for (id = 1; id <= PEERS; id++)
		session_up(w, id);
	settle(w);			/* with nothing to say */
	for (id = 1; id <= PEERS; id++)
		check_rest(w, id);
	for (k = 0; k < KEYS; k++)
		if (nlri_of(k).family == FAMILY_IPV6_UNICAST)
			do_add(w, k);
	settle(w);
	for (id = 1; id <= PEERS; id++)
		session_up(w, id);
	settle(w);
	for (id = 1; id <= PEERS; id++) {
		check_rest(w, id);
		told += w->obs[id].announces;
		assert_int_equal(w->obs[id].late, 0);
	}
	assert_true(told > 0);
	world_free(w);
	free(w);
}

static void
add_to(struct world *w, unsigned id, const struct nlri *n, int med)
{
	struct originate_order order = { .reason = "",
	    .source = sources[0].source, .owner = sources[0].owner,
	    .targets = set_of(w, 1U << id) };
	struct originate_route r;

	route_with(w, &r, 0, med);
	r.nlri = *n;
	assert_int_equal(originate_add(w->rde.originate, &r, &order),
	    ORIGINATE_OK);
	route_done(w, &r);
	idset_unref(w->rde.idsets, order.targets);
}

/*
 * Many large attributes for which the session has no next hop take no room of
 * what is behind them.
 */
static void
unsendable_ones_leave_room(void **state)
{
	enum { TO = 1, MANY = 400, EACH = 20 };
	struct world *w = xcalloc(1, sizeof(*w));
	struct nlri n = nlri_of(0);
	int i;

	(void)state;
	world_init(w, 1);
	session_up(w, TO);
	settle(w);
	n.prefix.b[0] = 10;
	for (i = 0; i < MANY; i++) {
		n.prefix.b[1] = (uint8_t)(i / 256);
		n.prefix.b[2] = (uint8_t)i;
		/* of 3600 octets, with an IPv6 next hop */
		if ((EACH * i + 10) % 7 != 6)
			add_to(w, TO, &n, EACH * i + 10);
	}
	n = nlri_of(0);
	add_to(w, TO, &n, 5);
	settle(w);
	assert_int_equal(w->obs[TO].v[0].med, 5);
	assert_int_equal(w->obs[TO].announces, 1);
	world_free(w);
	free(w);
}

/* Who takes one path of a prefix gets the newest: each has all looked at. */
static void
looks_at_some_a_slice(void **state)
{
	enum { TO = 1, MANY = 100, ALL = MANY * ORIGINATE_IDS_MAX };
	struct world *w = xcalloc(1, sizeof(*w));
	const struct rib_cursor *c;
	struct nlri n = nlri_of(0);
	uint64_t seq;
	int i;

	(void)state;
	world_init(w, 1);
	session_up(w, TO);
	settle(w);
	c = rib_cursor_get(w->rde.rib_out, FAMILY_IPV4_UNICAST, TO);
	seq = c->seq;
	n.has_path_id = 1;
	for (i = 0; i < ALL; i++) {
		n.prefix.b[2] = (uint8_t)(i / ORIGINATE_IDS_MAX % PREFIXES);
		n.prefix.b[1] = (uint8_t)(i / ORIGINATE_IDS_MAX / PREFIXES);
		n.path_id = (uint32_t)(i % ORIGINATE_IDS_MAX);
		add_to(w, TO, &n, 1);
	}
	fake_run_pass();
	assert_in_range(c->seq, seq + 1, seq + 3 * ALL / 4);
	settle(w);
	assert_int_equal(c->seq, seq + ALL);
	world_free(w);
	free(w);
}

static void
observers_agree_with_the_model(void **state)
{
	seed_sequences(*state, SEQUENCES, sequence);
}

int
main(void)
{
	uint64_t seed = 0;
	const struct CMUnitTest tests[] = {
		{ "observers_agree_with_the_model",
		    observers_agree_with_the_model, NULL, seed_tell, &seed },
		cmocka_unit_test(end_of_rib_comes_behind_all_families),
		cmocka_unit_test(unsendable_ones_leave_room),
		cmocka_unit_test(looks_at_some_a_slice),
	};

	log_set_level(LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
