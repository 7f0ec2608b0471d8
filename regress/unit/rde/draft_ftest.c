/* SPDX-License-Identifier: ISC */
/*
 * What a trial foresees is what the reload then does: random neighbours,
 * injections, slow sockets, and configurations that follow each other.  The
 * verdict for each neighbour is compared with the variants that the reload
 * appends for it, and, where all was at rest, with what it then hears.  A
 * trial leaves the store as it was.
 */
#include "common/seed.h"
#include "rde/out_world.h"

#include "draft.h"
#include "forecast.h"
#include "ipc/control.h"
#include "originate_job.h"
#include "originate_store.h"

enum {
	SEQUENCE_COUNT = 400, ROUNDS = 12, SAID_MAX = 120, DOGS = 3,
	TEXT_MAX = 512 * 1024,
};

struct said {
	int		key;
	unsigned	mask;
	int		med;
	int		dog;		/* 0 none */
	bool		withdrawn;
};

struct file {
	struct said	v[SAID_MAX];
	unsigned	n;
};

static const char *const dogs[DOGS] = { NULL, "rex", "fido" };

/* --- configurations ------------------------------------------------------- */

static struct said
random_said(struct world *w)
{
	struct said s = { .key = (int)roll(w, KEYS),
	    .mask = 2 * (1 + roll(w, 63)), .med = (int)roll(w, 24) };

	if (roll(w, 3) == 0)
		s.dog = (int)roll(w, DOGS);
	s.withdrawn = s.dog != 0 && roll(w, 2) == 0;
	return s;
}

/* Mostly what was said before. */
static void
random_file(struct world *w, struct file *f)
{
	unsigned i, changes = roll(w, 12);

	if (roll(w, 10) == 0)
		f->n = 0;
	for (i = 0; i < changes; i++) {
		if (f->n > 0 && roll(w, 3) == 0) {
			f->n--;
			f->v[roll(w, f->n + 1)] = f->v[f->n];
		} else if (f->n > 0 && roll(w, 2) == 0)
			f->v[roll(w, f->n)] = random_said(w);
		else if (f->n < SAID_MAX)
			f->v[f->n++] = random_said(w);
	}
}

static void
say_all(struct world *w, const struct file *f,
    void (*fn)(void *to, const struct originate_route *r,
    const struct idset *targets), void *to)
{
	const struct said *s;
	struct originate_route r;
	const struct idset *set;

	for (s = f->v; s < f->v + f->n; s++) {
		route_with(w, &r, s->key, s->med);
		r.watchdog = dogs[s->dog];
		r.withdrawn = s->withdrawn;
		set = set_of(w, s->mask);
		fn(to, &r, set);
		idset_unref(w->rde.idsets, set);
		route_done(w, &r);
	}
}

static void
to_draft(void *to, const struct originate_route *r,
    const struct idset *targets)
{
	draft_route(to, r, targets);
}

static void
to_live(void *to, const struct originate_route *r,
    const struct idset *targets)
{
	originate_config_route(to, r, targets);
}

/* --- events --------------------------------------------------------------- */

static void
inject(struct world *w)
{
	const unsigned by = roll(w, SOURCES);
	struct originate_order order = { .reason = "",
	    .source = sources[by].source, .owner = sources[by].owner };
	struct originate_route r;
	const struct idset *s = NULL;
	char selector[256];

	if (roll(w, 2) == 0) {
		(void)random_selector(w, selector, sizeof(selector));
		s = policy_select(w->rde.idsets, w->rde.peers, selector);
		order.selector = selector;
	}
	if (roll(w, 3) == 0)
		order.lease_ms = 1 + roll(w, 3000);
	order.targets = s;
	route_with(w, &r, (int)roll(w, KEYS), (int)roll(w, 24));
	if (by > 0 && roll(w, 4) == 0)
		(void)originate_withdraw(w->rde.originate, &r.nlri, &order);
	else
		(void)originate_add(w->rde.originate, &r, &order);
	route_done(w, &r);
	idset_unref(w->rde.idsets, s);
}

static void
event(struct world *w)
{
	unsigned id = 1 + roll(w, PEERS);
	struct nlri n = nlri_of((int)roll(w, KEYS));

	switch (roll(w, 8)) {
	case 0:
	case 1:
	case 2:
		inject(w);
		break;
	case 3:
		(void)originate_delete(w->rde.originate, &n, NULL,
		    NULL);
		break;
	case 4:
		if (is_up(w, id))
			session_down(w, id);
		else
			session_up(w, id);
		break;
	case 5:
		(void)originate_watchdog(w->rde.originate,
		    dogs[1 + roll(w, DOGS - 1)], roll(w, 2) == 0, NULL, NULL,
		    NULL);
		fake_run_tasks();
		break;
	case 6:
		fake_advance(roll(w, 1000));
		break;
	default:
		run(1);
		break;
	}
}

