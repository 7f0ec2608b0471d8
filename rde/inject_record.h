/* SPDX-License-Identifier: ISC */
/*
 * The records of the injection log: what a command, a lease or a
 * neighbour that came or went did to originate's injected entries.  Entries
 * have a number of the log's own; sets of neighbours and bodies are written
 * once into a slot, and named by it until the slot is written anew.
 */
#ifndef RDE_INJECT_RECORD_H
#define RDE_INJECT_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "path/nlri.h"

enum inject_type {
	INJECT_SET	= 1,	/* slot: neighbours */
	INJECT_BODY	= 2,	/* slot: attributes and next hop */
	INJECT_PUSH	= 3,	/* an entry, the newest of its NLRI */
	INJECT_POP	= 4,	/* the entry is gone */
	INJECT_TAKE	= 5,	/* these out of it, and excluded */
	INJECT_JOIN	= 6,	/* these too */
	INJECT_EXCLUDE	= 7,	/* these never */
	INJECT_KNOWN	= 8,	/* these neighbours were looked at */
	INJECT_GONE	= 9,	/* these out of everything */
};

enum {
	INJECT_SETS	= 256,
	INJECT_BODIES	= 1024,
	INJECT_FRAME_MAX = 1024 * 1024,
};

enum {
	INJECT_ALL	= 1 << 0,	/* also later neighbours */
	INJECT_LEASED	= 1 << 1,
	INJECT_PATH_ID	= 1 << 2,
	INJECT_NEGATIVE	= 1 << 3,	/* it has no body */
};

struct inject_record {
	uint8_t		type;
	uint8_t		flags;		/* PUSH */
	uint8_t		source;		/* PUSH: CTL_SRC_* but the file's */
	uint8_t		set;		/* slot */
	uint8_t		self;		/* BODY */
	uint8_t		prepend;
	uint16_t	body;		/* slot */
	uint32_t	id;		/* the entry's number, from 1 */
	int64_t		expires;	/* PUSH: CLOCK_BOOTTIME, ms */
	struct nlri	nlri;
	/* PUSH; borrowed, "" for none */
	const char	*selector;
	const char	*owner;
	const char	*reason;
	const char	*name;
	const char	*watchdog;
	/* SET: two octets each, ascending; BODY: a canonical set */
	struct rbuf	octets;
	struct nexthop	nexthop;
	struct rbuf	carried;	/* BODY: beside the key of an NLRI */
};

void	inject_record_write(struct wbuf *w, const struct inject_record *r);
/*
 * 1 a record, 0 the end, -1 malformed; r points into b's octets, and the NLRI
 * of a PUSH into key, see nlri_read.
 */
int	inject_record_next(struct rbuf *b, struct inject_record *r,
	    struct wbuf *key);

/*
 * Records travel in frames: length, and a checksum over place and octets, so
 * that a torn or a leftover frame is not taken.  at is the frame's offset.
 */
enum { INJECT_HEADER = 12 };
void	inject_frame_header(uint8_t header[INJECT_HEADER], uint64_t at,
	    struct rbuf records);
/*
 * The frame at the beginning of b, which is at offset at: 1 and its records;
 * 0: more octets are needed; -1: not a frame.
 */
int	inject_frame_next(struct rbuf *b, uint64_t at, struct rbuf *records);

#endif
