/* SPDX-License-Identifier: ISC */
/*
 * A command under way, as the functions of the table see it: who asked, for
 * which neighbours, and how it is answered.  A function answers at once, or
 * leaves a turn (called in slices until it is over), or waits for somebody
 * who calls command_done or command_fail.
 */
#ifndef RDE_PROGRAM_COMMAND_ANSWER_H
#define RDE_PROGRAM_COMMAND_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/wbuf.h"
#include "ipc/parent_engine.h"
#include "program_command.h"
#include "text/lexer.h"
#include "text/route.h"

enum { COMMAND_SLICE_MS = 4 };
#define COMMAND_LONG	"a command has at most %u words: make it several"

/* Whom the command is for. */
struct command_select {
	bool		 given;		/* there was a selector */
	bool		 looked_up;	/* peers is of this pass of the loop */
	const struct idset *peers;	/* NULL: everybody */
	char		 text[ROUTE_SELECTOR_MAX];
};

struct command_group;
struct command_queue;

struct program_commands {
	struct rde		*rde;
	struct command_who	 who;
	char			 owner[PRINCIPAL_MAX];
	const struct command_sink *sink;
	void			*arg;
	struct loop_task	*task;
	struct lexer		*lexer;
	struct route_parser	*announce;
	struct route_parser	*withdraw;

	/* the command */
	char			 tag[COMMAND_TAG_MAX];
	bool			 inside;	/* of program_command_line */
	bool			 busy;
	bool			 json;
	struct command_select	 select;
	struct wbuf		 line;	/* of an answer, in the making */
	struct wbuf		 late;	/* tags of what is done, a NUL each */
	/* its slices; true: it was answered */
	bool			(*turn)(struct program_commands *c,
				    monotime_t until);
	/* what it works on, and how that is given up */
	void			*job;
	void			(*stop)(void *job);
	/* true: no slice for now; what ends that wakes the task.  Or NULL. */
	bool			(*rests)(const struct program_commands *c);
	struct room_wait	 room;	/* that of a command */
	uint32_t		 token;	/* of a question (ask.h), or 0 */

	struct command_group	*group;		/* between start and end */

	bool			 sync;	/* answers wait: enable-sync */
	bool			 waits;	/* that of this command does */
	const struct idset	*waits_for;	/* NULL: everybody */
	struct command_queue	*queue;	/* of them: program_command_wait.c */
};

/* A line of data: what command_text began, or a literal. */
struct wbuf *command_text(struct program_commands *c);
void	command_text_end(struct program_commands *c);
void	command_data(struct program_commands *c, const char *line);
bool	command_full(const struct program_commands *c);

/* Of which daemon it is; never NULL. */
const struct pr_identity *command_daemon(const struct program_commands *c);

/* What is done and was not told yet is told. */
void	command_tell(struct program_commands *c);
/* The end; each command comes to one of them, once. */
void	command_done(struct program_commands *c);
void	command_fail(struct program_commands *c, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* False: who asks has less than that role, and the command has failed. */
bool	command_may(struct program_commands *c, enum role need);
/* Words are left over: the reason says so; true. */
bool	command_superfluous(struct program_commands *c,
	    const struct tokens *t);

/* It goes on in slices, the first of them now. */
void	command_begin(struct program_commands *c,
	    bool (*turn)(struct program_commands *c, monotime_t until),
	    void *job, void (*stop)(void *job));

#endif
