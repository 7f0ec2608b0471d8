/* SPDX-License-Identifier: ISC */
/*
 * Extended communities as events name them: ExaBGP's strings, one row each
 * (RFC 4360, RFC 5668, RFC 5701, RFC 7153, RFC 8955 7, RFC 9012).  A row is
 * found by type and subtype; the transitive bit makes no difference, for some
 * speakers set it where they must not.
 */
#include <math.h>
#include <string.h>

#include "event/emit.h"
#include "path/attr_event.h"

enum { NON_TRANSITIVE = 0x40 };

struct row {
	uint8_t		 type;		/* without NON_TRANSITIVE */
	uint8_t		 sub;
	uint8_t		 shape;		/* the first that has the name */
	const char	*name;
	/* False: this one has no name after all. */
	bool		(*write)(struct wbuf *w, const struct row *row,
			    const uint8_t *c, unsigned shape);
};

static uint32_t
get_u16(const uint8_t *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t
get_u32(const uint8_t *p)
{
	return get_u16(p) << 16 | get_u16(p + 2);
}

static void
name(struct wbuf *w, const struct row *row)
{
	wbuf_str(w, row->name);
	wbuf_u8(w, ':');
}

static bool
as2_number(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	name(w, row);
	emit_number(w, get_u16(c + 2));
	wbuf_u8(w, ':');
	emit_number(w, get_u32(c + 4));
	return true;
}

/* Route origin: ExaBGP takes the number for an address. */
static bool
as2_address(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	name(w, row);
	emit_number(w, get_u16(c + 2));
	wbuf_u8(w, ':');
	emit_ipv4(w, c + 4);
	return true;
}

static bool
address_number(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	name(w, row);
	emit_ipv4(w, c + 2);
	wbuf_u8(w, ':');
	emit_number(w, get_u16(c + 6));
	return true;
}

/* An L only where the number alone would be read as two octets. */
static bool
as4_number(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	uint32_t as = get_u32(c + 2);

	name(w, row);
	emit_number(w, as);
	if (shape < SHAPE_5 && as <= UINT16_MAX)
		wbuf_u8(w, 'L');
	wbuf_u8(w, ':');
	emit_number(w, get_u16(c + 6));
	return true;
}

/* IANA BGP Tunnel Encapsulation Attribute Tunnel Types. */
static const struct {
	uint16_t	 number;
	const char	*name;
} tunnels[] = {
	{ 0, "Default" }, { 1, "L2TPv3" }, { 2, "GRE" }, { 7, "IP-in-IP" },
	{ 8, "VXLAN" }, { 9, "NVGRE" }, { 10, "MPLS" }, { 12, "VXLAN-GPE" },
	{ 13, "MPLS-in-UDP" },
};

static bool
encapsulation(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	uint32_t tunnel = get_u16(c + 6);
	size_t i;

	(void)shape;
	name(w, row);
	for (i = 0; i < sizeof(tunnels) / sizeof(tunnels[0]); i++)
		if (tunnels[i].number == tunnel) {
			wbuf_str(w, tunnels[i].name);
			return true;
		}
	wbuf_str(w, "UNKNOWN-");
	emit_number(w, tunnel);
	return true;
}

static bool
sort_order(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	name(w, row);
	emit_number(w, get_u32(c + 2));
	return true;
}

/* RFC 7432 7.7 */
static bool
mac_mobility(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	name(w, row);
	emit_number(w, get_u32(c + 4));
	if ((c[2] & 1) != 0)
		wbuf_str(w, ":sticky");
	return true;
}

static bool
interface_set(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	static const char *const ways[] = {
		"0", "input", "output", "input-output"
	};

	(void)shape;
	name(w, row);
	wbuf_str(w, ways[c[6] >> 6]);
	wbuf_u8(w, ':');
	emit_number(w, get_u32(c + 2));
	wbuf_u8(w, ':');
	emit_number(w, get_u16(c + 6) & 0x3fff);
	return true;
}

/* RFC 8955 7.1, 7.2: a rate that is no number has no string. */
static bool
rate(struct wbuf *w, const struct row *row, const uint8_t *c, unsigned shape)
{
	uint32_t bits = get_u32(c + 4);
	float v;

	(void)shape;
	memcpy(&v, &bits, sizeof(v));
	if (!isfinite(v))
		return false;
	name(w, row);
	if (v > -1e9F && v < 1e9F)
		wbuf_printf(w, "%d", (int)v);
	else		/* a whole number already */
		wbuf_printf(w, "%.0f", (double)v);
	if (row->sub == 0x0c)
		wbuf_str(w, ":packets");
	return true;
}

static bool
action(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	static const char *const what[] = {
		"", "terminal", "sample", "sample-terminal"
	};

	(void)shape;
	wbuf_str(w, row->name);
	wbuf_u8(w, ' ');
	wbuf_str(w, what[c[7] & 3]);
	return true;
}

static bool
mark(struct wbuf *w, const struct row *row, const uint8_t *c, unsigned shape)
{
	(void)shape;
	wbuf_str(w, row->name);
	wbuf_u8(w, ' ');
	emit_number(w, c[7]);
	return true;
}

/* RFC 4761 3.2.4 */
static bool
l2info(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	name(w, row);
	emit_number(w, c[2]);
	wbuf_u8(w, ':');
	emit_number(w, c[3]);
	wbuf_u8(w, ':');
	emit_number(w, get_u16(c + 4));
	wbuf_u8(w, ':');
	emit_number(w, get_u16(c + 6));
	return true;
}

static bool
nexthop(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	wbuf_str(w, (c[7] & 1) != 0 ? "copy" : "redirect");
	wbuf_str(w, row->name);
	return true;
}

static void
ietf_nexthop(struct wbuf *w, const struct row *row, const uint8_t *c,
    bool copy)
{
	wbuf_str(w, copy ? "copy" : "redirect");
	wbuf_str(w, row->name);
	if (row->type == 1)
		emit_ipv4(w, c + 2);
	else
		emit_ipv6(w, c + 2);
	if (copy)
		wbuf_str(w, " (with copy)");
}

static bool
ietf_nexthop_ipv4(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	ietf_nexthop(w, row, c, (c[7] & 1) != 0);
	return true;
}

static bool
ietf_nexthop_ipv6(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	ietf_nexthop(w, row, c, (c[19] & 1) != 0);
	return true;
}

static bool
redirect_ipv6(struct wbuf *w, const struct row *row, const uint8_t *c,
    unsigned shape)
{
	(void)shape;
	wbuf_str(w, row->name);
	wbuf_u8(w, ' ');
	emit_ipv6(w, c + 2);
	wbuf_u8(w, ':');
	emit_number(w, get_u16(c + 18));
	return true;
}

static const struct row rows[] = {
	{ 0x00, 0x02, SHAPE_4, "target", as2_number },
	{ 0x01, 0x02, SHAPE_4, "target", address_number },
	{ 0x02, 0x02, SHAPE_4, "target", as4_number },
	{ 0x00, 0x03, SHAPE_4, "origin", as2_address },
	{ 0x01, 0x03, SHAPE_4, "origin", address_number },
	{ 0x02, 0x03, SHAPE_4, "origin", as4_number },
	{ 0x00, 0x13, SHAPE_4, "rtrecord", as2_number },
	{ 0x01, 0x13, SHAPE_4, "rtrecord", address_number },
	{ 0x02, 0x13, SHAPE_4, "rtrecord", as4_number },
	{ 0x01, 0x0c, SHAPE_4, "-to-nexthop-ietf ", ietf_nexthop_ipv4 },
	{ 0x03, 0x0c, SHAPE_4, "encap", encapsulation },
	{ 0x03, 0x14, SHAPE_4, "consistentHashSortOrder", sort_order },
	{ 0x06, 0x00, SHAPE_4, "mac-mobility", mac_mobility },
	{ 0x07, 0x02, SHAPE_4, "interface-set", interface_set },
	{ 0x08, 0x00, SHAPE_4, "-to-nexthop", nexthop },
	{ 0x0c, 0x00, SHAPE_5, "mup", as2_number },
	{ 0x80, 0x06, SHAPE_4, "rate-limit", rate },
	{ 0x80, 0x0c, SHAPE_6, "rate-limit", rate },
	{ 0x80, 0x07, SHAPE_4, "action", action },
	{ 0x80, 0x08, SHAPE_4, "redirect", as2_number },
	{ 0x82, 0x08, SHAPE_4, "redirect", as4_number },
	{ 0x80, 0x09, SHAPE_4, "mark", mark },
	{ 0x80, 0x0a, SHAPE_4, "l2info", l2info },
};

static const struct row ipv6_rows[] = {
	{ 0x00, 0x0c, SHAPE_4, "-to-nexthop-ietf ", ietf_nexthop_ipv6 },
	{ 0x80, 0x0b, SHAPE_4, "redirect", redirect_ipv6 },
};

static bool
write_row(struct wbuf *w, const struct row *table, size_t n,
    const uint8_t *c, unsigned shape)
{
	uint8_t type = c[0] & (uint8_t)~NON_TRANSITIVE;
	size_t i;

	for (i = 0; i < n; i++)
		if (table[i].type == type && table[i].sub == c[1] &&
		    table[i].shape <= shape)
			return table[i].write(w, &table[i], c, shape);
	return false;
}

bool
ext_event(struct wbuf *w, const uint8_t c[8], unsigned shape)
{
	return write_row(w, rows, sizeof(rows) / sizeof(rows[0]), c, shape);
}

bool
ext_event_ipv6(struct wbuf *w, const uint8_t c[20], unsigned shape)
{
	return write_row(w, ipv6_rows,
	    sizeof(ipv6_rows) / sizeof(ipv6_rows[0]), c, shape);
}
