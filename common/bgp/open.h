/* SPDX-License-Identifier: ISC */
/* OPEN (RFC 4271 4.2 and 6.2, RFC 5492, RFC 6286, RFC 6793, RFC 9072). */
#ifndef BGP_OPEN_H
#define BGP_OPEN_H

#include "bgp/capability.h"

struct open {
	/* 4-octet AS when capability 65 is there */
	uint32_t	as;
	uint16_t	as16;		/* the field itself */
	uint16_t	hold_time;
	uint32_t	id;		/* host order */
	struct capabilities caps;
};

/* Whole message; RFC 9072 form only when nothing else fits 255 octets. */
void	open_write(struct wbuf *w, const struct open *o);
/*
 * Body behind the header.  Checks what needs no configuration: version, AS 0,
 * hold time 1 and 2, id 0, parameters.  0, or -1 with *err to send.
 */
int	open_read(struct rbuf body, struct open *o, struct notify *err);
/*
 * Appends the capabilities of a body that open_read takes, as one TLV list in
 * the order in which they stand.  0, or -1: it would not take it.
 */
int	open_capabilities(struct rbuf body, struct wbuf *tlvs);

#endif
