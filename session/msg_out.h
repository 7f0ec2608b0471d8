/* SPDX-License-Identifier: ISC */
/*
 * What is to be written on a connection, in this order: the message that is
 * half written, OPEN and KEEPALIVE, then UPDATEs.  A NOTIFICATION goes behind
 * the half-written message, by way of linger.c.
 */
#ifndef SESSION_MSG_OUT_H
#define SESSION_MSG_OUT_H

#include "conn.h"

/* Watches what it should, by state, pause and what is blocked. */
void	msg_out_watch(struct conn *c);
void	msg_out_ctl(struct conn *c, const void *p, size_t len);
void	msg_out_updates(struct conn *c, const void *p, size_t len,
	    bool credit);
/* Writes until done or EAGAIN; sets broken when the connection is. */
void	msg_out_flush(struct conn *c);
/* What must precede a NOTIFICATION. */
void	msg_out_rest(const struct conn *c, struct wbuf *w);
void	msg_out_clear(struct conn *c);
/* Forgets whole UPDATEs; what is half written stays, without credit. */
void	msg_out_forget_updates(struct conn *c);

#endif
