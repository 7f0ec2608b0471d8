/* SPDX-License-Identifier: ISC */
/* The body of an UPDATE. */
#ifndef CTL_EXPLAIN_UPDATE_H
#define CTL_EXPLAIN_UPDATE_H

#include "explain.h"

void	explain_update(struct explain *e, struct rbuf body);

#endif
