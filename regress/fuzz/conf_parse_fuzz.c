/* SPDX-License-Identifier: ISC */
/*
 * Any configuration: errors, or an image that is accepted, and whose
 * canonical form reads back to itself.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wbuf.h"
#include "config/conf_image_routes.h"
#include "config/conf_parse.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KEYS = 256 };

struct keys {
	struct conf_key	v[KEYS];
	size_t		n;
};

static void
say(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	(void)arg;
	(void)line;
	(void)col;
	if (strlen(msg) == 0)
		abort();
}

static void
key(void *arg, const struct conf_key *k)
{
	struct keys *keys = arg;

	if (keys->n < KEYS)
		keys->v[keys->n++] = *k;
}

/* The canonical form; false when there are errors, or too many keys. */
static bool
canonical(const uint8_t *text, size_t len, struct wbuf *out)
{
	struct conf_writer *w = conf_writer_new();
	struct keys *keys = calloc(1, sizeof(*keys));
	const struct conf_sink sink = { keys, say, say, key };
	struct conf_image img;
	char why[128];
	bool good;
	int fd;

	wbuf_growable(out, 1 << 26);
	good = conf_parse((const char *)text, len, NULL, w, &sink) == 0;
	if (good) {
		fd = conf_writer_finish(w);
		if (fd == -1 ||
		    conf_image_open(fd, &img, why, sizeof(why)) == -1 ||
		    conf_image_check_routes(&img, why, sizeof(why)) == -1)
			abort();
		conf_print(out, &img, keys->v, keys->n);
		conf_image_close(&img);
		close(fd);
		good = keys->n < KEYS && !out->failed;
	}
	free(keys);
	conf_writer_free(w);
	return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wbuf a, b;

	/* a /8 split into /28 is a million routes, and allowed */
	if (size > 65536 || memmem(data, size, "split", 5) != NULL)
		return 0;
	if (canonical(data, size, &a)) {
		if (!canonical(a.p, a.len, &b) || a.len != b.len ||
		    (a.len > 0 && memcmp(a.p, b.p, a.len) != 0))
			abort();
		wbuf_free(&b);
	}
	wbuf_free(&a);
	return 0;
}
