/* SPDX-License-Identifier: ISC */
/*
 * UPDATEs with octets cut off, at every place and at every level: of the
 * message, of the withdrawn routes, of the attributes, of one attribute, of
 * the NLRI.  Whatever is cut, the lengths around it say so; what comes of it
 * must be what the rules make of the structure of the message, which are
 * stated here and in truncation_rules.h once more, and when it is a reset or a
 * withdraw nothing but that may have changed.
 */
#include "common/text/route_random.h"
#include "rig.h"
#include "truncation_rules.h"
#include "update/split.h"
#include "update_work.h"

enum { ATTRS_MAX = 8, NLRI_SOME = 6, PART = 4096, VALUES = 8 };

struct part {
	size_t	n;
	uint8_t	b[PART];
};

/* A message by its structure. */
struct shape {
	struct rule_session session;
	enum family	f;
	bool		path_ids;
	bool		withdraw;
	unsigned	nnlri;
	size_t		nlri_end[NLRI_SOME];	/* of each, in its field */
	size_t		nlri_at;	/* of the field in the MP attribute */
	unsigned	nattrs;
	struct {
		uint8_t		flags, type;
		struct part	v;
	} attr[ATTRS_MAX];
	struct part	withdrawn;
	struct part	nlri;
};

enum where { OF_MESSAGE, OF_WITHDRAWN, OF_ATTRIBUTES, OF_VALUE, OF_NLRI };

/* What is left of one part of it. */
struct cut {
	enum where	where;
	unsigned	attr;
	size_t		left;
};

struct outcome_wanted {
	uint8_t		verdict;	/* enum offence_verdict */
	uint8_t		subcode;
	unsigned	gone;		/* of its NLRI, from the front */
};

/* --- a shape, cut, in octets ---------------------------------------------- */

static size_t
left_of(const struct cut *c, enum where where, unsigned attr, size_t n)
{
	return c->where == where && c->attr == attr && c->left < n ? c->left :
	    n;
}

static void
put_attrs(const struct shape *s, const struct cut *c, struct wbuf *w)
{
	size_t at = w->len;
	unsigned i;

	for (i = 0; i < s->nattrs; i++)
		attr_write(w, s->attr[i].flags, s->attr[i].type,
		    s->attr[i].v.b, left_of(c, OF_VALUE, i,
		    s->attr[i].v.n));
	wbuf_truncate(w, at + left_of(c, OF_ATTRIBUTES, 0, w->len - at));
}

static void
put_shape(const struct shape *s, const struct cut *c, struct wbuf *w)
{
	size_t begin = message_begin(w, MSG_UPDATE), n, at;

	n = left_of(c, OF_WITHDRAWN, 0, s->withdrawn.n);
	wbuf_u16(w, (uint16_t)n);
	wbuf_bytes(w, s->withdrawn.b, n);
	at = w->len;
	wbuf_u16(w, 0);
	put_attrs(s, c, w);
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
	wbuf_bytes(w, s->nlri.b, left_of(c, OF_NLRI, 0, s->nlri.n));
	wbuf_truncate(w, begin + left_of(c, OF_MESSAGE, 0, w->len - begin));
	message_end(w, begin);
	assert_false(w->failed);
}

static size_t
size_of(const struct shape *s, enum where where, unsigned attr)
{
	static const struct cut none = { .where = OF_MESSAGE,
	    .left = SIZE_MAX };
	uint8_t octets[65536];
	struct wbuf w;

	wbuf_fixed(&w, octets, sizeof(octets));
	switch (where) {
	case OF_WITHDRAWN:
		return s->withdrawn.n;
	case OF_VALUE:
		return s->attr[attr].v.n;
	case OF_NLRI:
		return s->nlri.n;
	case OF_ATTRIBUTES:
		put_attrs(s, &none, &w);
		return w.len;
	case OF_MESSAGE:
		put_shape(s, &none, &w);
		return w.len;
	}
	return 0;
}

/* --- the rules ------------------------------------------------------------ */

static struct outcome_wanted
wanted(uint8_t v, uint8_t subcode, unsigned gone)
{
	return (struct outcome_wanted){ v, subcode, gone };
}

static struct outcome_wanted
reset(uint8_t subcode)
{
	return wanted(OFFENCE_SESSION_RESET, subcode, 0);
}

