/* SPDX-License-Identifier: ISC */
/* A body is told from a message by the marker (RFC 4271 4.1). */
#include <stdio.h>
#include <string.h>

#include "bgp/message.h"
#include "offline_message.h"

bool
offline_has_header(const struct wbuf *octets)
{
	size_t i;

	if (octets->len < MSG_HEADER)
		return false;
	for (i = 0; i < MSG_MARKER; i++)
		if (octets->p[i] != 0xff)
			return false;
	return true;
}

void
offline_put_header(struct wbuf *octets, uint8_t type)
{
	size_t len = octets->len;

	if (wbuf_reserve(octets, MSG_HEADER) == NULL)
		return;
	memmove(octets->p + MSG_HEADER, octets->p, len);
	memset(octets->p, 0xff, MSG_MARKER);
	wbuf_set_u16(octets, MSG_AT_LENGTH, (uint16_t)octets->len);
	wbuf_set_u8(octets, MSG_AT_TYPE, type);
}

/* MESSAGE_ANY: 0. */
static uint8_t
type_of(enum message_kind kind)
{
	return kind == MESSAGE_OPEN ? MSG_OPEN :
	    kind == MESSAGE_UPDATE ? MSG_UPDATE : 0;
}

int
offline_message(struct wbuf *octets, enum message_kind kind, char *why,
    size_t size)
{
	uint8_t type = type_of(kind);
	struct message_head h;
	struct notify err;
	char name[160];

	if (!offline_has_header(octets)) {
		if (type == 0) {
			(void)snprintf(why, size, "no marker of a message in "
			    "front; is it a body (--open, --update)?");
			return -1;
		}
		if (octets->len + MSG_HEADER > MSG_EXTENDED_MAX) {
			(void)snprintf(why, size, "longer than a message");
			return -1;
		}
		offline_put_header(octets, type);
	}
	if (message_head_read(octets->p, MESSAGE_EXTENDED |
	    MESSAGE_OPERATIONAL, &h, &err) == -1) {
		(void)snprintf(why, size, "its header would be refused: %s",
		    notify_name(err.code, err.subcode, name, sizeof(name)));
		return -1;
	}
	if (h.len != octets->len) {
		(void)snprintf(why, size, "%zu octets, and its header says %u",
		    octets->len, h.len);
		return -1;
	}
	if (type != 0 && h.type != type) {
		(void)snprintf(why, size, "its header says %s",
		    message_type_name(h.type, name, sizeof(name)));
		return -1;
	}
	return 0;
}
