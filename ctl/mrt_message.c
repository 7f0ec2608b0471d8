/* SPDX-License-Identifier: ISC */
/*
 * BGP4MP (RFC 6396 4.4, RFC 8050 3): messages and changes of state between a
 * collector and its peers.  An UPDATE becomes an item for each NLRI: what is
 * withdrawn first, and within each the RFC 4271 field before the MP one.
 * Attributes are not judged here.
 */
#include "bgp/message.h"
#include "mrt_state.h"
#include "update/split.h"

/* How a record is read. */
enum { AS4 = 1, LOCAL = 2, ADD_PATH = 4 };

struct session {
	struct mrt_peer	peer;
	struct mrt_peer	local;
};

static int
read_session(struct rbuf *b, bool as4, struct session *s)
{
	uint16_t afi;
	uint8_t af;

	*s = (struct session){ 0 };
	if (mrt_read_as(b, as4, &s->peer.as) == -1 ||
	    mrt_read_as(b, as4, &s->local.as) == -1 ||
	    rbuf_skip(b, 2) == -1 ||		/* interface */
	    rbuf_u16(b, &afi) == -1 ||
	    (af = family_af(afi)) == ADDR_NONE)
		return -1;
	if (mrt_read_addr(b, af, &s->peer.addr) == -1 ||
	    mrt_read_addr(b, af, &s->local.addr) == -1)
		return -1;
	return 0;
}

static void
read_state(struct mrt *m, const struct mrt_record *r, unsigned how)
{
	struct mrt_item i = { .kind = MRT_STATE, .r = r,
	    .family = FAMILY_NONE };
	struct rbuf b = r->body;
	struct session s;

	if (read_session(&b, (how & AS4) != 0, &s) == -1 ||
	    rbuf_u16(&b, &i.old_state) == -1 ||
	    rbuf_u16(&b, &i.new_state) == -1) {
		mrt_bad(m, "STATE_CHANGE is too short, or of no known "
		    "address family");
		return;
	}
	i.peer = &s.peer;
	i.local = &s.local;
	mrt_put(m, &i);
}

/* An item of this message that is about a family. */
static struct mrt_item
of_family(const struct mrt_item *base, enum mrt_kind kind, uint16_t afi,
    uint8_t safi)
{
	struct mrt_item i = *base;

	i.kind = kind;
	i.afi = afi;
	i.safi = safi;
	i.family = family_by_number(afi, safi);
	return i;
}

static void
withdraws(struct mrt *m, const struct mrt_item *base,
    const struct update_parts *u)
{
	struct mrt_item i;

	if (u->withdrawn.left > 0) {
		i = of_family(base, MRT_WITHDRAW, AFI_IPV4, SAFI_UNICAST);
		mrt_put_field(m, &i, u->withdrawn);
	}
	if (u->unreach.present && u->unreach.nlri.left > 0) {
		i = of_family(base, MRT_WITHDRAW, u->unreach.afi,
		    u->unreach.safi);
		mrt_put_field(m, &i, u->unreach.nlri);
	}
}

static void
announces(struct mrt *m, const struct mrt_item *base,
    const struct update_parts *u, struct mrt_set *set)
{
	struct mrt_item i;

	set->serial = ++m->serial;
	if (u->nlri.left > 0) {
		i = of_family(base, MRT_ANNOUNCE, AFI_IPV4, SAFI_UNICAST);
		i.set = set;
		mrt_put_field(m, &i, u->nlri);
	}
	set->serial = ++m->serial;
	if (u->reach.present && u->reach.nlri.left > 0) {
		i = of_family(base, MRT_ANNOUNCE, u->reach.afi,
		    u->reach.safi);
		i.set = set;
		if (i.family != FAMILY_NONE && nexthop_read(u->reach.nexthop,
		    i.family, true, &i.nexthop) == -1)
			mrt_bad(m, "malformed next hop in MP_REACH_NLRI");
		mrt_put_field(m, &i, u->reach.nlri);
	}
}