/* How many NLRI end within, or -1: it does not end with one. */
static int
nlri_within(const struct shape *s, size_t n)
{
	unsigned i;

	for (i = 0; i < s->nnlri && s->nlri_end[i] <= n; i++)
		;
	return n == 0 || (i > 0 && s->nlri_end[i - 1] == n) ? (int)i : -1;
}

/* What the attributes that are left say. */
struct attrs_left {
	uint8_t		 worst;		/* enum offence_verdict */
	bool		 any;		/* beside MP_UNREACH */
	bool		 has[256];
	size_t		 mp;		/* octets of the MP attribute */
	bool		 overrun;
	unsigned	 overrun_type;	/* 0: not to be seen */
};

static void
walk_attrs(const struct shape *s, const struct cut *c, struct attrs_left *l)
{
	size_t room = left_of(c, OF_ATTRIBUTES, 0, SIZE_MAX), n, head;
	uint8_t cost;
	unsigned i, type;

	memset(l, 0, sizeof(*l));
	for (i = 0; i < s->nattrs && room > 0; i++) {
		type = s->attr[i].type;
		n = left_of(c, OF_VALUE, i, s->attr[i].v.n);
		head = n > 255 || (s->attr[i].flags & ATTR_EXTENDED) != 0 ?
		    4 : 3;
		if (head + n > room) {
			l->overrun = l->any = true;
			l->overrun_type = room > 1 ? type : 0;
			return;
		}
		room -= head + n;
		l->any |= type != ATTR_MP_UNREACH;
		if (type == ATTR_MP_REACH || type == ATTR_MP_UNREACH) {
			l->has[type] = true;
			l->mp = n;
			continue;
		}
		cost = rule_cost((uint8_t)type, s->attr[i].v.b, n,
		    &s->session);
		l->has[type] = cost == NOTHING;
		/* RFC 4271 6.3: their own AS is in front */
		if (type == ATTR_AS_PATH && s->session.ebgp && n == 0)
			l->has[type] = false;
		if (cost > l->worst)
			l->worst = cost;
	}
}

/* Of RFC 7606 5.3 and RFC 4760: where an MP attribute ends. */
static struct outcome_wanted
mp_outcome(const struct shape *s, size_t n, bool give_up, int *nlri)
{
	size_t least = s->withdraw ? 3 : 5;

	*nlri = 0;
	if (n < least || n < s->nlri_at)
		return reset(9);
	*nlri = nlri_within(s, n - s->nlri_at);
	if (*nlri >= 0)
		return wanted(OFFENCE_NONE, 0, 0);
	return give_up ? wanted(OFFENCE_FAMILY_DISABLE, 0, s->nnlri) :
	    reset(9);
}

/* RFC 7606 2 to 5, in the order in which a worse thing hides a lesser. */
static struct outcome_wanted
expect(const struct shape *s, const struct cut *c, bool give_up)
{
	size_t before = 23 + s->withdrawn.n + size_of(s, OF_ATTRIBUTES, 0);
	size_t n = s->nlri.n;
	struct outcome_wanted mp = { 0 };
	int plain, of_mp = 0, gone;
	struct attrs_left l;
	bool reachable, lacks;

	if (c->where == OF_MESSAGE && c->left < before)
		return reset(1);
	if (c->where == OF_MESSAGE)
		n = c->left - before;
	else
		n = left_of(c, OF_NLRI, 0, n);
	walk_attrs(s, c, &l);
	if (l.mp > 0 || l.has[ATTR_MP_REACH] || l.has[ATTR_MP_UNREACH])
		mp = mp_outcome(s, l.mp, give_up, &of_mp);
	if (mp.verdict == OFFENCE_SESSION_RESET && of_mp == 0)
		return mp;	/* it cannot even be told where NLRI begin */
	reachable = n > 0 || (l.has[ATTR_MP_REACH] && of_mp != 0);
	if (l.overrun && (!reachable || l.overrun_type == ATTR_MP_REACH ||
	    l.overrun_type == ATTR_MP_UNREACH))
		return reset(1);
	plain = nlri_within(s, s->withdraw ? left_of(c, OF_WITHDRAWN, 0,
	    s->withdrawn.n) : n);
	if (s->withdrawn.n + s->nlri.n > 0 && plain == -1)
		return reset(10);
	if (mp.verdict != OFFENCE_NONE)
		return mp;
	gone = s->withdrawn.n + s->nlri.n > 0 ? plain : of_mp;
	lacks = reachable && (!l.has[ATTR_ORIGIN] || !l.has[ATTR_AS_PATH] ||
	    (n > 0 && !l.has[ATTR_NEXT_HOP]));
	if (l.overrun || lacks)
		l.worst = OFFENCE_TREAT_AS_WITHDRAW;
	/* RFC 7606 5.2: nothing that could be withdrawn */
	if (l.worst == OFFENCE_TREAT_AS_WITHDRAW && !reachable)
		return reset(1);
	return wanted(l.worst, 0, s->withdraw ||
	    l.worst == OFFENCE_TREAT_AS_WITHDRAW ? (unsigned)gone : 0);
}

