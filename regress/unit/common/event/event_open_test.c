/* SPDX-License-Identifier: ISC */
/* OPEN received and sent: order, each capability once, names by direction. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "bgp/message.h"
#include "common/event/event_help.h"

/* AS 64497, hold time 90, 192.0.2.2; parameters in hexadecimal. */
static struct help *
open_of(const char *params)
{
	struct help *h = help_new(EVENT_MESSAGE);
	char hex[1024];

	snprintf(hex, sizeof(hex), "04 FBF1 005A C0000202 %02zX %s",
	    strlen(params) / 2, params);
	help_message(h, MSG_OPEN, hex);
	return h;
}

#define FIELDS								\
	", \"open\": { \"version\": 4, \"asn\": 64497, "		\
	"\"hold_time\": 90, \"router_id\": \"192.0.2.2\", "		\
	"\"capabilities\": { "

static void
keeps_the_order_of_the_message(void **state)
{
	/* 65, 1 (ipv4), 2, 1 (ipv6) in one parameter with 99, 99 again */
	struct help *h = open_of("0206" "41040000FBF1" "0206" "010400010001"
	    "0202" "0200" "020D" "010400020001" "630201AB" "6301FF");

	(void)state;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "open")
	    IDENTITY RECEIVE FIELDS
	    "\"65\": { \"name\": \"asn4\", \"asn4\": 64497 }, "
	    "\"1\": { \"name\": \"multiprotocol\", "
	    "\"families\": [ \"ipv4/unicast\", \"ipv6/unicast\" ] }, "
	    "\"2\": { \"name\": \"route-refresh\", \"variant\": \"RFC\" }, "
	    "\"99\": { \"name\": \"unknown\", \"iana\": \"unassigned\", "
	    "\"value\": 99, \"raw\": \"01AB\" } } } } }\n");
	assert_string_equal(help_write(h, -4), "neighbor 192.0.2.2 receive "
	    "open version 4 asn 64497 hold_time 90 router_id 192.0.2.2 "
	    "capabilities [multiprotocol(ipv4 unicast,ipv6 unicast), "
	    "route refresh, asn4(64497), unassigned 99]\n\n");
	free(h);
}

static void
names_what_was_sent(void **state)
{
	struct help *h = open_of("0206" "010400010001" "0202" "B900");

	(void)state;
	h->e.direction = EVENT_SEND;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "open")
	    IDENTITY SEND FIELDS "\"multiprotocol\": { \"name\": "
	    "\"multiprotocol\", \"families\": [ \"ipv4/unicast\" ] }, "
	    "\"exabgp-experimental-operational\": "
	    "{ \"name\": \"operational\" } } } } }\n");
	assert_non_null(strstr(help_write(h, 5),
	    ", \"operational\": { \"name\": \"operational\" }"));
	h->e.direction = EVENT_OUT;	/* the decoder of ExaBGP does not */
	assert_non_null(strstr(help_write(h, 5),
	    ", \"185\": { \"name\": \"operational\" }"));
	free(h);
}

static void
shows_the_true_as(void **state)
{
	struct help *h = open_of("0206" "4104000111F0");

	(void)state;
	assert_non_null(strstr(help_write(h, 4), "\"asn\": 70128,"));
	assert_non_null(strstr(help_write(h, -4), " asn 70128 "));
	free(h);
}

static void
has_no_capabilities(void **state)
{
	struct help *h = open_of("");

	(void)state;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "open")
	    IDENTITY RECEIVE FIELDS " } } } }\n");
	assert_non_null(strstr(help_write(h, -4), "capabilities []\n\n"));
	free(h);
}

/* Many capabilities, in parameters of RFC 9072. */
static void
reads_wide_parameters(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_OPEN, "04 FBF1 005A C0000202 FF FF 000E "
	    "02 0006 41040000FBF1 02 0002 0200");
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "open")
	    IDENTITY RECEIVE FIELDS
	    "\"65\": { \"name\": \"asn4\", \"asn4\": 64497 }, "
	    "\"2\": { \"name\": \"route-refresh\", \"variant\": \"RFC\" } "
	    "} } } }\n");
	free(h);
}

static void
shows_octets_of_what_is_refused(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_OPEN, "04 FBF1 0001 C0000202 00");
	assert_non_null(strstr(help_write(h, 4), "\"category\": 1,"));
	help_message(h, MSG_OPEN, "04 FBF1 005A C0000202 02 02 05");
	assert_non_null(strstr(help_write(h, 4), "\"category\": 1,"));
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_order_of_the_message),
		cmocka_unit_test(names_what_was_sent),
		cmocka_unit_test(shows_the_true_as),
		cmocka_unit_test(has_no_capabilities),
		cmocka_unit_test(reads_wide_parameters),
		cmocka_unit_test(shows_octets_of_what_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
