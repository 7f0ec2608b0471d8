/* SPDX-License-Identifier: ISC */
/* Each mistake by rules that have it and rules that nearly have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/path/flow_help.h"
#include "common/seed.h"
#include "path/flow_lint.h"
#include "path/flow_spans.h"

static struct flow_lint *
lint_of(const char *words)
{
	struct text_error e;
	struct rule r;

	if (rule_of_words(words, ADDR_NONE, &r, &e) == -1)
		fail_msg("%s: %s", words, e.msg);
	return flow_lint_new(key_of(&r), r.k);
}

struct said {
	const char	*words;
	const char	*why;		/* NULL: nothing is wrong */
};

static void
judges_one_rule(void **state)
{
	static const struct said rows[] = {
		{ "destination 0.0.0.0/0", "it matches every IPv4 packet" },
		{ "destination ::/0/0", "it matches every IPv6 packet" },
		{ "protocol >=0", "it matches every IPv4 packet" },
		{ "protocol true source 0.0.0.0/0",
		    "it matches every IPv4 packet" },
		{ "protocol [ <100 >=100 ] dscp <=63 packet-length >=20",
		    "it matches every IPv4 packet" },
		{ "fragment [ !is-fragment is-fragment ]",
		    "it matches every IPv4 packet" },
		{ "rd 65000:1 destination 0.0.0.0/0",
		    "it matches every IPv4 packet" },
		{ "destination 0.0.0.0/1", NULL },
		{ "protocol >0", NULL },
		{ "port >=0", NULL },
		{ "packet-length >20", NULL },
		{ "destination 192.0.2.0/24 protocol udp port 53", NULL },
		/* impossible values */
		{ "packet-length <20",
		    "packet-length: no packet has <20" },
		{ "packet-length [ 100 10 ]",
		    "packet-length: no packet has =10" },
		{ "next-header 6 packet-length 39",
		    "packet-length: no packet has =39" },
		{ "port =0x1000c", "port: no packet has =0x1000c" },
		{ "port >100&<50", "port: no packet has >100&<50" },
		{ "port [ 80 >65535 ]", "port: no packet has >65535" },
		{ "protocol false", "protocol: no packet has false" },
		{ "fragment =is-fragment+first-fragment",
		    "fragment: no packet has =is-fragment+first-fragment" },
		{ "tcp-flags =syn&!syn",
		    "tcp-flags: no packet has =syn&!syn" },
		/* contradictions */
		{ "protocol icmp port 80", "port: packets of the protocols "
		    "that the rule matches have none" },
		{ "protocol [ icmp udp ] port 80", NULL },
		{ "protocol udp tcp-flags syn", "tcp-flags: packets of the "
		    "protocols that the rule matches have none" },
		{ "protocol tcp icmp-type 8", "icmp-type: packets of the "
		    "protocols that the rule matches have none" },
		{ "next-header icmp icmp-type 128", "icmp-type: packets of "
		    "the protocols that the rule matches have none" },
		{ "next-header 58 icmp-type 128", NULL },
		{ "port 80 icmp-type 8", "icmp-type: packets of the protocols "
		    "that the rule matches have none" },
		{ "icmp-code 0 tcp-flags syn", "tcp-flags: packets of the "
		    "protocols that the rule matches have none" },
		{ "port 80 fragment is-fragment", "port: fragments behind the "
		    "first have none" },
		{ "port 80 fragment first-fragment", NULL },
		{ "tcp-flags syn fragment [ is-fragment dont-fragment ]",
		    NULL },
		{ "port 80 destination-port 443 source-port >1023", "port: "
		    "neither the destination port nor the source port can be "
		    "one of these" },
		{ "port 80 destination-port 443", NULL },
	};
	char why[FLOW_LINT_WHY];
	struct flow_lint *l;
	size_t i;
	bool bad;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		l = lint_of(rows[i].words);
		bad = flow_lint_alone(l, why);
		if (bad != (rows[i].why != NULL))
			fail_msg("%s: %s", rows[i].words, bad ? why :
			    "nothing is said");
		if (bad)
			assert_string_equal(why, rows[i].why);
		flow_lint_free(l);
	}
}

