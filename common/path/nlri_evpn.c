/* SPDX-License-Identifier: ISC */
/*
 * EVPN (RFC 7432 7, RFC 9136 3): a type, a length, and what the type has.
 *
 *	key	the type, and fields as on the wire; all octets of a type that
 *		has no row
 *	carried	the other fields as on the wire
 *
 * RFC 7606 5.4 has routes of unknown types discarded, as nothing can be done
 * with them.  Here nothing is done with a route but to tell of it, which goes
 * without knowing it.
 */
#include <stdlib.h>
#include <string.h>

#include "event/emit.h"
#include "path/evpn.h"
#include "path/nlri_row.h"

enum { BODY_MAX = 255, HEAD_SIZE = 2 };

/* --- octets -------------------------------------------------------------- */

static int
nlri_evpn_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	const struct evpn_row *r;
	size_t k = key->len, c = carried->len;
	struct rbuf in = *b, body;
	struct evpn v;
	uint8_t type, len;

	(void)f;
	if (key->failed || carried->failed || rbuf_u8(&in, &type) == -1 ||
	    rbuf_u8(&in, &len) == -1 || rbuf_sub(&in, len, &body) == -1)
		return -1;
	r = evpn_row(type);
	if (r != NULL && evpn_take_wire(r, body, &v) == -1)
		return -1;
	wbuf_u8(key, type);
	if (r != NULL)
		evpn_put(r, &v, key, carried);
	else
		wbuf_bytes(key, body.p, body.left);
	if (nlri_fitted(key, k, carried, c) == -1)
		return -1;
	*b = in;
	return 0;
}

/*
 * What a view is of: its type, its row or NULL, and its fields, or its octets.
 * -1: of nothing.
 */
static int
open_view(const struct nlri_view *n, uint8_t *type,
    const struct evpn_row **r, struct evpn *v, struct rbuf *octets)
{
	*octets = n->key;
	if (rbuf_u8(octets, type) == -1)
		return -1;
	*r = evpn_row(*type);
	return *r == NULL ? 0 : evpn_take_parts(*r, *octets, n->carried, v);
}

static void
nlri_evpn_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	const struct evpn_row *r;
	struct rbuf octets;
	struct evpn v;
	size_t at;
	uint8_t type;

	(void)withdraw;
	if (open_view(n, &type, &r, &v, &octets) == -1)
		return;
	wbuf_u8(w, type);
	at = w->len;
	wbuf_u8(w, 0);
	if (r != NULL)
		evpn_put(r, &v, w, w);
	else
		wbuf_bytes(w, octets.p, octets.left);
	if (!w->failed)
		wbuf_set_u8(w, at, (uint8_t)(w->len - at - 1));
}

static size_t
nlri_evpn_write_size(const struct nlri_view *n, bool withdraw)
{
	uint8_t room[HEAD_SIZE + BODY_MAX];
	struct wbuf w;

	wbuf_fixed(&w, room, sizeof(room));
	nlri_evpn_write(&w, n, withdraw);
	return w.len;
}

/* --- what is said of it -------------------------------------------------- */

/*
 * Three octets are a label in front of four bits, or a number of 24 bits (RFC
 * 8365 5.1.3), which only an attribute of the route tells apart.  As words
 * they are a label when those bits are those of the bottom of a stack.
 */
static void
print_labels(struct wbuf *out, const struct evpn *v)
{
	struct rbuf b = rbuf_of(v->labels, v->labels_size);
	uint32_t raw;

	while (rbuf_u24(&b, &raw) == 0) {
		if (raw == 0 && v->labels_size == LABEL_SIZE)
			return;
		if ((raw & 0xf) == LABEL_BOTTOM) {
			wbuf_str(out, " label ");
			raw >>= 4;
		} else
			wbuf_str(out, " vni ");
		emit_number(out, raw);
	}
}

static void
print_fields(struct wbuf *out, const struct evpn_row *r,
    const struct evpn *v)
{
	if ((r->fields & EVPN_PREFIX) != 0) {
		wbuf_u8(out, ' ');
		emit_prefix(out, &v->prefix);
	}
	wbuf_str(out, " rd ");
	rd_print(out, v->rd);
	if (evpn_has_esi(v)) {
		wbuf_str(out, " esi ");
		nlri_print_octets(out, v->esi, ESI_SIZE);
	} else if ((r->needs & EVPN_ESI) != 0)
		wbuf_str(out, " esi 0");
	if ((r->fields & EVPN_TAG) != 0) {
		wbuf_str(out, " ethernet-tag ");
		emit_number(out, v->tag);
	}
	if ((r->fields & EVPN_MAC) != 0) {
		wbuf_str(out, " mac ");
		nlri_print_octets(out, v->mac, MAC_SIZE);
	}
	if (v->ip.af != ADDR_NONE) {
		wbuf_str(out, " ip ");
		emit_addr(out, &v->ip);
	}
	if (evpn_has_gateway(v)) {
		wbuf_str(out, " gateway ");
		emit_addr(out, &v->gateway);
	}
	print_labels(out, v);
}

