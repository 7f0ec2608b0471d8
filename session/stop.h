/* SPDX-License-Identifier: ISC */
/* The end of all sessions. */
#ifndef SESSION_STOP_H
#define SESSION_STOP_H

#include "engine.h"
#include "ipc/parent_engine.h"

/* Answers PE_STOPPED when the last words are out, or after a moment. */
void	stop_all(struct engine *e, enum stop_why why);

#endif
