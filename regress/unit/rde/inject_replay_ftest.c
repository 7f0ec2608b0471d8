/* SPDX-License-Identifier: ISC */
/*
 * An engine that replays the log of another has its injected entries, in
 * their order, whatever came before and wherever the other died; what a log
 * says that cannot be is passed over.  SEED=n runs one sequence.
 */
#include "common/seed.h"
#include "rde/inject_world.h"

enum { SEQUENCES = 300, STEPS = 60 };

static int
memfd(void)
{
	int fd = memfd_create("log", MFD_CLOEXEC);

	assert_true(fd != -1);
	return fd;
}

/* Engines follow each other; rotation may be under way when one dies. */
static void
sequence(uint64_t seed)
{
	uint64_t s = seed * 0x9e3779b97f4a7c15ULL | 1;
	unsigned present = 1U << 1 | 1U << 2, i;
	int fd = memfd(), fresh = -1;
	struct rde *r = engine_new(present, fd), *next;

	for (i = 0; i < STEPS; i++) {
		random_step(r, &s, &present);
		if (pick(&s, 12) == 0)
			r->log->file.weight += 1 << 21;
		if (r->log->state == INJECT_ASKED) {
			fresh = memfd();
			inject_log_fresh(r->log, dup(fresh));
		} else if (r->log->state == INJECT_COPIED && pick(&s, 3) == 0) {
			inject_log_swapped(r->log);
			close(fd);
			fd = fresh;
			fresh = -1;
		}
		if (pick(&s, 10) != 0)
			continue;
		fake_run_tasks();
		next = engine_new(present, fd);
		same(r, next);
		if (fresh != -1 && r->log->state == INJECT_COPIED) {
			engine_free(next);
			next = engine_new(present, fresh);
			same(r, next);
			close(fd);
			fd = fresh;
			fresh = -1;
		}
		if (fresh != -1)
			close(fresh);
		fresh = -1;
		engine_free(r);
		r = next;
	}
	engine_free(r);
	close(fd);
	if (fresh != -1)
		close(fresh);
}

static void
replay_gives_the_same(void **state)
{
	seed_sequences(*state, SEQUENCES, sequence);
}

/* Cut anywhere, it gives what the whole frames before gave. */
static void
torn_writes_are_nothing(void **state)
{
	int fd = memfd();
	struct rde *r = engine_new(1U << 1, fd), *next;
	uint64_t at;

	(void)state;
	command(r, CTL_NET_ADD, "198.51.1.0/24");
	inject_log_flush(r->log);
	at = r->log->file.at;
	command(r, CTL_NET_ADD, "198.51.2.0/24");
	inject_log_flush(r->log);
	assert_true(r->log->file.at > at);
	assert_int_equal(ftruncate(fd, (off_t)r->log->file.at - 1), 0);
	next = engine_new(1U << 1, fd);
	assert_int_equal(next->originate->injected, 1);
	assert_true(next->log->file.at == at);
	/* It is written on from there, over what was torn. */
	command(next, CTL_NET_ADD, "198.51.3.0/24 med 3");
	engine_free(r);
	inject_log_flush(next->log);
	r = engine_new(1U << 1, fd);
	same(r, next);
	assert_int_equal(r->originate->injected, 2);
	engine_free(r);
	engine_free(next);
	close(fd);
}

static void
ended_leases_stay_away(void **state)
{
	int fd = memfd();
	struct rde *r = engine_new(1U << 1, fd), *next;

	(void)state;
	command(r, CTL_NET_ADD, "198.51.1.0/24 for 5s");
	command(r, CTL_NET_ADD, "198.51.2.0/24 for 1000s");
	inject_log_flush(r->log);
	engine_free(r);
	fake_advance(6000);
	next = engine_new(1U << 1, fd);
	assert_int_equal(next->originate->injected, 1);
	fake_advance(993 * 1000);
	assert_int_equal(next->originate->injected, 1);
	fake_advance(2000);
	assert_int_equal(next->originate->injected, 0);
	engine_free(next);
	close(fd);
}

