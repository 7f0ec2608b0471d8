/* SPDX-License-Identifier: ISC */
/* Attributes of one value: checks, words, printers; rows of attr_table.c. */
#ifndef PATH_ATTR_SCALAR_H
#define PATH_ATTR_SCALAR_H

#include "path/attr_row.h"

attr_check	attr_origin_check;
attr_check	attr_nexthop_check;
attr_check	attr_u32_check;		/* exactly four octets */
attr_check	attr_atomic_check;
attr_check	attr_aggregator_check;
attr_check	attr_as4_aggregator_check;
attr_check	attr_aigp_check;

#endif
