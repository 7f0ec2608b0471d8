/* SPDX-License-Identifier: ISC */
/* NLRI octets with and without path identifiers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "path/nlri.h"

static void
reads_and_writes(void **state)
{
	static const uint8_t wire[] = { 0, 0, 0, 9, 24, 192, 0, 2 };
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	struct nlri n;
	uint8_t out[40];
	struct wbuf w;

	(void)state;
	assert_int_equal(nlri_read(&b, FAMILY_IPV4_UNICAST, true, &n,
	    NULL), 0);
	assert_int_equal(n.path_id, 9);
	assert_int_equal(n.has_path_id, 1);
	assert_int_equal(n.prefix.len, 24);
	assert_int_equal(b.left, 0);
	wbuf_fixed(&w, out, sizeof(out));
	nlri_write(&w, &n, true);
	assert_int_equal(w.len, sizeof(wire));
	assert_int_equal(nlri_write_size(&n, true), sizeof(wire));
	assert_memory_equal(out, wire, sizeof(wire));
	wbuf_reset(&w);
	nlri_write(&w, &n, false);
	assert_int_equal(w.len, nlri_write_size(&n, false));
	assert_memory_equal(out, wire + 4, 4);
	wbuf_reset(&w);
	nlri_print(&w, &n);
	assert_int_equal(w.len, 37);
	assert_memory_equal(out, "192.0.2.0/24 path-information 0.0.0.9", 37);
}

static void
checks_a_field(void **state)
{
	static const uint8_t v4[] = { 24, 192, 0, 2, 0, 32, 192, 0, 2, 1 };
	static const uint8_t id[] = { 0, 0, 0, 1, 24, 192, 0, 2, 0, 0, 0, 2,
	    0 };
	static const uint8_t v6[] = { 129 };
	size_t n;

	(void)state;
	assert_int_equal(nlri_check(rbuf_of(v4, sizeof(v4)),
	    FAMILY_IPV4_UNICAST, false), 0);
	for (n = 0; n < sizeof(v4); n++)
		assert_int_equal(nlri_check(rbuf_of(v4, n),
		    FAMILY_IPV4_UNICAST, false),
		    n == 0 || n == 4 || n == 5 ? 0 : -1);
	for (n = 0; n <= sizeof(id); n++)
		assert_int_equal(nlri_check(rbuf_of(id, n),
		    FAMILY_IPV4_MULTICAST, true),
		    n == 0 || n == 8 || n == 13 ? 0 : -1);
	assert_int_equal(nlri_check(rbuf_of(v6, 1), FAMILY_IPV6_UNICAST,
	    false), -1);
	assert_int_equal(nlri_check(rbuf_of(v4, 4), FAMILY_NONE, false), -1);
}

static void
leaves_outputs_alone(void **state)
{
	static const uint8_t wire[] = { 0, 0, 0, 9, 33, 192, 0, 2, 1, 1 };
	struct rbuf b = rbuf_of(wire, sizeof(wire));
	struct nlri n = { .family = 77 };

	(void)state;
	assert_int_equal(nlri_read(&b, FAMILY_IPV4_UNICAST, true, &n,
	    NULL), -1);
	assert_int_equal(n.family, 77);
	assert_int_equal(b.left, sizeof(wire));
}

/* Of VPLS: a path id, RD 64500:1, site 3, block of 8 from 2, base 2048. */
static const uint8_t keyed[] = { 0, 0, 0, 9, 0, 17, 0, 0, 0xfb, 0xf4, 0, 0, 0,
	1, 0, 3, 0, 2, 0, 8, 0, 0x80, 1 };

