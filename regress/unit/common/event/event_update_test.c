/* SPDX-License-Identifier: ISC */
/*
 * UPDATEs as events: what stands where, keys that occur once, the order of
 * text, End-of-RIB, and how long a hundred thousand prefixes take.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>

#include "bgp/message.h"
#include "common/event/event_help.h"
#include "common/event/json_check.h"

/* ORIGIN IGP, AS_PATH 64497, NEXT_HOP 192.0.2.9, MED 5 */
static const uint8_t attrs[] = {
	0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf1,
	0x40, 3, 4, 192, 0, 2, 9, 0x80, 4, 4, 0, 0, 0, 5,
};
static const uint8_t next_hop_only[] = { 0x40, 3, 4, 192, 0, 2, 9 };
static const uint8_t ten[] = { 8, 10, 24, 10, 1, 0 };
static const uint8_t eleven[] = { 8, 11 };
static const uint8_t ids[] = { 0, 0, 0, 7, 8, 10, 0, 0, 1, 0, 8, 11 };
static const uint8_t v6[] = { 32, 0x20, 0x01, 0x0d, 0xb8 };

#define UPDATE(v, identity)	ENVELOPE(v, "41", "update") identity RECEIVE \
	", \"message\": { \"update\": { "
#define ATTRS	"\"attribute\": { \"origin\": \"igp\", " \
	"\"as-path\": [ 64497 ], \"confederation-path\": [], \"med\": 5 }"
#define ATTRS5	"\"attribute\": { \"origin\": \"igp\", \"as-path\": " \
	"{\"0\": {\"element\": \"as-sequence\", \"value\": [64497]}}, "

static struct event_run
run(bool withdraw, enum family f, const uint8_t *p, size_t n)
{
	struct event_run r = { .withdraw = withdraw, .family = f,
	    .nlri = rbuf_of(p, n) };

	if (!withdraw && f == FAMILY_IPV4_UNICAST)
		r.nexthop.global = addr_v4(0xc0000209);
	else if (!withdraw)
		assert_int_equal(addr_parse("2001:db8::9",
		    &r.nexthop.global), 0);
	return r;
}

static struct help *
update_new(struct event_update *u)
{
	struct help *h = help_new(EVENT_UPDATE);

	memset(u, 0, sizeof(*u));
	u->attrs = rbuf_of(attrs, sizeof(attrs));
	h->e.u.update = u;
	return h;
}

static void
add(struct event_update *u, bool withdraw, enum family f, const uint8_t *p,
    size_t n)
{
	u->run[u->nruns++] = run(withdraw, f, p, n);
}

static void
announces(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	add(&u, false, FAMILY_IPV4_UNICAST, ten, sizeof(ten));
	assert_string_equal(help_write(h, 4), UPDATE("4.0.1", IDENTITY) ATTRS
	    ", \"announce\": { \"ipv4 unicast\": { \"192.0.2.9\": "
	    "[ { \"nlri\": \"10.0.0.0/8\" }, { \"nlri\": \"10.1.0.0/24\" } ] "
	    "} } } } } }\n");
	assert_string_equal(help_write(h, 6), UPDATE("6.0.0", IDENTITY_ID)
	    ATTRS5 "\"med\": 5 }, \"announce\": { \"ipv4 unicast\": { "
	    "\"192.0.2.9\": [ { \"nlri\": \"10.0.0.0/8\" }, "
	    "{ \"nlri\": \"10.1.0.0/24\" } ] } } } } } }\n");
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update announced 10.0.0.0/8 next-hop "
	    "192.0.2.9 origin igp as-path [ 64497 ] med 5\n"
	    "neighbor 192.0.2.2 receive update announced 10.1.0.0/24 next-hop "
	    "192.0.2.9 origin igp as-path [ 64497 ] med 5\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	h->form.compact = true;
	assert_non_null(strstr(help_write(h, 4),
	    "[ \"10.0.0.0/8\", \"10.1.0.0/24\" ]"));
	free(h);
}

