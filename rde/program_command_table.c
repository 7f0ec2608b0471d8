/* SPDX-License-Identifier: ISC */
/*
 * The table.  The first row whose words all stand there counts, so longer
 * ones stand before those that they begin with.  IP stands for the word of an
 * AFI whose families have addresses, AFI for that of another.
 */
#include <string.h>

#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_rde.h"
#include "program_command_daemon.h"
#include "program_command_route.h"
#include "program_command_session.h"
#include "program_command_table.h"
#include "program_show.h"
#include "program_show_neighbor.h"

enum { ADD = CTL_NET_ADD, GONE = CTL_NET_WITHDRAW,
    ROUTE = COMMAND_SELECT | COMMAND_SENDS };

static command_run	help;

#define NEIGHBORS "[ADDRESS] summary|extensive|configuration|json"
#define SHOW "[ADDRESS] [extensive] [inet|flow|AFI [SAFI]] [json]"
#define ROUTES "PREFIX next-hop ADDRESS [ATTRIBUTES]"
#define RULES "route [NAME] { match { ... } then { ... } }|" \
	"route MATCH ... ACTION ..."
#define VPLS "endpoint N base N offset N size N rd RD"
#define OTHERS "SAFI NLRI"
#define NUMBER "N safi N 0xOCTETS"
#define SR "distinguisher N color N endpoint ADDRESS"

