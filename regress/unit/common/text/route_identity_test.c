/* SPDX-License-Identifier: ISC */
/*
 * For every family, whole routes with their attributes: octets to words to the
 * same octets, words to octets to the same words, as the daemon reads, prints,
 * parses and packs them.  A family or an attribute that is added without a
 * maker of such values fails.
 */
#include "common/event/json_check.h"
#include "common/text/route_random.h"
#include "event/emit.h"
#include "common/text/route_helper.h"
#include "common/text/words_random.h"
#include "update/pack.h"
#include "update/split.h"

enum { ROUNDS = 400, MESSAGE_MAX = 65535, SAID_MAX = 1 << 21 };

/* A route of a message: what it is to the daemon. */
struct route {
	struct nlri		n;
	struct route_spec	s;
	uint8_t			room[NLRI_ROOM];
};

/* One NLRI between two of our own, whatever it is. */
static struct pack_profile
profile_of(enum family f, bool path_id)
{
	return (struct pack_profile){ .local_as = 64500, .peer_as = 64500,
	    .as4 = 1, .extended = 1, .aigp = 1, .enh_nexthop = families_all(),
	    .add_path_tx = path_id ? (family_mask)1 << f : 0 };
}

static void
route_init(struct route *r)
{
	memset(r, 0, sizeof(*r));
	wbuf_growable(&r->s.attrs, MESSAGE_MAX);
}

/* --- octets to a route, as update_work.c does it -------------------------- */

/* NEXT_HOP is no part of a route's attributes. */
static void
take_nexthop(struct rbuf set, struct route *r)
{
	struct rbuf all = set;
	struct attr a;
	size_t at = 0;

	while (attr_next(&set, &a) == 1) {
		if (a.type == ATTR_NEXT_HOP)
			r->s.nexthop.global = addr_of(ADDR_V4, a.value.p);
		else
			wbuf_bytes(&r->s.attrs, all.p + at,
			    all.left - set.left - at);
		at = all.left - set.left;
	}
}

static void
read_set(const struct update_parts *u, struct route *r)
{
	const struct attr_profile p = { .as4 = 1, .confed = 1, .aigp = 1,
	    .prefix_sid = 1 };
	struct attr_summary sum;
	struct attr_report why;
	struct wbuf raw, canon;
	unsigned i;

	wbuf_growable(&raw, MESSAGE_MAX);
	wbuf_growable(&canon, MESSAGE_MAX);
	for (i = 0; i < u->nruns; i++)
		wbuf_bytes(&raw, u->run[i].p, u->run[i].left);
	if (attr_set_check(wbuf_view(&raw), &p, &canon, &sum, &why) !=
	    OUTCOME_OK)
		fail_msg("attribute %u: %s", why.type, why.why);
	take_nexthop(wbuf_view(&canon), r);
	wbuf_free(&raw);
	wbuf_free(&canon);
}

/* The one route of a whole message. */
static void
read_message(struct rbuf msg, unsigned how, struct route *r)
{
	enum family f = FAMILY_IPV4_UNICAST;
	struct update_parts u;
	struct attr_report why;
	struct rbuf field;
	struct wbuf room;

	assert_int_equal(rbuf_skip(&msg, MSG_HEADER), 0);
	assert_int_equal(update_split(msg, &u), 0);
	assert_int_equal(update_spans(&u, &why), OUTCOME_OK);
	field = (how & NLRI_WITHDRAW) != 0 ? u.withdrawn : u.nlri;
	if (u.reach.present || u.unreach.present) {
		const struct update_mp *mp = u.reach.present ? &u.reach :
		    &u.unreach;

		f = family_by_number(mp->afi, mp->safi);
		field = mp->nlri;
	}
	assert_int_equal(nlri_check(field, f, how), 0);
	wbuf_fixed(&room, r->room, sizeof(r->room));
	assert_int_equal(nlri_read(&field, f, how, &r->n, &room), 0);
	assert_int_equal(field.left, 0);
	assert_true(nlri_is_sound(&r->n) || (how & NLRI_WITHDRAW) != 0);
	if ((how & NLRI_WITHDRAW) != 0)
		return;
	if (u.reach.present)
		assert_int_equal(nexthop_read(u.reach.nexthop, f, true,
		    &r->s.nexthop), 0);
	read_set(&u, r);
	r->s.nexthop_kind = nexthop_is_none(&r->s.nexthop) ?
	    NEXTHOP_NONE : NEXTHOP_ADDR;
}

