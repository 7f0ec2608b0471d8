/* SPDX-License-Identifier: ISC */
/*
 * A neighbour from nothing to Established and back, both directions, two
 * connections at once, and what each side hears at the end.
 */
#include "harness.h"

static struct sent *
last_sent(struct harness *h, uint16_t type)
{
	size_t i;

	for (i = h->nsent; i > 0; i--)
		if (h->sent[i - 1].type == type)
			return &h->sent[i - 1];
	return NULL;
}

static void
dials_at_once_and_comes_up(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	peer_start(h->p);
	turn(h, 5);
	assert_int_equal(h->connects, 1);
	assert_int_equal(peer_state(h->p), ST_CONNECT);
	h->peer_fd = outgoing(h);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	assert_int_equal(peer_state(h->p), ST_OPEN_SENT);
	say_open(h, h->peer_fd, 0x0a000003);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
	assert_int_equal(peer_state(h->p), ST_OPEN_CONFIRM);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(last_sent(h, SR_UP)->len, sizeof(struct negotiated));
	harness_free(h);
}

/* RFC 4760 8: it stands, and people are told why nothing is exchanged. */
static void
stands_without_a_common_family(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_EXTENDED_MAX];
	size_t len;

	(void)state;
	peer_start(h->p);
	h->peer_fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	h->p->conf.families[0] = FAMILY_IPV6_UNICAST;
	say_open(h, h->peer_fd, 0x0a000003);
	h->p->conf.families[0] = FAMILY_IPV4_UNICAST;
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_true(h->p->est->neg->families == 0);
	assert_string_equal(h->p->last_error,
	    "no address family in common: no routes");
	harness_free(h);
}

static void
backs_off_after_failures(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct conn *dial = &h->p->conn[0];

	(void)state;
	peer_start(h->p);
	turn(h, 5);
	peer_connect_failed(h->p, dial->attempt, "no route");
	assert_int_equal(h->p->fails, 1);
	assert_int_equal(peer_state(h->p), ST_ACTIVE);
	assert_in_range(loop_timer_left(dial->timers[TIMER_IDLE_HOLD]), 400,
	    1000);
	assert_string_equal(h->p->last_error, "no route");
	turn(h, 1050);
	assert_int_equal(h->connects, 2);
	peer_connect_failed(h->p, dial->attempt - 1, "an old one");
	assert_int_equal(h->p->fails, 1);
	peer_connect_failed(h->p, dial->attempt, "again");
	assert_in_range(loop_timer_left(dial->timers[TIMER_IDLE_HOLD]), 1200,
	    2000);
	/* The operator, and a connection of theirs, need not wait. */
	peer_start(h->p);
	turn(h, 5);
	assert_int_equal(h->connects, 3);
	harness_free(h);
}

static void
comes_back_at_once_after_a_session(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint32_t before;

	(void)state;
	establish(h);
	before = h->connects;
	close(h->peer_fd);
	h->peer_fd = -1;
	turn(h, 20);
	assert_null(h->p->est);
	assert_non_null(last_sent(h, SR_DOWN));
	assert_true(h->connects > before);
	harness_free(h);
}

/* RFC 4271 6.8: our identifier is lower, so theirs stays. */
static void
collision(uint32_t their_id, bool ours_stays)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	int ours, theirs;
	size_t len;

	peer_start(h->p);
	turn(h, 2);
	ours = outgoing(h);
	turn(h, 2);
	theirs = incoming(h);
	turn(h, 2);
	assert_int_equal(hear(ours, msg, &len), MSG_OPEN);
	assert_int_equal(hear(theirs, msg, &len), MSG_OPEN);
	say_open(h, ours, their_id);
	turn(h, 2);
	assert_int_equal(hear(ours, msg, &len), MSG_KEEPALIVE);
	say_open(h, theirs, their_id);
	turn(h, 2);
	expect_notification(ours_stays ? theirs : ours, NOTIFY_CEASE,
	    CEASE_COLLISION);
	say_simple(ours_stays ? ours : theirs, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(h->p->est->dialed, ours_stays);
	close(ours);
	close(theirs);
	harness_free(h);
}

