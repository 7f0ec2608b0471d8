/* SPDX-License-Identifier: ISC */
/* Lines of the log that a neighbour may cause by coming and going. */
#include "harness.h"

static unsigned lines;

static void
count_lines(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
	lines++;
}

/* However it comes, and whatever it says when it goes. */
static void
bounds_the_lines_of_a_flapping_neighbour(void **state)
{
	static const uint8_t cease[] = { NOTIFY_CEASE, CEASE_DOWN, 2, 'h',
	    'i' };
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	unsigned i;
	int fd;

	(void)state;
	c.passive = 1;
	h = harness_new(&c);
	peer_start(h->p);
	log_set_sink(count_lines, NULL);
	lines = 0;
	for (i = 0; i < 60; i++) {
		fd = incoming(h);
		turn(h, 1);
		/* No family in common: one line more each time. */
		h->p->conf.families[0] = FAMILY_IPV6_UNICAST;
		say_open(h, fd, 0x0a000003);
		h->p->conf.families[0] = FAMILY_IPV4_UNICAST;
		say_simple(fd, MSG_KEEPALIVE, NULL, 0);
		turn(h, 2);
		assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
		say_simple(fd, MSG_NOTIFICATION, cease, sizeof(cease));
		turn(h, 1);
		close(fd);
	}
	assert_int_equal(lines, 30);
	/* The next minute begins with how many there were. */
	h->p->log_since -= 60 * 1000;
	assert_true(remember_may_log(h->p));
	assert_int_equal(lines, 31);
	log_set_sink(silent_sink, NULL);
	harness_free(h);
}

/* What programs are told is ExaBGP's table of words, not RFC 4271's. */
static void
says_why_as_exabgp_does(void **state)
{
	static const struct {
		uint8_t		 code, subcode;
		const char	*why;
	} rows[] = {
		{ NOTIFY_HEADER, HEADER_SYNC,
		    "Message header error / Connection Not Synchronized" },
		{ NOTIFY_OPEN, OPEN_PEER_AS,
		    "OPEN message error / Bad Peer AS" },
		{ NOTIFY_UPDATE, UPDATE_ATTR_LIST,
		    "UPDATE message error / Malformed Attribute List" },
		{ NOTIFY_HOLD, 0, "Hold timer expired / Unspecific" },
		{ NOTIFY_FSM, 0, "State machine error / Unspecific" },
		{ NOTIFY_CEASE, CEASE_DECONFIGURED,
		    "Cease / Peer De-configured" },
		{ NOTIFY_SEND_HOLD, 0,
		    "Send Hold Timer Expired / Unspecific" },
	};
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct notify n;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		notify_set(&n, rows[i].code, rows[i].subcode, NULL, 0);
		remember_received(h->p, &n);
		assert_string_equal(h->p->why_ended, rows[i].why);
	}
	notify_set_text(&n, NOTIFY_CEASE, CEASE_RESET, "noon");
	remember_sent(h->p, &n);
	assert_string_equal(h->p->how_ended, "notification sent (6,4)");
	assert_string_equal(h->p->why_ended,
	    "Cease / Administrative Reset / noon");
	remember_closed(h->p);
	assert_string_equal(h->p->how_ended, "closing connection");
	assert_string_equal(h->p->why_ended,
	    "the TCP connection was closed by the remote end");
	assert_string_equal(h->p->last_error,
	    "connection closed by the neighbour");
	harness_free(h);
}

static void
keeps_the_last_words(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct notify n, hard;
	char name[PEER_NAME];

	(void)state;
	assert_string_equal(peer_name(h->p, name, sizeof(name)),
	    "neighbor 192.0.2.1 (AS 65533)");
	notify_set_text(&n, NOTIFY_CEASE, CEASE_DOWN, "until \033 nine");
	remember_received(h->p, &n);
	assert_string_equal(h->p->last_error, "received NOTIFICATION: Cease, "
	    "Administrative Shutdown");
	assert_string_equal(h->p->shutdown_rcvd, "until ? nine");
	notify_hard(&hard, &n);
	remember_sent(h->p, &hard);
	assert_string_equal(h->p->last_error, "sent NOTIFICATION: Cease, "
	    "Hard Reset (Cease, Administrative Shutdown)");
	assert_int_equal(h->p->err_sent[1], CEASE_HARD_RESET);
	notify_set(&n, NOTIFY_CEASE, CEASE_HARD_RESET, "\6", 1);
	remember_received(h->p, &n);
	assert_string_equal(h->p->last_error, "received NOTIFICATION: Cease, "
	    "Hard Reset");
	assert_null(h->p->shutdown_rcvd);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounds_the_lines_of_a_flapping_neighbour),
		cmocka_unit_test(says_why_as_exabgp_does),
		cmocka_unit_test(keeps_the_last_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
