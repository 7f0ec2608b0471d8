/* SPDX-License-Identifier: ISC */
/* A command line, understood: what to ask, of whom, and how to show it. */
#ifndef CTL_COMMAND_H
#define CTL_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "ipc/control.h"

enum action {
	ACTION_NONE,
	ACTION_SUMMARY,
	ACTION_SUMMARY_TERSE,
	ACTION_NEIGHBOR,		/* show neighbor */
	ACTION_RIB,
	ACTION_MEMORY,
	ACTION_MALFORMED,
	ACTION_PROCESS,
	ACTION_NETWORK_SHOW,
	ACTION_NETWORK_ADD,
	ACTION_NETWORK_DELETE,
	ACTION_NETWORK_FLUSH,
	ACTION_BULK_ADD,
	ACTION_BULK_DELETE,
	ACTION_ACT,			/* neighbor X up, down, clear */
	ACTION_RELOAD,
	ACTION_TRIAL,			/* reload -n */
	ACTION_LOG,
	ACTION_SHUTDOWN,
	ACTION_API,
	ACTION_API_STREAM,		/* api - */
	/* without a daemon: */
	ACTION_MRT,			/* show mrt */
	ACTION_DECODE,
	ACTION_EXPLAIN,
	ACTION_ENCODE,
	ACTION_HELP,
	ACTION_MAX
};

enum view { VIEW_FULL, VIEW_TERSE, VIEW_TIMERS, VIEW_MESSAGES };

/* What octets are said to be. */
enum message_kind {
	MESSAGE_ANY, MESSAGE_OPEN, MESSAGE_UPDATE, MESSAGE_NLRI
};

/* The session that is not there: see offline_session.h. */
struct offline_options {
	const char	*conf;		/* NULL: none */
	uint32_t	 local_as;	/* 0: not given */
	uint32_t	 peer_as;
	uint8_t		 shape;		/* of JSON */
	uint8_t		 family;	/* enum family */
	uint8_t		 kind;		/* enum message_kind */
	bool		 as2;		/* 2-octet AS numbers */
	bool		 path_ids;
	bool		 nlri_only;	/* encode */
	bool		 no_header;
};

enum { COMMAND_TEXT_MAX = CTL_TEXT_MAX - 64, COMMAND_WHY = 192 };

struct command {
	enum action		action;
	enum view		view;
	struct ctl_selector	who;
	struct ctl_rib_filter	filter;
	uint8_t			act;		/* CTL_ACT_* */
	bool			verbose;	/* log */
	bool			detail;
	bool			ssv;
	bool			flow;		/* flow specification alone */
	bool			peers;		/* of an MRT file */
	/*
	 * malformed: the MRT file, "-" standard output; NULL: shown.
	 * show mrt: the file, "-" standard input.
	 */
	const char	       *mrt;
	/* show process: which; NULL: all, a line each */
	const char	       *process;
	/* Reason, or route text; without NUL. */
	struct wbuf		text;
	/* help, and what is done offline: the words behind. */
	int			rest_argc;
	char *const	       *rest_argv;
	struct offline_options	offline;
	/* Why the command was refused, for one line. */
	char			why[COMMAND_WHY];
};

void	command_init(struct command *c);
void	command_free(struct command *c);
/* Standard output is an MRT file: nothing else may be printed there. */
bool	command_mrt_to_stdout(const struct command *c);
/* It is done here, without a daemon. */
bool	command_is_offline(const struct command *c);
/*
 * 0, or -1: c->why says what is wrong and *legal (text, a line each) what
 * could stand there.  Words are abbreviated as far as they stay unambiguous.
 */
int	command_parse(struct command *c, int argc, char *const argv[],
	    struct wbuf *legal);
/* What may follow these words, a line each; -1 when they are wrong. */
int	command_help(struct command *c, int argc, char *const argv[],
	    struct wbuf *legal);

#endif
