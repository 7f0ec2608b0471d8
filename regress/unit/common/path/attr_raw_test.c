/* SPDX-License-Identifier: ISC */
/* What has no form in events: its numbers, P as it would be passed on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"

static void
is_told(void **state)
{
	(void)state;
	assert_said("attribute [ 0x99 0xc0 0x01AB ]", SHAPE_4,
	    "{ \"attribute-0x99-0xE0\": \"0x01ab\" }",
	    " attribute [ 0x99 0xE0 0x01ab ]");
	assert_said("attribute [ 0x99 0x80 0x ]", SHAPE_6,
	    "{ \"attribute-0x99-0x80\": \"0x\" }",
	    " attribute [ 0x99 0x80 0x ]");
	/* A row's form is only for what is of its form. */
	assert_said("attribute [ 0x16 0xc0 0x01 ]", SHAPE_6,
	    "{ \"attribute-0x16-0xE0\": \"0x01\" }", NULL);
	assert_said("otc 64500", SHAPE_5,
	    "{ \"attribute-0x23-0xE0\": \"0x0000fbf4\" }",
	    " attribute [ 0x23 0xE0 0x0000fbf4 ]");
	assert_said("otc 64500", SHAPE_6, "{ \"otc\": 64500 }",
	    " otc 64500");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
