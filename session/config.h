/* SPDX-License-Identifier: ISC */
/* A configuration image taken apart: prepared, then carried out or dropped. */
#ifndef SESSION_CONFIG_H
#define SESSION_CONFIG_H

#include "engine.h"

struct peer;

/* Takes fd.  0, and *out is the caller's; or -1 with why. */
int	config_read(int fd, struct config_parts *out, char *why, size_t size);
void	config_parts_free(struct config_parts *parts);
/* Its session ended over a limit that would be another one. */
bool	config_frees(const struct peer *p, const struct conf_neighbor *c);

/* Takes fd.  0, or -1 with why; nothing has changed yet. */
int	config_prepare(struct engine *e, uint32_t gen, int fd, char *why,
	    size_t size);
/* -1: nothing of that generation is prepared. */
int	config_commit(struct engine *e, uint32_t gen);
/* One of another generation stays. */
void	config_abort(struct engine *e, uint32_t gen);

/* Its key is another one: what stands was keyed with the old one. */
void	config_key_changed(struct engine *e, uint32_t id);

#endif
