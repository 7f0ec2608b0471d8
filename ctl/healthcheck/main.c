/* SPDX-License-Identifier: ISC */
/*
 * bgp-healthcheck: a program of bgpd, or of ExaBGP, that announces routes while
 * a check succeeds.  Commands go to standard output, answers come on standard
 * input, as ExaBGP's healthcheck has it.
 */
#include <sys/prctl.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "addresses.h"
#include "base/log.h"
#include "options.h"
#include "privilege.h"
#include "report.h"
#include "round.h"

#ifndef HERALD_VERSION
#define HERALD_VERSION "0.1"
#endif

enum { EXIT_USAGE = 2, HELP_MAX = 16 * 1024 };

struct process {
	struct options	 o;
	struct loop	*loop;
	struct children	 children;
	struct routes	 routes;
	struct addresses *addresses;
	struct round	*round;
	pid_t		 parent;
	int		 status;
};

static void
help(void)
{
	struct wbuf w;

	wbuf_growable(&w, HELP_MAX);
	options_help(&w);
	(void)fwrite(w.p, 1, w.len, stdout);
	wbuf_free(&w);
}

/* The signal of a dead daemon reaches us before we notice by ourselves. */
static void
on_signal(void *arg, int signo)
{
	struct process *p = arg;

	if (getppid() != p->parent)
		log_error("the daemon is gone");
	else
		log_info("signal %d", signo);
	round_leave(p->round, getppid() != p->parent ? EXIT_FAILURE :
	    EXIT_SUCCESS);
}

/* Credentials that change clear the death signal: it is set behind them. */
static int
ready(void *arg)
{
	struct process *p = arg;
	char why[OPTIONS_WHY];

	if (privilege_drop(p->o.user, p->o.group, p->addresses != NULL &&
	    !p->o.sudo, why, sizeof(why)) == -1) {
		log_error("%s", why);
		return -1;
	}
	if (prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) == -1)
		log_warn("PR_SET_PDEATHSIG: %s", strerror(errno));
	return 0;
}

static void
left(void *arg, int status)
{
	struct process *p = arg;

	p->status = status;
	loop_stop(p->loop);
}

static int
write_pid(const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW, 0644);
	int rc = -1;

	if (fd != -1) {
		rc = dprintf(fd, "%d\n", (int)getpid()) < 0 ? -1 : 0;
		if (close(fd) == -1)
			rc = -1;
	}
	if (rc == -1)
		log_error("--pid %s: %s", file, strerror(errno));
	return rc;
}

/* Routes and addresses from the options.  0, or -1: it was said why. */
static int
prepare(struct process *p)
{
	const struct options *o = &p->o;
	struct routes ip = { o->ip, o->nip }, found = { NULL, 0 };
	char why[OPTIONS_WHY] = "";
	int rc = -1;

	if (o->nip == 0 && addresses_of_lo(o, &found, why, sizeof(why)) == 0)
		ip = found;
	if (why[0] == '\0' && ip.n == 0)
		log_error("nothing to announce: no --ip, and lo has no "
		    "%saddress", o->label != NULL ? "such " : "");
	else if (ip.n > 0 && routes_build(&p->routes, o, ip.ip, ip.n, why,
	    sizeof(why)) == 0)
		rc = 0;
	if (rc == 0 && (!o->no_ip_setup || o->dynamic)) {
		p->addresses = addresses_new(&p->children, o, ip.ip, ip.n,
		    why, sizeof(why));
		rc = p->addresses == NULL ? -1 : 0;
	}
	if (why[0] != '\0')
		log_error("%s", why);
	routes_free(&found);
	return rc;
}

static void
run(struct process *p)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
	enum { NSIGNALS = sizeof(signals) / sizeof(signals[0]) };
	const struct round_fns fns = { ready, left, p };
	const struct round_world world = {
		.children = &p->children, .o = &p->o, .routes = &p->routes,
		.addresses = p->addresses, .parent = p->parent,
		.in = STDIN_FILENO, .out = STDOUT_FILENO,
	};
	struct loop_signal *watched[NSIGNALS];
	size_t i;

	p->round = round_new(&world, &fns);
	for (i = 0; i < NSIGNALS; i++)
		watched[i] = loop_signal_new(p->loop, signals[i], on_signal,
		    p);
	round_start(p->round);
	loop_run(p->loop);
	for (i = 0; i < NSIGNALS; i++)
		loop_signal_free(watched[i]);
	round_free(p->round);
	addresses_free(p->addresses);
}

static void
work(struct process *p)
{
	if (prepare(p) == 0)
		run(p);
}

int
main(int argc, char *argv[])
{
	struct process p = { .parent = getppid(), .status = EXIT_FAILURE };
	char why[OPTIONS_WHY];
	struct report report;

	log_init("bgp-healthcheck");
	if (options_parse(&p.o, argc, argv, why, sizeof(why)) == -1) {
		(void)fprintf(stderr, "bgp-healthcheck: %s\n"
		    "bgp-healthcheck: --help lists the options\n", why);
		options_free(&p.o);
		return EXIT_USAGE;
	}
	if (p.o.help || p.o.version) {
		if (p.o.help)
			help();
		else
			(void)printf("Herald %s\n", HERALD_VERSION);
		options_free(&p.o);
		return EXIT_SUCCESS;
	}
	report_init(&report, &p.o, "/dev/log");
	log_set_sink(report_sink, &report);
	log_set_level(p.o.debug ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	p.loop = loop_new();
	children_init(&p.children, p.loop);
	if (p.o.pid_file == NULL)
		work(&p);
	else if (write_pid(p.o.pid_file) == 0) {
		work(&p);
		(void)unlink(p.o.pid_file);
	}
	routes_free(&p.routes);
	children_free(&p.children);
	loop_free(p.loop);
	report_close(&report);
	options_free(&p.o);
	return p.status;
}
