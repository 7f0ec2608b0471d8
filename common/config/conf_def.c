/* SPDX-License-Identifier: ISC */
/*
 * Definitions and inheritance.  A scalar is copied only where it was not
 * written (ExaBGP lets the template win, which surprises everybody); lists
 * of families, keys and api blocks are extended by the template's.  Routes
 * are not copied at all: a template's routes are written once, for all who
 * inherit them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/conf_def.h"
#include "config/conf_flow.h"

#define AT(member) \
	{ offsetof(struct conf_def, member), \
	    sizeof(((struct conf_def *)NULL)->member) }

static const struct place {
	size_t	at;
	size_t	size;
} places[] = {
	[FIELD_LOCAL]		= AT(n.local),
	[FIELD_LOCAL_LL]	= AT(n.local_ll),
	[FIELD_MD5_IP]		= AT(n.md5_ip),
	[FIELD_INTERFACE]	= AT(n.interface),
	[FIELD_LOCAL_AS]	= AT(n.local_as),
	[FIELD_PEER_AS]		= AT(n.peer_as),
	[FIELD_ROUTER_ID]	= AT(n.router_id),
	[FIELD_HOLD_TIME]	= AT(n.hold_time),
	[FIELD_MIN_HOLD_TIME]	= AT(n.min_hold_time),
	[FIELD_LISTEN]		= AT(n.listen_port),
	[FIELD_CONNECT]		= AT(n.connect_port),
	[FIELD_TTL_IN]		= AT(n.ttl_in),
	[FIELD_TTL_OUT]		= AT(n.ttl_out),
	[FIELD_GROUP_UPDATES]	= AT(n.group_updates),
	[FIELD_ADJ_RIB_IN]	= AT(n.adj_rib_in),
	[FIELD_ADJ_RIB_OUT]	= AT(n.adj_rib_out),
	[FIELD_MANUAL_EOR]	= AT(n.manual_eor),
	[FIELD_AUTO_FLUSH]	= AT(n.auto_flush),
	[FIELD_REJECT_AS_SET]	= AT(n.reject_as_set),
	[FIELD_PREFIX_SID]	= AT(n.prefix_sid),
	[FIELD_MP_ERROR]	= AT(n.mp_error_disable),
	[FIELD_RATE_LIMIT]	= AT(n.rate_limit),
	[FIELD_RANGE_LIMIT]	= AT(n.range_limit),
	[FIELD_PASSIVE]		= AT(n.passive),
	[FIELD_DESCRIPTION]	= AT(n.description),
	[FIELD_GROUP]		= AT(n.group),
	[FIELD_HOST_NAME]	= AT(n.host_name),
	[FIELD_DOMAIN_NAME]	= AT(n.domain_name),
	[FIELD_FLOW_VALIDATION]	= AT(n.flow_validation),
	[FIELD_AS4]		= AT(n.as4),
	[FIELD_ROUTE_REFRESH]	= AT(n.route_refresh),
	[FIELD_EXTENDED_MESSAGE] = AT(n.extended_message),
	[FIELD_ADD_PATH]	= AT(n.add_path),
	[FIELD_SOFTWARE_VERSION] = AT(n.software_version),
	[FIELD_LINK_LOCAL_NEXTHOP] = AT(n.link_local_nexthop),
	[FIELD_LINK_LOCAL_PREFER] = AT(n.link_local_prefer),
	[FIELD_MULTI_SESSION]	= AT(n.multi_session),
	[FIELD_OPERATIONAL]	= AT(n.operational),
	[FIELD_AIGP]		= AT(n.aigp),
	[FIELD_NEXTHOP]		= AT(n.nexthop_cap),
	[FIELD_ROLE]		= AT(n.role),
	[FIELD_GR]		= AT(n.gr_time),
	[FIELD_GR_NOTIFICATION]	= AT(n.gr_notification),
	[FIELD_LLGR]		= AT(n.llgr_time),
	[FIELD_MD5]		= AT(md5),
	[FIELD_MD5_BASE64]	= AT(md5_base64),
	[FIELD_PEER_ADDRESS]	= AT(peer_address),
};
static_assert(sizeof(places) / sizeof(places[0]) == FIELD_MAX, "fields");
static_assert(FIELD_MAX <= 64, "conf_def.set has 64 bits");

#define ROUTES_MAX	((size_t)4 << 30)

struct conf_def *
conf_def_new(struct conf_ctx *c, enum conf_def_kind kind, uint32_t line,
    uint32_t col)
{
	struct conf_def *d = xcalloc(1, sizeof(*d));

	d->kind = kind;
	d->line = line;
	d->col = col;
	d->n.hold_time = CONF_HOLD_DEFAULT;
	d->n.group_updates = 1;
	d->n.adj_rib_in = 1;
	d->n.adj_rib_out = 1;
	d->n.auto_flush = 1;
	d->n.as4 = 1;
	d->n.extended_message = 1;
	d->n.nexthop_cap = 2;
	d->n.role = ROLE_UNSET;
	wbuf_growable(&d->routes, ROUTES_MAX);
	wbuf_growable(&d->operational, ROUTES_MAX);
	if (c->ndefs == c->room) {
		c->room = c->room == 0 ? 64 : c->room * 2;
		c->defs = xreallocarray(c->defs, c->room, sizeof(*c->defs));
	}
	c->defs[c->ndefs++] = d;
	return d;
}

void
conf_def_free(struct conf_def *d)
{
	if (d == NULL)
		return;
	wbuf_free(&d->routes);
	wbuf_free(&d->operational);
	conf_flow_free(d);
	free(d->apis);
	free(d->targets);
	free(d->parents);
	free(d->inherit);
	explicit_bzero(d->md5, sizeof(d->md5));
	explicit_bzero(d->ao, sizeof(d->ao));
	free(d);
}

bool
conf_def_has(const struct conf_def *d, enum conf_field f)
{
	return (d->set >> f & 1) != 0;
}

void
conf_def_mark(struct conf_def *d, enum conf_field f)
{
	d->set |= (uint64_t)1 << f;
}

void *
conf_def_field(struct conf_def *d, enum conf_field f, size_t *size)
{
	*size = places[f].size;
	return (char *)d + places[f].at;
}

static void
inherit_families(struct conf_def *d, const struct conf_def *from)
{
	struct conf_neighbor *n = &d->n;
	const struct conf_neighbor *o = &from->n;
	unsigned i, j;

	d->has_families |= from->has_families;
	d->families_all |= from->families_all;
	for (i = 0; i < o->nfamilies; i++) {
		for (j = 0; j < n->nfamilies; j++)
			if (n->families[j] == o->families[i])
				break;
		if (j == n->nfamilies)
			n->families[n->nfamilies++] = o->families[i];
	}
	d->has_add_path |= from->has_add_path;
	n->add_path_families |= o->add_path_families;
	n->enh_families |= o->enh_families;
	for (i = 0; i < FAMILY_MAX; i++) {
		if (n->paths_limit[i] == 0)
			n->paths_limit[i] = o->paths_limit[i];
		if (n->limits[i].max == 0)
			n->limits[i] = o->limits[i];
	}
	n->require[0] |= o->require[0];
	n->require[1] |= o->require[1];
}

static bool
has_api(const struct conf_def *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->napis; i++)
		if (strcmp(d->apis[i].name, name) == 0)
			return true;
	return false;
}

static void
inherit_apis(struct conf_def *d, const struct conf_def *from)
{
	size_t i, n = d->napis + from->napis;

	if (from->napis == 0)
		return;
	d->apis = xreallocarray(d->apis, n, sizeof(*d->apis));
	for (i = 0; i < from->napis; i++) {
		if (has_api(d, from->apis[i].name))
			continue;
		d->apis[d->napis++] = from->apis[i];
	}
}

void
conf_def_inherit(struct conf_def *d, const struct conf_def *from)
{
	const struct place *p;
	unsigned f;

	for (f = 0; f < FIELD_MAX; f++) {
		if (conf_def_has(d, f) || !conf_def_has(from, f))
			continue;
		p = &places[f];
		memcpy((char *)d + p->at, (const char *)from + p->at,
		    p->size);
		conf_def_mark(d, f);
	}
}

void
conf_def_extend(struct conf_def *d, const struct conf_def *from)
{
	unsigned f;

	inherit_families(d, from);
	inherit_apis(d, from);
	wbuf_bytes(&d->operational, from->operational.p,
	    from->operational.len);
	d->noperational += from->noperational;
	for (f = 0; f < from->nao && d->nao < CONF_AO_MAX; f++)
		d->ao[d->nao++] = from->ao[f];
}

void
conf_def_target(struct conf_def *d, uint16_t id)
{
	/* room for a power of two, when full */
	if ((d->ntargets & (d->ntargets - 1)) == 0)
		d->targets = xreallocarray(d->targets,
		    d->ntargets == 0 ? 1 : d->ntargets * 2,
		    sizeof(*d->targets));
	d->targets[d->ntargets++] = id;
}
