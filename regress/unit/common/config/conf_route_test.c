/* SPDX-License-Identifier: ISC */
/* Packed routes: what went in comes out; what is cut short does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/conf_record.h"
#include "config/conf_route.h"

static size_t
whole(const struct conf_route *r, const char *name, const char *watchdog,
    uint8_t *out)
{
	size_t n = conf_varint_put(out, r->targets);

	return n + conf_route_pack(r, name, watchdog, out + n);
}

static void
comes_back(const struct conf_route *r, const char *name,
    const char *watchdog, size_t most)
{
	uint8_t buf[CONF_PACKED_MAX + CONF_VARINT_MAX];
	size_t n = whole(r, name, watchdog, buf), i;
	struct rbuf b = rbuf_of(buf, n);
	struct conf_route got;

	assert_true(n <= most);
	assert_int_equal(conf_route_unpack(&b, &got), 0);
	assert_memory_equal(&got, r, sizeof(got));
	assert_int_equal(b.left, strlen(name) + strlen(watchdog));
	assert_memory_equal(b.p, name, strlen(name));
	assert_memory_equal(b.p + strlen(name), watchdog, strlen(watchdog));
	for (i = 0; i < n; i++) {
		b = rbuf_of(buf, i);
		assert_int_equal(conf_route_unpack(&b, &got), -1);
		assert_int_equal(b.left, i);
	}
}

static void
routes_come_back(void **state)
{
	struct conf_route r;

	(void)state;
	memset(&r, 0, sizeof(r));
	r.attrs = 3;
	r.targets = 1;
	r.family = FAMILY_IPV4_UNICAST;
	r.af = ADDR_V4;
	r.plen = 24;
	memcpy(r.prefix, "\x0a\x01\x02", 3);
	r.nexthop_kind = CONF_NEXTHOP_ADDR;
	r.nexthop_af = ADDR_V4;
	memcpy(r.nexthop, "\xc0\0\2\1", 4);
	comes_back(&r, "", "", 13);
	r.nexthop_af = ADDR_V6;
	memset(r.nexthop, 0x20, 16);
	comes_back(&r, "", "", 25);
	r.has_path_id = 1;
	r.path_id = UINT32_MAX;
	r.withdrawn = 1;
	r.prepend_self = 4;
	r.attrs = UINT32_MAX;
	r.targets = 70000;
	r.family = FAMILY_IPV6_UNICAST;
	r.af = ADDR_V6;
	r.plen = 128;
	memset(r.prefix, 0xff, 16);
	r.name_len = 1;
	r.watchdog_len = 3;
	comes_back(&r, "n", "dog", CONF_PACKED_MAX);
}

static void
octets_of_a_next_hop_come_back(void **state)
{
	uint8_t buf[CONF_PACKED_MAX + CONF_VARINT_MAX], octets[255];
	struct conf_route r = { .attrs = 1, .targets = 1,
	    .family = FAMILY_IPV4_RTC, .key = rbuf_of(octets, 1),
	    .nexthop_kind = CONF_NEXTHOP_OCTETS,
	    .nexthop_octets = rbuf_of(octets, sizeof(octets)) }, got;
	struct rbuf b;
	size_t n;

	(void)state;
	memset(octets, 0xa5, sizeof(octets));
	n = conf_varint_put(buf, r.targets);
	n += conf_route_pack(&r, "", "", buf + n);
	b = rbuf_of(buf, n);
	assert_int_equal(conf_route_unpack(&b, &got), 0);
	assert_int_equal(b.left, 0);
	assert_int_equal(got.nexthop_kind, CONF_NEXTHOP_OCTETS);
	assert_int_equal(got.nexthop_octets.left, sizeof(octets));
	assert_memory_equal(got.nexthop_octets.p, octets, sizeof(octets));
	b = rbuf_of(buf, n - 1);
	assert_int_equal(conf_route_unpack(&b, &got), -1);
	r.nexthop_octets.left = 0;	/* then it is none */
	n = conf_varint_put(buf, r.targets);
	n += conf_route_pack(&r, "", "", buf + n);
	b = rbuf_of(buf, n);
	assert_int_equal(conf_route_unpack(&b, &got), -1);
}

static void
nonsense_is_refused(void **state)
{
	uint8_t buf[CONF_PACKED_MAX + CONF_VARINT_MAX];
	struct conf_route r, got;
	struct rbuf b;
	size_t n;

	(void)state;
	memset(&r, 0, sizeof(r));
	r.family = FAMILY_IPV4_UNICAST;
	n = whole(&r, "", "", buf);
	b = rbuf_of(buf, n);
	assert_int_equal(conf_route_unpack(&b, &got), 0);
	buf[1] = 0x80;		/* a bit without meaning */
	b = rbuf_of(buf, n);
	assert_int_equal(conf_route_unpack(&b, &got), -1);
	buf[1] = 0x10;		/* a version 6 next hop that is not there */
	b = rbuf_of(buf, n);
	assert_int_equal(conf_route_unpack(&b, &got), -1);
	r.plen = 33;
	n = whole(&r, "", "", buf);
	b = rbuf_of(buf, n);
	assert_int_equal(conf_route_unpack(&b, &got), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(routes_come_back),
		cmocka_unit_test(octets_of_a_next_hop_come_back),
		cmocka_unit_test(nonsense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
