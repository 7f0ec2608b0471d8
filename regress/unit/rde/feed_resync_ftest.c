/* SPDX-License-Identifier: ISC */
/*
 * Programs that do not read in time: their queues stay bounded, others hear
 * everything, and after each program has read, what it was told adds up to
 * what the table holds, whatever happened meanwhile.
 */
#include "feed_world.h"

enum { PEERS = 3, PREFIXES = 200, GONE = -1 };

/* The table as a program sees it that applies what it is told. */
struct view {
	bool		paths;		/* see struct scene */
	int		med[PEERS + 1][PREFIXES];
	bool		up[PEERS + 1];
	unsigned	eor[PEERS + 1];
	unsigned	downs, lost, ends, updates;
};

static void
view_clear(struct view *v, unsigned peer)
{
	unsigned i;

	for (i = 0; i < PREFIXES; i++)
		v->med[peer][i] = GONE;
	v->eor[peer] = 0;
}

static void
view_begin(struct view *v)
{
	unsigned i;

	*v = (struct view){ .paths = false };
	for (i = 0; i <= PEERS; i++)
		view_clear(v, i);
}

/* Each "nlri" between from and to. */
static void
view_nlri(struct view *v, unsigned peer, const char *from, const char *to,
    int med)
{
	const char *what = v->paths ? "information\": \"0.0.0." : "203.0.";
	unsigned n;

	while ((from = strstr(from, what)) != NULL && from < to) {
		from += strlen(what);
		n = (unsigned)atoi(from);
		assert_true(n < PREFIXES);
		assert_true(v->up[peer]);
		v->med[peer][n] = med;
	}
}

static void
view_update(struct view *v, unsigned peer, const char *line, const char *end)
{
	const char *announce = strstr(line, "\"announce\""),
	    *withdraw = strstr(line, "\"withdraw\""),
	    *med = strstr(line, "\"med\": ");

	v->updates++;
	if (strstr(line, "\"eor\"") != NULL)
		v->eor[peer]++;
	if (announce != NULL)
		view_nlri(v, peer, announce, withdraw != NULL ? withdraw :
		    end, atoi(med + 7));
	if (withdraw != NULL)
		view_nlri(v, peer, withdraw, end, GONE);
}

/* One line, of which the end is known. */
static void
view_line(struct view *v, const char *line, const char *end)
{
	const char *peer = strstr(line, "\"peer\": \"192.0.2.");
	unsigned id;

	assert_non_null(peer);
	id = (unsigned)atoi(peer + 17);
	assert_true(id >= 1 && id <= PEERS);
	if (strstr(line, "\"type\": \"update\"") != NULL)
		view_update(v, id, line, end);
	else if (strstr(line, "\"type\": \"lost\"") != NULL) {
		v->lost++;
		view_clear(v, id);
	} else if (strstr(line, "\"type\": \"resync\"") != NULL)
		v->ends++;
	else if (strstr(line, "\"state\": \"down\"") != NULL) {
		v->downs++;
		v->up[id] = false;
		view_clear(v, id);
	} else if (strstr(line, "\"state\": \"up\"") != NULL)
		v->up[id] = true;
	else
		fail_msg("what is this: %s", line);
}

/* All whole lines of what was read; what is left is moved to the front. */
static void
view_lines(struct view *v, struct script *s)
{
	char *line = s->text, *nl;

	while ((nl = strchr(line, '\n')) != NULL) {
		*nl = '\0';
		view_line(v, line, nl);
		line = nl + 1;
	}
	s->len = strlen(line);
	memmove(s->text, line, s->len + 1);
}

static void
view_all(struct view *v, struct script *s)
{
	fake_run_tasks();
	while (script_read(s, 65536) > 0) {
		script_turn(s);
		view_lines(v, s);
	}
	assert_int_equal(s->len, 0);
}

/* What is true: kept beside the table by the test. */
static void
assert_sees(const struct view *v, int truth[PEERS + 1][PREFIXES],
    const bool *up)
{
	unsigned p, i;

	for (p = 1; p <= PEERS; p++) {
		assert_int_equal(v->up[p], up[p]);
		for (i = 0; up[p] && i < PREFIXES; i++)
			if (v->med[p][i] != truth[p][i])
				fail_msg("neighbor %u, 203.0.%u.0/24: %d "
				    "is seen, and it is %d", p, i,
				    v->med[p][i], truth[p][i]);
	}
}

struct scene {
	struct pworld	w;
	bool		paths;		/* of two prefixes, by their ids */
	struct peer	*p[PEERS + 1];
	int		truth[PEERS + 1][PREFIXES];
	bool		up[PEERS + 1];
	uint32_t	gen;
	uint64_t	random;
};

