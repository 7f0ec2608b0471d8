/* SPDX-License-Identifier: ISC */
/*
 * The parsing child: what it does, and the records it sends to the parent over
 * a SOCK_SEQPACKET pair, one a packet.  The parent believes none of it.
 */
#ifndef PARENT_CONFIG_PARSER_H
#define PARENT_CONFIG_PARSER_H

#include <stdbool.h>
#include <stdint.h>

enum parser_kind {
	PARSER_ERROR	= 1,	/* then text */
	PARSER_WARNING	= 2,	/* then text */
	PARSER_KEY	= 3,	/* then struct conf_key */
	PARSER_DONE	= 4,	/* count of errors; fd of the image when 0 */
};

enum {
	PARSER_TEXT_MAX	= 1024,
	PARSER_REPORTS_MAX = 1000,	/* further ones are only counted */
};

struct parser_hdr {
	uint32_t	kind;
	uint32_t	line;
	uint32_t	col;
	uint32_t	count;
};

struct parser_fds {
	int	text;
	int	old;	/* the image in force, or -1 */
	int	out;
	int	root;	/* the engines' empty root, or -1 */
};

/*
 * In the child, right after fork: closes what it does not need, drops
 * privilege when it has any, parses, sends, exits.
 */
void	config_parser_run(const struct parser_fds *fds)
	    __attribute__((noreturn));

#endif
