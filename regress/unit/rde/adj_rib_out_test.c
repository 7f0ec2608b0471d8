/* SPDX-License-Identifier: ISC */
/*
 * Variants and cursors: what nobody may hold leaves silently,
 * what somebody holds leaves by a withdraw that only those who are up keep.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "adj_rib_out.h"
#include "attrs.h"
#include "nexthops.h"
#include "rde.h"
#include "rib_cursor.h"

static const enum family F = FAMILY_IPV4_UNICAST;

struct store {
	struct rde	rde;
	struct adj_rib_out *r;
	struct rib_family *rf;
	uint32_t	one, two, both;		/* targets */
	uint32_t	body[3];		/* 1, 2 */
	uint32_t	net;
};

static struct nlri
some_nlri(uint32_t path_id)
{
	return (struct nlri){ .family = F, .path_id = path_id,
	    .has_path_id = path_id != 0,
	    .prefix = { .af = ADDR_V4, .len = 24, .b = { 192, 0, 2 } } };
}

static void
store_init(struct store *s)
{
	static const uint8_t sets[2][4] = { { 0x40, 1, 1, 0 },
	    { 0x40, 1, 1, 2 } };
	struct nlri n = some_nlri(0);
	uint32_t attrs, i;

	memset(s, 0, sizeof(*s));
	s->rde.attrs = attrs_store_new();
	s->rde.nexthops = nexthops_new();
	s->rde.idsets = idset_store_new();
	s->r = s->rde.rib_out = adj_rib_out_new(&s->rde);
	s->rf = &s->r->families[F];
	s->one = targets_one(s->r->targets, 1);
	s->two = targets_one(s->r->targets, 2);
	s->both = targets_union(s->r->targets, s->one, s->two);
	for (i = 0; i < 2; i++) {
		attrs = attrs_intern(s->rde.attrs, rbuf_of(sets[i], 4));
		s->body[i + 1] = bodies_intern(s->r->bodies, attrs, 0, true,
		    0);
		attrs_unref(s->rde.attrs, attrs);
	}
	s->net = adj_rib_out_net(s->r, &n);
}

static void
store_free(struct store *s)
{
	adj_rib_out_free(s->r);
	attrs_store_free(s->rde.attrs);
	nexthops_free(s->rde.nexthops);
	idset_store_free(s->rde.idsets);
}

static bool
set(struct store *s, uint32_t targets, unsigned body)
{
	return adj_rib_out_set(s->r, F, s->net, targets, s->body[body]);
}

/* Passes everything; how many variants were there for this one. */
static unsigned
pass_all(struct store *s, struct rib_cursor *c)
{
	uint32_t x;
	unsigned n = 0;

	while ((x = rib_cursor_next(s->rf, c->node)) != 0) {
		n += targets_has(s->r->targets,
		    rib_variant_at(s->rf, x)->targets, c->id);
		rib_cursor_pass(s->rf, c, x);
		if (rib_variant_at(s->rf, x)->body == 0)
			adj_rib_out_told(s->r, F, x, c->id);
	}
	return n;
}

static void
silent_removal(void **state)
{
	struct rib_cursor *c;
	struct store s;

	(void)state;
	store_init(&s);
	c = rib_cursor_up(s.r, F, 1);
	assert_true(set(&s, s.one, 1));
	assert_int_equal(s.rf->live, 1);
	/* Not reached: nothing to tell. */
	assert_false(set(&s, s.one, 0));
	assert_int_equal(s.rf->live + s.rf->dead, 0);
	/* The same again says nothing; something else replaces in place. */
	assert_true(set(&s, s.one, 1));
	assert_false(set(&s, s.one, 1));
	assert_true(set(&s, s.one, 2));
	assert_int_equal(s.rf->live, 1);
	assert_int_equal(pass_all(&s, c), 1);
	/* Held: a withdraw, until it was told. */
	assert_true(set(&s, s.one, 0));
	assert_int_equal(s.rf->dead, 1);
	assert_int_equal(pass_all(&s, c), 1);
	assert_int_equal(s.rf->dead, 0);
	assert_int_equal(s.rf->nets.used, 0);
	store_free(&s);
}

