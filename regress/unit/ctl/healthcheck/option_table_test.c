/* SPDX-License-Identifier: ISC */
/* Looking options up, and the help, which names each of them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "option_table.h"

/* All of ExaBGP 4.2's, and those of later ones. */
static const char *const names[] = {
	"silent", "syslog-facility", "no-syslog", "no-ack", "sudo", "debug",
	"name", "config", "pid", "user", "group", "interval", "fast-interval",
	"timeout", "rise", "fall", "disable", "command", "cmd", "next-hop",
	"ip", "local-preference", "deaggregate-networks", "no-ip-setup",
	"dynamic-ip-setup", "label", "start-ip", "up-metric", "down-metric",
	"disabled-metric", "increase", "community", "extended-community",
	"large-community", "disabled-community", "as-path", "up-as-path",
	"down-as-path", "disabled-as-path", "withdraw-on-down", "path-id",
	"neighbor", "execute", "up-execute", "down-execute",
	"disabled-execute", "help",
	"ip-ifname", "label-exact-match", "debounce",
};

static void
has_them_all(void **state)
{
	const struct option *row, *other;
	struct wbuf w;
	char text[32];
	size_t i;

	(void)state;
	wbuf_growable(&w, 1 << 16);
	options_help(&w);
	wbuf_u8(&w, 0);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		row = option_find(names[i], strlen(names[i]), &other);
		assert_non_null(row);
		assert_null(other);
		assert_string_equal(row->name, names[i]);
		(void)snprintf(text, sizeof(text), "--%s", names[i]);
		if (row->help != NULL)
			assert_non_null(strstr((char *)w.p, text));
	}
	wbuf_free(&w);
}

static void
finds_beginnings(void **state)
{
	const struct option *row, *other;

	(void)state;
	row = option_find("deagg", 5, &other);
	assert_string_equal(row->name, "deaggregate-networks");
	assert_null(other);
	row = option_find("dis", 3, &other);
	assert_non_null(row);
	assert_non_null(other);
	/* One that others begin with. */
	row = option_find("ip", 2, &other);
	assert_string_equal(row->name, "ip");
	assert_null(other);
	assert_null(option_find("x", 1, &other));
}

static void
finds_letters(void **state)
{
	static const char letters[] = "iftcNnsaFdphV";
	const char *p;

	(void)state;
	for (p = letters; *p != '\0'; p++)
		assert_int_equal(option_letter(*p)->letter, *p);
	assert_null(option_letter('z'));
	assert_null(option_letter('x'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_them_all),
		cmocka_unit_test(finds_beginnings),
		cmocka_unit_test(finds_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
