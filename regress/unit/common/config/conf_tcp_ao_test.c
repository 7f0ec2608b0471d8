/* SPDX-License-Identifier: ISC */
/* tcp-ao in both forms; keys are handed out, not written. */
#include "conf_helper.h"

static void
keys(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("tcp-ao { keyid 7; algorithm hmac-sha-256; "
	    "password abc; }"));
	assert_int_equal(parsed_neighbor(&p, 0).key_kind, CONF_KEY_AO);
	assert_int_equal(p.nkeys, 1);
	assert_int_equal(p.keys[0].send_id, 7);
	assert_int_equal(p.keys[0].recv_id, 7);
	assert_int_equal(p.keys[0].algorithm, 3);
	assert_int_equal(p.keys[0].len, 3);
	assert_memory_equal(p.keys[0].key, "abc", 3);
	assert_null(memmem(p.img.base, p.img.size, "abc", 3));
	parsed_free(&p);
	parse(&p, NEIGHBOR("tcp-ao { key 1 { algorithm hmac-sha-1-96; "
	    "password a; } key 2 { send 9; algorithm hmac-sha-1-96; "
	    "password YQ==; base64; preferred; } }"));
	assert_int_equal(p.errors, 0);
	assert_int_equal(p.nkeys, 2);
	assert_int_equal(p.keys[1].send_id, 9);
	assert_int_equal(p.keys[1].recv_id, 2);
	assert_int_equal(p.keys[1].preferred, 1);
	assert_memory_equal(p.keys[1].key, "a", 1);
	parsed_free(&p);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("tcp-ao { keyid 256; algorithm hmac-sha-1-96; "
	    "password a; }"),
	    3, 16, "from 0 to 255");
	refuses(NEIGHBOR("tcp-ao { algorithm hmac-sha-1-96; password a; }"),
	    3, 1, "'keyid' is missing");
	refuses(NEIGHBOR("tcp-ao { keyid 1; password a; }"),
	    3, 1, "'algorithm' is missing");
	refuses(NEIGHBOR("tcp-ao { keyid 1; algorithm hmac-sha-1-96; }"),
	    3, 1, "'password' is missing");
	refuses(NEIGHBOR("tcp-ao { }"),
	    3, 1, "no key");
	refuses(NEIGHBOR("tcp-ao { key 1 { algorithm hmac-sha-1-96; password "
	    "a; } key 1 { algorithm hmac-sha-1-96; password a; } }"),
	    3, 57, "used twice");
	refuses(NEIGHBOR("md5-password a; tcp-ao { keyid 1; algorithm "
	    "hmac-sha-1-96; password a; }"),
	    1, 1, "exclude");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
