/* SPDX-License-Identifier: ISC */
/* Words of EVPN routes: what they become, and what is wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_assert.h"

static const struct about EVPN = { &nlri_evpn, FAMILY_EVPN };

#define RD "0001 c0000201 0007"		/* 192.0.2.1:7 */
#define ESI "00112233445566778899"
#define NO_ESI "00000000000000000000"
#define MAC "30 00005e005301"
#define ESI_WORDS "esi 00:11:22:33:44:55:66:77:88:99"

static void
words_become_octets(void **state)
{
	(void)state;
	assert_announces(EVPN, "ethernet-ad label 100 ethernet-tag 5 "
	    "rd 192.0.2.1:7 " ESI_WORDS,
	    "ethernet-ad rd 192.0.2.1:7 " ESI_WORDS " ethernet-tag 5 "
	    "label 100", "01 19 " RD ESI "00000005 000641");
	/* of a whole segment, without a label; RFC 8214 has no segment */
	assert_announces(EVPN, "ethernet-ad rd 192.0.2.1:7 " ESI_WORDS
	    " ethernet-tag 0xffffffff", "ethernet-ad rd 192.0.2.1:7 "
	    ESI_WORDS " ethernet-tag 4294967295",
	    "01 19 " RD ESI "ffffffff 000000");
	assert_announces(EVPN, "ethernet-ad rd 64500:1 esi - label 16",
	    "ethernet-ad rd 64500:1 esi 0 ethernet-tag 0 label 16",
	    "01 19 0000fbf400000001" NO_ESI "00000000 000101");
	assert_announces(EVPN, "mac-ip rd 192.0.2.1:7 mac 00:00:5E:00:53:01 "
	    "vni 10010",
	    "mac-ip rd 192.0.2.1:7 ethernet-tag 0 mac 00:00:5e:00:53:01 "
	    "vni 10010", "02 21 " RD NO_ESI "00000000" MAC "00 00271a");
	assert_announces(EVPN, "mac-ip route-distinguisher 192.0.2.1:7 "
	    ESI_WORDS " ethernet-tag 100 mac 00-00-5e-00-53-01 ip 192.0.2.7 "
	    "label 100 vni 10010",
	    "mac-ip rd 192.0.2.1:7 " ESI_WORDS " ethernet-tag 100 "
	    "mac 00:00:5e:00:53:01 ip 192.0.2.7 label 100 vni 10010",
	    "02 28 " RD ESI "00000064" MAC "20 c0000207 000641 00271a");
	assert_announces(EVPN, "mac-ip rd 192.0.2.1:7 mac 00:00:5e:00:53:01 "
	    "ip 2001:db8::1 label 0 label 0",
	    "mac-ip rd 192.0.2.1:7 ethernet-tag 0 mac 00:00:5e:00:53:01 "
	    "ip 2001:db8::1 label 0 label 0", "02 34 " RD NO_ESI "00000000"
	    MAC "80 20010db8000000000000000000000001 000001 000001");
	assert_announces(EVPN, "multicast rd 192.0.2.1:7 ip 192.0.2.1",
	    "multicast rd 192.0.2.1:7 ethernet-tag 0 ip 192.0.2.1",
	    "03 11 " RD "00000000 20 c0000201");
	assert_announces(EVPN, "ethernet-segment rd 192.0.2.1:7 " ESI_WORDS
	    " ip 192.0.2.1", "ethernet-segment rd 192.0.2.1:7 " ESI_WORDS
	    " ip 192.0.2.1", "04 17 " RD ESI "20 c0000201");
	assert_announces(EVPN, "prefix 203.0.113.0/24 rd 192.0.2.1:7 "
	    "vni 10010", "prefix 203.0.113.0/24 rd 192.0.2.1:7 "
	    "ethernet-tag 0 vni 10010",
	    "05 22 " RD NO_ESI "00000000 18 cb007100 00000000 00271a");
	assert_announces(EVPN, "prefix 203.0.113.0/24 rd 192.0.2.1:7 "
	    "gateway 192.0.2.7", "prefix 203.0.113.0/24 rd 192.0.2.1:7 "
	    "ethernet-tag 0 gateway 192.0.2.7",
	    "05 22 " RD NO_ESI "00000000 18 cb007100 c0000207 000000");
	assert_announces(EVPN, "prefix ::/0 rd 192.0.2.1:7 " ESI_WORDS,
	    "prefix ::/0 rd 192.0.2.1:7 " ESI_WORDS " ethernet-tag 0",
	    "05 3a " RD ESI "00000000 00 00000000000000000000000000000000 "
	    "00000000000000000000000000000000 000000");
	assert_announces(EVPN, "type 8 0x0A0b", "type 8 0x0a0b",
	    "08 02 0a0b");
	assert_announces(EVPN, "type 255 0x", "type 255 0x", "ff 00");
	/* a VNI whose last bits are those of a label reads back as one */
	assert_announces(EVPN, "multicast ip 192.0.2.1 rd 192.0.2.1:7",
	    "multicast rd 192.0.2.1:7 ethernet-tag 0 ip 192.0.2.1",
	    "03 11 " RD "00000000 20 c0000201");
	assert_announces(EVPN, "mac-ip rd 192.0.2.1:7 mac 00:00:5e:00:53:01 "
	    "vni 10001", "mac-ip rd 192.0.2.1:7 ethernet-tag 0 "
	    "mac 00:00:5e:00:53:01 label 625",
	    "02 21 " RD NO_ESI "00000000" MAC "00 002711");
}

