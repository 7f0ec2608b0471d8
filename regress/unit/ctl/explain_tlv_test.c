/* SPDX-License-Identifier: ISC */
/*
 * Faults of TLVs at their octet; and that explain passes over no octet of
 * such a value and says none twice, whatever they are.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>

#include "ctl/explain_help.h"

#define V6	"20010db8000000000000000000000001"

static void
faults_of_framing(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "00080004010c8000000200",
	    "  0+8 vxlan Tunnel 8\n"
	    "    0+2 Type 8\n"
	    "    2+2 Length 4\n"
	    "    4+4 Octets 4 octets\n"
	    "    4+0 ! runs past what it is in\n"
	    "  8+3 Octets 3 octets\n"
	    "  8+0 ! runs past what it is in\n"
	    "  0+0 ! TLV runs past the attribute\n");
	assert_explained(0xc0, 40,
	    "0500050001000900",
	    "  0+8 SRv6 L3 Service TLV 5\n"
	    "    0+1 Type 5\n"
	    "    1+2 Length 5\n"
	    "    3+1 Reserved 0\n"
	    "    4+4 Octets 4 octets\n"
	    "    4+0 ! runs past what it is in\n"
	    "  0+0 ! SRv6 service TLV is malformed\n");
	assert_explained(0xc0, 40,
	    "0100020000",
	    "  0+5 Label-Index TLV 1\n"
	    "    0+1 Type 1\n"
	    "    1+2 Length 2\n"
	    "    3+1 Reserved 0\n"
	    "    4+1 Octets 1 octet\n"
	    "    4+0 ! not of the length or form of its type\n"
	    "  0+0 ! length of the label index is not 7\n");
	assert_explained(0x80, 29,
	    "0402000272310402000572",
	    "  0+6 node-name TLV 1026\n"
	    "    0+2 Type 1026\n"
	    "    2+2 Length 2\n"
	    "    4+2 text \"r1\"\n"
	    "  6+5 Octets 5 octets\n"
	    "  6+0 ! runs past what it is in\n"
	    "  0+0 ! TLV runs past the attribute\n");
	assert_explained(0x80, 29,
	    "0402",
	    "  0+2 Octets 2 octets\n"
	    "  0+0 ! runs past what it is in\n"
	    "  0+0 ! TLV runs past the attribute\n");
}

static void
faults_of_values(void **state)
{
	(void)state;
	assert_explained(0x80, 29,
	    "044d0006c0000000010204b5001100000000000000000000000a04b6"
	    "000901",
	    "  0+10 peer-node-sids TLV 1101\n"
	    "    0+2 Type 1101\n"
	    "    2+2 Length 6\n"
	    "    4+1 flags V, L: 0xc0\n"
	    "    5+1 weight 0\n"
	    "    6+2 Reserved 0\n"
	    "    8+2 Octets 2 octets\n"
	    "    8+0 ! not of the length or form of its type\n"
	    "  10+21 sr-segment-lists TLV 1205\n"
	    "    10+2 Type 1205\n"
	    "    12+2 Length 17\n"
	    "    14+2 flags 0x0000\n"
	    "    16+2 Reserved 0\n"
	    "    18+2 multi-topology-id 0\n"
	    "    20+1 algorithm 0\n"
	    "    21+1 Reserved 0\n"
	    "    22+4 weight 10\n"
	    "    26+5 Octets 5 octets\n"
	    "    26+0 ! runs past what it is in\n");
	assert_explained(0xc0, 22,
	    "0006",
	    "  0+2 Octets 2 octets\n"
	    "  0+0 ! length is under 5\n");
	assert_explained(0xc0, 22,
	    "0006000000c00002",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 6, ingress replication\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+3 Octets 3 octets\n"
	    "  5+0 ! not of the length or form of its type\n"
	    "  0+0 ! tunnel id of odd length\n");
	assert_explained(0xc0, 16,
	    "0002fbf0000000640002",
	    "  0+8 Extended community target:64496:100\n"
	    "    0+1 Type 0x00, transitive\n"
	    "    1+1 Sub-type 0x02\n"
	    "    2+2 as 64496\n"
	    "    4+4 number 100\n"
	    "  8+2 Octets 2 octets\n"
	    "  8+0 ! octets that are no whole one\n"
	    "  0+0 ! length is not a multiple\n");
	assert_explained(0xc0, 23,
	    "000f000d800007000106000003e80c0100",
	    "  0+17 sr-policy Tunnel 15\n"
	    "    0+2 Type 15\n"
	    "    2+2 Length 13\n"
	    "    4+10 Segment List Sub-TLV 128\n"
	    "      4+1 Type 128\n"
	    "      5+2 Length 7\n"
	    "      7+1 Reserved 0\n"
	    "      8+6 Octets 6 octets\n"
	    "      8+0 ! runs past what it is in\n"
	    "    14+3 Preference Sub-TLV 12\n"
	    "      14+1 Type 12\n"
	    "      15+1 Length 1\n"
	    "      16+1 flags 0x00\n"
	    "      17+0 ! not of the length or form of its type\n");
	assert_explained(0xc0, 22,
	    "000200000006000104c0000201000701000500000007",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 2, mLDP P2MP LSP\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+1 fec-type 6\n"
	    "  6+2 address-family 1\n"
	    "  8+1 root-length 4\n"
	    "  9+4 root 192.0.2.1\n"
	    "  13+2 opaque-length 7\n"
	    "  15+7 Octets 7 octets\n"
	    "  15+0 ! runs past what it is in\n");
}

/* --- anything --- */

