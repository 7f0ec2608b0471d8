/* SPDX-License-Identifier: ISC */
/*
 * What routes add and routes remove answer, of one route, of several, of very
 * many; whether they were carried out.
 */
#include "program_command_result.h"
#include "rde/command_talk.h"

static void
answers_with_objects(void **state)
{
	static const struct exchange v[] = {
		{ "peer 192.0.2.2 routes add 198.51.100.0/24 next-hop "
		    "192.0.2.9 community 64496:1 path-information 3",
		    "{\"index\": \"000101010000000318c63364\", \"route\": "
		    "\"198.51.100.0/24 path-information 0.0.0.3 next-hop "
		    "192.0.2.9 community 64496:1\", \"success\": true}\n"
		    "done\n" },
		{ "peer * routes add attributes next-hop self nlri "
		    "203.0.113.0/25 203.0.113.128/25",
		    "[{\"index\": \"0001010019cb007100\", \"route\": "
		    "\"203.0.113.0/25 next-hop self\", \"success\": true}, "
		    "{\"index\": \"0001010019cb007180\", \"route\": "
		    "\"203.0.113.128/25 next-hop self\", \"success\": "
		    "true}]\ndone\n" },
		{ "peer 192.0.2.3 routes remove attributes nlri "
		    "203.0.113.0/25 203.0.113.0/26", "[{\"removed\": true, "
		    "\"route\": \"203.0.113.0/25\", \"index\": "
		    "\"0001010019cb007100\"}, {\"removed\": false, "
		    "\"route\": \"203.0.113.0/26\", \"index\": "
		    "\"000101001acb007100\"}]\ndone\n" },
		{ "peer 192.0.2.2 routes add 198.51.103.0/24 next-hop "
		    "192.0.2.9 tunnel-encap ( sr-policy policy-name \"a b\" )",
		    "{\"index\": \"0001010018c63367\", \"route\": "
		    "\"198.51.103.0/24 next-hop 192.0.2.9 tunnel-encap "
		    "( sr-policy policy-name \\\"a b\\\" )\", "
		    "\"success\": true}\ndone\n" },
		{ "peer 192.0.2.2 routes index 0001010018c63367",
		    "[{\"index\": \"0001010018c63367\", \"family\": \"ipv4 "
		    "unicast\", \"route\": \"198.51.103.0/24 next-hop "
		    "192.0.2.9 tunnel-encap ( sr-policy policy-name "
		    "\\\"a b\\\" )\", \"neighbor\": …" },
		{ "peer 192.0.2.2 routes remove 198.51.103.0/24", "…" },
		{ "peer * routes ipv4 multicast add 198.51.101.0/24 next-hop "
		    "self", "{\"index\": …" },
		{ "peer * routes add 198.51.101.1/24 next-hop self",
		    "error: …" },
		{ "peer * routes add 198.51.101.0/24", "error: next-hop …" },
		{ "peer * routes add", "error: …" },
		{ "peer 203.0.113.9 routes add 198.51.101.0/24 next-hop self",
		    "error: neighbor 203.0.113.9: no such…" },
		{ "peer * routes add 10.0.0.0/8 next-hop self split /24",
		    "{\"routes\": 65536}\ndone\n" },
		{ "peer * routes remove 10.0.0.0/8 split /24",
		    "{\"routes\": 65536}\ndone\n" },
		{ "group start", "done\n" },
		{ "routes add 198.51.102.0/24 next-hop self", "done\n" },
		{ "group end", "{\"status\": \"group processed\", "
		    "\"announced\": 1, \"withdrawn\": 0}\ndone\n" },
	};

	(void)state;
	CONVERSE(&shell, v);
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 2);
	assert_int_equal(who_gets("203.0.113.0/25"), 1 << 2 | 1 << 4);
	assert_int_equal(who_gets("203.0.113.128/25"), 1 << 2 | 1 << 3 |
	    1 << 4);
	assert_int_equal(who_gets("10.0.0.0/24"), 0);
	assert_int_equal(who_gets("198.51.102.0/24"), 1 << 2 | 1 << 3 |
	    1 << 4);
}

/* A program's announce of such a family is done, as with ExaBGP; not this. */
static void
says_who_cannot_have_it(void **state)
{
	(void)state;
	peers_get(world.rde.peers, 3)->conf.nfamilies = 1;
	asker_expects(&program, "peer 192.0.2.3 routes add 2001:db8::/32 "
	    "next-hop 2001:db8::1", "{\"index\": \"000201002020010db8\", "
	    "\"route\": \"2001:db8::/32 next-hop 2001:db8::1\", "
	    "\"success\": false, \"error\": \"no neighbor that it is for "
	    "has this family\"}\nerror: no neighbor that it is for has this "
	    "family\nerror\n");
	asker_expects(&program, "peer 192.0.2.3 routes list", "[]\ndone\n");
	asker_expects(&program, "peer 192.0.2.2 routes add 2001:db8::/32 "
	    "next-hop 2001:db8::1", "{\"index\": \"000201002020010db8\", …");
	asker_expects(&program, "peer 192.0.2.2 routes list",
	    "[{\"index\": \"000201002020010db8\", …");
}

/* 500 routes with attributes of 16,000 octets in text are a number. */
static void
bounds_its_line(void **state)
{
	struct wbuf w;
	unsigned i;

	(void)state;
	wbuf_growable(&w, 1 << 20);
	wbuf_str(&w, "routes add attributes next-hop self community [");
	for (i = 0; i < 1000; i++)
		wbuf_printf(&w, " 64496:%u", 10000 + i);
	wbuf_str(&w, " ] nlri");
	for (i = 0; i < 500; i++)
		wbuf_printf(&w, " 10.%u.%u.0/24", i >> 8, i & 255);
	wbuf_u8(&w, '\0');
	asker_expects(&shell, (const char *)w.p, "{\"routes\": 500}\ndone\n");
	assert_int_equal(who_gets("10.1.243.0/24"), 1 << 2 | 1 << 3 | 1 << 4);
	wbuf_free(&w);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(answers_with_objects), T(says_who_cannot_have_it),
		T(bounds_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
