/* SPDX-License-Identifier: ISC */
/* What a reload would do with sessions, told and not done. */
#ifndef SESSION_TRIAL_H
#define SESSION_TRIAL_H

#include <stdint.h>

#include "base/rbuf.h"
#include "engine.h"

/*
 * Takes fd, an image; keys holds the ids of neighbours whose key would be
 * another one.  The parent is answered at once.
 */
void	trial_run(struct engine *e, uint32_t gen, int fd, struct rbuf keys);

#endif
