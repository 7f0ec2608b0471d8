/* SPDX-License-Identifier: ISC */
/*
 * Flow specification as text: the flat form, the block on a line, and what is
 * refused where.
 */
#include "route_gives.h"

static void
reads_the_flat_form(void **state)
{
	(void)state;
	gives(ROUTE_ANNOUNCE, FAMILY_NONE, "flow route destination "
	    "10.0.0.0/24 protocol tcp destination-port [ =80 >8080&<8088 ] "
	    "rate-limit 9600", FAMILY_IPV4_FLOW, "flow destination-ipv4 "
	    "10.0.0.0/24 protocol =tcp destination-port [ =80 >8080&<8088 ] "
	    "extended-community rate-limit:9600");
	gives(ROUTE_ANNOUNCE, FAMILY_NONE, "flow source 10.0.0.0/24 discard",
	    FAMILY_IPV4_FLOW, "flow source-ipv4 10.0.0.0/24 "
	    "extended-community rate-limit:0");
	gives(ROUTE_ANNOUNCE, ROUTE_FLOW, "route rd 65000:1 next-header udp "
	    "redirect 65000:7", FAMILY_IPV6_FLOW_VPN,
	    "ipv6 flow next-header =udp rd 65000:1 extended-community "
	    "redirect:65000:7");
	gives(ROUTE_ANNOUNCE, FAMILY_IPV6_FLOW, "protocol tcp accept med 5",
	    FAMILY_IPV6_FLOW, "ipv6 flow next-header =tcp med 5");
	gives(ROUTE_WITHDRAW, ROUTE_FLOW, "route protocol tcp discard",
	    FAMILY_IPV4_FLOW, "flow protocol =tcp extended-community "
	    "rate-limit:0");
	gives(ROUTE_NETWORK, FAMILY_NONE, "flow protocol tcp force for 90s "
	    "reason x", FAMILY_IPV4_FLOW, "flow protocol =tcp for 1m30s "
	    "reason x force");
}

static void
takes_next_hops(void **state)
{
	(void)state;
	gives(ROUTE_CONFIG, ROUTE_FLOW, "route protocol tcp redirect "
	    "192.0.2.1", FAMILY_IPV4_FLOW, "flow protocol =tcp next-hop "
	    "192.0.2.1 extended-community redirect-to-nexthop");
	gives(ROUTE_CONFIG, ROUTE_FLOW, "route protocol tcp copy 2001:db8::1 "
	    "next-hop 2001:db8::1", FAMILY_IPV4_FLOW, "flow protocol =tcp "
	    "next-hop 2001:db8::1 extended-community copy-to-nexthop");
	gives(ROUTE_CONFIG, ROUTE_FLOW, "route protocol tcp next-hop self "
	    "redirect-to-nexthop", FAMILY_IPV4_FLOW, "flow protocol =tcp "
	    "next-hop self extended-community redirect-to-nexthop");
	refused(ROUTE_CONFIG, ROUTE_FLOW, "route protocol tcp "
	    "redirect-to-nexthop", 39, "next-hop is missing");
	refused(ROUTE_CONFIG, ROUTE_FLOW, "route protocol tcp redirect "
	    "192.0.2.1 next-hop 192.0.2.2", 57, "packets are sent to "
	    "192.0.2.1");
	gives(ROUTE_WITHDRAW, ROUTE_FLOW, "route protocol tcp "
	    "redirect-to-nexthop", FAMILY_IPV4_FLOW, "flow protocol =tcp "
	    "extended-community redirect-to-nexthop");
}

static void
reads_blocks_on_a_line(void **state)
{
	(void)state;
	gives(ROUTE_ANNOUNCE, FAMILY_NONE, "flow route { match { source "
	    "10.0.0.0/24; protocol [ tcp udp ]; } then { discard; } }",
	    FAMILY_IPV4_FLOW, "flow source-ipv4 10.0.0.0/24 protocol "
	    "[ =tcp =udp ] extended-community rate-limit:0");
	gives(ROUTE_ANNOUNCE, FAMILY_NONE, "flow route block-it { rd "
	    "65000:1; match { port 80; } scope { interface-set "
	    "transitive:input:64496:5; } then { mark 10; community 64496:1; "
	    "} };", FAMILY_IPV4_FLOW_VPN, "flow port =80 rd 65000:1 "
	    "community 64496:1 extended-community [ "
	    "interface-set:input:64496:5 mark:10 ] "
	    "name block-it");
	gives(ROUTE_ANNOUNCE, FAMILY_NONE, "flow route match { port 80; } "
	    "then { discard; }", FAMILY_IPV4_FLOW, "flow port =80 "
	    "extended-community rate-limit:0");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { port 80; }",
	    27, "'}' is missing");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { discard; } }",
	    17, "match: unknown word 'discard'; legal here: destination");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { prot tcp; } }",
	    17, "unknown word 'prot'");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { port 80; } then "
	    "{ dicard; } }", 35, "did you mean 'discard'?");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { port 80; } "
	    "scope { discard; } }", 36, "legal here: interface-set");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { mtach { port 80; } }",
	    9, "unknown block 'mtach'; legal here: match then scope");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { then { } } }",
	    17, "match holds no blocks");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route port 80 }", 15,
	    "'}' without '{'");
	refused(ROUTE_ANNOUNCE, ROUTE_FLOW, "route { match { port 80; } } x",
	    30, "'x' behind the rule's '}'");
}

static void
refuses_what_is_no_rule(void **state)
{
	(void)state;
	refused(ROUTE_CONFIG, ROUTE_FLOW, "route discard", 14,
	    "a rule matches something");
	refused(ROUTE_CONFIG, ROUTE_FLOW, "route port 80 split /30", 24,
	    "split: a rule is no prefix");
	refused(ROUTE_CONFIG, ROUTE_FLOW, "route port 80 destnation "
	    "10.0.0.0/8", 15, "did you mean 'destination'?");
	refused(ROUTE_CONFIG, ROUTE_FLOW, "route port 80 discard 5", 23,
	    "unknown word '5'");
	refused(ROUTE_CONFIG, FAMILY_IPV4_FLOW, "next-header tcp", 1,
	    "is of IPv6");
	refused(ROUTE_CONFIG, FAMILY_IPV4_FLOW_VPN, "port 80", 8,
	    "'rd' is missing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_flat_form),
		cmocka_unit_test(takes_next_hops),
		cmocka_unit_test(reads_blocks_on_a_line),
		cmocka_unit_test(refuses_what_is_no_rule),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