static unsigned
rnd(struct scene *s, unsigned n)
{
	s->random = s->random * 6364136223846793005ULL +
	    1442695040888963407ULL;
	return (unsigned)(s->random >> 33) % n;
}

static void
scene_begin(struct scene *s, unsigned seed)
{
	unsigned i, j;

	memset(s, 0, sizeof(*s));
	s->random = seed;
	pworld_init(&s->w);
	for (i = 1; i <= PEERS; i++) {
		s->p[i] = pworld_peer(&s->w, (uint16_t)i);
		for (j = 0; j < PREFIXES; j++)
			s->truth[i][j] = GONE;
	}
}

static void
scene_up(struct scene *s, unsigned peer)
{
	unsigned i;
	struct negotiated n = world_negotiated((uint16_t)peer);

	if (s->paths)
		n.add_path_rx = n.families;
	sessions_up(&s->w.rde, s->p[peer], ++s->gen, &n);
	fake_run_tasks();
	s->up[peer] = true;
	for (i = 0; i < PREFIXES; i++)
		s->truth[peer][i] = GONE;
}

static void
scene_say(struct scene *s, unsigned peer, unsigned n, int med)
{
	const uint8_t half = n < PREFIXES / 2 ? 1 : 2;

	if (s->paths)
		world_path(&s->w, s->p[peer], half, (uint8_t)n, med);
	else if (med == GONE)
		world_withdraw(&s->w, s->p[peer], (uint8_t)n);
	else
		world_announce(&s->w, s->p[peer], (uint8_t)n, (uint8_t)med);
	s->truth[peer][n] = med;
}

static void
scene_flap(struct scene *s, unsigned peer)
{
	sessions_down(&s->w.rde, s->p[peer], SR_DOWN_PLAIN);
	s->up[peer] = false;
}

static struct conf_process
lagging_process(const char *name, enum conf_on_lag how, uint64_t queue)
{
	struct conf_process c = pworld_process(name);

	c.on_lag = (uint8_t)how;
	c.queue = queue;
	return c;
}

static void
scene_configure(struct scene *s, const struct conf_process *c, size_t n)
{
	struct conf_api a[PEERS];
	char names[64] = "";
	unsigned i;

	for (i = 0; i < n; i++) {
		strlcat(names, c[i].name, sizeof(names));
		strlcat(names, i + 1 < n ? " " : "", sizeof(names));
	}
	for (i = 0; i < PEERS; i++) {
		a[i] = pworld_api(i + 1, names);
		a[i].neighbor_changes = 1;
		a[i].receive = CONF_API_UPDATE | CONF_API_PARSED;
	}
	pworld_configure(&s->w, c, n, a, PEERS);
}

/* --- by hand -------------------------------------------------------------- */

static void
fill(struct scene *s, unsigned rounds)
{
	unsigned i, r;

	for (r = 0; r < rounds; r++) {
		for (i = 0; i < PREFIXES; i++)
			scene_say(s, 1, i, (int)(r + 1));
		fake_run_tasks();
	}
}

static void
makes_up_by_restart(void **state)
{
	struct conf_process c[2] = {
		lagging_process("slow", CONF_LAG_RESTART, 20000),
		lagging_process("quick", CONF_LAG_RESTART, 0),
	};
	struct script slow, quick;
	struct view a, b;
	struct scene s;

	(void)state;
	scene_begin(&s, 1);
	scene_configure(&s, c, 2);
	script_start(&s.w, &slow, "slow", 1, 1);
	script_start(&s.w, &quick, "quick", 2, 1);
	view_begin(&a);
	view_begin(&b);
	scene_up(&s, 1);
	fill(&s, 10);
	world_eor(&s.w, s.p[1]);
	scene_say(&s, 1, 7, GONE);
	/* A pipe and a queue are all that waits for it. */
	assert_true(program_events_queued(programs_find(s.w.rde.programs,
	    "slow")->io) <= 20000);
	view_all(&b, &quick);
	assert_sees(&b, s.truth, s.up);
	assert_int_equal(b.updates, 10 * PREFIXES + 2);
	assert_int_equal(b.downs, 0);
	view_all(&a, &slow);
	assert_sees(&a, s.truth, s.up);
	assert_int_equal(a.downs, 1);
	assert_int_equal(a.lost + a.ends, 0);
	assert_int_equal(a.eor[1], 1);
	assert_true(a.updates < 10 * PREFIXES);
	/* From here on it is like any other. */
	scene_say(&s, 1, 8, GONE);
	view_all(&a, &slow);
	assert_sees(&a, s.truth, s.up);
	assert_int_equal(a.downs, 1);
	script_end(&slow);
	script_end(&quick);
	pworld_free(&s.w);
}

