/* SPDX-License-Identifier: ISC */
/*
 * An image of the configuration as the route engine reads it: checked first,
 * then neighbours, then routes, all in steps, for there may be millions.
 */
#ifndef RDE_IMAGE_H
#define RDE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/idset.h"
#include "config/conf.h"
#include "originate_config.h"
#include "rde.h"

struct image;

/* fd is ours from here on.  NULL, with why. */
struct image *image_open(struct rde *rde, int fd, char *why, size_t size);
/* At once; NULL is accepted. */
void	image_free(struct image *i);
/* A step of giving back what it holds; false: it is freed. */
bool	image_close(struct image *i);

/* A step: 1 there is more, 0 all of it is good, -1 it is not, and why. */
int	image_check(struct image *i, char *why, size_t size);

/* It is put in force: its families by number are known from here on. */
void	image_take_others(const struct image *i);

/* The next neighbour; false: there was none.  All of them before routes. */
bool	image_neighbor(struct image *i, struct conf_neighbor *n);

/* Likewise processes, and api blocks. */
bool	image_process(struct image *i, struct conf_process *c);
bool	image_api(struct image *i, struct conf_api *a);

enum image_step {
	IMAGE_END,
	IMAGE_SET,		/* something that routes will name */
	IMAGE_ROUTE,
};

/*
 * The next record; for IMAGE_ROUTE *r and *targets, borrowed until the next
 * step.  What is said to a range is said to its neighbours, also later ones.
 */
enum image_step image_route(struct image *i, struct originate_route *r,
	    const struct idset **targets);

#endif
