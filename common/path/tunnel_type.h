/* SPDX-License-Identifier: ISC */
/* Names of tunnel types (IANA BGP Tunnel Encapsulation Attribute). */
#ifndef PATH_TUNNEL_TYPE_H
#define PATH_TUNNEL_TYPE_H

#include <stdint.h>

enum tunnel_type {
	TUNNEL_L2TPV3 = 1, TUNNEL_GRE = 2, TUNNEL_IP_IN_IP = 7,
	TUNNEL_VXLAN = 8, TUNNEL_NVGRE = 9, TUNNEL_MPLS = 10,
	TUNNEL_MPLS_IN_GRE = 11, TUNNEL_VXLAN_GPE = 12,
	TUNNEL_MPLS_IN_UDP = 13, TUNNEL_IPV6 = 14, TUNNEL_SR_POLICY = 15,
	TUNNEL_BARE = 16, TUNNEL_GENEVE = 19,
};

/* "vxlan", or NULL. */
const char *tunnel_type_name(uint16_t type);
/* A name, or a number; 0 or -1. */
int	tunnel_type_parse(const char *s, uint16_t *type);

#endif
