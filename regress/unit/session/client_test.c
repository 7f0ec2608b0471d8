/* SPDX-License-Identifier: ISC */
/* What a bgpctl may do here, by role, and what it is answered. */
#include "client.h"
#include "client_link.h"
#include "harness.h"

struct answer {
	uint16_t		type;
	struct ctl_verdict	verdict;
	char			why[80];
	struct ctl_neighbor	neighbor;
	struct offence		offence;
	unsigned		n;
};

static void
on_answer(void *arg, struct link_msg *m)
{
	struct answer *a = arg;

	a->type = m->type;
	a->n++;
	if (m->type == CTL_END) {
		(void)rbuf_host(&m->body, &a->verdict, sizeof(a->verdict));
		(void)snprintf(a->why, sizeof(a->why), "%.*s",
		    (int)m->body.left, (const char *)m->body.p);
	} else if (m->type == CTL_NEIGHBOR)
		(void)rbuf_host(&m->body, &a->neighbor, sizeof(a->neighbor));
	else
		(void)rbuf_host(&m->body, &a->offence, sizeof(a->offence));
}

static const struct link_handler answers[] = {
	{ CTL_NEIGHBOR, sizeof(struct ctl_neighbor),
	    sizeof(struct ctl_neighbor), on_answer },
	{ CTL_MALFORMED, sizeof(struct offence), LINK_BODY_MAX, on_answer },
	{ CTL_END, sizeof(struct ctl_verdict), LINK_BODY_MAX, on_answer },
};
static const struct link_table table = { answers, 3 };

static struct link *
client_of(struct harness *h, uint8_t role, struct answer *a)
{
	struct pe_client who = { .id = 1, .role = role };
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	client_link_open(&h->e, fds[0], &who);
	return link_new(h->e.loop, fds[1], &table, on_link_end, a, 0);
}

static void
act(struct harness *h, struct link *k, uint8_t what, const char *group)
{
	struct ctl_neighbor_act r = { .act = what };

	if (group != NULL) {
		r.who.kind = CTL_SEL_GROUP;
		strlcpy(r.who.name, group, sizeof(r.who.name));
	}
	(void)link_send2(k, CTL_NEIGHBOR_ACT, 9, 0, &r, sizeof(r), "why", 3);
	turn(h, 10);
}

static void
shows_and_denies(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct ctl_selector all = { .kind = CTL_SEL_ALL };
	struct answer a = { 0 };
	struct link *k;

	(void)state;
	establish(h);
	k = client_of(h, ROLE_READ, &a);
	(void)link_send(k, CTL_SHOW_NEIGHBOR, 3, 0, &all, sizeof(all));
	turn(h, 10);
	assert_int_equal(a.n, 2);
	assert_int_equal(a.verdict.code, CTL_OK);
	assert_int_equal(a.verdict.done, 1);
	assert_int_equal(a.neighbor.state, ST_ESTABLISHED);
	assert_int_equal(a.neighbor.remote_id, 0x0a000003);
	act(h, k, CTL_ACT_DOWN, NULL);
	assert_int_equal(a.verdict.code, CTL_DENIED);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	client_revoke(&h->e, 1);
	link_free(k);
	harness_free(h);
}

static void
show_malformed(struct harness *h, struct link *k, struct answer *a,
    const struct ctl_selector *who)
{
	memset(a, 0, sizeof(*a));
	(void)link_send(k, CTL_SHOW_MALFORMED, 4, 0, who, sizeof(*who));
	turn(h, 20);
	assert_int_equal(a->type, CTL_END);
}

static void
shows_what_was_malformed(void **state)
{
	static const uint8_t octets[UINT16_MAX];
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct ctl_selector who = { .kind = CTL_SEL_ALL };
	struct offence o = { .share = 1, .remote = c.remote,
	    .verdict = OFFENCE_SESSION_RESET };
	struct answer a;
	struct link *k;
	int i;

	(void)state;
	k = client_of(h, ROLE_NONE, &a);
	show_malformed(h, k, &a, &who);
	assert_int_equal(a.verdict.code, CTL_DENIED);
	client_revoke(&h->e, 1);
	link_free(k);
	k = client_of(h, ROLE_READ, &a);
	show_malformed(h, k, &a, &who);
	assert_int_equal(a.n, 1);
	assert_int_equal(a.verdict.code, CTL_OK);
	/* More than may wait for a reader. */
	for (i = 0; i < 15; i++)
		offences_add(h->e.offences, &o, rbuf_of(octets,
		    sizeof(octets)));
	show_malformed(h, k, &a, &who);
	assert_int_equal(a.n, 16);
	assert_int_equal(a.verdict.done, 15);
	assert_int_equal(a.offence.serial, 15);
	who = (struct ctl_selector){ .kind = CTL_SEL_ADDR,
	    .addr = addr_v4(1) };
	show_malformed(h, k, &a, &who);
	assert_int_equal(a.n, 1);
	assert_int_equal(a.verdict.code, CTL_NOTHING);
	/* Another one that is not configured any more. */
	o.remote = who.addr;
	offences_add(h->e.offences, &o, rbuf_of(octets, 19));
	show_malformed(h, k, &a, &who);
	assert_int_equal(a.n, 2);
	assert_int_equal(a.offence.len, 19);
	assert_int_equal(a.verdict.code, CTL_OK);
	client_revoke(&h->e, 1);
	link_free(k);
	harness_free(h);
}

static void
refused(const struct answer *a, const char *why)
{
	assert_int_equal(a->verdict.code, CTL_REFUSE);
	assert_string_equal(a->why, why);
}

static void
operates(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	struct answer a = { 0 };
	struct link *k;

	(void)state;
	strlcpy(c.group, "edge", sizeof(c.group));
	h = harness_new(&c);
	establish(h);
	k = client_of(h, ROLE_OPERATE, &a);
	act(h, k, CTL_ACT_DOWN, "nobody");
	assert_int_equal(a.verdict.code, CTL_NOTHING);
	act(h, k, CTL_ACT_DOWN, "edge");
	assert_int_equal(a.verdict.code, CTL_OK);
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_DOWN);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	assert_true(h->p->down);
	assert_string_equal(h->p->shutdown_sent, "why");
	act(h, k, CTL_ACT_CLEAR, NULL);
	assert_int_equal(peer_state(h->p), ST_IDLE);
	refused(&a, "the neighbor is down: 'up' starts its session");
	act(h, k, CTL_ACT_REFRESH, NULL);
	refused(&a, "the neighbor has no session that negotiated route "
	    "refresh");
	act(h, k, CTL_ACT_RESEND, NULL);
	refused(&a, "the neighbor has no session");
	act(h, k, CTL_ACT_UP, NULL);
	assert_int_equal(peer_state(h->p), ST_CONNECT);
	assert_false(h->p->down);
	client_revoke(&h->e, 1);
	link_free(k);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_and_denies),
		cmocka_unit_test(shows_what_was_malformed),
		cmocka_unit_test(operates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
