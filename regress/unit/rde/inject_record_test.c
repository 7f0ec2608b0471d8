/* SPDX-License-Identifier: ISC */
/*
 * Every kind of record reads back as it was written; no part of one reads;
 * a frame counts whole, in its place, and unchanged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "inject_record.h"
#include "ipc/control.h"

static const uint8_t attrs[] = { 0x40, 1, 1, 0, 0x80, 4, 4, 0, 0, 0, 5 };
static const uint8_t set[] = { 0, 1, 0, 3, 1, 0 };

static struct inject_record
push(void)
{
	struct inject_record r = {
		.type = INJECT_PUSH,
	    .source = CTL_SRC_PROGRAM, .flags = INJECT_ALL | INJECT_LEASED,
		.set = 7, .body = 900, .id = 123456, .expires = 1LL << 40,
		.selector = "192.0.2.1 local-as 64500", .owner = "root",
		.reason = "a test", .name = "", .watchdog = "dog",
	};

	r.nlri = (struct nlri){ .family = FAMILY_IPV4_UNICAST,
	    .has_path_id = 1, .path_id = 9,
	    .prefix = { ADDR_V4, 25, { 198, 51, 100, 128 } } };
	return r;
}

static struct inject_record
body(void)
{
	struct inject_record r = { .type = INJECT_BODY, .body = 1023,
	    .prepend = 3, .octets = rbuf_of(attrs, sizeof(attrs)) };

	r.nexthop.global = addr_v4(0xc0000201);
	return r;
}

/* What was written, read again; nothing shorter reads. */
static struct inject_record
again(const struct inject_record *r, uint8_t *buf, size_t size)
{
	struct inject_record got = { 0 };
	uint8_t room[NLRI_ROOM];
	struct wbuf w, key;
	struct rbuf b;
	size_t n;

	wbuf_fixed(&w, buf, size);
	wbuf_fixed(&key, room, sizeof(room));
	inject_record_write(&w, r);
	assert_false(w.failed);
	for (n = 1; n < w.len; n++) {
		b = rbuf_of(buf, n);
		assert_int_equal(inject_record_next(&b, &got, &key), -1);
		assert_int_equal(b.left, n);
	}
	b = wbuf_view(&w);
	assert_int_equal(inject_record_next(&b, &got, &key), 1);
	assert_int_equal(b.left, 0);
	assert_int_equal(inject_record_next(&b, &got, &key), 0);
	assert_int_equal(got.type, r->type);
	assert_int_equal(got.set, r->set);
	assert_int_equal(got.id, r->id);
	return got;
}

static void
records_read_back(void **state)
{
	static const uint8_t small[] = { INJECT_POP, INJECT_TAKE,
	    INJECT_JOIN, INJECT_EXCLUDE, INJECT_KNOWN, INJECT_GONE };
	struct inject_record r = push(), got;
	uint8_t buf[1024];
	size_t i;

	(void)state;
	got = again(&r, buf, sizeof(buf));
	assert_int_equal(prefix_cmp(&got.nlri.prefix, &r.nlri.prefix), 0);
	assert_int_equal(got.nlri.path_id, 9);
	assert_int_equal(got.source, CTL_SRC_PROGRAM);
	assert_int_equal(got.body, 900);
	assert_true(got.expires == r.expires);
	assert_string_equal(got.selector, r.selector);
	assert_string_equal(got.owner, "root");
	assert_string_equal(got.reason, "a test");
	assert_string_equal(got.name, "");
	assert_string_equal(got.watchdog, "dog");
	r = body();
	got = again(&r, buf, sizeof(buf));
	assert_memory_equal(got.octets.p, attrs, sizeof(attrs));
	assert_true(addr_eq(&got.nexthop.global, &r.nexthop.global));
	assert_int_equal(got.prepend, 3);
	assert_int_equal(got.nexthop.octets.left, 0);
	r.nexthop = (struct nexthop){ .octets = rbuf_of(attrs, 3) };
	r.carried = rbuf_of(attrs, 2);
	got = again(&r, buf, sizeof(buf));
	assert_int_equal(got.nexthop.global.af, ADDR_NONE);
	assert_int_equal(got.nexthop.octets.left, 3);
	assert_memory_equal(got.nexthop.octets.p, attrs, 3);
	assert_int_equal(got.carried.left, 2);
	r = (struct inject_record){ .type = INJECT_SET, .set = 255,
	    .octets = rbuf_of(set, sizeof(set)) };
	got = again(&r, buf, sizeof(buf));
	assert_int_equal(got.octets.left, sizeof(set));
	for (i = 0; i < sizeof(small); i++) {
		r = (struct inject_record){ .type = small[i],
		    .set = small[i] == INJECT_POP ? 0 : 5,
		    .id = small[i] < INJECT_KNOWN ? 77 : 0 };
		(void)again(&r, buf, sizeof(buf));
	}
}

