/* SPDX-License-Identifier: ISC */
/* A program as bgpctl shows it. */
#ifndef PARENT_PROGRAM_SHOW_H
#define PARENT_PROGRAM_SHOW_H

#include "ipc/control.h"
#include "program_run.h"

void	program_show(const struct program *p, struct ctl_process *row);

#endif