/* --- words to octets ------------------------------------------------------ */

struct packing {
	struct wbuf	*msg;
	bool		 withdraw;
	unsigned	 n;
};

static int
pack_one(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	enum family f = (enum family)n->family;
	struct pack_profile p = profile_of(f, n->has_path_id);
	struct packing *to = arg;
	struct wbuf attrs;
	enum pack_result res;

	to->n++;
	if (to->withdraw) {
		pack_withdraw(to->msg, &p, f, n, 1, false);
		return 0;
	}
	wbuf_growable(&attrs, MESSAGE_MAX);
	res = pack_attrs(&attrs, wbuf_view(&s->attrs), &p, f, 0);
	if (res == PACK_OK)
		res = pack_announce(to->msg, &p, f, wbuf_view(&attrs),
		    &s->nexthop, n, 1, false);
	wbuf_free(&attrs);
	if (res != PACK_OK)
		snprintf(e->msg, sizeof(e->msg), "pack says %u", res);
	return res == PACK_OK ? 0 : -1;
}

/* How a route is said: with its family, or where a block says that. */
struct saying {
	enum route_dialect	d;
	enum family		f;	/* FAMILY_NONE: the words say it */
};

static void
pack_words(struct rbuf words, const struct saying *how, struct wbuf *msg)
{
	struct lexer *l = lexer_new(NULL, 0);
	struct packing to = { .msg = msg,
	    .withdraw = how->d == ROUTE_WITHDRAW };
	struct text_error e = { 0 };
	struct tokens t;

	if (lexer_line(l, (const char *)words.p, words.left, &t, &e) == -1 ||
	    route_parse(&t, how->d, how->f, pack_one, &to, &e) == -1)
		fail_msg("%.*s: %u: %s", (int)words.left,
		    (const char *)words.p, e.col, e.msg);
	assert_int_equal(to.n, 1);
	lexer_free(l);
}

static void
print_words(const struct route *r, const struct saying *how,
    struct wbuf *words)
{
	if (how->f == FAMILY_NONE)
		route_print(words, &r->n, &r->s);
	else
		route_print_bare(words, &r->n, &r->s);
	assert_false(words->failed);
}

static struct saying
random_saying(const struct route *r, bool withdraw)
{
	enum family f = (enum family)r->n.family;

	if (withdraw)
		return (struct saying){ ROUTE_WITHDRAW, f };
	return random_below(2) == 0 ?
	    (struct saying){ ROUTE_NETWORK, FAMILY_NONE } :
	    (struct saying){ ROUTE_ANNOUNCE, f };
}

/* --- what must hold ------------------------------------------------------- */

static void
assert_json_object(const struct wbuf *w, const struct wbuf *words)
{
	static struct json_check c;

	assert_false(w->failed);
	if (!json_check_line(&c, (const char *)w->p, w->len))
		fail_msg("%.*s: not JSON: %.*s", (int)words->len,
		    (const char *)words->p, (int)w->len, (const char *)w->p);
}

