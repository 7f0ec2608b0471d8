/* SPDX-License-Identifier: ISC */
/* What is announced, and the lines word for word. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "routes.h"

static char why[OPTIONS_WHY];

static struct prefix
prefix(const char *s)
{
	struct prefix p;

	assert_int_equal(prefix_parse(s, &p, NULL), PREFIX_OK);
	return p;
}

static struct options
plain(void)
{
	return (struct options){ .next_hop = "self", .local_preference = -1,
	    .metric = { [STATE_UP] = 100, [STATE_DOWN] = 1000,
	    [STATE_DISABLED] = 500 }, .increase = 1 };
}

static void
expect(const struct options *o, const char *first, const char *second,
    enum state s, const char *want)
{
	struct prefix ip[2];
	struct routes r;
	struct wbuf w;
	size_t n = 0;

	ip[n++] = prefix(first);
	if (second != NULL)
		ip[n++] = prefix(second);
	assert_int_equal(routes_build(&r, o, ip, n, why, sizeof(why)), 0);
	wbuf_growable(&w, 1 << 20);
	routes_write(&r, o, s, &w);
	wbuf_u8(&w, 0);
	assert_string_equal((char *)w.p, want);
	wbuf_free(&w);
	routes_free(&r);
}

static void
announces(void **state)
{
	struct options o = plain();

	(void)state;
	expect(&o, "192.0.2.1", "2001:db8::/32", STATE_UP,
	    "announce route 192.0.2.1/32 next-hop self med 100\n"
	    "announce route 2001:db8::/32 next-hop self med 101\n");
	expect(&o, "192.0.2.1", NULL, STATE_DOWN,
	    "announce route 192.0.2.1/32 next-hop self med 1000\n");
	expect(&o, "192.0.2.1", NULL, STATE_DISABLED,
	    "announce route 192.0.2.1/32 next-hop self med 500\n");
	expect(&o, "192.0.2.1", NULL, STATE_EXIT,
	    "withdraw route 192.0.2.1/32 next-hop self\n");
}

static void
withdraws(void **state)
{
	struct options o = plain();

	(void)state;
	o.withdraw_on_down = true;
	o.path_id = 5;
	expect(&o, "192.0.2.1", NULL, STATE_DOWN,
	    "withdraw route 192.0.2.1/32 next-hop self path-information 5\n");
	expect(&o, "192.0.2.1", NULL, STATE_UP, "announce route 192.0.2.1/32 "
	    "next-hop self med 100 path-information 5\n");
	/* Its address goes, so must the route. */
	o.withdraw_on_down = false;
	o.dynamic = true;
	assert_true(routes_withdrawn(&o, STATE_DISABLED));
	assert_false(routes_withdrawn(&o, STATE_UP));
}

static void
writes_attributes(void **state)
{
	struct options o = plain();

	(void)state;
	o.next_hop = "192.0.2.9";
	o.local_preference = 0;
	o.community = "64496:1 64496:2";
	o.ext_community = "target:64496:1";
	o.large_community = "64496:1:1";
	o.as_path = "64496";
	o.state_as_path[STATE_DOWN] = "64496 64496";
	o.state_as_path[STATE_DISABLED] = "";
	o.disabled_community = "64496:3";
	expect(&o, "192.0.2.1", NULL, STATE_UP,
	    "announce route 192.0.2.1/32 next-hop 192.0.2.9 med 100 "
	    "local-preference 0 community [ 64496:1 64496:2 ] "
	    "extended-community [ target:64496:1 ] "
	    "large-community [ 64496:1:1 ] as-path [ 64496 ]\n");
	expect(&o, "192.0.2.1", NULL, STATE_DOWN,
	    "announce route 192.0.2.1/32 next-hop 192.0.2.9 med 1000 "
	    "local-preference 0 community [ 64496:3 ] "
	    "extended-community [ target:64496:1 ] "
	    "large-community [ 64496:1:1 ] as-path [ 64496 64496 ]\n");
	expect(&o, "192.0.2.1", NULL, STATE_DISABLED,
	    "announce route 192.0.2.1/32 next-hop 192.0.2.9 med 500 "
	    "local-preference 0 community [ 64496:3 ] "
	    "extended-community [ target:64496:1 ] "
	    "large-community [ 64496:1:1 ]\n");
}

