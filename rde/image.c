/* SPDX-License-Identifier: ISC */
/*
 * Sets of attributes and targets are interned as they come, and named by
 * number afterwards.  The image has been checked whole before it is walked, so
 * a record that does not read back is a broken invariant.  Pages are given
 * back as soon as they were read: the image of a million routes is never here
 * beside what it becomes.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attrs.h"
#include "base/log.h"
#include "config/conf_image_routes.h"
#include "image.h"
#include "nexthops.h"
#include "text/route.h"

enum { RECORDS = 64, SETS = 4096 };		/* a step */

struct range {
	uint16_t	id;
	uint16_t	first;		/* clones */
	uint16_t	clones;
};

struct image {
	struct rde		*rde;
	struct conf_image	 conf;
	struct conf_image_check	*check;		/* NULL: it is good */
	size_t			 neighbors_at;
	size_t			 processes_at;
	size_t			 apis_at;
	size_t			 at;		/* among the routes */
	size_t			 released;
	uint32_t		*attrs;		/* by number */
	uint32_t		 nattrs;
	const struct idset	**targets;
	uint32_t		 ntargets;
	struct range		*ranges;
	size_t			 nranges;
	uint32_t		 nexthop;	/* of the last route */
	char			 name[UINT8_MAX + 1];
	char			 watchdog[UINT8_MAX + 1];
};

struct image *
image_open(struct rde *rde, int fd, char *why, size_t size)
{
	struct image *i = xcalloc(1, sizeof(*i));
	int res = conf_image_open(fd, &i->conf, why, size);

	(void)close(fd);
	if (res == -1) {
		free(i);
		return NULL;
	}
	i->rde = rde;
	i->check = conf_image_check_new(&i->conf);
	return i;
}

bool
image_close(struct image *i)
{
	unsigned n = SETS;

	nexthops_unref(i->rde->nexthops, i->nexthop);
	i->nexthop = 0;
	for (; i->nattrs > 0 && n > 0; n--)
		attrs_unref(i->rde->attrs, i->attrs[i->nattrs--]);
	for (; i->ntargets > 0 && n > 0; n--)
		idset_unref(i->rde->idsets, i->targets[i->ntargets--]);
	if (n == 0)
		return true;
	conf_image_check_free(i->check);
	conf_image_close(&i->conf);
	free(i->attrs);
	free(i->targets);
	free(i->ranges);
	free(i);
	return false;
}

void
image_free(struct image *i)
{
	while (i != NULL && image_close(i))
		;
}

static void
begin(struct image *i)
{
	conf_image_check_free(i->check);
	i->check = NULL;
	i->released = 0;
	i->attrs = xcalloc((size_t)i->conf.nattrs + 1, sizeof(*i->attrs));
	i->targets = xcalloc((size_t)i->conf.ntargets + 1,
	    sizeof(*i->targets));
}

int
image_check(struct image *i, char *why, size_t size)
{
	size_t at;
	int res = conf_image_check_step(i->check, RECORDS, &at, why, size);

	if (res == 1)
		conf_image_release(&i->conf, &i->released, at);
	else if (res == 0)
		begin(i);
	return res;
}

void
image_take_others(const struct image *i)
{
	conf_others_take(&i->conf.others);
}

static void
read_fixed(struct rbuf *body, void *out, size_t n)
{
	if (rbuf_host(body, out, n) == -1)
		fatal("config: a checked record is too short");
}

static void
note_range(struct image *i, const struct conf_neighbor *n)
{
	i->ranges = xreallocarray(i->ranges, i->nranges + 1,
	    sizeof(*i->ranges));
	i->ranges[i->nranges++] = (struct range){ .id = (uint16_t)n->id,
	    .first = n->clone_first, .clones = n->clones };
}

/* The next record of that type behind *at. */
static bool
next_of(const struct image *i, size_t *at, int wanted, void *out, size_t n)
{
	struct rbuf body;
	int type;

	do {
		type = conf_image_next(&i->conf, at, &body);
		if (type == 0)
			return false;
	} while (type != wanted);
	read_fixed(&body, out, n);
	return true;
}

