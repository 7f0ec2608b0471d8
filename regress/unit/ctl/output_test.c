/* SPDX-License-Identifier: ISC */
/*
 * Every record in both forms, compared with files under regress/data/ctl.
 * With REGEN=1 in the environment the files are written instead: read the
 * difference before it is kept.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sys/mman.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "config/conf_diff.h"
#include "labels.h"
#include "output.h"
#include "path/attr.h"

enum { OUT_MAX = 64 * 1024 };

static char	got[OUT_MAX], want[OUT_MAX];

static void
compare(const char *name, struct output *o)
{
	char path[128];
	ssize_t n;
	int fd;

	assert_int_equal(output_end(o), 0);
	n = pread(o->fd, got, sizeof(got) - 1, 0);
	assert_true(n > 0);
	got[n] = '\0';
	(void)snprintf(path, sizeof(path), "regress/data/ctl/%s", name);
	if (getenv("REGEN") != NULL) {
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
		assert_int_equal(write(fd, got, (size_t)n), n);
	} else {
		fd = open(path, O_RDONLY);
		assert_int_not_equal(fd, -1);
		n = read(fd, want, sizeof(want) - 1);
		want[n < 0 ? 0 : n] = '\0';
		assert_string_equal(got, want);
	}
	(void)close(fd);
	(void)close(o->fd);
	output_free(o);
}

static void
begin(struct output *o, const struct command *c, bool json)
{
	int fd;

	fd = memfd_create("output_test", MFD_CLOEXEC);
	assert_int_not_equal(fd, -1);
	output_init(o, json ? &output_json : &output_text, c, fd, false);
	output_begin(o);
}

static void
sample_neighbor(struct ctl_neighbor *n, struct ctl_counters *c)
{
	static const uint8_t caps[] = { 1, 4, 0, 1, 0, 1, 2, 0, 65, 4, 0, 0,
	    0xfb, 0xf1, 64, 6, 0x80, 120, 0, 1, 1, 0x80, 69, 4, 0, 1, 1, 3 };
	int i;

	memset(n, 0, sizeof(*n));
	n->id = 7;
	n->flags = CTL_N_MD5 | CTL_N_PASSIVE;
	(void)addr_parse("192.0.2.2", &n->remote);
	(void)addr_parse("192.0.2.1", &n->local);
	n->remote_port = 38355;
	n->local_port = 179;
	n->remote_plen = 32;
	n->state = STATE_ESTABLISHED;
	n->role = 0;
	n->remote_as = 64497;
	n->local_as = 64496;
	n->remote_id = 0xc0000202;
	n->conf_hold = 180;
	n->min_hold = 3;
	n->hold = 90;
	n->keepalive = 30;
	n->changed_ms = 51000;
	n->last_read_ms = 23000;
	for (i = 0; i < CTL_NTYPES; i++) {
		n->sent[i] = (uint64_t)i + 1;
		n->rcvd[i] = (uint64_t)i + 11;
	}
	for (i = 0; i < CTL_NTIMERS; i++)
		n->timer_ms[i] = i == CTL_TIMER_CONNECT_RETRY ? -1 :
		    i * 10000;
	n->out_queue = 2;
	n->out_queue_bytes = 123;
	(void)strlcpy(n->description, "bird \"x\"\n\xff",
	    sizeof(n->description));
	(void)strlcpy(n->group, "upstream", sizeof(n->group));
	(void)strlcpy(n->shutdown_rcvd,
	    "gr\xc3\xbc\xc3\x9f", sizeof(n->shutdown_rcvd));
	n->err_rcvd[0] = 6;
	n->err_rcvd[1] = 2;
	n->remote_caps_len = sizeof(caps);
	memcpy(n->remote_caps, caps, sizeof(caps));
	n->local_caps_len = 8;
	memcpy(n->local_caps, caps, 8);
	n->neg.families = 1;
	n->neg.add_path_rx = 1;
	n->neg.as4 = 1;
	n->neg.refresh = 1;
	n->neg.role = ROLE_UNSET;
	*c = (struct ctl_counters){ .id = 7, .prefixes_in = 4,
	    .prefixes_out = 6, .max_prefixes = 1000, .updates_in = 5,
	    .updates_out = 8, .withdraws_in = 1, .withdraws_out = 2,
	    .eor_in = 1, .eor_out = 1, .pending = 3,
	    .treat_as_withdraw = 9, .flow_rules = 21, .flow_unjudged = 4,
	    .flow_infeasible = 2, .flow_age_ms = 3100, .eor_programs = 3,
	    .eor_program = "slow\n", .eor_left_ms = 12900 };
}

static void
put_neighbors(const char *name, enum action action, enum view view,
    bool json)
{
	struct command cmd = { .action = action, .view = view };
	struct ctl_neighbor up, range;
	struct ctl_counters c;
	struct neighbor_view v;
	struct output o;

	sample_neighbor(&up, &c);
	begin(&o, &cmd, json);
	v = (struct neighbor_view){ .n = &up, .c = &c };
	o.form->neighbor(&o, &v);
	memset(&range, 0, sizeof(range));
	range.flags = CTL_N_TEMPLATE;
	(void)addr_parse("192.0.2.128", &range.remote);
	range.remote_plen = 25;
	range.state = 3;
	range.remote_as = 65551;
	range.role = range.neg.role = ROLE_UNSET;
	range.changed_ms = range.last_read_ms = range.last_write_ms = -1;
	v = (struct neighbor_view){ .n = &range, .c = NULL };
	o.form->neighbor(&o, &v);
	range.flags = CTL_N_CLONED | CTL_N_HELD_RDE;
	range.remote_plen = 32;
	range.state = STATE_IDLE;
	o.form->neighbor(&o, &v);
	compare(name, &o);
}

static void
prints_neighbors(void **state)
{
	(void)state;
	put_neighbors("summary.txt", ACTION_SUMMARY, VIEW_FULL, false);
	put_neighbors("summary_terse.txt", ACTION_SUMMARY_TERSE, VIEW_FULL,
	    false);
	put_neighbors("neighbor.txt", ACTION_NEIGHBOR, VIEW_FULL, false);
	put_neighbors("neighbor_terse.txt", ACTION_NEIGHBOR, VIEW_TERSE,
	    false);
	put_neighbors("neighbor_timers.txt", ACTION_NEIGHBOR, VIEW_TIMERS,
	    false);
	put_neighbors("summary.json", ACTION_SUMMARY, VIEW_FULL, true);
	put_neighbors("summary_terse.json", ACTION_SUMMARY_TERSE, VIEW_FULL,
	    true);
	put_neighbors("neighbor.json", ACTION_NEIGHBOR, VIEW_TIMERS, true);
}

/* origin, as-path, med, aggregator, communities of each kind, unknown 99. */
static const uint8_t attrs[] = {
	0x40, 1, 1, 0,
	0x40, 2, 10, 2, 2, 0, 0, 0xfb, 0xf1, 0, 1, 0, 15,
	0x80, 4, 4, 0, 0, 0, 77,
	0x40, 6, 0,
	0xc0, 7, 8, 0, 0, 0xfb, 0xf1, 192, 0, 2, 9,
	0xc0, 8, 8, 0xfb, 0xf1, 0, 1, 0xfb, 0xf1, 0, 2,
	0xc0, 16, 8, 0, 2, 0xfb, 0xf1, 0, 0, 0, 7,
	0x80, 29, 3, 4, 0, 9,		/* of BGP-LS, and broken */
	0xc0, 32, 12, 0, 0, 0xfb, 0xf1, 0, 0, 0, 1, 0, 0, 0, 2,
	0xc0, 40, 10, 1, 0, 7, 0, 0, 0, 0, 0, 0, 7,
	0xe0, 99, 3, 1, 2, 3,
};

