/* SPDX-License-Identifier: ISC */
/* Rows of two engines become one list, checked, named, sorted and streamed. */
#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "base/log.h"
#include "config/conf_diff.h"
#include "config/conf_image.h"
#include "ipc/control.h"
#include "trial_result.h"

enum { MANY = 12000 };

static const struct pe_done did = { .added = 3, .removed = 2, .changed = 1 };

/* Neighbours 1 and 2, and the range 3, 203.0.113.0/24. */
static struct config *
configuration(bool verbose)
{
	struct conf_global g = { .log_verbose = verbose };
	struct conf_writer *w = conf_writer_new();
	struct conf_neighbor n = { .remote_plen = 32, .role = 255,
	    .hold_time = 180 };
	struct config *c;
	char why[128];
	int fd;

	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	n.id = 1;
	n.remote = addr_v4(0xc0000209);
	(void)strlcpy(n.description, "edge-1", sizeof(n.description));
	conf_writer_put(w, CONF_NEIGHBOR, &n, sizeof(n));
	n.id = 2;
	n.remote = addr_v4(0xc0000202);
	n.description[0] = '\0';
	conf_writer_put(w, CONF_NEIGHBOR, &n, sizeof(n));
	n.id = 3;
	n.remote = addr_v4(0xcb007100);
	n.remote_plen = 24;
	n.clone_first = 10;
	n.clones = 5;
	(void)strlcpy(n.description, "guests", sizeof(n.description));
	conf_writer_put(w, CONF_NEIGHBOR, &n, sizeof(n));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	c = config_take(fd, key_set_new(), why, sizeof(why));
	if (c == NULL)
		fail_msg("%s", why);
	return c;
}

static struct pe_trial_neighbor
row(uint32_t id, uint32_t address, enum conf_change change, uint32_t n)
{
	return (struct pe_trial_neighbor){ .id = id, .change = (uint8_t)change,
	    .remote = addr_v4(address), .announcements = n,
	    .withdraws = n / 2, .words = change == CONF_CHANGE_NONE ? 0 : 8 };
}

/* --- a reader ------------------------------------------------------------- */

struct reader {
	struct loop		*loop;
	struct link		*k;
	struct link_sync	*far;
	struct ctl_changes	 all;
	struct ctl_change	*v;
	uint32_t		 n;
	unsigned		 pieces;
};

