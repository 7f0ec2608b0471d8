/* SPDX-License-Identifier: ISC */
/* OPERATIONAL messages: octets of each kind, and how they travel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/operational.h"

static struct operational
sample(const char *word)
{
	return (struct operational){
		.kind = operational_by_word(word),
		.family = FAMILY_IPV6_UNICAST, .router_id = 0xc0000207,
		.sequence = 1, .counter = 2, .advisory = rbuf_of("so so", 5),
	};
}

static void
writes_each_form(void **state)
{
	static const uint8_t advisory[] = { 0, 31, 6, 0, 2, 0, 8, 0, 2, 1,
	    's', 'o', ' ', 's', 'o' };
	static const uint8_t query[] = { 0, 34, 6, 0, 3, 0, 11, 0, 2, 1,
	    10, 0, 0, 1, 0, 0, 0, 1 };
	static const uint8_t counter[] = { 0, 38, 6, 0, 8, 0, 15, 0, 2, 1,
	    192, 0, 2, 7, 0, 0, 0, 1, 0, 0, 0, 2 };
	struct operational o;
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, 4096);
	o = sample("ASM");
	operational_write(&w, &o, 0x0a000001);
	assert_int_equal(w.len, 16 + sizeof(advisory));
	assert_memory_equal(w.p + 16, advisory, sizeof(advisory));
	o = sample("rpcq");
	o.router_id = 0;		/* the session's */
	operational_write(&w, &o, 0x0a000001);
	assert_memory_equal(w.p + w.len - sizeof(query), query,
	    sizeof(query));
	o = sample("lpcp");
	operational_write(&w, &o, 0x0a000001);
	assert_memory_equal(w.p + w.len - sizeof(counter), counter,
	    sizeof(counter));
	assert_false(w.failed);
	wbuf_free(&w);
}

static void
has_a_row_for_each_kind(void **state)
{
	const struct operational_kind *k;
	unsigned i;

	(void)state;
	for (i = 0; (k = operational_kind(i)) != NULL; i++) {
		assert_ptr_equal(operational_by_type(k->type), k);
		assert_ptr_equal(operational_by_word(k->word), k);
		assert_ptr_equal(operational_by_word(k->name), k);
	}
	assert_int_equal(i, 8);
	assert_null(operational_by_type(0));
	assert_null(operational_by_type(9));
	assert_null(operational_by_word("abc"));
}

static void
travels(void **state)
{
	const struct operational_kind *k;
	struct operational o, got;
	struct rbuf b, cut;
	struct wbuf w;
	unsigned i;
	size_t n;

	(void)state;
	wbuf_growable(&w, 4096);
	for (i = 0; (k = operational_kind(i)) != NULL; i++) {
		o = sample(k->word);
		operational_pack(&w, &o);
	}
	b = wbuf_view(&w);
	for (i = 0; (k = operational_kind(i)) != NULL; i++) {
		cut = b;
		assert_int_equal(operational_unpack(&b, &got), 0);
		assert_ptr_equal(got.kind, k);
		assert_int_equal(got.family, FAMILY_IPV6_UNICAST);
		assert_int_equal(got.router_id, 0xc0000207);
		assert_int_equal(got.sequence, 1);
		assert_int_equal(got.counter, 2);
		assert_int_equal(got.advisory.left, 5);
		assert_memory_equal(got.advisory.p, "so so", 5);
		for (n = cut.left - b.left; n-- > 0;) {
			cut.left = n;
			assert_int_equal(operational_unpack(&cut, &o), -1);
			assert_int_equal(cut.left, n);
		}
	}
	assert_int_equal(b.left, 0);
	wbuf_free(&w);
}

static void
refuses_what_pack_does_not_write(void **state)
{
	static uint8_t octets[19 + OPERATIONAL_TEXT_MAX + 1] = { 0, 2, 0, 1,
	    1 };
	struct operational got;
	struct rbuf b;

	(void)state;
	b = rbuf_of(octets, 19);
	assert_int_equal(operational_unpack(&b, &got), 0);
	octets[1] = 9;			/* no such kind */
	b = rbuf_of(octets, 19);
	assert_int_equal(operational_unpack(&b, &got), -1);
	octets[1] = 2;
	octets[4] = 250;		/* no such family here */
	assert_int_equal(operational_unpack(&b, &got), 0);
	assert_int_equal(got.family, FAMILY_NONE);
	assert_int_equal(got.afi, 1);
	assert_int_equal(got.safi, 250);
	octets[4] = 0;			/* nor anywhere */
	b = rbuf_of(octets, 19);
	assert_int_equal(operational_unpack(&b, &got), -1);
	octets[4] = 1;
	octets[17] = (OPERATIONAL_TEXT_MAX + 1) >> 8;
	octets[18] = (OPERATIONAL_TEXT_MAX + 1) & 0xff;
	b = rbuf_of(octets, sizeof(octets));
	assert_int_equal(operational_unpack(&b, &got), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_each_form),
		cmocka_unit_test(has_a_row_for_each_kind),
		cmocka_unit_test(travels),
		cmocka_unit_test(refuses_what_pack_does_not_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
