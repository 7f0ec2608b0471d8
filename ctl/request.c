/* SPDX-License-Identifier: ISC */
/* How the end of a request is told to people, scripts and shells. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "event/escape.h"
#include "request.h"

enum { COMPLAINT_MAX = 16 * CTL_TEXT_MAX };

/* Each line of text, which may be the daemon's, behind prefix. */
static void
put_lines(struct wbuf *w, const char *prefix, const char *text)
{
	size_t n;

	do {
		n = strcspn(text, "\n");
		wbuf_str(w, prefix);
		escape_text(w, text, n);
		wbuf_u8(w, '\n');
		text += n + (text[n] == '\n');
	} while (*text != '\0');
}

void
request_complain(const char *text)
{
	struct wbuf w;

	wbuf_growable(&w, COMPLAINT_MAX);
	put_lines(&w, "bgpctl: ", text);
	(void)fwrite(w.p, 1, w.len, stderr);
	wbuf_free(&w);
}

static void
write_status(struct wbuf *w, const char *error, const char *text)
{
	struct json j;

	json_init(&j, w, false);
	json_object(&j, NULL, true);
	json_string(&j, "status", error == NULL ? "OK" : "FAILED");
	if (error != NULL)
		json_string(&j, "error", error);
	else if (text[0] != '\0')
		json_string(&j, "text", text);
	json_finish(&j);
}

static void
put_status(struct request *r, const char *error, const char *text)
{
	write_status(&r->out->w, error, text);
	(void)output_flush(r->out);
}

void
request_misused(const char *why)
{
	struct wbuf w;

	wbuf_growable(&w, COMPLAINT_MAX);
	write_status(&w, why, NULL);
	(void)fwrite(w.p, 1, w.len, stdout);
	(void)fflush(stdout);
	wbuf_free(&w);
}

enum exit_code
request_failed(struct request *r, const char *why, enum exit_code code)
{
	if (r->json && !r->out->begun)
		put_status(r, why, NULL);
	else {
		if (r->out->begun)
			(void)output_end(r->out);
		request_complain(why);
	}
	return code;
}

enum exit_code
request_lost(struct request *r)
{
	return request_failed(r, r->client->why, r->client->refused ?
	    EXIT_REFUSED : EXIT_NO_DAEMON);
}

const char *
request_why(const struct verdict *v, const char *nothing)
{
	if (v->text[0] != '\0')
		return v->text;
	switch (v->code) {
	case CTL_OK:
		return "request processed";
	case CTL_NOTHING:
		return nothing;
	case CTL_DENIED:
		return "permission denied";
	case CTL_REFUSE:
		break;
	}
	return "refused";
}

enum exit_code
request_verdict(struct request *r, const struct verdict *v,
    const char *nothing)
{
	const char *text;

	text = request_why(v, nothing);
	if (v->code != CTL_OK)
		return request_failed(r, text, EXIT_REFUSED);
	if (r->json)
		put_status(r, NULL, v->text);
	else {
		put_lines(&r->out->w, "", text);
		(void)output_flush(r->out);
	}
	return EXIT_DONE;
}

enum exit_code
request_unwritten(struct request *r)
{
	if (r->out->error == EPIPE)
		return EXIT_DONE;
	(void)fprintf(stderr, "bgpctl: standard output: %s\n",
	    strerror(r->out->error));
	return EXIT_REFUSED;
}
