/* SPDX-License-Identifier: ISC */
/*
 * Events as Herald writes them, for facts that a test has: each line of
 * standard input is one event, fields KEY=VALUE divided by tabs, octets in
 * hexadecimal.  Links the real code, unlike the other tools.
 *
 *	json=0|1 shape=4|5|6 what=N compact=0|1 beside=0|1
 *	host=TEXT pid=N ppid=N time=MICROSECONDS
 *	local=ADDR remote=ADDR local_as=N peer_as=N router_id=ADDR counter=N
 *	kind=connected|up|down|fsm|negotiated|signal|message|shutdown|lost|
 *	    resync
 *	direction=receive|send|in|out message=HEX reason=HEX fsm=NAME
 *	signal=N lost=N
 *	as4=0|1 add_path=MASK enh=MASK		how an UPDATE is to be read
 *	n_extended n_hold n_as4 n_operational n_refresh=0|1|2 n_families n_enh
 *	n_tx n_rx				what was negotiated
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "event/event.h"
#include "event/event_read.h"

enum { LINE_MAX_ = 1 << 20, OCTETS_MAX = 1 << 17 };

/* The value of a key in the line, or NULL. */
static const char *
get(char **field, const char *key)
{
	size_t n = strlen(key);

	for (; *field != NULL; field++)
		if (strncmp(*field, key, n) == 0 && (*field)[n] == '=')
			return *field + n + 1;
	return NULL;
}

static unsigned long long
number(char **field, const char *key, unsigned long long otherwise)
{
	const char *v = get(field, key);

	return v == NULL ? otherwise : strtoull(v, NULL, 0);
}

static struct rbuf
octets(char **field, const char *key, uint8_t *room)
{
	const char *v = get(field, key);
	char two[3] = "";
	size_t n = 0;

	for (; v != NULL && v[0] != '\0' && v[1] != '\0'; v += 2) {
		if (n == OCTETS_MAX)
			errx(1, "%s is too long", key);
		two[0] = v[0];
		two[1] = v[1];
		room[n++] = (uint8_t)strtoul(two, NULL, 16);
	}
	return rbuf_of(room, n);
}

static struct addr
address(char **field, const char *key)
{
	const char *v = get(field, key);
	struct addr a = { 0 };

	if (v != NULL && addr_parse(v, &a) == -1)
		errx(1, "%s: %s is no address", key, v);
	return a;
}

static unsigned
word(char **field, const char *key, const char *const *words, unsigned n)
{
	const char *v = get(field, key);
	unsigned i;

	for (i = 0; v != NULL && i < n; i++)
		if (words[i] != NULL && strcmp(words[i], v) == 0)
			return i;
	if (v != NULL)
		errx(1, "%s=%s?", key, v);
	return 0;
}

static const char *const kinds[EVENT_KINDS] = {
	[EVENT_CONNECTED] = "connected", [EVENT_UP] = "up",
	[EVENT_DOWN] = "down", [EVENT_FSM] = "fsm",
	[EVENT_NEGOTIATED] = "negotiated", [EVENT_SIGNAL] = "signal",
	[EVENT_MESSAGE] = "message", [EVENT_SHUTDOWN] = "shutdown",
	[EVENT_LOST] = "lost", [EVENT_RESYNC] = "resync",
};
static const char *const directions[EVENT_DIRECTIONS] = {
	"receive", "send", "in", "out"
};
static const char *const states[] = {
	NULL, "IDLE", "CONNECT", "ACTIVE", "OPENSENT", "OPENCONFIRM",
	"ESTABLISHED"
};

static struct negotiated
negotiated(char **f)
{
	unsigned long long refresh = number(f, "n_refresh", 0);

	return (struct negotiated){
		.extended_tx = (uint8_t)number(f, "n_extended", 0),
		.hold_time = (uint16_t)number(f, "n_hold", 0),
		.as4 = (uint8_t)number(f, "n_as4", 0),
		.refresh = refresh > 0,
		.enhanced_refresh = refresh > 1,
		.families = number(f, "n_families", 0),
		.enh_nexthop = number(f, "n_enh", 0),
		.add_path_tx = number(f, "n_tx", 0),
		.add_path_rx = number(f, "n_rx", 0),
	};
}

