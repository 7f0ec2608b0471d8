/* SPDX-License-Identifier: ISC */
/*
 * The header in front of every BGP message (RFC 4271 4.1, 6.1; RFC 8654):
 * checked before a single octet of the body is waited for, so that a length
 * that lies costs nothing.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "bgp/message.h"

struct type_row {
	uint16_t	 min;
	uint16_t	 max;		/* 0: MSG_MAX or, if extended, 65535 */
	const char	*name;
};

/* RFC 8654 3: OPEN and KEEPALIVE never grow. */
static const struct type_row types[] = {
	[MSG_OPEN]	   = { 29, MSG_MAX, "OPEN" },
	[MSG_UPDATE]	   = { 23, 0, "UPDATE" },
	[MSG_NOTIFICATION] = { 21, 0, "NOTIFICATION" },
	[MSG_KEEPALIVE]	   = { MSG_HEADER, MSG_HEADER, "KEEPALIVE" },
	[MSG_REFRESH]	   = { MSG_REFRESH_MIN, 0, "ROUTE-REFRESH" },
	[MSG_OPERATIONAL]  = { MSG_OPERATIONAL_MIN, 0, "OPERATIONAL" },
};
static_assert(sizeof(types) / sizeof(types[0]) == MSG_TYPE_MAX, "a row each");

static bool
type_known(uint8_t type)
{
	return type >= MSG_OPEN && type < MSG_TYPE_MAX;
}

/* Not notify_set: notification.c stands on this file. */
static int
refuse(struct notify *err, uint8_t subcode, const uint8_t *data, uint16_t len)
{
	memset(err, 0, sizeof(*err));
	err->code = NOTIFY_HEADER;
	err->subcode = subcode;
	err->len = len;
	if (len != 0)
		memcpy(err->data, data, len);
	return -1;
}

int
message_head_read(const uint8_t p[MSG_HEADER], unsigned may,
    struct message_head *h, struct notify *err)
{
	static const uint8_t marker[MSG_MARKER] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff
	};
	uint16_t len, max;
	uint8_t type;

	if (memcmp(p, marker, sizeof(marker)) != 0)
		return refuse(err, HEADER_SYNC, NULL, 0);
	len = message_len(p);
	max = (may & MESSAGE_EXTENDED) != 0 ? MSG_EXTENDED_MAX : MSG_MAX;
	if (len < MSG_HEADER || len > max)
		return refuse(err, HEADER_LENGTH, p + MSG_AT_LENGTH, 2);
	type = message_type(p);
	if (!type_known(type) || (type == MSG_OPERATIONAL &&
	    (may & MESSAGE_OPERATIONAL) == 0))
		return refuse(err, HEADER_TYPE, p + MSG_AT_TYPE, 1);
	if (types[type].max != 0)
		max = types[type].max;
	if (len < types[type].min || len > max)
		return refuse(err, HEADER_LENGTH, p + MSG_AT_LENGTH, 2);
	*h = (struct message_head){ .len = len, .type = type };
	return 0;
}

size_t
message_begin(struct wbuf *w, uint8_t type)
{
	size_t begin = w->len;
	uint8_t *p;

	p = wbuf_reserve(w, MSG_HEADER);
	if (p != NULL) {
		memset(p, 0xff, MSG_MARKER);
		p[MSG_AT_LENGTH] = p[MSG_AT_LENGTH + 1] = 0;
		p[MSG_AT_TYPE] = type;
	}
	return begin;
}

void
message_end(struct wbuf *w, size_t begin)
{
	if (w->failed)
		return;
	if (w->len - begin > MSG_EXTENDED_MAX) {
		w->failed = true;
		return;
	}
	wbuf_set_u16(w, begin + MSG_AT_LENGTH, (uint16_t)(w->len - begin));
}

const char *
message_type_name(uint8_t type, char *buf, size_t size)
{
	if (type_known(type))
		return types[type].name;
	(void)snprintf(buf, size, "type %u", type);
	return buf;
}
