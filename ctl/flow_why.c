/* SPDX-License-Identifier: ISC */
/*
 * A row for each reason: its word, and what stands before and behind a route;
 * an AS comes first where it is the subject.
 */
#include "bgp/prefix.h"
#include "flow_why.h"
#include "put.h"

enum { PREFIX_ROOM = 128 };

static const struct reason {
	const char	*word;		/* in JSON */
	const char	*before;
	const char	*behind;
	bool		 by_as;		/* an AS is the subject */
} reasons[CTL_FLOW_REASON_MAX] = {
	[CTL_FLOW_NO_DESTINATION] = { "no-destination",
	    "it has no destination prefix", "", false },
	[CTL_FLOW_NO_ROUTE] = { "no-route",
	    "no unicast route covers its destination", "", false },
	[CTL_FLOW_ORIGINATOR] = { "originator",
	    "its originator does not announce ", "", false },
	[CTL_FLOW_OTHER_AS] = { "other-as",
	    " announces ", " too", true },
	[CTL_FLOW_AS_PATH] = { "as-path",
	    " is not the first AS in its path, as in that of ", "", true },
	[CTL_FLOW_MORE_SPECIFIC] = { "more-specific",
	    " announces the more specific ", "", true },
};

bool
flow_why_ok(const struct ctl_flow_why *w)
{
	return w->reason < CTL_FLOW_REASON_MAX && (w->af == ADDR_NONE ||
	    w->af == ADDR_V4 || w->af == ADDR_V6) &&
	    w->plen <= addr_bits(w->af);
}

static void
put_as(struct wbuf *out, uint32_t as)
{
	if (as == CTL_FLOW_AS_HIDDEN)
		wbuf_str(out, "an AS hidden by an AS_SET");
	else if (as == 0)
		wbuf_str(out, "this AS itself");
	else
		wbuf_printf(out, "AS %u", as);
}

void
flow_why_put(struct wbuf *out, const struct ctl_flow_why *w)
{
	const struct reason *r = &reasons[w->reason];

	if (r->by_as)
		put_as(out, w->as);
	wbuf_str(out, r->before);
	if (w->af != ADDR_NONE)
		put_prefix(out, w->af, w->prefix, w->plen);
	wbuf_str(out, r->behind);
}

void
flow_why_json(struct json *j, const struct ctl_flow_why *w)
{
	uint8_t buf[PREFIX_ROOM];
	struct wbuf text;

	json_object(j, "infeasible", true);
	json_string(j, "reason", reasons[w->reason].word);
	if (w->af != ADDR_NONE) {
		wbuf_fixed(&text, buf, sizeof(buf));
		put_prefix(&text, w->af, w->prefix, w->plen);
		json_string_n(j, "prefix", text.p, text.len);
		if (w->as != 0 && w->as != CTL_FLOW_AS_HIDDEN)
			json_uint(j, "as", w->as);
	}
	json_end(j);
}
