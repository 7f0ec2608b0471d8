/* SPDX-License-Identifier: ISC */
/*
 * What is printed reads back to itself.
 */
#include "route_helper.h"

static void
reads_back(void **state)
{
	static const char *const lines[] = {
		"10.0.0.0/8",
		"10.0.0.0/8 next-hop 192.0.2.1 origin egp med 5 name 'a b'",
		"10.0.0.0/8 path-information 7 as-path [ 1 2 3 ] for 1h2s",
		"2001:db8::/32 community [ 1:2 no-export ] reason \"it's\"",
		"10.0.0.0/8 prepend-self 3 neighbor 192.0.2.1 med 3",
		"10.0.0.0/8 until 2099-01-01T00:00:00Z",
		"10.0.0.0/8 label 5 split /8 force",
		"2001:db8::/32 label [ 5 6 ] path-information 7",
		"10.0.0.0/8 rd 65000:1 label [ 5 6 ] med 5",
		"2001:db8::/32 label 7 rd 192.0.2.1:1",
		"ipv4 multicast 10.0.0.0/8 med 5",
		"ipv4 unicast 232.0.0.0/8",
		"ipv4 mpls-vpn-multicast 10.0.0.0/8 rd 65000:1",
		"vpls endpoint 5 base 10702 offset 1 size 8 rd 192.0.2.1:123 "
		    "med 5 extended-community l2info:19:0:1500:111",
		"l2vpn evpn multicast rd 192.0.2.1:7 ethernet-tag 0 "
		    "ip 192.0.2.1 med 5",
		"evpn mac-ip rd 192.0.2.1:7 ethernet-tag 0 "
		    "mac 00:00:5e:00:53:01 ip 192.0.2.7 label 10 name x",
		"evpn prefix 203.0.113.0/24 med 5 rd 192.0.2.1:7 "
		    "gateway 192.0.2.7 origin igp path-information 7",
		"evpn ethernet-ad origin egp rd 192.0.2.1:7 "
		    "esi 00:11:22:33:44:55:66:77:88:99 vni 10010",
		"evpn ethernet-segment rd 192.0.2.1:7 esi 0x01020304050607"
		    "08090a ip 2001:db8::1 next-hop self",
		"evpn type 8 0x0102 med 5",
		"vpls pe-address 192.0.2.7 rd 64500:1 med 5",
		"ipv4 rtc origin-as 64500 route-target target:64500:100 "
		    "origin igp",
		"ipv4 rtc default med 5",
		"ipv4 mcast-vpn source-join source 10.0.0.1 group 233.252.0.1 "
		    "rd 65000:1 source-as 64497",
		"ipv6 mup mup-isd 2001:db8::/32 rd 64496:7 med 5",
		"ipv4 mup mup-t1st 192.0.2.0/24 rd 64496:7 teid 12345 qfi 9 "
		    "endpoint 10.0.0.1 extended-community mup:10:10",
		"sr-policy distinguisher 1 color 100 endpoint 192.0.2.1 "
		    "preference 200 segment-list weight 1 segment type-a "
		    "mpls 16000",
		"sr-policy distinguisher 1 color 100 endpoint 2001:db8::1",
		"bgp-ls bgp-ls-vpn type 65535 rd 64496:7 value 0x0102 med 5",
		"flow rd 65000:1 protocol tcp redirect 192.0.2.1 for 90s",
		"ipv6 flow port 80 discard path-information 9",
	};
	struct wbuf w = { 0 }, again = { 0 };
	const char *a, *b;
	size_t i;
	char line[512];

	(void)state;
	wbuf_growable(&w, 1 << 16);
	wbuf_growable(&again, 1 << 16);
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		a = route_read(&w, ROUTE_NETWORK, FAMILY_NONE, lines[i]);
		if (a[0] == '!')
			fail_msg("%s: %s", lines[i], a);
		/* without the family's number and the line's end */
		a = strchr(a, ' ') + 1;
		snprintf(line, sizeof(line), "%.*s", (int)strlen(a) - 1, a);
		a = (const char *)w.p;
		b = route_read(&again, ROUTE_NETWORK, FAMILY_NONE, line);
		assert_string_equal(a, b);
	}
	wbuf_free(&w);
	wbuf_free(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
