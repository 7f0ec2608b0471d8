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
	MSG_REFRESH = 5, MSG_TYPE_MAX
};

enum {
	MSG_HEADER = 19, MSG_MAX = 4096, MSG_EXTENDED_MAX = 65535,
	BGP_PORT = 179, AS_TRANS = 23456,
};

struct message_head {
	uint16_t	len;		/* with the header */
	uint8_t		type;
};

/*
 * Checks 19 octets: marker, length, type, length for that type, in this
 * order.  extended: we advertised capability 6.  0, or -1 with *err to send.
 */
int	message_head_read(const uint8_t p[MSG_HEADER], bool extended,
	    struct message_head *h, struct notify *err);
/* Starts a message; message_end fills the length in. */
size_t	message_begin(struct wbuf *w, uint8_t type);
void	message_end(struct wbuf *w, size_t begin);
const char *message_type_name(uint8_t type);

#endif
