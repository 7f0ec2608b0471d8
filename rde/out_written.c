/* SPDX-License-Identifier: ISC */
/*
 * One checkpoint is enough: when it has been written the next one is where the
 * neighbour stands then, so what is known lags by two windows at most.
 */
#include <string.h>

#include "out_written.h"

void
out_written_back(struct out_written *w, uint32_t octets)
{
	uint64_t way = w->sent - w->back;

	w->back += octets < way ? octets : way;
	if (w->back < w->check)
		return;
	memcpy(w->done, w->then, sizeof(w->done));
	memcpy(w->then, w->at, sizeof(w->then));
	w->check = w->sent;
}

bool
out_written_has(const struct out_written *w, unsigned position,
    uint64_t up_to)
{
	return (w->sent == w->back ? w->at : w->done)[position] >= up_to;
}
