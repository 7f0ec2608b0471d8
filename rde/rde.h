/* SPDX-License-Identifier: ISC */
/*
 * The route engine's state: one struct, made in main.c and passed down.
 * Modules own what they point at; nobody reaches into another's structure.
 *
 *	in	update_in > adj_rib_in, feed > programs
 *	out	{ config, network } > originate > adj_rib_out > update_out
 */
#ifndef RDE_RDE_H
#define RDE_RDE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/idset.h"
#include "base/loop.h"
#include "ipc/link.h"
#include "room.h"

struct asks;
struct attrs_store;
struct nexthops;
struct position;
struct peers;
struct adj_rib_in;
struct update_in;
struct originate;
struct inject_log;
struct offences;
struct adj_rib_out;
struct update_out;
struct clients;
struct config;
struct programs;
struct feed;
struct trial;
struct flow_count;

struct rde {
	struct loop		*loop;
	struct link		*parent;
	struct link		*session;	/* NULL: that engine is away */
	struct room_list	 room;		/* who waits for it */
	uint32_t		 stream;	/* the parent's number of it */
	struct position		*position;	/* or NULL */
	struct attrs_store	*attrs;
	struct nexthops		*nexthops;
	struct idset_store	*idsets;
	struct peers		*peers;
	struct adj_rib_in	*in;
	struct update_in	*update_in;
	struct originate	*originate;
	struct inject_log	*log;
	struct adj_rib_out	*rib_out;
	struct update_out	*out;
	struct offences		*offences;
	struct clients		*clients;
	struct asks		*asks;
	struct config		*config;
	struct programs		*programs;
	struct feed		*feed;	/* or NULL */
	struct trial		*trial;
	struct flow_count	*flow_count;
	/* a first commit was carried out */
	bool			 configured;
};

#endif
