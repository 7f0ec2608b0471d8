/* SPDX-License-Identifier: ISC */
/* Each capability in JSON and in words, known and unknown, by shape. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "bgp/capability.h"
#include "event/emit.h"

static char	out[1024];
static uint8_t	tlv[257];

/* One capability, read by the table, as a shape says it. */
static const char *
said(const char *hex, unsigned shape, bool json)
{
	struct capability_seen s = { 0 };
	struct capabilities c;
	struct notify err;
	char two[3] = "";
	struct wbuf w;
	size_t n = 0;

	for (; *hex != '\0'; hex += 2) {
		two[0] = hex[0];
		two[1] = hex[1];
		tlv[n++] = (uint8_t)strtoul(two, NULL, 16);
	}
	capabilities_init(&c);
	assert_int_equal(capabilities_read(rbuf_of(tlv, n), &c, &err), 0);
	s.code = tlv[0];
	s.value = rbuf_of(tlv + 2, tlv[1]);
	s.all = &c;
	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	if (json)
		capability_json(&w, &s, shape);
	else
		capability_line(&w, &s, shape);
	assert_false(w.failed);
	return out;
}

struct row {
	unsigned	 shape;
	const char	*hex;
	const char	*json;
	const char	*line;
};

static const struct row rows[] = {
	{ 4, "010400010001010400020001",
	    "{ \"name\": \"multiprotocol\", \"families\": "
	    "[ \"ipv4/unicast\", \"ipv6/unicast\" ] }",
	    "multiprotocol(ipv4 unicast,ipv6 unicast)" },
	{ 4, "010400010055",
	    "{ \"name\": \"multiprotocol\", \"families\": "
	    "[ \"ipv4/unknown safi 85\" ] }",
	    "multiprotocol(ipv4 unknown safi 85)" },
	{ 5, "010400010055", "{ \"name\": \"multiprotocol\", \"families\": "
	    "[ \"ipv4/mup\" ] }", "multiprotocol(ipv4 mup)" },
	{ 4, "0200",
	    "{ \"name\": \"route-refresh\", \"variant\": \"RFC\" }",
	    "route refresh" },
	{ 4, "8000",
	    "{ \"name\": \"route-refresh\", \"variant\": \"Cisco\" }",
	    "cisco route refresh" },
	{ 4, "0506000100010002",
	    "{ \"name\": \"nexthop\", \"conversion\": "
	    "[ \"ipv4/unicast/ipv6\" ] }", "nexthop(ipv4 unicast ipv6)" },
	{ 4, "0600", "{ \"name\": \"extended-message\", \"size\": 65535 }",
	    "extended message(65535)" },
	{ 6, "090103", "{ \"name\": \"role\", \"role\": \"customer\" }",
	    "role(customer)" },
	{ 5, "090103", "{ \"name\": \"unknown\", \"iana\": \"unknown\", "
	    "\"value\": 9, \"raw\": \"03\" }", "unknown 9" },
	{ 6, "090109", "{ \"name\": \"unknown\", \"iana\": \"unknown\", "
	    "\"value\": 9, \"raw\": \"09\" }", "unknown 9" },
	{ 4, "400AC0780001018000020100",
	    "{ \"name\": \"graceful restart\", \"time\": 120, "
	    "\"address-family-flags\": { \"ipv4/unicast\": [ \"restart\" ] , "
	    "\"ipv6/unicast\": [ ] }, \"restart-flags\": "
	    "[ \"forwarding\" ] }",
	    "graceful restart flags 0xc time 120 ipv4/unicast=0x80 "
	    "ipv6/unicast=0x0" },
	{ 4, "40020078", "{ \"name\": \"graceful restart\", \"time\": 120, "
	    "\"address-family-flags\": { }, \"restart-flags\": [ ] }",
	    "graceful restart flags 0x0 time 120 " },
	{ 4, "4104000111F0", "{ \"name\": \"asn4\", \"asn4\": 70128 }",
	    "asn4(70128)" },
	{ 4, "44020001", "{ \"name\": \"multisession\", \"variant\": "
	    "\"RFC\", \"capabilities\": [ ] }", "multisession (rfc) " },
	{ 4, "83020001", "{ \"name\": \"multisession\", \"variant\": "
	    "\"Cisco\", \"capabilities\": [ ] }", "multisession " },
	{ 4, "45080001010300020101", "{ \"name\": \"addpath\", "
	    "\"ipv4/unicast\": \"send/receive\","
	    "\"ipv6/unicast\": \"receive\" }",
	    "addpath(send/receive ipv4 unicast,receive ipv6 unicast)" },
	{ 4, "4600", "{ \"name\": \"enhanced-route-refresh\" }",
	    "enhanced route refresh" },
	{ 5, "47070001018000000A",
	    "{ \"name\": \"long-lived-graceful-restart\", "
	    "\"address-family\": { \"ipv4/unicast\": { \"time\": 10, "
	    "\"flags\": [ \"restart\" ] } } }",
	    "long lived graceful restart(ipv4 unicast 10)" },
	{ 4, "47070001018000000A", "{ \"name\": \"unknown\", \"iana\": "
	    "\"unassigned\", \"value\": 71, \"raw\": \"0001018000000A\" }",
	    "unassigned 71" },
	{ 5, "490502723101" "78",
	    "{ \"host-name\": \"r1\", \"domain-name\": \"x\" }",
	    "hostname(r1 x)" },
	{ 5, "4908026120036220" "2900",
	    "{ \"host-name\": \"a \", \"domain-name\": \"b )\" }",
	    "hostname(\"a \" \"b )\")" },
	{ 5, "4902" "0100", "{ \"host-name\": \"\\u0000\", "
	    "\"domain-name\": \"\" }", "hostname(\"\\u0000\" )" },
	{ 5, "4903" "056162", "{ \"name\": \"unknown\", \"iana\": "
	    "\"unassigned\", \"value\": 73, \"raw\": \"056162\" }",
	    "unassigned 73" },
	{ 5, "4B04" "03612F62", "{ \"software\": \"a/b\" }",
	    "software(a/b)" },
	{ 5, "4B01" "00", "{ \"software\": \"\" }", "software(\"\")" },
	{ 6, "4C05" "0001010005", "{ \"name\": \"paths-limit\", "
	    "\"ipv4/unicast\": 5 }", "pathslimit(ipv4 unicast 5)" },
	{ 6, "4D00", "{ \"name\": \"link-local-nexthop\" }",
	    "link-local nexthop" },
	{ 4, "4D00", "{ \"name\": \"unknown\", \"iana\": \"unassigned\", "
	    "\"value\": 77, \"raw\": \"\" }", "unassigned 77" },
	{ 4, "B900", "{ \"name\": \"operational\" }", "operational" },
	/* Not of their form: by their octets. */
	{ 4, "0201AB", "{ \"name\": \"unknown\", \"iana\": \"unknown\", "
	    "\"value\": 2, \"raw\": \"AB\" }", "unknown 2" },
	{ 4, "0103000101", "{ \"name\": \"unknown\", \"iana\": \"unknown\", "
	    "\"value\": 1, \"raw\": \"000101\" }", "unknown 1" },
	{ 4, "450400010107", "{ \"name\": \"unknown\", \"iana\": "
	    "\"unknown\", \"value\": 69, \"raw\": \"00010107\" }",
	    "unknown 69" },
	{ 4, "400100", "{ \"name\": \"unknown\", \"iana\": \"unknown\", "
	    "\"value\": 64, \"raw\": \"00\" }", "unknown 64" },
	{ 6, "C801AB", "{ \"name\": \"unknown\", \"iana\": \"reserved\", "
	    "\"value\": 200, \"raw\": \"AB\" }", "reserved 200" },
	{ 6, "0000", "{ \"name\": \"unknown\", \"iana\": \"unknown\", "
	    "\"value\": 0, \"raw\": \"\" }", "unknown 0" },
};

