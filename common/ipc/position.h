/* SPDX-License-Identifier: ISC */
/*
 * Whose octets an engine is reading, noted in memory that the parent owns: it
 * is still there when the engine has died of them.  A note is a few
 * plain stores.  Whoever reads it takes it for the word of a process that
 * somebody may have taken over.
 */
#ifndef IPC_POSITION_H
#define IPC_POSITION_H

#include <assert.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "bgp/addr.h"

struct position {
	uint32_t	neighbor;	/* id; 0: nothing is being read */
	uint32_t	messages;	/* of it, read before this one */
	/* the id of one of a range says little once it is gone */
	struct addr	remote;
};
static_assert(sizeof(struct position) == 32, "position is shared");

enum {				/* which engines have crashed */
	POSITION_SESSION	= 1 << 0,
	POSITION_RDE		= 1 << 1,
};

/* The memory behind fd, which is closed; NULL: there will be no notes. */
struct position *position_map(int fd);
/* "bgpd-rde crashed twice": what is said of a neighbour held down for it. */
const char *position_crashes(unsigned engines);

/*
 * The compiler must not move what is read in front of the note, or behind its
 * end; nobody else looks while we live, so the processor may do as it likes.
 */
static inline void
position_begin(struct position *p, uint32_t neighbor,
    const struct addr *remote, uint32_t messages)
{
	if (p == NULL)
		return;
	p->remote = *remote;
	p->messages = messages;
	atomic_signal_fence(memory_order_seq_cst);
	p->neighbor = neighbor;
	atomic_signal_fence(memory_order_seq_cst);
}

/* The next message of the same neighbour. */
static inline void
position_next(struct position *p, uint32_t messages)
{
	if (p == NULL)
		return;
	p->messages = messages;
	atomic_signal_fence(memory_order_seq_cst);
}

static inline void
position_end(struct position *p)
{
	if (p == NULL)
		return;
	atomic_signal_fence(memory_order_seq_cst);
	p->neighbor = 0;
	atomic_signal_fence(memory_order_seq_cst);
}

#endif
