/* SPDX-License-Identifier: ISC */
/*
 * Words of a statement: looking at them, taking them, and saying what is
 * wrong with one.  A message may quote bytes that somebody else wrote, so
 * what is not printable ASCII or UTF-8 is shown as a question mark.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text/token.h"

const struct token *
token_peek(const struct tokens *t)
{
	return t->at < t->n ? &t->v[t->at] : NULL;
}

const struct token *
token_take(struct tokens *t)
{
	return t->at < t->n ? &t->v[t->at++] : NULL;
}

bool
token_accept(struct tokens *t, const char *w)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL || tok->quoted || strcmp(tok->s, w) != 0)
		return false;
	t->at++;
	return true;
}

static void	error_set(struct text_error *e, uint32_t line, uint32_t col,
		    const char *fmt, va_list ap)
		    __attribute__((format(printf, 4, 0)));

static void
error_set(struct text_error *e, uint32_t line, uint32_t col, const char *fmt,
    va_list ap)
{
	unsigned char *p;

	e->line = line;
	e->col = col;
	vsnprintf(e->msg, sizeof(e->msg), fmt, ap);
	for (p = (unsigned char *)e->msg; *p != '\0'; p++)
		if (*p < ' ' || *p == 0x7f)
			*p = '?';
}

int
text_error_at(struct text_error *e, const struct tokens *t,
    const char *fmt, ...)
{
	const struct token *tok = token_peek(t);
	va_list ap;

	va_start(ap, fmt);
	if (tok != NULL)
		error_set(e, tok->line, tok->col, fmt, ap);
	else
		error_set(e, t->end_line, t->end_col, fmt, ap);
	va_end(ap);
	return -1;
}

int
text_error_token(struct text_error *e, const struct token *tok,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	error_set(e, tok->line, tok->col, fmt, ap);
	va_end(ap);
	return -1;
}

/* Decimal or 0x; digits only, no sign, no blanks.  0 or -1. */
int
text_u64(const char *s, uint64_t max, uint64_t *v)
{
	unsigned base = 10, d;
	uint64_t n = 0;

	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		base = 16;
		s += 2;
	}
	if (*s == '\0')
		return -1;
	for (; *s != '\0'; s++) {
		if (*s >= '0' && *s <= '9')
			d = (unsigned)(*s - '0');
		else if (base == 16 && *s >= 'a' && *s <= 'f')
			d = (unsigned)(*s - 'a') + 10;
		else if (base == 16 && *s >= 'A' && *s <= 'F')
			d = (unsigned)(*s - 'A') + 10;
		else
			return -1;
		if (n > (UINT64_MAX - d) / base)
			return -1;
		n = n * base + d;
	}
	if (n > max)
		return -1;
	*v = n;
	return 0;
}

int
token_u64(struct tokens *t, const char *what, uint64_t max, uint64_t *v,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		return text_error_at(e, t, "%s: a number is missing", what);
	if (text_u64(tok->s, max, v) == -1)
		return text_error_token(e, tok, "%s: '%.64s' is not a number "
		    "from 0 to %llu", what, tok->s, (unsigned long long)max);
	t->at++;
	return 0;
}

int
token_u32(struct tokens *t, const char *what, uint32_t *v,
    struct text_error *e)
{
	uint64_t n;

	if (token_u64(t, what, UINT32_MAX, &n, e) == -1)
		return -1;
	*v = (uint32_t)n;
	return 0;
}

/* RFC 5396: asplain, or asdot "high.low". */
int
text_asn(const char *s, uint32_t *v)
{
	const char *dot = strchr(s, '.');
	uint64_t hi = 0, lo;
	char buf[8];

	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X'))
		return -1;
	if (dot == NULL) {
		if (text_u64(s, UINT32_MAX, &lo) == -1)
			return -1;
	} else {
		if ((size_t)(dot - s) >= sizeof(buf))
			return -1;
		memcpy(buf, s, (size_t)(dot - s));
		buf[dot - s] = '\0';
		if (dot[1] == '0' && (dot[2] == 'x' || dot[2] == 'X'))
			return -1;
		if (text_u64(buf, UINT16_MAX, &hi) == -1 ||
		    text_u64(dot + 1, UINT16_MAX, &lo) == -1)
			return -1;
	}
	*v = (uint32_t)(hi << 16 | lo);
	return 0;
}

int
token_asn(struct tokens *t, const char *what, uint32_t *v,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		return text_error_at(e, t, "%s: an AS number is missing",
		    what);
	if (text_asn(tok->s, v) == -1)
		return text_error_token(e, tok, "%s: '%.64s' is not an AS "
		    "number (0 to 4294967295, or 0.0 to 65535.65535)", what,
		    tok->s);
	t->at++;
	return 0;
}

/*
 * A word never holds both kinds of quote when it came from the lexer: what
 * stands inside quotes lacks that quote, what stands before has none.
 */
void
token_print(struct wbuf *out, const char *s)
{
	/* parentheses stand alone in a line, not in a file */
	static const char special[] = " ;{}\"'#,[]()\\";
	static const char from[] = "\b\f\n\r\t", to[] = "bfnrt";
	const char *p, *hit;
	bool bare = *s != '\0';
	uint8_t quote;

	for (p = s; *p != '\0' && bare; p++)
		bare = (unsigned char)*p > ' ' && *p != 0x7f &&
		    strchr(special, *p) == NULL;
	if (bare) {
		wbuf_str(out, s);
		return;
	}
	quote = strchr(s, '"') == NULL ? '"' : '\'';
	wbuf_u8(out, quote);
	for (p = s; *p != '\0'; p++) {
		hit = strchr(from, *p);
		if (hit != NULL)
			wbuf_printf(out, "\\%c", to[hit - from]);
		else if (*p == '\\')
			wbuf_str(out, "\\\\");
		else if ((unsigned char)*p < ' ' || *p == 0x7f)
			wbuf_printf(out, "\\u%04x", (unsigned)*p);
		else
			wbuf_u8(out, (uint8_t)*p);
	}
	wbuf_u8(out, quote);
}
