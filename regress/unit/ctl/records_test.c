/* SPDX-License-Identifier: ISC */
/* Records of any length and content are read whole or refused. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "config/conf_diff.h"
#include "records.h"

static struct link_msg
message(const void *p, size_t n)
{
	struct link_msg m = { .body = rbuf_of(p, n), .fd = -1 };

	return m;
}

static void
refuses_other_lengths(void **state)
{
	static uint8_t zero[sizeof(struct ctl_neighbor) + 1];
	static struct ctl_neighbor n;
	struct ctl_rib_neighbor rn;
	struct ctl_counters c;
	struct ctl_memory r;
	struct ctl_changes cs;
	struct ctl_change ch;
	struct link_msg m;
	size_t i;

	(void)state;
	for (i = 0; i <= sizeof(zero); i++) {
		m = message(zero, i);
		assert_int_equal(record_neighbor(&m, &n),
		    i == sizeof(n) ? 0 : -1);
		m = message(zero, i);
		assert_int_equal(record_counters(&m, &c),
		    i == sizeof(c) ? 0 : -1);
		m = message(zero, i);
		assert_int_equal(record_rib_neighbor(&m, &rn),
		    i == sizeof(rn) ? 0 : -1);
		m = message(zero, i);
		assert_int_equal(record_memory(&m, &r),
		    i == sizeof(r) ? 0 : -1);
		m = message(zero, i);
		assert_int_equal(record_changes(&m, &cs),
		    i == sizeof(cs) ? 0 : -1);
		m = message(zero, i);
		assert_int_equal(record_change(&m, &ch),
		    i == sizeof(ch) ? 0 : -1);
	}
}

static void
refuses_bad_fields(void **state)
{
	static struct ctl_neighbor in, out;
	struct ctl_memory mem;
	struct link_msg m;

	(void)state;
	memset(in.group, 'x', sizeof(in.group));
	m = message(&in, sizeof(in));
	assert_int_equal(record_neighbor(&m, &out), -1);
	memset(&in, 0, sizeof(in));
	in.local_caps_len = CTL_OPEN_CAPS_MAX + 1;
	m = message(&in, sizeof(in));
	assert_int_equal(record_neighbor(&m, &out), -1);
	memset(&in, 0, sizeof(in));
	in.remote.af = 5;
	m = message(&in, sizeof(in));
	assert_int_equal(record_neighbor(&m, &out), -1);
	memset(&mem, 'x', sizeof(mem));
	m = message(&mem, sizeof(mem));
	assert_int_equal(record_memory(&m, &mem), -1);
}

static void
refuses_bad_processes(void **state)
{
	struct ctl_process p = { .name = "p", .run = "a\0b\0" }, out;
	struct link_msg m = message(&p, sizeof(p));

	(void)state;
	assert_int_equal(record_process(&m, &out), 0);
	memset(p.run, 'x', sizeof(p.run) - 1);	/* no empty word behind it */
	m = message(&p, sizeof(p));
	assert_int_equal(record_process(&m, &out), -1);
	memset(p.run, 0, sizeof(p.run));
	memset(p.last, 'x', sizeof(p.last));
	m = message(&p, sizeof(p));
	assert_int_equal(record_process(&m, &out), -1);
	m = message(&p, sizeof(p) - 1);
	assert_int_equal(record_process(&m, &out), -1);
}

static void
refuses_bad_changes(void **state)
{
	struct ctl_change c = { .remote = addr_v4(0xc0000201),
	    .remote_plen = 32, .change = CONF_CHANGE_MODIFY }, bad, out;
	struct link_msg m = message(&c, sizeof(c));

	(void)state;
	assert_int_equal(record_change(&m, &out), 0);
	bad = c;
	bad.remote_plen = 33;
	m = message(&bad, sizeof(bad));
	assert_int_equal(record_change(&m, &out), -1);
	bad = c;
	bad.change = CONF_CHANGE_MAX;
	m = message(&bad, sizeof(bad));
	assert_int_equal(record_change(&m, &out), -1);
	bad = c;
	memset(bad.description, 'x', sizeof(bad.description));
	m = message(&bad, sizeof(bad));
	assert_int_equal(record_change(&m, &out), -1);
}

