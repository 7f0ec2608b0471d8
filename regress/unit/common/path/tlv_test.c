/* SPDX-License-Identifier: ISC */
/* Heads of each width, there and back, and what does not fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/tlv.h"

static void
there_and_back(void **state)
{
	uint8_t octets[16], body[] = { 1, 2, 3 };
	unsigned t, l;
	uint16_t type;
	struct rbuf b, v;
	struct wbuf w;
	size_t at;

	(void)state;
	for (t = 1; t <= 2; t++)
		for (l = 1; l <= 2; l++) {
			wbuf_fixed(&w, octets, sizeof(octets));
			at = tlv_begin(&w, t, l, t == 1 ? 0x9a : 0x1234);
			wbuf_bytes(&w, body, sizeof(body));
			tlv_end(&w, at, l);
			assert_int_equal(w.len, t + l + 3);
			b = wbuf_view(&w);
			assert_int_equal(tlv_read(&b, t, l, &type, &v), 0);
			assert_int_equal(type, t == 1 ? 0x9a : 0x1234);
			assert_int_equal(v.left, 3);
			assert_memory_equal(v.p, body, 3);
			assert_int_equal(b.left, 0);
			for (at = 0; at < w.len; at++) {
				b = rbuf_of(octets, at);
				assert_int_equal(tlv_read(&b, t, l, &type,
				    &v), -1);
				assert_int_equal(b.left, at);
			}
		}
}

static void
is_too_long(void **state)
{
	struct wbuf w;
	size_t at;

	(void)state;
	wbuf_growable(&w, 1 << 20);
	at = tlv_begin(&w, 1, 1, 5);
	assert_non_null(wbuf_reserve(&w, 256));
	tlv_end(&w, at, 1);
	assert_true(w.failed);
	wbuf_reset(&w);
	at = tlv_begin(&w, 1, 2, 5);
	assert_non_null(wbuf_reserve(&w, 65536));
	tlv_end(&w, at, 2);
	assert_true(w.failed);
	wbuf_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