static void
says_each(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(said(rows[i].hex, rows[i].shape, true),
		    rows[i].json);
		assert_string_equal(said(rows[i].hex, rows[i].shape, false),
		    rows[i].line);
	}
}

static void
names_what_is_sent(void **state)
{
	static const struct {
		uint8_t		 code;
		unsigned	 shape;
		const char	*key;
	} keys[] = {
		{ CAP_MP, 4, "multiprotocol" }, { CAP_AS4, 4, "asn4" },
		{ CAP_FQDN, 5, "hostname" }, { CAP_GR, 6, "graceful-restart" },
		{ CAP_VERSION, 6, "software-version" },
		{ CAP_OPERATIONAL, 4, "exabgp-experimental-operational" },
		{ CAP_OPERATIONAL, 5, "operational" },
		{ 200, 4, "capability-0xc8" },
	};
	struct wbuf w;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		memset(out, 0, sizeof(out));
		wbuf_fixed(&w, out, sizeof(out) - 1);
		capability_key(&w, keys[i].code, keys[i].shape);
		assert_string_equal(out, keys[i].key);
	}
}

/* What is only known by name is remembered as unknown. */
static void
remembers_what_nobody_speaks(void **state)
{
	static const uint8_t multisession[] = { 68, 0 };
	struct capabilities c;
	struct notify err;

	(void)state;
	capabilities_init(&c);
	assert_int_equal(capabilities_read(rbuf_of(multisession, 2), &c,
	    &err), 0);
	assert_int_equal(c.nunknown, 1);
	assert_true(capability_present(&c, 68));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_each),
		cmocka_unit_test(names_what_is_sent),
		cmocka_unit_test(remembers_what_nobody_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
