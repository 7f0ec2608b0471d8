/* SPDX-License-Identifier: ISC */
/*
 * The two pipes of a program: lines come in, answers and events go out.  Here
 * are octets and lines only; what they mean is for others.
 *
 * Answers are never dropped and keep their order: runs of equal plain ones are
 * counts, others are kept whole, and past PROGRAM_ANSWERS_MAX no more lines
 * are read until the program has read.  Answers go before events that wait.
 * Events are bounded: one that does not fit is refused whole.  Only whole
 * lines and whole events are written between one another.
 */
#ifndef RDE_PROGRAM_IO_H
#define RDE_PROGRAM_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/loop.h"

enum {
	PROGRAM_LINE_MAX	= 1024 * 1024,	/* octets, without its end */
	PROGRAM_ANSWERS_MAX	= 64 * 1024 * 1024,
	PROGRAM_ANSWERS_LOW	= 256 * 1024,
};

enum program_io_end {
	PROGRAM_IO_CLOSED,	/* its output is at its end */
	PROGRAM_IO_DEAF,	/* nobody has its input open */
	PROGRAM_IO_LINE,	/* a line is longer than PROGRAM_LINE_MAX */
};

struct program_io;

/* All from the loop, never from inside a call below; any may free the io. */
struct program_io_ops {
	/* without its newline; any octets */
	void	(*line)(void *arg, const char *text, size_t len);
	/* once for each; no line comes after it, unless it is DEAF */
	void	(*closed)(void *arg, enum program_io_end why);
	/* events were refused, and now less than half of the bound waits */
	void	(*drained)(void *arg);
	/* answers have fallen to PROGRAM_ANSWERS_LOW; NULL is fine */
	void	(*answered)(void *arg);
	/* after program_io_last: nothing waits any more */
	void	(*written)(void *arg);
};

/*
 * Takes both descriptors (made non-blocking): out is the program's standard
 * output, in its standard input.  events bounds what waits of events.
 */
struct program_io *program_io_new(struct loop *l, int out, int in,
	    size_t events, const struct program_io_ops *ops, void *arg);
void	program_io_free(struct program_io *io);
/* The bound has another size from here on. */
void	program_io_bound(struct program_io *io, size_t events);
/* No line is handed over while it is paused; also from inside line(). */
void	program_io_pause(struct program_io *io, bool paused);
/*
 * The process is gone: what its output holds now is all that will be handed
 * over, whoever else may have it open; then closed is called.
 */
void	program_io_gone(struct program_io *io);

/* We do not read it for now: it is paused, or has to read first. */
bool	program_io_is_held(const struct program_io *io);
/* closed was called. */
bool	program_io_has_ended(const struct program_io *io);
/* It does not read and never will: what is told it is forgotten. */
bool	program_io_is_deaf(const struct program_io *io);

/* literal is a string that stays, without its newline: "done", "error". */
void	program_answer(struct program_io *io, const char *literal);
/* Whole lines, with their newlines. */
void	program_data(struct program_io *io, const void *p, size_t len);
/*
 * A whole event.  False: the queue is full and nothing was taken.  One that
 * finds the queue empty always fits.
 */
bool	program_event(struct program_io *io, const void *p, size_t len);
/* The same in any case: for who has looked (program_events_busy) before. */
void	program_event_force(struct program_io *io, const void *p, size_t len);
/* Behind all that waits, in any case; written is called when all is out. */
void	program_io_last(struct program_io *io, const void *p, size_t len);

/* Octets that wait, as they are kept. */
size_t	program_events_queued(const struct program_io *io);
size_t	program_answers_queued(const struct program_io *io);
/* What it has not read yet: lines and octets, as they are written. */
void	program_io_waiting(const struct program_io *io, uint64_t *lines,
	    uint64_t *octets);
/* Half of the bound or more waits: a walk does well to wait for drained. */
bool	program_events_busy(struct program_io *io);

#endif
