/* SPDX-License-Identifier: ISC */
/* Prefix-SID: what each fault of it costs, and its events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"
#include "path/prefix_sid.h"

static const struct attr_profile all = { .as4 = 1, .prefix_sid = 1 };

static void
every_cut(void **state)
{
	static const char hex[] = "01 0007 00 0000 00000005 "
	    "03 0008 0000 000001 000001";
	struct octets o;
	size_t i;

	(void)state;
	octets_of(hex, &o);
	for (i = 1; i <= o.n; i++)
		assert_int_equal(attr_prefix_sid_check(rbuf_of(o.p, i),
		    &all) == NULL, i == 10 || i == 21);
}

static void
srv6_services(void **state)
{
	struct octets o;

	(void)state;
	octets_of("05 0022 00 01 001e 00 20010db8000000000000000000000001 "
	    "00 0013 00 01 0006 281010000000", &o);
	assert_null(attr_prefix_sid_srv6_check(rbuf_of(o.p, o.n), &all));
	o.p[2 + 1] = 1;		/* a reserved octet is not read */
	assert_null(attr_prefix_sid_srv6_check(rbuf_of(o.p, o.n), &all));
	o.p[2 + 28] = 5;	/* the structure has six octets */
	assert_non_null(attr_prefix_sid_srv6_check(rbuf_of(o.p, o.n), &all));
	octets_of("06 0000", &o);
	assert_non_null(attr_prefix_sid_srv6_check(rbuf_of(o.p, o.n), &all));
}

static void
is_told(void **state)
{
	(void)state;
	assert_said("bgp-prefix-sid [ 300, [ ( 800000,4096 ) "
	    "( 1000000,5000 ) ] ]", SHAPE_4,
	    "{ \"bgp-prefix-sid\": { \"sr-label-index\": 300, "
	    "\"sr-srgbs\": [ [ 800000, 4096 ], [ 1000000, 5000 ] ] } }",
	    " bgp-prefix-sid [ 300, [ ( 800000,4096 ), ( 1000000,5000 ) ] ]");
	assert_said("bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 72 "
	    "[64,24,16,0,0,0] 2001:db8::1 19 )", SHAPE_5,
	    "{ \"bgp-prefix-sid\": { \"l3-service\": [ "
	    "{ \"sid\": \"2001:db8:1:1::\", \"flags\": 0, "
	    "\"endpoint_behavior\": 72, \"structure\": { "
	    "\"locator-block-length\": 64, \"locator-node-length\": 24, "
	    "\"function-length\": 16, \"argument-length\": 0, "
	    "\"transposition-length\": 0, \"transposition-offset\": 0 } }, "
	    "{ \"sid\": \"2001:db8::1\", \"flags\": 0, "
	    "\"endpoint_behavior\": 19 } ] } }",
	    " bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 0x48 "
	    "[64,24,16,0,0,0] 2001:db8::1 0x13 )");
}

/* ExaBGP 4.2 knows no services, and has a name for what it does not know. */
static void
is_told_in_shape_4(void **state)
{
	(void)state;
	assert_said("bgp-prefix-sid-srv6 ( l2-service ::1 1 )", SHAPE_4,
	    "{ \"bgp-prefix-sid\": { \"attribute-not-implemented-6\": "
	    "\"0x00010015000000000000000000000000000000000100000100\" } }",
	    NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut),
		cmocka_unit_test(srv6_services),
		cmocka_unit_test(is_told),
		cmocka_unit_test(is_told_in_shape_4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
