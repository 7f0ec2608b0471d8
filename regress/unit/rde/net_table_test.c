/* SPDX-License-Identifier: ISC */
/* Prefixes and keys behind one set of calls, and positions in both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "net_table.h"

static struct nlri
prefix(uint8_t second, uint8_t len)
{
	return (struct nlri){ .family = FAMILY_IPV4_UNICAST, .prefix = {
	    .af = ADDR_V4, .len = len, .b = { 10, second } } };
}

static struct nlri
key(const char *s)
{
	return (struct nlri){ .family = FAMILY_EVPN,
	    .key = rbuf_of(s, strlen(s)) };
}

/* Put in this order, walked in that of v. */
static void
check_walk(enum family f, const struct nlri *v, size_t n)
{
	struct net_table *t = net_table_new(f);
	struct net_pos pos, *after = NULL;
	struct net_item item;
	uint32_t *value;
	size_t i;

	for (i = n; i-- > 0; ) {
		assert_null(net_table_find(t, &v[i]));
		value = net_table_put(t, &v[i]);
		assert_non_null(value);
		assert_int_equal(*value, 0);
		*value = (uint32_t)i + 1;
	}
	net_table_warm(t, v, n);
	assert_int_equal(net_table_count(t), n);
	assert_true(net_table_bytes(t) > 0);
	for (i = 0; i < n; i++) {
		assert_int_equal(net_table_walk(t, after, NULL, &item, 1), 1);
		assert_int_equal(item.value, i + 1);
		assert_true(nlri_same(&item.nlri, &v[i]));
		if (after != NULL)
			assert_true(net_pos_cmp(after, &item.nlri) > 0);
		after = &pos;
		net_pos_set(after, &item.nlri);
		assert_int_equal(net_pos_cmp(after, &v[i]), 0);
		/* What a walk stands at may go. */
		net_table_remove(t, &v[i]);
		assert_null(net_table_find(t, &v[i]));
		item.nlri = net_pos_nlri(after, f);
		assert_int_equal(net_pos_cmp(after, &item.nlri), 0);
	}
	assert_int_equal(net_table_walk(t, after, NULL, &item, 1), 0);
	assert_int_equal(net_table_count(t), 0);
	net_table_free(t);
}

static void
walks_prefixes(void **state)
{
	const struct nlri v[] = { prefix(0, 8), prefix(0, 16), prefix(1, 16),
	    prefix(1, 24), prefix(2, 16) };

	(void)state;
	check_walk(FAMILY_IPV4_UNICAST, v, sizeof(v) / sizeof(v[0]));
}

static void
walks_keys(void **state)
{
	const struct nlri v[] = { key("a"), key("ab"), key("abc"), key("b"),
	    key("ba") };

	(void)state;
	check_walk(FAMILY_EVPN, v, sizeof(v) / sizeof(v[0]));
}

#define RULE(...)							\
	{ .family = FAMILY_IPV4_FLOW, .key = {				\
	    .p = (const uint8_t[]){ __VA_ARGS__ },			\
	    .left = sizeof((const uint8_t[]){ __VA_ARGS__ }) } }

/* RFC 8955 5.1: not the order of octets, which has shorter prefixes first. */
static void
walks_rules(void **state)
{
	const struct nlri v[] = {
		RULE(1, 32, 10, 0, 0, 1),
		RULE(1, 16, 10, 0, 3, 0x81, 6),
		RULE(1, 16, 10, 0),
		RULE(1, 8, 10, 3, 0x81, 6, 4, 0x81, 80),
		RULE(1, 8, 10),
		RULE(2, 8, 10),
		RULE(3, 0x81, 6, 4, 0x81, 80),
		RULE(3, 0x81, 6),
		RULE(3, 0x81, 17),
	};

	(void)state;
	check_walk(FAMILY_IPV4_FLOW, v, sizeof(v) / sizeof(v[0]));
}

static void
numbers_are_of_keys(void **state)
{
	struct net_table *t = net_table_new(FAMILY_EVPN);
	const struct nlri a = key("one"), b = key("two"), none = key(""),
	    c = prefix(1, 24), d = prefix(1, 16);
	const struct prefix any = { .af = ADDR_V4 };
	struct net_item v[NET_COVER_MAX];
	struct rbuf k;
	uint32_t n;

	(void)state;
	*net_table_put(t, &a) = 7;
	n = net_table_number(t, &a);
	assert_int_not_equal(n, 0);
	assert_int_equal(net_table_number(t, &b), 0);
	k = net_table_key(t, n);
	assert_int_equal(k.left, 3);
	assert_memory_equal(k.p, "one", 3);
	/* An empty key is none, and a prefix finds none of these. */
	assert_null(net_table_put(t, &none));
	assert_int_equal(net_table_covering(t, &any, v), 0);
	assert_int_equal(net_table_walk(t, NULL, &any, v, 1), 0);
	net_table_free(t);
	t = net_table_new(FAMILY_IPV4_UNICAST);
	*net_table_put(t, &(struct nlri){ .prefix = any }) = 1;
	*net_table_put(t, &d) = 2;
	assert_int_equal(net_table_covering(t, &c.prefix, v), 2);
	assert_int_equal(v[1].value, 2);
	net_table_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_prefixes),
		cmocka_unit_test(walks_keys),
		cmocka_unit_test(walks_rules),
		cmocka_unit_test(numbers_are_of_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