static void
withdraws(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	add(&u, true, FAMILY_IPV4_UNICAST, ten, sizeof(ten));
	u.attrs = (struct rbuf){ 0 };
	assert_string_equal(help_write(h, 4), UPDATE("4.0.1", IDENTITY)
	    "\"withdraw\": { \"ipv4 unicast\": [ { \"nlri\": \"10.0.0.0/8\" }, "
	    "{ \"nlri\": \"10.1.0.0/24\" } ] } } } } }\n");
	assert_string_equal(help_write(h, -6),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update withdrawn 10.0.0.0/8\n"
	    "neighbor 192.0.2.2 receive update withdrawn 10.1.0.0/24\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	/* Attributes that came with it are shown in shape 4 alone. */
	u.attrs = rbuf_of(attrs, sizeof(attrs));
	assert_non_null(strstr(help_write(h, 4), ATTRS ", \"withdraw\""));
	assert_null(strstr(help_write(h, 5), "attribute"));
	free(h);
}

/* RFC 4271 4.3: both in one message, in two families; text keeps its order. */
static void
does_both(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	add(&u, true, FAMILY_IPV4_UNICAST, eleven, sizeof(eleven));
	add(&u, false, FAMILY_IPV4_UNICAST, ten, 2);
	add(&u, true, FAMILY_IPV6_UNICAST, v6, sizeof(v6));
	add(&u, false, FAMILY_IPV6_MULTICAST, v6, sizeof(v6));
	assert_string_equal(help_write(h, 4), UPDATE("4.0.1", IDENTITY) ATTRS
	    ", \"announce\": { \"ipv4 unicast\": { \"192.0.2.9\": "
	    "[ { \"nlri\": \"10.0.0.0/8\" } ] }, \"ipv6 multicast\": "
	    "{ \"2001:db8::9\": [ { \"nlri\": \"2001:db8::/32\" } ] } }, "
	    "\"withdraw\": { \"ipv4 unicast\": [ { \"nlri\": "
	    "\"11.0.0.0/8\" } ], \"ipv6 unicast\": [ { \"nlri\": "
	    "\"2001:db8::/32\" } ] } } } } }\n");
	assert_non_null(strstr(help_write(h, 6),
	    ATTRS5 "\"next-hop\": \"192.0.2.9\", \"med\": 5 }"));
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update withdrawn 11.0.0.0/8\n"
	    "neighbor 192.0.2.2 receive update announced 10.0.0.0/8 next-hop "
	    "192.0.2.9 origin igp as-path [ 64497 ] med 5\n"
	    "neighbor 192.0.2.2 receive update withdrawn 2001:db8::/32\n"
	    "neighbor 192.0.2.2 receive update announced 2001:db8::/32 "
	    "next-hop 2001:db8::9 origin igp as-path [ 64497 ] med 5\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	assert_string_equal(help_write(h, -5),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update announced 10.0.0.0/8 next-hop "
	    "192.0.2.9 origin igp as-path ( 64497 ) med 5\n"
	    "neighbor 192.0.2.2 receive update announced 2001:db8::/32 "
	    "next-hop 2001:db8::9 origin igp as-path ( 64497 ) med 5\n"
	    "neighbor 192.0.2.2 receive update withdrawn 11.0.0.0/8\n"
	    "neighbor 192.0.2.2 receive update withdrawn 2001:db8::/32\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	free(h);
}

/* The plain fields and MP_REACH of one family, with the same next hop. */
static void
writes_each_key_once(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);
	struct json_check c;
	const char *line;

	(void)state;
	add(&u, false, FAMILY_IPV4_UNICAST, ten, 2);
	add(&u, false, FAMILY_IPV4_UNICAST, eleven, sizeof(eleven));
	add(&u, false, FAMILY_IPV4_UNICAST, ten, 2);
	add(&u, false, FAMILY_IPV4_UNICAST, eleven, sizeof(eleven));
	u.run[1].nexthop.global = addr_v4(0xc000020a);
	assert_int_equal(addr_parse("fe80::1", &u.run[2].nexthop.link_local),
	    0);
	line = help_write(h, 4);
	assert_true(json_check_line(&c, line, strlen(line)));
	assert_non_null(strstr(line, "\"ipv4 unicast\": { \"192.0.2.9\": "
	    "[ { \"nlri\": \"10.0.0.0/8\" }, { \"nlri\": \"10.0.0.0/8\" }, "
	    "{ \"nlri\": \"11.0.0.0/8\" } ], \"192.0.2.10\": "
	    "[ { \"nlri\": \"11.0.0.0/8\" } ] }"));
	u.run[0].withdraw = u.run[1].withdraw = true;
	line = help_write(h, 4);
	assert_true(json_check_line(&c, line, strlen(line)));
	free(h);
}