static void
chooses_neighbours(void **state)
{
	const char *two[] = { "192.0.2.2", "2001:db8::2", "*" };
	struct options o = plain();

	(void)state;
	o.neighbors = (struct option_list){ two, 1 };
	expect(&o, "192.0.2.1", NULL, STATE_EXIT, "neighbor 192.0.2.2 "
	    "withdraw route 192.0.2.1/32 next-hop self\n");
	o.neighbors.n = 2;
	expect(&o, "192.0.2.1", NULL, STATE_UP, "neighbor 192.0.2.2, "
	    "neighbor 2001:db8::2 announce route 192.0.2.1/32 next-hop self "
	    "med 100\n");
	/* What "*" means needs no word, and ExaBGP 4.2 does not know it. */
	o.neighbors.n = 3;
	expect(&o, "192.0.2.1", NULL, STATE_UP,
	    "announce route 192.0.2.1/32 next-hop self med 100\n");
}

static void
takes_networks_apart(void **state)
{
	struct options o = plain();

	(void)state;
	o.deaggregate = true;
	o.increase = -1;
	o.start_ip = 1;
	expect(&o, "192.0.2.254/31", "2001:db8::ff00/127", STATE_UP,
	    "announce route 192.0.2.255/32 next-hop self med 100\n"
	    "announce route 2001:db8::ff00/128 next-hop self med 99\n"
	    "announce route 2001:db8::ff01/128 next-hop self med 98\n"
	    "announce route 192.0.2.254/32 next-hop self med 97\n");
	o.start_ip = -5;
	expect(&o, "192.0.2.254/31", NULL, STATE_EXIT,
	    "withdraw route 192.0.2.255/32 next-hop self\n"
	    "withdraw route 192.0.2.254/32 next-hop self\n");
}

static void
has_bounds(void **state)
{
	struct prefix most = prefix("10.0.0.0/16"), p = prefix("::/0"),
	    more = prefix("10.0.0.0/15"),
	    two[2] = { most, prefix("192.0.2.1") };
	struct options o = plain();
	char words[1024] = "";
	struct routes r;

	(void)state;
	assert_int_equal(routes_hosts(&most, 1, &r), 0);
	assert_int_equal(r.n, 65536);
	assert_int_equal(r.ip[65535].b[2], 255);
	assert_int_equal(r.ip[65535].b[3], 255);
	routes_free(&r);
	assert_int_equal(routes_hosts(&more, 1, &r), -1);
	assert_int_equal(routes_hosts(two, 2, &r), -1);
	assert_int_equal(routes_hosts(&p, 1, &r), -1);
	o.deaggregate = true;
	assert_int_equal(routes_build(&r, &o, &more, 1, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "more than 65536"));
	o.community = words;
	memset(words, '1', sizeof(words) - 1);
	assert_int_equal(routes_build(&r, &o, &most, 1, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "65536 routes are longer than 64 MiB"));
	words[512] = '\0';
	assert_int_equal(routes_build(&r, &o, &most, 1, why, sizeof(why)), 0);
	routes_free(&r);
}

/* A MED that is none is found before anything is announced. */
static void
checks_metrics(void **state)
{
	const struct prefix ip[2] = { prefix("192.0.2.1"),
	    prefix("192.0.2.2") };
	struct options o = plain();
	struct routes r;

	(void)state;
	o.metric[STATE_DOWN] = UINT32_MAX;
	assert_int_equal(routes_build(&r, &o, ip, 2, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "DOWN is 4294967296"));
	assert_int_equal(routes_build(&r, &o, ip, 1, why, sizeof(why)), 0);
	routes_free(&r);
	o.increase = -101;
	assert_int_equal(routes_build(&r, &o, ip, 2, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "UP is -1"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(announces),
		cmocka_unit_test(withdraws),
		cmocka_unit_test(writes_attributes),
		cmocka_unit_test(chooses_neighbours),
		cmocka_unit_test(takes_networks_apart),
		cmocka_unit_test(has_bounds),
		cmocka_unit_test(checks_metrics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
