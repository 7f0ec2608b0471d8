/* SPDX-License-Identifier: ISC */
/*
 * For tests of the way out: neighbours of several kinds, and an observer for
 * each, which takes apart what is sent and keeps the table a router would.
 */
#ifndef RDE_OUT_WORLD_H
#define RDE_OUT_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "attrs.h"
#include "base/log.h"
#include "bgp/message.h"
#include "fake/fake.h"
#include "ipc/control.h"
#include "ipc/session_rde.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "policy.h"
#include "rib_cursor.h"
#include "update/split.h"
#include "update_out.h"

enum {
	PEERS = 6, PREFIXES = 10, PATHS = 3, FAMILIES = 2,
	KEYS = FAMILIES * PREFIXES * PATHS, KEYS_FEW = 6, ENTRIES = 16,
	NO_ROUTE = -1, SEQUENCES = 1500, STEPS = 60,
};

/* --- a world: rde, neighbours, observers ---------------------------------- */

struct held {
	int	med;		/* NO_ROUTE: not held */
	bool	stale;
};

struct observer {
	struct held	v[KEYS];
	unsigned	announces, withdraws, messages, eor, borr, eorr;
	unsigned	late;		/* announces behind an End-of-RIB */
	unsigned	said_all;
	uint32_t	in_flight;
};

/* The model: an injected entry, newest first. */
struct m_entry {
	bool		all;
	unsigned	selected;	/* whom its selector would match */
	unsigned	excluded;
	unsigned	targets;
	int64_t		expires;	/* 0 none */
	int		med;		/* NO_ROUTE: a program's withdraw */
	unsigned	source;		/* of sources[] */
};

/* Who injects: bgpctl, whoever it is, and two programs. */
static const struct {
	uint8_t		source;
	const char	*owner;
} sources[] = {
	{ CTL_SRC_BGPCTL, "tester" }, { CTL_SRC_PROGRAM, "alpha" },
	{ CTL_SRC_PROGRAM, "beta" },
};
enum { SOURCES = sizeof(sources) / sizeof(sources[0]) };

struct world {
	struct rde	rde;
	struct observer	obs[PEERS + 1];
	unsigned	present;	/* bit per id */
	bool		few;		/* keys; and reloads are frequent */
	struct m_entry	injected[KEYS][ENTRIES];
	unsigned	ninjected[KEYS];
	int		configured[KEYS][PEERS + 1];
	int64_t		now;
	uint64_t	random;
};

static inline struct nlri
nlri_of(int key)
{
	struct nlri n = { 0 };
	int prefix = key / PATHS % PREFIXES;

	n.family = key < PREFIXES * PATHS ? FAMILY_IPV4_UNICAST :
	    FAMILY_IPV6_UNICAST;
	n.path_id = (uint32_t)(key % PATHS);
	n.has_path_id = n.path_id != 0;
	n.prefix.af = n.family == FAMILY_IPV4_UNICAST ? ADDR_V4 : ADDR_V6;
	n.prefix.len = n.prefix.af == ADDR_V4 ? 24 : 48;
	n.prefix.b[0] = n.prefix.af == ADDR_V4 ? 198 : 0x20;
	n.prefix.b[1] = n.prefix.af == ADDR_V4 ? 51 : 0x01;
	n.prefix.b[2] = (uint8_t)prefix;
	return n;
}

static inline int
key_of(const struct nlri *n)
{
	return (n->family == FAMILY_IPV4_UNICAST ? 0 : PREFIXES * PATHS) +
	    n->prefix.b[2] * PATHS + (int)n->path_id;
}

static inline bool
has_add_path(unsigned id)
{
	return id % 2 == 0;
}

/* Octets of communities: enough to fill windows, or too many for most. */
static inline size_t
padding(int med)
{
	if (med % 7 == 6)
		return 5000;
	return med % 5 == 0 ? 3600 : 0;
}

/* --- observers ------------------------------------------------------------ */

