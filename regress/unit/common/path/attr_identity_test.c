/* SPDX-License-Identifier: ISC */
/*
 * For every attribute, values of its form and such as only come near: octets
 * to words to the same octets, and every shape of event is of its form.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/attr_help.h"
#include "common/path/attr_random.h"

enum { ROUNDS = 2000 };

static void
values_return(void **state)
{
	uint8_t value[RANDOM_VALUE];
	struct wbuf v;
	unsigned type, i;

	(void)state;
	seed_random();
	for (type = 0; type < 256; type++)
		for (i = 0; attr_randoms[type] != NULL && i < ROUNDS; i++) {
			wbuf_fixed(&v, value, sizeof(value));
			attr_randoms[type](&v);
			assert_false(v.failed);
			assert_reads_back(random_attr_flags(type),
			    (uint8_t)type, wbuf_view(&v));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_return),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
