/* SPDX-License-Identifier: ISC */
/* A path as an element of rib[]. */
#ifndef CTL_OUTPUT_JSON_RIB_H
#define CTL_OUTPUT_JSON_RIB_H

#include "output.h"

void	json_path(struct output *o, const struct path_view *v);

#endif