static inline void
observe_nlri(struct world *w, unsigned id, enum family f, struct rbuf b,
    int med)
{
	struct observer *o = &w->obs[id];
	struct held *h;
	struct nlri n;

	while (b.left > 0) {
		assert_int_equal(nlri_read(&b, f, has_add_path(id), &n,
		    NULL), 0);
		if (!has_add_path(id))
			n.path_id = 0;
		h = &o->v[key_of(&n)];
		o->announces += med != NO_ROUTE;
		o->late += med != NO_ROUTE && o->eor > 0;
		o->withdraws += med == NO_ROUTE;
		*h = (struct held){ .med = med };
	}
}

static inline int
med_of(struct rbuf attrs)
{
	struct attr a;
	uint32_t med;

	assert_int_equal(attr_find(attrs, ATTR_MED, &a), 0);
	assert_int_equal(rbuf_u32(&a.value, &med), 0);
	return (int)med;
}

/* The defaults of a session, and ascending but for the MP attribute. */
static inline void
check_attrs(struct rbuf attrs, bool ebgp)
{
	struct attr a;
	int last = 0;

	assert_int_equal(attr_find(attrs, ATTR_LOCAL_PREF, &a),
	    ebgp ? -1 : 0);
	assert_int_equal(attr_find(attrs, ATTR_AS_PATH, &a), 0);
	while (attr_next(&attrs, &a) == 1) {
		if (a.type == ATTR_MP_REACH)
			continue;
		assert_true(a.type > last);
		last = a.type;
	}
}

static inline int
observe_attrs(struct rbuf attrs, bool ebgp)
{
	check_attrs(attrs, ebgp);
	return med_of(attrs);
}

static inline void
observe_update(struct world *w, unsigned id, struct rbuf body)
{
	struct observer *o = &w->obs[id];
	struct update_parts u;
	struct attr_report why;
	uint16_t afi;
	uint8_t safi;
	int med = NO_ROUTE;

	assert_int_equal(update_split(body, &u), 0);
	assert_int_equal(update_spans(&u, &why), OUTCOME_OK);
	if (update_is_eor(&u, &afi, &safi)) {
		o->eor++;
		return;
	}
	if (u.reach.present || u.nlri.left > 0)
		med = observe_attrs(u.attrs, id % 3 != 0);
	else
		assert_false(u.has_attrs);
	observe_nlri(w, id, FAMILY_IPV4_UNICAST, u.withdrawn, NO_ROUTE);
	if (u.unreach.present)
		observe_nlri(w, id, family_by_number(u.unreach.afi,
		    u.unreach.safi), u.unreach.nlri, NO_ROUTE);
	observe_nlri(w, id, FAMILY_IPV4_UNICAST, u.nlri, med);
	if (u.reach.present)
		observe_nlri(w, id, family_by_number(u.reach.afi,
		    u.reach.safi), u.reach.nlri, med);
}

static inline void
observe_refresh(struct world *w, unsigned id, struct rbuf body)
{
	struct observer *o = &w->obs[id];
	bool v6;
	int k;

	assert_int_equal(body.left, 4);
	v6 = body.p[1] == AFI_IPV6;
	o->borr += body.p[2] == 1;
	o->eorr += body.p[2] == 2;
	for (k = 0; k < KEYS; k++) {
		if ((nlri_of(k).family == FAMILY_IPV6_UNICAST) != v6)
			continue;
		if (body.p[2] == 1)
			o->v[k].stale = true;
		else if (o->v[k].stale)
			o->v[k].med = NO_ROUTE;
	}
}

static inline void
sink(void *arg, struct peer *p, uint16_t type, const void *data, size_t len)
{
	struct world *w = arg;
	struct rbuf b = rbuf_of(data, len), body;
	struct message_head h;
	struct notify err;

	if (type == SR_SAID_ALL) {
		assert_int_equal(w->obs[p->id].eor, FAMILIES);
		w->obs[p->id].said_all++;
		return;
	}
	assert_int_equal(type, SR_OUT);
	assert_true(len <= SR_BATCH_MAX);
	w->obs[p->id].in_flight += (uint32_t)len;
	while (b.left > 0) {
		assert_true(b.left >= MSG_HEADER);
		assert_int_equal(message_head_read(b.p,
		    p->neg.extended_tx, &h, &err), 0);
		assert_int_equal(rbuf_sub(&b, h.len, &body), 0);
		assert_int_equal(rbuf_skip(&body, MSG_HEADER), 0);
		w->obs[p->id].messages++;
		if (h.type == MSG_UPDATE)
			observe_update(w, p->id, body);
		else
			observe_refresh(w, p->id, body);
	}
}

