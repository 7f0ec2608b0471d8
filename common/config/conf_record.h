/* SPDX-License-Identifier: ISC */
/*
 * The frame of a record in an image: an octet of type, the length of the body
 * in octets of seven bits, least first, and the body, unaligned.
 */
#ifndef CONFIG_CONF_RECORD_H
#define CONFIG_CONF_RECORD_H

#include "base/rbuf.h"

enum { CONF_VARINT_MAX = 5, CONF_FRAME_MAX = 1 + CONF_VARINT_MAX };

/* Returns how many octets it took, CONF_VARINT_MAX at most. */
size_t	conf_varint_put(uint8_t *p, uint32_t v);
int	conf_varint_get(struct rbuf *b, uint32_t *v);

/* The frame alone, CONF_FRAME_MAX at most. */
size_t	conf_record_frame(uint8_t *p, uint8_t type, uint32_t len);
/*
 * The record at *at, which must end by end: its type and body.  0 at the end,
 * -1 when it runs over the end.
 */
int	conf_record_next(const uint8_t *base, size_t end, size_t *at,
	    struct rbuf *body);

#endif
