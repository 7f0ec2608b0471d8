/* SPDX-License-Identifier: ISC */
/* Routes as text: a line each, or everything about each. */
#ifndef CTL_OUTPUT_TEXT_RIB_H
#define CTL_OUTPUT_TEXT_RIB_H

#include "output.h"
#include "path_facts.h"

void	text_rib_head(struct output *o);
void	text_path(struct output *o, const struct path_view *v);
/* In detail: communities, and every attribute that no line has said. */
void	text_attributes(struct output *o, struct rbuf attrs,
	    const struct path_facts *f);

#endif
