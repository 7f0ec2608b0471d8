/* SPDX-License-Identifier: ISC */
/* NLRI that have a type, or a length that says one, field by field. */
#ifndef CTL_EXPLAIN_TYPED_H
#define CTL_EXPLAIN_TYPED_H

#include "explain.h"

/* EVPN, MVPN, MUP, SR policy: one of e->family behind its path identifier. */
void	explain_typed(struct explain *e, struct rbuf one);
void	explain_vpls(struct explain *e, struct rbuf one);

#endif