static void
collision_by_identifier(void **state)
{
	(void)state;
	collision(0x0a000003, false);
	collision(0x0a000001, true);
}

static void
a_second_connection_does_not_disturb(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;
	int fd;

	(void)state;
	establish(h);
	fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(fd, msg, &len), MSG_OPEN);
	say_open(h, fd, 0x0a000003);
	turn(h, 5);
	expect_notification(fd, NOTIFY_CEASE, CEASE_COLLISION);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
	close(fd);
	harness_free(h);
}

/* RFC 4724 4.2: with graceful restart it replaces the old one. */
static void
a_second_connection_replaces_gracefully(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	uint32_t gen;
	size_t len;
	int fd;

	(void)state;
	c.gr_time = 120;
	h = harness_new(&c);
	establish(h);
	gen = h->p->gen;
	fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(fd, msg, &len), MSG_OPEN);
	say_open(h, fd, 0x0a000003);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	say_simple(fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(h->p->gen, gen + 1);
	close(fd);
	harness_free(h);
}

/* One that was there before the session says nothing of a restart. */
static void
an_older_connection_replaces_nothing(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	size_t len;
	int fd;

	(void)state;
	c.gr_time = 120;
	h = harness_new(&c);
	peer_start(h->p);
	turn(h, 5);
	fd = outgoing(h);
	turn(h, 5);
	assert_int_equal(hear(fd, msg, &len), MSG_OPEN);
	h->peer_fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	say_open(h, h->peer_fd, 0x0a000003);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	say_open(h, fd, 0x0a000003);
	turn(h, 5);
	expect_notification(fd, NOTIFY_CEASE, CEASE_COLLISION);
	assert_ptr_equal(h->p->est, &h->p->conn[1]);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
	close(fd);
	harness_free(h);
}

/* Somebody looks whether the port is open: that is no reason to dial. */
static void
a_lost_second_connection_is_not_dialled_again(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;
	int fd;

	(void)state;
	establish(h);
	assert_int_equal(h->connects, 1);
	fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(fd, msg, &len), MSG_OPEN);
	close(fd);
	turn(h, 1200);
	assert_int_equal(h->connects, 1);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	/* And the next one is tracked all the same. */
	fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(fd, msg, &len), MSG_OPEN);
	close(fd);
	turn(h, 5);
	/* When the session is lost it dials, at once. */
	close(h->peer_fd);
	h->peer_fd = -1;
	turn(h, 5);
	assert_int_equal(h->connects, 2);
	harness_free(h);
}

/* Our own, which failed before its OPEN came, beside a session. */
static void
a_lost_dial_beside_a_session_rests(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;
	int fd;

	(void)state;
	peer_start(h->p);
	turn(h, 5);
	fd = outgoing(h);
	turn(h, 5);
	h->peer_fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	say_open(h, h->peer_fd, 0x0a000003);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	close(fd);
	turn(h, 1200);
	assert_int_equal(h->connects, 1);
	harness_free(h);
}

struct wrong {
	uint8_t	state;		/* reached before it is said */
	uint8_t	type;
	uint8_t	code;
	uint8_t	subcode;
};

static void
wrong_messages(void **state)
{
	static const struct wrong wrongs[] = {
		{ ST_OPEN_SENT, MSG_KEEPALIVE, NOTIFY_FSM, 1 },
		{ ST_OPEN_SENT, MSG_UPDATE, NOTIFY_FSM, 1 },
		{ ST_OPEN_SENT, MSG_REFRESH, NOTIFY_FSM, 1 },
		{ ST_OPEN_CONFIRM, MSG_UPDATE, NOTIFY_FSM, 2 },
		{ ST_OPEN_CONFIRM, MSG_OPEN, NOTIFY_FSM, 2 },
		{ ST_OPEN_CONFIRM, MSG_REFRESH, NOTIFY_FSM, 2 },
		{ ST_ESTABLISHED, MSG_OPEN, NOTIFY_FSM, 3 },
	};
	static const uint8_t body[4];
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	size_t i, len;

	(void)state;
	for (i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		h = harness_new(&c);
		peer_start(h->p);
		h->peer_fd = incoming(h);
		turn(h, 3);
		(void)hear(h->peer_fd, msg, &len);
		if (wrongs[i].state >= ST_OPEN_CONFIRM)
			say_open(h, h->peer_fd, 0x0a000003);
		if (wrongs[i].state == ST_ESTABLISHED)
			say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
		turn(h, 3);
		assert_int_equal(peer_state(h->p), wrongs[i].state);
		if (wrongs[i].type == MSG_OPEN)
			say_open(h, h->peer_fd, 0x0a000003);
		else
			say_simple(h->peer_fd, wrongs[i].type, body,
			    wrongs[i].type == MSG_KEEPALIVE ? 0 : 4);
		turn(h, 3);
		expect_notification(h->peer_fd, wrongs[i].code,
		    wrongs[i].subcode);
		harness_free(h);
	}
}

