/* SPDX-License-Identifier: ISC */
/* Rules of an answer come out in the order in which they are applied. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/family.h"
#include "flow_list.h"

static struct network_view
rule(const uint8_t *octets, size_t n, enum family f, uint32_t path_id)
{
	struct network_view v;

	memset(&v, 0, sizeof(v));
	v.r.afi = family_info(f)->afi;
	v.r.safi = family_info(f)->safi;
	v.r.path_id = path_id;
	v.nlri = rbuf_of(octets, n);
	return v;
}

static void
sorts(void **state)
{
	/* protocol tcp; 10.0.0.0/8; 10.0.0.0/24; port 80 of IPv6 */
	static const uint8_t tcp[] = { 3, 3, 0x81, 6 };
	static const uint8_t wide[] = { 3, 1, 8, 10 };
	static const uint8_t narrow[] = { 5, 1, 24, 10, 0, 0 };
	static const uint8_t port[] = { 3, 4, 0x81, 80 };
	struct flow_list *l = flow_list_new();
	struct network_view v;
	uint8_t gone[sizeof(narrow)];
	size_t i;

	(void)state;
	v = rule(port, sizeof(port), FAMILY_IPV6_FLOW, 5);
	assert_int_equal(flow_list_add(l, &v), 0);
	v = rule(tcp, sizeof(tcp), FAMILY_IPV4_FLOW, 4);
	assert_int_equal(flow_list_add(l, &v), 0);
	v = rule(wide, sizeof(wide), FAMILY_IPV4_FLOW, 3);
	assert_int_equal(flow_list_add(l, &v), 0);
	/* the message that it came in is gone when it is shown */
	memcpy(gone, narrow, sizeof(gone));
	v = rule(gone, sizeof(gone), FAMILY_IPV4_FLOW, 1);
	assert_int_equal(flow_list_add(l, &v), 0);
	v.r.path_id = 2;		/* of two that are equal, the first */
	assert_int_equal(flow_list_add(l, &v), 0);
	memset(gone, 0, sizeof(gone));
	v = rule(gone, sizeof(gone), FAMILY_IPV4_FLOW, 9);
	assert_int_equal(flow_list_add(l, &v), -1);
	flow_list_sort(l);
	assert_int_equal(flow_list_count(l), 5);
	for (i = 0; i < 5; i++)
		assert_int_equal(flow_list_get(l, i)->r.path_id, i + 1);
	assert_memory_equal(flow_list_get(l, 0)->nlri.p, narrow,
	    sizeof(narrow));
	flow_list_free(l);
}

static void
empty(void **state)
{
	struct flow_list *l = flow_list_new();

	(void)state;
	flow_list_sort(l);
	assert_int_equal(flow_list_count(l), 0);
	flow_list_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts),
		cmocka_unit_test(empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
