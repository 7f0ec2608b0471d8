/* SPDX-License-Identifier: ISC */
/*
 * Who hears what: types, forms, directions, shapes, one encoding for equal
 * forms, and facts of sessions in the words of ExaBGP.
 */
#include "bgp/role.h"
#include "feed_world.h"
#include "ipc/control.h"

/* Two programs, each with its block of neighbour 1. */
static void
two_programs(struct pworld *w, struct script *a, struct script *b,
    const struct conf_process *ca, const struct conf_process *cb,
    struct conf_api *api)
{
	const struct conf_process c[2] = { *ca, *cb };

	pworld_configure(w, c, 2, api, 2);
	script_start(w, a, ca->name, 1, 1);
	script_start(w, b, cb->name, 2, 1);
}

static void
tells_each_its_own(void **state)
{
	struct conf_process json = pworld_process("json"),
	    text = pworld_process("text");
	struct conf_api api[2] = { pworld_api(1, "json"),
	    pworld_api(1, "text") };
	struct pworld w;
	struct script a, b;
	struct peer *p;

	(void)state;
	text.json = 0;
	api[0].receive = CONF_API_UPDATE | CONF_API_PARSED;
	api[1].receive = CONF_API_UPDATE | CONF_API_PARSED |
	    CONF_API_PACKETS;
	api[1].neighbor_changes = 1;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	two_programs(&w, &a, &b, &json, &text, api);
	world_up(&w, p, 1);
	assert_string_equal(script_hear(&a), "");
	assert_string_equal(script_hear(&b), "neighbor 192.0.2.1 up\n\n");
	world_announce(&w, p, 7, 5);
	assert_string_equal(script_hear(&a), "{ \"exabgp\": \"4.0.1\", "
	    "\"time\": 1700000000.000000, \"host\" : \"h\", \"pid\" : 77, "
	    "\"ppid\" : 7, \"counter\": 2, \"type\": \"update\", "
	    "\"neighbor\": { \"address\": { \"local\": \"192.0.2.254\", "
	    "\"peer\": \"192.0.2.1\" }, \"asn\": { \"local\": 64496, "
	    "\"peer\": 64500 } , \"direction\": \"receive\", \"message\": { "
	    "\"update\": { \"attribute\": { \"origin\": \"igp\", \"as-path\": "
	    "[ 64500 ], \"confederation-path\": [], \"med\": 5 }, "
	    "\"announce\": { \"ipv4 unicast\": { \"192.0.2.1\": [ { \"nlri\": "
	    "\"203.0.7.0/24\" } ] } } } } } }\n");
	script_hear(&b);
	assert_non_null(strstr(b.text, "neighbor 192.0.2.1 receive 2 header "
	    "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF003602 body 0x"));
	assert_non_null(strstr(b.text, "\n\nneighbor 192.0.2.1 receive update "
	    "start\nneighbor 192.0.2.1 receive update announced 203.0.7.0/24 "
	    "next-hop 192.0.2.1 origin igp as-path [ 64500 ] med 5\n"
	    "neighbor 192.0.2.1 receive update end\n\n"));
	world_withdraw(&w, p, 7);
	assert_non_null(strstr(script_hear(&a), "\"counter\": 5, "));
	assert_non_null(strstr(a.text, "\"withdraw\": { \"ipv4 unicast\": [ "
	    "{ \"nlri\": \"203.0.7.0/24\" } ] }"));
	script_hear(&b);
	world_attributes(&w, p);
	assert_non_null(strstr(script_hear(&a), "\"message\": { \"update\": "
	    "{ \"attribute\": { \"origin\": \"igp\", \"as-path\": [ 64500 ], "
	    "\"confederation-path\": [], \"med\": 9 } } }"));
	script_hear(&b);
	assert_non_null(strstr(b.text, "FF002B02 body 0x00000014400101"));
	assert_non_null(strstr(b.text, "receive update start\nneighbor "
	    "192.0.2.1 receive update end\n"));
	world_eor(&w, p);
	assert_non_null(strstr(script_hear(&a), "\"eor\": { \"afi\" : "
	    "\"ipv4\", \"safi\" : \"unicast\" }"));
	script_end(&a);
	script_end(&b);
	pworld_free(&w);
}

