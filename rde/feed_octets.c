/* SPDX-License-Identifier: ISC */
/*
 * Programs that ask for octets get them of what is told from the table too,
 * as some neighbour could have sent it (RFC 4271 4.3, RFC 4760 3 and 4).
 */
#include "bgp/message.h"
#include "feed_octets.h"
#include "path/attr.h"

/* The NLRI of one run that were passed, appended to room. */
static bool
passed_of_run(const struct program_feed *pf, uint16_t peer,
    const struct event_run *r, struct wbuf *room)
{
	struct rbuf field = r->nlri, at;
	uint8_t octets[NLRI_ROOM];
	bool whole = true;
	struct wbuf key;
	struct nlri n;
	int res;

	wbuf_fixed(&key, octets, sizeof(octets));
	for (; field.left > 0; wbuf_reset(&key)) {
		at = field;
		res = nlri_read(&field, r->family, event_run_how(r), &n,
		    &key);
		if (res == -1)
			break;
		if (res == 1)
			continue;
		if (feed_walk_passed(pf, &n, peer))
			wbuf_bytes(room, at.p, at.left - field.left);
		else
			whole = false;
	}
	return whole;
}

bool
feed_octets_passed(const struct program_feed *pf, uint16_t peer,
    struct event_update *u, struct wbuf *room, bool *whole)
{
	size_t begin[EVENT_RUNS + 1];
	unsigned i, kept = 0;
	bool none;

	wbuf_reset(room);
	*whole = true;
	for (i = 0; i < u->nruns; i++) {
		begin[i] = room->len;
		*whole &= passed_of_run(pf, peer, &u->run[i], room);
	}
	begin[i] = room->len;
	for (i = 0; i < u->nruns; i++) {
		if (begin[i + 1] == begin[i])
			continue;
		u->run[kept] = u->run[i];
		u->run[kept++].nlri = rbuf_of(room->p + begin[i],
		    begin[i + 1] - begin[i]);
	}
	/* Attributes alone are of no prefix that the walk is to come to. */
	none = u->nruns == 0;
	u->nruns = kept;
	return kept > 0 || none;
}

static void
plain_runs(struct wbuf *w, const struct event_update *u, bool withdraw)
{
	unsigned i;

	for (i = 0; i < u->nruns; i++)
		if (!u->run[i].mp && u->run[i].withdraw == withdraw)
			wbuf_bytes(w, u->run[i].nlri.p, u->run[i].nlri.left);
}

/* MP_REACH_NLRI and MP_UNREACH_NLRI, with extended length. */
static void
mp_run(struct wbuf *w, const struct event_run *r)
{
	const struct family_info *fi = family_info(r->family);
	size_t len_at, at;

	wbuf_u8(w, ATTR_OPTIONAL | ATTR_EXTENDED);
	wbuf_u8(w, r->withdraw ? ATTR_MP_UNREACH : ATTR_MP_REACH);
	len_at = w->len;
	wbuf_u16(w, 0);
	wbuf_u16(w, fi->afi);
	wbuf_u8(w, fi->safi);
	if (!r->withdraw) {
		at = w->len;
		wbuf_u8(w, 0);
		nexthop_write(w, r->family, &r->nexthop);
		wbuf_set_u8(w, at, (uint8_t)(w->len - at - 1));
		wbuf_u8(w, 0);		/* reserved */
	}
	wbuf_bytes(w, r->nlri.p, r->nlri.left);
	wbuf_set_u16(w, len_at, (uint16_t)(w->len - len_at - 2));
}

/* As they came, which may be without what we added. */
static struct rbuf
attrs_of(const struct event_update *u)
{
	unsigned i;

	for (i = 0; i < u->nruns; i++)
		if (u->run[i].attrs.left > 0)
			return u->run[i].attrs;
	return u->attrs;
}

struct rbuf
feed_octets_message(struct wbuf *w, const struct event_update *u)
{
	struct rbuf attrs = attrs_of(u);
	size_t begin, at;
	unsigned i;

	wbuf_reset(w);
	begin = message_begin(w, MSG_UPDATE);
	at = w->len;
	wbuf_u16(w, 0);
	plain_runs(w, u, true);
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
	at = w->len;
	wbuf_u16(w, 0);
	for (i = 0; i < u->nruns; i++)
		if (u->run[i].mp)
			mp_run(w, &u->run[i]);
	wbuf_bytes(w, attrs.p, attrs.left);
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
	plain_runs(w, u, false);
	if (w->failed || w->len > MSG_EXTENDED_MAX)
		return rbuf_of(NULL, 0);
	message_end(w, begin);
	return wbuf_view(w);
}