static void
makes_up_by_snapshot(void **state)
{
	struct conf_process c = lagging_process("slow", CONF_LAG_SNAPSHOT,
	    20000);
	struct script slow;
	struct scene s;
	struct view a;

	(void)state;
	scene_begin(&s, 1);
	scene_configure(&s, &c, 1);
	script_start(&s.w, &slow, "slow", 1, 1);
	view_begin(&a);
	scene_up(&s, 1);
	fill(&s, 10);
	view_all(&a, &slow);
	assert_sees(&a, s.truth, s.up);
	assert_int_equal(a.lost, 1);
	assert_int_equal(a.ends, 1);
	assert_int_equal(a.downs, 0);
	assert_int_equal(a.eor[1], 0);	/* none has come yet */
	/* It goes down while nobody reads. */
	fill(&s, 10);
	scene_flap(&s, 1);
	view_all(&a, &slow);
	assert_int_equal(a.lost, 2);
	assert_int_equal(a.ends, 2);
	assert_false(a.up[1]);
	script_end(&slow);
	pworld_free(&s.w);
}

static void
drops(void **state)
{
	struct conf_process c = lagging_process("slow", CONF_LAG_DROP, 20000);
	struct script slow;
	struct scene s;
	struct view a;
	const char *lost;
	unsigned told, n;

	(void)state;
	scene_begin(&s, 1);
	scene_configure(&s, &c, 1);
	script_start(&s.w, &slow, "slow", 1, 1);
	view_begin(&a);
	scene_up(&s, 1);
	fill(&s, 10);
	fake_run_tasks();
	while (script_read(&slow, 65536) > 0)
		script_turn(&slow);
	lost = strstr(slow.text, "\"events\": ");
	assert_non_null(lost);
	n = (unsigned)atoi(lost + 10);
	view_lines(&a, &slow);
	told = a.updates;
	assert_int_equal(told + n, 10 * PREFIXES);
	assert_int_equal(a.lost, 1);
	assert_int_equal(a.downs + a.ends, 0);
	assert_true(a.up[1]);
	scene_say(&s, 1, 1, GONE);
	view_all(&a, &slow);
	assert_int_equal(a.updates, told + 1);
	script_end(&slow);
	pworld_free(&s.w);
}

/* It asked for no states: none is told when it begins late. */
static void
catches_up_with_no_more_than_it_asked_for(void **state)
{
	struct conf_process c = lagging_process("late", CONF_LAG_RESTART, 0);
	struct conf_api a = pworld_api(1, "late");
	struct script late;
	struct scene s;

	(void)state;
	scene_begin(&s, 1);
	scene_up(&s, 1);
	fill(&s, 1);
	pworld_configure(&s.w, &c, 1, &a, 1);
	script_start(&s.w, &late, "late", 1, 1);
	assert_string_equal(script_hear(&late), "");
	script_end(&late);
	a.receive = CONF_API_UPDATE | CONF_API_PARSED;
	pworld_configure(&s.w, &c, 1, &a, 1);
	script_start(&s.w, &late, "late", 1, 2);
	assert_non_null(strstr(script_hear(&late), "announce"));
	assert_null(strstr(late.text, "state"));
	script_end(&late);
	pworld_free(&s.w);
}

/* It was started, or is told of a neighbour, when that is up already. */
static void
catches_up(void **state)
{
	struct conf_process c[2] = {
		lagging_process("late", CONF_LAG_RESTART, 0),
		lagging_process("dropper", CONF_LAG_DROP, 0),
	};
	struct script late, dropper;
	struct scene s;
	struct view a;

	(void)state;
	scene_begin(&s, 1);
	scene_up(&s, 1);
	fill(&s, 1);
	world_eor(&s.w, s.p[1]);
	scene_configure(&s, c, 2);
	script_start(&s.w, &late, "late", 1, 1);
	script_start(&s.w, &dropper, "dropper", 2, 1);
	view_begin(&a);
	view_all(&a, &late);
	assert_sees(&a, s.truth, s.up);
	assert_int_equal(a.downs, 0);
	assert_int_equal(a.eor[1], 1);
	/* 200 routes of equal attributes are not told one by one. */
	assert_true(a.updates < 10);
	view_begin(&a);
	view_all(&a, &dropper);
	assert_int_equal(a.updates, 0);
	/* The configuration names it no more, and then again. */
	pworld_configure(&s.w, c, 2, NULL, 0);
	scene_say(&s, 1, 1, 99);
	view_begin(&a);
	view_all(&a, &late);
	assert_int_equal(a.updates, 0);
	scene_configure(&s, c, 2);
	view_all(&a, &late);
	assert_sees(&a, s.truth, s.up);
	script_end(&late);
	script_end(&dropper);
	pworld_free(&s.w);
}

