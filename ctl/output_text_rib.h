/* SPDX-License-Identifier: ISC */
/* Routes as text: a line each, or everything about each. */
#ifndef CTL_OUTPUT_TEXT_RIB_H
#define CTL_OUTPUT_TEXT_RIB_H

#include "output.h"

void	text_rib_head(struct output *o);
void	text_path(struct output *o, const struct path_view *v);

#endif
