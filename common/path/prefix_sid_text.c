/* SPDX-License-Identifier: ISC */
/*
 * Prefix-SID as words, as ExaBGP has them:
 *
 *	bgp-prefix-sid [ 300 ]
 *	bgp-prefix-sid [ 300, [ ( 800000,4096 ) ( 1000000,5000 ) ] ]
 *	bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:: 0x48 [64,24,16,0,0,0] )
 *
 * A service may have several SIDs, each with its behavior and structure.  The
 * words add up: the label index, and one service of each layer; of the same
 * one given twice the first counts.  Brackets and commas between numbers are
 * free, as in lists.
 */
#include <string.h>

#include "event/emit.h"
#include "path/attr_event.h"
#include "path/attr_text.h"
#include "path/prefix_sid.h"
#include "path/tlv.h"

enum {
	LABEL_RANGE_MAX = 0xffffff,
	BEHAVIOR_NONE = 0xffff,		/* opaque, RFC 8986 8.4 */
	SID_BITS = 128,
};

static const char *const structure_field[SRV6_STRUCTURE_FIELDS] = {
	"locator block", "locator node", "function", "argument",
	"transposition length", "transposition offset"
};

/* Is there such a TLV in the set? */
static bool
has_tlv(const struct attr_builder *b, uint8_t type)
{
	struct rbuf v;
	unsigned i;

	for (i = 0; attr_builder_get(b, ATTR_PREFIX_SID, i, &v); i++)
		if (v.left > 0 && v.p[0] == type)
			return true;
	return false;
}

static int
add(struct tokens *t, struct attr_builder *b, const struct wbuf *w,
    struct text_error *e)
{
	if (w->failed)
		return text_error_at(e, t, "bgp-prefix-sid: too long");
	if (!has_tlv(b, w->p[0]))
		attr_builder_append(b, ATTR_OPTIONAL | ATTR_TRANSITIVE,
		    ATTR_PREFIX_SID, w->p, w->len);
	return 0;
}

/* --- label index and SRGB ------------------------------------------------- */

/* ( base,range ) */
static int
srgb_item(struct tokens *t, void *arg, struct text_error *e)
{
	struct wbuf *w = arg;
	uint64_t base, range;

	if (attr_expect(t, "bgp-prefix-sid", "(", e) == -1 ||
	    token_u64(t, "base", LABEL_RANGE_MAX, &base, e) == -1)
		return -1;
	(void)token_accept(t, ",");
	if (token_u64(t, "range", LABEL_RANGE_MAX, &range, e) == -1 ||
	    attr_expect(t, "bgp-prefix-sid", ")", e) == -1)
		return -1;
	wbuf_u24(w, (uint32_t)base);
	wbuf_u24(w, (uint32_t)range);
	return 0;
}

static int
parse_srgb(struct tokens *t, struct attr_builder *b, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint8_t octets[ATTR_SET_MAX];
	struct wbuf w;
	size_t at;

	wbuf_fixed(&w, octets, sizeof(octets));
	at = tlv_begin(&w, 1, 2, PREFIX_SID_SRGB);
	wbuf_u16(&w, 0);
	if (attr_list_parse(t, "bgp-prefix-sid", srgb_item, &w, e) == -1)
		return -1;
	if (w.len == at + 2)
		return text_error_token(e, tok, "bgp-prefix-sid: a range of "
		    "labels is missing: ( base,range )");
	tlv_end(&w, at, 2);
	return add(t, b, &w, e);
}

static int
parse_index(struct tokens *t, struct attr_builder *b, struct text_error *e)
{
	bool brackets = token_accept(t, "[");
	uint8_t octets[10];
	struct wbuf w;
	uint32_t v;
	size_t at;

	if (token_u32(t, "bgp-prefix-sid", &v, e) == -1)
		return -1;
	wbuf_fixed(&w, octets, sizeof(octets));
	at = tlv_begin(&w, 1, 2, PREFIX_SID_INDEX);
	wbuf_u8(&w, 0);
	wbuf_u16(&w, 0);
	wbuf_u32(&w, v);
	tlv_end(&w, at, 2);
	if (add(t, b, &w, e) == -1)
		return -1;
	if (!brackets)
		return 0;
	if (token_accept(t, ",") && parse_srgb(t, b, e) == -1)
		return -1;
	return attr_expect(t, "bgp-prefix-sid", "]", e);
}

