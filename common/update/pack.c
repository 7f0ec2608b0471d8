/* SPDX-License-Identifier: ISC */
/*
 * Last step of an announcement: a canonical set and NLRI become UPDATEs.
 * RFC 4271 4.3 and 5.1, RFC 4760 3 and 4, RFC 6793 4.2.2 (old speakers),
 * RFC 7606 5.1 (MP attributes first), RFC 8950, RFC 8654, RFC 4724 2.
 * Pure: whatever comes out depends on the arguments alone.
 */
#include <string.h>

#include "bgp/message.h"
#include "bgp/role.h"
#include "path/attr.h"
#include "update/pack.h"

enum {
	LOCAL_PREF_DEFAULT = 100,
	SEQUENCE = 2, CONFED_SEQUENCE = 3,	/* AS_PATH segment types */
	SEGMENT_MAX = 255,
};

/* A set taken apart: one place per type, written ascending. */
struct parts {
	struct attr	v[256];
	uint8_t		present[256];
	struct wbuf	path;		/* 2-octet AS_PATH */
	struct wbuf	path4;		/* AS4_PATH */
	struct wbuf	own;		/* AS_PATH with the local AS in front */
	uint8_t		aggregator[6];
	uint8_t		otc[4];
};

static void
parts_set(struct parts *t, uint8_t flags, uint8_t type, const void *p,
    size_t n)
{
	t->v[type] = (struct attr){ .flags = flags, .type = type,
	    .value = rbuf_of(p, n) };
	t->present[type] = 1;
}

static size_t
pack_limit(const struct pack_profile *p)
{
	return p->extended ? MSG_EXTENDED_MAX : MSG_MAX;
}

/*
 * 4-octet AS_PATH to what an old speaker reads; true when AS_TRANS stands
 * for somebody, so that AS4_PATH must tell.  RFC 6793 4.2.2: segments of a
 * confederation stay out of AS4_PATH.
 */
static bool
path_for_old(struct rbuf path, struct wbuf *path2, struct wbuf *path4)
{
	struct rbuf segment;
	uint32_t as;
	uint8_t type, count;
	bool trans = false;

	while (rbuf_u8(&path, &type) == 0 && rbuf_u8(&path, &count) == 0 &&
	    rbuf_sub(&path, (size_t)count * 4, &segment) == 0) {
		wbuf_u8(path2, type);
		wbuf_u8(path2, count);
		if (type < CONFED_SEQUENCE) {
			wbuf_u8(path4, type);
			wbuf_u8(path4, count);
			wbuf_bytes(path4, segment.p, segment.left);
		}
		while (rbuf_u32(&segment, &as) == 0) {
			wbuf_u16(path2, as > UINT16_MAX ? AS_TRANS :
			    (uint16_t)as);
			trans |= as > UINT16_MAX;
		}
	}
	return trans;
}

static void
aggregator_for_old(struct parts *t)
{
	struct attr *a = &t->v[ATTR_AGGREGATOR];
	struct rbuf b = a->value;
	uint32_t as;

	if (b.left != 8 || rbuf_u32(&b, &as) == -1)
		return;
	if (as > UINT16_MAX) {
		parts_set(t, ATTR_OPTIONAL | ATTR_TRANSITIVE,
		    ATTR_AS4_AGGREGATOR, a->value.p, a->value.left);
		as = AS_TRANS;
	}
	t->aggregator[0] = (uint8_t)(as >> 8);
	t->aggregator[1] = (uint8_t)as;
	memcpy(t->aggregator + 2, b.p, 4);
	a->value = rbuf_of(t->aggregator, sizeof(t->aggregator));
}

/* The local AS so often, then the path that was there. */
static void
parts_path(struct parts *t, const struct pack_profile *p, unsigned times)
{
	struct rbuf path = t->v[ATTR_AS_PATH].value;
	unsigned i;

	if (times > 0) {
		wbuf_u8(&t->own, SEQUENCE);
		wbuf_u8(&t->own, (uint8_t)times);
		for (i = 0; i < times; i++)
			wbuf_u32(&t->own, p->local_as);
	}
	if (t->present[ATTR_AS_PATH])
		wbuf_bytes(&t->own, path.p, path.left);
	parts_set(t, ATTR_TRANSITIVE, ATTR_AS_PATH, t->own.p, t->own.len);
}

/*
 * What a route gets when its text says nothing; a path that was written is
 * sent as it is.
 */
