/* SPDX-License-Identifier: ISC */
/* What a reload would change, as text. */
#ifndef CTL_OUTPUT_TEXT_TRIAL_H
#define CTL_OUTPUT_TEXT_TRIAL_H

#include "output.h"

void	text_changes(struct output *o, const struct ctl_changes *c);
void	text_change(struct output *o, const struct ctl_change *c);
void	text_trial_end(struct output *o);

#endif
