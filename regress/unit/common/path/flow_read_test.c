/* SPDX-License-Identifier: ISC */
/*
 * Flow specification NLRI: one key for all octets that say the same, and no
 * guess at what is malformed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/flow_help.h"

static void
reads(const char *hex, struct flow_family k, const char *key)
{
	struct rule r;
	struct octets o;

	if (rule_of_hex(hex, k, &r) == -1)
		fail_msg("%s was refused", hex);
	octets_of(key, &o);
	assert_int_equal(r.w.len, o.n);
	assert_memory_equal(r.p, o.p, o.n);
}

static void
one_key_for_the_same_rule(void **state)
{
	(void)state;
	reads("0b 01180a0000 038106 0481 50", V4, "01180a0000 038106 048150");
	/* the long form of a short length */
	reads("f003 038106", V4, "038106");
	/* host bits, a wide operand, reserved bits, AND on the first pair */
	reads("04 010c0aff", V4, "010c0af0");
	reads("04 03910006", V4, "038106");
	reads("06 03a100000006", V4, "038106");
	reads("0a 03b10000000000000006", V4, "038106");
	reads("03 03c906", V4, "038106");
	reads("05 03410681 11", V4, "0301068111");
	reads("03 098c02", V4, "098002");
	reads("04 0990f012", V4, "098012");
	reads("04 09900112", V4, "09900112");
	reads("03 0b81ff", V4, "0b813f");
	reads("03 0b8165", V6, "0b8165");
	reads("03 0c80ff", V4, "0c800f");
	reads("03 0c80ff", V6, "0c800e");
	/* true and false, whatever the operand */
	reads("03 038709", V4, "038700");
	reads("04 049012ff", V4, "048000");
	/* RFC 8956 3.7: four octets of flow label */
	reads("04 0d9107dd", V6, "0da1000007dd");
}

static void
reads_ipv6_prefixes(void **state)
{
	(void)state;
	reads("03 010000", V6, "010000");
	reads("07 012000 20010db8", V6, "012000 20010db8");
	reads("07 011c00 20010dbf", V6, "011c00 20010db0");
	/* a pattern of 8 bits at 120; of 3 bits, with padding, at 64 */
	reads("04 028078 01", V6, "028078 01");
	reads("04 024340 ff", V6, "024340 e0");
	reads("13 018000 20010db8 00000000 00000000 00000001", V6,
	    "018000 20010db8 00000000 00000000 00000001");
}

static void
reads_a_distinguisher(void **state)
{
	(void)state;
	reads("0e 0000ffff00010000 02200a000001", V4_VPN,
	    "0000ffff00010000 02200a000001");
	reads("0b 0001c00002010001 0d8101", V6_VPN,
	    "0001c00002010001 0da100000001");
}

static void
refuses_what_is_malformed(void **state)
{
	static const struct {
		const char	*hex;
		bool		 v6, vpn;
	} bad[] = {
		{ "", false, false },
		{ "00", false, false },			/* no component */
		{ "f000", false, false },
		{ "f0", false, false },
		{ "04 038106", false, false },		/* overrun */
		{ "02 0381", false, false },
		{ "01 03", false, false },
		{ "03 030106", false, false },		/* no end */
		{ "06 048150 038106", false, false },	/* order */
		{ "06 038106 038111", false, false },	/* twice */
		{ "03 008106", false, false },		/* type 0 */
		{ "03 0d8101", false, false },		/* label in IPv4 */
		{ "03 0e8101", true, false },
		{ "03 ff8101", true, false },
		{ "07 01210a00000000", false, false },	/* 33 bits */
		{ "03 01180a", false, false },
		{ "04 0b910001", false, false },	/* DSCP of two octets */
		{ "04 0c900001", false, false },
		{ "06 09a000000001", false, false },
		{ "13 018100 20010db8000000000000000000000001", true, false },
		{ "03 014040", true, false },		/* offset == length */
		{ "03 014041", true, false },
		{ "03 010001", true, false },
		{ "02 0140", true, false },
		/* a full address where the pattern has one octet */
		{ "13 028078 00000000000000000000000000000001", true, false },
		{ "08 0000ffff00010000", false, true },	/* RD only */
		{ "07 0000ffff000100", false, true },
		{ "08 0000ffff00010000", true, true },
	};
	struct flow_family k;
	struct rule r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		k.af = bad[i].v6 ? ADDR_V6 : ADDR_V4;
		k.vpn = bad[i].vpn;
		if (rule_of_hex(bad[i].hex, k, &r) != -1)
			fail_msg("%s was taken", bad[i].hex);
		assert_int_equal(r.w.len, 0);
	}
}

