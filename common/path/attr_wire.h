/* SPDX-License-Identifier: ISC */
/* Writing an attribute whose length is not known before its value. */
#ifndef PATH_ATTR_WIRE_H
#define PATH_ATTR_WIRE_H

#include "path/attr.h"

/* Returns what attr_end wants; the value is written between the two. */
size_t	attr_begin(struct wbuf *w, uint8_t flags, uint8_t type);
void	attr_end(struct wbuf *w, size_t begin);

#endif
