/* SPDX-License-Identifier: ISC */
/* The span pass: lengths, MP attributes, runs, End-of-RIB, every cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "update/split.h"

static struct octets in;
static struct update_parts parts;
static struct attr_report why;

static void
split(const char *hex)
{
	octets_of(hex, &in);
	assert_int_equal(update_split(rbuf_of(in.p, in.n), &parts), 0);
}

/* Attribute octets without the two lengths, and NLRI behind them. */
static enum outcome
spans(const char *attrs, const char *nlri)
{
	char hex[1000];
	struct octets a;

	octets_of(attrs, &a);
	snprintf(hex, sizeof(hex), "0000 %04zx %s %s", a.n, attrs, nlri);
	split(hex);
	return update_spans(&parts, &why);
}

static void
sections(void **state)
{
	(void)state;
	split("0002 080a 0004 40010100 18c00002");
	assert_int_equal(parts.withdrawn.left, 2);
	assert_int_equal(parts.attrs.left, 4);
	assert_int_equal(parts.nlri.left, 4);
}

static void
every_truncation(void **state)
{
	static const uint8_t msg[] = { 0, 2, 8, 10, 0, 4, 0x40, 1, 1, 0 };
	struct update_parts u = { .nruns = 77 };
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(msg); n++)
		assert_int_equal(update_split(rbuf_of(msg, n), &u), -1);
	assert_int_equal(u.nruns, 77);
	assert_int_equal(update_split(rbuf_of(msg, n), &u), 0);
}

static void
runs_leave_mp_out(void **state)
{
	(void)state;
	assert_int_equal(spans("40010100 800e0d 0002 01 04 c0000201 00 "
	    "18 20010d 400200 800f03 000201 80040400000005", ""),
	    OUTCOME_OK);
	assert_int_equal(parts.nruns, 3);
	assert_int_equal(parts.run[0].left, 4);
	assert_int_equal(parts.run[1].left, 3);
	assert_int_equal(parts.run[2].left, 7);
	assert_true(parts.reach.present && parts.unreach.present);
	assert_int_equal(parts.reach.afi, 2);
	assert_int_equal(parts.reach.safi, 1);
	assert_int_equal(parts.reach.nexthop.left, 4);
	assert_int_equal(parts.reach.nlri.left, 4);
	assert_int_equal(parts.unreach.nlri.left, 0);
	assert_true(parts.has_attrs);
	assert_int_equal(spans("40010100 400200 80040400000005", ""),
	    OUTCOME_OK);
	assert_int_equal(parts.nruns, 1);
	assert_int_equal(parts.run[0].left, 14);
}

static void
mp_errors_reset(void **state)
{
	static const struct {
		const char *attrs;
		int subcode;
	} v[] = {
		{ "800f03000201 800f03000201", 1 },
		{ "800e05000201 0000 800e05000201 0000", 1 },
		{ "800f020002", 9 },
		{ "800e04000201 00", 9 },
		{ "800e09000201 05 c000020100", 9 },
		{ "c00f03000201", 9 }, { "400f03000201", 9 },
		{ "c00e05000201 0000", 9 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		if (spans(v[i].attrs, "18c00002") != OUTCOME_SESSION_RESET)
			fail_msg("%s", v[i].attrs);
		assert_int_equal(why.notify_subcode, v[i].subcode);
		assert_non_null(why.why);
	}
}

static void
framing_errors_withdraw_what_is_known(void **state)
{
	static const char *const cut[] = { "400101", "4001", "40", "50010001",
	    "500100", "40010200", "c0ff20 00000000" };
	char attrs[200];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		assert_int_equal(spans(cut[i], "18c00002"),
		    OUTCOME_TREAT_AS_WITHDRAW);
		assert_int_equal(parts.nlri.left, 4);
		assert_int_equal(spans(cut[i], ""), OUTCOME_SESSION_RESET);
		assert_int_equal(why.notify_subcode, 1);
		snprintf(attrs, sizeof(attrs),
		    "800e0d 0002 01 04 c0000201 00 18 20010d %s", cut[i]);
		assert_int_equal(spans(attrs, ""),
		    OUTCOME_TREAT_AS_WITHDRAW);
		assert_true(parts.reach.present);
		snprintf(attrs, sizeof(attrs), "800f03 000201 %s", cut[i]);
		assert_int_equal(spans(attrs, ""), OUTCOME_SESSION_RESET);
	}
}

/* RFC 7606 3 j: what may stand in it cannot be withdrawn. */
static void
mp_attributes_that_overrun_reset(void **state)
{
	static const char *const cut[] = { "800e09000201", "800f09000201",
	    "800e", "900f00", "800e0500020100" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		assert_int_equal(spans(cut[i], "18c00002"),
		    OUTCOME_SESSION_RESET);
		assert_int_equal(why.notify_subcode, 1);
	}
}

/* RFC 7606 5.2: MP_REACH without any NLRI is no reachable route. */
static void
reachable_is_what_has_nlri(void **state)
{
	(void)state;
	assert_int_equal(spans("800e09 0002 01 04 c0000201 00", ""),
	    OUTCOME_OK);
	assert_false(update_has_reachable(&parts));
	assert_int_equal(spans("800e09 0002 01 04 c0000201 00", "00"),
	    OUTCOME_OK);
	assert_true(update_has_reachable(&parts));
	assert_int_equal(spans("800e0a 0002 01 04 c0000201 00 00", ""),
	    OUTCOME_OK);
	assert_true(update_has_reachable(&parts));
	assert_int_equal(spans("800f04 0002 01 00", ""), OUTCOME_OK);
	assert_false(update_has_reachable(&parts));
	assert_int_equal(spans("800e09 0002 01 04 c0000201 00 400105", ""),
	    OUTCOME_SESSION_RESET);
}

static bool
eor(uint16_t *afi, uint8_t *safi)
{
	assert_int_equal(update_spans(&parts, &why), OUTCOME_OK);
	return update_is_eor(&parts, afi, safi);
}

static void
end_of_rib_is_strict(void **state)
{
	uint16_t afi;
	uint8_t safi;

	(void)state;
	split("0000 0000");
	assert_true(eor(&afi, &safi));
	assert_int_equal(afi, 1);
	assert_int_equal(safi, 1);
	split("0000 0006 800f03 000201");
	assert_true(eor(&afi, &safi));
	assert_int_equal(afi, 2);
	split("0000 0007 900f0003 000246");
	assert_true(eor(&afi, &safi));
	assert_int_equal(safi, 0x46);
	split("0001 00 0000");
	assert_false(eor(&afi, &safi));
	split("0000 0000 00");
	assert_false(eor(&afi, &safi));
	split("0000 0007 800f04 000201 00");
	assert_false(eor(&afi, &safi));
	split("0000 000a 800f03 000201 40010100");
	assert_false(eor(&afi, &safi));
	split("0000 0004 40010100");
	assert_false(eor(&afi, &safi));
	split("0001 00 0006 800f03 000201");
	assert_false(eor(&afi, &safi));
	split("0000 0008 800e05 000201 0000");
	assert_false(eor(&afi, &safi));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections),
		cmocka_unit_test(every_truncation),
		cmocka_unit_test(runs_leave_mp_out),
		cmocka_unit_test(mp_errors_reset),
		cmocka_unit_test(framing_errors_withdraw_what_is_known),
		cmocka_unit_test(mp_attributes_that_overrun_reset),
		cmocka_unit_test(reachable_is_what_has_nlri),
		cmocka_unit_test(end_of_rib_is_strict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