static void
never_answers_a_notification(void **state)
{
	static const uint8_t cease[] = { 6, 2, 3, 'b', 'y', 'e' };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	establish(h);
	say_simple(h->peer_fd, MSG_NOTIFICATION, cease, sizeof(cease));
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	assert_null(h->p->est);
	assert_string_equal(h->p->shutdown_rcvd, "bye");
	assert_int_equal(h->p->err_rcvd[1], CEASE_DOWN);
	harness_free(h);
}

static void
stops_with_words_or_silently(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	struct notify n;
	size_t len;

	(void)state;
	notify_set_text(&n, NOTIFY_CEASE, CEASE_DOWN, "maintenance");
	h = harness_new(&c);
	establish(h);
	peer_stop(h->p, &n, true);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_NOTIFICATION);
	assert_int_equal(len, 21 + 12);
	assert_memory_equal(msg + 21, "\013maintenance", 12);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	assert_int_equal(read(h->peer_fd, msg, 1), 0);
	turn(h, 20);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	harness_free(h);

	c.gr_time = 120;
	h = harness_new(&c);
	establish(h);
	peer_stop(h->p, &n, true);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	harness_free(h);

	h = harness_new(&c);
	establish(h);
	peer_stop(h->p, &n, false);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_NOTIFICATION);
	harness_free(h);
}

static uint8_t
why_down(struct harness *h)
{
	turn(h, 5);
	return h->down_why;
}

static struct harness *
with_notification(void)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;

	c.gr_time = 120;
	c.gr_notification = 1;
	h = harness_new(&c);
	establish(h);
	assert_true(h->p->est->neg->gr_notification);
	return h;
}

/* RFC 8538 4 */
static void
only_a_hard_reset_ends_graceful_notification(void **state)
{
	static const uint8_t soft[] = { 6, 4 }, hard[] = { 6, 9, 6, 2 };
	struct harness *h = with_notification();
	uint8_t msg[MSG_EXTENDED_MAX];
	struct notify n;
	size_t len;

	(void)state;
	say_simple(h->peer_fd, MSG_NOTIFICATION, soft, sizeof(soft));
	assert_int_equal(why_down(h), SR_DOWN_GRACEFUL);
	harness_free(h);

	h = with_notification();
	say_simple(h->peer_fd, MSG_NOTIFICATION, hard, sizeof(hard));
	assert_int_equal(why_down(h), SR_DOWN_PLAIN);
	assert_string_equal(h->p->last_error, "received NOTIFICATION: Cease, "
	    "Hard Reset (Cease, Administrative Shutdown)");
	harness_free(h);

	h = with_notification();
	conn_event(h->p->est, EV_HOLD_EXPIRES);
	expect_notification(h->peer_fd, NOTIFY_HOLD, 0);
	assert_int_equal(why_down(h), SR_DOWN_GRACEFUL);
	harness_free(h);

	h = with_notification();
	notify_set_text(&n, NOTIFY_CEASE, CEASE_DOWN, "bye");
	peer_stop(h->p, &n, false);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_NOTIFICATION);
	assert_int_equal(len, MSG_HEADER + 8);
	assert_memory_equal(msg + MSG_HEADER, "\6\11\6\2\3bye", 8);
	assert_int_equal(why_down(h), SR_DOWN_PLAIN);
	harness_free(h);

	h = with_notification();
	notify_set(&n, NOTIFY_CEASE, CEASE_RESET, NULL, 0);
	peer_reset(h->p, &n, false);
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_RESET);
	assert_int_equal(why_down(h), SR_DOWN_GRACEFUL);
	harness_free(h);
}

