/* SPDX-License-Identifier: ISC */
/* What joins programs, and what they ask, with the rest of the parent. */
#ifndef PARENT_PARENT_PROGRAMS_H
#define PARENT_PARENT_PROGRAMS_H

#include "parent.h"

/* Once, when all but the engines is there. */
void	parent_programs_make(struct parent *p);
/* As control_ops.process; arg is the parent. */
bool	parent_programs_show(void *arg, size_t *i, struct ctl_process *row);

#endif
