/* SPDX-License-Identifier: ISC */
/*
 * bgpctl's show malformed: both engines answer it alike, message by message.
 * The position is a serial number, so it pins nothing however slow the reader
 * is, and what comes in meanwhile is for the next one who asks.
 */
#ifndef IPC_OFFENCE_WALK_H
#define IPC_OFFENCE_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/offence.h"
#include "ipc/control.h"
#include "ipc/link.h"

struct offence_walk {
	struct ctl_selector	who;
	uint64_t		after;
	uint64_t		last;
	uint32_t		sent;
};

void	offence_walk_start(struct offence_walk *w, const struct offences *r,
	    const struct ctl_selector *who);
/* Sends the next that is meant; false: there is none. */
bool	offence_walk_step(struct offence_walk *w, struct offences *r,
	    struct link *k, uint32_t req);

#endif