/* Over its prefix limit: away for the time that it names, or for good. */
static void
rests_after_a_prefix_limit(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct notify n;

	(void)state;
	establish(h);
	notify_set(&n, NOTIFY_CEASE, CEASE_MAX_PREFIX, NULL, 0);
	peer_rest(h->p, &n, 1);
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_MAX_PREFIX);
	assert_int_equal(why_down(h), SR_DOWN_PLAIN);
	close(h->peer_fd);
	h->peer_fd = incoming(h);
	turn(h, 500);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	turn(h, 700);
	assert_true(h->p->started);
	assert_int_not_equal(peer_state(h->p), ST_IDLE);
	close(h->peer_fd);
	establish(h);
	peer_rest(h->p, &n, 0);
	turn(h, 1200);
	assert_false(h->p->started);
	harness_free(h);
}

static void
hold_time_zero_has_no_timers(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;

	(void)state;
	c.hold_time = 0;
	h = harness_new(&c);
	establish(h);
	assert_false(loop_timer_running(h->p->est->timers[TIMER_HOLD]));
	assert_false(loop_timer_running(h->p->est->timers[TIMER_KEEPALIVE]));
	harness_free(h);
}

static void
forgets_capabilities_after_2_4(void **state)
{
	static const uint8_t body[] = { 2, 4 };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	peer_start(h->p);
	h->peer_fd = incoming(h);
	turn(h, 3);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	assert_true(len > 29);
	say_simple(h->peer_fd, MSG_NOTIFICATION, body, 2);
	turn(h, 3);
	close(h->peer_fd);
	h->peer_fd = incoming(h);
	turn(h, 3);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	assert_int_equal(len, 29);
	harness_free(h);
}

/* Reads n octets while the engine goes on writing. */
static void
read_whole(struct harness *h, uint8_t *p, size_t n)
{
	ssize_t r;

	while (n > 0) {
		r = read(h->peer_fd, p, n);
		if (r <= 0) {
			turn(h, 1);
			continue;
		}
		p += r;
		n -= (size_t)r;
	}
}

/* A table that does not fit the socket: credit, and keepalives between. */
static void
keepalive_overtakes_a_table(void **state)
{
	static uint8_t run[128000];
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_EXTENDED_MAX];
	size_t i, len, updates = 0, got = 0;
	uint8_t type;

	(void)state;
	establish(h);
	for (i = 0; i < sizeof(run); i += 1000) {
		memset(run + i, 0xff, 16);
		run[i + 16] = 1000 >> 8;
		run[i + 17] = 1000 & 0xff;
		run[i + 18] = MSG_UPDATE;
	}
	for (i = 0; i < 6; i++)
		conn_send(h->p->est, run, sizeof(run), true);
	assert_true(h->p->est->blocked);
	conn_event(h->p->est, EV_KEEPALIVE_EXPIRES);
	conn_event(h->p->est, EV_KEEPALIVE_EXPIRES);
	while (updates < 6 * sizeof(run) / 1000) {
		read_whole(h, msg, MSG_HEADER);
		type = msg[18];
		len = (size_t)(msg[16] << 8 | msg[17]);
		read_whole(h, msg, len - MSG_HEADER);
		if (type == MSG_KEEPALIVE) {
			got++;
			assert_true(updates < 6 * sizeof(run) / 1000);
		} else {
			assert_int_equal(type, MSG_UPDATE);
			assert_int_equal(len, 1000);
			updates++;
		}
	}
	assert_int_equal(got, 1);
	turn(h, 5);
	assert_false(h->p->est->blocked);
	assert_int_equal(h->p->est->out_bytes, 0);
	assert_int_equal(h->p->sent[MSG_UPDATE - 1], updates);
	assert_non_null(last_sent(h, SR_CREDIT));
	harness_free(h);
}

