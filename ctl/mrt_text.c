/* SPDX-License-Identifier: ISC */
/*
 * show mrt ... detail: everything about each item, in the layout of show rib
 * detail.  Moments are absolute, in UTC.
 */
#include <stdio.h>

#include "bgp/message.h"
#include "labels.h"
#include "mrt_line.h"
#include "mrt_show.h"
#include "output_text_rib.h"
#include "path/attr.h"
#include "put.h"
#include "stamp.h"

static void
end_line(struct mrt_show *s)
{
	wbuf_u8(&s->o->w, s->o->cmd->ssv ? ';' : '\n');
}

static void
put_stamp(struct mrt_show *s, uint32_t time, uint32_t usec)
{
	char buf[STAMP_TEXT];

	wbuf_str(&s->o->w, stamp_utc((int64_t)time * 1000 +
	    usec % 1000000 / 1000, buf));
}

static void
put_neighbor(struct wbuf *w, const struct mrt_peer *p)
{
	put_addr(w, &p->addr);
	wbuf_str(w, " (AS ");
	put_uint(w, p->as);
	wbuf_u8(w, ')');
}

static void
put_path_neighbor(struct wbuf *w, const struct mrt_item *i)
{
	put_neighbor(w, i->peer);
	if (i->add_path) {
		wbuf_str(w, " Path-Id: ");
		put_uint(w, i->nlri.path_id);
	}
}

/* AS path, next hop and so on, of what is not withdrawn. */
static void
put_path(struct mrt_show *s, const struct mrt_item *i)
{
	struct wbuf *w = &s->o->w;
	struct addr nh = mrt_show_nexthop(s, i);
	struct path_facts f;
	struct rbuf set;

	set = mrt_show_set(s, i, &f);
	if (s->facts.aspath.left > 0) {
		wbuf_str(w, "    ");
		aspath_print(w, s->facts.aspath);
		end_line(s);
	}
	wbuf_str(w, "    Nexthop ");
	if (i->nexthop.octets.left > 0)
		nexthop_print(w, &i->nexthop);
	else
		put_addr(w, &nh);
	wbuf_str(w, " Neighbor ");
	put_path_neighbor(w, i);
	end_line(s);
	wbuf_printf(w, "    Origin %s",
	    origin_name(mrt_facts_has(&s->facts, ATTR_ORIGIN) ?
	    s->facts.origin : 255));
	if (mrt_facts_has(&s->facts, ATTR_MED))
		wbuf_printf(w, ", metric %u", s->facts.med);
	if (mrt_facts_has(&s->facts, ATTR_LOCAL_PREF))
		wbuf_printf(w, ", localpref %u", s->facts.local_pref);
	end_line(s);
	wbuf_str(w, "    Last update: ");
	if (i->kind == MRT_ROUTE)
		put_stamp(s, i->originated, 0);
	else
		put_stamp(s, i->r->time, i->r->usec);
	end_line(s);
	if (s->kept_why != NULL) {
		wbuf_printf(w, "    Malformed: %s", s->kept_why);
		end_line(s);
	}
	text_attributes(s->o, set, &f);
}

static void
put_route(struct mrt_show *s, const struct mrt_item *i)
{
	static const char *const heads[MRT_KINDS] = {
		[MRT_ROUTE] = "BGP routing table entry for ",
		[MRT_ANNOUNCE] = "Announcement of ",
		[MRT_WITHDRAW] = "Withdrawal of ",
	};
	struct wbuf *w = &s->o->w;
	char name[LABEL_ADDR];

	if (!s->o->cmd->ssv)
		wbuf_u8(w, '\n');
	wbuf_str(w, heads[i->kind]);
	mrt_put_nlri(w, i);
	if (i->safi != SAFI_UNICAST || family_af(i->afi) == ADDR_NONE)
		wbuf_printf(w, " (%s)", family_name(i->afi, i->safi, name,
		    sizeof(name)));
	end_line(s);
	if (i->kind != MRT_WITHDRAW)
		put_path(s, i);
	else {
		wbuf_str(w, "    Neighbor ");
		put_path_neighbor(w, i);
		end_line(s);
		wbuf_str(w, "    Last update: ");
		put_stamp(s, i->r->time, i->r->usec);
		end_line(s);
	}
	if (s->o->cmd->ssv)
		wbuf_u8(w, '\n');
}

static void
put_message(struct wbuf *w, const struct mrt_item *i)
{
	char type[16];

	if (i->why != NULL)
		wbuf_printf(w, "%s: ", i->why);
	else
		wbuf_str(w, message_type_name(message_type(i->message.p), type,
		    sizeof(type)));
	wbuf_u8(w, ' ');
	put_hex(w, i->message);
}

/* What is not a route: a line with the moment in front. */
static void
put_other(struct mrt_show *s, const struct mrt_item *i)
{
	struct wbuf *w = &s->o->w;
	char name[LABEL_ADDR];

	if (!s->o->cmd->ssv)
		wbuf_u8(w, '\n');
	put_stamp(s, i->r->time, i->r->usec);
	wbuf_str(w, i->sent ? " to neighbor " : " neighbor ");
	put_neighbor(w, i->peer);
	wbuf_str(w, ": ");
	if (i->kind == MRT_STATE)
		wbuf_printf(w, "%s to %s", mrt_show_state(i->old_state),
		    mrt_show_state(i->new_state));
	else if (i->kind == MRT_EOR)
		wbuf_printf(w, "End-of-RIB of %s", family_name(i->afi,
		    i->safi, name, sizeof(name)));
	else if (i->kind == MRT_PEER) {
		wbuf_printf(w, "number %u of the peer table, identifier ",
		    i->index);
		put_ipv4(w, i->peer->id);
	} else
		put_message(w, i);
	wbuf_u8(w, '\n');
}

void
mrt_show_text(struct mrt_show *s, const struct mrt_item *i)
{
	if (i->kind == MRT_ROUTE || i->kind == MRT_ANNOUNCE ||
	    i->kind == MRT_WITHDRAW)
		put_route(s, i);
	else
		put_other(s, i);
}