/* --- what comes of it ----------------------------------------------------- */

static struct peer *
up(struct rig *r, uint16_t id, const struct rule_session *s, bool path_ids)
{
	struct negotiated n = rig_neg(id);
	struct conf_neighbor c = rig_conf(id);
	struct peer *p;

	c.family_all = 1;
	c.aigp = 1;
	if (!s->ebgp)
		c.peer_as = n.peer_as = RIG_AS;
	p = sessions_peer_added(&r->rde, &c);
	n.ebgp = s->ebgp;
	n.as4 = s->as4;
	n.families = n.enh_nexthop = families_all();
	if (path_ids)
		n.add_path_rx = n.families;
	sessions_up(&r->rde, p, id, &n);
	return p;
}

static void
feed(struct rig *r, struct peer *p, struct rbuf msg)
{
	p->parse->resetting = false;
	p->parse->disabled = 0;
	if (!update_in_batch(r->rde.update_in, p, msg))
		while (!update_in_more(r->rde.update_in))
			;
}

/* The readers alone, on octets behind which there are no others. */
static void
read_exactly(const struct shape *s, struct rbuf msg)
{
	const struct attr_profile profile = { .ebgp = s->session.ebgp,
	    .as4 = s->session.as4, .aigp = 1, .prefix_sid = 1 };
	unsigned how = (s->path_ids ? NLRI_ADD_PATH : 0U) |
	    (s->withdraw ? NLRI_WITHDRAW : 0U);
	size_t n = msg.left - MSG_HEADER;
	uint8_t *copy = malloc(n + 1);
	struct attr_summary sum;
	struct attr_report why;
	struct update_parts u;
	struct wbuf canon;
	unsigned i;

	wbuf_growable(&canon, 1 << 17);
	memcpy(copy + 1, msg.p + MSG_HEADER, n);
	if (update_split(rbuf_of(copy + 1, n), &u) == 0) {
		(void)update_spans(&u, &why);
		(void)nlri_check(u.withdrawn, s->f, how);
		(void)nlri_check(u.nlri, s->f, how);
		(void)nlri_check(u.reach.nlri, s->f, how);
		(void)nlri_check(u.unreach.nlri, s->f, how);
		for (i = 0; i < u.nruns; i++)
			(void)attr_set_check(u.run[i], &profile, &canon, &sum,
			    &why);
	}
	wbuf_free(&canon);
	free(copy);
}

struct world {
	struct rig	 rig;
	struct link	*session;
	struct peer	*peer;
	struct wbuf	 whole;		/* what it holds all NLRI of */
	struct wbuf	 msg;
	unsigned	 cuts;
};

static void
fail_cut(const struct world *w, const struct shape *s, const struct cut *c,
    const char *what, unsigned want, unsigned got)
{
	static const char *const names[] = { "message", "withdrawn routes",
	    "attributes", "attribute", "NLRI" };
	size_t i;

	for (i = 0; i < w->msg.len; i++)
		print_message("%02x", w->msg.p[i]);
	fail_msg("\n%s%s%s: %zu octets left of the %s %u: %s %u, not %u",
	    family_info(s->f)->name, s->session.ebgp ? ", external" : "",
	    s->withdraw ? ", withdraw" : "", c->left, names[c->where],
	    c->where == OF_VALUE ? s->attr[c->attr].type : 0, what, got,
	    want);
}

