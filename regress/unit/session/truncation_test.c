/* SPDX-License-Identifier: ISC */
/*
 * Messages of every type but what is in an UPDATE (see rde/), with octets cut
 * off at every place.  Where the header still says how long it was, the rest
 * is waited for; where it says what is left, and the lengths within do too,
 * what comes of it must be what RFC 4271 6.1 and 6.2, RFC 5492, RFC 7313 and
 * RFC 9072 say, stated here once more by the structure of the message.
 */
#include "harness.h"
#include "refresh.h"

enum { FIXED = 29, CAPS_MAX = 32, FQDN = 255 };

/* A capability, and how many octets of a value it may have. */
struct cap {
	uint8_t		 code;
	const char	*value;
	uint8_t		 n;
	uint8_t		 unit;	/* 0: n alone; FQDN; else times this */
	uint8_t		 head;	/* octets in front of the units */
	bool		 exact;	/* else refused, not ignored (RFC 9234) */
};

static const struct cap caps[] = {
	{ 1, "\0\1\0\1", 4, 0, 0, false },
	{ 1, "\0\2\0\1", 4, 0, 0, false },
	{ 2, "", 0, 0, 0, false },
	{ 5, "\0\1\0\1\0\2\0\1\0\2\0\2", 12, 6, 0, false },
	{ 6, "", 0, 0, 0, false },
	{ 9, "\1", 1, 0, 0, true },
	{ 64, "\xc0\x78\0\1\1\x80\0\2\1\0", 10, 4, 2, false },
	{ 65, "\0\1\0\0", 4, 0, 0, true },
	{ 69, "\0\1\1\1\0\2\1\3", 8, 4, 0, false },
	{ 70, "", 0, 0, 0, false },
	{ 71, "\0\1\1\x80\0\0\7\0\2\1\0\0\1\0", 14, 7, 0, false },
	{ 73, "\4host\3lab", 9, FQDN, 0, false },
	{ 75, "\6Herald", 7, 0, 0, false },
	{ 76, "\0\1\1\0\5\0\2\1\0\6", 10, 5, 0, false },
	{ 77, "", 0, 0, 0, false },
	{ 128, "", 0, 0, 0, false },
};
enum { NCAPS = sizeof(caps) / sizeof(caps[0]) };

/* Lengths of an OPEN: what is left of which. */
enum where { OF_MESSAGE, OF_PARAMETERS, OF_CAPABILITIES, OF_VALUE };

struct cut {
	enum where	where;
	unsigned	cap;
	size_t		left;
};

/* One parameter for each capability, one for all, or those of RFC 9072. */
enum form { APART, TOGETHER, WIDE, FORMS };

static size_t
left_of(const struct cut *c, enum where where, unsigned cap, size_t n)
{
	return c->where == where && c->cap == cap && c->left < n ? c->left : n;
}

static void
put_cap(struct wbuf *w, unsigned i, const struct cut *c)
{
	size_t n = left_of(c, OF_VALUE, i, caps[i].n);

	wbuf_u8(w, caps[i].code);
	wbuf_u8(w, (uint8_t)n);
	wbuf_bytes(w, caps[i].value, n);
}

/* Parameters in this form; ends[i] is where the ith ends. */
static unsigned
put_params(struct wbuf *w, enum form form, const struct cut *c, size_t *ends)
{
	size_t at = w->len, begin = w->len;
	unsigned i, n = 0;

	if (form == TOGETHER) {
		wbuf_u16(w, 0x0200);
		for (i = 0; i < NCAPS; i++)
			put_cap(w, i, c);
		wbuf_truncate(w, at + 2 + left_of(c, OF_CAPABILITIES, 0,
		    w->len - at - 2));
		wbuf_set_u8(w, at + 1, (uint8_t)(w->len - at - 2));
		ends[n++] = w->len - begin;
		return n;
	}
	for (i = 0; i < NCAPS; i++) {
		at = w->len;
		wbuf_u8(w, 2);
		if (form == WIDE)
			wbuf_u8(w, 0);
		wbuf_u8(w, 0);
		put_cap(w, i, c);
		wbuf_set_u8(w, at + (form == WIDE ? 2 : 1),
		    (uint8_t)(w->len - at - (form == WIDE ? 3 : 2)));
		ends[n++] = w->len - begin;
	}
	return n;
}

