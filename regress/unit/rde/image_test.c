/* SPDX-License-Identifier: ISC */
/* An image is checked, read record by record, and gives all back. */
#include "rig.h"

#include "image.h"
#include "image_file.h"

enum { MANY = 10000 };

static const struct addr self;

static uint64_t
attribute_sets(const struct rig *r)
{
	uint64_t count, bytes, refs;

	attrs_usage(r->rde.attrs, &count, &bytes, &refs);
	return count;
}

static void
check(struct image *i)
{
	char why[128];
	int res;

	while ((res = image_check(i, why, sizeof(why))) == 1)
		;
	assert_int_equal(res, 0);
}

static void
ranges_stand_for_their_neighbours(void **state)
{
	struct conf_neighbor n = rig_conf(1), range = rig_conf(2);
	const uint16_t both[] = { 1, 2 }, one[] = { 1 };
	struct conf_writer *w = image_file();
	const struct idset *targets = NULL;
	struct nlri v = image_file_nlri(7);
	struct addr nh = addr_v4(0xc0000263);
	struct originate_route r;
	struct image *i;
	char why[128];
	struct rig rig;

	(void)state;
	rig_init(&rig);
	range.remote_plen = 24;
	range.clone_first = 10;
	range.clones = 3;
	image_file_neighbor(w, &n);
	image_file_neighbor(w, &range);
	image_file_route(w, conf_writer_targets(w, both, 2),
	    image_file_med(w, 5), &v, &self, "dog");
	image_file_route(w, conf_writer_targets(w, one, 1),
	    image_file_med(w, 5), &v, &nh, "");
	i = image_open(&rig.rde, image_file_end(w), why, sizeof(why));
	check(i);
	assert_true(image_neighbor(i, &n));
	assert_true(image_neighbor(i, &n));
	assert_int_equal(n.clones, 3);
	assert_false(image_neighbor(i, &n));
	assert_int_equal(image_route(i, &r, &targets), IMAGE_SET);
	assert_int_equal(image_route(i, &r, &targets), IMAGE_SET);
	assert_int_equal(image_route(i, &r, &targets), IMAGE_ROUTE);
	assert_int_equal(idset_count(targets), 5);
	assert_true(idset_has(targets, 12));
	assert_true(r.self);
	assert_string_equal(r.watchdog, "dog");
	assert_null(r.name);
	assert_memory_equal(&r.nlri.prefix, &v.prefix, sizeof(v.prefix));
	assert_int_equal(image_route(i, &r, &targets), IMAGE_SET);
	assert_int_equal(image_route(i, &r, &targets), IMAGE_ROUTE);
	assert_int_equal(idset_count(targets), 1);
	assert_false(r.self);
	assert_int_not_equal(r.nexthop, 0);
	assert_int_equal(image_route(i, &r, &targets), IMAGE_END);
	assert_int_equal(attribute_sets(&rig), 1);
	image_free(i);
	assert_int_equal(attribute_sets(&rig), 0);
	rig_free(&rig);
}

static void
is_closed_in_steps(void **state)
{
	struct conf_neighbor n = rig_conf(1);
	const uint16_t ids[] = { 1 };
	struct conf_writer *w = image_file();
	const struct idset *targets;
	struct originate_route r;
	unsigned k, steps = 1;
	struct image *i;
	struct nlri v;
	char why[128];
	struct rig rig;

	(void)state;
	rig_init(&rig);
	image_file_neighbor(w, &n);
	for (k = 0; k < MANY; k++) {
		v = image_file_nlri(k);
		image_file_route(w, conf_writer_targets(w, ids, 1),
		    image_file_med(w, k), &v, &self, "");
	}
	i = image_open(&rig.rde, image_file_end(w), why, sizeof(why));
	check(i);
	while (image_neighbor(i, &n))
		;
	while (image_route(i, &r, &targets) != IMAGE_END)
		;
	assert_int_equal(attribute_sets(&rig), MANY);
	while (image_close(i))
		steps++;
	assert_in_range(steps, 2, 10);
	assert_int_equal(attribute_sets(&rig), 0);
	rig_free(&rig);
}

static void
nonsense_is_refused(void **state)
{
	struct conf_writer *w = image_file();
	struct nlri v = image_file_nlri(1);
	char why[128] = "";
	struct image *i;
	struct rig rig;
	int fd[2], res;

	(void)state;
	rig_init(&rig);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	close(fd[1]);
	assert_null(image_open(&rig.rde, fd[0], why, sizeof(why)));
	assert_string_not_equal(why, "");
	/* Targets that were never said. */
	image_file_route(w, 3, image_file_med(w, 5), &v, &self, "");
	i = image_open(&rig.rde, image_file_end(w), why, sizeof(why));
	assert_non_null(i);
	while ((res = image_check(i, why, sizeof(why))) == 1)
		;
	assert_int_equal(res, -1);
	image_free(i);
	rig_free(&rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_stand_for_their_neighbours),
		cmocka_unit_test(is_closed_in_steps),
		cmocka_unit_test(nonsense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
