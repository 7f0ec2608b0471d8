/* SPDX-License-Identifier: ISC */
/* Fields of NLRI and next hops. */
#ifndef CTL_EXPLAIN_NLRI_H
#define CTL_EXPLAIN_NLRI_H

#include "explain.h"

enum { EXPLAIN_MP = 1, EXPLAIN_WITHDRAW = 2 };

/* how: in an attribute, where a fault may cost the family only; withdrawn. */
void	explain_nlri(struct explain *e, struct rbuf field, uint16_t afi,
	    uint8_t safi, unsigned how);
/* The value of MP_REACH_NLRI, MP_UNREACH_NLRI. */
void	explain_mp(struct explain *e, struct rbuf value, bool reach);

#endif
