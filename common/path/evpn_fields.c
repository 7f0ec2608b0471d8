/* SPDX-License-Identifier: ISC */
/*
 * The fields of EVPN routes, one by one, from octets and to them: RFC 7432 7.1
 * to 7.4, RFC 9136 3.1.  How long a route is decides what some of them are, so
 * that fields must fill what they stand in.
 */
#include <string.h>

#include "path/evpn.h"

enum { MAC_BITS = 48 };

/* Columns: type, labels, no_ip, word, name, fields, carried, needs, section. */
static const struct evpn_row rows[] = {
	{ 1, 1, false, "ethernet-ad", "Ethernet Auto-Discovery",
	    EVPN_RD | EVPN_ESI | EVPN_TAG | EVPN_LABEL,
	    EVPN_LABEL,
	    EVPN_RD | EVPN_ESI, "RFC 7432 7.1" },
	{ 2, 2, true, "mac-ip", "MAC/IP advertisement",
	    EVPN_RD | EVPN_ESI | EVPN_TAG | EVPN_MAC | EVPN_IP | EVPN_LABEL,
	    EVPN_ESI | EVPN_LABEL,
	    EVPN_RD | EVPN_MAC, "RFC 7432 7.2" },
	{ 3, 0, false, "multicast", "Inclusive Multicast Ethernet Tag",
	    EVPN_RD | EVPN_TAG | EVPN_IP,
	    0,
	    EVPN_RD | EVPN_IP, "RFC 7432 7.3" },
	{ 4, 0, false, "ethernet-segment", "Ethernet Segment",
	    EVPN_RD | EVPN_ESI | EVPN_IP,
	    0,
	    EVPN_RD | EVPN_ESI | EVPN_IP, "RFC 7432 7.4" },
	{ 5, 1, false, "prefix", "IP Prefix Advertisement",
	    EVPN_RD | EVPN_ESI | EVPN_TAG | EVPN_PREFIX | EVPN_GATEWAY |
	    EVPN_LABEL,
	    EVPN_ESI | EVPN_GATEWAY | EVPN_LABEL,
	    EVPN_RD | EVPN_PREFIX, "RFC 9136 3.1" },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const struct evpn_row *
evpn_row(uint8_t type)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (rows[i].type == type)
			return &rows[i];
	return NULL;
}

const struct evpn_row *
evpn_row_by_word(const char *word)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (strcmp(rows[i].word, word) == 0)
			return &rows[i];
	return NULL;
}

/* --- from octets --------------------------------------------------------- */

static int
take_mac(struct rbuf *b, struct evpn *v)
{
	uint8_t bits;

	return rbuf_u8(b, &bits) == -1 || bits != MAC_BITS ? -1 :
	    rbuf_bytes(b, v->mac, MAC_SIZE);
}

static int
take_octets(struct rbuf *b, uint8_t af, struct addr *a)
{
	struct rbuf octets;

	if (rbuf_sub(b, addr_len(af), &octets) == -1)
		return -1;
	*a = addr_of(af, octets.p);
	return 0;
}

static int
take_ip(const struct evpn_row *r, struct rbuf *b, struct evpn *v)
{
	uint8_t bits;

	if (rbuf_u8(b, &bits) == -1)
		return -1;
	if (bits == 0)
		return r->no_ip ? 0 : -1;
	if (bits != addr_bits(ADDR_V4) && bits != addr_bits(ADDR_V6))
		return -1;
	return take_octets(b, bits == addr_bits(ADDR_V4) ? ADDR_V4 : ADDR_V6,
	    &v->ip);
}

/* A whole address; how much there is says of which family. */
static int
take_prefix(struct rbuf *b, struct evpn *v)
{
	static const struct {
		uint8_t	left;	/* behind the length: on the wire, in a key */
		uint8_t	af;
	} kinds[] = {
		{ 4 + 4 + LABEL_SIZE, ADDR_V4 }, { 4, ADDR_V4 },
		{ 16 + 16 + LABEL_SIZE, ADDR_V6 }, { 16, ADDR_V6 },
	};
	struct prefix p = { 0 };
	size_t i;

	if (rbuf_u8(b, &p.len) == -1)
		return -1;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].left == b->left)
			p.af = kinds[i].af;
	if (p.af == ADDR_NONE || p.len > addr_bits(p.af) ||
	    rbuf_bytes(b, p.b, addr_len(p.af)) == -1)
		return -1;
	prefix_mask(&p);
	v->prefix = p;
	return 0;
}

