/* SPDX-License-Identifier: ISC */
/* Rules in events: ExaBGP's objects in each shape, and JSON of any rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/event/json_check.h"
#include "common/path/flow_help.h"
#include "common/seed.h"
#include "event/emit.h"

static char	out[1 << 16];

static const char *
said(const struct rule *r, unsigned shape, const struct nexthop *nh,
    const uint32_t *path_id)
{
	const struct nlri_form f = { .shape = (uint8_t)shape, .nexthop = nh };
	struct wbuf w;

	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 2);
	flow_json(&w, key_of(r), r->k, &f, path_id);
	assert_false(w.failed);
	return out;
}

static void
says_components(void **state)
{
	struct rule r;
	struct text_error e;
	uint32_t id = 7;

	(void)state;
	assert_int_equal(rule_of_words("destination 10.0.0.0/8 protocol tcp "
	    "destination-port [ 80 >=1024&<=2048 ] "
	    "tcp-flags [ ack cwr&!fin ]", ADDR_NONE, &r, &e), 0);
	assert_string_equal(said(&r, SHAPE_4, NULL, NULL),
	    "{ \"destination-ipv4\": [ \"10.0.0.0/8\" ], "
	    "\"protocol\": [ \"=tcp\" ], "
	    "\"destination-port\": [ \"=80\", \">=1024&<=2048\" ], "
	    "\"tcp-flags\": [ \"ack\", \"cwr&!fin\" ], "
	    "\"string\": \"flow destination-ipv4 10.0.0.0/8 protocol =tcp "
	    "destination-port [ =80 >=1024&<=2048 ] "
	    "tcp-flags [ ack cwr&!fin ]\" }");
	assert_int_equal(rule_of_words("protocol udp", ADDR_NONE, &r, &e), 0);
	assert_string_equal(said(&r, SHAPE_6, NULL, &id),
	    "{ \"protocol\": [ \"=udp\" ], "
	    "\"path-information\": \"0.0.0.7\", "
	    "\"string\": \"flow protocol =udp\" }");
}

static void
says_the_next_hop_in_shape_4(void **state)
{
	const struct nexthop none = { 0 };
	const struct nexthop nh = { .global = addr_v4(0x05060708) };
	struct rule r;

	(void)state;
	assert_int_equal(rule_of_hex("0e 0000ffff00010000 02200a000003",
	    V4_VPN, &r), 0);
	assert_string_equal(said(&r, SHAPE_4, &nh, NULL),
	    "{ \"source-ipv4\": [ \"10.0.0.3/32\" ], "
	    "\"rd\": \"65535:65536\", \"next-hop\": \"5.6.7.8\", "
	    "\"string\": \"flow source-ipv4 10.0.0.3/32 rd 65535:65536\" }");
	assert_string_equal(said(&r, SHAPE_6, &nh, NULL),
	    "{ \"source-ipv4\": [ \"10.0.0.3/32\" ], "
	    "\"rd\": \"65535:65536\", "
	    "\"string\": \"flow source-ipv4 10.0.0.3/32 rd 65535:65536\" }");
	assert_string_equal(said(&r, SHAPE_5, &none, NULL), out);
	assert_null(strstr(said(&r, SHAPE_4, &none, NULL), "next-hop"));
}

static void
is_json(void **state)
{
	static const struct flow_family kinds[] = {
		{ ADDR_V4, false }, { ADDR_V6, true }
	};
	unsigned i;
	uint8_t wire[FLOW_MAX + 2];
	struct json_check c;
	struct rule r;
	struct wbuf w;

	(void)state;
	seed_random();
	for (i = 0; i < 2000; i++) {
		wbuf_fixed(&w, wire, sizeof(wire));
		random_rule(&w, kinds[i % 2], false);
		assert_int_equal(rule_of_octets(wbuf_view(&w), kinds[i % 2],
		    &r), 0);
		said(&r, SHAPE_4, NULL, NULL);
		out[strlen(out)] = '\n';
		if (!json_check_line(&c, out, strlen(out)))
			fail_msg("%s", out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_components),
		cmocka_unit_test(says_the_next_hop_in_shape_4),
		cmocka_unit_test(is_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
