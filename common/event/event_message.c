/* SPDX-License-Identifier: ISC */
/*
 * Messages as events, a row a type: OPEN, NOTIFICATION (RFC 4271 4.5, RFC
 * 9003), KEEPALIVE, ROUTE-REFRESH (RFC 2918, RFC 7313), and OPERATIONAL, which
 * is ExaBGP's own (draft-ietf-idr-operational-message).
 */
#include <string.h>

#include "bgp/message.h"
#include "bgp/operational.h"
#include "event/escape.h"
#include "event/event_message.h"
#include "event/event_open.h"

static void
json_number(struct wbuf *w, const char *before, uint64_t v)
{
	wbuf_str(w, before);
	emit_number(w, v);
}

/* --- NOTIFICATION --- */

struct notification {
	uint8_t		code;
	uint8_t		subcode;
	struct rbuf	data;
	struct rbuf	text;	/* p NULL: no shutdown communication */
};

static bool
is_utf8(struct rbuf b)
{
	unsigned len;
	uint32_t c;

	while (b.left > 0) {
		len = utf8_next(b.p, b.left, &c);
		if (len == 0 || rbuf_skip(&b, len) == -1)
			return false;
	}
	return true;
}

/* RFC 9003 2: length and UTF-8, and nothing else. */
static void
find_text(struct notification *n)
{
	struct rbuf data = n->data;
	uint8_t len;

	if (n->code != NOTIFY_CEASE ||
	    (n->subcode != CEASE_DOWN && n->subcode != CEASE_RESET) ||
	    rbuf_u8(&data, &len) == -1 || len == 0 || len != data.left ||
	    !is_utf8(data))
		return;
	n->text = data;
}

static bool
notification_read(struct rbuf body, struct notification *n)
{
	memset(n, 0, sizeof(*n));
	if (rbuf_u8(&body, &n->code) == -1 ||
	    rbuf_u8(&body, &n->subcode) == -1)
		return false;
	n->data = body;
	find_text(n);
	return true;
}

/* ExaBGP's sentence around a shutdown communication. */
static void
rendered(struct wbuf *out, struct rbuf text)
{
	size_t i;

	wbuf_str(out, "Shutdown Communication: \"");
	for (i = 0; i < text.left; i++)
		wbuf_u8(out, text.p[i] == '\r' || text.p[i] == '\n' ? ' ' :
		    text.p[i]);
	wbuf_u8(out, '"');
}

static bool
notification_json(const struct event_line *l, struct rbuf body)
{
	uint8_t room[SHUTDOWN_TEXT_MAX + 64];
	struct wbuf *w = l->w, sentence;
	struct notification n;
	struct rbuf data;

	if (!notification_read(body, &n))
		return false;
	data = n.data;
	wbuf_fixed(&sentence, room, sizeof(room));
	if (l->f->shape >= SHAPE_5 && n.text.p != NULL) {
		rendered(&sentence, n.text);
		data = wbuf_view(&sentence);
	}
	event_json_begin(l, "notification", event_with_octets(l));
	json_number(w, ", \"notification\": { \"code\": ", n.code);
	json_number(w, ", \"subcode\": ", n.subcode);
	wbuf_str(w, ", \"data\": \"");
	emit_hex(w, data.p, data.left);
	wbuf_u8(w, '"');
	if (l->f->shape >= SHAPE_5) {
		wbuf_str(w, ", \"message\": ");
		emit_quoted(w, data.p, data.left);
	}
	wbuf_str(w, " } ");
	return true;
}

static bool
notification_text(const struct event_line *l, struct rbuf body)
{
	struct wbuf *w = l->w;
	struct notification n;

	if (!notification_read(body, &n))
		return false;
	event_text_begin(l, true);
	json_number(w, "notification code ", n.code);
	json_number(w, " subcode ", n.subcode);
	wbuf_str(w, " data ");
	emit_hex(w, n.data.p, n.data.left);
	return true;
}

/* --- KEEPALIVE --- */

static bool
keepalive_json(const struct event_line *l, struct rbuf body)
{
	if (body.left != 0)
		return false;
	event_json_begin(l, "keepalive", event_with_octets(l));
	wbuf_u8(l->w, ' ');
	return true;
}

static bool
keepalive_text(const struct event_line *l, struct rbuf body)
{
	if (body.left != 0)
		return false;
	event_text_begin(l, true);
	wbuf_str(l->w, "keepalive");
	return true;
}

