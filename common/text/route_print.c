/* SPDX-License-Identifier: ISC */
/*
 * A route as text that the grammar reads back: the NLRI, the next hop, the
 * attributes in the order of their types, then what is said about the route
 * as a whole.
 */
#include "text/route_keyed.h"

/* All but the NLRI, a blank before each word. */
static void
print_words(struct wbuf *out, const struct route_spec *s)
{
	if (s->nexthop_kind == NEXTHOP_SELF)
		wbuf_str(out, " next-hop self");
	else if (s->nexthop_kind == NEXTHOP_ADDR) {
		wbuf_str(out, " next-hop ");
		nexthop_print(out, &s->nexthop);
	}
	if (s->attrs.len > 0) {
		wbuf_u8(out, ' ');
		attr_set_print(out, wbuf_view(&s->attrs));
	}
	if (s->prepend_self > 0)
		wbuf_printf(out, " prepend-self %u", s->prepend_self);
	if (s->name[0] != '\0') {
		wbuf_str(out, " name ");
		token_print(out, s->name);
	}
	if (s->watchdog[0] != '\0') {
		wbuf_str(out, " watchdog ");
		token_print(out, s->watchdog);
	}
	if (s->withdrawn)
		wbuf_str(out, " withdraw");
	if (s->lease_ms > 0) {
		wbuf_str(out, " for ");
		duration_print(out, s->lease_ms);
	}
	if (s->until_wall > 0) {
		wbuf_str(out, " until ");
		until_print(out, s->until_wall);
	}
	if (s->reason[0] != '\0') {
		wbuf_str(out, " reason ");
		token_print(out, s->reason);
	}
	if (s->force)
		wbuf_str(out, " force");
	if (s->selector[0] != '\0')
		wbuf_printf(out, " neighbor %s", s->selector);
}

void
route_print_bare(struct wbuf *out, const struct nlri *n,
    const struct route_spec *s)
{
	nlri_print(out, n);
	print_words(out, s);
}

void
route_print(struct wbuf *out, const struct nlri *n,
    const struct route_spec *s)
{
	const struct family_info *f = family_info((enum family)n->family);

	if (f->keyed)
		route_keyed_head(out, n);
	else if (route_family(&n->prefix) != (enum family)n->family)
		wbuf_printf(out, "%s %s ", f->afi_word, f->safi_word);
	route_print_bare(out, n, s);
}
