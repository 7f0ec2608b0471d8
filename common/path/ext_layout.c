/* SPDX-License-Identifier: ISC */
/*
 * Extended communities whose fields stand at fixed places, every other bit
 * zero (RFC 4577 4.2.6, RFC 7432 7, RFC 8214 3.1, RFC 8317 5.1, RFC 8584 2.2,
 * RFC 9012 4, RFC 9047, RFC 9135 8.1, RFC 9251 9, RFC 9785 3): a row says
 * which.  What has other bits too is no such form, and shown as octets.
 */
#include <string.h>

#include "base/octets.h"
#include "bgp/addr.h"
#include "event/emit.h"
#include "path/ext_form.h"
#include "path/tunnel_type.h"
#include "text/token.h"

enum { PARTS_MAX = 4, MAC_OCTETS = 6 };

enum kind {
	KIND_NONE,
	KIND_NUMBER,		/* shift: how far it stands to the left */
	KIND_ADDRESS,
	KIND_MAC,		/* six fields of text */
	KIND_TUNNEL,		/* a name, or its number */
	KIND_WORD,		/* perhaps there: a bit */
};

struct part {
	enum kind	 kind;
	uint8_t		 at;
	uint8_t		 octets;
	uint8_t		 shift;
	uint32_t	 max;
	bool		 optional;	/* a number, at the end, 0 without */
	const char	*word;
};

struct layout {
	struct ext_form	form;
	struct part	parts[PARTS_MAX];
};

static void
put(uint8_t *p, uint32_t v, unsigned n)
{
	while (n-- > 0) {
		p[n] |= (uint8_t)v;
		v >>= 8;
	}
}

static int
read_mac(const struct ext_fields *f, unsigned at, uint8_t *p)
{
	char text[5] = "0x";
	uint64_t v;
	unsigned i;

	for (i = 0; i < MAC_OCTETS; i++) {
		if (at + i >= f->n || strlen(f->v[at + i]) != 2)
			return -1;
		memcpy(text + 2, f->v[at + i], 3);
		if (text_u64(text, UINT8_MAX, &v) == -1)
			return -1;
		p[i] = (uint8_t)v;
	}
	return 0;
}

/* One field; how many of text it took, or -1. */
static int
read_part(const struct part *q, const struct ext_fields *f, unsigned at,
    uint8_t c[8])
{
	const char *s = at < f->n ? f->v[at] : NULL;
	struct addr a;
	uint16_t tunnel;
	uint64_t v;

	if (s == NULL)
		return q->optional ? 0 : -1;
	switch (q->kind) {
	case KIND_NUMBER:
		if (text_u64(s, q->max, &v) == -1)
			return -1;
		put(c + q->at, (uint32_t)v << q->shift, q->octets);
		return 1;
	case KIND_ADDRESS:
		if (addr_parse(s, &a) == -1 || a.af != ADDR_V4)
			return -1;
		memcpy(c + q->at, a.b, 4);
		return 1;
	case KIND_MAC:
		return read_mac(f, at, c + q->at) == -1 ? -1 : MAC_OCTETS;
	case KIND_TUNNEL:
		if (tunnel_type_parse(s, &tunnel) == -1)
			return -1;
		put(c + q->at, tunnel, q->octets);
		return 1;
	case KIND_WORD:
		if (strcmp(s, q->word) != 0)
			return -1;
		put(c + q->at, 1, q->octets);
		return 1;
	case KIND_NONE:
		break;
	}
	return -1;
}

static const struct part *
parts_of(const struct ext_form *form)
{
	return ((const struct layout *)(const void *)form)->parts;
}

static int
read_layout(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	const struct part *q = parts_of(form);
	unsigned i, at = 0;
	int n;

	memset(c, 0, 8);
	c[0] = form->type;
	c[1] = form->sub;
	for (i = 0; i < PARTS_MAX && q[i].kind != KIND_NONE; i++) {
		if ((n = read_part(&q[i], f, at, c)) == -1)
			return -1;
		at += (unsigned)n;
	}
	return at == f->n ? 0 : -1;
}

/* Writes it, and clears its bits in left. */
static void
print_part(const struct part *q, uint8_t left[8], struct wbuf *out)
{
	uint32_t v = (uint32_t)octets_number(left + q->at, q->octets);
	uint32_t mine = v;
	const char *name;
	unsigned i;

	switch (q->kind) {
	case KIND_NUMBER:
		v = v >> q->shift & q->max;
		mine = v << q->shift;
		if (v != 0 || !q->optional)
			wbuf_printf(out, ":%u", v);
		break;
	case KIND_ADDRESS:
		wbuf_u8(out, ':');
		emit_ipv4(out, left + q->at);
		break;
	case KIND_MAC:
		for (i = 0; i < MAC_OCTETS; i++)
			wbuf_printf(out, ":%02x", left[q->at + i]);
		memset(left + q->at, 0, MAC_OCTETS);
		return;
	case KIND_TUNNEL:
		name = tunnel_type_name((uint16_t)v);
		if (name != NULL)
			wbuf_printf(out, ":%s", name);
		else
			wbuf_printf(out, ":%u", v);
		break;
	case KIND_WORD:
		mine = v & 1;
		if (mine != 0)
			wbuf_printf(out, ":%s", q->word);
		break;
	case KIND_NONE:
		return;
	}
	for (i = q->octets; i-- > 0; mine >>= 8)
		left[q->at + i] &= (uint8_t)~mine;
}