static void
encodes_once_for_equal_forms(void **state)
{
	struct conf_process one = pworld_process("one"),
	    two = pworld_process("two");
	struct conf_api api[2] = { pworld_api(1, "one two"),
	    pworld_api(1, "two") };
	struct pworld w;
	struct script a, b;
	struct peer *p;

	(void)state;
	api[0].receive = CONF_API_UPDATE | CONF_API_CONSOLIDATE;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	two_programs(&w, &a, &b, &one, &two, api);
	world_up(&w, p, 1);
	world_announce(&w, p, 1, 5);
	world_announce(&w, p, 2, 5);
	assert_string_equal(script_hear(&a), script_hear(&b));
	assert_non_null(strstr(a.text, "\"counter\": 1, "));
	assert_non_null(strstr(a.text, "\"counter\": 2, "));
	assert_null(strstr(a.text, "\"counter\": 3, "));
	assert_non_null(strstr(a.text, "\"header\": \"0xFF"));
	script_end(&a);
	script_end(&b);
	pworld_free(&w);
}

/* A type without a form, a form without a type, another neighbour's. */
static void
tells_nobody_else(void **state)
{
	struct conf_process c[2] = { pworld_process("one"),
	    pworld_process("two") };
	struct conf_api api[3] = { pworld_api(1, "one"),
	    pworld_api(1, "two"), pworld_api(2, "two") };
	struct pworld w;
	struct script a, b;
	struct peer *p;

	(void)state;
	api[0].receive = CONF_API_UPDATE;
	api[0].send = CONF_API_UPDATE | CONF_API_PARSED;
	api[1].receive = CONF_API_PARSED | CONF_API_KEEPALIVE;
	api[2].receive = CONF_API_PARSED | CONF_API_UPDATE;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	(void)pworld_peer(&w, 2);
	pworld_configure(&w, c, 2, api, 3);
	script_start(&w, &a, "one", 1, 1);
	script_start(&w, &b, "two", 2, 1);
	world_up(&w, p, 1);
	assert_false(feed_wants_update(w.rde.feed, p, EVENT_RECEIVE));
	assert_true(feed_wants_update(w.rde.feed, p, EVENT_SEND));
	assert_non_null(strstr(script_hear(&a), "\"eor\""));
	world_announce(&w, p, 1, 5);
	assert_string_equal(script_hear(&a), "");
	assert_string_equal(script_hear(&b), "");
	assert_int_equal(p->feed->counter, 1);
	script_end(&a);
	script_end(&b);
	pworld_free(&w);
}

static void
tells_what_is_sent(void **state)
{
	const struct originate_order o = {
		.source = CTL_SRC_PROGRAM, .owner = "one",
	};
	const uint8_t igp[] = { 0x40, 1, 1, 0 };
	struct conf_process c = pworld_process("one");
	struct conf_api api = pworld_api(1, "one");
	struct originate_route r = {
		.nlri = { .family = FAMILY_IPV4_UNICAST,
		    .prefix = { .af = ADDR_V4, .len = 24,
		    .b = { 198, 51, 100 } } },
		.self = true,
	};
	struct pworld w;
	struct script a;
	struct peer *p;

	(void)state;
	api.send = CONF_API_UPDATE | CONF_API_PARSED | CONF_API_CONSOLIDATE;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	pworld_configure(&w, &c, 1, &api, 1);
	script_start(&w, &a, "one", 1, 1);
	r.attrs = attrs_intern(w.rde.attrs, rbuf_of(igp, 4));
	assert_int_equal(originate_add(w.rde.originate, &r, &o),
	    ORIGINATE_OK);
	attrs_unref(w.rde.attrs, r.attrs);
	world_up(&w, p, 1);
	script_hear(&a);
	assert_non_null(strstr(a.text, "\"direction\": \"send\", "
	    "\"message\": { \"update\": { \"attribute\": { \"origin\": "
	    "\"igp\", \"as-path\": [ 64496 ], \"confederation-path\": [] }, "
	    "\"announce\": { \"ipv4 unicast\": { \"192.0.2.254\": [ { "
	    "\"nlri\": \"198.51.100.0/24\" } ] } } }"));
	assert_non_null(strstr(a.text, "\"direction\": \"send\", "
	    "\"message\": { \"eor\": { \"afi\" : \"ipv4\", \"safi\" : "
	    "\"unicast\" } }"));
	script_end(&a);
	pworld_free(&w);
}