/* What it shadowed was deleted later: nobody is told of it in between. */
static void
leases_end_while_it_is_read(void **state)
{
	struct inject_replay *replay;
	int fd = memfd();
	struct rde *r = engine_new(1U << 1, fd), *next;

	(void)state;
	command(r, CTL_NET_ADD, "198.51.1.0/24 med 1");
	inject_log_flush(r->log);
	command(r, CTL_NET_ADD, "198.51.1.0/24 med 2 for 5s");
	inject_log_flush(r->log);
	command(r, CTL_NET_DELETE, "198.51.1.0/24");
	inject_log_flush(r->log);
	engine_free(r);
	next = engine_begin(1U << 1, fd);
	replay = inject_replay_new(next);
	while (next->originate->injected < 2)
		assert_true(inject_replay_run(replay, clock_now()));
	fake_advance(6000);
	while (inject_replay_run(replay, clock_now()))
		;
	inject_replay_free(replay);
	assert_int_equal(next->originate->injected, 0);
	assert_int_equal(next->rib_out->families[FAMILY_IPV4_UNICAST].live, 0);
	engine_free(next);
	close(fd);
}

/* Who appeared while there was no engine gets what is for everybody. */
static void
neighbours_come_and_go_meanwhile(void **state)
{
	int fd = memfd();
	struct rde *r = engine_new(1U << 1 | 1U << 2, fd), *next;
	char *text;

	(void)state;
	command(r, CTL_NET_ADD, "198.51.1.0/24");
	command(r, CTL_NET_ADD, "198.51.2.0/24 neighbor 192.0.2.2");
	command(r, CTL_NET_DELETE, "198.51.1.0/24 neighbor 192.0.2.2");
	inject_log_flush(r->log);
	engine_free(r);
	next = engine_new(1U << 1 | 1U << 2 | 1U << 3, fd);
	text = text_of_all(next);
	assert_non_null(strstr(text,
	    "198.51.1.0/24 source 1 flags 1 for 1 3 not 2"));
	assert_non_null(strstr(text,
	    "198.51.2.0/24 source 1 flags 0 for 2 not"));
	free(text);
	engine_free(next);
	next = engine_new(1U << 1, fd);
	text = text_of_all(next);
	assert_non_null(strstr(text,
	    "198.51.1.0/24 source 1 flags 1 for 1 not sel"));
	assert_non_null(strstr(text,
	    "198.51.2.0/24 source 1 flags 0 for not"));
	free(text);
	engine_free(next);
	close(fd);
}

static void
put(int fd, uint64_t *at, const struct inject_record *r)
{
	uint8_t buf[512];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	(void)wbuf_reserve(&w, INJECT_HEADER);
	inject_record_write(&w, r);
	inject_frame_header(buf, *at, rbuf_of(buf + INJECT_HEADER,
	    w.len - INJECT_HEADER));
	assert_int_equal(pwrite(fd, buf, w.len, (off_t)*at), w.len);
	*at += w.len;
}

static void
nonsense_is_passed_over(void **state)
{
	struct inject_record r = { .type = INJECT_PUSH, .id = 3, .body = 5,
	    .flags = INJECT_ALL,
	    .source = CTL_SRC_BGPCTL, .selector = "", .owner = "x",
	    .reason = "",
	    .name = "", .watchdog = "" };
	int fd = memfd();
	uint64_t at = 0;
	struct rde *e;

	(void)state;
	r.nlri = (struct nlri){ .family = FAMILY_IPV4_UNICAST,
	    .prefix = { ADDR_V4, 24, { 198, 51, 7 } } };
	put(fd, &at, &r);			/* no such body */
	put(fd, &at, &(struct inject_record){ .type = INJECT_POP, .id = 9 });
	put(fd, &at, &(struct inject_record){ .type = INJECT_JOIN,
	    .id = 4000000000U, .set = 1 });
	put(fd, &at, &(struct inject_record){ .type = INJECT_BODY,
	    .body = 5, .self = 1 });
	r.id = 4000000000U;
	put(fd, &at, &r);			/* too high a number */
	r.id = 3;
	r.selector = "local-as no-number";
	put(fd, &at, &r);
	r.selector = "";
	put(fd, &at, &r);
	put(fd, &at, &r);			/* the number is taken */
	put(fd, &at, &(struct inject_record){ .type = 99 });
	e = engine_new(1U << 1, fd);
	assert_int_equal(e->originate->injected, 1);
	engine_free(e);
	close(fd);
}

/* A frame of many records. */
static void
frame_begin(struct wbuf *w)
{
	wbuf_growable(w, INJECT_HEADER + INJECT_FRAME_MAX);
	(void)wbuf_reserve(w, INJECT_HEADER);
}