/* --- the store as text ---------------------------------------------------- */

static void
text_of_net(struct wbuf *t, struct world *w, const struct rib_family *rf,
    uint32_t net)
{
	const struct originate *o = w->rde.originate;
	const struct rib_variant *v;
	const struct entry *e;
	uint32_t x;

	wbuf_printf(t, "net %u\n", net);
	for (x = rib_net_at(rf, net)->origin; x != 0; x = e->next) {
		e = entry_at(o, x);
		wbuf_printf(t, " entry %u %u %u %u %u %u %u\n", x, e->targets,
		    e->body, e->extra, e->source, e->flags, e->epoch);
		if (e->extra != 0)
			wbuf_printf(t, "  off %u\n", extra_at(o,
			    e->extra)->off);
	}
	for (x = rib_net_at(rf, net)->variants; x != 0; x = v->sibling) {
		v = rib_variant_at(rf, x);
		wbuf_printf(t, " variant %u %u %u %llu %u\n", x, v->targets,
		    v->body, (unsigned long long)rib_variant_seq(v),
		    v->flags);
	}
}

static void
text_of_usage(struct wbuf *t, struct world *w)
{
	uint64_t a, b, c;

	attrs_usage(w->rde.attrs, &a, &b, &c);
	wbuf_printf(t, "attrs %llu %llu\n", (unsigned long long)a,
	    (unsigned long long)c);
	nexthops_usage(w->rde.nexthops, &a, &b, &c);
	wbuf_printf(t, "next hops %llu %llu\n", (unsigned long long)a,
	    (unsigned long long)c);
	wbuf_printf(t, "entries %u extras %u\n",
	    w->rde.originate->entries.used, w->rde.originate->extras.used);
}

static char *
text_of_store(struct world *w)
{
	static const enum family families[] = { FAMILY_IPV4_UNICAST,
	    FAMILY_IPV6_UNICAST };
	struct net_item v[PREFIXES];
	const struct rib_family *rf;
	struct wbuf t;
	uint32_t net;
	size_t f, i, n;

	wbuf_growable(&t, TEXT_MAX);
	for (f = 0; f < 2; f++) {
		rf = &w->rde.rib_out->families[families[f]];
		wbuf_printf(&t, "seq %llu version %llu nets %u variants %u\n",
		    (unsigned long long)rf->seq,
		    (unsigned long long)rf->version, rf->nets.used,
		    rf->variants.used);
		n = net_table_walk(rf->table, NULL, NULL, v, PREFIXES);
		for (i = 0; i < n; i++)
			for (net = v[i].value; net != 0;
			    net = rib_net_at(rf, net)->next)
				text_of_net(&t, w, rf, net);
	}
	text_of_usage(&t, w);
	wbuf_u8(&t, 0);
	assert_false(t.failed);
	return (char *)t.p;
}

/* --- what must hold ------------------------------------------------------- */

struct verdict {
	struct pe_done		did;
	struct forecast_sum	v[PEERS + 1];
};

static void
try_file(struct world *w, const struct file *f, struct verdict *out)
{
	char *before = text_of_store(w), *after;
	struct forecast *fc = forecast_new(&w->rde);
	struct draft *d = draft_new(w->rde.originate);
	unsigned id;

	say_all(w, f, to_draft, d);
	while (draft_compare(d, fc))
		;
	out->did = *draft_count(d);
	for (id = 1; id <= PEERS; id++)
		out->v[id] = *forecast_of(fc, (uint16_t)id);
	while (draft_close(d))
		;
	forecast_free(fc);
	after = text_of_store(w);
	assert_string_equal(after, before);
	free(before);
	free(after);
}

/* One that is given up in the middle leaves nothing behind either. */
static void
give_up(struct world *w, const struct file *f)
{
	char *before = text_of_store(w), *after;
	struct forecast *fc = forecast_new(&w->rde);
	struct draft *d = draft_new(w->rde.originate);
	unsigned steps = roll(w, 6);

	say_all(w, f, to_draft, d);
	while (steps-- > 0 && draft_compare(d, fc))
		;
	while (draft_close(d))
		;
	forecast_free(fc);
	after = text_of_store(w);
	assert_string_equal(after, before);
	free(before);
	free(after);
}

