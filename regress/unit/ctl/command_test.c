/* SPDX-License-Identifier: ISC */
/*
 * Every command of the manual page parses, abbreviated too; what is wrong is
 * said, with what would be right.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "command.h"

enum { WORDS = 32, LEGAL = 8192 };

static struct command	cmd;
static char		legal_text[LEGAL];

/* Splits at blanks; text behind '|' is one word. */
static int
parse(const char *line)
{
	static char buf[1024];	/* commands point into their words */
	char *argv[WORDS], *p, *rest;
	struct wbuf legal;
	int argc, r;

	command_free(&cmd);
	command_init(&cmd);
	(void)snprintf(buf, sizeof(buf), "%s", line);
	rest = strchr(buf, '|');
	if (rest != NULL)
		*rest++ = '\0';
	argc = 0;
	for (p = strtok(buf, " "); p != NULL; p = strtok(NULL, " "))
		argv[argc++] = p;
	if (rest != NULL)
		argv[argc++] = rest;
	wbuf_growable(&legal, LEGAL - 1);
	r = command_parse(&cmd, argc, argv, &legal);
	if (legal.len > 0)
		memcpy(legal_text, legal.p, legal.len);
	legal_text[legal.len] = '\0';
	wbuf_free(&legal);
	return r;
}

static void
assert_text(const char *s)
{
	assert_int_equal(cmd.text.len, strlen(s));
	assert_memory_equal(cmd.text.p, s, strlen(s));
}

static void
parses_every_command(void **state)
{
	static const struct { const char *line; enum action action; } rows[] = {
		{ "show", ACTION_SUMMARY },
		{ "sh", ACTION_SUMMARY },
		{ "show summary", ACTION_SUMMARY },
		{ "sh s t", ACTION_SUMMARY_TERSE },
		{ "show neighbor", ACTION_NEIGHBOR },
		{ "sh nei 192.0.2.1", ACTION_NEIGHBOR },
		{ "show neighbor group up timers", ACTION_NEIGHBOR },
		{ "show neighbor terse terse", ACTION_NEIGHBOR },
		{ "show rib", ACTION_RIB },
		{ "show ip bgp", ACTION_RIB },
		{ "sh r m", ACTION_MEMORY },
		{ "show rib memory", ACTION_MEMORY },
		{ "show malformed", ACTION_MALFORMED },
		{ "show mrt updates.gz", ACTION_MRT },
		{ "show mrt - detail", ACTION_MRT },
		{ "sh mr file a.gz neighbor 192.0.2.1 as 64496 IPv4 unicast "
		    "community 1:2 10.0.0.0/8 or-longer peers", ACTION_MRT },
		{ "sh ma nei 192.0.2.1 mrt -", ACTION_MALFORMED },
		{ "show malformed neighbor group edge", ACTION_MALFORMED },
		{ "show malformed group edge mrt f", ACTION_MALFORMED },
		{ "show process", ACTION_PROCESS },
		{ "sh p feeder", ACTION_PROCESS },
		{ "show network", ACTION_NETWORK_SHOW },
		{ "network show ipv6 multicast", ACTION_NETWORK_SHOW },
		{ "network add 192.0.2.0/24", ACTION_NETWORK_ADD },
		{ "network delete 192.0.2.0/24", ACTION_NETWORK_DELETE },
		{ "network flush", ACTION_NETWORK_FLUSH },
		{ "network show inet6 mpls-vpn", ACTION_NETWORK_SHOW },
		{ "network show vpnv4", ACTION_NETWORK_SHOW },
		{ "flowspec add inet from any port 53 to any",
		    ACTION_NETWORK_ADD },
		{ "flowspec delete inet proto { 6 17 }",
		    ACTION_NETWORK_DELETE },
		{ "flow show", ACTION_NETWORK_SHOW },
		{ "show flowspec inet6", ACTION_NETWORK_SHOW },
		{ "flowspec show VPNv4", ACTION_NETWORK_SHOW },
		{ "flowspec flush", ACTION_NETWORK_FLUSH },
		{ "reload because", ACTION_RELOAD },
		{ "rel -n", ACTION_TRIAL },
		{ "net b a", ACTION_BULK_ADD },
		{ "network bulk add med 5", ACTION_BULK_ADD },
		{ "network bulk delete", ACTION_BULK_DELETE },
		{ "neighbor 192.0.2.1 up", ACTION_ACT },
		{ "neighbor a down", ACTION_ACT },
		{ "neighbor group g clear |for a reason", ACTION_ACT },
		{ "reload", ACTION_RELOAD },
		{ "rel now please", ACTION_RELOAD },
		{ "log brief", ACTION_LOG },
		{ "log v", ACTION_LOG },
		{ "shutdown", ACTION_SHUTDOWN },
		{ "shutdown for good", ACTION_SHUTDOWN },
		{ "help", ACTION_HELP },
		{ "help show rib", ACTION_HELP },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (parse(rows[i].line) == -1)
			fail_msg("%s: %s", rows[i].line, cmd.why);
		assert_int_equal(cmd.action, rows[i].action);
	}
}