static void
failure_changes_nothing(void **state)
{
	uint8_t out[64] = { 0xee };
	struct octets o;
	struct rbuf b;
	struct wbuf w;
	size_t n;

	(void)state;
	octets_of("0f 01180a0000 0301068111 05910c38 00", &o);
	o.p[0] = 14;
	for (n = 0; n < 15; n++) {
		wbuf_fixed(&w, out, sizeof(out));
		wbuf_u8(&w, 0xee);
		b = rbuf_of(o.p, n);
		assert_int_equal(flow_read(&b, V4, &w), -1);
		assert_int_equal(w.len, 1);
		assert_ptr_equal(b.p, o.p);
		assert_int_equal(b.left, n);
	}
	/* where the key does not fit it is passed over */
	wbuf_fixed(&w, out, 13);
	b = rbuf_of(o.p, 15);
	assert_int_equal(flow_read(&b, V4, &w), 1);
	assert_int_equal(w.len, 0);
	assert_int_equal(b.left, 0);
	b = rbuf_of(o.p, 15);
	wbuf_fixed(&w, out, 14);
	assert_int_equal(flow_read(&b, V4, &w), 0);
	assert_int_equal(b.left, 0);
}

/* A rule of n octets: ports, and a destination to make up an odd number. */
static void
fill(uint8_t *p, size_t n)
{
	size_t at = 0;

	if (n % 2 == 0) {
		p[0] = 1;
		p[1] = 8;
		p[2] = 10;
		at = 3;
	}
	p[at++] = 4;
	for (; at < n; at += 2) {
		p[at] = at + 2 == n ? 0x81 : 0x01;
		p[at + 1] = 80;
	}
}

static void
lengths_at_the_edges(void **state)
{
	static const size_t sizes[] = { 3, 238, 239, 240, 241, 255, 256, 4094,
	    4095 };
	static uint8_t rule[FLOW_MAX], wire[FLOW_MAX + 2];
	static struct rule r;
	struct wbuf w;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		n = sizes[i];
		fill(rule, n);
		wbuf_fixed(&w, wire, sizeof(wire));
		flow_write(&w, rbuf_of(rule, n));
		assert_int_equal(w.len, n + (n < 240 ? 1 : 2));
		assert_int_equal(w.len, flow_write_size(rbuf_of(rule, n)));
		assert_int_equal(rule_of_octets(wbuf_view(&w), V4, &r), 0);
		assert_int_equal(r.w.len, n);
		assert_memory_equal(r.p, rule, n);
	}
}

/* Labels of one octet become four: the key has its own limit. */
static void
leaves_out_a_key_too_long(void **state)
{
	static uint8_t wire[FLOW_MAX + 2], key[FLOW_MAX * 4];
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	struct wbuf w;

	(void)state;
	wire[0] = 0xff;
	wire[1] = 0xff;
	fill(wire + 2, FLOW_MAX);
	wire[2] = FLOW_LABEL;
	wbuf_fixed(&w, key, sizeof(key));
	assert_int_equal(flow_read(&b, V6, &w), 1);
	assert_int_equal(w.len, 0);
	assert_int_equal(b.left, 0);
	/* malformed, it is so whatever its length */
	b = rbuf_of(wire, sizeof(wire));
	wire[sizeof(wire) - 2] = 0x01;
	assert_int_equal(flow_read(&b, V6, &w), -1);
	assert_int_equal(b.left, sizeof(wire));
	wire[sizeof(wire) - 2] = 0x81;
	wire[2] = FLOW_PORT;
	assert_int_equal(flow_read(&b, V6, &w), 0);
	assert_int_equal(w.len, FLOW_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_key_for_the_same_rule),
		cmocka_unit_test(reads_ipv6_prefixes),
		cmocka_unit_test(reads_a_distinguisher),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(failure_changes_nothing),
		cmocka_unit_test(lengths_at_the_edges),
		cmocka_unit_test(leaves_out_a_key_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
