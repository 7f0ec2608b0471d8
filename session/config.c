/* SPDX-License-Identifier: ISC */
/*
 * Reload: neighbours are told apart by id.  One that is gone hears Cease 6/3,
 * one that changed in what its session was opened with 6/6 (or nothing, when
 * graceful restart was negotiated), and the others see no octet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "clone.h"
#include "config.h"
#include "config/conf_image.h"
#include "peer.h"

/* What a session was opened with; the rest may change under it. */
#define FIELD(m) { offsetof(struct conf_neighbor, m), \
	sizeof(((struct conf_neighbor *)0)->m) }
static const struct {
	size_t	at;
	size_t	len;
} opened_with[] = {
	FIELD(remote), FIELD(remote_plen), FIELD(key_kind), FIELD(passive),
	FIELD(ttl_out), FIELD(local), FIELD(local_ll), FIELD(md5_ip),
	FIELD(interface), FIELD(local_as), FIELD(peer_as), FIELD(router_id),
	FIELD(hold_time), FIELD(min_hold_time), FIELD(connect_port),
	FIELD(ttl_in), FIELD(gr_time), FIELD(gr_notification),
	FIELD(llgr_time), FIELD(as4),
	FIELD(route_refresh), FIELD(extended_message), FIELD(add_path),
	FIELD(software_version), FIELD(link_local_nexthop),
	FIELD(multi_session), FIELD(operational), FIELD(nexthop_cap),
	FIELD(role), FIELD(nfamilies), FIELD(families),
	FIELD(add_path_families), FIELD(enh_families), FIELD(require),
	FIELD(host_name), FIELD(domain_name), FIELD(clone_first),
	FIELD(clones),
};

/* True when a session opened with a cannot go on with b. */
static bool
needs_reset(const struct conf_neighbor *a,
    const struct conf_neighbor *b)
{
	const char *x = (const char *)a, *y = (const char *)b;
	size_t i;

	for (i = 0; i < sizeof(opened_with) / sizeof(opened_with[0]); i++)
		if (memcmp(x + opened_with[i].at, y + opened_with[i].at,
		    opened_with[i].len) != 0)
			return true;
	return false;
}

static void
drop_pending(struct engine *e)
{
	free(e->pending);
	e->pending = NULL;
	e->npending = 0;
	e->has_pending = false;
}

void
config_abort(struct engine *e, uint32_t gen)
{
	if (e->has_pending && e->pending_gen == gen)
		drop_pending(e);
}

static int
take_neighbor(struct engine *e, struct rbuf body, char *why, size_t size)
{
	struct conf_neighbor *c = &e->pending[e->npending];

	if (rbuf_host(&body, c, sizeof(*c)) == -1 || c->id == 0 ||
	    c->id > UINT16_MAX || c->nfamilies > FAMILY_MAX) {
		(void)snprintf(why, size, "a neighbor record is malformed");
		return -1;
	}
	e->npending++;
	return 0;
}

static int
take_image(struct engine *e, const struct conf_image *img, char *why,
    size_t size)
{
	struct rbuf body;
	size_t at = 0;
	int type;

	if (img->nneighbors > CONF_NEIGHBORS_MAX) {
		(void)snprintf(why, size, "too many neighbors");
		return -1;
	}
	e->pending = xcalloc((size_t)img->nneighbors + 1,
	    sizeof(*e->pending));
	while ((type = conf_image_next(img, &at, &body)) > 0) {
		if (type != CONF_NEIGHBOR)
			continue;
		if (e->npending == img->nneighbors) {
			(void)snprintf(why, size, "neighbors are miscounted");
			return -1;
		}
		if (take_neighbor(e, body, why, size) == -1)
			return -1;
	}
	return 0;
}

int
config_prepare(struct engine *e, uint32_t gen, int fd, char *why, size_t size)
{
	struct conf_image img;
	int r;

	drop_pending(e);
	if (fd == -1) {
		(void)snprintf(why, size, "no image came with it");
		return -1;
	}
	r = conf_image_open(fd, &img, why, size);
	(void)close(fd);
	if (r == -1)
		return -1;
	r = take_image(e, &img, why, size);
	conf_image_close(&img);
	if (r == -1) {
		drop_pending(e);
		return -1;
	}
	e->pending_gen = gen;
	e->has_pending = true;
	return 0;
}

static void
remove_absent(struct engine *e)
{
	uint8_t *keep = xcalloc(UINT16_MAX + 1, 1);
	struct notify n;
	struct peer *p;
	uint32_t i;

	for (i = 0; i < e->npending; i++)
		keep[e->pending[i].id] = 1;
	notify_set(&n, NOTIFY_CEASE, CEASE_DECONFIGURED, NULL, 0);
	for (i = 0; i < e->npeers; i++) {
		p = e->peers[i];
		if (p == NULL || keep[p->range != 0 ? p->range : i] != 0)
			continue;
		peer_stop(p, &n, false);
		if (p->range != 0)
			clone_free(p);
		else
			peer_free(p);
	}
	free(keep);
}

static void
change_one(struct peer *p, const struct conf_neighbor *c)
{
	bool reset = needs_reset(&p->conf, c), over;
	struct notify n;

	/* It ended over a limit that is another one now. */
	over = !p->started && !p->down && memcmp(p->conf.limits, c->limits,
	    sizeof(c->limits)) != 0;

	if (reset && !p->down) {
		notify_set(&n, NOTIFY_CEASE, CEASE_CONFIG, NULL, 0);
		peer_stop(p, &n, true);
		clone_drop_range(p, &n);
	}
	p->conf = *c;
	clone_follow(p);
	if ((reset || over) && !p->down && !p->e->stopping)
		peer_start(p);
}

static void
apply_one(struct engine *e, const struct conf_neighbor *c)
{
	struct peer *p = peer_by_id(e, c->id);
	struct notify n;

	if (p != NULL) {
		change_one(p, c);
		return;
	}
	/* It has been one of a range until now. */
	notify_set(&n, NOTIFY_CEASE, CEASE_CONFIG, NULL, 0);
	clone_stop_addr(e, &c->remote, &n);
	p = peer_new(e, c);
	if (!e->stopping)
		peer_start(p);
}

int
config_commit(struct engine *e, uint32_t gen)
{
	uint32_t i;

	if (!e->has_pending || e->pending_gen != gen)
		return -1;
	remove_absent(e);
	for (i = 0; i < e->npending; i++)
		apply_one(e, &e->pending[i]);
	drop_pending(e);
	return 0;
}

void
config_key_changed(struct engine *e, uint32_t id)
{
	struct peer *p = peer_by_id(e, id);
	struct notify n;

	if (p == NULL || p->down || e->stopping)
		return;
	notify_set(&n, NOTIFY_CEASE, CEASE_CONFIG, NULL, 0);
	peer_reset(p, &n, true);
	clone_stop_range(p, &n);
}