static void
frame_end(struct wbuf *w, int fd, uint64_t *at)
{
	inject_frame_header(w->p, *at, rbuf_of(w->p + INJECT_HEADER,
	    w->len - INJECT_HEADER));
	assert_int_equal(pwrite(fd, w->p, w->len, (off_t)*at), w->len);
	*at += w->len;
	wbuf_free(w);
}

/*
 * What is acknowledged behind a record that does not read is there when the
 * log is read once more.
 */
static void
a_bad_record_is_the_end_once(void **state)
{
	int fd = memfd();
	struct rde *a = engine_new(1U << 1, fd), *b, *c;
	struct wbuf w;
	uint64_t at;

	(void)state;
	command(a, CTL_NET_ADD, "198.51.1.0/24");
	command(a, CTL_NET_ADD, "198.51.2.0/24");
	inject_log_flush(a->log);
	at = a->log->file.at;
	frame_begin(&w);
	inject_record_write(&w, &(struct inject_record){ .type = INJECT_POP,
	    .id = 1 });
	wbuf_u8(&w, 99);
	inject_record_write(&w, &(struct inject_record){ .type = INJECT_POP,
	    .id = 2 });
	frame_end(&w, fd, &at);
	put(fd, &at, &(struct inject_record){ .type = INJECT_POP, .id = 2 });
	b = engine_new(1U << 1, fd);
	assert_int_equal(b->originate->injected, 1);
	command(b, CTL_NET_ADD, "198.51.3.0/24 med 5");
	inject_log_flush(b->log);
	c = engine_new(1U << 1, fd);
	same(b, c);
	assert_int_equal(c->originate->injected, 2);
	engine_free(a);
	engine_free(b);
	engine_free(c);
	close(fd);
}

enum { LONG = 60000, SECONDS = 10 };

static void
push_one(struct wbuf *w, unsigned id, const char *owner, uint8_t flags)
{
	struct inject_record r = { .type = INJECT_PUSH, .id = id, .body = 5,
	    .flags = flags, .source = CTL_SRC_PROGRAM, .selector = "",
	    .owner = owner, .reason = "", .name = "", .watchdog = "" };

	r.nlri = (struct nlri){ .family = FAMILY_IPV4_UNICAST,
	    .prefix = { ADDR_V4, 24, { 198, 51, 1 } } };
	inject_record_write(w, &r);
}

/* Everything of one NLRI, hidden and hiding: no list is walked for each. */
static void
a_list_costs_its_length(void **state)
{
	int fd = memfd();
	clock_t began;
	struct rde *e;
	struct wbuf w;
	uint64_t at = 0;
	unsigned id = 0, i;

	(void)state;
	put(fd, &at, &(struct inject_record){ .type = INJECT_BODY, .body = 5,
	    .self = 1 });
	while (id < LONG) {
		frame_begin(&w);
		for (i = 0; i < 10000; i++, id++)
			push_one(&w, id + 1, id < LONG / 2 ? "alpha" : "beta",
			    id == 0 ? INJECT_ALL : INJECT_NEGATIVE);
		frame_end(&w, fd, &at);
	}
	began = clock();
	e = engine_new(1U << 1, fd);
	/* alpha hides nobody but itself */
	assert_int_equal(e->originate->injected, LONG / 2 + 1);
	assert_true((clock() - began) / CLOCKS_PER_SEC < SECONDS);
	engine_free(e);
	close(fd);
}

/* Each record of two octets goes over all that is injected. */
static void
reading_is_done_in_slices_and_ends(void **state)
{
	enum { RECORDS = 400000, STEPS_MAX = 1000 };
	struct inject_replay *replay;
	struct rde *e, *again;
	int fd = memfd();
	uint64_t at = 0;
	struct wbuf w;
	unsigned i;

	(void)state;
	put(fd, &at, &(struct inject_record){ .type = INJECT_BODY, .body = 5,
	    .self = 1 });
	frame_begin(&w);
	for (i = 0; i < 10000; i++)
		push_one(&w, i + 1, "alpha", INJECT_ALL);
	frame_end(&w, fd, &at);
	frame_begin(&w);
	for (i = 0; i < RECORDS; i++)
		inject_record_write(&w, &(struct inject_record){
		    .type = INJECT_GONE, .set = 7 });
	frame_end(&w, fd, &at);
	e = engine_begin(1U << 1, fd);
	replay = inject_replay_new(e);
	for (i = 0; i < STEPS_MAX; i++)
		assert_true(inject_replay_run(replay, clock_now()));
	fake_advance(61 * 1000);
	for (i = 0; inject_replay_run(replay, clock_now()); i++)
		assert_in_range(i, 0, STEPS_MAX);
	inject_replay_free(replay);
	e->configured = true;
	fake_run_tasks();
	assert_int_equal(e->originate->injected, 10000);
	assert_true(e->log->file.at < at - RECORDS);
	command(e, CTL_NET_ADD, "198.51.3.0/24 med 5");
	inject_log_flush(e->log);
	again = engine_new(1U << 1, fd);
	assert_int_equal(again->originate->injected, 10001);
	engine_free(e);
	engine_free(again);
	close(fd);
}

