/* SPDX-License-Identifier: ISC */
/*
 * NOTIFICATION (RFC 4271 4.5, 6): one table of names for every code and
 * subcode that may be seen, and the Shutdown Communication (RFC 9003), which
 * is text by a stranger and is cleaned before anybody sees it.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/message.h"
#include "bgp/notification.h"

struct code_row {
	const char		*name;
	const char *const	*subcodes;
	uint8_t			 nsubcodes;
};

static const char *const header_subcodes[] = {
	[HEADER_SYNC]	= "Connection Not Synchronized",
	[HEADER_LENGTH]	= "Bad Message Length",
	[HEADER_TYPE]	= "Bad Message Type",
};

static const char *const open_subcodes[] = {
	[OPEN_VERSION]	= "Unsupported Version Number",
	[OPEN_PEER_AS]	= "Bad Peer AS",
	[OPEN_ID]	= "Bad BGP Identifier",
	[OPEN_PARAM]	= "Unsupported Optional Parameter",
	[5]		= "Authentication Failure",
	[OPEN_HOLD_TIME] = "Unacceptable Hold Time",
	[OPEN_CAPABILITY] = "Unsupported Capability",
	[OPEN_ROLE]	= "Role Mismatch",
};

static const char *const update_subcodes[] = {
	[UPDATE_ATTR_LIST] = "Malformed Attribute List",
	[2]		= "Unrecognized Well-known Attribute",
	[3]		= "Missing Well-known Attribute",
	[4]		= "Attribute Flags Error",
	[5]		= "Attribute Length Error",
	[6]		= "Invalid ORIGIN Attribute",
	[7]		= "AS Routing Loop",
	[8]		= "Invalid NEXT_HOP Attribute",
	[UPDATE_OPTIONAL_ATTR] = "Optional Attribute Error",
	[UPDATE_NETWORK] = "Invalid Network Field",
	[11]		= "Malformed AS_PATH",
};

static const char *const fsm_subcodes[] = {
	[1]		= "Receive Unexpected Message in OpenSent State",
	[2]		= "Receive Unexpected Message in OpenConfirm State",
	[3]		= "Receive Unexpected Message in Established State",
};

static const char *const cease_subcodes[] = {
	[CEASE_MAX_PREFIX]   = "Maximum Number of Prefixes Reached",
	[CEASE_DOWN]	     = "Administrative Shutdown",
	[CEASE_DECONFIGURED] = "Peer De-configured",
	[CEASE_RESET]	     = "Administrative Reset",
	[CEASE_REJECTED]     = "Connection Rejected",
	[CEASE_CONFIG]	     = "Other Configuration Change",
	[CEASE_COLLISION]    = "Connection Collision Resolution",
	[CEASE_RESOURCES]    = "Out of Resources",
	[CEASE_HARD_RESET]   = "Hard Reset",
	[CEASE_BFD]	     = "BFD Down",
};

static const char *const refresh_subcodes[] = {
	[1]		= "Invalid Message Length",
};

#define SUBCODES(a)	a, sizeof(a) / sizeof((a)[0])

static const struct code_row codes[] = {
	[NOTIFY_HEADER]	= { "Message Header Error", SUBCODES(header_subcodes) },
	[NOTIFY_OPEN]	= { "OPEN Message Error", SUBCODES(open_subcodes) },
	[NOTIFY_UPDATE]	= { "UPDATE Message Error", SUBCODES(update_subcodes) },
	[NOTIFY_HOLD]	= { "Hold Timer Expired", NULL, 0 },
	[NOTIFY_FSM]	= { "Finite State Machine Error",
	    SUBCODES(fsm_subcodes) },
	[NOTIFY_CEASE]	= { "Cease", SUBCODES(cease_subcodes) },
	[NOTIFY_REFRESH] = { "ROUTE-REFRESH Message Error",
	    SUBCODES(refresh_subcodes) },
	[NOTIFY_SEND_HOLD] = { "Send Hold Timer Expired", NULL, 0 },
};

void
notify_set(struct notify *n, uint8_t code, uint8_t subcode, const void *data,
    size_t len)
{
	memset(n, 0, sizeof(*n));
	n->code = code;
	n->subcode = subcode;
	n->len = (uint16_t)(len < sizeof(n->data) ? len : sizeof(n->data));
	if (n->len != 0)
		memcpy(n->data, data, n->len);
}

void
notify_set_text(struct notify *n, uint8_t code, uint8_t subcode,
    const char *text)
{
	uint8_t data[1 + SHUTDOWN_TEXT_MAX];
	size_t len = strlen(text);

	if (len == 0) {
		notify_set(n, code, subcode, NULL, 0);
		return;
	}
	if (len > SHUTDOWN_TEXT_MAX) {
		len = SHUTDOWN_TEXT_MAX;
		while (len > 0 && ((uint8_t)text[len] & 0xc0) == 0x80)
			len--;
	}
	data[0] = (uint8_t)len;
	memcpy(data + 1, text, len);
	notify_set(n, code, subcode, data, len + 1);
}

void
notify_hard(struct notify *hard, const struct notify *why)
{
	uint8_t data[2 + sizeof(why->data)] = { why->code, why->subcode };

	memcpy(data + 2, why->data, why->len);
	notify_set(hard, NOTIFY_CEASE, CEASE_HARD_RESET, data, why->len + 2U);
}

void
notify_write(struct wbuf *w, const struct notify *n)
{
	size_t begin;

	begin = message_begin(w, MSG_NOTIFICATION);
	wbuf_u8(w, n->code);
	wbuf_u8(w, n->subcode);
	wbuf_bytes(w, n->data, n->len);
	message_end(w, begin);
}

int
notify_read(struct rbuf body, struct notify *n)
{
	uint8_t code, subcode;

	if (rbuf_u8(&body, &code) == -1 || rbuf_u8(&body, &subcode) == -1)
		return -1;
	notify_set(n, code, subcode, body.p, body.left);
	return 0;
}

/*
 * Octets of the UTF-8 character at p, 0 when it is not one (RFC 3629: no
 * overlong form, no surrogate, nothing above U+10FFFF).
 */
