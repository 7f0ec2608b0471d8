/* SPDX-License-Identifier: ISC */
/* Which words say which family, and how many of them are taken. */
#include "route_helper.h"

#include "text/route_head.h"

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
		cmocka_unit_test(sorts_families),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
