/* SPDX-License-Identifier: ISC */
/*
 * What neighbours would be sent if routes were said otherwise: counted for
 * each, from what they hold and what waits for them, without touching it.
 */
#ifndef RDE_FORECAST_H
#define RDE_FORECAST_H

#include <stdint.h>

#include "bgp/family.h"
#include "rde.h"

struct forecast_sum {
	uint32_t	announcements;
	uint32_t	withdraws;
};

struct forecast;

struct forecast *forecast_new(struct rde *rde);
void	forecast_free(struct forecast *c);
/* These targets would get body (0: nothing) for the net; net 0: a new one. */
void	forecast_gets(struct forecast *c, enum family f, uint32_t net,
	    uint32_t targets, uint32_t body);
const struct forecast_sum *forecast_of(const struct forecast *c, uint16_t id);
/* Neighbours looked at so far: a measure of the time it took. */
uint64_t forecast_work(const struct forecast *c);

#endif
