/* SPDX-License-Identifier: ISC */
/* TUNNEL_ENCAPSULATION and PREFIX_SID, TLV by TLV. */
#ifndef CTL_EXPLAIN_TUNNEL_H
#define CTL_EXPLAIN_TUNNEL_H

#include "explain.h"

/* RFC 9012, with SR policies (RFC 9830, RFC 9831). */
void	explain_tunnel(struct explain *e, struct rbuf v);
/* RFC 8669, with SRv6 services (RFC 9252). */
void	explain_prefix_sid(struct explain *e, struct rbuf v);

#endif
