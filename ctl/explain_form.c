/* SPDX-License-Identifier: ISC */
/*
 * A line a field: where it begins, its octets (the first of many), what it
 * says.  Under it what is wrong with it, marked; at the end the verdict.
 */
#include <stdio.h>

#include "bgp/notification.h"
#include "event/json.h"
#include "explain_form.h"
#include "put.h"

enum { OCTETS = 8, OCTETS_WIDTH = 2 * OCTETS + 4, NAME_TEXT = 160 };

static const char *
verdict_name(enum offence_verdict v)
{
	return v == OFFENCE_NONE ? "taken" : offence_verdict_name(v);
}

static struct rbuf
octets_of(const struct explain *e, const struct explain_line *l)
{
	return rbuf_of(e->whole.p + l->at, l->len);
}

static void
put_octets(struct wbuf *w, const struct explain *e,
    const struct explain_line *l)
{
	struct rbuf b = octets_of(e, l);
	size_t start = w->len;

	if (l->name == NULL)
		wbuf_str(w, "!");
	else if (b.left <= OCTETS)
		put_hex(w, b);
	else {
		put_hex(w, rbuf_of(b.p, OCTETS - 1));
		wbuf_str(w, "...");
	}
	put_pad(w, start, OCTETS_WIDTH);
}

static void
put_line(struct wbuf *w, const struct explain *e,
    const struct explain_line *l)
{
	unsigned i;

	put_uint_right(w, l->at, 5);
	wbuf_str(w, "  ");
	put_octets(w, e, l);
	for (i = 0; i < l->depth; i++)
		wbuf_str(w, "  ");
	if (l->name != NULL) {
		wbuf_str(w, l->name);
		if (l->value_len > 0)
			wbuf_str(w, ": ");
	}
	wbuf_bytes(w, e->text.p + l->value, l->value_len);
	if (l->name == NULL && l->verdict != OFFENCE_NONE)
		wbuf_printf(w, ": %s", verdict_name(l->verdict));
	if (l->section != NULL)
		wbuf_printf(w, "  [%s]", l->section);
	wbuf_u8(w, '\n');
}

void
explain_text(struct wbuf *w, const struct explain *e)
{
	char name[NAME_TEXT];
	size_t i;

	for (i = 0; i < e->n; i++)
		put_line(w, e, &e->v[i]);
	wbuf_printf(w, "outcome: %s", verdict_name(e->verdict));
	if (e->verdict != OFFENCE_NONE)
		wbuf_printf(w, ": %s", e->why);
	if (e->code != 0)
		wbuf_printf(w, "; NOTIFICATION %u/%u, %s", e->code,
		    e->subcode, notify_name(e->code, e->subcode, name,
		    sizeof(name)));
	wbuf_u8(w, '\n');
}

/* --- JSON --- */

static void
json_octets(struct json *j, struct rbuf b)
{
	struct wbuf w;

	wbuf_growable(&w, 2 * UINT16_MAX);
	put_hex(&w, b);
	json_string_n(j, "octets", w.p, w.len);
	wbuf_free(&w);
}

static void
json_line(struct json *j, const struct explain *e,
    const struct explain_line *l)
{
	const uint8_t *value = e->text.p + l->value;

	json_object(j, NULL, true);
	json_uint(j, "offset", l->at);
	if (l->name != NULL) {
		json_uint(j, "length", l->len);
		json_uint(j, "depth", l->depth);
		json_string(j, "name", l->name);
		if (l->value_len > 0)
			json_string_n(j, "value", value, l->value_len);
		json_octets(j, octets_of(e, l));
	} else {
		json_string_n(j, "fault", value, l->value_len);
		json_string(j, "outcome", verdict_name(l->verdict));
	}
	if (l->section != NULL)
		json_string(j, "section", l->section);
	json_end(j);
}

void
explain_json(struct wbuf *w, const struct explain *e)
{
	char name[NAME_TEXT];
	struct json j;
	size_t i;

	json_init(&j, w, false);
	json_object(&j, NULL, false);
	json_array(&j, "fields", false);
	for (i = 0; i < e->n; i++)
		json_line(&j, e, &e->v[i]);
	json_end(&j);
	json_string(&j, "outcome", verdict_name(e->verdict));
	if (e->verdict != OFFENCE_NONE)
		json_string(&j, "reason", e->why);
	if (e->code != 0) {
		json_object(&j, "notification", true);
		json_uint(&j, "code", e->code);
		json_uint(&j, "subcode", e->subcode);
		json_string(&j, "name", notify_name(e->code, e->subcode,
		    name, sizeof(name)));
		json_end(&j);
	}
	json_finish(&j);
}
