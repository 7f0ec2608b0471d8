/* SPDX-License-Identifier: ISC */
/*
 * The envelope of an event, with ExaBGP's spacing, and the head of a line of
 * text.
 */
#include <string.h>

#include "bgp/message.h"
#include "event/event_line.h"

static const char *const directions[EVENT_DIRECTIONS] = {
	[EVENT_RECEIVE] = "receive", [EVENT_SEND] = "send",
	[EVENT_IN] = "in", [EVENT_OUT] = "out",
};

void
event_octets_of(const struct event *e, struct event_octets *o)
{
	struct rbuf m = e->message;

	if (rbuf_sub(&m, MSG_HEADER, &o->header) == -1) {
		o->header = m;
		m = (struct rbuf){ 0 };
	}
	o->body = m;
	o->type = o->header.left == MSG_HEADER ?
	    message_type(o->header.p) : 0;
}

/*
 * ExaBGP 4.2 adds the octets of what it received to every consolidated event,
 * later ones only when packets are asked for too.
 */
bool
event_with_octets(const struct event_line *l)
{
	if ((l->f->what & EVENT_CONSOLIDATE) == 0)
		return false;
	return (l->f->what & EVENT_PACKETS) != 0 ||
	    (l->f->shape == SHAPE_4 && l->e->direction == EVENT_RECEIVE);
}

static void
two_digits(uint8_t *p, unsigned v)
{
	p[0] = (uint8_t)('0' + v / 10);
	p[1] = (uint8_t)('0' + v % 10);
}

static void
emit_time(struct wbuf *w, int64_t us)
{
	uint64_t t = us > 0 ? (uint64_t)us : 0;
	uint32_t fraction = (uint32_t)(t % 1000000);
	uint8_t digits[7] = { '.' };

	emit_number(w, t / 1000000);
	two_digits(digits + 1, fraction / 10000);
	two_digits(digits + 3, fraction / 100 % 100);
	two_digits(digits + 5, fraction % 100);
	wbuf_bytes(w, digits, sizeof(digits));
}

static void
pid(struct wbuf *w, const char *before, int32_t v)
{
	wbuf_str(w, before);
	emit_number(w, v > 0 ? (uint64_t)v : 0);
}

static void
octets(struct wbuf *w, const char *before, struct rbuf b)
{
	if (b.left == 0)
		return;
	wbuf_str(w, before);
	emit_hex(w, b.p, b.left);
	wbuf_u8(w, '"');
}

static void
neighbor(const struct event_line *l)
{
	const struct event_peer *p = l->e->peer;
	struct wbuf *w = l->w;

	wbuf_str(w, ", \"neighbor\": { \"address\": { \"local\": \"");
	emit_addr(w, &p->local);
	wbuf_str(w, "\", \"peer\": \"");
	emit_addr(w, &p->remote);
	wbuf_str(w, "\" }, \"asn\": { \"local\": ");
	emit_number(w, p->local_as);
	wbuf_str(w, ", \"peer\": ");
	emit_number(w, p->peer_as);
	wbuf_str(w, " }");
	if (l->f->shape >= SHAPE_5) {
		struct addr id = addr_v4(p->router_id);

		wbuf_str(w, ", \"router-id\": \"");
		emit_addr(w, &id);
		wbuf_u8(w, '"');
	}
	wbuf_u8(w, ' ');
}

