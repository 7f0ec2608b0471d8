/* SPDX-License-Identifier: ISC */
/*
 * What waits for one program: answers, kept short, and events, bounded.  See
 * program_io.h, whose queue this is.
 */
#ifndef RDE_PROGRAM_QUEUE_H
#define RDE_PROGRAM_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

enum {
	QUEUE_CHUNK	= 64 * 1024,	/* octets; as much as a pipe holds */
};

struct queue_chunk {
	STAILQ_ENTRY(queue_chunk) entry;
	size_t		size;
	size_t		len;
	size_t		off;		/* taken so far */
	uint8_t		data[];
};
STAILQ_HEAD(queue_chunks, queue_chunk);

struct program_queue {
	struct queue_chunks answers;	/* of records, see program_queue.c */
	struct queue_chunks events;
	size_t		 answers_len;	/* octets that wait, as kept */
	size_t		 events_len;
	size_t		 events_max;
	/* What the program has not read yet, as it is written. */
	uint64_t	 octets;
	uint64_t	 lines;
	/* of the last chunk of answers: its last record, if one can grow */
	size_t		 tail;
	bool		 tail_grows;
	/* octets of the first record that are in the stage already */
	size_t		 taken;
	uint8_t		*stage;		/* answers as they are written */
	size_t		 stage_len;
	size_t		 stage_off;
	bool		 deaf;		/* nobody reads: all is forgotten */
};

enum queue_step {
	QUEUE_EMPTY,
	QUEUE_MORE,		/* it had its turn */
	QUEUE_BLOCKED,		/* the pipe is full */
};

void	program_queue_init(struct program_queue *q, size_t events_max);
void	program_queue_fini(struct program_queue *q);
void	program_queue_answer(struct program_queue *q, const char *literal);
void	program_queue_data(struct program_queue *q, const void *p, size_t n);
/* forced: also when there is no room. */
bool	program_queue_event(struct program_queue *q, const void *p, size_t n,
	    bool forced);
/* Writes for a turn. */
enum queue_step program_queue_write(struct program_queue *q, int fd);

#endif
