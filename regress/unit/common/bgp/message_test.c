/* SPDX-License-Identifier: ISC */
/* RFC 4271 4.1 and 6.1: every bound, in the order in which it is checked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/message.h"

struct row {
	uint8_t		type;
	uint16_t	min;
	uint16_t	max;
	uint16_t	max_extended;
};

static const struct row rows[] = {
	{ MSG_OPEN, 29, 4096, 4096 },
	{ MSG_UPDATE, 23, 4096, 65535 },
	{ MSG_NOTIFICATION, 21, 4096, 65535 },
	{ MSG_KEEPALIVE, 19, 19, 19 },
	{ MSG_REFRESH, 23, 4096, 65535 },
};

static int
try(uint8_t type, unsigned len, bool extended, struct notify *err)
{
	uint8_t p[MSG_HEADER];
	struct message_head h = { 0 };
	int r;

	memset(p, 0xff, 16);
	p[16] = (uint8_t)(len >> 8);
	p[17] = (uint8_t)len;
	p[18] = type;
	r = message_head_read(p, extended, &h, err);
	if (r == 0) {
		assert_int_equal(h.len, len);
		assert_int_equal(h.type, type);
	}
	return r;
}

static void
every_length(void **state)
{
	struct notify err;
	unsigned i, len, ext, max;
	int want;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (ext = 0; ext < 2; ext++)
			for (len = 0; len <= 65535; len++) {
				max = ext ? rows[i].max_extended : rows[i].max;
				want = len >= rows[i].min && len <= max ?
				    0 : -1;
				if (try(rows[i].type, len, ext, &err) != want)
					fail_msg("type %u length %u",
					    rows[i].type, len);
				if (want == 0)
					continue;
				assert_int_equal(err.subcode, HEADER_LENGTH);
				assert_int_equal(err.len, 2);
				assert_int_equal(err.data[0] << 8 |
				    err.data[1], len);
			}
}

static void
marker_and_type(void **state)
{
	uint8_t p[MSG_HEADER];
	struct message_head h;
	struct notify err;
	unsigned i;

	(void)state;
	for (i = 0; i < 16; i++) {
		memset(p, 0xff, 16);
		p[i] = 0xfe;
		p[16] = p[17] = 0;	/* the marker comes first */
		assert_int_equal(message_head_read(p, true, &h, &err), -1);
		assert_int_equal(err.subcode, HEADER_SYNC);
	}
	for (i = 0; i < 256; i++) {
		if (i >= MSG_OPEN && i < MSG_TYPE_MAX)
			continue;
		assert_int_equal(try((uint8_t)i, 30, true, &err), -1);
		assert_int_equal(err.subcode, HEADER_TYPE);
		assert_int_equal(err.data[0], i);
	}
}

static void
written(void **state)
{
	uint8_t room[MSG_MAX];
	struct wbuf w;
	size_t at;

	(void)state;
	wbuf_fixed(&w, room, sizeof(room));
	wbuf_u8(&w, 7);
	at = message_begin(&w, MSG_KEEPALIVE);
	message_end(&w, at);
	assert_int_equal(w.len, 1 + MSG_HEADER);
	assert_memory_equal(room + 17, "\0\23\4", 3);
}

static void
names_types(void **state)
{
	char buf[16];

	(void)state;
	assert_string_equal(message_type_name(MSG_OPEN, buf, sizeof(buf)),
	    "OPEN");
	assert_string_equal(message_type_name(MSG_REFRESH, buf, sizeof(buf)),
	    "ROUTE-REFRESH");
	assert_string_equal(message_type_name(0, buf, sizeof(buf)), "type 0");
	assert_string_equal(message_type_name(255, buf, sizeof(buf)),
	    "type 255");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_length),
		cmocka_unit_test(marker_and_type),
		cmocka_unit_test(written),
		cmocka_unit_test(names_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
