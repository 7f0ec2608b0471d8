/* SPDX-License-Identifier: ISC */
/*
 * A neighbour put together from what both engines know of it, and written in
 * ExaBGP's forms.  The text is 4.2's, blank by blank.
 */
#ifndef RDE_PROGRAM_SHOW_FORM_H
#define RDE_PROGRAM_SHOW_FORM_H

#include "base/wbuf.h"
#include "ipc/control.h"
#include "path/nlri.h"
#include "peer.h"

struct show_neighbor {
	const struct peer		*p;
	const struct ctl_neighbor	*n;	/* NULL: nothing is known */
	uint64_t			 prefixes_in;
};

/* Lines with their newlines. */
typedef void	show_form(struct wbuf *w, const struct show_neighbor *s);

show_form	show_form_summary;	/* without its header */
show_form	show_form_extensive;
show_form	show_form_configuration;
show_form	show_form_json;		/* an object without a newline */
show_form	show_form_listed;	/* the same, of peer list */

show_form	show_form_status;	/* a line of status */
show_form	show_form_status_json;	/* a member of its object */

/* PREFIX [path-information ID][ next-hop ADDRESS] */
void		show_form_route(struct wbuf *w, const struct nlri *n,
		    const struct nexthop *nh);

/* ExaBGP's name of a neighbour. */
void		show_form_name(struct wbuf *w, const struct peer *p);

extern const char show_form_header[];

#endif
