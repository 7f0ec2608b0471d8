/* SPDX-License-Identifier: ISC */
/* Every kind of event as a literal line; which forms a message has. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <signal.h>

#include "bgp/message.h"
#include "common/event/event_help.h"

static void
writes_states(void **state)
{
	struct help *h = help_new(EVENT_CONNECTED);
	static const char reason[] = "a \"b\"\n[c]";

	(void)state;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "state")
	    IDENTITY ", \"state\": \"connected\" } }\n");
	assert_int_equal(h->written, 1);
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 connected\n\n");
	h->e.kind = EVENT_UP;
	assert_string_equal(help_write(h, 5), ENVELOPE("5.0.0", "41", "state")
	    IDENTITY_ID ", \"state\": \"up\" } }\n");
	assert_string_equal(help_write(h, -6), "neighbor 192.0.2.2 up\n\n");
	h->e.kind = EVENT_DOWN;
	h->e.u.reason = rbuf_of(reason, sizeof(reason) - 1);
	assert_string_equal(help_write(h, 6), ENVELOPE("6.0.0", "41", "state")
	    IDENTITY_ID ", \"state\": \"down\", "
	    "\"reason\": \"a \\\"b\\\"\\n[c]\" } }\n");
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 down - a \"b\"\\n[c]\n\n");
	h->e.u.reason = (struct rbuf){ 0 };
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 down - \n\n");
	free(h);
}

static void
writes_what_text_has_not(void **state)
{
	struct help *h = help_new(EVENT_FSM);

	(void)state;
	h->e.u.fsm = EVENT_OPENSENT;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "fsm")
	    IDENTITY ", \"state\": \"OPENSENT\" } }\n");
	assert_string_equal(help_write(h, -4), "");
	assert_int_equal(h->written, 0);
	h->e.u.fsm = (enum event_fsm)9;
	assert_string_equal(help_write(h, 4), "");
	h->e.kind = EVENT_SIGNAL;
	h->e.u.signal = SIGUSR1;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "signal")
	    IDENTITY ", \"code\": \"10\", \"name\": \"SIGUSR1\" } }\n");
	assert_string_equal(help_write(h, -4), "");
	h->e.u.signal = 99;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "signal")
	    IDENTITY ", \"code\": \"99\", \"name\": \"UNKNOWN\" } }\n");
	free(h);
}

static void
writes_what_was_negotiated(void **state)
{
	struct help *h = help_new(EVENT_NEGOTIATED);
	const struct negotiated n = {
		.extended_tx = 1, .hold_time = 90, .as4 = 1, .refresh = 1,
		.enhanced_refresh = 1, .enh_nexthop = 1,
		.families = 1 | 1 << FAMILY_IPV6_UNICAST,
		.add_path_rx = 1 | 1 << FAMILY_IPV6_UNICAST,
		.add_path_tx = 1 << FAMILY_IPV6_UNICAST,
	};

	(void)state;
	assert_string_equal(help_write(h, 4),
	    ENVELOPE("4.0.1", "41", "negotiated") IDENTITY
	    ", \"negotiated\": { \"message_size\": 4096, \"hold_time\": 0, "
	    "\"asn4\": false, \"multisession\": false, \"operational\": false, "
	    "\"refresh\": \"absent\", \"families\": [  ], \"nexthop\": [  ], "
	    "\"add_path\": { \"send\": [  ], \"receive\": [  ] } }  } }\n");
	h->e.negotiated = &n;
	h->peer.operational = true;
	assert_string_equal(help_write(h, 4),
	    ENVELOPE("4.0.1", "41", "negotiated") IDENTITY
	    ", \"negotiated\": { \"message_size\": 65535, \"hold_time\": 90, "
	    "\"asn4\": true, \"multisession\": false, \"operational\": true, "
	    "\"refresh\": \"enhanced\", "
	    "\"families\": [ \"ipv4 unicast\" ,\"ipv6 unicast\" ], "
	    "\"nexthop\": [ \"ipv4 unicast ipv6\" ], "
	    "\"add_path\": { \"send\": [ \"ipv6 unicast\" ], "
	    "\"receive\": [ \"ipv4 unicast\", \"ipv6 unicast\" ] } }  } }\n");
	assert_string_equal(help_write(h, -4), "");
	free(h);
}

static void
writes_of_the_daemon(void **state)
{
	struct help *h = help_new(EVENT_SHUTDOWN);

	(void)state;
	h->e.peer = NULL;
	assert_string_equal(help_write(h, 4), "{ \"exabgp\": \"4.0.1\", "
	    "\"time\": 1700000000.000042, \"host\" : \"r1\", \"pid\" : 12, "
	    "\"ppid\" : 7, \"type\": \"notification\", "
	    "\"notification\": \"shutdown\" }\n");
	assert_string_equal(help_write(h, -4), "shutdown 12 7\n\n");
	h->e.kind = EVENT_LOST;
	h->e.u.lost = 1234;
	assert_string_equal(help_write(h, 6), "{ \"exabgp\": \"6.0.0\", "
	    "\"time\": 1700000000.000042, \"host\" : \"r1\", \"pid\" : 12, "
	    "\"ppid\" : 7, \"type\": \"lost\", \"events\": 1234 }\n");
	assert_string_equal(help_write(h, -4), "lost 1234\n\n");
	h->e.kind = EVENT_RESYNC;
	assert_string_equal(help_write(h, 6), "{ \"exabgp\": \"6.0.0\", "
	    "\"time\": 1700000000.000042, \"host\" : \"r1\", \"pid\" : 12, "
	    "\"ppid\" : 7, \"type\": \"resync\", \"state\": \"end\" }\n");
	assert_string_equal(help_write(h, -4), "resync end\n\n");
	h->e.kind = EVENT_UP;	/* wants a neighbour */
	assert_string_equal(help_write(h, 4), "");
	free(h);
}

