/* SPDX-License-Identifier: ISC */
/* A test per row of the attribute table: what is kept, what it costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static const struct attr_profile ibgp = { .as4 = 1 };
static const struct attr_profile ebgp = { .ebgp = 1, .as4 = 1 };
static const struct attr_profile confed = { .ebgp = 1, .as4 = 1, .confed = 1 };
static const struct attr_profile no_sets = { .as4 = 1, .reject_as_set = 1 };
static const struct attr_profile all = { .as4 = 1, .aigp = 1,
    .prefix_sid = 1 };
static const struct attr_profile old = { .ebgp = 1 };

enum { OK = OUTCOME_OK, AD = OUTCOME_ATTR_DISCARD,
    TAW = OUTCOME_TREAT_AS_WITHDRAW };

/* canon NULL: the same octets. */
static void
expect(const struct attr_profile *p, const char *raw, int outcome,
    const char *canon)
{
	struct attr_summary sum;
	struct attr_report why;
	struct octets in, want;
	struct wbuf w;
	enum outcome o;

	octets_of(raw, &in);
	octets_of(canon == NULL ? raw : canon, &want);
	wbuf_growable(&w, 1 << 20);
	o = attr_set_check(rbuf_of(in.p, in.n), p, &w, &sum, &why);
	if ((int)o != outcome)
		fail_msg("%s: outcome %d (%s), not %d", raw, (int)o,
		    why.why == NULL ? "" : why.why, outcome);
	assert_int_equal(why.outcome, outcome);
	assert_true(outcome == OK || why.why != NULL);
	if (outcome == TAW)
		assert_int_equal(w.len, 0);
	else {
		if (w.len != want.n)
			fail_msg("%s: %zu octets, not %zu", raw, w.len, want.n);
		if (want.n > 0)
			assert_memory_equal(w.p, want.p, want.n);
	}
	wbuf_free(&w);
}

static void
row_0_reserved(void **state)
{
	(void)state;
	expect(&ebgp, "c0 00 01 00", AD, "");
	expect(&ebgp, "40 00 01 00", AD, "");
}

static void
row_1_origin(void **state)
{
	(void)state;
	expect(&ebgp, "40 01 01 00", OK, NULL);
	expect(&ebgp, "40 01 01 02", OK, NULL);
	expect(&ebgp, "40 01 01 03", TAW, "");
	expect(&ebgp, "40 01 02 00 00", TAW, "");
	expect(&ebgp, "40 01 00", TAW, "");
	expect(&ebgp, "c0 01 01 00", TAW, "");
	expect(&ebgp, "00 01 01 00", TAW, "");
	expect(&ebgp, "6f 01 01 00", OK, "40 01 01 00");
	expect(&ebgp, "50 01 00 01 00", OK, "40 01 01 00");
}

static void
row_2_as_path(void **state)
{
	(void)state;
	expect(&ebgp, "40 02 00", OK, NULL);
	expect(&ebgp, "40 02 06 02 01 00 00 fd e8", OK, NULL);
	expect(&ebgp, "40 02 06 01 01 00 00 fd e8", OK, NULL);
	expect(&ebgp, "40 02 06 00 01 00 00 fd e8", TAW, "");
	expect(&ebgp, "40 02 06 05 01 00 00 fd e8", TAW, "");
	expect(&ebgp, "40 02 06 02 02 00 00 fd e8", TAW, "");
	expect(&ebgp, "40 02 07 02 01 00 00 fd e8 02", TAW, "");
	expect(&ebgp, "40 02 02 02 00", TAW, "");
	expect(&ebgp, "40 02 06 02 01 00 00 00 00", TAW, "");
	expect(&ebgp, "40 02 06 03 01 00 00 fd e8", TAW, "");
	expect(&ebgp, "40 02 06 04 01 00 00 fd e8", TAW, "");
	expect(&confed, "40 02 06 03 01 00 00 fd e8", OK, NULL);
	expect(&ibgp, "40 02 06 04 01 00 00 fd e8", OK, NULL);
	expect(&no_sets, "40 02 06 01 01 00 00 fd e8", TAW, "");
	expect(&no_sets, "40 02 06 04 01 00 00 fd e8", TAW, "");
	expect(&no_sets, "40 02 06 02 01 00 00 fd e8", OK, NULL);
	expect(&ebgp, "80 02 00", TAW, "");
}

