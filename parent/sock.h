/* SPDX-License-Identifier: ISC */
/*
 * TCP sockets as BGP wants them.  The session engine never makes one: every
 * socket it holds was made and bound here.
 */
#ifndef PARENT_SOCK_H
#define PARENT_SOCK_H

#include <stdint.h>

#include "bgp/addr.h"

/* Non-blocking, close-on-exec, TOS 0xc0, V6ONLY; -1 with errno. */
int	sock_new(uint8_t af);
/* RFC 5082: what we send, and the least we accept. */
int	sock_ttl(int fd, uint8_t af, uint8_t ttl);
int	sock_min_ttl(int fd, uint8_t af, uint8_t ttl);
int	sock_device(int fd, const char *interface);
/* The interface gives a link-local address its scope. */
int	sock_bind(int fd, const struct addr *a, uint16_t port,
	    const char *interface);
int	sock_connect(int fd, const struct addr *a, uint16_t port,
	    const char *interface);

#endif
