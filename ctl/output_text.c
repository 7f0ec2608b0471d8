/* SPDX-License-Identifier: ISC */
/*
 * The text form: which head goes over which list, originated routes, and the
 * memory of the route engine.
 */
#include "age.h"
#include "bgp/family.h"
#include "event/emit.h"
#include "labels.h"
#include "output.h"
#include "output_malformed.h"
#include "output_process.h"
#include "output_text_neighbor.h"
#include "output_text_rib.h"
#include "output_text_trial.h"
#include "path/attr.h"
#include "path_facts.h"
#include "put.h"

static void
begin(struct output *o)
{
	switch (o->cmd->action) {
	case ACTION_SUMMARY:
		text_summary_head(o);
		break;
	case ACTION_RIB:
		text_rib_head(o);
		break;
	case ACTION_NETWORK_SHOW:
		wbuf_str(&o->w, "flags: S = Static, P = Program, "
		    "N = Negative, H = Hidden by a newer one\n");
		if (!o->cmd->flow)
			wbuf_printf(&o->w, "%-5s %-4s %-32s %s\n", "flags",
			    "prio", "destination", "gateway");
		break;
	case ACTION_PROCESS:
		text_process_head(o);
		break;
	case ACTION_MEMORY:
		wbuf_str(&o->w, "RDE memory statistics\n");
		break;
	default:
		break;
	}
}

/* What concerns only some rows stands behind their last column. */
static void
put_conditions(struct wbuf *w, const struct ctl_network_row *r)
{
	char age[AGE_TEXT];

	if (r->has_path_id) {
		wbuf_str(w, " path-id ");
		put_uint(w, r->path_id);
	}
	if (r->expires_ms >= 0)
		wbuf_printf(w, " expires %s",
		    age_print(r->expires_ms / 1000, age));
	if (r->source == CTL_SRC_PROGRAM) {
		wbuf_str(w, " owner ");
		put_text(w, r->owner);
	}
	if (r->reason[0] != '\0') {
		wbuf_str(w, " reason ");
		put_quoted(w, r->reason);
	}
	if (!r->all_neighbors) {
		wbuf_str(w, " neighbor ");
		put_text(w, r->ntargets == 0 ? "none" : r->targets);
		if (unnamed_targets(r) > 0)
			wbuf_printf(w, " and %u more", unnamed_targets(r));
	}
}

static void
put_flags(struct wbuf *w, const struct ctl_network_row *r)
{
	const size_t start = w->len;

	if (r->source == CTL_SRC_CONFIG)
		wbuf_u8(w, 'S');
	if (r->source == CTL_SRC_PROGRAM)
		wbuf_u8(w, 'P');
	if (r->negative)
		wbuf_u8(w, 'N');
	if (r->shadowed)
		wbuf_u8(w, 'H');
	put_pad(w, start, 6);
}

/* What a rule matches; below it what is done, and the conditions. */
static void
text_rule(struct output *o, const struct network_view *v)
{
	const struct nlri_said said = network_said(v);
	struct wbuf *w = &o->w;

	put_flags(w, &v->r);
	nlri_said_put(w, &said);
	wbuf_u8(w, '\n');
	put_pad(w, w->len, 6);
	if (v->r.nexthop.af != ADDR_NONE) {	/* rules have no octets */
		wbuf_str(w, "next-hop ");
		put_addr(w, &v->r.nexthop);
		wbuf_u8(w, ' ');
	}
	if (v->attrs.left > 0)
		attr_set_print(w, v->attrs);
	else
		wbuf_str(w, "accept");
	put_conditions(w, &v->r);
	wbuf_u8(w, '\n');
}

static void
text_network(struct output *o, const struct network_view *v)
{
	const struct nlri_said said = network_said(v);
	const struct ctl_network_row *r = &v->r;
	const struct addr nexthop = nlri_said_nexthop(&said, &r->nexthop);
	struct wbuf *w = &o->w;
	size_t start;

	if (o->cmd->flow) {
		text_rule(o, v);
		return;
	}
	put_flags(w, r);
	put_uint_right(w, 0, 4);
	wbuf_u8(w, ' ');
	start = w->len;
	nlri_said_put(w, &said);
	put_pad(w, start, 32);
	wbuf_u8(w, ' ');
	if (v->nexthop.left > 0)
		emit_hex_lower(w, v->nexthop.p, v->nexthop.left);
	else
		put_addr(w, &nexthop);
	put_conditions(w, r);
	wbuf_u8(w, '\n');
}

static void
text_memory(struct output *o, const struct ctl_memory *m)
{
	char size[AGE_TEXT];

	put_uint_right(&o->w, m->count, 10);
	wbuf_u8(&o->w, ' ');
	put_text(&o->w, m->name);
	wbuf_printf(&o->w, " using %s of memory",
	    memory_print(m->bytes, size));
	if (m->refs != 0)
		wbuf_printf(&o->w, ", %llu reference%s",
		    (unsigned long long)m->refs, m->refs == 1 ? "" : "s");
	wbuf_u8(&o->w, '\n');
	o->total += m->bytes;
}

static void
end(struct output *o)
{
	char size[AGE_TEXT];

	if (o->cmd->action == ACTION_MEMORY)
		wbuf_printf(&o->w, "RIB using %s of memory\n",
		    memory_print(o->total, size));
	if (o->cmd->action == ACTION_TRIAL && o->whole)
		text_trial_end(o);
}

const struct output_form output_text = {
	.begin = begin,
	.neighbor = text_neighbor,
	.path = text_path,
	.network = text_network,
	.memory = text_memory,
	.process = text_process,
	.malformed = text_malformed,
	.changes = text_changes,
	.change = text_change,
	.end = end,
};
