/* SPDX-License-Identifier: ISC */
/*
 * Checks of whole neighbours.  What is missing is reported where the
 * neighbour begins; a route that its neighbour cannot say is reported where
 * the first such route stands, once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/operational.h"
#include "config/conf_check.h"
#include "config/conf_family.h"
#include "config/conf_flow.h"
#include "config/conf_secret.h"

static const char *
show(const struct conf_def *d, char *buf, size_t size)
{
	size_t n;

	addr_print(&d->n.remote, buf, size);
	n = strlen(buf);
	if (d->n.remote_plen < addr_bits(d->n.remote.af))
		snprintf(buf + n, size - n, "/%u", d->n.remote_plen);
	return buf;
}

static bool
is_range(const struct conf_def *d)
{
	return d->n.remote_plen < addr_bits(d->n.remote.af);
}

static void
wrong(struct conf_ctx *c, const struct conf_def *d, const char *what)
{
	char buf[ADDR_TEXT + 8];

	conf_error_at(c, d->line, d->col, "neighbor %s: %s",
	    show(d, buf, sizeof(buf)), what);
}

static void
check_mandatory(struct conf_ctx *c, const struct conf_def *d)
{
	const struct conf_neighbor *n = &d->n;

	if (!conf_def_has(d, FIELD_LOCAL_AS))
		wrong(c, d, "'local-as' is missing");
	if (!conf_def_has(d, FIELD_PEER_AS))
		wrong(c, d, "'peer-as' is missing");
	if (!conf_def_has(d, FIELD_ROUTER_ID)) {
		if (n->remote.af == ADDR_V6)
			wrong(c, d, "'router-id' is missing: a session over "
			    "IPv6 needs one");
		else if (n->local.af == ADDR_NONE)
			wrong(c, d, "'router-id' is missing: without a "
			    "'local-address' there must be one");
	}
}

static void
check_addresses(struct conf_ctx *c, const struct conf_def *d)
{
	const struct conf_neighbor *n = &d->n;

	if (n->local.af != ADDR_NONE && n->local.af != n->remote.af)
		wrong(c, d, "'local-address' and the neighbour's address are "
		    "of different families");
	if (n->md5_ip.af != ADDR_NONE && n->md5_ip.af != n->remote.af)
		wrong(c, d, "'md5-ip' and the neighbour's address are of "
		    "different families");
	/* tests talk to themselves over the loopback */
	if (n->local.af != ADDR_NONE && addr_eq(&n->local, &n->remote) &&
	    !addr_is_loopback(&n->local))
		wrong(c, d, "'local-address' is the neighbour's own address");
	if (d->peer_address.af != ADDR_NONE &&
	    !addr_eq(&d->peer_address, &n->remote))
		wrong(c, d, "'peer-address' is another address");
	if (n->remote.af == ADDR_V6 && addr_is_link_local(&n->remote) &&
	    n->interface[0] == '\0')
		wrong(c, d, "a link-local address needs its interface "
		    "(fe80::1%eth0) or 'source-interface'");
	if (n->listen_port != 0 && n->local.af == ADDR_NONE)
		wrong(c, d, "'listen' needs a 'local-address'");
	if (is_range(d) && !n->passive)
		wrong(c, d, "a range of addresses needs 'passive true'");
}

static void
check_times(struct conf_ctx *c, struct conf_def *d)
{
	struct conf_neighbor *n = &d->n;

	if (n->hold_time != 0 && n->hold_time < n->min_hold_time)
		wrong(c, d, "'hold-time' is less than 'min-hold-time'");
	/* RFC 4724 3: 12 bits, of which a long hold time has more */
	if (n->gr_time == CONF_GR_HOLD)
		n->gr_time = n->hold_time > 4095 ? 4095 : n->hold_time;
	if (n->llgr_time != 0 && n->gr_time == 0)
		conf_warn_at(c, d->line, d->col, "long-lived-graceful-restart "
		    "does nothing without graceful-restart");
}

static void
check_key(struct conf_ctx *c, struct conf_def *d)
{
	uint8_t key[CONF_KEY_MAX];

	if (d->md5[0] != '\0') {
		d->n.key_kind = CONF_KEY_MD5;
		if (conf_secret_octets(d->md5, d->md5_base64, key) == -1)
			wrong(c, d, d->md5_base64 == BASE64_YES ?
			    "'md5-password' is not base64 of 1 to 80 octets" :
			    "'md5-password' is longer than 80 octets");
		explicit_bzero(key, sizeof(key));
	} else if (conf_def_has(d, FIELD_MD5_IP))
		conf_warn_at(c, d->line, d->col,
		    "md5-ip does nothing without md5-password");
	if (d->nao == 0)
		return;
	if (d->n.key_kind == CONF_KEY_MD5)
		wrong(c, d, "'md5-password' and 'tcp-ao' exclude each other");
	d->n.key_kind = CONF_KEY_AO;
}

