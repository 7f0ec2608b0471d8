/* SPDX-License-Identifier: ISC */
/*
 * Lists of communities in events: in their order in JSON, sorted and with
 * names in text, one alone without brackets; cluster lists.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "common/path/path_help.h"
#include "event/emit.h"
#include "path/attr_event.h"

static char	out[1 << 20];

static const char *
said(const char *hex, attr_event *fn, unsigned shape)
{
	struct attr a = { 0 };
	struct octets o;
	struct wbuf w;

	octets_of(hex, &o);
	a.value = rbuf_of(o.p, o.n);
	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	fn(&w, &a, shape);
	assert_false(w.failed);
	return out;
}

static void
says_communities(void **state)
{
	(void)state;
	assert_string_equal(said("FDE90002 FFFFFF01 FDE90001",
	    attr_community_json, SHAPE_4), "\"community\": "
	    "[ [ 65001, 2 ], [ 65535, 65281 ], [ 65001, 1 ] ]");
	assert_string_equal(said("FDE90002 FFFFFF01 FDE90001 FDE90001",
	    attr_community_line, SHAPE_4),
	    " community [ 65001:1 65001:1 65001:2 no-export ]");
	assert_string_equal(said("FFFF029A", attr_community_line, SHAPE_6),
	    " community blackhole");
	assert_string_equal(said("FFFFFF02 FFFFFF03 FFFFFF04 FFFF0000",
	    attr_community_line, SHAPE_4), " community [ 65535:0 "
	    "no-advertise no-export-subconfed no-peer ]");
}

static void
says_large_communities(void **state)
{
	(void)state;
	assert_string_equal(said("0000FDE90000000200000003",
	    attr_large_json, SHAPE_4),
	    "\"large-community\": [ [ 65001, 2 , 3 ] ]");
	assert_string_equal(said("0000FDE90000000200000003",
	    attr_large_line, SHAPE_4), " large-community 65001:2:3");
	assert_string_equal(said("FFFFFFFF0000000200000003"
	    "0000FDE90000000100000003", attr_large_line, SHAPE_4),
	    " large-community [ 65001:1:3 4294967295:2:3 ]");
}

static void
says_extended_communities(void **state)
{
	(void)state;
	assert_string_equal(said("0202000111F00001 0002FDE800000064",
	    attr_ext_community_json, SHAPE_4), "\"extended-community\": "
	    "[ { \"value\": 144678142625185793, "
	    "\"string\": \"target:70128:1\" }, "
	    "{ \"value\": 842122827661412, "
	    "\"string\": \"target:65000:100\" } ]");
	assert_string_equal(said("0202000111F00001 0002FDE800000064",
	    attr_ext_community_line, SHAPE_4), " extended-community "
	    "[ target:65000:100 target:70128:1 ]");
	/* Without a name: nothing in shape 4, octets from 5 on. */
	assert_string_equal(said("4300000000000001",
	    attr_ext_community_json, SHAPE_4), "\"extended-community\": "
	    "[ { \"value\": 4827858800541171713, \"string\": \"\" } ]");
	assert_string_equal(said("4300000000000001",
	    attr_ext_community_json, SHAPE_5), "\"extended-community\": "
	    "[ { \"value\": 4827858800541171713, "
	    "\"string\": \"0x4300000000000001\" } ]");
	assert_string_equal(said("4300000000000001",
	    attr_ext_community_line, SHAPE_4),
	    " extended-community 0x4300000000000001");
}

#define NEAR	"000C 20010DB8000000000000000000000005 0001"
#define OTHER	"0002 20010DB8000000000000000000000005 0001"

static void
says_ipv6_extended_communities(void **state)
{
	(void)state;
	assert_string_equal(said(NEAR, attr_ipv6_ext_json, SHAPE_4),
	    "\"attribute-0x19-0xC0\": "
	    "\"copy-to-nexthop-ietf 2001:db8::5 (with copy)\"");
	assert_string_equal(said(OTHER NEAR, attr_ipv6_ext_json, SHAPE_4),
	    "\"attribute-0x19-0xC0\": "
	    "\"[ 0x000220010DB80000000000000000000000050001 "
	    "copy-to-nexthop-ietf 2001:db8::5 (with copy) ]\"");
	assert_string_equal(said(OTHER, attr_ipv6_ext_json, SHAPE_6),
	    "\"extended-community-ipv6\": [ { \"value\": "
	    "47389442064591062288541496103088308189724673, "
	    "\"string\": \"0x000220010DB80000000000000000000000050001\" } ]");
	assert_string_equal(said(NEAR, attr_ipv6_ext_line, SHAPE_4),
	    " attribute [ 0x19 0xC0 "
	    "copy-to-nexthop-ietf 2001:db8::5 (with copy) ]");
}

static void
says_cluster_lists(void **state)
{
	(void)state;
	assert_string_equal(said("C000024E C000024D", attr_cluster_json,
	    SHAPE_4), "\"cluster-list\": [ \"192.0.2.78\", "
	    "\"192.0.2.77\" ]");
	assert_string_equal(said("C000024E C000024D", attr_cluster_line,
	    SHAPE_4), " cluster-list [ 192.0.2.78 192.0.2.77 ]");
	assert_string_equal(said("C000024E", attr_cluster_line, SHAPE_4),
	    " cluster-list [ 192.0.2.78 ]");
}

/* The most that a set can hold. */
static void
sorts_very_many(void **state)
{
	static uint8_t value[ATTR_SET_MAX / 4 * 4];
	struct attr a = { .value = rbuf_of(value, sizeof(value)) };
	struct wbuf w;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(value); i++)
		value[i] = (uint8_t)(i * 7 >> 2);
	wbuf_fixed(&w, out, sizeof(out) - 1);
	attr_community_line(&w, &a, SHAPE_4);
	assert_false(w.failed);
	assert_memory_equal(out, " community [ ", 13);
	assert_memory_equal(out + w.len - 2, " ]", 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_communities),
		cmocka_unit_test(says_large_communities),
		cmocka_unit_test(says_extended_communities),
		cmocka_unit_test(says_ipv6_extended_communities),
		cmocka_unit_test(says_cluster_lists),
		cmocka_unit_test(sorts_very_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
