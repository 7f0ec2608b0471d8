/* SPDX-License-Identifier: ISC */
/*
 * An image made of another one, with some neighbours less and some more: for
 * neighbours that programs create and delete, without reading a file again.
 */
#ifndef CONFIG_CONF_AMEND_H
#define CONFIG_CONF_AMEND_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_image.h"

struct conf_amend {
	/* a bit for each id that goes, CONF_ID_MAX + 1 bits; or NULL */
	const uint8_t		*gone;
	/* an image whose neighbours come, with their api blocks; or NULL */
	const struct conf_image	*add;
	/* the one in force: who was in there keeps its id; or NULL */
	const struct conf_image	*old;
	/* n does not come: why. */
	void	(*refuse)(void *arg, const struct conf_neighbor *n,
		    const char *why);
	void	*arg;
};

/* 0, or -1 when base is not what it should be; then w is of no use. */
int	conf_amend(const struct conf_image *base, const struct conf_amend *a,
	    struct conf_writer *w);

#endif
