/* SPDX-License-Identifier: ISC */
/*
 * What the writers of events share.  Private to event/.  An event in JSON is
 * an envelope, its neighbour with the contents inside, and two closing
 * braces; contents begin with the comma that divides them from the identity.
 */
#ifndef EVENT_EVENT_LINE_H
#define EVENT_EVENT_LINE_H

#include "event/event.h"

/* One event being written: raw is the message by its octets. */
struct event_line {
	struct wbuf			*w;
	const struct event_form		*f;
	const struct event_daemon	*d;
	const struct event		*e;
	uint64_t			 counter;
	bool				 raw;
};

/* The two parts of a message; short of a header, all is header. */
struct event_octets {
	struct rbuf	header;
	struct rbuf	body;
	uint8_t		type;		/* 0: no header */
};
void	event_octets_of(const struct event *e, struct event_octets *o);

/* Whether the decoded form carries the octets too (consolidate). */
bool	event_with_octets(const struct event_line *l);

/* Up to the contents: with_octets adds header and body. */
void	event_json_begin(const struct event_line *l, const char *type,
	    bool with_octets);
void	event_json_end(const struct event_line *l);
/* "negotiated": { … }, with the comma in front. */
void	event_json_negotiated(const struct event_line *l);
/* Beside a message, when the program asked for it. */
void	event_json_negotiated_beside(const struct event_line *l);

/* "neighbor 192.0.2.1 receive ", or without the direction. */
void	event_text_begin(const struct event_line *l, bool with_direction);
/* " header 0x… body 0x…" of what there is. */
void	event_text_octets(const struct event_line *l);

#endif
