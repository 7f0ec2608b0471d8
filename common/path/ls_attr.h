/* SPDX-License-Identifier: ISC */
/* The BGP-LS attribute (29; RFC 9552 5.3), for its row of attr_table.c. */
#ifndef PATH_LS_ATTR_H
#define PATH_LS_ATTR_H

#include "path/attr_event.h"
#include "path/attr_text.h"

attr_check	attr_bgp_ls_check;
attr_parse	attr_bgp_ls_parse;
attr_print	attr_bgp_ls_print;
attr_event	attr_bgp_ls_json, attr_bgp_ls_line;

#endif
