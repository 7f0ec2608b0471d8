/* SPDX-License-Identifier: ISC */
/*
 * What a test with a fake loop and a fake clock may do beside base/loop.h and
 * base/clock.h: let time pass, and say that a descriptor is ready.  Nothing
 * happens by itself.  The clock starts at FAKE_START_MS.
 */
#ifndef FAKE_FAKE_H
#define FAKE_FAKE_H

#include <stddef.h>
#include <stdint.h>

#include "base/loop.h"

enum {
	FAKE_START_MS	= 1000000,	/* since boot */
	FAKE_WALL_S	= 1700000000,	/* wall clock at FAKE_START_MS */
};

/*
 * Runs awake tasks, then timers in the order they are due (those of the same
 * millisecond as they were set), with the clock at each one's moment and the
 * tasks that it woke right behind it; ends ms later.
 */
void	fake_advance(int64_t ms);
/* Runs tasks until all sleep; one that never does ends the test. */
void	fake_run_tasks(void);
/* Each awake task once: one pass of a real loop. */
void	fake_run_pass(void);

/* Calls the callback for what of it is wanted; returns that. */
int	fake_io_fire(struct loop_io *io, int what);
/* The same by descriptor, for every loop_io that watches it. */
int	fake_io_fire_fd(int fd, int what);
/* What is wanted of fd at present; 0 also when nobody watches it. */
int	fake_io_wanted(int fd);
void	fake_signal(int signo);

/* How many objects of the loop live: a test checks that none leaks. */
size_t	fake_objects(void);
/* Milliseconds to the next timer, -1 when none runs. */
int64_t	fake_next_timer(void);

/* Each look at the clock takes this long from now on: slices are short. */
void	fake_clock_looks(int64_t ms);

/* Only the fake loop sets the clock. */
void	fake_clock_set(int64_t ms);

#endif
