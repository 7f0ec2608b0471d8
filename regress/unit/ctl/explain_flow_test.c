/* SPDX-License-Identifier: ISC */
/*
 * Flow specification: each component and operator, in all four families; and
 * rules that are malformed or cut anywhere, of which every octet is still in
 * one line, and none behind them in any.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"
#include "explain_flow.h"

typedef void flow_fn(struct explain *e, struct rbuf one);

/* What is said of a rule alone; it ends where its memory does. */
static void
explain_alone(flow_fn *fn, const uint8_t *rule, size_t n,
    struct explain *e, char *said, size_t size)
{
	uint8_t *p = malloc(VALUE_AT + n);

	assert_non_null(p);
	memset(p, 0, VALUE_AT);
	if (n > 0)
		memcpy(p + VALUE_AT, rule, n);
	explain_init(e, &explain_session);
	e->whole = rbuf_of(p, VALUE_AT + n);
	e->depth = 2;
	fn(e, rbuf_of(p + VALUE_AT, n));
	assert_int_equal(e->depth, 2);
	assert_int_equal(e->verdict, OFFENCE_NONE);
	said[0] = '\0';
	explain_lines(e, said, size);
	free(p);
}

static void
assert_alone(flow_fn *fn, const char *hex, const char *want)
{
	static char said[16384];
	uint8_t rule[1024];
	struct explain e;

	explain_alone(fn, rule, explain_octets(hex, rule), &e, said,
	    sizeof(said));
	assert_string_equal(said, want);
	explain_free(&e);
}

/* Lines one behind the other, from the first octet to the last. */
static void
assert_every_cut(flow_fn *fn, const char *hex)
{
	static char said[16384];
	uint8_t rule[1024];
	struct explain e;
	size_t n, i, at, all = explain_octets(hex, rule);

	for (n = 0; n <= all; n++) {
		explain_alone(fn, rule, n, &e, said, sizeof(said));
		for (i = 0, at = VALUE_AT; i < e.n; i++) {
			assert_int_equal(e.v[i].at, at);
			assert_true(e.v[i].len > 0);
			at += e.v[i].len;
		}
		assert_int_equal(at, VALUE_AT + n);
		explain_free(&e);
	}
}

/* RFC 8955 4.2.2 */
static void
components(void **state)
{
	(void)state;
	assert_alone(explain_flow_v4,
	    "2e 0118c00002 020a0a40 0301068111 048119 059b0050 06911f90"
	    "078108 088103 090102c112 0a9505dc 0b812e 0c8102",
	    "0+1 Length 46\n"
	    "1+1 Type 1: destination-ipv4\n"
	    "  2+1 Length 24\n"
	    "  3+3 Prefix 192.0.2.0/24\n"
	    "6+1 Type 2: source-ipv4\n"
	    "  7+1 Length 10\n"
	    "  8+2 Prefix 10.64.0.0/10\n"
	    "10+1 Type 3: protocol\n"
	    "  11+1 Operator 0x01: len 1, eq\n"
	    "  12+1 Value 6, tcp\n"
	    "  13+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  14+1 Value 17, udp\n"
	    "15+1 Type 4: port\n"
	    "  16+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  17+1 Value 25\n"
	    "18+1 Type 5: destination-port\n"
	    "  19+1 Operator 0x9b: end-of-list, len 2, gt, eq, reserved bits "
	    "(ignored)\n"
	    "  20+2 Value 80\n"
	    "22+1 Type 6: source-port\n"
	    "  23+1 Operator 0x91: end-of-list, len 2, eq\n"
	    "  24+2 Value 8080\n"
	    "26+1 Type 7: icmp-type\n"
	    "  27+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  28+1 Value 8, echo-request\n"
	    "29+1 Type 8: icmp-code\n"
	    "  30+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  31+1 Value 3\n"
	    "32+1 Type 9: tcp-flags\n"
	    "  33+1 Operator 0x01: len 1, match\n"
	    "  34+1 Value 0x02: syn\n"
	    "  35+1 Operator 0xc1: end-of-list, and, len 1, match\n"
	    "  36+1 Value 0x12: syn, ack\n"
	    "37+1 Type 10: packet-length\n"
	    "  38+1 Operator 0x95: end-of-list, len 2, lt, eq\n"
	    "  39+2 Value 1500\n"
	    "41+1 Type 11: dscp\n"
	    "  42+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  43+1 Value 46\n"
	    "44+1 Type 12: fragment\n"
	    "  45+1 Operator 0x81: end-of-list, len 1, match\n"
	    "  46+1 Value 0x02: is-fragment\n");
}