static bool
lists(const struct conf_neighbor *n, enum family f)
{
	unsigned i;

	for (i = 0; i < n->nfamilies; i++)
		if (n->families[i] == f)
			return true;
	return false;
}

static void
complete_families(struct conf_ctx *c, struct conf_def *d)
{
	struct conf_neighbor *n = &d->n;
	family_mask have = 0;
	unsigned i;

	if (d->families_all)
		conf_family_every(n);
	else if (!d->has_families || n->nfamilies == 0) {
		n->family_all = 1;
		conf_family_defaults(n);
	}
	for (i = 0; i < n->nfamilies; i++)
		have |= (family_mask)1 << n->families[i];
	if (n->add_path != 0 && !d->has_add_path)
		n->add_path_families = have & FAMILIES_KNOWN;
	else if (n->add_path == 0 && d->has_add_path)
		conf_warn_at(c, d->line, d->col, "the add-path block does "
		    "nothing without 'add-path' in capability");
	if (n->add_path == 0)
		n->add_path_families = 0;
	n->add_path_families &= have;
	for (i = 0; i < FAMILY_MAX; i++) {
		if ((n->add_path_families >> i & 1) == 0)
			n->paths_limit[i] = 0;
		if ((n->enh_families >> i & 1) == 0 || lists(n, i))
			continue;
		conf_error_at(c, d->line, d->col, "nexthop: %s %s is not in "
		    "the family block", family_info(i)->afi_word,
		    family_info(i)->safi_word);
	}
	if (n->nexthop_cap == 2)
		n->nexthop_cap = n->enh_families != 0;
}

static bool
has_enh(const struct conf_neighbor *n, enum family f)
{
	return n->nexthop_cap != 0 && (n->enh_families >> f & 1) != 0;
}

/* Has the session an address of its own for next-hop self of this family? */
static bool
has_self(const struct conf_neighbor *n, enum family f)
{
	const struct family_info *info = family_info(f);

	return info->af == n->remote.af || has_enh(n, f) ||
	    (info->af == ADDR_V6 && n->link_local_nexthop != 0 &&
	    n->local_ll.af != ADDR_NONE);
}

static void
check_use(struct conf_ctx *c, const struct conf_def *d, enum family f,
    struct conf_route_use *u)
{
	const struct family_info *info = family_info(f);
	const struct conf_neighbor *n = &d->n;
	char buf[ADDR_TEXT + 8];

	if (u->n == 0)
		return;
	if (f != FAMILY_IPV4_UNICAST && !lists(n, f)) {
		conf_error_at(c, u->line, u->col, "%s %s is not in the family "
		    "block of neighbor %s", info->afi_word, info->safi_word,
		    show(d, buf, sizeof(buf)));
		u->n = 0;		/* said once */
		return;
	}
	if (u->self_line != 0 && !info->keyed && !has_self(n, f)) {
		conf_error_at(c, u->self_line, u->self_col, "next-hop self: "
		    "the session with %s has no address for %s routes",
		    show(d, buf, sizeof(buf)), info->afi_word);
		u->self_line = 0;
	}
	if (u->other_line != 0 && !has_enh(n, f)) {
		conf_warn_at(c, u->other_line, u->other_col, "%s %s routes "
		    "with such a next hop need a nexthop block (RFC 8950) "
		    "with neighbor %s", info->afi_word, info->safi_word,
		    show(d, buf, sizeof(buf)));
		u->other_line = 0;
	}
}

static void
check_routes(struct conf_ctx *c, struct conf_def *d)
{
	unsigned i, f;

	for (f = 0; f < FAMILY_MAX; f++) {
		check_use(c, d, f, &d->use[f]);
		for (i = 0; i < d->nparents; i++)
			check_use(c, d, f, &d->parents[i]->use[f]);
	}
}

static void
check_operational(struct conf_ctx *c, const struct conf_def *d)
{
	if (d->noperational > OPERATIONAL_CONFIGURED)
		wrong(c, d, "more than 16 operational messages, with those "
		    "that it inherits");
	else if (d->noperational > 0 && !d->n.operational)
		conf_warn_at(c, d->line, d->col, "the operational block does "
		    "nothing without 'operational' in capability");
}
static_assert(OPERATIONAL_CONFIGURED == 16, "as the message has it");