/* A neighbour is removed while a program lags behind it. */
static void
tells_of_the_removed(void **state)
{
	struct conf_process c = lagging_process("slow", CONF_LAG_RESTART,
	    20000);
	struct script slow;
	struct scene s;
	struct view a;

	(void)state;
	scene_begin(&s, 1);
	scene_configure(&s, &c, 1);
	script_start(&s.w, &slow, "slow", 1, 1);
	view_begin(&a);
	scene_up(&s, 1);
	fill(&s, 10);
	sessions_peer_removed(&s.w.rde, s.p[1]);
	view_all(&a, &slow);
	assert_false(a.up[1]);
	assert_int_equal(a.downs, 1);
	script_end(&slow);
	pworld_free(&s.w);
}

/* Neighbours come and go for ever while nobody reads. */
static void
forgets_many(void **state)
{
	struct conf_process c = lagging_process("slow", CONF_LAG_SNAPSHOT,
	    20000);
	struct program *pr;
	struct script slow;
	struct scene s;
	char want[64];
	unsigned i;

	(void)state;
	scene_begin(&s, 1);
	scene_configure(&s, &c, 1);
	script_start(&s.w, &slow, "slow", 1, 1);
	scene_up(&s, 1);
	fill(&s, 10);
	pr = programs_find(s.w.rde.programs, "slow");
	for (i = 0; i < 5000; i++) {
		scene_up(&s, 2);
		sessions_peer_removed(&s.w.rde, s.p[2]);
		s.p[2] = pworld_peer(&s.w, 2);
	}
	assert_true(program_events_queued(pr->io) < 3 * 1024 * 1024 / 2);
	assert_in_range(pr->feed->gone, 5000, 20000);
	snprintf(want, sizeof(want), "\"type\": \"lost\", \"events\": %llu "
	    "}\n", (unsigned long long)pr->feed->gone);
	while (script_read(&slow, 65536) > 0)
		script_turn(&slow);
	assert_non_null(strstr(slow.text, want));
	assert_int_equal(pr->feed->gone + pr->feed->lagging, 0);
	script_end(&slow);
	pworld_free(&s.w);
}

/* Text, and octets: each hears its own form of what is made up. */
static void
speaks_each_form(void **state)
{
	struct conf_process c[2] = {
		lagging_process("text", CONF_LAG_SNAPSHOT, 20000),
		lagging_process("octets", CONF_LAG_RESTART, 20000),
	};
	struct conf_api api[2] = { pworld_api(1, "text"),
	    pworld_api(1, "octets") };
	struct script text, octets;
	struct scene s;

	(void)state;
	c[0].json = 0;
	api[0].receive = CONF_API_UPDATE | CONF_API_PARSED;
	api[1].receive = CONF_API_UPDATE | CONF_API_PACKETS;
	scene_begin(&s, 1);
	scene_up(&s, 1);
	scene_say(&s, 1, 7, 5);
	world_eor(&s.w, s.p[1]);
	pworld_configure(&s.w, c, 2, api, 2);
	script_start(&s.w, &text, "text", 1, 1);
	script_start(&s.w, &octets, "octets", 2, 1);
	assert_string_equal(script_hear(&text),
	    "neighbor 192.0.2.1 receive update start\n"
	    "neighbor 192.0.2.1 receive update announced 203.0.7.0/24 "
	    "next-hop 192.0.2.1 origin igp as-path [ 64500 ] med 5\n"
	    "neighbor 192.0.2.1 receive update end\n\n"
	    "neighbor 192.0.2.1 receive update start\n"
	    "neighbor 192.0.2.1 receive update route eor 1/1 (ipv4 unicast)\n"
	    "neighbor 192.0.2.1 receive update end\n\n"
	    "neighbor 192.0.2.1 resync end\n\n");
	script_hear(&octets);
	assert_non_null(strstr(octets.text, "\"message\": { \"category\": 2, "
	    "\"header\": \"0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF003602\", "
	    "\"body\": \"0x0000001B4001010040020602010000FBF4400304C0000201"
	    "80040400000005" "18CB0007\" }"));
	assert_non_null(strstr(octets.text, "001702\", \"body\": "
	    "\"0x00000000\""));
	script_end(&text);
	script_end(&octets);
	pworld_free(&s.w);
}

