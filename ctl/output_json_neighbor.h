/* SPDX-License-Identifier: ISC */
/* A neighbour as an element of neighbors[]. */
#ifndef CTL_OUTPUT_JSON_NEIGHBOR_H
#define CTL_OUTPUT_JSON_NEIGHBOR_H

#include "output.h"

void	json_neighbor(struct output *o, const struct neighbor_view *v);

#endif