/* Announced, then replaced unseen, then gone: the first one is held. */
static void
what_was_replaced(void **state)
{
	struct rib_cursor *c;
	struct store s;

	(void)state;
	store_init(&s);
	c = rib_cursor_up(s.r, F, 1);
	set(&s, s.one, 1);
	pass_all(&s, c);
	set(&s, s.one, 2);
	assert_true(set(&s, s.one, 0));
	assert_int_equal(s.rf->dead, 1);
	/* A new session holds nothing of that. */
	rib_cursor_down(s.r, F, 1);
	c = rib_cursor_up(s.r, F, 1);
	assert_int_equal(rib_cursor_next(s.rf, c->node) == 0, false);
	assert_false(adj_rib_out_replaces(rib_variant_at(s.rf,
	    rib_cursor_next(s.rf, c->node)), c));
	pass_all(&s, c);
	assert_int_equal(s.rf->dead, 0);
	store_free(&s);
}

static void
only_the_up_keep_withdraws(void **state)
{
	struct rib_cursor *c, *d;
	struct store s;

	(void)state;
	store_init(&s);
	c = rib_cursor_up(s.r, F, 1);
	d = rib_cursor_up(s.r, F, 2);
	set(&s, s.both, 1);
	pass_all(&s, c);
	pass_all(&s, d);
	/* Each has its own: they partition the neighbours. */
	set(&s, s.two, 2);
	assert_int_equal(s.rf->live, 2);
	pass_all(&s, d);
	set(&s, s.both, 0);
	assert_int_equal(s.rf->dead, 1);
	pass_all(&s, c);
	assert_int_equal(s.rf->dead, 1);
	rib_cursor_down(s.r, F, 2);
	while (rib_cursor_gc(s.r, F))
		;
	assert_int_equal(s.rf->dead, 0);
	assert_int_equal(s.rf->nets.used, 0);
	store_free(&s);
}

/* Who is away joins what says the same. */
static void
away(void **state)
{
	struct rib_cursor *c;
	struct store s;

	(void)state;
	store_init(&s);
	c = rib_cursor_up(s.r, F, 1);
	set(&s, s.one, 1);
	pass_all(&s, c);
	set(&s, s.two, 1);
	assert_int_equal(s.rf->live, 1);
	assert_int_equal(rib_cursor_next(s.rf, c->node), 0);
	c = rib_cursor_up(s.r, F, 2);
	assert_int_equal(pass_all(&s, c), 1);
	assert_ptr_equal(rib_cursor_slowest(s.rf) == NULL, false);
	store_free(&s);
}

static void
newest_path(void **state)
{
	struct nlri n = some_nlri(7);
	struct rib_cursor *c;
	struct store s;
	uint32_t other, first;

	(void)state;
	store_init(&s);
	c = rib_cursor_up(s.r, F, 1);
	set(&s, s.one, 1);
	first = rib_net_at(s.rf, s.net)->variants;
	other = adj_rib_out_net(s.r, &n);
	assert_int_not_equal(other, s.net);
	assert_int_equal(adj_rib_out_find(s.r, &n), other);
	adj_rib_out_set(s.r, F, other, s.one, s.body[2]);
	assert_int_equal(adj_rib_out_newest(s.r, F,
	    rib_net_at(s.rf, s.net), c, s.rf->seq),
	    rib_net_at(s.rf, other)->variants);
	assert_int_equal(adj_rib_out_newest(s.r, F,
	    rib_net_at(s.rf, s.net), c, 1), first);
	adj_rib_out_unsent(s.rf, c, first);
	assert_int_equal(adj_rib_out_newest(s.r, F,
	    rib_net_at(s.rf, s.net), c, 1), 0);
	store_free(&s);
}

static void
forgive(void **state)
{
	struct rib_cursor *c;
	struct store s;

	(void)state;
	store_init(&s);
	c = rib_cursor_up(s.r, F, 1);
	set(&s, s.one, 1);
	pass_all(&s, c);
	set(&s, s.one, 0);
	assert_int_equal(rib_cursor_forgive(s.r, F, 1), 1);
	assert_int_equal(s.rf->dead, 0);
	assert_int_equal(rib_cursor_next(s.rf, c->node), 0);
	store_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silent_removal),
		cmocka_unit_test(what_was_replaced),
		cmocka_unit_test(only_the_up_keep_withdraws),
		cmocka_unit_test(away),
		cmocka_unit_test(newest_path),
		cmocka_unit_test(forgive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
