/* SPDX-License-Identifier: ISC */
/*
 * TUNNEL_ENCAPSULATION: tunnels together, the bare words of a policy, what a
 * fault costs, and any octets back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"
#include "path/tlv.h"
#include "path/tunnel.h"
#include "path/tunnel_sub.h"

enum { OT = ATTR_OPTIONAL | ATTR_TRANSITIVE };

static void
has_tunnels(void **state)
{
	static const char two[] = "tunnel-encap [ ( gre color 7 ) "
	    "( 250 sub-tlv 200 0x0102 ) ]";

	(void)state;
	assert_words(two, "c0 17 17 0002 000a 04 08 030b000000000007 "
	    "00fa 0005 c8 0002 0102");
	assert_prints(two, two);
	assert_prints("tunnel-encap [ ( bare ) ]", "tunnel-encap ( bare )");
	assert_prints("tunnel-encap ( bare ) tunnel-encap ( gre )",
	    "tunnel-encap ( bare )");
	assert_said(two, SHAPE_6, "{ \"tunnel-encap\": { \"tunnels\": [ "
	    "{ \"type\": \"gre\", \"color\": 7 }, { \"type\": 250, "
	    "\"unknown-subtlv-200\": \"0x0102\" } ] } }",
	    " tunnel-encap [ ( gre color 7 ) ( 250 sub-tlv 200 0x0102 ) ]");
	assert_said("tunnel-encap [ ( sr-policy priority 1 ) ( bare ) ]",
	    SHAPE_6, "{ \"tunnel-encap\": { \"sr-policy\": { "
	    "\"priority\": 1 }, \"tunnels\": [ { \"type\": \"bare\" } ] } }",
	    NULL);
	assert_said("tunnel-encap ( bare )", SHAPE_5,
	    "{ \"attribute-0x17-0xE0\": \"0x00100000\" }", NULL);
}

static void
refuses(void **state)
{
	(void)state;
	assert_refused("tunnel-encap", "value missing");
	assert_refused("tunnel-encap [ ]", "a tunnel is missing");
	assert_refused("tunnel-encap gre", "'(' is missing");
	assert_refused("tunnel-encap ( wire )", "type of a tunnel");
	assert_refused("tunnel-encap ( gre", "')' missing");
	assert_refused("tunnel-encap ( gre nonsense )", "\"nonsense\"");
	assert_refused("tunnel-encap ( gre sub-tlv 256 0x00 )", "sub-tlv");
	assert_refused("tunnel-encap ( gre sub-tlv 1 00 )", "0x and pairs");
	assert_refused("tunnel-encap [ ( sr-policy ) ( sr-policy ) ]",
	    "one sr-policy at most");
}

/* Words until the end; what is no policy's is an attribute's. */
static int
mixed_words(const char *s, struct wbuf *canon, struct text_error *e)
{
	struct words *w = malloc(sizeof(*w));
	struct attr_builder b;
	int r = 1;

	words_of(s, w);
	attr_builder_init(&b);
	while (r == 1 && token_peek(&w->t) != NULL)
		if ((r = attr_sr_policy_words(&w->t, &b, e)) == 0)
			r = attr_parse_word(&w->t, &b, e);
	r = r == 1 ? attr_builder_finish(&b, canon) : -1;
	attr_builder_free(&b);
	free(w);
	return r;
}

/* Words scattered through a line of a megabyte come to an end at once. */
static void
ends_with_the_room(void **state)
{
	struct words *w = malloc(sizeof(*w));
	struct attr_builder b;
	struct text_error e;
	unsigned i;

	(void)state;
	attr_builder_init(&b);
	for (i = 0; i < 1000; i++) {
		words_of("preference 1", w);
		if (attr_sr_policy_words(&w->t, &b, &e) == -1)
			break;
	}
	assert_in_range(i, 100, 999);
	assert_non_null(strstr(e.msg, "too long"));
	attr_builder_free(&b);
	free(w);
}

static void
takes_bare_words(void **state)
{
	struct wbuf canon, text;
	struct text_error e;

	(void)state;
	wbuf_growable(&canon, 65536);
	wbuf_growable(&text, 65536);
	assert_int_equal(mixed_words("preference 100 binding-sid mpls 24000 "
	    "med 5 segment-list weight 1 segment type-a mpls 16001 "
	    "policy-name p", &canon, &e), 0);
	attr_set_print(&text, wbuf_view(&canon));
	wbuf_u8(&text, 0);
	assert_string_equal((const char *)text.p, "med 5 tunnel-encap "
	    "( sr-policy preference 100 binding-sid mpls 24000 segment-list "
	    "weight 1 segment type-a mpls 16001 policy-name p )");
	wbuf_reset(&canon);
	wbuf_reset(&text);
	assert_int_equal(mixed_words("tunnel-encap [ ( sr-policy priority 1 )"
	    " ( bare ) ] enlp 2", &canon, &e), 0);
	attr_set_print(&text, wbuf_view(&canon));
	wbuf_u8(&text, 0);
	assert_string_equal((const char *)text.p, "tunnel-encap [ ( bare ) "
	    "( sr-policy priority 1 enlp 2 ) ]");
	wbuf_reset(&canon);
	assert_int_equal(mixed_words("preference nothing", &canon, &e), -1);
	assert_int_equal(e.col, 12);
	assert_int_equal(mixed_words("udp-port 5", &canon, &e), -1);
	wbuf_free(&canon);
	wbuf_free(&text);
}

/* RFC 9012 13, RFC 9830 2.4 */
static void
checks(void **state)
{
	static const struct {
		const char	*hex;
		bool		 fine;
	} v[] = {
		{ "0008 0004 04020102", true },
		{ "0008 0004 040201", false },
		{ "0008 0000 0008 0001 04", true },
		{ "0008 0001 04", false }, { "00 08 00", false },
		{ "0008 0002 0402 000f 0000", true },
		{ "000f 0000 000f 0000", false },
		{ "0008 0003 800000", true }, { "0008 0002 8000", false },
	};
	struct octets o;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		octets_of(v[i].hex, &o);
		if ((attr_tunnel_check(rbuf_of(o.p, o.n), NULL) == NULL) !=
		    v[i].fine)
			fail_msg("%s", v[i].hex);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_tunnels),
		cmocka_unit_test(refuses),
		cmocka_unit_test(takes_bare_words),
		cmocka_unit_test(ends_with_the_room),
		cmocka_unit_test(checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
