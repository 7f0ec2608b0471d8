/* SPDX-License-Identifier: ISC */
/* Segments of each type: words, octets, JSON, and any octets back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"
#include "common/random.h"
#include "path/segment.h"
#include "path/tlv.h"

static char out[SAID_MAX];

/* Words behind "segment-list" to octets; -1: refused. */
static int
octets_of_words(const char *words, struct wbuf *w, struct text_error *e)
{
	struct words *v = malloc(sizeof(*v));
	int r;

	words_of(words, v);
	r = segment_list_parse(&v->t, w, e);
	if (r == 0 && token_peek(&v->t) != NULL) {
		snprintf(e->msg, sizeof(e->msg), "left: %s",
		    token_peek(&v->t)->s);
		r = -1;
	}
	free(v);
	return r;
}

static void
list(const char *words, const char *hex, const char *json)
{
	uint8_t octets[512];
	struct text_error e;
	struct octets o;
	struct wbuf w, text;

	octets_of(hex, &o);
	wbuf_fixed(&w, octets, sizeof(octets));
	if (octets_of_words(words, &w, &e) == -1)
		fail_msg("%s: %s", words, e.msg);
	assert_int_equal(w.len, o.n);
	assert_memory_equal(w.p, o.p, o.n);
	wbuf_fixed(&text, out, sizeof(out) - 1);
	assert_true(segment_list_print(&text, wbuf_view(&w)));
	out[text.len] = '\0';
	assert_string_equal(out, words);
	wbuf_reset(&text);
	segment_list_json(&text, wbuf_view(&w));
	out[text.len] = '\0';
	assert_string_equal(out, json);
}

#define A1	"20010db8000000000000000000000001"
#define A2	"20010db8000000000000000000000002"
#define LIST(s)	"{ \"weight\": 1, \"segments\": [ " s " ] }"

static void
has_each_type(void **state)
{
	(void)state;
	list("weight 5 segment type-a mpls 16001 segment type-a mpls 16002",
	    "00 09 06 0000 00000005 01 06 0000 03e81000 01 06 0000 03e82100",
	    "{ \"weight\": 5, \"segments\": [ { \"type\": \"A\", "
	    "\"label\": 16001, \"tc\": 0, \"s\": false, \"ttl\": 0 }, "
	    "{ \"type\": \"A\", \"label\": 16002, \"tc\": 0, \"s\": true, "
	    "\"ttl\": 0 } ] }");
	list("segment type-b srv6 2001:db8::1 endpoint-behavior 65 32 0 16 0",
	    "00 0d 1a 10 00 " A1 " 0041 0000 20 00 10 00",
	    LIST("{ \"type\": \"B\", \"sid\": \"2001:db8::1\", "
	    "\"endpoint-behavior\": { \"behavior\": 65, \"lb-length\": 32, "
	    "\"ln-length\": 0, \"fun-length\": 16, \"arg-length\": 0 } }"));
	list("segment type-c ipv4 192.0.2.1 algorithm 128 sid 16002",
	    "00 03 0a 40 80 c0000201 03e82100", LIST("{ \"type\": \"C\", "
	    "\"ipv4_node\": \"192.0.2.1\", \"algorithm\": 128, "
	    "\"sid\": 16002 }"));
	list("segment type-d ipv6 2001:db8::1 algorithm 0",
	    "00 04 12 00 00 " A1, LIST("{ \"type\": \"D\", "
	    "\"ipv6_node\": \"2001:db8::1\", \"algorithm\": 0 }"));
	list("segment type-e local-if-id 7 ipv4 192.0.2.1 sid 5",
	    "00 05 0e 0000 00000007 c0000201 00005100",
	    LIST("{ \"type\": \"E\", \"local_if_id\": 7, "
	    "\"ipv4_node\": \"192.0.2.1\", \"sid\": 5 }"));
	list("segment type-f local 192.0.2.1 remote 192.0.2.2",
	    "00 06 0a 0000 c0000201 c0000202", LIST("{ \"type\": \"F\", "
	    "\"local_ipv4\": \"192.0.2.1\", "
	    "\"remote_ipv4\": \"192.0.2.2\" }"));
	list("segment type-g local-if-id 1 local-ipv6 2001:db8::1 "
	    "remote-if-id 2 remote-ipv6 2001:db8::2",
	    "00 07 2a 0000 00000001 " A1 " 00000002 " A2,
	    LIST("{ \"type\": \"G\", \"local_if_id\": 1, "
	    "\"local_ipv6\": \"2001:db8::1\", \"remote_if_id\": 2, "
	    "\"remote_ipv6\": \"2001:db8::2\" }"));
	list("segment type-h local 2001:db8::1 remote 2001:db8::2 sid 3",
	    "00 08 26 0000 " A1 A2 " 00003100", LIST("{ \"type\": \"H\", "
	    "\"local_ipv6\": \"2001:db8::1\", "
	    "\"remote_ipv6\": \"2001:db8::2\", \"sid\": 3 }"));
	list("segment type-i ipv6 2001:db8::1 algorithm 1 sid 2001:db8::2",
	    "00 0e 22 40 01 " A1 A2, LIST("{ \"type\": \"I\", "
	    "\"ipv6_node\": \"2001:db8::1\", \"algorithm\": 1, "
	    "\"sid\": \"2001:db8::2\" }"));
	list("segment type-j local-if-id 1 local-ipv6 2001:db8::1 "
	    "remote-if-id 2 remote-ipv6 2001:db8::2 algorithm 0 sid "
	    "2001:db8::2 endpoint-behavior 1 2 3 4 5",
	    "00 0f 42 10 00 00000001 " A1 " 00000002 " A2 A2
	    " 0001 0000 02 03 04 05", LIST("{ \"type\": \"J\", "
	    "\"local_if_id\": 1, \"local_ipv6\": \"2001:db8::1\", "
	    "\"remote_if_id\": 2, \"remote_ipv6\": \"2001:db8::2\", "
	    "\"algorithm\": 0, \"sid\": \"2001:db8::2\", "
	    "\"endpoint-behavior\": { \"behavior\": 1, \"lb-length\": 2, "
	    "\"ln-length\": 3, \"fun-length\": 4, \"arg-length\": 5 } }"));
	list("segment type-k local 2001:db8::1 remote 2001:db8::2 "
	    "algorithm 9", "00 10 22 40 09 " A1 A2,
	    LIST("{ \"type\": \"K\", \"local_ipv6\": \"2001:db8::1\", "
	    "\"remote_ipv6\": \"2001:db8::2\", \"algorithm\": 9 }"));
}