static const uint8_t rule[] = { 3, 1, 8, 10 };

static void
put_paths(const char *name, bool detail, bool ssv, bool json)
{
	struct command cmd = { .action = ACTION_RIB, .detail = detail,
	    .ssv = ssv };
	struct ctl_rib_neighbor peer = { .id = 7, .remote_id = 0xc0000202 };
	struct path_view v;
	struct output o;

	(void)addr_parse("192.0.2.2", &peer.remote);
	(void)strlcpy(peer.description, "bird", sizeof(peer.description));
	memset(&v, 0, sizeof(v));
	v.peer = &peer;
	v.attrs = rbuf_of(attrs, sizeof(attrs));
	v.p = (struct ctl_rib_path){ .flags = CTL_P_VALID, .peer = 7,
	    .afi = 1, .safi = 1, .plen = 24, .age_ms = 51000,
	    .prefix = { 203, 0, 113 } };
	(void)addr_parse("192.0.2.3", &v.p.nexthop);
	begin(&o, &cmd, json);
	o.form->path(&o, &v);
	v.attrs = rbuf_of(attrs, 4);
	v.p = (struct ctl_rib_path){ .flags = CTL_P_STALE | CTL_P_INTERNAL |
	    CTL_P_PENDING | CTL_P_OURS | CTL_P_HAS_ID, .path_id = 9,
	    .peer = 7, .afi = 2, .safi = 1, .plen = 32, .age_ms = -1,
	    .prefix = { 0x20, 1, 0xd, 0xb8 } };
	(void)addr_parse("2001:db8::1", &v.p.nexthop);
	(void)addr_parse("fe80::1", &v.p.nexthop_ll);
	o.form->path(&o, &v);
	v.nlri = rbuf_of(rule, sizeof(rule));
	v.p = (struct ctl_rib_path){ .flags = CTL_P_FEASIBLE | CTL_P_VALID,
	    .peer = 7, .afi = 1, .safi = 133, .nlri_len = sizeof(rule),
	    .age_ms = 1000 };
	o.form->path(&o, &v);
	v.p.flags = CTL_P_INFEASIBLE;
	v.why = (struct ctl_flow_why){ .reason = CTL_FLOW_MORE_SPECIFIC,
	    .af = ADDR_V4, .plen = 32, .as = 64502,
	    .prefix = { 10, 0, 0, 7 } };
	o.form->path(&o, &v);
	v.p.flags = CTL_P_UNJUDGED | CTL_P_VALID;
	o.form->path(&o, &v);
	compare(name, &o);
}

