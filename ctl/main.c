/* SPDX-License-Identifier: ISC */
/*
 * bgpctl: asks a running bgpd, shows what it answers, and says by its exit
 * status whether it was done.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "bgp/family.h"
#include "client.h"
#include "command.h"
#include "output.h"
#include "request.h"
#include "request_action.h"
#include "request_api.h"
#include "request_bulk.h"
#include "request_decode.h"
#include "request_encode.h"
#include "request_explain.h"
#include "request_malformed.h"
#include "request_mrt.h"
#include "request_show.h"
#include "request_trial.h"

#ifndef HERALD_VERSION
#define HERALD_VERSION "0.1"
#endif

#define SOCKET_DEFAULT "/run/herald/bgpd.sock"

enum { TIMEOUT_DEFAULT = 10, TIMEOUT_MAX = 86400, LEGAL_MAX = 64 * 1024 };

struct options {
	const char	*socket;
	int		 timeout_ms;
	bool		 json;
	bool		 numeric;
	/* the first that is wrong with them; "": nothing */
	char		 why[64];
};

static const char usage_line[] =
    "usage: bgpctl [-jnV] [-s socket] [-t seconds] command ...\n";

/* Not one word: what could stand there. */
static enum exit_code
usage_and_words(const struct options *o)
{
	static char none[] = "";
	char *words[] = { none };
	struct command c;
	struct wbuf legal;

	command_init(&c);
	wbuf_growable(&legal, LEGAL_MAX);
	(void)fputs(usage_line, stderr);
	if (command_help(&c, 0, words, &legal) == 0)
		(void)fprintf(stderr, "legal here:\n%.*s", (int)legal.len,
		    (const char *)legal.p);
	wbuf_free(&legal);
	command_free(&c);
	if (o->json)
		request_misused("a command is missing");
	return EXIT_USAGE;
}

/*
 * The daemon's socket must not become a standard descriptor that is closed: it
 * is one that cannot be used in its direction instead.
 */
static void
hold_closed(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && open("/dev/null",
		    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) == -1)
			exit(EXIT_REFUSED);
}

/* What stdio holds back counts, too; a reader that leaves is no failure. */
static enum exit_code
printed(void)
{
	if (fflush(stdout) == 0 || errno == EPIPE)
		return EXIT_DONE;
	(void)fprintf(stderr, "bgpctl: standard output: %s\n",
	    strerror(errno));
	return EXIT_REFUSED;
}

static void
seconds(struct options *o, const char *s)
{
	char *end;
	long v;

	errno = 0;
	v = strtol(s, &end, 10);
	if (errno == 0 && end != s && *end == '\0' && v >= 1 &&
	    v <= TIMEOUT_MAX)
		o->timeout_ms = (int)v * 1000;
	else if (o->why[0] == '\0') {
		(void)snprintf(o->why, sizeof(o->why), "-t: seconds, 1 to %d",
		    TIMEOUT_MAX);
		(void)fprintf(stderr, "bgpctl: %s\n", o->why);
	}
}

/* getopt has told what is wrong; those behind may still say -j. */
static void
unknown_option(struct options *o)
{
	if (o->why[0] != '\0')
		return;
	(void)snprintf(o->why, sizeof(o->why), optopt == 's' ||
	    optopt == 't' ? "-%c: an argument is missing" :
	    "-%c: unknown option", optopt);
	(void)fputs(usage_line, stderr);
}

static void
options(struct options *o, int argc, char *argv[])
{
	int ch;

	*o = (struct options){ .socket = SOCKET_DEFAULT,
	    .timeout_ms = TIMEOUT_DEFAULT * 1000 };
	while ((ch = getopt(argc, argv, "+jns:t:V")) != -1) {
		switch (ch) {
		case 'j':
			o->json = true;
			break;
		case 'n':
			o->numeric = true;
			break;
		case 's':
			o->socket = optarg;
			break;
		case 't':
			seconds(o, optarg);
			break;
		case 'V':
			if (o->why[0] != '\0')
				break;
			(void)printf("Herald %s\n", HERALD_VERSION);
			exit((int)printed());
		default:
			unknown_option(o);
		}
	}
}

