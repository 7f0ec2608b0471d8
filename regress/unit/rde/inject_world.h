/* SPDX-License-Identifier: ISC */
/*
 * For tests of the injection log: engines with a few neighbours and a log,
 * random commands, and a text of all that is injected, to compare.
 */
#ifndef RDE_INJECT_WORLD_H
#define RDE_INJECT_WORLD_H

#include <sys/mman.h>
#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "fake/fake.h"
#include "inject_log.h"
#include "inject_replay.h"
#include "ipc/control.h"
#include "lease.h"
#include "network.h"
#include "nexthops.h"
#include "originate.h"
#include "originate_job.h"
#include "originate_peers.h"
#include "originate_store.h"
#include "peer.h"
#include "update_out.h"

enum { NEIGHBORS = 5, TEXT_MAX = 256 * 1024 };

/* The fake one is one for all. */
static struct loop *loop;
static const struct link_table nothing = { NULL, 0 };

static void
link_ended(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static void
add_neighbor(struct rde *r, unsigned id)
{
	struct conf_neighbor c = { .id = (uint16_t)id, .remote_plen = 32,
	    .role = ROLE_UNSET,
	    .remote = addr_v4(0xc0000200 + id), .group_updates = 1,
	    .nfamilies = 1, .families = { FAMILY_IPV4_UNICAST } };
	struct peer *p;

	snprintf(c.description, sizeof(c.description), "n%u", id % 2);
	p = peers_add(r->peers, &c);
	update_out_peer_added(r->out, p);
	originate_peer_added(r->originate, p->id);
}

static void
remove_neighbor(struct rde *r, struct peer *p)
{
	originate_peer_removed(r->originate, p->id);
	update_out_peer_removed(r->out, p);
	peers_remove(r->peers, p->id);
}

/* present: a bit per neighbour.  It has the file, and has not read it. */
static inline struct rde *
engine_begin(unsigned present, int file)
{
	struct rde *r = xcalloc(1, sizeof(*r));
	unsigned id;
	int fd[2];

	if (loop == NULL)
		loop = loop_new();
	r->loop = loop;
	r->attrs = attrs_store_new();
	r->nexthops = nexthops_new();
	r->idsets = idset_store_new();
	r->peers = peers_new();
	r->rib_out = adj_rib_out_new(r);
	r->out = update_out_new(r);
	r->originate = originate_new(r);
	r->log = inject_log_new(r);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	close(fd[1]);
	r->parent = link_new(r->loop, fd[0], &nothing, link_ended, r, 0);
	for (id = 1; id <= NEIGHBORS; id++)
		if (present >> id & 1)
			add_neighbor(r, id);
	inject_log_file(r->log, dup(file));
	return r;
}

/* What is said to neighbours is what some entry says. */
static inline void
nothing_is_left_over(const struct rde *r)
{
	const struct rib_family *rf =
	    &r->rib_out->families[FAMILY_IPV4_UNICAST];
	uint32_t x;

	for (x = rf->head; x != 0; x = rib_variant_at(rf, x)->next)
		assert_true(rib_variant_at(rf, x)->body == 0 ||
		    rib_net_at(rf, rib_variant_at(rf, x)->net)->origin != 0);
}

/* present: a bit per neighbour.  It replays what file holds. */
static inline struct rde *
engine_new(unsigned present, int file)
{
	struct rde *r = engine_begin(present, file);
	struct inject_replay *replay;

	/* In slices as short as they get, and with what runs between them. */
	replay = inject_replay_new(r);
	while (inject_replay_run(replay, clock_now()))
		fake_run_tasks();
	inject_replay_free(replay);
	r->configured = true;
	fake_run_tasks();
	nothing_is_left_over(r);
	return r;
}

static inline void
engine_free(struct rde *r)
{
	struct peer *p;

	while ((p = peers_next(r->peers, 0)) != NULL)
		remove_neighbor(r, p);
	inject_log_free(r->log);
	originate_free(r->originate);
	update_out_free(r->out);
	adj_rib_out_free(r->rib_out);
	attrs_store_free(r->attrs);
	nexthops_free(r->nexthops);
	idset_store_free(r->idsets);
	peers_free(r->peers);
	link_free(r->parent);
	free(r);
}

static inline void
command_of(struct rde *r, const char *program, uint8_t op, const char *text)
{
	const struct network_who who = { .op = op,
	    .source = program == NULL ? CTL_SRC_BGPCTL : CTL_SRC_PROGRAM,
	    .owner = program == NULL ? "tester" : program };
	enum ctl_code code;
	struct network *q;
	char why[1024];

	q = network_new(r, &who, text, strlen(text), &code, why,
	    sizeof(why));
	while (q != NULL && !network_run(q, clock_now()))
		;
	network_free(q);
}

static inline void
command(struct rde *r, uint8_t op, const char *text)
{
	command_of(r, NULL, op, text);
}

/* --- a text of everything ------------------------------------------------- */

static inline void
text_set(struct wbuf *w, const struct originate *o, uint32_t t)
{
	const struct idset *s = targets_set(o->targets, t);
	int id;

	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1))
		wbuf_printf(w, " %d", id);
}

