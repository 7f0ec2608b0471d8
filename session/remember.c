/* SPDX-License-Identifier: ISC */
/*
 * NOTIFICATIONs and losses as people see them.  Text of a neighbour is
 * cleaned by notify_shutdown_text before it is kept (RFC 9003 2).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>

#include "base/log.h"
#include "peer.h"
#include "peer_index.h"
#include "remember.h"

enum { LOG_WINDOW_MS = 60 * 1000, LOGS_A_WINDOW = 30 };

const char *
peer_name(const struct peer *p, char *buf, size_t size)
{
	char text[ADDR_TEXT];

	addr_print(&p->conf.remote, text, sizeof(text));
	if (p->conf.peer_as != 0)
		(void)snprintf(buf, size, "neighbor %s (AS %u)", text,
		    p->conf.peer_as);
	else
		(void)snprintf(buf, size, "neighbor %s", text);
	return buf;
}

/* One of a range is new with each connection, and would be as good as new. */
static struct peer *
share_of(struct peer *p)
{
	struct peer *range = p->range == 0 ? NULL :
	    peer_by_id(p->e, p->range);

	return range != NULL ? range : p;
}

/*
 * RFC 4271 puts no bound on how often a neighbour may come and go: the log
 * does, with a count of what it did not say.  Those of a range have a bound
 * together, with one line more for each that there may be.
 */
bool
remember_may_log(struct peer *p)
{
	struct peer *s = share_of(p);
	uint32_t most = LOGS_A_WINDOW + s->conf.clones;
	int64_t now = clock_coarse().ms;
	char name[PEER_NAME];

	if (now - s->log_since >= LOG_WINDOW_MS) {
		if (s->logged > most)
			log_info("%s: %u further lines were held back",
			    peer_name(s, name, sizeof(name)),
			    s->logged - most);
		s->log_since = now;
		s->logged = 0;
	}
	return ++s->logged <= most;
}

static void
keep(char **field, const char *text)
{
	free(*field);
	*field = text[0] == '\0' ? NULL : xstrdup(text);
}

void
remember_loss(struct peer *p, const char *why)
{
	(void)strlcpy(p->how_ended, "closing connection",
	    sizeof(p->how_ended));
	(void)strlcpy(p->why_ended, why, sizeof(p->why_ended));
	keep(&p->last_error, why);
}

void
remember_closed(struct peer *p)
{
	remember_loss(p, "connection closed by the neighbour");
	(void)strlcpy(p->why_ended, "the TCP connection was closed by the "
	    "remote end", sizeof(p->why_ended));
}

/* As ExaBGP says it: "Cease / Administrative Shutdown / text". */
static void
keep_reason(struct peer *p, const struct notify *n, const char *verb,
    const char *text)
{
	static const char *const theirs[] = {
		[NOTIFY_HEADER] = "Message header error",
		[NOTIFY_OPEN] = "OPEN message error",
		[NOTIFY_UPDATE] = "UPDATE message error",
		[NOTIFY_HOLD] = "Hold timer expired",
		[NOTIFY_FSM] = "State machine error",
	};
	const char *code = NULL;
	char what[96], *rest;

	notify_name(n->code, n->subcode, what, sizeof(what));
	rest = strstr(what, ", ");
	if (rest != NULL)
		*rest = '\0';
	if (n->code < sizeof(theirs) / sizeof(theirs[0]))
		code = theirs[n->code];
	(void)snprintf(p->how_ended, sizeof(p->how_ended),
	    "notification %s (%u,%u)", verb, n->code, n->subcode);
	(void)snprintf(p->why_ended, sizeof(p->why_ended), "%s / %s%s%s",
	    code != NULL ? code : what,
	    rest != NULL ? rest + 2 : "Unspecific",
	    text[0] != '\0' ? " / " : "", text);
}

static void
remember(struct peer *p, const struct notify *n, const char *verb,
    char **shutdown, uint8_t err[2])
{
	char name[PEER_NAME], what[96], text[SHUTDOWN_TEXT_MAX + 1];
	char line[160];

	err[0] = n->code;
	err[1] = n->subcode;
	notify_name(n->code, n->subcode, what, sizeof(what));
	(void)snprintf(line, sizeof(line), "%s NOTIFICATION: %s", verb, what);
	if (n->code == NOTIFY_CEASE && n->subcode == CEASE_HARD_RESET &&
	    n->len >= 2) {
		notify_name(n->data[0], n->data[1], what, sizeof(what));
		(void)snprintf(line, sizeof(line),
		    "%s NOTIFICATION: Cease, Hard Reset (%s)", verb, what);
	}
	keep(&p->last_error, line);
	notify_shutdown_text(n, text, sizeof(text));
	keep_reason(p, n, verb, text);
	keep(shutdown, text);
	if (!remember_may_log(p))
		return;
	peer_name(p, name, sizeof(name));
	if (text[0] != '\0')
		log_info("%s: %s: \"%s\"", name, line, text);
	else
		log_info("%s: %s", name, line);
}

void
remember_sent(struct peer *p, const struct notify *n)
{
	remember(p, n, "sent", &p->shutdown_sent, p->err_sent);
}

void
remember_received(struct peer *p, const struct notify *n)
{
	remember(p, n, "received", &p->shutdown_rcvd, p->err_rcvd);
}

void
remember_forget(struct peer *p)
{
	free(p->last_error);
	free(p->shutdown_sent);
	free(p->shutdown_rcvd);
	p->last_error = p->shutdown_sent = p->shutdown_rcvd = NULL;
}
