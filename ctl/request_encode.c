/* SPDX-License-Identifier: ISC */
/*
 * ExaBGP's `encode`: hexadecimal, a message a line; with "-" a command a line
 * of standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "event/emit.h"
#include "input_lines.h"
#include "offline_session.h"
#include "request_encode.h"
#include "route_encode.h"

enum { WHY = 1200, OCTETS_MAX = 256 << 20, LINE_LONGEST = 64 << 20 };

struct encode {
	struct request		*r;
	struct route_encode	*e;
	struct wbuf		 octets;
	char			 why[WHY];
};

static void
put_messages(struct encode *e)
{
	const struct offline_options *opt = &e->r->cmd->offline;
	struct wbuf *w = &e->r->out->w;
	struct rbuf b = wbuf_view(&e->octets), one;
	size_t skip = opt->no_header ? MSG_HEADER : 0;

	if (opt->nlri_only) {
		emit_octets(w, b.p, b.left);
		wbuf_u8(w, '\n');
		return;
	}
	while (b.left >= MSG_HEADER &&
	    rbuf_sub(&b, message_len(b.p), &one) == 0) {
		emit_octets(w, one.p + skip, one.left - skip);
		wbuf_u8(w, '\n');
		if (output_next(e->r->out) == -1)
			return;
	}
}

static int
encode(struct encode *e, const char *line, size_t len)
{
	wbuf_reset(&e->octets);
	if (route_encode_line(e->e, line, len, &e->octets, e->why,
	    sizeof(e->why)) == -1)
		return -1;
	put_messages(e);
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
	if (encode(e, (const char *)line.p, line.len) == -1) {
		request_complain(e->why);
		code = EXIT_REFUSED;
	}
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
	r->out->begun = true;
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
