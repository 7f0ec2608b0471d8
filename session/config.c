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

static int
take_image(const struct conf_image *img, struct conf_neighbor *v, char *why,
    size_t size)
{
	struct rbuf body;
	uint32_t n = 0;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(img, &at, &body)) > 0) {
		if (type != CONF_NEIGHBOR)
			continue;
		if (n == img->nneighbors) {
			(void)snprintf(why, size, "neighbors are miscounted");
			return -1;
		}
		if (take_neighbor(body, &v[n++], why, size) == -1)
			return -1;
	}
	return 0;
}

int
config_read(int fd, struct conf_neighbor **v, uint32_t *n, char *why,
    size_t size)
{
	struct conf_neighbor *read;
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
	read = xcalloc((size_t)img.nneighbors + 1, sizeof(*read));
	r = take_image(&img, read, why, size);
	if (r == -1)
		free(read);
	else {
		*v = read;
		*n = img.nneighbors;
	}
	conf_image_close(&img);
	return r;
}

int
config_prepare(struct engine *e, uint32_t gen, int fd, char *why, size_t size)
{
	drop_pending(e);
	if (config_read(fd, &e->pending, &e->npending, why, size) == -1)
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
