/* SPDX-License-Identifier: ISC */
/* What is in an extended community (RFC 4360, RFC 5701). */
#ifndef CTL_EXPLAIN_EXT_H
#define CTL_EXPLAIN_EXT_H

#include "explain.h"

/* Of eight octets; of twenty. */
void	explain_ext(struct explain *e, struct rbuf one);
void	explain_ext_ipv6(struct explain *e, struct rbuf one);

#endif
