/* SPDX-License-Identifier: ISC */
/*
 * Neighbours are shown one after the other: the session engine is asked for
 * one, its answer is written, and only then, and when the reader takes it,
 * comes the next.
 */
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "ask.h"
#include "base/clock.h"
#include "base/log.h"
#include "program_command_daemon.h"
#include "program_command_select.h"
#include "program_show_form.h"
#include "program_show_neighbor.h"

struct showing {
	show_form	*form;
	bool		 json;		/* elements of one line */
	const char	*end;		/* of that */
	bool		 offline;	/* the session engine is not asked */
	bool		 any;
	uint32_t	 peer;		/* the one that is asked for */
	uint32_t	 from;		/* the next by id */
	const struct idset *peers;
	struct idset_store *sets;
	bool		 got;
	struct ctl_neighbor n;
	struct wbuf	 text;
};

/* A list is one line, with the tag. */
enum {
	AT_ONCE = 64,		/* that nobody is asked for, in a slice */
	TEXT_MAX = 64 * 1024,
	LIST_MAX = COMMAND_LINE_MAX - COMMAND_TAG_MAX - 1,
};

static bool	go_on(struct program_commands *c);

static void
showing_stop(void *job)
{
	struct showing *k = job;

	idset_unref(k->sets, k->peers);
	wbuf_free(&k->text);
	free(k);
}

/* Each line of the text is one of the answer. */
static void
put_lines(struct program_commands *c, struct showing *k)
{
	const uint8_t *p = k->text.p, *end = p + k->text.len, *nl;

	while (p < end && (nl = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		wbuf_bytes(command_text(c), p, (size_t)(nl - p));
		command_text_end(c);
		p = nl + 1;
	}
	wbuf_reset(&k->text);
}

static void
put_one(struct program_commands *c, struct showing *k)
{
	struct show_neighbor s = { .p = peers_get(c->rde->peers, k->peer),
	    .n = k->got ? &k->n : NULL };
	unsigned f;

	if (s.p == NULL)		/* it went meanwhile */
		return;
	for (f = 0; f < FAMILY_MAX; f++)
		s.prefixes_in += adj_rib_in_held(s.p, (enum family)f);
	if (k->json && k->any)
		wbuf_str(&k->text, ", ");
	k->form(&k->text, &s);
	k->any = true;
	if (!k->json)
		put_lines(c, k);
}

/* No list at all is better than one that is cut. */
static void
too_long(struct program_commands *c)
{
	command_fail(c, "the list is longer than %u octets: select fewer "
	    "neighbors", LIST_MAX);
}

static void
finish(struct program_commands *c, struct showing *k)
{
	if (k->json) {
		wbuf_str(&k->text, k->end);
		if (k->text.failed) {
			too_long(c);
			return;
		}
		put_lines(c, k);
	}
	command_done(c);
}

/* Of its address there may be another, with another address of ours. */
static void
on_neighbor(void *arg, const struct ctl_neighbor *n)
{
	struct program_commands *c = arg;
	struct showing *k = c->job;

	if (n->id != k->peer)
		return;
	k->n = *n;
	k->got = true;
}

static bool
turn(struct program_commands *c, monotime_t until)
{
	(void)until;
	return go_on(c);
}

static void
on_end(void *arg, enum ctl_code code, const char *text)
{
	struct program_commands *c = arg;
	struct showing *k = c->job;

	c->token = 0;
	if (code != CTL_OK) {
		command_fail(c, "%s", text);
		return;
	}
	put_one(c, k);
	if (k->text.failed)
		too_long(c);
	else if (command_full(c))
		c->turn = turn;		/* when it has been read */
	else if (!go_on(c))
		loop_task_wake(c->task);
}

static bool
is_shown(const struct showing *k, const struct peer *p)
{
	/* A range is no session; its configuration is shown. */
	return (k->peers == NULL || idset_has(k->peers, p->id)) &&
	    (k->offline || !conf_is_range(&p->conf));
}

/* The next is asked for, or everything was shown.  False: there is more. */
static bool
go_on(struct program_commands *c)
{
	struct showing *k = c->job;
	const struct peer *p;
	unsigned n = 0;

	c->turn = NULL;
	for (;;) {
		do {
			p = peers_next(c->rde->peers, k->from);
			if (p == NULL) {
				finish(c, k);
				return true;
			}
			k->from = p->id + 1U;
		} while (!is_shown(k, p));
		k->peer = p->id;
		k->got = false;
		if (!k->offline)
			break;
		put_one(c, k);
		if (command_full(c) || ++n == AT_ONCE) {
			c->turn = turn;
			return false;
		}
	}
	c->token = ask_session(c->rde->asks, &p->conf.remote, on_neighbor,
	    on_end, c);
	if (c->token == 0)
		command_fail(c, "the session engine is away");
	return true;
}

static struct showing *
showing_new(struct program_commands *c, show_form *form, bool json)
{
	struct showing *k = xcalloc(1, sizeof(*k));

	k->form = form;
	k->json = json;
	k->end = "]\n";
	k->offline = form == show_form_configuration;
	k->sets = c->rde->idsets;
	k->peers = c->select.peers == NULL ? NULL :
	    idset_ref(c->select.peers);
	wbuf_growable(&k->text, k->json ? LIST_MAX : TEXT_MAX);
	return k;
}

static void
show(struct program_commands *c, show_form *form)
{
	struct showing *k = showing_new(c, form, form == show_form_json ||
	    form == show_form_listed);

	if (k->json)
		wbuf_u8(&k->text, '[');
	if (form == show_form_summary)
		command_data(c, show_form_header);
	command_begin(c, turn, k, showing_stop);
}

static const struct {
	const char	*word;
	show_form	*form;
} forms[] = {
	{ "summary",		show_form_summary },
	{ "extensive",		show_form_extensive },
	{ "configuration",	show_form_configuration },
	{ "json",		show_form_json },
};

static show_form *
form_of(struct tokens *t)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (token_accept(t, forms[i].word))
			return forms[i].form;
	return NULL;
}

