/* SPDX-License-Identifier: ISC */
/* What a reload would change, as JSON. */
#ifndef CTL_OUTPUT_JSON_TRIAL_H
#define CTL_OUTPUT_JSON_TRIAL_H

#include "output.h"

void	json_changes(struct output *o, const struct ctl_changes *c);
void	json_change(struct output *o, const struct ctl_change *c);
/* Behind the last neighbour; lines may be "". */
void	json_warnings(struct output *o, const char *lines);

#endif