/* An UPDATE that can be read is an event of its own. */
static void
read_update(char **f, struct event *e, struct event_update *u,
    struct wbuf *canon)
{
	const struct event_session s = {
		.as4 = number(f, "as4", 1) != 0,
		.add_path = number(f, "add_path", 0),
		.enh_nexthop = number(f, "enh", 0),
	};
	struct rbuf m = e->message;

	if (m.left < MSG_HEADER || message_type(m.p) != MSG_UPDATE)
		return;
	(void)rbuf_skip(&m, MSG_HEADER);
	if (event_update_read(m, &s, canon, u) == -1)
		return;
	e->kind = EVENT_UPDATE;
	e->u.update = u;
}

static void
print(char **f)
{
	static uint8_t message[OCTETS_MAX], reason[OCTETS_MAX];
	const char *host = get(f, "host");
	struct addr id = address(f, "router_id");
	const struct event_form form = {
		.json = number(f, "json", 1) != 0,
		.compact = number(f, "compact", 0) != 0,
		.negotiated = number(f, "beside", 0) != 0,
		.shape = (uint8_t)number(f, "shape", SHAPE_4),
		.what = (uint8_t)number(f, "what", EVENT_PARSED),
	};
	const struct event_daemon d = {
		.host = host == NULL ? "" : host,
		.pid = (int32_t)number(f, "pid", 0),
		.ppid = (int32_t)number(f, "ppid", 0),
	};
	const struct event_peer peer = {
		.local = address(f, "local"),
		.remote = address(f, "remote"),
		.local_as = (uint32_t)number(f, "local_as", 0),
		.peer_as = (uint32_t)number(f, "peer_as", 0),
		.router_id = addr_v4_host(&id),
		.operational = number(f, "n_operational", 0) != 0,
		.counter = number(f, "counter", 1) - 1,
	};
	const struct negotiated n = negotiated(f);
	struct event e = {
		.kind = (enum event_kind)word(f, "kind", kinds, EVENT_KINDS),
		.direction = (enum event_direction)word(f, "direction",
		    directions, EVENT_DIRECTIONS),
		.time_us = (int64_t)number(f, "time", 0),
		.peer = get(f, "remote") == NULL ? NULL : &peer,
		.negotiated = get(f, "n_hold") == NULL ? NULL : &n,
		.message = octets(f, "message", message),
	};
	struct event_update u;
	struct wbuf w, canon;

	wbuf_growable(&w, 1 << 28);
	wbuf_growable(&canon, 1 << 20);
	if (e.kind == EVENT_DOWN)
		e.u.reason = octets(f, "reason", reason);
	else if (e.kind == EVENT_FSM)
		e.u.fsm = (enum event_fsm)word(f, "fsm", states, 7);
	else if (e.kind == EVENT_SIGNAL)
		e.u.signal = (int)number(f, "signal", 0);
	else if (e.kind == EVENT_LOST)
		e.u.lost = number(f, "lost", 0);
	else if (e.kind == EVENT_MESSAGE)
		read_update(f, &e, &u, &canon);
	event_write(&w, &form, &d, &e);
	if (w.failed)
		errx(1, "too long");
	fwrite(w.p, 1, w.len, stdout);
	wbuf_free(&w);
	wbuf_free(&canon);
}

int
main(void)
{
	static char line[LINE_MAX_];
	char *field[64], *p;
	size_t n;

	family_others_mode(OTHERS_LENT);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		p = line;
		for (n = 0; n < 63 && p != NULL; n++)
			field[n] = strsep(&p, "\t");
		field[n] = NULL;
		print(field);
		/* What one event wrote ends here. */
		puts("\x1e");
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
