/* SPDX-License-Identifier: ISC */
/*
 * Listening sockets and their keys (RFC 2385, RFC 5925, RFC 5082).  The limit
 * on keys is the kernel's optmem_max: who finds no room is named, and only
 * that neighbour suffers; the session engine sees from the saved SYN that a
 * connection was not signed.
 */
#include <netinet/in.h>

#include <errno.h>
#include <linux/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/sys/queue.h>

#include "base/fd.h"
#include "base/log.h"
#include "listen.h"
#include "sock.h"

enum { BACKLOG = 1024, RETRY_MS = 5000 };

struct listener {
	TAILQ_ENTRY(listener)	 entry;
	uint32_t		 id;
	struct listen_place	 place;
	int			 fd;	/* -1: not yet */
	int			 err;	/* why, as last told */
	bool			 wanted;
	bool			 told;
};

struct listeners {
	struct listen_ops		 ops;
	const struct options		*options;
	const struct config		*config;
	struct loop_timer		*retry;
	bool				 serving;
	uint32_t			 last_id;
	TAILQ_HEAD(, listener)		 list;
};

static void
name_place(const struct listen_place *p, char *buf, size_t size)
{
	char a[ADDR_TEXT];

	(void)snprintf(buf, size, "%s%s%s port %u",
	    addr_print(&p->addr, a, sizeof(a)),
	    p->interface[0] != '\0' ? "%" : "", p->interface, p->port);
}

static void
warn_key(const struct listener *l, const struct conf_neighbor *n,
    const char *why)
{
	char at[ADDR_TEXT + 40], who[ADDR_TEXT];

	name_place(&l->place, at, sizeof(at));
	log_warn("neighbor %s: listen %s: %s",
	    addr_print(&n->remote, who, sizeof(who)), at, why);
}

static void
set_key(const struct listener *l, int fd, const struct config *c,
    const struct conf_neighbor *n)
{
	char why[KEY_ERROR];

	if (n->key_kind != CONF_KEY_NONE && listen_concerns(&l->place, n) &&
	    key_apply(c->keys, n, fd, true, why) == -1)
		warn_key(l, n, why);
}

