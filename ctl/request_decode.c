/* SPDX-License-Identifier: ISC */
/*
 * The event writers of the daemon, fed by hand: ExaBGP's `decode`.  With "-"
 * a message a line of standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "bgp/message.h"
#include "bgp/open.h"
#include "event/event.h"
#include "event/event_read.h"
#include "hex_input.h"
#include "input_lines.h"
#include "offline_message.h"
#include "offline_session.h"
#include "request_decode.h"

enum { WHY = 256, HOST = 256, CANON_MAX = 256 * 1024 };

struct decode {
	struct request		*r;
	struct offline_session	 session;
	struct event_daemon	 daemon;
	struct event_peer	 peer;
	char			 host[HOST];
	struct wbuf		 octets;
	struct wbuf		 canon;
	char			 why[WHY];
};

static int
refuse(struct decode *d, const char *why)
{
	(void)snprintf(d->why, sizeof(d->why), "%s", why);
	return -1;
}

/* An object a line, as what is announced: of a withdraw labels are not told. */
static int
decode_nlri(struct decode *d)
{
	static const struct nexthop none;
	const struct command *c = d->r->cmd;
	const struct nlri_form form = { .shape = c->offline.shape,
	    .nexthop = &none };
	enum family f = c->offline.family;
	struct rbuf b = wbuf_view(&d->octets);
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;
	int left_out;

	if (f == FAMILY_NONE)
		return refuse(d, "--nlri needs a family: -f 'AFI SAFI'");
	if (b.left == 0)
		return refuse(d, "no octets");
	while (b.left > 0) {
		wbuf_fixed(&room, octets, sizeof(octets));
		left_out = nlri_read(&b, f, (d->session.add_path_rx >> f &
		    1) != 0 ? NLRI_ADD_PATH : 0, &n, &room);
		if (left_out == -1) {
			(void)snprintf(d->why, sizeof(d->why), "malformed "
			    "NLRI at octet %zu", d->octets.len - b.left);
			return -1;
		}
		if (left_out == 0) {
			nlri_json(&d->r->out->w, &n, &form);
			wbuf_u8(&d->r->out->w, '\n');
		}
	}
	return 0;
}

/* What event_write would show by its octets only is refused here. */
static int
read_body(struct decode *d, struct event *e, struct event_update *u)
{
	const struct event_session s = { .as4 = d->session.as4,
	    .add_path = d->session.add_path_rx,
	    .enh_nexthop = d->session.enh_nexthop };
	uint8_t type = message_type(e->message.p);
	struct rbuf body = e->message;
	char name[160];
	struct notify err;
	struct open o;

	(void)rbuf_skip(&body, MSG_HEADER);
	if (type == MSG_OPEN && open_read(body, &o, &err) == -1) {
		(void)snprintf(d->why, sizeof(d->why), "it would be refused: "
		    "%s", notify_name(err.code, err.subcode, name,
		    sizeof(name)));
		return -1;
	}
	if (type != MSG_UPDATE)
		return 0;
	if (event_update_read(body, &s, &d->canon, u) == -1)
		return refuse(d, "the UPDATE is malformed, or of a family "
		    "that is not known; 'bgpctl explain' says where");
	e->kind = EVENT_UPDATE;
	e->u.update = u;
	return 0;
}

static int
decode_message(struct decode *d)
{
	const struct event_form form = { .json = true,
	    .shape = d->r->cmd->offline.shape, .what = EVENT_PARSED };
	struct event e = { .kind = EVENT_MESSAGE, .direction = EVENT_IN,
	    .time_us = clock_wall_us(), .peer = &d->peer };
	struct event_update u;

	if (offline_message(&d->octets, d->r->cmd->offline.kind, d->why,
	    sizeof(d->why)) == -1)
		return -1;
	e.message = wbuf_view(&d->octets);
	if (read_body(d, &e, &u) == -1)
		return -1;
	d->peer.counter += event_write(&d->r->out->w, &form, &d->daemon, &e);
	return 0;
}

/* What is in d->octets: all of it, or nothing is printed. */
static int
decode(struct decode *d)
{
	size_t begin = d->r->out->w.len;
	int r;

	wbuf_reset(&d->canon);
	r = d->r->cmd->offline.kind == MESSAGE_NLRI ? decode_nlri(d) :
	    decode_message(d);
	if (r == -1)
		wbuf_truncate(&d->r->out->w, begin);
	return r;
}

/* Behind a hash is what somebody says of it. */
static int
decode_line(void *arg, char *line, size_t len)
{
	struct decode *d = arg;

	(void)len;
	line[strcspn(line, "#")] = '\0';
	if (line[strspn(line, " \t\r")] == '\0')
		return 0;
	wbuf_reset(&d->octets);
	return hex_input_read(line, strlen(line), &d->octets, d->why,
	    sizeof(d->why)) == -1 ? -1 : decode(d);
}

static enum exit_code
run(struct decode *d)
{
	const struct command *c = d->r->cmd;
	enum exit_code code = EXIT_DONE;

	if (c->rest_argc == 1 && strcmp(c->rest_argv[0], "-") == 0)
		code = input_lines(d->r->out, decode_line, d, d->why);
	else if (hex_input_words(c->rest_argc, c->rest_argv, &d->octets,
	    d->why, sizeof(d->why)) == -1 || decode(d) == -1)
		code = request_failed(d->r, d->why, EXIT_REFUSED);
	if (output_flush(d->r->out) == -1)
		return request_unwritten(d->r);
	return code;
}

enum exit_code
request_decode(struct request *r)
{
	struct decode d = { .r = r };
	enum exit_code code;

	if (offline_session_init(&d.session, r->cmd) == -1)
		return EXIT_REFUSED;
	if (gethostname(d.host, sizeof(d.host) - 1) == -1)
		(void)snprintf(d.host, sizeof(d.host), "localhost");
	d.daemon = (struct event_daemon){ .host = d.host, .pid = getpid(),
	    .ppid = getppid() };
	d.peer = (struct event_peer){ .local = d.session.local,
	    .remote = d.session.remote, .local_as = d.session.local_as,
	    .peer_as = d.session.peer_as,
	    .router_id = d.session.router_id };
	wbuf_growable(&d.octets, HEX_INPUT_MAX + MSG_HEADER);
	wbuf_growable(&d.canon, CANON_MAX);
	code = run(&d);
	wbuf_free(&d.octets);
	wbuf_free(&d.canon);
	return code;
}
