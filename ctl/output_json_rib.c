/* SPDX-License-Identifier: ISC */
/*
 * Routes in JSON, with OpenBGPD's keys.  What Herald does not have (weight,
 * validation) is there with its neutral value, because readers look for it.
 */
#include <stdio.h>
#include <string.h>

#include "age.h"
#include "bgp/family.h"
#include "event/emit.h"
#include "flow_why.h"
#include "labels.h"
#include "output_json_rib.h"
#include "path/attr.h"
#include "path_facts.h"
#include "put.h"

enum { PIECE = 256, TOLD_MAX = 4 * 1024 * 1024 };

/* A value that a printer writes; what fails to fit is cut. */
static void
put_printed(struct json *j, const char *name, const struct wbuf *w)
{
	json_string_n(j, name, w->p, w->len);
}

static void
put_address(struct json *j, const char *name, const struct addr *a)
{
	uint8_t buf[PIECE];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	if (a->af != ADDR_NONE)
		put_addr(&w, a);
	put_printed(j, name, &w);
}

static void
put_id(struct json *j, const char *name, uint32_t id)
{
	uint8_t buf[PIECE];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	put_ipv4(&w, id);
	put_printed(j, name, &w);
}

/* A path may be long: it gets memory of its own when it is. */
void
json_aspath(struct json *j, struct rbuf value)
{
	uint8_t buf[PIECE * 16];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	aspath_print(&w, value);
	if (!w.failed) {
		put_printed(j, "aspath", &w);
		return;
	}
	wbuf_growable(&w, ATTR_SET_MAX * 8);
	aspath_print(&w, value);
	put_printed(j, "aspath", &w);
	wbuf_free(&w);
}

static void
put_flags(struct json *j, uint32_t flags)
{
	static const struct { uint32_t flag; const char *name; } rows[] = {
		{ CTL_P_STALE, "stale" },
		{ CTL_P_OURS, "announced" },
		{ CTL_P_PENDING, "pending" },
		{ CTL_P_WITHDRAWN, "withdrawn" },
		{ CTL_P_UNSENDABLE, "unsendable" },
		{ CTL_P_AS_LOOP, "as_loop" },
		{ CTL_P_AS_SET, "as_set" },
		{ CTL_P_LEAKED, "leaked" },
		{ CTL_P_UNJUDGED, "not_judged" },
	};
	size_t i;

	json_bool(j, "valid", (flags & CTL_P_VALID) != 0);
	json_string(j, "source",
	    (flags & CTL_P_INTERNAL) != 0 ? "internal" : "external");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if ((flags & rows[i].flag) != 0)
			json_bool(j, rows[i].name, true);
}

static void
put_peer(struct json *j, const struct ctl_rib_neighbor *p)
{
	json_object(j, "neighbor", true);
	if (p->description[0] != '\0')
		json_string(j, "description", p->description);
	put_address(j, "remote_addr", &p->remote);
	put_id(j, "bgp_id", p->remote_id);
	json_end(j);
}

static void
put_communities(struct json *j, struct rbuf b)
{
	uint8_t buf[PIECE];
	struct wbuf w;
	uint32_t c;

	if (b.left == 0)
		return;
	json_array(j, "communities", true);
	while (rbuf_u32(&b, &c) == 0) {
		wbuf_fixed(&w, buf, sizeof(buf));
		community_print(&w, c);
		put_printed(j, NULL, &w);
	}
	json_end(j);
}

/* Communities of octets octets each. */
static void
put_octets(struct json *j, const char *name, struct rbuf b, size_t octets,
    void (*print)(struct wbuf *w, const uint8_t *c))
{
	uint8_t buf[PIECE], c[12];
	struct wbuf w;

	if (b.left == 0)
		return;
	json_array(j, name, true);
	while (rbuf_bytes(&b, c, octets) == 0) {
		wbuf_fixed(&w, buf, sizeof(buf));
		print(&w, c);
		put_printed(j, NULL, &w);
	}
	json_end(j);
}

static void
put_data(struct json *j, struct rbuf v)
{
	struct wbuf w;

	wbuf_growable(&w, ATTR_SET_MAX * 2);
	put_hex(&w, v);
	put_printed(j, "data", &w);
	wbuf_free(&w);
}

static void
put_nothing(struct json *j, struct rbuf v)
{
	(void)j;
	(void)v;
}

static void
put_aggregator(struct json *j, struct rbuf v)
{
	uint32_t as, id;

	if (rbuf_u32(&v, &as) == -1 || rbuf_u32(&v, &id) == -1)
		return;
	json_uint(j, "AS", as);
	put_id(j, "router_id", id);
}

static void
put_originator(struct json *j, struct rbuf v)
{
	uint32_t id;

	if (rbuf_u32(&v, &id) == 0)
		put_id(j, "originator", id);
}

static void
put_cluster_list(struct json *j, struct rbuf v)
{
	uint32_t id;

	json_array(j, "cluster_list", true);
	while (rbuf_u32(&v, &id) == 0)
		put_id(j, NULL, id);
	json_end(j);
}

static void
put_otc(struct json *j, struct rbuf v)
{
	uint32_t as;

	if (rbuf_u32(&v, &as) == 0)
		json_uint(j, "as", as);
}

/* By type: what OpenBGPD says of it, else its octets. */
static const struct {
	uint8_t	type;
	void	(*put)(struct json *j, struct rbuf v);
} values[] = {
	{ ATTR_ATOMIC_AGGREGATE, put_nothing },
	{ ATTR_AGGREGATOR, put_aggregator },
	{ ATTR_ORIGINATOR_ID, put_originator },
	{ ATTR_CLUSTER_LIST, put_cluster_list },
	{ ATTR_OTC, put_otc },
};

