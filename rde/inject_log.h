/* SPDX-License-Identifier: ISC */
/*
 * The writing side of the injection log.  originate tells what it
 * does to an injected entry just before it does it; what was told is in the
 * parent's memory after inject_log_flush, which comes before every answer.
 * Without a file, and while the old log is replayed, nothing is written.
 */
#ifndef RDE_INJECT_LOG_H
#define RDE_INJECT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/family.h"
#include "inject_record.h"
#include "rde.h"

/* One file: how far it is written, and what its slots hold. */
struct inject_file {
	int		 fd;		/* -1: none */
	uint64_t	 at;
	struct wbuf	 records;	/* not yet written */
	uint32_t	 sets[INJECT_SETS];	/* references */
	uint32_t	 bodies[INJECT_BODIES];
	uint64_t	 pushes;
	uint64_t	 push_octets;
	/* what its records cost a replay beside their octets */
	uint64_t	 weight;
};

enum inject_state {
	INJECT_OFF,		/* no file, or not replayed yet */
	INJECT_STEADY,
	INJECT_ASKED,		/* for a fresh file */
	INJECT_COPYING,
	INJECT_COPIED,		/* the parent was told */
};

struct inject_log {
	struct rde		*rde;
	struct loop_task	*task;
	enum inject_state	 state;
	struct inject_file	 file;
	struct inject_file	 fresh;
	uint32_t		*extras;	/* by number: extra, or free */
	uint32_t		 nextras;	/* numbers that there are */
	uint32_t		 room;
	uint32_t		 free;		/* a number, 0 none */
	uint32_t		 copied;	/* up to this number */
	uint8_t			 mark;		/* extras in the fresh file */
	uint32_t		*net;		/* room to turn a net's round */
	size_t			 net_room;
};

enum { INJECT_FREE = 1U << 31 };	/* in extras: the next free one */

struct originate;
struct extra;

struct inject_log *inject_log_new(struct rde *rde);
void	inject_log_free(struct inject_log *l);

/* From the parent; the descriptors are the log's. */
void	inject_log_file(struct inject_log *l, int fd);
void	inject_log_fresh(struct inject_log *l, int fd);
void	inject_log_swapped(struct inject_log *l);

/*
 * The replay ends in the frame at this place, of which it took these records:
 * they are a frame of their own, and the file is written on behind it.
 */
void	inject_log_cut(struct inject_log *l, uint64_t at,
	    struct rbuf records);
/* The entry of this number, or NULL. */
struct extra *inject_log_extra(const struct inject_log *l, uint32_t number);

/* The replay is over: numbers are handed out and records written. */
void	inject_log_begin(struct inject_log *l);

/* Something of this net will change: before every change but a pop's. */
void	inject_log_touch(struct inject_log *l, enum family f, uint32_t net);
/* The entry was pushed and is filled in. */
void	inject_log_push(struct inject_log *l, uint32_t extra);
/* It will go. */
void	inject_log_pop(struct inject_log *l, uint32_t extra);
/* INJECT_TAKE, _JOIN, _EXCLUDE: these targets will. */
void	inject_log_change(struct inject_log *l, enum inject_type type,
	    uint32_t extra, uint32_t targets);
/* INJECT_KNOWN, INJECT_GONE. */
void	inject_log_peers(struct inject_log *l, enum inject_type type,
	    uint32_t targets);
void	inject_log_flush(struct inject_log *l);

#endif
