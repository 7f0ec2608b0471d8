/* SPDX-License-Identifier: ISC */
/* The order of rules, RFC 8955 5.1 and RFC 8956 5: a total one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/flow_help.h"
#include "common/seed.h"

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

/* Each is matched before those behind it. */
static void
ordered(const char *const *texts, size_t n)
{
	struct rule *r = calloc(n, sizeof(*r));
	struct text_error e;
	size_t i, j;
	int got, want;

	for (i = 0; i < n; i++)
		if (rule_of_words(texts[i], ADDR_NONE, &r[i], &e) == -1)
			fail_msg("%s: %s", texts[i], e.msg);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++) {
			got = sign(flow_cmp(key_of(&r[i]), key_of(&r[j]),
			    r[i].k));
			want = (i > j) - (i < j);
			if (got != want)
				fail_msg("'%s' to '%s': %d", texts[i],
				    texts[j], got);
		}
	free(r);
}

#define ORDERED(list)	ordered(list, sizeof(list) / sizeof(list[0]))

static void
orders_ipv4(void **state)
{
	static const char *const list[] = {
		"destination 10.0.0.0/24 source 10.0.0.0/8",
		"destination 10.0.0.0/24 protocol tcp",
		"destination 10.0.0.0/24",		/* fewer components */
		"destination 10.0.8.0/21",
		"destination 10.0.0.0/20",		/* shorter, overlaps */
		"destination 10.0.16.0/24",		/* higher, apart */
		"destination 10.0.0.0/8",
		"destination 11.0.0.0/8",
		"destination 12.0.0.0/7",
		"destination 0.0.0.0/0",
		"source 10.0.0.0/8",
		"protocol [ tcp udp ]",
		"protocol tcp",
		"protocol udp",
		"port 80",
	};

	(void)state;
	ORDERED(list);
}

static void
orders_ipv6(void **state)
{
	static const char *const list[] = {
		"destination 2001:db8::/48/0",
		"destination 2001:db8::/32/0",
		"destination 2001:db9::/32/0",
		"destination ::1200:0:0:0/72/64",
		"destination ::5/128/120",
		"next-header tcp",
		"flow-label 5",
	};

	(void)state;
	ORDERED(list);
}

static void
keeps_distinguishers_apart(void **state)
{
	static const char *const list[] = {
		"rd 1:1 protocol udp",
		"rd 1:2 destination 10.0.0.0/8",
		"rd 1:2 protocol tcp",
		"rd 192.0.2.1:1 protocol tcp",
	};

	(void)state;
	ORDERED(list);
}

enum { RULES = 60 };

/* Transitive over random triples, antisymmetric, and 0 for equal keys only. */
static void
is_total(void **state)
{
	static struct rule r[RULES];
	uint8_t wire[FLOW_MAX + 2];
	unsigned i, j, l;
	struct wbuf w;
	int ij;

	(void)state;
	seed_random();
	for (i = 0; i < RULES; i++) {
		wbuf_fixed(&w, wire, sizeof(wire));
		random_rule(&w, V6, false);
		assert_int_equal(rule_of_octets(wbuf_view(&w), V6, &r[i]), 0);
	}
	for (i = 0; i < RULES; i++)
		for (j = 0; j < RULES; j++) {
			ij = flow_cmp(key_of(&r[i]), key_of(&r[j]), V6);
			assert_int_equal(sign(ij), -sign(flow_cmp(
			    key_of(&r[j]), key_of(&r[i]), V6)));
			assert_int_equal(ij == 0, r[i].w.len == r[j].w.len &&
			    memcmp(r[i].p, r[j].p, r[i].w.len) == 0);
			for (l = 0; ij < 0 && l < RULES; l++)
				if (flow_cmp(key_of(&r[j]), key_of(&r[l]),
				    V6) < 0)
					assert_true(flow_cmp(key_of(&r[i]),
					    key_of(&r[l]), V6) < 0);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(orders_ipv4),
		cmocka_unit_test(orders_ipv6),
		cmocka_unit_test(keeps_distinguishers_apart),
		cmocka_unit_test(is_total),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
