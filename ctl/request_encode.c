/* SPDX-License-Identifier: ISC */
/*
 * ExaBGP's `encode`: hexadecimal, a message a line, or with -j an object a
 * command; with "-" a command a line of standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "event/emit.h"
#include "event/json.h"
#include "input_lines.h"
#include "offline_session.h"
#include "request_encode.h"
#include "route_encode.h"

enum { WHY = 1200, OCTETS_MAX = 256 << 20, LINE_LONGEST = 64 << 20 };

struct encode {
	struct request		*r;
	struct route_encode	*e;
	struct wbuf		 octets;
	struct json		 j;
	char			 why[WHY];
};

static void
put_octets(struct encode *e, const char *name, const uint8_t *p, size_t n)
{
	struct wbuf *w = &e->r->out->w, text;

	if (!e->r->json) {
		emit_octets(w, p, n);
		wbuf_u8(w, '\n');
		return;
	}
	wbuf_growable(&text, 2 * n + 2);
	wbuf_u8(&text, '"');
	emit_octets(&text, p, n);
	wbuf_u8(&text, '"');
	json_raw(&e->j, name, text.p, text.len);
	wbuf_free(&text);
}

static void
put_messages(struct encode *e)
{
	const struct offline_options *opt = &e->r->cmd->offline;
	struct rbuf b = wbuf_view(&e->octets), one;
	size_t skip = opt->no_header ? MSG_HEADER : 0;

	while (b.left >= MSG_HEADER &&
	    rbuf_sub(&b, message_len(b.p), &one) == 0) {
		put_octets(e, NULL, one.p + skip, one.left - skip);
		if (output_next(e->r->out) == -1)
			return;
	}
}

static void
put_answer(struct encode *e)
{
	bool nlri_only = e->r->cmd->offline.nlri_only;

	if (e->r->json) {
		json_init(&e->j, &e->r->out->w, true);
		json_object(&e->j, NULL, true);
		if (!nlri_only)
			json_array(&e->j, "messages", true);
	}
	if (nlri_only)
		put_octets(e, "nlri", e->octets.p, e->octets.len);
	else
		put_messages(e);
	if (e->r->json)
		json_finish(&e->j);
}

static int
encode(struct encode *e, const char *line, size_t len)
{
	wbuf_reset(&e->octets);
	if (route_encode_line(e->e, line, len, &e->octets, e->why,
	    sizeof(e->why)) == -1)
		return -1;
	put_answer(e);
	return 0;
}

static int
encode_line(void *arg, char *line, size_t len)
{
	if (strspn(line, " \t\r") >= len || line[0] == '#')
		return 0;
	return encode(arg, line, len);
}

/* The words of the command line, joined. */
static enum exit_code
encode_words(struct encode *e, const struct command *c)
{
	enum exit_code code = EXIT_DONE;
	struct wbuf line;
	int i;

	wbuf_growable(&line, LINE_LONGEST);
	for (i = 0; i < c->rest_argc; i++) {
		if (i > 0)
			wbuf_u8(&line, ' ');
		wbuf_str(&line, c->rest_argv[i]);
	}
	if (encode(e, (const char *)line.p, line.len) == -1)
		code = request_failed(e->r, e->why, EXIT_REFUSED);
	wbuf_free(&line);
	return code;
}

enum exit_code
request_encode(struct request *r)
{
	const struct command *c = r->cmd;
	struct encode e = { .r = r };
	struct offline_session s;
	enum exit_code code;

	if (offline_session_init(&s, c) == -1)
		return EXIT_REFUSED;
	e.e = route_encode_new(&s, (enum family)c->offline.family,
	    c->offline.nlri_only);
	wbuf_growable(&e.octets, OCTETS_MAX);
	if (c->rest_argc == 1 && strcmp(c->rest_argv[0], "-") == 0)
		code = input_lines(r->out, encode_line, &e, e.why);
	else
		code = encode_words(&e, c);
	route_encode_free(e.e);
	wbuf_free(&e.octets);
	if (output_flush(r->out) == -1)
		return request_unwritten(r);
	return code;
}
