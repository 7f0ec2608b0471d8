/* SPDX-License-Identifier: ISC */
/*
 * Sub-TLVs of RFC 9012 3.  The first, encapsulation, is of another form in
 * each type of tunnel: vni, key, session.
 */
#include "base/octets.h"
#include "event/emit.h"
#include "path/tunnel_sub.h"
#include "path/tunnel_type.h"

enum {
	VNI_OCTETS = 12, VNI_VALID = 0x80, MAC_VALID = 0x40,
	VNI_MAX = 0xffffff, MAC_OCTETS = 6,
	COLOR_OCTETS = 8, LABEL_MAX = 0xfffff, BOTTOM = 0x100,
	AFI_IP = 1, AFI_IP6 = 2, AT_AFI = 4, AT_ENDPOINT = 6,
};

/* --- numbers -------------------------------------------------------------- */

static int
parse_number(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	uint64_t v;
	unsigned i;

	if (token_u64(t, s->word, UINT64_MAX >> (64 - 8 * s->octets), &v, e) ==
	    -1)
		return -1;
	for (i = s->octets; i-- > 0; )
		wbuf_u8(w, (uint8_t)(v >> 8 * i));
	return 0;
}

static bool
print_number(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	if (v.left != s->octets)
		return false;
	emit_number(out, octets_number(v.p, v.left));
	return true;
}

/* --- encapsulation -------------------------------------------------------- */

static int
mac_of(const char *s, uint8_t mac[MAC_OCTETS])
{
	unsigned i;
	int hi, lo;

	for (i = 0; i < MAC_OCTETS; i++, s += 3) {
		if ((hi = octets_digit(s[0])) == -1 ||
		    (lo = octets_digit(s[1])) == -1 ||
		    s[2] != (i == MAC_OCTETS - 1 ? '\0' : ':'))
			return -1;
		mac[i] = (uint8_t)(hi << 4 | lo);
	}
	return 0;
}

/* N [mac M], RFC 9012 3.2.1 and 3.2.2 */
static int
parse_vni(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	uint8_t mac[MAC_OCTETS] = { 0 }, flags = VNI_VALID;
	const struct token *tok;
	uint64_t vni;

	if (token_u64(t, s->word, VNI_MAX, &vni, e) == -1)
		return -1;
	if (token_accept(t, "mac")) {
		tok = token_take(t);
		if (tok == NULL || mac_of(tok->s, mac) == -1)
			return text_error_at(e, t, "mac: an address such as "
			    "00:00:5e:00:53:01 is expected");
		flags |= MAC_VALID;
	}
	wbuf_u8(w, flags);
	wbuf_u24(w, (uint32_t)vni);
	wbuf_bytes(w, mac, sizeof(mac));
	wbuf_u16(w, 0);
	return 0;
}

static bool
vni_is_plain(struct rbuf v)
{
	return v.left == VNI_OCTETS && (v.p[0] & ~MAC_VALID) == VNI_VALID &&
	    octets_number(v.p + 10, 2) == 0 &&
	    ((v.p[0] & MAC_VALID) != 0 ||
	    octets_number(v.p + 4, MAC_OCTETS) == 0);
}

static void
emit_mac(struct wbuf *w, const uint8_t *p)
{
	wbuf_printf(w, "%02x:%02x:%02x:%02x:%02x:%02x", p[0], p[1], p[2],
	    p[3], p[4], p[5]);
}

static bool
print_vni(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (!vni_is_plain(v))
		return false;
	emit_number(out, octets_number(v.p + 1, 3));
	if ((v.p[0] & MAC_VALID) != 0) {
		wbuf_str(out, " mac ");
		emit_mac(out, v.p + 4);
	}
	return true;
}

static bool
json_vni(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (!vni_is_plain(v))
		return false;
	emit_number(w, octets_number(v.p + 1, 3));
	if ((v.p[0] & MAC_VALID) != 0) {
		wbuf_str(w, ", \"mac\": \"");
		emit_mac(w, v.p + 4);
		wbuf_u8(w, '"');
	}
	return true;
}

/* N [cookie 0x…], RFC 5512 4.1 */
static int
parse_session(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok;
	size_t at;
	uint32_t v;

	if (token_u32(t, s->word, &v, e) == -1)
		return -1;
	wbuf_u32(w, v);
	if (!token_accept(t, "cookie"))
		return 0;
	at = w->len;
	tok = token_take(t);
	if (tok == NULL || attr_octets(tok, w) == -1 ||
	    (w->len - at != 4 && w->len - at != 8))
		return text_error_at(e, t, "cookie: 0x and 8 or 16 digits are "
		    "expected");
	return 0;
}

static bool
print_session(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (v.left != 4 && v.left != 8 && v.left != 12)
		return false;
	emit_number(out, octets_number(v.p, 4));
	if (v.left > 4) {
		wbuf_str(out, " cookie ");
		emit_hex_lower(out, v.p + 4, v.left - 4);
	}
	return true;
}