static void
withdraws_without_what_is_carried(void **state)
{
	(void)state;
	assert_withdraws(EVPN, "mac-ip rd 192.0.2.1:7 mac 00:00:5e:00:53:01",
	    "02 21 " RD NO_ESI "00000000" MAC "00 000000");
	assert_withdraws(EVPN, "prefix 203.0.113.0/24 rd 192.0.2.1:7",
	    "05 22 " RD NO_ESI "00000000 18 cb007100 00000000 000000");
	assert_withdraws(EVPN, "ethernet-segment rd 64500:1 esi 0 "
	    "ip 192.0.2.1",
	    "04 17 0000fbf400000001" NO_ESI "20 c0000201");
}

static void
the_kind_comes_first(void **state)
{
	(void)state;
	assert_wrong(EVPN, "", 1, "the kind of route is missing: "
	    "ethernet-ad, mac-ip, multicast, ethernet-segment, prefix or "
	    "type");
	assert_wrong(EVPN, "rd 192.0.2.1:7", 1, "'rd': the kind of route "
	    "comes first: ethernet-ad, mac-ip, multicast, ethernet-segment, "
	    "prefix or type");
	assert_wrong(EVPN, "vni 5", 1, "'vni': the kind of route comes "
	    "first: ethernet-ad, mac-ip, multicast, ethernet-segment, prefix "
	    "or type");
	assert_wrong(EVPN, "med 5", 1, "no word of this family");
	assert_wrong(EVPN, "multicast med 5", 11, "no word of this family");
	assert_wrong(EVPN, "type 8 0x00 med 5", 13, "no word of this family");
	assert_wrong(EVPN, "type 256", 6,
	    "type: '256' is not a number from 0 to 255");
	assert_wrong(EVPN, "type 2 0x00", 6,
	    "type: 2 is 'mac-ip', which has words");
	assert_wrong(EVPN, "type 8", 7,
	    "type: octets in hexadecimal are missing");
	assert_wrong(EVPN, "type 8 00", 8,
	    "type: '00' is not at most 255 octets in hexadecimal");
	assert_wrong(EVPN, "type 8 0x00 rd 192.0.2.1:7", 13,
	    "'rd': a route of a type has octets only");
	assert_wrong(EVPN, "prefix 203.0.113.1/24", 8, "prefix "
	    "'203.0.113.1/24': bits behind the prefix length are set");
}

static void
wrong_words_say_where(void **state)
{
	(void)state;
	assert_wrong(EVPN, "multicast ip 192.0.2.1", 23, "'rd' is missing");
	assert_wrong(EVPN, "multicast rd 192.0.2.1:7", 25,
	    "'ip' is missing");
	assert_wrong(EVPN, "mac-ip rd 192.0.2.1:7 label 1", 30,
	    "'mac' is missing");
	assert_wrong(EVPN, "ethernet-ad rd 192.0.2.1:7 label 1", 35,
	    "'esi' is missing");
	assert_wrong(EVPN, "mac-ip rd 192.0.2.1:7 mac 00:00:5e:00:53:01",
	    44, "'label' or 'vni' is missing");
	assert_wrong(EVPN, "prefix 203.0.113.0/24 rd 192.0.2.1:7", 37,
	    "'label' or 'vni' is missing");
	assert_wrong(EVPN, "ethernet-ad rd 192.0.2.1:7 " ESI_WORDS, 61,
	    "'label' or 'vni' is missing");
	assert_wrong(EVPN, "multicast rd 192.0.2.1:7 rd 192.0.2.1:8", 26,
	    "'rd' is said twice");
	assert_wrong(EVPN, "multicast mac 00:00:5e:00:53:01", 11,
	    "'mac': 'multicast' has none");
	assert_wrong(EVPN, "multicast label 100", 11,
	    "'label': 'multicast' has none");
	assert_wrong(EVPN, "mac-ip gateway 192.0.2.1", 8,
	    "'gateway': 'mac-ip' has none");
	assert_wrong(EVPN, "mac-ip label 1 label 2 vni 3", 28,
	    "vni: 'mac-ip' has 2 at most");
	assert_wrong(EVPN, "ethernet-ad label 1 label 2", 27,
	    "label: 'ethernet-ad' has 1 at most");
	assert_wrong(EVPN, "mac-ip label 1048576", 14,
	    "label: '1048576' is not a number from 0 to 1048575");
	assert_wrong(EVPN, "mac-ip vni 16777216", 12,
	    "vni: '16777216' is not a number from 0 to 16777215");
	assert_wrong(EVPN, "ethernet-ad ethernet-tag 4294967296", 26,
	    "ethernet-tag: '4294967296' is not a number from 0 to "
	    "4294967295");
	assert_wrong(EVPN, "mac-ip mac", 11, "mac: a value is missing");
	assert_wrong(EVPN, "prefix 203.0.113.0/24 rd 192.0.2.1:7 "
	    "gateway 2001:db8::1", 57,
	    "gateway: not of the prefix's family");
	assert_wrong(EVPN, "prefix 203.0.113.0/24 rd 192.0.2.1:7 "
	    "gateway 192.0.2.7 " ESI_WORDS, 89, "gateway: there is an esi "
	    "already, and only one can say which way to go");
	assert_wrong(EVPN, "ethernet-segment rd 64500:1 " ESI_WORDS
	    " ip 192.0.2.1", 75, "rd: a route of a segment has "
	    "address:number (RFC 7432 8.1.1, 8.2.1)");
	assert_wrong(EVPN, "ethernet-ad rd 64500:1 " ESI_WORDS
	    " ethernet-tag 4294967295", 81, "rd: a route of a segment has "
	    "address:number (RFC 7432 8.1.1, 8.2.1)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_become_octets),
		cmocka_unit_test(withdraws_without_what_is_carried),
		cmocka_unit_test(the_kind_comes_first),
		cmocka_unit_test(wrong_words_say_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