static inline void
text_entry(struct wbuf *w, const struct originate *o, const struct entry *e)
{
	const struct extra *t = extra_at(o, e->extra);
	static const struct body none;
	const struct body *b = e->flags & ENTRY_NEGATIVE ? &none :
	    bodies_get(o->rib->bodies, e->body);

	wbuf_printf(w, " source %u flags %u for", e->source, e->flags);
	text_set(w, o, e->targets);
	wbuf_printf(w, " not");
	text_set(w, o, t->excluded);
	wbuf_printf(w, " selector '%s' by %s '%s' until %lld self %u ",
	    names_get(o->names, t->selector), names_get(o->names, t->owner),
	    names_get(o->names, t->reason), (e->flags & ENTRY_LEASED) ?
	    (long long)leases_end(o->leases, e->extra) : 0, b->self);
	attr_set_print(w, attrs_octets(o->rde->attrs, b->attrs));
	wbuf_printf(w, "\n");
}

static inline char *
text_of_all(struct rde *r)
{
	const struct originate *o = r->originate;
	const struct rib_family *rf = &o->rib->families[FAMILY_IPV4_UNICAST];
	struct net_item v[64];
	struct nlri n;
	struct wbuf w;
	uint32_t net, x;
	size_t got, i;

	wbuf_growable(&w, TEXT_MAX);
	got = net_table_walk(rf->table, NULL, NULL, v, 64);
	for (i = 0; i < got; i++)
		for (net = v[i].value; net != 0;
		    net = rib_net_at(rf, net)->next)
			for (x = rib_net_at(rf, net)->origin; x != 0;
			    x = entry_at(o, x)->next) {
				adj_rib_out_nlri(rf, net, &n);
				nlri_print(&w, &n);
				text_entry(&w, o, entry_at(o, x));
			}
	wbuf_u8(&w, 0);
	assert_false(w.failed);
	return (char *)w.p;
}

static inline void
same(struct rde *a, struct rde *b)
{
	char *x = text_of_all(a), *y = text_of_all(b);
	size_t n = 0, line = 0;

	for (; x[n] == y[n] && x[n] != '\0'; n++)
		if (x[n] == '\n')
			line = n + 1;
	if (x[n] != y[n])
		fail_msg("there is: %.*s\nnot %.*s",
		    (int)strcspn(x + line, "\n"), x + line,
		    (int)strcspn(y + line, "\n"), y + line);
	assert_int_equal(a->originate->injected, b->originate->injected);
	free(x);
	free(y);
}

/* --- random commands ------------------------------------------------------ */

static inline unsigned
pick(uint64_t *state, unsigned n)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (unsigned)(*state % n);
}

static inline const char *
random_selector(uint64_t *s, char *buf, size_t size)
{
	switch (pick(s, 4)) {
	case 0:
		snprintf(buf, size, " neighbor 192.0.2.%u",
		    1 + pick(s, NEIGHBORS));
		break;
	case 1:
		snprintf(buf, size, " neighbor n%u", pick(s, 2));
		break;
	default:
		buf[0] = '\0';
		break;
	}
	return buf;
}

static inline void
random_step(struct rde *r, uint64_t *s, unsigned *present)
{
	static const char *const programs[] = { NULL, "alpha", "beta" };
	const char *program = programs[pick(s, 3)];
	char text[256], selector[64], lease[32] = "";
	unsigned id, x = pick(s, 8);

	random_selector(s, selector, sizeof(selector));
	switch (pick(s, 16)) {
	case 0:
		id = 1 + pick(s, NEIGHBORS);
		if (*present >> id & 1)
			remove_neighbor(r, peers_get(r->peers, id));
		else
			add_neighbor(r, id);
		*present ^= 1U << id;
		break;
	case 1:
		fake_advance(pick(s, 1500));
		break;
	case 2:
	case 3:
	case 4:
		snprintf(text, sizeof(text), "198.51.%u.0/24%s", x, selector);
		command(r, CTL_NET_DELETE, text);
		break;
	case 5:
		if (pick(s, 20) == 0)
			(void)originate_flush(r->originate,
			    families_all(), NULL, NULL);
		else if (pick(s, 10) == 0)
			(void)originate_flush_program(r->originate,
			    program == NULL ? "alpha" : program,
			    UINT32_MAX, NULL, NULL);
		else if (program != NULL) {
			snprintf(text, sizeof(text), "198.51.%u.0/24%s", x,
			    selector);
			command_of(r, program, CTL_NET_WITHDRAW, text);
		}
		break;
	default:
		if (pick(s, 3) == 0)
			snprintf(lease, sizeof(lease), " for %us",
			    1 + pick(s, 9));
		snprintf(text, sizeof(text), "198.51.%u.0/24 med %u "
		    "nexthop 192.0.2.%u%s%s%s", x, pick(s, 1500),
		    pick(s, 3) + 1, lease, pick(s, 2) ? "" :
		    " reason \"because\"", selector);
		command_of(r, program, CTL_NET_ADD, text);
		break;
	}
	if (pick(s, 2))
		fake_run_pass();
}

#endif