/* What could stand there, in a list under the complaint. */
static enum exit_code
wrong(const struct options *o, const struct command *c,
    const struct wbuf *legal)
{
	(void)fprintf(stderr, "bgpctl: %s\n", c->why);
	if (legal->len > 0)
		(void)fprintf(stderr, "legal here:\n%.*s", (int)legal->len,
		    (const char *)legal->p);
	if (o->json && !command_mrt_to_stdout(c))
		request_misused(c->why);
	return EXIT_USAGE;
}

/* Who means to ask only must not find it done. */
static enum exit_code
wrong_reload(const struct options *o)
{
	static const char why[] =
	    "to tell only what a reload would change, write 'reload -n'";

	request_complain(why);
	if (o->json)
		request_misused(why);
	return EXIT_USAGE;
}

static enum exit_code
help(const struct options *o, struct command *c)
{
	struct command sub;
	enum exit_code code;
	struct wbuf legal;

	command_init(&sub);
	wbuf_growable(&legal, LEGAL_MAX);
	if (command_help(&sub, c->rest_argc, c->rest_argv, &legal) == -1)
		code = wrong(o, &sub, &legal);
	else {
		(void)printf("%.*s", (int)legal.len, (const char *)legal.p);
		code = printed();
	}
	wbuf_free(&legal);
	command_free(&sub);
	return code;
}

static enum exit_code
dispatch(struct request *r)
{
	switch (r->cmd->action) {
	case ACTION_SUMMARY:
	case ACTION_SUMMARY_TERSE:
	case ACTION_NEIGHBOR:
		return request_show_neighbors(r);
	case ACTION_RIB:
		return request_show_rib(r);
	case ACTION_MEMORY:
		return request_show_memory(r);
	case ACTION_PROCESS:
		return request_show_process(r);
	case ACTION_MALFORMED:
		return request_show_malformed(r);
	case ACTION_NETWORK_SHOW:
		return request_show_network(r);
	case ACTION_BULK_ADD:
	case ACTION_BULK_DELETE:
		return request_bulk(r, stdin);
	case ACTION_API:
		return request_api(r);
	case ACTION_API_STREAM:
		return request_api_stream(r, STDIN_FILENO);
	case ACTION_TRIAL:
		return request_trial(r);
	default:
		return request_action(r);
	}
}

/* What needs no daemon. */
static enum exit_code
offline(struct request *r)
{
	if (r->cmd->action == ACTION_DECODE)
		return request_decode(r);
	if (r->cmd->action == ACTION_EXPLAIN)
		return request_explain(r);
	if (r->cmd->action == ACTION_ENCODE)
		return request_encode(r);
	return request_mrt(r);
}

static enum exit_code
run(const struct options *opt, struct command *c)
{
	struct request r = { .cmd = c };
	struct client client;
	struct output out;
	enum exit_code code;

	r.json = opt->json && !command_mrt_to_stdout(c);
	output_init(&out, r.json ? &output_json : &output_text, c,
	    STDOUT_FILENO, opt->numeric);
	r.out = &out;
	if (command_is_offline(c)) {
		code = offline(&r);
		output_free(&out);
		return code;
	}
	r.client = &client;
	if (client_open(&client, opt->socket, opt->timeout_ms) == -1)
		code = request_lost(&r);
	else
		code = dispatch(&r);
	client_close(&client);
	output_free(&out);
	return code;
}

int
main(int argc, char *argv[])
{
	struct options opt;
	struct command c;
	struct wbuf legal;
	enum exit_code code;

	hold_closed();
	log_init("bgpctl");
	/* What a daemon or a file speaks of need not be known here. */
	family_others_mode(OTHERS_LENT);
	(void)signal(SIGPIPE, SIG_IGN);
	options(&opt, argc, argv);
	argc -= optind;
	argv += optind;
	if (opt.why[0] != '\0') {
		if (opt.json)
			request_misused(opt.why);
		return EXIT_USAGE;
	}
	if (argc == 0)
		return (int)usage_and_words(&opt);
	command_init(&c);
	wbuf_growable(&legal, LEGAL_MAX);
	if (command_parse(&c, argc, argv, &legal) == -1)
		code = wrong(&opt, &c, &legal);
	else if (c.action == ACTION_RELOAD && opt.numeric)
		code = wrong_reload(&opt);
	else if (c.action == ACTION_HELP)
		code = help(&opt, &c);
	else
		code = run(&opt, &c);
	wbuf_free(&legal);
	command_free(&c);
	return (int)code;
}
