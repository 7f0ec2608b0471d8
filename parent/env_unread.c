/* SPDX-License-Identifier: ISC */
/*
 * A row for each thing that does the same, or for none; who
 * sets one of a row has often set them all, so they stand together.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <bsd/string.h>

#include "base/wbuf.h"
#include "env_unread.h"
#include "options.h"

enum { LINE_MAX_OCTETS = 900, NAME_OCTETS = 64 };

static const struct row {
	const char	*words;		/* beginnings, a blank between */
	const char	*instead;
} rows[] = {
	{ "daemon_user", "user in bgpd.conf" },
	{ "daemon_drop", "user in a process of bgpd.conf" },
	{ "daemon_daemonize daemon_pid daemon_umask", "bgpd -d, or not" },
	{ "log_", "log in bgpd.conf, bgpd -v" },
	{ "bgp_passive", "passive in a neighbor of bgpd.conf" },
	{ "api_encoder api_compact", "encoder in a process of bgpd.conf" },
	{ "api_respawn api_terminate",
	    "respawn in a process of bgpd.conf" },
	{ "api_cli api_pipename api_socket cli_pipe", "bgpctl api" },
	{ "tcp_once", "exabgp_tcp_connections" },
	{ "debug_ pdb_ profile_", "bgpd -v" },
	{ "", "nothing here" },
};

enum { NROWS = sizeof(rows) / sizeof(rows[0]) };

/* With underscores, without "exabgp_"; false: it is another's variable. */
static bool
word_of(const char *var, char word[NAME_OCTETS])
{
	size_t i, n = strcspn(var, "=");

	if (strncmp(var, "exabgp", 6) != 0 || (var[6] != '_' &&
	    var[6] != '.') || n < 8 || n >= NAME_OCTETS)
		return false;
	for (i = 7; i < n; i++)
		word[i - 7] = var[i] == '.' ? '_' : var[i];
	word[n - 7] = '\0';
	return !options_env_reads(word);
}

static const struct row *
row_of(const char *word)
{
	const char *s;
	unsigned i;
	size_t n;

	for (i = 0; i < NROWS - 1; i++)
		for (s = rows[i].words; *s != '\0';
		    s += n + (s[n] == ' ')) {
			n = strcspn(s, " ");
			if (strncmp(word, s, n) == 0)
				return &rows[i];
		}
	return &rows[NROWS - 1];
}

/* Those of a row; how many did not fit. */
static unsigned
put_row(struct wbuf *w, char *const *env, const struct row *row)
{
	char word[NAME_OCTETS];
	unsigned more = 0;
	bool any = false;

	for (; *env != NULL; env++) {
		if (!word_of(*env, word) || row_of(word) != row)
			continue;
		if (w->len > LINE_MAX_OCTETS) {
			more++;
			continue;
		}
		wbuf_str(w, w->len > 0 ? ", " : "");
		wbuf_bytes(w, *env, strcspn(*env, "="));
		any = true;
	}
	if (any)
		wbuf_printf(w, " (%s)", row->instead);
	return more;
}

void
env_unread_tell(char *const *env, void (*warn)(const char *fmt, ...))
{
	char line[LINE_MAX_OCTETS + 256];
	unsigned i, more = 0;
	struct wbuf w;

	wbuf_fixed(&w, line, sizeof(line) - 1);
	for (i = 0; i < NROWS; i++)
		more += put_row(&w, env, &rows[i]);
	if (w.len == 0)
		return;
	if (more > 0)
		wbuf_printf(&w, ", and %u more", more);
	line[w.len] = '\0';
	warn("these words of the environment have no effect; in parentheses "
	    "what does the same: %s", line);
}