struct pair {
	const char	*a, *b;
	bool		 covers;
};

static void
finds_what_is_covered(void **state)
{
	static const struct pair rows[] = {
		{ "protocol [ tcp udp ]", "protocol tcp", true },
		{ "protocol tcp", "protocol [ tcp udp ]", false },
		{ "destination 0.0.0.0/0", "protocol tcp", true },
		{ "destination 192.0.2.0/24", "destination 192.0.2.0/25",
		    true },
		{ "destination 192.0.2.0/25", "destination 192.0.2.0/24",
		    false },
		{ "destination 192.0.2.0/24", "destination 192.0.3.0/25",
		    false },
		{ "destination 192.0.2.0/24", "source 192.0.2.0/25", false },
		{ "source 192.0.2.0/24",
		    "destination 198.51.100.0/24 source 192.0.2.9/32", true },
		{ "destination ::1200:0:0:0/72/64",
		    "destination 2001:db8::1234:0:0:0/80/0", true },
		{ "destination ::1200:0:0:0/72/64",
		    "destination 2001:db8::1334:0:0:0/80/0", false },
		{ "destination ::1200:0:0:0/72/64",
		    "destination 2001:db8::/32/0", false },
		{ "protocol tcp", "tcp-flags syn", true },
		{ "tcp-flags [ syn !syn ]", "protocol tcp", false },
		{ "tcp-flags [ syn !syn ]",
		    "protocol tcp fragment !is-fragment", true },
		{ "fragment !is-fragment", "port 80", true },
		{ "port 80", "destination-port 80", true },
		{ "destination-port 80", "port 80", false },
		{ "port 80", "source-port 80 protocol tcp", true },
		{ "port >=1024", "destination-port 80 source-port >=1024",
		    true },
		{ "port [ 80 443 ]", "port 80 protocol tcp", true },
		{ "port [ 80 443 ]", "port [ 80 8080 ]", false },
		/* either way round, the other port is the only one left */
		{ "source-port 53", "port 53 destination-port 80", true },
		{ "port 80", "protocol tcp", false },
		{ "protocol udp port [ 53 123 ]",
		    "protocol udp source-port 123 packet-length >468", true },
		{ "dscp <=10", "dscp 5", true },
		{ "dscp <=10", "dscp 11", false },
		{ "rd 65000:1 protocol [ tcp udp ]",
		    "rd 65000:1 protocol tcp", true },
		{ "rd 65000:1 protocol [ tcp udp ]",
		    "rd 65000:2 protocol tcp", false },
		{ "rd 65000:1 protocol [ tcp udp ]", "protocol tcp", false },
		{ "protocol tcp", "next-header tcp", false },
	};
	struct flow_lint *a, *b;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		a = lint_of(rows[i].a);
		b = lint_of(rows[i].b);
		if (flow_lint_covers(a, b) != rows[i].covers)
			fail_msg("'%s' covers '%s'", rows[i].a, rows[i].b);
		assert_true(flow_lint_covers(a, a));
		flow_lint_free(a);
		flow_lint_free(b);
	}
}

