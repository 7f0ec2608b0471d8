/* SPDX-License-Identifier: ISC */
/* BGP-LS NLRI in events, in each shape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_row_help.h"

#define HEAD	"0000000000000007 "
#define OSPF	"0200 0004 0000fbf0 0201 0004 c0000201 " \
		"0202 0004 00000000 0203 "

static const struct nlri_row *const row = &nlri_ls;
static const struct nlri_form four = { .shape = SHAPE_4 };
static const struct nlri_form five = { .shape = SHAPE_5 };
static const struct nlri_form six = { .shape = SHAPE_6 };
static const struct nexthop hop = { .global = { .af = ADDR_V4,
	.b = { 192, 0, 2, 1 } } };

static void
a_link(void **state)
{
	static const char hex[] = "0002 008b 03 " HEAD
	    "0100 0020 " OSPF "0004 c0000209 "
	    "0101 0024 " OSPF "0008 c000020a c000020b "
	    "0102 0008 00000027 00000035 0103 0004 c6336401 "
	    "0104 0004 c6336402 "
	    "0105 0010 20010db8000000000000000000000001 0107 0002 f002";

	(void)state;
	assert_json(row, FAMILY_LS, hex, &six, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-link\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 3, "
	    "\"local-node-descriptors\": [ { \"autonomous-system\": 64496 }, "
	    "{ \"bgp-ls-identifier\": \"3221225985\" }, "
	    "{ \"ospf-area-id\": \"0.0.0.0\" }, "
	    "{ \"router-id\": \"192.0.2.9\" } ], "
	    "\"remote-node-descriptors\": [ { \"autonomous-system\": 64496 "
	    "}, { \"bgp-ls-identifier\": \"3221225985\" }, "
	    "{ \"ospf-area-id\": \"0.0.0.0\" }, "
	    "{ \"router-id\": \"192.0.2.10\", "
	    "\"designated-router-id\": \"192.0.2.11\" } ], "
	    "\"interface-addresses\": [ \"198.51.100.1\", "
	    "\"2001:db8::1\" ], "
	    "\"neighbor-addresses\": [ \"198.51.100.2\" ], "
	    "\"multi-topology-ids\": [ 2 ], "
	    "\"link-identifiers\": [ { \"link-local-id\": 39, "
	    "\"link-remote-id\": 53 } ] }");
	assert_json(row, FAMILY_LS, hex, &four, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-link\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 3, "
	    "\"local-node-descriptors\": { \"autonomous-system\": 64496, "
	    "\"bgp-ls-identifier\": \"3221225985\", "
	    "\"ospf-area-id\": \"0.0.0.0\", "
	    "\"router-id\": \"192.0.2.9\" }, "
	    "\"remote-node-descriptors\": { \"autonomous-system\": 64496, "
	    "\"bgp-ls-identifier\": \"3221225985\", "
	    "\"ospf-area-id\": \"0.0.0.0\", "
	    "\"router-id\": \"192.0.2.10\", "
	    "\"designated-router-id\": \"192.0.2.11\" }, "
	    "\"interface-address\": { \"interface-address\": "
	    "[ \"198.51.100.1\", \"2001:db8::1\" ] }, "
	    "\"neighbor-address\": { \"neighbor-address\": "
	    "\"198.51.100.2\" }, "
	    "\"link-identifiers\": [ { \"link-local-id\": 39, "
	    "\"link-remote-id\": 53 } ], \"multi-topology-ids\": [ 2 ] }");
}

static void
a_link_with_little(void **state)
{
	(void)state;
	assert_json(row, FAMILY_LS, "0002 0009 04 " HEAD, &five, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-link\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 4, "
	    "\"local-node-descriptors\": [  ], "
	    "\"remote-node-descriptors\": [  ], "
	    "\"interface-addresses\": [  ], \"neighbor-addresses\": [  ], "
	    "\"multi-topology-ids\": [  ], \"link-identifiers\": [  ] }");
	assert_json(row, FAMILY_LS, "0002 0009 04 " HEAD, &four, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-link\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 4, "
	    "\"local-node-descriptors\": {  }, "
	    "\"remote-node-descriptors\": {  }, "
	    "\"interface-address\": {  }, \"neighbor-address\": {  } }");
	/* what is odd, and what nobody knows, by type */
	assert_json(row, FAMILY_LS, "0002 0023 04 " HEAD
	    "0102 0001 aa 0103 0003 010203 0107 0001 01 0fff 0000 "
	    "0fff 0001 bb", &six, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-link\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 4, "
	    "\"local-node-descriptors\": [  ], "
	    "\"remote-node-descriptors\": [  ], "
	    "\"interface-addresses\": [  ], \"neighbor-addresses\": [  ], "
	    "\"multi-topology-ids\": [  ], \"link-identifiers\": [  ], "
	    "\"generic-tlv-258\": [ \"0xAA\" ], "
	    "\"generic-tlv-259\": [ \"0x010203\" ], "
	    "\"generic-tlv-263\": [ \"0x01\" ], "
	    "\"generic-tlv-4095\": [ \"0x\", \"0xBB\" ] }");
}

