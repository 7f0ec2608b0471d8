/* SPDX-License-Identifier: ISC */
/*
 * Route text: what comes out of each dialect, and what is refused where.
 */
#include "route_helper.h"

static struct wbuf w;

static void
gives(enum route_dialect d, const char *line, const char *want)
{
	const char *got;

	if (w.max == 0)
		wbuf_growable(&w, 1 << 16);
	got = route_read(&w, d, FAMILY_NONE, line);
	if (strcmp(got, want) != 0)
		fail_msg("%s:\nwanted\n%s\ngot\n%s", line, want, got);
}

static void
refused(enum route_dialect d, const char *line, unsigned col,
    const char *words)
{
	const char *got;
	char at[16];

	if (w.max == 0)
		wbuf_growable(&w, 1 << 16);
	got = route_read(&w, d, FAMILY_NONE, line);
	snprintf(at, sizeof(at), "!%u ", col);
	if (strncmp(got, at, strlen(at)) != 0 || strstr(got, words) == NULL)
		fail_msg("%s: wanted %s…%s, got %s", line, at, words, got);
}

/* Scripts write any next hop beside a withdraw; it has none. */
static void
withdraws(void **state)
{
	(void)state;
	gives(ROUTE_WITHDRAW, "route 10.0.0.0/8",
	    "0 10.0.0.0/8 next-hop self\n");
	gives(ROUTE_WITHDRAW, "route 10.0.0.0/8 next-hop 0.0.0.0",
	    "0 10.0.0.0/8 next-hop 0.0.0.0\n");
	gives(ROUTE_WITHDRAW, "route 2001:db8::/32 next-hop 192.0.2.1",
	    "10 2001:db8::/32 next-hop 192.0.2.1\n");
	refused(ROUTE_ANNOUNCE, "route 10.0.0.0/8 next-hop 0.0.0.0", 27,
	    "0.0.0.0 cannot be a next hop");
	refused(ROUTE_WITHDRAW, "route 10.0.0.0/8 next-hop 300.0.0.1", 27,
	    "is not an address");
}

static void
configuration(void **state)
{
	(void)state;
	gives(ROUTE_CONFIG, "route 10.0.0.0/8 next-hop 192.0.2.1",
	    "0 10.0.0.0/8 next-hop 192.0.2.1\n");
	gives(ROUTE_CONFIG, "route 224.0.0.0/4 next-hop self",
	    "1 224.0.0.0/4 next-hop self\n");
	gives(ROUTE_CONFIG, "route 224.0.0.0/3 next-hop self",
	    "0 224.0.0.0/3 next-hop self\n");
	gives(ROUTE_CONFIG, "route 2001:db8:: next-hop 2001:db8::1",
	    "10 2001:db8::/128 next-hop 2001:db8::1\n");
	gives(ROUTE_CONFIG,
	    "attributes med 1 next-hop self nlri 10.0.0.0/8, 11.0.0.0/8",
	    "0 10.0.0.0/8 next-hop self med 1\n"
	    "0 11.0.0.0/8 next-hop self med 1\n");
	gives(ROUTE_CONFIG, "route 10.0.0.0/23 split 24 next-hop self",
	    "0 10.0.0.0/24 next-hop self\n0 10.0.1.0/24 next-hop self\n");
	gives(ROUTE_CONFIG, "route 255.255.255.254/31 split /32 next-hop self",
	    "0 255.255.255.254/32 next-hop self\n"
	    "0 255.255.255.255/32 next-hop self\n");
	gives(ROUTE_CONFIG, "route 10.0.0.0/8 next-hop 192.0.2.1 next-hop "
	    "192.0.2.2 med 1 med 2",
	    "0 10.0.0.0/8 next-hop 192.0.2.1 med 1\n");
}

static void
network(void **state)
{
	(void)state;
	gives(ROUTE_NETWORK, "10.0.0.0/8", "0 10.0.0.0/8 next-hop self\n");
	gives(ROUTE_NETWORK, "10.0.0.0/12 split /32",
	    "0 10.0.0.0/12 next-hop self\n");
	gives(ROUTE_NETWORK, "10.0.0.0/8 2001:db8::/32 fe80::/10 metric 5 "
	    "localpref 7 for 90s reason \"a; b\"",
	    "0 10.0.0.0/8 next-hop self med 5 local-preference 7 for 1m30s "
	    "reason \"a; b\"\n"
	    "10 2001:db8::/32 next-hop self med 5 local-preference 7 for "
	    "1m30s reason \"a; b\"\n"
	    "10 fe80::/10 next-hop self med 5 local-preference 7 for 1m30s "
	    "reason \"a; b\"\n");
	gives(ROUTE_NETWORK, "10.0.0.0/8 neighbor 192.0.2.1 local-as 5, "
	    "neighbor 192.0.2.2 med 5 until 2099-01-01T00:00:00Z",
	    "0 10.0.0.0/8 next-hop self med 5 until 2099-01-01T00:00:00Z "
	    "neighbor 192.0.2.1 local-as 5 , neighbor 192.0.2.2\n");
}

