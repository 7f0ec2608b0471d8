/* SPDX-License-Identifier: ISC */
/* Families by number and by words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bgp/addr.h"
#include "bgp/family.h"

static void
every_row_is_found(void **state)
{
	const struct family_info *i;
	char buf[32];
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_OTHER_FIRST; f++) {
		i = family_info((enum family)f);
		assert_non_null(i);
		assert_string_equal(family_name(i->afi, i->safi, buf,
		    sizeof(buf)), i->name);
		assert_int_equal(families_all() >> f & 1, 1);
		assert_int_equal(family_by_number(i->afi, i->safi), f);
		assert_int_equal(family_by_words(i->afi_word, i->safi_word),
		    f);
	}
	assert_true(families_all() == FAMILIES_KNOWN);
	assert_null(family_info(FAMILY_NONE));
	assert_null(family_info(FAMILY_MAX));
}

static void
others_are_none(void **state)
{
	(void)state;
	assert_int_equal(family_by_words("l2vpn", "evpn"), FAMILY_EVPN);
	assert_int_equal(family_by_words("ipv6", "labeled-unicast"),
	    FAMILY_IPV6_LABELLED);
	assert_int_equal(family_by_words("ipv4", "evpn"), FAMILY_NONE);
	assert_int_equal(family_by_words("ipv4", "x"), FAMILY_NONE);
	assert_int_equal(family_by_number(25, 71), FAMILY_NONE);
	assert_int_equal(family_af(AFI_IPV4), ADDR_V4);
	assert_int_equal(family_af(AFI_IPV6), ADDR_V6);
	assert_int_equal(family_af(25), ADDR_NONE);
}

/* An AFI is one word, and is there once. */
static void
words_and_afis(void **state)
{
	struct family_word w;
	enum family f;
	unsigned i, n = 0;

	(void)state;
	for (i = 0; family_word(i, &w); i++) {
		assert_int_equal(family_by_words(w.afi, w.safi), w.family);
		f = family_by_afi_word(w.afi);
		assert_int_equal(family_info(f)->afi,
		    family_info(w.family)->afi);
		assert_non_null(w.since);
		n += w.family == FAMILY_IPV6_LABELLED;
	}
	assert_int_equal(n, 2);
	for (i = 0; (f = family_afi(i)) != FAMILY_NONE; i++)
		assert_int_equal(family_by_afi_word(family_info(f)->afi_word),
		    f);
	assert_int_equal(i, 4);
	assert_int_equal(family_by_afi_word("ipv5"), FAMILY_NONE);
}

static void
names(void **state)
{
	char buf[32];

	(void)state;
	assert_string_equal(family_name(2, 1, buf, sizeof(buf)),
	    "IPv6 unicast");
	assert_string_equal(family_name(25, 70, buf, sizeof(buf)), "EVPN");
	assert_string_equal(family_name(9, 9, buf, sizeof(buf)),
	    "AFI 9 SAFI 9");
}

/* --- others: each test goes on from the one before ------------------------ */

static void
rows_mean_nothing_at_first(void **state)
{
	unsigned f;

	(void)state;
	for (f = FAMILY_OTHER_FIRST; f < FAMILY_MAX; f++) {
		assert_true(family_is_other((enum family)f));
		assert_int_equal(family_info((enum family)f)->safi, 0);
		assert_string_equal(family_info((enum family)f)->safi_word,
		    "");
		assert_true(family_info((enum family)f)->keyed);
	}
	assert_false(family_is_other(FAMILY_IPV4_UNICAST));
	assert_false(family_is_other(FAMILY_NONE));
	assert_int_equal(family_by_number(16397, 99), FAMILY_NONE);
	assert_int_equal(family_by_number(0, 0), FAMILY_NONE);
	assert_int_equal(family_by_words("", ""), FAMILY_NONE);
}

static void
rows_are_told(void **state)
{
	const enum family f = FAMILY_OTHER_FIRST + 2;
	const struct family_info *i = family_info(f);
	char buf[32];

	(void)state;
	assert_true(family_others_fits(f, 16397, 99));
	assert_int_equal(family_others_set(f, 16397, 99), 0);
	assert_int_equal(family_by_number(16397, 99), f);
	assert_int_equal(i->afi, 16397);
	assert_int_equal(i->safi, 99);
	assert_int_equal(i->af, ADDR_NONE);
	assert_string_equal(i->afi_word, "afi 16397");
	assert_string_equal(i->safi_word, "safi 99");
	assert_string_equal(i->name, "AFI 16397 SAFI 99");
	assert_string_equal(i->name, family_name(16397, 99, buf,
	    sizeof(buf)));
	assert_true(families_all() == (FAMILIES_KNOWN |
	    (family_mask)1 << f));
	/* the same again is no change; all else would be one */
	assert_int_equal(family_others_set(f, 16397, 99), 0);
	assert_int_equal(family_others_set(f, 16397, 98), -1);
	assert_int_equal(family_others_set(f + 1, 16397, 99), -1);
	assert_int_equal(family_others_set(f + 1, 0, 99), -1);
	assert_int_equal(family_others_set(f + 1, 16397, 0), -1);
	assert_int_equal(family_others_set(f + 1, 25, 70), -1);
	assert_int_equal(family_others_set(FAMILY_EVPN, 16397, 97), -1);
	assert_int_equal(family_others_set(FAMILY_MAX, 16397, 97), -1);
	assert_int_equal(family_by_number(16397, 97), FAMILY_NONE);
	assert_int_equal(family_af(16397), ADDR_NONE);
}

static void
rows_are_given(void **state)
{
	unsigned i;

	(void)state;
	family_others_mode(OTHERS_GIVEN);
	assert_int_equal(family_by_number(1, 1), FAMILY_IPV4_UNICAST);
	assert_int_equal(family_by_number(0, 7), FAMILY_NONE);
	assert_int_equal(family_by_number(7, 0), FAMILY_NONE);
	assert_int_equal(family_by_number(16397, 99),
	    FAMILY_OTHER_FIRST + 2);
	/* the longest words there are */
	assert_int_equal(family_by_number(65535, 255), FAMILY_OTHER_FIRST);
	assert_string_equal(family_info(FAMILY_OTHER_FIRST)->name,
	    "AFI 65535 SAFI 255");
	for (i = 1; i < FAMILY_OTHERS - 1; i++) {
		assert_true(family_others_left());
		assert_true(family_is_other(family_by_number(1000,
		    (uint8_t)i)));
	}
	assert_false(family_others_left());
	assert_int_equal(family_by_number(1001, 1), FAMILY_NONE);
	assert_true(family_is_other(family_by_number(1000, 5)));
	family_others_mode(OTHERS_TOLD);
	assert_true(family_is_other(family_by_number(1000, 5)));
}

/* All were given: none may come to mean something else. */
static void
none_is_lent_that_was_given(void **state)
{
	(void)state;
	family_others_mode(OTHERS_LENT);
	assert_int_equal(family_by_number(1001, 1), FAMILY_NONE);
	assert_int_equal(family_by_number(16397, 99),
	    FAMILY_OTHER_FIRST + 2);
	family_others_mode(OTHERS_TOLD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_found),
		cmocka_unit_test(others_are_none),
		cmocka_unit_test(words_and_afis),
		cmocka_unit_test(names),
		cmocka_unit_test(rows_mean_nothing_at_first),
		cmocka_unit_test(rows_are_told),
		cmocka_unit_test(rows_are_given),
		cmocka_unit_test(none_is_lent_that_was_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
