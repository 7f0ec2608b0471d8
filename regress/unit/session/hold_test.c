/* SPDX-License-Identifier: ISC */
/* What being held down means to a neighbour, and what ends it. */
#include "client.h"
#include "client_link.h"
#include "clone.h"
#include "harness.h"
#include "hold.h"
#include "ipc/position.h"

enum { RANGE_NET = 0xc0000200, OF_RANGE = 0xc0000207 };

static const struct sent *
last_sent(const struct harness *h, uint16_t type)
{
	size_t i;

	for (i = h->nsent; i > 0; i--)
		if (h->sent[i - 1].type == type)
			return &h->sent[i - 1];
	return NULL;
}

static void
hold(struct harness *h)
{
	hold_down(&h->e, h->p->conf.id, &h->p->conf.remote, POSITION_RDE);
}

static void
ends_the_session_for_good(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	struct notify n;
	int fd;

	(void)state;
	c.gr_time = 120;
	h = harness_new(&c);
	establish(h);
	hold(h);
	/* Nobody is to wait for it, also with graceful restart. */
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_DOWN);
	turn(h, 5);
	assert_int_equal(h->down_why, SR_DOWN_PLAIN);
	assert_non_null(last_sent(h, SR_FORGET));
	assert_int_equal(peer_state(h->p), ST_IDLE);
	h->connects = 0;
	notify_set(&n, NOTIFY_CEASE, CEASE_RESET, NULL, 0);
	peer_start(h->p);
	peer_reset(h->p, &n, false);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	assert_int_equal(h->connects, 0);
	fd = incoming(h);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	close(fd);
	/* A new route engine does not keep its paths. */
	h->nsent = 0;
	peer_rde_replay(h->p);
	turn(h, 5);
	assert_non_null(last_sent(h, SR_FORGET));
	hold_over(&h->e, c.id, &c.remote);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_CONNECT);
	assert_int_equal(h->connects, 1);
	assert_int_equal(h->released, 0);
	harness_free(h);
}

/* At a start the parent tells before there is any neighbour. */
static void
is_known_before_the_neighbour(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct conf_neighbor d = c;

	(void)state;
	d.id = 2;
	d.remote = addr_v4(0xc0000202);
	hold_down(&h->e, d.id, &d.remote, POSITION_SESSION);
	peer_start(peer_new(&h->e, &d));
	peer_start(h->p);
	turn(h, 5);
	assert_int_equal(peer_state(peer_by_id(&h->e, 2)), ST_IDLE);
	assert_int_equal(peer_state(h->p), ST_CONNECT);
	peer_free(peer_by_id(&h->e, 2));
	harness_free(h);
}

static void
the_end_of_it_starts_only_what_may_run(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	hold(h);
	h->p->down = true;
	hold_over(&h->e, c.id, &c.remote);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	h->p->down = false;
	/* It is not held down: that is not ours to start. */
	hold_over(&h->e, c.id, &c.remote);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	hold(h);
	h->e.stopping = true;
	hold_over(&h->e, c.id, &c.remote);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	harness_free(h);
}

/* --- with a control client ------------------------------------------------ */

struct answer {
	struct ctl_verdict	verdict;
	struct ctl_neighbor	neighbor;	/* the last */
	unsigned		neighbors;
};

static void
on_answer(void *arg, struct link_msg *m)
{
	struct answer *a = arg;

	if (m->type == CTL_END)
		(void)rbuf_host(&m->body, &a->verdict, sizeof(a->verdict));
	else {
		(void)rbuf_host(&m->body, &a->neighbor, sizeof(a->neighbor));
		a->neighbors++;
	}
}

static const struct link_handler answers[] = {
	{ CTL_NEIGHBOR, sizeof(struct ctl_neighbor),
	    sizeof(struct ctl_neighbor), on_answer },
	{ CTL_END, sizeof(struct ctl_verdict), LINK_BODY_MAX, on_answer },
};
static const struct link_table table = { answers, 2 };

static struct link *
operator_of(struct harness *h, struct answer *a)
{
	struct pe_client who = { .id = 1, .role = ROLE_OPERATE };
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	client_link_open(&h->e, fds[0], &who);
	return link_new(h->e.loop, fds[1], &table, on_link_end, a, 0);
}

static struct ctl_selector
of_addr(uint32_t addr)
{
	return (struct ctl_selector){ .kind = CTL_SEL_ADDR,
	    .addr = addr_v4(addr) };
}

static void
act(struct harness *h, struct link *k, uint8_t what, struct ctl_selector who)
{
	struct ctl_neighbor_act r = { .act = what, .who = who };

	(void)link_send(k, CTL_NEIGHBOR_ACT, 9, 0, &r, sizeof(r));
	turn(h, 10);
}

static void
show(struct harness *h, struct link *k, struct answer *a,
    struct ctl_selector who)
{
	*a = (struct answer){ .neighbors = 0 };
	(void)link_send(k, CTL_SHOW_NEIGHBOR, 3, 0, &who, sizeof(who));
	turn(h, 10);
}

