/* SPDX-License-Identifier: ISC */
/*
 * OPEN: bytes worked out from RFC 4271, 5492, 6793 and 9072, and every way in
 * which a stranger may cut or stretch them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/message.h"
#include "bgp/open.h"

static const uint8_t whole[] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0x00, 0x35, 0x01, 0x04, 0xff, 0xfd, 0x00, 0xb4,
	0x0a, 0x00, 0x00, 0x02, 0x18,
	0x02, 0x06, 0x01, 0x04, 0x00, 0x02, 0x00, 0x01,
	0x02, 0x06, 0x41, 0x04, 0x00, 0x00, 0xff, 0xfd,
	0x02, 0x02, 0x06, 0x00,
	0x02, 0x02, 0x4d, 0x00,
};

static void
sample(struct open *o)
{
	memset(o, 0, sizeof(*o));
	capabilities_init(&o->caps);
	o->as = 65533;
	o->hold_time = 180;
	o->id = 0x0a000002;
	o->caps.mp.n = 1;
	o->caps.mp.v[0] = (struct afi_safi){ .afi = 2, .safi = 1 };
	o->caps.has_as4 = true;
	o->caps.as4 = 65533;
	o->caps.extended_message = true;
	o->caps.link_local = true;
}

static void
writes_one_capability_a_parameter(void **state)
{
	uint8_t buf[MSG_MAX];
	struct wbuf w;
	struct open o;

	(void)state;
	sample(&o);
	wbuf_fixed(&w, buf, sizeof(buf));
	open_write(&w, &o);
	assert_false(w.failed);
	assert_int_equal(w.len, sizeof(whole));
	assert_memory_equal(buf, whole, sizeof(whole));
}

static void
reads_back(void **state)
{
	struct notify err;
	struct open o;

	(void)state;
	assert_int_equal(open_read(rbuf_of(whole + MSG_HEADER,
	    sizeof(whole) - MSG_HEADER), &o, &err), 0);
	assert_int_equal(o.as, 65533);
	assert_int_equal(o.hold_time, 180);
	assert_int_equal(o.id, 0x0a000002);
	assert_int_equal(o.caps.mp.n, 1);
	assert_true(o.caps.link_local);
	assert_true(o.caps.extended_message);
	assert_false(o.caps.refresh);
}

static void
refuses_every_truncation(void **state)
{
	struct notify err;
	struct open o, before;
	size_t n;

	(void)state;
	memset(&before, 0x5a, sizeof(before));
	o = before;
	for (n = 0; n < sizeof(whole) - MSG_HEADER; n++) {
		memset(&err, 0, sizeof(err));
		assert_int_equal(open_read(rbuf_of(whole + MSG_HEADER, n), &o,
		    &err), -1);
		assert_int_equal(err.code, NOTIFY_OPEN);
		assert_int_equal(err.subcode, OPEN_UNSPECIFIC);
	}
	assert_memory_equal(&o, &before, sizeof(o));
}

struct bad {
	const char	*what;
	uint8_t		 at;		/* octet of the body */
	uint8_t		 n;
	uint8_t		 v[4];
	uint8_t		 subcode;
	uint8_t		 len;
	uint8_t		 data[4];
};

static const struct bad bads[] = {
	{ "version", 0, 1, { 3 }, OPEN_VERSION, 2, { 0, 4 } },
	{ "AS 0", 1, 2, { 0, 0 }, OPEN_PEER_AS, 4, { 0, 0, 0, 0 } },
	{ "AS4 0", 22, 4, { 0, 0, 0, 0 }, OPEN_PEER_AS, 4, { 0, 0, 0, 0 } },
	{ "hold 1", 3, 2, { 0, 1 }, OPEN_HOLD_TIME, 2, { 0, 1 } },
	{ "hold 2", 3, 2, { 0, 2 }, OPEN_HOLD_TIME, 2, { 0, 2 } },
	{ "id 0", 5, 4, { 0, 0, 0, 0 }, OPEN_ID, 4, { 0, 0, 0, 0 } },
	{ "parameter 1", 26, 1, { 1 }, OPEN_PARAM, 4, { 1, 2, 6, 0 } },
	{ "capability overruns", 29, 1, { 1 }, OPEN_UNSPECIFIC, 0, { 0 } },
	{ "AS4 of 3", 21, 1, { 3 }, OPEN_UNSPECIFIC, 0, { 0 } },
	{ "optional length", 9, 1, { 0xff }, OPEN_UNSPECIFIC, 0, { 0 } },
};

