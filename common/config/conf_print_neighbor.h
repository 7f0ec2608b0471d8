/* SPDX-License-Identifier: ISC */
/* One neighbour's words in canonical text, without its routes. */
#ifndef CONFIG_CONF_PRINT_NEIGHBOR_H
#define CONFIG_CONF_PRINT_NEIGHBOR_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_parse.h"

void	conf_print_neighbor_words(struct wbuf *out,
	    const struct conf_neighbor *n, const struct conf_key *keys,
	    size_t nkeys);
void	conf_print_neighbor_api(struct wbuf *out, const struct conf_api *a);

#endif