static void
parts_defaults(struct parts *t, const struct pack_profile *p, unsigned times)
{
	static const uint8_t igp = 0;
	static const uint8_t pref[4] = { 0, 0, 0, LOCAL_PREF_DEFAULT };

	if (!t->present[ATTR_ORIGIN])
		parts_set(t, ATTR_TRANSITIVE, ATTR_ORIGIN, &igp, 1);
	if (!t->present[ATTR_AS_PATH])
		times += p->ebgp;
	if (times > 0 || !t->present[ATTR_AS_PATH])
		parts_path(t, p, times < SEGMENT_MAX ? times : SEGMENT_MAX);
	if (p->ebgp)
		t->present[ATTR_LOCAL_PREF] = 0;
	else if (!t->present[ATTR_LOCAL_PREF])
		parts_set(t, ATTR_TRANSITIVE, ATTR_LOCAL_PREF, pref,
		    sizeof(pref));
	if (!p->aigp)
		t->present[ATTR_AIGP] = 0;
}

static void
parts_for_old(struct parts *t)
{
	bool trans;

	trans = path_for_old(t->v[ATTR_AS_PATH].value, &t->path, &t->path4);
	t->v[ATTR_AS_PATH].value = wbuf_view(&t->path);
	if (trans && t->path4.len > 0)
		parts_set(t, ATTR_OPTIONAL | ATTR_TRANSITIVE, ATTR_AS4_PATH,
		    t->path4.p, t->path4.len);
	if (t->present[ATTR_AGGREGATOR])
		aggregator_for_old(t);
}

uint8_t
pack_otc(bool ebgp, uint8_t role)
{
	if (!ebgp)
		return 0;
	return (role_marks_out(role) ? PACK_OTC_MARKS : 0) |
	    (role_stops_out(role) ? PACK_OTC_STOPS : 0);
}

bool
pack_is_stopped(struct rbuf canon, const struct pack_profile *p,
    enum family f)
{
	struct attr a;

	return (p->otc & PACK_OTC_STOPS) != 0 && role_is_about(f) &&
	    attr_find(canon, ATTR_OTC, &a) == 0;
}

/* RFC 9234 5, egress: ours, for it was nobody's before. */
static void
parts_mark(struct parts *t, const struct pack_profile *p)
{
	if ((p->otc & PACK_OTC_MARKS) == 0 || t->present[ATTR_OTC])
		return;
	t->otc[0] = (uint8_t)(p->local_as >> 24);
	t->otc[1] = (uint8_t)(p->local_as >> 16);
	t->otc[2] = (uint8_t)(p->local_as >> 8);
	t->otc[3] = (uint8_t)p->local_as;
	parts_set(t, ATTR_OPTIONAL | ATTR_TRANSITIVE, ATTR_OTC, t->otc,
	    sizeof(t->otc));
}

enum pack_result
pack_attrs(struct wbuf *out, struct rbuf canon,
    const struct pack_profile *p, enum family f, unsigned times)
{
	struct parts t;
	struct attr a;
	size_t at = out->len;
	unsigned i;
	bool failed;

	if (pack_is_stopped(canon, p, f))
		return PACK_NOT_FOR_THEM;
	memset(t.present, 0, sizeof(t.present));
	wbuf_growable(&t.path, ATTR_SET_MAX);
	wbuf_growable(&t.path4, ATTR_SET_MAX);
	wbuf_growable(&t.own, ATTR_SET_MAX);
	while (attr_next(&canon, &a) == 1) {
		t.v[a.type] = a;
		t.present[a.type] = 1;
	}
	t.present[ATTR_NEXT_HOP] = 0;
	t.present[ATTR_MP_REACH] = 0;
	t.present[ATTR_MP_UNREACH] = 0;
	parts_defaults(&t, p, times);
	if (role_is_about(f))
		parts_mark(&t, p);
	if (!p->as4)
		parts_for_old(&t);
	for (i = 0; i < 256; i++)
		if (t.present[i])
			attr_write(out,
			    (uint8_t)(t.v[i].flags & ~ATTR_EXTENDED),
			    (uint8_t)i, t.v[i].value.p, t.v[i].value.left);
	wbuf_free(&t.path);
	wbuf_free(&t.path4);
	wbuf_free(&t.own);
	failed = out->failed || out->len - at > pack_limit(p);
	if (failed)
		wbuf_truncate(out, at);
	return failed ? PACK_TOO_LARGE : PACK_OK;
}

