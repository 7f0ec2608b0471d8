/* SPDX-License-Identifier: ISC */
/* Each form of an extended community: octets, text, and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static void
form(const char *text, const char *octets, const char *printed)
{
	char words[200], hex[60], want[200];

	snprintf(words, sizeof(words), "extended-community %s", text);
	snprintf(hex, sizeof(hex), "c0 10 08 %s", octets);
	snprintf(want, sizeof(want), "extended-community %s", printed);
	assert_words(words, hex);
	assert_prints(words, want);
}

static void
pairs(void **state)
{
	(void)state;
	form("target:65000:1", "0002 fde8 00000001", "target:65000:1");
	form("65000:1", "0002 fde8 00000001", "target:65000:1");
	form("72:0.0.0.1", "0002 0048 00000001", "target:72:1");
	form("target:192.0.2.1:5", "0102 c0000201 0005",
	    "target:192.0.2.1:5");
	form("target:120000L:123", "0202 0001d4c0 007b", "target:120000:123");
	form("target:120000:123", "0202 0001d4c0 007b", "target:120000:123");
	form("target4:70:1", "0202 00000046 0001", "target:70L:1");
	form("origin4:70000:1", "0203 00011170 0001", "origin:70000:1");
	form("origin:65000:0x10", "0003 fde8 00000010", "origin:65000:16");
	form("redirect:258:33756718", "8008 0102 0203162e",
	    "redirect:258:33756718");
	form("redirect:70000:5", "8208 00011170 0005", "redirect:70000:5");
	form("mup:10:10", "0c00 000a 0000000a", "mup:10:10");
	form("rtrecord:65000:1", "0013 fde8 00000001", "rtrecord:65000:1");
	form("vpn-distinguisher:65000:1", "0010 fde8 00000001",
	    "vpn-distinguisher:65000:1");
	form("evi-rt:65000:1", "060a fde8 00000001", "evi-rt:65000:1");
	form("evi-rt:192.0.2.1:5", "060b c0000201 0005",
	    "evi-rt:192.0.2.1:5");
	form("evi-rt:70000:5", "060c 00011170 0005", "evi-rt:70000:5");
	form("transitive-bandwidth:65000:1000", "0004 fde8 447a0000",
	    "transitive-bandwidth:65000:1000");
}

static void
actions(void **state)
{
	(void)state;
	form("rate-limit:9600", "8006 0000 46160000", "rate-limit:9600");
	form("rate-limit:1000:packets", "800c 0000 447a0000",
	    "rate-limit:1000:packets");
	form("rate-limit 1000 packets", "800c 0000 447a0000",
	    "rate-limit:1000:packets");
	form("discard", "8006 0000 00000000", "rate-limit:0");
	form("action sample-terminal", "8007 0000 00000003",
	    "action:sample-terminal");
	form("action:sample", "8007 0000 00000002", "action:sample");
	form("[ mark 10 ]", "8009 0000 0000000a", "mark:10");
	form("redirect-to-nexthop", "0800 0000 00000000",
	    "redirect-to-nexthop");
	form("copy-to-nexthop", "0800 0000 00000001", "copy-to-nexthop");
	form("redirect:192.0.2.1:5", "8108 c0000201 0005",
	    "redirect:192.0.2.1:5");
	form("redirect-to-nexthop-ietf 192.0.2.1", "010c c0000201 0000",
	    "redirect-to-nexthop-ietf:192.0.2.1");
	form("copy-to-nexthop-ietf:192.0.2.1", "010c c0000201 0001",
	    "copy-to-nexthop-ietf:192.0.2.1");
	form("0x010cc000020100ff", "010c c0000201 00ff",
	    "0x010cc000020100ff");
	form("interface-set:input:64500:10", "0702 0000fbf4 400a",
	    "interface-set:input:64500:10");
	form("interface-set:transitive:output:64500:16383",
	    "0702 0000fbf4 bfff", "interface-set:output:64500:16383");
	form("interface-set non-transitive:input-output:70000:1",
	    "4702 00011170 c001",
	    "interface-set:non-transitive:input-output:70000:1");
	form("0x07020000fbf40001", "0702 0000fbf4 0001",
	    "0x07020000fbf40001");
}

static void
others(void **state)
{
	(void)state;
	form("l2info:19:0:1500:111", "800a 13 00 05dc 006f",
	    "l2info:19:0:1500:111");
	form("bandwidth:65000:1.25e+06", "4004 fde8 49989680",
	    "bandwidth:65000:1250000");
	form("0x0002fde800000001", "0002 fde8 00000001", "target:65000:1");
	form("0x4002fde800000001", "4002 fde8 00000001",
	    "0x4002fde800000001");
	form("0x4004fde87f800000", "4004 fde8 7f800000",
	    "0x4004fde87f800000");
	form("0x8006000080000000", "8006 0000 80000000",
	    "0x8006000080000000");
	form("0x8009000000000040", "8009 0000 00000040",
	    "0x8009000000000040");
	form("ovs invalid", "4300 0000 00000002", "ovs:invalid");
	form("rt 65000:7", "0002 fde8 00000007", "target:65000:7");
	form("soo 192.0.2.1:7", "0103 c0000201 0007", "origin:192.0.2.1:7");
}

static void
refused(void **state)
{
	static const char *const bad[] = {
		"target", "target:1", "target:1:2:3", "target:65000:4294967296",
		"target:192.0.2.1:65536", "target:70000:65536", "nonsense",
		"0x0002fde80000001", "l2info:1:2:3", "mark:64", "mark",
		"action:drop", "rate-limit:-1", "rate-limit:nan",
		"rate-limit:1:octets", "discard:1", "bandwidth:65000:inf",
		"target:1:2:3:4:5", "target::1", "ovs:maybe",
		"interface-set:input:1", "interface-set:up:1:1",
		"interface-set:input:1:16384", "interface-set:input:x:1",
		"interface-set:local:input:1:1", "interface-set",
		"redirect-to-nexthop-ietf", "copy-to-nexthop-ietf:192.0.2",
		"redirect-to-nexthop-ietf:192.0.2.1:0",
	};
	char words[100];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(words, sizeof(words), "extended-community %s",
		    bad[i]);
		assert_refused(words, "extended-community");
	}
}

static void
repeated_keyword_adds(void **state)
{
	(void)state;
	assert_prints("extended-community target:2:2 "
	    "extended-community [ target:1:1 target:2:2 ]",
	    "extended-community [ target:1:1 target:2:2 ]");
}

static void
as_bgpctl_prints(void **state)
{
	static const struct {
		const char *octets, *text;
	} v[] = {
		{ "0002 fdea 00000007", "rt 65002:7" },
		{ "0102 c0000201 0007", "rt 192.0.2.1:7" },
		{ "0203 00011170 0007", "soo 70000:7" },
		{ "4300 0000 00000001", "ovs not-found" },
		{ "0309 0000 00000001", "0x0309000000000001" },
		{ "8006 fbf4 00000000", "flow-rate 64500:0" },
		{ "8006 0000 46160000", "flow-rate 0:9600" },
		{ "8006 0000 4e6e6b28", "flow-rate 0:1000000000" },
		{ "8006 0000 3f000000", "flow-rate 0:0.5" },
		{ "8006 0000 7fc00000", "0x800600007fc00000" },
		{ "8006 0000 bf800000", "0x80060000bf800000" },
		{ "800c fbf4 42c80000", "flow-pps 64500:100" },
		{ "8007 0000 00000003", "flow-action 0:3" },
		{ "8009 0000 00000030", "flow-dscp 0:48" },
		{ "8008 fbf4 00000007", "flow-rt-redir 64500:7" },
		{ "8108 c0000201 0007", "flow-rt-redir 192.0.2.1:7" },
		{ "8206 0000 00000000", "0x8206000000000000" },
	};
	struct octets o;
	struct wbuf out;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		octets_of(v[i].octets, &o);
		wbuf_growable(&out, 100);
		ext_community_print_bgpctl(&out, o.p);
		wbuf_u8(&out, 0);
		assert_string_equal((const char *)out.p, v[i].text);
		wbuf_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs),
		cmocka_unit_test(actions),
		cmocka_unit_test(others),
		cmocka_unit_test(refused),
		cmocka_unit_test(repeated_keyword_adds),
		cmocka_unit_test(as_bgpctl_prints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
