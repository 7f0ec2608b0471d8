/* SPDX-License-Identifier: ISC */
/*
 * Command line and environment.  Relative names are made absolute here, for
 * the daemon leaves the directory it was started in and reads its files again
 * at every reload.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <bsd/stdlib.h>
#include <bsd/string.h>

#include "base/log.h"
#include "bgp/message.h"
#include "options.h"
#include "users.h"

enum word { W_PORT, W_BIND, W_CONNECTIONS, W_ATTEMPTS, W_VERSION, W_ROTATE,
	W_API_VERSION, W_API_ACK, W_MAX };

static const char *const words[W_MAX] = {
	[W_PORT]	= "exabgp_tcp_port",
	[W_BIND]	= "exabgp_tcp_bind",
	[W_CONNECTIONS]	= "exabgp_tcp_connections",
	[W_ATTEMPTS]	= "exabgp_tcp_attempts",
	[W_VERSION]	= "exabgp_version",
	[W_ROTATE]	= "exabgp_debug_rotate",
	[W_API_VERSION]	= "exabgp_api_version",
	[W_API_ACK]	= "exabgp_api_ack",
};

static const char *
absolute(const char *file)
{
	char cwd[PATH_MAX], *s;

	if (file[0] == '/' || getcwd(cwd, sizeof(cwd)) == NULL)
		return file;
	if (asprintf(&s, "%s/%s", cwd, file) == -1)
		fatal("no memory");
	return s;
}

static int
add_file(struct options *o, const char *file, char *why, size_t size)
{
	if (file[0] == '\0') {
		snprintf(why, size, "a file without a name");
		return -1;
	}
	if (o->nfiles == OPTIONS_FILES_MAX) {
		snprintf(why, size, "more than %d files", OPTIONS_FILES_MAX);
		return -1;
	}
	o->files[o->nfiles++] = absolute(file);
	return 0;
}

static int
set_option(struct options *o, int ch, char *why, size_t size)
{
	switch (ch) {
	case 'd':
		o->foreground = true;
		return 0;
	case 'n':
		o->check++;
		return 0;
	case 'v':
		o->verbose = true;
		return 0;
	case 'V':
		o->version = true;
		return 0;
	case 'u':
		o->users = optarg;
		return users_words(optarg, why, size);
	case 's':
		o->socket = absolute(optarg);
		return 0;
	case 'f':
		/* -f names the first of the ring, wherever it stands. */
		o->nfiles = 0;
		return add_file(o, optarg, why, size);
	case ':':
		snprintf(why, size, "-%c needs a value", optopt);
		return -1;
	default:
		snprintf(why, size, "unknown option -%c", optopt);
		return -1;
	}
}

int
options_parse(struct options *o, int argc, char **argv, char *why,
    size_t size)
{
	int ch;

	memset(o, 0, sizeof(*o));
	o->tcp_port = BGP_PORT;
	why[0] = '\0';
	optind = 0;		/* glibc: begin anew, also in tests */
	opterr = 0;
	while ((ch = getopt(argc, argv, "+:df:ns:u:vV")) != -1)
		if (set_option(o, ch, why, size) == -1)
			return -1;
	for (; optind < argc; optind++)
		if (add_file(o, argv[optind], why, size) == -1)
			return -1;
	if (o->nfiles == 0)
		o->files[o->nfiles++] = OPTIONS_CONFIG;
	return 0;
}

/* The dotted name comes first, as with ExaBGP. */
static const char *
lookup(char *(*get)(const char *), enum word w)
{
	char dotted[64];
	const char *v;
	size_t i;

	strlcpy(dotted, words[w], sizeof(dotted));
	for (i = 0; dotted[i] != '\0'; i++)
		if (dotted[i] == '_')
			dotted[i] = '.';
	v = get(dotted);
	return v != NULL ? v : get(words[w]);
}

