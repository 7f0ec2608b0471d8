/* SPDX-License-Identifier: ISC */
/* A path as an element of rib[], and the pieces of it that others show. */
#ifndef CTL_OUTPUT_JSON_RIB_H
#define CTL_OUTPUT_JSON_RIB_H

#include "output.h"
#include "path_facts.h"

void	json_path(struct output *o, const struct path_view *v);
/* Octets of a next hop that are no address. */
void	json_nexthop(struct json *j, const char *name, struct rbuf octets);
/* "aspath": of a 4-octet value. */
void	json_aspath(struct json *j, struct rbuf value);
/* Communities, and every attribute that has no member of its own. */
void	json_attributes(struct json *j, struct rbuf attrs,
	    const struct path_facts *f);

#endif
