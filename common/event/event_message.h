/* SPDX-License-Identifier: ISC */
/*
 * Messages other than UPDATE as events: a row a type.  Private to event/.
 */
#ifndef EVENT_EVENT_MESSAGE_H
#define EVENT_EVENT_MESSAGE_H

#include "event/event_line.h"

/* The message by its octets. */
void	event_raw_json(const struct event_line *l);
void	event_raw_text(const struct event_line *l);
/* Decoded.  False, and nothing written, when it does not decode. */
bool	event_message_json(const struct event_line *l);
bool	event_message_text(const struct event_line *l);

#endif
