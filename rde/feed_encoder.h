/* SPDX-License-Identifier: ISC */
/*
 * An event as lines: made once for all programs that want the same form of it.
 */
#ifndef RDE_FEED_ENCODER_H
#define RDE_FEED_ENCODER_H

#include <stdbool.h>

#include "event/event.h"

enum {
	/* octets of one event; what is longer counts as not read in time */
	FEED_EVENT_MAX	= 4 * 1024 * 1024,
	FEED_FORMS	= 16,
};

struct feed_lines {
	struct event_form form;
	unsigned	events;
	bool		too_long;
	struct wbuf	octets;
};

struct feed_encoder {
	unsigned	n;		/* made of the present event */
	struct feed_lines v[FEED_FORMS];
};

void	feed_encoder_init(struct feed_encoder *x);
void	feed_encoder_fini(struct feed_encoder *x);
/* Another event. */
void	feed_encoder_next(struct feed_encoder *x);
/*
 * Borrowed until feed_encoder_next.  *counter is that of the neighbour, which
 * the events count on; e->peer->counter stands for it.
 */
const struct feed_lines *feed_encode(struct feed_encoder *x,
	    const struct event_form *f, const struct event_daemon *d,
	    const struct event *e, uint64_t *counter);

#endif
