/* SPDX-License-Identifier: ISC */
/*
 * Neighbours first, for targets name them, then attribute sets, target sets
 * and routes in the order of definition; at last originate sweeps what was not
 * said again.  The image has been checked whole, so a record that does not
 * read back is a broken invariant.  Pages are given back as soon as they were
 * read: the image of a million routes is never here beside what it becomes.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attrs.h"
#include "base/log.h"
#include "config.h"
#include "config/conf_image_routes.h"
#include "inject_replay.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "sessions.h"
#include "text/route.h"
#include "update_out.h"

enum {
	SLICE_MS	= 5,
	RECORDS		= 64,		/* between looks at the clock */
};

enum stage { STAGE_IDLE, STAGE_NEIGHBORS, STAGE_ROUTES, STAGE_SWEEP,
	STAGE_LOG };

struct config {
	struct rde		*rde;
	const struct config_ops	*ops;
	void			*arg;
	struct loop_task	*task;

	/* Offered; when committed while another is under way, it waits. */
	struct conf_image	offered;
	uint32_t		offered_gen;
	bool			has_offered;
	bool			committed;
	struct conf_image_check	*check;		/* NULL: it was checked */
	size_t			check_released;

	/* Being carried out. */
	enum stage		stage;
	struct conf_image	image;
	struct inject_replay	*replay;	/* the first time */
	uint32_t		gen;
	size_t			at;
	size_t			released;
	uint32_t		*attrs;		/* by number */
	uint32_t		nattrs;
	const struct idset	**targets;
	uint32_t		ntargets;
	uint8_t			named[(IDSET_ID_MAX + 1) / 8];
};

static bool	slice(void *arg);

struct config *
config_new(struct rde *rde, const struct config_ops *ops, void *arg)
{
	struct config *c = xcalloc(1, sizeof(*c));

	c->rde = rde;
	c->ops = ops;
	c->arg = arg;
	c->task = loop_task_new(rde->loop, slice, c);
	return c;
}

static void
drop_offered(struct config *c)
{
	if (c->has_offered)
		conf_image_close(&c->offered);
	conf_image_check_free(c->check);
	c->check = NULL;
	c->has_offered = false;
	c->committed = false;
}

static void
release(struct config *c)
{
	uint32_t i;

	for (i = 1; i <= c->nattrs; i++)
		attrs_unref(c->rde->attrs, c->attrs[i]);
	for (i = 1; i <= c->ntargets; i++)
		idset_unref(c->rde->idsets, c->targets[i]);
	free(c->attrs);
	free(c->targets);
	c->attrs = NULL;
	c->targets = NULL;
	c->nattrs = c->ntargets = 0;
	conf_image_close(&c->image);
	c->stage = STAGE_IDLE;
}

void
config_free(struct config *c)
{
	if (c == NULL)
		return;
	drop_offered(c);
	if (c->stage != STAGE_IDLE)
		release(c);
	inject_replay_free(c->replay);
	loop_task_free(c->task);
	free(c);
}

int
config_offer(struct config *c, uint32_t gen, int fd, char *why, size_t size)
{
	int res;

	drop_offered(c);
	res = conf_image_open(fd, &c->offered, why, size);
	close(fd);
	if (res == -1)
		return -1;
	c->offered_gen = gen;
	c->has_offered = true;
	c->check = conf_image_check_new(&c->offered);
	c->check_released = 0;
	loop_task_wake(c->task);
	return 0;
}

static void
begin(struct config *c)
{
	c->image = c->offered;
	c->gen = c->offered_gen;
	c->has_offered = false;
	c->committed = false;
	c->at = c->released = 0;
	c->attrs = xcalloc((size_t)c->image.nattrs + 1, sizeof(*c->attrs));
	c->targets = xcalloc((size_t)c->image.ntargets + 1,
	    sizeof(*c->targets));
	memset(c->named, 0, sizeof(c->named));
	c->stage = STAGE_NEIGHBORS;
}

void
config_commit(struct config *c, uint32_t gen)
{
	if (!c->has_offered || c->check != NULL || c->offered_gen != gen) {
		log_error("configuration %u was not prepared", gen);
		return;
	}
	c->committed = true;
	loop_task_wake(c->task);
}

void
config_abort(struct config *c, uint32_t gen)
{
	if (c->has_offered && !c->committed && c->offered_gen == gen)
		drop_offered(c);
}

static void
read_fixed(struct rbuf *body, void *out, size_t n)
{
	if (rbuf_host(body, out, n) == -1)
		fatal("config: a checked record is too short");
}

static void
name(struct config *c, uint32_t id)
{
	c->named[id / 8] |= (uint8_t)(1U << id % 8);
}

/* Who is there of a range stays, when the range has that id still. */
static void
keep_clones(struct config *c, const struct conf_neighbor *range)
{
	struct peer *p;

	for (p = peers_next(c->rde->peers, range->clone_first); p != NULL &&
	    conf_clones_has(range, p->id);
	    p = peers_next(c->rde->peers, p->id + 1U)) {
		if (p->range != range->id)
			continue;
		name(c, p->id);
		p->conf = conf_clone(range, p->id, &p->conf.remote);
	}
}

static void
take_neighbor(struct config *c, struct rbuf body)
{
	struct conf_neighbor n;
	struct peer *p;

	read_fixed(&body, &n, sizeof(n));
	name(c, n.id);
	keep_clones(c, &n);
	p = peers_get(c->rde->peers, n.id);
	if (p == NULL)
		sessions_peer_added(c->rde, &n);
	else
		p->conf = n;
}