/* --- ROUTE-REFRESH: with ORF entries it is shown by its octets --- */

struct refresh {
	uint16_t	afi;
	uint8_t		subtype;
	uint8_t		safi;
};

static bool
refresh_read(struct rbuf body, struct refresh *r)
{
	return rbuf_u16(&body, &r->afi) == 0 &&
	    rbuf_u8(&body, &r->subtype) == 0 &&
	    rbuf_u8(&body, &r->safi) == 0 && body.left == 0;
}

static const char *
subtype_name(uint8_t subtype)
{
	static const char *const names[REFRESH_SUBTYPES] = {
		[REFRESH_REQUEST] = "query", [REFRESH_BORR] = "begin",
		[REFRESH_EORR] = "end",
	};

	return subtype < REFRESH_SUBTYPES ? names[subtype] : "invalid";
}

static bool
refresh_json(const struct event_line *l, struct rbuf body)
{
	struct wbuf *w = l->w;
	struct refresh r;

	if (!refresh_read(body, &r))
		return false;
	event_json_begin(l, "refresh", event_with_octets(l));
	wbuf_str(w, ", \"route-refresh\": { \"afi\": \"");
	emit_afi(w, r.afi);
	wbuf_str(w, "\", \"safi\": \"");
	emit_safi(w, r.safi, l->f->shape);
	wbuf_str(w, "\", \"subtype\": \"");
	wbuf_str(w, subtype_name(r.subtype));
	wbuf_str(w, "\" }");
	return true;
}

static bool
refresh_text(const struct event_line *l, struct rbuf body)
{
	struct wbuf *w = l->w;
	struct refresh r;

	if (!refresh_read(body, &r))
		return false;
	event_text_begin(l, true);
	wbuf_str(w, "route-refresh afi ");
	emit_afi(w, r.afi);
	wbuf_str(w, " safi ");
	emit_safi(w, r.safi, l->f->shape);
	wbuf_u8(w, ' ');
	wbuf_str(w, subtype_name(r.subtype));
	return true;
}

/* --- OPERATIONAL --- */

struct received {
	uint16_t	 what;
	const struct operational_kind *kind;	/* NULL: unknown */
	uint16_t	 afi;
	uint8_t		 safi;
	uint32_t	 router_id;
	uint32_t	 sequence;
	uint32_t	 counter;
	struct rbuf	 data;		/* advisory; or unknown: all of it */
};

static bool
operational_read(struct rbuf body, struct received *o)
{
	uint16_t len;

	memset(o, 0, sizeof(*o));
	if (rbuf_u16(&body, &o->what) == -1 || rbuf_u16(&body, &len) == -1 ||
	    len != body.left)
		return false;
	o->data = body;
	o->kind = operational_by_type(o->what);
	if (o->kind == NULL)
		return true;
	if (rbuf_u16(&body, &o->afi) == -1 || rbuf_u8(&body, &o->safi) == -1)
		return false;
	if (o->kind->form != OPERATIONAL_ADVISORY &&
	    (rbuf_u32(&body, &o->router_id) == -1 ||
	    rbuf_u32(&body, &o->sequence) == -1))
		return false;
	if (o->kind->form == OPERATIONAL_COUNTER &&
	    rbuf_u32(&body, &o->counter) == -1)
		return false;
	o->data = body;
	return o->kind->form == OPERATIONAL_ADVISORY || body.left == 0;
}

/* ExaBGP says no more of a query than what it is about. */
static void
operational_rest_json(struct wbuf *w, const struct received *o)
{
	struct addr id = addr_v4(o->router_id);

	if (o->kind->form == OPERATIONAL_ADVISORY) {
		wbuf_str(w, ", \"advisory\": ");
		emit_quoted(w, o->data.p, o->data.left);
	} else if (o->kind->form == OPERATIONAL_COUNTER) {
		wbuf_str(w, ", \"router-id\": \"");
		emit_addr(w, &id);
		json_number(w, "\", \"sequence\": ", o->sequence);
		json_number(w, ", \"counter\": ", o->counter);
	}
}

