/* SPDX-License-Identifier: ISC */
/* Rules from the wire as ExaBGP's words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/flow_help.h"

static void
prints(const char *hex, struct flow_family k, const char *want)
{
	struct rule r;
	char *text;

	if (rule_of_hex(hex, k, &r) == -1)
		fail_msg("%s was refused", hex);
	text = words_of_rule(&r);
	assert_string_equal(text, want);
	free(text);
}

static void
prints_rules(void **state)
{
	(void)state;
	prints("13 01200A000002 02200A000001 038106 05910C38", V4,
	    "destination-ipv4 10.0.0.2/32 source-ipv4 10.0.0.1/32 "
	    "protocol =tcp destination-port =3128");
	prints("25 0120C0A80001 02200A000009 0301118106 040150911F90 "
	    "05121F90541F98910C38 06920400", V4,
	    "destination-ipv4 192.168.0.1/32 source-ipv4 10.0.0.9/32 "
	    "protocol [ =udp =tcp ] port [ =80 =8080 ] "
	    "destination-port [ >8080&<8088 =3128 ] source-port >1024");
	prints("0C 0A02C854012C120190D401F4", V4,
	    "packet-length [ >200&<300 >400&<500 ]");
	prints("10 038606 048600 059601BB 060650961F90", V4,
	    "protocol !=tcp port !=0 destination-port !=443 "
	    "source-port [ !=80 !=8080 ]");
	prints("03 01 00 00", V6, "destination-ipv6 ::/0/0");
	prints("02 01 00", V4, "destination-ipv4 0.0.0.0/0");
}

static void
prints_bits(void **state)
{
	(void)state;
	prints("05 0901048109", V4, "tcp-flags [ =rst =fin+push ]");
	prints("05 090090C241", V4, "tcp-flags [ ack+cwr&!fin+ece ]");
	prints("09 09000200044001C308", V4,
	    "tcp-flags [ syn rst&fin&!=push ]");
	prints("03 098000", V4, "tcp-flags 0x0");
	prints("04 09900302", V4, "tcp-flags syn+ns+0x200");
	prints("04 09910800", V4, "tcp-flags =0x800");
	prints("03 0c8001", V4, "fragment dont-fragment");
	prints("07 0C000400028008", V6,
	    "fragment [ first-fragment is-fragment last-fragment ]");
}

static void
prints_what_no_packet_has(void **state)
{
	(void)state;
	prints("06 04a100011170", V4, "port =0x11170");
	prints("04 03910100", V4, "protocol =0x100");
}

static void
prints_operators(void **state)
{
	(void)state;
	prints("11 04 0000 0101 0202 0303 0404 0505 0606 8700", V4,
	    "port [ false =1 >2 >=3 <4 <=5 !=6 true ]");
}

static void
prints_ipv6(void **state)
{
	(void)state;
	prints("28 0180002A0229B8192500000000000000002E69 "
	    "024000BEEFF00E00000000 038106 0C000400028008", V6,
	    "destination-ipv6 2a02:29b8:1925::2e69/128/0 "
	    "source-ipv6 beef:f00e::/64/0 next-header =tcp "
	    "fragment [ first-fragment is-fragment last-fragment ]");
	prints("0e 02807801 038111 0b8165 0d9107dd", V6,
	    "source-ipv6 ::1/128/120 next-header =udp traffic-class =101 "
	    "flow-label =2013");
}

static void
prints_icmp_of_its_family(void **state)
{
	(void)state;
	prints("06 078108 088100", V4, "icmp-type =echo-request icmp-code =0");
	prints("03 078180", V6, "icmp-type =echo-request");
	prints("03 078108", V6, "icmp-type =8");
}

static void
prints_a_distinguisher(void **state)
{
	(void)state;
	prints("0e 0000ffff00010000 02200a000001", V4_VPN,
	    "source-ipv4 10.0.0.1/32 rd 65535:65536");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_rules),
		cmocka_unit_test(prints_bits),
		cmocka_unit_test(prints_what_no_packet_has),
		cmocka_unit_test(prints_operators),
		cmocka_unit_test(prints_ipv6),
		cmocka_unit_test(prints_icmp_of_its_family),
		cmocka_unit_test(prints_a_distinguisher),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