/* --- SRv6 services -------------------------------------------------------- */

/* [ LB,LN,F,A,TL,TO ] behind its '[' */
static int
parse_structure(struct tokens *t, struct wbuf *w, struct text_error *e)
{
	const struct token *first = token_peek(t);
	size_t at = tlv_begin(w, 1, 2, SRV6_SID_STRUCTURE);
	uint64_t v, bits = 0;
	unsigned i;

	for (i = 0; i < SRV6_STRUCTURE_FIELDS; i++) {
		if (i > 0)
			(void)token_accept(t, ",");
		if (token_u64(t, structure_field[i], SID_BITS, &v, e) == -1)
			return -1;
		bits += i < 4 ? v : 0;
		wbuf_u8(w, (uint8_t)v);
	}
	/* RFC 9252 3.2.1 */
	if (bits > SID_BITS)
		return text_error_token(e, first, "bgp-prefix-sid-srv6: the "
		    "parts of a SID are longer than its 128 bits");
	tlv_end(w, at, 2);
	return attr_expect(t, "bgp-prefix-sid-srv6", "]", e);
}

/* SID [behavior [ structure ]] */
static int
parse_sid(struct tokens *t, struct wbuf *w, struct text_error *e)
{
	size_t at = tlv_begin(w, 1, 2, SRV6_SID_INFORMATION);
	uint64_t behavior = BEHAVIOR_NONE;
	const struct token *tok;
	struct addr sid;

	if (attr_addr_parse(t, "bgp-prefix-sid-srv6", ADDR_V6, &sid, e) == -1)
		return -1;
	tok = token_peek(t);
	if (tok != NULL && strchr(tok->s, ':') == NULL &&
	    strcmp(tok->s, ")") != 0 && strcmp(tok->s, "[") != 0 &&
	    token_u64(t, "behavior", UINT16_MAX, &behavior, e) == -1)
		return -1;
	wbuf_u8(w, 0);
	wbuf_bytes(w, sid.b, sizeof(sid.b));
	wbuf_u8(w, 0);
	wbuf_u16(w, (uint16_t)behavior);
	wbuf_u8(w, 0);
	if (token_accept(t, "[") && parse_structure(t, w, e) == -1)
		return -1;
	tlv_end(w, at, 2);
	return 0;
}

static int
parse_service(struct tokens *t, struct attr_builder *b, struct text_error *e)
{
	uint8_t octets[ATTR_SET_MAX], layer;
	struct wbuf w;
	size_t at;

	if (attr_expect(t, "bgp-prefix-sid-srv6", "(", e) == -1)
		return -1;
	if (token_accept(t, "l3-service"))
		layer = PREFIX_SID_L3;
	else if (token_accept(t, "l2-service"))
		layer = PREFIX_SID_L2;
	else
		return text_error_at(e, t, "bgp-prefix-sid-srv6: 'l3-service' "
		    "or 'l2-service' is missing here");
	wbuf_fixed(&w, octets, sizeof(octets));
	at = tlv_begin(&w, 1, 2, layer);
	wbuf_u8(&w, 0);
	do
		if (parse_sid(t, &w, e) == -1)
			return -1;
	while (!token_accept(t, ")"));
	tlv_end(&w, at, 2);
	return add(t, b, &w, e);
}

/* Behind either word. */
int
attr_prefix_sid_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	bool srv6 = strcmp(t->v[t->at - 1].s, "bgp-prefix-sid-srv6") == 0;

	return srv6 ? parse_service(t, b, e) : parse_index(t, b, e);
}

/* --- print ---------------------------------------------------------------- */

static bool
all_zero(struct rbuf v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v.p[i] != 0)
			return false;
	return true;
}

static bool
structure_has_words(const uint8_t *structure)
{
	unsigned i, bits = 0;

	for (i = 0; structure != NULL && i < SRV6_STRUCTURE_FIELDS; i++) {
		if (structure[i] > SID_BITS)
			return false;
		bits += i < 4 ? structure[i] : 0;
	}
	return bits <= SID_BITS;
}

