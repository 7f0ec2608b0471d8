/* SPDX-License-Identifier: ISC */
/*
 * The routes of an image: checked before they are walked, both in steps, for
 * there may be millions.  Pages that a step has done with can be given back,
 * so that a reader never holds the section.
 */
#ifndef CONFIG_CONF_IMAGE_ROUTES_H
#define CONFIG_CONF_IMAGE_ROUTES_H

#include "config/conf_image.h"

struct conf_image_check;

struct conf_image_check *conf_image_check_new(const struct conf_image *img);
void	conf_image_check_free(struct conf_image_check *c);
/*
 * So many records on: 1 when there are more, 0 when all are good, -1 and why
 * when they are not.  at, when not NULL, is how far it has come.
 */
int	conf_image_check_step(struct conf_image_check *c, unsigned records,
	    size_t *at, char *why, size_t size);
/* All of them at once: 0 or -1. */
int	conf_image_check_routes(const struct conf_image *img, char *why,
	    size_t size);

/* Walk of attributes, targets and routes; like conf_image_next. */
int	conf_image_next_route(const struct conf_image *img, size_t *at,
	    struct rbuf *body);
/* Of a mapped image: what is between *from and at is not needed soon. */
void	conf_image_release(const struct conf_image *img, size_t *from,
	    size_t at);

#endif
