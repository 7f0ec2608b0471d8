/* SPDX-License-Identifier: ISC */
/*
 * show mrt with -j: an object a line, for a file has no end that one could
 * wait for.  Keys are those of show rib where they say the same; what a record
 * does not hold has no key.
 */
#include "bgp/message.h"
#include "labels.h"
#include "mrt_line.h"
#include "mrt_show.h"
#include "nlri_said.h"
#include "output_json_rib.h"
#include "path/attr.h"
#include "put.h"

enum { PIECE = 256 };

static const char *const events[MRT_KINDS] = {
	[MRT_ROUTE] = "route", [MRT_ANNOUNCE] = "announce",
	[MRT_WITHDRAW] = "withdraw", [MRT_EOR] = "eor",
	[MRT_STATE] = "state", [MRT_MESSAGE] = "message",
	[MRT_PEER] = "peer",
};

static void
put_address(struct json *j, const char *name, const struct addr *a)
{
	char buf[ADDR_TEXT];

	if (a->af != ADDR_NONE)
		json_string(j, name, addr_print(a, buf, sizeof(buf)));
}

static void
put_id(struct json *j, const char *name, uint32_t id)
{
	struct addr a = addr_v4(id);

	put_address(j, name, &a);
}

static void
put_octets(struct json *j, const char *name, struct rbuf v)
{
	struct wbuf w;

	wbuf_growable(&w, 2 * UINT16_MAX);
	put_hex(&w, v);
	json_string_n(j, name, w.p, w.len);
	wbuf_free(&w);
}

static void
put_record(struct json *j, const struct mrt_item *i)
{
	const struct mrt_record *r = i->r;

	json_string(j, "event", events[i->kind]);
	json_uint(j, "time", r->time);
	if (r->type == MRT_BGP4MP_ET)
		json_uint(j, "usec", r->usec);
	json_string(j, "type", mrt_type_name(r->type));
	json_string(j, "subtype", mrt_subtype_name(r->type, r->subtype));
	json_uint(j, "record", r->number);
	if (i->sent)
		json_bool(j, "sent", true);
}

static void
put_neighbor(struct json *j, const struct mrt_item *i)
{
	json_object(j, "neighbor", true);
	put_address(j, "remote_addr", &i->peer->addr);
	json_uint(j, "remote_as", i->peer->as);
	if (i->peer->has_id)
		put_id(j, "bgp_id", i->peer->id);
	if (i->local != NULL) {
		put_address(j, "local_addr", &i->local->addr);
		json_uint(j, "local_as", i->local->as);
	}
	json_end(j);
}

/* As those of a family by number; AFI or SAFI is 0, which none has. */
static void
put_unknown(struct json *j, const struct mrt_item *i)
{
	struct wbuf w;

	wbuf_growable(&w, 2 + 2 * UINT16_MAX);
	wbuf_str(&w, "0x");
	put_hex(&w, i->field);
	json_object(j, "nlri", true);
	json_uint(j, "afi", i->afi);
	json_uint(j, "safi", i->safi);
	json_string_n(j, "nlri", w.p, w.len);
	json_end(j);
	wbuf_free(&w);
}

static void
put_nlri(struct json *j, const struct mrt_item *i)
{
	uint8_t buf[PIECE];
	char name[LABEL_ADDR];
	struct wbuf w;
	struct nlri n;

	json_string(j, "family", family_name(i->afi, i->safi, name,
	    sizeof(name)));
	if (i->kind == MRT_EOR)
		return;
	if (i->family == FAMILY_NONE) {
		put_unknown(j, i);
		return;
	}
	if (family_info(i->family)->keyed) {
		n = i->nlri;
		n.has_path_id = 0;
		nlri_said_object(j, &n, i->kind == MRT_WITHDRAW);
	} else {
		wbuf_fixed(&w, buf, sizeof(buf));
		mrt_put_nlri(&w, i);
		json_string_n(j, "prefix", w.p, w.len);
	}
	if (i->add_path)
		json_uint(j, "path_id", i->nlri.path_id);
}

static void
put_path(struct mrt_show *s, struct json *j, const struct mrt_item *i)
{
	struct addr nh = mrt_show_nexthop(s, i);
	struct path_facts f;
	struct rbuf set;

	set = mrt_show_set(s, i, &f);
	json_aspath(j, s->facts.aspath);
	if (i->nexthop.octets.left > 0)
		json_nexthop(j, "exit_nexthop", i->nexthop.octets);
	else
		put_address(j, "exit_nexthop", &nh);
	if (i->nexthop.global.af != ADDR_NONE)
		put_address(j, "link_local_nexthop", &i->nexthop.link_local);
	if (mrt_facts_has(&s->facts, ATTR_ORIGIN))
		json_string(j, "origin", origin_name(s->facts.origin));
	if (mrt_facts_has(&s->facts, ATTR_MED))
		json_uint(j, "metric", s->facts.med);
	if (mrt_facts_has(&s->facts, ATTR_LOCAL_PREF))
		json_uint(j, "localpref", s->facts.local_pref);
	if (i->kind == MRT_ROUTE)
		json_uint(j, "originated", i->originated);
	json_attributes(j, set, &f);
	if (s->kept_why != NULL) {
		json_string(j, "malformed", s->kept_why);
		put_octets(j, "raw_attributes", i->set->octets);
	}
}

static void
put_message(struct json *j, const struct mrt_item *i)
{
	char type[16];

	if (i->why != NULL)
		json_string(j, "malformed", i->why);
	else
		json_string(j, "message_type", message_type_name(
		    message_type(i->message.p), type, sizeof(type)));
	put_octets(j, "message", i->message);
}

void
mrt_show_json(struct mrt_show *s, const struct mrt_item *i)
{
	struct json j;

	json_init(&j, &s->o->w, true);
	json_object(&j, NULL, true);
	put_record(&j, i);
	if (i->kind == MRT_PEER)
		json_uint(&j, "index", i->index);
	put_neighbor(&j, i);
	switch (i->kind) {
	case MRT_ROUTE:
	case MRT_ANNOUNCE:
		put_nlri(&j, i);
		put_path(s, &j, i);
		break;
	case MRT_WITHDRAW:
	case MRT_EOR:
		put_nlri(&j, i);
		break;
	case MRT_STATE:
		json_string(&j, "old_state",
		    mrt_show_state(i->old_state));
		json_string(&j, "new_state",
		    mrt_show_state(i->new_state));
		break;
	case MRT_MESSAGE:
		put_message(&j, i);
		break;
	case MRT_PEER:
	case MRT_KINDS:
		break;
	}
	json_finish(&j);
}
