/* SPDX-License-Identifier: ISC */
/* Words of families: one for each, and each once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/addr.h"
#include "bgp/family.h"
#include "grammar_family.h"

static unsigned
count(enum word_table t, const char *name)
{
	const struct word *w;
	unsigned n = 0;

	for (w = grammar_family_table(t); w->kind != WORD_STOP; w++)
		n += strcmp(w->name, name) == 0;
	return n;
}

static void
every_family_has_one(void **state)
{
	const struct family_info *i;
	struct family_word w;
	unsigned n;

	(void)state;
	for (n = 0; family_word(n, &w); n++) {
		i = family_info(w.family);
		if (i->af != ADDR_NONE)
			assert_int_equal(count(TABLE_SAFIS, i->safi_word), 1);
		else
			assert_int_equal(count(TABLE_NAMES, i->name), 1);
	}
	assert_int_equal(count(TABLE_SAFIS, "evpn"), 0);
	assert_int_equal(count(TABLE_NAMES, "IPv4 unicast"), 0);
	assert_null(grammar_family_table(TABLE_RIB));
}

static void
it_says_numbers(void **state)
{
	struct command c;
	const struct word *w;

	(void)state;
	memset(&c, 0, sizeof(c));
	for (w = grammar_family_table(TABLE_SAFIS);
	    strcmp(w->name, "mcast-vpn") != 0; w++)
		;
	c.filter.afi = AFI_IPV6;
	assert_null(w->take(&c, w, "mcast-vpn"));
	assert_int_equal(c.filter.afi, AFI_IPV6);
	assert_int_equal(c.filter.safi, 5);
	for (w = grammar_family_table(TABLE_NAMES);
	    strcmp(w->name, "EVPN") != 0; w++)
		;
	assert_null(w->take(&c, w, "evpn"));
	assert_int_equal(c.filter.afi, 25);
	assert_int_equal(c.filter.safi, 70);
	assert_int_equal(c.filter.flags & CTL_RIB_FAMILY, CTL_RIB_FAMILY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_family_has_one),
		cmocka_unit_test(it_says_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
