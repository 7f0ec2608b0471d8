/* SPDX-License-Identifier: ISC */
/* ROUTE-REFRESH: RFC 2918, RFC 7313 5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/message.h"
#include "refresh.h"

static const struct negotiated neg = {
	.families = 1 << FAMILY_IPV4_UNICAST, .refresh = 1,
	.enhanced_refresh = 1,
};

static enum refresh_verdict
check(const struct negotiated *n, const char *body, size_t len,
    struct sr_refresh *r, struct notify *err)
{
	enum refresh_verdict v;
	const char *why = NULL;
	uint8_t msg[64] = { 0 };

	memcpy(msg + MSG_HEADER, body, len);
	v = refresh_check(n, rbuf_of(msg, MSG_HEADER + len), r, err, &why);
	if (v == REFRESH_IGNORE)
		assert_non_null(why);
	return v;
}

static void
verdicts(void **state)
{
	struct negotiated old = neg;
	struct sr_refresh r;
	struct notify e;

	(void)state;
	assert_int_equal(check(&neg, "\0\1\0\1", 4, &r, &e), REFRESH_OK);
	assert_int_equal(r.afi, 1);
	assert_int_equal(check(&neg, "\0\1\1\1", 4, &r, &e), REFRESH_OK);
	assert_int_equal(r.subtype, 1);
	assert_int_equal(check(&neg, "\0\1\3\1", 4, &r, &e), REFRESH_IGNORE);
	assert_int_equal(check(&neg, "\0\2\0\1", 4, &r, &e), REFRESH_IGNORE);
	assert_int_equal(check(&neg, "\0\63\0\1", 4, &r, &e), REFRESH_IGNORE);
	assert_int_equal(check(&neg, "\0\1\0\1\1", 5, &r, &e), REFRESH_OK);
	assert_int_equal(check(&neg, "\0\1\2\1\1", 5, &r, &e), REFRESH_ERROR);
	assert_int_equal(e.code, NOTIFY_REFRESH);
	assert_int_equal(e.subcode, 1);
	assert_int_equal(e.len, MSG_HEADER + 5);
	old.enhanced_refresh = 0;
	assert_int_equal(check(&old, "\0\1\2\1", 4, &r, &e), REFRESH_OK);
	assert_int_equal(r.subtype, 0);
	old.refresh = 0;
	assert_int_equal(check(&old, "\0\1\0\1", 4, &r, &e), REFRESH_IGNORE);
}

static void
written(void **state)
{
	uint8_t room[64];
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, room, sizeof(room));
	refresh_write(&w, FAMILY_IPV6_UNICAST, 1);
	assert_int_equal(w.len, 23);
	assert_memory_equal(room + 16, "\0\27\5\0\2\1\1", 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts),
		cmocka_unit_test(written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