static bool
print_layout(const struct ext_form *form, const uint8_t c[8],
    struct wbuf *out)
{
	const struct part *q = parts_of(form);
	size_t at = out->len;
	uint8_t left[8];
	unsigned i;

	if (c[0] != form->type || c[1] != form->sub)
		return false;
	memcpy(left, c, sizeof(left));
	wbuf_str(out, form->name);
	for (i = 0; i < PARTS_MAX && q[i].kind != KIND_NONE; i++)
		print_part(&q[i], left, out);
	if (octets_number(left + 2, 4) == 0 &&
	    octets_number(left + 6, 2) == 0)
		return true;
	if (!out->failed)
		wbuf_truncate(out, at);
	return false;
}

#define ROW(name, alias, type, sub, fields, usage) \
	{ name, alias, type, sub, fields, usage, read_layout, print_layout }
#define U8(at)		{ KIND_NUMBER, at, 1, 0, UINT8_MAX, false, NULL }
#define U16(at)		{ KIND_NUMBER, at, 2, 0, UINT16_MAX, false, NULL }
#define U32(at)		{ KIND_NUMBER, at, 4, 0, UINT32_MAX, false, NULL }
/* The upper 20 bits of three octets. */
#define LABEL(at)	{ KIND_NUMBER, at, 3, 4, 0xfffff, false, NULL }
#define MAC(at)		{ KIND_MAC, at, 0, 0, 0, false, NULL }
#define BIT(at, word)	{ KIND_WORD, at, 1, 0, 1, true, word }

static const struct layout layouts[] = {
	{ ROW("ospf-route-type", "ort", 0x03, 0x06, 3, "area:type:options"),
	    { { KIND_ADDRESS, 2, 4, 0, 0, false, NULL }, U8(6), U8(7) } },
	{ ROW("color", NULL, 0x03, 0x0b, 1, "a number, and perhaps :0-3"),
	    { U32(4), { KIND_NUMBER, 2, 1, 6, 3, true, NULL } } },
	{ ROW("encap", NULL, 0x03, 0x0c, 1,
	    "the type of a tunnel: a name such as vxlan, or a number"),
	    { { KIND_TUNNEL, 6, 2, 0, 0, false, NULL } } },
	{ ROW("default-gateway", "defgw", 0x03, 0x0d, 0, "nothing"),
	    { { KIND_NONE, 0, 0, 0, 0, false, NULL } } },
	{ ROW("consistent-hash", NULL, 0x03, 0x14, 1, "a number"),
	    { U32(2) } },
	{ ROW("mac-mobility", "mac-mob", 0x06, 0x00, 1,
	    "a number, and perhaps :sticky"), { U32(4), BIT(2, "sticky") } },
	{ ROW("esi-label", "esi-lab", 0x06, 0x01, 1,
	    "a label, and perhaps :single-active"),
	    { LABEL(5), BIT(2, "single-active") } },
	{ ROW("es-import", "esi-rt", 0x06, 0x02, 1,
	    "an address such as 00:00:5e:00:53:01"), { MAC(2) } },
	{ ROW("router-mac", NULL, 0x06, 0x03, 1,
	    "an address such as 00:00:5e:00:53:01"), { MAC(2) } },
	{ ROW("l2-attributes", NULL, 0x06, 0x04, 1, "flags:mtu"),
	    { U16(2), U16(4) } },
	{ ROW("e-tree", NULL, 0x06, 0x05, 1,
	    "a label, and perhaps :leaf"), { LABEL(5), BIT(2, "leaf") } },
	{ ROW("df-election", NULL, 0x06, 0x06, 1,
	    "algorithm:capabilities:preference"),
	    { U8(2), U16(3), U16(6) } },
	{ ROW("nd-flags", NULL, 0x06, 0x08, 1, "0-255"), { U8(2) } },
	{ ROW("multicast-flags", NULL, 0x06, 0x09, 1, "0-65535"),
	    { U16(2) } },
};

enum { LAYOUTS = sizeof(layouts) / sizeof(layouts[0]) };

const struct ext_form *
ext_layout_form(unsigned nth)
{
	return nth < LAYOUTS ? &layouts[nth].form : NULL;
}
