/* SPDX-License-Identifier: ISC */
/*
 * Events, a row a kind.  A message may be wanted decoded, by its octets, or as
 * both in one; everything else has one form.  An event that does not fit the
 * buffer whole is taken back: programs get whole lines or none.
 */
#include <signal.h>
#include <string.h>

#include "event/escape.h"
#include "event/event_line.h"
#include "event/event_message.h"
#include "event/event_update.h"

static void
state_json(const struct event_line *l, const char *state)
{
	event_json_begin(l, "state", false);
	wbuf_str(l->w, ", \"state\": \"");
	wbuf_str(l->w, state);
	wbuf_u8(l->w, '"');
}

static void
state_text(const struct event_line *l, const char *state)
{
	event_text_begin(l, false);
	wbuf_str(l->w, state);
}

static bool
connected_json(const struct event_line *l)
{
	state_json(l, "connected");
	return true;
}

static bool
connected_text(const struct event_line *l)
{
	state_text(l, "connected");
	return true;
}

static bool
up_json(const struct event_line *l)
{
	state_json(l, "up");
	return true;
}

static bool
up_text(const struct event_line *l)
{
	state_text(l, "up");
	return true;
}

static bool
down_json(const struct event_line *l)
{
	state_json(l, "down");
	wbuf_str(l->w, ", \"reason\": ");
	emit_quoted(l->w, l->e->u.reason.p, l->e->u.reason.left);
	return true;
}

static bool
down_text(const struct event_line *l)
{
	state_text(l, "down - ");
	escape_text(l->w, l->e->u.reason.p, l->e->u.reason.left);
	return true;
}

static bool
fsm_json(const struct event_line *l)
{
	static const char *const names[] = {
		[EVENT_IDLE] = "IDLE", [EVENT_CONNECT] = "CONNECT",
		[EVENT_ACTIVE] = "ACTIVE", [EVENT_OPENSENT] = "OPENSENT",
		[EVENT_OPENCONFIRM] = "OPENCONFIRM",
		[EVENT_ESTABLISHED] = "ESTABLISHED",
	};
	unsigned state = (unsigned)l->e->u.fsm;

	if (state < EVENT_IDLE || state > EVENT_ESTABLISHED)
		return false;
	event_json_begin(l, "fsm", false);
	wbuf_str(l->w, ", \"state\": \"");
	wbuf_str(l->w, names[state]);
	wbuf_u8(l->w, '"');
	return true;
}

static bool
negotiated_json(const struct event_line *l)
{
	event_json_begin(l, "negotiated", false);
	event_json_negotiated(l);
	return true;
}

static const char *
signal_name(int n)
{
	static const struct {
		int		 n;
		const char	*name;
	} names[] = {
		{ SIGHUP, "SIGHUP" }, { SIGINT, "SIGINT" },
		{ SIGUSR1, "SIGUSR1" }, { SIGUSR2, "SIGUSR2" },
		{ SIGALRM, "SIGALRM" }, { SIGTERM, "SIGTERM" },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].n == n)
			return names[i].name;
	return "UNKNOWN";
}

static bool
signal_json(const struct event_line *l)
{
	int n = l->e->u.signal;

	event_json_begin(l, "signal", false);
	wbuf_str(l->w, ", \"code\": \"");
	emit_number(l->w, n > 0 ? (uint64_t)n : 0);
	wbuf_str(l->w, "\", \"name\": \"");
	wbuf_str(l->w, signal_name(n));
	wbuf_u8(l->w, '"');
	return true;
}

static bool
message_json(const struct event_line *l)
{
	if (l->raw)
		event_raw_json(l);
	else
		return event_message_json(l);
	return true;
}

static bool
message_text(const struct event_line *l)
{
	if (l->raw)
		event_raw_text(l);
	else {
		if (!event_message_text(l))
			return false;
		if (event_with_octets(l))
			event_text_octets(l);
	}
	return true;
}

static bool
update_json(const struct event_line *l)
{
	if (l->raw)
		event_raw_json(l);
	else
		event_update_json(l);
	return true;
}

static bool
update_text(const struct event_line *l)
{
	if (l->raw)
		event_raw_text(l);
	else
		event_update_text(l);
	return true;
}

static bool
shutdown_json(const struct event_line *l)
{
	event_json_begin(l, "notification", false);
	wbuf_str(l->w, ", \"notification\": \"shutdown\"");
	return true;
}

static bool
shutdown_text(const struct event_line *l)
{
	wbuf_printf(l->w, "shutdown %d %d", l->d->pid, l->d->ppid);
	return true;
}

static bool
lost_json(const struct event_line *l)
{
	event_json_begin(l, "lost", false);
	return true;
}

