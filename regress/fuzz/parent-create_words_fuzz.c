/* SPDX-License-Identifier: ISC */
/*
 * A program's words: of those for a new neighbour comes one block on one line,
 * with braces that match and no quote; those of a selector mean somebody.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "create_words.h"
#include "program_selector.h"

enum { TEXT_MAX = 4096 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
create(const char *text, size_t len)
{
	struct create_words c;
	struct wbuf w;
	char why[160];
	size_t i;
	int depth = 0;

	wbuf_growable(&w, 1 << 20);
	if (create_words(text, len, "owner", &c, &w, why,
	    sizeof(why)) == -1) {
		if (w.len != 0 || why[0] == '\0')
			abort();
		wbuf_free(&w);
		return;
	}
	for (i = 0; i < w.len; i++) {
		if ((w.p[i] == '\n') != (i + 1 == w.len) ||
		    memchr("\"'#\\", w.p[i], 4) != NULL)
			abort();
		depth += (w.p[i] == '{') - (w.p[i] == '}');
		/* It closes where it ends, and not before. */
		if (depth < 0 || (depth == 0 && i > 10 && i + 2 < w.len &&
		    memchr(w.p, '{', i) != NULL))
			abort();
	}
	if (depth != 0 || c.nprocesses == 0)
		abort();
	wbuf_free(&w);
}

static void
selector(const char *text, size_t len)
{
	struct conf_neighbor n = { .id = 7, .remote_plen = 32,
	    .local_as = 1, .peer_as = 2 };
	const struct config c = { .neighbors = &n, .nneighbors = 1 };
	uint8_t ids[SELECTOR_BITS / 8];
	char why[160] = "";
	int r;

	n.remote = addr_v4(0xc0000201);
	r = program_selector(text, len, &c, ids, why, sizeof(why));
	if (r < -1 || r > 1 || (r == -1 && why[0] == '\0') ||
	    (r == 1) != (r != -1 && ids[0] == 0x80))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[TEXT_MAX];

	if (size > sizeof(text))
		return 0;
	memcpy(text, data, size);
	create(text, size);
	selector(text, size);
	return 0;
}
