/* SPDX-License-Identifier: ISC */
/*
 * The event loop of a process: descriptors, timers, and work that is done in
 * slices.  Every callback returns soon (10 ms at the very most); long work is
 * a task, called once a pass until it says that it is done, so keepalives
 * never wait for a table.  One loop per process.  Tests replace this file by
 * regress/unit/fake/loop.c, where time moves only when told.
 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"

enum { LOOP_READ = 1, LOOP_WRITE = 2 };

struct loop;
struct loop_io;
struct loop_timer;
struct loop_task;
struct loop_signal;

struct loop	*loop_new(void);
void		 loop_free(struct loop *l);
void		 loop_run(struct loop *l);	/* until loop_stop */
void		 loop_stop(struct loop *l);

/*
 * Watches nothing until loop_io_want; the descriptor stays the caller's, who
 * frees the loop_io before closing it.
 */
struct loop_io	*loop_io_new(struct loop *l, int fd,
		    void (*fn)(void *arg, int what), void *arg);
void		 loop_io_want(struct loop_io *io, int what);
/* May be called from any callback, also its own; NULL is fine. */
void		 loop_io_free(struct loop_io *io);

struct loop_timer *loop_timer_new(struct loop *l, void (*fn)(void *arg),
		    void *arg);
/* once */
void		 loop_timer_set(struct loop_timer *t, int64_t ms);
void		 loop_timer_cancel(struct loop_timer *t);
bool		 loop_timer_running(const struct loop_timer *t);
/* ms, 0 when off */
int64_t		 loop_timer_left(const struct loop_timer *t);
void		 loop_timer_free(struct loop_timer *t);

/*
 * fn does a slice and returns true when there is more to do: it is called
 * again next pass, after I/O and timers had their turn.  A task woken by I/O,
 * a timer or another task runs in the same pass, but once a pass at most.
 */
struct loop_task *loop_task_new(struct loop *l, bool (*fn)(void *arg),
		    void *arg);
void		 loop_task_wake(struct loop_task *t);
void		 loop_task_free(struct loop_task *t);

struct loop_signal *loop_signal_new(struct loop *l, int signo,
		    void (*fn)(void *arg, int signo), void *arg);
void		 loop_signal_free(struct loop_signal *s);

#endif
