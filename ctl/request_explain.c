/* SPDX-License-Identifier: ISC */
/*
 * One message, of the command line or of standard input.  A message that is
 * not taken as it is makes exit status 1.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/message.h"
#include "explain_form.h"
#include "explain_message.h"
#include "hex_input.h"
#include "offline_message.h"
#include "request_explain.h"

enum { TEXT_MAX = 4 * HEX_INPUT_MAX };

/* All of standard input is one message: it may be wrapped. */
static int
read_input(FILE *in, struct wbuf *octets, char *why, size_t size)
{
	struct wbuf text;
	uint8_t piece[4096];
	size_t n;
	int r;

	wbuf_growable(&text, TEXT_MAX);
	while ((n = fread(piece, 1, sizeof(piece), in)) > 0)
		wbuf_bytes(&text, piece, n);
	r = hex_input_read((const char *)text.p, text.len, octets, why,
	    size);
	if (r == 0 && text.failed) {
		(void)snprintf(why, size, "more than a message");
		r = -1;
	}
	wbuf_free(&text);
	return r;
}

static int
read_octets(const struct command *c, struct wbuf *octets, char *why,
    size_t size)
{
	uint8_t type = c->offline.kind == MESSAGE_OPEN ? MSG_OPEN : MSG_UPDATE;

	if (c->rest_argc == 1 && strcmp(c->rest_argv[0], "-") == 0) {
		if (read_input(stdin, octets, why, size) == -1)
			return -1;
	} else if (hex_input_words(c->rest_argc, c->rest_argv, octets, why,
	    size) == -1)
		return -1;
	if (octets->len == 0) {
		(void)snprintf(why, size, "no octets");
		return -1;
	}
	if (c->offline.kind == MESSAGE_ANY || offline_has_header(octets))
		return 0;
	if (octets->len + MSG_HEADER > MSG_EXTENDED_MAX) {
		(void)snprintf(why, size, "longer than a message");
		return -1;
	}
	offline_put_header(octets, type);
	return 0;
}

static enum exit_code
run(struct request *r, struct explain *e, struct wbuf *octets)
{
	char why[HEX_INPUT_WHY];

	if (read_octets(r->cmd, octets, why, sizeof(why)) == -1)
		return request_failed(r, why, EXIT_REFUSED);
	explain_message(e, wbuf_view(octets));
	if (r->json)
		explain_json(&r->out->w, e);
	else
		explain_text(&r->out->w, e);
	if (output_flush(r->out) == -1)
		return request_unwritten(r);
	return e->verdict == OFFENCE_NONE ? EXIT_DONE : EXIT_REFUSED;
}

enum exit_code
request_explain(struct request *r)
{
	struct offline_session s;
	struct explain e;
	struct wbuf octets;
	enum exit_code code;

	if (offline_session_init(&s, r->cmd) == -1)
		return EXIT_REFUSED;
	explain_init(&e, &s);
	wbuf_growable(&octets, HEX_INPUT_MAX + MSG_HEADER);
	code = run(r, &e, &octets);
	wbuf_free(&octets);
	explain_free(&e);
	return code;
}
