/* SPDX-License-Identifier: ISC */
/* ROUTE-REFRESH (RFC 2918, RFC 7313 4 and 5). */
#ifndef SESSION_REFRESH_H
#define SESSION_REFRESH_H

#include "base/wbuf.h"
#include "bgp/negotiated.h"
#include "bgp/notification.h"
#include "ipc/session_rde.h"

enum refresh_verdict { REFRESH_OK, REFRESH_IGNORE, REFRESH_ERROR };

/*
 * msg: the whole message, header included.  err is set for REFRESH_ERROR, why
 * (a literal) for REFRESH_IGNORE.
 */
enum refresh_verdict refresh_check(const struct negotiated *neg,
	    struct rbuf msg, struct sr_refresh *r, struct notify *err,
	    const char **why);
void	refresh_write(struct wbuf *w, enum family f, uint8_t subtype);

#endif