static size_t
utf8_len(const uint8_t *p, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t c;
	size_t n, i;

	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		n = 2;
	else if (p[0] >= 0xe0 && p[0] <= 0xef)
		n = 3;
	else if (p[0] >= 0xf0 && p[0] <= 0xf4)
		n = 4;
	else
		return 0;
	if (n > left)
		return 0;
	c = p[0] & (0xffU >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least[n] || (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff)
		return 0;
	return n;
}

/* C0, DEL, and the C1 controls that UTF-8 writes as c2 80 .. c2 9f. */
static bool
is_control(const uint8_t *p, size_t n)
{
	if (n == 1)
		return p[0] < 0x20 || p[0] == 0x7f;
	return n == 2 && p[0] == 0xc2 && p[1] < 0xa0;
}

static size_t
clean_text(const uint8_t *p, size_t len, char *out, size_t size)
{
	size_t i = 0, o = 0, n;

	while (i < len) {
		n = utf8_len(p + i, len - i);
		if (n == 0 || is_control(p + i, n)) {
			if (o + 1 >= size)
				break;
			out[o++] = '?';
			i += n == 0 ? 1 : n;
			continue;
		}
		if (o + n >= size)
			break;
		memcpy(out + o, p + i, n);
		o += n;
		i += n;
	}
	out[o] = '\0';
	return o;
}

size_t
notify_shutdown_text(const struct notify *n, char *out, size_t size)
{
	struct rbuf b = rbuf_of(n->data, n->len);
	uint8_t code = n->code, subcode = n->subcode, len;

	if (size == 0)
		return 0;
	out[0] = '\0';
	/* RFC 8538 3.1: a hard reset carries its cause. */
	if (code == NOTIFY_CEASE && subcode == CEASE_HARD_RESET &&
	    (rbuf_u8(&b, &code) == -1 || rbuf_u8(&b, &subcode) == -1))
		return 0;
	if (code != NOTIFY_CEASE ||
	    (subcode != CEASE_DOWN && subcode != CEASE_RESET))
		return 0;
	if (rbuf_u8(&b, &len) == -1)
		return 0;
	return clean_text(b.p, len < b.left ? len : b.left, out, size);
}

const char *
notify_name(uint8_t code, uint8_t subcode, char *buf, size_t size)
{
	const struct code_row *row;

	if (code >= sizeof(codes) / sizeof(codes[0]) ||
	    codes[code].name == NULL) {
		(void)snprintf(buf, size, "code %u, subcode %u", code, subcode);
		return buf;
	}
	row = &codes[code];
	if (subcode < row->nsubcodes && row->subcodes[subcode] != NULL)
		(void)snprintf(buf, size, "%s, %s", row->name,
		    row->subcodes[subcode]);
	else if (subcode == 0)
		(void)snprintf(buf, size, "%s", row->name);
	else
		(void)snprintf(buf, size, "%s, subcode %u", row->name, subcode);
	return buf;
}
