/* SPDX-License-Identifier: ISC */
/* What a neighbour may have on its way to the route engine. */
#include "harness.h"

#include "conn.h"

static unsigned
refreshes(const struct harness *h)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < h->nsent; i++)
		n += h->sent[i].type == SR_REFRESH;
	return n;
}

/* Requests count as UPDATEs do: past the window they wait in the socket. */
static void
refreshes_have_a_window(void **state)
{
	enum { AT_ONCE = 1000 };
	static const uint8_t one[MSG_REFRESH_MIN] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, MSG_REFRESH_MIN,
		MSG_REFRESH, 0, 1, 0, 1,
	};
	static uint8_t many[AT_ONCE * sizeof(one)];
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	size_t sent = 0;
	unsigned i;
	ssize_t n;

	(void)state;
	c.route_refresh = 1;
	h = harness_new(&c);
	establish(h);
	for (i = 0; i < AT_ONCE; i++)
		memcpy(many + i * sizeof(one), one, sizeof(one));
	for (i = 0; i < 200 && !h->p->est->paused; i++) {
		n = write(h->peer_fd, many + sent % sizeof(many),
		    sizeof(many) - sent % sizeof(many));
		if (n > 0)
			sent += (size_t)n;
		turn(h, 1);
	}
	assert_true(h->p->est->paused);
	assert_true(h->p->est->in_flight < SR_IN_WINDOW + READ_ROOM);
	assert_int_equal(h->p->est->in_flight % MSG_REFRESH_MIN, 0);
	conn_taken(h->p->est, h->p->est->in_flight);
	turn(h, 5);
	assert_false(h->p->est->paused);
	assert_true(refreshes(h) > 1000);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refreshes_have_a_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
