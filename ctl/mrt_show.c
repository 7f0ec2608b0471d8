/* SPDX-License-Identifier: ISC */
/*
 * Items on their way to a form.  Many NLRI of one UPDATE share attributes:
 * what a form makes of these is made once.
 */
#include "labels.h"
#include "mrt_line.h"
#include "mrt_show.h"
#include "path/attr.h"
#include "put.h"

/* False: it has been kept. */
static bool
is_new(struct mrt_show *s, const struct mrt_item *i)
{
	if (i->set != NULL && s->kept_serial == i->set->serial)
		return false;
	s->kept_serial = i->set == NULL ? 0 : i->set->serial;
	wbuf_reset(&s->kept);
	return true;
}

void
mrt_show_line(struct mrt_show *s, const struct mrt_item *i)
{
	if (!mrt_line_head(&s->o->w, i) ||
	    (i->kind != MRT_ROUTE && i->kind != MRT_ANNOUNCE))
		return;
	if (is_new(s, i))
		mrt_line_tail(&s->kept, i, &s->facts);
	wbuf_bytes(&s->o->w, s->kept.p, s->kept.len);
}

struct rbuf
mrt_show_set(struct mrt_show *s, const struct mrt_item *i,
    struct path_facts *f)
{
	if (is_new(s, i) && i->set != NULL)
		s->kept_why = mrt_set_canonical(i->set, &s->kept);
	path_facts_read(f, wbuf_view(&s->kept));
	return wbuf_view(&s->kept);
}

struct addr
mrt_show_nexthop(const struct mrt_show *s, const struct mrt_item *i)
{
	if (i->nexthop.global.af != ADDR_NONE)
		return i->nexthop.global;
	if (i->nexthop.link_local.af != ADDR_NONE)
		return i->nexthop.link_local;
	if (mrt_facts_has(&s->facts, ATTR_NEXT_HOP))
		return addr_v4(s->facts.next_hop);
	return (struct addr){ .af = ADDR_NONE };
}

const char *
mrt_show_state(uint16_t state)
{
	if (state == 7)
		return "Clearing";
	if (state == 8)
		return "Deleted";
	return state_name(state > UINT8_MAX ? UINT8_MAX : (uint8_t)state);
}

/* --- the table of peers --- */

void
mrt_show_peer(struct mrt_show *s, const struct mrt_item *i)
{
	struct wbuf *w = &s->o->w;
	size_t start;

	if (i->kind != MRT_PEER)
		return;
	put_uint_right(w, i->index, 5);
	wbuf_u8(w, ' ');
	start = w->len;
	put_addr(w, &i->peer->addr);
	put_pad(w, start, 39);
	wbuf_u8(w, ' ');
	put_uint_right(w, i->peer->as, 10);
	wbuf_u8(w, ' ');
	put_ipv4(w, i->peer->id);
	wbuf_u8(w, '\n');
}
