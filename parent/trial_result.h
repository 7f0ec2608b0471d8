/* SPDX-License-Identifier: ISC */
/*
 * What both engines say of a trial, put together: a row for each neighbour
 * that a reload would concern, in the order of addresses.  It is kept while a
 * client reads it.
 */
#ifndef PARENT_TRIAL_RESULT_H
#define PARENT_TRIAL_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"
#include "ipc/link.h"
#include "ipc/parent_engine.h"

struct trial_result;

struct trial_result *trial_result_new(void);
struct trial_result *trial_result_ref(struct trial_result *r);
void	trial_result_unref(struct trial_result *r);

/* -1: the row makes no sense, or there are too many. */
int	trial_result_add(struct trial_result *r,
	    const struct pe_trial_neighbor *row);
/* All was added; names and ranges are looked up.  warnings is copied. */
void	trial_result_end(struct trial_result *r, const struct config *old,
	    const struct config *next, const struct pe_done *did,
	    const char *warnings);

/*
 * Sends on from *at, 0 at first, until much waits in the link; true when all
 * but the verdict was sent.
 */
bool	trial_result_send(const struct trial_result *r, struct link *k,
	    uint32_t req, size_t *at);
uint32_t trial_result_count(const struct trial_result *r);
const char *trial_result_warnings(const struct trial_result *r);

#endif
