/* SPDX-License-Identifier: ISC */
/*
 * PMSI_TUNNEL (attribute 22, RFC 6514 5): flags, the type of a P-multicast
 * tunnel, a label, and the tunnel's identifier, whose form is the type's.
 *
 *	pmsi ( ingress-replication label 100 192.0.2.1 )
 *	pmsi ( pim-ssm flags 1 192.0.2.1 232.0.0.1 )
 *	pmsi ( mldp-p2mp 192.0.2.1 lsp-id 7 )
 *	pmsi ( rsvp-te raw-label 1601 0xc0000201… )
 *
 * A label is the upper 20 bits of the field; where the lower four are in use
 * (a VNI, RFC 8365 9, has all 24) it is written as it stands: raw-label.
 */
#include <string.h>

#include "event/emit.h"
#include "path/attr_event.h"
#include "path/attr_text.h"
#include "path/pmsi.h"

enum {
	AT_TYPE = 1, AT_LABEL = 2, AT_ID = 5, LABEL_MAX = 0xfffff,
	RAW_MAX = 0xffffff,
};

/* Types of FEC elements (RFC 6388 2.2, 3.2); of MP2MP the downstream one. */
enum { FEC_P2MP = 6, FEC_MP2MP_DOWN = 8, OPAQUE_LSP_ID = 1,
	AFI_IP = 1, AFI_IP6 = 2 };

/* How many addresses of one family the identifier is, and its words. */
static const struct tunnel {
	uint8_t		 type;
	uint8_t		 addresses;
	uint8_t		 fec;		/* it is such an element; or 0 */
	const char	*word;
	const char	*event;		/* ExaBGP's name */
} tunnels[] = {
	{ 0, 0, 0, "none", "notunnel" },
	{ 1, 0, 0, "rsvp-te", "rsvp-tep2mplsp" },
	{ 2, 0, FEC_P2MP, "mldp-p2mp", "mldpp2mplsp" },
	{ 3, 2, 0, "pim-ssm", "pim-ssmtree" },
	{ 4, 2, 0, "pim-sm", "pim-smtree" },
	{ 5, 2, 0, "bidir-pim", "bidir-pimtree" },
	{ 6, 1, 0, "ingress-replication", "ingressreplication" },
	{ 7, 0, FEC_MP2MP_DOWN, "mldp-mp2mp", "mldpmp2mplsp" },
};

enum { TUNNELS = sizeof(tunnels) / sizeof(tunnels[0]) };

/* The registry of tunnel types ends here; 9 is not assigned. */
enum { TYPE_RSVP = 1, TYPE_UNASSIGNED = 9, TYPE_LAST = 13 };

static const struct tunnel *
tunnel_of(uint8_t type)
{
	unsigned i;

	for (i = 0; i < TUNNELS; i++)
		if (tunnels[i].type == type)
			return &tunnels[i];
	return NULL;
}

const char *
attr_pmsi_check(struct rbuf v, const struct attr_profile *p)
{
	const struct tunnel *k;
	size_t id;

	(void)p;
	if (v.left < AT_ID)
		return "length is under 5";
	id = v.left - AT_ID;
	if (v.p[AT_TYPE] > TYPE_LAST || v.p[AT_TYPE] == TYPE_UNASSIGNED)
		return "unknown tunnel type";
	if (v.p[AT_TYPE] == TYPE_RSVP)
		return id == 12 || id == 24 ? NULL : "tunnel id of odd length";
	k = tunnel_of(v.p[AT_TYPE]);
	if (k == NULL || k->addresses == 0)
		return NULL;
	return id == 4U * k->addresses || id == 16U * k->addresses ? NULL :
	    "tunnel id of odd length";
}

/* --- words ---------------------------------------------------------------- */

static int
parse_type(struct tokens *t, uint8_t *type, struct text_error *e)
{
	const struct token *tok = token_take(t);
	uint64_t v;
	unsigned i;

	if (tok == NULL)
		return text_error_at(e, t, "pmsi: a tunnel type is missing");
	for (i = 0; i < TUNNELS; i++)
		if (strcmp(tok->s, tunnels[i].word) == 0) {
			*type = tunnels[i].type;
			return 0;
		}
	if (text_u64(tok->s, TYPE_LAST, &v) == -1 || v == TYPE_UNASSIGNED)
		return text_error_token(e, tok, "pmsi: \"%.40s\" is not a "
		    "tunnel type: none, rsvp-te, mldp-p2mp, pim-ssm, pim-sm, "
		    "bidir-pim, ingress-replication, mldp-mp2mp, or a number "
		    "that is assigned", tok->s);
	*type = (uint8_t)v;
	return 0;
}

