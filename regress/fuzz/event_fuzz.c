/* SPDX-License-Identifier: ISC */
/*
 * An event made of the input, in the form that its first octets choose: JSON
 * is one line of valid JSON each, text is UTF-8 without controls, whole lines
 * and never more events than were asked for.
 *
 *	octet 0	kind
 *	octet 1	shape (two bits), compact, negotiated, direction (two bits),
 *		what was asked for (two bits)
 *	octet 2	message type, or of an UPDATE: AS size, path ids, next hops
 *	rest	body of the message, reason, number
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "common/event/json_check.h"
#include "event/event.h"
#include "event/event_read.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct negotiated agreed = {
	.hold_time = 90, .as4 = 1, .families = ~0ULL, .add_path_rx = ~0ULL,
};

/* Each line of its own; what stands between two of them is one event. */
static void
check_json(const uint8_t *p, size_t n, unsigned events)
{
	static struct json_check c;
	const uint8_t *end;
	unsigned i;

	for (i = 0; i < events; i++) {
		end = memchr(p, '\n', n);
		if (end == NULL ||
		    !json_check_line(&c, p, (size_t)(end - p) + 1))
			abort();
		n -= (size_t)(end - p) + 1;
		p = end + 1;
	}
	if (n != 0)
		abort();
}

static void
check_text(const uint8_t *p, size_t n, unsigned events)
{
	struct json_check c = { .p = p };

	if (n == 0) {
		if (events != 0)
			abort();
		return;
	}
	c.end = p + n;
	if (p[n - 1] != '\n' || p[n - 2] != '\n')
		abort();
	while (c.p < c.end) {
		if (*c.p == '\n')
			c.p++;
		else if (*c.p == 0x7f || !check_utf8(&c))
			abort();
	}
}

static void
write_both(struct event_form *f, const struct event *e)
{
	static const struct event_daemon d = { "r1\"\n", 1, 2 };
	struct wbuf w;
	unsigned n;

	wbuf_growable(&w, 1 << 27);
	f->json = true;
	n = event_write(&w, f, &d, e);
	if (w.failed || n > 2)
		abort();
	check_json(w.p, w.len, n);
	wbuf_reset(&w);
	f->json = false;
	n = event_write(&w, f, &d, e);
	if (w.failed || n > 2)
		abort();
	check_text(w.p, w.len, n);
	wbuf_free(&w);
}

static void
message(struct event *e, uint8_t *m, uint8_t type, struct rbuf body)
{
	size_t n = MSG_HEADER + body.left;

	memset(m, 0xff, MSG_MARKER);
	m[MSG_AT_LENGTH] = (uint8_t)(n >> 8);
	m[MSG_AT_LENGTH + 1] = (uint8_t)n;
	m[MSG_AT_TYPE] = type;
	if (body.left > 0)
		memcpy(m + MSG_HEADER, body.p, body.left);
	e->message = rbuf_of(m, n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t octets[MSG_EXTENDED_MAX];
	struct event_peer peer = { .local_as = 64496, .peer_as = 64497 };
	struct event e = { .peer = &peer };
	struct event_session s = { 0 };
	struct event_update u;
	struct event_form f;
	struct wbuf canon;
	struct rbuf rest;

	if (size < 3 || size > 65500)
		return 0;
	f = (struct event_form){
		.shape = (uint8_t)(SHAPE_4 + (data[1] & 3) % 3),
		.compact = (data[1] & 4) != 0,
		.negotiated = (data[1] & 8) != 0,
		.what = (uint8_t)((1 + (data[1] >> 6)) |
		    ((data[1] & 3) == 3 ? EVENT_CONSOLIDATE : 0)),
	};
	peer.local = addr_v4(0xc0000201);
	peer.remote = addr_v4(0xc0000202);
	e.kind = (enum event_kind)(data[0] % EVENT_KINDS);
	e.direction = (enum event_direction)(data[1] >> 4 & 3);
	e.negotiated = (data[0] & 0x80) != 0 ? &agreed : NULL;
	rest = rbuf_of(data + 3, size - 3);
	wbuf_growable(&canon, 1 << 18);
	message(&e, octets, e.kind == EVENT_UPDATE ? MSG_UPDATE : data[2],
	    rest);
	if (e.kind == EVENT_UPDATE) {
		s.as4 = (data[2] & 1) != 0;
		s.add_path = (data[2] & 2) != 0 ? ~0ULL : 0;
		s.enh_nexthop = (data[2] & 4) != 0 ? ~0ULL : 0;
		e.u.update = &u;
		if (event_update_read(rest, &s, &canon, &u) == -1)
			e.kind = EVENT_MESSAGE;
	} else if (e.kind == EVENT_DOWN)
		e.u.reason = rest;
	else if (e.kind == EVENT_FSM)
		e.u.fsm = (enum event_fsm)data[2];
	else if (e.kind == EVENT_SIGNAL)
		e.u.signal = data[2];
	else
		e.u.lost = data[2];
	write_both(&f, &e);
	wbuf_free(&canon);
	return 0;
}