static void
row_3_next_hop(void **state)
{
	(void)state;
	expect(&ebgp, "40 03 04 c0 00 02 01", OK, NULL);
	expect(&ebgp, "40 03 00", TAW, "");
	expect(&ebgp, "40 03 03 c0 00 02", TAW, "");
	expect(&ebgp, "40 03 05 c0 00 02 01 00", TAW, "");
	expect(&ebgp, "c0 03 04 c0 00 02 01", TAW, "");
}

static void
row_4_med(void **state)
{
	(void)state;
	expect(&ebgp, "80 04 04 00 00 00 05", OK, NULL);
	expect(&ebgp, "80 04 03 00 00 05", TAW, "");
	expect(&ebgp, "80 04 00", TAW, "");
	expect(&ebgp, "c0 04 04 00 00 00 05", TAW, "");
}

static void
row_5_local_pref(void **state)
{
	(void)state;
	expect(&ibgp, "40 05 04 00 00 00 64", OK, NULL);
	expect(&ibgp, "40 05 03 00 00 64", TAW, "");
	expect(&ibgp, "c0 05 04 00 00 00 64", TAW, "");
	expect(&ebgp, "40 05 04 00 00 00 64", AD, "");
	expect(&ebgp, "40 05 03 00 00 64", AD, "");
	expect(&ebgp, "c0 05 00", AD, "");
	expect(&confed, "40 05 04 00 00 00 64", OK, NULL);
}

static void
row_6_atomic_aggregate(void **state)
{
	(void)state;
	expect(&ebgp, "40 06 00", OK, NULL);
	expect(&ebgp, "40 06 01 00", AD, "");
	expect(&ebgp, "c0 06 00", TAW, "");
}

static void
row_7_aggregator(void **state)
{
	(void)state;
	expect(&ebgp, "c0 07 08 00 00 fd e8 c0 00 02 01", OK, NULL);
	expect(&ebgp, "e0 07 08 00 00 fd e8 c0 00 02 01", OK, NULL);
	expect(&ebgp, "c0 07 06 fd e8 c0 00 02 01", AD, "");
	expect(&ebgp, "c0 07 00", AD, "");
	expect(&ebgp, "c0 07 08 00 00 00 00 c0 00 02 01", AD, "");
	expect(&ebgp, "40 07 08 00 00 fd e8 c0 00 02 01", TAW, "");
	expect(&old, "c0 07 06 fd e8 c0 00 02 01", OK,
	    "c0 07 08 00 00 fd e8 c0 00 02 01");
	expect(&old, "c0 07 08 00 00 fd e8 c0 00 02 01", AD, "");
	expect(&old, "c0 07 06 00 00 c0 00 02 01", AD, "");
}

static void
row_8_communities(void **state)
{
	(void)state;
	expect(&ebgp, "c0 08 08 fd e8 00 02 fd e8 00 01", OK, NULL);
	expect(&ebgp, "c0 08 08 fd e8 00 02 fd e8 00 02", OK, NULL);
	expect(&ebgp, "c0 08 00", TAW, "");
	expect(&ebgp, "c0 08 05 fd e8 00 02 fd", TAW, "");
	expect(&ebgp, "80 08 04 fd e8 00 02", TAW, "");
}

static void
row_9_originator_id(void **state)
{
	(void)state;
	expect(&ibgp, "80 09 04 c0 00 02 01", OK, NULL);
	expect(&ibgp, "80 09 03 c0 00 02", TAW, "");
	expect(&ibgp, "40 09 04 c0 00 02 01", TAW, "");
	expect(&ebgp, "80 09 04 c0 00 02 01", AD, "");
	expect(&ebgp, "40 09 00", AD, "");
}

