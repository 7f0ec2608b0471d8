/* SPDX-License-Identifier: ISC */
/*
 * OPEN as an event (RFC 4271 4.2, RFC 5492): its fields, and each capability
 * once, in the order of the message in JSON, by number in text.  What bgp/open
 * refuses does not decode here either.
 */
#include <string.h>

#include "bgp/message.h"
#include "bgp/open.h"
#include "event/event_open.h"

/* The capabilities of a message by code: the first of each. */
struct seen {
	struct open	o;
	uint8_t		room[MSG_MAX];
	struct rbuf	value[256];	/* p NULL: not there */
	uint8_t		order[256];
	unsigned	n;
};

static void
collect(struct seen *s, struct rbuf tlvs)
{
	struct rbuf value;
	uint8_t code, len;

	while (rbuf_u8(&tlvs, &code) == 0 && rbuf_u8(&tlvs, &len) == 0 &&
	    rbuf_sub(&tlvs, len, &value) == 0) {
		if (s->value[code].p != NULL)
			continue;
		s->value[code] = value;
		s->order[s->n++] = code;
	}
}

static int
decode(struct rbuf body, struct seen *s)
{
	struct notify err;
	struct wbuf tlvs;

	s->n = 0;
	memset(s->value, 0, sizeof(s->value));
	wbuf_fixed(&tlvs, s->room, sizeof(s->room));
	if (open_read(body, &s->o, &err) == -1 ||
	    open_capabilities(body, &tlvs) == -1 || tlvs.failed)
		return -1;
	collect(s, wbuf_view(&tlvs));
	return 0;
}

static void
one(const struct event_line *l, const struct seen *s, uint8_t code,
    void (*write)(struct wbuf *w, const struct capability_seen *c,
    unsigned shape))
{
	const struct capability_seen c = { .code = code,
	    .value = s->value[code], .all = &s->o.caps };

	write(l->w, &c, l->f->shape);
}

/* Sent ones are called by name, received ones by number, as ExaBGP does. */
static void
key(const struct event_line *l, uint8_t code)
{
	if (l->e->direction == EVENT_SEND)
		capability_key(l->w, code, l->f->shape);
	else
		emit_number(l->w, code);
}

bool
event_open_json(const struct event_line *l, struct rbuf body)
{
	struct wbuf *w = l->w;
	struct addr id;
	struct seen s;
	unsigned i;

	if (decode(body, &s) == -1)
		return false;
	event_json_begin(l, "open", event_with_octets(l));
	wbuf_str(w, ", \"open\": { \"version\": 4, \"asn\": ");
	emit_number(w, s.o.as);
	wbuf_str(w, ", \"hold_time\": ");
	emit_number(w, s.o.hold_time);
	wbuf_str(w, ", \"router_id\": \"");
	id = addr_v4(s.o.id);
	emit_addr(w, &id);
	wbuf_str(w, "\", \"capabilities\": { ");
	for (i = 0; i < s.n; i++) {
		wbuf_str(w, i > 0 ? ", \"" : "\"");
		key(l, s.order[i]);
		wbuf_str(w, "\": ");
		one(l, &s, s.order[i], capability_json);
	}
	wbuf_str(w, " } }");
	return true;
}

bool
event_open_text(const struct event_line *l, struct rbuf body)
{
	const char *between = "";
	struct wbuf *w = l->w;
	struct addr id;
	struct seen s;
	unsigned i;

	if (decode(body, &s) == -1)
		return false;
	event_text_begin(l, true);
	wbuf_str(w, "open version 4 asn ");
	emit_number(w, s.o.as);
	wbuf_str(w, " hold_time ");
	emit_number(w, s.o.hold_time);
	wbuf_str(w, " router_id ");
	id = addr_v4(s.o.id);
	emit_addr(w, &id);
	wbuf_str(w, " capabilities [");
	for (i = 0; i < 256; i++) {
		if (s.value[i].p == NULL)
			continue;
		wbuf_str(w, between);
		one(l, &s, (uint8_t)i, capability_line);
		between = ", ";
	}
	wbuf_u8(w, ']');
	return true;
}
