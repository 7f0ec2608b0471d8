/* SPDX-License-Identifier: ISC */
/*
 * Accepting.  The parent keyed and bound the socket; here a connection is
 * matched with a neighbour, its SYN is checked (key, RFC 5082 TTL), and a
 * stranger is told Cease, Connection Rejected.
 */
#include <sys/socket.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accept.h"
#include "base/log.h"
#include "clone.h"
#include "held.h"
#include "ipc/position.h"
#include "linger.h"
#include "peer.h"
#include "peer_index.h"
#include "remember.h"
#include "syn.h"

enum { ACCEPTS_A_PASS = 16, AGAIN_MS = 1000, LOGS_A_MINUTE = 10 };

struct listener {
	LIST_ENTRY(listener)	 entry;
	struct engine		*e;
	uint32_t		 id;
	int			 fd;
	struct loop_io		*io;
	struct loop_timer	*timer;
};

static bool
may_log(struct engine *e)
{
	int64_t now = clock_coarse().ms;

	if (now - e->unknown_since >= 60000) {
		if (e->unknown_logged > LOGS_A_MINUTE)
			log_info("%u further connections were refused",
			    e->unknown_logged - LOGS_A_MINUTE);
		e->unknown_since = now;
		e->unknown_logged = 0;
	}
	return ++e->unknown_logged <= LOGS_A_MINUTE;
}

static void
reject(struct engine *e, int fd, const struct addr *remote, const char *why)
{
	char text[ADDR_TEXT];
	uint8_t room[64];
	struct notify n;
	struct wbuf w;

	if (may_log(e))
		log_warn("connection from %s refused: %s",
		    addr_print(remote, text, sizeof(text)), why);
	notify_set(&n, NOTIFY_CEASE, CEASE_REJECTED, NULL, 0);
	wbuf_fixed(&w, room, sizeof(room));
	notify_write(&w, &n);
	linger_stranger(e, fd, wbuf_view(&w));
}

/* NULL when it may pass, else why not. */
static const char *
check_syn(const struct conf_neighbor *c, int fd)
{
	uint8_t room[512];
	socklen_t len = sizeof(room);
	struct syn s;

	if (c->key_kind == CONF_KEY_NONE && c->ttl_in == 0)
		return NULL;
	if (getsockopt(fd, IPPROTO_TCP, TCP_SAVED_SYN, room, &len) == -1 ||
	    syn_read(rbuf_of(room, len), &s) == -1)
		return "its first segment was not kept";
	if (c->key_kind == CONF_KEY_MD5 && !s.md5)
		return "its first segment was not signed (TCP-MD5)";
	if (c->key_kind == CONF_KEY_AO && !s.ao)
		return "its first segment was not signed (TCP-AO)";
	if (s.ttl < c->ttl_in)
		return "it came from too far away (ttl-security)";
	return NULL;
}

static int
set_min_ttl(const struct conf_neighbor *c, int fd)
{
	int ttl = c->ttl_in;

	if (ttl == 0)
		return 0;
	if (c->remote.af == ADDR_V6)
		return setsockopt(fd, IPPROTO_IPV6, IPV6_MINHOPCOUNT, &ttl,
		    sizeof(ttl));
	return setsockopt(fd, IPPROTO_IP, IP_MINTTL, &ttl, sizeof(ttl));
}

/* Whose connection it is, or why it is nobody's. */
static struct peer *
find(struct engine *e, int fd, const struct addr *remote,
    const struct addr *local, const char **why)
{
	struct peer *p = peer_by_addr(e, remote, local), *range = NULL;

	if (p == NULL)
		p = range = peer_range_of(e, remote, local);
	if (p == NULL) {
		*why = "no neighbor is configured for it";
		return NULL;
	}
	if (held_find(e, p->conf.id, remote) != NULL) {
		*why = "the neighbor is held down";
		return NULL;
	}
	if (!p->started) {
		*why = "the neighbor is administratively down";
		return NULL;
	}
	position_begin(e->position, p->conf.id, remote, 0);
	*why = check_syn(&p->conf, fd);
	position_end(e->position);
	if (*why != NULL)
		return NULL;
	if (set_min_ttl(&p->conf, fd) == -1) {
		*why = "its ttl cannot be checked";
		return NULL;
	}
	if (range != NULL && (p = clone_new(range, remote)) == NULL)
		*why = "its range has as many neighbors as range-limit allows";
	return p;
}

static void
accepted(struct engine *e, int fd, const struct sockaddr *sa)
{
	struct addr remote = { 0 }, local = { 0 };
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	const char *why = NULL;
	struct peer *p;

	if (addr_from_sockaddr(sa, &remote, NULL) == -1 ||
	    getsockname(fd, (struct sockaddr *)&ss, &len) == -1 ||
	    addr_from_sockaddr((struct sockaddr *)&ss, &local, NULL) == -1) {
		(void)close(fd);
		return;
	}
	if ((p = find(e, fd, &remote, &local, &why)) == NULL)
		reject(e, fd, &remote, why);
	else
		peer_accept(p, fd);
}

static void
on_again(void *arg)
{
	struct listener *l = arg;

	loop_io_want(l->io, LOOP_READ);
}

static void
on_connection(void *arg, int what)
{
	struct listener *l = arg;
	struct sockaddr_storage ss;
	socklen_t len;
	int i, fd;

	(void)what;
	for (i = 0; i < ACCEPTS_A_PASS; i++) {
		len = sizeof(ss);
		fd = accept4(l->fd, (struct sockaddr *)&ss, &len,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd != -1) {
			accepted(l->e, fd, (struct sockaddr *)&ss);
			continue;
		}
		if (errno == EINTR || errno == ECONNABORTED)
			continue;
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			return;
		/* No descriptors left: it would be ready for ever. */
		log_warn("accept: %s", strerror(errno));
		loop_io_want(l->io, 0);
		loop_timer_set(l->timer, AGAIN_MS);
		return;
	}
}

void
accept_listen(struct engine *e, uint32_t id, int fd)
{
	struct listener *l;
	int flags;

	accept_unlisten(e, id);
	flags = fcntl(fd, F_GETFL);
	if (flags == -1 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) == -1) {
		log_error("listener %u: fcntl: %s", id, strerror(errno));
		(void)close(fd);
		return;
	}
	l = xcalloc(1, sizeof(*l));
	l->e = e;
	l->id = id;
	l->fd = fd;
	l->io = loop_io_new(e->loop, fd, on_connection, l);
	l->timer = loop_timer_new(e->loop, on_again, l);
	LIST_INSERT_HEAD(&e->listeners, l, entry);
	loop_io_want(l->io, LOOP_READ);
}

void
accept_unlisten(struct engine *e, uint32_t id)
{
	struct listener *l;

	LIST_FOREACH(l, &e->listeners, entry)
		if (l->id == id)
			break;
	if (l == NULL)
		return;
	LIST_REMOVE(l, entry);
	loop_io_free(l->io);
	loop_timer_free(l->timer);
	(void)close(l->fd);
	free(l);
}