static bool
json_session(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (v.left != 4 && v.left != 8 && v.left != 12)
		return false;
	emit_number(w, octets_number(v.p, 4));
	if (v.left > 4) {
		wbuf_str(w, ", \"cookie\": \"");
		emit_hex_lower(w, v.p + 4, v.left - 4);
		wbuf_u8(w, '"');
	}
	return true;
}

/* --- the others ----------------------------------------------------------- */

/* A color extended community (RFC 9012 3.4.2, 4.3). */
static int
parse_color(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	uint32_t v;

	if (token_u32(t, s->word, &v, e) == -1)
		return -1;
	wbuf_u32(w, 0x030b0000);
	wbuf_u32(w, v);
	return 0;
}

static bool
print_color(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (v.left != COLOR_OCTETS || octets_number(v.p, 4) != 0x030b0000)
		return false;
	emit_number(out, octets_number(v.p + 4, 4));
	return true;
}

/* An address, or "none": that of the route's next hop (RFC 9012 3.1). */
static int
parse_endpoint(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	struct addr a;

	wbuf_u32(w, 0);
	if (token_accept(t, "none")) {
		wbuf_u16(w, 0);
		return 0;
	}
	if (attr_addr_parse(t, s->word, ADDR_NONE, &a, e) == -1)
		return -1;
	wbuf_u16(w, a.af == ADDR_V4 ? AFI_IP : AFI_IP6);
	wbuf_bytes(w, a.b, addr_len(a.af));
	return 0;
}

/* false: neither none nor an address */
static bool
emit_endpoint(struct wbuf *w, struct rbuf v, const char *quote,
    const char *none)
{
	uint64_t afi;

	if (v.left < AT_ENDPOINT || octets_number(v.p, AT_AFI) != 0)
		return false;
	afi = octets_number(v.p + AT_AFI, 2);
	if (afi == 0 && v.left == AT_ENDPOINT) {
		wbuf_str(w, none);
		return true;
	}
	wbuf_str(w, quote);
	if (afi == AFI_IP && v.left == AT_ENDPOINT + 4)
		emit_ipv4(w, v.p + AT_ENDPOINT);
	else if (afi == AFI_IP6 && v.left == AT_ENDPOINT + 16)
		emit_ipv6(w, v.p + AT_ENDPOINT);
	else
		return false;
	wbuf_str(w, quote);
	return true;
}

static bool
print_endpoint(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	return emit_endpoint(out, v, "", "none");
}

static bool
json_endpoint(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	return emit_endpoint(w, v, "\"", "null");
}

static int
label_item(struct tokens *t, void *arg, struct text_error *e)
{
	uint64_t v;

	if (token_u64(t, "label-stack", LABEL_MAX, &v, e) == -1)
		return -1;
	wbuf_u32(arg, (uint32_t)v << 12);
	return 0;
}

/* RFC 9012 3.6: the last one has S, as on the wire of packets. */
static int
parse_labels(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	size_t at = w->len;

	if (attr_list_parse(t, s->word, label_item, w, e) == -1)
		return -1;
	if (w->len == at && !w->failed)
		return text_error_token(e, tok, "%s: a label is missing",
		    s->word);
	if (!w->failed)
		wbuf_set_u8(w, w->len - 2, w->p[w->len - 2] | 1);
	return 0;
}

/* between: what stands between two of them. */
static bool
emit_labels(struct wbuf *w, struct rbuf v, const char *between)
{
	uint32_t label;

	if (v.left == 0 || v.left % 4 != 0)
		return false;
	wbuf_str(w, "[ ");
	while (rbuf_u32(&v, &label) == 0) {
		if ((label & 0xfff) != (v.left == 0 ? BOTTOM : 0))
			return false;
		emit_number(w, label >> 12);
		wbuf_str(w, v.left == 0 ? " ]" : between);
	}
	return true;
}

static bool
print_labels(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	return emit_labels(out, v, " ");
}

static bool
json_labels(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	return emit_labels(w, v, ", ");
}

#define OF(type) (1U << TUNNEL_##type)

const struct tunnel_sub tunnel_subs[] = {
	{ "vni", 1, 0, OF(VXLAN) | OF(NVGRE), parse_vni, print_vni,
	    json_vni },
	{ "key", 1, 4, OF(GRE) | OF(MPLS_IN_GRE), parse_number, print_number,
	    print_number },
	{ "session", 1, 0, OF(L2TPV3), parse_session, print_session,
	    json_session },
	{ "protocol", 2, 2, 0, parse_number, print_number, print_number },
	{ "color", 4, 0, 0, parse_color, print_color, print_color },
	{ "endpoint", 6, 0, 0, parse_endpoint, print_endpoint,
	    json_endpoint },
	{ "ds-field", 7, 1, 0, parse_number, print_number, print_number },
	{ "udp-port", 8, 2, 0, parse_number, print_number, print_number },
	{ "embedded-label", 9, 1, 0, parse_number, print_number,
	    print_number },
	{ "label-stack", 10, 0, 0, parse_labels, print_labels, json_labels },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};
