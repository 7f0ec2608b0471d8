/* SPDX-License-Identifier: ISC */
/*
 * ExaBGP's words for a dynamic peer, and some more that the configuration has.
 * Values are not looked at beyond their characters: the grammar does that, in
 * a child without privilege.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <bsd/string.h>

#include "bgp/family.h"
#include "create_words.h"

enum { WORDS_MAX = 96, WORD_MAX = 64 };

struct reading {
	struct create_words	 c;
	struct wbuf		*w;
	char			*why;
	size_t			 size;
	uint64_t		 seen;		/* rows */
	bool			 families;
	char			 word[WORDS_MAX][WORD_MAX];
	size_t			 n;
};

static int
refuse(struct reading *r, const char *what, const char *word)
{
	(void)snprintf(r->why, r->size, "%s: %s", word, what);
	return -1;
}

/* --- words ---------------------------------------------------------------- */

static bool
is_plain(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' &&
	    strchr(".:-_/%", c) != NULL);
}

static bool
are_plain(const char *s)
{
	while (is_plain(*s))
		s++;
	return *s == '\0';
}

/* Blanks part words; brackets and commas are as good as blanks. */
static int
split(struct reading *r, const char *text, size_t len)
{
	size_t i = 0, n;

	while (i < len) {
		if (strchr(" \t[],", text[i]) != NULL && text[i] != '\0') {
			i++;
			continue;
		}
		for (n = 0; i + n < len && is_plain(text[i + n]); n++)
			;
		if (n == 0) {
			(void)snprintf(r->why, r->size, "a character that "
			    "cannot stand there");
			return -1;
		}
		if (n >= WORD_MAX || r->n == WORDS_MAX) {
			(void)snprintf(r->why, r->size, "too long");
			return -1;
		}
		memcpy(r->word[r->n], text + i, n);
		r->word[r->n++][n] = '\0';
		i += n;
	}
	return 0;
}

/* --- what they mean ------------------------------------------------------- */

static int
statement(struct reading *r, const char *word, const char *value)
{
	wbuf_printf(r->w, " %s %s;", word, value);
	return 0;
}

static int
local_ip(struct reading *r, const char *word, const char *value)
{
	(void)word;
	return statement(r, "local-address", value);
}

static int
capability(struct reading *r, const char *word, const char *value)
{
	wbuf_printf(r->w, " capability { %s %s; }", word, value);
	return 0;
}

/*
 * The family of "ipv4-unicast"; of "afi-16397-safi-99" when a configuration
 * has brought it, for there are few of those and a program is to use up none.
 */
static const struct family_info *
find_family(const char *s, size_t len)
{
	const struct family_info *f;
	char name[64], *blank;
	unsigned i;
	int n;

	for (i = 0; i < FAMILY_MAX; i++) {
		f = family_info((enum family)i);
		if (f->safi == 0)
			continue;
		n = snprintf(name, sizeof(name), "%s-%s", f->afi_word,
		    f->safi_word);
		while ((blank = strchr(name, ' ')) != NULL)
			*blank = '-';
		if (n > 0 && (size_t)n == len && memcmp(name, s, len) == 0)
			return f;
	}
	return NULL;
}

/* in-open: all that are known, as without a family block. */
static int
families(struct reading *r, const char *word, const char *value)
{
	const struct family_info *f;
	size_t n;

	(void)word;
	if (strcmp(value, "in-open") == 0)
		return 0;
	wbuf_str(r->w, " family {");
	for (; *value != '\0'; value += n + (value[n] == '/')) {
		n = strcspn(value, "/");
		if ((f = find_family(value, n)) == NULL)
			return refuse(r, "no family", value);
		wbuf_printf(r->w, " %s %s;", f->afi_word, f->safi_word);
	}
	wbuf_str(r->w, " }");
	return 0;
}

static int
api(struct reading *r, const char *word, const char *value)
{
	struct create_words *c = &r->c;
	size_t i;

	(void)word;
	for (i = 0; i < c->nprocesses; i++)
		if (strcmp(c->processes[i], value) == 0)
			return 0;
	if (c->nprocesses == CREATE_PROCESSES)
		return refuse(r, "too many programs", value);
	(void)strlcpy(c->processes[c->nprocesses++], value, CONF_NAME_MAX);
	return 0;
}
static_assert((int)WORD_MAX <= (int)CONF_NAME_MAX, "a word is not cut");

static const struct row {
	const char	*word;
	int		(*fn)(struct reading *r, const char *word,
			    const char *value);
	bool		 often;
} rows[] = {
	{ "local-address", statement, false },
	{ "local-ip", local_ip, false },
	{ "local-as", statement, false },
	{ "peer-as", statement, false },
	{ "router-id", statement, false },
	{ "hold-time", statement, false },
	{ "passive", statement, false },
	{ "connect", statement, false },
	{ "listen", statement, false },
	{ "group-updates", statement, false },
	{ "description", statement, false },
	{ "family-allowed", families, false },
	{ "graceful-restart", capability, false },
	{ "route-refresh", capability, false },
	{ "api", api, true },
};
enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

static int
take_pairs(struct reading *r)
{
	size_t i, k;

	for (i = 2; i < r->n; i += 2) {
		for (k = 0; k < NROWS; k++)
			if (strcmp(rows[k].word, r->word[i]) == 0)
				break;
		if (k == NROWS)
			return refuse(r, "not known here", r->word[i]);
		if (i + 1 == r->n)
			return refuse(r, "its value is missing", r->word[i]);
		if (!rows[k].often && (r->seen >> k & 1) != 0)
			return refuse(r, "twice", r->word[i]);
		r->seen |= (uint64_t)1 << k;
		if (rows[k].fn(r, rows[k].word, r->word[i + 1]) == -1)
			return -1;
	}
	return 0;
}

static void
put_api(struct reading *r)
{
	size_t i;

	if (r->c.nprocesses == 0)
		return;
	wbuf_str(r->w, " api { processes [");
	for (i = 0; i < r->c.nprocesses; i++)
		wbuf_printf(r->w, " %s", r->c.processes[i]);
	wbuf_str(r->w, " ]; }");
}

static int
convert(struct reading *r, const char *owner)
{
	char buf[ADDR_TEXT];

	if (r->n < 2 || strcmp(r->word[0], "neighbor") != 0 ||
	    addr_parse(r->word[1], &r->c.remote) == -1) {
		(void)snprintf(r->why, r->size, "wanted: neighbor ADDRESS "
		    "local-address ADDRESS local-as N peer-as N ...");
		return -1;
	}
	wbuf_printf(r->w, "neighbor %s {",
	    addr_print(&r->c.remote, buf, sizeof(buf)));
	if (take_pairs(r) == -1)
		return -1;
	if (r->c.nprocesses == 0 && owner[0] != '\0') {
		if (!are_plain(owner))
			return refuse(r, "such a name cannot be in an api "
			    "block here", owner);
		(void)strlcpy(r->c.processes[r->c.nprocesses++], owner,
		    CONF_NAME_MAX);
	}
	put_api(r);
	wbuf_str(r->w, " }\n");
	return 0;
}

int
create_words(const char *text, size_t len, const char *owner,
    struct create_words *c, struct wbuf *w, char *why, size_t size)
{
	struct reading r = { .w = w, .why = why, .size = size };
	const size_t at = w->len;

	if (split(&r, text, len) == -1 || convert(&r, owner) == -1) {
		wbuf_truncate(w, at);
		return -1;
	}
	*c = r.c;
	return 0;
}
