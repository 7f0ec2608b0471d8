/* SPDX-License-Identifier: ISC */
/*
 * parent <-> rde, beside parent_engine.h.  The injection log: a memfd that the
 * parent owns and the route engine appends to before it answers; at start it
 * comes before PE_CONFIG.  When the log has grown far past what lives in it,
 * the engine asks for a fresh file, writes to both, says when the fresh one
 * is complete, and writes to the old one until it hears that they were
 * swapped.
 */
#ifndef IPC_PARENT_RDE_H
#define IPC_PARENT_RDE_H

enum {
	/* parent to rde */
	PR_LOG_FILE	= 200,	/* fd = the injection log */
	PR_LOG_FRESH	= 201,	/* fd = an empty file */
	PR_LOG_SWAPPED	= 202,	/* the fresh one is the log now */

	/* rde to parent */
	PR_LOG_ROTATE	= 250,	/* a fresh file, please */
	PR_LOG_COMPLETE	= 251,	/* the fresh one says all */
};

#endif