/* Those that OpenBGPD has as octets alone, and events as objects. */
static const uint8_t told[] = { ATTR_PMSI_TUNNEL, ATTR_TUNNEL_ENCAP,
    ATTR_IPV6_EXT_COMMUNITIES, ATTR_AIGP, ATTR_BGP_LS, ATTR_PREFIX_SID };

/* What an event says of it; nothing where it is not sound. */
static void
put_told(struct json *j, const struct attr *a)
{
	static const struct attr_profile any = { .as4 = 1, .aigp = 1,
	    .prefix_sid = 1 };
	struct attr_summary sum;
	struct attr_report why;
	struct wbuf raw, canon, text;

	if (memchr(told, a->type, sizeof(told)) == NULL)
		return;
	wbuf_growable(&raw, ATTR_SET_MAX);
	wbuf_growable(&canon, ATTR_SET_MAX);
	wbuf_growable(&text, TOLD_MAX);
	attr_write(&raw, a->flags, a->type, a->value.p, a->value.left);
	if (attr_set_check(wbuf_view(&raw), &any, &canon, &sum, &why) ==
	    OUTCOME_OK) {
		wbuf_str(&text, "{ ");
		attr_set_json(&text, wbuf_view(&canon), SHAPE_6, false);
		wbuf_str(&text, " }");
		if (!text.failed)
			json_raw(j, "value", text.p, text.len);
	}
	wbuf_free(&raw);
	wbuf_free(&canon);
	wbuf_free(&text);
}

static void
put_value(struct json *j, const struct attr *a)
{
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (values[i].type == a->type) {
			values[i].put(j, a->value);
			return;
		}
	put_data(j, a->value);
	put_told(j, a);
}

static void
put_attribute(struct json *j, const struct attr *a)
{
	const char *name = attr_name(a->type);
	char number[16];

	(void)snprintf(number, sizeof(number), "%u", a->type);
	json_object(j, NULL, false);
	json_string(j, "type", name != NULL ? name : number);
	json_object(j, "flags", true);
	json_bool(j, "partial", (a->flags & ATTR_PARTIAL) != 0);
	json_bool(j, "transitive", (a->flags & ATTR_TRANSITIVE) != 0);
	json_bool(j, "optional", (a->flags & ATTR_OPTIONAL) != 0);
	json_end(j);
	json_uint(j, "length", a->value.left);
	put_value(j, a);
	json_end(j);
}

static void
put_others(struct json *j, struct rbuf attrs)
{
	struct attr a;
	bool any;

	any = false;
	while (attr_next(&attrs, &a) == 1) {
		if (!path_facts_other(a.type))
			continue;
		if (!any)
			json_array(j, "attributes", false);
		any = true;
		put_attribute(j, &a);
	}
	if (any)
		json_end(j);
}

void
json_attributes(struct json *j, struct rbuf attrs, const struct path_facts *f)
{
	put_communities(j, f->communities);
	put_octets(j, "large_communities", f->large, 12,
	    large_community_print);
	put_octets(j, "extended_communities", f->ext, 8,
	    ext_community_print_bgpctl);
	put_others(j, attrs);
}

/* Octets that are no address stand in the place of both. */
static void
put_nexthops(struct json *j, const struct path_view *v)
{
	if (v->nexthop.left > 0) {
		json_nexthop(j, "exit_nexthop", v->nexthop);
		json_nexthop(j, "true_nexthop", v->nexthop);
		return;
	}
	put_address(j, "exit_nexthop", &v->p.nexthop);
	put_address(j, "true_nexthop", v->p.nexthop_ll.af != ADDR_NONE ?
	    &v->p.nexthop_ll : &v->p.nexthop);
}

void
json_nexthop(struct json *j, const char *name, struct rbuf octets)
{
	char buf[2 + 2 * NEXTHOP_OCTETS_MAX];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	emit_hex_lower(&w, octets.p, octets.left);
	json_string_n(j, name, w.p, w.len);
}

void
json_path(struct output *o, const struct path_view *v)
{
	struct json *j = &o->j;
	const struct nlri_said said = path_said(v);
	struct path_facts f;
	char age[AGE_TEXT], family[32];

	path_facts_read(&f, v->attrs);
	json_object(j, NULL, false);
	nlri_said_json(j, &said);
	if (v->p.safi != SAFI_UNICAST || family_af(v->p.afi) == ADDR_NONE)
		json_string(j, "family", family_name(v->p.afi, v->p.safi,
		    family, sizeof(family)));
	json_aspath(j, f.aspath);
	put_nexthops(j, v);
	put_peer(j, v->peer);
	if ((v->p.flags & CTL_P_HAS_ID) != 0)
		json_uint(j, "path_id", v->p.path_id);
	put_flags(j, v->p.flags);
	if ((v->p.flags & (CTL_P_FEASIBLE | CTL_P_INFEASIBLE)) != 0)
		json_bool(j, "feasible", (v->p.flags & CTL_P_FEASIBLE) != 0);
	if ((v->p.flags & CTL_P_INFEASIBLE) != 0)
		flow_why_json(j, &v->why);
	json_string(j, "ovs", "not-found");
	json_string(j, "avs", "unknown");
	json_string(j, "origin", origin_name(f.origin));
	json_uint(j, "metric", f.med);
	json_uint(j, "localpref", f.local_pref);
	json_uint(j, "weight", 0);
	json_uint(j, "dmetric", 0);
	json_string(j, "last_update",
	    age_print(age_seconds(v->p.age_ms), age));
	json_int(j, "last_update_sec", age_seconds(v->p.age_ms));
	if (o->cmd->detail)
		json_attributes(j, v->attrs, &f);
	json_end(j);
}
