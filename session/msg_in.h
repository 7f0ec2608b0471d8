/* SPDX-License-Identifier: ISC */
/*
 * From a TCP stream to whole messages.  Only headers are looked at; runs of
 * UPDATEs leave in one piece, everything else by itself.
 */
#ifndef SESSION_MSG_IN_H
#define SESSION_MSG_IN_H

#include "conn.h"

struct msg_in_ops {
	/* Any message but UPDATE; body behind the header. */
	void	(*message)(struct conn *c, uint8_t type, const uint8_t *msg,
		    uint16_t len);
	/* Two pieces of whole UPDATEs; b is NULL when there is one. */
	void	(*updates)(struct conn *c, const uint8_t *a, size_t alen,
		    const uint8_t *b, size_t blen, uint32_t n);
	/* msg: what was read of it, not less than the header */
	void	(*bad_header)(struct conn *c, const struct notify *err,
		    struct rbuf msg);
	void	(*closed)(struct conn *c, int error);
};

/* One read; the connection may be gone when it returns. */
void	msg_in_read(struct conn *c, const struct msg_in_ops *ops);
void	msg_in_clear(struct conn *c);

#endif