static void
refuses_what_is_wrong(void **state)
{
	uint8_t body[sizeof(whole) - MSG_HEADER];
	struct notify err;
	struct open o;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bads) / sizeof(bads[0]); i++) {
		memcpy(body, whole + MSG_HEADER, sizeof(body));
		memcpy(body + bads[i].at, bads[i].v, bads[i].n);
		if (open_read(rbuf_of(body, sizeof(body)), &o, &err) != -1)
			fail_msg("%s was taken", bads[i].what);
		if (err.code != NOTIFY_OPEN ||
		    err.subcode != bads[i].subcode ||
		    err.len != bads[i].len)
			fail_msg("%s: %u/%u with %u octets", bads[i].what,
			    err.code, err.subcode, err.len);
		assert_memory_equal(err.data, bads[i].data, err.len);
	}
}

/* 260 octets one by one are 252 together. */
static void
together_when_they_are_many(void **state)
{
	uint8_t buf[MSG_MAX];
	struct notify err;
	struct open o, back;
	struct wbuf w;

	(void)state;
	sample(&o);
	memset(o.caps.host, 'h', 230);
	wbuf_fixed(&w, buf, sizeof(buf));
	open_write(&w, &o);
	assert_false(w.failed);
	assert_int_equal(buf[28], 252);
	assert_int_equal(buf[29], 2);
	assert_int_equal(buf[30], 250);
	assert_int_equal(open_read(rbuf_of(buf + MSG_HEADER,
	    w.len - MSG_HEADER), &back, &err), 0);
	assert_string_equal(back.caps.host, o.caps.host);
}

static void
wide_form_there_and_back(void **state)
{
	uint8_t buf[MSG_MAX];
	struct notify err;
	struct open o, back;
	struct wbuf w;
	size_t n;

	(void)state;
	sample(&o);
	memset(o.caps.host, 'h', 200);
	memset(o.caps.version, 'v', 60);
	wbuf_fixed(&w, buf, sizeof(buf));
	open_write(&w, &o);
	assert_false(w.failed);
	assert_int_equal(buf[28], 255);
	assert_int_equal(buf[29], 255);
	assert_int_equal(open_read(rbuf_of(buf + MSG_HEADER,
	    w.len - MSG_HEADER), &back, &err), 0);
	assert_string_equal(back.caps.host, o.caps.host);
	assert_string_equal(back.caps.version, o.caps.version);
	for (n = 0; n < w.len - MSG_HEADER; n++)
		assert_int_equal(open_read(rbuf_of(buf + MSG_HEADER, n), &back,
		    &err), -1);
}

static void
as_trans_needs_capability_65(void **state)
{
	static const uint8_t plain[] = {
		4, 0x5b, 0xa0, 0, 180, 10, 0, 0, 2, 0
	};
	struct notify err;
	struct open o;

	(void)state;
	assert_int_equal(open_read(rbuf_of(plain, sizeof(plain)), &o, &err),
	    -1);
	assert_int_equal(err.subcode, OPEN_PEER_AS);
	assert_int_equal(err.data[2] << 8 | err.data[3], AS_TRANS);
}

/* The list alone, as it stands; not of a body that open_read refuses. */
static void
gives_the_capabilities_in_order(void **state)
{
	static const uint8_t list[] = {
		0x01, 0x04, 0x00, 0x02, 0x00, 0x01,
		0x41, 0x04, 0x00, 0x00, 0xff, 0xfd,
		0x06, 0x00, 0x4d, 0x00,
	};
	struct rbuf body = rbuf_of(whole + MSG_HEADER,
	    sizeof(whole) - MSG_HEADER);
	uint8_t buf[MSG_MAX];
	struct wbuf w;
	size_t n;

	(void)state;
	wbuf_fixed(&w, buf, sizeof(buf));
	assert_int_equal(open_capabilities(body, &w), 0);
	assert_int_equal(w.len, sizeof(list));
	assert_memory_equal(buf, list, sizeof(list));
	for (n = 0; n < body.left; n++)
		assert_int_equal(open_capabilities(rbuf_of(body.p, n), &w),
		    -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_one_capability_a_parameter),
		cmocka_unit_test(reads_back),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_what_is_wrong),
		cmocka_unit_test(together_when_they_are_many),
		cmocka_unit_test(wide_form_there_and_back),
		cmocka_unit_test(as_trans_needs_capability_65),
		cmocka_unit_test(gives_the_capabilities_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
