/* SPDX-License-Identifier: ISC */
/*
 * The parent's words over its link: an image is agreed to, carried out and
 * reported; neighbours and routes come and go with it; clients are taken.
 */
#include "boss.h"

#include "config/conf_image.h"
#include "ipc/control.h"
#include "text/route.h"

static void
put_route(struct conf_writer *w, uint32_t attrs, uint32_t targets,
    uint8_t net)
{
	struct conf_route c = {
		.attrs = attrs, .plen = 24,
		.family = FAMILY_IPV4_UNICAST,
		.nexthop_kind = NEXTHOP_SELF, .prefix = { 203, 0, net },
	};
	uint8_t packed[CONF_PACKED_MAX];

	conf_writer_route(w, targets, packed, conf_route_pack(&c, "", "",
	    packed));
}

/* Neighbours 1 to n, and routes 203.0.0.0/24 onwards to all of them. */
static int
image(uint16_t n, uint8_t routes)
{
	static const uint8_t origin[] = { 0x40, 1, 1, 0 };
	struct conf_global g = { .log_verbose = 0 };
	struct conf_writer *w = conf_writer_new();
	struct conf_neighbor c;
	uint16_t ids[16], i;
	uint32_t attrs, targets;
	int fd;

	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	for (i = 1; i <= n; i++) {
		c = rig_conf(i);
		c.role = 255;
		c.hold_time = 180;
		ids[i - 1] = i;
		conf_writer_put(w, CONF_NEIGHBOR, &c, sizeof(c));
	}
	attrs = conf_writer_attrs(w, origin, sizeof(origin));
	targets = conf_writer_targets(w, ids, n);
	for (i = 0; i < routes; i++)
		put_route(w, attrs, targets, (uint8_t)i);
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	assert_int_not_equal(fd, -1);
	return fd;
}

static void
commit(struct boss *b, uint32_t gen)
{
	const struct pe_commit c = { .lost_ms = 0 };

	assert_int_equal(link_sync_send(b->far, PE_COMMIT, 0, gen, &c,
	    sizeof(c)), 0);
}

static void
load(struct boss *b, uint32_t gen, uint16_t n, uint8_t routes)
{
	uint32_t got;

	send_fd(b, PE_CONFIG, gen, NULL, 0, image(n, routes));
	assert_int_equal(answer(b, &got), PE_AGREE);
	assert_int_equal(got, gen);
	commit(b, gen);
	assert_int_equal(answer(b, &got), PE_DONE);
	assert_int_equal(got, gen);
}

static uint64_t
entries(struct boss *b)
{
	uint64_t count, bytes;

	originate_usage(b->r.rde.originate, &count, &bytes);
	return count;
}

static void
carries_configurations_out(void **state)
{
	struct boss b;
	uint32_t gen;
	struct peer *p;

	(void)state;
	boss_init(&b);
	assert_int_equal(answer(&b, &gen), PE_READY);
	load(&b, 1, 3, 200);
	assert_true(b.r.rde.configured);
	assert_int_equal(peers_count(b.r.rde.peers), 3);
	assert_int_equal(entries(&b), 200);
	p = peers_get(b.r.rde.peers, 2);
	load(&b, 2, 2, 5);
	assert_int_equal(peers_count(b.r.rde.peers), 2);
	assert_ptr_equal(peers_get(b.r.rde.peers, 2), p);
	assert_int_equal(entries(&b), 5);
	boss_free(&b);
}

