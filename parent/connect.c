/* SPDX-License-Identifier: ISC */
/*
 * Active opens.  A keyed connection to a closed port gets no answer at all,
 * and the kernel would try for two minutes: the number of SYNs is bounded
 * instead, which unlike TCP_USER_TIMEOUT does not stay with the session.
 */
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "connect.h"
#include "sock.h"

enum { SYN_RETRIES = 3 };

static int
failed(int fd, const char *what, char *why, size_t size)
{
	(void)snprintf(why, size, "%s: %s", what, strerror(errno));
	if (fd != -1)
		(void)close(fd);
	return -1;
}

/* NULL, or the step that failed with errno. */
static const char *
set_options(const struct conf_neighbor *n, int fd)
{
	const int one = 1, syns = SYN_RETRIES;

	if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one,
	    sizeof(one)) == -1)
		return "TCP_NODELAY";
	if (setsockopt(fd, IPPROTO_TCP, TCP_SYNCNT, &syns,
	    sizeof(syns)) == -1)
		return "TCP_SYNCNT";
	if (n->ttl_out != 0 && sock_ttl(fd, n->remote.af, n->ttl_out) == -1)
		return "outgoing-ttl";
	if (n->ttl_in != 0 && sock_min_ttl(fd, n->remote.af, n->ttl_in) == -1)
		return "incoming-ttl";
	if (n->interface[0] != '\0' && sock_device(fd, n->interface) == -1)
		return "interface";
	return NULL;
}

int
connect_neighbor(const struct config *c, const struct options *o,
    const struct conf_neighbor *n, char *why, size_t size)
{
	const struct addr *local;
	const char *step;
	const int one = 1;
	uint16_t port;
	int fd;

	if (n->remote_plen != addr_bits(n->remote.af)) {
		(void)snprintf(why, size, "a range is not connected to");
		return -1;
	}
	if ((fd = sock_new(n->remote.af)) == -1)
		return failed(fd, "socket", why, size);
	if ((step = set_options(n, fd)) != NULL)
		return failed(fd, step, why, size);
	if (key_set_has(c->keys, n->id)) {
		char text[KEY_ERROR];

		if (key_apply(c->keys, n, fd, false, text) == -1) {
			(void)snprintf(why, size, "%s", text);
			(void)close(fd);
			return -1;
		}
	} else if (n->key_kind != CONF_KEY_NONE) {
		(void)snprintf(why, size, "its key is not known");
		(void)close(fd);
		return -1;
	}
	local = n->md5_ip.af != ADDR_NONE ? &n->md5_ip : &n->local;
	if (local->af != ADDR_NONE) {
		/* Without it a bound port is used up whatever the remote. */
		(void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one,
		    sizeof(one));
		if (sock_bind(fd, local, 0, n->interface) == -1)
			return failed(fd, "bind to the local address", why,
			    size);
	}
	port = n->connect_port != 0 ? n->connect_port : o->tcp_port;
	if (sock_connect(fd, &n->remote, port, n->interface) == -1)
		return failed(fd, "connect", why, size);
	return fd;
}
