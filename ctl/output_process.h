/* SPDX-License-Identifier: ISC */
/* The programs of the configuration, as text and as JSON. */
#ifndef CTL_OUTPUT_PROCESS_H
#define CTL_OUTPUT_PROCESS_H

#include "output.h"

void	text_process_head(struct output *o);
void	text_process(struct output *o, const struct ctl_process *p);
void	json_process(struct output *o, const struct ctl_process *p);

#endif
