/* SPDX-License-Identifier: ISC */
/* BGP message header (RFC 4271 4.1, 6.1; RFC 8654). */
#ifndef BGP_MESSAGE_H
#define BGP_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "bgp/notification.h"

enum message_type {
	MSG_OPEN = 1, MSG_UPDATE = 2, MSG_NOTIFICATION = 3, MSG_KEEPALIVE = 4,
	MSG_REFRESH = 5,
	MSG_OPERATIONAL = 6,	/* ExaBGP's own, with capability 185 */
	MSG_TYPE_MAX
};

/* RFC 2918, RFC 7313 3.2 */
enum refresh_subtype {
	REFRESH_REQUEST, REFRESH_BORR, REFRESH_EORR, REFRESH_SUBTYPES
};

enum {
	MSG_HEADER = 19, MSG_MAX = 4096, MSG_EXTENDED_MAX = 65535,
	BGP_PORT = 179, AS_TRANS = 23456,
};

/* Where fields stand, from the marker on. */
enum {
	MSG_MARKER = 16, MSG_AT_LENGTH = 16, MSG_AT_TYPE = 18,
	MSG_REFRESH_AT_SUBTYPE = MSG_HEADER + 2,
	MSG_REFRESH_MIN = MSG_HEADER + 4,
	MSG_OPERATIONAL_MIN = MSG_HEADER + 4,
};

struct message_head {
	uint16_t	len;		/* with the header */
	uint8_t		type;
};

/* Of a header that has been checked. */
static inline uint16_t
message_len(const uint8_t *p)
{
	return (uint16_t)(p[MSG_AT_LENGTH] << 8 | p[MSG_AT_LENGTH + 1]);
}

static inline uint8_t
message_type(const uint8_t *p)
{
	return p[MSG_AT_TYPE];
}

/* What may come beside the messages of RFC 4271 and RFC 2918. */
enum {
	MESSAGE_EXTENDED = 1,		/* we advertised capability 6 */
	MESSAGE_OPERATIONAL = 2,	/* both have capability 185 */
};

/*
 * Checks 19 octets: marker, length, type, length for that type, in this
 * order.  0, or -1 with *err to send.
 */
int	message_head_read(const uint8_t p[MSG_HEADER], unsigned may,
	    struct message_head *h, struct notify *err);
/* Starts a message; message_end fills the length in. */
size_t	message_begin(struct wbuf *w, uint8_t type);
void	message_end(struct wbuf *w, size_t begin);
/* "UPDATE", or "type 9" into buf. */
const char *message_type_name(uint8_t type, char *buf, size_t size);

#endif
