/* SPDX-License-Identifier: ISC */
/*
 * A second opinion on JSON: is this one value of RFC 8259, in valid UTF-8, with
 * no name twice in an object?  Written apart from what it judges.
 */
#ifndef COMMON_EVENT_JSON_CHECK_H
#define COMMON_EVENT_JSON_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHECK_DEPTH = 24, CHECK_NAMES = 512, CHECK_SKELETON = 8192 };

struct json_check {
	const uint8_t	*p;
	const uint8_t	*end;
	unsigned	 depth;
	bool		 lines;		/* it may be on several */
	/* Braces and names, so that the shape of two values can be compared. */
	char		 skeleton[CHECK_SKELETON];
	size_t		 n;
};

static inline void
check_note(struct json_check *c, const void *p, size_t n)
{
	if (c->n + n < sizeof(c->skeleton)) {
		memcpy(c->skeleton + c->n, p, n);
		c->n += n;
	}
	c->skeleton[c->n] = '\0';
}

static inline void
check_blanks(struct json_check *c)
{
	while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' ||
	    (c->lines && *c->p == '\n')))
		c->p++;
}

static inline bool
check_char(struct json_check *c, char want)
{
	if (c->p == c->end || *c->p != (uint8_t)want)
		return false;
	c->p++;
	return true;
}

/* One character of UTF-8 that is no control (RFC 3629 4). */
static inline bool
check_utf8(struct json_check *c)
{
	const uint8_t *p = c->p;
	size_t n = (size_t)(c->end - p), i, len;
	uint8_t low = 0x80, high = 0xbf;

	if (p[0] >= 0x20 && p[0] < 0x80)
		len = 1;
	else if (p[0] >= 0xc2 && p[0] <= 0xdf)
		len = 2;
	else if (p[0] >= 0xe0 && p[0] <= 0xef)
		len = 3;
	else if (p[0] >= 0xf0 && p[0] <= 0xf4)
		len = 4;
	else
		return false;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (len > n || (len > 1 && (p[1] < low || p[1] > high)))
		return false;
	for (i = 2; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return false;
	c->p += len;
	return true;
}

static inline bool
check_escape(struct json_check *c)
{
	unsigned i;

	if (c->p == c->end)
		return false;
	if (*c->p == 'u') {
		c->p++;
		for (i = 0; i < 4; i++, c->p++)
			if (c->p == c->end || *c->p == '\0' ||
			    strchr("0123456789abcdefABCDEF", *c->p) == NULL)
				return false;
		return true;
	}
	if (*c->p == '\0' || strchr("\"\\/bfnrt", *c->p) == NULL)
		return false;
	c->p++;
	return true;
}

static inline bool
check_string(struct json_check *c)
{
	if (!check_char(c, '"'))
		return false;
	while (c->p < c->end && *c->p != '"') {
		if (*c->p == '\\') {
			c->p++;
			if (!check_escape(c))
				return false;
		} else if (!check_utf8(c))
			return false;
	}
	return check_char(c, '"');
}

static inline bool
check_digits(struct json_check *c)
{
	const uint8_t *start = c->p;

	while (c->p < c->end && *c->p >= '0' && *c->p <= '9')
		c->p++;
	return c->p > start;
}

static inline bool
check_number(struct json_check *c)
{
	check_char(c, '-');
	if (!check_char(c, '0') && !check_digits(c))
		return false;
	if (check_char(c, '.') && !check_digits(c))
		return false;
	if (!check_char(c, 'e') && !check_char(c, 'E'))
		return true;
	if (!check_char(c, '-'))
		check_char(c, '+');
	return check_digits(c);
}

static inline bool
check_word(struct json_check *c, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(c->end - c->p) < n || memcmp(c->p, word, n) != 0)
		return false;
	c->p += n;
	return true;
}

static inline bool	check_value(struct json_check *c);

static inline bool
check_is_new(const struct json_check *c, const uint8_t **names, unsigned n,
    const uint8_t *name)
{
	size_t len = (size_t)(c->p - name);
	unsigned i;

	for (i = 0; i < n; i++)
		if (strncmp((const char *)names[i], (const char *)name,
		    len) == 0)
			return false;
	return true;
}

static inline bool
check_object(struct json_check *c)
{
	const uint8_t *names[CHECK_NAMES], *name;
	unsigned n = 0;

	check_note(c, "{", 1);
	check_blanks(c);
	if (check_char(c, '}')) {
		check_note(c, "}", 1);
		return true;
	}
	do {
		check_blanks(c);
		name = c->p;
		if (!check_string(c) || !check_is_new(c, names, n, name))
			return false;
		if (n < CHECK_NAMES)	/* the rest is not compared */
			names[n++] = name;
		check_note(c, name, (size_t)(c->p - name));
		check_blanks(c);
		if (!check_char(c, ':') || !check_value(c))
			return false;
		check_blanks(c);
	} while (check_char(c, ','));
	check_note(c, "}", 1);
	return check_char(c, '}');
}

static inline bool
check_array(struct json_check *c)
{
	check_blanks(c);
	if (check_char(c, ']'))
		return true;
	do {
		if (!check_value(c))
			return false;
		check_blanks(c);
	} while (check_char(c, ','));
	return check_char(c, ']');
}

static inline bool
check_value(struct json_check *c)
{
	bool ok;

	check_blanks(c);
	if (c->p == c->end || ++c->depth > CHECK_DEPTH)
		return false;
	if (check_char(c, '{'))
		ok = check_object(c);
	else if (check_char(c, '['))
		ok = check_array(c);
	else if (*c->p == '"')
		ok = check_string(c);
	else
		ok = check_word(c, "true") || check_word(c, "false") ||
		    check_word(c, "null") || check_number(c);
	c->depth--;
	return ok;
}

static inline bool
check_all(struct json_check *c, const void *p, size_t n, bool lines)
{
	memset(c, 0, sizeof(*c));
	c->p = p;
	c->lines = lines;
	if (n == 0 || c->p[n - 1] != '\n')
		return false;
	c->end = c->p + n - 1;
	return check_value(c) && c->p == c->end;
}

/* One line with its newline, and nothing else; c keeps the skeleton. */
static inline bool
json_check_line(struct json_check *c, const void *p, size_t n)
{
	return check_all(c, p, n, false);
}

/* The same of what is laid out for people. */
static inline bool
json_check_text(struct json_check *c, const void *p, size_t n)
{
	return check_all(c, p, n, true);
}

#endif