void
command_show_neighbor(struct program_commands *c,
    const struct command_row *row, struct tokens *t)
{
	show_form *form = NULL, *f;
	struct text_error e;
	struct tokens one;

	(void)row;
	while (token_peek(t) != NULL) {
		if ((f = form_of(t)) != NULL) {
			form = f;
			continue;
		}
		one = *t;
		one.n = one.at + 1;
		if (c->select.given ||
		    command_select_words(c, &one, &e) == -1) {
			(void)command_superfluous(c, t);
			return;
		}
		t->at++;
	}
	if (form == NULL && !c->json) {
		command_data(c, "please specify summary, extensive or "
		    "configuration");
		command_data(c, "you can filter by peer ip address adding "
		    "it after the word neighbor");
		command_done(c);
		return;
	}
	if (command_select_somebody(c))
		show(c, c->json ? show_form_json : form);
}

void
command_peer_list(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	if (!command_superfluous(c, t) && command_select_somebody(c))
		show(c, show_form_listed);
}

static unsigned
sessions(const struct program_commands *c)
{
	const struct peer *p;
	unsigned n = 0;

	for (p = peers_next(c->rde->peers, 0); p != NULL;
	    p = peers_next(c->rde->peers, p->id + 1U))
		n += !conf_is_range(&p->conf);
	return n;
}

/* Without the session engine it says what we know ourselves. */
void
command_status(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	const struct pr_identity *d = command_daemon(c);
	long long up = clock_wall() - d->started;
	struct showing *k;

	(void)row;
	if (command_superfluous(c, t))
		return;
	up = up < 0 ? 0 : up;
	command_select_all(c);
	k = showing_new(c, c->json ? show_form_status_json :
	    show_form_status, c->json);
	k->offline = c->rde->session == NULL;
	if (c->json) {
		wbuf_printf(&k->text, "{\"version\": \"Herald "
		    HERALD_VERSION "\", \"uuid\": \"%s\", \"pid\": %d, "
		    "\"uptime\": %lld, \"start_time\": %lld, \"peers\": "
		    "{", d->uuid, d->pid, up, (long long)d->started);
		k->end = "}}\n";
	} else {
		wbuf_printf(&k->text, "Herald Daemon Status\n"
		    "====================\nVersion: " HERALD_VERSION "\n"
		    "UUID: %s\nPID: %d\nUptime: %lldh %lldm %llds\n"
		    "Peers: %u\n", d->uuid, d->pid, up / 3600,
		    up / 60 % 60, up % 60, sessions(c));
		put_lines(c, k);
	}
	command_begin(c, turn, k, showing_stop);
}