/* IPv4 unicast with an IPv4 next hop stays in the fields of RFC 4271. */
static bool
is_classic(enum family f, const struct nexthop *nh)
{
	return f == FAMILY_IPV4_UNICAST && nh->global.af == ADDR_V4;
}

/* A message being filled: where the lengths go that are known at its end. */
struct filling {
	size_t	begin;
	size_t	mp_len;		/* 0: no MP attribute */
	size_t	attrs_len;
};

static struct filling
mp_begin(struct wbuf *w, uint8_t type, enum family f)
{
	const struct family_info *fi = family_info(f);
	struct filling m;

	m.begin = message_begin(w, MSG_UPDATE);
	wbuf_u16(w, 0);			/* withdrawn routes */
	m.attrs_len = w->len;
	wbuf_u16(w, 0);
	wbuf_u8(w, ATTR_OPTIONAL | ATTR_EXTENDED);
	wbuf_u8(w, type);
	m.mp_len = w->len;
	wbuf_u16(w, 0);
	wbuf_u16(w, fi->afi);
	wbuf_u8(w, fi->safi);
	return m;
}

static void
set_len(struct wbuf *w, size_t at)
{
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
}

/* The MP attribute is complete; what follows are the others. */
static void
mp_end(struct wbuf *w, const struct filling *m)
{
	set_len(w, m->mp_len);
}

/* RFC 4271: NEXT_HOP in its place among ascending attributes. */
static void
write_classic_attrs(struct wbuf *w, struct rbuf attrs,
    const struct nexthop *nh)
{
	struct rbuf rest = attrs;
	struct attr a;
	size_t head = 0;

	while (attr_next(&rest, &a) == 1 && a.type < ATTR_NEXT_HOP)
		head = attrs.left - rest.left;
	wbuf_bytes(w, attrs.p, head);
	attr_write(w, ATTR_TRANSITIVE, ATTR_NEXT_HOP, nh->global.b, 4);
	wbuf_bytes(w, attrs.p + head, attrs.left - head);
}

enum {
	CLASSIC_FIXED	= MSG_HEADER + 2 + 2 + 7,
	MP_FIXED	= MSG_HEADER + 2 + 2 + 4,
};

static unsigned
how_of(const struct pack_profile *p, enum family f)
{
	return (p->add_path_tx >> f & 1) != 0 ? NLRI_ADD_PATH : 0;
}

struct announcing {
	struct wbuf		*w;
	enum family		 f;
	struct rbuf		 attrs;
	const struct nexthop	*nh;
	unsigned		 how;		/* NLRI_* */
	bool			 one_each;
	size_t			 limit;
};

/* One message with as many of v as fit; how many. */
static size_t
announce_classic(const struct announcing *c, const struct nlri *v, size_t n)
{
	struct wbuf *w = c->w;
	size_t begin, at, i = 0;

	begin = message_begin(w, MSG_UPDATE);
	wbuf_u16(w, 0);
	at = w->len;
	wbuf_u16(w, 0);
	write_classic_attrs(w, c->attrs, c->nh);
	set_len(w, at);
	do
		nlri_write(w, &v[i++], c->how);
	while (i < n && !c->one_each && w->len - begin +
	    nlri_write_size(&v[i], c->how) <= c->limit);
	message_end(w, begin);
	return i;
}

static size_t
announce_mp(const struct announcing *c, const struct nlri *v, size_t n)
{
	struct wbuf *w = c->w;
	struct filling m = mp_begin(w, ATTR_MP_REACH, c->f);
	size_t at = w->len, i = 0;

	wbuf_u8(w, 0);
	nexthop_write(w, c->f, c->nh);
	wbuf_set_u8(w, at, (uint8_t)(w->len - at - 1));
	wbuf_u8(w, 0);			/* reserved */
	do
		nlri_write(w, &v[i++], c->how);
	while (i < n && !c->one_each && w->len - m.begin + c->attrs.left +
	    nlri_write_size(&v[i], c->how) <= c->limit);
	mp_end(w, &m);
	wbuf_bytes(w, c->attrs.p, c->attrs.left);
	set_len(w, m.attrs_len);
	message_end(w, m.begin);
	return i;
}

size_t
pack_overhead(enum family f, size_t attrs_len, const struct nexthop *nh)
{
	if (is_classic(f, nh))
		return CLASSIC_FIXED + attrs_len;
	return MP_FIXED + 5 + nexthop_write_size(f, nh) + attrs_len;
}

