/* SPDX-License-Identifier: ISC */
/*
 * The table.  The first row whose words all stand there counts, so longer
 * ones stand before those that they begin with.
 */
#include <string.h>

#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "program_command_route.h"
#include "program_command_table.h"

enum { ADD = CTL_NET_ADD, GONE = CTL_NET_WITHDRAW };

#define ROUTES "PREFIX next-hop ADDRESS [ATTRIBUTES]"

static const struct command_row rows[] = {
	{ "announce route", 1, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_route, ROUTES },
	{ "withdraw route", 1, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_route, "PREFIX" },
	{ "announce attributes", 1, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_route, "ATTRIBUTES nlri PREFIX ..." },
	{ "announce attribute", 1, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_route, NULL },
	{ "withdraw attributes", 1, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_route, "[ATTRIBUTES] nlri PREFIX ..." },
	{ "withdraw attribute", 1, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_route, NULL },
	{ "announce ipv4", 1, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_family, "SAFI " ROUTES },
	{ "announce ipv6", 1, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_family, "SAFI " ROUTES },
	{ "withdraw ipv4", 1, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_family, "SAFI PREFIX" },
	{ "withdraw ipv6", 1, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_family, "SAFI PREFIX" },
	{ "announce flow", 0, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_route_later, NULL },
	{ "withdraw flow", 0, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_route_later, NULL },
	{ "announce vpls", 0, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_route_later, NULL },
	{ "withdraw vpls", 0, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_route_later, NULL },
	{ "announce l2vpn", 0, ROLE_INJECT, COMMAND_SELECT, ADD,
	    command_route_later, NULL },
	{ "withdraw l2vpn", 0, ROLE_INJECT, COMMAND_SELECT, GONE,
	    command_route_later, NULL },
	{ "group start", 0, ROLE_INJECT, 0, 0, command_group_start, "" },
	{ "group end", 0, ROLE_INJECT, 0, 0, command_group_end, "" },
	{ "group", 0, ROLE_INJECT, COMMAND_SELECT, 0, command_group,
	    "COMMAND ; COMMAND ..." },
};

enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

const struct command_row *
command_table_row(unsigned i)
{
	return i < NROWS ? &rows[i] : NULL;
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
		if (i == t->n || tok->quoted ||
		    strncmp(tok->s, words, n) != 0 || tok->s[n] != '\0')
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
