/* SPDX-License-Identifier: ISC */
/*
 * The session engine's words over its link: sessions up and down, generations
 * that are over, credit, refresh, and its death (RFC 4724, RFC 7313).
 */
#include "rig.h"

#include "ipc/parent_engine.h"
#include "parent_link.h"

static void
say(struct rig *r, uint16_t type, uint32_t peer, uint32_t gen,
    const void *p, size_t n)
{
	assert_int_equal(link_sync_send(r->far, type, peer, gen, p, n), 0);
	rig_run(r, 3);
}

static void
up(struct rig *r, uint16_t id, uint32_t gen, family_mask gr)
{
	struct negotiated n = rig_neg(id);

	n.gr = gr != 0;
	n.gr_families = n.gr_forwarding = gr;
	n.gr_time = 90;
	say(r, SR_UP, id, gen, &n, sizeof(n));
}

static void
down(struct rig *r, uint16_t id, uint32_t gen, uint8_t why)
{
	struct sr_down d = { .why = why };

	say(r, SR_DOWN, id, gen, &d, sizeof(d));
}

static void
refresh(struct rig *r, uint16_t id, uint32_t gen, uint8_t subtype)
{
	struct sr_refresh s = { .afi = 1, .safi = 1, .subtype = subtype };

	say(r, SR_REFRESH, id, gen, &s, sizeof(s));
}

/* 203.0.113.0/24 when net, or End-of-RIB. */
static void
update(struct rig *r, uint16_t id, uint32_t gen, bool net)
{
	static const uint8_t announce[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 47, 2, 0, 0, 0, 20,
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, 1, 24, 203, 0, 113,
	};
	static const uint8_t eor[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 23, 2, 0, 0, 0, 0,
	};

	if (net)
		say(r, SR_UPDATES, id, gen, announce, sizeof(announce));
	else
		say(r, SR_UPDATES, id, gen, eor, sizeof(eor));
}

static uint32_t
held(const struct peer *p)
{
	return adj_rib_in_held(p, FAMILY_IPV4_UNICAST);
}

static uint32_t
stale(const struct peer *p)
{
	return adj_rib_in_stale(p, FAMILY_IPV4_UNICAST);
}

static void
belongs_to_its_session(void **state)
{
	struct rig r;
	struct peer *p;
	struct link_msg m;
	uint32_t n;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	update(&r, 1, 1, true);
	assert_int_equal(held(p), 0);
	up(&r, 1, 5, 0);
	assert_true(p->up);
	update(&r, 1, 4, true);		/* of a session that is over */
	assert_int_equal(held(p), 0);
	update(&r, 1, 5, true);
	assert_int_equal(held(p), 1);
	assert_true(rig_far(&r, SR_TAKEN, &m));
	assert_int_equal(m.peer, 1);
	assert_int_equal(m.gen, 5);
	assert_int_equal(rbuf_host(&m.body, &n, sizeof(n)), 0);
	assert_int_equal(n, 47);
	down(&r, 1, 4, SR_DOWN_PLAIN);
	assert_true(p->up);
	down(&r, 1, 5, SR_DOWN_PLAIN);
	assert_false(p->up);
	assert_int_equal(held(p), 0);
	up(&r, 9, 1, 0);		/* nobody */
	rig_free(&r);
}

static void
helps_a_graceful_restart(void **state)
{
	struct rig r;
	struct peer *p;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	up(&r, 1, 1, 1ULL << FAMILY_IPV4_UNICAST);
	update(&r, 1, 1, true);
	down(&r, 1, 1, SR_DOWN_GRACEFUL);
	assert_int_equal(held(p), 1);
	assert_int_equal(stale(p), 1);
	up(&r, 1, 2, 1ULL << FAMILY_IPV4_UNICAST);
	assert_int_equal(stale(p), 1);
	update(&r, 1, 2, true);
	assert_int_equal(stale(p), 0);
	update(&r, 1, 2, false);
	assert_int_equal(held(p), 1);
	assert_int_equal(p->count.eor_in, 1);
	/* This time it says nothing again: End-of-RIB sweeps. */
	down(&r, 1, 2, SR_DOWN_GRACEFUL);
	up(&r, 1, 3, 1ULL << FAMILY_IPV4_UNICAST);
	assert_int_equal(stale(p), 1);
	update(&r, 1, 3, false);
	assert_int_equal(held(p), 0);
	/* And here the family is not restarted: gone at session-up. */
	update(&r, 1, 3, true);
	down(&r, 1, 3, SR_DOWN_GRACEFUL);
	assert_int_equal(held(p), 1);
	up(&r, 1, 4, 0);
	assert_int_equal(held(p), 0);
	rig_free(&r);
}

static void
sweeps_at_the_end_of_a_refresh(void **state)
{
	struct rig r;
	struct peer *p;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	up(&r, 1, 1, 0);
	update(&r, 1, 1, true);
	refresh(&r, 1, 1, 1);
	assert_int_equal(stale(p), 1);
	update(&r, 1, 1, false);	/* not what ends a refresh */
	assert_int_equal(held(p), 1);
	refresh(&r, 1, 1, 2);
	assert_int_equal(held(p), 0);
	refresh(&r, 1, 1, 2);		/* without a beginning: nothing */
	refresh(&r, 1, 1, 77);
	assert_true(p->up);
	rig_free(&r);
}

