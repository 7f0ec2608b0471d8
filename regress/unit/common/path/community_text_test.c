/* SPDX-License-Identifier: ISC */
/* Communities, large communities, CLUSTER_LIST: words and octets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static void
community_forms(void **state)
{
	(void)state;
	assert_words("community 65000:1", "c0 08 04 fde80001");
	assert_words("community 0xfde80001", "c0 08 04 fde80001");
	assert_words("community 4259840001", "c0 08 04 fde80001");
	assert_words("community no-export", "c0 08 04 ffffff01");
	assert_words("community NO_EXPORT", "c0 08 04 ffffff01");
	assert_words("community no_advertise", "c0 08 04 ffffff02");
	assert_words("community NO_EXPORT_SUBCONFED", "c0 08 04 ffffff03");
	assert_words("community nopeer", "c0 08 04 ffffff04");
	assert_words("community NO_PEER", "c0 08 04 ffffff04");
	assert_words("community BLACKHOLE", "c0 08 04 ffff029a");
	assert_words("community GRACEFUL_SHUTDOWN", "c0 08 04 ffff0000");
	assert_words("community llgr-stale", "c0 08 04 ffff0006");
	assert_words("community no-llgr", "c0 08 04 ffff0007");
	assert_words("community accept-own", "c0 08 04 ffff0001");
}

static void
community_refused(void **state)
{
	(void)state;
	assert_refused("community 65536:1", "65536:1");
	assert_refused("community 1:65536", "1:65536");
	assert_refused("community 1:2:3", "1:2:3");
	assert_refused("community :1", ":1");
	assert_refused("community 1:", "1:");
	assert_refused("community local-as:1", "local-as:1");
	assert_refused("community 4294967296", "4294967296");
	assert_refused("community [ 1:1", "']' missing");
	assert_refused("community", "value missing");
}

static void
lists_are_sorted_and_merged(void **state)
{
	(void)state;
	assert_words("community [ 3:3, 1:1 2:2 1:1 ] community 0:5",
	    "c0 08 10 00000005 00010001 00020002 00030003");
	assert_prints("community [ 2:2 1:1 ]", "community [ 1:1 2:2 ]");
	assert_prints("community [ 2:2 ]", "community 2:2");
	assert_prints("community [ ] med 1", "med 1");
}

static void
large(void **state)
{
	(void)state;
	assert_words("large-community 65000:1:4294967295",
	    "c0 20 0c 0000fde8 00000001 ffffffff");
	assert_words("large-community 0x0000fde800000001ffffffff",
	    "c0 20 0c 0000fde8 00000001 ffffffff");
	assert_words("large-community 18446744073709551617",
	    "c0 20 0c 00000001 00000000 00000001");
	assert_prints("large-community [ 2:1:1 1:1:1 2:1:1 ]",
	    "large-community [ 1:1:1 2:1:1 ]");
	assert_refused("large-community 1:2", "1:2");
	assert_refused("large-community 1:2:4294967296", "4294967296");
	assert_refused("large-community 79228162514264337593543950336",
	    "large-community");
}

static void
cluster_list(void **state)
{
	(void)state;
	assert_words("cluster-list [ 192.0.2.2 192.0.2.1 ]",
	    "80 0a 08 c0000202 c0000201");
	assert_prints("cluster-list 192.0.2.2", "cluster-list 192.0.2.2");
	assert_refused("cluster-list [ 192.0.2 ]", "192.0.2");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(community_forms),
		cmocka_unit_test(community_refused),
		cmocka_unit_test(lists_are_sorted_and_merged),
		cmocka_unit_test(large),
		cmocka_unit_test(cluster_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
