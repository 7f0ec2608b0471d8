/* SPDX-License-Identifier: ISC */
/*
 * The options of bgp-healthcheck: those of ExaBGP's healthcheck (4.2 and
 * later) by the same names, from the command line and from a file of
 * "long-option = value" lines, where the command line wins.
 */
#ifndef HEALTHCHECK_OPTIONS_H
#define HEALTHCHECK_OPTIONS_H

#include <net/if.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "bgp/prefix.h"
#include "state.h"

enum { OPTIONS_LIST_MAX = 4096, OPTIONS_WHY = 512 };

struct option_list {
	const char	**v;
	size_t		  n;
};

/* --ip-ifname: where that --ip is set up instead of on lo. */
struct option_bind {
	struct prefix	ip;
	char		ifname[IF_NAMESIZE];
};

struct options {
	bool		 help;
	bool		 version;

	bool		 silent;
	bool		 no_syslog;
	bool		 debug;
	unsigned	 facility;	/* a number of RFC 5424 6.2.1 */
	const char	*name;
	const char	*config;
	const char	*pid_file;
	const char	*user;
	const char	*group;
	bool		 no_ack;
	bool		 sudo;

	int64_t		 interval;	/* ms; 0: leave after announcing */
	int64_t		 fast;		/* ms */
	int64_t		 timeout;	/* ms; 0: for ever */
	int64_t		 rise;
	int64_t		 fall;
	const char	*disable;
	const char	*command;

	const char	*next_hop;
	struct prefix	*ip;
	size_t		 nip;
	struct option_bind *bind;
	size_t		 nbind;
	int64_t		 local_preference;	/* -1: none */
	bool		 deaggregate;
	bool		 no_ip_setup;
	bool		 dynamic;
	const char	*label;
	bool		 label_exact;
	int64_t		 start_ip;
	int64_t		 metric[STATE_MAX];	/* UP, DOWN, DISABLED */
	int64_t		 increase;
	const char	*community;
	const char	*ext_community;
	const char	*large_community;
	const char	*disabled_community;
	const char	*as_path;
	const char	*state_as_path[STATE_MAX];
	bool		 withdraw_on_down;
	int64_t		 path_id;		/* 0: none */
	struct option_list neighbors;	/* addresses or "*" */
	bool		 debounce;

	struct option_list execute;
	struct option_list state_execute[STATE_MAX];
	int64_t		 execute_timeout;	/* ms; 0: for ever */

	struct option_list kept;	/* every string above */
};

/* 0, or -1 and why.  Either way options_free is called once. */
int	options_parse(struct options *o, int argc, char *const argv[],
	    char *why, size_t size);
void	options_free(struct options *o);
void	options_help(struct wbuf *w);	/* in option_table.c */

#endif
