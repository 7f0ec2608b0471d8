/* SPDX-License-Identifier: ISC */
/*
 * A configuration as the parent holds it: the sealed image for the engines,
 * the keys, and of the image what the parent itself acts on.  Routes are never
 * looked at here.
 */
#ifndef PARENT_CONFIG_H
#define PARENT_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "config/conf_others.h"
#include "ipc/parent_engine.h"
#include "key.h"

struct config {
	int				 fd;	/* the image */
	uint32_t			 gen;
	struct conf_global		 global;
	struct conf_neighbor		*neighbors;	/* ascending by id */
	size_t				 nneighbors;
	struct conf_listen		*listens;
	size_t				 nlistens;
	struct conf_control_rule	*rules;
	size_t				 nrules;
	struct conf_process		*processes;
	size_t				 nprocesses;
	uint32_t			 nroutes;
	struct conf_others		 others;
	struct key_set			*keys;
};

/*
 * Checks the image and reads it.  Both fd and keys are the configuration's
 * from here on, also on failure: then NULL, with why.
 */
struct config *config_take(int fd, struct key_set *keys, char *why,
	    size_t size);
void	config_free(struct config *c);
const struct conf_neighbor *config_neighbor(const struct config *c,
	    uint32_t id);
/* In what they differ beside neighbours and routes: enum conf_setting bits. */
uint32_t config_settings(const struct config *a, const struct config *b);
/*
 * "neighbors 1 added, 2 removed, 0 changed; routes 2 added, 1 removed, 1
 * changed; listen changed".
 */
void	config_describe(const struct config *old, const struct config *c,
	    const struct pe_done *routes, char *buf, size_t size);

#endif
