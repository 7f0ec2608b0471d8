/* SPDX-License-Identifier: ISC */
/* An IPv4 or IPv6 address as a value that may travel over a link. */
#ifndef BGP_ADDR_H
#define BGP_ADDR_H

#include <sys/socket.h>

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

enum { ADDR_NONE = 0, ADDR_V4 = 4, ADDR_V6 = 6 };
/* "ffff:…:255.255.255.255%interface" and NUL. */
enum { ADDR_TEXT = 64 };

struct addr {
	uint8_t		af;		/* ADDR_NONE, ADDR_V4, ADDR_V6 */
	uint8_t		pad[3];
	uint32_t	scope;		/* interface index of a link-local */
	/* network order, 4 or 16 used, rest 0 */
	uint8_t		b[16];
};
static_assert(sizeof(struct addr) == 24, "addr travels");

/* Octets of an address: 4, 16, or 0 for ADDR_NONE. */
unsigned addr_len(uint8_t af);
unsigned addr_bits(uint8_t af);
struct addr addr_v4(uint32_t host_order);
/* Octets from the wire; af as above. */
struct addr addr_of(uint8_t af, const uint8_t *octets);
uint32_t addr_v4_host(const struct addr *a);
/*
 * Text to address; "fe80::1%eth0" looks the interface up only when it is a
 * number (engines may not ask): see addr_parse_scoped.  0 or -1.
 */
int	addr_parse(const char *s, struct addr *a);
/* Splits "fe80::1%eth0"; ifname gets the interface or "". */
int	addr_parse_scoped(const char *s, struct addr *a, char *ifname,
	    size_t ifsize);
/* buf of ADDR_TEXT; "" for ADDR_NONE.  Returns buf. */
const char *addr_print(const struct addr *a, char *buf, size_t size);
int	addr_cmp(const struct addr *a, const struct addr *b);	/* af, octets */
bool	addr_eq(const struct addr *a, const struct addr *b);
bool	addr_in(const struct addr *a, const struct addr *net, unsigned plen);
bool	addr_is_loopback(const struct addr *a);
bool	addr_is_multicast(const struct addr *a);
bool	addr_is_unspecified(const struct addr *a);
bool	addr_is_link_local(const struct addr *a);	/* fe80::/10 */
socklen_t addr_to_sockaddr(const struct addr *a, uint16_t port,
	    struct sockaddr_storage *ss);
/* IPv4-mapped addresses come out as IPv4.  0 or -1 (other family). */
int	addr_from_sockaddr(const struct sockaddr *sa, struct addr *a,
	    uint16_t *port);

#endif
