/* SPDX-License-Identifier: ISC */
/* The image: what is not whole, sealed and in range is refused. */
#include "conf_helper.h"
#include <sys/mman.h>

#include <fcntl.h>
#include <time.h>

static const char text[] =
    "listen 192.0.2.2; control { read user a; } process p { run x; }"
    NEIGHBOR("api { processes p; } static { route 10.0.0.0/8 next-hop "
    "192.0.2.1 med 5 name n; }");

static void
every_truncation_is_refused(void **state)
{
	struct conf_image img;
	struct parsed p;
	char why[128];
	size_t n;

	(void)state;
	parse(&p, text);
	assert_int_equal(p.errors, 0);
	for (n = 0; n < p.img.size; n++)
		assert_int_equal(conf_image_check(p.img.base, n, &img, why,
		    sizeof(why)), -1);
	assert_int_equal(conf_image_check(p.img.base, p.img.size, &img, why,
	    sizeof(why)), 0);
	parsed_free(&p);
}

/* A walk of whatever is accepted stays inside. */
static void
changed_octets_do_no_harm(void **state)
{
	unsigned seed = (unsigned)time(NULL), i, refused = 0;
	struct conf_image img;
	struct parsed p;
	struct rbuf body;
	uint8_t *copy;
	char why[128];
	size_t at;

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	parse(&p, text);
	copy = malloc(p.img.size);
	for (i = 0; i < 20000; i++) {
		memcpy(copy, p.img.base, p.img.size);
		copy[(size_t)rand() % p.img.size] = (uint8_t)rand();
		if (conf_image_check(copy, p.img.size, &img, why,
		    sizeof(why)) == -1) {
			refused++;
			continue;
		}
		at = 0;
		while (conf_image_next(&img, &at, &body) != 0)
			assert_true(body.p + body.left <=
			    copy + p.img.size);
	}
	assert_true(refused > 100);
	free(copy);
	parsed_free(&p);
}

static int
image_of(struct conf_route *r, const void *attrs, size_t alen)
{
	struct conf_writer *w = conf_writer_new();
	struct conf_neighbor n = { .id = 7, .remote = addr_v4(1),
	    .remote_plen = 32, .role = ROLE_UNSET };
	const uint16_t id = 7;
	struct conf_image img;
	char why[128];
	int fd, res;

	conf_writer_put(w, CONF_NEIGHBOR, &n, sizeof(n), NULL, 0);
	conf_writer_attrs(w, attrs, alen);
	conf_writer_targets(w, &id, 1);
	conf_writer_put(w, CONF_ROUTE, r, sizeof(*r), NULL, 0);
	fd = conf_writer_finish(w);
	res = conf_image_open(fd, &img, why, sizeof(why));
	if (res == 0)
		conf_image_close(&img);
	close(fd);
	conf_writer_free(w);
	return res;
}

static void
routes_are_checked(void **state)
{
	const struct conf_route good = { .attrs = 1, .targets = 1,
	    .af = ADDR_V4, .plen = 8, .prefix = { 10 }, .nexthop_kind = 1 };
	static const uint8_t origin[] = { 0x40, 1, 1, 0 };
	struct conf_route r = good;

	(void)state;
	assert_int_equal(image_of(&r, origin, 4), 0);
	assert_int_equal(image_of(&r, origin, 3), -1);
	r.attrs = 2;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.targets = 0;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.plen = 33;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.prefix[1] = 1;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.family = FAMILY_IPV6_UNICAST;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.family = FAMILY_MAX;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.nexthop_kind = 3;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.name_len = 1;
	assert_int_equal(image_of(&r, origin, 4), -1);
}

static void
must_be_sealed(void **state)
{
	struct conf_image img;
	struct parsed p;
	char why[128];
	int fd;

	(void)state;
	parse(&p, text);
	fd = memfd_create("x", MFD_ALLOW_SEALING);
	assert_int_equal(write(fd, p.img.base, p.img.size), p.img.size);
	assert_int_equal(conf_image_open(fd, &img, why, sizeof(why)), -1);
	assert_string_equal(why, "not a sealed image");
	assert_int_equal(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE |
	    F_SEAL_SHRINK), 0);
	assert_int_equal(conf_image_open(fd, &img, why, sizeof(why)), -1);
	assert_int_equal(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW), 0);
	assert_int_equal(conf_image_open(fd, &img, why, sizeof(why)), 0);
	conf_image_close(&img);
	close(fd);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(changed_octets_do_no_harm),
		cmocka_unit_test(routes_are_checked),
		cmocka_unit_test(must_be_sealed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
