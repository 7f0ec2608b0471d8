/* SPDX-License-Identifier: ISC */
/* NOTIFICATION, ROUTE-REFRESH, OPERATIONAL, and what does not decode. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "bgp/message.h"
#include "common/event/event_help.h"


#define MARKER	"FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"

/* Contents of the event in JSON of that shape; text likewise. */
static void
expect(struct help *h, int shape, const char *type, const char *contents)
{
	static const char *const version[] = {
		[4] = "4.0.1", [5] = "5.0.0", [6] = "6.0.0"
	};
	char want[4096];

	snprintf(want, sizeof(want), "{ \"exabgp\": \"%s\", "
	    "\"time\": 1700000000.000042, \"host\" : \"r1\", \"pid\" : 12, "
	    "\"ppid\" : 7, \"counter\": 41, \"type\": \"%s\"%s%s%s } }\n",
	    version[shape], type, shape == 4 ? IDENTITY : IDENTITY_ID,
	    RECEIVE, contents);
	assert_string_equal(help_write(h, shape), want);
}

static void
expect_text(struct help *h, const char *text)
{
	char want[4096];

	snprintf(want, sizeof(want), "neighbor 192.0.2.2 receive %s\n\n",
	    text);
	assert_string_equal(help_write(h, -4), want);
}

static void
writes_notifications(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_NOTIFICATION, "06 03 01 02 7A");
	expect(h, 4, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 3, \"data\": \"0x01027A\" } ");
	expect(h, 6, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 3, \"data\": \"0x01027A\", "
	    "\"message\": \"\\u0001\\u0002z\" } ");
	expect_text(h, "notification code 6 subcode 3 data 0x01027A");
	help_message(h, MSG_NOTIFICATION, "04 00");
	expect(h, 4, "notification", ", \"notification\": { \"code\": 4, "
	    "\"subcode\": 0, \"data\": \"0x\" } ");
	expect(h, 5, "notification", ", \"notification\": { \"code\": 4, "
	    "\"subcode\": 0, \"data\": \"0x\", \"message\": \"\" } ");
	free(h);
}

/* RFC 9003: ExaBGP from 5 on shows its own sentence, also as octets. */
static void
writes_shutdown_communications(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_NOTIFICATION, "06 02 05 62 79 0A 22 21");
	expect(h, 4, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 2, \"data\": \"0x0562790A2221\" } ");
	expect(h, 6, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 2, \"data\": \"0x53687574646F776E20436F6D6D756E69"
	    "636174696F6E3A2022627920222122\", "
	    "\"message\": \"Shutdown Communication: \\\"by \\\"!\\\"\" } ");
	expect_text(h, "notification code 6 subcode 2 data 0x0562790A2221");
	/* Its length lies; it is no UTF-8; it is empty. */
	help_message(h, MSG_NOTIFICATION, "06 02 06 62 79 65");
	expect(h, 6, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 2, \"data\": \"0x06627965\", "
	    "\"message\": \"\\u0006bye\" } ");
	help_message(h, MSG_NOTIFICATION, "06 04 01 FF");
	expect(h, 6, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 4, \"data\": \"0x01FF\", "
	    "\"message\": \"\\u0001\\ufffd\" } ");
	help_message(h, MSG_NOTIFICATION, "06 04 00");
	expect(h, 6, "notification", ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 4, \"data\": \"0x00\", "
	    "\"message\": \"\\u0000\" } ");
	free(h);
}

static void
writes_refreshes(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_REFRESH, "0001 00 01");
	expect(h, 4, "refresh", ", \"route-refresh\": { \"afi\": \"ipv4\", "
	    "\"safi\": \"unicast\", \"subtype\": \"query\" }");
	expect_text(h, "route-refresh afi ipv4 safi unicast query");
	help_message(h, MSG_REFRESH, "0002 01 02");
	expect(h, 6, "refresh", ", \"route-refresh\": { \"afi\": \"ipv6\", "
	    "\"safi\": \"multicast\", \"subtype\": \"begin\" }");
	help_message(h, MSG_REFRESH, "0001 02 80");
	expect_text(h, "route-refresh afi ipv4 safi mpls-vpn end");
	help_message(h, MSG_REFRESH, "0001 07 01");
	expect_text(h, "route-refresh afi ipv4 safi unicast invalid");
	free(h);
}