static void
has_what_is_odd(void **state)
{
	(void)state;
	list("segment type-a mpls 5 tc 3 s 0 ttl 64 flags 128",
	    "00 01 06 80 00 00005640", LIST("{ \"type\": \"A\", "
	    "\"label\": 5, \"tc\": 3, \"s\": false, \"ttl\": 64 }"));
	list("segment type-c ipv4 192.0.2.1 algorithm 1 flags 0",
	    "00 03 06 00 01 c0000201", LIST("{ \"type\": \"C\", "
	    "\"ipv4_node\": \"192.0.2.1\", \"algorithm\": 1 }"));
	list("", "00", "{ \"weight\": 1, \"segments\": [ ] }");
}

static void
no(const char *words, const char *part)
{
	uint8_t octets[512];
	struct text_error e;
	struct wbuf w;

	wbuf_fixed(&w, octets, sizeof(octets));
	assert_int_equal(octets_of_words(words, &w, &e), -1);
	if (strstr(e.msg, part) == NULL)
		fail_msg("%s: \"%s\" lacks \"%s\"", words, e.msg, part);
}

static void
refuses(void **state)
{
	(void)state;
	no("weight", "weight");
	no("weight 4294967296", "4294967296");
	no("segment", "type-a to type-k");
	no("segment type-l", "\"type-l\"");
	no("segment type-ab", "\"type-ab\"");
	no("segment type-a srv6 ::1", "'mpls' is missing");
	no("segment type-a mpls 1048576", "label");
	no("segment type-a mpls 5 tc 8", "tc");
	no("segment type-a mpls 5 s 2", "s:");
	no("segment type-a mpls 5 ttl 256", "ttl");
	no("segment type-b srv6 192.0.2.1", "not an IPv6 address");
	no("segment type-b srv6 ::1 endpoint-behavior 1 2 3 4",
	    "endpoint-behavior");
	no("segment type-b srv6 ::1 endpoint-behavior 1 129 3 4 5", "129");
	no("segment type-c ipv4 ::1", "not an IPv4 address");
	no("segment type-c ipv4 192.0.2.1", "'algorithm' is missing");
	no("segment type-c ipv4 192.0.2.1 algorithm 256", "algorithm");
	no("segment type-f local 192.0.2.1", "'remote' is missing");
	no("segment type-g local-if-id x", "'x'");
	no("segment type-a mpls 5 flags 256", "flags");
	no("segment type-a mpls 5 nonsense", "left: nonsense");
}

/* Of any octets: JSON is JSON, and words where there are words read back. */
static void
reads_back(void **state)
{
	static const uint8_t sizes[] = { 2, 6, 10, 14, 18, 22, 26, 34, 38, 42,
	    46, 50, 58, 66 };
	uint8_t octets[1024], again[1024];
	struct json_check c;
	struct text_error e;
	unsigned i, n, read = 0;
	struct wbuf w, b, text;
	size_t at;

	(void)state;
	seed_random();
	for (i = 0; i < 20000; i++) {
		wbuf_fixed(&w, octets, sizeof(octets));
		wbuf_u8(&w, random() % 16 == 0);
		for (n = (unsigned)random() % 4; n > 0; n--) {
			at = tlv_begin(&w, 1, 1, (uint16_t)(random() % 18));
			if (random() % 2 == 0)
				wbuf_u16(&w, 0);
			random_sparse(&w, sizes[random() % 14]);
			tlv_end(&w, at, 1);
		}
		wbuf_fixed(&text, out, sizeof(out) - 1);
		segment_list_json(&text, wbuf_view(&w));
		wbuf_u8(&text, '\n');
		assert_true(json_check_line(&c, out, text.len));
		wbuf_reset(&text);
		if (!segment_list_print(&text, wbuf_view(&w)))
			continue;
		read++;
		out[text.len] = '\0';
		wbuf_fixed(&b, again, sizeof(again));
		if (octets_of_words(out, &b, &e) == -1)
			fail_msg("%s: %s", out, e.msg);
		if (b.len != w.len || memcmp(b.p, w.p, w.len) != 0)
			fail_msg("%s does not read back", out);
	}
	assert_true(read > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_each_type),
		cmocka_unit_test(has_what_is_odd),
		cmocka_unit_test(refuses),
		cmocka_unit_test(reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