static void
remove_unnamed(struct config *c)
{
	struct peer *p, *next;

	for (p = peers_next(c->rde->peers, 0); p != NULL; p = next) {
		next = peers_next(c->rde->peers, p->id + 1U);
		if ((c->named[p->id / 8] & 1U << p->id % 8) == 0)
			sessions_peer_removed(c->rde, p);
	}
}

/* What is said to a range is said to its neighbours, also to later ones. */
static void
take_targets(struct config *c, struct rbuf body)
{
	size_t named = body.left / sizeof(uint16_t), n = named, i;
	uint16_t *ids = xcalloc(n + CONF_CLONES_MAX + 1, sizeof(*ids));
	const struct peer *p;
	uint32_t id;

	read_fixed(&body, ids, named * sizeof(*ids));
	for (i = 0; i < named; i++) {
		p = peers_get(c->rde->peers, ids[i]);
		if (p == NULL)
			continue;
		for (id = p->conf.clone_first; conf_clones_has(&p->conf, id);
		    id++)
			ids[n++] = (uint16_t)id;
	}
	c->targets[++c->ntargets] = idset_of(c->rde->idsets, ids, n);
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

static void
take_route(struct config *c, struct rbuf body)
{
	char name[UINT8_MAX + 1], watchdog[UINT8_MAX + 1];
	struct originate_route r = { 0 };
	struct nexthop nh = { 0 };
	struct conf_route cr;

	if (conf_route_unpack(&body, &cr) == -1)
		fatal("config: a checked route does not read back");
	r.nlri = (struct nlri){
		.family = cr.family,
		.has_path_id = cr.has_path_id,
		.path_id = cr.path_id,
		.prefix = { .af = cr.af, .len = cr.plen },
	};
	memcpy(r.nlri.prefix.b, cr.prefix, sizeof(cr.prefix));
	if (cr.nexthop_kind == NEXTHOP_ADDR)
		nh.global = addr_of(cr.nexthop_af, cr.nexthop);
	r.attrs = c->attrs[cr.attrs];
	r.nexthop = nexthops_intern(c->rde->nexthops, &nh);
	r.self = cr.nexthop_kind == NEXTHOP_SELF;
	r.name = take_name(&body, cr.name_len, name);
	r.watchdog = take_name(&body, cr.watchdog_len, watchdog);
	r.withdrawn = cr.withdrawn != 0;
	r.prepend = cr.prepend_self;
	originate_config_route(c->rde->originate, &r,
	    c->targets[cr.targets]);
	nexthops_unref(c->rde->nexthops, r.nexthop);
}

static void
take_record(struct config *c, int type, struct rbuf body)
{
	switch (type) {
	case CONF_NEIGHBOR:
		take_neighbor(c, body);
		break;
	case CONF_ATTRS:
		c->attrs[++c->nattrs] = attrs_intern(c->rde->attrs, body);
		break;
	case CONF_TARGETS:
		take_targets(c, body);
		break;
	case CONF_ROUTE:
		take_route(c, body);
		break;
	default:
		break;		/* the parent's and the session engine's */
	}
}

/* False when the pass is at its end. */
static bool
take_some(struct config *c)
{
	struct rbuf body;
	int type, i;

	for (i = 0; i < RECORDS; i++) {
		if (c->stage == STAGE_NEIGHBORS)
			type = conf_image_next(&c->image, &c->at, &body);
		else
			type = conf_image_next_route(&c->image, &c->at,
			    &body);
		if (type == 0)
			return false;
		take_record(c, type, body);
	}
	if (c->stage == STAGE_ROUTES)
		conf_image_release(&c->image, &c->released, c->at);
	return true;
}

static void
finish(struct config *c)
{
	uint32_t gen = c->gen;

	release(c);
	inject_replay_free(c->replay);
	c->replay = NULL;
	(void)malloc_trim(0);
	if (!c->rde->configured) {
		c->rde->configured = true;
		update_out_loaded(c->rde->out);
	}
	c->ops->done(c->arg, gen);
}

static void
step(struct config *c)
{
	switch (c->stage) {
	case STAGE_IDLE:
		break;
	case STAGE_NEIGHBORS:
		if (take_some(c))
			break;
		remove_unnamed(c);
		c->at = 0;
		c->stage = STAGE_ROUTES;
		originate_config_begin(c->rde->originate);
		break;
	case STAGE_ROUTES:
		if (!take_some(c))
			c->stage = STAGE_SWEEP;
		break;
	case STAGE_SWEEP:
		if (originate_config_end(c->rde->originate))
			break;
		c->stage = STAGE_LOG;
		if (!c->rde->configured)
			c->replay = inject_replay_new(c->rde);
		break;
	case STAGE_LOG:
		if (c->replay == NULL || !inject_replay_run(c->replay))
			finish(c);
		break;
	}
}

static void
check_some(struct config *c)
{
	const uint32_t gen = c->offered_gen;
	char why[128];
	size_t at;
	int res;

	res = conf_image_check_step(c->check, RECORDS, &at, why,
	    sizeof(why));
	if (res == 1) {
		conf_image_release(&c->offered, &c->check_released, at);
		return;
	}
	conf_image_check_free(c->check);
	c->check = NULL;
	if (res == -1)
		drop_offered(c);
	c->ops->checked(c->arg, gen, res == -1 ? why : NULL);
}

static bool
has_work(const struct config *c)
{
	return c->check != NULL || c->stage != STAGE_IDLE || c->committed;
}

static bool
slice(void *arg)
{
	struct config *c = arg;
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);

	while (has_work(c)) {
		if (c->check != NULL)
			check_some(c);
		else if (c->stage == STAGE_IDLE)
			begin(c);
		else
			step(c);
		if (monotime_diff_ms(clock_now(), until) >= 0)
			break;
	}
	return has_work(c);
}