static bool
service_has_words(struct rbuf v)
{
	struct srv6_sid s;
	uint16_t type;
	unsigned n = 0;

	if (v.left == 0 || v.p[0] != 0)
		return false;
	(void)rbuf_skip(&v, 1);
	for (; v.left > 0; n++)
		if (srv6_sid_read(&v, &type, &s) == -1 ||
		    type != SRV6_SID_INFORMATION || !s.plain ||
		    !structure_has_words(s.structure))
			return false;
	return n > 0;
}

/* The SRGB has no word but behind the label index. */
bool
attr_prefix_sid_has_words(struct rbuf v)
{
	bool seen[PREFIX_SID_L2 + 1] = { false };
	uint16_t type, before = 0;
	struct rbuf body;

	for (; v.left > 0; before = type) {
		if (tlv_read(&v, 1, 2, &type, &body) == -1 ||
		    type > PREFIX_SID_L2 || seen[type])
			return false;
		seen[type] = true;
		if (type == PREFIX_SID_INDEX && all_zero(body, 3))
			continue;
		if (type == PREFIX_SID_SRGB && before == PREFIX_SID_INDEX &&
		    all_zero(body, 2))
			continue;
		if ((type != PREFIX_SID_L3 && type != PREFIX_SID_L2) ||
		    !service_has_words(body))
			return false;
	}
	return true;
}

static void
print_srgb(struct wbuf *out, struct rbuf v)
{
	const char *between = " [ ";
	uint32_t base, range;

	(void)rbuf_skip(&v, 2);
	wbuf_u8(out, ',');
	while (rbuf_u24(&v, &base) == 0 && rbuf_u24(&v, &range) == 0) {
		wbuf_printf(out, "%s( %u,%u )", between, base, range);
		between = ", ";
	}
	wbuf_str(out, " ]");
}

/* The label index, and the SRGB where *v begins with one. */
static void
print_index(struct wbuf *out, struct rbuf body, struct rbuf *v)
{
	uint32_t index = 0;
	uint16_t type;

	(void)rbuf_skip(&body, 3);
	(void)rbuf_u32(&body, &index);
	wbuf_printf(out, "bgp-prefix-sid [ %u", index);
	if (v->left > 0 && v->p[0] == PREFIX_SID_SRGB &&
	    tlv_read(v, 1, 2, &type, &body) == 0)
		print_srgb(out, body);
	wbuf_str(out, " ]");
}

static void
print_service(struct wbuf *out, uint16_t tlv, struct rbuf v)
{
	struct srv6_sid s;
	uint16_t type;
	unsigned i;

	wbuf_printf(out, "bgp-prefix-sid-srv6 ( %s", tlv == PREFIX_SID_L3 ?
	    "l3-service" : "l2-service");
	(void)rbuf_skip(&v, 1);
	while (v.left > 0 && srv6_sid_read(&v, &type, &s) == 0) {
		wbuf_u8(out, ' ');
		emit_ipv6(out, s.sid);
		wbuf_printf(out, " 0x%x", s.behavior);
		for (i = 0; s.structure != NULL && i < SRV6_STRUCTURE_FIELDS;
		    i++)
			wbuf_printf(out, "%s%u", i == 0 ? " [" : ",",
			    s.structure[i]);
		if (s.structure != NULL)
			wbuf_u8(out, ']');
	}
	wbuf_str(out, " )");
}

void
attr_prefix_sid_print(struct wbuf *out, struct rbuf v)
{
	const char *blank = "";
	struct rbuf body;
	uint16_t type;

	while (tlv_read(&v, 1, 2, &type, &body) == 0) {
		wbuf_str(out, blank);
		blank = " ";
		if (type == PREFIX_SID_INDEX)
			print_index(out, body, &v);
		else
			print_service(out, type, body);
	}
}

/* ExaBGP's for a label index; what it writes for a service does not read. */
void
attr_prefix_sid_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	if (!attr_prefix_sid_has_words(a->value)) {
		attr_raw_line(w, a, shape);
		return;
	}
	wbuf_u8(w, ' ');
	attr_prefix_sid_print(w, a->value);
}