static void
refusals(void **state)
{
	(void)state;
	refused(ROUTE_CONFIG, "route", 6, "prefix is missing");
	refused(ROUTE_CONFIG, "foo 10.0.0.0/8", 1, "legal here: route");
	refused(ROUTE_CONFIG, "foo 10.0.0.0/8", 1, " bgp-ls afi");
	refused(ROUTE_CONFIG, "route 10.0.0.1/8 next-hop self", 7, "10.0.0.1");
	refused(ROUTE_CONFIG, "route 10.0.0.0/8", 17, "next-hop is missing");
	refused(ROUTE_CONFIG, "route 10.0.0.0/8 next-hop", 26, "address");
	refused(ROUTE_CONFIG, "route 10.0.0.0/8 next-hop self for 5s", 32,
	    "unknown word 'for'");
	refused(ROUTE_CONFIG, "route 2001:db8::/32 next-hop 192.0.2.1", 39,
	    "cannot have");
	refused(ROUTE_CONFIG, "route 10.0.0.0/8 split /30 next-hop self", 41,
	    "split");
	refused(ROUTE_CONFIG, "attributes next-hop self", 25, "nlri");
	refused(ROUTE_NETWORK, "", 1, "missing");
	refused(ROUTE_NETWORK, "VPNv4 10.0.0.0/8 rd 1:1", 1,
	    "'VPNv4' is neither a prefix nor");
	refused(ROUTE_NETWORK, "10.0.0.0/40", 1, "prefix length");
	refused(ROUTE_NETWORK, "10.0.0.0/8 for 5", 16, "duration");
	refused(ROUTE_NETWORK, "10.0.0.0/8 for 5s until 12:00", 25,
	    "exclude");
	refused(ROUTE_NETWORK, "10.0.0.0/8 until 2001-01-01T00:00:00Z", 18,
	    "has passed");
	refused(ROUTE_NETWORK, "10.0.0.0/8 reason \377", 19, "UTF-8");
	refused(ROUTE_NETWORK, "10.0.0.0/8 neighbor", 20, "selector");
	refused(ROUTE_NETWORK, "10.0.0.0/8 neighbor med 5", 21, "selector");
	refused(ROUTE_NETWORK, "10.0.0.0/8 prepend-self 3 as-path [ 1 ]", 40,
	    "exclude");
	refused(ROUTE_NETWORK, "10.0.0.0/8 watchdog x", 12, "unknown");
	refused(ROUTE_NETWORK, "10.0.0.0/8 label", 17, "value is missing");
	refused(ROUTE_NETWORK, "10.0.0.0/8 label [ 5", 21, "']' is missing");
	refused(ROUTE_NETWORK, "10.0.0.0/8 label x", 18, "'x'");
	refused(ROUTE_NETWORK, "10.0.0.0/8 label 1048576", 18, "1048576");
	refused(ROUTE_NETWORK, "10.0.0.0/8 rd x label 5", 15, "'x'");
	refused(ROUTE_NETWORK, "10.0.0.0/8 rd 65000:1", 22,
	    "'label' is missing");
	refused(ROUTE_NETWORK, "10.0.0.0/8 rd 65000:1 label 5 split /24", 40,
	    "more than 4096 routes with labels");
	refused(ROUTE_NETWORK, "ipv4 nlri-mpls 10.0.0.0/8 rd 65000:1 label 5",
	    27, "have no route distinguisher");
	refused(ROUTE_NETWORK, "ipv4 unicast 10.0.0.0/8 label 5", 25,
	    "label: ipv4 unicast routes have none");
	refused(ROUTE_NETWORK, "ipv4 mpls-vpn 2001:db8::/32 label 5", 15,
	    "not of the family ipv4 mpls-vpn");
}

