/* SPDX-License-Identifier: ISC */
/* PMSI_TUNNEL, field by field (RFC 6514 5). */
#ifndef CTL_EXPLAIN_PMSI_H
#define CTL_EXPLAIN_PMSI_H

#include "explain.h"

void	explain_pmsi(struct explain *e, struct rbuf v);

#endif
