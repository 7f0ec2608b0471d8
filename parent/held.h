/* SPDX-License-Identifier: ISC */
/*
 * Neighbours whose message was being read when an engine crashed, and those of
 * them that are held down for it: the second time within an hour.
 */
#ifndef PARENT_HELD_H
#define PARENT_HELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "bgp/addr.h"
#include "config.h"
#include "engine.h"
#include "ipc/position.h"

enum {
	HELD_CRASHES	= 2,
	HELD_WITHIN_S	= 3600,
	HELD_MAX	= 256,		/* that are remembered */
};

struct held_case {
	uint32_t	id;		/* of the neighbour, or of its range */
	uint32_t	peer_as;
	struct addr	addr;
	unsigned	crashes;
	uint8_t		engines;	/* POSITION_* that crashed */
	monotime_t	last;
};

struct held_ops {
	/* It was held down, and is no more. */
	void	(*over)(void *arg, const struct held_case *k);
	void	*arg;
};

struct held;

struct held *held_new(const struct held_ops *ops);
void	held_free(struct held *h);
/*
 * What an engine that crashed had noted: whose case it is, until the next
 * call; NULL when it is nobody's that is configured.
 */
const struct held_case *held_crash(struct held *h, const struct config *c,
	    const struct position *at, enum engine_kind kind,
	    monotime_t now);
bool	held_is(const struct held_case *k);
/* Those that are held down: the first, and behind that one; NULL at the end. */
const struct held_case *held_next(const struct held *h,
	    const struct held_case *k);
/* The operator wants it back. */
void	held_release(struct held *h, uint32_t id, const struct addr *addr);
/* Neighbours that are gone or configured otherwise begin anew. */
void	held_changed(struct held *h, const struct config *old,
	    const struct config *c);

#endif