static void
row_10_cluster_list(void **state)
{
	(void)state;
	expect(&ibgp, "80 0a 08 c0 00 02 01 c0 00 02 02", OK, NULL);
	expect(&ibgp, "80 0a 00", TAW, "");
	expect(&ibgp, "80 0a 06 c0 00 02 01 c0 00", TAW, "");
	expect(&ibgp, "c0 0a 04 c0 00 02 01", TAW, "");
	expect(&ebgp, "80 0a 04 c0 00 02 01", AD, "");
}

static void
row_16_ext_communities(void **state)
{
	(void)state;
	expect(&ebgp, "c0 10 08 77 77 01 02 03 04 05 06", OK, NULL);
	expect(&ebgp, "c0 10 00", TAW, "");
	expect(&ebgp, "c0 10 07 00 02 01 02 03 04 05", TAW, "");
	expect(&ebgp, "40 10 08 00 02 01 02 03 04 05 06", TAW, "");
}

static void
row_17_as4_path(void **state)
{
	(void)state;
	expect(&ebgp, "c0 11 06 02 01 00 01 00 00", AD, "");
	expect(&old, "40 02 04 02 01 5b a0 c0 11 06 02 01 00 01 00 00", OK,
	    "40 02 06 02 01 00 01 00 00");
	expect(&old, "c0 11 06 02 01 00 01 00 00 40 02 04 02 01 5b a0", OK,
	    "40 02 06 02 01 00 01 00 00");
	expect(&old, "40 02 04 02 01 5b a0 c0 11 04 02 01 00 01", AD,
	    "40 02 06 02 01 00 00 5b a0");
	expect(&old, "40 02 04 02 01 5b a0 c0 11 07 02 01 00 01 00 00 00", AD,
	    "40 02 06 02 01 00 00 5b a0");
	expect(&old, "40 02 04 02 01 5b a0 c0 11 06 02 01 00 00 00 00", AD,
	    "40 02 06 02 01 00 00 5b a0");
	expect(&old, "40 02 04 02 01 5b a0 40 11 06 02 01 00 01 00 00", AD,
	    "40 02 06 02 01 00 00 5b a0");
}

static void
row_18_as4_aggregator(void **state)
{
	const char *as2 = "40 02 04 02 01 5b a0 c0 07 06 5b a0 c0 00 02 01 ";
	char raw[200];

	(void)state;
	expect(&ebgp, "c0 12 08 00 01 00 00 c0 00 02 01", AD, "");
	snprintf(raw, sizeof(raw), "%s%s", as2,
	    "c0 12 08 00 01 00 00 c0 00 02 02");
	expect(&old, raw, OK, "40 02 06 02 01 00 00 5b a0 "
	    "c0 07 08 00 01 00 00 c0 00 02 02");
	snprintf(raw, sizeof(raw), "%s%s", as2,
	    "c0 12 08 00 00 00 00 c0 00 02 02");
	expect(&old, raw, AD, "40 02 06 02 01 00 00 5b a0 "
	    "c0 07 08 00 00 5b a0 c0 00 02 01");
	snprintf(raw, sizeof(raw), "%s%s", as2, "c0 12 06 00 01 c0 00 02 02");
	expect(&old, raw, AD, "40 02 06 02 01 00 00 5b a0 "
	    "c0 07 08 00 00 5b a0 c0 00 02 01");
}

static void
row_22_pmsi_tunnel(void **state)
{
	(void)state;
	expect(&ebgp, "c0 16 09 00 06 00 00 10 c0 00 02 01", OK, NULL);
	expect(&ebgp, "c0 16 05 00 00 00 00 10", OK, NULL);
	expect(&ebgp, "c0 16 04 00 06 00 00", TAW, "");
	expect(&ebgp, "c0 16 08 00 06 00 00 10 c0 00 02", TAW, "");
	expect(&ebgp, "c0 16 09 00 03 00 00 10 c0 00 02 01", TAW, "");
	expect(&ebgp, "c0 16 09 00 01 00 00 10 c0 00 02 01", TAW, "");
	expect(&ebgp, "c0 16 05 00 63 00 00 10", TAW, "");
	expect(&ebgp, "80 16 05 00 00 00 00 10", TAW, "");
}