static void
check_neighbor(struct conf_ctx *c, struct conf_def *d)
{
	const struct conf_neighbor *n = &d->n;

	check_mandatory(c, d);
	check_addresses(c, d);
	check_times(c, d);
	check_key(c, d);
	complete_families(c, d);
	check_routes(c, d);
	check_operational(c, d);
	if (n->role != ROLE_UNSET && n->local_as != 0 &&
	    n->local_as == n->peer_as)
		conf_warn_at(c, d->line, d->col,
		    "role: only sessions between two AS have one");
}

int
conf_check_key_cmp(const struct conf_neighbor *a,
    const struct conf_neighbor *b)
{
	int r;

	if ((r = addr_cmp(&a->remote, &b->remote)) != 0)
		return r;
	if (a->remote_plen != b->remote_plen)
		return a->remote_plen < b->remote_plen ? -1 : 1;
	if ((r = addr_cmp(&a->local, &b->local)) != 0)
		return r;
	return strcmp(a->interface, b->interface);
}

static int
by_key(const void *va, const void *vb)
{
	const struct conf_def *a = *(struct conf_def *const *)va;
	const struct conf_def *b = *(struct conf_def *const *)vb;
	int r = conf_check_key_cmp(&a->n, &b->n);

	if (r != 0)
		return r;
	return a->line < b->line ? -1 : a->line > b->line ||
	    a->col > b->col;
}

static void
check_duplicates(struct conf_ctx *c, struct conf_def **v, size_t n)
{
	char buf[ADDR_TEXT + 8];
	size_t i, first = 0;

	for (i = 1; i < n; i++) {
		if (conf_check_key_cmp(&v[first]->n, &v[i]->n) != 0) {
			first = i;
			continue;
		}
		conf_error_at(c, v[i]->line, v[i]->col, "neighbor %s is "
		    "defined twice: first in line %u",
		    show(v[i], buf, sizeof(buf)), v[first]->line);
	}
}

/*
 * The kernel has no hole in a keyed prefix: a range with a password would
 * force it on every neighbour inside.
 */
static void
check_ranges(struct conf_ctx *c, struct conf_def **v, size_t n)
{
	char buf[ADDR_TEXT + 8], range[ADDR_TEXT + 8];
	const struct conf_neighbor *r;
	size_t i, j;

	for (i = 0; i < n; i++) {
		r = &v[i]->n;
		if (!is_range(v[i]) || r->key_kind == CONF_KEY_NONE)
			continue;
		for (j = 0; j < n; j++) {
			if (v[j]->n.key_kind == r->key_kind ||
			    v[j]->n.remote_plen <= r->remote_plen ||
			    v[j]->n.remote.af != r->remote.af ||
			    !addr_in(&v[j]->n.remote, &r->remote,
			    r->remote_plen))
				continue;
			conf_error_at(c, v[j]->line, v[j]->col, "neighbor "
			    "%s: needs a password of its own, for it lies in "
			    "the range %s, which has one",
			    show(v[j], buf, sizeof(buf)),
			    show(v[i], range, sizeof(range)));
		}
	}
}

static void
check_clones(struct conf_ctx *c, struct conf_def **v, size_t n)
{
	uint32_t all = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_range(v[i]))
			continue;
		all += v[i]->n.range_limit != 0 ? v[i]->n.range_limit :
		    CONF_RANGE_DEFAULT;
		if (all > CONF_CLONES_MAX) {
			wrong(c, v[i], "with this range-limit all ranges "
			    "together have more than 16000 neighbours");
			return;
		}
		v[i]->n.clones = (uint16_t)(v[i]->n.range_limit != 0 ?
		    v[i]->n.range_limit : CONF_RANGE_DEFAULT);
	}
}

void
conf_check_all(struct conf_ctx *c)
{
	struct conf_def **v;
	size_t i, n = 0;

	v = xreallocarray(NULL, c->ndefs + 1, sizeof(*v));
	for (i = 0; i < c->ndefs; i++) {
		if (c->defs[i]->kind != DEF_NEIGHBOR || c->defs[i]->bad)
			continue;
		check_neighbor(c, c->defs[i]);
		v[n++] = c->defs[i];
	}
	if (n > CONF_NEIGHBORS_MAX)
		conf_error_at(c, 0, 0, "more than %u neighbours",
		    CONF_NEIGHBORS_MAX);
	qsort(v, n, sizeof(*v), by_key);
	check_duplicates(c, v, n);
	check_ranges(c, v, n);
	check_clones(c, v, n);
	conf_flow_check(c);
	free(v);
}
