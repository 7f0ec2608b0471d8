/* SPDX-License-Identifier: ISC */
/* NLRI of answers: what does not read is not so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/family.h"
#include "nlri_said.h"

static const uint8_t net[16] = { 192, 0, 2 };

static void
prefixes(void **state)
{
	struct nlri_said s = { .afi = 1, .safi = 1, .plen = 24, .prefix = net };
	uint8_t buf[64];
	struct wbuf w;

	(void)state;
	assert_true(nlri_said_ok(&s));
	wbuf_fixed(&w, buf, sizeof(buf));
	nlri_said_put(&w, &s);
	assert_int_equal(w.len, strlen("192.0.2.0/24"));
	assert_memory_equal(w.p, "192.0.2.0/24", w.len);
	s.plen = 33;
	assert_false(nlri_said_ok(&s));
	s.afi = 9;
	assert_false(nlri_said_ok(&s));
	s = (struct nlri_said){ .afi = 1, .safi = 1, .prefix = net,
	    .octets = rbuf_of(net, 1) };
	assert_false(nlri_said_ok(&s));
}

static void
next_hops_of_ours(void **state)
{
	static const uint8_t zeros[16];
	const struct addr v4 = addr_of(ADDR_V4, zeros), v6 = addr_of(ADDR_V6,
	    zeros), none = { .af = ADDR_NONE }, own = addr_v4(0xc0000209);
	struct nlri_said s = { .afi = 1, .safi = 1, .prefix = net };
	struct addr a = nlri_said_nexthop(&s, &own);

	(void)state;
	assert_true(addr_eq(&a, &own));
	a = nlri_said_nexthop(&s, &none);
	assert_true(addr_eq(&a, &v4));
	s.afi = 2;
	a = nlri_said_nexthop(&s, &none);
	assert_true(addr_eq(&a, &v6));
	s.safi = 133;			/* a rule has none */
	a = nlri_said_nexthop(&s, &none);
	assert_int_equal(a.af, ADDR_NONE);
	s.safi = 1;
	s.withdraw = true;
	a = nlri_said_nexthop(&s, &none);
	assert_int_equal(a.af, ADDR_NONE);
}

/* Of the default of route targets, an answer's octets and its NLRI itself. */
static void
words_of_what_is_no_prefix(void **state)
{
	static const uint8_t octets[] = { 0 };
	struct nlri_said s = { .afi = 1, .safi = 132, .prefix = net,
	    .octets = rbuf_of(octets, sizeof(octets)) };
	struct nlri n = { .family = FAMILY_IPV4_RTC,
	    .key = rbuf_of(octets, sizeof(octets)) };
	uint8_t buf[256];
	struct wbuf w;
	struct json j;

	(void)state;
	assert_true(nlri_said_ok(&s));
	wbuf_fixed(&w, buf, sizeof(buf));
	nlri_said_put(&w, &s);
	nlri_said_words(&w, &n);
	assert_int_equal(w.len, strlen("rtc defaultrtc default"));
	assert_memory_equal(w.p, "rtc defaultrtc default", w.len);
	wbuf_reset(&w);
	json_init(&j, &w, true);
	json_object(&j, NULL, true);
	nlri_said_object(&j, &n, false);
	json_finish(&j);
	wbuf_u8(&w, 0);
	assert_string_equal((const char *)w.p, "{\"prefix\":\"rtc default\","
	    "\"nlri\":{ \"origin\": 0, \"route-target\": null }}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prefixes),
		cmocka_unit_test(next_hops_of_ours),
		cmocka_unit_test(words_of_what_is_no_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
