/* SPDX-License-Identifier: ISC */
/* Fields of NLRI and next hops. */
#ifndef CTL_EXPLAIN_NLRI_H
#define CTL_EXPLAIN_NLRI_H

#include "explain.h"

/* In an attribute a fault costs the family or the session: mp. */
void	explain_nlri(struct explain *e, struct rbuf field, uint16_t afi,
	    uint8_t safi, bool mp);
/* The value of MP_REACH_NLRI, MP_UNREACH_NLRI. */
void	explain_mp(struct explain *e, struct rbuf value, bool reach);

#endif
