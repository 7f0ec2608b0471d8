/* SPDX-License-Identifier: ISC */
/*
 * Entries as network show prints them.  The position is the last entry's
 * prefix, path id and age, so nothing is pinned while the walk rests, and one
 * prefix that many say something of is no longer a turn than others.
 */
#include <bsd/string.h>

#include <string.h>

#include "bodies.h"
#include "lease.h"
#include "originate_show.h"
#include "originate_store.h"
#include "peer.h"

enum { PREFIXES = 32, NLRI_FRAME = 64 };

struct row_sink {
	originate_row	*row;
	void		*arg;
};

/* As a selector names it: of a range with its length. */
static void
print_remote(const struct conf_neighbor *c, char *out, size_t size)
{
	struct prefix range = { .af = c->remote.af, .len = c->remote_plen };

	if (!conf_is_range(c)) {
		addr_print(&c->remote, out, size);
		return;
	}
	memcpy(range.b, c->remote.b, sizeof(range.b));
	prefix_print(&range, out, size);
}

/* Blank separated, cut where the field ends. */
static void
print_targets(const struct originate *o, uint32_t targets, char *out,
    size_t size)
{
	const struct idset *s = targets_set(o->targets, targets);
	const struct peer *p;
	char remote[PREFIX_TEXT];
	size_t len = 0, n;
	int id;

	out[0] = '\0';
	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1)) {
		if ((p = peers_get(o->rde->peers, (uint32_t)id)) == NULL)
			continue;
		print_remote(&p->conf, remote, sizeof(remote));
		n = strlen(remote);
		if (len + n + 2 > size)
			break;
		if (len > 0)
			out[len++] = ' ';
		memcpy(out + len, remote, n + 1);
		len += n;
	}
}

static void
row_extra(const struct originate *o, const struct entry *e,
    struct ctl_network_row *r)
{
	const struct extra *t = extra_at(o, e->extra);

	r->expires_ms = leases_left(o->leases, e->extra);
	strlcpy(r->owner, names_get(o->names, t->owner), sizeof(r->owner));
	strlcpy(r->reason, names_get(o->names, t->reason),
	    sizeof(r->reason));
}

static bool
show_entry(struct originate *o, const struct rib_family *rf, uint32_t net,
    const struct entry *e, bool shadowed, const struct row_sink *sink)
{
	static const struct body nothing;
	const struct family_info *fi = family_info(rf->family);
	const struct body *b = e->flags & ENTRY_NEGATIVE ? &nothing :
	    bodies_get(o->rib->bodies, e->body);
	const struct nexthop *nh = nexthops_get(o->rde->nexthops,
	    b->nexthop);
	struct rbuf attrs = attrs_octets(o->rde->attrs, b->attrs);
	uint8_t room[NLRI_ROOM + NLRI_FRAME + NEXTHOP_OCTETS_MAX];
	struct ctl_network_row r;
	struct wbuf nlri;
	struct nlri n;

	memset(&r, 0, sizeof(r));
	adj_rib_out_nlri(rf, net, &n);
	n.carried = nexthops_carried(o->rde->nexthops, b->nexthop);
	wbuf_fixed(&nlri, room, sizeof(room));
	if (fi->keyed)
		nlri_write(&nlri, &n, e->flags & ENTRY_NEGATIVE ?
		    NLRI_WITHDRAW : 0);
	r.nlri_len = (uint16_t)nlri.len;
	r.source = e->source;
	r.negative = (e->flags & ENTRY_NEGATIVE) != 0;
	r.plen = n.prefix.len;
	r.afi = fi->afi;
	r.safi = fi->safi;
	r.attr_len = (uint16_t)attrs.left;
	memcpy(r.prefix, n.prefix.b, sizeof(r.prefix));
	r.path_id = n.path_id;
	r.has_path_id = n.has_path_id;
	r.nexthop_self = b->self;
	r.all_neighbors = (e->flags & ENTRY_ALL) || e->targets == o->all;
	r.shadowed = shadowed;
	if (nh != NULL) {
		r.nexthop = nh->global;
		r.nexthop_len = (uint8_t)nh->octets.left;
		wbuf_bytes(&nlri, nh->octets.p, nh->octets.left);
	}
	r.expires_ms = -1;
	r.ntargets = (uint32_t)targets_count(o->targets, e->targets);
	print_targets(o, e->targets, r.targets, sizeof(r.targets));
	if (e->extra != 0)
		row_extra(o, e, &r);
	return sink->row(sink->arg, &r, wbuf_view(&nlri), attrs);
}

