/* SPDX-License-Identifier: ISC */
/*
 * Lines are sent without waiting for an answer to each: only refusals come
 * back, under the line's number.  While the pipe is full, refusals are read,
 * so that neither end waits for the other for ever.
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bulk_line.h"
#include "event/escape.h"
#include "request_bulk.h"

enum { PROGRESS_EVERY = 10000 };

struct bulk {
	struct request	*r;
	uint32_t	 line;
	uint32_t	 local;		/* refused without asking */
	uint32_t	 refused;	/* by the daemon */
	bool		 terminal;	/* progress is shown */
	bool		 shown;
};

static void
progress(struct bulk *b, bool last)
{
	if (!b->terminal || (!last && b->line % PROGRESS_EVERY != 0))
		return;
	if (!last) {
		(void)fprintf(stderr, "\r%u lines", b->line);
		b->shown = true;
	} else if (b->shown) {
		(void)fprintf(stderr, "\r%24s\r", "");
		b->shown = false;
	}
}

static void
refused_json(struct bulk *b, uint32_t line, const char *why, size_t n)
{
	struct json j;

	json_init(&j, &b->r->out->w, true);
	json_object(&j, NULL, true);
	json_uint(&j, "line", line);
	json_string(&j, "status", "FAILED");
	json_string_n(&j, "error", why, n);
	json_finish(&j);
	(void)output_next(b->r->out);
}

static void
refused(struct bulk *b, uint32_t line, const char *why, size_t n)
{
	struct wbuf w;

	if (b->r->json) {
		refused_json(b, line, why, n);
		return;
	}
	progress(b, true);
	wbuf_growable(&w, COMMAND_TEXT_MAX * 8);
	escape_text(&w, why, n);
	(void)fprintf(stderr, "line %u: %.*s\n", line, (int)w.len,
	    (const char *)w.p);
	wbuf_free(&w);
}

/* 1 more may come, 2 *v is the end, 0 nothing in time, -1. */
static int
take_answer(struct bulk *b, int timeout_ms, uint32_t end_id,
    struct verdict *v)
{
	struct client *c = b->r->client;
	struct link_msg m;
	int n;

	n = client_recv(c, ENGINE_RDE, &m, timeout_ms);
	if (n != 1)
		return n;
	if (m.type == CTL_REFUSED) {
		b->refused++;
		refused(b, m.peer, (const char *)m.body.p, m.body.left);
		return 1;
	}
	if (m.type != CTL_END || (end_id != 0 && m.peer != end_id))
		return client_fail(c, "the route engine answered something "
		    "else");
	return client_verdict(c, &m, v) == -1 ? -1 : 2;
}

/* Until the pipe takes more.  0; 2 the daemon ended it (*v); -1. */
static int
wait_writable(struct bulk *b, struct verdict *v)
{
	int n, what;

	do {
		what = client_poll(b->r->client, ENGINE_RDE, true);
		if (what == -1)
			return -1;
		if ((what & POLLIN) == 0)
			continue;
		while ((n = take_answer(b, 0, 0, v)) == 1)
			;
		if (n != 0)
			return n;
	} while ((what & POLLOUT) == 0);
	return 0;
}

static int
send_line(struct bulk *b, const char *s, size_t n, struct verdict *v)
{
	const struct command *cmd = b->r->cmd;
	struct ctl_network head = { .line = b->line };
	uint8_t buf[sizeof(head) + CTL_TEXT_MAX + COMMAND_TEXT_MAX];
	struct wbuf w;
	int end;

	head.op = cmd->action == ACTION_BULK_ADD ? CTL_NET_ADD :
	    CTL_NET_DELETE;
	wbuf_fixed(&w, buf, sizeof(buf));
	wbuf_bytes(&w, &head, sizeof(head));
	wbuf_bytes(&w, s, n);
	if (cmd->text.len > 0) {
		wbuf_u8(&w, ' ');
		wbuf_bytes(&w, cmd->text.p, cmd->text.len);
	}
	if (w.failed || w.len > sizeof(head) + COMMAND_TEXT_MAX) {
		b->local++;
		refused(b, b->line, "line is too long", 16);
		return 0;
	}
	end = wait_writable(b, v);
	if (end != 0)
		return end;
	return client_send(b->r->client, ENGINE_RDE, CTL_NETWORK_BULK,
	    b->line, 0, w.p, w.len);
}

/* All lines.  0, 2 the daemon ended it, -1. */
static int
send_all(struct bulk *b, FILE *in, struct verdict *v)
{
	const char *why;
	char *line;
	size_t room, start, len;
	ssize_t n;
	int end;

	line = NULL;
	room = 0;
	end = 0;
	while (end == 0 && (n = getline(&line, &room, in)) != -1) {
		b->line++;
		progress(b, false);
		len = (size_t)n;
		switch (bulk_line(line, &start, &len, &why)) {
		case BULK_SEND:
			end = send_line(b, line + start, len, v);
			break;
		case BULK_BAD:
			b->local++;
			refused(b, b->line, why, strlen(why));
			break;
		case BULK_SKIP:
			break;
		}
	}
	free(line);
	return end;
}

static enum exit_code
total(struct bulk *b, const struct verdict *v)
{
	struct output *o = b->r->out;
	uint32_t failed;
	struct json j;

	failed = b->refused + b->local;
	progress(b, true);
	if (b->r->json) {
		json_init(&j, &o->w, true);
		json_object(&j, NULL, true);
		json_string(&j, "status", failed == 0 ? "OK" : "FAILED");
		json_uint(&j, "done", v->done);
		json_uint(&j, "failed", failed);
		json_finish(&j);
	} else
		wbuf_printf(&o->w, "%u %s, %u refused\n", v->done,
		    b->r->cmd->action == ACTION_BULK_ADD ? "added" :
		    "deleted", failed);
	if (output_flush(o) == -1)
		return request_unwritten(b->r);
	return failed == 0 ? EXIT_DONE : EXIT_REFUSED;
}

enum exit_code
request_bulk(struct request *r, FILE *in)
{
	struct bulk b = { .r = r };
	struct verdict v;
	int end;

	b.terminal = !r->json && isatty(STDERR_FILENO) == 1;
	if (client_has(r->client, ENGINE_RDE) == -1)
		return request_lost(r);
	end = send_all(&b, in, &v);
	if (end == 0 && ferror(in) != 0)
		return request_failed(r, "cannot read standard input",
		    EXIT_REFUSED);
	if (end == 0)
		end = client_send(r->client, ENGINE_RDE, CTL_BULK_END,
		    b.line + 1, 0, NULL, 0);
	while (end == 0 || end == 1)
		end = take_answer(&b, -1, b.line + 1, &v);
	progress(&b, true);
	if (end == -1)
		return request_lost(r);
	if (v.code != CTL_OK && v.done == 0 && b.refused == 0)
		return request_failed(r, request_why(&v, "nothing to do"),
		    EXIT_REFUSED);
	return total(&b, &v);
}