/* An error in the last prefix: nothing was given to the sink. */
static void
all_is_checked_first(void **state)
{
	const char *got;

	(void)state;
	got = route_read(&w, ROUTE_NETWORK, FAMILY_NONE,
	    "10.0.0.0/8 11.0.0.1/8 med 5");
	assert_int_equal(got[0], '!');
	got = route_read(&w, ROUTE_CONFIG, FAMILY_IPV6_UNICAST,
	    "10.0.0.0/8 next-hop self");
	assert_non_null(strstr(got, "not of the family ipv6 unicast"));
	got = route_read(&w, ROUTE_CONFIG, FAMILY_IPV4_UNICAST,
	    "232.0.0.0/8 next-hop self");
	assert_string_equal(got, "0 ipv4 unicast 232.0.0.0/8 next-hop self\n");
}

/* What follows a prefix makes it one of another family. */
static void
labelled(void **state)
{
	char want[256];

	(void)state;
	snprintf(want, sizeof(want), "%u 10.0.0.0/8 label 5 next-hop "
	    "192.0.2.1 med 7\n", FAMILY_IPV4_LABELLED);
	gives(ROUTE_CONFIG, "route 10.0.0.0/8 next-hop 192.0.2.1 label 5 "
	    "med 7", want);
	gives(ROUTE_ANNOUNCE, "ipv4 labeled-unicast 10.0.0.0/8 label [ 5 ] "
	    "med 7 next-hop 192.0.2.1", want);
	snprintf(want, sizeof(want), "%u 10.0.0.0/9 label [ 5 6 ] rd 65000:1 "
	    "next-hop self\n%u 10.128.0.0/9 label [ 5 6 ] rd 65000:1 "
	    "next-hop self\n", FAMILY_IPV4_VPN, FAMILY_IPV4_VPN);
	gives(ROUTE_CONFIG, "route 10.0.0.0/8 label [ 5 6 ] rd 65000:1 "
	    "split /9 next-hop self", want);
	gives(ROUTE_CONFIG, "attributes next-hop self label [ 5 6 ] rd "
	    "65000:1 nlri 10.0.0.0/9 10.128.0.0/9", want);
	gives(ROUTE_NETWORK, "10.0.0.0/8 split /9 rd 65000:1 labels [ 5 6 ]",
	    want);
	snprintf(want, sizeof(want), "%u 2001:db8::/32 rd 65000:1 next-hop "
	    "self\n", FAMILY_IPV6_VPN);
	gives(ROUTE_WITHDRAW, "route 2001:db8::/32 rd 65000:1", want);
	gives(ROUTE_DELETE, "2001:db8::/32 rd 65000:1", want);
	gives(ROUTE_DELETE, "ipv6 mpls-vpn 2001:db8::/32 rd 65000:1", want);
	refused(ROUTE_NETWORK, "2001:db8::/32 rd 65000:1", 25,
	    "'label' is missing");
	/* the first value counts */
	gives(ROUTE_WITHDRAW, "route 2001:db8::/32 rd 65000:1 rd 65000:2",
	    want);
}

static int
serials(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	uint32_t **out = arg;

	(void)n;
	(void)e;
	*(*out)++ = s->serial;
	return 0;
}

static void
equal_words_are_read_once(void **state)
{
	static const char *const lines[] = {
		"route 10.0.0.0/8 next-hop self med 5",
		"route 11.0.0.0/8 next-hop self med 5",
		"route 12.0.0.0/8 next-hop self med 6",
		"route 13.0.0.0/8 next-hop self med",
		"route 14.0.0.0/8 next-hop self med 6",
		"route 15.0.0.0/8 next-hop self med \"6\"",
	};
	struct route_parser *p = route_parser_new(ROUTE_CONFIG);
	struct lexer *l = lexer_new(NULL, 0);
	uint32_t got[8] = { 0 }, *at = got;
	struct text_error e;
	struct tokens t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		lexer_line(l, lines[i], strlen(lines[i]), &t, &e);
		assert_int_equal(route_parser_statement(p, &t, FAMILY_NONE,
		    serials, &at, &e), i == 3 ? -1 : 0);
	}
	assert_int_equal(at - got, 5);
	assert_int_equal(got[0], got[1]);
	assert_int_not_equal(got[1], got[2]);
	assert_int_not_equal(got[2], got[3]);
	assert_int_not_equal(got[3], got[4]);
	route_parser_free(p);
	lexer_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(configuration),
		cmocka_unit_test(withdraws),
		cmocka_unit_test(labelled),
		cmocka_unit_test(network),
		cmocka_unit_test(refusals),
		cmocka_unit_test(all_is_checked_first),
		cmocka_unit_test(equal_words_are_read_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