/* All attributes but the MP ones, in one piece. */
static struct rbuf
other_attrs(struct mrt *m, const struct update_parts *u)
{
	unsigned n;

	if (u->nruns == 1)
		return u->run[0];
	wbuf_reset(&m->room);
	for (n = 0; n < u->nruns; n++)
		wbuf_bytes(&m->room, u->run[n].p, u->run[n].left);
	return wbuf_view(&m->room);
}

static void
broken(struct mrt *m, struct mrt_item *i, const char *why)
{
	i->kind = MRT_MESSAGE;
	i->why = why;
	mrt_bad(m, why);
	mrt_put(m, i);
}

static void
read_update(struct mrt *m, struct mrt_item *base, struct rbuf body, bool as4)
{
	struct mrt_set set = { .as4 = as4 };
	struct update_parts u;
	struct attr_report why;
	struct mrt_item i;
	uint16_t afi;
	uint8_t safi;

	if (update_split(body, &u) == -1) {
		broken(m, base, "a length runs past the UPDATE");
		return;
	}
	if (update_spans(&u, &why) != OUTCOME_OK) {
		broken(m, base, why.why);
		return;
	}
	if (update_is_eor(&u, &afi, &safi)) {
		i = of_family(base, MRT_EOR, afi, safi);
		mrt_put(m, &i);
		return;
	}
	set.octets = other_attrs(m, &u);
	withdraws(m, base, &u);
	announces(m, base, &u, &set);
}

static void
read_message(struct mrt *m, const struct mrt_record *r, unsigned how)
{
	struct mrt_item i = { .kind = MRT_MESSAGE, .r = r,
	    .family = FAMILY_NONE, .sent = (how & LOCAL) != 0,
	    .add_path = (how & ADD_PATH) != 0 };
	struct rbuf b = r->body;
	struct session s;
	uint16_t len;

	if (read_session(&b, (how & AS4) != 0, &s) == -1) {
		mrt_bad(m, "MESSAGE is too short, or of no known address "
		    "family");
		return;
	}
	i.peer = &s.peer;
	i.local = &s.local;
	i.message = b;
	if (b.left < MSG_HEADER || (len = message_len(b.p)) < MSG_HEADER ||
	    len > b.left) {
		broken(m, &i, "the message is shorter than its header says");
		return;
	}
	i.message.left = len;
	b.left = len;
	(void)rbuf_skip(&b, MSG_HEADER);
	if (message_type(i.message.p) == MSG_UPDATE)
		read_update(m, &i, b, (how & AS4) != 0);
	else
		mrt_put(m, &i);
}

static const struct mrt_subtype subtypes[] = {
	[0] = { "STATE_CHANGE", read_state, 0 },
	[1] = { "MESSAGE", read_message, 0 },
	[4] = { "MESSAGE_AS4", read_message, AS4 },
	[5] = { "STATE_CHANGE_AS4", read_state, AS4 },
	[6] = { "MESSAGE_LOCAL", read_message, LOCAL },
	[7] = { "MESSAGE_AS4_LOCAL", read_message, AS4 | LOCAL },
	[8] = { "MESSAGE_ADDPATH", read_message, ADD_PATH },
	[9] = { "MESSAGE_AS4_ADDPATH", read_message, AS4 | ADD_PATH },
	[10] = { "MESSAGE_LOCAL_ADDPATH", read_message, LOCAL | ADD_PATH },
	[11] = { "MESSAGE_AS4_LOCAL_ADDPATH", read_message,
	    AS4 | LOCAL | ADD_PATH },
};

const struct mrt_subtype *
mrt_message_subtype(uint16_t subtype)
{
	return subtype < sizeof(subtypes) / sizeof(subtypes[0]) &&
	    subtypes[subtype].read != NULL ? &subtypes[subtype] : NULL;
}
