/* SPDX-License-Identifier: ISC */
/*
 * One line each of canonical text; strings are quoted where the lexer needs
 * it, so that what is printed reads back to itself.
 */
#include "config/conf_line.h"

static void
begin(struct wbuf *out, int depth, const char *word)
{
	while (depth-- > 0)
		wbuf_u8(out, '\t');
	wbuf_str(out, word);
	wbuf_u8(out, ' ');
}

void
conf_line_string(struct wbuf *out, int depth, const char *word,
    const char *value)
{
	begin(out, depth, word);
	token_print(out, value);
	wbuf_str(out, ";\n");
}

void
conf_line_number(struct wbuf *out, int depth, const char *word, uint64_t v)
{
	begin(out, depth, word);
	wbuf_printf(out, "%llu;\n", (unsigned long long)v);
}

void
conf_line_bool(struct wbuf *out, int depth, const char *word, bool on)
{
	begin(out, depth, word);
	wbuf_str(out, on ? "true;\n" : "false;\n");
}

void
conf_line_addr(struct wbuf *out, int depth, const char *word,
    const struct addr *a)
{
	char buf[ADDR_TEXT];

	begin(out, depth, word);
	wbuf_printf(out, "%s;\n", addr_print(a, buf, sizeof(buf)));
}
