/* SPDX-License-Identifier: ISC */
/*
 * NOTIFICATION: codes, subcodes, names, and the Shutdown Communication
 * (RFC 4271 4.5 and 6, RFC 4486, RFC 6608, RFC 7313 5, RFC 8538, RFC 9003,
 * RFC 9687).
 */
#ifndef BGP_NOTIFICATION_H
#define BGP_NOTIFICATION_H

#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"

enum notify_code {
	NOTIFY_HEADER	= 1,
	NOTIFY_OPEN	= 2,
	NOTIFY_UPDATE	= 3,
	NOTIFY_HOLD	= 4,
	NOTIFY_FSM	= 5,
	NOTIFY_CEASE	= 6,
	NOTIFY_REFRESH	= 7,
	NOTIFY_SEND_HOLD = 8,
};

enum {			/* subcodes that the code names */
	HEADER_SYNC = 1, HEADER_LENGTH = 2, HEADER_TYPE = 3,
	OPEN_UNSPECIFIC = 0, OPEN_VERSION = 1, OPEN_PEER_AS = 2, OPEN_ID = 3,
	OPEN_PARAM = 4, OPEN_HOLD_TIME = 6, OPEN_CAPABILITY = 7, OPEN_ROLE = 11,
	UPDATE_ATTR_LIST = 1, UPDATE_OPTIONAL_ATTR = 9, UPDATE_NETWORK = 10,
	CEASE_MAX_PREFIX = 1, CEASE_DOWN = 2, CEASE_DECONFIGURED = 3,
	CEASE_RESET = 4, CEASE_REJECTED = 5, CEASE_CONFIG = 6,
	CEASE_COLLISION = 7, CEASE_RESOURCES = 8, CEASE_HARD_RESET = 9,
	CEASE_BFD = 10,
};

enum { SHUTDOWN_TEXT_MAX = 255 };

/* A NOTIFICATION to send, or why one would be sent. */
struct notify {
	uint8_t		code;		/* 0: none */
	uint8_t		subcode;
	uint16_t	len;
	uint8_t		data[512];	/* cut when longer: only diagnostics */
};

void	notify_set(struct notify *n, uint8_t code, uint8_t subcode,
	    const void *data, size_t len);
/* RFC 9003: length and UTF-8 text; cut at a character when over 255. */
void	notify_set_text(struct notify *n, uint8_t code, uint8_t subcode,
	    const char *text);
/* RFC 8538 3.1: a hard reset for this reason. */
void	notify_hard(struct notify *hard, const struct notify *why);
/* Whole message, header included. */
void	notify_write(struct wbuf *w, const struct notify *n);
/* Body behind the header (RFC 4271 4.5). 0, or -1 too short. */
int	notify_read(struct rbuf body, struct notify *n);
/*
 * RFC 9003 text of a received 6/2 or 6/4, also inside a hard reset: NUL
 * terminated into out, cleaned to valid UTF-8 without control characters.
 * Returns its length, 0 when there is none.
 */
size_t	notify_shutdown_text(const struct notify *n, char *out, size_t size);
/* "Cease, Administrative Shutdown"; buf holds unknown numbers. */
const char *notify_name(uint8_t code, uint8_t subcode, char *buf,
	    size_t size);

#endif