static void
reads_and_writes_keys(void **state)
{
	struct rbuf b = rbuf_of(keyed, sizeof(keyed));
	uint8_t octets[NLRI_ROOM], out[128];
	struct wbuf room, w;
	struct nlri n, m;

	(void)state;
	wbuf_fixed(&room, octets, sizeof(octets));
	assert_int_equal(nlri_read(&b, FAMILY_VPLS, NLRI_ADD_PATH, &n, &room),
	    0);
	assert_int_equal(b.left, 0);
	assert_int_equal(n.path_id, 9);
	assert_int_equal(n.key.left, 14);
	assert_memory_equal(n.key.p, keyed + 6, 14);
	assert_int_equal(n.carried.left, 3);
	assert_memory_equal(n.carried.p, keyed + 20, 3);
	assert_int_equal(room.len, 17);
	assert_true(nlri_is_sound(&n));
	wbuf_fixed(&w, out, sizeof(out));
	nlri_write(&w, &n, NLRI_ADD_PATH);
	assert_int_equal(w.len, nlri_write_size(&n, NLRI_ADD_PATH));
	assert_int_equal(w.len, sizeof(keyed));
	assert_memory_equal(out, keyed, sizeof(keyed));
	/* the same thing, whatever else is said of it */
	m = n;
	m.path_id = 10;
	m.carried = rbuf_of("\1\2\3", 3);
	assert_true(nlri_same(&n, &m));
	m.key.left--;
	assert_false(nlri_same(&n, &m));
	assert_false(nlri_is_sound(&m));
	/* another behind it in the same room */
	b = rbuf_of(keyed + 4, sizeof(keyed) - 4);
	assert_int_equal(nlri_read(&b, FAMILY_VPLS, 0, &m, &room), 0);
	assert_int_equal(room.len, 34);
	assert_true(nlri_same(&n, &m));
	wbuf_reset(&w);
	nlri_print(&w, &n);
	wbuf_u8(&w, 0);
	assert_string_equal((const char *)out, "rd 64500:1 endpoint 3 "
	    "base 2048 offset 2 size 8 path-information 0.0.0.9");
}

static void
withdraws_say_their_key(void **state)
{
	/* two labels, or the one of a withdraw and a prefix */
	static const uint8_t labelled[] = { 48, 0x80, 0, 0, 203, 0, 113 };
	struct rbuf b = rbuf_of(keyed + 4, sizeof(keyed) - 4);
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;

	(void)state;
	wbuf_fixed(&room, octets, sizeof(octets));
	assert_int_equal(nlri_read(&b, FAMILY_VPLS, NLRI_WITHDRAW, &n, &room),
	    0);
	assert_int_equal(n.key.left, 14);
	assert_int_equal(n.carried.left, 0);
	b = rbuf_of(keyed + 4, sizeof(keyed) - 4);
	assert_int_equal(nlri_read(&b, FAMILY_VPLS, NLRI_WITHDRAW |
	    NLRI_CARRIED, &n, &room), 0);
	assert_int_equal(n.carried.left, 3);
	/* a family with a reader of its own for them */
	b = rbuf_of(labelled, sizeof(labelled));
	assert_int_equal(nlri_read(&b, FAMILY_IPV4_LABELLED, 0, &n, &room),
	    0);
	assert_int_equal(n.key.left, 1);
	b = rbuf_of(labelled, sizeof(labelled));
	assert_int_equal(nlri_read(&b, FAMILY_IPV4_LABELLED, NLRI_WITHDRAW,
	    &n, &room), 0);
	assert_int_equal(n.key.left, 4);
}

static void
leaves_out_what_does_not_fit(void **state)
{
	struct nlri n = { .family = 77 };
	uint8_t octets[15];
	struct wbuf room;
	struct rbuf b = rbuf_of(keyed + 4, sizeof(keyed) - 4);
	size_t i;

	(void)state;
	wbuf_fixed(&room, octets, sizeof(octets));
	assert_int_equal(nlri_read(&b, FAMILY_VPLS, 0, &n, &room), 1);
	assert_int_equal(b.left, 0);
	assert_int_equal(room.len, 0);
	assert_false(room.failed);
	assert_int_equal(n.family, 77);
	for (i = 0; i < sizeof(keyed) - 4; i++) {
		b = rbuf_of(keyed + 4, i);
		assert_int_equal(nlri_read(&b, FAMILY_VPLS, 0, &n, &room),
		    -1);
		assert_int_equal(b.left, i);
		assert_int_equal(nlri_check(b, FAMILY_VPLS, 0), i == 0 ? 0 :
		    -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes),
		cmocka_unit_test(checks_a_field),
		cmocka_unit_test(leaves_outputs_alone),
		cmocka_unit_test(reads_and_writes_keys),
		cmocka_unit_test(withdraws_say_their_key),
		cmocka_unit_test(leaves_out_what_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
