/* SPDX-License-Identifier: ISC */
/*
 * API commands from the shell.  One command prints its data, or "done"; a
 * stream prints what a program would read, in order, and says on standard
 * error why a line was refused.  Lines are sent without waiting for the
 * answers before them; input and answers are waited for together, so that
 * neither end waits for the other for ever.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "event/escape.h"
#include "request_api.h"

enum { INPUT = 64 * 1024, AHEAD = 64 * 1024 };

struct stream {
	struct request	*r;
	int		 in;
	bool		 ended;		/* nothing more to read */
	char		*buf;		/* COMMAND_TEXT_MAX and a piece */
	size_t		 len;
	bool		 skip;		/* the rest of a line too long */
	uint32_t	 sent;		/* lines */
	uint32_t	 answered;
	uint32_t	 refused;
};

/* The daemon's octets are not trusted; what is plain text goes as it is. */
static bool
is_plain(const uint8_t *p, size_t n)
{
	uint32_t c;
	unsigned k;

	for (; n > 0; p += k, n -= k)
		if ((k = utf8_next(p, n, &c)) == 0 ||
		    (c < ' ' && c != '\t') || (c >= 0x7f && c <= 0x9f))
			return false;
	return true;
}

static void
put_text(struct wbuf *w, const void *p, size_t n)
{
	if (is_plain(p, n))
		wbuf_bytes(w, p, n);
	else
		escape_text(w, p, n);
}

static int
take_data(void *arg, struct link_msg *m)
{
	struct request *r = arg;
	struct output *o = r->out;

	if (m->type != CTL_API_DATA)
		return -1;
	put_text(&o->w, m->body.p, m->body.left);
	if (m->gen == 0)
		wbuf_u8(&o->w, '\n');
	o->begun = true;
	return output_next(o);
}

/* "error: why", perhaps behind a tag, without its first word. */
static const char *
reason_of(const char *answer)
{
	const char *why = strstr(answer, "error: ");

	return why == NULL ? answer : why + strlen("error: ");
}

enum exit_code
request_api(struct request *r)
{
	const struct wbuf *text = &r->cmd->text;
	struct verdict v;
	int failed;

	if (client_has(r->client, ENGINE_RDE) == -1)
		return request_lost(r);
	failed = client_ask(r->client, ENGINE_RDE, CTL_API, r->json ? 1 : 0,
	    text->p, text->len, take_data, r, &v);
	if (r->out->error != 0)
		return request_unwritten(r);
	if (failed == -1)
		return request_lost(r);
	if (v.code != CTL_OK) {
		r->out->form = &output_text;	/* no end of a JSON list */
		return request_failed(r, reason_of(v.text), EXIT_REFUSED);
	}
	if (!r->out->begun && !r->json)
		return request_verdict(r, &v, "");
	if (!r->out->begun) {
		v.text[0] = '\0';
		return request_verdict(r, &v, "");
	}
	return output_flush(r->out) == -1 ? request_unwritten(r) : EXIT_DONE;
}

/* --- a stream ------------------------------------------------------------- */

static void
refused(struct stream *s, uint32_t line, const char *why)
{
	struct wbuf w;

	s->refused++;
	wbuf_growable(&w, COMMAND_TEXT_MAX * 8);
	escape_text(&w, why, strlen(why));
	(void)fprintf(stderr, "line %u: %.*s\n", line, (int)w.len,
	    (const char *)w.p);
	wbuf_free(&w);
}

static void
put_json(struct stream *s, uint32_t line, const struct verdict *v)
{
	struct json j;

	json_init(&j, &s->r->out->w, true);
	json_object(&j, NULL, true);
	json_uint(&j, "line", line);
	json_string(&j, "status", v->code == CTL_OK ? "OK" : "FAILED");
	if (v->code != CTL_OK)
		json_string(&j, "error", reason_of(v->text));
	json_finish(&j);
}

static void
put_answer(struct stream *s, uint32_t line, const struct verdict *v)
{
	struct wbuf *w = &s->r->out->w;
	size_t n = strlen(v->text);

	if (v->code != CTL_OK) {
		refused(s, line, reason_of(v->text));
		if (v->text[0] != '@')
			n = strcspn(v->text, ":");
	}
	if (s->r->json)
		put_json(s, line, v);
	else if (n > 0) {
		put_text(w, v->text, n);
		wbuf_u8(w, '\n');
	}
}