static inline uint32_t
attrs_with(struct world *w, int med)
{
	uint8_t v[4] = { 0, 0, (uint8_t)(med >> 8), (uint8_t)med };
	static const uint8_t pad[5000];
	uint8_t octets[6000];
	struct wbuf b;

	wbuf_fixed(&b, octets, sizeof(octets));
	attr_write(&b, ATTR_TRANSITIVE, ATTR_ORIGIN, "", 1);
	attr_write(&b, ATTR_OPTIONAL, ATTR_MED, v, 4);
	if (padding(med) > 0)
		attr_write(&b, ATTR_OPTIONAL | ATTR_TRANSITIVE,
		    ATTR_COMMUNITIES, pad, padding(med));
	return attrs_intern(w->rde.attrs, wbuf_view(&b));
}

static inline void
route_with(struct world *w, struct originate_route *r, int key, int med)
{
	struct nexthop nh = { 0 };

	memset(r, 0, sizeof(*r));
	r->nlri = nlri_of(key);
	r->attrs = attrs_with(w, med);
	r->self = med % 2 != 0;
	if (r->self)
		return;
	nh.global = addr_v4(0xc6336409);
	if (med % 4 != 0) {
		nh.global.af = ADDR_V6;
		nh.global.b[15] = 9;
	}
	r->nexthop = nexthops_intern(w->rde.nexthops, &nh,
	    rbuf_of(NULL, 0));
}

static inline void
route_done(struct world *w, struct originate_route *r)
{
	attrs_unref(w->rde.attrs, r->attrs);
	nexthops_unref(w->rde.nexthops, r->nexthop);
}

static inline const struct idset *
set_of(struct world *w, unsigned mask)
{
	uint16_t ids[PEERS + 1];
	size_t n = 0;
	unsigned i;

	for (i = 1; i <= PEERS; i++)
		if (mask >> i & 1)
			ids[n++] = (uint16_t)i;
	return idset_of(w->rde.idsets, ids, n);
}

/* --- a random world ------------------------------------------------------- */

static inline uint32_t
roll(struct world *w, uint32_t n)
{
	w->random = w->random * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(w->random >> 33) % n;
}

static inline void
run(unsigned passes)
{
	while (passes-- > 0)
		fake_run_pass();
}

static inline bool
is_one_each(unsigned id)
{
	return id == 3 || id == 4;
}

/* Neighbours 5 and 6 are reached over IPv6. */
static inline bool
over_ipv6(unsigned id)
{
	return id >= 5;
}

/* An odd MED has next-hop self, a multiple of four an IPv4 address. */
static inline bool
sendable(unsigned id, int key, int med)
{
	bool v6 = nlri_of(key).family == FAMILY_IPV6_UNICAST;

	if (padding(med) > 4096 && id != 6)
		return false;
	if (med % 2 != 0)
		return v6 == over_ipv6(id);
	return (med % 4 == 0) == !v6;
}

static inline void
peer_comes(struct world *w, unsigned id)
{
	struct conf_neighbor c = { .id = id, .remote_plen = 32,
	    .role = ROLE_UNSET,
	    .remote = addr_v4(0xc0000200 + id), .adj_rib_out = 1,
	    .group_updates = !is_one_each(id), .family_all = 1 };
	struct peer *p;

	snprintf(c.description, sizeof(c.description), "peer%u", id);
	p = peers_add(w->rde.peers, &c);
	update_out_peer_added(w->rde.out, p);
	originate_peer_added(w->rde.originate, p->id);
	w->present |= 1U << id;
}

static inline void
session_down(struct world *w, unsigned id)
{
	struct peer *p = peers_get(w->rde.peers, id);
	int k;

	p->up = false;
	update_out_down(w->rde.out, p);
	memset(&w->obs[id], 0, sizeof(w->obs[id]));
	for (k = 0; k < KEYS; k++)
		w->obs[id].v[k].med = NO_ROUTE;
}

