/* SPDX-License-Identifier: ISC */
/*
 * The JSON form: one object at the top, an array in it for the records of a
 * list, and originated routes and memory.
 */
#include <string.h>

#include "bgp/family.h"
#include "labels.h"
#include "output.h"
#include "output_malformed.h"
#include "output_json_neighbor.h"
#include "output_json_rib.h"
#include "output_json_trial.h"
#include "output_process.h"
#include "path/attr.h"
#include "path_facts.h"
#include "put.h"

static void
begin(struct output *o)
{
	json_object(&o->j, NULL, false);
	switch (o->cmd->action) {
	case ACTION_SUMMARY:
	case ACTION_SUMMARY_TERSE:
	case ACTION_NEIGHBOR:
		json_array(&o->j, "neighbors", false);
		break;
	case ACTION_RIB:
		json_array(&o->j, "rib", false);
		break;
	case ACTION_NETWORK_SHOW:
		json_array(&o->j, o->cmd->flow ? "flowspec" : "fib", false);
		break;
	case ACTION_MEMORY:
		json_object(&o->j, "memory", false);
		break;
	case ACTION_PROCESS:
		json_array(&o->j, "processes", false);
		break;
	case ACTION_MALFORMED:
		json_array(&o->j, "malformed", false);
		break;
	default:
		break;
	}
}

static void
put_targets(struct json *j, const char *targets)
{
	size_t n;

	json_array(j, "neighbors", true);
	for (; *targets != '\0'; targets += n) {
		targets += strspn(targets, " ");
		n = strcspn(targets, " ");
		if (n > 0)
			json_string_n(j, NULL, targets, n);
	}
	json_end(j);
}

static void
put_source(struct json *j, const struct ctl_network_row *r)
{
	static const char *const names[] = {
		[CTL_SRC_CONFIG] = "config", [CTL_SRC_BGPCTL] = "bgpctl",
		[CTL_SRC_PROGRAM] = "program",
	};

	json_string(j, "source", r->source < sizeof(names) /
	    sizeof(names[0]) ? names[r->source] : "unknown");
	if (r->owner[0] != '\0')
		json_string(j, "owner", r->owner);
	if (r->reason[0] != '\0')
		json_string(j, "reason", r->reason);
	if (r->expires_ms >= 0)
		json_int(j, "expires_sec", r->expires_ms / 1000);
	if (!r->all_neighbors)
		put_targets(j, r->targets);
	if (!r->all_neighbors && unnamed_targets(r) > 0)
		json_uint(j, "neighbors_unnamed", unnamed_targets(r));
	if (r->has_path_id)
		json_uint(j, "path_id", r->path_id);
	if (r->negative)
		json_bool(j, "negative", true);
	if (r->shadowed)
		json_bool(j, "shadowed", true);
}

static void
json_network(struct output *o, const struct network_view *v)
{
	const struct nlri_said said = network_said(v);
	const struct ctl_network_row *r = &v->r;
	const struct addr nexthop = nlri_said_nexthop(&said, &r->nexthop);
	struct json *j = &o->j;
	char name[32], addr[ADDR_TEXT];
	struct wbuf w;

	json_object(j, NULL, false);
	nlri_said_json(j, &said);
	json_uint(j, "priority", 0);
	json_string(j, "origin",
	    r->source == CTL_SRC_CONFIG ? "static" : "unknown");
	json_bool(j, "used_by_nexthop", false);
	json_bool(j, "blackhole", false);
	json_bool(j, "reject", false);
	if (v->nexthop.left > 0)
		json_nexthop(j, "nexthop", v->nexthop);
	else
		json_string(j, "nexthop", nexthop.af != ADDR_NONE ?
		    addr_print(&nexthop, addr, sizeof(addr)) : "");
	json_string(j, "family", family_name(r->afi, r->safi, name,
	    sizeof(name)));
	put_source(j, r);
	wbuf_growable(&w, ATTR_SET_MAX * 8);
	attr_set_print(&w, v->attrs);
	json_string_n(j, "attributes", w.p, w.len);
	wbuf_free(&w);
	json_end(j);
}

static void
json_memory(struct output *o, const struct ctl_memory *m)
{
	json_object(&o->j, m->name, true);
	json_uint(&o->j, "count", m->count);
	json_uint(&o->j, "size", m->bytes);
	if (m->refs != 0)
		json_uint(&o->j, "references", m->refs);
	json_end(&o->j);
	o->total += m->bytes;
}

static void
end(struct output *o)
{
	if (o->cmd->action == ACTION_MEMORY) {
		json_object(&o->j, "total", true);
		json_uint(&o->j, "size", o->total);
		json_end(&o->j);
	}
	json_finish(&o->j);
}

const struct output_form output_json = {
	.begin = begin,
	.neighbor = json_neighbor,
	.path = json_path,
	.network = json_network,
	.memory = json_memory,
	.process = json_process,
	.malformed = json_malformed,
	.changes = json_changes,
	.change = json_change,
	.warnings = json_warnings,
	.end = end,
};