/* In every shape; words are those of the route, to be told. */
static void
assert_events(const struct route *r, bool withdraw, const struct wbuf *words)
{
	struct nlri_form form = { .nexthop = withdraw ? NULL : &r->s.nexthop,
	    .compact = random_below(2) == 0 };
	struct wbuf w;

	wbuf_growable(&w, SAID_MAX);
	for (form.shape = SHAPE_4; form.shape <= SHAPE_6; form.shape++) {
		wbuf_reset(&w);
		wbuf_str(&w, "{ \"nlri\": ");
		nlri_json(&w, &r->n, &form);
		wbuf_str(&w, ", \"attribute\": { ");
		attr_set_json(&w, wbuf_view(&r->s.attrs), form.shape, true);
		wbuf_str(&w, " } }\n");
		assert_json_object(&w, words);
		wbuf_reset(&w);
		nlri_line(&w, &r->n, &form);
		attr_set_line(&w, wbuf_view(&r->s.attrs), form.shape);
		assert_true(w.len > 0 && !w.failed &&
		    memchr(w.p, '\n', w.len) == NULL);
	}
	wbuf_free(&w);
}

static void
print_octets(const char *what, const struct wbuf *w)
{
	size_t i;

	print_message("%s ", what);
	for (i = 0; i < w->len; i++)
		print_message("%02x", w->p[i]);
	print_message("\n");
}

static void
assert_same_octets(const struct wbuf *want, const struct wbuf *got,
    const struct wbuf *words)
{
	if (want->len == got->len && memcmp(want->p, got->p, got->len) == 0)
		return;
	print_octets("wanted", want);
	print_octets("got   ", got);
	fail_msg("%.*s: other octets", (int)words->len,
	    (const char *)words->p);
}

static int
print_one(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct wbuf *words = arg;

	(void)e;
	route_print_bare(words, n, s);
	return 0;
}

/*
 * Words to the same words, of a route that we might not announce: something in
 * its octets was to be ignored, or is against a rule for who sends it.
 */
static void
assert_words_return(const struct route *r)
{
	struct lexer *l = lexer_new(NULL, 0);
	struct wbuf words, again;
	struct text_error e = { 0 };
	struct tokens t;

	wbuf_growable(&words, SAID_MAX);
	wbuf_growable(&again, SAID_MAX);
	route_print_bare(&words, &r->n, &r->s);
	assert_events(r, false, &words);
	if (lexer_line(l, (const char *)words.p, words.len, &t, &e) == -1 ||
	    route_parse(&t, ROUTE_WITHDRAW, (enum family)r->n.family,
	    print_one, &again, &e) == -1)
		fail_msg("%.*s: %u: %s", (int)words.len,
		    (const char *)words.p, e.col, e.msg);
	assert_same_octets(&words, &again, &words);
	lexer_free(l);
	wbuf_free(&words);
	wbuf_free(&again);
}

static void
assert_octets_return(const struct wbuf *msg, unsigned how)
{
	bool withdraw = (how & NLRI_WITHDRAW) != 0;
	struct wbuf words, again;
	struct saying say;
	struct route r;

	route_init(&r);
	wbuf_growable(&words, SAID_MAX);
	wbuf_growable(&again, MESSAGE_MAX);
	read_message(wbuf_view(msg), how, &r);
	say = random_saying(&r, withdraw);
	print_words(&r, &say, &words);
	assert_events(&r, withdraw, &words);
	pack_words(wbuf_view(&words), &say, &again);
	assert_same_octets(msg, &again, &words);
	wbuf_free(&r.s.attrs);
	wbuf_free(&words);
	wbuf_free(&again);
}

static void
assert_odd_returns(const struct wbuf *msg, unsigned how)
{
	struct route r;

	route_init(&r);
	read_message(wbuf_view(msg), how, &r);
	assert_words_return(&r);
	wbuf_free(&r.s.attrs);
}

static unsigned
how_of(bool path_id)
{
	return path_id ? NLRI_ADD_PATH : 0;
}

/* The withdraw of what a message announces. */
static void
assert_withdraw_returns(const struct wbuf *msg, bool path_id)
{
	unsigned how = how_of(path_id) | NLRI_WITHDRAW;
	struct pack_profile p;
	struct wbuf gone;
	struct route r;

	route_init(&r);
	wbuf_growable(&gone, MESSAGE_MAX);
	read_message(wbuf_view(msg), how_of(path_id), &r);
	r.n.carried.left = 0;		/* a withdraw is its key's */
	p = profile_of((enum family)r.n.family, path_id);
	pack_withdraw(&gone, &p, (enum family)r.n.family, &r.n, 1, false);
	assert_octets_return(&gone, how);
	wbuf_free(&r.s.attrs);
	wbuf_free(&gone);
}

