/* SPDX-License-Identifier: ISC */
/*
 * Socket options that both listeners and connections need, for both address
 * families.
 */
#include <sys/socket.h>

#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "sock.h"

/* IPV6_MINHOPCOUNT of linux/in6.h, which clashes with netinet/in.h. */
enum { MIN_HOP_COUNT = 73, TOS_INTERNETWORK_CONTROL = 0xc0 };

static int
set_int(int fd, int level, int option, int v)
{
	return setsockopt(fd, level, option, &v, sizeof(v));
}

int
sock_new(uint8_t af)
{
	bool v6 = af == ADDR_V6;
	int fd;

	fd = socket(v6 ? AF_INET6 : AF_INET,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
	if (fd == -1)
		return -1;
	if ((v6 && set_int(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1) == -1) ||
	    set_int(fd, v6 ? IPPROTO_IPV6 : IPPROTO_IP,
	    v6 ? IPV6_TCLASS : IP_TOS, TOS_INTERNETWORK_CONTROL) == -1)
		return fd_give_up(fd);
	return fd;
}

int
sock_ttl(int fd, uint8_t af, uint8_t ttl)
{
	if (af == ADDR_V6)
		return set_int(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl);
	return set_int(fd, IPPROTO_IP, IP_TTL, ttl);
}

int
sock_min_ttl(int fd, uint8_t af, uint8_t ttl)
{
	if (af == ADDR_V6)
		return set_int(fd, IPPROTO_IPV6, MIN_HOP_COUNT, ttl);
	return set_int(fd, IPPROTO_IP, IP_MINTTL, ttl);
}

int
sock_device(int fd, const char *interface)
{
	return setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, interface,
	    (socklen_t)strlen(interface) + 1);
}

/* Its length; 0: there is no such interface. */
static socklen_t
scoped_sockaddr(const struct addr *a, uint16_t port, const char *interface,
    struct sockaddr_storage *ss)
{
	struct addr scoped = *a;

	if (addr_is_link_local(a) && interface[0] != '\0' &&
	    (scoped.scope = if_nametoindex(interface)) == 0)
		return 0;
	return addr_to_sockaddr(&scoped, port, ss);
}

int
sock_bind(int fd, const struct addr *a, uint16_t port, const char *interface)
{
	struct sockaddr_storage ss;
	const socklen_t len = scoped_sockaddr(a, port, interface, &ss);

	if (len == 0)
		return -1;
	return bind(fd, (struct sockaddr *)&ss, len);
}

int
sock_connect(int fd, const struct addr *a, uint16_t port,
    const char *interface)
{
	struct sockaddr_storage ss;
	const socklen_t len = scoped_sockaddr(a, port, interface, &ss);

	if (len == 0)
		return -1;
	if (connect(fd, (struct sockaddr *)&ss, len) == 0 ||
	    errno == EINPROGRESS)
		return 0;
	return -1;
}
