/* SPDX-License-Identifier: ISC */
/*
 * The set of listening places.  A specific address cannot be bound beside the
 * wildcard of its family without SO_REUSEPORT, which we do not want (another
 * process of our user could share the port), so the wildcard stands for both.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>

#include "base/log.h"
#include "listen_set.h"

struct set {
	struct listen_place	*v;
	size_t			 n;
	size_t			 size;
};

bool
listen_place_eq(const struct listen_place *a, const struct listen_place *b)
{
	return addr_eq(&a->addr, &b->addr) && a->port == b->port &&
	    strcmp(a->interface, b->interface) == 0;
}

static void
add(struct set *s, const struct addr *a, uint16_t port, const char *interface)
{
	struct listen_place p = { .addr = *a, .port = port };
	size_t i;

	if (a->af == ADDR_NONE || port == 0)
		return;
	strlcpy(p.interface, interface, sizeof(p.interface));
	for (i = 0; i < s->n; i++)
		if (listen_place_eq(&s->v[i], &p))
			return;
	if (s->n == s->size) {
		s->size = s->size == 0 ? 8 : s->size * 2;
		s->v = xreallocarray(s->v, s->size, sizeof(*s->v));
	}
	s->v[s->n++] = p;
}

static const struct addr *
own_address(const struct conf_neighbor *n)
{
	return n->md5_ip.af != ADDR_NONE ? &n->md5_ip : &n->local;
}

static void
add_neighbor(struct set *s, const struct conf_neighbor *n, uint16_t port)
{
	const struct addr *a = own_address(n);
	const char *interface;

	/* Only a link-local address means something else per interface. */
	interface = addr_is_link_local(a) ? n->interface : "";
	if (n->listen_port != 0)
		add(s, a, n->listen_port, interface);
	else if (n->passive)
		add(s, a, port, interface);
}

static bool
covers(const struct listen_place *wide, const struct listen_place *p)
{
	return addr_is_unspecified(&wide->addr) &&
	    !addr_is_unspecified(&p->addr) && wide->addr.af == p->addr.af &&
	    wide->port == p->port && wide->interface[0] == '\0';
}

static void
drop_covered(struct set *s)
{
	size_t i, j, kept = 0;

	for (i = 0; i < s->n; i++) {
		for (j = 0; j < s->n; j++)
			if (covers(&s->v[j], &s->v[i]))
				break;
		if (j == s->n)
			s->v[kept++] = s->v[i];
	}
	s->n = kept;
}

struct listen_place *
listen_set(const struct config *c, const struct options *o, size_t *n)
{
	struct set s = { .v = NULL };
	size_t i;

	for (i = 0; i < c->nlistens; i++)
		add(&s, &c->listens[i].addr, c->listens[i].port != 0 ?
		    c->listens[i].port : o->tcp_port, c->listens[i].interface);
	for (i = 0; i < o->ntcp_bind; i++)
		add(&s, &o->tcp_bind[i], o->tcp_port, "");
	for (i = 0; i < c->nneighbors; i++)
		add_neighbor(&s, &c->neighbors[i], o->tcp_port);
	drop_covered(&s);
	*n = s.n;
	return s.v;
}

bool
listen_concerns(const struct listen_place *p, const struct conf_neighbor *n)
{
	const struct addr *a = own_address(n);

	if (n->remote.af != p->addr.af)
		return false;
	return a->af == ADDR_NONE || addr_is_unspecified(&p->addr) ||
	    addr_eq(a, &p->addr);
}
