/* SPDX-License-Identifier: ISC */
/*
 * EVPN routes: octets, keys, events.  The octets were worked out by hand from
 * RFC 7432 7.1 to 7.4 and RFC 9136 3.1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_assert.h"

static const struct about EVPN = { &nlri_evpn, FAMILY_EVPN };

#define RD "0001 c0000201 0007"		/* 192.0.2.1:7 */
#define ESI "00112233445566778899"
#define NO_ESI "00000000000000000000"
#define MAC "30 00005e005301"
#define V6 "20010db8000000000000000000000001"
#define NO_V6 "00000000000000000000000000000000"

/* One of each form; labels are 100 and VNI 10010. */
#define AD "01 19 " RD ESI "00000005 000641"
#define MAC_ONLY "02 21 " RD ESI "00000064" MAC "00 000641"
#define MAC_2 "02 24 " RD ESI "00000064" MAC "00 000641 00271a"
#define MAC_V4 "02 25 " RD NO_ESI "00000000" MAC "20 c0000207 00271a"
#define MAC_V4_2 "02 28 " RD NO_ESI "00000000" MAC "20 c0000207 00271a 00271b"
#define MAC_V6 "02 31 " RD NO_ESI "00000000" MAC "80" V6 "000641"
#define MAC_V6_2 "02 34 " RD NO_ESI "00000000" MAC "80" V6 "000641 000641"
#define MULTICAST "03 11 " RD "00000000 20 c0000201"
#define MULTICAST_V6 "03 1d " RD "00000000 80" V6
#define SEGMENT "04 17 " RD ESI "20 c0000201"
#define SEGMENT_V6 "04 23 " RD ESI "80" V6
#define PREFIX "05 22 " RD NO_ESI "00000000 18 cb007100 00000000 00271a"
#define PREFIX_GW "05 22 " RD NO_ESI "00000000 18 cb007100 c0000207 000000"
#define PREFIX_V6 "05 3a " RD ESI "00000000 20 " \
	"20010db8000000000000000000000000" NO_V6 "000641"

static const char *const each[] = {
	AD, MAC_ONLY, MAC_2, MAC_V4, MAC_V4_2, MAC_V6, MAC_V6_2, MULTICAST,
	MULTICAST_V6, SEGMENT, SEGMENT_V6, PREFIX, PREFIX_GW, PREFIX_V6
};

enum { EACH = sizeof(each) / sizeof(each[0]) };

static void
reads_key_and_carried(void **state)
{
	(void)state;
	assert_reads(EVPN, false, AD, "01" RD ESI "00000005", "000641");
	assert_reads(EVPN, false, MAC_ONLY, "02" RD "00000064" MAC "00",
	    ESI "000641");
	assert_reads(EVPN, true, MAC_V4_2, "02" RD "00000000" MAC
	    "20 c0000207", NO_ESI "00271a 00271b");
	assert_reads(EVPN, false, MAC_V6, "02" RD "00000000" MAC "80" V6,
	    NO_ESI "000641");
	assert_reads(EVPN, false, MULTICAST, "03" RD "00000000 20 c0000201",
	    "");
	assert_reads(EVPN, false, SEGMENT_V6, "04" RD ESI "80" V6, "");
	assert_reads(EVPN, false, PREFIX_GW, "05" RD "00000000 18 cb007100",
	    NO_ESI "c0000207 000000");
	assert_reads(EVPN, false, PREFIX_V6, "05" RD "00000000 20 "
	    "20010db8000000000000000000000000", ESI NO_V6 "000641");
	/* host bits */
	assert_reads(EVPN, false, "05 22 " RD NO_ESI "00000000 11 cbffffff "
	    "00000000 00271a", "05" RD "00000000 11 cbff8000",
	    NO_ESI "00000000 00271a");
	/* types without a row */
	assert_reads(EVPN, false, "06 03 010203", "06 010203", "");
	assert_reads(EVPN, false, "ff 00", "ff", "");
	assert_reads(EVPN, true, "00 01 aa", "00 aa", "");
}