static void
reads_runs_of_paths(void **state)
{
	struct ctl_rib_path p = { .afi = 1, .plen = 8, .attr_len = 3 };
	uint8_t run[2 * (sizeof(p) + 3)];
	struct path_view v;
	struct link_msg m;
	size_t n;

	(void)state;
	memcpy(run, &p, sizeof(p));
	memcpy(run + sizeof(p), "abc", 3);
	memcpy(run + sizeof(p) + 3, run, sizeof(p) + 3);
	m = message(run, sizeof(run));
	assert_int_equal(record_path(&m, &v), 1);
	assert_memory_equal(v.attrs.p, "abc", 3);
	assert_int_equal(record_path(&m, &v), 1);
	assert_int_equal(record_path(&m, &v), 0);
	for (n = 1; n < sizeof(p) + 3; n++) {
		m = message(run, n);
		assert_int_equal(record_path(&m, &v), -1);
	}
	p.nexthop_len = 2;	/* "ab"; "c" and what begins the next */
	memcpy(run, &p, sizeof(p));
	m = message(run, sizeof(p) + 5);
	assert_int_equal(record_path(&m, &v), 1);
	assert_memory_equal(v.nexthop.p, "ab", 2);
	assert_int_equal(v.nexthop.left, 2);
	assert_int_equal(v.attrs.p[0], 'c');
	for (n = 1; n < sizeof(p) + 5; n++) {
		m = message(run, n);
		assert_int_equal(record_path(&m, &v), -1);
	}
	p.nexthop_len = 0;
	p.flags = CTL_P_INFEASIBLE;
	memcpy(run, &p, sizeof(p));
	memset(run + sizeof(p) + 3, 0, sizeof(struct ctl_flow_why));
	run[sizeof(p) + 3] = CTL_FLOW_NO_ROUTE;
	for (n = 0; n < sizeof(struct ctl_flow_why); n++) {
		m = message(run, sizeof(p) + 3 + n);
		assert_int_equal(record_path(&m, &v), -1);
	}
	m = message(run, sizeof(p) + 3 + n);
	assert_int_equal(record_path(&m, &v), 1);
	assert_int_equal(v.why.reason, CTL_FLOW_NO_ROUTE);
	assert_int_equal(record_path(&m, &v), 0);
	run[sizeof(p) + 3] = CTL_FLOW_REASON_MAX;
	m = message(run, sizeof(p) + 3 + n);
	assert_int_equal(record_path(&m, &v), -1);
	p.flags = 0;
	p.afi = 3;
	m = message(&p, sizeof(p));
	assert_int_equal(record_path(&m, &v), -1);
	p = (struct ctl_rib_path){ .afi = 2, .plen = 129 };
	m = message(&p, sizeof(p));
	assert_int_equal(record_path(&m, &v), -1);
}

static void
reads_networks(void **state)
{
	static struct ctl_network_row r;
	static uint8_t buf[sizeof(r) + 2];
	static struct network_view v;
	struct link_msg m;

	(void)state;
	r.afi = 1;
	r.attr_len = 2;
	memcpy(buf, &r, sizeof(r));
	m = message(buf, sizeof(buf));
	assert_int_equal(record_network(&m, &v), 0);
	assert_int_equal(v.nexthop.left, 0);
	r.attr_len = 0;
	r.nexthop_len = 2;
	memcpy(buf, &r, sizeof(r));
	m = message(buf, sizeof(buf));
	assert_int_equal(record_network(&m, &v), 0);
	assert_int_equal(v.nexthop.left, 2);
	assert_int_equal(v.attrs.left, 0);
	m = message(buf, sizeof(buf) - 1);
	assert_int_equal(record_network(&m, &v), -1);
	r.attr_len = 2;
	r.nexthop_len = 0;
	memcpy(buf, &r, sizeof(r));
	m = message(buf, sizeof(buf) - 1);
	assert_int_equal(record_network(&m, &v), -1);
	r.attr_len = 1;
	memcpy(buf, &r, sizeof(r));
	m = message(buf, sizeof(buf));
	assert_int_equal(record_network(&m, &v), -1);
	r.attr_len = 2;
	memset(r.targets, 'x', sizeof(r.targets));
	memcpy(buf, &r, sizeof(r));
	m = message(buf, sizeof(buf));
	assert_int_equal(record_network(&m, &v), -1);
}

static void
reads_malformed_messages(void **state)
{
	static struct malformed_view v;
	struct offence o = { .verdict = OFFENCE_IGNORED, .len = 3 }, bad[8];
	uint8_t buf[sizeof(o) + 4];
	struct link_msg m;
	size_t n;

	(void)state;
	memcpy(buf, &o, sizeof(o));
	memcpy(buf + sizeof(o), "abcd", 4);
	for (n = 0; n <= sizeof(buf); n++) {
		m = message(buf, n);
		assert_int_equal(record_malformed(&m, &v),
		    n == sizeof(o) + 3 ? 0 : -1);
	}
	m = message(buf, sizeof(o) + 3);
	assert_int_equal(record_malformed(&m, &v), 0);
	assert_int_equal(v.msg.left, 3);
	assert_memory_equal(v.msg.p, "abc", 3);
	o.len = 0;
	m = message(&o, sizeof(o));
	assert_int_equal(record_malformed(&m, &v), 0);
	for (n = 0; n < sizeof(bad) / sizeof(bad[0]); n++)
		bad[n] = o;
	memset(bad[0].description, 'x', sizeof(o.description));
	memset(bad[1].group, 'x', sizeof(o.group));
	memset(bad[2].why, 'x', sizeof(o.why));
	bad[3].remote.af = 5;
	bad[4].local.af = 1;
	bad[5].at_ms = -1;
	bad[6].verdict = OFFENCE_NONE;
	bad[7].verdict = OFFENCE_VERDICTS;
	for (n = 0; n < sizeof(bad) / sizeof(bad[0]); n++) {
		m = message(&bad[n], sizeof(o));
		assert_int_equal(record_malformed(&m, &v), -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_other_lengths),
		cmocka_unit_test(refuses_bad_fields),
		cmocka_unit_test(refuses_bad_processes),
		cmocka_unit_test(refuses_bad_changes),
		cmocka_unit_test(reads_runs_of_paths),
		cmocka_unit_test(reads_networks),
		cmocka_unit_test(reads_malformed_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