/* A NOTIFICATION goes behind the message that is half written. */
static void
notification_behind_half_a_message(void **state)
{
	static uint8_t run[60000];
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_EXTENDED_MAX];
	struct notify stop;
	unsigned updates = 0;

	(void)state;
	establish(h);
	memset(run, 0xff, 16);
	run[16] = 60000 >> 8;
	run[17] = 60000 & 0xff;
	run[18] = MSG_UPDATE;
	while (!h->p->est->blocked)
		conn_send(h->p->est, run, 60000, true);
	notify_set(&stop, NOTIFY_CEASE, CEASE_RESET, NULL, 0);
	peer_reset(h->p, &stop, false);
	for (;;) {
		read_whole(h, msg, MSG_HEADER);
		if (msg[18] == MSG_NOTIFICATION)
			break;
		assert_int_equal(msg[18], MSG_UPDATE);
		read_whole(h, msg, 60000 - MSG_HEADER);
		updates++;
	}
	assert_true(updates > 0);
	turn(h, 5);
	harness_free(h);
}

static void
local_as_auto_waits_for_theirs(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	c.local_as = c.peer_as = 0;
	h = harness_new(&c);
	peer_start(h->p);
	h->peer_fd = incoming(h);
	turn(h, 3);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	say_open(h, h->peer_fd, 0x0a000003);
	turn(h, 3);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	assert_int_equal(msg[20] << 8 | msg[21], 65533);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
	harness_free(h);
}

static void
a_new_route_engine_is_told(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	uint8_t msg[MSG_MAX];
	struct link *rde;
	uint32_t gen;
	size_t len;

	(void)state;
	c.route_refresh = 1;
	h = harness_new(&c);
	establish(h);
	gen = h->p->gen;
	rde = h->e.rde;
	h->e.rde = NULL;
	peer_rde_lost(h->p);
	assert_true(h->p->est->paused);
	h->e.rde = rde;
	peer_rde_replay(h->p);
	assert_false(h->p->est->paused);
	assert_int_equal(h->p->gen, gen + 1);
	turn(h, 5);
	assert_int_equal(last_sent(h, SR_UP)->gen, gen + 1);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_REFRESH);
	assert_memory_equal(msg + 19, "\0\1\0\1", 4);
	/* What the dead one announced goes between BoRR and EoRR. */
	assert_non_null(last_sent(h, SR_REFRESH));
	assert_int_equal(last_sent(h, SR_REFRESH)->gen, gen + 1);
	harness_free(h);
}

/* RFC 2918 alone never takes a route back. */
static void
a_new_route_engine_needs_enhanced_refresh(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;

	(void)state;
	c.route_refresh = 1;
	h = harness_new(&c);
	establish(h);
	h->p->est->neg->enhanced_refresh = 0;
	peer_rde_lost(h->p);
	peer_rde_replay(h->p);
	turn(h, 5);
	assert_int_not_equal(peer_state(h->p), ST_ESTABLISHED);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dials_at_once_and_comes_up),
		cmocka_unit_test(stands_without_a_common_family),
		cmocka_unit_test(backs_off_after_failures),
		cmocka_unit_test(comes_back_at_once_after_a_session),
		cmocka_unit_test(collision_by_identifier),
		cmocka_unit_test(a_second_connection_does_not_disturb),
		cmocka_unit_test(a_second_connection_replaces_gracefully),
		cmocka_unit_test(an_older_connection_replaces_nothing),
		cmocka_unit_test(a_lost_second_connection_is_not_dialled_again),
		cmocka_unit_test(a_lost_dial_beside_a_session_rests),
		cmocka_unit_test(wrong_messages),
		cmocka_unit_test(never_answers_a_notification),
		cmocka_unit_test(stops_with_words_or_silently),
		cmocka_unit_test(only_a_hard_reset_ends_graceful_notification),
		cmocka_unit_test(rests_after_a_prefix_limit),
		cmocka_unit_test(hold_time_zero_has_no_timers),
		cmocka_unit_test(forgets_capabilities_after_2_4),
		cmocka_unit_test(keepalive_overtakes_a_table),
		cmocka_unit_test(notification_behind_half_a_message),
		cmocka_unit_test(local_as_auto_waits_for_theirs),
		cmocka_unit_test(a_new_route_engine_is_told),
		cmocka_unit_test(a_new_route_engine_needs_enhanced_refresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