/* RFC 8956 3 */
static void
of_ipv6(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "0002850000 1d 0140200db80001 022000 20010db8 03813a 078180"
	    "0c8102 0da1000fffff",
	    "  0+2 AFI 2\n"
	    "  2+1 SAFI 133: IPv6 flowspec\n"
	    "  3+1 Next hop length 0\n"
	    "  4+0 Next hop -\n"
	    "  4+1 Reserved 0\n"
	    "  5+30 NLRI destination-ipv6 0:0:db8:1::/64/32 source-ipv6 "
	    "2001:db8::/32/0 next-header =58 icmp-type =echo-request fragment "
	    "=is-fragment flow-label =1048575\n"
	    "    5+1 Length 29\n"
	    "    6+1 Type 1: destination-ipv6\n"
	    "      7+1 Length 64\n"
	    "      8+1 Offset 32\n"
	    "      9+4 Pattern 0:0:db8:1::/64/32\n"
	    "    13+1 Type 2: source-ipv6\n"
	    "      14+1 Length 32\n"
	    "      15+1 Offset 0\n"
	    "      16+4 Pattern 2001:db8::/32/0\n"
	    "    20+1 Type 3: next-header\n"
	    "      21+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "      22+1 Value 58\n"
	    "    23+1 Type 7: icmp-type\n"
	    "      24+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "      25+1 Value 128, echo-request\n"
	    "    26+1 Type 12: fragment\n"
	    "      27+1 Operator 0x81: end-of-list, len 1, match\n"
	    "      28+1 Value 0x02: is-fragment\n"
	    "    29+1 Type 13: flow-label\n"
	    "      30+1 Operator 0xa1: end-of-list, len 4, eq\n"
	    "      31+4 Value 1048575\n");
	assert_alone(explain_flow_v6, "03 010000",
	    "0+1 Length 3\n"
	    "1+1 Type 1: destination-ipv6\n"
	    "  2+1 Length 0\n"
	    "  3+1 Offset 0\n");
}

/* RFC 8955 8 */
static void
of_vpns(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "0001860000 10 0000fbf000000064 0118c00002 038106"
	    "0e 0001c00002010064 01080a 02080a",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 134: IPv4 flowspec-vpn\n"
	    "  3+1 Next hop length 0\n"
	    "  4+0 Next hop -\n"
	    "  4+1 Reserved 0\n"
	    "  5+17 NLRI destination-ipv4 192.0.2.0/24 protocol =tcp rd "
	    "64496:100\n"
	    "    5+1 Length 16\n"
	    "    6+8 Route distinguisher 64496:100\n"
	    "    14+1 Type 1: destination-ipv4\n"
	    "      15+1 Length 24\n"
	    "      16+3 Prefix 192.0.2.0/24\n"
	    "    19+1 Type 3: protocol\n"
	    "      20+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "      21+1 Value 6, tcp\n"
	    "  22+15 NLRI destination-ipv4 10.0.0.0/8 source-ipv4 10.0.0.0/8 "
	    "rd 192.0.2.1:100\n"
	    "    22+1 Length 14\n"
	    "    23+8 Route distinguisher 192.0.2.1:100\n"
	    "    31+1 Type 1: destination-ipv4\n"
	    "      32+1 Length 8\n"
	    "      33+1 Prefix 10.0.0.0/8\n"
	    "    34+1 Type 2: source-ipv4\n"
	    "      35+1 Length 8\n"
	    "      36+1 Prefix 10.0.0.0/8\n");
	assert_explained(0x80, 15,
	    "000286 0c 0000fbf000000064 01080020",
	    "  0+2 AFI 2\n"
	    "  2+1 SAFI 134: IPv6 flowspec-vpn\n"
	    "  3+13 NLRI destination-ipv6 2000::/8/0 rd 64496:100\n"
	    "    3+1 Length 12\n"
	    "    4+8 Route distinguisher 64496:100\n"
	    "    12+1 Type 1: destination-ipv6\n"
	    "      13+1 Length 8\n"
	    "      14+1 Offset 0\n"
	    "      15+1 Pattern 2000::/8/0\n");
	assert_alone(explain_flow_vpn_v4, "04 0000fbf0",
	    "0+1 Length 4\n"
	    "1+4 Octets 4 octets\n");
}

