/* SPDX-License-Identifier: ISC */
/*
 * Whom End-of-RIB waits for: a neighbour that has kept our routes over a
 * restart (RFC 4724 4.2) drops with it what programs are about to announce
 * again, so each of those that may speak to it has its say first.
 */
#ifndef RDE_EOR_WAIT_H
#define RDE_EOR_WAIT_H

#include "peer.h"
#include "rde.h"

/* Hears of programs from here on; rde->programs is there. */
void	eor_wait_listen(struct rde *rde);

void	eor_wait_peer_added(struct rde *rde, struct peer *p);
void	eor_wait_peer_removed(struct peer *p);
/* p->neg is set, and update_out has it. */
void	eor_wait_up(struct peer *p);
void	eor_wait_down(struct peer *p);

/*
 * Whom it waits for now: how many programs, the first of them by name, and how
 * long at most.  0: for nobody.
 */
unsigned eor_wait_for(const struct peer *p, const char **name,
	    int64_t *left_ms);

#endif
