/* SPDX-License-Identifier: ISC */
/* Sets of values against the same computed value by value, at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/path/flow_help.h"
#include "common/seed.h"
#include "path/flow_spans.h"

enum { VALUES = 40 };

static void
to_bits(const struct flow_spans *s, bool bits[VALUES])
{
	uint32_t v;
	size_t i;

	memset(bits, 0, VALUES * sizeof(*bits));
	for (i = 0; i < s->n; i++) {
		assert_true(s->v[i].first <= s->v[i].last);
		if (i > 0)
			assert_true(s->v[i - 1].last + 1 < s->v[i].first);
		for (v = s->v[i].first; v <= s->v[i].last && v < VALUES; v++)
			bits[v] = true;
	}
}

static void
random_set(struct flow_spans *s, bool bits[VALUES])
{
	uint32_t v;

	s->n = 0;
	for (v = 0; v < VALUES; v++) {
		bits[v] = random() % 3 == 0;
		if (bits[v])
			flow_spans_add(s, v, v);
	}
}

static void
combines_like_bits(void **state)
{
	struct flow_spans a = { 0 }, b = { 0 }, out = { 0 };
	bool x[VALUES], y[VALUES], z[VALUES], meet, within;
	unsigned i, v;

	(void)state;
	seed_random();
	for (i = 0; i < 5000; i++) {
		random_set(&a, x);
		random_set(&b, y);
		if (i % 5 == 0)
			flow_spans_and(&a, &b, &b);
		to_bits(&a, x);
		meet = false;
		within = true;
		flow_spans_and(&out, &a, &b);
		to_bits(&out, z);
		for (v = 0; v < VALUES; v++) {
			assert_int_equal(z[v], x[v] && y[v]);
			meet = meet || z[v];
			within = within && (!x[v] || y[v]);
		}
		assert_int_equal(flow_spans_meet(&a, &b), meet);
		assert_int_equal(flow_spans_within(&a, &b), within);
		flow_spans_less(&out, &a, &b);
		to_bits(&out, z);
		for (v = 0; v < VALUES; v++)
			assert_int_equal(z[v], x[v] && !y[v]);
	}
	flow_spans_free(&a);
	flow_spans_free(&b);
	flow_spans_free(&out);
}

/* What the operators of the only component of a rule take. */
static void
takes(const char *words, uint32_t last, const char *want)
{
	struct flow_spans all = { 0 }, out = { 0 };
	struct flow_part p = { 0 };
	struct text_error e;
	struct rbuf key;
	struct rule r;
	char got[256] = "";
	size_t i, n = 0;

	if (rule_of_words(words, ADDR_V4, &r, &e) == -1)
		fail_msg("%s: %s", words, e.msg);
	key = key_of(&r);
	assert_int_equal(flow_next(&key, ADDR_V4, &p), 1);
	flow_spans_add(&all, 0, last);
	flow_spans_of(&out, &p, p.ops, &all);
	for (i = 0; i < out.n && n < sizeof(got); i++)
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%u-%u",
		    i > 0 ? " " : "", out.v[i].first, out.v[i].last);
	assert_string_equal(got, want);
	flow_spans_free(&all);
	flow_spans_free(&out);
}

static void
reads_operators(void **state)
{
	(void)state;
	takes("port 80", 65535, "80-80");
	takes("port [ 443 80 81 ]", 65535, "80-81 443-443");
	takes("port >=1024&<=2048", 65535, "1024-2048");
	takes("port [ >=1024&<=2048 =80 >8080&<9000 ]", 65535,
	    "80-80 1024-2048 8081-8999");
	takes("port !=80", 65535, "0-79 81-65535");
	takes("port !=80&!=443", 65535, "0-79 81-442 444-65535");
	takes("port <0", 65535, "");
	takes("port >65535", 65535, "");
	takes("port >100&<50", 65535, "");
	takes("port true", 65535, "0-65535");
	takes("port false", 65535, "");
	takes("port [ <100 >50 ]", 65535, "0-65535");
	takes("tcp-flags syn", 7, "2-3 6-7");
	takes("tcp-flags syn+fin", 7, "1-3 5-7");
	takes("tcp-flags =syn+fin", 7, "3-3 7-7");
	takes("tcp-flags !syn", 7, "0-1 4-5");
	takes("tcp-flags !=syn+fin", 7, "0-2 4-6");
	takes("tcp-flags =syn&!fin", 7, "2-2 6-6");
	takes("tcp-flags [ =syn&!fin rst ]", 7, "2-2 4-7");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(combines_like_bits),
		cmocka_unit_test(reads_operators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
