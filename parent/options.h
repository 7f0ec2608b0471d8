/* SPDX-License-Identifier: ISC */
/*
 * The command line and the environment of bgpd, read once at start.  Words of
 * the environment are ExaBGP's, dotted or with underscores; they are ignored
 * when the program runs set-uid.
 */
#ifndef PARENT_OPTIONS_H
#define PARENT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bgp/addr.h"

#define OPTIONS_CONFIG "/etc/herald/bgpd.conf"
#define OPTIONS_SOCKET "/run/herald/bgpd.sock"

enum { OPTIONS_FILES_MAX = 64, OPTIONS_BIND_MAX = 32, OPTIONS_VERSION = 128 };

struct options {
	bool		 foreground;	/* -d */
	unsigned	 check;		/* how many -n */
	/* -v; with -n: print the canonical form */
	bool		 verbose;
	bool		 version;	/* -V */
	const char	*users;		/* -u, or NULL */
	const char	*socket;	/* -s, or NULL */
	const char	*files[OPTIONS_FILES_MAX];	/* the ring, absolute */
	size_t		 nfiles;

	uint16_t	 tcp_port;	/* exabgp_tcp_port, else 179 */
	uint32_t	 tcp_connections;	/* 0: no bound */
	struct addr	 tcp_bind[OPTIONS_BIND_MAX];
	size_t		 ntcp_bind;
	char		 software[OPTIONS_VERSION];	/* exabgp_version */
	uint8_t		 api_version;	/* exabgp_api_version, 0 unset */
	bool		 no_ack;	/* exabgp_api_ack is false */
	/* exabgp_debug_rotate: each reload takes the next of the ring */
	bool		 rotate;
};

/*
 * 0, or -1 when usage is to be printed; why says what is wrong, "" for
 * nothing to add.  Strings are argv's, or stay allocated.
 */
int	options_parse(struct options *o, int argc, char **argv, char *why,
	    size_t size);

/*
 * get is getenv, or a test's own.  A value that makes no sense leaves the
 * default and is told through warn.
 */
void	options_env(struct options *o, char *(*get)(const char *name),
	    void (*warn)(const char *fmt, ...));
/* Is it one of its words, "tcp_port" without what stands before it? */
bool	options_env_reads(const char *word);
/* Whether any of the words that options_env reads is set. */
bool	options_env_any(char *(*get)(const char *name));

#endif