static void
on_end(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static void
take(struct reader *r)
{
	struct link_msg m;

	while (link_sync_recv(r->far, &m, 0) == 1) {
		assert_int_equal(m.peer, 77);
		if (m.type == CTL_CHANGES) {
			assert_int_equal(r->n, 0);
			assert_int_equal(rbuf_host(&m.body, &r->all,
			    sizeof(r->all)), 0);
			r->v = xcalloc(r->all.neighbors + 1,
			    sizeof(*r->v));
			continue;
		}
		assert_int_equal(m.type, CTL_CHANGE);
		assert_true(r->n < r->all.neighbors);
		assert_int_equal(rbuf_host(&m.body, &r->v[r->n++],
		    sizeof(*r->v)), 0);
	}
}

static void
read_all(struct reader *r, const struct trial_result *t)
{
	static const struct link_table nothing = { NULL, 0 };
	size_t at = 0;
	bool whole;
	int fd[2];

	memset(r, 0, sizeof(*r));
	r->loop = loop_new();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	r->k = link_new(r->loop, fd[0], &nothing, on_end, r, 128 * 1024);
	r->far = link_sync_new(fd[1]);
	do {
		whole = trial_result_send(t, r->k, 77, &at);
		r->pieces++;
		while (link_queued(r->k) > 0) {
			link_flush(r->k);
			take(r);
		}
	} while (!whole);
	take(r);
	assert_int_equal(r->n, trial_result_count(t));
}

static void
reader_free(struct reader *r)
{
	link_free(r->k);
	link_sync_free(r->far);
	loop_free(r->loop);
	free(r->v);
}

/* --- tests ---------------------------------------------------------------- */

static void
joins_what_both_say(void **state)
{
	struct config *old = configuration(false), *next = configuration(true);
	struct trial_result *t = trial_result_new();
	struct pe_trial_neighbor v[] = {
		row(1, 0xc0000209, CONF_CHANGE_MODIFY, 0),
		row(10, 0xcb007105, CONF_CHANGE_RESTART, 0),
		row(1, 0xc0000209, CONF_CHANGE_NONE, 4),
		row(10, 0xcb007105, CONF_CHANGE_NONE, 9),
		row(2, 0xc0000202, CONF_CHANGE_NONE, 1),
		row(3, 0xcb007100, CONF_CHANGE_MODIFY, 0),
		row(11, 0xcb007106, CONF_CHANGE_NONE, 0),
	};
	struct reader r;
	size_t i;

	(void)state;
	v[1].range = v[3].range = v[6].range = 3;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_int_equal(trial_result_add(t, &v[i]), 0);
	trial_result_end(t, old, next, &did, "f:1:1: warning: hm");
	assert_string_equal(trial_result_warnings(t), "f:1:1: warning: hm");
	read_all(&r, t);
	assert_int_equal(r.all.routes_added, 3);
	assert_int_equal(r.all.routes_changed, 1);
	assert_int_equal(r.all.routes_removed, 2);
	assert_int_equal(r.all.settings, 1 << CONF_SETTING_LOG);
	assert_int_equal(r.n, 4);
	assert_int_equal(r.v[0].remote.b[3], 2);
	assert_int_equal(r.v[0].announcements, 1);
	assert_int_equal(r.v[0].withdraws, 0);
	assert_int_equal(r.v[1].remote.b[3], 9);
	assert_int_equal(r.v[1].change, CONF_CHANGE_MODIFY);
	assert_int_equal(r.v[1].announcements, 4);
	assert_int_equal(r.v[1].withdraws, 2);
	assert_true(r.v[1].words == 8);
	assert_string_equal(r.v[1].description, "edge-1");
	assert_int_equal(r.v[2].remote_plen, 24);
	/* What the session that would end was to be sent is not told. */
	assert_int_equal(r.v[3].change, CONF_CHANGE_RESTART);
	assert_int_equal(r.v[3].announcements, 0);
	assert_int_equal(r.v[3].remote_plen, 32);
	assert_string_equal(r.v[3].description, "guests");
	reader_free(&r);
	trial_result_unref(t);
	config_free(old);
	config_free(next);
}

static void
refuses_nonsense(void **state)
{
	struct trial_result *t = trial_result_new();
	struct pe_trial_neighbor good = row(1, 1, CONF_CHANGE_NONE, 1), bad;
	unsigned i;

	(void)state;
	bad = good;
	bad.change = CONF_CHANGE_MAX;
	assert_int_equal(trial_result_add(t, &bad), -1);
	bad = good;
	bad.remote.af = 7;
	assert_int_equal(trial_result_add(t, &bad), -1);
	for (i = 0; i < PE_TRIAL_ROWS; i++)
		assert_int_equal(trial_result_add(t, &good), 0);
	assert_int_equal(trial_result_add(t, &good), -1);
	trial_result_unref(t);
}

/* The link takes 128 KiB at a time, the answer is far longer. */
static void
streams(void **state)
{
	struct config *c = configuration(false);
	struct trial_result *t = trial_result_new();
	struct pe_trial_neighbor v;
	struct reader r;
	uint32_t i;

	(void)state;
	for (i = MANY; i > 0; i--) {
		v = row(i + 100, 0x0a000000 + i, CONF_CHANGE_ADD, 0);
		assert_int_equal(trial_result_add(t, &v), 0);
	}
	trial_result_end(t, c, c, &did, "");
	read_all(&r, trial_result_ref(t));
	trial_result_unref(t);
	assert_int_equal(r.all.neighbors, MANY);
	assert_true(r.pieces > 5);
	for (i = 0; i < MANY; i++)
		assert_int_equal(addr_v4_host(&r.v[i].remote),
		    0x0a000001 + i);
	reader_free(&r);
	trial_result_unref(t);
	config_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_what_both_say),
		cmocka_unit_test(refuses_nonsense),
		cmocka_unit_test(streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