/* Of ports alone, with few values: pair by pair. */
static void
covers_ports_like_pairs(void **state)
{
	unsigned i, d, s, t, bits[2][3];
	static const char *const words[3] = { "port", "destination-port",
	    "source-port" };
	struct flow_lint *l[2];
	char text[2][512];
	bool in[2], covers;
	size_t n;

	(void)state;
	seed_random();
	for (i = 0; i < 3000; i++) {
		for (t = 0; t < 2; t++) {
			n = 0;
			for (d = 0; d < 3; d++) {
				bits[t][d] = 1 + (unsigned)random() % 15;
				n += (size_t)snprintf(text[t] + n,
				    sizeof(text[t]) - n, "%s [", words[d]);
				for (s = 0; s < 4; s++)
					if ((bits[t][d] >> s & 1) != 0)
						n += (size_t)snprintf(
						    text[t] + n,
						    sizeof(text[t]) - n,
						    " %u", s);
				n += (size_t)snprintf(text[t] + n,
				    sizeof(text[t]) - n, " ] ");
			}
			l[t] = lint_of(text[t]);
		}
		covers = true;
		n = 0;
		for (d = 0; d < 4; d++)
			for (s = 0; s < 4; s++) {
				for (t = 0; t < 2; t++)
					in[t] = (bits[t][1] >> d & 1) != 0 &&
					    (bits[t][2] >> s & 1) != 0 &&
					    (bits[t][0] & (1U << d |
					    1U << s)) != 0;
				covers = covers && (in[0] || !in[1]);
				n += in[1];
			}
		if (n > 0 && flow_lint_covers(l[0], l[1]) != covers)
			fail_msg("'%s' covers '%s'", text[0], text[1]);
		flow_lint_free(l[0]);
		flow_lint_free(l[1]);
	}
}

struct hit {
	const char	*words;
	const char	*local, *remote;
	bool		 hit;
};

static void
guards_sessions(void **state)
{
	static const char l4[] = "192.0.2.1", r4[] = "192.0.2.2";
	static const char l6[] = "2001:db8::1", r6[] = "2001:db8::2";
	static const struct hit rows[] = {
		{ "destination-port 179", l4, r4, true },
		{ "port bgp protocol tcp", l4, r4, true },
		{ "destination 192.0.2.2/32", l4, r4, true },
		{ "destination 192.0.2.1/32", l4, r4, true },
		{ "source 192.0.2.1/32", l4, r4, true },
		{ "destination 192.0.2.2/32", NULL, r4, true },
		{ "destination 192.0.2.1/32", NULL, r4, false },
		{ "destination 192.0.2.2/32 source 192.0.2.1/32", l4, r4,
		    true },
		{ "destination 192.0.2.2/32 source 192.0.2.3/32", l4, r4,
		    false },
		{ "destination 192.0.2.2/32 protocol udp", l4, r4, false },
		{ "destination 192.0.2.2/32 port 80", l4, r4, false },
		{ "source-port 179 destination-port <1024", l4, r4, false },
		{ "destination 192.0.2.2/32 icmp-type 8", l4, r4, false },
		{ "destination 192.0.2.2/32 tcp-flags =syn&!ack", l4, r4,
		    true },
		{ "tcp-flags =syn+fin", l4, r4, false },
		{ "destination 192.0.2.2/32 fragment is-fragment", l4, r4,
		    false },
		{ "destination 192.0.2.2/32", l6, r6, false },
		{ "destination 2001:db8::2/128/0", l6, r6, true },
		{ "destination ::2/128/120", l6, r6, true },
		{ "destination ::9/128/120", l6, r6, false },
		{ "rd 65000:1 destination 192.0.2.2/32", l4, r4, false },
	};
	struct flow_session s;
	struct flow_lint *l;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memset(&s, 0, sizeof(s));
		s.port = 179;
		if (rows[i].local != NULL)
			assert_int_equal(addr_parse(rows[i].local, &s.local),
			    0);
		assert_int_equal(addr_parse(rows[i].remote, &s.remote), 0);
		l = lint_of(rows[i].words);
		if (flow_lint_session(l, &s) != rows[i].hit)
			fail_msg("%s", rows[i].words);
		flow_lint_free(l);
	}
	s.port = 1179;
	l = lint_of("destination-port 179");
	assert_false(flow_lint_session(l, &s));
	flow_lint_free(l);
}