static void
octets_return(void **state)
{
	struct random_message m;
	struct wbuf msg;
	unsigned f, i;

	(void)state;
	seed_random();
	wbuf_growable(&msg, MESSAGE_MAX);
	for (f = 0; f < FAMILY_MAX; f++) {
		if (!is_family(f))
			continue;
		if (nlri_randoms[f] == NULL)
			fail_msg("%s: no maker of its NLRI",
			    family_info((enum family)f)->name);
		for (i = 0; i < ROUNDS; i++) {
			wbuf_reset(&msg);
			m = (struct random_message){ .f = (enum family)f,
			    .path_id = random_below(2) == 0 &&
			    !family_is_other((enum family)f),
			    .clean = i % 4 != 0 };
			random_message(&msg, &m);
			if (m.clean)
				assert_octets_return(&msg, how_of(m.path_id));
			else
				assert_odd_returns(&msg, how_of(m.path_id));
			assert_withdraw_returns(&msg, m.path_id);
		}
	}
	wbuf_free(&msg);
}

/* Words to octets to words. */
static void
assert_these_words_return(const struct wbuf *words, const struct saying *how)
{
	const bool withdraw = how->d == ROUTE_WITHDRAW;
	const bool path_id = memmem(words->p, words->len,
	    " path-information ", 18) != NULL;
	struct wbuf msg, again;
	struct route r;

	route_init(&r);
	wbuf_growable(&msg, MESSAGE_MAX);
	wbuf_growable(&again, SAID_MAX);
	pack_words(wbuf_view(words), how, &msg);
	read_message(wbuf_view(&msg), how_of(path_id) |
	    (withdraw ? NLRI_WITHDRAW : 0), &r);
	assert_int_equal(r.n.family, how->f);
	print_words(&r, how, &again);
	if (words->len != again.len ||
	    memcmp(words->p, again.p, again.len) != 0)
		fail_msg("%.*s\nis printed as\n%.*s", (int)words->len,
		    (const char *)words->p, (int)again.len,
		    (const char *)again.p);
	wbuf_free(&r.s.attrs);
	wbuf_free(&msg);
	wbuf_free(&again);
}

static void
words_return(void **state)
{
	struct saying how = { 0 };
	struct wbuf words;
	unsigned f, i;

	(void)state;
	seed_random();
	wbuf_growable(&words, SAID_MAX);
	for (f = 0; f < FAMILY_MAX; f++) {
		if (!is_family(f))
			continue;
		if (nlri_forms[f][0] == NULL)
			fail_msg("%s: no form of its words",
			    family_info((enum family)f)->name);
		how.f = (enum family)f;
		for (i = 0; i < ROUNDS; i++) {
			how.d = ROUTE_ANNOUNCE;
			wbuf_reset(&words);
			random_words(&words, how.f);
			assert_these_words_return(&words, &how);
		}
	}
	wbuf_free(&words);
}

/* Nobody adds an attribute without values of it. */
static void
all_attributes_are_made(void **state)
{
	const struct attr_row *row;
	unsigned type;

	(void)state;
	for (type = 0; type < 256; type++) {
		row = attr_row_get((uint8_t)type);
		if (!attr_is_announced(type))
			continue;
		if (attr_randoms[type] == NULL)
			fail_msg("%s: no maker of its values", row->name);
		if (row->words[0] != NULL && attr_forms[type][0] == NULL)
			fail_msg("%s: no form of its words", row->name);
	}
}

/* And one of those that have a number only. */
static int
setup(void **state)
{
	(void)state;
	return family_others_set(FAMILY_OTHER_FIRST, 16397, 99);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_attributes_are_made),
		cmocka_unit_test(octets_return),
		cmocka_unit_test(words_return),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
