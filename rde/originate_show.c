/* SPDX-License-Identifier: ISC */
/*
 * Entries as network show prints them, a run of prefixes at a time; the
 * position is the last prefix, so nothing is pinned between runs.
 */
#include <bsd/string.h>

#include <string.h>

#include "bodies.h"
#include "lease.h"
#include "originate_show.h"
#include "originate_store.h"
#include "peer.h"

enum { PREFIXES = 32 };

struct row_sink {
	void	(*row)(void *arg, const struct ctl_network_row *r,
		    struct rbuf attrs);
	void	*arg;
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

static void
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
	struct ctl_network_row r;
	struct nlri n;

	memset(&r, 0, sizeof(r));
	adj_rib_out_nlri(rf, net, &n);
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
	if (nh != NULL)
		r.nexthop = nh->global;
	r.expires_ms = -1;
	r.ntargets = (uint32_t)targets_count(o->targets, e->targets);
	print_targets(o, e->targets, r.targets, sizeof(r.targets));
	if (e->extra != 0)
		row_extra(o, e, &r);
	sink->row(sink->arg, &r, attrs);
}

static unsigned
show_net(struct originate *o, const struct rib_family *rf, uint32_t net,
    const struct row_sink *sink)
{
	const struct entry *e;
	uint32_t x, newer = 0, left;
	unsigned n = 0;

	for (x = rib_net_at(rf, net)->origin; x != 0; x = e->next) {
		e = entry_at(o, x);
		left = targets_minus(o->targets, e->targets, newer);
		show_entry(o, rf, net, e, e->targets != 0 && left == 0, sink);
		targets_add_to(o->targets, &newer, left);
		targets_unref(o->targets, left);
		n++;
	}
	targets_unref(o->targets, newer);
	return n;
}

/* Rows of one family; 0: it is finished. */
static unsigned
show_run(struct originate *o, struct originate_walk *at,
    const struct row_sink *sink)
{
	const struct rib_family *rf = &o->rib->families[at->family];
	struct prefix_table_item v[PREFIXES];
	size_t got, i;
	unsigned n = 0;
	uint32_t net;

	do {
		got = prefix_table_walk(rf->table,
		    at->started ? &at->after : NULL, NULL, v, PREFIXES);
		for (i = 0; i < got; i++)
			for (net = v[i].value; net != 0;
			    net = rib_net_at(rf, net)->next)
				n += show_net(o, rf, net, sink);
		if (got > 0) {
			at->after = v[got - 1].prefix;
			at->started = true;
		}
	} while (n == 0 && got > 0);
	return n;
}

bool
originate_show(struct originate *o, struct originate_walk *at, unsigned n,
    void (*row)(void *arg, const struct ctl_network_row *r,
    struct rbuf attrs), void *arg)
{
	const struct row_sink sink = { .row = row, .arg = arg };
	unsigned done = 0, now;

	while (done < n) {
		if ((now = show_run(o, at, &sink)) > 0) {
			done += now;
			continue;
		}
		if (!at->all_families || at->family + 1 >= FAMILY_MAX)
			return false;
		at->family++;
		at->started = false;
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
		    prefix_table_bytes(rf->table);
}
