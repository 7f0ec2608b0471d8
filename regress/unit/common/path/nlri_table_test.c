/* SPDX-License-Identifier: ISC */
/* Who has a row: the families whose NLRI are no IP prefixes, all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_help.h"
#include "path/nlri_row.h"
#include "path/rd.h"

static void
others_take_a_field_each(void **state)
{
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_MAX; f++) {
		assert_int_equal(nlri_row((enum family)f) == &nlri_opaque,
		    f >= FAMILY_OTHER_FIRST);
		assert_int_equal(nlri_fills_field((enum family)f),
		    f >= FAMILY_OTHER_FIRST);
	}
}

static void
rows_are_of_keyed_families(void **state)
{
	const struct family_info *info;
	const struct nlri_row *r;
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_MAX; f++) {
		info = family_info((enum family)f);
		r = nlri_row((enum family)f);
		assert_int_equal(r != NULL, info->keyed);
		if (r != NULL)
			assert_true(r->read != NULL && r->write != NULL &&
			    r->write_size != NULL && r->print != NULL &&
			    r->json != NULL &&
			    r->begin != NULL && r->one != NULL &&
			    r->finish != NULL);
	}
	assert_null(nlri_row(FAMILY_NONE));
	assert_null(nlri_row(FAMILY_MAX));
}

static void
check_about(enum family f, const char *words, const char *want)
{
	char text[128] = "", buf[PREFIX_TEXT];
	struct nlri n = { .family = (uint8_t)f };
	struct nlri_about a;
	struct text_error e;
	struct made m;
	struct wbuf w;

	made_init(&m, nlri_row(f), f);
	if (made_words(&m, words, false, &e) == -1)
		fail_msg("%s: %s", words, e.msg);
	n.key = wbuf_view(&m.key);
	n.carried = wbuf_view(&m.carried);
	nlri_about(&n, &a);
	wbuf_fixed(&w, text, sizeof(text) - 1);
	if (a.has_prefix)
		wbuf_str(&w, prefix_print(&a.prefix, buf, sizeof(buf)));
	if (a.has_rd) {
		wbuf_str(&w, " rd ");
		rd_print(&w, a.rd);
	}
	if (strcmp(text, want) != 0)
		fail_msg("%s: '%s'", words, text);
}

/* What filters find each by. */
static void
tells_what_each_is_about(void **state)
{
	static const struct {
		enum family	 f;
		const char	*words, *want;
	} rows[] = {
		{ FAMILY_IPV4_LABELLED, "198.51.100.0/24 label 100",
		    "198.51.100.0/24" },
		{ FAMILY_IPV6_VPN, "2001:db8::/32 rd 64500:1 label 100",
		    "2001:db8::/32 rd 64500:1" },
		{ FAMILY_IPV4_VPN_MULTICAST, "0.0.0.0/0 rd 192.0.2.1:7",
		    "0.0.0.0/0 rd 192.0.2.1:7" },
		{ FAMILY_EVPN, "prefix 2001:db8::/48 rd 64500:1 label 100",
		    "2001:db8::/48 rd 64500:1" },
		{ FAMILY_EVPN, "mac-ip rd 64500:1 mac 00:00:5e:00:53:01 "
		    "ip 198.51.100.1 label 100",
		    "198.51.100.1/32 rd 64500:1" },
		{ FAMILY_EVPN, "mac-ip rd 64500:1 mac 00:00:5e:00:53:01 "
		    "label 100", " rd 64500:1" },
		{ FAMILY_EVPN, "multicast rd 64500:1 ip 192.0.2.1",
		    " rd 64500:1" },
		{ FAMILY_EVPN, "type 9 0x0000fbf400000001", "" },
		{ FAMILY_VPLS, "rd 64500:1 endpoint 3 base 2048 offset 2 "
		    "size 8", " rd 64500:1" },
		{ FAMILY_IPV4_FLOW, "destination 198.51.100.0/25 source "
		    "203.0.113.0/24", "198.51.100.0/25" },
		{ FAMILY_IPV4_FLOW, "source 203.0.113.0/24 protocol tcp",
		    "203.0.113.0/24" },
		{ FAMILY_IPV4_FLOW, "protocol tcp", "" },
		{ FAMILY_IPV6_FLOW, "destination ::db8:0:0/64/32", "" },
		{ FAMILY_IPV6_FLOW_VPN, "rd 64500:1 destination "
		    "2001:db8::/32", "2001:db8::/32 rd 64500:1" },
		{ FAMILY_IPV4_MUP, "mup-isd 198.51.100.0/24 rd 64500:1",
		    "198.51.100.0/24 rd 64500:1" },
		{ FAMILY_IPV4_MUP, "mup-dsd 192.0.2.1 rd 64500:1",
		    "192.0.2.1/32 rd 64500:1" },
		{ FAMILY_IPV4_MVPN, "source-ad source 10.1.1.1 group "
		    "233.252.0.1 rd 64500:1", " rd 64500:1" },
		{ FAMILY_IPV4_SR_POLICY, "distinguisher 1 color 2 endpoint "
		    "192.0.2.7", "192.0.2.7/32" },
		{ FAMILY_LS, "type ipv4-prefix protocol isis-l2 identifier 7 "
		    "tlv 256 0x020000040000fbf0 tlv 265 0x18c63364",
		    "198.51.100.0/24" },
		{ FAMILY_LS, "type ipv4-prefix protocol isis-l2 identifier 7 "
		    "tlv 256 0x020000040000fbf0 tlv 265 0x40c63364", "" },
		{ FAMILY_LS_VPN, "type node rd 64500:1 protocol isis-l2 "
		    "identifier 7 tlv 256 0x020000040000fbf0",
		    " rd 64500:1" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_about(rows[i].f, rows[i].words, rows[i].want);
	assert_true(nlri_is_about(FAMILY_IPV4_UNICAST));
	assert_true(nlri_is_about(FAMILY_EVPN));
	assert_false(nlri_is_about(FAMILY_IPV4_RTC));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_of_keyed_families),
		cmocka_unit_test(tells_what_each_is_about),
		cmocka_unit_test(others_take_a_field_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
