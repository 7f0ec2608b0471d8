/* SPDX-License-Identifier: ISC */
/*
 * What both engines kept, gathered before anything is shown of it, so that it
 * comes out in the order of time.  The engines bound what they keep, but are
 * not trusted to.
 */
#ifndef CTL_MALFORMED_LIST_H
#define CTL_MALFORMED_LIST_H

#include <stddef.h>

#include "output.h"

enum {
	MALFORMED_LIST_MAX	= 65536,		/* messages */
	MALFORMED_LIST_OCTETS	= 64 * 1024 * 1024,
};

struct malformed_list {
	struct malformed_view	*v;	/* each owns its octets */
	size_t			 n;
	size_t			 room;
	size_t			 octets;
};

void	malformed_list_init(struct malformed_list *l);
void	malformed_list_free(struct malformed_list *l);
/* Copies; -1: it is too much. */
int	malformed_list_add(struct malformed_list *l,
	    const struct malformed_view *v);
/* By time; what is of one moment stays in the order of its engine. */
void	malformed_list_sort(struct malformed_list *l);

#endif
