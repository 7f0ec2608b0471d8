/* SPDX-License-Identifier: ISC */
/*
 * The reading side of the image.  It was written by an unprivileged child
 * that had the whole configuration file as its input, so an engine takes no
 * length, index, enum or string in it on trust: all is checked once, when the
 * image is opened, and the walk afterwards may rely on it.  The routes are
 * conf_image_routes.c's.
 */
#include <sys/mman.h>
#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "bgp/capability.h"
#include "bgp/operational.h"
#include "config/conf_image.h"
#include "config/conf_record.h"

/* What the records before the one at hand have established. */
struct check {
	const char	*why;
	uint32_t	 nneighbors;
	uint32_t	 nglobals;
	uint64_t	 ids[(CONF_ID_MAX + 1) / 64];	/* bit per neighbour */
	uint64_t	 clones[(CONF_ID_MAX + 1) / 64];
	uint32_t	 nclones;
	struct conf_others others;
	family_mask	 families;
};

static int
bad(struct check *c, const char *why)
{
	c->why = why;
	return -1;
}

static bool
has_id(const struct check *c, uint32_t id)
{
	return id >= 1 && id <= CONF_ID_MAX &&
	    (c->ids[id / 64] >> (id % 64) & 1) != 0;
}

/* NUL-terminated within its field. */
#define STR_OK(field)	(memchr((field), '\0', sizeof(field)) != NULL)

static bool
addr_ok(const struct addr *a)
{
	static const uint8_t zero[16];
	unsigned n;

	if (a->af != ADDR_NONE && a->af != ADDR_V4 && a->af != ADDR_V6)
		return false;
	n = a->af == ADDR_V6 ? 16 : a->af == ADDR_V4 ? 4 : 0;
	return memcmp(a->b + n, zero, 16 - n) == 0;
}

static unsigned
af_bits(uint8_t af)
{
	return af == ADDR_V6 ? 128 : 32;
}

/* Strings joined by NUL, an empty one at the end, inside n octets. */
static bool
strings_ok(const char *p, size_t n)
{
	const char *end = p + n, *nul;

	while (p < end) {
		nul = memchr(p, '\0', (size_t)(end - p));
		if (nul == NULL)
			return false;
		if (nul == p)
			return true;
		p = nul + 1;
	}
	return false;
}

static int
check_global(struct check *c, struct rbuf body)
{
	struct conf_global g;

	if (body.left != sizeof(g) || rbuf_host(&body, &g, sizeof(g)) == -1)
		return bad(c, "global: length");
	if (c->nglobals++ > 0)
		return bad(c, "global: twice");
	if (!STR_OK(g.socket) || !STR_OK(g.socket_group) ||
	    !STR_OK(g.user_session) || !STR_OK(g.user_rde) ||
	    !STR_OK(g.user_programs))
		return bad(c, "global: string");
	if (g.log_syslog > 2 || g.log_verbose > 1)
		return bad(c, "global: value");
	return 0;
}

static int
check_listen(struct check *c, struct rbuf body)
{
	struct conf_listen l;

	if (body.left != sizeof(l) || rbuf_host(&body, &l, sizeof(l)) == -1)
		return bad(c, "listen: length");
	if (!addr_ok(&l.addr) || l.addr.af == ADDR_NONE)
		return bad(c, "listen: address");
	if (!STR_OK(l.interface))
		return bad(c, "listen: string");
	return 0;
}

static int
check_rule(struct check *c, struct rbuf body)
{
	struct conf_control_rule r;

	if (body.left != sizeof(r) || rbuf_host(&body, &r, sizeof(r)) == -1)
		return bad(c, "rule: length");
	if (r.role > CONF_ROLE_LAST || r.is_group > 1)
		return bad(c, "rule: value");
	if (!STR_OK(r.name))
		return bad(c, "rule: string");
	return 0;
}

static int
check_process(struct check *c, struct rbuf body)
{
	struct conf_process p;
	unsigned i;

	if (body.left != sizeof(p) || rbuf_host(&body, &p, sizeof(p)) == -1)
		return bad(c, "process: length");
	if (!STR_OK(p.name) || !STR_OK(p.user) || !STR_OK(p.group) ||
	    !strings_ok(p.run, sizeof(p.run)))
		return bad(c, "process: string");
	if (p.json > 1 || p.respawn > 1 || p.api_version > 6 ||
	    p.on_exit >= CONF_EXIT_MAX || p.on_lag >= CONF_LAG_MAX ||
	    p.may > CONF_MAY_BITS || p.ncreate > CONF_MAY_PREFIXES)
		return bad(c, "process: value");
	for (i = 0; i < p.ncreate; i++)
		if (!addr_ok(&p.create[i].addr) ||
		    p.create[i].addr.af == ADDR_NONE ||
		    p.create[i].plen > af_bits(p.create[i].addr.af))
			return bad(c, "process: prefix");
	return 0;
}

