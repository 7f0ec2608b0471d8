/* SPDX-License-Identifier: ISC */
/*
 * What the parent is answered about an image that is not carried out, and that
 * nobody else notices; that another trial, a commit and the parent's loss of
 * interest end one that is under way.
 */
#include "boss.h"

#include "config/conf_diff.h"
#include "image_file.h"
#include "policy.h"
#include "trial.h"

enum { NEIGHBORS = 4, ROUTES = 300, MANY = 200000 };

static const struct addr self;

struct heard {
	struct pe_trial_neighbor rows[NEIGHBORS + 1];
	unsigned		n;
	struct pe_done		did;
	bool			done;
	bool			refused;
	uint32_t		gen;
};

/*
 * Neighbours 1 to 4, routes to all; where differs is not 0, its route says
 * otherwise to neighbour 2, and the route behind it is gone.
 */
static int
file(unsigned routes, unsigned differs)
{
	const uint16_t all[] = { 1, 2, 3, 4 }, two[] = { 2 };
	struct conf_writer *w = image_file();
	uint32_t to_all, to_two, plain, other;
	struct conf_neighbor c;
	struct nlri n;
	unsigned i;

	for (i = 1; i <= NEIGHBORS; i++) {
		c = rig_conf((uint16_t)i);
		image_file_neighbor(w, &c);
	}
	to_all = conf_writer_targets(w, all, 4);
	to_two = conf_writer_targets(w, two, 1);
	plain = image_file_med(w, 1);
	other = image_file_med(w, 2);
	for (i = 1; i <= routes; i++) {
		n = image_file_nlri(i);
		if (differs == 0 || i != differs + 1)
			image_file_route(w, to_all, plain, &n, &self, "");
		if (i == differs)
			image_file_route(w, to_two, other, &n, &self, "");
	}
	return image_file_end(w);
}

static void
send_commit(struct boss *b, uint32_t gen)
{
	const struct pe_commit c = { .lost_ms = 0 };

	assert_int_equal(link_sync_send(b->far, PE_COMMIT, 0, gen, &c,
	    sizeof(c)), 0);
}

static void
commit(struct boss *b, uint32_t gen, int fd)
{
	uint32_t got;
	uint16_t type;

	send_fd(b, PE_CONFIG, gen, NULL, 0, fd);
	while ((type = answer(b, &got)) != PE_AGREE)
		assert_int_not_equal(type, PE_REFUSE);
	send_commit(b, gen);
	while (answer(b, &got) != PE_DONE)
		;
}

/* What arrives within a while, up to an answer. */
static void
hear(struct boss *b, struct heard *h)
{
	struct link_msg m;
	int i;

	memset(h, 0, sizeof(*h));
	for (i = 0; i < 500 && !h->done && !h->refused; i++) {
		rig_run(&b->r, 10);
		while (!h->done && !h->refused &&
		    link_sync_recv(b->far, &m, 0) == 1) {
			h->gen = m.gen;
			if (m.type == PE_TRIAL_NEIGHBOR)
				assert_int_equal(rbuf_host(&m.body,
				    &h->rows[h->n++], sizeof(h->rows[0])), 0);
			if (m.type == PE_TRIAL_DONE)
				assert_int_equal(rbuf_host(&m.body, &h->did,
				    sizeof(h->did)), 0);
			h->done = m.type == PE_TRIAL_DONE;
			h->refused = m.type == PE_TRIAL_REFUSED;
		}
	}
	assert_true(h->done || h->refused);
}

/* Octets for each neighbour since the last call. */
static void
sent(struct boss *b, size_t octets[NEIGHBORS + 1])
{
	struct link_msg m;
	int i;

	memset(octets, 0, (NEIGHBORS + 1) * sizeof(*octets));
	for (i = 0; i < 5; i++) {
		rig_run(&b->r, 10);
		link_flush(b->r.rde.session);
		while (link_sync_recv(b->r.far, &m, 0) == 1)
			if (m.type == SR_OUT)
				octets[m.peer] += m.body.left;
	}
}

/* Neighbours 1 to 3 have a session and hold everything. */
static void
begin(struct boss *b)
{
	size_t octets[NEIGHBORS + 1];
	struct negotiated neg;
	uint32_t gen;
	uint16_t i;

	boss_init(b);
	assert_int_equal(answer(b, &gen), PE_READY);
	commit(b, 1, file(ROUTES, 0));
	for (i = 1; i < NEIGHBORS; i++) {
		neg = rig_neg(i);
		sessions_up(&b->r.rde, peers_get(b->r.rde.peers, i), i, &neg);
	}
	sent(b, octets);
	for (i = 1; i < NEIGHBORS; i++)
		assert_true(octets[i] > 0);
}

static void
inject(struct boss *b, unsigned route, const char *selector)
{
	struct rde *rde = &b->r.rde;
	struct originate_order order = { .source = CTL_SRC_BGPCTL,
	    .selector = selector, .owner = "t", .reason = "" };
	struct originate_route r = { .nlri = image_file_nlri(route),
	    .self = true };
	const uint8_t origin[] = { 0x40, 1, 1, 0 };
	size_t octets[NEIGHBORS + 1];

	r.attrs = attrs_intern(rde->attrs, rbuf_of(origin, sizeof(origin)));
	order.targets = policy_select(rde->idsets, rde->peers, selector);
	assert_int_equal(originate_add(rde->originate, &r, &order),
	    ORIGINATE_OK);
	idset_unref(rde->idsets, order.targets);
	attrs_unref(rde->attrs, r.attrs);
	sent(b, octets);
}