static void
the_operator_ends_it(void **state)
{
	static const uint8_t ways[] = { CTL_ACT_UP, CTL_ACT_CLEAR };
	const struct ctl_selector all = { .kind = CTL_SEL_ALL };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct answer a = { .neighbors = 0 };
	struct link *k = operator_of(h, &a);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ways); i++) {
		hold(h);
		h->released = 0;
		show(h, k, &a, all);
		assert_int_equal(a.neighbors, 1);
		assert_int_equal(a.neighbor.flags & CTL_N_HELD,
		    CTL_N_HELD_RDE);
		assert_int_equal(a.neighbor.state, ST_IDLE);
		act(h, k, CTL_ACT_REFRESH, all);
		assert_int_equal(a.verdict.code, CTL_REFUSE);
		assert_int_equal(h->released, 0);
		act(h, k, ways[i], all);
		assert_int_equal(a.verdict.code, CTL_OK);
		assert_int_equal(h->released, c.id);
		assert_int_equal(peer_state(h->p), ST_CONNECT);
		show(h, k, &a, all);
		assert_int_equal(a.neighbor.flags & CTL_N_HELD, 0);
	}
	/* Down by the operator is another matter: clear ends neither. */
	hold(h);
	act(h, k, CTL_ACT_DOWN, all);
	act(h, k, CTL_ACT_CLEAR, all);
	assert_non_null(held_of(h->p));
	act(h, k, CTL_ACT_UP, all);
	assert_null(held_of(h->p));
	assert_int_equal(peer_state(h->p), ST_CONNECT);
	client_revoke(&h->e, 1);
	link_free(k);
	harness_free(h);
}

static struct harness *
range_harness(void)
{
	struct conf_neighbor c = sample_conf();

	c.remote_plen = 24;
	c.remote = addr_v4(RANGE_NET);
	c.clone_first = 10;
	c.clones = 5;
	strlcpy(c.description, "many", sizeof(c.description));
	return harness_new(&c);
}

static void
one_of_a_range_goes(void **state)
{
	struct harness *h = range_harness();
	const struct addr a = addr_v4(OF_RANGE), b = addr_v4(OF_RANGE + 1);
	struct peer *p;
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
	    fds), 0);
	peer_start(h->p);
	p = clone_new(h->p, &a);
	peer_accept(p, fds[0]);		/* or it would go by itself */
	turn(h, 5);
	assert_ptr_equal(peer_by_id(&h->e, 10), p);
	hold_down(&h->e, h->p->conf.id, &a, POSITION_RDE);
	assert_true(peer_is_idle(p));
	turn(h, 5);
	assert_null(peer_by_id(&h->e, 10));
	assert_true(h->p->started);
	/* What is named falls into no other's place. */
	hold_down(&h->e, 77, &a, POSITION_RDE);
	hold_down(&h->e, h->p->conf.id, &b, POSITION_RDE);
	hold_over(&h->e, h->p->conf.id, &b);
	close(fds[1]);
	harness_free(h);
}

static void
one_of_a_range_is_shown_and_let_in(void **state)
{
	const struct ctl_selector all = { .kind = CTL_SEL_ALL };
	struct ctl_selector many = { .kind = CTL_SEL_NAME, .name = "many" };
	struct harness *h = range_harness();
	const struct addr a = addr_v4(OF_RANGE), b = addr_v4(OF_RANGE + 1);
	struct answer got = { .neighbors = 0 };
	struct link *k = operator_of(h, &got);

	(void)state;
	hold_down(&h->e, h->p->conf.id, &a, POSITION_SESSION | POSITION_RDE);
	hold_down(&h->e, h->p->conf.id, &b, POSITION_RDE);
	show(h, k, &got, all);
	assert_int_equal(got.neighbors, 3);
	show(h, k, &got, of_addr(OF_RANGE));
	assert_int_equal(got.neighbors, 1);
	assert_int_equal(got.verdict.code, CTL_OK);
	assert_int_equal(got.neighbor.id, 0);
	assert_int_equal(got.neighbor.state, ST_IDLE);
	assert_true(addr_eq(&got.neighbor.remote, &a));
	assert_string_equal(got.neighbor.description, "many");
	assert_int_equal(got.neighbor.flags & (CTL_N_HELD | CTL_N_CLONED |
	    CTL_N_TEMPLATE), CTL_N_HELD | CTL_N_CLONED);
	act(h, k, CTL_ACT_DOWN, of_addr(OF_RANGE));
	assert_int_equal(got.verdict.code, CTL_NOTHING);
	act(h, k, CTL_ACT_UP, of_addr(OF_RANGE));
	assert_int_equal(got.verdict.code, CTL_OK);
	assert_int_equal(got.verdict.done, 1);
	assert_int_equal(h->released, h->p->conf.id);
	show(h, k, &got, of_addr(OF_RANGE));
	assert_int_equal(got.verdict.code, CTL_NOTHING);
	/* With the range they all go. */
	hold_down(&h->e, h->p->conf.id, &a, POSITION_RDE);
	act(h, k, CTL_ACT_CLEAR, many);
	assert_true(LIST_EMPTY(&h->e.held));
	client_revoke(&h->e, 1);
	link_free(k);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_the_session_for_good),
		cmocka_unit_test(is_known_before_the_neighbour),
		cmocka_unit_test(the_end_of_it_starts_only_what_may_run),
		cmocka_unit_test(the_operator_ends_it),
		cmocka_unit_test(one_of_a_range_goes),
		cmocka_unit_test(one_of_a_range_is_shown_and_let_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
