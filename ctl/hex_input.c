/* SPDX-License-Identifier: ISC */
/* Two digits an octet; what is no digit is said with the place where it is. */
#include <string.h>

#include "base/octets.h"
#include "hex_input.h"

bool
hex_input_looks(const char *s)
{
	return *s != '-' || s[1] == '\0';
}

static bool
divides(char c)
{
	return c == ' ' || c == '\t' || c == ':' || c == '\r' || c == '\n';
}

static int
bad(char *why, size_t size, const char *what, size_t at)
{
	(void)snprintf(why, size, "%s at character %zu", what, at + 1);
	return -1;
}

int
hex_input_read(const char *text, size_t len, struct wbuf *w, char *why,
    size_t size)
{
	size_t i;
	int high, low;

	for (i = 0; i < len; i++) {
		if (divides(text[i]))
			continue;
		if (text[i] == '0' && i + 1 < len &&
		    (text[i + 1] == 'x' || text[i + 1] == 'X')) {
			i++;
			continue;
		}
		high = octets_digit(text[i]);
		low = i + 1 < len ? octets_digit(text[i + 1]) : -1;
		if (high == -1)
			return bad(why, size, "no hexadecimal digit", i);
		if (low == -1)
			return bad(why, size, "half an octet", i);
		wbuf_u8(w, (uint8_t)(high << 4 | low));
		i++;
	}
	if (w->failed || w->len > HEX_INPUT_MAX) {
		(void)snprintf(why, size, "more than %d octets",
		    HEX_INPUT_MAX);
		return -1;
	}
	return 0;
}

int
hex_input_words(int argc, char *const argv[], struct wbuf *w, char *why,
    size_t size)
{
	char one[HEX_INPUT_WHY];
	int i;

	for (i = 0; i < argc; i++)
		if (hex_input_read(argv[i], strlen(argv[i]), w, one,
		    sizeof(one)) == -1) {
			if (argc > 1)
				(void)snprintf(why, size, "%s of word %d",
				    one, i + 1);
			else
				(void)snprintf(why, size, "%s", one);
			return -1;
		}
	return 0;
}
