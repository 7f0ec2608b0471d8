/* SPDX-License-Identifier: ISC */
/*
 * OpenBGPD's rules as bgpctl takes them, and where they go wrong.
 */
#include "route_gives.h"

static void
reads_openbgpd(void **state)
{
	static const char *const lines[][2] = {
		{ "flow inet from any to 192.0.2.0/24 proto 17 "
		    "set community 64496:1",
		    "flow destination-ipv4 192.0.2.0/24 protocol =udp "
		    "community 64496:1" },
		{ "flow IPv4 from 198.51.100.0/24 port 53 to any port >= 1024",
		    "flow source-ipv4 198.51.100.0/24 destination-port "
		    ">=1024 source-port =53" },
		{ "flow inet to any port { 80 443 8000 - 8100 9000 >< 9100 }",
		    "flow destination-port [ =80 =443 >=8000&<=8100 "
		    ">9000&<9100 ]" },
		{ "flow inet icmp-type 8 code 0 length < 100",
		    "flow icmp-type =echo-request icmp-code =0 packet-length "
		    "<100" },
		{ "flow inet icmp-type [ 8 0 ] dscp 10 flags syn fragment "
		    "!is-fragment", "flow icmp-type [ =echo-request "
		    "=echo-reply ] tcp-flags syn dscp =10 fragment "
		    "!is-fragment" },
		{ "flow inet proto 6 port 80 - 90 source-port { 1 > 9 }",
		    "flow protocol =tcp port [ >=80&<=90 ] source-port "
		    "[ =1 >9 ]" },
		{ "flow inet proto 6 port [ >=80&<=90 ] packet-length >9",
		    "flow protocol =tcp port [ >=80&<=90 ] packet-length "
		    ">9" },
		{ "flow inet proto != 6 set ext-community rate-limit 0",
		    "flow protocol !=tcp extended-community rate-limit:0" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		gives(ROUTE_NETWORK, FAMILY_NONE, lines[i][0],
		    FAMILY_IPV4_FLOW, lines[i][1]);
	gives(ROUTE_NETWORK, FAMILY_NONE, "flow inet6 from 2001:db8::/32 "
	    "proto 58", FAMILY_IPV6_FLOW, "ipv6 flow source-ipv6 "
	    "2001:db8::/32/0 next-header =58");
	gives(ROUTE_NETWORK, FAMILY_NONE, "flow to 192.0.2.7 from 192.0.2.9",
	    FAMILY_IPV4_FLOW, "flow destination-ipv4 192.0.2.7/32 "
	    "source-ipv4 192.0.2.9/32");
	gives(ROUTE_NETWORK, FAMILY_NONE, "flow to 2001:db8::7",
	    FAMILY_IPV6_FLOW, "ipv6 flow destination-ipv6 "
	    "2001:db8::7/128/0");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow to 192.0.2", 9,
	    "'192.0.2' is not a prefix/length");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow to fe80::1%eth0", 9,
	    "'fe80::1%eth0' is not a prefix/length");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow destination 192.0.2.7", 18,
	    "is not a prefix/length");
	gives(ROUTE_NETWORK, FAMILY_NONE, "flow VPNv4 rd 65000:1 proto 6",
	    FAMILY_IPV4_FLOW_VPN, "flow protocol =tcp rd 65000:1");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow VPNv4 proto 6", 19,
	    "'rd' is missing");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet from 2001:db8::/32",
	    16, "is of IPv6");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet to 192.0.2.7/24", 14,
	    "to: '192.0.2.7/24': bits behind");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet source 192.0.2.7/24",
	    18, "source: '192.0.2.7/24': bits behind");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet6 to 2001:db8::1/64",
	    15, "bits behind");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet from", 15,
	    "'any' or a prefix");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet proto", 16,
	    "a value is missing");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet proto 6 -", 20,
	    "a range is");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet proto { 6", 20,
	    "a value is missing");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet proto 300", 17,
	    "'300'");
	refused(ROUTE_NETWORK, FAMILY_NONE, "flow inet from any", 19,
	    "a rule matches something");
	refused(ROUTE_ANNOUNCE, FAMILY_NONE, "flow proto 6", 6,
	    "unknown word 'proto'");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_openbgpd),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