static void
row_23_tunnel_encap(void **state)
{
	(void)state;
	expect(&ebgp, "c0 17 08 00 08 00 04 04 02 01 02", OK, NULL);
	expect(&ebgp, "c0 17 09 00 0f 00 05 80 00 02 01 02", OK, NULL);
	expect(&ebgp, "c0 17 08 00 08 00 05 04 02 01 02", TAW, "");
	expect(&ebgp, "c0 17 08 00 08 00 04 04 03 01 02", TAW, "");
	expect(&ebgp, "c0 17 0c 00 08 00 04 04 03 01 02 00 07 00 00", OK,
	    NULL);
	expect(&ebgp, "c0 17 03 00 08 00", TAW, "");
	expect(&ebgp, "80 17 08 00 08 00 04 04 02 01 02", TAW, "");
}

static void
row_24_traffic_engineering(void **state)
{
	(void)state;
	expect(&ebgp, "80 18 02 01 02", OK, NULL);
	expect(&ebgp, "80 18 00", TAW, "");
	expect(&ebgp, "c0 18 02 01 02", TAW, "");
}

static void
row_25_ipv6_ext_communities(void **state)
{
	(void)state;
	expect(&ebgp, "c0 19 14 0002 20010db8000000000000000000000001 0005",
	    OK, NULL);
	expect(&ebgp, "c0 19 13 0002 20010db8000000000000000000000001 00",
	    TAW, "");
	expect(&ebgp, "c0 19 00", TAW, "");
	expect(&ebgp, "80 19 14 0002 20010db8000000000000000000000001 0005",
	    TAW, "");
}

static void
row_26_aigp(void **state)
{
	(void)state;
	expect(&all, "80 1a 0b 01 00 0b 00 00 00 00 00 00 00 05", OK, NULL);
	expect(&all, "80 1a 0f 09 00 04 00 01 00 0b 00 00 00 00 00 00 00 05",
	    OK, NULL);
	expect(&ebgp, "80 1a 0b 01 00 0b 00 00 00 00 00 00 00 05", AD, "");
	expect(&all, "80 1a 0b 01 00 0b ff ff ff ff ff ff ff ff", AD, "");
	expect(&all, "80 1a 0a 01 00 0a 00 00 00 00 00 00 05", AD, "");
	expect(&all, "80 1a 0b 01 00 0c 00 00 00 00 00 00 00 05", AD, "");
	expect(&all, "80 1a 03 09 00 02", AD, "");
	expect(&all, "80 1a 00", AD, "");
	expect(&all, "c0 1a 0b 01 00 0b 00 00 00 00 00 00 00 05", AD, "");
}

static void
row_27_pe_distinguisher(void **state)
{
	(void)state;
	expect(&ebgp, "c0 1b 07 c0 00 02 01 00 00 11", OK, NULL);
	expect(&ebgp, "c0 1b 06 c0 00 02 01 00 00", TAW, "");
	expect(&ebgp, "80 1b 07 c0 00 02 01 00 00 11", TAW, "");
}

static void
row_29_bgp_ls(void **state)
{
	(void)state;
	expect(&ebgp, "80 1d 05 04 00 00 01 01", OK, NULL);
	expect(&ebgp, "80 1d 06 ff ff 00 02 01 02", OK, NULL);
	expect(&ebgp, "80 1d 06 ff ff 00 03 01 02", AD, "");
	expect(&ebgp, "80 1d 06 04 00 00 02 01 02", AD, "");
	expect(&ebgp, "80 1d 03 04 00 00", AD, "");
	expect(&ebgp, "c0 1d 05 04 00 00 01 01", AD, "");
}

static void
row_32_large_communities(void **state)
{
	(void)state;
	expect(&ebgp, "c0 20 18 00000002 00000001 00000001 "
	    "00000001 00000001 00000001", OK, NULL);
	expect(&ebgp, "c0 20 24 00000002 00000001 00000001 "
	    "00000001 00000001 00000001 00000002 00000001 00000001", OK,
	    "c0 20 18 00000002 00000001 00000001 "
	    "00000001 00000001 00000001");
	expect(&ebgp, "c0 20 00", TAW, "");
	expect(&ebgp, "c0 20 0b 00000002 00000001 000000", TAW, "");
	expect(&ebgp, "40 20 0c 00000002 00000001 00000001", TAW, "");
}

