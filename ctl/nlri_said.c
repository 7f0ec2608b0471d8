/* SPDX-License-Identifier: ISC */
/* The daemon is not trusted: octets that do not read are not printed. */
#include "bgp/family.h"
#include "event/emit.h"
#include "event/escape.h"
#include "nlri_said.h"
#include "put.h"

enum { WORDS_MAX = 256 * 1024, PREFIX_MAX = 64 };

static bool
is_keyed(const struct nlri_said *s)
{
	enum family f = family_by_number(s->afi, s->safi);

	return f != FAMILY_NONE && family_info(f)->keyed;
}

/* The only one in these octets; room: NLRI_ROOM octets. */
static int
read_said(const struct nlri_said *s, struct nlri *n, struct wbuf *room)
{
	struct rbuf b = s->octets;

	if (nlri_read(&b, family_by_number(s->afi, s->safi),
	    s->withdraw ? NLRI_WITHDRAW : 0, n, room) != 0)
		return -1;
	return b.left == 0 ? 0 : -1;
}

bool
nlri_said_ok(const struct nlri_said *s)
{
	uint8_t octets[NLRI_ROOM], af = family_af(s->afi);
	struct wbuf room;
	struct nlri n;

	if (!is_keyed(s))
		return s->octets.left == 0 && af != ADDR_NONE &&
		    s->plen <= addr_bits(af);
	wbuf_fixed(&room, octets, sizeof(octets));
	return read_said(s, &n, &room) == 0;
}

bool
nlri_said_takes_self(const struct nlri_said *s)
{
	const enum family f = family_by_number(s->afi, s->safi);

	return !s->withdraw && (!nexthop_may_miss(f) || family_is_other(f));
}

struct addr
nlri_said_nexthop(const struct nlri_said *s, const struct addr *nexthop)
{
	static const uint8_t zeros[16];

	if (nexthop->af != ADDR_NONE || !nlri_said_takes_self(s))
		return *nexthop;
	return addr_of(family_af(s->afi) == ADDR_V6 ? ADDR_V6 : ADDR_V4,
	    zeros);
}

void
nlri_said_words(struct wbuf *w, const struct nlri *n)
{
	struct wbuf text;

	wbuf_growable(&text, WORDS_MAX);
	nlri_print_named(&text, n);
	escape_text(w, text.p, text.len);
	wbuf_free(&text);
}

void
nlri_said_object(struct json *j, const struct nlri *n, bool withdraw)
{
	static const struct nexthop none;
	const struct nlri_form form = { .shape = SHAPE_6,
	    .nexthop = withdraw ? NULL : &none };
	struct wbuf text;

	wbuf_growable(&text, WORDS_MAX);
	nlri_print_named(&text, n);
	json_string_n(j, "prefix", text.p, text.len);
	wbuf_reset(&text);
	nlri_json(&text, n, &form);
	json_raw(j, "nlri", text.p, text.len);
	wbuf_free(&text);
}

void
nlri_said_put(struct wbuf *w, const struct nlri_said *s)
{
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;

	if (!is_keyed(s)) {
		put_prefix(w, family_af(s->afi), s->prefix, s->plen);
		return;
	}
	wbuf_fixed(&room, octets, sizeof(octets));
	if (read_said(s, &n, &room) == 0)
		nlri_said_words(w, &n);
}

void
nlri_said_json(struct json *j, const struct nlri_said *s)
{
	uint8_t octets[NLRI_ROOM], prefix[PREFIX_MAX];
	struct wbuf room;
	struct nlri n;

	if (!is_keyed(s)) {
		wbuf_fixed(&room, prefix, sizeof(prefix));
		put_prefix(&room, family_af(s->afi), s->prefix, s->plen);
		json_string_n(j, "prefix", room.p, room.len);
		return;
	}
	wbuf_fixed(&room, octets, sizeof(octets));
	if (read_said(s, &n, &room) == 0)
		nlri_said_object(j, &n, s->withdraw);
}