bool
image_neighbor(struct image *i, struct conf_neighbor *n)
{
	if (!next_of(i, &i->neighbors_at, CONF_NEIGHBOR, n, sizeof(*n)))
		return false;
	if (n->clones > 0)
		note_range(i, n);
	return true;
}

bool
image_process(struct image *i, struct conf_process *c)
{
	return next_of(i, &i->processes_at, CONF_PROCESS, c, sizeof(*c));
}

bool
image_api(struct image *i, struct conf_api *a)
{
	return next_of(i, &i->apis_at, CONF_API, a, sizeof(*a));
}

static const struct range *
range_of(const struct image *i, uint16_t id)
{
	size_t r;

	for (r = 0; r < i->nranges; r++)
		if (i->ranges[r].id == id)
			return &i->ranges[r];
	return NULL;
}

static void
take_targets(struct image *i, struct rbuf body)
{
	size_t named = body.left / sizeof(uint16_t), n = named, k;
	uint16_t *ids = xreallocarray(NULL, named + 1, sizeof(*ids)), c;
	const struct range *r;

	read_fixed(&body, ids, named * sizeof(*ids));
	for (k = 0; i->nranges > 0 && k < named; k++) {
		if ((r = range_of(i, ids[k])) == NULL)
			continue;
		ids = xreallocarray(ids, n + r->clones, sizeof(*ids));
		for (c = 0; c < r->clones; c++)
			ids[n++] = (uint16_t)(r->first + c);
	}
	i->targets[++i->ntargets] = idset_of(i->rde->idsets, ids, n);
	free(ids);
}

/* The octets behind a route's record, as a string; NULL when there are none. */
static char *
take_name(struct rbuf *body, uint8_t len, char buf[UINT8_MAX + 1])
{
	if (len == 0)
		return NULL;
	read_fixed(body, buf, len);
	buf[len] = '\0';
	return buf;
}

/* False: what it names is not such an NLRI. */
static bool
take_route(struct image *i, struct rbuf body, struct originate_route *r,
    const struct idset **targets)
{
	struct nexthop nh = { 0 };
	struct conf_route cr;

	if (conf_route_unpack(&body, &cr) == -1)
		fatal("config: a checked route does not read back");
	*r = (struct originate_route){
		.nlri = {
			.family = cr.family,
			.has_path_id = cr.has_path_id,
			.path_id = cr.path_id,
			.prefix = { .af = cr.af, .len = cr.plen },
		},
		.attrs = i->attrs[cr.attrs],
		.self = cr.nexthop_kind == NEXTHOP_SELF,
		.withdrawn = cr.withdrawn != 0,
		.prepend = cr.prepend_self,
	};
	memcpy(r->nlri.prefix.b, cr.prefix, sizeof(cr.prefix));
	r->nlri.key = cr.key;
	r->nlri.carried = cr.carried;
	if (!nlri_is_sound(&r->nlri))
		return false;
	if (cr.nexthop_kind == NEXTHOP_ADDR)
		nh.global = addr_of(cr.nexthop_af, cr.nexthop);
	nh.octets = cr.nexthop_octets;
	nexthops_unref(i->rde->nexthops, i->nexthop);
	r->nexthop = i->nexthop = nexthops_intern(i->rde->nexthops, &nh,
	    r->nlri.carried);
	r->name = take_name(&body, cr.name_len, i->name);
	r->watchdog = take_name(&body, cr.watchdog_len, i->watchdog);
	*targets = i->targets[cr.targets];
	return true;
}
static_assert((int)CONF_NLRI_MAX == (int)NLRI_ROOM, "an NLRI fits");

enum image_step
image_route(struct image *i, struct originate_route *r,
    const struct idset **targets)
{
	struct rbuf body;
	int type = conf_image_next_route(&i->conf, &i->at, &body);
	bool route = false;

	if (type == 0)
		return IMAGE_END;
	if (type == CONF_ROUTE)
		route = take_route(i, body, r, targets);
	else if (type == CONF_ATTRS)
		i->attrs[++i->nattrs] = attrs_intern(i->rde->attrs, body);
	else if (type == CONF_TARGETS)
		take_targets(i, body);
	conf_image_release(&i->conf, &i->released, i->at);
	return route ? IMAGE_ROUTE : IMAGE_SET;
}
