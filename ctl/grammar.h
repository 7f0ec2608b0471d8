/* SPDX-License-Identifier: ISC */
/*
 * The grammar of bgpctl as tables of words.  Parsing, abbreviation, help and
 * completion all read the same rows.
 */
#ifndef CTL_GRAMMAR_H
#define CTL_GRAMMAR_H

#include <stdbool.h>

#include "command.h"

enum word_kind {
	WORD_STOP,		/* behind the last row */
	WORD_KEY,		/* a keyword; any unambiguous prefix */
	WORD_WHOLE,		/* a keyword, in full, in any case */
	WORD_ARG,		/* one argument, taken by take() */
	WORD_REST,		/* all that follows, appended to text */
	WORD_END,		/* the command may end here */
	WORD_ALSO,		/* the rows of another table too */
};

enum word_table {
	TABLE_NONE,
	TABLE_MAIN,
	TABLE_DONE,
	TABLE_SHOW,
	TABLE_SUMMARY,
	TABLE_IP,
	TABLE_SHOW_NEIGHBOR,
	TABLE_SHOW_GROUP,
	TABLE_VIEW,
	TABLE_MALFORMED,
	TABLE_MALFORMED_PEER,
	TABLE_MALFORMED_GROUP,
	TABLE_MALFORMED_END,
	TABLE_MRT,
	TABLE_PROCESS,
	TABLE_DECODE,
	TABLE_EXPLAIN,
	TABLE_ENCODE,
	TABLE_OPTION_SHAPE,
	TABLE_OPTION_FAMILY,
	TABLE_OPTION_CONF,
	TABLE_OPTION_AS,
	TABLE_OPTION_PEER_AS,
	TABLE_SHOW_MRT_FIRST,
	TABLE_SHOW_MRT_FILE,
	TABLE_SHOW_MRT,
	TABLE_SHOW_MRT_LENGTH,
	TABLE_SHOW_MRT_SAFI,
	TABLE_SHOW_MRT_PEER,
	TABLE_RIB_FIRST,
	TABLE_RIB,
	TABLE_RIB_LENGTH,
	TABLE_RIB_SAFI,
	TABLE_RIB_PEER,
	TABLE_RIB_GROUP,
	TABLE_COMMUNITY,
	TABLE_LARGE,
	TABLE_EXT,
	TABLE_EXT_RT,
	TABLE_EXT_SOO,
	TABLE_EXT_HEX,
	TABLE_EXT_FLOW,
	TABLE_EXT_FLOW_VALUE,
	TABLE_AS,
	TABLE_PATH_ID,
	TABLE_RD,
	TABLE_NEIGHBOR,
	TABLE_GROUP,
	TABLE_ACT,
	TABLE_NETWORK,
	TABLE_NETWORK_SHOW,
	TABLE_NETWORK_SAFI,
	TABLE_SAFIS,
	TABLE_NAMES,
	TABLE_FLOW,
	TABLE_FLOW_SHOW,
	TABLE_RULE,
	TABLE_ROUTE,
	TABLE_BULK,
	TABLE_BULK_ATTRS,
	TABLE_RELOAD,
	TABLE_REASON,
	TABLE_API,
	TABLE_LOG,
	TABLE_HELP,
	TABLE_SHOW_MRT_AFI,
	TABLE_SHOW_MRT_AFI_SAFI,
	TABLE_SHOW_MRT_NUMBER,
	TABLE_RIB_AFI,
	TABLE_RIB_AFI_SAFI,
	TABLE_RIB_NUMBER,
	TABLE_NETWORK_AFI,
	TABLE_NETWORK_AFI_SAFI,
	TABLE_NETWORK_NUMBER,
	TABLE_MAX,
	/* next only: the command's own table, where its filters stand */
	TABLE_FILTERS,
	/* likewise: TABLE_DECODE and so on */
	TABLE_OPTIONS
};

struct word {
	enum word_kind	kind;
	const char	*name;		/* "show"; arguments: "<prefix>" */
	const char	*help;
	enum word_table	next;
	/* Whether an argument is meant; NULL: any word. */
	bool		(*looks)(const char *s);
	/* NULL, or why it cannot be taken (a literal). */
	const char     *(*take)(struct command *c, const struct word *w,
			    const char *s);
	unsigned	value;		/* for take */
};

/* The rows of a table; the last is a WORD_STOP. */
const struct word *grammar_table(enum word_table t);

#endif
