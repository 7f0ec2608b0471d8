/* SPDX-License-Identifier: ISC */
/*
 * Lists of communities and clusters in events: as they came in JSON, sorted in
 * text, where ExaBGP gives some standard ones their names.
 */
#include <string.h>

#include "event/emit.h"
#include "path/attr_community.h"
#include "path/attr_event.h"

typedef void unit_fn(struct wbuf *w, const uint8_t *unit, unsigned shape);

/* A kind of list: how wide a unit is, and how one is said. */
struct kind {
	const char	*key;
	const char	*word;
	size_t		 unit;
	unit_fn		*json;
	unit_fn		*line;
};

static uint32_t
get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static void
list_json(struct wbuf *w, const struct kind *k, struct rbuf v,
    unsigned shape)
{
	const char *before = "[ ";
	struct rbuf one;

	wbuf_str(w, k->key);
	while (rbuf_sub(&v, k->unit, &one) == 0) {
		wbuf_str(w, before);
		k->json(w, one.p, shape);
		before = ", ";
	}
	wbuf_str(w, " ]");
}

static void
units_line(struct wbuf *w, const struct kind *k, struct rbuf v,
    unsigned shape)
{
	bool brackets = v.left > k->unit;
	struct rbuf one;

	if (brackets)
		wbuf_str(w, "[ ");
	while (rbuf_sub(&v, k->unit, &one) == 0) {
		k->line(w, one.p, shape);
		if (brackets)
			wbuf_u8(w, ' ');
	}
	if (brackets)
		wbuf_u8(w, ']');
}

static void
list_line(struct wbuf *w, const struct kind *k, struct rbuf v,
    unsigned shape)
{
	uint8_t sorted[ATTR_SET_MAX];

	wbuf_str(w, k->word);
	if (v.left > k->unit && v.left <= sizeof(sorted)) {
		memcpy(sorted, v.p, v.left);
		units_order(sorted, v.left, k->unit);
		v.p = sorted;
	}
	units_line(w, k, v, shape);
}

static const struct {
	uint32_t	 value;
	const char	*name;
} named[] = {
	{ 0xffff029a, "blackhole" }, { 0xffffff01, "no-export" },
	{ 0xffffff02, "no-advertise" }, { 0xffffff03, "no-export-subconfed" },
	{ 0xffffff04, "no-peer" },
};

static void
community_unit_json(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	uint32_t c = get_u32(p);

	(void)shape;
	wbuf_str(w, "[ ");
	emit_number(w, c >> 16);
	wbuf_str(w, ", ");
	emit_number(w, c & 0xffff);
	wbuf_str(w, " ]");
}

static void
community_unit_line(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	uint32_t c = get_u32(p);
	size_t i;

	(void)shape;
	if (c >= named[0].value)
		for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
			if (named[i].value == c) {
				wbuf_str(w, named[i].name);
				return;
			}
	emit_number(w, c >> 16);
	wbuf_u8(w, ':');
	emit_number(w, c & 0xffff);
}

static const struct kind communities = { "\"community\": ", " community ",
	COMMUNITY_SIZE, community_unit_json, community_unit_line };

void
attr_community_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_json(w, &communities, a->value, shape);
}

void
attr_community_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_line(w, &communities, a->value, shape);
}

static void
large_unit(struct wbuf *w, const uint8_t *p, const char *first,
    const char *second)
{
	emit_number(w, get_u32(p));
	wbuf_str(w, first);
	emit_number(w, get_u32(p + 4));
	wbuf_str(w, second);
	emit_number(w, get_u32(p + 8));
}

static void
large_unit_json(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	(void)shape;
	wbuf_str(w, "[ ");
	large_unit(w, p, ", ", " , ");
	wbuf_str(w, " ]");
}

static void
large_unit_line(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	(void)shape;
	large_unit(w, p, ":", ":");
}

static const struct kind large = { "\"large-community\": ",
	" large-community ", LARGE_COMMUNITY_SIZE, large_unit_json,
	large_unit_line };

void
attr_large_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_json(w, &large, a->value, shape);
}

void
attr_large_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_line(w, &large, a->value, shape);
}

/* --- CLUSTER_LIST: its order says where the route came along --- */

static void
cluster_unit_json(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	(void)shape;
	wbuf_u8(w, '"');
	emit_ipv4(w, p);
	wbuf_u8(w, '"');
}

static const struct kind clusters = { "\"cluster-list\": ", NULL, 4,
	cluster_unit_json, NULL };

void
attr_cluster_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_json(w, &clusters, a->value, shape);
}

void
attr_cluster_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	struct rbuf v = a->value, one;

	(void)shape;
	wbuf_str(w, " cluster-list [");
	while (rbuf_sub(&v, 4, &one) == 0) {
		wbuf_u8(w, ' ');
		emit_ipv4(w, one.p);
	}
	wbuf_str(w, " ]");
}

/* --- extended communities --- */

static void
ext_unit_json(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	wbuf_str(w, "{ \"value\": ");
	emit_number(w, (uint64_t)get_u32(p) << 32 | get_u32(p + 4));
	wbuf_str(w, ", \"string\": \"");
	if (!ext_event(w, p, shape) && shape >= SHAPE_5)
		emit_hex(w, p, EXT_COMMUNITY_SIZE);
	wbuf_str(w, "\" }");
}

static void
ext_unit_line(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	if (!ext_event(w, p, shape))
		emit_hex(w, p, EXT_COMMUNITY_SIZE);
}

static const struct kind extended = { "\"extended-community\": ",
	" extended-community ", EXT_COMMUNITY_SIZE, ext_unit_json,
	ext_unit_line };

void
attr_ext_community_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_json(w, &extended, a->value, shape);
}

void
attr_ext_community_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_line(w, &extended, a->value, shape);
}

/* --- IPv6 extended communities: shape 4 has no key for them --- */

static void
ipv6_ext_unit_json(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	wbuf_str(w, "{ \"value\": ");
	emit_wide(w, p, IPV6_EXT_COMMUNITY_SIZE);
	wbuf_str(w, ", \"string\": \"");
	if (!ext_event_ipv6(w, p, shape))
		emit_hex(w, p, IPV6_EXT_COMMUNITY_SIZE);
	wbuf_str(w, "\" }");
}

static void
ipv6_ext_unit_line(struct wbuf *w, const uint8_t *p, unsigned shape)
{
	if (!ext_event_ipv6(w, p, shape))
		emit_hex(w, p, IPV6_EXT_COMMUNITY_SIZE);
}

static const struct kind ipv6_extended = { "\"extended-community-ipv6\": ",
	" attribute [ 0x19 0xC0 ", IPV6_EXT_COMMUNITY_SIZE,
	ipv6_ext_unit_json, ipv6_ext_unit_line };

void
attr_ipv6_ext_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	if (shape >= SHAPE_5) {
		list_json(w, &ipv6_extended, a->value, shape);
		return;
	}
	list_line(w, &(struct kind){ .word = "\"attribute-0x19-0xC0\": \"",
	    .unit = IPV6_EXT_COMMUNITY_SIZE, .line = ipv6_ext_unit_line },
	    a->value, shape);
	wbuf_u8(w, '"');
}

void
attr_ipv6_ext_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	list_line(w, &ipv6_extended, a->value, shape);
	wbuf_str(w, " ]");
}