static void
prints_routes(void **state)
{
	(void)state;
	put_paths("rib.txt", false, false, false);
	put_paths("rib_detail.txt", true, false, false);
	put_paths("rib_ssv.txt", true, true, false);
	put_paths("rib.json", false, false, true);
	put_paths("rib_detail.json", true, false, true);
}

static void
put_networks(const char *name, bool json)
{
	static const uint8_t vpls[] = { 0, 17, 0, 0, 0xfb, 0xf4, 0, 0, 0, 1,
	    0, 3, 0, 1, 0, 8, 0, 0x80, 1 };
	struct command cmd = { .action = ACTION_NETWORK_SHOW };
	struct network_view v;
	struct output o;

	begin(&o, &cmd, json);
	memset(&v, 0, sizeof(v));
	v.attrs = rbuf_of(attrs, 4);
	v.r = (struct ctl_network_row){ .source = CTL_SRC_CONFIG, .plen = 24,
	    .afi = 1, .safi = 1, .prefix = { 198, 51, 100 },
	    .nexthop_self = 1, .all_neighbors = 1, .shadowed = 1,
	    .expires_ms = -1 };
	o.form->network(&o, &v);
	v.r = (struct ctl_network_row){ .source = CTL_SRC_PROGRAM,
	    .plen = 32, .afi = 2, .safi = 1, .prefix = { 0x20, 1, 0xd, 0xb8 },
	    .has_path_id = 1, .path_id = 3, .expires_ms = 5999,
	    .ntargets = 5, .owner = "flow\tspy", .reason = "a \x01 reason",
	    .targets = "192.0.2.2 2001:db8::2" };
	(void)addr_parse("2001:db8::9", &v.r.nexthop);
	o.form->network(&o, &v);
	/* A rule has none, and what is held back has none; VPLS has. */
	v.r = (struct ctl_network_row){ .source = CTL_SRC_CONFIG, .afi = 1,
	    .safi = SAFI_FLOW, .nexthop_self = 1, .all_neighbors = 1,
	    .expires_ms = -1, .nlri_len = sizeof(rule) };
	v.nlri = rbuf_of(rule, sizeof(rule));
	o.form->network(&o, &v);
	v.nlri = rbuf_of(NULL, 0);
	v.r = (struct ctl_network_row){ .source = CTL_SRC_PROGRAM, .plen = 24,
	    .afi = 1, .safi = 1, .prefix = { 203, 0, 113 }, .negative = 1,
	    .nexthop_self = 1, .all_neighbors = 1, .expires_ms = -1,
	    .owner = "spy" };
	o.form->network(&o, &v);
	v.r = (struct ctl_network_row){ .source = CTL_SRC_BGPCTL, .afi = 25,
	    .safi = 65, .nexthop_self = 1, .all_neighbors = 1,
	    .expires_ms = -1, .nlri_len = sizeof(vpls) };
	v.nlri = rbuf_of(vpls, sizeof(vpls));
	o.form->network(&o, &v);
	compare(name, &o);
}

