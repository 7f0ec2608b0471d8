/* SPDX-License-Identifier: ISC */
/*
 * Sub-TLVs of a tunnel: one row each, in tunnel_sub.c those of RFC 9012, in
 * sr_policy.c those of RFC 9830.  Private to path/.
 */
#ifndef PATH_TUNNEL_SUB_H
#define PATH_TUNNEL_SUB_H

#include "path/attr_text.h"

struct tunnel_sub {
	const char	*word;		/* and key in JSON */
	uint8_t		 type;
	uint8_t		 octets;	/* of a mere number */
	uint32_t	 tunnels;	/* bits of those it is of; 0: of all */
	/* Behind the word: 0 and the value appended, or -1. */
	int		 (*parse)(struct tokens *t,
			    const struct tunnel_sub *s, struct wbuf *w,
			    struct text_error *e);
	/* False: it does not read back, and out is spoilt. */
	bool		 (*print)(struct wbuf *out,
			    const struct tunnel_sub *s, struct rbuf v);
	/* The value of its key.  False: it is not of its form. */
	bool		 (*json)(struct wbuf *w, const struct tunnel_sub *s,
			    struct rbuf v);
};

enum {
	TUNNEL_SUB_WIDE = 128,		/* from here on, two octets of length */
	SR_SEGMENT_LIST = 128,
};

/* Both end with a row without a word. */
extern const struct tunnel_sub tunnel_subs[];
extern const struct tunnel_sub sr_policy_subs[];

static inline unsigned
tunnel_sub_len_octets(uint16_t type)
{
	return type < TUNNEL_SUB_WIDE ? 1 : 2;
}

#endif
