/* SPDX-License-Identifier: ISC */
/* A neighbour's words. */
#include "conf_helper.h"

static void
scalars(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("hold-time 0; router-id 1.2.3.4; ttl-security 1; "
	    "rate-limit 5;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.hold_time, 0);
	assert_int_equal(n.router_id, 0x01020304);
	assert_int_equal(n.ttl_out, 255);
	assert_int_equal(n.ttl_in, 255);
	assert_int_equal(n.rate_limit, 5);
	parsed_free(&p);
	parse(&p, NEIGHBOR("outgoing-ttl disable; incoming-ttl false; "
	    "rate-limit 5; rate-limit disabled;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.ttl_out, 0);
	assert_int_equal(n.ttl_in, 0);
	assert_int_equal(n.rate_limit, 0);
	parsed_free(&p);
	parse(&p, NEIGHBOR("description hello; mp-error disable; "
	    "flow-validation off;"));
	n = parsed_neighbor(&p, 0);
	assert_string_equal(n.description, "hello");
	assert_int_equal(n.mp_error_disable, 1);
	assert_int_equal(n.flow_validation, CONF_FLOW_OFF);
	parsed_free(&p);
	parse(&p, NEIGHBOR("description "
	    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "\\u00e9\";"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(strlen(n.description), 126);
	assert_int_equal(p.warnings, 1);
	parsed_free(&p);
}

static void
defaults(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR(""));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.hold_time, 180);
	assert_int_equal(n.group_updates, 1);
	assert_int_equal(n.adj_rib_in, 1);
	assert_int_equal(n.adj_rib_out, 1);
	assert_int_equal(n.passive, 0);
	assert_int_equal(n.manual_eor, 0);
	assert_int_equal(n.remote_plen, 32);
	parsed_free(&p);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("hold-time 2;"),
	    3, 11, "from 3");
	refuses(NEIGHBOR("hold-time 65536;"),
	    3, 11, "65535");
	refuses(NEIGHBOR("router-id 0.0.0.0;"),
	    3, 11, "dotted quad");
	refuses(NEIGHBOR("local-link-local 2001:db8::1;"),
	    3, 18, "fe80::/10");
	refuses(NEIGHBOR("outgoing-ttl 256;"),
	    3, 14, "from 0 to 255");
	refuses(NEIGHBOR("md5 x;"),
	    3, 1, "md5-password");
	refuses(NEIGHBOR("rate-limit 0;"),
	    3, 12, "from 1");
	refuses("neighbor 192.0.2.1/24 { }", 1, 10, "bits behind");
	refuses("neighbor 224.0.0.1 { }", 1, 10, "cannot be");
	refuses("neighbor x { }", 1, 10, "not an address");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars),
		cmocka_unit_test(defaults),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
