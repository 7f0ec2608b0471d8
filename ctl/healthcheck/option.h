/* SPDX-License-Identifier: ISC */
/*
 * One option: its names, and the function that takes its value.  The table in
 * options.c is made of these; option.c has the functions, one for each kind of
 * value.
 */
#ifndef HEALTHCHECK_OPTION_H
#define HEALTHCHECK_OPTION_H

#include "options.h"

struct option {
	const char	*name;		/* long, without "--"; NULL: a title */
	char		 letter;	/* 0: none */
	/* NULL, or what is wrong with the value */
	const char	*(*set)(struct options *o, const struct option *row,
			    const char *value);
	size_t		 at;		/* of the member, in struct options */
	int64_t		 min, max;	/* numbers */
	const char	*arg;		/* NULL: a flag */
	const char	*help;		/* NULL: the row above, renamed */
};

const char *option_flag(struct options *o, const struct option *row,
	    const char *value);
const char *option_number(struct options *o, const struct option *row,
	    const char *value);
/* Seconds, fractions too, kept as milliseconds. */
const char *option_seconds(struct options *o, const struct option *row,
	    const char *value);
const char *option_text(struct options *o, const struct option *row,
	    const char *value);
/* A part of a line for the daemon: one line, and ASCII. */
const char *option_words(struct options *o, const struct option *row,
	    const char *value);
const char *option_append(struct options *o, const struct option *row,
	    const char *value);
const char *option_ip(struct options *o, const struct option *row,
	    const char *value);
const char *option_bind(struct options *o, const struct option *row,
	    const char *value);
const char *option_next_hop(struct options *o, const struct option *row,
	    const char *value);
const char *option_neighbor(struct options *o, const struct option *row,
	    const char *value);
const char *option_facility(struct options *o, const struct option *row,
	    const char *value);
/* A copy that lives as long as o. */
const char *option_keep(struct options *o, const char *s);

#endif
