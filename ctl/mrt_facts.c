/* SPDX-License-Identifier: ISC */
/*
 * Attributes of a record.  With 2-octet AS numbers the path is made whole from
 * AS4_PATH (RFC 6793 4.2.3) by the code that does so for a neighbour; when
 * that finds it malformed, it is shown as it stands.
 */
#include <string.h>

#include "mrt_facts.h"
#include "path/attr.h"

/* Those that are read together, for old speakers. */
struct old {
	struct attr	path, aggregator, as4_path, as4_aggregator;
};

void
mrt_facts_init(struct mrt_facts *f)
{
	memset(f, 0, sizeof(*f));
	wbuf_growable(&f->room, 4 * ATTR_SET_MAX);
}

void
mrt_facts_free(struct mrt_facts *f)
{
	wbuf_free(&f->room);
}

bool
mrt_facts_has(const struct mrt_facts *f, uint8_t type)
{
	return type < 64 && (f->present & 1ULL << type) != 0;
}

/* RFC 4271 4.3: AS, address. */
static void
read_aggregator(struct mrt_facts *f, struct rbuf v, bool as4)
{
	uint16_t as2 = 0;

	if (v.left != (as4 ? 8 : 6)) {
		f->present &= ~(1ULL << ATTR_AGGREGATOR);
		return;
	}
	if (as4)
		(void)rbuf_u32(&v, &f->aggregator_as);
	else if (rbuf_u16(&v, &as2) == 0)
		f->aggregator_as = as2;
	(void)rbuf_u32(&v, &f->aggregator);
}

static void
read_one(struct mrt_facts *f, const struct attr *a, bool as4)
{
	struct rbuf v = a->value;

	switch (a->type) {
	case ATTR_ORIGIN:
		(void)rbuf_u8(&v, &f->origin);
		break;
	case ATTR_AS_PATH:
		f->aspath = v;
		break;
	case ATTR_NEXT_HOP:
		(void)rbuf_u32(&v, &f->next_hop);
		break;
	case ATTR_MED:
		(void)rbuf_u32(&v, &f->med);
		break;
	case ATTR_LOCAL_PREF:
		(void)rbuf_u32(&v, &f->local_pref);
		break;
	case ATTR_AGGREGATOR:
		read_aggregator(f, v, as4);
		break;
	case ATTR_COMMUNITIES:
		f->communities = v;
		break;
	case ATTR_EXT_COMMUNITIES:
		f->ext = v;
		break;
	case ATTR_LARGE_COMMUNITIES:
		f->large = v;
		break;
	default:
		break;
	}
}

/* Segments with the same numbers in 4 octets, as far as they are whole. */
static void
widen(struct wbuf *w, struct rbuf path)
{
	struct rbuf as;
	uint8_t type, n;
	uint16_t v;

	while (rbuf_u8(&path, &type) == 0 && rbuf_u8(&path, &n) == 0 &&
	    rbuf_sub(&path, 2U * n, &as) == 0) {
		wbuf_u8(w, type);
		wbuf_u8(w, n);
		while (rbuf_u16(&as, &v) == 0)
			wbuf_u32(w, v);
	}
}

static void
copy_attr(struct wbuf *w, struct rbuf set, uint8_t type)
{
	struct attr a;

	if (attr_find(set, type, &a) == 0)
		attr_write(w, a.flags & (uint8_t)~ATTR_EXTENDED, a.type,
		    a.value.p, a.value.left);
}

/* The real numbers of an old speaker's path.  False: they are not there. */
static bool
merge(struct mrt_facts *f, struct rbuf set)
{
	static const struct attr_profile old;
	struct attr_summary sum;
	struct attr_report why;
	struct attr a;
	struct rbuf canon;
	size_t begin;

	copy_attr(&f->room, set, ATTR_AS_PATH);
	copy_attr(&f->room, set, ATTR_AGGREGATOR);
	copy_attr(&f->room, set, ATTR_AS4_PATH);
	copy_attr(&f->room, set, ATTR_AS4_AGGREGATOR);
	begin = f->room.len;
	/* The canonical form is appended: it may move what it reads. */
	if (f->room.failed || wbuf_reserve(&f->room, 3 * begin) == NULL)
		return false;
	wbuf_truncate(&f->room, begin);
	if (attr_set_check(rbuf_of(f->room.p, begin), &old, &f->room, &sum,
	    &why) != OUTCOME_OK || f->room.len == begin)
		return false;
	canon = rbuf_of(f->room.p + begin, f->room.len - begin);
	if (attr_find(canon, ATTR_AS_PATH, &a) == 0)
		f->aspath = a.value;
	if (attr_find(canon, ATTR_AGGREGATOR, &a) == 0)
		read_aggregator(f, a.value, true);
	return true;
}

void
mrt_facts_read(struct mrt_facts *f, const struct mrt_set *set)
{
	const uint64_t as4 = 1ULL << ATTR_AS4_PATH |
	    1ULL << ATTR_AS4_AGGREGATOR;
	const struct wbuf room = f->room;
	struct rbuf b;
	struct attr a;

	*f = (struct mrt_facts){ .room = room };
	if (set == NULL)
		return;
	b = set->octets;
	while (attr_next(&b, &a) == 1) {
		if (a.type < 64)
			f->present |= 1ULL << a.type;
		read_one(f, &a, set->as4);
	}
	if (set->as4)
		return;
	wbuf_reset(&f->room);
	if ((f->present & as4) != 0 && merge(f, set->octets))
		return;
	wbuf_reset(&f->room);
	widen(&f->room, f->aspath);
	f->aspath = wbuf_view(&f->room);
}

const char *
mrt_set_canonical(const struct mrt_set *set, struct wbuf *w)
{
	/* As from within a confederation: nothing is left out. */
	const struct attr_profile all = { .as4 = set->as4, .confed = 1,
	    .aigp = 1, .prefix_sid = 1 };
	struct attr_summary sum;
	struct attr_report why;

	return attr_set_check(set->octets, &all, w, &sum, &why) ==
	    OUTCOME_OK ? NULL : why.why;
}