static void
aborts_and_refuses(void **state)
{
	struct boss b;
	uint32_t gen;
	int fd[2];

	(void)state;
	boss_init(&b);
	assert_int_equal(answer(&b, &gen), PE_READY);
	send_fd(&b, PE_CONFIG, 1, NULL, 0, image(2, 1));
	assert_int_equal(answer(&b, &gen), PE_AGREE);
	link_sync_send(b.far, PE_ABORT, 0, 1, NULL, 0);
	commit(&b, 1);
	assert_int_equal(answer(&b, &gen), 0);
	assert_int_equal(peers_count(b.r.rde.peers), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	close(fd[1]);
	send_fd(&b, PE_CONFIG, 2, NULL, 0, fd[0]);
	assert_int_equal(answer(&b, &gen), PE_REFUSE);
	link_sync_send(b.far, PE_CONFIG, 0, 3, NULL, 0);
	assert_int_equal(answer(&b, &gen), PE_REFUSE);
	boss_free(&b);
}

/* Routes are looked at before anything is agreed to, not when carried out. */
static void
refuses_bad_routes(void **state)
{
	static const uint8_t origin[] = { 0x40, 1, 1, 0 };
	struct conf_writer *w = conf_writer_new();
	struct boss b;
	uint32_t gen;

	(void)state;
	boss_init(&b);
	assert_int_equal(answer(&b, &gen), PE_READY);
	load(&b, 1, 2, 3);
	put_route(w, conf_writer_attrs(w, origin, sizeof(origin)), 1, 9);
	send_fd(&b, PE_CONFIG, 2, NULL, 0, conf_writer_finish(w));
	conf_writer_free(w);
	assert_int_equal(answer(&b, &gen), PE_REFUSE);
	assert_int_equal(gen, 2);
	commit(&b, 2);
	assert_int_equal(answer(&b, &gen), 0);
	assert_int_equal(entries(&b), 3);
	load(&b, 3, 2, 4);
	assert_int_equal(entries(&b), 4);
	boss_free(&b);
}

/* An offer that is dropped while it is looked at is never answered. */
static void
a_newer_offer_counts(void **state)
{
	struct rde *rde;
	char why[128];
	struct boss b;
	uint32_t gen;

	(void)state;
	boss_init(&b);
	rde = &b.r.rde;
	assert_int_equal(answer(&b, &gen), PE_READY);
	assert_int_equal(config_offer(rde->config, 1, image(2, 1), why,
	    sizeof(why)), 0);
	config_commit(rde->config, 1);	/* too early */
	assert_int_equal(config_offer(rde->config, 2, image(2, 1), why,
	    sizeof(why)), 0);
	config_abort(rde->config, 2);
	assert_int_equal(config_offer(rde->config, 3, image(2, 1), why,
	    sizeof(why)), 0);
	assert_int_equal(answer(&b, &gen), PE_AGREE);
	assert_int_equal(gen, 3);
	assert_int_equal(answer(&b, &gen), 0);
	assert_int_equal(peers_count(rde->peers), 0);
	boss_free(&b);
}

static void
answers_the_rest(void **state)
{
	struct pe_client who = { .id = 3, .role = ROLE_READ };
	struct pe_stop stop = { .why = STOP_SHUTDOWN };
	struct link_sync *user;
	struct link_msg m;
	struct boss b;
	uint32_t gen;
	int fd[2];

	(void)state;
	boss_init(&b);
	assert_int_equal(answer(&b, &gen), PE_READY);
	link_sync_send(b.far, PE_PING, 0, 77, NULL, 0);
	assert_int_equal(answer(&b, &gen), PE_PONG);
	assert_int_equal(gen, 77);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	user = link_sync_new(fd[1]);
	send_fd(&b, PE_CLIENT, 0, &who, sizeof(who), fd[0]);
	assert_int_equal(answer(&b, &gen), PE_CLIENT_TAKEN);
	link_sync_send(user, CTL_SHOW_COUNTERS, 4, 0, NULL, 0);
	rig_run(&b.r, 5);
	/* Not before there is a configuration to speak of. */
	assert_int_equal(link_sync_recv(user, &m, 0), -1);
	b.r.rde.configured = true;
	clients_configured(b.r.rde.clients);
	rig_run(&b.r, 5);
	assert_int_equal(link_sync_recv(user, &m, 100), 1);
	assert_int_equal(m.type, CTL_END);
	link_sync_send(b.far, PE_CLIENT_REVOKE, 3, 0, NULL, 0);
	rig_run(&b.r, 5);
	assert_int_equal(link_sync_recv(user, &m, 100), 0);
	link_sync_free(user);
	link_sync_send(b.far, PE_STOP, 0, 0, &stop, sizeof(stop));
	assert_int_equal(answer(&b, &gen), PE_STOPPED);
	boss_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_configurations_out),
		cmocka_unit_test(aborts_and_refuses),
		cmocka_unit_test(refuses_bad_routes),
		cmocka_unit_test(a_newer_offer_counts),
		cmocka_unit_test(answers_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
