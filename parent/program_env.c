/* SPDX-License-Identifier: ISC */
/*
 * NOTIFY_SOCKET and its like are the service manager's for one process: a
 * program that had them could speak for the daemon.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/log.h"
#include "program_env.h"

/* Beginnings of what stays behind. */
static const char *const private[] = {
	"NOTIFY_", "WATCHDOG_", "LISTEN_", "TERM=", "exabgp_cli_pipe=",
	"exabgp.cli.pipe=",
};

static bool
is_private(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof(private) / sizeof(private[0]); i++)
		if (strncmp(s, private[i], strlen(private[i])) == 0)
			return true;
	return false;
}

char **
program_env(char *const *from)
{
	static char term[] = "TERM=dumb";
	char **env;
	size_t i, n = 0;

	for (i = 0; from[i] != NULL; i++)
		;
	env = xcalloc(i + 2, sizeof(*env));
	for (i = 0; from[i] != NULL; i++)
		if (!is_private(from[i]))
			env[n++] = from[i];
	env[n] = term;	/* a pipe is no terminal, whatever ours is */
	return env;
}