static int
parse_addresses(struct tokens *t, unsigned n, struct wbuf *w,
    struct text_error *e)
{
	struct addr a;
	uint8_t af = ADDR_NONE;

	while (n-- > 0) {
		if (attr_addr_parse(t, "pmsi", af, &a, e) == -1)
			return -1;
		af = a.af;
		wbuf_bytes(w, a.b, addr_len(af));
	}
	return 0;
}

/* ADDRESS lsp-id N, or ADDRESS opaque 0x… */
static int
parse_fec(struct tokens *t, uint8_t fec, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok;
	struct addr root;
	uint32_t id;
	size_t at;

	if (attr_addr_parse(t, "pmsi", ADDR_NONE, &root, e) == -1)
		return -1;
	wbuf_u8(w, fec);
	wbuf_u16(w, root.af == ADDR_V4 ? AFI_IP : AFI_IP6);
	wbuf_u8(w, (uint8_t)addr_len(root.af));
	wbuf_bytes(w, root.b, addr_len(root.af));
	at = w->len;
	wbuf_u16(w, 0);
	if (token_accept(t, "lsp-id")) {
		if (token_u32(t, "lsp-id", &id, e) == -1)
			return -1;
		wbuf_u8(w, OPAQUE_LSP_ID);
		wbuf_u16(w, sizeof(id));
		wbuf_u32(w, id);
	} else if (token_accept(t, "opaque")) {
		tok = token_peek(t);
		if (tok == NULL || attr_octets(tok, w) == -1)
			return text_error_at(e, t, "opaque: 0x and pairs of "
			    "digits are missing");
		(void)token_take(t);
	} else
		return text_error_at(e, t, "pmsi: 'lsp-id' or 'opaque' is "
		    "missing behind the root of the tree");
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
	return 0;
}

static int
parse_id(struct tokens *t, uint8_t type, struct wbuf *w,
    struct text_error *e)
{
	const struct tunnel *k = tunnel_of(type);
	const struct token *tok = token_peek(t);

	if (k != NULL && k->addresses > 0)
		return parse_addresses(t, k->addresses, w, e);
	if (tok == NULL || strcmp(tok->s, ")") == 0)
		return 0;
	if (k != NULL && k->fec != 0 && strncmp(tok->s, "0x", 2) != 0)
		return parse_fec(t, k->fec, w, e);
	if (attr_octets(tok, w) == -1)
		return text_error_token(e, tok, "pmsi: \"%.40s\" is not the "
		    "identifier of a tunnel: 0x and pairs of digits", tok->s);
	(void)token_take(t);
	return 0;
}

/* [flags N] [label N|raw-label N] */
static int
parse_head(struct tokens *t, uint64_t *flags, uint64_t *raw,
    struct text_error *e)
{
	*flags = *raw = 0;
	if (token_accept(t, "flags") &&
	    token_u64(t, "flags", UINT8_MAX, flags, e) == -1)
		return -1;
	if (token_accept(t, "raw-label"))
		return token_u64(t, "raw-label", RAW_MAX, raw, e);
	if (!token_accept(t, "label"))
		return 0;
	if (token_u64(t, "label", LABEL_MAX, raw, e) == -1)
		return -1;
	*raw <<= 4;
	return 0;
}

int
attr_pmsi_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *first;
	uint8_t octets[ATTR_SET_MAX], type = 0;
	uint64_t flags, raw;
	struct wbuf w;

	wbuf_fixed(&w, octets, sizeof(octets));
	if (attr_expect(t, "pmsi", "(", e) == -1)
		return -1;
	first = token_peek(t);
	if (parse_type(t, &type, e) == -1 ||
	    parse_head(t, &flags, &raw, e) == -1)
		return -1;
	wbuf_u8(&w, (uint8_t)flags);
	wbuf_u8(&w, type);
	wbuf_u24(&w, (uint32_t)raw);
	if (parse_id(t, type, &w, e) == -1 ||
	    attr_expect(t, "pmsi", ")", e) == -1)
		return -1;
	if (w.failed || attr_pmsi_check(wbuf_view(&w), NULL) != NULL)
		return text_error_token(e, first, "pmsi: %s does not have an "
		    "identifier of this length", first->s);
	attr_builder_set(b, ATTR_OPTIONAL | ATTR_TRANSITIVE, ATTR_PMSI_TUNNEL,
	    w.p, w.len);
	return 0;
}

