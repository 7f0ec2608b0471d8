/* SPDX-License-Identifier: ISC */
/* Reload: who hears what, and who sees no octet. */
#include "config.h"
#include "config/conf_writer.h"
#include "harness.h"

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
reload(struct harness *h, const struct conf_neighbor *c, size_t n)
{
	char why[256] = "";

	if (config_prepare(&h->e, 7, image(c, n), why, sizeof(why)) == -1)
		fail_msg("%s", why);
	assert_int_equal(config_commit(&h->e, 8), -1);
	assert_int_equal(config_commit(&h->e, 7), 0);
}

static void
unchanged_sees_no_octet(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	establish(h);
	strlcpy(c.description, "a new name", sizeof(c.description));
	c.rate_limit = 5;
	reload(h, &c, 1);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	assert_string_equal(h->p->conf.description, "a new name");
	harness_free(h);
}

static void
another_key_begins_anew(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	establish(h);
	config_key_changed(&h->e, 2);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	config_key_changed(&h->e, c.id);
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_CONFIG);
	assert_int_not_equal(peer_state(h->p), ST_ESTABLISHED);
	assert_true(h->p->started);
	harness_free(h);
}

static void
changed_is_reset(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	establish(h);
	c.hold_time = 90;
	reload(h, &c, 1);
	turn(h, 5);
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_CONFIG);
	assert_true(h->p->started);
	harness_free(h);
}

static void
removed_and_added(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);

	(void)state;
	establish(h);
	c.id = 2;
	c.remote = addr_v4(0xc0000202);
	reload(h, &c, 1);
	turn(h, 5);
	expect_notification(h->peer_fd, NOTIFY_CEASE, CEASE_DECONFIGURED);
	assert_null(peer_by_id(&h->e, 1));
	h->p = peer_by_id(&h->e, 2);
	assert_non_null(h->p);
	assert_true(h->p->started);
	harness_free(h);
}

static void
only_its_generation_is_aborted(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	char why[256] = "";

	(void)state;
	assert_int_equal(config_prepare(&h->e, 7, image(&c, 1), why,
	    sizeof(why)), 0);
	config_abort(&h->e, 6);
	assert_int_equal(config_commit(&h->e, 7), 0);
	assert_int_equal(config_prepare(&h->e, 8, image(&c, 1), why,
	    sizeof(why)), 0);
	config_abort(&h->e, 8);
	assert_int_equal(config_commit(&h->e, 8), -1);
	harness_free(h);
}

static void
nonsense_changes_nothing(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	char why[256] = "";

	(void)state;
	assert_int_equal(config_prepare(&h->e, 1, -1, why, sizeof(why)), -1);
	assert_string_not_equal(why, "");
	assert_int_equal(config_commit(&h->e, 1), -1);
	assert_ptr_equal(peer_by_id(&h->e, 1), h->p);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unchanged_sees_no_octet),
		cmocka_unit_test(another_key_begins_anew),
		cmocka_unit_test(changed_is_reset),
		cmocka_unit_test(removed_and_added),
		cmocka_unit_test(only_its_generation_is_aborted),
		cmocka_unit_test(nonsense_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