static inline void
session_up(struct world *w, unsigned id)
{
	struct peer *p = peers_get(w->rde.peers, id);
	struct negotiated *n = &p->neg;

	session_down(w, id);
	memset(n, 0, sizeof(*n));
	n->local = addr_v4(0xc0000201);
	if (over_ipv6(id)) {
		n->local.af = ADDR_V6;
		n->local.b[15] = 1;
	}
	n->local_as = 64500;
	n->ebgp = id % 3 != 0;
	n->peer_as = n->ebgp ? 64496 + id : 64500;
	n->families = 1U << FAMILY_IPV4_UNICAST | 1U << FAMILY_IPV6_UNICAST;
	n->add_path_tx = has_add_path(id) ? n->families : 0;
	n->as4 = id != 2;
	n->refresh = 1;
	n->enhanced_refresh = id != 5;
	n->extended_tx = id == 6;
	p->up = true;
	p->gen++;
	update_out_up(w->rde.out, p);
}

static inline unsigned
mask_of(const struct idset *s)
{
	unsigned mask = 0;
	int id;

	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1))
		mask |= 1U << id;
	return mask;
}

static inline unsigned
random_selector(struct world *w, char *text, size_t size)
{
	unsigned mask = 0, i;
	size_t len = 0;

	text[0] = '\0';
	for (i = 1; i <= PEERS; i++) {
		if (roll(w, 3) != 0)
			continue;
		mask |= 1U << i;
		len += (size_t)snprintf(text + len, size - len, "%speer%u",
		    len == 0 ? "" : " , neighbor ", i);
	}
	return mask;
}

static inline bool
is_up(const struct world *w, unsigned id)
{
	return (w->present >> id & 1) && peers_get(w->rde.peers, id)->up;
}

static inline void
settle(struct world *w)
{
	unsigned id, i;

	for (i = 0; i < 50; i++) {
		fake_run_tasks();
		for (id = 1; id <= PEERS; id++) {
			if (!is_up(w, id) || w->obs[id].in_flight == 0)
				continue;
			update_out_credit(w->rde.out,
			    peers_get(w->rde.peers, id),
			    w->obs[id].in_flight);
			w->obs[id].in_flight = 0;
		}
	}
}

/* The engine of a world, nobody in it and nothing said. */
/* Nothing is configured yet, so that no End-of-RIB is due. */
static inline void
engine_new(struct world *w, out_sink *to)
{
	memset(w, 0, sizeof(*w));
	w->rde.loop = loop_new();
	w->rde.attrs = attrs_store_new();
	w->rde.nexthops = nexthops_new();
	w->rde.idsets = idset_store_new();
	w->rde.peers = peers_new();
	w->rde.rib_out = adj_rib_out_new(&w->rde);
	w->rde.out = update_out_new(&w->rde);
	w->rde.originate = originate_new(&w->rde);
	update_out_set_sink(w->rde.out, to, w);
}

static inline void
engine_begin(struct world *w, uint64_t seed, out_sink *to)
{
	engine_new(w, to);
	w->random = seed;
	w->rde.configured = true;
	update_out_loaded(w->rde.out);
}

/* Everybody is gone, and everything taken back: nothing is kept. */
/* In this order: the tables, then what they were made of. */
static inline void
engine_free_tables(struct world *w)
{
	originate_free(w->rde.originate);
	update_out_free(w->rde.out);
	adj_rib_out_free(w->rde.rib_out);
}

static inline void
engine_free_stores(struct world *w)
{
	attrs_store_free(w->rde.attrs);
	nexthops_free(w->rde.nexthops);
	idset_store_free(w->rde.idsets);
	peers_free(w->rde.peers);
	loop_free(w->rde.loop);
}

static inline void
engine_end(struct world *w)
{
	uint64_t count, bytes, refs;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++) {
		assert_int_equal(w->rde.rib_out->families[f].nets.used, 0);
		assert_int_equal(w->rde.rib_out->families[f].live, 0);
		assert_int_equal(w->rde.rib_out->families[f].dead, 0);
	}
	engine_free_tables(w);
	attrs_usage(w->rde.attrs, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	nexthops_usage(w->rde.nexthops, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	assert_true(idset_store_count(w->rde.idsets) <= 1);
	engine_free_stores(w);
}

#endif