static void
is_answered_and_not_done(void **state)
{
	size_t octets[NEIGHBORS + 1];
	uint64_t count, before, bytes;
	struct heard h;
	struct boss b;
	unsigned i;

	(void)state;
	begin(&b);
	/* Route 8 is hidden from neighbour 3. */
	inject(&b, 8, "192.0.2.3");
	originate_usage(b.r.rde.originate, &before, &bytes);
	send_fd(&b, PE_TRIAL, 9, NULL, 0, file(ROUTES, 7));
	hear(&b, &h);
	assert_true(h.done);
	assert_int_equal(h.gen, 9);
	assert_int_equal(h.did.added, 0);
	assert_int_equal(h.did.changed, 1);
	assert_int_equal(h.did.removed, 1);
	assert_int_equal(h.did.counted, 1);
	assert_int_equal(h.n, 2);
	for (i = 0; i < 2; i++) {
		assert_int_equal(h.rows[i].id, i + 1);
		assert_int_equal(h.rows[i].change, CONF_CHANGE_NONE);
		assert_int_equal(h.rows[i].announcements, i);
		assert_int_equal(h.rows[i].withdraws, 1);
	}
	sent(&b, octets);
	for (i = 1; i <= NEIGHBORS; i++)
		assert_int_equal(octets[i], 0);
	originate_usage(b.r.rde.originate, &count, &bytes);
	assert_int_equal(count, before);
	commit(&b, 2, file(ROUTES, 7));
	sent(&b, octets);
	assert_true(octets[1] > 0 && octets[2] > 0);
	assert_int_equal(octets[3] + octets[4], 0);
	boss_free(&b);
}

static void
nothing_would_change(void **state)
{
	struct heard h;
	struct boss b;

	(void)state;
	begin(&b);
	send_fd(&b, PE_TRIAL, 9, NULL, 0, file(ROUTES, 0));
	hear(&b, &h);
	assert_true(h.done);
	assert_int_equal(h.n, 0);
	assert_int_equal(h.did.added + h.did.changed + h.did.removed, 0);
	boss_free(&b);
}

static void
the_newest_question_counts(void **state)
{
	struct heard h;
	struct boss b;

	(void)state;
	begin(&b);
	send_fd(&b, PE_TRIAL, 3, NULL, 0, file(MANY, 0));
	rig_run(&b.r, 20);
	send_fd(&b, PE_TRIAL, 4, NULL, 0, file(MANY, 0));
	rig_run(&b.r, 1);
	send_fd(&b, PE_TRIAL, 5, NULL, 0, file(ROUTES, 7));
	hear(&b, &h);
	assert_true(h.done);
	assert_int_equal(h.gen, 5);
	assert_int_equal(h.n, 3);
	/* And one that is not waited for is not answered. */
	send_fd(&b, PE_TRIAL, 6, NULL, 0, file(MANY, 0));
	rig_run(&b.r, 20);
	link_sync_send(b.far, PE_TRIAL_END, 0, 6, NULL, 0);
	send_fd(&b, PE_TRIAL, 7, NULL, 0, file(ROUTES, 0));
	hear(&b, &h);
	assert_int_equal(h.gen, 7);
	boss_free(&b);
}

static void
a_commit_ends_it(void **state)
{
	struct heard h;
	struct boss b;
	uint32_t gen;

	(void)state;
	begin(&b);
	send_fd(&b, PE_CONFIG, 2, NULL, 0, file(ROUTES, 7));
	assert_int_equal(answer(&b, &gen), PE_AGREE);
	send_fd(&b, PE_TRIAL, 3, NULL, 0, file(MANY, 0));
	rig_run(&b.r, 20);
	send_commit(&b, 2);
	hear(&b, &h);
	assert_true(h.refused);
	assert_int_equal(h.gen, 3);
	while (answer(&b, &gen) != PE_DONE)
		;
	/* And what comes later is compared with the new one. */
	send_fd(&b, PE_TRIAL, 4, NULL, 0, file(ROUTES, 7));
	hear(&b, &h);
	assert_true(h.done);
	assert_int_equal(h.n, 0);
	boss_free(&b);
}

static void
refusals(void **state)
{
	struct conf_writer *w = image_file();
	struct nlri n = image_file_nlri(1);
	struct heard h;
	struct boss b;
	uint32_t gen;

	(void)state;
	boss_init(&b);
	assert_int_equal(answer(&b, &gen), PE_READY);
	send_fd(&b, PE_TRIAL, 1, NULL, 0, file(3, 0));
	hear(&b, &h);		/* there is nothing to compare with */
	assert_true(h.refused);
	commit(&b, 1, file(3, 0));
	link_sync_send(b.far, PE_TRIAL, 0, 2, NULL, 0);
	hear(&b, &h);
	assert_true(h.refused);
	image_file_route(w, 3, image_file_med(w, 5), &n, &self, "");
	send_fd(&b, PE_TRIAL, 3, NULL, 0, image_file_end(w));
	hear(&b, &h);
	assert_true(h.refused);
	send_fd(&b, PE_TRIAL, 4, NULL, 0, file(3, 0));
	hear(&b, &h);
	assert_true(h.done);
	boss_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_answered_and_not_done),
		cmocka_unit_test(nothing_would_change),
		cmocka_unit_test(the_newest_question_counts),
		cmocka_unit_test(a_commit_ends_it),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