static void
shows_path_ids_and_odd_next_hops(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	add(&u, false, FAMILY_IPV4_UNICAST, ids, sizeof(ids));
	u.run[0].add_path = true;
	h->form.compact = true;		/* no bare string for these */
	assert_non_null(strstr(help_write(h, 4), "\"192.0.2.9\": "
	    "[ { \"nlri\": \"10.0.0.0/8\", "
	    "\"path-information\": \"0.0.0.7\" }, { \"nlri\": "
	    "\"11.0.0.0/8\", \"path-information\": \"0.0.1.0\" } ]"));
	assert_non_null(strstr(help_write(h, -4), " announced 10.0.0.0/8 "
	    "path-information 0.0.0.7 next-hop 192.0.2.9 origin"));
	u.run[0].nexthop = (struct nexthop){ 0 };
	assert_non_null(strstr(help_write(h, 4), "\"no-nexthop\": [ {"));
	assert_non_null(strstr(help_write(h, -4),
	    " path-information 0.0.0.7 origin igp"));
	assert_int_equal(addr_parse("fe80::1", &u.run[0].nexthop.link_local),
	    0);
	assert_non_null(strstr(help_write(h, 4), "\"fe80::1\": [ {"));
	free(h);
}

/* What a withdraw says beside its key is told, where it has a meaning. */
static void
tells_of_withdrawn_keys(void **state)
{
	static const uint8_t vpls[] = { 0, 17, 0, 0, 0xfb, 0xf4, 0, 0, 0, 1,
	    0, 3, 0, 2, 0, 8, 0, 0x80, 1 };
	static const uint8_t vpn[] = { 112, 0x80, 0, 0, 0, 0, 0xfb, 0xf4, 0, 0,
	    0, 1, 10, 0, 0 };
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	add(&u, true, FAMILY_VPLS, vpls, sizeof(vpls));
	add(&u, true, FAMILY_IPV4_VPN, vpn, sizeof(vpn));
	u.run[0].unreach = u.run[1].unreach = true;
	assert_non_null(strstr(help_write(h, 6), "\"withdraw\": "
	    "{ \"l2vpn vpls\": [ { \"rd\": \"64500:1\", "
	    "\"endpoint\": 3, \"base\": 2048, \"offset\": 2, "
	    "\"size\": 8 } ], \"ipv4 mpls-vpn\": "
	    "[ { \"nlri\": \"10.0.0.0/24\", \"rd\": \"64500:1\" } ]"));
	assert_non_null(strstr(help_write(h, -4), " withdrawn vpls "
	    "rd 64500:1 endpoint 3 base 2048 offset 2 size 8\n"));
	assert_non_null(strstr(help_write(h, -4), " withdrawn 10.0.0.0/24 "
	    "rd 64500:1\n"));
	free(h);
}

static void
has_only_attributes_or_nothing(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	assert_string_equal(help_write(h, 4),
	    UPDATE("4.0.1", IDENTITY) ATTRS " } } } }\n");
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	u.attrs = rbuf_of(next_hop_only, sizeof(next_hop_only));
	assert_string_equal(help_write(h, 4),
	    UPDATE("4.0.1", IDENTITY) " } } } }\n");
	add(&u, false, FAMILY_NONE, ten, sizeof(ten));
	add(&u, false, FAMILY_IPV4_UNICAST, ten, 0);
	assert_string_equal(help_write(h, 4),
	    UPDATE("4.0.1", IDENTITY) " } } } }\n");
	free(h);
}

