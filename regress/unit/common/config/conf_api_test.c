/* SPDX-License-Identifier: ISC */
/* api blocks: names, flags, several of them. */
#include "conf_helper.h"

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("api { processes [ gone ]; }"), 3, 19, "not defined");
	refuses(NEIGHBOR("api { processes-match [ a( ]; }"), 3, 25,
	    "not an expression");
	refuses("process a { run x; }" NEIGHBOR("api { receive { all; } }"),
	    3, 17, "legal here: parsed");
	refuses(NEIGHBOR("api { fsm maybe; }"), 3, 11, "true or false");
}

static void
flags(void **state)
{
	struct conf_api a;
	struct parsed p;
	struct rbuf body;
	size_t at = 0;
	int type, n = 0;

	(void)state;
	parse(&p, "process a { run x; } process b { run x; }"
	    NEIGHBOR("api { processes [ a b ]; fsm; receive { parsed; "
	    "update; update false; } } api z { processes b; }"));
	assert_int_equal(p.errors, 0);
	while ((type = conf_image_next(&p.img, &at, &body)) != 0) {
		if (type != CONF_API)
			continue;
		rbuf_host(&body, &a, sizeof(a));
		if (n++ == 0) {
			assert_memory_equal(a.processes, "a\0b\0", 5);
			assert_int_equal(a.fsm, 1);
			assert_int_equal(a.receive, CONF_API_PARSED);
		} else
			assert_string_equal(a.name, "z");
	}
	assert_int_equal(n, 2);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(flags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
