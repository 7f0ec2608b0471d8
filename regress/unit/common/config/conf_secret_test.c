/* SPDX-License-Identifier: ISC */
/* Passwords to octets, and base64 both ways. */
#include "common/seed.h"
#include "conf_helper.h"

#include "config/conf_secret.h"

static void
both_ways(void **state)
{
	unsigned i, k, n;
	uint8_t a[CONF_KEY_MAX], b[CONF_KEY_MAX];
	char text[CONF_SECRET_MAX];

	(void)state;
	seed_random();
	for (i = 0; i < 2000; i++) {
		n = (unsigned)rand() % CONF_KEY_MAX + 1;
		for (k = 0; k < n; k++)
			a[k] = (uint8_t)rand();
		conf_secret_base64(a, n, text);
		assert_int_equal(conf_secret_octets(text, BASE64_YES, b), n);
		assert_memory_equal(a, b, n);
	}
}

static void
bounds(void **state)
{
	uint8_t b[CONF_KEY_MAX];
	char text[100];

	(void)state;
	assert_int_equal(conf_secret_octets("", BASE64_NO, b), -1);
	memset(text, 'a', sizeof(text));
	text[80] = '\0';
	assert_int_equal(conf_secret_octets(text, BASE64_NO, b), 80);
	text[80] = 'a';
	text[81] = '\0';
	assert_int_equal(conf_secret_octets(text, BASE64_NO, b), -1);
	assert_int_equal(conf_secret_octets("YQ", BASE64_YES, b), -1);
	assert_int_equal(conf_secret_octets("Y*==", BASE64_YES, b), -1);
	assert_int_equal(conf_secret_octets("=", BASE64_YES, b), -1);
	assert_int_equal(conf_secret_octets("YQ==", BASE64_AUTO, b), 1);
	assert_int_equal(conf_secret_octets("YQ*", BASE64_AUTO, b), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways),
		cmocka_unit_test(bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
