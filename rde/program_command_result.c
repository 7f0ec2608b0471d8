/* SPDX-License-Identifier: ISC */
/*
 * The objects of ExaBGP 6.  A line may name a million routes:
 * what would be a line of more than that, or take long, is a number.
 */
#include "attrs.h"
#include "event/escape.h"
#include "nexthops.h"
#include "originate.h"
#include "path/attr.h"
#include "program_command_result.h"
#include "program_show_form.h"

/* INDEX_MORE: family, path id, length, and what a withdraw adds */
enum { RESULTS_MAX = 512, INDEX_MORE = 64 };

void
command_result_index(struct wbuf *w, const struct nlri *n)
{
	const struct family_info *f = family_info((enum family)n->family);
	const bool id = n->has_path_id != 0;
	uint8_t octets[NLRI_ROOM + INDEX_MORE];
	struct wbuf b;
	size_t i;

	wbuf_fixed(&b, octets, sizeof(octets));
	wbuf_u16(&b, f->afi);
	wbuf_u8(&b, f->safi);
	wbuf_u8(&b, id);
	/* the key alone */
	nlri_write(&b, n, NLRI_WITHDRAW | (id ? NLRI_ADD_PATH : 0U));
	for (i = 0; i < b.len; i++)
		wbuf_printf(w, "%02x", octets[i]);
}

static void
put_index(struct wbuf *w, const struct nlri *n)
{
	wbuf_str(w, "\"index\": \"");
	command_result_index(w, n);
	wbuf_u8(w, '"');
}

/* attrs: the text that all have. */
static void
put_added(struct wbuf *w, const struct rde *rde, const struct network *q,
    const struct nlri *n, struct rbuf attrs, bool can)
{
	const struct originate_route *r = network_route(q);

	wbuf_u8(w, '{');
	put_index(w, n);
	wbuf_str(w, ", \"route\": \"");
	show_form_route(w, n, r->self ? NULL :
	    nexthops_get(rde->nexthops, r->nexthop));
	if (r->self)
		wbuf_str(w, " next-hop self");
	/* A name in them may be quoted. */
	if (attrs.left > 0)
		escape_json(w, attrs.p, attrs.left);
	wbuf_printf(w, "\", \"success\": %s", can ? "true" : "false");
	if (!can)
		wbuf_str(w, ", \"error\": \"no neighbor that it is for has "
		    "this family\"");
	wbuf_u8(w, '}');
}

static void
put_removed(struct wbuf *w, const struct nlri *n, bool can, bool by_index)
{
	wbuf_printf(w, "{\"removed\": %s, ", can ? "true" : "false");
	if (!by_index) {
		wbuf_str(w, "\"route\": \"");
		show_form_route(w, n, NULL);
		wbuf_str(w, "\", ");
	}
	put_index(w, n);
	wbuf_u8(w, '}');
}

static unsigned
put_each(struct wbuf *w, const struct rde *rde, const struct network *q,
    enum command_result_form form, struct rbuf attrs)
{
	struct network_walk walk = { .at = 0 };
	unsigned n, done = 0;
	bool can;

	for (n = 0; network_next(q, &walk); n++) {
		if (n > 0)
			wbuf_str(w, ", ");
		can = form == RESULT_ADDED ?
		    network_has_family(q, walk.now.family) :
		    network_is_announced(q, &walk.now);
		if (form == RESULT_ADDED)
			put_added(w, rde, q, &walk.now, attrs, can);
		else
			put_removed(w, &walk.now, can, form == RESULT_INDEX);
		done += can;
	}
	return done;
}

bool
command_result_put(struct wbuf *w, const struct rde *rde,
    const struct network *q, enum command_result_form form)
{
	uint64_t n = network_total(q), done = n;
	struct wbuf attrs;

	wbuf_growable(&attrs, w->max);
	if (form == RESULT_ADDED)
		attr_set_line(&attrs, attrs_octets(rde->attrs,
		    network_route(q)->attrs), 4);
	if (n > 1)
		wbuf_u8(w, '[');
	if (n <= RESULTS_MAX)
		done = put_each(w, rde, q, form, wbuf_view(&attrs));
	if (n > 1)
		wbuf_u8(w, ']');
	if (n > RESULTS_MAX || attrs.failed || w->failed) {
		wbuf_reset(w);
		wbuf_printf(w, "{\"routes\": %llu}", (unsigned long long)n);
	}
	wbuf_free(&attrs);
	return done > 0;
}
