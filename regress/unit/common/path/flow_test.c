/* SPDX-License-Identifier: ISC */
/*
 * Rows of flow specification components: complete, and with names that say
 * one thing; and, over rules made at random, that words and octets are each
 * other's inverse.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/flow_help.h"
#include "common/seed.h"

enum { ROUNDS = 3000 };

static void
has_a_row_for_each_type(void **state)
{
	unsigned type;

	(void)state;
	for (type = 1; type < FLOW_TYPES; type++) {
		assert_non_null(flow_row(type, ADDR_V6));
		if (type != FLOW_LABEL)
			assert_non_null(flow_row(type, ADDR_V4));
		assert_non_null(flow_word(type, ADDR_V6));
	}
	assert_null(flow_row(0, ADDR_V4));
	assert_null(flow_row(FLOW_LABEL, ADDR_V4));
	assert_null(flow_row(FLOW_TYPES, ADDR_V6));
}

static void
names_are_printed_for_one_value(void **state)
{
	const struct flow_row *row;
	const struct flow_name *n;
	unsigned type;

	(void)state;
	for (type = 1; type < FLOW_TYPES; type++) {
		row = flow_row(type, ADDR_V6);
		for (n = row->names; n != NULL && n->name != NULL; n++) {
			if (n->read_only)
				continue;
			if (n->v4 >= 0)
				assert_ptr_equal(flow_name_of(row, ADDR_V4,
				    (uint64_t)n->v4), n->name);
			if (n->v6 >= 0)
				assert_ptr_equal(flow_name_of(row, ADDR_V6,
				    (uint64_t)n->v6), n->name);
		}
	}
}

static void
walks_components(void **state)
{
	struct rule r;
	struct flow_part p = { 0 };
	struct flow_op o;
	struct rbuf b;
	struct addr a;
	struct text_error e;
	char text[ADDR_TEXT];

	(void)state;
	assert_int_equal(rule_of_words("source 2001:db8::5/128/120 "
	    "port [ >8080&<8088 =3128 ]", ADDR_NONE, &r, &e), 0);
	b = key_of(&r);
	assert_int_equal(flow_next(&b, ADDR_V6, &p), 1);
	assert_int_equal(p.type, FLOW_SOURCE);
	assert_int_equal(p.len, 128);
	assert_int_equal(p.offset, 120);
	assert_int_equal(p.pattern.left, 1);
	a = flow_part_addr(&p, ADDR_V6);
	assert_string_equal(addr_print(&a, text, sizeof(text)), "::5");
	assert_int_equal(flow_next(&b, ADDR_V6, &p), 1);
	assert_int_equal(p.type, FLOW_PORT);
	assert_int_equal(flow_next_op(&p.ops, &o), 1);
	assert_int_equal(o.op, 0x12);
	assert_int_equal(o.value, 8080);
	assert_int_equal(flow_next_op(&p.ops, &o), 1);
	assert_int_equal(o.op, 0x54);
	assert_int_equal(flow_next_op(&p.ops, &o), 1);
	assert_int_equal(o.op, 0x91);
	assert_int_equal(flow_next_op(&p.ops, &o), 0);
	assert_int_equal(flow_next(&b, ADDR_V6, &p), 0);
}

static void
one_round(struct flow_family k)
{
	static struct rule a, b;
	uint8_t wire[FLOW_MAX + 2];
	struct text_error e;
	struct wbuf w;
	char *text, *again;

	wbuf_fixed(&w, wire, sizeof(wire));
	random_rule(&w, k, false);
	assert_false(w.failed);
	if (rule_of_octets(wbuf_view(&w), k, &a) == -1)
		fail_msg("a well-formed rule was refused");
	/* octets → words → octets */
	text = words_of_rule(&a);
	if (rule_of_words(text, k.af, &b, &e) == -1)
		fail_msg("%s: %s", text, e.msg);
	assert_same_rule(&a, &b);
	/* words → octets → words */
	wbuf_fixed(&w, wire, sizeof(wire));
	flow_write(&w, key_of(&b));
	assert_int_equal(w.len, flow_write_size(key_of(&b)));
	assert_int_equal(rule_of_octets(wbuf_view(&w), k, &a), 0);
	assert_same_rule(&a, &b);
	again = words_of_rule(&a);
	assert_string_equal(text, again);
	free(text);
	free(again);
}

static void
words_and_octets_are_inverse(void **state)
{
	unsigned i;

	(void)state;
	seed_random();
	for (i = 0; i < ROUNDS; i++) {
		one_round(V4);
		one_round(V6);
		one_round(V4_VPN);
		one_round(V6_VPN);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_a_row_for_each_type),
		cmocka_unit_test(names_are_printed_for_one_value),
		cmocka_unit_test(walks_components),
		cmocka_unit_test(words_and_octets_are_inverse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
