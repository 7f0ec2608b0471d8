/* SPDX-License-Identifier: ISC */
/* Words of an NLRI and of its route mixed, by the row of a family. */
#include "route_helper.h"

#include "text/route_keyed.h"

static int
read_words(struct route_keyed *k, enum family f, const char *line,
    enum route_dialect d, struct wbuf *out, struct text_error *e)
{
	struct lexer *l = lexer_new(NULL, 0);
	struct route_words w;
	struct tokens t;
	struct nlri n = { .pad = 0 };
	int r;

	memset(e, 0, sizeof(*e));
	wbuf_reset(out);
	route_words_init(&w, d);
	route_words_reset(&w);
	assert_int_equal(lexer_line(l, line, strlen(line), &t, e), 0);
	route_keyed_begin(k, f);
	r = route_keyed_words(k, &w, &t, e);
	if (r == 0)
		r = route_words_finish(&w, &t, e);
	if (r == 0)
		r = route_keyed_finish(k, d, &t, &n, e);
	if (r == 0)
		route_print(out, &n, &w.s);
	wbuf_u8(out, 0);
	route_words_free(&w);
	lexer_free(l);
	return r;
}

static void
mixes_words(void **state)
{
	struct route_keyed k;
	struct text_error e;
	struct wbuf out;

	(void)state;
	wbuf_growable(&out, 1 << 16);
	route_keyed_init(&k);
	assert_int_equal(read_words(&k, FAMILY_IPV4_FLOW, "med 5 protocol tcp "
	    "next-hop self port 80", ROUTE_ANNOUNCE, &out, &e), 0);
	assert_string_equal((const char *)out.p,
	    "flow protocol =tcp port =80 next-hop self med 5");
	assert_int_equal(k.key.len, 6);
	/* used again */
	assert_int_equal(read_words(&k, FAMILY_IPV6_FLOW, "next-header 58",
	    ROUTE_WITHDRAW, &out, &e), 0);
	assert_string_equal((const char *)out.p,
	    "ipv6 flow next-header =58 next-hop self");
	assert_int_equal(read_words(&k, FAMILY_IPV4_FLOW, "med 5",
	    ROUTE_WITHDRAW, &out, &e), -1);
	assert_non_null(strstr(e.msg, "a rule matches something"));
	assert_int_equal(read_words(&k, FAMILY_IPV4_FLOW, "protocol tcp x 5",
	    ROUTE_WITHDRAW, &out, &e), -1);
	assert_non_null(strstr(e.msg, "unknown word 'x'"));
	route_keyed_free(&k);
	wbuf_free(&out);
}

static void
knows_which_family_words_mean(void **state)
{
	struct prefix v4 = { .af = ADDR_V4 }, v6 = { .af = ADDR_V6 };
	struct route_said said;

	(void)state;
	memset(&said, 0, sizeof(said));
	assert_int_equal(route_keyed_family(&v4, &said, FAMILY_NONE),
	    FAMILY_NONE);
	assert_int_equal(route_keyed_family(&v4, &said,
	    FAMILY_IPV4_UNICAST), FAMILY_NONE);
	assert_int_equal(route_keyed_family(&v4, &said, FAMILY_IPV4_VPN),
	    FAMILY_IPV4_VPN);
	said.label = true;
	assert_int_equal(route_keyed_family(&v6, &said, FAMILY_NONE),
	    FAMILY_IPV6_LABELLED);
	said.rd = true;
	assert_int_equal(route_keyed_family(&v4, &said, FAMILY_NONE),
	    FAMILY_IPV4_VPN);
	assert_int_equal(route_keyed_family(&v6, &said, FAMILY_NONE),
	    FAMILY_IPV6_VPN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mixes_words),
		cmocka_unit_test(knows_which_family_words_mean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