static const struct command_row rows[] = {
	{ "announce route", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, ROUTES },
	{ "withdraw route", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, "PREFIX" },
	{ "announce attributes", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, "ATTRIBUTES [nlri PREFIX ...]" },
	{ "announce attribute", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, NULL },
	{ "withdraw attributes", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, "[ATTRIBUTES] nlri PREFIX ..." },
	{ "withdraw attribute", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, NULL },
	{ "announce IP", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, "SAFI " ROUTES },
	{ "withdraw IP", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, "SAFI PREFIX" },
	{ "announce flow", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, RULES },
	{ "withdraw flow", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, RULES },
	{ "announce vpls", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, VPLS " next-hop ADDRESS [ATTRIBUTES]" },
	{ "withdraw vpls", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, VPLS },
	{ "announce AFI", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, OTHERS " next-hop ADDRESS [ATTRIBUTES]" },
	{ "withdraw AFI", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, OTHERS },
	{ "announce afi", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, NUMBER " next-hop ADDRESS [ATTRIBUTES]" },
	{ "withdraw afi", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, NUMBER },
	{ "announce sr-policy", 1, ROLE_INJECT, ROUTE, ADD,
	    command_route, SR " next-hop ADDRESS [ATTRIBUTES]" },
	{ "withdraw sr-policy", 1, ROLE_INJECT, ROUTE, GONE,
	    command_route, SR },
	{ "group start", 0, ROLE_INJECT, 0, 0, command_group_start, "" },
	{ "group end", 0, ROLE_INJECT, COMMAND_SENDS, 0, command_group_end,
	    "" },
	{ "group", 0, ROLE_INJECT, ROUTE | COMMAND_MANY, 0,
	    command_group, "COMMAND ; COMMAND ..." },

	{ "announce watchdog", 0, ROLE_INJECT, ROUTE, 1,
	    command_watchdog, "[NAME]" },
	{ "withdraw watchdog", 0, ROLE_INJECT, ROUTE, 0,
	    command_watchdog, "[NAME]" },
	{ "announce eor", 0, ROLE_INJECT, ROUTE, 0, command_eor,
	    "[AFI SAFI]" },
	{ "announce route-refresh", 0, ROLE_OPERATE, COMMAND_SELECT, 0,
	    command_refresh, "AFI SAFI" },
	{ "announce operational", 0, ROLE_OPERATE, COMMAND_SELECT, 0,
	    command_operational, "KIND afi AFI safi SAFI [...]" },
	{ "flush adj-rib out", 0, ROLE_OPERATE, COMMAND_SELECT, 0,
	    command_flush, "" },
	{ "rib flush out", 0, ROLE_OPERATE, COMMAND_SELECT, 0,
	    command_flush, "" },
	{ "clear adj-rib-in", 0, ROLE_OPERATE, COMMAND_SELECT, 1,
	    command_clear, NULL },
	{ "clear adj-rib", 0, ROLE_OPERATE, ROUTE, 0,
	    command_clear, "in|out" },
	{ "rib clear in", 0, ROLE_OPERATE, COMMAND_SELECT, 1,
	    command_clear, "" },
	{ "rib clear out", 0, ROLE_OPERATE, ROUTE, 2,
	    command_clear, "" },
	{ "teardown", 0, ROLE_OPERATE, COMMAND_SELECT | COMMAND_NEEDS, 0,
	    command_teardown, "SUBCODE" },

	{ "show neighbor", 0, ROLE_READ, COMMAND_SELECT, 0,
	    command_show_neighbor, NEIGHBORS },
	{ "peer show", 0, ROLE_READ, 0, 0, command_show_neighbor,
	    NEIGHBORS },
	{ "peer list", 0, ROLE_READ, 0, 0, command_peer_list, "" },
	{ "show adj-rib in", 0, ROLE_READ, COMMAND_SELECT, SHOW_RIB_IN,
	    command_show_rib, SHOW },
	{ "show adj-rib out", 0, ROLE_READ, COMMAND_SELECT, SHOW_RIB_OUT,
	    command_show_rib, SHOW },
	{ "show adj-rib-in", 0, ROLE_READ, COMMAND_SELECT, SHOW_RIB_IN,
	    command_show_rib, NULL },
	{ "show adj-rib-out", 0, ROLE_READ, COMMAND_SELECT, SHOW_RIB_OUT,
	    command_show_rib, NULL },
	{ "rib show in", 0, ROLE_READ, COMMAND_SELECT, SHOW_RIB_IN,
	    command_show_rib, SHOW },
	{ "rib show out", 0, ROLE_READ, COMMAND_SELECT, SHOW_RIB_OUT,
	    command_show_rib, SHOW },
	/* What changes something needs more, and says so itself. */
	{ "routes", 0, ROLE_READ, ROUTE, 0, command_routes,
	    "[AFI [SAFI]] list|index HEX|add ROUTE|remove ROUTE|"
	    "remove index HEX" },

	{ "shutdown", 0, ROLE_OPERATE, 0, PR_ASK_SHUTDOWN, command_ask, "" },
	{ "reload", 0, ROLE_OPERATE, 0, PR_ASK_RELOAD, command_ask, "" },
	{ "restart", 0, ROLE_OPERATE, 0, PR_ASK_RESTART, command_ask, "" },
	{ "daemon shutdown", 0, ROLE_OPERATE, 0, PR_ASK_SHUTDOWN,
	    command_ask, "" },
	{ "daemon reload", 0, ROLE_OPERATE, 0, PR_ASK_RELOAD,
	    command_ask, "" },
	{ "daemon restart", 0, ROLE_OPERATE, 0, PR_ASK_RESTART,
	    command_ask, "" },
	{ "create neighbor", 1, ROLE_OPERATE, 0, PR_ASK_CREATE,
	    command_ask_words, "ADDRESS KEY VALUE ..." },
	{ "peer create", 0, ROLE_OPERATE, 0, PR_ASK_CREATE,
	    command_ask_words, "ADDRESS KEY VALUE ..." },
	{ "delete neighbor", 1, ROLE_OPERATE, 0, PR_ASK_DELETE,
	    command_ask_words, "SELECTOR" },
	{ "peer delete", 0, ROLE_OPERATE, 0, PR_ASK_DELETE,
	    command_ask_words, "SELECTOR" },

	{ "help", 0, ROLE_READ, 0, 0, help, "" },
	{ "system help", 0, ROLE_READ, 0, 0, help, "" },
	{ "version", 0, ROLE_READ, 0, 0, command_version, "" },
	{ "system version", 0, ROLE_READ, 0, 0, command_version, "" },
	{ "api version", 0, ROLE_READ, 0, 0, command_api_version, "" },
	{ "system api version", 0, ROLE_READ, 0, 0, command_api_version,
	    "" },
	{ "enable-ack", 0, ROLE_READ, 0, ACK_ENABLE, command_ack, "" },
	{ "disable-ack", 0, ROLE_READ, 0, ACK_DISABLE, command_ack, "" },
	{ "silence-ack", 0, ROLE_READ, 0, ACK_SILENCE, command_ack, "" },
	{ "session ack enable", 0, ROLE_READ, 0, ACK_ENABLE, command_ack,
	    "" },
	{ "session ack disable", 0, ROLE_READ, 0, ACK_DISABLE, command_ack,
	    "" },
	{ "session ack silence", 0, ROLE_READ, 0, ACK_SILENCE, command_ack,
	    "" },
	{ "enable-sync", 0, ROLE_READ, 0, 1, command_sync, "" },
	{ "disable-sync", 0, ROLE_READ, 0, 0, command_sync, "" },
	{ "session sync enable", 0, ROLE_READ, 0, 1, command_sync, "" },
	{ "session sync disable", 0, ROLE_READ, 0, 0, command_sync, "" },
	{ "reset", 0, ROLE_READ, 0, 0, command_reset, "" },
	{ "session reset", 0, ROLE_READ, 0, 0, command_reset, "" },
	{ "ping", 0, ROLE_READ, 0, 0, command_ping, "" },
	{ "session ping", 0, ROLE_READ, 0, 0, command_ping, "" },
	{ "bye", 0, ROLE_READ, 0, 0, command_nothing, "" },
	{ "session bye", 0, ROLE_READ, 0, 0, command_nothing, "" },
	/* "peer SELECTOR show summary" */
	{ "show", 0, ROLE_READ, COMMAND_SELECT | COMMAND_NEEDS, 0,
	    command_show_neighbor, NULL },
	{ "queue-status", 0, ROLE_READ, 0, 0, command_queues, "" },
	{ "system queue-status", 0, ROLE_READ, 0, 0, command_queues, "" },
	{ "status", 0, ROLE_READ, 0, 0, command_status, "" },
	{ "daemon status", 0, ROLE_READ, 0, 0, command_status, "" },
	{ "crash", 0, ROLE_OPERATE, 0, 0, command_not_here, NULL },
	{ "system crash", 0, ROLE_OPERATE, 0, 0, command_not_here, NULL },
};

enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

/* Is IP, or AFI, a place for the families of f? */
static bool
is_place(const char *words, size_t n, enum family f)
{
	const char *place = family_info(f)->af != ADDR_NONE ? "IP" : "AFI";

	return n == strlen(place) && strncmp(words, place, n) == 0;
}

static bool
word_fits(const char *words, size_t n, const char *s)
{
	enum family f;

	if (strncmp(s, words, n) == 0 && s[n] == '\0')
		return *words < 'A' || *words > 'Z';
	f = family_by_afi_word(s);
	return f != FAMILY_NONE && is_place(words, n, f);
}

/* How many words stand at t; 0: not these. */
static size_t
fits(const char *words, const struct tokens *t)
{
	const struct token *tok;
	size_t i, n;

	for (i = t->at; *words != '\0'; i++) {
		n = strcspn(words, " ");
		tok = &t->v[i];
		if (i == t->n || tok->quoted || !word_fits(words, n, tok->s))
			return 0;
		words += n + (words[n] == ' ');
	}
	return i - t->at;
}

const struct command_row *
command_table_find(struct tokens *t)
{
	unsigned i;
	size_t n;

	for (i = 0; i < NROWS; i++) {
		if ((n = fits(rows[i].words, t)) == 0)
			continue;
		t->at += n;
		return &rows[i];
	}
	return NULL;
}

bool
command_table_begins(const struct tokens *t)
{
	const struct token *tok = token_peek(t);
	unsigned i;
	size_t n;

	for (i = 0; tok != NULL && !tok->quoted && i < NROWS; i++) {
		n = strcspn(rows[i].words, " ");
		if (rows[i].words[n] == ' ' && word_fits(rows[i].words, n,
		    tok->s))
			return true;
	}
	return false;
}

static void
help_line(struct program_commands *c, const struct command_row *row,
    const char *afi)
{
	struct wbuf *w = command_text(c);

	if ((row->flags & COMMAND_SELECT) != 0)
		wbuf_str(w, row->flags & COMMAND_NEEDS ?
		    "neighbor SELECTOR " : "[neighbor SELECTOR] ");
	wbuf_bytes(w, row->words, strcspn(row->words, "AI"));
	wbuf_str(w, afi);
	if (row->help[0] != '\0')
		wbuf_u8(w, ' ');
	wbuf_str(w, row->help);
	command_text_end(c);
}

static void
help_row(struct program_commands *c, const struct command_row *row)
{
	const char *place = row->words + strcspn(row->words, "AI");
	enum family f;
	unsigned i;

	if (*place == '\0')
		help_line(c, row, "");
	for (i = 0; (f = family_afi(i)) != FAMILY_NONE; i++)
		if (is_place(place, strlen(place), f))
			help_line(c, row, family_info(f)->afi_word);
}

/* What has no help is another way to say the same, or not there. */
static void
help(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	unsigned i;

	(void)row;
	if (command_superfluous(c, t))
		return;
	for (i = 0; i < NROWS; i++) {
		row = &rows[i];
		if (row->help != NULL && c->who.role >= row->need)
			help_row(c, row);
	}
	command_done(c);
}
