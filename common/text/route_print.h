/* SPDX-License-Identifier: ISC */
/* The inverse of the route grammar; route_print itself is in text/route.h. */
#ifndef TEXT_ROUTE_PRINT_H
#define TEXT_ROUTE_PRINT_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/route.h"

/* All but the NLRI, a blank before each word. */
void	route_print_tail(struct wbuf *out, const struct route_spec *s);

#endif
