/* SPDX-License-Identifier: ISC */
/*
 * A BGP4MP_ET record for each message: its sub-second time keeps the order
 * that a second would lose.  The message stands in it as it was read, so one
 * that was refused over its header may be shorter than the header says.
 */
#include "bgp/message.h"
#include "output_mrt.h"

enum {
	MRT_BGP4MP_ET	= 17,
	/* subtypes: BGP4MP_MESSAGE and its variants */
	MESSAGE = 1, MESSAGE_AS4 = 4, MESSAGE_ADDPATH = 8,
	MESSAGE_AS4_ADDPATH = 9,
	MRT_AFI_IPV4 = 1, MRT_AFI_IPV6 = 2,
};

/* AS_PATH is read by it: other messages may say what they like. */
static bool
is_as4(const struct malformed_view *v)
{
	bool update = v->msg.left >= MSG_HEADER &&
	    message_type(v->msg.p) == MSG_UPDATE;

	return v->o.as4 || (!update && (v->o.peer_as > UINT16_MAX ||
	    v->o.local_as > UINT16_MAX));
}

static void
put_as(struct wbuf *w, uint32_t as, bool as4)
{
	if (as4)
		wbuf_u32(w, as);
	else
		wbuf_u16(w, as > UINT16_MAX ? AS_TRANS : (uint16_t)as);
}

/* Zeros where it is not known, or not of that family. */
static void
put_address(struct wbuf *w, const struct addr *a, uint8_t af)
{
	static const uint8_t none[16];

	wbuf_bytes(w, a->af == af ? a->b : none, addr_len(af));
}

static uint8_t
family_of(const struct offence *o)
{
	return o->remote.af == ADDR_V6 ? ADDR_V6 : ADDR_V4;
}

static void
put_session(struct wbuf *w, const struct offence *o, bool as4)
{
	uint8_t af = family_of(o);

	put_as(w, o->peer_as, as4);
	put_as(w, o->local_as, as4);
	wbuf_u16(w, o->remote.scope > UINT16_MAX ? 0 :
	    (uint16_t)o->remote.scope);
	wbuf_u16(w, af == ADDR_V6 ? MRT_AFI_IPV6 : MRT_AFI_IPV4);
	put_address(w, &o->remote, af);
	put_address(w, &o->local, af);
}

static void
mrt_malformed(struct output *o, const struct malformed_view *v)
{
	struct wbuf *w = &o->w;
	bool as4 = is_as4(v);
	size_t len;

	wbuf_u32(w, (uint32_t)(v->o.at_ms / 1000));
	wbuf_u16(w, MRT_BGP4MP_ET);
	if (v->o.add_path)
		wbuf_u16(w, as4 ? MESSAGE_AS4_ADDPATH : MESSAGE_ADDPATH);
	else
		wbuf_u16(w, as4 ? MESSAGE_AS4 : MESSAGE);
	/* Microseconds, two AS numbers, interface, AFI, two addresses. */
	len = 4 + 2 * (as4 ? 4U : 2U) + 2 + 2 +
	    2 * addr_len(family_of(&v->o)) + v->msg.left;
	wbuf_u32(w, (uint32_t)len);
	wbuf_u32(w, (uint32_t)(v->o.at_ms % 1000) * 1000);
	put_session(w, &v->o, as4);
	wbuf_bytes(w, v->msg.p, v->msg.left);
}

const struct output_form output_mrt = { .malformed = mrt_malformed };
