/* SPDX-License-Identifier: ISC */
/* Records octet for octet, worked out from RFC 6396 4.4 and RFC 8050 3. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "output_mrt.h"

static const uint8_t update[] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 23, 2,
	0, 0, 0, 0,
};
static const uint8_t keepalive[] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 19, 4,
};

static struct malformed_view
sample(const uint8_t *msg, size_t len)
{
	struct malformed_view v = { .msg = rbuf_of(msg, len) };

	v.o.at_ms = INT64_C(0x01020304) * 1000 + 250;
	v.o.peer_as = 64497;
	v.o.local_as = 64496;
	(void)addr_parse("192.0.2.2", &v.o.remote);
	(void)addr_parse("192.0.2.1", &v.o.local);
	return v;
}

static void
expect(const struct malformed_view *v, const uint8_t *want, size_t len)
{
	struct command cmd = { .action = ACTION_MALFORMED };
	struct output o;

	output_init(&o, &output_mrt, &cmd, -1, false);
	output_begin(&o);
	o.form->malformed(&o, v);
	assert_int_equal(o.w.len, len + v->msg.left);
	assert_memory_equal(o.w.p, want, len);
	if (v->msg.left > 0)
		assert_memory_equal(o.w.p + len, v->msg.p, v->msg.left);
	output_free(&o);
}

static void
writes_each_subtype(void **state)
{
	uint8_t as2[] = {
		1, 2, 3, 4, 0, 17, 0, 1, 0, 0, 0, 43, 0, 3, 0xd0, 0x90,
		0xfb, 0xf1, 0xfb, 0xf0, 0, 0, 0, 1, 192, 0, 2, 2, 192, 0, 2, 1,
	};
	uint8_t as4[] = {
		1, 2, 3, 4, 0, 17, 0, 4, 0, 0, 0, 47, 0, 3, 0xd0, 0x90,
		0, 0, 0xfb, 0xf1, 0, 0, 0xfb, 0xf0, 0, 0, 0, 1,
		192, 0, 2, 2, 192, 0, 2, 1,
	};
	struct malformed_view v = sample(update, sizeof(update));

	(void)state;
	expect(&v, as2, sizeof(as2));
	v.o.add_path = 1;
	as2[7] = 8;
	expect(&v, as2, sizeof(as2));
	v.o.as4 = 1;
	as4[7] = 9;
	expect(&v, as4, sizeof(as4));
	v.o.add_path = 0;
	as4[7] = 4;
	expect(&v, as4, sizeof(as4));
}

static void
writes_ipv6(void **state)
{
	static const uint8_t want[] = {
		1, 2, 3, 4, 0, 17, 0, 4, 0, 0, 0, 67, 0, 3, 0xd0, 0x90,
		0, 0, 0xfb, 0xf1, 0, 0, 0xfb, 0xf0, 0, 7, 0, 2,
		0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2,
		0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
	};
	struct malformed_view v = sample(keepalive, sizeof(keepalive));

	(void)state;
	v.o.as4 = 1;
	(void)addr_parse("fe80::2%7", &v.o.remote);
	(void)addr_parse("fe80::1%7", &v.o.local);
	expect(&v, want, sizeof(want));
}

/*
 * The subtype says how wide an AS_PATH is, and where there is one it must not
 * lie; other messages name an AS that is wide whole.
 */
static void
does_not_lie_about_as_paths(void **state)
{
	static const uint8_t trans[] = {
		1, 2, 3, 4, 0, 17, 0, 1, 0, 0, 0, 43, 0, 3, 0xd0, 0x90,
		0x5b, 0xa0, 0xfb, 0xf0,
	};
	static const uint8_t wide[] = {
		1, 2, 3, 4, 0, 17, 0, 4, 0, 0, 0, 43, 0, 3, 0xd0, 0x90,
		0, 1, 0, 0, 0, 0, 0xfb, 0xf0,
	};
	struct command cmd = { .action = ACTION_MALFORMED };
	struct malformed_view v = sample(update, sizeof(update));
	struct output o;

	(void)state;
	v.o.peer_as = 65536;
	output_init(&o, &output_mrt, &cmd, -1, false);
	o.form->malformed(&o, &v);
	assert_memory_equal(o.w.p, trans, sizeof(trans));
	wbuf_reset(&o.w);
	v.msg = rbuf_of(keepalive, sizeof(keepalive));
	o.form->malformed(&o, &v);
	assert_memory_equal(o.w.p, wide, sizeof(wide));
	output_free(&o);
}

/* Nothing is known of the addresses, and next to nothing was read. */
static void
writes_what_there_is(void **state)
{
	static const uint8_t want[] = {
		1, 2, 3, 4, 0, 17, 0, 1, 0, 0, 0, 20, 0, 3, 0xd0, 0x90,
		0xfb, 0xf1, 0xfb, 0xf0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
	};
	struct malformed_view v = sample(keepalive, 0);

	(void)state;
	v.o.remote = v.o.local = (struct addr){ 0 };
	expect(&v, want, sizeof(want));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_each_subtype),
		cmocka_unit_test(writes_ipv6),
		cmocka_unit_test(does_not_lie_about_as_paths),
		cmocka_unit_test(writes_what_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
