/* SPDX-License-Identifier: ISC */
/* The strings of extended communities, each in the shapes that differ. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "common/path/path_help.h"
#include "event/emit.h"
#include "path/attr_event.h"

static char	out[256];

/* "-" when it has no name. */
static const char *
said(const char *hex, unsigned shape)
{
	struct octets o;
	struct wbuf w;
	bool named;

	octets_of(hex, &o);
	memset(out, 0, sizeof(out));
	wbuf_fixed(&w, out, sizeof(out) - 1);
	if (o.n == 8)
		named = ext_event(&w, o.p, shape);
	else
		named = ext_event_ipv6(&w, o.p, shape);
	if (!named) {
		assert_string_equal(out, "");
		return "-";
	}
	return out;
}

static const struct {
	const char	*hex;
	const char	*shape4;
	const char	*shape6;	/* NULL: the same */
} rows[] = {
	{ "0002FDE800000064", "target:65000:100", NULL },
	{ "0102C00002010064", "target:192.0.2.1:100", NULL },
	{ "0202000111700001", "target:70000:1", NULL },
	{ "02020000FDE80001", "target:65000L:1", "target:65000:1" },
	{ "4002FDE800000064", "target:65000:100", NULL },
	{ "8002FDE800000064", "-", NULL },
	{ "0003FDE800000064", "origin:65000:0.0.0.100", NULL },
	{ "0103C00002010064", "origin:192.0.2.1:100", NULL },
	{ "0203000111700001", "origin:70000:1", NULL },
	{ "0013FDE800000064", "rtrecord:65000:100", NULL },
	{ "0113C00002010064", "rtrecord:192.0.2.1:100", NULL },
	{ "0213000111700001", "rtrecord:70000:1", NULL },
	{ "010CC00002010000", "redirect-to-nexthop-ietf 192.0.2.1", NULL },
	{ "010CC00002010001", "copy-to-nexthop-ietf 192.0.2.1 (with copy)",
	    NULL },
	{ "030C000000000000", "encap:Default", NULL },
	{ "030C000000000001", "encap:L2TPv3", NULL },
	{ "030C000000000007", "encap:IP-in-IP", NULL },
	{ "030C00000000000D", "encap:MPLS-in-UDP", NULL },
	{ "030C000000000063", "encap:UNKNOWN-99", NULL },
	{ "0314000000070000", "consistentHashSortOrder:7", NULL },
	{ "06000000000000AA", "mac-mobility:170", NULL },
	{ "060001000000000A", "mac-mobility:10:sticky", NULL },
	{ "0702000100004005", "interface-set:input:65536:5", NULL },
	{ "470200010000A005", "interface-set:output:65536:8197", NULL },
	{ "070200010000C005", "interface-set:input-output:65536:5", NULL },
	{ "0702000100000005", "interface-set:0:65536:5", NULL },
	{ "0800000000000000", "redirect-to-nexthop", NULL },
	{ "0800000000000001", "copy-to-nexthop", NULL },
	{ "0C00FDE800000064", "-", "mup:65000:100" },
	{ "8006000000000000", "rate-limit:0", NULL },
	{ "8006FDE8461C4000", "rate-limit:10000", NULL },
	{ "80060000BFC00000", "rate-limit:-1", NULL },
	{ "800600003F7FFFFF", "rate-limit:0", NULL },
	{ "8006000049742400", "rate-limit:1000000", NULL },
	{ "800600007F7FFFFF",
	    "rate-limit:340282346638528859811704183484516925440", NULL },
	{ "800600007F800000", "-", NULL },
	{ "800600007FC00000", "-", NULL },
	{ "0006000000000000", "-", NULL },	/* another registry */
	{ "800C0000461C4000", "-", "rate-limit:10000:packets" },
	{ "8007000000000000", "action ", NULL },
	{ "8007000000000001", "action terminal", NULL },
	{ "8007000000000002", "action sample", NULL },
	{ "8007000000000003", "action sample-terminal", NULL },
	{ "8008FDE800000064", "redirect:65000:100", NULL },
	{ "8208000111700064", "redirect:70000:100", NULL },
	{ "0008FDE800000064", "-", NULL },
	{ "800900000000002E", "mark 46", NULL },
	{ "800A130005DC006F", "l2info:19:0:1500:111", NULL },
	{ "4004FDE847C35000", "-", NULL },
	{ "4300000000000001", "-", NULL },
	{ "9901020304050607", "-", NULL },
	{ "000C20010DB80000000000000000000000050000",
	    "redirect-to-nexthop-ietf 2001:db8::5", NULL },
	{ "000C20010DB80000000000000000000000050001",
	    "copy-to-nexthop-ietf 2001:db8::5 (with copy)", NULL },
	{ "800B20010DB80000000000000000000000050007",
	    "redirect 2001:db8::5:7", NULL },
	{ "000220010DB80000000000000000000000050007", "-", NULL },
};

static void
says_each(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(said(rows[i].hex, SHAPE_4),
		    rows[i].shape4);
		assert_string_equal(said(rows[i].hex, SHAPE_6),
		    rows[i].shape6 != NULL ? rows[i].shape6 :
		    rows[i].shape4);
	}
	assert_string_equal(said("800C0000461C4000", SHAPE_5), "-");
	assert_string_equal(said("0C00FDE800000064", SHAPE_5),
	    "mup:65000:100");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