static void
refuses_what_is_malformed(void **state)
{
	static const char *const bad[] = {
		"01 18 " RD ESI "00000005 0006",
		"01 1c " RD ESI "00000005 000641 000641",
		"02 00",
		"02 1e " RD ESI "00000064" MAC "00",
		"02 22 " RD ESI "00000064" MAC "00 000641 00",
		"02 27 " RD ESI "00000064" MAC "00 000641 000641 000641",
		/* a MAC address of 47 bits, of 56 */
		"02 21 " RD ESI "00000064 2f 00005e005301 00 000641",
		"02 22 " RD ESI "00000064 38 00005e00530100 00 000641",
		/* addresses of 24, 31, 64 bits; one cut short */
		"02 24 " RD ESI "00000064" MAC "18 c00002 000641",
		"02 25 " RD ESI "00000064" MAC "1f c0000207 000641",
		"02 29 " RD ESI "00000064" MAC "40 20010db800000000 000641",
		"02 25 " RD ESI "00000064" MAC "80 c0000207 000641",
		"02 21 " RD ESI "00000064" MAC "20 000641",
		"03 0d " RD "00000000 00",
		"03 12 " RD "00000000 20 c0000201 00",
		"03 10 " RD "00000000 20 c00002",
		"04 13 " RD ESI "00",
		"04 18 " RD ESI "20 c0000201 00",
		/* 33 bits, 129, and lengths of neither family */
		"05 22 " RD NO_ESI "00000000 21 cb007100 00000000 00271a",
		"05 3a " RD ESI "00000000 81 " V6 NO_V6 "000641",
		"05 21 " RD NO_ESI "00000000 18 cb007100 00000000 0027",
		"05 23 " RD NO_ESI "00000000 18 cb007100 00000000 00271a 00",
		"05 2e " RD NO_ESI "00000000 18 cb007100" NO_V6 "000641",
	};
	struct octets o;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		octets_of(bad[i], &o);
		assert_int_equal(o.n, o.p[1] + 2U);
		assert_malformed(EVPN, i % 2 == 1, rbuf_of(o.p, o.n), bad[i]);
	}
	for (i = 0; i < EACH; i++)
		assert_truncations(EVPN, i % 2 == 0, each[i]);
	assert_truncations(EVPN, false, "06 03 010203");
}

/* A length that says less, with all octets there: fields must fill it. */
static void
fields_fill_the_length(void **state)
{
	struct octets o;
	size_t i, n;

	(void)state;
	for (i = 0; i < EACH; i++) {
		octets_of(each[i], &o);
		for (n = 0; n < o.p[1]; n++) {
			o.p[1]--;
			/* that of IPv4 */
			if (o.p[0] == 5 && o.p[1] == 34)
				continue;
			/* two labels without the second */
			if ((strcmp(each[i], MAC_2) == 0 ||
			    strcmp(each[i], MAC_V4_2) == 0 ||
			    strcmp(each[i], MAC_V6_2) == 0) && n == 2)
				continue;
			assert_malformed(EVPN, false, rbuf_of(o.p, o.n),
			    each[i]);
		}
	}
}

static void
comes_back(void **state)
{
	const char *why;
	struct octets o;
	struct made m;
	struct rbuf b;
	size_t i;

	(void)state;
	for (i = 0; i < EACH; i++) {
		octets_of(each[i], &o);
		made_init(&m, EVPN.row, EVPN.f);
		b = rbuf_of(o.p, o.n);
		assert_int_equal(made_read(&m, &b, false), 0);
		why = made_check(&m, true, true);
		if (why != NULL)
			fail_msg("%s: %s", each[i], why);
	}
}

