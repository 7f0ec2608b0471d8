/* SPDX-License-Identifier: ISC */
/*
 * Messages that this engine refuses by itself are noted for bgpctl's show
 * malformed: headers, OPENs, ROUTE-REFRESHes, and what comes out of turn.
 */
#ifndef SESSION_OFFEND_H
#define SESSION_OFFEND_H

#include "base/rbuf.h"
#include "conn.h"

/* The NOTIFICATION is about to be sent; msg as far as it was read. */
void	offend_refused(const struct conn *c, const struct notify *n,
	    struct rbuf msg);
/* Any message that the state has no place for (RFC 6608). */
void	offend_unexpected(const struct conn *c, struct rbuf msg);
/* A ROUTE-REFRESH that is passed over (RFC 2918 4, RFC 7313 5). */
void	offend_ignored(const struct conn *c, struct rbuf msg,
	    const char *why);

#endif