static unsigned
put_open(struct wbuf *w, enum form form, const struct cut *c, size_t *ends)
{
	size_t begin = message_begin(w, MSG_OPEN), at;
	unsigned n;

	wbuf_bytes(w, "\4\xff\xfd\0\xb4\x0a\0\0\3", 9);
	at = w->len;
	wbuf_bytes(w, "\xff\xff\0", form == WIDE ? 3 : 1);
	if (form == WIDE)
		wbuf_u8(w, 0);
	n = put_params(w, form, c, ends);
	wbuf_truncate(w, begin + FIXED + (form == WIDE ? 3 : 0) +
	    left_of(c, OF_PARAMETERS, 0, ends[n - 1]));
	if (form == WIDE)
		wbuf_set_u16(w, at + 2, (uint16_t)(w->len - at - 4));
	else
		wbuf_set_u8(w, at, (uint8_t)(w->len - at - 1));
	wbuf_truncate(w, begin + left_of(c, OF_MESSAGE, 0, w->len - begin));
	message_end(w, begin);
	return n;
}

static bool
is_end(const size_t *ends, unsigned n, size_t at)
{
	unsigned i;

	for (i = 0; i < n; i++)
		if (ends[i] == at)
			return true;
	return at == 0;
}

static bool
value_fits(const struct cap *c, size_t n)
{
	if (c->unit == FQDN)	/* a domain may be absent */
		return n == c->n || n == 5;
	return c->unit == 0 ? n == c->n : n >= c->head &&
	    (n - c->head) % c->unit == 0;
}

/* Of a list of capabilities, where each ends. */
static bool
is_cap_end(size_t at)
{
	size_t end = 0;
	unsigned i;

	for (i = 0; i < NCAPS && end < at; i++)
		end += 2U + caps[i].n;
	return end == at;
}

/* code << 8 | subcode of the NOTIFICATION; 0: it is taken. */
static unsigned
expect(const struct cut *c, const struct wbuf *msg, size_t whole,
    const size_t *ends, unsigned n)
{
	const struct cap *cap = &caps[c->cap];
	bool fine = true;

	if (c->where == OF_MESSAGE && msg->len < FIXED)
		return NOTIFY_HEADER << 8 | HEADER_LENGTH;
	switch (c->where) {
	case OF_MESSAGE:	/* the parameters say how long they were */
		fine = msg->len == whole;
		break;
	case OF_PARAMETERS:
		fine = is_end(ends, n, c->left);
		break;
	case OF_CAPABILITIES:
		fine = is_cap_end(c->left);
		break;
	case OF_VALUE:
		fine = !cap->exact || value_fits(cap, c->left);
		break;
	}
	return fine ? 0 : NOTIFY_OPEN << 8 | OPEN_UNSPECIFIC;
}

/* What a list with so many octets left of it says. */
static size_t
listed(const struct capabilities *c, uint8_t code)
{
	switch (code) {
	case 5:
		return c->enh.n;
	case 64:
		return c->gr.n;
	case 69:
		return c->add_path.n;
	case 71:
		return c->llgr.n;
	case 76:
		return c->paths_limit.n;
	default:
		return 0;
	}
}

/* One of another length is as if it were not there (RFC 5492 3). */
static void
assert_ignored(const struct capabilities *c, const struct cut *cut)
{
	const struct cap *cap = &caps[cut->cap];
	bool fits = value_fits(cap, cut->left);

	if (cap->unit != 0 && cap->unit != FQDN)
		assert_int_equal(listed(c, cap->code), fits ?
		    (cut->left - cap->head) / cap->unit : 0);
	else if (cap->code == 1)
		assert_int_equal(c->mp.n, fits ? 2 : 1);
	else
		assert_int_equal(capability_present(c, cap->code), fits &&
		    cap->code != 128);	/* it is 2 by another number */
}

static void
read_cut(enum form form, const struct cut *c, size_t whole)
{
	struct open o, before;
	struct message_head h;
	struct notify err = { 0 };
	size_t ends[CAPS_MAX];
	uint8_t octets[MSG_MAX], *copy;
	unsigned want, n;
	struct wbuf w;
	int got;

	wbuf_fixed(&w, octets, sizeof(octets));
	n = put_open(&w, form, c, ends);
	want = expect(c, &w, whole, ends, n);
	memset(&o, 0x5a, sizeof(o));
	before = o;
	copy = malloc(w.len + 1);
	memcpy(copy + 1, w.p, w.len);
	got = message_head_read(octets, 0, &h, &err);
	if (got == 0)
		got = open_read(rbuf_of(copy + 1 + MSG_HEADER,
		    w.len - MSG_HEADER), &o, &err);
	free(copy);
	if (got != (want == 0 ? 0 : -1) || (got == -1 &&
	    (unsigned)(err.code << 8 | err.subcode) != want))
		fail_msg("form %u: %zu octets left of %u, %u: %d, %u/%u",
		    form, c->left, c->where, c->cap, got, err.code,
		    err.subcode);
	if (got == -1)
		assert_memory_equal(&o, &before, sizeof(o));
	else if (c->where == OF_VALUE)
		assert_ignored(&o.caps, c);
}

