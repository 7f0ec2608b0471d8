/* SPDX-License-Identifier: ISC */
/* The end of all sessions. */
#ifndef SESSION_STOP_H
#define SESSION_STOP_H

#include "engine.h"
#include "ipc/parent_engine.h"

/*
 * Answers PE_STOPPED when the last words are out, or after a moment.  text is
 * the reason that neighbours are told, or "".
 */
void	stop_all(struct engine *e, enum stop_why why, const char *text);

#endif
