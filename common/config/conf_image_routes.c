/* SPDX-License-Identifier: ISC */
/*
 * Checks and walks the routes of an image.  The neighbours that target sets
 * may name are taken from the base, which was checked before.
 */
#include <sys/mman.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/prefix.h"
#include "config/conf_image_routes.h"
#include "config/conf_record.h"

/* Released in runs of so many octets: whole pages, and few calls. */
enum { RELEASE = 256 * 1024 };

/* What the records before the one at hand have established. */
struct conf_image_check {
	const struct conf_image	*img;
	const char		*why;
	size_t			 at;
	uint32_t		 nroutes;
	uint32_t		 nattrs;
	uint32_t		 ntargets;
	uint64_t		 ids[(CONF_ID_MAX + 1) / 64];
};

static int
bad(struct conf_image_check *c, const char *why)
{
	c->why = why;
	return -1;
}

static bool
has_id(const struct conf_image_check *c, uint32_t id)
{
	return id >= 1 && id <= CONF_ID_MAX &&
	    (c->ids[id / 64] >> (id % 64) & 1) != 0;
}

/*
 * Framing only, by hand: the session engine opens images too, and the code
 * that knows attributes is not for it.
 */
static int
check_attrs(struct conf_image_check *c, struct rbuf body)
{
	uint8_t flags, type, len8;
	uint16_t len;
	int last = -1;

	if (body.left > CONF_ATTRS_MAX)
		return bad(c, "attributes: length");
	while (body.left > 0) {
		if (rbuf_u8(&body, &flags) == -1 ||
		    rbuf_u8(&body, &type) == -1)
			return bad(c, "attributes: malformed");
		if ((flags & 0x10) == 0) {
			if (rbuf_u8(&body, &len8) == -1)
				return bad(c, "attributes: malformed");
			len = len8;
		} else if (rbuf_u16(&body, &len) == -1)
			return bad(c, "attributes: malformed");
		if (rbuf_skip(&body, len) == -1)
			return bad(c, "attributes: malformed");
		if (type < last)
			return bad(c, "attributes: order");
		last = type;
	}
	c->nattrs++;
	return 0;
}

static int
check_targets(struct conf_image_check *c, struct rbuf body)
{
	uint16_t id;
	int last = 0;

	if (body.left == 0 || body.left % sizeof(id) != 0)
		return bad(c, "targets: length");
	while (body.left > 0) {
		if (rbuf_host(&body, &id, sizeof(id)) == -1)
			return bad(c, "targets: length");
		if (id <= last || !has_id(c, id))
			return bad(c, "targets: id");
		last = id;
	}
	c->ntargets++;
	return 0;
}

static int
check_route(struct conf_image_check *c, struct rbuf body)
{
	struct prefix p = { 0 }, m;
	struct conf_route r;

	if (conf_route_unpack(&body, &r) == -1)
		return bad(c, "route: malformed");
	if ((c->img->families >> r.family & 1) == 0)
		return bad(c, "route: family");
	if (r.name_len >= CONF_NAME_MAX || r.watchdog_len >= CONF_NAME_MAX ||
	    (body.left > 0 && memchr(body.p, '\0', body.left) != NULL))
		return bad(c, "route: string");
	if (r.attrs < 1 || r.attrs > c->nattrs ||
	    r.targets < 1 || r.targets > c->ntargets)
		return bad(c, "route: index");
	if (r.nexthop_kind == CONF_NEXTHOP_OCTETS &&
	    !family_is_other((enum family)r.family))
		return bad(c, "route: value");
	p.af = r.af;
	p.len = r.plen;
	memcpy(p.b, r.prefix, sizeof(p.b));
	m = p;
	prefix_mask(&m);
	if (memcmp(m.b, p.b, sizeof(p.b)) != 0)
		return bad(c, "route: host bits");
	c->nroutes++;
	return 0;
}

struct conf_image_check *
conf_image_check_new(const struct conf_image *img)
{
	struct conf_image_check *c = xcalloc(1, sizeof(*c));
	struct conf_neighbor n;
	struct rbuf body;
	size_t at = 0;
	int type;

	c->img = img;
	c->at = sizeof(struct conf_image_header);
	while ((type = conf_image_next(img, &at, &body)) != 0)
		if (type == CONF_NEIGHBOR &&
		    rbuf_host(&body, &n, sizeof(n)) == 0)
			c->ids[n.id / 64] |= (uint64_t)1 << (n.id % 64);
	return c;
}

void
conf_image_check_free(struct conf_image_check *c)
{
	free(c);
}

static int
check_record(struct conf_image_check *c, int type, struct rbuf body)
{
	switch (type) {
	case CONF_ATTRS:
		return check_attrs(c, body);
	case CONF_TARGETS:
		return check_targets(c, body);
	case CONF_ROUTE:
		return check_route(c, body);
	case -1:
		return bad(c, "a record runs over the end");
	default:
		return bad(c, "an unknown record among the routes");
	}
}

static int
check_counts(struct conf_image_check *c)
{
	const struct conf_image *img = c->img;

	if (c->nroutes != img->nroutes || c->nattrs != img->nattrs ||
	    c->ntargets != img->ntargets)
		return bad(c, "a count in the header is wrong");
	return 0;
}

int
conf_image_check_step(struct conf_image_check *c, unsigned records,
    size_t *at, char *why, size_t size)
{
	struct rbuf body;
	int res = 1, type;

	while (res == 1 && records-- > 0) {
		type = conf_record_next(c->img->base, c->img->base_at,
		    &c->at, &body);
		if (type == 0)
			res = check_counts(c);
		else if (check_record(c, type, body) == -1)
			res = -1;
	}
	if (res == -1)
		snprintf(why, size, "%s", c->why);
	if (at != NULL)
		*at = c->at;
	return res;
}

int
conf_image_check_routes(const struct conf_image *img, char *why, size_t size)
{
	struct conf_image_check *c = conf_image_check_new(img);
	int res;

	while ((res = conf_image_check_step(c, 1024, NULL, why, size)) == 1)
		;
	conf_image_check_free(c);
	return res;
}

int
conf_image_next_route(const struct conf_image *img, size_t *at,
    struct rbuf *body)
{
	int type;

	if (*at == 0)
		*at = sizeof(struct conf_image_header);
	type = conf_record_next(img->base, img->base_at, at, body);
	return type == -1 ? 0 : type;
}

void
conf_image_release(const struct conf_image *img, size_t *from, size_t at)
{
	union {
		const uint8_t	*c;
		void		*v;
	} p = { .c = img->base + *from };

	if (at < *from + RELEASE)
		return;
	at -= at % RELEASE;
	(void)madvise(p.v, at - *from, MADV_DONTNEED);
	*from = at;
}