/* Nothing that a neighbour may send upsets it, and none takes long. */
static void
reads_any_rule(void **state)
{
	static const struct flow_family kinds[] = { { ADDR_V4, false },
	    { ADDR_V6, true } };
	unsigned i;
	char why[FLOW_LINT_WHY];
	struct flow_lint *l, *last = NULL;
	uint8_t octets[4096];
	struct rule r;
	struct wbuf w;

	(void)state;
	seed_random();
	for (i = 0; i < 2000; i++) {
		wbuf_fixed(&w, octets, sizeof(octets));
		random_rule(&w, kinds[i % 2], false);
		if (rule_of_octets(wbuf_view(&w), kinds[i % 2], &r) == -1)
			continue;
		l = flow_lint_new(key_of(&r), r.k);
		(void)flow_lint_alone(l, why);
		if (last != NULL)
			(void)flow_lint_covers(l, last);
		flow_lint_free(last);
		last = l;
	}
	flow_lint_free(last);
}

/* n terms "!=1&!=3…", all of which a packet to port 179 passes. */
static bool
takes_session(const char *word, const char *term, const char *between,
    unsigned n)
{
	static char words[8192];
	struct flow_session s = { .port = 179 };
	struct flow_lint *l;
	size_t at;
	unsigned i;
	bool takes;

	addr_parse("192.0.2.1", &s.local);
	addr_parse("192.0.2.2", &s.remote);
	at = (size_t)snprintf(words, sizeof(words), "protocol tcp %s [ ",
	    word);
	for (i = 0; i < n; i++)
		at += (size_t)snprintf(words + at, sizeof(words) - at,
		    "%s%s%u", i == 0 ? "" : between, term, 2 * i + 200);
	(void)snprintf(words + at, sizeof(words) - at, " ]");
	l = lint_of(words);
	takes = flow_lint_session(l, &s);
	flow_lint_free(l);
	return takes;
}

/* What takes time as the square of its length is bounded. */
static void
looks_into_so_much(void **state)
{
	(void)state;
	assert_true(takes_session("port", "!=", "&", 128));
	assert_false(takes_session("port", "!=", "&", 129));
	assert_true(takes_session("port", "!=", " ", 400));
	assert_true(takes_session("tcp-flags", "!=", " ", 16));
	assert_false(takes_session("tcp-flags", "!=", " ", 17));
}

static void
tells_actions(void **state)
{
	static const uint8_t rate[] = { 0xc0, 16, 8, 0x80, 6, 0, 0, 0, 0, 0,
	    0 };
	static const uint8_t sample[] = { 0xc0, 16, 8, 0x80, 7, 0, 0, 0, 0,
	    0, 2 };
	static const uint8_t terminal[] = { 0xc0, 16, 16, 0, 2, 0, 1, 0, 0,
	    0, 1, 0x80, 7, 0, 0, 0, 0, 0, 3 };
	static const uint8_t to_v6[] = { 0xc0, 25, 20, 0, 0x0c, 0x20, 1, 0xd,
	    0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0 };

	(void)state;
	assert_true(flow_lint_harms(rbuf_of(rate, sizeof(rate))));
	assert_true(flow_lint_harms(rbuf_of(to_v6, sizeof(to_v6))));
	assert_false(flow_lint_harms(rbuf_of(sample, sizeof(sample))));
	assert_false(flow_lint_harms(rbuf_of(NULL, 0)));
	assert_true(flow_lint_goes_on(rbuf_of(terminal, sizeof(terminal))));
	assert_false(flow_lint_goes_on(rbuf_of(sample, sizeof(sample))));
	assert_false(flow_lint_goes_on(rbuf_of(rate, sizeof(rate))));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_one_rule),
		cmocka_unit_test(finds_what_is_covered),
		cmocka_unit_test(covers_ports_like_pairs),
		cmocka_unit_test(guards_sessions),
		cmocka_unit_test(reads_any_rule),
		cmocka_unit_test(looks_into_so_much),
		cmocka_unit_test(tells_actions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