/* RFC 8955 4.2.1.1, 4.2.1.2 */
static void
operators(void **state)
{
	(void)state;
	assert_alone(explain_flow_v4,
	    "25 04 4000 0101 0202 4303 0404 4505 0606 4707"
	    "1f0050 e000010000 09 0010 4102 0201 4312 9e0a00",
	    "0+1 Length 37\n"
	    "1+1 Type 4: port\n"
	    "  2+1 Operator 0x40: and (ignored), len 1, false\n"
	    "  3+1 Value 0\n"
	    "  4+1 Operator 0x01: len 1, eq\n"
	    "  5+1 Value 1\n"
	    "  6+1 Operator 0x02: len 1, gt\n"
	    "  7+1 Value 2\n"
	    "  8+1 Operator 0x43: and, len 1, gt, eq\n"
	    "  9+1 Value 3\n"
	    "  10+1 Operator 0x04: len 1, lt\n"
	    "  11+1 Value 4\n"
	    "  12+1 Operator 0x45: and, len 1, lt, eq\n"
	    "  13+1 Value 5\n"
	    "  14+1 Operator 0x06: len 1, lt, gt\n"
	    "  15+1 Value 6\n"
	    "  16+1 Operator 0x47: and, len 1, lt, gt, eq (true)\n"
	    "  17+1 Value 7\n"
	    "  18+1 Operator 0x1f: len 2, lt, gt, eq (true), reserved bits "
	    "(ignored)\n"
	    "  19+2 Value 80\n"
	    "  21+1 Operator 0xe0: end-of-list, and, len 4, false\n"
	    "  22+4 Value 65536\n"
	    "26+1 Type 9: tcp-flags\n"
	    "  27+1 Operator 0x00: len 1, any bit\n"
	    "  28+1 Value 0x10: ack\n"
	    "  29+1 Operator 0x41: and, len 1, match\n"
	    "  30+1 Value 0x02: syn\n"
	    "  31+1 Operator 0x02: len 1, not\n"
	    "  32+1 Value 0x01: fin\n"
	    "  33+1 Operator 0x43: and, len 1, not, match\n"
	    "  34+1 Value 0x12: syn, ack\n"
	    "  35+1 Operator 0x9e: end-of-list, len 2, not, reserved bits "
	    "(ignored)\n"
	    "  36+2 Value 0x0a00\n");
	assert_alone(explain_flow_v4, "0a 03 b1 ffffffffffffffff",
	    "0+1 Length 10\n"
	    "1+1 Type 3: protocol\n"
	    "  2+1 Operator 0xb1: end-of-list, len 8, eq\n"
	    "  3+8 Value 18446744073709551615\n");
}

/* RFC 8955 4.2.2.9, 4.2.2.11, RFC 8956 3.6: bits that do not count */
static void
operands(void **state)
{
	(void)state;
	assert_alone(explain_flow_v4, "0a 099150020b81ae0c81f2",
	    "0+1 Length 10\n"
	    "1+1 Type 9: tcp-flags\n"
	    "  2+1 Operator 0x91: end-of-list, len 2, match\n"
	    "  3+2 Value 0x5002: syn, reserved bits (ignored)\n"
	    "5+1 Type 11: dscp\n"
	    "  6+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  7+1 Value 46, reserved bits (ignored)\n"
	    "8+1 Type 12: fragment\n"
	    "  9+1 Operator 0x81: end-of-list, len 1, match\n"
	    "  10+1 Value 0xf2: is-fragment, reserved bits (ignored)\n");
	assert_alone(explain_flow_v6, "06 0b81ae0c8103",
	    "0+1 Length 6\n"
	    "1+1 Type 11: traffic-class\n"
	    "  2+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  3+1 Value 174\n"
	    "4+1 Type 12: fragment\n"
	    "  5+1 Operator 0x81: end-of-list, len 1, match\n"
	    "  6+1 Value 0x03: is-fragment, reserved bits (ignored)\n");
}

