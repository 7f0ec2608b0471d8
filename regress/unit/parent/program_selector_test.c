/* SPDX-License-Identifier: ISC */
/* Which neighbours a program means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "program_selector.h"

/* Ids that are meant, "1 3 "; what is wrong, else. */
static const char *
meant(const char *text)
{
	static char out[256];
	struct conf_neighbor v[] = {
		{ .id = 1, .remote_plen = 32, .local_as = 64496,
		    .peer_as = 64497, .router_id = 0xc0000209 },
		{ .id = 2, .remote_plen = 32, .local_as = 64496,
		    .peer_as = 64498 },
		{ .id = 300, .remote_plen = 128, .local_as = 64496,
		    .peer_as = 64497 },
	};
	struct config c = { .neighbors = v, .nneighbors = 3 };
	uint8_t ids[SELECTOR_BITS / 8];
	char why[160];
	size_t i;
	int n, seen = 0;

	(void)addr_parse("192.0.2.1", &v[0].remote);
	(void)addr_parse("192.0.2.9", &v[0].local);
	(void)addr_parse("192.0.2.2", &v[1].remote);
	(void)addr_parse("2001:db8::1", &v[2].remote);
	n = program_selector(text, strlen(text), &c, ids, why, sizeof(why));
	if (n == -1) {
		(void)snprintf(out, sizeof(out), "%s", why);
		return out;
	}
	out[0] = '\0';
	for (i = 0; i < SELECTOR_BITS; i++)
		if ((ids[i / 8] >> i % 8 & 1) != 0) {
			(void)snprintf(out + strlen(out),
			    sizeof(out) - strlen(out), "%zu ", i);
			seen++;
		}
	assert_int_equal(seen, n);
	return out;
}

static void
joins_keys_and_parts(void **state)
{
	static const struct { const char *text, *want; } rows[] = {
		{ "neighbor 192.0.2.1", "1 " },
		{ "192.0.2.1", "1 " },
		{ "neighbor *", "1 2 300 " },
		{ "neighbor * peer-as 64497", "1 300 " },
		{ "neighbor 192.0.2.1 local-as 64496 peer-as 64497", "1 " },
		{ "neighbor 192.0.2.1 peer-as 64498", "" },
		{ "neighbor 192.0.2.1, neighbor 2001:db8::1", "1 300 " },
		{ "neighbor 192.0.2.1 , neighbor 192.0.2.1,192.0.2.2",
		    "1 2 " },
		{ "neighbor * local-ip 192.0.2.9", "1 " },
		{ "neighbor * local-ip auto", "2 300 " },
		{ "neighbor * router-id 192.0.2.9", "1 " },
		{ "neighbor 203.0.113.1", "" },
		{ "", "wanted: neighbor ADDRESS [key value ...]" },
		{ "neighbor", "wanted: neighbor ADDRESS [key value ...]" },
		{ "neighbor x", "wanted: neighbor ADDRESS [key value ...]: x" },
		{ "neighbor 192.0.2.1,",
		    "wanted: neighbor ADDRESS [key value ...]" },
		{ "neighbor 192.0.2.1 colour red",
		    "not known in a selector: colour" },
		{ "neighbor * peer-as x", "not a number: x" },
		{ "neighbor * peer-as", "not a number" },
		{ "neighbor * router-id 2001:db8::1",
		    "not a router id: 2001:db8::1" },
		{ "neighbor * local-ip x", "not an address: x" },
		{ "neighbor aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaa", "a word that means nothing" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(meant(rows[i].text), rows[i].want);
}

/* Thousands of parts would keep the parent from everything else. */
static void
bounds_its_parts(void **state)
{
	char text[2 * 65 + 1];
	unsigned i;

	(void)state;
	for (i = 0; i < 64; i++)
		memcpy(text + 2 * i, "*,", 2);
	text[2 * 64 - 1] = '\0';
	assert_string_equal(meant(text), "1 2 300 ");
	memcpy(text + 2 * 64 - 1, ",*", 3);
	assert_string_equal(meant(text), "a selector names at most 64 "
	    "neighbors");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounds_its_parts),
		cmocka_unit_test(joins_keys_and_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
