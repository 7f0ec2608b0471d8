/* SPDX-License-Identifier: ISC */
/* Neighbours as text: summary, terse lines, and the whole account. */
#ifndef CTL_OUTPUT_TEXT_NEIGHBOR_H
#define CTL_OUTPUT_TEXT_NEIGHBOR_H

#include "output.h"

void	text_summary_head(struct output *o);
void	text_neighbor(struct output *o, const struct neighbor_view *v);

#endif