static bool
operational_json(const struct event_line *l, struct rbuf body)
{
	struct received o;
	struct wbuf *w = l->w;

	if (!operational_read(body, &o))
		return false;
	event_json_begin(l, "operational", event_with_octets(l));
	wbuf_str(w, ", \"operational\": { \"name\": \"");
	if (o.kind == NULL) {
		json_number(w, "unknown\", \"type\": ", o.what);
		wbuf_str(w, ", \"data\": \"");
		emit_hex(w, o.data.p, o.data.left);
		wbuf_str(w, "\" }");
		return true;
	}
	wbuf_str(w, o.kind->name);
	wbuf_str(w, "\", \"afi\": \"");
	emit_afi(w, o.afi);
	wbuf_str(w, "\", \"safi\": \"");
	emit_safi(w, o.safi, l->f->shape);
	wbuf_u8(w, '"');
	operational_rest_json(w, &o);
	wbuf_str(w, " }");
	return true;
}

static void
operational_rest_text(struct wbuf *w, const struct received *o)
{
	struct addr id = addr_v4(o->router_id);

	if (o->kind->form == OPERATIONAL_ADVISORY) {
		wbuf_str(w, " advisory ");
		emit_quoted(w, o->data.p, o->data.left);
	} else if (o->kind->form == OPERATIONAL_COUNTER) {
		wbuf_str(w, " router-id ");
		emit_addr(w, &id);
		json_number(w, " sequence ", o->sequence);
		json_number(w, " counter ", o->counter);
	}
}

static bool
operational_text(const struct event_line *l, struct rbuf body)
{
	struct received o;
	struct wbuf *w = l->w;

	if (!operational_read(body, &o))
		return false;
	event_text_begin(l, true);
	wbuf_str(w, "operational ");
	if (o.kind == NULL) {
		json_number(w, "unknown type ", o.what);
		wbuf_str(w, " data ");
		emit_hex(w, o.data.p, o.data.left);
		return true;
	}
	wbuf_str(w, o.kind->name);
	wbuf_str(w, " afi ");
	emit_afi(w, o.afi);
	wbuf_str(w, " safi ");
	emit_safi(w, o.safi, l->f->shape);
	operational_rest_text(w, &o);
	return true;
}

/* --- all types --- */

struct row {
	const char	*name;		/* of its raw form */
	const char	*name4;		/* in shape 4; NULL: the same */
	bool		(*json)(const struct event_line *l, struct rbuf body);
	bool		(*text)(const struct event_line *l, struct rbuf body);
};

static const struct row rows[] = {
	[MSG_OPEN] = { "open", NULL, event_open_json, event_open_text },
	/* One that is decoded is an event of its own kind. */
	[MSG_UPDATE] = { "update", NULL, NULL, NULL },
	[MSG_NOTIFICATION] = { "notification", NULL, notification_json,
	    notification_text },
	[MSG_KEEPALIVE] = { "keepalive", NULL, keepalive_json,
	    keepalive_text },
	[MSG_REFRESH] = { "route-refresh", "route refresh", refresh_json,
	    refresh_text },
	[MSG_OPERATIONAL] = { "operational", NULL, operational_json,
	    operational_text },
};

static const struct row *
row_of(uint8_t type)
{
	static const struct row unknown = { "unknown", NULL, NULL, NULL };

	if (type >= sizeof(rows) / sizeof(rows[0]) || rows[type].name == NULL)
		return &unknown;
	return &rows[type];
}

bool
event_message_json(const struct event_line *l)
{
	const struct row *row;
	struct event_octets o;

	event_octets_of(l->e, &o);
	row = row_of(o.type);
	return row->json != NULL && row->json(l, o.body);
}

bool
event_message_text(const struct event_line *l)
{
	const struct row *row;
	struct event_octets o;

	event_octets_of(l->e, &o);
	row = row_of(o.type);
	return row->text != NULL && row->text(l, o.body);
}

void
event_raw_json(const struct event_line *l)
{
	const struct row *row;
	struct event_octets o;
	struct wbuf *w = l->w;

	event_octets_of(l->e, &o);
	row = row_of(o.type);
	event_json_begin(l, l->f->shape == SHAPE_4 && row->name4 != NULL ?
	    row->name4 : row->name, false);
	json_number(w, ", \"message\": { \"category\": ", o.type);
	wbuf_str(w, ", \"header\": \"");
	emit_hex(w, o.header.p, o.header.left);
	wbuf_str(w, "\", \"body\": \"");
	emit_hex(w, o.body.p, o.body.left);
	wbuf_str(w, "\" } ");
	event_json_negotiated_beside(l);
}

void
event_raw_text(const struct event_line *l)
{
	struct event_octets o;

	event_octets_of(l->e, &o);
	event_text_begin(l, true);
	emit_number(l->w, o.type);
	event_text_octets(l);
}