static void
writes_lost_and_resync(void **state)
{
	struct help *h = help_new(EVENT_LOST);

	(void)state;
	h->e.u.lost = 3;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "lost")
	    ", \"events\": 3" IDENTITY " } }\n");
	assert_string_equal(help_write(h, -4), "neighbor 192.0.2.2 lost 3\n\n");
	h->e.kind = EVENT_RESYNC;
	assert_string_equal(help_write(h, 4), ENVELOPE("4.0.1", "41", "resync")
	    IDENTITY ", \"state\": \"end\" } }\n");
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 resync end\n\n");
	free(h);
}

#define MARKER		"FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
#define RAW		", \"message\": { \"category\": 4, \"header\": \"0x" \
			MARKER "001304\", \"body\": \"0x\" } "
#define HEADER		", \"header\": \"0x" MARKER "001304\""

static void
writes_the_forms_that_are_wanted(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_KEEPALIVE, "");
	h->form.what = 0;
	assert_string_equal(help_write(h, 4), "");
	h->form.what = EVENT_PARSED;
	assert_string_equal(help_write(h, 4),
	    ENVELOPE("4.0.1", "41", "keepalive") IDENTITY RECEIVE "  } }\n");
	h->form.what = EVENT_PACKETS;
	assert_string_equal(help_write(h, 4),
	    ENVELOPE("4.0.1", "41", "keepalive") IDENTITY RECEIVE RAW
	    " } }\n");
	h->form.what = EVENT_PACKETS | EVENT_PARSED;
	assert_string_equal(help_write(h, 6),
	    ENVELOPE("6.0.0", "41", "keepalive") IDENTITY_ID RECEIVE RAW
	    " } }\n"
	    ENVELOPE("6.0.0", "42", "keepalive") IDENTITY_ID RECEIVE
	    "  } }\n");
	assert_int_equal(h->written, 2);
	assert_string_equal(help_write(h, -4),
	    "neighbor 192.0.2.2 receive 4 header 0x" MARKER "001304\n\n"
	    "neighbor 192.0.2.2 receive keepalive\n\n");
	h->form.what = EVENT_CONSOLIDATE | EVENT_PACKETS;
	assert_string_equal(help_write(h, 6),
	    ENVELOPE("6.0.0", "41", "keepalive") HEADER IDENTITY_ID RECEIVE
	    "  } }\n");
	assert_string_equal(help_write(h, -6), "neighbor 192.0.2.2 receive "
	    "keepalive header 0x" MARKER "001304\n\n");
	free(h);
}

/* Shape 4 adds octets to what was received even when nobody asked. */
static void
consolidates_as_each_version_does(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_KEEPALIVE, "");
	h->form.what = EVENT_CONSOLIDATE | EVENT_PARSED;
	assert_string_equal(help_write(h, 4),
	    ENVELOPE("4.0.1", "41", "keepalive") HEADER IDENTITY RECEIVE
	    "  } }\n");
	assert_string_equal(help_write(h, 5),
	    ENVELOPE("5.0.0", "41", "keepalive") IDENTITY_ID RECEIVE
	    "  } }\n");
	h->e.direction = EVENT_SEND;
	assert_string_equal(help_write(h, 4),
	    ENVELOPE("4.0.1", "41", "keepalive") IDENTITY SEND "  } }\n");
	free(h);
}

static void
writes_whole_events_or_nothing(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);
	struct event_daemon d = { "", -1, 0 };
	size_t n, whole;
	char small[1024];
	struct wbuf w;

	(void)state;
	help_message(h, MSG_KEEPALIVE, "");
	h->form.what = EVENT_PACKETS | EVENT_PARSED;
	whole = strlen(help_write(h, 4));
	for (n = 0; n < whole; n++) {
		wbuf_fixed(&w, small, n);
		assert_true(event_write(&w, &h->form, &help_daemon,
		    &h->e) < 2);
		assert_true(w.failed);
		assert_true(w.len == 0 || small[w.len - 1] == '\n');
	}
	h->form.shape = 7;
	wbuf_fixed(&w, small, sizeof(small));
	assert_int_equal(event_write(&w, &h->form, &d, &h->e), 0);
	h->form.shape = 4;
	h->e.kind = EVENT_KINDS;
	assert_int_equal(event_write(&w, &h->form, &d, &h->e), 0);
	assert_int_equal(w.len, 0);
	free(h);
}

static void
shows_odd_times_and_addresses(void **state)
{
	struct help *h = help_new(EVENT_UP);

	(void)state;
	h->e.time_us = -5;
	assert_non_null(strstr(help_write(h, 4), "\"time\": 0.000000,"));
	h->e.time_us = 1000000;
	assert_non_null(strstr(help_write(h, 4), "\"time\": 1.000000,"));
	assert_int_equal(addr_parse("fe80::1", &h->peer.remote), 0);
	h->peer.remote.scope = 3;
	assert_string_equal(help_write(h, -4), "neighbor fe80::1%3 up\n\n");
	h->peer.counter = UINT64_MAX - 1;
	assert_non_null(strstr(help_write(h, 4),
	    "\"counter\": 18446744073709551615,"));
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_states),
		cmocka_unit_test(writes_what_text_has_not),
		cmocka_unit_test(writes_what_was_negotiated),
		cmocka_unit_test(writes_of_the_daemon),
		cmocka_unit_test(writes_lost_and_resync),
		cmocka_unit_test(writes_the_forms_that_are_wanted),
		cmocka_unit_test(consolidates_as_each_version_does),
		cmocka_unit_test(writes_whole_events_or_nothing),
		cmocka_unit_test(shows_odd_times_and_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
