/* SPDX-License-Identifier: ISC */
/* PMSI_TUNNEL: row of attr_table.c; words and events as others have them. */
#ifndef PATH_PMSI_H
#define PATH_PMSI_H

#include "path/attr_row.h"

attr_check	attr_pmsi_check;	/* RFC 6514 5 */

#endif
