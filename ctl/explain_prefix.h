/* SPDX-License-Identifier: ISC */
/* Prefixes and what is in front of them: labels, distinguishers, an AS. */
#ifndef CTL_EXPLAIN_PREFIX_H
#define CTL_EXPLAIN_PREFIX_H

#include "explain.h"

/* SAFI 4, 128, 129: an NLRI of e->family behind its path identifier. */
void	explain_prefix(struct explain *e, struct rbuf one);
/* Route target membership. */
void	explain_membership(struct explain *e, struct rbuf one);

#endif
