/* SPDX-License-Identifier: ISC */
/* A message that broke the rules, in text and in JSON. */
#ifndef CTL_OUTPUT_MALFORMED_H
#define CTL_OUTPUT_MALFORMED_H

#include "output.h"

void	text_malformed(struct output *o, const struct malformed_view *v);
void	json_malformed(struct output *o, const struct malformed_view *v);

#endif
