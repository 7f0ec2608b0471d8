/* SPDX-License-Identifier: ISC */
/*
 * Attributes that are kept as they came: only their lengths are checked.  Rows
 * of attr_table.c.
 */
#ifndef PATH_ATTR_OPAQUE_H
#define PATH_ATTR_OPAQUE_H

#include "path/attr_row.h"

attr_check	attr_pe_distinguisher_check;
attr_check	attr_d_path_check;
attr_check	attr_bfd_check;
attr_check	attr_nhc_check;
attr_check	attr_attr_set_check;

#endif