/* Of two attribute sets an UPDATE is two events. */
static void
divides_by_attributes(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	add(&u, false, FAMILY_IPV4_UNICAST, ten, 2);
	add(&u, false, FAMILY_IPV6_UNICAST, v6, sizeof(v6));
	u.run[1].attrs = rbuf_of(attrs, 13);
	assert_string_equal(help_write(h, 4), UPDATE("4.0.1", IDENTITY) ATTRS
	    ", \"announce\": { \"ipv4 unicast\": { \"192.0.2.9\": "
	    "[ { \"nlri\": \"10.0.0.0/8\" } ] } } } } } }\n"
	    ENVELOPE("4.0.1", "42", "update") IDENTITY RECEIVE
	    ", \"message\": { \"update\": { \"attribute\": { \"origin\": "
	    "\"igp\", \"as-path\": [ 64497 ], \"confederation-path\": [] }, "
	    "\"announce\": { \"ipv6 unicast\": { \"2001:db8::9\": "
	    "[ { \"nlri\": \"2001:db8::/32\" } ] } } } } } }\n");
	/* One, where nothing else is left. */
	u.run[0] = u.run[1];
	u.nruns = 1;
	assert_null(strstr(help_write(h, 4), "\"med\""));
	assert_null(strstr(help_write(h, 4), "ipv4"));
	free(h);
}

static void
says_end_of_rib(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	u = (struct event_update){ .eor = true, .eor_afi = 2, .eor_safi = 1 };
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41",
	    "update") IDENTITY RECEIVE ", \"message\": { \"eor\": "
	    "{ \"afi\" : \"ipv6\", \"safi\" : \"unicast\" } } } }\n");
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update route eor 2/1 "
	    "(ipv6 unicast)\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	free(h);
}

static void
adds_octets(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);

	(void)state;
	help_message(h, MSG_UPDATE, "00000000");
	u = (struct event_update){ .eor = true, .eor_afi = 1, .eor_safi = 1 };
	h->form.what = EVENT_PACKETS | EVENT_CONSOLIDATE;
	h->form.negotiated = true;
	assert_non_null(strstr(help_write(h, 6), "\"type\": \"update\", "
	    "\"header\": \"0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF001702\", "
	    "\"body\": \"0x00000000\", \"neighbor\""));
	assert_non_null(strstr(help_write(h, 6), "\"unicast\" } }, "
	    "\"negotiated\": { \"message_size\": 4096,"));
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update route eor 1/1 "
	    "(ipv4 unicast)\n header 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF001702"
	    " body 0x00000000\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	h->form.what = EVENT_PACKETS | EVENT_PARSED;
	help_write(h, 6);
	assert_int_equal(h->written, 2);
	free(h);
}

/* NLRI that nobody checked end where they stop making sense. */
static void
stops_at_a_broken_prefix(void **state)
{
	static const uint8_t broken[] = { 8, 10, 40, 1 };
	struct event_update u;
	struct help *h = update_new(&u);
	struct json_check c;
	const char *line;

	(void)state;
	add(&u, false, FAMILY_IPV4_UNICAST, broken, sizeof(broken));
	line = help_write(h, 4);
	assert_true(json_check_line(&c, line, strlen(line)));
	assert_non_null(strstr(line, "[ { \"nlri\": \"10.0.0.0/8\" } ]"));
	u.run[0].nlri = rbuf_of(broken + 2, 2);
	line = help_write(h, 4);
	assert_true(json_check_line(&c, line, strlen(line)));
	assert_non_null(strstr(line, "\"192.0.2.9\": [  ]"));
	free(h);
}

/* Well below a second; a second, so that slow machines are none the wiser. */
static void
is_fast(void **state)
{
	struct event_update u;
	struct help *h = update_new(&u);
	uint8_t nlri[4] = { 24, 10 };
	clock_t begin = clock();
	unsigned i;

	(void)state;
	add(&u, false, FAMILY_IPV4_UNICAST, nlri, sizeof(nlri));
	for (i = 0; i < 100000; i++) {
		nlri[2] = (uint8_t)(i >> 8);
		nlri[3] = (uint8_t)i;
		help_write(h, 4);
	}
	assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 1.0);
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(announces),
		cmocka_unit_test(withdraws),
		cmocka_unit_test(does_both),
		cmocka_unit_test(writes_each_key_once),
		cmocka_unit_test(shows_path_ids_and_odd_next_hops),
		cmocka_unit_test(tells_of_withdrawn_keys),
		cmocka_unit_test(has_only_attributes_or_nothing),
		cmocka_unit_test(divides_by_attributes),
		cmocka_unit_test(says_end_of_rib),
		cmocka_unit_test(adds_octets),
		cmocka_unit_test(stops_at_a_broken_prefix),
		cmocka_unit_test(is_fast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
