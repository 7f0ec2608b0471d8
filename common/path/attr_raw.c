/* SPDX-License-Identifier: ISC */
/*
 * An attribute in an event by its numbers and octets: what has no row, and
 * what a row has no words for.
 */
#include "event/emit.h"
#include "path/attr_event.h"

/*
 * ExaBGP sets P on what it does not know and may pass on, and shows that
 * (RFC 4271 9: whoever passes it on has to).
 */
static unsigned
shown_flags(const struct attr *a)
{
	return (a->flags & ATTR_TRANSITIVE) != 0 ?
	    a->flags | ATTR_PARTIAL : a->flags;
}

static void
octet_hex(struct wbuf *w, unsigned v)
{
	uint8_t octet = (uint8_t)v;

	emit_hex(w, &octet, 1);
}

void
attr_raw_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	wbuf_str(w, "\"attribute-");
	octet_hex(w, a->type);
	wbuf_u8(w, '-');
	octet_hex(w, shown_flags(a));
	wbuf_str(w, "\": \"");
	emit_hex_lower(w, a->value.p, a->value.left);
	wbuf_u8(w, '"');
}

void
attr_raw_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	wbuf_str(w, " attribute [ ");
	octet_hex(w, a->type);
	wbuf_u8(w, ' ');
	octet_hex(w, shown_flags(a));
	wbuf_u8(w, ' ');
	emit_hex_lower(w, a->value.p, a->value.left);
	wbuf_str(w, " ]");
}
