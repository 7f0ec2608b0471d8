/* SPDX-License-Identifier: ISC */
/* Attributes of one value in events: rows of attr_table.c. */
#include "event/emit.h"
#include "path/attr_event.h"

static const char *const origin_name[] = { "igp", "egp", "incomplete" };

void
attr_origin_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	wbuf_str(w, "\"origin\": \"");
	wbuf_str(w, origin_name[a->value.p[0]]);
	wbuf_u8(w, '"');
}

void
attr_origin_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	wbuf_str(w, " origin ");
	wbuf_str(w, origin_name[a->value.p[0]]);
}

static void
address(struct wbuf *w, const char *before, const struct attr *a,
    const char *after)
{
	wbuf_str(w, before);
	emit_ipv4(w, a->value.p);
	wbuf_str(w, after);
}

void
attr_nexthop_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	address(w, "\"next-hop\": \"", a, "\"");
}

void
attr_originator_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	address(w, "\"originator-id\": \"", a, "\"");
}

void
attr_originator_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	address(w, " originator-id ", a, "");
}

static void
number(struct wbuf *w, const char *before, const struct attr *a)
{
	struct rbuf v = a->value;
	uint32_t n;

	wbuf_str(w, before);
	if (rbuf_u32(&v, &n) == 0)
		emit_number(w, n);
}

void
attr_med_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	number(w, "\"med\": ", a);
}

void
attr_med_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	number(w, " med ", a);
}

void
attr_local_pref_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	number(w, "\"local-preference\": ", a);
}

void
attr_local_pref_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	number(w, " local-preference ", a);
}

void
attr_atomic_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)a;
	(void)shape;
	wbuf_str(w, "\"atomic-aggregate\": true");
}

void
attr_atomic_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)a;
	(void)shape;
	wbuf_str(w, " atomic-aggregate");
}

static void
aggregator(struct wbuf *w, const char *before, const struct attr *a,
    const char *after)
{
	number(w, before, a);
	wbuf_u8(w, ':');
	emit_ipv4(w, a->value.p + 4);
	wbuf_str(w, after);
}

void
attr_aggregator_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	aggregator(w, "\"aggregator\": \"", a, "\"");
}

void
attr_aggregator_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	aggregator(w, " aggregator ( ", a, " )");
}

/* RFC 7311 3: the first metric counts; without one there is no attribute. */
static void
aigp(struct wbuf *w, const char *before, const struct attr *a,
    const char *after)
{
	struct rbuf v = a->value, body;
	uint16_t len;
	uint8_t type;

	while (rbuf_u8(&v, &type) == 0 && rbuf_u16(&v, &len) == 0 &&
	    len >= 3 && rbuf_sub(&v, len - 3U, &body) == 0)
		if (type == 1) {
			wbuf_str(w, before);
			emit_hex_lower(w, body.p, body.left);
			wbuf_str(w, after);
			return;
		}
}

void
attr_aigp_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	aigp(w, "\"aigp\": \"", a, "\"");
}

void
attr_aigp_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	(void)shape;
	aigp(w, " aigp ", a, "");
}

/* RFC 9234 5; no ExaBGP before 6 knows it. */
void
attr_otc_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	if (shape < SHAPE_6)
		attr_raw_json(w, a, shape);
	else
		number(w, "\"otc\": ", a);
}

void
attr_otc_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	if (shape < SHAPE_6)
		attr_raw_line(w, a, shape);
	else
		number(w, " otc ", a);
}
