/* SPDX-License-Identifier: ISC */
/*
 * bgpdump -m says of a route
 *
 *	FORMAT|time|B or A|peer|AS|prefix[|path id]|AS path|origin|next hop|
 *	LOCAL_PREF|MED|communities|AG or NAG|aggregator|
 *
 * of a withdraw what stands up to the prefix, and of a session the numbers of
 * its states.  What is absent is 0, or nothing.  There is no line for other
 * messages, nor for End-of-RIB.
 */
#include "mrt_line.h"
#include "nlri_said.h"
#include "path/attr.h"
#include "put.h"

static const char kinds[MRT_KINDS] = {
	[MRT_ROUTE] = 'B', [MRT_ANNOUNCE] = 'A', [MRT_WITHDRAW] = 'W',
};

/* The first word: what the record is, and how its NLRI are to be read. */
static void
put_format(struct wbuf *w, const struct mrt_item *i)
{
	if (i->kind == MRT_ROUTE) {
		wbuf_str(w, i->r->type == MRT_TABLE_DUMP ? "TABLE_DUMP" :
		    "TABLE_DUMP2");
	} else {
		wbuf_bytes(w, "BGP4MP", 6);
		if (i->r->type == MRT_BGP4MP_ET)
			wbuf_bytes(w, "_ET", 3);
		if (i->sent)
			wbuf_bytes(w, "_LOCAL", 6);
	}
	if (i->add_path)
		wbuf_bytes(w, "_AP", 3);
}

static void
put_time(struct wbuf *w, const struct mrt_item *i)
{
	put_uint(w, i->r->time);
	if (i->r->type == MRT_BGP4MP_ET)
		wbuf_printf(w, ".%06u", i->r->usec);
}

static void
put_peer(struct wbuf *w, const struct mrt_peer *p)
{
	put_addr(w, &p->addr);
	wbuf_u8(w, '|');
	put_uint(w, p->as);
	wbuf_u8(w, '|');
}

void
mrt_put_nlri(struct wbuf *w, const struct mrt_item *i)
{
	struct nlri n = i->nlri;

	if (i->family == FAMILY_NONE)
		put_hex(w, i->field);
	else if (!family_info(i->family)->keyed)
		put_prefix(w, n.prefix.af, n.prefix.b, n.prefix.len);
	else {
		n.has_path_id = 0;
		nlri_said_words(w, &n);
	}
}

static void
put_nlri(struct wbuf *w, const struct mrt_item *i)
{
	mrt_put_nlri(w, i);
	if (i->add_path) {
		wbuf_u8(w, '|');
		put_uint(w, i->nlri.path_id);
	}
}

bool
mrt_line_head(struct wbuf *w, const struct mrt_item *i)
{
	bool state = i->kind == MRT_STATE;

	if (!state && (kinds[i->kind] == 0 || i->family == FAMILY_NONE))
		return false;
	put_format(w, i);
	wbuf_u8(w, '|');
	put_time(w, i);
	wbuf_u8(w, '|');
	if (state)
		wbuf_bytes(w, "STATE", 5);
	else
		wbuf_u8(w, (uint8_t)kinds[i->kind]);
	wbuf_u8(w, '|');
	put_peer(w, i->peer);
	if (state) {
		put_uint(w, i->old_state);
		wbuf_u8(w, '|');
		put_uint(w, i->new_state);
	} else
		put_nlri(w, i);
	if (state || i->kind == MRT_WITHDRAW)
		wbuf_u8(w, '\n');
	return true;
}

/* By the type of a segment: RFC 4271 4.3, RFC 5065 3. */
static const struct {
	const char	*open, *close;
	char		 between;
} segments[] = {
	{ "?", "?", ' ' }, { "{", "}", ',' }, { "", "", ' ' },
	{ "(", ")", ' ' }, { "[", "]", ',' },
};

static void
put_path(struct wbuf *w, struct rbuf path)
{
	uint8_t type, n;
	struct rbuf as;
	uint32_t v;
	bool first;
	size_t begin = w->len;

	while (rbuf_u8(&path, &type) == 0 && rbuf_u8(&path, &n) == 0 &&
	    rbuf_sub(&path, 4U * n, &as) == 0) {
		if (type >= sizeof(segments) / sizeof(segments[0]))
			type = 0;
		if (w->len > begin)
			wbuf_u8(w, ' ');
		wbuf_str(w, segments[type].open);
		for (first = true; rbuf_u32(&as, &v) == 0; first = false) {
			if (!first)
				wbuf_u8(w, (uint8_t)segments[type].between);
			put_uint(w, v);
		}
		wbuf_str(w, segments[type].close);
	}
}

static void
put_community(struct wbuf *w, uint32_t c)
{
	static const char *const well_known[] = {	/* RFC 1997 */
		"no-export", "no-advertise", "local-AS",
	};
	uint32_t n = c - 0xffffff01;

	if (n < sizeof(well_known) / sizeof(well_known[0])) {
		wbuf_str(w, well_known[n]);
		return;
	}
	put_uint(w, c >> 16);
	wbuf_u8(w, ':');
	put_uint(w, c & 0xffff);
}

static void
put_communities(struct wbuf *w, struct rbuf b)
{
	uint32_t c;
	bool first;

	for (first = true; rbuf_u32(&b, &c) == 0; first = false) {
		if (!first)
			wbuf_u8(w, ' ');
		put_community(w, c);
	}
}

static void
put_nexthop(struct wbuf *w, const struct mrt_item *i,
    const struct mrt_facts *f)
{
	if (!nexthop_is_none(&i->nexthop))
		nexthop_print(w, &i->nexthop);
	else if (mrt_facts_has(f, ATTR_NEXT_HOP))
		put_ipv4(w, f->next_hop);
}

void
mrt_line_tail(struct wbuf *w, const struct mrt_item *i,
    const struct mrt_facts *f)
{
	static const char *const origins[] = { "IGP", "EGP", "INCOMPLETE" };
	unsigned origin = f->origin;

	if (!mrt_facts_has(f, ATTR_ORIGIN) || origin > 2)
		origin = 2;
	wbuf_u8(w, '|');
	put_path(w, f->aspath);
	wbuf_u8(w, '|');
	wbuf_str(w, origins[origin]);
	wbuf_u8(w, '|');
	put_nexthop(w, i, f);
	wbuf_u8(w, '|');
	put_uint(w, f->local_pref);
	wbuf_u8(w, '|');
	put_uint(w, f->med);
	wbuf_u8(w, '|');
	put_communities(w, f->communities);
	wbuf_str(w, mrt_facts_has(f, ATTR_ATOMIC_AGGREGATE) ? "|AG|" :
	    "|NAG|");
	if (mrt_facts_has(f, ATTR_AGGREGATOR)) {
		put_uint(w, f->aggregator_as);
		wbuf_u8(w, ' ');
		put_ipv4(w, f->aggregator);
	}
	wbuf_bytes(w, "|\n", 2);
}
