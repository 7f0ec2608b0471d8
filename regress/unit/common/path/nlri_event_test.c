/* SPDX-License-Identifier: ISC */
/* NLRI in events: every family has a row; path ids; compact strings. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "event/emit.h"
#include "path/nlri.h"

static char	out[256];

static const char *
said(const struct nlri *n, bool json, bool compact)
{
	const struct nlri_form f = { .shape = SHAPE_4, .compact = compact };
	struct wbuf w;

	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	if (json)
		nlri_json(&w, n, &f);
	else
		nlri_line(&w, n, &f);
	return out;
}

static void
says_prefixes(void **state)
{
	struct nlri n = { .family = FAMILY_IPV4_UNICAST,
	    .prefix = { .af = ADDR_V4, .len = 24, .b = { 192, 0, 2 } } };

	(void)state;
	assert_string_equal(said(&n, true, false),
	    "{ \"nlri\": \"192.0.2.0/24\" }");
	assert_string_equal(said(&n, true, true), "\"192.0.2.0/24\"");
	assert_string_equal(said(&n, false, false), "192.0.2.0/24");
	n.has_path_id = 1;
	assert_string_equal(said(&n, true, true), "{ \"nlri\": "
	    "\"192.0.2.0/24\", \"path-information\": \"0.0.0.0\" }");
	n.path_id = 0x01020304;
	assert_string_equal(said(&n, false, true),
	    "192.0.2.0/24 path-information 1.2.3.4");
}

static void
says_each_ip_family(void **state)
{
	struct nlri n = { .prefix = { .af = ADDR_V4 } };
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_MAX; f++) {
		if (family_info((enum family)f)->keyed)
			continue;
		n.family = (uint8_t)f;
		n.prefix.af = family_info((enum family)f)->af;
		assert_true(strlen(said(&n, true, false)) > 2);
		assert_true(strlen(said(&n, false, false)) > 2);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_prefixes),
		cmocka_unit_test(says_each_ip_family),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
