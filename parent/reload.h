/* SPDX-License-Identifier: ISC */
/*
 * Reading the configuration again, for a signal or a client: one at a time,
 * and at most one more that waits, whoever asks.  Whatever goes wrong, the old
 * one stays in force.
 */
#ifndef PARENT_RELOAD_H
#define PARENT_RELOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "config_parser.h"
#include "created.h"
#include "options.h"
#include "rollout.h"

struct reload_ops {
	/*
	 * Every request up to this number is served; text says what changed,
	 * or holds the errors, a line each.
	 */
	void	(*done)(void *arg, uint32_t served, bool ok, const char *text);
	void	*arg;
};

struct reload;

struct reload *reload_new(struct loop *l, const struct options *o,
	    int root_fd, const struct reload_ops *ops);
void	reload_free(struct reload *r);
void	reload_set_rollout(struct reload *r, struct rollout *ro);
/* What comes beside the neighbours of the file; it stays the caller's. */
void	reload_set_created(struct reload *r, const struct created *cr);
/* For a load of the file: with those.  Valid until the next call. */
const struct config_amend *reload_amendment(struct reload *r);
/*
 * next_file takes the next of the ring, as every request does with the option
 * rotate.  The request's number.
 */
uint32_t reload_request(struct reload *r, bool next_file);
/*
 * Another change of the configuration is to be made: false when a reload runs
 * or waits; else requests wait until the release.
 */
bool	reload_hold(struct reload *r);
void	reload_release(struct reload *r);
/* One runs, or waits, or is held up. */
bool	reload_busy(const struct reload *r);
/* The file that the next request of a client would read. */
const char *reload_file(const struct reload *r);
/* The rollout's change is over; as rollout_ops.changed. */
void	reload_changed(struct reload *r, const struct config *old,
	    const char *why);

#endif
