/* SPDX-License-Identifier: ISC */
/* Command lines and files of options, as ExaBGP's healthcheck reads them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "options.h"

static struct options o;
static char why[OPTIONS_WHY];

static int
parse(const char *first, ...)
{
	static char text[32][256];
	char *argv[33] = { text[0] };
	const char *s;
	int argc = 1;
	va_list ap;

	options_free(&o);
	why[0] = '\0';
	va_start(ap, first);
	for (s = first; s != NULL; s = va_arg(ap, const char *)) {
		snprintf(text[argc], sizeof(text[argc]), "%s", s);
		argv[argc] = text[argc];
		argc++;
	}
	va_end(ap);
	return options_parse(&o, argc, argv, why, sizeof(why));
}

#define PARSE(...) parse(__VA_ARGS__, NULL)

static void
has_defaults(void **state)
{
	(void)state;
	assert_int_equal(parse(NULL), 0);
	assert_int_equal(o.interval, 5000);
	assert_int_equal(o.fast, 1000);
	assert_int_equal(o.timeout, 5000);
	assert_int_equal(o.rise, 3);
	assert_int_equal(o.fall, 3);
	assert_int_equal(o.metric[STATE_UP], 100);
	assert_int_equal(o.metric[STATE_DOWN], 1000);
	assert_int_equal(o.metric[STATE_DISABLED], 500);
	assert_int_equal(o.increase, 1);
	assert_int_equal(o.local_preference, -1);
	assert_int_equal(o.facility, 3);
	assert_string_equal(o.next_hop, "self");
	assert_null(o.command);
	assert_int_equal(o.nip, 0);
}

static void
takes_every_form(void **state)
{
	char text[PREFIX_TEXT];

	(void)state;
	assert_int_equal(PARSE("-i0.5", "-f", "0.25", "--timeout=2", "--cmd",
	    "a b", "-dsa", "--ip", "192.0.2.1", "--ip=2001:DB8:0::1/128",
	    "-N", "192.0.2.9", "--start-ip", "-2", "-n=x", "--with"), 0);
	assert_int_equal(o.interval, 500);
	assert_int_equal(o.fast, 250);
	assert_int_equal(o.timeout, 2000);
	assert_string_equal(o.command, "a b");
	assert_true(o.debug && o.silent && o.no_ack && o.withdraw_on_down);
	assert_int_equal(o.nip, 2);
	assert_string_equal(prefix_print(&o.ip[1], text, sizeof(text)),
	    "2001:db8::1/128");
	assert_string_equal(o.next_hop, "192.0.2.9");
	assert_int_equal(o.start_ip, -2);
	assert_string_equal(o.name, "x");
}

static void
knows_facilities(void **state)
{
	(void)state;
	assert_int_equal(PARSE("-sF", "local3"), 0);
	assert_int_equal(o.facility, 19);
	assert_false(o.silent);
	assert_int_equal(PARSE("-sF", "-a"), 0);
	assert_int_equal(o.facility, 3);
	assert_true(o.no_ack);
	assert_int_equal(PARSE("--syslog-facility", "LOCAL7"), 0);
	assert_int_equal(o.facility, 23);
	assert_int_equal(PARSE("-sF", "nowhere"), -1);
}

static void
says_what_is_wrong(void **state)
{
	static const struct {
		const char *arg[2];
		const char *why;
	} wrong[] = {
		{ { "--nothing" }, "--nothing: no such option" },
		{ { "-Z" }, "-Z: no such option" },
		{ { "word" }, "word: an option was expected" },
		{ { "-" }, "-: an option was expected" },
		{ { "--c", "x" }, "--c: --command or " },
		{ { "--debug=1" }, "--debug takes no value" },
		{ { "--rise" }, "--rise needs a value" },
		{ { "--label", "--debug" }, "--label needs a value" },
		{ { "--rise", "x" }, "--rise x: not a whole number" },
		{ { "--rise", "-1" }, "--rise -1: a number out of range" },
		{ { "--up-metric", "4294967296" }, "out of range" },
		{ { "--interval", "-1" }, "not a number of seconds" },
		{ { "--interval", "nan" }, "not a number of seconds" },
		{ { "--interval", "inf" }, "not a number of seconds" },
		{ { "--interval", "1s" }, "not a number of seconds" },
		{ { "--ip", "192.0.2.1/24" }, "bits behind" },
		{ { "--ip", "192.0.2.0/33" }, "length" },
		{ { "--ip", "192.0.2.0/255.0.255.0" }, "not a prefix" },
		{ { "--ip", "here" }, "not a prefix" },
		{ { "--next-hop", "here" }, "not an address" },
		{ { "--neighbor", "here" }, "neither an address nor *" },
		{ { "--community", "a\nb" }, "not printable ASCII" },
		{ { "--as-path", "\xc3\xa4" }, "not printable ASCII" },
		{ { "--ip-ifname", "192.0.2.1" }, "wanted ADDRESS%" },
		{ { "--ip-ifname", "192.0.2.1%" }, "not the name" },
		{ { "--ip-ifname", "192.0.2.1%an-interface-too-long" },
		    "not the name" },
		{ { "--ip-ifname", "192.0.2.1%eth0" }, "no such --ip" },
		{ { "--label", "thirteen-long" }, "longer than 15 octets" },
		{ { "--config", "/nonexistent/file" }, "No such file" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(PARSE(wrong[i].arg[0], wrong[i].arg[1]), -1);
		if (strstr(why, wrong[i].why) == NULL)
			fail_msg("%s, not %s", why, wrong[i].why);
	}
}

static void
reads_masks_and_neighbours(void **state)
{
	(void)state;
	assert_int_equal(PARSE("--ip", "192.0.2.0/255.255.255.252", "--ip",
	    "0.0.0.0/0.0.0.0", "--neighbor", "2001:DB8::0:1", "--neighbor",
	    "*", "--neighbor", "fe80::1%eth0"), 0);
	assert_int_equal(o.ip[0].len, 30);
	assert_int_equal(o.ip[1].len, 0);
	assert_string_equal(o.neighbors.v[0], "2001:db8::1");
	assert_string_equal(o.neighbors.v[1], "*");
	assert_string_equal(o.neighbors.v[2], "fe80::1%eth0");
	assert_int_equal(PARSE("--ip", "192.0.2.1", "--ip-ifname",
	    "192.0.2.1/32%dummy0"), 0);
	assert_string_equal(o.bind[0].ifname, "dummy0");
	assert_int_equal(PARSE("--label", "thirteen-long", "--no-ip-setup"),
	    0);
}

static char file[] = "/tmp/herald-options.XXXXXX";

static void
write_file(const char *text)
{
	FILE *f = fopen(file, "w");

	assert_non_null(f);
	assert_int_equal(fputs(text, f) >= 0, 1);
	assert_int_equal(fclose(f), 0);
}

static void
reads_a_file_first(void **state)
{
	(void)state;
	write_file("# a comment\n\n  debug \n interval = 7\r\nip=192.0.2.1\n"
	    "cmd = a = 'b' # c\nname =\n");
	assert_int_equal(PARSE("-F", file, "--ip", "192.0.2.2", "-i", "9"),
	    0);
	assert_true(o.debug);
	assert_int_equal(o.interval, 9000);
	assert_string_equal(o.command, "a = 'b' # c");
	assert_string_equal(o.name, "");
	assert_int_equal(o.nip, 2);
	assert_int_equal(o.ip[0].b[3], 1);
}

static void
names_the_line(void **state)
{
	static const struct {
		const char *text;
		const char *why;
	} wrong[] = {
		{ "\ninterval\n", ":2: --interval needs a value" },
		{ "rise = x", ":1: --rise x: not a whole number" },
		{ "debug = true\n", ":1: --debug takes no value" },
		{ "config = /x\n", ":1: --config within a file" },
		{ "# x\ninterval 10\n", ":2: --interval 10: no such option" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		write_file(wrong[i].text);
		assert_int_equal(PARSE("--config", file), -1);
		if (strstr(why, wrong[i].why) == NULL)
			fail_msg("%s, not %s", why, wrong[i].why);
	}
}

static int
make_file(void **state)
{
	int fd = mkstemp(file);

	(void)state;
	return fd == -1 ? -1 : close(fd);
}

static int
remove_file(void **state)
{
	(void)state;
	options_free(&o);
	return unlink(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_defaults),
		cmocka_unit_test(takes_every_form),
		cmocka_unit_test(knows_facilities),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(reads_masks_and_neighbours),
		cmocka_unit_test(reads_a_file_first),
		cmocka_unit_test(names_the_line),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