/*
 * A neighbour may have a thousand paths of each prefix, with attributes of
 * their own: a walk over them fills the queue by steps, not all at once.
 */
static void
takes_many_paths_in_steps(void **state)
{
	struct conf_process c = lagging_process("slow", CONF_LAG_RESTART,
	    20000);
	struct script slow;
	struct scene s;
	unsigned i;

	(void)state;
	scene_begin(&s, 1);
	s.paths = true;
	scene_up(&s, 1);
	for (i = 0; i < 60000; i++)
		world_path(&s.w, s.p[1], (uint8_t)(i / 1000),
		    (uint32_t)(i % 1000), (int)(i % 256));
	scene_configure(&s, &c, 1);
	script_start(&s.w, &slow, "slow", 1, 1);
	assert_true(program_events_queued(programs_find(s.w.rde.programs,
	    "slow")->io) <= 256 * 1024);
	script_end(&slow);
	pworld_free(&s.w);
}

/* --- at random ------------------------------------------------------------ */

static void
happen(struct scene *s)
{
	unsigned peer = 1 + rnd(s, PEERS), i, from;

	if (!s->up[peer]) {
		if (rnd(s, 4) == 0)
			scene_up(s, peer);
		return;
	}
	switch (rnd(s, 12)) {
	case 0:
		scene_flap(s, peer);
		break;
	case 1:
		world_eor(&s->w, s->p[peer]);
		break;
	default:
		from = rnd(s, PREFIXES);
		for (i = from; i < PREFIXES && i < from + 20; i++)
			scene_say(s, peer, i, rnd(s, 3) == 0 ? GONE :
			    (int)rnd(s, 4));
		break;
	}
}

/* The first program's walk stands in the middle of the table. */
static bool
is_amid(const struct scene *s)
{
	const struct program_feed *pf = programs_find(s->w.rde.programs,
	    "a")->feed;

	return pf->phase == PHASE_TABLE && pf->walking > 0 &&
	    (pf->begun || pf->inside);
}

static void
adds_up_in_the_end(void **state)
{
	static const enum conf_on_lag how[] = { CONF_LAG_RESTART,
	    CONF_LAG_SNAPSHOT };
	struct conf_process c[2];
	struct script x[2];
	struct view v[2];
	struct scene s;
	unsigned seed, step, i, lags = 0, amid = 0, inside = 0;

	(void)state;
	for (seed = 1; seed <= 60; seed++) {
		scene_begin(&s, seed);
		s.paths = seed % 3 == 0;
		c[0] = lagging_process("a", how[seed % 2],
		    4096 + rnd(&s, 30000));
		c[1] = lagging_process("b", how[seed / 2 % 2], 4096);
		scene_configure(&s, c, 2);
		for (i = 0; i < 2; i++) {
			script_start(&s.w, &x[i], c[i].name, i + 1, 1);
			view_begin(&v[i]);
			v[i].paths = s.paths;
		}
		for (step = 0; step < 1500; step++) {
			for (i = 0; step % 40 == 0 && i < 2; i++) {
				view_all(&v[i], &x[i]);
				assert_sees(&v[i], s.truth, s.up);
			}
			amid += is_amid(&s);
			inside += programs_find(s.w.rde.programs, "a")->
			    feed->inside;
			happen(&s);
			if (rnd(&s, 3) == 0)
				fake_run_pass();
			i = rnd(&s, 40);
			if (i < 2 && script_read(&x[i], rnd(&s, 30000)) > 0) {
				view_lines(&v[i], &x[i]);
				(void)fake_io_fire_fd(x[i].near_in,
				    LOOP_WRITE);
			}
		}
		for (i = 0; i < 2; i++) {
			view_all(&v[i], &x[i]);
			assert_sees(&v[i], s.truth, s.up);
			lags += v[i].lost;
			script_end(&x[i]);
		}
		pworld_free(&s.w);
	}
	assert_true(lags > 40);
	assert_true(amid > 1000);
	assert_true(inside > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_up_by_restart),
		cmocka_unit_test(makes_up_by_snapshot),
		cmocka_unit_test(drops),
		cmocka_unit_test(catches_up),
		cmocka_unit_test(catches_up_with_no_more_than_it_asked_for),
		cmocka_unit_test(tells_of_the_removed),
		cmocka_unit_test(forgets_many),
		cmocka_unit_test(speaks_each_form),
		cmocka_unit_test(takes_many_paths_in_steps),
		cmocka_unit_test(adds_up_in_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
