/* SPDX-License-Identifier: ISC */
/* Extended communities with fields at fixed places, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/ext_form.h"

static void
form(const char *text, const char *octets)
{
	char words[200], hex[60];

	snprintf(words, sizeof(words), "extended-community %s", text);
	snprintf(hex, sizeof(hex), "c0 10 08 %s", octets);
	assert_words(words, hex);
	assert_prints(words, words);
}

static void
has_each(void **state)
{
	(void)state;
	form("ospf-route-type:0.0.0.1:5:1", "0306 00000001 05 01");
	form("color:100", "030b 0000 00000064");
	form("color:100:1", "030b 4000 00000064");
	form("encap:vxlan", "030c 00000000 0008");
	form("encap:250", "030c 00000000 00fa");
	form("default-gateway", "030d 0000 00000000");
	form("consistent-hash:7", "0314 00000007 0000");
	form("mac-mobility:5", "0600 00 00 00000005");
	form("mac-mobility:0:sticky", "0600 01 00 00000000");
	form("esi-label:100", "0601 00 0000 000640");
	form("esi-label:0:single-active", "0601 01 0000 000000");
	form("es-import:00:00:5e:00:53:01", "0602 00005e005301");
	form("router-mac:02:ff:00:00:00:01", "0603 02ff00000001");
	form("l2-attributes:3:1500", "0604 0003 05dc 0000");
	form("e-tree:16:leaf", "0605 01 0000 000100");
	form("df-election:2:32768:100", "0606 02 8000 00 0064");
	form("nd-flags:2", "0608 02 0000000000");
	form("multicast-flags:1", "0609 0001 00000000");
}

static void
has_synonyms(void **state)
{
	(void)state;
	assert_prints("extended-community [ defgw mac-mob 5 encap:8 "
	    "esi-rt:00:00:5E:00:53:01 ]", "extended-community [ encap:vxlan "
	    "default-gateway mac-mobility:5 es-import:00:00:5e:00:53:01 ]");
}

/* One bit more, and it is no such form. */
static void
has_octets(void **state)
{
	(void)state;
	form("0x030b000100000064", "030b 0001 00000064");
	form("0x030c000000010008", "030c 00000001 0008");
	form("0x0600020000000005", "0600 02 00 00000005");
	form("0x0601000000000641", "0601 00 0000 000641");
	form("0x030d000000000001", "030d 0000 00000001");
}

static void
refuses(void **state)
{
	static const char *const bad[] = {
		"color", "color:x", "color:1:4", "color:1:1:1",
		"encap:wire", "encap:65536", "default-gateway:1",
		"mac-mobility:1:stuck", "mac-mobility:1:sticky:1",
		"es-import:00:00:5e:00:53", "es-import:00:00:5e:00:53:0",
		"es-import:00:00:5e:00:53:0x", "esi-label:1048576",
		"router-mac:00:00:5e:00:53:01:02", "l2-attributes:1",
		"df-election:256:1:1", "ospf-route-type:5:1:1",
		"nd-flags:256",
	};
	char words[100];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(words, sizeof(words), "extended-community %s",
		    bad[i]);
		assert_refused(words, "wants");
	}
}

static void
ends(void **state)
{
	unsigned n = 0;

	(void)state;
	while (ext_layout_form(n) != NULL)
		n++;
	assert_int_equal(n, 14);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_each),
		cmocka_unit_test(has_synonyms),
		cmocka_unit_test(has_octets),
		cmocka_unit_test(refuses),
		cmocka_unit_test(ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
