/* SPDX-License-Identifier: ISC */
/*
 * Neighbours come and go, and selectors are looked at again.
 * With a million injected entries that takes its time, so it is done in
 * slices; a net that a command touches is brought up to date before.
 */
#ifndef RDE_ORIGINATE_PEERS_H
#define RDE_ORIGINATE_PEERS_H

#include <stdbool.h>
#include <stdint.h>

#include "originate_store.h"

void		originate_passes_new(struct originate *o);
void		originate_passes_free(struct originate *o);
/* Every neighbour's coming and going is seen at this net. */
void		originate_settle_net(struct originate *o, enum family f,
		    uint32_t net);

#endif
