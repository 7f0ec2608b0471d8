/* SPDX-License-Identifier: ISC */
/* What a reload would do is told as it would be done, and nothing is done. */
#include "harness.h"

#include "clone.h"
#include "config.h"
#include "config/conf_diff.h"
#include "config/conf_writer.h"
#include "trial.h"

static int
image(const struct conf_neighbor *c, size_t n)
{
	struct conf_writer *w = conf_writer_new();
	int fd;

	while (n-- > 0)
		conf_writer_put(w, CONF_NEIGHBOR, c++, sizeof(*c));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	assert_int_not_equal(fd, -1);
	return fd;
}

static void
try_keys(struct harness *h, const struct conf_neighbor *c, size_t n,
    const uint16_t *keys, size_t nkeys)
{
	unsigned done = h->trials_done;

	h->nrows = 0;
	trial_run(&h->e, 3, image(c, n), rbuf_of(keys, nkeys * 2));
	turn(h, 5);
	assert_int_equal(h->trials_done, done + 1);
	assert_false(h->e.has_pending);
}

static void
try_image(struct harness *h, const struct conf_neighbor *c, size_t n)
{
	try_keys(h, c, n, NULL, 0);
}

static void
expect_row(const struct harness *h, unsigned i, uint32_t id,
    enum conf_change change, const char *word)
{
	unsigned bit = 0;

	assert_true(i < h->nrows);
	assert_int_equal(h->rows[i].id, id);
	assert_int_equal(h->rows[i].change, change);
	while (conf_diff_word(bit) != NULL &&
	    strcmp(conf_diff_word(bit), word) != 0)
		bit++;
	assert_true(h->rows[i].words == (*word == '\0' ? 0 :
	    UINT64_C(1) << bit));
}

static void
a_session_that_would_restart(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	const uint16_t key = 1;
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	establish(h);
	try_image(h, &c, 1);
	assert_int_equal(h->nrows, 0);
	c.key_kind = CONF_KEY_MD5;
	h->p->conf.key_kind = CONF_KEY_MD5;
	try_keys(h, &c, 1, &key, 1);
	assert_int_equal(h->nrows, 1);
	expect_row(h, 0, 1, CONF_CHANGE_RESTART, "md5-password");
	c.hold_time = 90;
	try_image(h, &c, 1);
	expect_row(h, 0, 1, CONF_CHANGE_RESTART, "hold-time");
	assert_true(addr_eq(&h->rows[0].remote, &c.remote));
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	assert_int_equal(h->p->conf.hold_time, 180);
	/* Without a session nothing restarts. */
	h->p->down = true;
	try_image(h, &c, 1);
	expect_row(h, 0, 1, CONF_CHANGE_MODIFY, "hold-time");
	harness_free(h);
}

static void
what_no_session_sees(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	c.hold_time = 90;
	try_image(h, &c, 1);	/* it has no connection */
	expect_row(h, 0, 1, CONF_CHANGE_MODIFY, "hold-time");
	c = sample_conf();
	establish(h);
	strlcpy(c.description, "a new name", sizeof(c.description));
	try_image(h, &c, 1);
	assert_int_equal(h->nrows, 1);
	expect_row(h, 0, 1, CONF_CHANGE_MODIFY, "description");
	harness_free(h);
}

/* One that rests over its limit begins anew with another. */
static void
another_limit_begins_a_session(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	assert_false(h->p->started);
	c.limits[0].max = 5;
	try_image(h, &c, 1);
	expect_row(h, 0, 1, CONF_CHANGE_RESTART, "prefix-limit");
	peer_start(h->p);
	try_image(h, &c, 1);
	expect_row(h, 0, 1, CONF_CHANGE_MODIFY, "prefix-limit");
	harness_free(h);
}

/* One that is held down is no longer when its configuration changes. */
static void
a_change_lets_go(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	held_add(&h->e, 1, &c.remote, 1);
	try_image(h, &c, 1);
	assert_int_equal(h->nrows, 0);
	c.rate_limit = 9;
	try_image(h, &c, 1);
	expect_row(h, 0, 1, CONF_CHANGE_RESTART, "rate-limit");
	h->p->down = true;
	try_image(h, &c, 1);
	expect_row(h, 0, 1, CONF_CHANGE_MODIFY, "rate-limit");
	(void)held_remove(&h->e, 1, &c.remote);
	harness_free(h);
}

static void
added_and_removed(void **state)
{
	struct conf_neighbor c[2] = { sample_conf(), sample_conf() };
	struct harness *h = harness_new(&c[0]);

	(void)state;
	c[1].id = 2;
	c[1].remote = addr_v4(0xc0000202);
	try_image(h, c, 2);
	assert_int_equal(h->nrows, 1);
	expect_row(h, 0, 2, CONF_CHANGE_ADD, "");
	try_image(h, c + 1, 1);
	assert_int_equal(h->nrows, 2);
	expect_row(h, 0, 2, CONF_CHANGE_ADD, "");
	expect_row(h, 1, 1, CONF_CHANGE_REMOVE, "");
	assert_null(peer_by_id(&h->e, 2));
	harness_free(h);
}