static void
a_node(void **state)
{
	static const struct nlri_form form = { .shape = SHAPE_6,
	    .nexthop = &hop };
	static const uint32_t id = 9;

	(void)state;
	assert_json(row, FAMILY_LS_VPN, "0001 003d 0000fbf000000007 01 " HEAD
	    "0100 0028 0200 0004 0000fbf0 0203 0007 0000000000010a "
	    "0204 0004 c0000201 0205 0004 0000fbf1 0206 0001 ff", &form, &id,
	    "{ \"ls-nlri-type\": \"bgpls-node\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 1, "
	    "\"node-descriptors\": [ { \"autonomous-system\": 64496 }, "
	    "{ \"router-id\": \"000000000001\", \"psn\": \"10\" }, "
	    "{ \"bgp-router-id\": \"192.0.2.1\" }, "
	    "{ \"bgp-confederation-member\": 64497 }, "
	    "{ \"generic-tlv-518\": [ \"0xFF\" ] } ], "
	    "\"nexthop\": \"192.0.2.1\", \"rd\": \"64496:7\", "
	    "\"path-information\": \"0.0.0.9\" }");
}

static void
prefixes(void **state)
{
	static const struct nlri_form form = { .shape = SHAPE_6,
	    .nexthop = &hop };

	(void)state;
	assert_json(row, FAMILY_LS, "0003 0021 02 " HEAD
	    "0100 0000 0107 0002 0002 0108 0001 05 0109 0005 1ec0000258",
	    &form, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-prefix-v4\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 2, "
	    "\"node-descriptors\": [  ], \"multi-topology-ids\": [ 2 ], "
	    "\"ospf-route-type\": 5, "
	    "\"ip-reachability-tlv\": \"192.0.2.88/30\", "
	    "\"ip-reach-prefix\": \"192.0.2.88/30\", "
	    "\"nexthop\": \"192.0.2.1\" }");
	/* one octet less than the length says */
	assert_json(row, FAMILY_LS, "0004 0012 02 " HEAD
	    "0109 0005 2820010db8", &five, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-prefix-v6\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 2, "
	    "\"node-descriptors\": [  ], "
	    "\"ip-reachability-tlv\": \"2001:db8::\", "
	    "\"ip-reach-prefix\": \"2001:db8::/40\" }");
	/* a second one has no member of that name */
	assert_json(row, FAMILY_LS, "0003 0019 02 " HEAD
	    "0109 0004 18c00002 0109 0004 18c63364", &five, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-prefix-v4\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 2, "
	    "\"node-descriptors\": [  ], "
	    "\"ip-reachability-tlv\": \"192.0.2.0\", "
	    "\"ip-reach-prefix\": \"192.0.2.0/24\", "
	    "\"generic-tlv-265\": [ \"0x18C63364\" ] }");
	/* 33 bits */
	assert_json(row, FAMILY_LS, "0003 0012 02 " HEAD
	    "0109 0005 2120010db8", &five, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-prefix-v4\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 2, "
	    "\"node-descriptors\": [  ], "
	    "\"generic-tlv-265\": [ \"0x2120010DB8\" ] }");
}

static void
a_sid(void **state)
{
	(void)state;
	assert_json(row, FAMILY_LS, "0006 0027 02 " HEAD "0100 0000 "
	    "0107 0002 0002 0206 0010 20010db8000000000000000000000001",
	    &six, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-srv6sid\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 2, "
	    "\"node-descriptors\": [  ], \"srv6-sid-descriptors\": "
	    "{ \"multi-topology-ids\": [ \"2\" ], "
	    "\"srv6-sid\": \"2001:db8::1\" } }");
}

/* RFC 9857 3 */
static void
a_policy(void **state)
{
	(void)state;
	assert_json(row, FAMILY_LS, "0005 0031 09 " HEAD
	    "022a 0024 01 80 0000 20010db8000000000000000000000001 "
	    "00000064 0000fbf0 c0000201 00000003", &six, NULL,
	    "{ \"ls-nlri-type\": \"bgpls-sr-policy\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 9, "
	    "\"node-descriptors\": [  ], \"candidate-path\": "
	    "{ \"protocol-origin\": 1, \"endpoint\": \"2001:db8::1\", "
	    "\"color\": 100, \"originator-as\": 64496, "
	    "\"originator\": \"192.0.2.1\", \"discriminator\": 3 } }");
	assert_json(row, FAMILY_LS, "0005 000f 09 " HEAD "022a 0002 0180",
	    &six, NULL, "{ \"ls-nlri-type\": \"bgpls-sr-policy\", "
	    "\"l3-routing-topology\": 7, \"protocol-id\": 9, "
	    "\"node-descriptors\": [  ], "
	    "\"generic-tlv-554\": [ \"0x0180\" ] }");
}

static void
others(void **state)
{
	static const uint32_t id = 1;

	(void)state;
	assert_json(row, FAMILY_LS, "0009 0003 aabbcc", &six, &id,
	    "{ \"code\": 9, \"parsed\": false, \"raw\": \"00090003AABBCC\", "
	    "\"path-information\": \"0.0.0.1\" }");
	assert_line(row, FAMILY_LS_VPN, "0009 0008 0000fbf000000007", &id,
	    "bgp-ls-vpn type 9 rd 64496:7 value 0x "
	    "path-information 0.0.0.1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link),
		cmocka_unit_test(a_link_with_little),
		cmocka_unit_test(a_node),
		cmocka_unit_test(prefixes),
		cmocka_unit_test(a_sid),
		cmocka_unit_test(a_policy),
		cmocka_unit_test(others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