/* RFC 7313 4, with RFC 4724: what it will say until then is stale. */
static void
begins_no_refresh_before_end_of_rib(void **state)
{
	struct rig r;
	struct peer *p;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	up(&r, 1, 1, 1ULL << FAMILY_IPV4_UNICAST);
	update(&r, 1, 1, true);
	down(&r, 1, 1, SR_DOWN_GRACEFUL);
	up(&r, 1, 2, 1ULL << FAMILY_IPV4_UNICAST);
	refresh(&r, 1, 2, 1);
	assert_true(p->refreshing == 0);
	update(&r, 1, 2, false);	/* so this sweeps */
	assert_int_equal(held(p), 0);
	update(&r, 1, 2, true);
	refresh(&r, 1, 2, 1);
	assert_int_equal(stale(p), 1);
	refresh(&r, 1, 2, 2);
	assert_int_equal(held(p), 0);
	/* To a new route engine End-of-RIB is not said again. */
	up(&r, 1, 3, 1ULL << FAMILY_IPV4_UNICAST);
	refresh(&r, 1, 3, 1);
	update(&r, 1, 3, true);
	refresh(&r, 1, 3, 2);
	assert_int_equal(held(p), 1);
	refresh(&r, 1, 3, 1);
	assert_int_equal(stale(p), 1);
	rig_free(&r);
}

static void
keeps_paths_while_the_engine_is_away(void **state)
{
	struct rig r;
	struct peer *p;
	int fd[2];

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	up(&r, 1, 1, 0);
	update(&r, 1, 1, true);
	link_sync_free(r.far);
	rig_run(&r, 5);
	assert_null(r.rde.session);
	assert_false(p->up);
	assert_int_equal(stale(p), 1);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	r.far = link_sync_new(fd[1]);
	session_link_open(&r.rde, fd[0], 1);
	up(&r, 1, 2, 0);
	assert_int_equal(stale(p), 1);
	update(&r, 1, 2, true);
	assert_int_equal(held(p), 1);
	assert_int_equal(stale(p), 0);
	rig_free(&r);
}

static void
what_makes_no_sense_is_no_session(void **state)
{
	struct negotiated n = rig_neg(1);
	struct peer *p;
	struct rig r;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	n.remote.af = 77;
	say(&r, SR_UP, 1, 1, &n, sizeof(n));
	assert_false(p->up);
	n = rig_neg(1);
	n.families |= 1ULL << FAMILY_MAX;
	say(&r, SR_UP, 1, 1, &n, sizeof(n));
	assert_false(p->up);
	n = rig_neg(1);
	say(&r, SR_UP, 1, 1, &n, sizeof(n));
	assert_true(p->up);
	rig_free(&r);
}

/*
 * A sibling that somebody took over: it has no end of questions and reads no
 * answer.  What waits for it has a bound, and the parent hears of it.
 */
static void
a_sibling_that_does_not_read_is_cut(void **state)
{
	enum { FRAMES = 4096, SENT_MAX = 64 * 1024 * 1024 };
	static struct link_hdr frames[FRAMES];
	size_t sent = 0, queued = 0, at = 0;
	struct link_sync *parent;
	struct link_msg m;
	struct rig r;
	ssize_t n;
	int fd[2], i;

	(void)state;
	rig_init(&r);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	parent_link_open(&r.rde, fd[0]);
	parent = link_sync_new(fd[1]);
	rig_peer(&r, 1);
	up(&r, 1, 7, 0);
	for (i = 0; i < FRAMES; i++)
		frames[i] = (struct link_hdr){ .len = sizeof(frames[0]),
		    .type = SR_UPDATES, .peer = 1, .gen = 7 };
	while (r.rde.session != NULL && sent < SENT_MAX) {
		n = send(r.far_fd, (char *)frames + at, sizeof(frames) - at,
		    MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n > 0) {
			sent += (size_t)n;
			at = (at + (size_t)n) % sizeof(frames);
		}
		rig_run(&r, 1);
		if (r.rde.session != NULL)
			queued = link_queued(r.rde.session);
	}
	assert_null(r.rde.session);
	assert_in_range(queued, SR_WORDS_MAX / 2, 2 * SR_WORDS_MAX);
	rig_run(&r, 2);
	do
		assert_int_equal(link_sync_recv(parent, &m, 100), 1);
	while (m.type != PE_SIBLING_LOST);
	assert_int_equal(m.peer, 1);
	assert_int_equal(m.gen, 1);
	link_sync_free(parent);
	link_free(r.rde.parent);
	r.rde.parent = NULL;
	rig_free(&r);
}

/* No session is to come: what waits for it, waits in vain. */
static void
forgets_what_it_kept(void **state)
{
	struct rig r;
	struct peer *p;

	(void)state;
	rig_init(&r);
	p = rig_peer(&r, 1);
	up(&r, 1, 1, 1ULL << FAMILY_IPV4_UNICAST);
	update(&r, 1, 1, true);
	say(&r, SR_FORGET, 1, 0, NULL, 0);	/* not of one that is up */
	assert_int_equal(held(p), 1);
	down(&r, 1, 1, SR_DOWN_GRACEFUL);
	assert_int_equal(stale(p), 1);
	say(&r, SR_FORGET, 9, 0, NULL, 0);
	assert_int_equal(held(p), 1);
	say(&r, SR_FORGET, 1, 0, NULL, 0);
	assert_int_equal(held(p), 0);
	up(&r, 1, 2, 0);
	update(&r, 1, 2, true);
	assert_int_equal(held(p), 1);
	assert_int_equal(stale(p), 0);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(belongs_to_its_session),
		cmocka_unit_test(helps_a_graceful_restart),
		cmocka_unit_test(sweeps_at_the_end_of_a_refresh),
		cmocka_unit_test(begins_no_refresh_before_end_of_rib),
		cmocka_unit_test(forgets_what_it_kept),
		cmocka_unit_test(keeps_paths_while_the_engine_is_away),
		cmocka_unit_test(what_makes_no_sense_is_no_session),
		cmocka_unit_test(a_sibling_that_does_not_read_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