static void
those_of_a_range(void **state)
{
	struct conf_neighbor c = sample_conf(), plain[2];
	struct harness *h;
	struct peer *clone;
	int fds[2];

	(void)state;
	c.remote_plen = 24;
	c.clone_first = 10;
	c.clones = 4;
	h = harness_new(&c);
	peer_start(h->p);
	clone = clone_new(h->p, &(struct addr){ .af = ADDR_V4,
	    .b = { 192, 0, 2, 77 } });
	assert_non_null(clone);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
	    fds), 0);
	peer_accept(clone, fds[0]);
	c.hold_time = 90;
	try_image(h, &c, 1);
	assert_int_equal(h->nrows, 2);
	/* The range has no session, its neighbour has. */
	expect_row(h, 0, 1, CONF_CHANGE_MODIFY, "hold-time");
	expect_row(h, 1, 10, CONF_CHANGE_RESTART, "hold-time");
	assert_int_equal(h->rows[1].range, 1);
	assert_int_equal(h->rows[1].remote.b[3], 77);
	/* It gets a neighbour block of its own. */
	plain[0] = h->p->conf;
	plain[1] = sample_conf();
	plain[1].id = 2;
	plain[1].remote = clone->conf.remote;
	try_image(h, plain, 2);
	assert_int_equal(h->nrows, 2);
	expect_row(h, 0, 2, CONF_CHANGE_ADD, "");
	expect_row(h, 1, 10, CONF_CHANGE_RESTART, "");
	try_image(h, &plain[1], 1);
	assert_int_equal(h->nrows, 3);
	expect_row(h, 1, 1, CONF_CHANGE_REMOVE, "");
	expect_row(h, 2, 10, CONF_CHANGE_REMOVE, "");
	clone_free(clone);
	close(fds[1]);
	harness_free(h);
}

static void
change(struct conf_neighbor *c, unsigned what)
{
	switch (what) {
	case 0:
		c->hold_time = 60;
		break;
	case 1:
		c->rate_limit = 9;
		break;
	case 2:
		c->families[0] = FAMILY_IPV6_UNICAST;
		break;
	case 3:
		strlcpy(c->group, "others", sizeof(c->group));
		break;
	case 4:
		c->key_kind = CONF_KEY_AO;
		break;
	case 5:
		c->limits[0].max = 9;
		break;
	case 6:
		c->passive = 1;
		break;
	default:
		c->aigp = 1;
		break;
	}
}

/* Two changes at a time: restart is told where it then happens. */
static void
a_reload_does_what_was_told(void **state)
{
	uint8_t msg[MSG_EXTENDED_MAX];
	struct conf_neighbor c;
	char why[128] = "";
	struct harness *h;
	unsigned i, told;
	size_t len;

	(void)state;
	for (i = 0; i < 64; i++) {
		c = sample_conf();
		h = harness_new(&c);
		establish(h);
		change(&c, i / 8);
		change(&c, i % 8);
		try_image(h, &c, 1);
		assert_int_equal(h->nrows, 1);
		told = h->rows[0].change;
		assert_int_equal(hear(h->peer_fd, msg, &len), 0);
		assert_int_equal(config_prepare(&h->e, 7, image(&c, 1), why,
		    sizeof(why)), 0);
		assert_int_equal(config_commit(&h->e, 7), 0);
		turn(h, 2);
		assert_int_equal(hear(h->peer_fd, msg, &len) ==
		    MSG_NOTIFICATION, told == CONF_CHANGE_RESTART);
		harness_free(h);
	}
}

static void
nonsense_is_refused(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	trial_run(&h->e, 3, -1, rbuf_of(NULL, 0));
	turn(h, 5);
	assert_int_equal(h->trials_refused, 1);
	assert_int_equal(h->trials_done, 0);
	c.id = 0;
	trial_run(&h->e, 4, image(&c, 1), rbuf_of(NULL, 0));
	turn(h, 5);
	assert_int_equal(h->trials_refused, 2);
	assert_int_equal(h->nrows, 0);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_that_would_restart),
		cmocka_unit_test(what_no_session_sees),
		cmocka_unit_test(another_limit_begins_a_session),
		cmocka_unit_test(a_change_lets_go),
		cmocka_unit_test(added_and_removed),
		cmocka_unit_test(those_of_a_range),
		cmocka_unit_test(a_reload_does_what_was_told),
		cmocka_unit_test(nonsense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
