/* SPDX-License-Identifier: ISC */
/*
 * For tests of the grammar: parses a text, gathers what was said about it,
 * and keeps the image.
 */
#ifndef UNIT_CONF_HELPER_H
#define UNIT_CONF_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/wbuf.h"
#include "config/conf_image_routes.h"
#include "config/conf_parse.h"

enum { PARSED_KEYS = 64 };

struct parsed {
	unsigned		errors;
	unsigned		warnings;
	struct wbuf		said;	/* "L:C: msg\n", warnings "# L:C: …" */
	struct conf_image	img;
	struct conf_key		keys[PARSED_KEYS];
	size_t			nkeys;
	int			fd;
};

static inline void
parsed_error(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	struct parsed *p = arg;

	wbuf_printf(&p->said, "%u:%u: %s\n", line, col, msg);
}

static inline void
parsed_warning(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	struct parsed *p = arg;

	p->warnings++;
	wbuf_printf(&p->said, "# %u:%u: %s\n", line, col, msg);
}

static inline void
parsed_key(void *arg, const struct conf_key *k)
{
	struct parsed *p = arg;

	assert_true(p->nkeys < PARSED_KEYS);
	p->keys[p->nkeys++] = *k;
}

static inline void
parse_over(struct parsed *p, const char *text, size_t len,
    const struct conf_image *old)
{
	struct conf_writer *w = conf_writer_new();
	const struct conf_sink sink = { p, parsed_error, parsed_warning,
	    parsed_key };
	char why[128] = "";

	memset(p, 0, sizeof(*p));
	p->fd = -1;
	wbuf_growable(&p->said, 1 << 20);
	p->errors = conf_parse(text, len, old, w, &sink);
	if (p->errors == 0) {
		p->fd = conf_writer_finish(w);
		assert_int_not_equal(p->fd, -1);
		if (conf_image_open(p->fd, &p->img, why, sizeof(why)) == -1)
			fail_msg("the image is refused: %s", why);
		if (conf_image_check_routes(&p->img, why, sizeof(why)) == -1)
			fail_msg("its routes are refused: %s", why);
	}
	conf_writer_free(w);
	wbuf_u8(&p->said, '\0');
}

static inline void
parse(struct parsed *p, const char *text)
{
	parse_over(p, text, strlen(text), NULL);
}

static inline void
parsed_free(struct parsed *p)
{
	if (p->fd != -1) {
		conf_image_close(&p->img);
		close(p->fd);
	}
	wbuf_free(&p->said);
}

/* One error, at this place, that holds these words. */
static inline void
refuses(const char *text, unsigned line, unsigned col, const char *words)
{
	struct parsed p;
	char at[32];

	parse(&p, text);
	snprintf(at, sizeof(at), "%u:%u: ", line, col);
	if (p.errors != 1 || strstr((char *)p.said.p, at) == NULL ||
	    strstr((char *)p.said.p, words) == NULL)
		fail_msg("wanted one error \"%s…%s\", got:\n%s", at, words,
		    (char *)p.said.p);
	parsed_free(&p);
}

/* The nth neighbour; fails when there is none. */
static inline struct conf_neighbor
parsed_neighbor(const struct parsed *p, unsigned nth)
{
	struct conf_neighbor n;
	struct rbuf body;
	size_t at = 0;
	int type;

	if (p->errors != 0)
		fail_msg("%s", (char *)p->said.p);
	while ((type = conf_image_next(&p->img, &at, &body)) != 0)
		if (type == CONF_NEIGHBOR && nth-- == 0) {
			assert_int_equal(rbuf_host(&body, &n, sizeof(n)), 0);
			return n;
		}
	fail_msg("no such neighbour");
	memset(&n, 0, sizeof(n));
	return n;
}

/* A neighbour with what is mandatory, and these words. */
#define NEIGHBOR(words) \
	"neighbor 192.0.2.1 {\n" \
	"local-address 192.0.2.2; local-as 64500; peer-as 64501;\n" \
	words "\n}\n"

#endif