static void
refuse(const struct inject_record *r, size_t at, uint8_t value)
{
	struct inject_record got;
	uint8_t buf[1024];
	uint8_t room[NLRI_ROOM];
	struct wbuf w, key;
	struct rbuf b;

	wbuf_fixed(&w, buf, sizeof(buf));
	wbuf_fixed(&key, room, sizeof(room));
	inject_record_write(&w, r);
	if (at < w.len)
		buf[at] = value;
	b = wbuf_view(&w);
	assert_int_equal(inject_record_next(&b, &got, &key), -1);
}

static void
refuses_nonsense(void **state)
{
	struct inject_record r = push();
	static const uint8_t twice[] = { 0, 2, 0, 2 };

	(void)state;
	refuse(&r, 0, 0);
	refuse(&r, 0, INJECT_GONE + 1);
	refuse(&r, 6, CTL_SRC_CONFIG);
	refuse(&r, 8, 4);		/* a body's slot */
	refuse(&r, 10, FAMILY_MAX);
	refuse(&r, 12, 8);		/* octets of the NLRI: one less */
	refuse(&r, 12, 10);
	refuse(&r, 17, 33);		/* prefix length */
	r.id = 0;
	refuse(&r, 1024, 0);
	r = push();
	r.nlri.has_path_id = 0;
	r.expires = -1;
	refuse(&r, 1024, 0);
	r = body();
	refuse(&r, 3, 2);		/* self */
	refuse(&r, 5, 5);		/* address family */
	refuse(&r, 29, 0);		/* order of attributes */
	r = (struct inject_record){ .type = INJECT_SET,
	    .octets = rbuf_of(twice, sizeof(twice)) };
	refuse(&r, 1024, 0);
}

/* A row of families by number is one when an image has told of it. */
static void
refuses_a_family_that_is_none(void **state)
{
	static const uint8_t octets[] = { 1, 2, 3 };
	uint8_t buf[512], room[NLRI_ROOM];
	struct inject_record r = push(), got = { 0 };
	struct wbuf w, key;
	struct rbuf b;
	unsigned n;

	(void)state;
	r.nlri = (struct nlri){ .family = FAMILY_MAX - 1,
	    .key = rbuf_of(octets, sizeof(octets)) };
	for (n = 0; n < 2; n++) {
		wbuf_fixed(&w, buf, sizeof(buf));
		wbuf_fixed(&key, room, sizeof(room));
		inject_record_write(&w, &r);
		b = wbuf_view(&w);
		assert_int_equal(inject_record_next(&b, &got, &key),
		    n == 0 ? -1 : 1);
		assert_int_equal(family_others_set(FAMILY_MAX - 1, 16397, 99),
		    0);
	}
}

/* Each attribute is whole; together they are more than a set may be. */
static void
refuses_a_set_that_is_too_long(void **state)
{
	enum { HALF = 33000, HEAD = 4 };
	static uint8_t octets[2 * HALF], buf[2 * HALF + 64], room[NLRI_ROOM];
	struct inject_record r = body(), got = { 0 };
	struct wbuf w, key;
	struct rbuf b;
	size_t n;

	(void)state;
	for (n = 0; n < 2; n++)
		memcpy(octets + n * HALF, (const uint8_t[]){ 0xd0,
		    (uint8_t)(200 + n), (HALF - HEAD) >> 8,
		    (HALF - HEAD) & 0xff }, HEAD);
	for (n = 1; n <= 2; n++) {
		r.octets = rbuf_of(octets, n * HALF);
		wbuf_fixed(&w, buf, sizeof(buf));
		wbuf_fixed(&key, room, sizeof(room));
		inject_record_write(&w, &r);
		b = wbuf_view(&w);
		assert_int_equal(inject_record_next(&b, &got, &key),
		    n == 1 ? 1 : -1);
	}
}

static void
frames_count_whole(void **state)
{
	uint8_t buf[INJECT_HEADER + sizeof(attrs)];
	struct rbuf b, got;
	size_t i;

	(void)state;
	memcpy(buf + INJECT_HEADER, attrs, sizeof(attrs));
	inject_frame_header(buf, 4711, rbuf_of(attrs, sizeof(attrs)));
	b = rbuf_of(buf, sizeof(buf));
	assert_int_equal(inject_frame_next(&b, 4711, &got), 1);
	assert_int_equal(b.left, 0);
	assert_int_equal(got.left, sizeof(attrs));
	b = rbuf_of(buf, sizeof(buf));
	assert_int_equal(inject_frame_next(&b, 4712, &got), -1);
	for (i = 0; i < sizeof(buf); i++) {
		b = rbuf_of(buf, i);
		assert_int_equal(inject_frame_next(&b, 4711, &got), 0);
	}
	for (i = 4; i < sizeof(buf); i++) {
		buf[i] ^= 1;
		b = rbuf_of(buf, sizeof(buf));
		assert_int_equal(inject_frame_next(&b, 4711, &got), -1);
		buf[i] ^= 1;
	}
	memset(buf, 0, sizeof(buf));
	b = rbuf_of(buf, sizeof(buf));
	assert_int_equal(inject_frame_next(&b, 4711, &got), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_read_back),
		cmocka_unit_test(refuses_nonsense),
		cmocka_unit_test(refuses_a_family_that_is_none),
		cmocka_unit_test(refuses_a_set_that_is_too_long),
		cmocka_unit_test(frames_count_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
