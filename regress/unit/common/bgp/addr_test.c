/* SPDX-License-Identifier: ISC */
/* Addresses: what is text for one, what is not, and what they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <netinet/in.h>

#include <string.h>

#include "bgp/addr.h"

static void
v4_there_and_back(void **state)
{
	static const char *const good[] = { "0.0.0.0", "192.0.2.1",
	    "255.255.255.255", "10.20.30.99" };
	struct addr a;
	char text[ADDR_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		assert_int_equal(addr_parse(good[i], &a), 0);
		assert_int_equal(a.af, ADDR_V4);
		assert_string_equal(addr_print(&a, text, sizeof(text)),
		    good[i]);
	}
	assert_int_equal(addr_v4_host(&a), 0x0a141e63);
	a = addr_v4(0xc0000201);
	assert_string_equal(addr_print(&a, text, sizeof(text)), "192.0.2.1");
}

static void
v6_there_and_back(void **state)
{
	struct addr a;
	char text[ADDR_TEXT], ifname[8];

	(void)state;
	assert_int_equal(addr_parse("2001:DB8:0:0::1", &a), 0);
	assert_string_equal(addr_print(&a, text, sizeof(text)),
	    "2001:db8::1");
	assert_int_equal(addr_parse("fe80::1%7", &a), 0);
	assert_int_equal(a.scope, 7);
	assert_string_equal(addr_print(&a, text, sizeof(text)), "fe80::1%7");
	assert_int_equal(addr_parse_scoped("fe80::1%eth0", &a, ifname, 8), 0);
	assert_string_equal(ifname, "eth0");
	assert_int_equal(addr_parse_scoped("192.0.2.1", &a, ifname, 8), 0);
	assert_string_equal(ifname, "");
}

static void
refuses(void **state)
{
	static const char *const bad[] = { "", "1", "10.9.0", "1.2.3.4.5",
	    "256.0.0.1", "01.2.3.4", "1.2.3.04", " 1.2.3.4", "1.2.3.4 ",
	    "1..2.3", "1.2.3.", "1234.0.0.1", "a.b.c.d", "-1.2.3.4", "::g",
	    "1::2::3", ":", "fe80::1%", "fe80::1%eth0", "2001:db8::1%3",
	    "fe80::1%4294967296", "192.0.2.1%1",
	    "1111:2222:3333:4444:5555:6666:7777:8888:9999" };
	struct addr a = { .af = 77 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (addr_parse(bad[i], &a) != -1)
			fail_msg("\"%s\" was taken", bad[i]);
	assert_int_equal(a.af, 77);
}

static struct addr
of(const char *s)
{
	struct addr a;

	assert_int_equal(addr_parse(s, &a), 0);
	return a;
}

static void
kinds(void **state)
{
	struct addr lo = of("127.9.0.1"), lo6 = of("::1"), any = of("::"),
	    mc = of("224.0.0.1"), mc6 = of("ff02::1"), ll = of("febf::1"),
	    site = of("fec0::1"), u = of("192.0.2.1"), none = { 0 };

	(void)state;
	assert_true(addr_is_loopback(&lo) && addr_is_loopback(&lo6));
	assert_false(addr_is_loopback(&u) || addr_is_loopback(&any));
	assert_true(addr_is_multicast(&mc) && addr_is_multicast(&mc6));
	assert_false(addr_is_multicast(&u) || addr_is_multicast(&lo6));
	assert_true(addr_is_unspecified(&any));
	assert_false(addr_is_unspecified(&none) || addr_is_unspecified(&u));
	assert_true(addr_is_link_local(&ll));
	assert_false(addr_is_link_local(&site) || addr_is_link_local(&u));
}

static void
within(void **state)
{
	struct addr a = of("192.0.3.1"), n = of("192.0.2.0"),
	    v6 = of("2001:db8::1");

	(void)state;
	assert_true(addr_in(&a, &n, 23));
	assert_false(addr_in(&a, &n, 24));
	assert_true(addr_in(&a, &n, 0));
	assert_true(addr_in(&n, &n, 32));
	assert_false(addr_in(&a, &n, 33));
	assert_false(addr_in(&v6, &n, 0));
	assert_true(addr_eq(&a, &a));
	assert_true(addr_cmp(&n, &a) < 0 && addr_cmp(&v6, &a) > 0);
}

static void
sockaddrs(void **state)
{
	struct addr a = of("fe80::1%7"), b, v4 = of("192.0.2.1");
	struct sockaddr_storage ss;
	struct sockaddr sa = { .sa_family = AF_UNIX };
	struct sockaddr_in6 mapped = { .sin6_family = AF_INET6 };
	uint16_t port = 0;

	(void)state;
	assert_int_equal(addr_to_sockaddr(&a, 179, &ss),
	    sizeof(struct sockaddr_in6));
	assert_int_equal(addr_from_sockaddr((struct sockaddr *)&ss, &b,
	    &port), 0);
	assert_memory_equal(&a, &b, sizeof(a));
	assert_int_equal(port, 179);
	assert_int_equal(addr_to_sockaddr(&v4, 1, &ss),
	    sizeof(struct sockaddr_in));
	assert_int_equal(addr_from_sockaddr((struct sockaddr *)&ss, &b,
	    NULL), 0);
	assert_memory_equal(&v4, &b, sizeof(b));
	mapped.sin6_addr.s6_addr[10] = mapped.sin6_addr.s6_addr[11] = 0xff;
	mapped.sin6_addr.s6_addr[12] = 192;
	mapped.sin6_addr.s6_addr[14] = 2;
	mapped.sin6_addr.s6_addr[15] = 1;
	assert_int_equal(addr_from_sockaddr((struct sockaddr *)&mapped, &b,
	    &port), 0);
	assert_memory_equal(&v4, &b, sizeof(b));
	assert_int_equal(addr_from_sockaddr(&sa, &b, &port), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v4_there_and_back),
		cmocka_unit_test(v6_there_and_back),
		cmocka_unit_test(refuses),
		cmocka_unit_test(kinds),
		cmocka_unit_test(within),
		cmocka_unit_test(sockaddrs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