static void
appended(struct world *w, enum family f, uint64_t seq, struct verdict *out)
{
	const struct rib_family *rf = &w->rde.rib_out->families[f];
	const struct rib_variant *v;
	struct nlri n;
	uint32_t x;
	unsigned id;
	bool sent;

	for (x = rib_cursor_next(rf, 0); x != 0; x = rib_cursor_next(rf, x)) {
		v = rib_variant_at(rf, x);
		if (rib_variant_seq(v) <= seq)
			continue;
		adj_rib_out_nlri(rf, v->net, &n);
		for (id = 1; id <= PEERS; id++) {
			if (!is_up(w, id) || !targets_has(
			    w->rde.rib_out->targets, v->targets, (uint16_t)id))
				continue;
			sent = v->body != 0 && sendable(id, key_of(&n),
			    med_of(attrs_octets(w->rde.attrs, bodies_get(
			    w->rde.rib_out->bodies, v->body)->attrs)));
			out->v[id].announcements += sent;
			out->v[id].withdraws += !sent &&
			    (v->flags & VARIANT_REPLACES) != 0;
		}
	}
}

static void
reload(struct world *w, const struct file *f, struct verdict *out)
{
	const struct rib_family *rf = w->rde.rib_out->families;
	uint64_t seq4 = rf[FAMILY_IPV4_UNICAST].seq;
	uint64_t seq6 = rf[FAMILY_IPV6_UNICAST].seq;

	memset(out, 0, sizeof(*out));
	originate_config_begin(w->rde.originate);
	say_all(w, f, to_live, w->rde.originate);
	while (originate_config_end(w->rde.originate))
		;
	out->did = *originate_config_count(w->rde.originate);
	appended(w, FAMILY_IPV4_UNICAST, seq4, out);
	appended(w, FAMILY_IPV6_UNICAST, seq6, out);
}

/* Who is not named hears nothing; with ADD-PATH the numbers are NLRI. */
static void
check_heard(struct world *w, const struct verdict *v,
    const struct observer *before)
{
	const struct observer *o;
	unsigned id;

	for (id = 1; id <= PEERS; id++) {
		if (!is_up(w, id))
			continue;
		o = &w->obs[id];
		assert_int_equal(o->messages > before[id].messages,
		    v->v[id].announcements + v->v[id].withdraws > 0);
		if (!has_add_path(id))
			continue;
		assert_int_equal(o->announces - before[id].announces,
		    v->v[id].announcements);
		assert_int_equal(o->withdraws - before[id].withdraws,
		    v->v[id].withdraws);
	}
}

static void
round_of(struct world *w, struct file *f)
{
	struct verdict foreseen, done;
	struct observer before[PEERS + 1];
	bool at_rest = roll(w, 2) == 0;
	unsigned i;

	for (i = roll(w, 10); i > 0; i--)
		event(w);
	random_file(w, f);
	if (at_rest)
		settle(w);
	give_up(w, f);
	try_file(w, f, &foreseen);
	memcpy(before, w->obs, sizeof(before));
	reload(w, f, &done);
	assert_memory_equal(&foreseen.did, &done.did, sizeof(done.did));
	for (i = 1; i <= PEERS; i++)
		if (memcmp(&foreseen.v[i], &done.v[i], sizeof(done.v[i])) != 0)
			fail_msg("neighbour %u: foreseen %u and %u, done %u "
			    "and %u", i, foreseen.v[i].announcements,
			    foreseen.v[i].withdraws, done.v[i].announcements,
			    done.v[i].withdraws);
	if (!at_rest)
		return;
	settle(w);
	check_heard(w, &foreseen, before);
}

static void
world_init(struct world *w, uint64_t seed)
{
	unsigned i;

	engine_begin(w, seed, sink);
	for (i = 1; i <= PEERS; i++) {
		peer_comes(w, i);
		session_up(w, i);
	}
}

static void
world_free(struct world *w)
{
	const struct file nothing = { .n = 0 };
	struct verdict v;
	struct peer *p;
	unsigned i;

	(void)originate_flush(w->rde.originate, families_all(), NULL,
	    NULL);
	for (i = 1; i < SOURCES; i++)
		(void)originate_flush_program(w->rde.originate,
		    sources[i].owner, UINT32_MAX, NULL, NULL);
	fake_run_tasks();
	reload(w, &nothing, &v);
	while ((p = peers_next(w->rde.peers, 0)) != NULL) {
		originate_peer_removed(w->rde.originate, p->id);
		update_out_peer_removed(w->rde.out, p);
		peers_remove(w->rde.peers, p->id);
	}
	fake_run_tasks();
	engine_end(w);
}

static void
sequence(uint64_t seed)
{
	struct world *w = xcalloc(1, sizeof(*w));
	struct file f = { .n = 0 };
	unsigned i;

	world_init(w, seed);
	for (i = 0; i < ROUNDS; i++)
		round_of(w, &f);
	world_free(w);
	free(w);
}

static void
what_is_foreseen_is_done(void **state)
{
	seed_sequences(*state, SEQUENCE_COUNT, sequence);
}

int
main(void)
{
	uint64_t seed = 0;
	const struct CMUnitTest tests[] = {
		{ "what_is_foreseen_is_done", what_is_foreseen_is_done, NULL,
		    seed_tell, &seed },
	};

	log_set_level(LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