static void
row_33_bgpsec_path(void **state)
{
	(void)state;
	expect(&ebgp, "80 21 02 01 02", OK, NULL);
	expect(&ebgp, "c0 21 02 01 02", TAW, "");
}

static void
row_35_otc(void **state)
{
	(void)state;
	expect(&ebgp, "c0 23 04 00 00 fd e8", OK, NULL);
	expect(&ebgp, "c0 23 04 00 00 00 00", OK, NULL);
	expect(&ebgp, "c0 23 03 00 fd e8", TAW, "");
	expect(&ebgp, "c0 23 00", TAW, "");
	expect(&ebgp, "80 23 04 00 00 fd e8", TAW, "");
}

static void
row_36_d_path(void **state)
{
	(void)state;
	expect(&ebgp, "c0 24 08 01 00 00 fd e8 00 01 46", OK, NULL);
	expect(&ebgp, "c0 24 07 01 00 00 fd e8 00 01", TAW, "");
	expect(&ebgp, "c0 24 01 00", TAW, "");
}

static void
row_37_38_41_opaque(void **state)
{
	(void)state;
	expect(&ebgp, "c0 25 00", OK, NULL);
	expect(&ebgp, "c0 29 01 ff", OK, NULL);
	expect(&ebgp, "c0 26 05 01 00 00 00 01", OK, NULL);
	expect(&ebgp, "c0 26 04 01 00 00 00", AD, "");
	expect(&ebgp, "c0 26 06 01 00 00 00 01 01", AD, "");
}

static void
row_39_nhc(void **state)
{
	(void)state;
	expect(&ebgp, "c0 27 0c 0001 01 04 c0000201 0001 0000", OK, NULL);
	expect(&ebgp, "c0 27 07 0001 01 04 c00002", AD, "");
	expect(&ebgp, "c0 27 0b 0001 01 04 c0000201 0001 00", AD, "");
}

static void
row_40_prefix_sid(void **state)
{
	static const char srv6[] = "c0 28 19 05 0016 00 01 0012 "
	    "00 20010db8000000000000000000000001 00";

	(void)state;
	expect(&all, "c0 28 0a 01 0007 00 0000 00000005", OK, NULL);
	expect(&ebgp, "c0 28 0a 01 0007 00 0000 00000005", AD, "");
	expect(&all, "c0 28 09 01 0006 00 0000 000005", AD, "");
	expect(&all, "c0 28 0b 03 0008 0000 000001 000001", OK, NULL);
	expect(&all, "c0 28 0a 03 0007 0000 000001 0000", AD, "");
	expect(&all, "c0 28 0a 01 0008 00 0000 00000005", AD, "");
	expect(&all, "c0 28 04 00 00 00 00", AD, "");
	expect(&all, "c0 28 1c 05 0019 00 01 0015 "
	    "00 20010db8000000000000000000000001 00 0013 00", OK, NULL);
	expect(&all, srv6, TAW, "");
	/* A second service TLV is not looked at. */
	expect(&all, "c0 28 1f 05 0019 00 01 0015 "
	    "00 20010db8000000000000000000000001 00 0013 00 05 0000", OK,
	    NULL);
	expect(&ebgp, srv6, AD, "");
	expect(&all, "80 28 0a 01 0007 00 0000 00000005", TAW, "");
}

static void
row_128_attr_set(void **state)
{
	(void)state;
	expect(&ebgp, "c0 80 08 0000fde8 40 01 01 00", OK, NULL);
	expect(&ebgp, "c0 80 04 0000fde8", OK, NULL);
	expect(&ebgp, "c0 80 03 00fde8", TAW, "");
	expect(&ebgp, "c0 80 07 0000fde8 40 01 01", TAW, "");
	expect(&ebgp, "80 80 04 0000fde8", TAW, "");
}

