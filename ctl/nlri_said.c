/* SPDX-License-Identifier: ISC */
/* The daemon is not trusted: octets that do not read are not printed. */
#include "bgp/family.h"
#include "event/emit.h"
#include "event/escape.h"
#include "nlri_said.h"
#include "path/nlri.h"
#include "put.h"

enum { WORDS_MAX = 256 * 1024 };

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

/* The words of one that is no prefix, behind its family's. */
static void
words(struct wbuf *w, const struct nlri_said *s)
{
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;

	wbuf_fixed(&room, octets, sizeof(octets));
	if (read_said(s, &n, &room) == -1)
		return;
	nlri_print_named(w, &n);
}

bool
nlri_said_takes_self(const struct nlri_said *s)
{
	const enum family f = family_by_number(s->afi, s->safi);

	return !s->withdraw && (!nexthop_may_miss(f) || family_is_other(f));
}

void
nlri_said_put(struct wbuf *w, const struct nlri_said *s)
{
	struct wbuf text;

	if (!is_keyed(s)) {
		put_prefix(w, family_af(s->afi), s->prefix, s->plen);
		return;
	}
	wbuf_growable(&text, WORDS_MAX);
	words(&text, s);
	escape_text(w, text.p, text.len);
	wbuf_free(&text);
}

static void
object(struct json *j, const struct nlri_said *s)
{
	static const struct nexthop none;
	const struct nlri_form form = { .shape = SHAPE_6,
	    .nexthop = s->withdraw ? NULL : &none };
	uint8_t octets[NLRI_ROOM];
	struct wbuf room, text;
	struct nlri n;

	wbuf_fixed(&room, octets, sizeof(octets));
	if (read_said(s, &n, &room) == -1)
		return;
	wbuf_growable(&text, WORDS_MAX);
	nlri_json(&text, &n, &form);
	json_raw(j, "nlri", text.p, text.len);
	wbuf_free(&text);
}

void
nlri_said_json(struct json *j, const struct nlri_said *s)
{
	struct wbuf text;

	wbuf_growable(&text, WORDS_MAX);
	if (is_keyed(s))
		words(&text, s);
	else
		put_prefix(&text, family_af(s->afi), s->prefix, s->plen);
	json_string_n(j, "prefix", text.p, text.len);
	wbuf_free(&text);
	if (is_keyed(s))
		object(j, s);
}
