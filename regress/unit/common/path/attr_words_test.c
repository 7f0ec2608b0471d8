/* SPDX-License-Identifier: ISC */
/* The words that are not one attribute's, and a set there and back again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/attr_row.h"

static void
set_is_in_type_order(void **state)
{
	(void)state;
	assert_prints("large-community 65000:1:2 med 5 origin egp "
	    "community 65000:2 community 65000:1 as-path [ 65001 65002 ]",
	    "origin egp as-path [ 65001 65002 ] med 5 "
	    "community [ 65000:1 65000:2 ] large-community 65000:1:2");
}

static void
synonyms_of_bgpctl(void **state)
{
	(void)state;
	assert_prints("localpref 200 metric 7 ext-community rt 65000:1 "
	    "weight 9", "med 7 local-preference 200 "
	    "extended-community target:65000:1");
}

static void
first_scalar_wins(void **state)
{
	(void)state;
	assert_prints("med 1 med 2 metric 3", "med 1");
	assert_prints("as-path [ 1 ] as-path [ 2 3 ]", "as-path [ 1 ]");
	assert_prints("originator-id 192.0.2.1 originator-id 192.0.2.2",
	    "originator-id 192.0.2.1");
	assert_prints("cluster-list 192.0.2.1 cluster-list 192.0.2.2",
	    "cluster-list 192.0.2.1");
}

static void
raw_octets(void **state)
{
	(void)state;
	assert_words("attribute [ 0x99 0xE0 0x0102 ]", "e0 99 02 01 02");
	assert_prints("attribute [ 0x99 0xE0 0x0102 ]",
	    "attribute [ 0x99 0xe0 0x0102 ]");
	assert_prints("attribute [ 0x99 0xE0 0x ]",
	    "attribute [ 0x99 0xe0 0x ]");
	/* What a word would not write again stays octets. */
	assert_prints("attribute [ 0x04 0xc0 0x00000005 ]",
	    "attribute [ 0x04 0xc0 0x00000005 ]");
	assert_prints("attribute [ 0x02 0x40 0x0501 ]",
	    "attribute [ 0x02 0x40 0x0501 ]");
	assert_prints("attribute [ 0x1a 0x80 0x02000b0000000000000005 ]",
	    "attribute [ 0x1a 0x80 0x02000b0000000000000005 ]");
	assert_refused("attribute [ 0x0e 0x80 0x00 ]", "by Herald itself");
	assert_refused("attribute [ 0x9 0x80 0x00 ]", "code");
	assert_refused("attribute [ 0x99 c0 0x00 ]", "flags");
	assert_refused("attribute [ 0x99 0xc0 0x001 ]", "data");
	assert_refused("attribute [ 0x99 0xc0 0 ]", "data");
	assert_refused("attribute [ 0x99 0xc0 0x01", "']' missing");
	assert_refused("attribute 0x99", "wanted [ 0xCODE");
}

static void
refuses_what_means_nothing_here(void **state)
{
	(void)state;
	assert_refused("prepend-neighbor 1", "no neighbour's AS");
	assert_refused("pftable x", "packet filter");
}

static void
leaves_other_words_alone(void **state)
{
	struct attr_builder b;
	struct text_error e;
	struct words *w = malloc(sizeof(*w));

	(void)state;
	attr_builder_init(&b);
	words_of("next-hop self", w);
	assert_int_equal(attr_parse_word(&w->t, &b, &e), 0);
	assert_int_equal(w->t.at, 0);
	words_of("med 5", w);
	w->v[0].quoted = true;
	assert_int_equal(attr_parse_word(&w->t, &b, &e), 0);
	attr_builder_free(&b);
	free(w);
}

static void
error_leaves_the_set_as_it_was(void **state)
{
	struct attr_builder b;
	struct text_error e;
	struct words *w = malloc(sizeof(*w));

	(void)state;
	attr_builder_init(&b);
	words_of("community [ 65000:1 nonsense ]", w);
	assert_int_equal(attr_parse_word(&w->t, &b, &e), -1);
	assert_false(attr_builder_has(&b, ATTR_COMMUNITIES));
	assert_int_equal(b.records.len, 0);
	assert_int_equal(e.col, 21);
	attr_builder_free(&b);
	free(w);
}

/* attr_words, which completion shows, and the rows agree. */
static void
list_of_words_is_whole(void **state)
{
	const struct attr_row *row;
	const char *const *w;
	unsigned type, n;
	bool found;

	(void)state;
	for (type = 0; type < 256; type++) {
		row = attr_row_get((uint8_t)type);
		for (n = 0; row != NULL && row->words[n] != NULL; n++) {
			found = false;
			for (w = attr_words(); *w != NULL; w++)
				found |= strcmp(*w, row->words[n]) == 0;
			if (!found)
				fail_msg("%s is not listed", row->words[n]);
			assert_non_null(row->parse);
			assert_non_null(row->print);
		}
	}
}

static void
next_hop_is_printed(void **state)
{
	struct octets o;
	struct wbuf out;

	(void)state;
	octets_of("40 01 01 00 40 03 04 c0000201", &o);
	wbuf_growable(&out, 4096);
	attr_set_print(&out, rbuf_of(o.p, o.n));
	wbuf_u8(&out, 0);
	assert_string_equal((const char *)out.p,
	    "origin igp next-hop 192.0.2.1");
	wbuf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_is_in_type_order),
		cmocka_unit_test(synonyms_of_bgpctl),
		cmocka_unit_test(first_scalar_wins),
		cmocka_unit_test(raw_octets),
		cmocka_unit_test(refuses_what_means_nothing_here),
		cmocka_unit_test(leaves_other_words_alone),
		cmocka_unit_test(error_leaves_the_set_as_it_was),
		cmocka_unit_test(list_of_words_is_whole),
		cmocka_unit_test(next_hop_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
