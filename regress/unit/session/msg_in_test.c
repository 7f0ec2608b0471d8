/* SPDX-License-Identifier: ISC */
/*
 * Framing: octet by octet, in runs, cut anywhere; bad headers in the middle
 * of a stream; what is forwarded is exactly what was sent.
 */
#include "common/seed.h"
#include "harness.h"
#include "ipc/position.h"

static size_t
put_update(uint8_t *p, size_t len, uint8_t fill)
{
	memset(p, 0xff, 16);
	p[16] = (uint8_t)(len >> 8);
	p[17] = (uint8_t)len;
	p[18] = MSG_UPDATE;
	memset(p + MSG_HEADER, fill, len - MSG_HEADER);
	return len;
}

static void
an_octet_at_a_time(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[23];
	size_t i;

	(void)state;
	establish(h);
	put_update(msg, sizeof(msg), 0);
	for (i = 0; i < sizeof(msg); i++) {
		assert_int_equal(h->nupdates, 0);
		say(h->peer_fd, msg + i, 1);
		turn(h, 1);
	}
	turn(h, 5);
	assert_int_equal(h->nupdates, sizeof(msg));
	assert_memory_equal(h->updates, msg, sizeof(msg));
	assert_null(h->p->est->part);
	harness_free(h);
}

/* Any cut of a stream gives the same octets; the seed is printed. */
static void
any_cut_is_the_same(void **state)
{
	static uint8_t stream[300000];
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	size_t len = 0, want = 0, at = 0, n;
	static uint8_t expect[300000];

	(void)state;
	seed_random();
	while (len < 200000) {
		if (rand() % 5 == 0) {
			put_update(stream + len, 19, 0);
			stream[len + 18] = MSG_KEEPALIVE;
			len += 19;
			continue;
		}
		n = put_update(stream + len, 23 + (size_t)rand() %
		    (rand() % 10 == 0 ? 60000 : 300), (uint8_t)rand());
		memcpy(expect + want, stream + len, n);
		want += n;
		len += n;
	}
	establish(h);
	while (at < len) {
		n = 1 + (size_t)rand() % (rand() % 2 == 0 ? 40 : 30000);
		if (n > len - at)
			n = len - at;
		say(h->peer_fd, stream + at, n);
		at += n;
		turn(h, 1);
		conn_taken(h->p->est, 1 << 20);
	}
	turn(h, 20);
	assert_int_equal(h->nupdates, want);
	assert_memory_equal(h->updates, expect, want);
	harness_free(h);
}

struct bad {
	uint8_t	at;
	uint8_t	v;
	uint8_t	subcode;
};

static void
bad_header_in_mid_stream(void **state)
{
	static const struct bad bads[] = {
		{ 3, 0, HEADER_SYNC }, { 17, 18, HEADER_LENGTH },
		{ 18, 6, HEADER_TYPE }, { 18, 0, HEADER_TYPE },
		{ 18, 255, HEADER_TYPE }, { 18, MSG_KEEPALIVE, HEADER_LENGTH },
	};
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[46];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bads) / sizeof(bads[0]); i++) {
		h = harness_new(&c);
		establish(h);
		put_update(msg, 23, 1);
		put_update(msg + 23, 23, 2);
		msg[23 + bads[i].at] = bads[i].v;
		say(h->peer_fd, msg, sizeof(msg));
		turn(h, 5);
		expect_notification(h->peer_fd, NOTIFY_HEADER,
		    bads[i].subcode);
		assert_int_equal(h->nupdates, 23);
		assert_null(h->p->est);
		assert_int_equal(h->sent[h->nsent - 1].type, SR_DOWN);
		harness_free(h);
	}
}

/* What position.h has says whose octets are read, as long as they are. */
static struct position seen;

static void
look(void *arg, enum log_level level, const char *line)
{
	const struct harness *h = arg;

	(void)level;
	if (strstr(line, "received NOTIFICATION") != NULL)
		seen = *h->e.position;
}

static void
the_position_is_noted_while_reading(void **state)
{
	static const uint8_t cease[] = { NOTIFY_CEASE, CEASE_DOWN };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct position at = { .neighbor = 0 };

	(void)state;
	h->e.position = &at;
	establish(h);
	assert_int_equal(at.neighbor, 0);
	log_set_sink(look, h);
	say_simple(h->peer_fd, MSG_NOTIFICATION, cease, sizeof(cease));
	turn(h, 5);
	assert_int_equal(seen.neighbor, c.id);
	assert_int_equal(seen.messages, 2);
	assert_true(addr_eq(&seen.remote, &c.remote));
	assert_int_equal(at.neighbor, 0);
	harness_free(h);
}

static void
length_4097(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[4097];

	(void)state;
	put_update(msg, sizeof(msg), 0);
	establish(h);
	say(h->peer_fd, msg, sizeof(msg));
	turn(h, 5);
	assert_int_equal(h->nupdates, 4097);
	harness_free(h);

	c.extended_message = 0;
	h = harness_new(&c);
	establish(h);
	say(h->peer_fd, msg, MSG_HEADER);	/* told by the header alone */
	turn(h, 5);
	expect_notification(h->peer_fd, NOTIFY_HEADER, HEADER_LENGTH);
	harness_free(h);
}

static void
reading_stops_at_the_window(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	static uint8_t msg[60000];
	size_t sent = 0;

	(void)state;
	put_update(msg, sizeof(msg), 0);
	establish(h);
	while (sent < 40 * sizeof(msg)) {
		ssize_t n = write(h->peer_fd, msg + sent % sizeof(msg),
		    sizeof(msg) - sent % sizeof(msg));

		turn(h, 1);
		if (n <= 0 && h->p->est->paused)
			break;
		if (n > 0)
			sent += (size_t)n;
	}
	assert_true(h->p->est->paused);
	assert_in_range(h->p->est->in_flight, SR_IN_WINDOW,
	    SR_IN_WINDOW + READ_ROOM + MSG_EXTENDED_MAX);
	conn_taken(h->p->est, h->p->est->in_flight);
	assert_false(h->p->est->paused);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_octet_at_a_time),
		cmocka_unit_test(any_cut_is_the_same),
		cmocka_unit_test(bad_header_in_mid_stream),
		cmocka_unit_test(the_position_is_noted_while_reading),
		cmocka_unit_test(length_4097),
		cmocka_unit_test(reading_stops_at_the_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