/* OPEN, AS 64500, hold time 90, no capability. */
static const uint8_t open_message[] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0, 29, 1, 4, 0xfb, 0xf4, 0, 90,
	192, 0, 2, 1, 0,
};
static const uint8_t keepalive[] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0, 19, 4,
};

static void
tells_of_sessions(void **state)
{
	static const char *const lines[] = {
		"\"counter\": 1, \"type\": \"state\"", "\"connected\"",
		"\"counter\": 2, \"type\": \"fsm\"", "\"OPENSENT\"",
		"\"counter\": 3, \"type\": \"open\"", "\"send\", \"open\"",
		"\"counter\": 4, \"type\": \"negotiated\"",
		"\"hold_time\": 90, \"asn4\": true",
		"\"counter\": 5, \"type\": \"keepalive\"", "\"receive\"  }",
		"\"counter\": 6, \"type\": \"state\"", "\"up\"",
		"\"counter\": 7, \"type\": \"state\"",
		"\"down\", \"reason\": \"peer reset, message (notification "
		"received (6,2)) error(Cease)\"",
		"\"counter\": 8, \"type\": \"signal\"",
		"\"code\": \"10\", \"name\": \"SIGUSR1\"",
		/* Of an attempt that failed. */
		"\"counter\": 9, \"type\": \"state\"",
		"\"down\", \"reason\": \"peer reset, message (notification "
		"sent (2,2)) error(Bad)\"", NULL
	};
	struct conf_process c = pworld_process("one");
	struct conf_api api = pworld_api(1, "one");
	struct negotiated neg = world_negotiated(1);
	const char *at;
	struct pworld w;
	struct script a;
	struct peer *p;
	unsigned i;

	(void)state;
	api.neighbor_changes = api.fsm = api.negotiated = api.signal = 1;
	api.send = CONF_API_OPEN | CONF_API_PARSED;
	api.receive = CONF_API_KEEPALIVE | CONF_API_PARSED;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	pworld_configure(&w, &c, 1, &api, 1);
	script_start(&w, &a, "one", 1, 1);
	feed_connected(w.rde.feed, p, &neg.local);
	feed_fsm(w.rde.feed, p, EVENT_OPENSENT, 1);
	feed_fsm(w.rde.feed, p, 77, 1);
	feed_message(w.rde.feed, p, EVENT_SEND, 5,
	    rbuf_of(open_message, sizeof(open_message)));
	feed_message(w.rde.feed, p, EVENT_RECEIVE, 5,
	    rbuf_of(open_message, sizeof(open_message)));
	feed_negotiated(w.rde.feed, p, &neg);
	feed_message(w.rde.feed, p, EVENT_RECEIVE, 5,
	    rbuf_of(keepalive, sizeof(keepalive)));
	world_up(&w, p, 1);
	feed_reason(w.rde.feed, p, rbuf_of("notification received (6,2)"
	    "\0Cease", 33));
	sessions_down(&w.rde, p, SR_DOWN_PLAIN);
	feed_signal(w.rde.feed, SIGUSR1);
	feed_reason(w.rde.feed, p, rbuf_of("notification sent (2,2)\0Bad",
	    27));
	at = script_hear(&a);
	for (i = 0; lines[i] != NULL; i++) {
		at = strstr(at, lines[i]);
		if (at == NULL)
			fail_msg("no %s in %s", lines[i], a.text);
	}
	script_end(&a);
	/* One that begins later hears where the session stands. */
	script_start(&w, &a, "one", 1, 2);
	assert_non_null(strstr(script_hear(&a), "\"type\": \"fsm\""));
	assert_non_null(strstr(a.text, "\"OPENSENT\""));
	script_end(&a);
	pworld_free(&w);
}

