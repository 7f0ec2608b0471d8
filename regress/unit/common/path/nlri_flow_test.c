/* SPDX-License-Identifier: ISC */
/* The row of flow specification: the same key from octets and from words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/path/flow_help.h"
#include "event/emit.h"
#include "path/nlri_row.h"

/* The key that the words of the row make. */
static int
key_of_words(enum family f, const char *line, struct wbuf *key,
    struct text_error *e)
{
	const struct nlri_row *row = nlri_row(f);
	struct words *w = malloc(sizeof(*w));
	struct wbuf none;
	void *words;
	int r = 1;

	wbuf_growable(&none, 16);
	words_of(line, w);
	words = row->begin(f);
	while (token_peek(&w->t) != NULL && r == 1)
		r = row->one(words, &w->t, e);
	r = r == 1 ? row->finish(words, &w->t, key, &none, e) : -1;
	assert_int_equal(none.len, 0);
	row->free(words);
	wbuf_free(&none);
	free(w);
	return r;
}

static void
knows_its_families(void **state)
{
	struct text_error e = { 0 };
	struct wbuf key;

	(void)state;
	wbuf_growable(&key, 1 << 12);
	assert_int_equal(key_of_words(FAMILY_IPV4_FLOW_VPN, "protocol tcp",
	    &key, &e), -1);
	assert_non_null(strstr(e.msg, "'rd' is missing"));
	assert_int_equal(key_of_words(FAMILY_IPV4_FLOW,
	    "protocol tcp rd 65000:1", &key, &e), -1);
	assert_non_null(strstr(e.msg, "flow-vpn"));
	assert_int_equal(key_of_words(FAMILY_IPV6_FLOW,
	    "destination 192.0.2.0/24", &key, &e), -1);
	assert_int_equal(key.len, 0);
	wbuf_free(&key);
}

static void
says_events(void **state)
{
	const struct nlri_form form = { .shape = 4 };
	const uint32_t id = 7;
	struct nlri_view n;
	struct text_error e;
	struct wbuf out;
	struct rule r;

	(void)state;
	wbuf_growable(&out, 1 << 12);
	assert_int_equal(rule_of_words("protocol tcp", ADDR_V4, &r, &e), 0);
	n = (struct nlri_view){ FAMILY_IPV4_FLOW, key_of(&r), { 0 } };
	nlri_flow.line(&out, &n, &form, &id);
	wbuf_u8(&out, 0);
	assert_string_equal((const char *)out.p,
	    "flow protocol =tcp path-information 0.0.0.7");
	wbuf_reset(&out);
	nlri_flow.json(&out, &n, &form, NULL);
	wbuf_u8(&out, 0);
	assert_non_null(strstr((const char *)out.p, "\"protocol\""));
	wbuf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_its_families),
		cmocka_unit_test(says_events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
