/* SPDX-License-Identifier: ISC */
/* OPEN as an event.  Private to event/. */
#ifndef EVENT_EVENT_OPEN_H
#define EVENT_EVENT_OPEN_H

#include "event/event_line.h"

/* The contents; false, and nothing written, when body does not decode. */
bool	event_open_json(const struct event_line *l, struct rbuf body);
bool	event_open_text(const struct event_line *l, struct rbuf body);

#endif