static void
try(struct world *w, const struct shape *s, const struct cut *c)
{
	bool give_up = w->peer->conf.mp_error_disable;
	struct outcome_wanted want = expect(s, c, give_up);
	uint64_t before;
	const struct offence *o;
	struct rbuf msg;
	uint32_t held;
	unsigned verdict, subcode;

	w->cuts++;
	feed(&w->rig, w->peer, wbuf_view(&w->whole));
	held = adj_rib_in_held(w->peer, s->f);
	before = offences_last(w->rig.rde.offences);
	wbuf_reset(&w->msg);
	put_shape(s, c, &w->msg);
	read_exactly(s, wbuf_view(&w->msg));
	feed(&w->rig, w->peer, wbuf_view(&w->msg));
	o = offences_next(w->rig.rde.offences, before, &msg);
	verdict = o == NULL ? OFFENCE_NONE : o->verdict;
	subcode = o == NULL ? 0 : o->subcode;
	if (verdict != want.verdict)
		fail_cut(w, s, c, "verdict", want.verdict, verdict);
	if (subcode != want.subcode)
		fail_cut(w, s, c, "subcode", want.subcode, subcode);
	if (w->peer->parse->resetting !=
	    (want.verdict == OFFENCE_SESSION_RESET))
		fail_cut(w, s, c, "resetting", want.verdict, 0);
	if (adj_rib_in_held(w->peer, s->f) != held - want.gone)
		fail_cut(w, s, c, "held", held - want.gone,
		    adj_rib_in_held(w->peer, s->f));
}

static void
try_all_of(struct world *w, const struct shape *s, enum where where,
    unsigned attr)
{
	struct cut c = { .where = where, .attr = attr };
	size_t n = size_of(s, where, attr);

	/* a shorter message has a header that is refused: see session/ */
	for (c.left = where == OF_MESSAGE ? 23 : 0; c.left <= n; c.left++)
		try(w, s, &c);
}

static void
try_everywhere(struct world *w, const struct shape *s)
{
	unsigned i;

	try_all_of(w, s, OF_MESSAGE, 0);
	try_all_of(w, s, OF_WITHDRAWN, 0);
	try_all_of(w, s, OF_ATTRIBUTES, 0);
	try_all_of(w, s, OF_NLRI, 0);
	for (i = 0; i < s->nattrs; i++)
		try_all_of(w, s, OF_VALUE, i);
}

static void
world_init(struct world *w, const struct rule_session *s, bool path_ids)
{
	memset(w, 0, sizeof(*w));
	rig_init(&w->rig);
	/* nobody reads there what is said of each message */
	w->session = w->rig.rde.session;
	w->rig.rde.session = NULL;
	w->peer = up(&w->rig, 1, s, path_ids);
	wbuf_growable(&w->whole, 1 << 17);
	wbuf_growable(&w->msg, 1 << 17);
}

static void
world_free(struct world *w)
{
	w->rig.rde.session = w->session;
	rig_free(&w->rig);
	wbuf_free(&w->whole);
	wbuf_free(&w->msg);
}

/* --- shapes --------------------------------------------------------------- */

static struct wbuf
begin_attr(struct shape *s, uint8_t flags, uint8_t type)
{
	struct wbuf w;

	s->attr[s->nattrs].flags = flags;
	s->attr[s->nattrs].type = type;
	wbuf_fixed(&w, s->attr[s->nattrs].v.b, PART);
	return w;
}

static void
end_attr(struct shape *s, const struct wbuf *w)
{
	assert_false(w->failed);
	s->attr[s->nattrs++].v.n = w->len;
}

static void
add_attr(struct shape *s, uint8_t flags, uint8_t type, const char *v, size_t n)
{
	struct wbuf w = begin_attr(s, flags, type);

	wbuf_bytes(&w, v, n);
	end_attr(s, &w);
}

static void
add_path(struct shape *s)
{
	struct wbuf w = begin_attr(s, ATTR_TRANSITIVE, ATTR_AS_PATH);
	const uint32_t as[] = { RIG_PEER_AS, 65536, 64511, 64505, 64506 };
	unsigned i;

	wbuf_u8(&w, 2);
	wbuf_u8(&w, 3);
	for (i = 0; i < 5; i++) {
		if (i == 3)		/* a set behind it */
			wbuf_u16(&w, 0x0102);
		if (s->session.as4)
			wbuf_u32(&w, as[i]);
		else
			wbuf_u16(&w, as[i] > 65535 ? AS_TRANS :
			    (uint16_t)as[i]);
	}
	end_attr(s, &w);
}

