/* SPDX-License-Identifier: ISC */
/* What is written otherwise is named, by the word that was written. */
#include "conf_helper.h"

#include "config/conf_diff.h"

enum { GAPS = 7 };	/* octets between members */

static struct conf_neighbor
neighbor(const char *words)
{
	struct conf_neighbor n;
	struct parsed p;
	char text[1024];

	snprintf(text, sizeof(text), "neighbor 192.0.2.1 {\n"
	    "router-id 192.0.2.9; local-address 192.0.2.9; local-as 64500;\n"
	    "peer-as 64501;\n%s }\n", words);
	parse(&p, text);
	if (p.errors > 0)
		fail_msg("%s: %.*s", words, (int)p.said.len,
		    (const char *)p.said.p);
	n = parsed_neighbor(&p, 0);
	parsed_free(&p);
	return n;
}

static const struct {
	const char	*text;
	const char	*words;		/* blank behind each */
	bool		 restarts;
} cases[] = {
	{ "local-link-local fe80::1;", "local-link-local ", true },
	{ "description x;", "description ", false },
	{ "host-name x;", "host-name ", true },
	{ "domain-name x;", "domain-name ", true },
	{ "hold-time 90;", "hold-time ", true },
	{ "min-hold-time 9;", "min-hold-time ", true },
	{ "rate-limit 9;", "rate-limit ", false },
	{ "passive;", "passive ", true },
	{ "passive; listen 1790;", "passive listen ", true },
	{ "connect 1790;", "connect ", true },
	{ "outgoing-ttl 9;", "outgoing-ttl ", true },
	{ "incoming-ttl 9;", "incoming-ttl ", true },
	{ "ttl-security 1;", "outgoing-ttl incoming-ttl ", true },
	{ "md5-password x;", "md5-password ", true },
	{ "md5-ip 192.0.2.9;", "md5-ip ", true },
	{ "tcp-ao { key 1 { password x; algorithm hmac-sha-256; } }",
	    "tcp-ao ", true },
	{ "group-updates false;", "group-updates ", false },
	{ "auto-flush false;", "auto-flush ", false },
	{ "adj-rib-in false;", "adj-rib-in ", false },
	{ "adj-rib-out false;", "adj-rib-out ", false },
	{ "manual-eor true;", "manual-eor ", false },
	{ "group x;", "group ", false },
	{ "mp-error disable;", "mp-error ", false },
	{ "reject-as-set true;", "reject-as-set ", false },
	{ "flow-validation off;", "flow-validation ", false },
	{ "flow-validation strict;", "flow-validation ", false },
	{ "prefix-limit { ipv4 unicast 9; }", "prefix-limit ", false },
	{ "family { ipv4 unicast; }", "family ", true },
	{ "capability { add-path send; }", "add-path ", true },
	{ "nexthop { ipv4 unicast ipv6; }", "nexthop ", true },
	{ "capability { asn4 false; }", "asn4 ", true },
	{ "capability { route-refresh; }", "route-refresh ", true },
	{ "capability { graceful-restart 9; }", "graceful-restart ", true },
	{ "capability { multi-session; }", "multi-session ", true },
	{ "capability { operational; }", "operational ", true },
	{ "capability { aigp; }", "aigp ", false },
	{ "capability { extended-message false; }", "extended-message ",
	    true },
	{ "capability { software-version; }", "software-version ", true },
	{ "capability { link-local-nexthop; }", "link-local-nexthop ", true },
	{ "capability { link-local-prefer; }", "link-local-prefer ", false },
	{ "capability { role peer; }", "role ", true },
	{ "capability { require asn4; }", "require ", true },
};

static void
check(const struct conf_neighbor *a, const struct conf_neighbor *b,
    const char *words, bool restarts)
{
	struct conf_diff d = conf_diff_neighbor(a, b);
	char said[512] = "";
	struct wbuf w;
	unsigned i;

	wbuf_fixed(&w, said, sizeof(said) - 1);
	for (i = 0; conf_diff_word(i) != NULL; i++)
		if ((d.words >> i & 1) != 0)
			wbuf_printf(&w, "%s ", conf_diff_word(i));
	assert_string_equal(said, words);
	assert_int_equal(d.restarts, restarts);
}

static void
names_the_words(void **state)
{
	struct conf_neighbor plain = neighbor(""), n;
	size_t i;

	(void)state;
	check(&plain, &plain, "", false);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = neighbor(cases[i].text);
		check(&plain, &n, cases[i].words, cases[i].restarts);
		check(&n, &plain, cases[i].words, cases[i].restarts);
	}
	n = plain;
	n.local_as = 64499;
	n.peer_as = 64498;
	n.router_id++;
	check(&plain, &n, "router-id local-as peer-as ", true);
	n = plain;
	n.range_limit = 5;
	check(&plain, &n, "range-limit ", false);
	n.clones = 5;
	check(&plain, &n, "range-limit ", true);
}

/* A field that is new has a word too, but for the id and what a clone is. */
static void
no_octet_is_forgotten(void **state)
{
	static struct conf_neighbor a, b;
	size_t i, forgotten = 0;
	uint8_t *octets = (uint8_t *)&b;

	(void)state;
	for (i = 0; i < sizeof(b); i++) {
		octets[i] = 2;
		forgotten += conf_diff_neighbor(&a, &b).words == 0;
		octets[i] = 0;
	}
	/* Whoever made a neighbour, it is the same to everyone else. */
	assert_int_equal(forgotten, sizeof(a.id) + sizeof(a.cloned) +
	    sizeof(a.range_plen) + sizeof(a.created) + GAPS);
	assert_true(conf_diff_neighbor(&a, &a).words == 0);
}

static void
names_end(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; conf_diff_word(i) != NULL; i++)
		assert_string_not_equal(conf_diff_word(i), "");
	assert_in_range(i, 40, 64);
	for (i = 0; conf_diff_setting(i) != NULL; i++)
		assert_string_not_equal(conf_diff_setting(i), "");
	assert_int_equal(i, CONF_SETTING_MAX);
	assert_true(conf_diff_key(CONF_KEY_NONE) == 0);
	assert_true(conf_diff_key(CONF_KEY_MD5) !=
	    conf_diff_key(CONF_KEY_AO));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_words),
		cmocka_unit_test(no_octet_is_forgotten),
		cmocka_unit_test(names_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