static void
put_memory(const char *name, bool json)
{
	struct command cmd = { .action = ACTION_MEMORY };
	struct ctl_memory m = { .name = "prefixes", .count = 7,
	    .bytes = 448 };
	struct output o;

	begin(&o, &cmd, json);
	o.form->memory(&o, &m);
	m = (struct ctl_memory){ .name = "attribute sets", .count = 24,
	    .bytes = 2355, .refs = 99 };
	o.form->memory(&o, &m);
	compare(name, &o);
}

/* Of an UPDATE all, of an OPEN some, and of something else. */
static void
put_malformed(const char *name, bool json)
{
	static const uint8_t update[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 24, 2, 0, 0, 0, 0, 0xaf,
	};
	uint8_t open[19];
	struct command cmd = { .action = ACTION_MALFORMED };
	struct malformed_view v;
	struct output o;

	begin(&o, &cmd, json);
	v = (struct malformed_view){ .of_rde = true,
	    .msg = rbuf_of(update, sizeof(update)) };
	v.o = (struct offence){ .serial = 7, .at_ms = 1795370400250,
	    .peer_as = 64497, .local_as = 64496, .peer_id = 0xc0000202,
	    .local_id = 0xc0000201, .verdict = OFFENCE_TREAT_AS_WITHDRAW,
	    .add_path = 1, .description = "an \"edge\"\n", .group = "edge",
	    .why = "ORIGIN: \x01" };
	(void)addr_parse("192.0.2.2", &v.o.remote);
	(void)addr_parse("192.0.2.1", &v.o.local);
	o.form->malformed(&o, &v);
	memcpy(open, update, sizeof(open));
	open[16] = 0x10;
	open[17] = 1;
	open[18] = 1;
	v = (struct malformed_view){ .msg = rbuf_of(open, sizeof(open)) };
	v.o = (struct offence){ .serial = 1, .at_ms = 1795370400251,
	    .verdict = OFFENCE_SESSION_RESET, .code = 1, .subcode = 2,
	    .as4 = 1, .why = "length that cannot be: 4097" };
	(void)addr_parse("2001:db8::2", &v.o.remote);
	o.form->malformed(&o, &v);
	v.msg = rbuf_of("SSH-2.0-OpenSSH_9.2p1\r\n", 23);
	v.o.code = 200;
	o.form->malformed(&o, &v);
	compare(name, &o);
}

static void
put_trial(const char *name, const char *warnings, bool numeric, bool json)
{
	struct command cmd = { .action = ACTION_TRIAL };
	struct ctl_changes all = { .routes_added = 1, .routes_changed = 2,
	    .settings = 1 << CONF_SETTING_LOG | 1 << CONF_SETTING_LISTEN,
	    .neighbors = 5 };
	struct ctl_change c = { .remote_plen = 32, .announcements = 1,
	    .withdraws = 2, .description = "edge\t1" };
	struct output o;

	begin(&o, &cmd, json);
	o.numeric = numeric;
	o.form->changes(&o, &all);
	(void)addr_parse("192.0.2.2", &c.remote);
	o.form->change(&o, &c);
	c = (struct ctl_change){ .remote_plen = 24, .words = 3 << 9,
	    .change = CONF_CHANGE_MODIFY };
	(void)addr_parse("198.51.100.0", &c.remote);
	o.form->change(&o, &c);
	c.remote_plen = 32;
	c.change = CONF_CHANGE_RESTART;
	o.form->change(&o, &c);
	c = (struct ctl_change){ .remote_plen = 128,
	    .change = CONF_CHANGE_ADD };
	(void)addr_parse("2001:db8::1", &c.remote);
	o.form->change(&o, &c);
	c.change = CONF_CHANGE_REMOVE;
	o.form->change(&o, &c);
	o.whole = true;
	if (o.form->warnings != NULL)
		o.form->warnings(&o, warnings);
	compare(name, &o);
}

/* What was said last when all was said. */
static const char *
end_of(const struct ctl_changes *all, const struct ctl_change *c)
{
	struct command cmd = { .action = ACTION_TRIAL };
	struct output o;
	ssize_t n;

	begin(&o, &cmd, false);
	o.form->changes(&o, all);
	if (c != NULL)
		o.form->change(&o, c);
	o.whole = true;
	assert_int_equal(output_end(&o), 0);
	n = pread(o.fd, got, sizeof(got) - 1, 0);
	assert_true(n > 0);
	got[n - 1] = '\0';
	(void)close(o.fd);
	output_free(&o);
	return strrchr(got, '\n') == NULL ? got : strrchr(got, '\n') + 1;
}