static void
refuses_wrong_commands(void **state)
{
	static const struct {
		const char	*line, *why, *legal;
	} rows[] = {
		{ "", "missing argument", "show" },
		{ "frobnicate", "unknown argument: frobnicate", "reload" },
		{ "shut", "unknown argument", "shutdown" },
		{ "show n", "ambiguous argument: n", "network" },
		{ "show neighbor a full", "unknown argument", "timers" },
		{ "show neighbor a terse more", "superfluous argument: more",
		    NULL },
		{ "neighbor", "missing argument", "<neighbor>" },
		{ "neighbor a", "missing argument", "clear" },
		{ "neighbor group", "missing argument", "<group>" },
		{ "network add", "missing argument", "<route>" },
		{ "network", "missing argument", "bulk" },
		{ "network flush all", "superfluous argument", NULL },
		{ "log", "missing argument", "verbose" },
		{ "log loud", "unknown argument", "brief" },
		{ "show rib 10.0.0.0/8 11.0.0.0/8", "a second prefix", NULL },
		{ "show rib IPv4 evpn", "a second family", NULL },
		{ "show rib VPLS inet6", "a second family", NULL },
		{ "show rib EVPN afi 1 safi 2", "a second family", NULL },
		{ "show rib rd 1:1 rd 1:2", "a second route dist", NULL },
		{ "show rib as 1 source-as 2", "a second AS", NULL },
		{ "show rib community 1:1 community 1:2",
		    "a second community", NULL },
		{ "show rib large-community 1:1:1 large-community 1:1:2",
		    "a second large community", NULL },
		{ "show rib ext-community rt 1:1 ext-community soo 1:1",
		    "a second extended community", NULL },
		{ "show rib ext-community rt 1:1 ext-community flow-dscp 1:8",
		    "a second extended community", NULL },
		{ "show rib path-id 1 path-id 2", "a second ident", NULL },
		{ "show rib neighbor a neighbor b", "a second neigh", NULL },
		{ "show mrt", "missing argument", "<file>" },
		{ "show mrt f neighbor edge-1", "not an address", NULL },
		{ "show mrt f as 1 out", "unknown argument", "path-id" },
		{ "show rib 10.0.0.0/40", "bad prefix length", NULL },
		{ "show rib community", "missing argument", "<community>" },
		{ "show rib community x", "not a community", NULL },
		{ "show rib as x", "not an AS", NULL },
		{ "show rib rd", "missing argument", "<rd>" },
		{ "show rib rd 1", "not a route distinguisher", NULL },
		{ "show malformed 192.0.2.1", "unknown argument", "mrt" },
		{ "show malformed mrt", "missing argument", "<file>" },
		{ "show malformed mrt |", "empty file name", NULL },
		{ "show malformed mrt f g", "superfluous argument: g", NULL },
		{ "show rib ext-community zz 1:2", "unknown argument", "rt" },
		{ "show rib ip", "unknown argument", "IPv4" },
		{ "show rib or-longer", "unknown argument", "detail" },
		{ "show |x\ny", "unknown argument: x\\ny", NULL },
		{ "reload |\xff", "not UTF-8", NULL },
		/* Never taken for the reason of a reload that is done. */
		{ "reload -x", "unknown argument: -x", "-n" },
		{ "reload --dry-run", "unknown argument", "-n" },
		{ "reload -n why", "superfluous argument: why", NULL },
		{ "reload |a\nb", "newline", NULL },
	};
	char longest[300];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (parse(rows[i].line) == 0)
			fail_msg("%s: taken", rows[i].line);
		if (strstr(cmd.why, rows[i].why) == NULL)
			fail_msg("%s: %s", rows[i].line, cmd.why);
		if (rows[i].legal != NULL &&
		    strstr(legal_text, rows[i].legal) == NULL)
			fail_msg("%s: legal: %s", rows[i].line, legal_text);
	}
	memset(longest, 'x', sizeof(longest));
	memcpy(longest, "reload |", 8);
	longest[8 + CTL_REASON_MAX - 1] = '\0';
	assert_int_equal(parse(longest), 0);
	longest[8 + CTL_REASON_MAX - 1] = 'x';
	longest[8 + CTL_REASON_MAX] = '\0';
	assert_int_equal(parse(longest), -1);
}

