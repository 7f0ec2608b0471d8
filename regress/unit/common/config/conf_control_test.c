/* SPDX-License-Identifier: ISC */
/* listen, control, log, user. */
#include "conf_helper.h"

static void
refusals(void **state)
{
	(void)state;
	refuses("listen 192.0.2.1 port 0;", 1, 23, "from 1");
	refuses("listen 192.0.2.1 prt 1;", 1, 18, "legal here: port");
	refuses("log paper;", 1, 5, "legal here: syslog stderr");
	refuses("user rde;", 1, 9, "missing");
	refuses("control { inject [ user a; }", 1, 26, "']' is missing");
	refuses("control { read; }", 1, 15, "missing");
	refuses("control { read a; }", 1, 16, "legal here: user group");
}

static void
records(void **state)
{
	struct conf_control_rule r;
	struct conf_listen l;
	struct conf_global g;
	struct parsed p;
	struct rbuf body;
	size_t at = 0;
	int type, seen = 0;

	(void)state;
	parse(&p, "listen ::1 port 1790; log syslog verbose; user rde r;"
	    "control { socket /s; operate [ user a group b ]; }");
	assert_int_equal(p.errors, 0);
	while ((type = conf_image_next(&p.img, &at, &body)) != 0) {
		seen++;
		if (type == CONF_GLOBAL) {
			rbuf_host(&body, &g, sizeof(g));
			assert_string_equal(g.socket, "/s");
			assert_string_equal(g.user_rde, "r");
			assert_int_equal(g.log_syslog, 1);
			assert_int_equal(g.log_verbose, 1);
		} else if (type == CONF_LISTEN) {
			rbuf_host(&body, &l, sizeof(l));
			assert_int_equal(l.port, 1790);
		} else if (type == CONF_RULE) {
			rbuf_host(&body, &r, sizeof(r));
			assert_int_equal(r.role, 3);
			assert_string_equal(r.name,
			    r.is_group ? "b" : "a");
		}
	}
	assert_int_equal(seen, 4);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