/* Was this entry shown before the walk rested?  If not, it is now. */
static bool
was_shown(const struct originate *o, const struct entry *e,
    struct originate_walk *at, uint32_t *configured)
{
	uint32_t born;

	if (!entry_is_injected(e)) {
		if ((*configured)++ < at->configured)
			return true;
		at->configured = *configured;
		return false;
	}
	born = extra_at(o, e->extra)->born;
	if (at->in_net && (int32_t)(born - at->born) >= 0)
		return true;
	at->in_net = true;
	at->born = born;
	return false;
}

/* False: the walk rests in this net. */
static bool
show_net(struct originate *o, const struct rib_family *rf, uint32_t net,
    struct originate_walk *at, const struct row_sink *sink)
{
	const struct entry *e;
	uint32_t x, newer = 0, left, configured = 0;
	bool more = true;

	for (x = rib_net_at(rf, net)->origin; x != 0 && more; x = e->next) {
		e = entry_at(o, x);
		left = targets_minus(o->targets, e->targets, newer);
		if (!was_shown(o, e, at, &configured))
			more = show_entry(o, rf, net, e, e->targets != 0 &&
			    left == 0, sink);
		targets_add_to(o->targets, &newer, left);
		targets_unref(o->targets, left);
	}
	targets_unref(o->targets, newer);
	return more;
}

/* The net of the lowest path id from this one on; 0: none. */
static uint32_t
next_net(const struct rib_family *rf, uint32_t first, uint32_t path_id)
{
	const struct rib_net *net;
	uint32_t x, best = 0;

	for (x = first; x != 0; x = net->next) {
		net = rib_net_at(rf, x);
		if (net->path_id >= path_id && (best == 0 ||
		    net->path_id < rib_net_at(rf, best)->path_id))
			best = x;
	}
	return best;
}

static void
enter_net(struct originate_walk *at, uint32_t path_id)
{
	at->path_id = path_id;
	at->in_net = false;
	at->configured = 0;
}

/* False: the walk rests in this prefix. */
static bool
show_prefix(struct originate *o, const struct rib_family *rf,
    const struct net_item *item, struct originate_walk *at,
    const struct row_sink *sink)
{
	uint32_t net;

	if (!at->inside || net_pos_cmp(&at->at, &item->nlri) != 0)
		enter_net(at, 0);
	at->inside = true;
	net_pos_set(&at->at, &item->nlri);
	while ((net = next_net(rf, item->value, at->path_id)) != 0) {
		if (rib_net_at(rf, net)->path_id != at->path_id)
			enter_net(at, rib_net_at(rf, net)->path_id);
		if (!show_net(o, rf, net, at, sink))
			return false;
		if (at->path_id == UINT32_MAX)
			break;
		enter_net(at, at->path_id + 1);
	}
	at->inside = false;
	net_pos_set(&at->after, &item->nlri);
	at->started = true;
	return true;
}

/* False: the walk rests in this family. */
static bool
show_family(struct originate *o, struct originate_walk *at,
    const struct row_sink *sink)
{
	const struct rib_family *rf = &o->rib->families[at->family];
	struct net_item v[PREFIXES];
	size_t got, i;

	while ((got = net_table_walk(rf->table, at->started ? &at->after :
	    NULL, NULL, v, PREFIXES)) > 0)
		for (i = 0; i < got; i++)
			if (!show_prefix(o, rf, &v[i], at, sink))
				return false;
	return true;
}

bool
originate_show(struct originate *o, struct originate_walk *at,
    originate_row *row, void *arg)
{
	const struct row_sink sink = { .row = row, .arg = arg };

	while (show_family(o, at, &sink)) {
		if (!at->all_families || at->family + 1 >= FAMILY_MAX)
			return false;
		at->family++;
		at->started = at->inside = false;
	}
	return true;
}

void
originate_usage(const struct originate *o, uint64_t *count, uint64_t *bytes)
{
	const struct rib_family *rf;

	*count = o->entries.used;
	*bytes = slab_bytes(&o->entries) + slab_bytes(&o->extras) +
	    names_bytes(o->names) + leases_bytes(o->leases) +
	    targets_bytes(o->targets) + bodies_bytes(o->rib->bodies);
	for (rf = o->rib->families; rf < o->rib->families + FAMILY_MAX; rf++)
		*bytes += slab_bytes(&rf->nets) + slab_bytes(&rf->variants) +
		    net_table_bytes(rf->table);
}
