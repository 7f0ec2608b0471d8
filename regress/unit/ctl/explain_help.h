/* SPDX-License-Identifier: ISC */
/*
 * What explain says of one attribute, as lines "offset+length name value",
 * nested by blanks, offsets from the attribute's value on; a fault has "!".
 * Included behind cmocka.h.
 */
#ifndef CTL_EXPLAIN_HELP_H
#define CTL_EXPLAIN_HELP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_message.h"

enum { VALUE_AT = 19 + 4 + 4 };	/* header, two lengths, flags to length */

static struct offline_session explain_session;

static inline int
setup_explain(void **state)
{
	struct command c;

	(void)state;
	command_init(&c);
	assert_int_equal(offline_session_init(&explain_session, &c), 0);
	command_free(&c);
	explain_session.local_as = explain_session.peer_as = 64496;
	return 0;
}

/* An UPDATE of one attribute; its length in octets. */
static inline size_t
explain_update_of(uint8_t flags, uint8_t type, struct rbuf value, uint8_t *p)
{
	size_t n = value.left;

	memset(p, 0xff, 16);
	p[16] = (uint8_t)((VALUE_AT + n) >> 8);
	p[17] = (uint8_t)(VALUE_AT + n);
	p[18] = 2;
	p[19] = p[20] = 0;
	p[21] = (uint8_t)((4 + n) >> 8);
	p[22] = (uint8_t)(4 + n);
	p[23] = flags | 0x10;
	p[24] = type;
	p[25] = (uint8_t)(n >> 8);
	p[26] = (uint8_t)n;
	if (n > 0)
		memcpy(p + VALUE_AT, value.p, n);
	return VALUE_AT + n;
}

static inline size_t
explain_octets(const char *hex, uint8_t *p)
{
	char two[3] = "";
	size_t n = 0;

	for (; *hex != '\0'; hex++) {
		if (*hex == ' ')
			continue;
		two[0] = hex[0];
		two[1] = *++hex;
		p[n++] = (uint8_t)strtoul(two, NULL, 16);
	}
	return n;
}

/* The lines from the attribute's value on, without sections at their ends. */
static inline void
explain_lines(const struct explain *e, char *said, size_t size)
{
	const struct explain_line *l;
	size_t i, at = 0;

	for (i = 0; i < e->n; i++) {
		l = &e->v[i];
		if (l->at < VALUE_AT || l->depth < 2)
			continue;
		at += (size_t)snprintf(said + at, size - at,
		    "%*s%zu+%zu %s%s%.*s\n", 2 * (int)(l->depth - 2), "",
		    l->at - VALUE_AT, l->len, l->name != NULL ? l->name : "!",
		    l->value_len > 0 ? " " : "", (int)l->value_len,
		    (const char *)e->text.p + l->value);
		assert_true(at < size);
		assert_non_null(l->section);
	}
}

static inline void
assert_explained(uint8_t flags, uint8_t type, const char *hex,
    const char *want)
{
	uint8_t value[1024], message[2048];
	static char said[16384];
	struct explain e;
	size_t n = explain_octets(hex, value);

	n = explain_update_of(flags, type, rbuf_of(value, n), message);
	explain_init(&e, &explain_session);
	explain_message(&e, rbuf_of(message, n));
	said[0] = '\0';
	explain_lines(&e, said, sizeof(said));
	assert_string_equal(said, want);
	explain_free(&e);
}

#endif