static void
understands_rib_filters(void **state)
{
	const struct ctl_rib_filter *f = &cmd.filter;

	(void)state;
	assert_int_equal(parse("show rib"), 0);
	assert_int_equal(f->flags, 0);
	assert_int_equal(parse("show rib 192.0.2.1"), 0);
	assert_int_equal(f->flags, CTL_RIB_PREFIX | CTL_RIB_ADDRESS);
	assert_int_equal(parse("show rib 192.0.2.1/24"), 0);
	assert_int_equal(f->flags, CTL_RIB_PREFIX);
	assert_int_equal(f->plen, 24);
	assert_int_equal(f->prefix.b[3], 0);
	assert_int_equal(parse("show rib 2001:db8::/32 or-l detail"), 0);
	assert_int_equal(f->flags, CTL_RIB_PREFIX | CTL_RIB_LONGER);
	assert_true(cmd.detail && !cmd.ssv);
	assert_int_equal(parse("show rib 192.0.2.1 or-shorter"), 0);
	assert_int_equal(f->flags, CTL_RIB_PREFIX | CTL_RIB_SHORTER);
	assert_int_equal(parse("sh r out nei 192.0.2.9 ssv"), 0);
	assert_int_equal(f->flags, CTL_RIB_OUT | CTL_RIB_PEER);
	assert_int_equal(f->peer.kind, CTL_SEL_ADDR);
	assert_true(cmd.detail && cmd.ssv);
	assert_int_equal(parse("show rib out in"), 0);
	assert_int_equal(f->flags, 0);
	assert_int_equal(parse("show rib inet6 multicast source-as 1.1"), 0);
	assert_int_equal(f->flags, CTL_RIB_FAMILY | CTL_RIB_AS);
	assert_int_equal(f->afi, AFI_IPV6);
	assert_int_equal(f->safi, SAFI_MULTICAST);
	assert_int_equal(f->as, 65537);
	assert_int_equal(f->as_where, CTL_AS_SOURCE);
	assert_int_equal(parse("show rib community 1:2 large-community 1:2:3 "
	    "ext-community rt 1:2 path-id 7 empty-as invalid"), 0);
	assert_int_equal(f->flags, CTL_RIB_COMMUNITY | CTL_RIB_LARGE |
	    CTL_RIB_EXT | CTL_RIB_PATH_ID | CTL_RIB_EMPTY_AS |
	    CTL_RIB_INVALID);
	assert_int_equal(f->path_id, 7);
	assert_int_equal(parse("show rib rd 64500:1 VPNv4 10.0.0.0/8 "
	    "or-longer"), 0);
	assert_int_equal(f->flags, CTL_RIB_RD | CTL_RIB_FAMILY |
	    CTL_RIB_PREFIX | CTL_RIB_LONGER);
	assert_int_equal(f->rd[7], 1);
	assert_int_equal(parse("show mrt f rd 64500:1 detail"), 0);
	assert_int_equal(f->flags, CTL_RIB_RD);
	assert_int_equal(parse("show mrt f EVPN peer-as 64500"), 0);
	assert_int_equal(f->flags, CTL_RIB_FAMILY | CTL_RIB_AS);
	assert_int_equal(f->safi, 70);
	assert_int_equal(parse("show mrt f EVPN rd 64500:1 detail"), 0);
	assert_int_equal(f->flags, CTL_RIB_RD | CTL_RIB_FAMILY);
	assert_int_equal(f->afi, 25);
	assert_int_equal(f->safi, 70);
	assert_int_equal(parse("show mrt f VPNv4 10.0.0.0/8"), 0);
	assert_int_equal(f->safi, 128);
	assert_int_equal(parse("show rib infeasible ext-community flow-rate "
	    "64496:0 detail"), 0);
	assert_int_equal(f->flags, CTL_RIB_INFEASIBLE | CTL_RIB_EXT);
	assert_memory_equal(f->ext, "\x80\x06\xfb\xf0\0\0\0\0", 8);
	assert_int_equal(parse("show rib ext-community flow-dscp 48"), -1);
}

static void
understands_malformed(void **state)
{
	(void)state;
	assert_int_equal(parse("show malformed"), 0);
	assert_int_equal(cmd.who.kind, CTL_SEL_ALL);
	assert_null(cmd.mrt);
	assert_false(command_mrt_to_stdout(&cmd));
	assert_int_equal(parse("show malformed neighbor edge-1 mrt -"), 0);
	assert_int_equal(cmd.who.kind, CTL_SEL_NAME);
	assert_string_equal(cmd.who.name, "edge-1");
	assert_true(command_mrt_to_stdout(&cmd));
	assert_int_equal(parse("show malformed group edge mrt bad.mrt"), 0);
	assert_int_equal(cmd.who.kind, CTL_SEL_GROUP);
	assert_non_null(cmd.mrt);
	assert_false(command_mrt_to_stdout(&cmd));
}