/* All that is left: one, or two where there may be two. */
static int
take_labels(const struct evpn_row *r, struct rbuf *b, struct evpn *v)
{
	size_t n = b->left;

	if (n != LABEL_SIZE && (n != 2 * LABEL_SIZE || r->labels < 2))
		return -1;
	v->labels_size = (uint8_t)n;
	return rbuf_bytes(b, v->labels, n);
}

int
evpn_take_field(const struct evpn_row *r, uint32_t field, struct rbuf *b,
    struct evpn *v)
{
	switch (field) {
	case EVPN_RD:
		return rbuf_bytes(b, v->rd, RD_SIZE);
	case EVPN_ESI:
		return rbuf_bytes(b, v->esi, ESI_SIZE);
	case EVPN_TAG:
		return rbuf_u32(b, &v->tag);
	case EVPN_MAC:
		return take_mac(b, v);
	case EVPN_IP:
		return take_ip(r, b, v);
	case EVPN_PREFIX:
		return take_prefix(b, v);
	case EVPN_GATEWAY:
		return take_octets(b, v->prefix.af, &v->gateway);
	case EVPN_LABEL:
		return take_labels(r, b, v);
	default:
		return -1;
	}
}

/* carried NULL: of what is carried, nothing was said. */
static int
take(const struct evpn_row *r, struct rbuf *key, struct rbuf *carried,
    struct evpn *v)
{
	struct evpn made = { 0 };
	struct rbuf *from;
	uint32_t field;

	for (field = 1; field < EVPN_END; field <<= 1) {
		if ((r->fields & field) == 0)
			continue;
		from = (r->carried & field) == 0 ? key : carried;
		if (from != NULL &&
		    evpn_take_field(r, field, from, &made) == -1)
			return -1;
	}
	if (key->left != 0 || (carried != NULL && carried->left != 0))
		return -1;
	if (carried == NULL) {
		made.gateway.af = made.prefix.af;
		made.labels_size = r->labels > 0 ? LABEL_SIZE : 0;
	}
	*v = made;
	return 0;
}

int
evpn_take_wire(const struct evpn_row *r, struct rbuf body, struct evpn *v)
{
	return take(r, &body, &body, v);
}

int
evpn_take_parts(const struct evpn_row *r, struct rbuf key,
    struct rbuf carried, struct evpn *v)
{
	return take(r, &key, carried.left > 0 ? &carried : NULL, v);
}

/* --- to octets ----------------------------------------------------------- */

static void
put_field(uint32_t field, const struct evpn *v, struct wbuf *w)
{
	switch (field) {
	case EVPN_RD:
		wbuf_bytes(w, v->rd, RD_SIZE);
		return;
	case EVPN_ESI:
		wbuf_bytes(w, v->esi, ESI_SIZE);
		return;
	case EVPN_TAG:
		wbuf_u32(w, v->tag);
		return;
	case EVPN_MAC:
		wbuf_u8(w, MAC_BITS);
		wbuf_bytes(w, v->mac, MAC_SIZE);
		return;
	case EVPN_IP:
		wbuf_u8(w, (uint8_t)addr_bits(v->ip.af));
		wbuf_bytes(w, v->ip.b, addr_len(v->ip.af));
		return;
	case EVPN_PREFIX:
		wbuf_u8(w, v->prefix.len);
		wbuf_bytes(w, v->prefix.b, addr_len(v->prefix.af));
		return;
	case EVPN_GATEWAY:
		wbuf_bytes(w, v->gateway.b, addr_len(v->prefix.af));
		return;
	case EVPN_LABEL:
		wbuf_bytes(w, v->labels, v->labels_size);
		return;
	default:
		return;
	}
}

void
evpn_put(const struct evpn_row *r, const struct evpn *v, struct wbuf *key,
    struct wbuf *carried)
{
	uint32_t field;

	for (field = 1; field < EVPN_END; field <<= 1)
		if ((r->fields & field) != 0)
			put_field(field, v, (r->carried & field) == 0 ? key :
			    carried);
}

bool
evpn_has_esi(const struct evpn *v)
{
	static const uint8_t none[ESI_SIZE];

	return memcmp(v->esi, none, ESI_SIZE) != 0;
}

bool
evpn_has_gateway(const struct evpn *v)
{
	return v->gateway.af != ADDR_NONE && !addr_is_unspecified(&v->gateway);
}
