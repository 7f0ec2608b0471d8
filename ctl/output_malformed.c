/* SPDX-License-Identifier: ISC */
/*
 * What a message was, what it cost, and its octets in one piece of hex that
 * can be cut out and pasted.
 */
#include "bgp/message.h"
#include "labels.h"
#include "output_malformed.h"
#include "put.h"
#include "stamp.h"

enum { HEX_MAX = 2 * UINT16_MAX, TYPE_TEXT = 16 };

/* Behind a marker that is none, length and type mean nothing. */
static bool
has_header(const struct malformed_view *v)
{
	size_t i;

	if (v->msg.left < MSG_HEADER)
		return false;
	for (i = 0; i < MSG_MARKER; i++)
		if (v->msg.p[i] != 0xff)
			return false;
	return true;
}

/* Is it all that its header promises? */
static bool
is_whole(const struct malformed_view *v)
{
	return has_header(v) && message_len(v->msg.p) == v->msg.left;
}

static const char *
notification(const struct offence *o, char *buf, size_t size)
{
	const uint8_t err[2] = { o->code, o->subcode };

	return notify_label(err, buf, size);
}

static void
put_who(struct output *o, const struct offence *f)
{
	wbuf_str(&o->w, " neighbor ");
	put_addr(&o->w, &f->remote);
	if (f->peer_as != 0) {
		wbuf_str(&o->w, " (AS ");
		put_uint(&o->w, f->peer_as);
		wbuf_u8(&o->w, ')');
	}
	if (!o->numeric && f->description[0] != '\0') {
		wbuf_u8(&o->w, ' ');
		put_quoted(&o->w, f->description);
	}
}

static void
put_what(struct wbuf *w, const struct malformed_view *v)
{
	char type[TYPE_TEXT];

	if (!has_header(v)) {
		wbuf_printf(w, "; %zu octets", v->msg.left);
		return;
	}
	wbuf_printf(w, "; %s of %u octets",
	    message_type_name(message_type(v->msg.p), type, sizeof(type)),
	    message_len(v->msg.p));
	if (!is_whole(v))
		wbuf_printf(w, ", %zu read", v->msg.left);
	if (message_type(v->msg.p) == MSG_UPDATE && !v->o.as4)
		wbuf_str(w, ", 2-octet AS numbers");
	if (v->o.add_path)
		wbuf_str(w, ", path identifiers");
}

void
text_malformed(struct output *o, const struct malformed_view *v)
{
	char when[STAMP_TEXT], name[LABEL_ERROR];
	const char *sent;
	struct wbuf *w = &o->w;

	wbuf_str(w, stamp_local(v->o.at_ms, when));
	put_who(o, &v->o);
	wbuf_printf(w, ": %s: ", offence_verdict_name(v->o.verdict));
	put_text(w, v->o.why);
	sent = notification(&v->o, name, sizeof(name));
	if (sent != NULL)
		wbuf_printf(w, "; sent NOTIFICATION %u/%u, %s", v->o.code,
		    v->o.subcode, sent);
	put_what(w, v);
	wbuf_u8(w, '\n');
	put_hex(w, v->msg);
	wbuf_str(w, "\n\n");
}

static void
json_addr(struct json *j, const char *name, const struct addr *a)
{
	char buf[ADDR_TEXT];

	json_string(j, name, addr_print(a, buf, sizeof(buf)));
}

static void
json_id(struct json *j, const char *name, uint32_t id)
{
	struct addr a = addr_v4(id);

	if (id != 0)
		json_addr(j, name, &a);
}

static void
json_who(struct json *j, const struct offence *f)
{
	json_object(j, "neighbor", false);
	if (f->description[0] != '\0')
		json_string(j, "description", f->description);
	if (f->group[0] != '\0')
		json_string(j, "group", f->group);
	json_addr(j, "remote_addr", &f->remote);
	json_uint(j, "remote_as", f->peer_as);
	json_id(j, "bgp_id", f->peer_id);
	json_addr(j, "local_addr", &f->local);
	json_uint(j, "local_as", f->local_as);
	json_id(j, "local_bgp_id", f->local_id);
	json_end(j);
}

static void
json_notification(struct json *j, const struct offence *f)
{
	char name[LABEL_ERROR];
	const char *sent = notification(f, name, sizeof(name));

	if (sent == NULL)
		return;
	json_object(j, "notification", true);
	json_uint(j, "code", f->code);
	json_uint(j, "subcode", f->subcode);
	json_string(j, "name", sent);
	json_end(j);
}

static void
json_message(struct json *j, const struct malformed_view *v)
{
	char type[TYPE_TEXT];
	struct wbuf hex;

	if (has_header(v))
		json_string(j, "type", message_type_name(
		    message_type(v->msg.p), type, sizeof(type)));
	json_uint(j, "length", v->msg.left);
	json_bool(j, "whole", is_whole(v));
	json_bool(j, "as4", v->o.as4 != 0);
	json_bool(j, "add_path", v->o.add_path != 0);
	wbuf_growable(&hex, HEX_MAX);
	put_hex(&hex, v->msg);
	json_string_n(j, "message", hex.p, hex.len);
	wbuf_free(&hex);
}

void
json_malformed(struct output *o, const struct malformed_view *v)
{
	struct json *j = &o->j;
	char when[STAMP_TEXT];

	json_object(j, NULL, false);
	json_string(j, "time", stamp_utc(v->o.at_ms, when));
	json_int(j, "time_ms", v->o.at_ms);
	json_string(j, "engine", v->of_rde ? "rde" : "session");
	json_uint(j, "serial", v->o.serial);
	json_who(j, &v->o);
	json_string(j, "verdict", offence_verdict_name(v->o.verdict));
	json_string(j, "reason", v->o.why);
	json_notification(j, &v->o);
	json_message(j, v);
	json_end(j);
}
