/* SPDX-License-Identifier: ISC */
/*
 * What is announced, and the lines that say so: word for word those of ExaBGP
 * 4.2's healthcheck, which every later ExaBGP with its API of version 4 and
 * Herald understand.
 */
#ifndef HEALTHCHECK_ROUTES_H
#define HEALTHCHECK_ROUTES_H

#include "options.h"

enum {
	/* Of all --ip together, for lines and for addresses to set up. */
	ROUTES_HOSTS_MAX	= 65536,
	/* Octets of all lines of a state: more is refused at the start. */
	ROUTES_TEXT_MAX		= 64 << 20,
};

struct routes {
	struct prefix	*ip;
	size_t		 n;
};

/*
 * In order, one host after the other with --deaggregate-networks, the first
 * of --start-ip first.  0, or -1 and why.
 */
int	routes_build(struct routes *r, const struct options *o,
	    const struct prefix *ip, size_t n, char *why, size_t size);
void	routes_free(struct routes *r);
/* The hosts of all n: too many of them is -1. */
int	routes_hosts(const struct prefix *ip, size_t n, struct routes *hosts);

bool	routes_withdrawn(const struct options *o, enum state s);
/* A line for each route, newlines included. */
void	routes_write(const struct routes *r, const struct options *o,
	    enum state s, struct wbuf *w);

#endif
