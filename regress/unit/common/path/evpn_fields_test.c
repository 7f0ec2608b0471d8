/* SPDX-License-Identifier: ISC */
/* Fields of EVPN routes: rows agree with themselves, octets with fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/evpn.h"

static void
rows_agree_with_themselves(void **state)
{
	const struct evpn_row *r;
	unsigned type;

	(void)state;
	for (type = 0; type < 256; type++) {
		r = evpn_row((uint8_t)type);
		assert_int_equal(r != NULL, type >= 1 && type <= 5);
		if (r == NULL)
			continue;
		assert_ptr_equal(evpn_row_by_word(r->word), r);
		assert_int_equal(r->carried & ~r->fields, 0);
		assert_int_equal(r->needs & ~r->fields, 0);
		assert_int_equal(r->needs & r->carried, 0);
		assert_int_equal(r->labels > 0,
		    (r->fields & EVPN_LABEL) != 0);
	}
	assert_null(evpn_row_by_word("type"));
	assert_null(evpn_row_by_word(""));
}

/* These octets, all of them. */
static void
assert_puts(const struct evpn_row *r, const struct evpn *v, struct rbuf octets)
{
	uint8_t wire[64];
	struct wbuf w;

	wbuf_fixed(&w, wire, sizeof(wire));
	evpn_put(r, v, &w, &w);
	assert_int_equal(w.len, octets.left);
	assert_memory_equal(wire, octets.p, w.len);
}

static void
takes_what_was_put(void **state)
{
	const struct evpn_row *r = evpn_row(2);
	struct evpn v = { .rd = { 0, 1, 192, 0, 2, 1, 0, 7 }, .esi = { 1 },
	    .tag = 100, .mac = { 0, 0, 0x5e, 0, 0x53, 1 },
	    .ip = addr_v4(0xc0000207), .labels = { 0, 6, 0x41 },
	    .labels_size = 3 };
	struct evpn got;
	uint8_t key[64], carried[64], wire[64];
	struct wbuf k, c, w;

	(void)state;
	wbuf_fixed(&k, key, sizeof(key));
	wbuf_fixed(&c, carried, sizeof(carried));
	wbuf_fixed(&w, wire, sizeof(wire));
	evpn_put(r, &v, &k, &c);
	evpn_put(r, &v, &w, &w);
	assert_int_equal(w.len, 37);
	assert_int_equal(k.len, 24);
	assert_int_equal(c.len, 13);
	assert_int_equal(evpn_take_wire(r, wbuf_view(&w), &got), 0);
	assert_puts(r, &got, wbuf_view(&w));
	assert_int_equal(got.tag, 100);
	assert_int_equal(got.ip.af, ADDR_V4);
	assert_int_equal(evpn_take_parts(r, wbuf_view(&k), wbuf_view(&c),
	    &got), 0);
	assert_puts(r, &got, wbuf_view(&w));
	assert_true(evpn_has_esi(&got));
	assert_false(evpn_has_gateway(&got));
	/* nothing carried */
	assert_int_equal(evpn_take_parts(r, wbuf_view(&k), rbuf_of(NULL, 0),
	    &got), 0);
	assert_false(evpn_has_esi(&got));
	assert_int_equal(got.labels_size, 3);
	assert_int_equal(got.labels[2], 0);
	/* what does not fill its octets changes nothing */
	got = v;
	wbuf_u8(&w, 0);
	assert_int_equal(evpn_take_wire(r, wbuf_view(&w), &got), -1);
	wbuf_truncate(&w, w.len - 1);
	assert_int_equal(evpn_take_parts(r, rbuf_of(key, k.len - 1),
	    wbuf_view(&c), &got), -1);
	assert_int_equal(evpn_take_parts(r, wbuf_view(&k),
	    rbuf_of(carried, 12), &got), -1);
	assert_puts(r, &got, wbuf_view(&w));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_agree_with_themselves),
		cmocka_unit_test(takes_what_was_put),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
