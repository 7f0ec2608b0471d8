/* SPDX-License-Identifier: ISC */
/*
 * Work on all entries that have an extra, in slices, one job after another;
 * entries made meanwhile are not touched.
 */
#ifndef RDE_ORIGINATE_JOB_H
#define RDE_ORIGINATE_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/idset.h"
#include "bgp/family.h"

struct originate;
struct originate_job;

/* From the loop, when the job is over; n entries were touched. */
typedef void	originate_done(void *arg, unsigned n);

void		originate_jobs_new(struct originate *o);
void		originate_jobs_free(struct originate *o);

/* Everything of bgpctl in these families goes. */
struct originate_job *originate_flush(struct originate *o,
		    family_mask families, originate_done *done, void *arg);
/* Everything of this program that was made until then (originate_born). */
struct originate_job *originate_flush_program(struct originate *o,
		    const char *name, uint32_t born_until,
		    originate_done *done, void *arg);
uint32_t	originate_born(const struct originate *o);
/* A watchdog group, for these neighbours (NULL: all of now). */
struct originate_job *originate_watchdog(struct originate *o,
		    const char *name, bool announce,
		    const struct idset *targets, originate_done *done,
		    void *arg);
/*
 * Nobody is told.  What has begun goes on; what has not is not done, or jobs
 * that nobody waits for would heap up.
 */
void		originate_job_forget(struct originate_job *j);

#endif