static int
open_socket(const struct listener *l, const struct config *c)
{
	const int one = 1;
	int fd;
	size_t i;

	if ((fd = sock_new(l->place.addr.af)) == -1)
		return -1;
	/* 255: or a neighbour that checks would drop our SYN-ACK. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one,
	    sizeof(one)) == -1 ||
	    sock_ttl(fd, l->place.addr.af, 255) == -1 ||
	    setsockopt(fd, IPPROTO_TCP, TCP_SAVE_SYN, &one,
	    sizeof(one)) == -1 ||
	    (l->place.interface[0] != '\0' &&
	    sock_device(fd, l->place.interface) == -1) ||
	    sock_bind(fd, &l->place.addr, l->place.port,
	    l->place.interface) == -1)
		return fd_give_up(fd);
	for (i = 0; i < c->nneighbors; i++)
		set_key(l, fd, c, &c->neighbors[i]);
	if (listen(fd, BACKLOG) == -1)
		return fd_give_up(fd);
	return fd;
}

static void
tell(struct listeners *ls, struct listener *l)
{
	if (!ls->serving || l->told || l->fd == -1)
		return;
	l->told = true;
	ls->ops.opened(ls->ops.arg, l->id, l->fd, &l->place);
}

static void
try_open(struct listeners *ls, struct listener *l)
{
	char at[ADDR_TEXT + 40];
	int save;

	name_place(&l->place, at, sizeof(at));
	l->fd = open_socket(l, ls->config);
	if (l->fd == -1) {
		save = errno;
		if (save != l->err)
			log_warn("listen %s: %s; tried again every %d s", at,
			    strerror(save), RETRY_MS / 1000);
		l->err = save;
		loop_timer_set(ls->retry, RETRY_MS);
		return;
	}
	l->err = 0;
	log_info("listening on %s", at);
	tell(ls, l);
}

static void
retry(void *arg)
{
	struct listeners *ls = arg;
	struct listener *l;

	TAILQ_FOREACH(l, &ls->list, entry)
		if (l->fd == -1 && l->wanted)
			try_open(ls, l);
}

struct listeners *
listeners_new(struct loop *l, const struct options *o,
    const struct listen_ops *ops)
{
	struct listeners *ls = xcalloc(1, sizeof(*ls));

	ls->ops = *ops;
	ls->options = o;
	ls->retry = loop_timer_new(l, retry, ls);
	TAILQ_INIT(&ls->list);
	return ls;
}

static void
drop(struct listeners *ls, struct listener *l)
{
	TAILQ_REMOVE(&ls->list, l, entry);
	if (l->fd != -1)
		(void)close(l->fd);
	if (l->told && ls->serving)
		ls->ops.gone(ls->ops.arg, l->id);
	free(l);
}

void
listeners_free(struct listeners *ls)
{
	struct listener *l;

	if (ls == NULL)
		return;
	ls->serving = false;
	while ((l = TAILQ_FIRST(&ls->list)) != NULL)
		drop(ls, l);
	loop_timer_free(ls->retry);
	free(ls);
}

/* Whether what stands on the sockets for old is right for n, too. */
static bool
key_unchanged(const struct config *old, const struct conf_neighbor *was,
    const struct config *next, const struct conf_neighbor *n)
{
	return was != NULL && addr_eq(&was->local, &n->local) &&
	    addr_eq(&was->md5_ip, &n->md5_ip) &&
	    key_set_same(old->keys, was->id, next->keys, n->id);
}

static void
update_keys(struct listeners *ls, const struct config *old,
    const struct config *next)
{
	const struct conf_neighbor *n, *was;
	struct listener *l;
	size_t i;

	for (i = 0; i < next->nneighbors; i++) {
		n = &next->neighbors[i];
		was = config_neighbor(old, n->id);
		if (n->key_kind == CONF_KEY_NONE ||
		    key_unchanged(old, was, next, n))
			continue;
		TAILQ_FOREACH(l, &ls->list, entry) {
			if (l->fd == -1)
				continue;
			/* MD5 is replaced in place; AO has to go first. */
			if (was != NULL && (was->key_kind == CONF_KEY_AO ||
			    was->key_kind != n->key_kind))
				key_remove(old->keys, was, l->fd);
			set_key(l, l->fd, next, n);
		}
	}
}

static struct listener *
find(struct listeners *ls, const struct listen_place *p)
{
	struct listener *l;

	TAILQ_FOREACH(l, &ls->list, entry)
		if (listen_place_eq(&l->place, p))
			return l;
	return NULL;
}

void
listeners_prepare(struct listeners *ls, const struct config *next)
{
	struct listen_place *places;
	struct listener *l;
	size_t i, n;

	if (ls->config != NULL)
		update_keys(ls, ls->config, next);
	ls->config = next;
	TAILQ_FOREACH(l, &ls->list, entry)
		l->wanted = false;
	places = listen_set(next, ls->options, &n);
	for (i = 0; i < n; i++) {
		if ((l = find(ls, &places[i])) == NULL) {
			l = xcalloc(1, sizeof(*l));
			l->id = ++ls->last_id;
			l->place = places[i];
			l->fd = -1;
			TAILQ_INSERT_TAIL(&ls->list, l, entry);
		}
		l->wanted = true;
		if (l->fd == -1)
			try_open(ls, l);
	}
	free(places);
}

void
listeners_settle(struct listeners *ls, const struct config *old)
{
	const struct conf_neighbor *n, *was;
	struct listener *l, *next;
	size_t i;

	TAILQ_FOREACH_SAFE(l, &ls->list, entry, next)
		if (!l->wanted)
			drop(ls, l);
	for (i = 0; old != NULL && i < old->nneighbors; i++) {
		was = &old->neighbors[i];
		n = config_neighbor(ls->config, was->id);
		if (was->key_kind == CONF_KEY_NONE ||
		    (n != NULL && n->key_kind != CONF_KEY_NONE))
			continue;
		TAILQ_FOREACH(l, &ls->list, entry)
			if (l->fd != -1)
				key_remove(old->keys, was, l->fd);
	}
}

void
listeners_tell(struct listeners *ls, bool anew)
{
	struct listener *l;

	ls->serving = true;
	TAILQ_FOREACH(l, &ls->list, entry) {
		if (anew)
			l->told = false;
		tell(ls, l);
	}
}

void
listeners_hush(struct listeners *ls)
{
	ls->serving = false;
}