static void
row_deprecated_is_never_read(void **state)
{
	static const char *const code[] = { "0b", "0c", "0d", "13", "14",
	    "15", "1c", "1e", "1f", "81", "f1", "f2", "f3" };
	char raw[40];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(code) / sizeof(code[0]); i++) {
		snprintf(raw, sizeof(raw), "c0 %s 03 ff ff ff", code[i]);
		expect(&ebgp, raw, OK, NULL);
		snprintf(raw, sizeof(raw), "80 %s 03 ff ff ff", code[i]);
		expect(&ebgp, raw, OK, "");
	}
}

static void
row_unknown(void **state)
{
	(void)state;
	expect(&ebgp, "c0 63 01 05", OK, NULL);
	expect(&ebgp, "e0 63 01 05", OK, NULL);
	expect(&ebgp, "c0 63 00", OK, NULL);
	expect(&ebgp, "80 63 01 05", OK, "");
	expect(&ebgp, "40 63 01 05", TAW, "");
	expect(&ebgp, "00 63 01 05", TAW, "");
}

static void
first_of_duplicates_wins(void **state)
{
	(void)state;
	expect(&ebgp, "80 04 04 00000001 80 04 04 00000002", AD,
	    "80 04 04 00000001");
	expect(&ebgp, "c0 63 01 01 c0 63 01 02", AD, "c0 63 01 01");
	/* Also when the first is bad: the second is not looked at. */
	expect(&ebgp, "40 06 01 00 40 06 00", AD, "");
}

static void
order_and_framing_are_made_canonical(void **state)
{
	(void)state;
	expect(&ebgp, "c0 08 04 fde80001 40 02 00 50 01 0001 00", OK,
	    "40 01 01 00 40 02 00 c0 08 04 fde80001");
}

static void
worst_attribute_is_reported(void **state)
{
	struct attr_summary sum;
	struct attr_report why;
	struct octets in;
	struct wbuf w;

	(void)state;
	octets_of("40 06 01 00 c0 08 03 010203 80 04 01 00", &in);
	wbuf_growable(&w, 4096);
	assert_int_equal(attr_set_check(rbuf_of(in.p, in.n), &ebgp, &w, &sum,
	    &why), TAW);
	assert_int_equal(why.type, ATTR_COMMUNITIES);
	assert_int_equal(why.flags, 0xc0);
	assert_int_equal(why.notify_subcode, 5);
	wbuf_free(&w);
}

static void
summary_says_what_is_in_it(void **state)
{
	struct attr_summary sum;
	struct attr_report why;
	struct octets in;
	struct wbuf w;

	(void)state;
	octets_of("40 01 01 02 40 02 14 02 02 0000fde8 0000fde9 "
	    "01 02 00000001 00000002 40 03 04 c0000201 c0 63 00", &in);
	wbuf_growable(&w, 4096);
	assert_int_equal(attr_set_check(rbuf_of(in.p, in.n), &ebgp, &w, &sum,
	    &why), OK);
	assert_int_equal(sum.present, 1 << 1 | 1 << 2 | 1 << 3);
	assert_int_equal(sum.origin, 2);
	assert_int_equal(sum.first_as, 65000);
	assert_int_equal(sum.path_len, 3);
	assert_int_equal(sum.as_set, 1);
	assert_int_equal(sum.next_hop, 0xc0000201);
	assert_int_equal(sum.unknown, 1);
	assert_int_equal(sum.as_trans, 0);
	assert_int_equal(sum.otc_zero, 0);
	wbuf_reset(&w);
	octets_of("40 02 0a 02 02 0000fde8 00005ba0 c0 23 04 00000000", &in);
	assert_int_equal(attr_set_check(rbuf_of(in.p, in.n), &ebgp, &w, &sum,
	    &why), OK);
	assert_int_equal(sum.as_trans, 1);
	assert_int_equal(sum.otc_zero, 1);
	wbuf_free(&w);
}