/* All answers that are there.  0, or -1. */
static int
take_answers(struct stream *s, int timeout_ms)
{
	struct client *c = s->r->client;
	struct link_msg m;
	struct verdict v;
	int n;

	while ((n = client_recv(c, ENGINE_RDE, &m, timeout_ms)) == 1) {
		timeout_ms = 0;
		if (m.type == CTL_API_DATA) {
			if (take_data(s->r, &m) == -1)
				return -1;
			continue;
		}
		if (m.type != CTL_END || m.peer != s->answered + 1)
			return client_fail(c, "the route engine answered "
			    "something else");
		if (client_verdict(c, &m, &v) == -1)
			return -1;
		s->answered++;
		put_answer(s, m.peer, &v);
		if (output_next(s->r->out) == -1)
			return -1;
		if (s->answered == s->sent)
			break;
	}
	return n == -1 ? -1 : output_flush(s->r->out);
}

/* Until the pipe takes a line; answers are read meanwhile.  0 or -1. */
static int
wait_writable(struct stream *s)
{
	int what;

	do {
		what = client_poll(s->r->client, ENGINE_RDE,
		    s->answered < s->sent);
		if (what == -1 || ((what & POLLIN) != 0 &&
		    take_answers(s, 0) == -1))
			return -1;
	} while ((what & POLLOUT) == 0);
	return 0;
}

static int
send_line(struct stream *s, const char *line, size_t n)
{
	if (wait_writable(s) == -1)
		return -1;
	s->sent++;
	return client_send(s->r->client, ENGINE_RDE, CTL_API, s->sent,
	    s->r->json ? 1 : 0, line, n);
}

/* It does not fit a message: refused here, when its turn has come. */
static int
refuse_line(struct stream *s)
{
	static const char answer[] = "error: line is too long";
	struct verdict v = { .code = CTL_REFUSE };

	while (s->answered < s->sent)
		if (take_answers(s, -1) == -1)
			return -1;
	memcpy(v.text, answer, sizeof(answer));
	s->answered = ++s->sent;
	put_answer(s, s->sent, &v);
	return output_next(s->r->out);
}

/* Whole lines of the buffer; the last one may have no newline. */
static int
send_lines(struct stream *s)
{
	char *p = s->buf, *nl;
	size_t n;

	while (s->len > 0) {
		nl = memchr(p, '\n', s->len);
		if (nl == NULL && !s->ended && s->len <= COMMAND_TEXT_MAX)
			break;
		n = nl != NULL ? (size_t)(nl - p) : s->len;
		if (!s->skip && (n > COMMAND_TEXT_MAX ? refuse_line(s) :
		    send_line(s, p, n)) == -1)
			return -1;
		s->skip = nl == NULL;
		n += nl != NULL;
		p += n;
		s->len -= n;
	}
	memmove(s->buf, p, s->len);
	return 0;
}

/* 0, or -1: it cannot be read (the end is no failure). */
static int
read_input(struct stream *s)
{
	ssize_t n;

	n = read(s->in, s->buf + s->len, INPUT);
	if (n == -1)
		return errno == EINTR || errno == EAGAIN ? 0 :
		    client_fail(s->r->client, "standard input: %s",
		    strerror(errno));
	s->ended = n == 0;
	s->len += (size_t)n;
	return send_lines(s);
}

static int
step(struct stream *s)
{
	struct client *c = s->r->client;
	bool waits = s->answered < s->sent;
	bool wants = !s->ended && s->sent - s->answered < AHEAD;
	struct pollfd p[2] = {
		{ .fd = wants ? s->in : -1, .events = POLLIN },
		{ .fd = c->fd[ENGINE_RDE], .events = POLLIN },
	};
	int n;

	n = poll(p, 2, waits ? c->timeout_ms : -1);
	if (n == -1)
		return errno == EINTR ? 0 : client_fail(c, "poll: %s",
		    strerror(errno));
	if (n == 0)
		return client_fail(c, "no answer from the route engine for "
		    "%d s", c->timeout_ms / 1000);
	if (p[1].revents != 0 && take_answers(s, 0) == -1)
		return -1;
	if (p[0].revents != 0)
		return read_input(s);
	return 0;
}

enum exit_code
request_api_stream(struct request *r, int in)
{
	struct stream s = { .r = r, .in = in };
	int failed;

	if (client_has(r->client, ENGINE_RDE) == -1)
		return request_lost(r);
	s.buf = xmalloc(COMMAND_TEXT_MAX + INPUT);
	do
		failed = step(&s);
	while (failed == 0 && (!s.ended || s.answered < s.sent));
	free(s.buf);
	if (r->out->error != 0)
		return request_unwritten(r);
	if (failed == -1) {
		request_complain(r->client->why);
		return EXIT_NO_DAEMON;
	}
	return s.refused > 0 ? EXIT_REFUSED : EXIT_DONE;
}