static bool
neighbor_flags_ok(const struct conf_neighbor *n)
{
	const uint8_t flags[] = {
		n->passive, n->group_updates, n->adj_rib_in, n->adj_rib_out,
		n->manual_eor, n->auto_flush, n->reject_as_set,
		n->mp_error_disable, n->as4, n->route_refresh,
		n->extended_message, n->software_version,
		n->link_local_nexthop, n->link_local_prefer,
		n->multi_session, n->operational, n->aigp, n->family_all,
		n->gr_notification, n->created, n->prefix_sid,
	};
	size_t i;

	for (i = 0; i < sizeof(flags); i++)
		if (flags[i] > 1)
			return false;
	return n->key_kind <= CONF_KEY_AO && n->add_path <= ADD_PATH_BOTH &&
	    n->nexthop_cap <= 2 && (n->role <= 4 || n->role == ROLE_UNSET) &&
	    n->flow_validation < CONF_FLOW_MAX && n->gr_time <= 4095 &&
	    n->llgr_time <= 0xffffff;
}

static bool
neighbor_families_ok(const struct conf_neighbor *n, family_mask all)
{
	family_mask seen = 0, bit;
	unsigned i;

	if (n->nfamilies > FAMILY_MAX)
		return false;
	for (i = 0; i < n->nfamilies; i++) {
		if (n->families[i] >= FAMILY_MAX)
			return false;
		bit = (family_mask)1 << n->families[i];
		if ((seen & bit) != 0 || (all & bit) == 0)
			return false;
		seen |= bit;
	}
	for (i = 0; i < FAMILY_MAX; i++)
		if (n->limits[i].warn > 100)
			return false;
	return (n->add_path_families & ~all) == 0 &&
	    (n->enh_families & ~all) == 0;
}

/* A clone's id is nobody else's; routes do not name it. */
static int
check_clones(struct check *c, const struct conf_neighbor *n)
{
	uint32_t id;

	if (conf_is_range(n) != (n->clones != 0) ||
	    (n->clones != 0 && n->clone_first == 0) ||
	    n->clone_first + (uint32_t)n->clones > CONF_ID_MAX + 1U ||
	    (c->nclones += n->clones) > CONF_CLONES_MAX)
		return bad(c, "neighbor: clones");
	for (id = n->clone_first; conf_clones_has(n, id); id++) {
		if (((c->ids[id / 64] | c->clones[id / 64]) >> id % 64 & 1)
		    != 0)
			return bad(c, "neighbor: clones");
		c->clones[id / 64] |= (uint64_t)1 << id % 64;
	}
	return 0;
}

static int
check_neighbor(struct check *c, struct rbuf body)
{
	struct conf_neighbor n;

	if (body.left != sizeof(n) || rbuf_host(&body, &n, sizeof(n)) == -1)
		return bad(c, "neighbor: length");
	if (n.id < 1 || n.id > CONF_ID_MAX || has_id(c, n.id) ||
	    (c->clones[n.id / 64] >> n.id % 64 & 1) != 0)
		return bad(c, "neighbor: id");
	if (++c->nneighbors > CONF_NEIGHBORS_MAX)
		return bad(c, "neighbor: too many");
	c->ids[n.id / 64] |= (uint64_t)1 << (n.id % 64);
	if (!addr_ok(&n.remote) || n.remote.af == ADDR_NONE ||
	    n.remote_plen > af_bits(n.remote.af))
		return bad(c, "neighbor: address");
	if (!addr_ok(&n.local) || !addr_ok(&n.local_ll) ||
	    !addr_ok(&n.md5_ip) ||
	    (n.local.af != ADDR_NONE && n.local.af != n.remote.af))
		return bad(c, "neighbor: local address");
	if (!STR_OK(n.interface) || !STR_OK(n.description) ||
	    !STR_OK(n.group) || !STR_OK(n.host_name) ||
	    !STR_OK(n.domain_name))
		return bad(c, "neighbor: string");
	if (n.hold_time == 1 || n.hold_time == 2 || !neighbor_flags_ok(&n))
		return bad(c, "neighbor: value");
	if (!neighbor_families_ok(&n, c->families))
		return bad(c, "neighbor: families");
	return check_clones(c, &n);
}

static int
check_api(struct check *c, struct rbuf body)
{
	struct conf_api a;

	if (body.left != sizeof(a) || rbuf_host(&body, &a, sizeof(a)) == -1)
		return bad(c, "api: length");
	if (!has_id(c, a.neighbor))
		return bad(c, "api: id");
	if (a.receive > CONF_API_BITS || a.send > CONF_API_BITS ||
	    a.neighbor_changes > 1 || a.negotiated > 1 || a.fsm > 1 ||
	    a.signal > 1 || a.match > 1)
		return bad(c, "api: value");
	if (!STR_OK(a.name) || !strings_ok(a.processes, sizeof(a.processes)))
		return bad(c, "api: string");
	return 0;
}