static void
put_nlri(struct shape *s, struct wbuf *w, unsigned how)
{
	uint8_t wire[4096], room[NLRI_ROOM];
	struct wbuf one, keys;
	struct nlri n;
	struct rbuf b;
	size_t at = w->len;

	for (s->nnlri = 0; s->nnlri < NLRI_SOME; s->nnlri++) {
		wbuf_fixed(&one, wire, sizeof(wire));
		wbuf_fixed(&keys, room, sizeof(room));
		if (s->path_ids)
			wbuf_u32(&one, s->nnlri);
		nlri_randoms[s->f](&one, s->f, true);
		b = wbuf_view(&one);
		assert_int_equal(nlri_read(&b, s->f, how & NLRI_ADD_PATH, &n,
		    &keys), 0);
		nlri_write(w, &n, how);
		s->nlri_end[s->nnlri] = w->len - at;
	}
}

/* The NLRI of a family, in the fields or in an MP attribute. */
static void
add_nlri(struct shape *s)
{
	unsigned how = (s->path_ids ? NLRI_ADD_PATH : 0U) |
	    (s->withdraw ? NLRI_WITHDRAW : 0U);
	struct part *plain = s->withdraw ? &s->withdrawn : &s->nlri;
	const struct nexthop nh = random_nexthop(s->f);
	struct wbuf w;

	if (s->f == FAMILY_IPV4_UNICAST) {
		wbuf_fixed(&w, plain->b, PART);
		put_nlri(s, &w, how);
		plain->n = w.len;
		return;
	}
	w = begin_attr(s, ATTR_OPTIONAL, s->withdraw ? ATTR_MP_UNREACH :
	    ATTR_MP_REACH);
	wbuf_u16(&w, family_info(s->f)->afi);
	wbuf_u8(&w, family_info(s->f)->safi);
	if (!s->withdraw) {
		wbuf_u8(&w, (uint8_t)nexthop_write_size(s->f, &nh));
		nexthop_write(&w, s->f, &nh);
		wbuf_u8(&w, 0);
	}
	s->nlri_at = w.len;
	put_nlri(s, &w, how);
	end_attr(s, &w);
}

static void
add_mandatory(struct shape *s)
{
	add_attr(s, ATTR_TRANSITIVE, ATTR_ORIGIN, "", 1);
	add_path(s);
	if (s->nlri.n > 0)
		add_attr(s, ATTR_TRANSITIVE, ATTR_NEXT_HOP, "\xc0\0\2\1", 4);
}

/* Holds all NLRI of the shape: false, some of them are one, or ignored. */
static bool
hold(struct world *w, const struct shape *s)
{
	static const struct cut none = { .where = OF_MESSAGE,
	    .left = SIZE_MAX };

	adj_rib_in_drop(w->rig.rde.in, w->peer, s->f);
	wbuf_reset(&w->whole);
	put_shape(s, &none, &w->whole);
	feed(&w->rig, w->peer, wbuf_view(&w->whole));
	return w->whole.len <= MSG_MAX &&
	    adj_rib_in_held(w->peer, s->f) == s->nnlri;
}

/* --- tests ---------------------------------------------------------------- */

static void
make_family(struct shape *s, struct world *w, enum family f, bool path_ids)
{
	const struct rule_session session = s->session;

	do {
		memset(s, 0, sizeof(*s));
		s->session = session;
		s->f = f;
		s->path_ids = path_ids;
		add_nlri(s);
		add_mandatory(s);
	} while (!hold(w, s));
}

