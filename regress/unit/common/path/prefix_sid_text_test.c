/* SPDX-License-Identifier: ISC */
/* Prefix-SID as words: ExaBGP's forms, what adds up, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"

enum { OT = ATTR_OPTIONAL | ATTR_TRANSITIVE };

#define SID	"20010db8000100010000000000000000"

static void
has_label_index(void **state)
{
	(void)state;
	assert_words("bgp-prefix-sid [ 300 ]",
	    "c0 28 0a 01 0007 00 0000 0000012c");
	assert_words("bgp-prefix-sid [ 300, [ ( 800000,4096 ) "
	    "( 1000000,5000 ) ] ]", "c0 28 1b 01 0007 00 0000 0000012c "
	    "03 000e 0000 0c3500 001000 0f4240 001388");
	assert_prints("bgp-prefix-sid 300", "bgp-prefix-sid [ 300 ]");
	assert_prints("bgp-prefix-sid [ 300 , [ ( 800000 , 4096 ) , "
	    "( 1000000 5000 ) ] ]", "bgp-prefix-sid [ 300, "
	    "[ ( 800000,4096 ), ( 1000000,5000 ) ] ]");
}

static void
has_services(void **state)
{
	(void)state;
	assert_words("bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 0x48 "
	    "[64,24,16,0,0,0] )", "c0 28 25 05 0022 00 01 001e 00 " SID
	    " 00 0048 00 01 0006 40 18 10 00 00 00");
	assert_words("bgp-prefix-sid-srv6 ( l2-service 2001:db8:1:1:: )",
	    "c0 28 1c 06 0019 00 01 0015 00 " SID " 00 ffff 00");
	assert_prints("bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 72 "
	    "[ 64 24 16 0 0 0 ] 2001:db8:: )",
	    "bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 0x48 "
	    "[64,24,16,0,0,0] 2001:db8:: 0xffff )");
}

static void
adds_up(void **state)
{
	(void)state;
	assert_prints("bgp-prefix-sid [ 5 ] med 1 bgp-prefix-sid-srv6 "
	    "( l2-service ::1 1 ) bgp-prefix-sid 6 bgp-prefix-sid-srv6 "
	    "( l2-service ::2 1 ) bgp-prefix-sid-srv6 ( l3-service ::3 1 )",
	    "med 1 bgp-prefix-sid [ 5 ] bgp-prefix-sid-srv6 ( l2-service "
	    "::1 0x1 ) bgp-prefix-sid-srv6 ( l3-service ::3 0x1 )");
}

static void
refuses(void **state)
{
	(void)state;
	assert_refused("bgp-prefix-sid", "bgp-prefix-sid");
	assert_refused("bgp-prefix-sid [ x ]", "'x'");
	assert_refused("bgp-prefix-sid [ 4294967296 ]", "4294967296");
	assert_refused("bgp-prefix-sid [ 1 2 ]", "']' is missing");
	assert_refused("bgp-prefix-sid [ 1 , [ ] ]", "range of labels");
	assert_refused("bgp-prefix-sid [ 1 , [ ( 1,16777216 ) ] ]", "range");
	assert_refused("bgp-prefix-sid [ 1 , [ ( 1,2 ] ]", "')' is missing");
	assert_refused("bgp-prefix-sid [ 1 , [ ( 1,2 )", "']' missing");
	assert_refused("bgp-prefix-sid-srv6", "'(' is missing");
	assert_refused("bgp-prefix-sid-srv6 ( ::1 )", "'l3-service'");
	assert_refused("bgp-prefix-sid-srv6 ( l3-service )", "IPv6 address");
	assert_refused("bgp-prefix-sid-srv6 ( l3-service 192.0.2.1 )",
	    "not an IPv6 address");
	assert_refused("bgp-prefix-sid-srv6 ( l3-service ::1 65536 )",
	    "65536");
	assert_refused("bgp-prefix-sid-srv6 ( l3-service ::1 1 "
	    "[64,64,1,0,0,0] )", "128 bits");
	assert_refused("bgp-prefix-sid-srv6 ( l3-service ::1 1 [64,64] )",
	    "function");
	assert_refused("bgp-prefix-sid-srv6 ( l3-service ::1 1", "IPv6");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_label_index),
		cmocka_unit_test(has_services),
		cmocka_unit_test(adds_up),
		cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
