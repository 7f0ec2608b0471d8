/* SPDX-License-Identifier: ISC */
/*
 * What is printed reads back to itself.
 */
#include "common/seed.h"
#include "route_helper.h"

#include "common/path/flow_help.h"

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

static const struct {
	enum family		f;
	struct flow_family	k;
} kinds[] = {
	{ FAMILY_IPV4_FLOW, { ADDR_V4, false } },
	{ FAMILY_IPV4_FLOW_VPN, { ADDR_V4, true } },
	{ FAMILY_IPV6_FLOW, { ADDR_V6, false } },
	{ FAMILY_IPV6_FLOW_VPN, { ADDR_V6, true } },
};

static int
take_key(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct wbuf *w = arg;

	(void)s;
	(void)e;
	wbuf_reset(w);
	wbuf_u8(w, n->family);
	wbuf_bytes(w, n->key.p, n->key.left);
	return 0;
}

/* Rules as neighbours send them: octets to words to octets. */
static void
flow_rules_read_back(void **state)
{
	unsigned i, kind;
	struct wbuf text, got, octets;
	struct route_spec s;
	struct text_error e = { 0 };
	struct lexer *l = lexer_new(NULL, 0);
	struct tokens t;
	struct nlri n;
	struct rule r;

	(void)state;
	seed_random();
	memset(&s, 0, sizeof(s));
	wbuf_growable(&text, 1 << 20);
	wbuf_growable(&got, 1 << 16);
	wbuf_growable(&octets, 1 << 16);
	for (i = 0; i < 4000; i++) {
		kind = i % 4;
		wbuf_reset(&octets);
		random_rule(&octets, kinds[kind].k);
		if (rule_of_octets(wbuf_view(&octets), kinds[kind].k,
		    &r) == -1 || r.w.len <= (kinds[kind].k.vpn ? 8 : 0))
			continue;
		memset(&n, 0, sizeof(n));
		n.family = (uint8_t)kinds[kind].f;
		n.key = key_of(&r);
		wbuf_reset(&text);
		route_print(&text, &n, &s);
		if (lexer_line(l, (const char *)text.p, text.len, &t,
		    &e) == -1 || route_parse(&t, i % 8 < 4 ? ROUTE_NETWORK :
		    ROUTE_WITHDRAW, FAMILY_NONE, take_key, &got, &e) == -1)
			fail_msg("%.*s: %s", (int)text.len,
			    (const char *)text.p, e.msg);
		/* a rule without words of one family is of IPv4 */
		assert_int_equal(got.len, 1 + n.key.left);
		if (got.p[0] != n.family)
			fail_msg("%.*s", (int)text.len, (const char *)text.p);
		assert_memory_equal(got.p + 1, n.key.p, n.key.left);
	}
	lexer_free(l);
	wbuf_free(&text);
	wbuf_free(&got);
	wbuf_free(&octets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_back),
		cmocka_unit_test(flow_rules_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
