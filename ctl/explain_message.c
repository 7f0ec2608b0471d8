/* SPDX-License-Identifier: ISC */
/*
 * The header (RFC 4271 4.1 and 6.1, RFC 8654), and the messages that are short:
 * NOTIFICATION, KEEPALIVE, ROUTE-REFRESH.  A row a type.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/message.h"
#include "event/escape.h"
#include "explain_message.h"
#include "explain_open.h"
#include "explain_update.h"
#include "put.h"

enum { NAME_TEXT = 160 };

static void
header_fault(struct explain *e, const uint8_t *at, uint8_t subcode,
    const char *why)
{
	explain_fault(e, at, OFFENCE_SESSION_RESET, "RFC 4271 6.1", why);
	explain_judge(e, OFFENCE_SESSION_RESET, NOTIFY_HEADER, subcode, NULL,
	    why);
}

/* --- NOTIFICATION: there is never an answer to one --- */

static void
shutdown_text(struct explain *e, struct rbuf data, const struct notify *n)
{
	char text[SHUTDOWN_TEXT_MAX + 1];
	struct rbuf len;

	if (n->code != NOTIFY_CEASE || (n->subcode != CEASE_DOWN &&
	    n->subcode != CEASE_RESET) || data.left == 0)
		return;
	e->depth++;
	if (rbuf_sub(&data, 1, &len) == 0)
		explain_put(e, len, "Length", "RFC 9003 2", "%u", len.p[0]);
	if (len.p[0] > data.left)
		explain_fault(e, len.p, OFFENCE_NONE, "RFC 9003 2",
		    "longer than what follows");
	else if (notify_shutdown_text(n, text, sizeof(text)) > 0) {
		struct wbuf *w = explain_begin(e, data,
		    "Shutdown Communication", "RFC 9003 2");

		escape_text(w, text, strlen(text));
		explain_end(e);
	}
	e->depth--;
}

static void
explain_notification(struct explain *e, struct rbuf body)
{
	struct rbuf code, subcode;
	char name[NAME_TEXT];
	struct notify n;

	if (notify_read(body, &n) == -1 || rbuf_sub(&body, 1, &code) == -1 ||
	    rbuf_sub(&body, 1, &subcode) == -1) {
		header_fault(e, body.p, HEADER_LENGTH,
		    "shorter than its two octets");
		return;
	}
	explain_put(e, code, "Error code", "RFC 4271 4.5", "%u", n.code);
	explain_put(e, subcode, "Error subcode", "RFC 4271 4.5", "%u: %s",
	    n.subcode, notify_name(n.code, n.subcode, name, sizeof(name)));
	if (body.left > 0) {
		explain_put(e, body, "Data", "RFC 4271 4.5", "%zu octets",
		    body.left);
		shutdown_text(e, body, &n);
	}
}

/* --- ROUTE-REFRESH --- */

static void
explain_refresh(struct explain *e, struct rbuf body)
{
	static const char *const subtypes[REFRESH_SUBTYPES] = {
		"request", "begin of route refresh", "end of route refresh",
	};
	struct rbuf afi, subtype, safi;
	char name[64];
	unsigned what;

	if (rbuf_sub(&body, 2, &afi) == -1 ||
	    rbuf_sub(&body, 1, &subtype) == -1 ||
	    rbuf_sub(&body, 1, &safi) == -1)
		return;		/* the header's length has been judged */
	what = subtype.p[0];
	explain_put(e, afi, "AFI", "RFC 2918 3", "%u", explain_number(afi));
	explain_put(e, subtype, "Subtype", "RFC 7313 3.2", "%u: %s", what,
	    what < REFRESH_SUBTYPES ? subtypes[what] : "unknown");
	explain_put(e, safi, "SAFI", "RFC 2918 3", "%u: %s", safi.p[0],
	    family_name((uint16_t)explain_number(afi), safi.p[0], name,
	    sizeof(name)));
	if (what >= REFRESH_SUBTYPES) {
		explain_fault(e, subtype.p, OFFENCE_IGNORED, "RFC 7313 5",
		    "unknown subtype");
		explain_judge(e, OFFENCE_IGNORED, 0, 0, NULL,
		    "unknown subtype");
	}
	if (body.left == 0)
		return;
	explain_put(e, body, "ORF entries", "RFC 5291 4", "%zu octets, not "
	    "read", body.left);
	if (what == REFRESH_BORR || what == REFRESH_EORR) {
		explain_fault(e, body.p, OFFENCE_SESSION_RESET, "RFC 7313 5",
		    "longer than a message of that subtype");
		explain_judge(e, OFFENCE_SESSION_RESET, NOTIFY_REFRESH, 1,
		    NULL, "length of a ROUTE-REFRESH");
	}
}