static bool
lost_text(const struct event_line *l)
{
	if (l->e->peer != NULL)
		event_text_begin(l, false);
	wbuf_str(l->w, "lost ");
	emit_number(l->w, l->e->u.lost);
	return true;
}

static bool
resync_json(const struct event_line *l)
{
	event_json_begin(l, "resync", false);
	wbuf_str(l->w, ", \"state\": \"end\"");
	return true;
}

static bool
resync_text(const struct event_line *l)
{
	if (l->e->peer != NULL)
		event_text_begin(l, false);
	wbuf_str(l->w, "resync end");
	return true;
}

/* False, and nothing written: there is no such event in that form. */
typedef bool event_kind_write(const struct event_line *l);

static const struct row {
	bool			 of_daemon;	/* may have no neighbour */
	bool			 is_message;
	event_kind_write	*json;
	event_kind_write	*text;		/* NULL: text has none */
} rows[EVENT_KINDS] = {
	[EVENT_CONNECTED] = { false, false, connected_json, connected_text },
	[EVENT_UP] = { false, false, up_json, up_text },
	[EVENT_DOWN] = { false, false, down_json, down_text },
	[EVENT_FSM] = { false, false, fsm_json, NULL },
	[EVENT_NEGOTIATED] = { false, false, negotiated_json, NULL },
	[EVENT_SIGNAL] = { false, false, signal_json, NULL },
	[EVENT_MESSAGE] = { false, true, message_json, message_text },
	[EVENT_UPDATE] = { false, true, update_json, update_text },
	[EVENT_SHUTDOWN] = { true, false, shutdown_json, shutdown_text },
	[EVENT_LOST] = { true, false, lost_json, lost_text },
	[EVENT_RESYNC] = { true, false, resync_json, resync_text },
};

/* One event, or nothing at all: 1 or 0. */
static unsigned
write_one(const struct event_line *l)
{
	const struct row *row = &rows[l->e->kind];
	size_t begin = l->w->len;

	if (l->w->failed)
		return 0;
	if (l->f->json) {
		if (!row->json(l))
			return 0;
		event_json_end(l);
	} else {
		if (row->text == NULL || !row->text(l))
			return 0;
		wbuf_str(l->w, "\n\n");
	}
	if (l->w->failed) {
		wbuf_truncate(l->w, begin);
		l->w->failed = true;
		return 0;
	}
	return 1;
}

/* The runs with attributes of their own, or those without; how many. */
static unsigned
runs_of(const struct event_update *u, bool own, struct event_update *part)
{
	unsigned i;

	*part = *u;
	part->nruns = 0;
	for (i = 0; i < u->nruns; i++)
		if ((u->run[i].attrs.left > 0) == own)
			part->run[part->nruns++] = u->run[i];
	if (own)
		part->attrs = part->run[0].attrs;
	return part->nruns;
}

/* An event has one attribute set: what has another is an event of its own. */
static unsigned
write_decoded(struct event_line *l)
{
	const struct event *whole = l->e;
	struct event part = *whole;
	struct event_update u;
	unsigned n = 0;

	if (whole->kind != EVENT_UPDATE ||
	    runs_of(whole->u.update, true, &u) == 0)
		return write_one(l);
	part.u.update = &u;
	l->e = &part;
	if (runs_of(whole->u.update, false, &u) > 0)
		n = write_one(l);
	l->counter += n;
	(void)runs_of(whole->u.update, true, &u);
	n += write_one(l);
	l->e = whole;
	return n;
}

/* Its octets first; what does not decode is only shown by them. */
static unsigned
write_message(struct event_line *l)
{
	bool consolidate = (l->f->what & EVENT_CONSOLIDATE) != 0;
	unsigned n = 0, decoded = 0;

	if (!consolidate && (l->f->what & EVENT_PACKETS) != 0) {
		l->raw = true;
		n = write_one(l);
		l->counter += n;
		l->raw = false;
	}
	if (!consolidate && (l->f->what & EVENT_PARSED) == 0)
		return n;
	decoded = write_decoded(l);
	if (decoded == 0 && n == 0) {
		l->raw = true;
		decoded = write_one(l);
	}
	return n + decoded;
}

unsigned
event_write(struct wbuf *w, const struct event_form *f,
    const struct event_daemon *d, const struct event *e)
{
	struct event_line l = { .w = w, .f = f, .d = d, .e = e };

	if ((unsigned)e->kind >= EVENT_KINDS ||
	    f->shape < SHAPE_4 || f->shape > SHAPE_6 ||
	    (e->peer == NULL && !rows[e->kind].of_daemon))
		return 0;
	if (e->peer != NULL)
		l.counter = e->peer->counter + 1;
	return rows[e->kind].is_message ? write_message(&l) : write_one(&l);
}
