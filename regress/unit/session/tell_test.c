/* SPDX-License-Identifier: ISC */
/*
 * What programs are told of a session, in ExaBGP's order, and what is sent for
 * them; and that nothing is said that nobody asked for.
 */
#include "harness.h"
#include "bgp/message.h"
#include "config.h"
#include "rde_link.h"
#include "tell.h"

static const struct tell_wants all = {
	.receive = CONF_API_BITS, .send = CONF_API_BITS, .any = true,
	.fsm = true, .negotiated = true, .changes = true,
};

/* Type of a message, and what of it matters. */
static int
key(const struct sent *s)
{
	struct sr_message m;
	struct sr_fsm f;

	switch (s->type) {
	case SR_FSM:
		memcpy(&f, s->head, sizeof(f));
		return SR_FSM * 100 + f.state;
	case SR_MESSAGE:
		memcpy(&m, s->head, sizeof(m));
		return SR_MESSAGE * 100 + m.sent * 10 +
		    message_type(s->head + sizeof(m));
	default:
		return s->type * 100;
	}
}

static void
expect(const struct harness *h, const int *keys, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (i >= h->nsent || key(&h->sent[i]) != keys[i])
			fail_msg("%zu: %d, not %d", i, i < h->nsent ?
			    key(&h->sent[i]) : 0, keys[i]);
	assert_int_equal(h->nsent, n);
}

enum { FSM = SR_FSM * 100, GOT = SR_MESSAGE * 100, SENT = GOT + 10 };

static void
tells_all_in_order(void **state)
{
	static const int up[] = {
		FSM + ST_ACTIVE, SR_CONNECTED * 100, FSM + ST_CONNECT,
		SENT + MSG_OPEN, FSM + ST_OPEN_SENT, GOT + MSG_OPEN,
		SR_NEGOTIATED * 100, FSM + ST_OPEN_CONFIRM,
		SENT + MSG_KEEPALIVE, GOT + MSG_KEEPALIVE,
		FSM + ST_ESTABLISHED, SR_UP * 100,
	};
	static const int down[] = {
		GOT + MSG_NOTIFICATION, FSM + ST_IDLE, SR_REASON * 100,
		SR_DOWN * 100, FSM + ST_ACTIVE,
	};
	static const char reason[] = "notification received (6,2)\0Cease "
	    "/ Admin";
	const uint8_t cease[] = { 6, 2 };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	h->p->wants = all;
	establish(h);
	expect(h, up, sizeof(up) / sizeof(up[0]));
	assert_int_equal(h->sent[1].len, sizeof(struct sr_connected));
	h->nsent = 0;
	say_simple(h->peer_fd, MSG_NOTIFICATION, cease, 2);
	turn(h, 5);
	expect(h, down, sizeof(down) / sizeof(down[0]));
	assert_memory_equal(h->sent[2].head, reason, sizeof(reason) - 1);
	harness_free(h);
}

/* ExaBGP says "down" of what never was up, so a reason comes of it too. */
static void
tells_why_one_failed(void **state)
{
	static const char reason[] = "notification received (6,5)\0Cease "
	    "/ Connection Rejected";
	const uint8_t cease[] = { NOTIFY_CEASE, CEASE_REJECTED };
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	const struct sent *s;
	int fd;

	(void)state;
	c.passive = 1;
	h = harness_new(&c);
	h->p->wants = all;
	peer_start(h->p);
	fd = incoming(h);
	turn(h, 1);
	say_open(h, fd, 0x0a000003);
	turn(h, 2);
	h->nsent = 0;
	say_simple(fd, MSG_NOTIFICATION, cease, sizeof(cease));
	turn(h, 2);
	assert_int_equal(key(&h->sent[1]), FSM + ST_IDLE);
	for (s = h->sent; s->type != SR_REASON; s++)
		assert_true(s < h->sent + h->nsent);
	assert_memory_equal(s->head, reason, sizeof(reason) - 1);
	close(fd);
	harness_free(h);
}

static void
tells_only_what_is_asked_for(void **state)
{
	static const int nothing[] = { SR_UP * 100 };
	static const int some[] = {
		SR_CONNECTED * 100, SR_NEGOTIATED * 100,
		GOT + MSG_KEEPALIVE, SR_UP * 100,
	};
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	establish(h);
	expect(h, nothing, 1);
	harness_free(h);
	h = harness_new(&c);
	h->p->wants = (struct tell_wants){ .any = true,
	    .receive = CONF_API_KEEPALIVE | CONF_API_PARSED,
	    .send = CONF_API_KEEPALIVE };	/* no form */
	establish(h);
	expect(h, some, sizeof(some) / sizeof(some[0]));
	harness_free(h);
}