static void
says_what_is_known(void **state)
{
	(void)state;
	assert_events(EVPN, AD, false, "{ \"code\": 1, \"parsed\": true, "
	    "\"raw\": \"01190001C000020100070011223344556677889900000005"
	    "000641\", \"name\": \"Ethernet Auto-Discovery\", "
	    "\"rd\": \"192.0.2.1:7\", "
	    "\"esi\": \"00:11:22:33:44:55:66:77:88:99\", "
	    "\"ethernet-tag\": 5, \"label\": [ [ 100, 1601 ] ] }",
	    "evpn ethernet-ad rd 192.0.2.1:7 "
	    "esi 00:11:22:33:44:55:66:77:88:99 ethernet-tag 5 label 100");
	assert_events(EVPN, MAC_V4_2, false, "{ \"code\": 2, "
	    "\"parsed\": true, \"raw\": \"02280001C000020100070000000000"
	    "0000000000000000003000005E00530120C000020700271A00271B\", "
	    "\"name\": \"MAC/IP advertisement\", \"rd\": \"192.0.2.1:7\", "
	    "\"esi\": \"-\", \"ethernet-tag\": 0, "
	    "\"mac\": \"00:00:5E:00:53:01\", "
	    "\"label\": [ [ 625, 10010 ], [ 625, 10011 ] ], "
	    "\"ip\": \"192.0.2.7\" }",
	    "evpn mac-ip rd 192.0.2.1:7 ethernet-tag 0 "
	    "mac 00:00:5e:00:53:01 ip 192.0.2.7 vni 10010 vni 10011");
	assert_events(EVPN, MULTICAST, true, "{ \"code\": 3, "
	    "\"parsed\": true, \"raw\": \"03110001C000020100070000000020"
	    "C0000201\", \"name\": \"Inclusive Multicast Ethernet Tag\", "
	    "\"rd\": \"192.0.2.1:7\", \"ethernet-tag\": 0, "
	    "\"ip\": \"192.0.2.1\" }",
	    "evpn multicast rd 192.0.2.1:7 ethernet-tag 0 ip 192.0.2.1");
	assert_events(EVPN, SEGMENT, false, "{ \"code\": 4, "
	    "\"parsed\": true, \"raw\": \"04170001C0000201000700112233445566"
	    "77889920C0000201\", \"name\": \"Ethernet Segment\", "
	    "\"rd\": \"192.0.2.1:7\", "
	    "\"esi\": \"00:11:22:33:44:55:66:77:88:99\", "
	    "\"ip\": \"192.0.2.1\" }",
	    "evpn ethernet-segment rd 192.0.2.1:7 "
	    "esi 00:11:22:33:44:55:66:77:88:99 ip 192.0.2.1");
	assert_events(EVPN, PREFIX_GW, false, "{ \"code\": 5, "
	    "\"parsed\": true, \"raw\": \"05220001C0000201000700000000000000"
	    "0000000000000018CB007100C0000207000000\", "
	    "\"name\": \"IP Prefix Advertisement\", "
	    "\"rd\": \"192.0.2.1:7\", \"esi\": \"-\", \"ethernet-tag\": 0, "
	    "\"label\": [ [ 0 ] ], \"ip\": \"203.0.113.0\", \"iplen\": 24, "
	    "\"gateway\": \"192.0.2.7\" }",
	    "evpn prefix 203.0.113.0/24 rd 192.0.2.1:7 ethernet-tag 0 "
	    "gateway 192.0.2.7");
	assert_events(EVPN, "08 03 0a0b0c", false, "{ \"code\": 8, "
	    "\"parsed\": false, \"raw\": \"08030A0B0C\" }",
	    "evpn type 8 0x0a0b0c");
}

/* Of a withdraw nobody kept what was carried: zeros, and a whole route. */
static void
says_a_key_alone(void **state)
{
	static char text[MADE_TEXT];
	uint8_t wire[MADE_PART];
	struct nlri_view n;
	struct octets o;
	struct made m;
	struct rbuf b;
	struct wbuf w;

	(void)state;
	octets_of(PREFIX_V6, &o);
	made_init(&m, EVPN.row, EVPN.f);
	b = rbuf_of(o.p, o.n);
	assert_int_equal(made_read(&m, &b, false), 0);
	wbuf_reset(&m.carried);
	n = made_view(&m);
	wbuf_fixed(&w, wire, sizeof(wire));
	EVPN.row->write(&w, &n, true);
	assert_octets(wbuf_view(&w), "05 3a " RD NO_ESI "00000000 20 "
	    "20010db8000000000000000000000000" NO_V6 "000000");
	assert_int_equal(EVPN.row->write_size(&n, true), w.len);
	made_print(&m, text);
	assert_string_equal(text, "prefix 2001:db8::/32 rd 192.0.2.1:7 "
	    "ethernet-tag 0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_key_and_carried),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(fields_fill_the_length),
		cmocka_unit_test(comes_back),
		cmocka_unit_test(says_what_is_known),
		cmocka_unit_test(says_a_key_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
