/* SPDX-License-Identifier: ISC */
/*
 * Addresses of interfaces, by rtnetlink(7): the codec is pure, two functions
 * talk to the kernel.
 */
#ifndef HEALTHCHECK_RTNL_H
#define HEALTHCHECK_RTNL_H

#include <net/if.h>

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/addr.h"

enum { RTNL_CHANGE_MAX = 128 };

struct rtnl_addr {
	uint32_t	ifindex;
	struct addr	addr;
	uint8_t		len;		/* of its prefix, bits */
	uint8_t		proto;		/* who set it up, IFA_PROTO; 0: ? */
	char		label[IF_NAMESIZE];	/* IPv4 only; "" for none */
};

enum rtnl_kind {
	RTNL_ADDR,		/* *a is one */
	RTNL_OTHER,		/* nothing to us */
	RTNL_INTERRUPTED,	/* the dump is not consistent */
	RTNL_END,		/* of the answer; *error, 0 for none */
};

/* The next message of what was received; -1: malformed, or no more. */
int	rtnl_read(struct rbuf *in, uint32_t seq, enum rtnl_kind *kind,
	    struct rtnl_addr *a, int *error);
void	rtnl_write_dump(struct wbuf *w, uint32_t seq);
void	rtnl_write_change(struct wbuf *w, uint32_t seq, bool add,
	    const struct rtnl_addr *a);

/* A socket, or -1 and errno. */
int	rtnl_open(void);
/* fn for each address of the host.  0, or -1 and errno. */
int	rtnl_dump(int fd, void (*fn)(void *arg, const struct rtnl_addr *a),
	    void *arg);
/* Adds or removes one.  0, or -1 and errno. */
int	rtnl_change(int fd, bool add, const struct rtnl_addr *a);

#endif
