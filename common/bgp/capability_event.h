/* SPDX-License-Identifier: ISC */
/*
 * Capabilities in events, for rows of the table in capability.c.  Private to
 * bgp/.
 */
#ifndef BGP_CAPABILITY_EVENT_H
#define BGP_CAPABILITY_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/capability.h"

/* False, and nothing written: it was not of the form it should have. */
typedef bool cap_event_write(struct wbuf *w, const struct capability_seen *s,
	    unsigned shape);

struct cap_event {
	uint8_t		 shape;		/* the first that knows it */
	const char	*key;		/* among what was sent */
	const char	*key4;		/* in shape 4; NULL: the same */
	cap_event_write	*json;
	cap_event_write	*line;
};

extern const struct cap_event cap_event_mp, cap_event_as4, cap_event_enh,
    cap_event_add_path, cap_event_limit, cap_event_gr, cap_event_refresh,
    cap_event_refresh_cisco, cap_event_enhanced, cap_event_extended,
    cap_event_role, cap_event_llgr, cap_event_fqdn, cap_event_version,
    cap_event_link_local, cap_event_multisession,
    cap_event_multisession_cisco, cap_event_operational;

void	cap_event_unknown_json(struct wbuf *w,
	    const struct capability_seen *s);
void	cap_event_unknown_line(struct wbuf *w,
	    const struct capability_seen *s);

#endif