/* What is injected in all families but IPv4 unicast, as words. */
static char *
text_of_keyed(const struct rde *r)
{
	const struct bodies *bodies = r->rib_out->bodies;
	const struct rib_family *rf;
	struct net_item v[NET_WALK_MAX];
	const struct entry *e;
	struct wbuf w;
	struct nlri n;
	size_t i, got;
	unsigned f;

	wbuf_growable(&w, TEXT_MAX);
	for (f = 0; f < FAMILY_MAX; f++) {
		rf = &r->rib_out->families[f];
		got = net_table_walk(rf->table, NULL, NULL, v, NET_WALK_MAX);
		for (i = 0; family_info(f)->keyed && i < got; i++) {
			adj_rib_out_nlri(rf, v[i].value, &n);
			e = entry_at(r->originate,
			    rib_net_at(rf, v[i].value)->origin);
			if (e->body != 0)
				n.carried = nexthops_carried(r->nexthops,
				    bodies_get(bodies, e->body)->nexthop);
			wbuf_printf(&w, "%s ", family_info(f)->name);
			nlri_print(&w, &n);
			wbuf_printf(&w, " flags %u\n", e->flags);
		}
	}
	wbuf_u8(&w, 0);
	return (char *)w.p;
}

/* Keys, and what is carried beside them, in both files of a rotation. */
static void
keeps_what_is_no_prefix(void **state)
{
	static const char *const said[] = {
		"ipv4 mpls-vpn 10.1.0.0/16 rd 64500:1 label 16 "
		    "next-hop 192.0.2.9",
		"ipv4 mpls-vpn 10.1.0.0/16 rd 64500:2 label [ 17 18 ] "
		    "path-information 0.0.0.7 next-hop 192.0.2.9",
		"ipv4 flow destination 203.0.113.0/24 protocol tcp discard",
		"ipv6 nlri-mpls 2001:db8:1::/48 label 19 next-hop self",
		"ipv6 nlri-mpls 2001:db8:2::/48 label 19 next-hop self",
	};
	int fd = memfd();
	struct rde *e = engine_new(1U << 1, fd), *again;
	char *want, *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		command_of(e, "alpha", CTL_NET_ADD, said[i]);
	command_of(e, "alpha", CTL_NET_WITHDRAW,
	    "ipv6 nlri-mpls 2001:db8:2::/48 label 19");
	inject_log_flush(e->log);
	want = text_of_keyed(e);
	assert_non_null(strstr(want, "rd 64500:2"));
	assert_non_null(strstr(want, "label [ 17 18 ]"));
	assert_non_null(strstr(want, "203.0.113.0/24"));
	assert_non_null(strstr(want, "2001:db8:1::/48"));
	assert_null(strstr(want, "2001:db8:2::/48"));
	again = engine_new(1U << 1, fd);
	got = text_of_keyed(again);
	assert_string_equal(got, want);
	free(got);
	free(want);
	engine_free(e);
	engine_free(again);
	close(fd);
}

int
main(void)
{
	uint64_t seed = 0;
	const struct CMUnitTest tests[] = {
		{ "replay_gives_the_same", replay_gives_the_same, NULL,
		    seed_tell, &seed },
		cmocka_unit_test(torn_writes_are_nothing),
		cmocka_unit_test(ended_leases_stay_away),
		cmocka_unit_test(leases_end_while_it_is_read),
		cmocka_unit_test(neighbours_come_and_go_meanwhile),
		cmocka_unit_test(nonsense_is_passed_over),
		cmocka_unit_test(a_bad_record_is_the_end_once),
		cmocka_unit_test(a_list_costs_its_length),
		cmocka_unit_test(reading_is_done_in_slices_and_ends),
		cmocka_unit_test(keeps_what_is_no_prefix),
	};

	log_set_level(LOG_LEVEL_MAX);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