static size_t
whole_open(enum form form, struct wbuf *w)
{
	static const struct cut none = { .where = OF_MESSAGE,
	    .left = SIZE_MAX };
	size_t ends[CAPS_MAX];

	put_open(w, form, &none, ends);
	return w->len;
}

static void
every_cut_of_an_open(void **state)
{
	uint8_t octets[MSG_MAX];
	struct wbuf w;
	struct cut c;
	unsigned form;
	size_t whole;

	(void)state;
	for (form = 0; form < FORMS; form++) {
		wbuf_fixed(&w, octets, sizeof(octets));
		whole = whole_open(form, &w);
		assert_false(w.failed);
		for (c = (struct cut){ .where = OF_MESSAGE,
		    .left = MSG_HEADER }; c.left <= whole; c.left++)
			read_cut(form, &c, whole);
		for (c = (struct cut){ .where = OF_PARAMETERS };
		    c.left <= whole - FIXED; c.left++)
			if (form != WIDE || c.left <= whole - FIXED - 3)
				read_cut(form, &c, whole);
		for (c = (struct cut){ .where = OF_CAPABILITIES };
		    form == TOGETHER && c.left <= whole - FIXED - 2; c.left++)
			read_cut(form, &c, whole);
		for (c = (struct cut){ .where = OF_VALUE }; c.cap < NCAPS;
		    c.cap++)
			for (c.left = 0; c.left <= caps[c.cap].n; c.left++)
				read_cut(form, &c, whole);
	}
}

/* --- on a connection ------------------------------------------------------ */

struct sample {
	uint8_t		 type;
	const char	*body;
	size_t		 n;
	size_t		 least;		/* of the whole message */
};

/* What may come when it is Established; of REFRESH with filters. */
static const struct sample samples[] = {
	{ MSG_UPDATE, "\0\4\x18\xcb\0\x71\0\0", 8, 23 },
	{ MSG_KEEPALIVE, "", 0, 19 },
	{ MSG_REFRESH, "\0\1\0\1\1\x80\0\0", 8, 23 },
	{ MSG_NOTIFICATION, "\6\2\5hello", 8, 21 },
};

static size_t
put_sample(const struct sample *s, size_t left, uint8_t *msg)
{
	memset(msg, 0xff, MSG_MARKER);
	msg[MSG_AT_LENGTH] = 0;
	msg[MSG_AT_LENGTH + 1] = (uint8_t)left;
	msg[MSG_AT_TYPE] = s->type;
	memcpy(msg + MSG_HEADER, s->body, s->n);
	return MSG_HEADER + s->n;
}

static bool
is_up(const struct harness *h)
{
	return h->p->est != NULL && peer_state(h->p) == ST_ESTABLISHED;
}

/* The header says how long it was: nothing comes of it before the rest. */
static void
the_rest_is_waited_for(void **state)
{
	struct conf_neighbor c = sample_conf();
	const struct sample *s;
	struct harness *h;
	uint8_t msg[64];
	size_t i, k, n, sent;

	(void)state;
	c.route_refresh = 1;
	h = harness_new(&c);
	establish(h);
	for (i = 0; i < 4; i++) {
		s = &samples[i];
		n = put_sample(s, MSG_HEADER + s->n, msg);
		for (k = 1; k < n; k++) {
			if (!is_up(h)) {	/* a NOTIFICATION was whole */
				harness_free(h);
				h = harness_new(&c);
				establish(h);
			}
			h->nupdates = 0;
			sent = h->nsent;
			say(h->peer_fd, msg, k);
			turn(h, 1);
			assert_true(is_up(h));
			assert_int_equal(h->nupdates, 0);
			assert_int_equal(h->nsent, sent);
			say(h->peer_fd, msg + k, n - k);
			turn(h, 2);
			assert_int_equal(is_up(h),
			    s->type != MSG_NOTIFICATION);
			assert_int_equal(h->nupdates,
			    s->type == MSG_UPDATE ? n : 0);
		}
	}
	harness_free(h);
}

