/* SPDX-License-Identifier: ISC */
/*
 * Segment lists of SR policies (RFC 9830 2.4.4, RFC 9831): the value of one
 * sub-TLV, as octets, words and JSON.  Private to path/.
 */
#ifndef PATH_SEGMENT_H
#define PATH_SEGMENT_H

#include <stdbool.h>

#include "path/attr_text.h"

enum { ENDPOINT_BEHAVIOR_OCTETS = 8 };

/* Behind "segment-list": 0 and the value appended, or -1. */
int	segment_list_parse(struct tokens *t, struct wbuf *w,
	    struct text_error *e);
/* Without the keyword.  False: it does not read back, and out is spoilt. */
bool	segment_list_print(struct wbuf *out, struct rbuf v);
/* An object. */
void	segment_list_json(struct wbuf *w, struct rbuf v);

/* Behind "endpoint-behavior": BEHAVIOR LB LN FUNCTION ARGUMENT. */
int	endpoint_behavior_parse(struct tokens *t, struct wbuf *w,
	    struct text_error *e);
/* With the keyword and a blank in front; eight octets.  False: as above. */
bool	endpoint_behavior_print(struct wbuf *out, const uint8_t *p);
/* A member, with a comma in front. */
void	endpoint_behavior_json(struct wbuf *w, const uint8_t *p);

#endif