static void
prints_what_a_reload_would_change(void **state)
{
	struct ctl_changes all = { .routes_added = 0 };
	struct ctl_change c = { .remote = addr_v4(0xc0000202),
	    .remote_plen = 32, .change = CONF_CHANGE_MODIFY };

	(void)state;
	put_trial("trial.txt", "", false, false);
	put_trial("trial_numeric.txt", "", true, false);
	put_trial("trial.json", "f:1:2: one\nf:2:3: two", false, true);
	assert_string_equal(end_of(&all, NULL), "nothing would change");
	all.routes_removed = 1;
	assert_string_equal(end_of(&all, NULL),
	    "no neighbor would see a byte");
	all = (struct ctl_changes){ .neighbors = 1 };
	assert_string_equal(end_of(&all, &c),
	    "no neighbor would see a byte");
	assert_true(strncmp(got, "no route would change\n", 22) == 0);
	c.withdraws = 1;
	assert_string_equal(end_of(&all, &c),
	    "no other neighbor would see a byte");
}

/* One runs, one waits, one has never been. */
static void
put_processes(const char *name, const char *process, bool json)
{
	struct command cmd = { .action = ACTION_PROCESS,
	    .process = process };
	struct ctl_process p = { .name = "feeder", .user = "_herald-prog",
	    .run = "/usr/local/bin/feed\0-x\0a \"b\"\0", .uid = 997,
	    .pid = 4711, .starts = 1, .state = CTL_PROCESS_RUNNING,
	    .respawn = 1, .since_ms = 3723000, .ended_ms = -1,
	    .next_ms = -1 };
	struct output o;

	begin(&o, &cmd, json);
	o.form->process(&o, &p);
	p = (struct ctl_process){ .name = "a name that is longer than that",
	    .run = "watch\0", .uid = 65523, .starts = 5,
	    .state = CTL_PROCESS_WAITING, .since_ms = 1999, .ended_ms = 2001,
	    .next_ms = 6001, .last = "signal 11 (Segmentation fault)" };
	o.form->process(&o, &p);
	p = (struct ctl_process){ .name = "new", .run = "gone\0",
	    .uid = UINT32_MAX, .respawn = 1, .ended_ms = -1, .next_ms = -1,
	    .last = "there is no user x\ny" };
	o.form->process(&o, &p);
	compare(name, &o);
}

static void
prints_programs(void **state)
{
	(void)state;
	put_processes("process.txt", NULL, false);
	put_processes("process_all.txt", "feeder", false);
	put_processes("process.json", NULL, true);
}

static void
prints_the_rest(void **state)
{
	(void)state;
	put_networks("network.txt", false);
	put_networks("network.json", true);
	put_memory("memory.txt", false);
	put_memory("memory.json", true);
	put_malformed("malformed.txt", false);
	put_malformed("malformed.json", true);
}

static void
survives_broken_attributes(void **state)
{
	struct command cmd = { .action = ACTION_RIB, .detail = true };
	struct ctl_rib_neighbor peer = { .id = 7 };
	struct path_view v;
	struct output o;
	size_t n;
	int json;

	(void)state;
	memset(&v, 0, sizeof(v));
	v.peer = &peer;
	v.p.afi = 1;
	for (json = 0; json < 2; json++)
		for (n = 0; n < sizeof(attrs); n++) {
			begin(&o, &cmd, json == 1);
			v.attrs = rbuf_of(attrs, n);
			o.form->path(&o, &v);
			assert_int_equal(output_end(&o), 0);
			(void)close(o.fd);
			output_free(&o);
		}
}

static void
notices_a_full_disk(void **state)
{
	struct command cmd = { .action = ACTION_MEMORY };
	struct output o;

	(void)state;
	output_init(&o, &output_text, &cmd, open("/dev/full", O_WRONLY),
	    false);
	assert_int_equal(output_end(&o), -1);
	assert_int_not_equal(o.error, 0);
	(void)close(o.fd);
	output_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_neighbors),
		cmocka_unit_test(prints_routes),
		cmocka_unit_test(prints_programs),
		cmocka_unit_test(prints_the_rest),
		cmocka_unit_test(prints_what_a_reload_would_change),
		cmocka_unit_test(survives_broken_attributes),
		cmocka_unit_test(notices_a_full_disk),
	};

	(void)setenv("TZ", "EEE-1", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
