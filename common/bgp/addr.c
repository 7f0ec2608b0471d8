/* SPDX-License-Identifier: ISC */
/*
 * Addresses as text and as octets.  IPv4 is parsed and printed by hand: a
 * configuration or a dump has millions of them.  Abbreviated IPv4, leading
 * zeros that could mean octal, and blanks are errors; IPv6 is RFC 4291 text in,
 * RFC 5952 text out, as the C library does it.
 */
#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdio.h>
#include <string.h>

#include "bgp/addr.h"

unsigned
addr_len(uint8_t af)
{
	switch (af) {
	case ADDR_V4:
		return 4;
	case ADDR_V6:
		return 16;
	default:
		return 0;
	}
}

unsigned
addr_bits(uint8_t af)
{
	return addr_len(af) * 8;
}

struct addr
addr_v4(uint32_t host_order)
{
	struct addr a = { .af = ADDR_V4 };

	a.b[0] = (uint8_t)(host_order >> 24);
	a.b[1] = (uint8_t)(host_order >> 16);
	a.b[2] = (uint8_t)(host_order >> 8);
	a.b[3] = (uint8_t)host_order;
	return a;
}

struct addr
addr_of(uint8_t af, const uint8_t *octets)
{
	struct addr a = { .af = af };

	memcpy(a.b, octets, addr_len(af));
	return a;
}

uint32_t
addr_v4_host(const struct addr *a)
{
	return (uint32_t)a->b[0] << 24 | (uint32_t)a->b[1] << 16 |
	    (uint32_t)a->b[2] << 8 | a->b[3];
}

/* Four decimal numbers and three dots, to the NUL. */
static int
parse_v4(const char *s, uint8_t b[4])
{
	unsigned i, v;
	const char *start;

	for (i = 0; i < 4; i++) {
		start = s;
		v = 0;
		while (*s >= '0' && *s <= '9' && s - start < 3)
			v = v * 10 + (unsigned)(*s++ - '0');
		if (s == start || v > 255 || (*start == '0' && s - start > 1))
			return -1;
		b[i] = (uint8_t)v;
		if (*s++ != (i < 3 ? '.' : '\0'))
			return -1;
	}
	return 0;
}

int
addr_parse(const char *s, struct addr *a)
{
	struct addr r = { .af = ADDR_V4 };
	char ifname[ADDR_TEXT];
	const char *p;
	uint64_t scope = 0;

	if (strchr(s, ':') == NULL) {
		if (parse_v4(s, r.b) == -1)
			return -1;
		*a = r;
		return 0;
	}
	if (addr_parse_scoped(s, &r, ifname, sizeof(ifname)) == -1)
		return -1;
	for (p = ifname; *p != '\0'; p++) {
		if (*p < '0' || *p > '9')
			return -1;
		scope = scope * 10 + (uint64_t)(*p - '0');
		if (scope > UINT32_MAX)
			return -1;
	}
	r.scope = (uint32_t)scope;
	*a = r;
	return 0;
}

int
addr_parse_scoped(const char *s, struct addr *a, char *ifname, size_t ifsize)
{
	struct addr r = { .af = ADDR_V6 };
	char text[INET6_ADDRSTRLEN];
	const char *percent;
	size_t n;

	percent = strchr(s, '%');
	n = percent == NULL ? strlen(s) : (size_t)(percent - s);
	if (n >= sizeof(text) || ifsize == 0)
		return -1;
	memcpy(text, s, n);
	text[n] = '\0';
	if (strchr(text, ':') == NULL) {
		r.af = ADDR_V4;
		if (percent != NULL || parse_v4(text, r.b) == -1)
			return -1;
	} else if (inet_pton(AF_INET6, text, r.b) != 1)
		return -1;
	if (percent != NULL) {
		n = strlen(percent + 1);
		if (n == 0 || n >= ifsize || !addr_is_link_local(&r))
			return -1;
		memcpy(ifname, percent + 1, n + 1);
	} else
		ifname[0] = '\0';
	*a = r;
	return 0;
}

static char *
put_octet(char *p, unsigned v)
{
	if (v >= 100)
		*p++ = (char)('0' + v / 100);
	if (v >= 10)
		*p++ = (char)('0' + v / 10 % 10);
	*p++ = (char)('0' + v % 10);
	return p;
}

