/* SPDX-License-Identifier: ISC */
/* The body of an OPEN. */
#ifndef CTL_EXPLAIN_OPEN_H
#define CTL_EXPLAIN_OPEN_H

#include "explain.h"

void	explain_open(struct explain *e, struct rbuf body);

#endif
