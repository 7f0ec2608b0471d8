/* SPDX-License-Identifier: ISC */
/*
 * The image: a header and two sections of records in one memfd that the
 * parsing child seals.  First come the routes with their sets of attributes
 * and targets, which are numbered from 1 as they come and named by number;
 * behind them the base, all the rest.  Most readers want the base alone and
 * then touch no page of the other.  A reader trusts nothing: the base is
 * checked when the image is opened, the routes by conf_image_routes.h.
 */
#ifndef CONFIG_CONF_IMAGE_H
#define CONFIG_CONF_IMAGE_H

#include "base/rbuf.h"
#include "config/conf.h"
#include "config/conf_others.h"
#include "config/conf_route.h"
#include "config/conf_writer.h"

/* The image never outlives the programs of one build. */
enum { CONF_IMAGE_MAGIC = 0x48434e46, CONF_IMAGE_VERSION = 2 };

struct conf_image_header {
	uint32_t	magic;
	uint32_t	version;
	uint64_t	size;		/* of the whole image */
	uint64_t	base_at;	/* where the routes end */
	uint32_t	nneighbors;
	uint32_t	nroutes;
	uint32_t	nattrs;
	uint32_t	ntargets;
};

struct conf_image {
	const uint8_t	*base;
	size_t		 size;
	size_t		 base_at;
	uint32_t	 nneighbors;
	uint32_t	 nroutes;	/* said; true once the routes are */
	uint32_t	 nattrs;	/* checked: these three */
	uint32_t	 ntargets;
	struct conf_others others;
	family_mask	 families;	/* known, and these */
};

/* Maps it and checks its base.  0, or -1 with why; fd stays the caller's. */
int	conf_image_open(int fd, struct conf_image *img, char *why,
	    size_t size);
/* On bytes that are the caller's and stay (fuzzing, tests). */
int	conf_image_of(const void *base, size_t size,
	    struct conf_image *img, char *why, size_t whysize);
void	conf_image_close(struct conf_image *img);

/* Walk of the base: start with *at = 0; the record's type, 0 at the end. */
int	conf_image_next(const struct conf_image *img, size_t *at,
	    struct rbuf *body);

#endif