static void
keeps_text(void **state)
{
	(void)state;
	assert_int_equal(parse("network add 192.0.2.0/24 med 5 for 5s"), 0);
	assert_text("192.0.2.0/24 med 5 for 5s");
	assert_int_equal(parse("flowspec add inet proto 17 for 5s reason |a "
	    "b"), 0);
	assert_text("flow inet proto 17 for 5s reason \"a b\"");
	assert_int_equal(parse("network add 192.0.2.0/24 reason |a \"b\" c"),
	    0);
	assert_text("192.0.2.0/24 reason \"a \\\"b\\\" c\"");
	assert_int_equal(parse("network add |192.0.2.0/24 nexthop self"), 0);
	assert_text("192.0.2.0/24 nexthop self");
	assert_int_equal(parse("neighbor a down going home"), 0);
	assert_text("going home");
	assert_int_equal(cmd.act, CTL_ACT_DOWN);
	assert_string_equal(cmd.who.name, "a");
	assert_int_equal(parse("neighbor group up up"), 0);
	assert_int_equal(cmd.who.kind, CTL_SEL_GROUP);
	assert_int_equal(cmd.act, CTL_ACT_UP);
	assert_int_equal(parse("log verbose"), 0);
	assert_true(cmd.verbose);
}

static void
helps_anywhere(void **state)
{
	char show[] = "show", rib[] = "rib", bad[] = "bad";
	char *const argv[] = { show, rib, bad };
	struct wbuf legal;

	(void)state;
	(void)parse("");
	wbuf_growable(&legal, LEGAL);
	assert_int_equal(command_help(&cmd, 2, argv, &legal), 0);
	wbuf_u8(&legal, 0);
	assert_non_null(strstr((char *)legal.p, "memory"));
	assert_non_null(strstr((char *)legal.p, "<prefix>"));
	assert_int_equal(command_help(&cmd, 3, argv, &legal), -1);
	wbuf_free(&legal);
}

/* By its AFI and the word of the configuration, or by a name of its own. */
static void
every_family_can_be_asked_for(void **state)
{
	const struct family_info *info;
	char line[64];
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_OTHER_FIRST; f++) {
		info = family_info((enum family)f);
		if (info->af == ADDR_NONE)
			snprintf(line, sizeof(line), "show rib %s",
			    info->name);
		else
			snprintf(line, sizeof(line), "show rib %s %s",
			    info->afi_word, info->safi_word);
		if (parse(line) == -1)
			fail_msg("%s", line);
		assert_int_equal(cmd.filter.flags & CTL_RIB_FAMILY,
		    CTL_RIB_FAMILY);
		assert_int_equal(cmd.filter.afi, info->afi);
		assert_int_equal(cmd.filter.safi, info->safi);
	}
}

/* Of the daemon's and of a file's routes. */
static void
families_have_numbers(void **state)
{
	static const char *const heads[] = { "show rib", "show mrt x",
	    "network show", "show network" };
	char line[64];
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		snprintf(line, sizeof(line), "%s afi 16397 safi 99",
		    heads[i]);
		if (parse(line) == -1)
			fail_msg("%s", line);
		assert_int_equal(cmd.filter.flags & CTL_RIB_FAMILY,
		    CTL_RIB_FAMILY);
		assert_int_equal(cmd.filter.afi, 16397);
		assert_int_equal(cmd.filter.safi, 99);
	}
	assert_int_equal(parse("show rib afi 65535 safi 255 detail"), 0);
	assert_int_equal(parse("show rib afi 1"), -1);
	assert_int_equal(parse("show rib afi 1 safi"), -1);
	assert_int_equal(parse("show rib afi 0 safi 1"), -1);
	assert_int_equal(parse("show rib afi 65536 safi 1"), -1);
	assert_int_equal(parse("show rib afi 1 safi 256"), -1);
	assert_int_equal(parse("show rib afi 1 safi 0"), -1);
	assert_int_equal(parse("show rib afi x safi 1"), -1);
	assert_int_equal(parse("show rib afi 1 1"), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses_every_command),
		cmocka_unit_test(every_family_can_be_asked_for),
		cmocka_unit_test(families_have_numbers),
		cmocka_unit_test(refuses_wrong_commands),
		cmocka_unit_test(understands_rib_filters),
		cmocka_unit_test(understands_malformed),
		cmocka_unit_test(keeps_text),
		cmocka_unit_test(helps_anywhere),
	};

	command_init(&cmd);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
