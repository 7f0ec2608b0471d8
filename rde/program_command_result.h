/* SPDX-License-Identifier: ISC */
/*
 * What routes add and routes remove answer: an object of each route, of
 * several an array.  It is made before they are carried out.
 */
#ifndef RDE_PROGRAM_COMMAND_RESULT_H
#define RDE_PROGRAM_COMMAND_RESULT_H

#include "base/wbuf.h"
#include "network.h"

enum command_result_form {
	RESULT_NONE,
	RESULT_ADDED,
	RESULT_REMOVED,
	RESULT_INDEX,		/* removed, by its index */
};

/*
 * A route in one word, as routes list says it: hexadecimal of AFI, SAFI, 1
 * when a path id follows, the NLRI.
 */
void	command_result_index(struct wbuf *w, const struct nlri *n);
/*
 * False: none of them can be carried out (nobody has the family, or nobody is
 * told of it).  Of very many only the number is said.
 */
bool	command_result_put(struct wbuf *w, const struct rde *rde,
	    const struct network *q, enum command_result_form form);

#endif