/* And it says what is left: less than the type has is 1/2 (RFC 4271 6.1). */
static void
short_ones_are_refused(void **state)
{
	struct conf_neighbor c = sample_conf();
	const struct sample *s;
	struct harness *h;
	uint8_t msg[64];
	size_t i, k;

	(void)state;
	c.route_refresh = 1;
	for (i = 0; i < 4; i++) {
		s = &samples[i];
		/* under 19 the header is whole, and lies */
		for (k = 0; k <= MSG_HEADER + s->n; k++) {
			h = harness_new(&c);
			establish(h);
			put_sample(s, k, msg);
			say(h->peer_fd, msg, k < MSG_HEADER ? MSG_HEADER : k);
			turn(h, 2);
			if (k < s->least)
				expect_notification(h->peer_fd, NOTIFY_HEADER,
				    HEADER_LENGTH);
			assert_int_equal(is_up(h), k >= s->least &&
			    s->type != MSG_NOTIFICATION);
			harness_free(h);
		}
	}
}

/* The same of an OPEN, in OpenSent. */
static void
opens_are_refused(void **state)
{
	struct conf_neighbor c = sample_conf();
	uint8_t octets[MSG_MAX], room[MSG_MAX];
	size_t whole, k, len;
	struct harness *h;
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, octets, sizeof(octets));
	whole = whole_open(TOGETHER, &w);
	for (k = MSG_HEADER; k < whole; k++) {
		h = harness_new(&c);
		peer_start(h->p);
		h->peer_fd = incoming(h);
		turn(h, 2);
		assert_int_equal(hear(h->peer_fd, room, &len), MSG_OPEN);
		wbuf_set_u16(&w, MSG_AT_LENGTH, (uint16_t)whole);
		say(h->peer_fd, octets, k);
		turn(h, 1);
		assert_int_equal(peer_state(h->p), ST_OPEN_SENT);
		close(h->peer_fd);
		h->peer_fd = incoming(h);
		turn(h, 2);
		assert_int_equal(hear(h->peer_fd, room, &len), MSG_OPEN);
		wbuf_set_u16(&w, MSG_AT_LENGTH, (uint16_t)k);
		say(h->peer_fd, octets, k);
		turn(h, 2);
		expect_notification(h->peer_fd, k < FIXED ? NOTIFY_HEADER :
		    NOTIFY_OPEN, k < FIXED ? HEADER_LENGTH : OPEN_UNSPECIFIC);
		harness_free(h);
	}
}

/* RFC 7313 5: BoRR and EoRR are of one length; a request may have filters. */
static void
every_cut_of_a_refresh(void **state)
{
	static const struct negotiated neg = { .families = 1, .refresh = 1,
	    .enhanced_refresh = 1 };
	enum refresh_verdict v, want;
	struct sr_refresh r, before;
	struct notify err;
	const char *why;
	uint8_t msg[64], *copy;
	unsigned subtype;
	size_t n, k;

	(void)state;
	for (subtype = 0; subtype <= 3; subtype++) {
		n = put_sample(&samples[2], 0, msg);
		msg[MSG_REFRESH_AT_SUBTYPE] = (uint8_t)subtype;
		for (k = MSG_HEADER; k <= n; k++) {
			want = k < MSG_REFRESH_MIN ? REFRESH_ERROR :
			    subtype == 0 ? REFRESH_OK : subtype == 3 ?
			    REFRESH_IGNORE : k == MSG_REFRESH_MIN ?
			    REFRESH_OK : REFRESH_ERROR;
			copy = malloc(k);
			memcpy(copy, msg, k);
			memset(&r, 0x5a, sizeof(r));
			before = r;
			v = refresh_check(&neg, rbuf_of(copy, k), &r, &err,
			    &why);
			free(copy);
			assert_int_equal(v, want);
			if (v != REFRESH_OK)
				assert_memory_equal(&r, &before, sizeof(r));
			if (v == REFRESH_ERROR)
				assert_true(err.code == NOTIFY_REFRESH &&
				    err.subcode == 1 && err.len == k);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut_of_an_open),
		cmocka_unit_test(every_cut_of_a_refresh),
		cmocka_unit_test(the_rest_is_waited_for),
		cmocka_unit_test(short_ones_are_refused),
		cmocka_unit_test(opens_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