static void
what_is_malformed(void **state)
{
	(void)state;
	/* no such component; what is behind it is not guessed at */
	assert_alone(explain_flow_v4, "06 0da1000fffff",
	    "0+1 Length 6\n"
	    "1+1 Type 13, not known\n"
	    "2+5 Octets 5 octets\n");
	assert_alone(explain_flow_v6, "04 00810603",
	    "0+1 Length 4\n"
	    "1+1 Type 0, not known\n"
	    "2+3 Octets 3 octets\n");
	/* prefixes longer than addresses, or that end before their offset */
	assert_alone(explain_flow_v4, "07 0121c000020000",
	    "0+1 Length 7\n"
	    "1+1 Type 1: destination-ipv4\n"
	    "  2+1 Length 33\n"
	    "3+5 Octets 5 octets\n");
	assert_alone(explain_flow_v6, "05 0120200db8",
	    "0+1 Length 5\n"
	    "1+1 Type 1: destination-ipv6\n"
	    "  2+1 Length 32\n"
	    "  3+1 Offset 32\n"
	    "4+2 Octets 2 octets\n");
	/* no end of the list */
	assert_alone(explain_flow_v4, "05 0301060111",
	    "0+1 Length 5\n"
	    "1+1 Type 3: protocol\n"
	    "  2+1 Operator 0x01: len 1, eq\n"
	    "  3+1 Value 6, tcp\n"
	    "  4+1 Operator 0x01: len 1, eq\n"
	    "  5+1 Value 17, udp\n");
	/* an operand that is cut */
	assert_alone(explain_flow_v4, "04 04a10050",
	    "0+1 Length 4\n"
	    "1+1 Type 4: port\n"
	    "  2+1 Operator 0xa1: end-of-list, len 4, eq\n"
	    "3+2 Octets 2 octets\n");
	/* what is behind a rule is not its own; no rule */
	assert_alone(explain_flow_v4, "04 04910050 05",
	    "0+1 Length 4\n"
	    "1+1 Type 4: port\n"
	    "  2+1 Operator 0x91: end-of-list, len 2, eq\n"
	    "  3+2 Value 80\n");
	assert_alone(explain_flow_v4, "00",
	    "0+1 Length 0\n");
	assert_alone(explain_flow_v4, "f0",
	    "0+1 Octets 1 octet\n");
}

/* What IPv6 has of its own is RFC 8956's. */
static void
sections(void **state)
{
	static const char *const want[] = { "RFC 8955 4.1", "RFC 8956 3.3",
		"RFC 8955 4.2.1.1", "RFC 8956 3.3", "RFC 8955 4.2.2.9",
		"RFC 8955 4.2.1.2", "RFC 8955 4.2.2.9", "RFC 8956 3.7",
		"RFC 8955 4.2.1.1", "RFC 8956 3.7" };
	static char said[1024];
	uint8_t rule[64];
	struct explain e;
	size_t i;

	(void)state;
	explain_alone(explain_flow_v6, rule, explain_octets(
	    "0c 038106 098102 0da100000001", rule), &e, said, sizeof(said));
	assert_int_equal(e.n, sizeof(want) / sizeof(want[0]));
	for (i = 0; i < e.n; i++)
		assert_string_equal(e.v[i].section, want[i]);
	explain_free(&e);
}

/* More operators than anybody counts on. */
static void
of_two_octets(void **state)
{
	static char said[32768];
	uint8_t rule[305] = { 0xf1, 0x2f, 3 };
	struct explain e;
	size_t i;

	(void)state;
	for (i = 3; i < sizeof(rule); i += 2) {
		rule[i] = i + 2 < sizeof(rule) ? 0x01 : 0x81;
		rule[i + 1] = 17;
	}
	explain_alone(explain_flow_v4, rule, sizeof(rule), &e, said,
	    sizeof(said));
	assert_memory_equal(said, "0+2 Length 303\n2+1 Type 3: protocol\n",
	    strlen("0+2 Length 303\n2+1 Type 3: protocol\n"));
	assert_int_equal(e.n, 2 + 151 * 2);
	assert_non_null(strstr(said, "\n  304+1 Value 17, udp\n"));
	explain_free(&e);
	/* the form of two octets where one would do */
	assert_alone(explain_flow_v4, "f003 038106",
	    "0+2 Length 3\n"
	    "2+1 Type 3: protocol\n"
	    "  3+1 Operator 0x81: end-of-list, len 1, eq\n"
	    "  4+1 Value 6, tcp\n");
}

static void
what_is_cut(void **state)
{
	(void)state;
	assert_every_cut(explain_flow_v4, "1a0118c00002020a0a40030106811105"
	    "9b0050090102c1120c8102");
	assert_every_cut(explain_flow_vpn_v4,
	    "100000fbf0000000640118c00002038106");
	assert_every_cut(explain_flow_v6, "1d0140200db8000102200020010db803"
	    "813a0781800c81020da1000fffff");
	assert_every_cut(explain_flow_vpn_v6,
	    "f0160000fbf00000006401080020 05f30000000000000050");
	assert_every_cut(explain_flow_v4, "ffff");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(components),
		cmocka_unit_test(of_ipv6),
		cmocka_unit_test(of_vpns),
		cmocka_unit_test(operators),
		cmocka_unit_test(operands),
		cmocka_unit_test(what_is_malformed),
		cmocka_unit_test(of_two_octets),
		cmocka_unit_test(what_is_cut),
		cmocka_unit_test(sections),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
