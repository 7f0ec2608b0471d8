/* SPDX-License-Identifier: ISC */
/* Neighbours as the route engine asks for them, for a program or bgpctl api. */
#ifndef SESSION_SHOW_RDE_H
#define SESSION_SHOW_RDE_H

#include <stdint.h>

#include "engine.h"
#include "ipc/control.h"

struct show_rde;

struct show_rde *show_rde_new(struct engine *e);
void	show_rde_free(struct show_rde *s);
/* Answered in turn, to the link that is e->rde then. */
void	show_rde_ask(struct show_rde *s, uint32_t token,
	    const struct ctl_selector *who);
/* That link is gone. */
void	show_rde_forget(struct show_rde *s);

#endif
