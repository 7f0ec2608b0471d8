/* SPDX-License-Identifier: ISC */
/*
 * parent <-> rde, beside parent_engine.h.  The injection log: a memfd that the
 * parent owns and the route engine appends to before it answers; at start it
 * comes before PE_CONFIG.
 */
#ifndef IPC_PARENT_RDE_H
#define IPC_PARENT_RDE_H

enum {
	/* parent to rde */
	PR_LOG_FILE	= 200,	/* fd = the injection log */
};

#endif