void
event_json_begin(const struct event_line *l, const char *type,
    bool with_octets)
{
	static const char *const version[] = {
		[SHAPE_4] = "4.0.1", [SHAPE_5] = "5.0.0", [SHAPE_6] = "6.0.0",
	};
	const struct event *e = l->e;
	struct event_octets o;
	struct wbuf *w = l->w;

	wbuf_str(w, "{ \"exabgp\": \"");
	wbuf_str(w, version[l->f->shape]);
	wbuf_str(w, "\", \"time\": ");
	emit_time(w, e->time_us);
	wbuf_str(w, ", \"host\" : ");
	emit_quoted(w, l->d->host, strlen(l->d->host));
	pid(w, ", \"pid\" : ", l->d->pid);
	pid(w, ", \"ppid\" : ", l->d->ppid);
	if (e->peer != NULL) {
		wbuf_str(w, ", \"counter\": ");
		emit_number(w, l->counter);
	}
	wbuf_str(w, ", \"type\": \"");
	wbuf_str(w, type);
	wbuf_u8(w, '"');
	if (with_octets) {
		event_octets_of(e, &o);
		octets(w, ", \"header\": \"", o.header);
		octets(w, ", \"body\": \"", o.body);
	}
	if (e->kind == EVENT_LOST) {
		wbuf_str(w, ", \"events\": ");
		emit_number(w, e->u.lost);
	}
	if (e->peer == NULL)
		return;
	neighbor(l);
	if (e->kind == EVENT_MESSAGE || e->kind == EVENT_UPDATE) {
		wbuf_str(w, ", \"direction\": \"");
		wbuf_str(w, directions[e->direction]);
		wbuf_u8(w, '"');
	}
}

void
event_json_end(const struct event_line *l)
{
	wbuf_str(l->w, l->e->peer != NULL ? " } }\n" : " }\n");
}

/* Families of a mask as "ipv4 unicast", whatever divides them. */
static void
families(const struct event_line *l, const char *name, family_mask mask,
    const char *between, const char *after)
{
	const struct family_info *info;
	struct wbuf *w = l->w;
	bool any = false;
	unsigned i;

	wbuf_str(w, name);
	wbuf_str(w, ": [ ");
	for (i = 0; i < FAMILY_MAX; i++) {
		if ((mask & 1ULL << i) == 0)
			continue;
		info = family_info((enum family)i);
		wbuf_str(w, any ? between : "");
		wbuf_u8(w, '"');
		emit_family(w, info->afi, info->safi, ' ', l->f->shape);
		wbuf_str(w, after);
		wbuf_u8(w, '"');
		any = true;
	}
	wbuf_str(w, " ]");
}

static void
boolean(struct wbuf *w, const char *before, bool v)
{
	wbuf_str(w, before);
	wbuf_str(w, v ? "true" : "false");
}

void
event_json_negotiated(const struct event_line *l)
{
	static const struct negotiated nothing;
	const struct negotiated *n = l->e->negotiated;
	struct wbuf *w = l->w;

	if (n == NULL)
		n = &nothing;
	wbuf_str(w, ", \"negotiated\": { \"message_size\": ");
	emit_number(w, n->extended_tx ? MSG_EXTENDED_MAX : MSG_MAX);
	wbuf_str(w, ", \"hold_time\": ");
	emit_number(w, n->hold_time);
	boolean(w, ", \"asn4\": ", n->as4 != 0);
	boolean(w, ", \"multisession\": ", false);
	boolean(w, ", \"operational\": ", n != &nothing &&
	    l->e->peer->operational);
	wbuf_str(w, ", \"refresh\": \"");
	wbuf_str(w, n->refresh == 0 ? "absent" : n->enhanced_refresh ?
	    "enhanced" : "normal");
	families(l, "\", \"families\"", n->families, " ,", "");
	families(l, ", \"nexthop\"", n->enh_nexthop, " ,", " ipv6");
	families(l, ", \"add_path\": { \"send\"", n->add_path_tx, ", ", "");
	families(l, ", \"receive\"", n->add_path_rx, ", ", "");
	wbuf_str(w, " } } ");
}

void
event_json_negotiated_beside(const struct event_line *l)
{
	if (l->f->negotiated)
		event_json_negotiated(l);
}

void
event_text_begin(const struct event_line *l, bool with_direction)
{
	wbuf_str(l->w, "neighbor ");
	emit_addr(l->w, &l->e->peer->remote);
	wbuf_u8(l->w, ' ');
	if (with_direction) {
		wbuf_str(l->w, directions[l->e->direction]);
		wbuf_u8(l->w, ' ');
	}
}

void
event_text_octets(const struct event_line *l)
{
	struct event_octets o;

	event_octets_of(l->e, &o);
	if (o.header.left > 0) {
		wbuf_str(l->w, " header ");
		emit_hex(l->w, o.header.p, o.header.left);
	}
	if (o.body.left > 0) {
		wbuf_str(l->w, " body ");
		emit_hex(l->w, o.body.p, o.body.left);
	}
}