static uint32_t
raw_label(struct rbuf v)
{
	uint32_t raw = 0;

	if (rbuf_skip(&v, AT_LABEL) == 0)
		(void)rbuf_u24(&v, &raw);
	return raw;
}

static void
emit_addresses(struct wbuf *out, struct rbuf id, unsigned n)
{
	size_t size = id.left / n;
	struct rbuf one;

	while (rbuf_sub(&id, size, &one) == 0 && n-- > 0) {
		wbuf_u8(out, ' ');
		if (size == 4)
			emit_ipv4(out, one.p);
		else
			emit_ipv6(out, one.p);
	}
}

/* False: it is no such element, and nothing is written. */
static bool
print_fec(struct wbuf *out, uint8_t fec, struct rbuf v)
{
	uint8_t type, len;
	uint16_t family, left;
	struct rbuf root;
	struct addr a;
	uint8_t af;

	if (rbuf_u8(&v, &type) == -1 || type != fec ||
	    rbuf_u16(&v, &family) == -1 ||
	    (family != AFI_IP && family != AFI_IP6))
		return false;
	af = family == AFI_IP ? ADDR_V4 : ADDR_V6;
	if (rbuf_u8(&v, &len) == -1 || len != addr_len(af) ||
	    rbuf_sub(&v, len, &root) == -1 ||
	    rbuf_u16(&v, &left) == -1 || left != v.left)
		return false;
	a = addr_of(af, root.p);
	wbuf_u8(out, ' ');
	emit_addr(out, &a);
	if (v.left == 7 && v.p[0] == OPAQUE_LSP_ID && v.p[1] == 0 &&
	    v.p[2] == 4) {
		(void)rbuf_skip(&v, 3);
		wbuf_str(out, " lsp-id ");
		emit_number(out, (uint64_t)v.p[0] << 24 |
		    (uint32_t)v.p[1] << 16 | (uint32_t)v.p[2] << 8 | v.p[3]);
		return true;
	}
	wbuf_str(out, " opaque ");
	emit_hex_lower(out, v.p, v.left);
	return true;
}

void
attr_pmsi_print(struct wbuf *out, struct rbuf v)
{
	const struct tunnel *k = tunnel_of(v.p[AT_TYPE]);
	uint32_t raw = raw_label(v);

	wbuf_str(out, "( ");
	if (k != NULL)
		wbuf_str(out, k->word);
	else
		emit_number(out, v.p[AT_TYPE]);
	if (v.p[0] != 0)
		wbuf_printf(out, " flags %u", v.p[0]);
	if ((raw & 0xf) != 0)
		wbuf_printf(out, " raw-label %u", raw);
	else if (raw != 0)
		wbuf_printf(out, " label %u", raw >> 4);
	(void)rbuf_skip(&v, AT_ID);
	if (k != NULL && k->addresses > 0)
		emit_addresses(out, v, k->addresses);
	else if ((k == NULL || k->fec == 0 || !print_fec(out, k->fec, v)) &&
	    v.left > 0) {
		wbuf_u8(out, ' ');
		emit_hex_lower(out, v.p, v.left);
	}
	wbuf_str(out, " )");
}

/* --- events --------------------------------------------------------------- */

/* pmsi:ingressreplication:0:100(1601):192.0.2.1 */
static void
event(struct wbuf *w, const char *before, const struct attr *a,
    const char *after)
{
	struct rbuf v = a->value;
	const struct tunnel *k = tunnel_of(v.p[AT_TYPE]);
	uint32_t raw = raw_label(v);

	wbuf_str(w, before);
	wbuf_str(w, "pmsi:");
	wbuf_str(w, k == NULL ? "unknown" : k->event);
	wbuf_printf(w, ":%u:%u", v.p[0], raw >> 4);
	if ((raw & 0xf) != 0)
		wbuf_printf(w, "(%u)", raw);
	wbuf_u8(w, ':');
	(void)rbuf_skip(&v, AT_ID);
	if (k != NULL && k->addresses == 1 && v.left == 4)
		emit_ipv4(w, v.p);
	else if (k != NULL && k->addresses == 1)
		emit_ipv6(w, v.p);
	else if (v.left > 0)
		emit_hex(w, v.p, v.left);
	wbuf_str(w, after);
}

void
attr_pmsi_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	event(w, "\"pmsi\": \"", a, "\"");
}

void
attr_pmsi_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	event(w, " pmsi ", a, "");
}