static void
writes_operationals(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_OPERATIONAL, "0001 0006 0001 01 61 22 0A");
	expect(h, 4, "operational", ", \"operational\": { \"name\": \"ADM\", "
	    "\"afi\": \"ipv4\", \"safi\": \"unicast\", "
	    "\"advisory\": \"a\\\"\\n\" }");
	expect_text(h, "operational ADM afi ipv4 safi unicast "
	    "advisory \"a\\\"\\n\"");
	help_message(h, MSG_OPERATIONAL,
	    "0003 000B 0001 01 C0000205 00000007");
	expect(h, 4, "operational", ", \"operational\": { \"name\": "
	    "\"RPCQ\", \"afi\": \"ipv4\", \"safi\": \"unicast\" }");
	expect_text(h, "operational RPCQ afi ipv4 safi unicast");
	help_message(h, MSG_OPERATIONAL,
	    "0004 000F 0002 01 C0000205 00000007 00000063");
	expect(h, 6, "operational", ", \"operational\": { \"name\": "
	    "\"RPCP\", \"afi\": \"ipv6\", \"safi\": \"unicast\", "
	    "\"router-id\": \"192.0.2.5\", \"sequence\": 7, "
	    "\"counter\": 99 }");
	expect_text(h, "operational RPCP afi ipv6 safi unicast "
	    "router-id 192.0.2.5 sequence 7 counter 99");
	help_message(h, MSG_OPERATIONAL, "FFFF 0002 AB CD");
	expect(h, 4, "operational", ", \"operational\": { \"name\": "
	    "\"unknown\", \"type\": 65535, \"data\": \"0xABCD\" }");
	expect_text(h, "operational unknown type 65535 data 0xABCD");
	free(h);
}

/* Each with what its raw form is called, and a body that is not of its form. */
static void
shows_octets_of_what_does_not_decode(void **state)
{
	static const struct {
		uint8_t		 type;
		const char	*name;
		const char	*hex;
	} rows[] = {
		{ MSG_OPEN, "open", "03" },
		{ MSG_UPDATE, "update", "00" },
		{ MSG_NOTIFICATION, "notification", "06" },
		{ MSG_KEEPALIVE, "keepalive", "00" },
		{ MSG_REFRESH, "route refresh", "00010001AB" },
		{ MSG_OPERATIONAL, "operational", "0001000800" },
		{ MSG_OPERATIONAL, "operational", "00010002FFFF" },
		{ MSG_OPERATIONAL, "operational", "000300030001FF" },
		{ MSG_OPERATIONAL, "operational",
		    "0004000B000101C000020500000007" },
		{ MSG_OPERATIONAL, "operational",
		    "0003000C000101C000020500000007FF" },
		{ 9, "unknown", "ABCD" },
		{ 255, "unknown", "" },
	};
	struct help *h = help_new(EVENT_MESSAGE);
	char want[1024];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		help_message(h, rows[i].type, rows[i].hex);
		snprintf(want, sizeof(want), ", \"message\": { "
		    "\"category\": %u, \"header\": \"0x" MARKER "%04zX%02X\", "
		    "\"body\": \"0x%s\" } ", rows[i].type,
		    19 + strlen(rows[i].hex) / 2, rows[i].type, rows[i].hex);
		expect(h, 4, rows[i].name, want);
		assert_int_equal(h->written, 1);
		snprintf(want, sizeof(want), "%u header 0x" MARKER
		    "%04zX%02X%s%s", rows[i].type,
		    19 + strlen(rows[i].hex) / 2, rows[i].type,
		    rows[i].hex[0] == '\0' ? "" : " body 0x", rows[i].hex);
		expect_text(h, want);
	}
	/* Both forms wanted: still only once. */
	h->form.what = EVENT_PARSED | EVENT_PACKETS;
	help_write(h, 4);
	assert_int_equal(h->written, 1);
	help_message(h, MSG_REFRESH, "00");
	h->form.what = EVENT_PARSED;
	assert_non_null(strstr(help_write(h, 5),
	    "\"type\": \"route-refresh\""));
	free(h);
}

static void
shows_less_than_a_header(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_KEEPALIVE, "");
	h->e.message.left = 3;
	expect(h, 4, "unknown", ", \"message\": { \"category\": 0, "
	    "\"header\": \"0xFFFFFF\", \"body\": \"0x\" } ");
	h->e.message = (struct rbuf){ 0 };
	expect_text(h, "0");
	free(h);
}

static void
adds_octets_and_what_was_negotiated(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_NOTIFICATION, "0602");
	h->form.what = EVENT_CONSOLIDATE | EVENT_PACKETS;
	assert_string_equal(help_write(h, 6),
	    ENVELOPE("6.0.0", "41", "notification")
	    ", \"header\": \"0x" MARKER "001503\", \"body\": \"0x0602\""
	    IDENTITY_ID RECEIVE ", \"notification\": { \"code\": 6, "
	    "\"subcode\": 2, \"data\": \"0x\", \"message\": \"\" }  } }\n");
	expect_text(h, "notification code 6 subcode 2 data 0x "
	    "header 0x" MARKER "001503 body 0x0602");
	/* Only a raw form has the object beside it. */
	h->form.negotiated = true;
	assert_null(strstr(help_write(h, 6), "negotiated"));
	h->form.what = EVENT_PACKETS;
	assert_non_null(strstr(help_write(h, 6),
	    "\"body\": \"0x0602\" } , \"negotiated\": { \"message_size\": "));
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_notifications),
		cmocka_unit_test(writes_shutdown_communications),
		cmocka_unit_test(writes_refreshes),
		cmocka_unit_test(writes_operationals),
		cmocka_unit_test(shows_octets_of_what_does_not_decode),
		cmocka_unit_test(shows_less_than_a_header),
		cmocka_unit_test(adds_octets_and_what_was_negotiated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
