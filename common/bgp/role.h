/* SPDX-License-Identifier: ISC */
/*
 * Roles (RFC 9234): what one side is to the other, and what that means for
 * Only to Customer.  Every question is asked with our own role; it is answered
 * so that a session without roles means nothing at all.
 */
#ifndef BGP_ROLE_H
#define BGP_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/family.h"

/* RFC 9234 4.1, as in capability 9. */
enum bgp_role {
	BGP_ROLE_PROVIDER, BGP_ROLE_RS, BGP_ROLE_RS_CLIENT,
	BGP_ROLE_CUSTOMER, BGP_ROLE_PEER, BGP_ROLES
};

/* RFC 9234 4.2, table 2 */
bool	role_pairs(uint8_t ours, uint8_t theirs);
/* RFC 9234 5: IPv4 and IPv6 unicast only. */
bool	role_is_about(enum family f);
/* Does a route that comes in without OTC get one? */
bool	role_marks_in(uint8_t ours);
/* Is a route that comes in with OTC (or without: has) a leak? */
bool	role_leaks_in(uint8_t ours, bool has, uint32_t otc, uint32_t peer_as);
/* Does a route that goes out without OTC get one? */
bool	role_marks_out(uint8_t ours);
/* Is a route with OTC not for this neighbour? */
bool	role_stops_out(uint8_t ours);

#endif
