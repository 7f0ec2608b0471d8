/* SPDX-License-Identifier: ISC */
/* Names and numbers of tunnel types, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/tunnel_type.h"

static void
there_and_back(void **state)
{
	const char *name;
	uint16_t type;
	unsigned i, named = 0;

	(void)state;
	for (i = 0; i < 65536; i++)
		if ((name = tunnel_type_name((uint16_t)i)) != NULL) {
			assert_int_equal(tunnel_type_parse(name, &type), 0);
			assert_int_equal(type, i);
			named++;
		}
	assert_int_equal(named, 13);
	assert_int_equal(tunnel_type_parse("65535", &type), 0);
	assert_int_equal(type, 65535);
	assert_int_equal(tunnel_type_parse("65536", &type), -1);
	assert_int_equal(tunnel_type_parse("wire", &type), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
