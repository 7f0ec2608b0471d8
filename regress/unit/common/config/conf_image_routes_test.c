/* SPDX-License-Identifier: ISC */
/* The routes of an image: what is out of range is refused, in steps too. */
#include "conf_helper.h"

static int
image_of(const struct conf_route *r, const void *attrs, size_t alen)
{
	struct conf_writer *w = conf_writer_new();
	struct conf_neighbor n = { .id = 7, .remote = addr_v4(1),
	    .remote_plen = 32, .role = ROLE_UNSET };
	uint8_t packed[CONF_PACKED_MAX];
	const uint16_t id = 7;
	struct conf_image img;
	char why[128];
	int fd, res;

	conf_writer_put(w, CONF_NEIGHBOR, &n, sizeof(n));
	conf_writer_attrs(w, attrs, alen);
	conf_writer_targets(w, &id, 1);
	conf_writer_route(w, r->targets, packed, conf_route_pack(r, "n", "",
	    packed));
	fd = conf_writer_finish(w);
	assert_int_equal(conf_image_open(fd, &img, why, sizeof(why)), 0);
	res = conf_image_check_routes(&img, why, sizeof(why));
	conf_image_close(&img);
	close(fd);
	conf_writer_free(w);
	return res;
}

static void
routes_are_checked(void **state)
{
	const struct conf_route good = { .attrs = 1, .targets = 1,
	    .plen = 8, .prefix = { 10 }, .nexthop_kind = 1 };
	static const uint8_t origin[] = { 0x40, 1, 1, 0 };
	struct conf_route r = good;

	(void)state;
	assert_int_equal(image_of(&r, origin, 4), 0);
	assert_int_equal(image_of(&r, origin, 3), -1);
	r.name_len = 1;
	assert_int_equal(image_of(&r, origin, 4), 0);
	r = good;
	r.attrs = 2;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.targets = 0;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.targets = 2;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.plen = 33;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.prefix[0] = 11;
	r.plen = 7;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.family = FAMILY_MAX;
	assert_int_equal(image_of(&r, origin, 4), -1);
	r = good;
	r.nexthop_kind = CONF_NEXTHOP_OCTETS;	/* of an IPv4 route */
	r.nexthop_octets = rbuf_of(r.prefix, 3);
	assert_int_equal(image_of(&r, origin, 4), -1);
}

/* Pages that were given back read the same again. */
static void
walks_in_steps(void **state)
{
	enum { N = 60000, RECORDS = N + 2 };
	struct conf_image_check *c;
	size_t at = 0, released = 0, len = 0;
	struct conf_route r;
	struct rbuf body;
	struct parsed p;
	const size_t size = N * 64 + 256;
	char *s, why[128];
	unsigned i, steps = 0;
	int res;

	(void)state;
	s = malloc(size);
	len += (size_t)snprintf(s, size, "neighbor 192.0.2.1 { local-address "
	    "192.0.2.2; local-as 64500; peer-as 64501; static {\n");
	for (i = 0; i < N; i++)
		len += (size_t)snprintf(s + len, size - len, "route "
		    "10.%u.%u.0/24 next-hop 192.0.2.1;\n", i >> 8, i & 255);
	snprintf(s + len, size - len, "} }\n");
	parse(&p, s);
	assert_int_equal(p.errors, 0);
	assert_int_equal(p.img.nroutes, N);
	/* what the compact form is for */
	assert_true(p.img.base_at < (size_t)N * 17);
	c = conf_image_check_new(&p.img);
	do {
		res = conf_image_check_step(c, 1000, &at, why, sizeof(why));
		conf_image_release(&p.img, &released, at);
		steps++;
	} while (res == 1);
	assert_int_equal(res, 0);
	assert_int_equal(steps, RECORDS / 1000 + 1);
	assert_true(released > 0 && released < at);
	conf_image_check_free(c);
	for (at = 0, i = 0; (res = conf_image_next_route(&p.img, &at,
	    &body)) != 0;) {
		if (res != CONF_ROUTE)
			continue;
		assert_int_equal(conf_route_unpack(&body, &r), 0);
		assert_int_equal(r.prefix[1] << 8 | r.prefix[2], i);
		i++;
	}
	assert_int_equal(i, N);
	free(s);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(routes_are_checked),
		cmocka_unit_test(walks_in_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