enum pack_result
pack_check(const struct pack_profile *p, enum family f, size_t attrs_len,
    const struct nexthop *nh)
{
	bool enh = (p->enh_nexthop >> f & 1) != 0;

	if (!nexthop_fits(f, nh, enh) ||
	    (!p->link_local && addr_is_link_local(&nh->global)))
		return PACK_NO_NEXTHOP;
	if (pack_overhead(f, attrs_len, nh) + PACK_NLRI_MAX > pack_limit(p))
		return PACK_TOO_LARGE;
	return PACK_OK;
}

enum pack_result
pack_alone(struct wbuf *w, const struct pack_profile *p,
    struct rbuf wire_attrs, const struct nexthop *nh)
{
	size_t at, begin = message_begin(w, MSG_UPDATE);

	wbuf_u16(w, 0);
	at = w->len;
	wbuf_u16(w, 0);
	if (nh->global.af == ADDR_V4)
		write_classic_attrs(w, wire_attrs, nh);
	else
		wbuf_bytes(w, wire_attrs.p, wire_attrs.left);
	set_len(w, at);
	if (w->failed || w->len - begin > pack_limit(p)) {
		wbuf_truncate(w, begin);
		return PACK_TOO_LARGE;
	}
	message_end(w, begin);
	return PACK_OK;
}

enum pack_result
pack_announce(struct wbuf *w, const struct pack_profile *p, enum family f,
    struct rbuf wire_attrs, const struct nexthop *nh, const struct nlri *v,
    size_t n, bool one_each)
{
	struct announcing c = { .w = w, .f = f, .attrs = wire_attrs, .nh = nh,
	    .how = how_of(p, f),
	    .one_each = one_each || nlri_fills_field(f),
	    .limit = pack_limit(p) };
	enum pack_result r = pack_check(p, f, wire_attrs.left, nh);
	bool classic = is_classic(f, nh);
	size_t i = 0;

	if (r != PACK_OK)
		return r;
	while (i < n)
		i += classic ? announce_classic(&c, v + i, n - i) :
		    announce_mp(&c, v + i, n - i);
	return PACK_OK;
}

void
pack_withdraw(struct wbuf *w, const struct pack_profile *p, enum family f,
    const struct nlri *v, size_t n, bool one_each)
{
	unsigned how = how_of(p, f) | NLRI_WITHDRAW;
	bool alone = one_each || nlri_fills_field(f);
	bool classic = f == FAMILY_IPV4_UNICAST;
	struct filling m = { 0 };
	size_t i = 0, at = 0;
	/* Behind withdrawn routes in the old form: two octets, no attribute. */
	size_t limit = pack_limit(p) - (classic ? 2 : 0);

	while (i < n) {
		if (classic) {
			m.begin = message_begin(w, MSG_UPDATE);
			at = w->len;
			wbuf_u16(w, 0);
		} else
			m = mp_begin(w, ATTR_MP_UNREACH, f);
		do
			nlri_write(w, &v[i++], how);
		while (i < n && !alone && w->len - m.begin +
		    nlri_write_size(&v[i], how) <= limit);
		if (classic) {
			set_len(w, at);
			wbuf_u16(w, 0);
		} else {
			mp_end(w, &m);
			set_len(w, m.attrs_len);
		}
		message_end(w, m.begin);
	}
}

/* RFC 4724 2: an empty UPDATE, or one empty MP_UNREACH. */
void
pack_eor(struct wbuf *w, enum family f)
{
	struct filling m;

	if (f == FAMILY_IPV4_UNICAST) {
		m.begin = message_begin(w, MSG_UPDATE);
		wbuf_u32(w, 0);
	} else {
		m = mp_begin(w, ATTR_MP_UNREACH, f);
		mp_end(w, &m);
		set_len(w, m.attrs_len);
	}
	message_end(w, m.begin);
}

/* RFC 2918 3, RFC 7313 3.2. */
void
pack_refresh(struct wbuf *w, enum family f, uint8_t subtype)
{
	const struct family_info *fi = family_info(f);
	size_t begin = message_begin(w, MSG_REFRESH);

	wbuf_u16(w, fi->afi);
	wbuf_u8(w, subtype);
	wbuf_u8(w, fi->safi);
	message_end(w, begin);
}
