/* SPDX-License-Identifier: ISC */
/* The image: what is not whole, sealed and in range is refused. */
#include "common/seed.h"
#include "conf_helper.h"
#include <sys/mman.h>

#include <fcntl.h>

static const char text[] =
    "listen 192.0.2.2; control { read user a; } process p { run x; }"
    NEIGHBOR("api { processes p; } static { route 10.0.0.0/8 next-hop "
    "192.0.2.1 med 5 name n; }");

/* The whole of it, as the route engine has it. */
static int
check(const void *base, size_t size, struct conf_image *img)
{
	char why[128];

	if (conf_image_of(base, size, img, why, sizeof(why)) == -1)
		return -1;
	return conf_image_check_routes(img, why, sizeof(why));
}

static void
every_truncation_is_refused(void **state)
{
	struct conf_image img;
	struct parsed p;
	size_t n;

	(void)state;
	parse(&p, text);
	assert_int_equal(p.errors, 0);
	for (n = 0; n < p.img.size; n++)
		assert_int_equal(check(p.img.base, n, &img), -1);
	assert_int_equal(check(p.img.base, p.img.size, &img), 0);
	parsed_free(&p);
}

/* A walk of whatever is accepted stays inside. */
static void
changed_octets_do_no_harm(void **state)
{
	unsigned i, refused = 0;
	struct conf_image img;
	struct parsed p;
	struct rbuf body;
	uint8_t *copy;
	size_t at;

	(void)state;
	seed_random();
	parse(&p, text);
	copy = malloc(p.img.size);
	for (i = 0; i < 20000; i++) {
		memcpy(copy, p.img.base, p.img.size);
		copy[(size_t)rand() % p.img.size] = (uint8_t)rand();
		if (check(copy, p.img.size, &img) == -1) {
			refused++;
			continue;
		}
		at = 0;
		while (conf_image_next(&img, &at, &body) != 0)
			assert_true(body.p + body.left <=
			    copy + p.img.size);
		at = 0;
		while (conf_image_next_route(&img, &at, &body) != 0)
			assert_true(body.p + body.left <=
			    copy + img.base_at);
	}
	assert_true(refused > 100);
	free(copy);
	parsed_free(&p);
}

/* The base is good on its own: nobody who wants it alone sees the routes. */
static void
the_base_stands_alone(void **state)
{
	struct conf_image img;
	struct parsed p;
	struct rbuf body;
	uint8_t *copy;
	size_t at = 0;
	char why[128];
	int type;

	(void)state;
	parse(&p, text);
	copy = malloc(p.img.size);
	memcpy(copy, p.img.base, p.img.size);
	memset(copy + sizeof(struct conf_image_header), 0xff,
	    p.img.base_at - sizeof(struct conf_image_header));
	assert_int_equal(conf_image_of(copy, p.img.size, &img, why,
	    sizeof(why)), 0);
	assert_int_equal(check(copy, p.img.size, &img), -1);
	while ((type = conf_image_next(&img, &at, &body)) != 0)
		assert_true(type != CONF_ATTRS && type != CONF_TARGETS &&
		    type != CONF_ROUTE);
	free(copy);
	parsed_free(&p);
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
		cmocka_unit_test(the_base_stands_alone),
		cmocka_unit_test(must_be_sealed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
