/* SPDX-License-Identifier: ISC */
/* NLRI of answers: what does not read is not so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/family.h"
#include "nlri_said.h"

static const uint8_t net[16] = { 192, 0, 2 };

static void
prefixes(void **state)
{
	struct nlri_said s = { .afi = 1, .safi = 1, .plen = 24, .prefix = net };
	uint8_t buf[64];
	struct wbuf w;

	(void)state;
	assert_true(nlri_said_ok(&s));
	wbuf_fixed(&w, buf, sizeof(buf));
	nlri_said_put(&w, &s);
	assert_int_equal(w.len, strlen("192.0.2.0/24"));
	assert_memory_equal(w.p, "192.0.2.0/24", w.len);
	s.plen = 33;
	assert_false(nlri_said_ok(&s));
	s.afi = 9;
	assert_false(nlri_said_ok(&s));
	s = (struct nlri_said){ .afi = 1, .safi = 1, .prefix = net,
	    .octets = rbuf_of(net, 1) };
	assert_false(nlri_said_ok(&s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prefixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
