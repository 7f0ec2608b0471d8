/* SPDX-License-Identifier: ISC */
/*
 * A flow specification rule in events: ExaBGP's object, one member for each
 * component with its alternatives, then the whole as words.
 */
#include "event/emit.h"
#include "path/flow.h"

static void
member(struct wbuf *w, const char *name)
{
	wbuf_u8(w, '"');
	wbuf_str(w, name);
	wbuf_str(w, "\": ");
}

static void
component(struct wbuf *w, const struct flow_part *p, uint8_t af)
{
	struct rbuf ops = p->ops;
	const char *comma = "";

	member(w, flow_word(p->type, af));
	wbuf_str(w, "[ ");
	if (p->row->kind == FLOW_PREFIX) {
		wbuf_u8(w, '"');
		flow_print_prefix(w, p, af);
		wbuf_u8(w, '"');
	}
	while (ops.left > 0) {
		wbuf_str(w, comma);
		wbuf_u8(w, '"');
		flow_print_terms(w, p, af, &ops);
		wbuf_u8(w, '"');
		comma = ", ";
	}
	wbuf_str(w, " ], ");
}

/* There is no shorter form of a rule, so that compact changes nothing. */
void
flow_json(struct wbuf *w, struct rbuf key, struct flow_family k,
    const struct nlri_form *f, const uint32_t *path_id)
{
	struct flow_part p = { 0 };
	struct rbuf parts = key, rd;
	struct addr id;

	wbuf_str(w, "{ ");
	if (k.vpn && rbuf_sub(&parts, RD_SIZE, &rd) == -1)
		parts.left = 0;
	while (flow_next(&parts, k.af, &p) == 1)
		component(w, &p, k.af);
	if (k.vpn && key.left >= RD_SIZE) {
		member(w, "rd");
		wbuf_u8(w, '"');
		rd_print(w, key.p);
		wbuf_str(w, "\", ");
	}
	if (path_id != NULL) {
		id = addr_v4(*path_id);
		member(w, "path-information");
		wbuf_u8(w, '"');
		emit_addr(w, &id);
		wbuf_str(w, "\", ");
	}
	/* the target of a redirect; later shapes have it as a key only */
	if (f->shape < SHAPE_5 && f->nexthop != NULL &&
	    f->nexthop->global.af != ADDR_NONE) {
		member(w, "next-hop");
		wbuf_u8(w, '"');
		emit_addr(w, &f->nexthop->global);
		wbuf_str(w, "\", ");
	}
	member(w, "string");
	wbuf_str(w, "\"flow ");
	flow_print(w, key, k);
	wbuf_str(w, "\" }");
}