const char *
addr_print(const struct addr *a, char *buf, size_t size)
{
	char *p = buf;
	size_t n;
	unsigned i;

	if (size == 0)
		return buf;
	buf[0] = '\0';
	if (a->af == ADDR_V4 && size >= INET_ADDRSTRLEN) {
		for (i = 0; i < 4; i++) {
			p = put_octet(p, a->b[i]);
			*p++ = i < 3 ? '.' : '\0';
		}
	} else if (a->af == ADDR_V6 &&
	    inet_ntop(AF_INET6, a->b, buf, (socklen_t)size) != NULL &&
	    a->scope != 0) {
		n = strlen(buf);
		snprintf(buf + n, size - n, "%%%u", a->scope);
	}
	return buf;
}

int
addr_cmp(const struct addr *a, const struct addr *b)
{
	if (a->af != b->af)
		return a->af < b->af ? -1 : 1;
	return memcmp(a->b, b->b, sizeof(a->b));
}

bool
addr_eq(const struct addr *a, const struct addr *b)
{
	return addr_cmp(a, b) == 0;
}

bool
addr_in(const struct addr *a, const struct addr *net, unsigned plen)
{
	unsigned whole = plen / 8, rest = plen % 8;

	if (a->af != net->af || plen > addr_bits(a->af) ||
	    memcmp(a->b, net->b, whole) != 0)
		return false;
	return rest == 0 ||
	    ((a->b[whole] ^ net->b[whole]) & (0xff00 >> rest & 0xff)) == 0;
}

bool
addr_is_loopback(const struct addr *a)
{
	static const uint8_t one[16] = { [15] = 1 };

	if (a->af == ADDR_V4)
		return a->b[0] == 127;
	return a->af == ADDR_V6 && memcmp(a->b, one, sizeof(one)) == 0;
}

bool
addr_is_multicast(const struct addr *a)
{
	if (a->af == ADDR_V4)
		return (a->b[0] & 0xf0) == 0xe0;
	return a->af == ADDR_V6 && a->b[0] == 0xff;
}

bool
addr_is_unspecified(const struct addr *a)
{
	static const uint8_t zero[16];

	return a->af != ADDR_NONE && memcmp(a->b, zero, sizeof(zero)) == 0;
}

bool
addr_is_link_local(const struct addr *a)
{
	return a->af == ADDR_V6 && a->b[0] == 0xfe && (a->b[1] & 0xc0) == 0x80;
}

socklen_t
addr_to_sockaddr(const struct addr *a, uint16_t port,
    struct sockaddr_storage *ss)
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	struct sockaddr_in6 sin6 = { .sin6_family = AF_INET6 };

	memset(ss, 0, sizeof(*ss));
	if (a->af == ADDR_V4) {
		sin.sin_port = htons(port);
		memcpy(&sin.sin_addr, a->b, 4);
		memcpy(ss, &sin, sizeof(sin));
		return sizeof(sin);
	}
	if (a->af == ADDR_V6) {
		sin6.sin6_port = htons(port);
		sin6.sin6_scope_id = a->scope;
		memcpy(&sin6.sin6_addr, a->b, 16);
		memcpy(ss, &sin6, sizeof(sin6));
		return sizeof(sin6);
	}
	return 0;
}

int
addr_from_sockaddr(const struct sockaddr *sa, struct addr *a, uint16_t *port)
{
	struct sockaddr_in sin;
	struct sockaddr_in6 sin6;

	switch (sa->sa_family) {
	case AF_INET:
		memcpy(&sin, sa, sizeof(sin));
		*a = addr_v4(ntohl(sin.sin_addr.s_addr));
		if (port != NULL)
			*port = ntohs(sin.sin_port);
		return 0;
	case AF_INET6:
		memcpy(&sin6, sa, sizeof(sin6));
		if (IN6_IS_ADDR_V4MAPPED(&sin6.sin6_addr))
			*a = addr_of(ADDR_V4, sin6.sin6_addr.s6_addr + 12);
		else {
			*a = addr_of(ADDR_V6, sin6.sin6_addr.s6_addr);
			a->scope = sin6.sin6_scope_id;
		}
		if (port != NULL)
			*port = ntohs(sin6.sin6_port);
		return 0;
	default:
		return -1;
	}
}
