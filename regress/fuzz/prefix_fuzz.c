/* SPDX-License-Identifier: ISC */
/* Prefix text: what is taken prints, and what is printed reads the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bgp/prefix.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[128], again[PREFIX_TEXT];
	struct prefix p, q;
	uint8_t wire[32];
	struct rbuf b;
	struct wbuf w;

	if (size >= sizeof(text))
		return 0;
	memset(&p, 0, sizeof(p));
	memset(&q, 0, sizeof(q));
	memcpy(text, data, size);
	text[size] = '\0';
	if (prefix_parse(text, &p, NULL) != PREFIX_OK)
		return 0;
	prefix_print(&p, again, sizeof(again));
	if (prefix_parse(again, &q, NULL) != PREFIX_OK ||
	    prefix_cmp(&p, &q) != 0)
		abort();
	wbuf_fixed(&w, wire, sizeof(wire));
	prefix_write(&w, &p);
	b = wbuf_view(&w);
	if (prefix_read(&b, p.af, &q) == -1 || b.left != 0 ||
	    prefix_cmp(&p, &q) != 0)
		abort();
	return 0;
}