/* --- others --- */

static void
explain_octets(struct explain *e, struct rbuf body)
{
	if (body.left > 0)
		explain_put(e, body, "Body", NULL, "%zu octets", body.left);
}

static void (*const bodies[MSG_TYPE_MAX])(struct explain *e,
    struct rbuf body) = {
	[MSG_OPEN] = explain_open,
	[MSG_UPDATE] = explain_update,
	[MSG_NOTIFICATION] = explain_notification,
	[MSG_KEEPALIVE] = explain_octets,
	[MSG_REFRESH] = explain_refresh,
	[MSG_OPERATIONAL] = explain_octets,
};

/* --- the header --- */

static const uint8_t *
bad_marker(struct rbuf marker)
{
	size_t i;

	for (i = 0; i < marker.left; i++)
		if (marker.p[i] != 0xff)
			return marker.p + i;
	return NULL;
}

/* False: what is behind it means nothing. */
static bool
explain_header(struct explain *e, struct rbuf *b, uint8_t *type)
{
	unsigned may = MESSAGE_OPERATIONAL | (e->session->extended ?
	    MESSAGE_EXTENDED : 0U);
	struct rbuf marker, len, kind;
	const uint8_t *bad;
	struct message_head h;
	struct notify err;
	char name[32];

	if (rbuf_sub(b, MSG_MARKER, &marker) == -1 ||
	    rbuf_sub(b, 2, &len) == -1 || rbuf_sub(b, 1, &kind) == -1) {
		header_fault(e, e->whole.p, HEADER_LENGTH,
		    "shorter than a header of 19 octets");
		return false;
	}
	*type = kind.p[0];
	bad = bad_marker(marker);
	explain_put(e, marker, "Marker", "RFC 4271 4.1", "%s",
	    bad == NULL ? "all ones" : "not all ones");
	if (bad != NULL)
		header_fault(e, bad, HEADER_SYNC, "not 255");
	explain_put(e, len, "Length", "RFC 4271 4.1", "%u",
	    explain_number(len));
	explain_put(e, kind, "Type", "RFC 4271 4.1", "%u: %s", *type,
	    message_type_name(*type, name, sizeof(name)));
	if (bad != NULL)
		return false;
	if (message_head_read(e->whole.p, may, &h, &err) == -1) {
		if (err.subcode == HEADER_TYPE)
			header_fault(e, kind.p, HEADER_TYPE, "no such type");
		else
			header_fault(e, len.p, HEADER_LENGTH,
			    "no length of that type of message");
		return false;
	}
	if (h.len > MSG_MAX)
		explain_fault(e, len.p, OFFENCE_NONE, "RFC 8654 4",
		    "over 4096: both must have said that they may");
	if (h.len > e->whole.left)
		header_fault(e, len.p, HEADER_LENGTH,
		    "more octets than are here");
	else if (h.len < e->whole.left)
		explain_fault(e, e->whole.p + h.len, OFFENCE_NONE, NULL,
		    "another message begins here, or octets are too many");
	if (h.len < e->whole.left)
		b->left = (size_t)h.len - MSG_HEADER;
	return true;
}

void
explain_message(struct explain *e, struct rbuf message)
{
	struct rbuf b = message;
	uint8_t type;

	e->whole = message;
	if (!explain_header(e, &b, &type))
		return;
	e->depth++;
	bodies[type](e, b);
	e->depth--;
}
