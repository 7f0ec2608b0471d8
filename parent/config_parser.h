/* SPDX-License-Identifier: ISC */
/*
 * The parsing child: what it does, and the records it sends to the parent over
 * a SOCK_SEQPACKET pair, one a packet.  The parent believes none of it.
 */
#ifndef PARENT_CONFIG_PARSER_H
#define PARENT_CONFIG_PARSER_H

#include <stdbool.h>
#include <stddef.h>
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

/* What is done to the configuration of a file, or to the one in force. */
struct config_amend {
	bool		 of_old;	/* to that; no file is read */
	const uint8_t	*gone;		/* as in conf_amend.h */
	const char	*text;		/* neighbours that come, and programs */
	size_t		 len;		/* that their api blocks name */
};

struct parser_fds {
	int	text;		/* or -1: amend->of_old */
	int	old;	/* the image in force, or -1 */
	int	out;
	int	root;	/* the engines' empty root, or -1 */
};

/*
 * In the child, right after fork: closes what it does not need, drops
 * privilege when it has any, parses, sends, exits.  amend may be NULL.
 */
void	config_parser_run(const struct parser_fds *fds,
	    const struct config_amend *amend) __attribute__((noreturn));

#endif
