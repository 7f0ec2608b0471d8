/* SPDX-License-Identifier: ISC */
/* Whose connection it is: exact, by local address, the narrowest range. */
#include "harness.h"

static struct addr
address(const char *text)
{
	struct addr a;

	assert_int_equal(addr_parse(text, &a), 0);
	return a;
}

static struct peer *
add(struct harness *h, uint32_t id, const char *remote, uint8_t plen,
    const char *local)
{
	struct conf_neighbor c = sample_conf();

	c.id = id;
	c.remote = address(remote);
	c.remote_plen = plen;
	if (local != NULL)
		c.local = address(local);
	return peer_new(&h->e, &c);
}

static struct peer *
whose(struct harness *h, const char *remote, const char *local)
{
	struct addr r = address(remote), l = address(local);

	return peer_by_addr(&h->e, &r, &l);
}

static struct peer *
range(struct harness *h, const char *remote, const char *local)
{
	struct addr r = address(remote), l = address(local);

	return peer_range_of(&h->e, &r, &l);
}

static void
finds_by_address(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);	/* 192.0.2.1 */
	struct peer *any, *here, *there, *six;

	(void)state;
	any = add(h, 2, "198.51.100.1", 32, NULL);
	here = add(h, 3, "198.51.100.1", 32, "192.0.2.10");
	there = add(h, 4, "198.51.100.1", 32, "192.0.2.11");
	six = add(h, 5, "2001:db8::1", 128, NULL);
	assert_ptr_equal(whose(h, "192.0.2.1", "192.0.2.10"), h->p);
	assert_ptr_equal(whose(h, "198.51.100.1", "192.0.2.10"), here);
	assert_ptr_equal(whose(h, "198.51.100.1", "192.0.2.11"), there);
	assert_ptr_equal(whose(h, "198.51.100.1", "192.0.2.12"), any);
	assert_ptr_equal(whose(h, "2001:db8::1", "2001:db8::2"), six);
	assert_null(whose(h, "2001:db8::2", "2001:db8::2"));
	assert_null(whose(h, "198.51.100.2", "192.0.2.10"));
	assert_ptr_equal(peer_by_id(&h->e, 4), there);
	assert_null(peer_by_id(&h->e, 6));
	assert_null(peer_by_id(&h->e, 1 << 30));
	peer_free(any);
	assert_null(whose(h, "198.51.100.1", "192.0.2.12"));
	assert_ptr_equal(whose(h, "198.51.100.1", "192.0.2.10"), here);
	peer_free(here);
	peer_free(there);
	peer_free(six);
	harness_free(h);
}

static void
finds_the_narrowest_range(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct peer *all, *wide, *narrow, *local, *six;

	(void)state;
	all = add(h, 2, "0.0.0.0", 0, NULL);
	narrow = add(h, 3, "198.51.100.128", 25, NULL);
	wide = add(h, 4, "198.51.0.0", 16, NULL);
	local = add(h, 5, "198.51.0.0", 16, "192.0.2.10");
	six = add(h, 6, "2001:db8:8000::", 33, NULL);
	assert_ptr_equal(range(h, "203.0.113.1", "192.0.2.1"), all);
	assert_ptr_equal(range(h, "198.51.100.200", "192.0.2.1"), narrow);
	assert_ptr_equal(range(h, "198.51.100.127", "192.0.2.1"), wide);
	assert_ptr_equal(range(h, "198.51.100.127", "192.0.2.10"), local);
	assert_ptr_equal(range(h, "2001:db8:8000::1", "2001:db8::1"), six);
	assert_null(range(h, "2001:db8::1", "2001:db8::1"));
	/* A range is nobody's address, nor the other way round. */
	assert_null(whose(h, "198.51.0.0", "192.0.2.1"));
	assert_ptr_equal(range(h, "192.0.2.1", "192.0.2.10"), all);
	peer_free(narrow);
	assert_ptr_equal(range(h, "198.51.100.200", "192.0.2.1"), wide);
	peer_free(all);
	assert_null(range(h, "203.0.113.1", "192.0.2.1"));
	peer_free(wide);
	peer_free(local);
	peer_free(six);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_address),
		cmocka_unit_test(finds_the_narrowest_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
