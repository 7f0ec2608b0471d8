/* SPDX-License-Identifier: ISC */
/*
 * TLVs of BGP-LS (RFC 9552 5.1), in NLRI and in the BGP-LS attribute: a type
 * and a length of two octets each.  As words they are a number and octets,
 * "1026 0x7231".
 */
#ifndef PATH_LS_TLV_H
#define PATH_LS_TLV_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "text/token.h"

enum { LS_TLV_HEAD = 4 };

struct ls_tlv {
	uint16_t	type;
	struct rbuf	v;
};

/* 1 a TLV, 0 the end, -1 it runs past the end. */
int	ls_tlv_next(struct rbuf *b, struct ls_tlv *t);
/* RFC 9552 5.1: by type, length, octets. */
int	ls_tlv_cmp(const struct ls_tlv *a, const struct ls_tlv *b);
/* Whole to the end, and in that order?  0 or -1. */
int	ls_tlv_check(struct rbuf b);
void	ls_tlv_put(struct wbuf *w, const struct ls_tlv *t);
/* Number and octets behind the word `what`, appended: 0, or -1 with *e. */
int	ls_tlv_parse(struct tokens *t, const char *what, struct wbuf *w,
	    struct text_error *e);
void	ls_tlv_print(struct wbuf *out, const struct ls_tlv *t);

#endif
