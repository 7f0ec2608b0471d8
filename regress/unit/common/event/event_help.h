/* SPDX-License-Identifier: ISC */
/* What the tests of event/ share: an identity, octets, a buffer as a string. */
#ifndef COMMON_EVENT_EVENT_HELP_H
#define COMMON_EVENT_EVENT_HELP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event/event.h"

/* Line ends of the envelope, so that tests show only what they are about. */
#define ENVELOPE(version, counter, type)				\
	"{ \"exabgp\": \"" version "\", \"time\": 1700000000.000042, "	\
	"\"host\" : \"r1\", \"pid\" : 12, \"ppid\" : 7, "		\
	"\"counter\": " counter ", \"type\": \"" type "\""
#define IDENTITY							\
	", \"neighbor\": { \"address\": { \"local\": \"192.0.2.1\", "	\
	"\"peer\": \"192.0.2.2\" }, \"asn\": { \"local\": 64496, "	\
	"\"peer\": 64497 } "
#define IDENTITY_ID							\
	", \"neighbor\": { \"address\": { \"local\": \"192.0.2.1\", "	\
	"\"peer\": \"192.0.2.2\" }, \"asn\": { \"local\": 64496, "	\
	"\"peer\": 64497 }, \"router-id\": \"192.0.2.1\" "
#define RECEIVE	", \"direction\": \"receive\""
#define SEND	", \"direction\": \"send\""

static const struct event_daemon help_daemon = { "r1", 12, 7 };

/* The identity, and an event of it that tests complete. */
struct help {
	struct event_peer	peer;
	struct event_form	form;
	struct event		e;
	uint8_t			message[65536];
	char			out[1 << 18];
	unsigned		written;
};

static inline struct help *
help_new(enum event_kind kind)
{
	struct help *h = calloc(1, sizeof(*h));

	h->peer = (struct event_peer){
		.local = addr_v4(0xc0000201), .remote = addr_v4(0xc0000202),
		.local_as = 64496, .peer_as = 64497, .router_id = 0xc0000201,
		.counter = 40,
	};
	h->form = (struct event_form){ .json = true, .shape = SHAPE_4,
	    .what = EVENT_PARSED };
	h->e = (struct event){ .kind = kind, .time_us = 1700000000000042,
	    .peer = &h->peer };
	return h;
}

/* A message of octets in hexadecimal behind its header; blanks are skipped. */
static inline void
help_message(struct help *h, uint8_t type, const char *hex)
{
	char two[3] = "";
	size_t n = 19;

	memset(h->message, 0xff, 16);
	for (; *hex != '\0'; hex++) {
		if (*hex == ' ')
			continue;
		two[0] = *hex++;
		two[1] = *hex;
		h->message[n++] = (uint8_t)strtoul(two, NULL, 16);
	}
	h->message[16] = (uint8_t)(n >> 8);
	h->message[17] = (uint8_t)n;
	h->message[18] = type;
	h->e.message = rbuf_of(h->message, n);
}

/* The event in this form; shape 0: JSON of shape 4, negative: text. */
static inline const char *
help_write(struct help *h, int shape)
{
	struct wbuf w;

	h->form.json = shape > 0;
	h->form.shape = (uint8_t)abs(shape);
	wbuf_fixed(&w, h->out, sizeof(h->out) - 1);
	h->written = event_write(&w, &h->form, &help_daemon, &h->e);
	h->out[w.len] = '\0';
	return h->out;
}

#endif
