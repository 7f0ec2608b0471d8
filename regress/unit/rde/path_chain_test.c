/* SPDX-License-Identifier: ISC */
/*
 * Chains against a plain model: any order of puts and removals of several
 * neighbours, some with many path ids, and what a reader sees.
 */
#include "common/seed.h"
#include "rig.h"

#include <stdio.h>

#include "path_chain.h"

enum { PEERS = 4, IDS = 300, STEPS = 60000 };

static uint32_t seed;

static uint32_t
rnd(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

static void
put(struct path_chains *c, uint32_t *head, uint16_t peer, uint32_t id)
{
	struct path_place w;
	const struct path *x;

	path_chain_find(c, head, peer, id, &w);
	assert_null(w.path);
	x = path_chain_put(c, &w, peer, id);
	assert_int_equal(x->peer, peer);
	assert_int_equal(x->path_id, id);
}

static void
take(struct path_chains *c, uint32_t *head, uint16_t peer, uint32_t id)
{
	struct path_place w;

	path_chain_find(c, head, peer, id, &w);
	assert_non_null(w.path);
	assert_int_equal(w.path->peer, peer);
	assert_int_equal(w.path->path_id, id);
	if (path_chain_is_one(c, *head)) {
		path_chain_release(c, *head);
		*head = 0;
	} else
		path_chain_remove(c, &w);
}

/* In order, each once, and nothing else. */
static void
compare(const struct path_chains *c, uint32_t head,
    bool in[PEERS][IDS])
{
	const struct path *x = path_chain_at(c, head), *y;
	struct path_place w;
	uint32_t i, n;
	uint16_t p;

	for (p = 0; p < PEERS; p++) {
		for (n = i = 0; i < IDS; i++)
			n += in[p][i];
		path_chain_find(c, &head, p, IDS / 2, &w);
		assert_int_equal(w.count, n);
		assert_int_equal(w.path != NULL, in[p][IDS / 2]);
		y = path_chain_at(c, path_chain_seek(c, head, p, IDS / 2));
		for (i = 0; i < IDS; i++) {
			if (!in[p][i])
				continue;
			assert_non_null(x);
			assert_int_equal(x->peer, p);
			assert_int_equal(x->path_id, i);
			if (i >= IDS / 2 && y != NULL) {
				assert_ptr_equal(x, y);
				y = NULL;
			}
			x = path_chain_at(c, x->next);
		}
	}
	assert_null(x);
}

static void
is_as_a_plain_list(void **state)
{
	static bool in[PEERS][IDS];
	struct path_chains c;
	uint32_t head = 0, step, i, most;
	uint16_t p;

	(void)state;
	seed = seed_pick();
	path_chains_init(&c);
	for (step = 0; step < STEPS; step++) {
		p = (uint16_t)(rnd() % PEERS);
		/* The first few have few; it grows, shrinks and grows. */
		most = p == 0 ? 3 : p == 1 ? 20 :
		    step / (STEPS / 4) % 2 == 0 ? IDS : 12;
		i = rnd() % IDS;
		if (in[p][i])
			take(&c, &head, p, i);
		else if (i < most)
			put(&c, &head, p, i);
		else
			continue;
		in[p][i] = !in[p][i];
		if (step % 64 == 0)
			compare(&c, head, in);
	}
	compare(&c, head, in);
	for (p = 0; p < PEERS; p++)
		for (i = 0; i < IDS; i++)
			if (in[p][i])
				take(&c, &head, p, i);
	assert_int_equal(head, 0);
	assert_int_equal(c.paths.used, 0);
	assert_int_equal(c.runs.used, 0);
	assert_int_equal(c.bytes, 0);
	path_chains_free(&c);
}

/* Bounded memory, and none left, also when a chain is not taken down. */
static void
gives_indices_back(void **state)
{
	struct path_chains c;
	uint32_t head = 0, i;
	uint64_t before;

	(void)state;
	path_chains_init(&c);
	put(&c, &head, 1, 0);
	before = path_chains_bytes(&c);
	for (i = 1; i < IDS; i++)
		put(&c, &head, 1, i);
	assert_int_equal(c.runs.used, 1);
	assert_true(path_chains_bytes(&c) > before);
	path_chains_free(&c);
	assert_int_equal(path_chains_bytes(&c), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_as_a_plain_list),
		cmocka_unit_test(gives_indices_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
