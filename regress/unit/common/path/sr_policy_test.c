/* SPDX-License-Identifier: ISC */
/* Sub-TLVs of an SR policy: words, octets, JSON of each, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"

static void
sub(const char *words, const char *hex, const char *json)
{
	char in[256], octets[256], want[512];
	struct octets o;

	octets_of(hex, &o);
	snprintf(in, sizeof(in), "tunnel-encap ( sr-policy %s )", words);
	snprintf(octets, sizeof(octets), "c0 17 %02zx 000f 00 %02zx %s",
	    o.n + 4, o.n, hex);
	assert_words(in, octets);
	assert_prints(in, in);
	snprintf(want, sizeof(want), "{ \"tunnel-encap\": { \"sr-policy\": "
	    "{ %s } } }", json);
	assert_said(in, SHAPE_6, want, NULL);
}

#define A1	"20010db8000000000000000000000001"

static void
has_each(void **state)
{
	(void)state;
	sub("preference 100", "0c 06 0000 00000064", "\"preference\": 100");
	sub("binding-sid mpls 24000", "0d 06 0000 05dc0000",
	    "\"binding-sid\": { \"type\": \"mpls\", \"label\": 24000 }");
	sub("binding-sid null specified-only", "0d 02 8000",
	    "\"binding-sid\": null");
	sub("binding-sid srv6 2001:db8::1 specified-only drop-upon-invalid",
	    "0d 12 c000 " A1,
	    "\"binding-sid\": { \"type\": \"srv6\", \"sid\": "
	    "\"2001:db8::1\" }");
	sub("enlp 3", "0e 03 0000 03", "\"enlp\": 3");
	sub("priority 10", "0f 02 0a00", "\"priority\": 10");
	sub("srv6-binding-sid 2001:db8::1", "14 12 0000 " A1,
	    "\"srv6-binding-sid\": \"2001:db8::1\"");
	sub("srv6-binding-sid 2001:db8::1 endpoint-behavior 65 32 0 16 0 "
	    "drop-upon-invalid", "14 1a 6000 " A1 " 0041 0000 20 00 10 00",
	    "\"srv6-binding-sid\": \"2001:db8::1\", \"endpoint-behavior\": "
	    "{ \"behavior\": 65, \"lb-length\": 32, \"ln-length\": 0, "
	    "\"fun-length\": 16, \"arg-length\": 0 }");
	sub("segment-list weight 1 segment type-a mpls 16001",
	    "80 0011 00 09 06 0000 00000001 01 06 0000 03e81100",
	    "\"segment-lists\": [ { \"weight\": 1, \"segments\": [ "
	    "{ \"type\": \"A\", \"label\": 16001, \"tc\": 0, \"s\": true, "
	    "\"ttl\": 0 } ] } ]");
	sub("candidate-path-name primary", "81 0008 00 7072696d617279",
	    "\"candidate-path-name\": \"primary\"");
	sub("policy-name \"a b\"", "82 0004 00 612062",
	    "\"policy-name\": \"a b\"");
	sub("policy-name p-1", "82 0004 00 702d31", "\"policy-name\": \"p-1\"");
}

/* TC, S and TTL of a binding label are not read, but kept. */
static void
has_octets(void **state)
{
	(void)state;
	sub("sub-tlv 13 0x100005dc0100", "0d 06 1000 05dc0100",
	    "\"binding-sid\": { \"type\": \"mpls\", \"label\": 24000 }");
	sub("sub-tlv 12 0x010000000064", "0c 06 0100 00000064",
	    "\"preference\": 100");
	sub("sub-tlv 130 0x00c3a9", "82 0003 00 c3a9",
	    "\"policy-name\": \"\303\251\"");
	sub("sub-tlv 15 0x0a", "0f 01 0a", "\"unknown-subtlv-15\": \"0x0A\"");
}

static void
refuses(void **state)
{
	(void)state;
	assert_refused("tunnel-encap ( sr-policy preference x )", "'x'");
	assert_refused("tunnel-encap ( sr-policy priority 256 )", "priority");
	assert_refused("tunnel-encap ( sr-policy binding-sid 5 )", "'mpls'");
	assert_refused("tunnel-encap ( sr-policy binding-sid mpls 1048576 )",
	    "binding-sid");
	assert_refused("tunnel-encap ( sr-policy binding-sid srv6 1 )",
	    "not an IPv6 address");
	assert_refused("tunnel-encap ( sr-policy srv6-binding-sid x )",
	    "not an IPv6 address");
	assert_refused("tunnel-encap ( sr-policy policy-name", "a name");
	assert_refused("tunnel-encap ( sr-policy segment-list segment )",
	    "type-a to type-k");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_each),
		cmocka_unit_test(has_octets),
		cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
