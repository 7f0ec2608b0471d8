/* SPDX-License-Identifier: ISC */
/*
 * The API: a line of a program, or of bgpctl api, becomes answers.  Both go
 * through here and differ in how an answer is framed (struct command_sink) and
 * in what they may do.  Lines are carried out one after the other: while one
 * is under way the object is busy, and takes no other.
 */
#ifndef RDE_PROGRAM_COMMAND_H
#define RDE_PROGRAM_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/idset.h"
#include "base/wbuf.h"
#include "ipc/parent_rde.h"
#include "rde.h"

struct program_commands;

enum command_result { COMMAND_DONE, COMMAND_ERROR };

enum {
	COMMAND_LINE_MAX = 1024 * 1024,	/* octets of a line */
	COMMAND_WORDS_MAX = 16384,	/* of a command; a group has many */
	COMMAND_TAG_MAX	= 64,		/* of a tag, with its NUL */
	COMMAND_WHY_MAX	= 1280,		/* of a reason */
};

/* Who asks. */
struct command_who {
	uint8_t		 source;	/* CTL_SRC_BGPCTL, CTL_SRC_PROGRAM */
	uint8_t		 role;		/* enum role; a program: ROLE_ALL */
	uint8_t		 shape;		/* of answers: 4, 5, 6 */
	bool		 json;		/* answers that are data are JSON */
	uint32_t	 program;	/* the parent's number of it, or 0 */
	uint32_t	 client;	/* pe_client.id, or 0 */
	const char	*owner;		/* its name, or a principal */
	const struct pr_identity *daemon;	/* borrowed; NULL: nobody */
};

/* How answers reach who asked. */
struct command_sink {
	/* A line of data, its tag before it, without its newline. */
	void	(*data)(void *arg, const char *line, size_t len);
	/*
	 * The end of a command; tag "": none; reason "" or one line.  late: it
	 * may come when further lines were taken, but in this pass of the loop,
	 * and in order; so a burst is one write of the injection log.
	 */
	bool	late;
	void	(*done)(void *arg, const char *tag, enum command_result r,
		    const char *reason);
	/* At once, before the next line, however long the answer waits. */
	void	(*refused)(void *arg, const char *tag, const char *reason);
	/* So much waits for it that data had better wait too. */
	bool	(*full)(void *arg);
	/* It was busy, and takes lines again; not from inside of _line. */
	void	(*ready)(void *arg);
	/* Answers without a tag are wanted, or not.  NULL: always. */
	void	(*ack)(void *arg, bool on);
	/* Those it may speak to, borrowed.  NULL: all. */
	const struct idset *(*peers)(void *arg);
	/* What waits for each program; NULL: there are none. */
	void	(*queues)(void *arg, void (*each)(void *ctx, const char *name,
		    uint64_t lines, uint64_t octets), void *ctx);
};

struct program_commands *program_command_new(struct rde *rde,
	    const struct command_who *who, const struct command_sink *sink,
	    void *arg);
/* What is under way ends, or goes on without an answer. */
void	program_command_free(struct program_commands *c);

/*
 * One line, without its newline; it is not busy.  False: it is one of the
 * lines that have no answer ("debug …").
 */
bool	program_command_line(struct program_commands *c, const char *line,
	    size_t len);
/* What it shows from now on is JSON. */
void	program_command_json(struct program_commands *c, bool json);
bool	program_command_busy(const struct program_commands *c);
/* It is full no more. */
void	program_command_resume(struct program_commands *c);

/* The lines of an answer's end, with their newlines. */
void	program_command_print(struct wbuf *w, const char *tag,
	    enum command_result r, const char *reason, unsigned shape);

#endif
