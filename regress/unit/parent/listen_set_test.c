/* SPDX-License-Identifier: ISC */
/* Where we listen, and for whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "listen_set.h"

static struct addr
addr(const char *s)
{
	struct addr a = { .af = ADDR_NONE };

	if (strcmp(s, "auto") != 0)
		assert_int_equal(addr_parse(s, &a), 0);
	return a;
}

static struct conf_neighbor
neighbor(const char *remote, const char *local, bool passive, uint16_t port)
{
	struct conf_neighbor n = { .remote = addr(remote),
	    .local = addr(local), .passive = passive, .listen_port = port };

	n.remote_plen = (uint8_t)addr_bits(n.remote.af);
	return n;
}

static bool
has(const struct listen_place *v, size_t n, const char *a, uint16_t port)
{
	const struct listen_place want = { .addr = addr(a), .port = port };
	size_t i;

	for (i = 0; i < n; i++)
		if (listen_place_eq(&v[i], &want))
			return true;
	return false;
}

static void
listens_for_those_who_ask(void **state)
{
	struct conf_neighbor nb[] = {
		neighbor("192.0.2.1", "198.51.100.1", false, 0),
		neighbor("192.0.2.2", "198.51.100.2", true, 0),
		neighbor("192.0.2.3", "198.51.100.3", false, 1790),
		neighbor("192.0.2.4", "198.51.100.3", true, 1790),
		neighbor("192.0.2.5", "auto", true, 0),
	};
	struct options o = { .tcp_port = 179 };
	struct config c = { .neighbors = nb, .nneighbors = 5 };
	struct listen_place *v;
	size_t n;

	(void)state;
	nb[3].md5_ip = addr("198.51.100.4");
	v = listen_set(&c, &o, &n);
	assert_int_equal(n, 3);
	assert_true(has(v, n, "198.51.100.2", 179));
	assert_true(has(v, n, "198.51.100.3", 1790));
	assert_true(has(v, n, "198.51.100.4", 1790));
	free(v);
	o.tcp_port = 1179;
	o.tcp_bind[0] = addr("203.0.113.1");
	o.ntcp_bind = 1;
	v = listen_set(&c, &o, &n);
	assert_int_equal(n, 4);
	assert_true(has(v, n, "198.51.100.2", 1179));
	assert_true(has(v, n, "203.0.113.1", 1179));
	free(v);
}

static void
a_wildcard_stands_for_its_family(void **state)
{
	struct conf_listen l[] = {
		{ .addr = addr("192.0.2.1") },
		{ .addr = addr("0.0.0.0") },
		{ .addr = addr("192.0.2.2"), .port = 1790 },
		{ .addr = addr("2001:db8::1") },
		{ .addr = addr("192.0.2.1") },
	};
	struct options o = { .tcp_port = 179 };
	struct config c = { .listens = l, .nlistens = 5 };
	struct listen_place *v;
	size_t n;

	(void)state;
	v = listen_set(&c, &o, &n);
	assert_int_equal(n, 3);
	assert_true(has(v, n, "0.0.0.0", 179));
	assert_true(has(v, n, "192.0.2.2", 1790));
	assert_true(has(v, n, "2001:db8::1", 179));
	free(v);
}

static void
concerns_who_can_arrive(void **state)
{
	struct conf_neighbor n = neighbor("192.0.2.1", "198.51.100.1", 0, 0);
	struct listen_place p = { .addr = addr("198.51.100.1"), .port = 179 };

	(void)state;
	assert_true(listen_concerns(&p, &n));
	p.addr = addr("198.51.100.2");
	assert_false(listen_concerns(&p, &n));
	p.addr = addr("0.0.0.0");
	assert_true(listen_concerns(&p, &n));
	p.addr = addr("::");
	assert_false(listen_concerns(&p, &n));
	p.addr = addr("198.51.100.2");
	n.local.af = ADDR_NONE;
	assert_true(listen_concerns(&p, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listens_for_those_who_ask),
		cmocka_unit_test(a_wildcard_stands_for_its_family),
		cmocka_unit_test(concerns_who_can_arrive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
