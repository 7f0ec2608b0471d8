/* SPDX-License-Identifier: ISC */
/* RFC 9234: one row for each role of ours. */
#include "bgp/role.h"

static const struct row {
	uint8_t	partner;	/* what the neighbour must be */
	bool	marks_in;
	bool	leaks_in;	/* a route with OTC is one, whatever it holds */
	bool	marks_out;
	bool	stops_out;
} rows[BGP_ROLES] = {
	[BGP_ROLE_PROVIDER] = { BGP_ROLE_CUSTOMER, .leaks_in = true,
	    .marks_out = true },
	[BGP_ROLE_RS] = { BGP_ROLE_RS_CLIENT, .leaks_in = true,
	    .marks_out = true },
	[BGP_ROLE_RS_CLIENT] = { BGP_ROLE_RS, .marks_in = true,
	    .stops_out = true },
	[BGP_ROLE_CUSTOMER] = { BGP_ROLE_PROVIDER, .marks_in = true,
	    .stops_out = true },
	[BGP_ROLE_PEER] = { BGP_ROLE_PEER, .marks_in = true,
	    .marks_out = true, .stops_out = true },
};

bool
role_pairs(uint8_t ours, uint8_t theirs)
{
	return ours < BGP_ROLES && rows[ours].partner == theirs;
}

bool
role_is_about(enum family f)
{
	return f == FAMILY_IPV4_UNICAST || f == FAMILY_IPV6_UNICAST;
}

bool
role_marks_in(uint8_t ours)
{
	return ours < BGP_ROLES && rows[ours].marks_in;
}

bool
role_leaks_in(uint8_t ours, bool has, uint32_t otc, uint32_t peer_as)
{
	if (ours >= BGP_ROLES || !has)
		return false;
	return rows[ours].leaks_in ||
	    (ours == BGP_ROLE_PEER && otc != peer_as);
}

bool
role_marks_out(uint8_t ours)
{
	return ours < BGP_ROLES && rows[ours].marks_out;
}

bool
role_stops_out(uint8_t ours)
{
	return ours < BGP_ROLES && rows[ours].stops_out;
}