/* The withdraw of what the shape announces. */
static void
make_withdraw(struct shape *gone, const struct shape *s)
{
	unsigned how = s->path_ids ? NLRI_ADD_PATH : 0;
	bool plain = s->f == FAMILY_IPV4_UNICAST;
	struct rbuf b = plain ? rbuf_of(s->nlri.b, s->nlri.n) :
	    rbuf_of(s->attr[0].v.b + s->nlri_at, s->attr[0].v.n - s->nlri_at);
	uint8_t room[NLRI_ROOM];
	struct wbuf w, keys;
	struct nlri n;

	memset(gone, 0, sizeof(*gone));
	gone->session = s->session;
	gone->f = s->f;
	gone->path_ids = s->path_ids;
	gone->withdraw = true;
	if (plain)
		wbuf_fixed(&w, gone->withdrawn.b, PART);
	else {
		w = begin_attr(gone, ATTR_OPTIONAL, ATTR_MP_UNREACH);
		wbuf_bytes(&w, s->attr[0].v.b, 3);
		gone->nlri_at = w.len;
	}
	while (b.left > 0) {
		wbuf_fixed(&keys, room, sizeof(room));
		assert_int_equal(nlri_read(&b, s->f, how, &n, &keys), 0);
		n.carried.left = 0;
		nlri_write(&w, &n, how | NLRI_WITHDRAW);
		gone->nlri_end[gone->nnlri++] = w.len - gone->nlri_at;
	}
	if (plain)
		gone->withdrawn.n = w.len;
	else
		end_attr(gone, &w);
}

static void
every_family(void **state)
{
	static const struct rule_session session = { true, true };
	struct shape *s = calloc(2, sizeof(*s));
	struct world w;
	unsigned f, i;

	(void)state;
	seed_random();
	for (i = 0; i < 4; i++) {
		world_init(&w, &session, (i & 1) != 0);
		w.peer->conf.mp_error_disable = (i & 2) != 0;
		for (f = 0; f < FAMILY_MAX; f++) {
			if (!is_family(f))
				continue;
			s->session = session;
			make_family(s, &w, (enum family)f, (i & 1) != 0);
			make_withdraw(&s[1], s);
			try_everywhere(&w, s);
			try_everywhere(&w, &s[1]);
		}
		print_message("%u cuts\n", w.cuts);
		world_free(&w);
	}
	free(s);
}

static void
add_subject(struct shape *s, unsigned type)
{
	struct wbuf w;
	uint8_t octets[RANDOM_VALUE];
	struct attr a;
	struct rbuf b;

	if (type <= ATTR_NEXT_HOP)
		return;			/* every message has them */
	if (!s->session.as4 && type == ATTR_AGGREGATOR) {
		add_attr(s, 0xc0, ATTR_AGGREGATOR, "\xfb\xf5\xc0\0\2\7", 6);
		return;
	}
	if (type == ATTR_AS4_PATH || type == ATTR_AS4_AGGREGATOR) {
		add_attr(s, 0xc0, (uint8_t)type, "\2\1\0\1\0\0\1\1\0\2\0\0",
		    type == ATTR_AS4_PATH ? 12 : 8);
		return;
	}
	do {
		wbuf_fixed(&w, octets, sizeof(octets));
		random_attribute(&w, type);
		b = wbuf_view(&w);
	} while (w.len > 600 || attr_next(&b, &a) != 1);
	add_attr(s, a.flags & (uint8_t)~ATTR_EXTENDED, a.type,
	    (const char *)a.value.p, a.value.left);
}

/* Beside NLRI, and beside none. */
static void
try_attribute(struct world *w, struct shape *s, unsigned type, bool nlri)
{
	const struct rule_session session = s->session;

	do {
		memset(s, 0, sizeof(*s));
		s->session = session;
		s->f = FAMILY_IPV4_UNICAST;
		if (nlri)
			add_nlri(s);
		add_mandatory(s);
		add_subject(s, type);
	} while (!hold(w, s));
	try_everywhere(w, s);
}

static void
every_attribute(void **state)
{
	static const struct rule_session sessions[] = {
		{ true, true }, { false, true }, { true, false },
	};
	struct shape *s = malloc(sizeof(*s));
	unsigned type, i, k;
	struct world w;

	(void)state;
	seed_random();
	for (i = 0; i < 3; i++) {
		world_init(&w, &sessions[i], false);
		for (type = 1; type < 256; type++)
			for (k = 0; k < VALUES; k++) {
				if (attr_randoms[type] == NULL &&
				    type != ATTR_NEXT_HOP &&
				    type != ATTR_AS4_PATH &&
				    type != ATTR_AS4_AGGREGATOR)
					continue;
				s->session = sessions[i];
				try_attribute(&w, s, type, k % 2 == 0);
			}
		print_message("%u cuts\n", w.cuts);
		world_free(&w);
	}
	free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_family),
		cmocka_unit_test(every_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
