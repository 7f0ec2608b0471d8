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
#include "config/conf_diff.h"
#include "config/conf_image.h"
#include "peer.h"
#include "peer_index.h"
#include "standing.h"
#include "tell.h"

static void
drop_pending(struct engine *e)
{
	config_parts_free(&e->pending);
	e->has_pending = false;
}

void
config_abort(struct engine *e, uint32_t gen)
{
	if (e->has_pending && e->pending_gen == gen)
		drop_pending(e);
}

static int
take_neighbor(struct rbuf body, struct conf_neighbor *c, char *why,
    size_t size)
{
	if (rbuf_host(&body, c, sizeof(*c)) == -1 || c->id == 0 ||
	    c->id > UINT16_MAX || c->nfamilies > FAMILY_MAX ||
	    c->remote_plen > addr_bits(c->remote.af)) {
		(void)snprintf(why, size, "a neighbor record is malformed");
		return -1;
	}
	return 0;
}

static void
take_api(struct rbuf body, struct config_parts *out)
{
	struct conf_api a;

	if (rbuf_host(&body, &a, sizeof(a)) == -1)
		return;			/* conf_image_open has seen it */
	out->apis = xreallocarray(out->apis, out->napis + 1UL,
	    sizeof(*out->apis));
	tell_api_of(&a, &out->apis[out->napis++]);
}

static int
take_image(const struct conf_image *img, struct config_parts *out, char *why,
    size_t size)
{
	struct rbuf body;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(img, &at, &body)) > 0) {
		if (type == CONF_API)
			take_api(body, out);
		if (type == CONF_OPERATIONAL)
			standing_take(body, &out->standing);
		if (type != CONF_NEIGHBOR)
			continue;
		if (out->n == img->nneighbors) {
			(void)snprintf(why, size, "neighbors are miscounted");
			return -1;
		}
		if (take_neighbor(body, &out->v[out->n++], why, size) == -1)
			return -1;
	}
	if (out->n != img->nneighbors) {
		(void)snprintf(why, size, "neighbors are miscounted");
		return -1;
	}
	return 0;
}

void
config_parts_free(struct config_parts *parts)
{
	free(parts->v);
	free(parts->apis);
	wbuf_free(&parts->standing);
	*parts = (struct config_parts){ 0 };
}

int
config_read(int fd, struct config_parts *out, char *why, size_t size)
{
	struct config_parts read = { 0 };
	struct conf_image img;
	int r;

	if (fd == -1) {
		(void)snprintf(why, size, "no image came with it");
		return -1;
	}
	r = conf_image_open(fd, &img, why, size);
	(void)close(fd);
	if (r == -1)
		return -1;
	if (img.nneighbors > CONF_NEIGHBORS_MAX) {
		(void)snprintf(why, size, "too many neighbors");
		conf_image_close(&img);
		return -1;
	}
	read.others = img.others;
	wbuf_growable(&read.standing, STANDING_MAX);
	read.v = xcalloc((size_t)img.nneighbors + 1, sizeof(*read.v));
	r = take_image(&img, &read, why, size);
	if (r == -1)
		config_parts_free(&read);
	else
		*out = read;
	conf_image_close(&img);
	return r;
}

int
config_prepare(struct engine *e, uint32_t gen, int fd, char *why, size_t size)
{
	drop_pending(e);
	if (config_read(fd, &e->pending, why, size) == -1)
		return -1;
	e->pending_gen = gen;
	e->has_pending = true;
	return 0;
}

bool
config_frees(const struct peer *p, const struct conf_neighbor *c)
{
	return !p->started && !p->down && memcmp(p->conf.limits, c->limits,
	    sizeof(c->limits)) != 0;
}

static void
remove_absent(struct engine *e)
{
	uint8_t *keep = xcalloc(UINT16_MAX + 1, 1);
	struct notify n;
	struct peer *p;
	uint32_t i;

	for (i = 0; i < e->pending.n; i++)
		keep[e->pending.v[i].id] = 1;
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
	bool reset = conf_diff_neighbor(&p->conf, c).restarts;
	bool over = config_frees(p, c);
	struct notify n;

	if (reset && !p->down) {
		notify_set(&n, NOTIFY_CEASE, CEASE_CONFIG, NULL, 0);
		peer_stop(p, &n, true);
		clone_drop_range(p, &n);
	}
	peer_index_remove(p->e, p);
	p->conf = *c;
	peer_index_add(p->e, p);
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
	conf_others_take(&e->pending.others);
	remove_absent(e);
	for (i = 0; i < e->pending.n; i++)
		apply_one(e, &e->pending.v[i]);
	tell_configure(e, e->pending.apis, e->pending.napis);
	standing_configure(e, wbuf_view(&e->pending.standing));
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
