/* SPDX-License-Identifier: ISC */
/* Listeners that the parent passed, and whose connections these are. */
#ifndef SESSION_ACCEPT_H
#define SESSION_ACCEPT_H

#include "engine.h"

/* Takes fd. */
void	accept_listen(struct engine *e, uint32_t id, int fd);
void	accept_unlisten(struct engine *e, uint32_t id);

#endif
