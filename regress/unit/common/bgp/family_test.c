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
	for (f = 0; f < FAMILY_MAX; f++) {
		i = family_info((enum family)f);
		assert_non_null(i);
		assert_string_equal(family_name(i->afi, i->safi, buf,
		    sizeof(buf)), i->name);
		assert_int_equal(families_all() >> f & 1, 1);
		assert_int_equal(family_by_number(i->afi, i->safi), f);
		assert_int_equal(family_by_words(i->afi_word, i->safi_word),
		    f);
	}
	assert_int_equal(families_all() >> FAMILY_MAX, 0);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_found),
		cmocka_unit_test(others_are_none),
		cmocka_unit_test(words_and_afis),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
