/* SPDX-License-Identifier: ISC */
/* The list of fields, which a message of 65535 octets bounds. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "explain.h"

enum { TEXT_MAX = 32 * 1024 * 1024, VALUE_MAX = 512 };

void
explain_init(struct explain *e, const struct offline_session *s)
{
	memset(e, 0, sizeof(*e));
	e->session = s;
	wbuf_growable(&e->text, TEXT_MAX);
}

void
explain_free(struct explain *e)
{
	wbuf_free(&e->text);
	free(e->v);
}

static struct explain_line *
add(struct explain *e, const uint8_t *at)
{
	struct explain_line *l;

	if (e->n == e->room) {
		e->room = e->room == 0 ? 64 : e->room * 2;
		e->v = xreallocarray(e->v, e->room, sizeof(*e->v));
	}
	l = &e->v[e->n++];
	*l = (struct explain_line){ .at = (size_t)(at - e->whole.p),
	    .depth = e->depth, .value = e->text.len };
	return l;
}

struct wbuf *
explain_begin(struct explain *e, struct rbuf field, const char *name,
    const char *section)
{
	struct explain_line *l = add(e, field.p);

	l->len = field.left;
	l->name = name;
	l->section = section;
	return &e->text;
}

void
explain_end(struct explain *e)
{
	struct explain_line *l = &e->v[e->n - 1];

	l->value_len = e->text.len - l->value;
}

void
explain_put(struct explain *e, struct rbuf field, const char *name,
    const char *section, const char *fmt, ...)
{
	char value[VALUE_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(value, sizeof(value), fmt, ap);
	va_end(ap);
	wbuf_str(explain_begin(e, field, name, section), value);
	explain_end(e);
}

void
explain_fault(struct explain *e, const uint8_t *at, enum offence_verdict v,
    const char *section, const char *why)
{
	struct explain_line *l = add(e, at);

	l->section = section;
	l->verdict = v;
	wbuf_str(&e->text, why);
	l->value_len = e->text.len - l->value;
}

void
explain_judge(struct explain *e, enum offence_verdict v, uint8_t code,
    uint8_t subcode, const char *what, const char *why)
{
	if (v <= e->verdict)
		return;
	e->verdict = v;
	e->code = v == OFFENCE_SESSION_RESET ? code : 0;
	e->subcode = v == OFFENCE_SESSION_RESET ? subcode : 0;
	(void)snprintf(e->why, sizeof(e->why), "%s%s%s",
	    what == NULL ? "" : what, what == NULL ? "" : ": ", why);
}

uint32_t
explain_number(struct rbuf field)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < field.left && i < sizeof(v); i++)
		v = v << 8 | field.p[i];
	return v;
}