/* A row here, or one that the image brings. */
static bool
is_family(const struct check *c, const struct operational *o)
{
	unsigned i;

	for (i = 0; i < c->others.n; i++)
		if (c->others.v[i].afi == o->afi &&
		    c->others.v[i].safi == o->safi)
			return true;
	return o->family != FAMILY_NONE;
}

static int
check_operational(struct check *c, struct rbuf body)
{
	struct operational o;
	uint32_t id;
	unsigned n;

	if (rbuf_host(&body, &id, sizeof(id)) == -1 || !has_id(c, id))
		return bad(c, "operational: id");
	for (n = 0; body.left > 0; n++)
		if (operational_unpack(&body, &o) == -1 ||
		    !is_family(c, &o) ||
		    memchr(o.advisory.p, '\0', o.advisory.left) != NULL)
			return bad(c, "operational: value");
	return n > OPERATIONAL_CONFIGURED ?
	    bad(c, "operational: too many") : 0;
}

static int
check_others(struct check *c, struct rbuf body)
{
	/* One record, so that no two rows of it mean the same. */
	if (c->nneighbors > 0 || c->others.n > 0 ||
	    conf_others_read(body, &c->others) == -1)
		return bad(c, "families by number: they are not these");
	c->families |= conf_others_rows(&c->others);
	return 0;
}

static int (*const checks[])(struct check *, struct rbuf) = {
	[CONF_GLOBAL]	= check_global,
	[CONF_LISTEN]	= check_listen,
	[CONF_RULE]	= check_rule,
	[CONF_PROCESS]	= check_process,
	[CONF_NEIGHBOR]	= check_neighbor,
	[CONF_API]	= check_api,
	[CONF_OPERATIONAL] = check_operational,
	[CONF_OTHERS]	= check_others,
};

static int
check_base(const struct conf_image *img, struct check *c)
{
	size_t at = img->base_at;
	struct rbuf body;
	int type;

	while ((type = conf_record_next(img->base, img->size, &at,
	    &body)) > 0) {
		if (type > CONF_OTHERS || checks[type] == NULL)
			return bad(c, "an unknown record");
		if (checks[type](c, body) == -1)
			return -1;
	}
	if (type == -1)
		return bad(c, "a record runs over the end");
	if (c->nneighbors != img->nneighbors)
		return bad(c, "a count in the header is wrong");
	return 0;
}

static int
check_header(struct conf_image *img, struct check *c)
{
	struct conf_image_header h;
	struct rbuf b = rbuf_of(img->base, img->size);

	if (rbuf_host(&b, &h, sizeof(h)) == -1)
		return bad(c, "header: length");
	if (h.magic != CONF_IMAGE_MAGIC || h.version != CONF_IMAGE_VERSION)
		return bad(c, "header: not an image of this version");
	if (h.size != img->size)
		return bad(c, "header: size");
	if (h.base_at < sizeof(h) || h.base_at > h.size)
		return bad(c, "header: section");
	img->base_at = h.base_at;
	img->nneighbors = h.nneighbors;
	img->nroutes = h.nroutes;
	img->nattrs = h.nattrs;
	img->ntargets = h.ntargets;
	return 0;
}

int
conf_image_of(const void *base, size_t size, struct conf_image *img,
    char *why, size_t whysize)
{
	struct conf_image i = { .base = base, .size = size };
	struct check c;

	memset(&c, 0, sizeof(c));
	c.families = FAMILIES_KNOWN;
	if (check_header(&i, &c) == -1 || check_base(&i, &c) == -1) {
		snprintf(why, whysize, "%s", c.why);
		return -1;
	}
	i.others = c.others;
	i.families = c.families;
	*img = i;
	return 0;
}

int
conf_image_open(int fd, struct conf_image *img, char *why, size_t size)
{
	const int want = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
	struct stat st;
	void *p;
	int seals;

	seals = fcntl(fd, F_GET_SEALS);
	if (seals == -1 || (seals & want) != want) {
		snprintf(why, size, "not a sealed image");
		return -1;
	}
	if (fstat(fd, &st) == -1 ||
	    st.st_size < (off_t)sizeof(struct conf_image_header)) {
		snprintf(why, size, "too short for an image");
		return -1;
	}
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED) {
		snprintf(why, size, "the image cannot be mapped");
		return -1;
	}
	if (conf_image_of(p, (size_t)st.st_size, img, why, size) == -1) {
		munmap(p, (size_t)st.st_size);
		return -1;
	}
	return 0;
}

void
conf_image_close(struct conf_image *img)
{
	union {
		const uint8_t	*c;
		void		*v;
	} p = { .c = img->base };

	if (img->base != NULL)
		munmap(p.v, img->size);
	memset(img, 0, sizeof(*img));
}

int
conf_image_next(const struct conf_image *img, size_t *at, struct rbuf *body)
{
	int type;

	if (*at == 0)
		*at = img->base_at;
	type = conf_record_next(img->base, img->size, at, body);
	return type == -1 ? 0 : type;
}