/* What is forwarded of a session is taken back, or it is read no further. */
static void
counts_what_is_forwarded(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint32_t octets;
	unsigned i;

	(void)state;
	h->p->wants = all;
	establish(h);
	assert_int_equal(h->p->est->in_flight, 0);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	octets = (uint32_t)(sizeof(struct sr_message) + MSG_HEADER);
	assert_int_equal(h->p->est->in_flight, octets);
	assert_int_equal(h->sent[h->nsent - 1].gen, h->p->gen);
	conn_taken(h->p->est, octets);
	assert_int_equal(h->p->est->in_flight, 0);
	for (i = 0; i < 600 && !h->p->est->paused; i++) {
		unsigned k;

		for (k = 0; k < 50; k++)
			say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
		turn(h, 1);
	}
	assert_true(h->p->est->paused);
	harness_free(h);
}

static void
tells_what_is_said_last(void **state)
{
	static const char silent[] = "graceful restarted negotiated";
	static const char sent[] = "notification sent (6,4)";
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	const struct sent *s;
	struct notify n;

	(void)state;
	h->p->wants = all;
	establish(h);
	h->nsent = 0;
	notify_set(&n, NOTIFY_CEASE, CEASE_RESET, NULL, 0);
	conn_stop(h->p->est, &n, false, EV_AUTO_STOP);
	turn(h, 5);
	assert_int_equal(key(&h->sent[0]), SENT + MSG_NOTIFICATION);
	for (s = h->sent; s->type != SR_REASON; s++)
		assert_true(s < h->sent + h->nsent);
	assert_memory_equal(s->head, sent, strlen(sent));
	close(h->peer_fd);
	establish(h);
	h->nsent = 0;
	conn_stop(h->p->est, &n, true, EV_AUTO_STOP);
	turn(h, 5);
	for (s = h->sent; s->type != SR_REASON; s++)
		assert_true(s < h->sent + h->nsent);
	assert_memory_equal(s->head, silent, strlen(silent));
	harness_free(h);
}

static void
takes_operational_when_agreed(void **state)
{
	static const uint8_t adm[] = { 0, 1, 0, 5, 0, 1, 1, 'h', 'i' };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	h->p->wants = all;
	establish(h);
	say_simple(h->peer_fd, MSG_OPERATIONAL, adm, sizeof(adm));
	turn(h, 5);
	expect_notification(h->peer_fd, NOTIFY_HEADER, HEADER_TYPE);
	harness_free(h);
	c.operational = 1;
	h = harness_new(&c);
	h->p->wants = all;
	establish(h);
	assert_int_equal(h->p->est->neg->operational, 1);
	say_simple(h->peer_fd, MSG_OPERATIONAL, adm, sizeof(adm));
	turn(h, 5);
	assert_non_null(h->p->est);
	assert_int_equal(key(&h->sent[h->nsent - 1]), GOT + MSG_OPERATIONAL);
	harness_free(h);
}

static void
reads_api_blocks(void **state)
{
	struct conf_api a = { .neighbor = 1, .receive = 3, .fsm = 1 },
	    b = { .neighbor = 1, .send = 5, .processes = "x" },
	    gone = { .neighbor = 9, .send = 5, .processes = "x" };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct tell_api v[3];

	(void)state;
	tell_api_of(&a, &v[0]);		/* names nobody */
	tell_api_of(&b, &v[1]);
	tell_api_of(&gone, &v[2]);
	tell_configure(&h->e, v, 3);
	assert_int_equal(h->p->wants.receive, 0);
	assert_int_equal(h->p->wants.send, 5);
	assert_true(h->p->wants.any && !h->p->wants.fsm);
	tell_configure(&h->e, v, 0);
	assert_false(h->p->wants.any);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_all_in_order),
		cmocka_unit_test(tells_why_one_failed),
		cmocka_unit_test(tells_only_what_is_asked_for),
		cmocka_unit_test(counts_what_is_forwarded),
		cmocka_unit_test(tells_what_is_said_last),
		cmocka_unit_test(takes_operational_when_agreed),
		cmocka_unit_test(reads_api_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
