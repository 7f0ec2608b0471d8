/* SPDX-License-Identifier: ISC */
/* NLRI of a family by number: octets, whatever they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_assert.h"

static const struct about OTHER = { &nlri_opaque, FAMILY_OTHER_FIRST };

static int
setup(void **state)
{
	(void)state;
	return family_others_set(FAMILY_OTHER_FIRST, 16397, 99);
}

static void
takes_the_whole_field(void **state)
{
	(void)state;
	assert_reads(OTHER, false, "00", "00", "");
	assert_reads(OTHER, false, "18 c00002 18 c63364",
	    "18 c00002 18 c63364", "");
	assert_reads(OTHER, true, "ff", "ff", "");
	assert_malformed(OTHER, false, rbuf_of(NULL, 0), "nothing");
}

/* One more than a key may have is read to its end and left out. */
static void
leaves_out_what_is_too_long(void **state)
{
	static uint8_t field[NLRI_ROOM + 1], octets[2 * NLRI_ROOM];
	struct wbuf room;
	struct nlri n;
	struct rbuf b;

	(void)state;
	wbuf_fixed(&room, octets, sizeof(octets));
	b = rbuf_of(field, sizeof(field));
	assert_int_equal(nlri_read(&b, FAMILY_OTHER_FIRST, 0, &n, &room), 1);
	assert_int_equal(b.left, 0);
	assert_int_equal(room.len, 0);
	assert_int_equal(nlri_check(rbuf_of(field, sizeof(field)),
	    FAMILY_OTHER_FIRST, 0), 0);
	b = rbuf_of(field, NLRI_ROOM);
	assert_int_equal(nlri_read(&b, FAMILY_OTHER_FIRST, 0, &n, &room), 0);
	assert_int_equal(n.key.left, NLRI_ROOM);
	assert_true(nlri_is_sound(&n));
}

static void
words_become_octets(void **state)
{
	(void)state;
	assert_announces(OTHER, "0x0102AbCd", "0x0102abcd", "01 02 ab cd");
	assert_withdraws(OTHER, "0xff", "ff");
}

static void
wrong_words_say_where(void **state)
{
	(void)state;
	assert_wrong(OTHER, "", 1,
	    "the octets of the NLRI (0x...) are missing");
	assert_wrong(OTHER, "0x", 1,
	    "'0x' is not 0x and the digits of 1 to 4096 octets");
	assert_wrong(OTHER, "0x012", 1,
	    "'0x012' is not 0x and the digits of 1 to 4096 octets");
	assert_wrong(OTHER, "0x0g", 1,
	    "'0x0g' is not 0x and the digits of 1 to 4096 octets");
	assert_wrong(OTHER, "0x01 0x02", 6,
	    "a second NLRI: a route has one");
	assert_wrong(OTHER, "01", 1, "no word of this family");
}

static void
says_events(void **state)
{
	(void)state;
	assert_events(OTHER, "0102ab", false,
	    "{ \"afi\": 16397, \"safi\": 99, \"nlri\": \"0x0102ab\" }",
	    "afi 16397 safi 99 0x0102ab");
	assert_events(OTHER, "00", true,
	    "{ \"afi\": 16397, \"safi\": 99, \"nlri\": \"0x00\" }",
	    "afi 16397 safi 99 0x00");
}

/* Every length is taken and comes back; those of addresses are read. */
static void
next_hops_have_any_length(void **state)
{
	static const uint8_t octets[255] = { 192, 0, 2, 1 };
	struct nexthop nh;
	uint8_t back[255];
	struct wbuf w;
	unsigned n;

	(void)state;
	for (n = 0; n <= sizeof(octets); n++) {
		assert_int_equal(nexthop_read(rbuf_of(octets, n),
		    FAMILY_OTHER_FIRST, false, &nh), 0);
		assert_int_equal(nh.global.af, n == 4 ? ADDR_V4 :
		    n == 16 || n == 32 ? ADDR_V6 : ADDR_NONE);
		wbuf_fixed(&w, back, sizeof(back));
		nexthop_write(&w, FAMILY_OTHER_FIRST, &nh);
		assert_int_equal(w.len, nexthop_write_size(
		    FAMILY_OTHER_FIRST, &nh));
		assert_int_equal(w.len, n);
		assert_memory_equal(back, octets, n);
		assert_int_equal(nh.octets.left,
		    n == 4 || n == 16 || n == 32 ? 0 : n);
		assert_int_equal(nexthop_is_address(n),
		    n == 4 || n == 16 || n == 32);
		assert_true(nexthop_fits(FAMILY_OTHER_FIRST, &nh, false));
		/* 32 zeros behind the first would be two addresses */
		assert_int_equal(nexthop_fits(FAMILY_EVPN, &nh, false),
		    nh.global.af != ADDR_NONE);
		assert_int_equal(nexthop_is_none(&nh), n == 0);
	}
	assert_true(nexthop_may_miss(FAMILY_OTHER_FIRST));
}

static void
next_hops_print(void **state)
{
	static const uint8_t octets[] = { 0xab, 0, 1 };
	struct nexthop a = { .octets = rbuf_of(octets, 3) }, b = a, c = {
	    .link_local = { .af = ADDR_V6, .b = { 0xfe, 0x80, [15] = 1 } } };
	uint8_t out[64];
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, out, sizeof(out));
	nexthop_print(&w, &a);
	assert_int_equal(w.len, 8);
	assert_memory_equal(out, "0xab0001", 8);
	assert_true(nexthop_same(&a, &b));
	b.octets.left = 2;
	assert_false(nexthop_same(&a, &b));
	assert_false(nexthop_same(&a, &c));
	wbuf_reset(&w);
	nexthop_print(&w, &c);
	assert_memory_equal(out, "fe80::1", w.len);
	b = (struct nexthop){ 0 };
	wbuf_reset(&w);
	nexthop_print(&w, &b);
	assert_int_equal(w.len, 0);
	assert_true(nexthop_is_none(&b));
	assert_false(nexthop_is_none(&c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_whole_field),
		cmocka_unit_test(leaves_out_what_is_too_long),
		cmocka_unit_test(words_become_octets),
		cmocka_unit_test(wrong_words_say_where),
		cmocka_unit_test(says_events),
		cmocka_unit_test(next_hops_have_any_length),
		cmocka_unit_test(next_hops_print),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
