/* SPDX-License-Identifier: ISC */
/* Every cut of an attribute that is kept as it came is a clean answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/attr_opaque.h"

static const struct attr_profile all = { .as4 = 1, .prefix_sid = 1 };

/* The value is well formed; of its cuts only those in whole are, too. */
static void
cuts(attr_check *check, const char *hex, const char *whole)
{
	struct octets o;
	uint8_t *copy;
	char n[16];
	size_t i;

	octets_of(hex, &o);
	for (i = 1; i <= o.n; i++) {
		copy = malloc(i);
		memcpy(copy, o.p, i);
		snprintf(n, sizeof(n), " %zu ", i);
		if ((check(rbuf_of(copy, i), &all) == NULL) !=
		    (strstr(whole, n) != NULL))
			fail_msg("%s cut at %zu", hex, i);
		free(copy);
	}
}

static void
every_cut(void **state)
{
	(void)state;
	cuts(attr_pe_distinguisher_check, "c0000201 000010", " 7 ");
	cuts(attr_d_path_check, "01 0000fde8 0001 46", " 8 ");
	cuts(attr_bfd_check, "01 00000001 01 00", " 5 7 ");
	cuts(attr_nhc_check, "0001 01 04 c0000201 0001 0000", " 8 12 ");
	cuts(attr_attr_set_check, "0000fde8 40010100", " 4 8 ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