static bool
number(const char *s, long long max, long long *v)
{
	const char *why;

	*v = strtonum(s, 0, max, &why);
	return why == NULL;
}

static void
set_bind(struct options *o, const char *list, void (*warn)(const char *, ...))
{
	char copy[2048], *next, *s;
	struct addr a;

	strlcpy(copy, list, sizeof(copy));
	next = copy;
	while ((s = strsep(&next, " \t")) != NULL) {
		if (*s == '\0')
			continue;
		if (addr_parse(s, &a) == -1)
			warn("%s: %s is not an address", words[W_BIND], s);
		else if (o->ntcp_bind == OPTIONS_BIND_MAX)
			warn("%s: more than %d addresses", words[W_BIND],
			    OPTIONS_BIND_MAX);
		else
			o->tcp_bind[o->ntcp_bind++] = a;
	}
}

static void
set_bool(bool *b, enum word w, const char *s, void (*warn)(const char *, ...))
{
	static const char *const on[] = { "true", "1", "yes", "on", "enable" };
	static const char *const off[] = { "false", "0", "no", "off",
	    "disable", "" };
	size_t i;

	for (i = 0; i < sizeof(on) / sizeof(on[0]); i++)
		if (strcasecmp(s, on[i]) == 0) {
			*b = true;
			return;
		}
	for (i = 0; i < sizeof(off) / sizeof(off[0]); i++)
		if (strcasecmp(s, off[i]) == 0) {
			*b = false;
			return;
		}
	warn("%s: %s is neither true nor false", words[w], s);
}

/* What programs are told, and in which form, where they do not say. */
static void
set_api(struct options *o, char *(*get)(const char *name),
    void (*warn)(const char *fmt, ...))
{
	bool ack = true;
	const char *s;
	long long v;

	if ((s = lookup(get, W_API_VERSION)) != NULL) {
		if (number(s, 6, &v) && v >= 4)
			o->api_version = (uint8_t)v;
		else
			warn("%s: %s is none of 4, 5, 6",
			    words[W_API_VERSION], s);
	}
	if ((s = lookup(get, W_API_ACK)) != NULL)
		set_bool(&ack, W_API_ACK, s, warn);
	o->no_ack = !ack;
}

void
options_env(struct options *o, char *(*get)(const char *name),
    void (*warn)(const char *fmt, ...))
{
	const char *s;
	long long v;

	if ((s = lookup(get, W_PORT)) != NULL) {
		if (number(s, 65535, &v) && v > 0)
			o->tcp_port = (uint16_t)v;
		else
			warn("%s: %s is not a port", words[W_PORT], s);
	}
	if ((s = lookup(get, W_CONNECTIONS)) == NULL)
		s = lookup(get, W_ATTEMPTS);
	if (s != NULL) {
		if (number(s, UINT32_MAX, &v))
			o->tcp_connections = (uint32_t)v;
		else
			warn("%s: %s is not a number", words[W_CONNECTIONS],
			    s);
	}
	if ((s = lookup(get, W_BIND)) != NULL)
		set_bind(o, s, warn);
	if ((s = lookup(get, W_ROTATE)) != NULL)
		set_bool(&o->rotate, W_ROTATE, s, warn);
	set_api(o, get, warn);
	if ((s = lookup(get, W_VERSION)) != NULL &&
	    strlcpy(o->software, s, sizeof(o->software)) >=
	    sizeof(o->software))
		warn("%s is cut to %d octets", words[W_VERSION],
		    OPTIONS_VERSION - 1);
}

bool
options_env_reads(const char *word)
{
	int w;

	for (w = 0; w < W_MAX; w++)
		if (strcmp(words[w] + strlen("exabgp_"), word) == 0)
			return true;
	return false;
}

bool
options_env_any(char *(*get)(const char *name))
{
	int w;

	for (w = 0; w < W_MAX; w++)
		if (lookup(get, (enum word)w) != NULL)
			return true;
	return false;
}
