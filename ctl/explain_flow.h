/* SPDX-License-Identifier: ISC */
/* Flow specification NLRI, component by component (RFC 8955, RFC 8956). */
#ifndef CTL_EXPLAIN_FLOW_H
#define CTL_EXPLAIN_FLOW_H

#include "explain.h"

/* An NLRI behind its path identifier, whole or cut. */
void	explain_flow_v4(struct explain *e, struct rbuf one);
void	explain_flow_v6(struct explain *e, struct rbuf one);
/* The same with a route distinguisher in it. */
void	explain_flow_vpn_v4(struct explain *e, struct rbuf one);
void	explain_flow_vpn_v6(struct explain *e, struct rbuf one);

#endif
