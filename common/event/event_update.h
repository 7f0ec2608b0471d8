/* SPDX-License-Identifier: ISC */
/* UPDATE as an event.  Private to event/. */
#ifndef EVENT_EVENT_UPDATE_H
#define EVENT_EVENT_UPDATE_H

#include "event/event_line.h"

void	event_update_json(const struct event_line *l);
void	event_update_text(const struct event_line *l);

#endif