/* How often the innermost lines say each octet of the value. */
static void
count_octets(const struct explain *e, size_t value, uint8_t *times)
{
	const struct explain_line *l, *next;
	size_t i, j, at;

	memset(times, 0, value);
	for (i = 0; i < e->n; i++) {
		l = &e->v[i];
		if (l->name == NULL || l->at < VALUE_AT || l->depth < 2)
			continue;
		for (j = i + 1; j < e->n && e->v[j].name == NULL; j++)
			;
		next = j < e->n ? &e->v[j] : NULL;
		if (next != NULL && next->depth > l->depth)
			continue;
		for (at = l->at; at < l->at + l->len; at++)
			times[at - VALUE_AT]++;
	}
}

static void
assert_said_once(uint8_t flags, uint8_t type, struct rbuf value)
{
	uint8_t message[4096], times[4096];
	struct explain e;
	size_t n, i;

	n = explain_update_of(flags, type, value, message);
	explain_init(&e, &explain_session);
	explain_message(&e, rbuf_of(message, n));
	count_octets(&e, value.left, times);
	for (i = 0; i < value.left; i++)
		if (times[i] != 1)
			fail_msg("attribute %u: octet %zu is said %u times",
			    type, i, times[i]);
	explain_free(&e);
}

static const struct {
	uint8_t		 flags;
	uint8_t		 type;
	const char	*hex;
} whole[] = {
	{ 0xc0, 23,
	    "0008001e010c8000006400005e0053010000060a000000000001c000"
	    "02016302abcd00630000" },
	{ 0xc0, 23,
	    "00020030010400000007020208000408030b00000000006407012e08"
	    "0212b50901010a0403e801000b0a0100070000000000012c" },
	{ 0xc0, 23,
	    "0001001001060000000701020606000000000000" },
	{ 0xc0, 23,
	    "000f00590c060000000000640d0200000d06800003e800000d124000" V6
	    "0e030000030f020700141a2000" V6
	    "0041000020001000810003007031820003007032" },
	{ 0xc0, 23,
	    "000f0147800144000106000003e810000d1a0000" V6
	    "0041000020001000030a0080c000020103e8200004120000" V6
	    "050a000000000007c0000201060a0000c0000201c0000202072a0000"
	    "00000007" V6 "00000008" V6 "08220000" V6 V6 "0e220080" V6 V6
	    "0f42000000000007" V6 "00000008" V6 V6 "004100002000100010220000"
	    V6 V6 "0906000000000005630101" },
	{ 0xc0, 40,
	    "0100070000000000012c03000e00000c35000010000f4240000010" },
	{ 0xc0, 40,
	    "0500260001001e00" V6
	    "00004800010006401810001030020001ff07000101" },
	{ 0xc0, 22,
	    "0000000000" },
	{ 0xc0, 22,
	    "0106000641c0000201" },
	{ 0xc0, 22,
	    "0006000641" V6 },
	{ 0xc0, 22,
	    "0001000000c00002010000000700000008" },
	{ 0xc0, 22,
	    "0001000000" V6 "0000000700000008" },
	{ 0xc0, 22,
	    "000200000006000104c0000201000701000400000007" },
	{ 0xc0, 22,
	    "000700000008000210" V6 "0005630002abcd" },
	{ 0xc0, 22,
	    "0003000000c0000201e8000001" },
	{ 0xc0, 22,
	    "0004000000" V6 V6 },
	{ 0xc0, 22,
	    "000a0000000102" },
	{ 0xc0, 16,
	    "0002fbf0000000640102c000020100074202000100000007030b0000"
	    "00000007030c0000000000080306c00002010501" },
	{ 0xc0, 16,
	    "8006fbf04cee6b2880070000000000038008fbf00000006480090000"
	    "00000012800c00004cee6b28800a13000005dc00" },
	{ 0xc0, 16,
	    "06000100000000050601010000000641060200005e00530106030000"
	    "5e0053010604000105dc000006060100000000640605010000000640" },
	{ 0xc0, 16,
	    "010cc00002010001080000000000000107020000fbf0c0074004fbf0"
	    "4cee6b2843000000000000020c00fbf000000007ff01020304050607" },
	{ 0xc0, 25,
	    "0002" V6 "0007" },
	{ 0x80, 29,
	    "04020002723104000001c0040a000c8000003e8004890003003e8004"
	    "4b000730000000005dc1044c000d30000000000000000001005dc104"
	    "4300204cee6b284cee6b284cee6b284cee6b284cee6b284cee6b284c"
	    "ee6b284cee6b28" },
	{ 0x80, 29,
	    "0452001e000580000700" V6
	    "04e4000440182000048600084000000000000064045c000400000064"
	    "04450002020004850000" },
	{ 0x80, 29,
	    "04b5002d40000000000200000000000a04b600090100800003e80000"
	    "0004b700100110000000000001000000020000000304b8000c010001"
	    "000000000100000002" },
	{ 0x80, 29,
	    "046200140400000040000000044400040000001404990000010a0004"
	    "010a2906270f0001ab" },
};

/* Each cut anywhere, and with octets changed at random. */
static void
no_octet_is_passed_over(void **state)
{
	uint8_t value[1024], made[1024];
	long seed = (long)time(NULL);
	size_t n, i, j, k;

	(void)state;
	srandom((unsigned)seed);
	print_message("seed %ld\n", seed);
	for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		n = explain_octets(whole[i].hex, value);
		for (j = 1; j <= n; j++)
			assert_said_once(whole[i].flags, whole[i].type,
			    rbuf_of(value, j));
		for (j = 0; j < 300; j++) {
			memcpy(made, value, n);
			for (k = 0; k < 1 + j % 4; k++)
				made[(size_t)random() % n] =
				    (uint8_t)(random() % 256);
			assert_said_once(whole[i].flags, whole[i].type,
			    rbuf_of(made, n));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_of_framing),
		cmocka_unit_test(faults_of_values),
		cmocka_unit_test(no_octet_is_passed_over),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
