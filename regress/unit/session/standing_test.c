/* SPDX-License-Identifier: ISC */
/* Messages of the configuration: when they are sent, to whom, and no more. */
#include "bgp/operational.h"
#include "clone.h"
#include "harness.h"
#include "standing.h"

static void
add(struct wbuf *all, uint32_t id, const char *const *texts, size_t n)
{
	struct operational o = {
		.kind = operational_by_word("asm"),
		.family = FAMILY_IPV4_UNICAST,
	};
	struct wbuf body;

	wbuf_growable(&body, 4096);
	wbuf_bytes(&body, &id, sizeof(id));
	while (n-- > 0) {
		o.advisory = rbuf_of(*texts, strlen(*texts));
		texts++;
		operational_pack(&body, &o);
	}
	standing_take(wbuf_view(&body), all);
	wbuf_free(&body);
}

static void
configure(struct harness *h, const char *const *texts, size_t n)
{
	struct wbuf all;

	wbuf_growable(&all, 1 << 20);
	add(&all, 77777, texts, n);	/* nobody */
	if (n > 0)
		add(&all, h->p->conf.id, texts, n);
	standing_configure(&h->e, wbuf_view(&all));
	wbuf_free(&all);
}

static void
expect_text(int fd, const char *text)
{
	uint8_t msg[MSG_MAX];
	size_t len = 0;

	assert_int_equal(hear(fd, msg, &len), MSG_OPERATIONAL);
	assert_int_equal(len, 26 + strlen(text));
	assert_memory_equal(msg + 26, text, strlen(text));
}

static const char *const two[] = { "one", "two" };
static const char *const three[] = { "two", "three", "one" };

static struct conf_neighbor
able(void)
{
	struct conf_neighbor c = sample_conf();

	c.operational = 1;
	return c;
}

static void
at_the_start_and_what_is_new(void **state)
{
	struct conf_neighbor c = able();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	configure(h, two, 2);
	establish(h);
	expect_text(h->peer_fd, "one");
	expect_text(h->peer_fd, "two");
	configure(h, two, 2);
	configure(h, three, 3);
	turn(h, 5);
	expect_text(h->peer_fd, "three");
	configure(h, three, 0);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	assert_null(h->p->standing);
	harness_free(h);
}

static void
not_without_capability_or_family(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	configure(h, two, 2);
	establish(h);
	configure(h, three, 3);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	harness_free(h);

	c = able();
	c.families[0] = FAMILY_IPV6_UNICAST;
	h = harness_new(&c);
	configure(h, two, 2);
	establish(h);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	harness_free(h);
}

/* One that does not take what it has gets them with its next session. */
static void
not_behind_much_that_waits(void **state)
{
	struct conf_neighbor c = able();
	struct harness *h = harness_new(&c);
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	configure(h, two, 1);
	establish(h);
	expect_text(h->peer_fd, "one");
	h->p->est->out_bytes += SR_OUT_WINDOW + 1;
	configure(h, two, 2);
	h->p->est->out_bytes -= SR_OUT_WINDOW + 1;
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), 0);
	harness_free(h);
}

static void
one_of_a_range_has_the_ranges(void **state)
{
	struct conf_neighbor c = able();
	struct addr a = addr_v4(0xc0000203);
	struct harness *h;
	struct peer *range;

	(void)state;
	c.remote_plen = 24;
	c.passive = 1;
	c.clone_first = 2;
	c.clones = 2;
	h = harness_new(&c);
	range = h->p;
	configure(h, two, 1);
	h->p = clone_new(range, &a);
	establish(h);
	expect_text(h->peer_fd, "one");
	h->p = range;
	configure(h, two, 2);
	turn(h, 5);
	expect_text(h->peer_fd, "two");
	clone_free(peer_by_id(&h->e, 2));
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_the_start_and_what_is_new),
		cmocka_unit_test(not_without_capability_or_family),
		cmocka_unit_test(not_behind_much_that_waits),
		cmocka_unit_test(one_of_a_range_has_the_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