/* Of a MAC and its address, that; the addresses of PEs are nobody's routes. */
static void
nlri_evpn_about(const struct nlri_view *n, struct nlri_about *a)
{
	const struct evpn_row *r;
	struct rbuf octets;
	struct evpn v;
	uint8_t type;

	if (open_view(n, &type, &r, &v, &octets) == -1 || r == NULL)
		return;
	a->has_rd = true;
	memcpy(a->rd, v.rd, sizeof(a->rd));
	a->has_prefix = (r->fields & EVPN_PREFIX) != 0;
	if (a->has_prefix)
		a->prefix = v.prefix;
	else if ((r->fields & EVPN_MAC) != 0 && v.ip.af != ADDR_NONE) {
		a->has_prefix = true;
		a->prefix = (struct prefix){ .af = v.ip.af,
		    .len = (uint8_t)addr_bits(v.ip.af) };
		memcpy(a->prefix.b, v.ip.b, sizeof(a->prefix.b));
	}
}

static void
nlri_evpn_print(struct wbuf *out, const struct nlri_view *n)
{
	const struct evpn_row *r;
	struct rbuf octets;
	struct evpn v;
	uint8_t type;

	if (open_view(n, &type, &r, &v, &octets) == -1)
		return;
	if (r != NULL) {
		wbuf_str(out, r->word);
		print_fields(out, r, &v);
		return;
	}
	wbuf_str(out, "type ");
	emit_number(out, type);
	wbuf_u8(out, ' ');
	emit_hex_lower(out, octets.p, octets.left);
}

static void
json_member(struct wbuf *w, const char *name)
{
	wbuf_str(w, ", ");
	nlri_json_name(w, name);
}

/* ExaBGP: an ESI of zeros is a dash, a MAC address has capitals. */
static void
json_esi(struct wbuf *w, const struct evpn *v)
{
	json_member(w, "esi");
	wbuf_u8(w, '"');
	if (evpn_has_esi(v))
		nlri_print_octets(w, v->esi, ESI_SIZE);
	else
		wbuf_u8(w, '-');
	wbuf_u8(w, '"');
}

static void
json_mac(struct wbuf *w, const struct evpn *v)
{
	size_t i;

	json_member(w, "mac");
	wbuf_u8(w, '"');
	for (i = 0; i < MAC_SIZE; i++) {
		if (i > 0)
			wbuf_u8(w, ':');
		emit_octets(w, v->mac + i, 1);
	}
	wbuf_u8(w, '"');
}

static void
json_addr(struct wbuf *w, const char *name, const struct addr *a)
{
	json_member(w, name);
	wbuf_u8(w, '"');
	emit_addr(w, a);
	wbuf_u8(w, '"');
}

static void
json_fields(struct wbuf *w, const struct evpn_row *r, const struct evpn *v)
{
	struct addr net = addr_of(v->prefix.af, v->prefix.b);

	json_member(w, "name");
	wbuf_u8(w, '"');
	wbuf_str(w, r->name);
	wbuf_str(w, "\", ");
	nlri_json_rd(w, v->rd);
	if ((r->fields & EVPN_ESI) != 0)
		json_esi(w, v);
	if ((r->fields & EVPN_TAG) != 0) {
		json_member(w, "ethernet-tag");
		emit_number(w, v->tag);
	}
	if ((r->fields & EVPN_MAC) != 0)
		json_mac(w, v);
	if ((r->fields & EVPN_LABEL) != 0) {
		wbuf_str(w, ", ");
		nlri_json_labels(w, rbuf_of(v->labels, v->labels_size));
	}
	if (v->ip.af != ADDR_NONE)
		json_addr(w, "ip", &v->ip);
	if ((r->fields & EVPN_PREFIX) != 0) {
		json_addr(w, "ip", &net);
		json_member(w, "iplen");
		emit_number(w, v->prefix.len);
		json_addr(w, "gateway", &v->gateway);
	}
}

static void
nlri_evpn_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	uint8_t room[HEAD_SIZE + BODY_MAX], type;
	const struct evpn_row *r;
	struct rbuf octets;
	struct evpn v;
	struct wbuf raw;

	if (open_view(n, &type, &r, &v, &octets) == -1)
		return;
	wbuf_fixed(&raw, room, sizeof(room));
	nlri_evpn_write(&raw, n, form->nexthop == NULL);
	wbuf_str(w, "{ ");
	nlri_json_number(w, "code", type);
	wbuf_str(w, r != NULL ? ", \"parsed\": true, \"raw\": \"" :
	    ", \"parsed\": false, \"raw\": \"");
	emit_octets(w, raw.p, raw.len);
	wbuf_u8(w, '"');
	if (r != NULL)
		json_fields(w, r, &v);
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

/* Worth suggesting. */
static const char *const suggested[] = {
	"ethernet-ad", "mac-ip", "multicast", "ethernet-segment", "prefix",
	"type", "rd", "esi", "ethernet-tag", "mac", "ip", "gateway", "label",
	"vni", NULL
};

const struct nlri_row nlri_evpn = {
	.read = nlri_evpn_read,
	.write = nlri_evpn_write,
	.write_size = nlri_evpn_write_size,
	.print = nlri_evpn_print,
	.json = nlri_evpn_json,
	.about = nlri_evpn_about,
	.begin = evpn_begin,
	.one = evpn_one,
	.announced = evpn_announced,
	.finish = evpn_finish,
	.free = free,
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
	.words = suggested,
};