/* Every truncation of a set is an error or a shorter set; never a crash. */
static void
every_truncation(void **state)
{
	struct attr_summary sum;
	struct attr_report why;
	struct octets in;
	struct wbuf w;
	uint8_t *copy;
	size_t n;

	(void)state;
	octets_of("40 01 01 00 40 02 06 02 01 0000fde8 40 03 04 c0000201 "
	    "80 04 04 00000005 c0 07 08 0000fde8c0000201 c0 08 04 fde80001 "
	    "c0 10 08 0002fde800000001 c0 20 0c 000000010000000200000003",
	    &in);
	for (n = 0; n <= in.n; n++) {
		copy = malloc(n + 1);
		memcpy(copy, in.p, n);
		wbuf_growable(&w, 4096);
		attr_set_check(rbuf_of(copy, n), &ebgp, &w, &sum, &why);
		assert_true(why.outcome == OUTCOME_OK ||
		    why.outcome == OUTCOME_TREAT_AS_WITHDRAW);
		assert_true(w.len <= n);
		wbuf_free(&w);
		free(copy);
	}
}

/* RFC 9234 5: a route of a provider, a peer or a route server is marked. */
static void
otc_is_added(void **state)
{
	static const char *const sets[][2] = {
		{ "", "c0 23 04 0000fbf4" },
		{ "40 01 01 00", "40 01 01 00 c0 23 04 0000fbf4" },
		{ "40 01 01 00 c0 20 0c 000000010000000200000003 e0 63 01 00",
		    "40 01 01 00 c0 20 0c 000000010000000200000003 "
		    "c0 23 04 0000fbf4 e0 63 01 00" },
		{ "e0 63 01 00", "c0 23 04 0000fbf4 e0 63 01 00" },
	};
	struct octets set, marked;
	uint8_t room[64];
	struct wbuf w;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		octets_of(sets[i][0], &set);
		octets_of(sets[i][1], &marked);
		wbuf_fixed(&w, room, sizeof(room));
		attr_set_mark(rbuf_of(set.p, set.n), 0xfbf4, &w);
		assert_int_equal(w.len, marked.n);
		assert_memory_equal(room, marked.p, marked.n);
	}
	wbuf_fixed(&w, room, 10);
	octets_of(sets[1][0], &set);
	attr_set_mark(rbuf_of(set.p, set.n), 0xfbf4, &w);
	assert_true(w.failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_0_reserved),
		cmocka_unit_test(row_1_origin),
		cmocka_unit_test(row_2_as_path),
		cmocka_unit_test(row_3_next_hop),
		cmocka_unit_test(row_4_med),
		cmocka_unit_test(row_5_local_pref),
		cmocka_unit_test(row_6_atomic_aggregate),
		cmocka_unit_test(row_7_aggregator),
		cmocka_unit_test(row_8_communities),
		cmocka_unit_test(row_9_originator_id),
		cmocka_unit_test(row_10_cluster_list),
		cmocka_unit_test(row_16_ext_communities),
		cmocka_unit_test(row_17_as4_path),
		cmocka_unit_test(row_18_as4_aggregator),
		cmocka_unit_test(row_22_pmsi_tunnel),
		cmocka_unit_test(row_23_tunnel_encap),
		cmocka_unit_test(row_24_traffic_engineering),
		cmocka_unit_test(row_25_ipv6_ext_communities),
		cmocka_unit_test(row_26_aigp),
		cmocka_unit_test(row_27_pe_distinguisher),
		cmocka_unit_test(row_29_bgp_ls),
		cmocka_unit_test(row_32_large_communities),
		cmocka_unit_test(row_33_bgpsec_path),
		cmocka_unit_test(row_35_otc),
		cmocka_unit_test(row_36_d_path),
		cmocka_unit_test(row_37_38_41_opaque),
		cmocka_unit_test(row_39_nhc),
		cmocka_unit_test(row_40_prefix_sid),
		cmocka_unit_test(row_128_attr_set),
		cmocka_unit_test(row_deprecated_is_never_read),
		cmocka_unit_test(row_unknown),
		cmocka_unit_test(first_of_duplicates_wins),
		cmocka_unit_test(order_and_framing_are_made_canonical),
		cmocka_unit_test(worst_attribute_is_reported),
		cmocka_unit_test(summary_says_what_is_in_it),
		cmocka_unit_test(every_truncation),
		cmocka_unit_test(otc_is_added),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