/* Of 10.1.0.0/24 with a label, and 203.0.113.0/24. */
static void
announce_both(struct pworld *w, struct peer *p)
{
	static const uint8_t m[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 66, 2, 0, 0, 0, 39,
		0x80, 14, 16, 0, 1, 4, 4, 192, 0, 2, 1, 0,
		48, 0, 1, 1, 10, 1, 0,
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1, 24, 203, 0, 113,
	};

	assert_true(update_in_batch(w->rde.update_in, p,
	    rbuf_of(m, sizeof(m))));
}

/* RFC 9234 5: an OTC that we add is of routes of unicast only. */
static void
tells_of_marked_routes_apart(void **state)
{
	struct conf_process json = pworld_process("json"),
	    text = pworld_process("text");
	struct conf_api api[2] = { pworld_api(1, "json"),
	    pworld_api(1, "text") };
	struct negotiated n;
	struct pworld w;
	struct script a, b;
	const char *header;
	struct peer *p;

	(void)state;
	json.api_version = 6;
	text.json = 0;
	api[0].receive = CONF_API_UPDATE | CONF_API_PARSED;
	api[1].receive = CONF_API_UPDATE | CONF_API_PARSED |
	    CONF_API_PACKETS;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	p->conf.role = BGP_ROLE_CUSTOMER;
	two_programs(&w, &a, &b, &json, &text, api);
	n = world_negotiated(1);
	n.families |= 1ULL << FAMILY_IPV4_LABELLED;
	sessions_up(&w.rde, p, 1, &n);
	announce_both(&w, p);
	script_hear(&a);
	assert_non_null(strstr(a.text, "\"counter\": 2, "));
	assert_non_null(strstr(a.text, "\"otc\": 64500 }, \"announce\": "
	    "{ \"ipv4 unicast\": { \"192.0.2.1\": [ "
	    "{ \"nlri\": \"203.0.113.0/24\" } ] } } } }"));
	assert_non_null(strstr(a.text, "[64500]}} }, \"announce\": "
	    "{ \"ipv4 nlri-mpls\": "));
	/* Octets are of the message, and once. */
	script_hear(&b);
	assert_non_null(strstr(b.text, "announced 203.0.113.0/24 next-hop "
	    "192.0.2.1 origin igp as-path [ 64500 ] attribute [ 0x23 0xE0 "
	    "0x0000fbf4 ]\n"));
	assert_non_null(strstr(b.text, "announced 10.1.0.0/24 label 16 "
	    "next-hop 192.0.2.1 origin igp as-path [ 64500 ]\n"));
	header = strstr(b.text, " header ");
	assert_non_null(header);
	assert_null(strstr(header + 1, " header "));
	script_end(&a);
	script_end(&b);
	pworld_free(&w);
}

static void
does_without_programs(void **state)
{
	struct pworld w;
	struct feed *f;
	struct peer *p;

	(void)state;
	pworld_init(&w);
	p = pworld_peer(&w, 1);
	world_up(&w, p, 1);
	world_announce(&w, p, 1, 5);
	f = w.rde.feed;
	feed_peer_removed(f, p);
	world_announce(&w, p, 2, 5);
	feed_connected(NULL, p, &p->neg.local);
	feed_signal(NULL, 1);
	assert_false(feed_wants_update(NULL, p, EVENT_SEND));
	pworld_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_each_its_own),
		cmocka_unit_test(encodes_once_for_equal_forms),
		cmocka_unit_test(tells_nobody_else),
		cmocka_unit_test(tells_what_is_sent),
		cmocka_unit_test(tells_of_sessions),
		cmocka_unit_test(tells_of_marked_routes_apart),
		cmocka_unit_test(does_without_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
