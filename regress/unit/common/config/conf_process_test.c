/* SPDX-License-Identifier: ISC */
/* Programs: what is described, and what is missing. */
#include "conf_helper.h"

static struct conf_process
process(const char *text)
{
	struct conf_process c;
	struct parsed p;
	struct rbuf body;
	size_t at = 0;
	int type;

	memset(&c, 0, sizeof(c));
	parse(&p, text);
	if (p.errors != 0)
		fail_msg("%s", (char *)p.said.p);
	while ((type = conf_image_next(&p.img, &at, &body)) != 0)
		if (type == CONF_PROCESS)
			rbuf_host(&body, &c, sizeof(c));
	parsed_free(&p);
	return c;
}

static void
words(void **state)
{
	struct conf_process c;

	(void)state;
	c = process("process a { run x \"y z\"; }");
	assert_memory_equal(c.run, "x\0y z\0", 7);
	assert_int_equal(c.json, 1);
	assert_int_equal(c.respawn, 1);
	assert_int_equal(c.may, CONF_MAY_ALL);
	c = process("process a { run x; heartbeat 5s; }");
	assert_int_equal(c.may, 0);
	c = process("process a { run x; queue 64k; on-exit hold 1m; "
	    "may create 192.0.2.0/24; encoder text; }");
	assert_int_equal(c.queue, 65536);
	assert_int_equal(c.on_exit, CONF_EXIT_HOLD);
	assert_int_equal(c.hold_s, 60);
	assert_int_equal(c.may, CONF_MAY_CREATE);
	assert_int_equal(c.create[0].plen, 24);
	assert_int_equal(c.json, 0);
}

static void
refusals(void **state)
{
	(void)state;
	refuses("process a { }", 1, 1, "'run' is missing");
	refuses("process { run x; }", 1, 9, "missing");
	refuses("process a { run x; } process a { run y; }", 1, 30,
	    "defined twice");
	refuses("process a { run; }", 1, 16, "missing");
	refuses("process a { run x; queue 1; }", 1, 26, "size");
	refuses("process a { run x; api-version 7; }", 1, 32, "4 to 6");
	refuses("process a { run x; may fly; }", 1, 24, "legal here");
	refuses("process a { run x ''; }", 1, 19, "empty");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
