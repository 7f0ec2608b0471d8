/* SPDX-License-Identifier: ISC */
/* Which words say which family, and how many of them are taken. */
#include "route_helper.h"

#include "text/route_head.h"
#include "text/route_keyed.h"

/* at: of the word behind the head; -1 an error with these words. */
static void
head(const char *line, enum family want, int at, const char *words)
{
	struct lexer *l = lexer_new(NULL, 0);
	enum family f = FAMILY_NONE;
	struct text_error e = { 0 };
	struct tokens t;
	int r;

	assert_int_equal(lexer_line(l, line, strlen(line), &t, &e), 0);
	r = route_head(&t, &f, &e);
	if (at == -1) {
		assert_int_equal(r, -1);
		if (strstr(e.msg, words) == NULL)
			fail_msg("%s: %s", line, e.msg);
	} else {
		assert_int_equal(r, 0);
		assert_int_equal(f, want);
		assert_int_equal(t.at, at);
	}
	lexer_free(l);
}

static void
reads_heads(void **state)
{
	(void)state;
	head("flow route port 80", ROUTE_FLOW, 1, NULL);
	head("vpls endpoint 5", FAMILY_VPLS, 1, NULL);
	head("evpn mac-ip", FAMILY_EVPN, 1, NULL);
	head("ipv4 mpls-vpn 10.0.0.0/8", FAMILY_IPV4_VPN, 2, NULL);
	head("ipv6 nlri-mpls", FAMILY_IPV6_LABELLED, 2, NULL);
	head("ipv6 labeled-unicast", FAMILY_IPV6_LABELLED, 2, NULL);
	head("ipv4 flow", FAMILY_IPV4_FLOW, 2, NULL);
	head("l2vpn evpn", FAMILY_EVPN, 2, NULL);
	head("bgp-ls bgp-ls", FAMILY_LS, 2, NULL);
	head("sr-policy color 1 endpoint 192.0.2.1", FAMILY_IPV4_SR_POLICY, 1,
	    NULL);
	head("sr-policy color 1 endpoint 2001:db8::1", FAMILY_IPV6_SR_POLICY,
	    1, NULL);
	head("route 10.0.0.0/8", FAMILY_NONE, 0, NULL);
	head("10.0.0.0/8", FAMILY_NONE, 0, NULL);
	head("\"flow\" x", FAMILY_NONE, 0, NULL);
	head("ipv4", 0, -1, "second word");
	head("ipv4 unicats", 0, -1, "did you mean 'unicast'?");
	head("l2vpn mup", 0, -1, "legal here: vpls evpn");
}

static void
says_what_may_begin_one(void **state)
{
	const struct token tok = { .s = "xx", .line = 1, .col = 1 };
	struct text_error e = { 0 };

	(void)state;
	assert_int_equal(route_head_unknown(&tok, &e), -1);
	assert_non_null(strstr(e.msg, "'xx'; legal here: route attributes flow "
	    "sr-policy vpls evpn ipv4 ipv6 l2vpn bgp-ls afi"));
}

/* what: of one that route_head_family wants; at as above. */
static void
one_family(const char *line, enum family want, int at, const char *words)
{
	struct lexer *l = lexer_new(NULL, 0);
	enum family f = FAMILY_NONE;
	struct text_error e = { 0 };
	struct tokens t;
	int r;

	assert_int_equal(lexer_line(l, line, strlen(line), &t, &e), 0);
	r = route_head_family(&t, &f, &e);
	assert_int_equal(r, at == -1 ? -1 : 0);
	if (at == -1 && strstr(e.msg, words) == NULL)
		fail_msg("%s: %s", line, e.msg);
	if (at != -1) {
		assert_int_equal(f, want);
		assert_int_equal(t.at, at);
	}
	lexer_free(l);
}

static void
reads_numbers(void **state)
{
	const enum family other = FAMILY_OTHER_FIRST + 1;

	(void)state;
	assert_int_equal(family_others_set(other, 16397, 99), 0);
	head("afi 16397 safi 99 0x01", other, 4, NULL);
	head("afi 25 safi 70 multicast", FAMILY_EVPN, 4, NULL);
	head("afi 0x0001 safi 0x85 port 80", FAMILY_IPV4_FLOW, 4, NULL);
	head("\"afi\" 1", FAMILY_NONE, 0, NULL);
	head("afi", 0, -1, "afi");
	head("afi 0 safi 1", 0, -1, "afi: 0 is reserved");
	head("afi 16397", 0, -1, "afi 16397: 'safi' and its number are "
	    "missing");
	head("afi 16397 safi", 0, -1, "safi");
	head("afi 16397 safi 256", 0, -1, "from 0 to 255");
	head("afi 16397 safi 98", 0, -1, "no neighbor has that family");
	one_family("afi 16397 safi 99", other, 4, NULL);
	one_family("ipv6 flow-vpn x", FAMILY_IPV6_FLOW_VPN, 2, NULL);
	one_family("ipv4", 0, -1, "a family is missing, such as ipv4 "
	    "unicast");
	one_family("", 0, -1, "a family is missing, such as ipv4 unicast");
	one_family("ipv4 x", 0, -1, "ipv4 x: no such family");
	one_family("afi 16397 safi 98", 0, -1, "no neighbor has that family");
}

/* SAFI that mean something with the AFI that are known. */
static void
other_afis_have_their_own(void **state)
{
	static const uint8_t safis[] = { SAFI_UNICAST, SAFI_LABELLED,
	    SAFI_VPN, SAFI_VPN_MULTICAST, SAFI_FLOW, SAFI_FLOW_VPN };
	struct nlri n = { .pad = 0 };
	char want[64];
	struct wbuf w;
	enum family f;
	unsigned i;

	(void)state;
	wbuf_growable(&w, sizeof(want));
	for (i = 0; i < sizeof(safis); i++) {
		f = (enum family)(FAMILY_OTHER_FIRST + 2 + i);
		assert_int_equal(family_others_set(f, 1000, safis[i]), 0);
		assert_false(route_family_is_flow(f));
		assert_false(route_family_has_prefix(f));
		wbuf_reset(&w);
		n.family = (uint8_t)f;
		route_keyed_head(&w, &n);
		wbuf_u8(&w, '\0');
		snprintf(want, sizeof(want), "afi 1000 safi %u ", safis[i]);
		assert_string_equal((char *)w.p, want);
	}
	wbuf_free(&w);
}

static void
sorts_families(void **state)
{
	(void)state;
	assert_true(route_family_is_flow(ROUTE_FLOW));
	assert_true(route_family_is_flow(FAMILY_IPV6_FLOW_VPN));
	assert_false(route_family_is_flow(FAMILY_NONE));
	assert_false(route_family_is_flow(FAMILY_IPV4_VPN));
	assert_true(route_family_has_prefix(FAMILY_IPV4_UNICAST));
	assert_true(route_family_has_prefix(FAMILY_IPV6_VPN));
	assert_true(route_family_has_prefix(FAMILY_IPV4_VPN_MULTICAST));
	assert_false(route_family_has_prefix(FAMILY_IPV4_FLOW));
	assert_false(route_family_has_prefix(FAMILY_EVPN));
	assert_false(route_family_has_prefix(FAMILY_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_heads),
		cmocka_unit_test(says_what_may_begin_one),
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(other_afis_have_their_own),
		cmocka_unit_test(sorts_families),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
